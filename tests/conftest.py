"""What all tests share: an example's time on a busy machine fails no property test; the stores that tests run over.

A test that is marked `every_store` runs over a folder and both servers; another one with the fixture `store_name` over
a folder, and with `--stores oxigraph,virtuoso` all of them over each store that is named there. Tests of questions run
over a graph in memory, with the option over the first server that it names.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import stores
from tests.stores import STORES, Engine, Engines, missing

settings.register_profile("goldenthread", deadline=None)
settings.load_profile("goldenthread")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--stores", default="", help=f"run all tests of stores over these: {','.join(STORES)}")


def pytest_configure(config: pytest.Config) -> None:
    stores.asked_for = chosen(config)


def chosen(config: pytest.Config) -> tuple[str, ...]:
    """The stores that the option names."""
    names = tuple(n for n in config.getoption("--stores").split(",") if n)
    if wrong := [n for n in names if n not in STORES]:
        raise pytest.UsageError(f"--stores: {wrong[0]} is none of {', '.join(STORES)}")
    return names


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "store_name" in metafunc.fixturenames:
        every = metafunc.definition.get_closest_marker("every_store") is not None
        names = chosen(metafunc.config) or (STORES if every else STORES[:1])
        metafunc.parametrize("store_name", names, indirect=True, scope="session")


@pytest.fixture(scope="session")
def store_name(request: pytest.FixtureRequest) -> str:
    """The name of the store that a test runs over."""
    name = str(request.param)
    if reason := missing(name):
        pytest.skip(reason)
    return name


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """The servers of this process."""
    running = Engines()
    yield running
    running.close()


@pytest.fixture
def engine(store_name: str, engines: Engines, monkeypatch: pytest.MonkeyPatch) -> Engine | None:
    """The server that a test runs over, its settings in the environment; None for a store in a folder."""
    if store_name == "embedded":
        return None
    running = engines.engine(store_name)
    for name, value in running.settings.items():
        monkeypatch.setenv(name, value)
    return running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes a worker minutes, so that nobody waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("early") is None)
