"""A small zoo as a database gives it: keys, references, no label, no ontology."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from graph.store import Solutions
from query.answer import Answer
from query.engine import ask as ask_world
from query.engine import open_world
from query.world import World

BASE = "http://zoo.example/"
ROWS = {
    "keeper": [
        {"keeper_id": 1, "first_name": "Ada", "last_name": "Moss", "home_town": "Leeds", "salary": 31000},
        {"keeper_id": 2, "first_name": "Ben", "last_name": "Okoro", "home_town": "York", "salary": 28000},
        {"keeper_id": 3, "first_name": "Cai", "last_name": "Reed", "home_town": "Leeds", "salary": 25000},
    ],
    "species": [
        {"species_id": 1, "species_name": "Red panda", "continent": "Asia"},
        {"species_id": 2, "species_name": "Otter", "continent": "Europe"},
        {"species_id": 3, "species_name": "Lynx", "continent": "Europe"},
    ],
    "animal": [
        {"animal_id": 1, "name": "Pabu", "age": 4, "weight": 5.5, "born": "2006", "tame": "1", "ref-species_id": 1},
        {"animal_id": 2, "name": "Mei", "age": 9, "weight": 6.5, "born": "2001", "tame": "0", "ref-species_id": 1},
        {"animal_id": 3, "name": "Brook", "age": 2, "weight": 8.0, "born": "2008", "tame": "0", "ref-species_id": 2},
        {"animal_id": 4, "name": "Flint", "age": 7, "weight": 21.0, "born": "2003", "tame": "1", "ref-species_id": 3},
    ],
    "feeding": [
        {"feeding_id": 1, "feeding_date": "2010-05-01", "ref-keeper_id": 1, "ref-animal_id": 1},
        {"feeding_id": 2, "feeding_date": "2010-05-02", "ref-keeper_id": 1, "ref-animal_id": 2},
        {"feeding_id": 3, "feeding_date": "2010-05-02", "ref-keeper_id": 1, "ref-animal_id": 4},
        {"feeding_id": 4, "feeding_date": "2010-06-03", "ref-keeper_id": 2, "ref-animal_id": 3},
    ],
}  # fmt: skip


class Memory:
    """A store of quads in memory."""

    version = "test"

    def __init__(self) -> None:
        self._store = ox.Store()
        for table, rows in ROWS.items():
            for row in rows:
                thing = ox.NamedNode(f"{BASE}{table}/{row[f'{table}_id']}")
                self._add(thing, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(BASE + table))
                for column, value in row.items():
                    if column.startswith("ref-"):
                        other = column[4:].removesuffix("_id")
                        self._add(thing, f"{BASE}{table}#{column}", ox.NamedNode(f"{BASE}{other}/{value}"))
                    else:
                        self._add(thing, f"{BASE}{table}#{column}", ox.Literal(value))  # type: ignore[arg-type]

    def _add(self, thing: ox.NamedNode, prop: str, end: ox.NamedNode | ox.Literal) -> None:
        self._store.add(ox.Quad(thing, ox.NamedNode(prop), end))

    def select(self, query: str, timeout: float | None = None) -> Solutions:
        found = self._store.query(query)
        assert isinstance(found, ox.QuerySolutions)
        names = tuple(v.value for v in found.variables)
        return Solutions(names, tuple({n: t for n, t in zip(names, s, strict=True) if t is not None} for s in found))

    def ask(self, query: str, timeout: float | None = None) -> bool:
        return bool(self._store.query(query))


@cache
def zoo() -> World:
    """The zoo as a world that questions are asked of."""
    return open_world(Memory())  # type: ignore[arg-type]


def ask(question: str) -> Answer:
    """The answer to a question about the zoo."""
    return ask_world(question, zoo())


def rows(question: str) -> list[tuple[object, ...]]:
    """The values of the rows of an answer, in order; none where nothing is answered."""
    return [tuple(c.get("value", c.get("label")) for c in row.values()) for row in ask(question).rows]
