"""Stores and services for the tests of this room."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from graph.oxigraph import open_store
from graph.store import DocumentEntry
from ontology.graphs import graphs
from service.cli import main
from service.http.app import create_app
from service.http.served import Served
from service.worlds import world_of_store
from tests.service.running import Command

os.environ.setdefault("GOLDENTHREAD_MODEL", "none")  # the model takes seconds to load; one test is about it

_world = cache(world_of_store)
NORTHAM = Path(__file__).parents[1] / "query" / "northam.trig"


@pytest.fixture(scope="session")
def northam(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A published store of two invented councils' plans, made without reading any."""
    location = str(tmp_path_factory.mktemp("northam") / "store")
    put_northam(location)
    return location


def put_northam(location: str) -> None:
    """Put the plans of two invented councils into a store, with the ontology, and publish it."""
    by_graph: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in ox.parse(path=NORTHAM, format=ox.RdfFormat.TRIG):
        by_graph[str(quad.graph_name.value)].append(quad.triple)
    with open_store(location, write=True) as store:
        for iri, read in by_graph.items():
            if "/document/" in iri:
                store.replace(DocumentEntry(iri, f"{iri.rpartition('/')[2]}.md", "0" * 64), read)
        for iri, triples in graphs().items():
            store.put_graph(iri, (*triples, *by_graph.get(iri, ())))
        store.publish()


@pytest.fixture(scope="session")
def client(northam: str) -> Iterator[TestClient]:
    """The service over that store."""
    with TestClient(create_app(Served(northam))) as client:
        yield client


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The store that `goldenthread build --samples` makes."""
    location = str(tmp_path_factory.mktemp("samples") / "store")
    assert main(["build", "--samples", "--store", location]) == 0
    return location


@pytest.fixture(autouse=True)
def unlearnt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's own builds leave what questions need to know to who asks: it is half their time, and few tests ask."""
    monkeypatch.setattr("service.worlds.learn", lambda location: None)


@pytest.fixture
def gt(samples: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line over the sample plans, whose world is made once for all tests."""
    monkeypatch.setattr("service.worlds.world_of_store", _world)
    return Command(samples, capfd)


@pytest.fixture
def fresh(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Command:
    """The command line over a store that is not there yet."""
    return Command(str(tmp_path / "store"), capfd)


@pytest.fixture(scope="session")
def sampled(samples: str) -> Iterator[TestClient]:
    """The service over the sample plans."""
    with TestClient(create_app(Served(samples))) as client:
        yield client
