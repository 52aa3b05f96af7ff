"""Reads the plans beside the repository into memory and scores them with the tool that lies with them."""

from __future__ import annotations

import ast
import contextlib
import io
import sys
import types
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.derive import rules
from ingest.reader import Reading, read
from ontology.graphs import graphs
from ontology.names import graph_iri
from tests.query.memory import MemoryStore

SHARED = Path(__file__).parents[3] / "shared"
CORPUS = SHARED / "corpus"
GOLD = SHARED / "gold"
_TOOL = SHARED / "tools" / "score_extraction.py"

Score = Mapping[str, tuple[float, float, float, int]]  # kind -> precision, recall, F1, how many in the truth


def available() -> bool:
    """Whether the plans, the truth and the scoring tool are there."""
    return _TOOL.is_file() and CORPUS.is_dir() and GOLD.is_dir()


def tool() -> Any:
    """The scoring tool."""
    return module_of(_TOOL)


@cache
def module_of(path: Path) -> Any:
    """A tool as a module; its own run at the end is left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and ast.unparse(node.value) == "main()")
    ]
    module = types.ModuleType(path.stem)
    exec(compile(tree, str(path), "exec"), module.__dict__)
    return module


@cache
def readings() -> Mapping[str, Reading]:
    """The reading of every plan by its file's stem."""
    return {path.stem: read(path.name, path.read_bytes()) for path in sorted(CORPUS.glob("*.txt"))}


def store_of(readings: Iterable[Reading]) -> ox.Store:
    """A store in memory of the plans, the ontology's graphs and what the rules derive."""
    store = ox.Store()
    for iri, triples in graphs().items():
        store.extend(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(iri)) for t in triples)
    for reading in readings:
        graph = ox.NamedNode(reading.iri)
        store.extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in reading.triples)
    _derive(store)
    return store


def plans(kind: str = "", only: str = "") -> MemoryStore:
    """The four plans, read and derived, for whatever is scored; turned into another format first where one is named.

    Of those in another format only the ones whose name has `only` in it.
    """
    return _plans(kind, only if kind else "")


@cache
def _plans(kind: str, only: str) -> MemoryStore:
    if not kind:
        return MemoryStore(store=store_of(readings().values()))
    from tests.accuracy.convert import converted_readings

    return MemoryStore(store=store_of(converted_readings(kind, only).values()))


def _derive(store: ox.Store) -> None:
    """Run the rules in their order: each CONSTRUCT's triples go into the derived graph."""
    for rule in rules():
        found = store.query(rule.query, use_default_graph_as_union=True)
        assert isinstance(found, ox.QueryTriples)
        store.extend([ox.Quad(t.subject, t.predicate, t.object, graph_iri("derived")) for t in found])


class InMemory:
    """What the scoring tool asks its questions of: the same `rows` and `links` as over HTTP."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def rows(self, query: str) -> list[dict[str, str]]:
        """The rows of a SELECT as plain strings, unbound variables left out."""
        return plain_rows(self._store, tool().PREFIXES + query)

    def links(self, prop: str, where: str = "?a a gt:Action .") -> Mapping[str, Mapping[str, set[str]]]:
        """Thing -> linked thing or literal -> every label of it."""
        result: Mapping[str, Mapping[str, set[str]]] = tool().Endpoint.links(self, prop, where)
        return result


def plain_rows(store: MemoryStore, query: str) -> list[dict[str, str]]:
    """The rows of a SELECT as plain strings, unbound variables left out."""
    return [{name: term.value for name, term in row.items()} for row in store.select(query).rows]


def stem_of(gold: Path) -> str | None:
    """The plan that a file of truth is about: the one whose name begins like it."""
    return next((stem for stem in readings() if stem.startswith(gold.stem.split("-")[0])), None)


def scores(only: str | None = None, misses: int = 0, kind: str = "") -> tuple[dict[str, Score], str]:
    """The score of each plan (those whose name has `only` in it), and what the tool prints about misses.

    `kind` is a format that the plans are turned into before they are read ("docx").
    """
    store = InMemory(plans(kind, only or ""))
    results: dict[str, Score] = {}
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        for gold in sorted(GOLD.glob("*.jsonl")):
            if only is None or only in gold.stem:
                results[gold.stem] = tool().score(store, gold, misses)
    return results, said.getvalue()


def table(results: Mapping[str, Score]) -> str:
    """The scores as lines of text."""
    lines: dict[str, list[str]] = defaultdict(list)
    for plan, score in results.items():
        for kind, (p, r, f, n) in score.items():
            lines[plan].append(f"  {kind:13s} P {p:5.3f}  R {r:5.3f}  F1 {f:5.3f}  (truth {n})")
    return "\n".join("\n".join([plan, *rows]) for plan, rows in lines.items())


def main(arguments: list[str]) -> int:
    """`python -m tests.accuracy [--misses N] [--as FORMAT] [plan]`."""
    misses, only, kind = 0, None, ""
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--misses" and rest and rest[0].isdigit():
            misses = int(rest.pop(0))
        elif word == "--as" and rest:
            kind = rest.pop(0)
        elif not word.startswith("-"):
            only = word
        else:
            sys.stderr.write("usage: python -m tests.accuracy [--misses N] [--as FORMAT] [plan]\n")
            return 2
    if not available():
        sys.stderr.write(f"no plans to score: {SHARED} is not there\n")
        return 2
    results, said = scores(only, misses, kind)
    sys.stdout.write(said + table(results) + "\n")
    return 0
