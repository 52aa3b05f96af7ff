"""What opening a world costs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.manifest import RDF_TYPE, RDFS_LABEL
from ontology.names import thing
from ontology.vocabulary import GT
from query.engine import ask
from query.parse.context import context_of
from service.stores import writer
from service.worlds import learn, world_of_store

PLAN = thing("plan", "northam", "children-s-plan")


def test_a_world_is_opened_without_what_only_search_needs() -> None:
    code = "import sys, service.worlds; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_questions_need_to_know_is_learnt_when_plans_are_built(
    samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unready(*_: object) -> None:
        raise AssertionError("read from the store again")

    monkeypatch.setattr("query.engine.read_schema", unready)
    monkeypatch.setattr("query.linking.names.gather", unready)
    assert ask("Which actions feed NI 117?", world_of_store(samples)).status == "answered"


def test_a_store_that_is_written_again_is_learnt_again(northam: str, tmp_path: Path) -> None:
    location = str(shutil.copytree(northam, tmp_path / "store"))
    learn(location)
    with writer(location) as store:
        entry = store.documents()[0]
        store.replace(entry, [ox.Triple(PLAN, RDF_TYPE, GT.Plan), ox.Triple(PLAN, RDFS_LABEL, ox.Literal("Lantern"))])
        store.publish()
    names = context_of(world_of_store(location)).names
    assert "lantern" in names.words


def test_learning_again_what_is_known_reads_nothing(samples: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr("service.worlds.context_of", opened.append)
    learn(samples)
    assert opened == []
