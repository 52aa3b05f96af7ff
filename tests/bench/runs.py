"""The runs of the benchmark: build a graph, ask it, ask RDFLib the same, print what it took."""

from __future__ import annotations

import gc
import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import psutil
import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from graph import snapshots
from graph.derive import derive
from graph.oxigraph import OxigraphStore, open_store
from graph.projection import projection
from graph.store import DocumentEntry, Store
from ingest.reader import read
from ontology.graphs import graphs
from query.engine import ask
from service.worlds import learn, world_of
from tests.bench.beside import RdflibStore, rows_of, unless_too_long
from tests.bench.generator import write
from tests.bench.queries import OF_ONE, PROLOGUE, QUESTIONS, SPARQL

T = TypeVar("T")
FIRST = "Which objectives are measured by NI 112?"
out = Console(width=140)
progress = Console(stderr=True, width=140, highlight=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """How often each query runs, whether RDFLib runs beside, and how many seconds it gets for one query."""

    runs: int
    beside: bool
    patience: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table, in milliseconds: the SPARQL alone by us and by RDFLib (rows None: it took too long), and the
    whole answer, evidence and all, where the line is a question."""

    what: str
    rows: int | None = None
    ours: float | None = None
    whole: float | None = None
    query: str = ""
    other_rows: int | None = None
    other: float | None = None


def plans(folder: Path, work: Path, settings: Settings) -> None:
    """Build the plans of a folder, and ask."""
    files = [f for f in sorted(folder.iterdir()) if f.suffix in (".txt", ".md")]
    steps: list[tuple[str, float]] = []
    with OxigraphStore(work / "plans", write=True) as store:
        _timed(steps, "ontology and reference data", lambda: _put_graphs(store))
        for file in files:
            _read(steps, file, store)
        _timed(steps, "derive", lambda: derive(store))
        _timed(steps, "publish", store.publish)
    _timed(steps, "learn names", lambda: learn(str(work / "plans")))
    _build_table(f"Building {len(files)} plans of {folder.name}", steps)
    _ask_all("plans", work, settings)


def _read(steps: list[tuple[str, float]], file: Path, store: Store) -> None:
    reading = _timed(steps, f"read {file.name}", lambda: read(file.name, file.read_bytes()))
    entry = DocumentEntry(reading.iri, file.name, reading.sha256)
    what = f"  replace ({len(reading.triples):,} statements)"
    _timed(steps, what, lambda: store.replace(entry, reading.triples))


def generated(statements: int, work: Path, settings: Settings) -> None:
    """Generate a graph, load it in bulk, and ask."""
    steps: list[tuple[str, float]] = []
    quads = work / "generated.nq"
    count = _timed(steps, "generate", lambda: write(quads, statements))
    with OxigraphStore(work / "generated", write=True) as store:
        _timed(steps, "ontology and reference data", lambda: _put_graphs(store))
        _timed(steps, f"bulk load ({count:,} statements)", lambda: store.load(quads))
        _timed(steps, "derive", lambda: derive(store))
        _timed(steps, "publish", store.publish)
    _timed(steps, "learn names", lambda: learn(str(work / "generated")))
    quads.unlink()
    size = sum(f.stat().st_size for f in (work / "generated" / "db").rglob("*") if f.is_file())
    _build_table(f"Building {count:,} generated statements ({size / 1e6:,.0f} MB on disk)", steps)
    _ask_all("generated", work, settings)


def _ask_all(name: str, work: Path, settings: Settings) -> None:
    """Ask the published store what there is to ask, then RDFLib the same, and print both."""
    with open_store(str(work / name), write=False) as store:
        (row,) = store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
        lines = [_sparql(Line(what, query=PROLOGUE + q), store, settings.runs) for what, q in SPARQL.items()]
        lines += [*_first_asks(work / name), *_questions(store, str(work / name), settings.runs)]
        lines.append(_once("the golden thread as a networkx graph", lambda: len(projection(store).whole.edges)))
    title = f"Asking {int(row['n'].value):,} statements"
    if settings.beside:
        triples = work / f"{name}.nt"
        dump(work / name, triples)
        gc.collect()
        progress.print("loading RDFLib", style="dim")
        before = psutil.Process().memory_info().rss
        started = perf_counter()
        other = RdflibStore(triples)
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        title += f"; RDFLib loaded them in {perf_counter() - started:.1f} s and {grown:,.0f} MB"
        other.ask("ASK {}")
        lines = [_beside(line, other, settings) for line in lines]
    _table(title, lines)


def _first_asks(folder: Path) -> list[Line]:
    """The command line's answer to one question, with what is learnt of the store at hand, and without."""
    command = [sys.executable, "-m", "service.cli", "--store", str(folder), "ask", FIRST, "--format", "json"]

    def asked(what: str) -> Line:
        progress.print(what, style="dim")
        started = perf_counter()
        done = subprocess.run(command, check=True, capture_output=True)
        return Line(what, len(json.loads(done.stdout)["rows"]), whole=(perf_counter() - started) * 1000)

    lines = [asked(f"first ask of a process: “{FIRST}”")]
    shutil.rmtree(folder / "learnt")
    return [*lines, asked("first ask of a process, names to be learnt first")]


def _questions(store: Store, location: str, runs: int) -> list[Line]:
    """Each question with the time of its whole answer, and of the SPARQL it became."""
    started = perf_counter()
    world = world_of(store, location)
    ask(QUESTIONS[0], world)
    lines = [Line("opening the world and asking once", whole=(perf_counter() - started) * 1000)]
    asked: list[float] = []
    for question in (*QUESTIONS, *(OF_ONE if "generated" in location else ())):
        answer = ask(question, world)
        took = _median(min(runs, 3), lambda q=question: ask(q, world))  # type: ignore[misc]
        asked.append(took)
        line = Line(f"“{question}” ({answer.status})", answer.total, whole=took, query=answer.sparql)
        lines.append(_sparql(line, store, runs) if answer.sparql else line)
    lines.append(Line(f"the median of these {len(asked)} questions", whole=statistics.median(asked)))
    return lines


def _sparql(line: Line, store: Store, runs: int) -> Line:
    """The line with the time of its query."""
    progress.print(f"asking: {line.what}", style="dim")
    took = _median(runs, lambda: rows_of(store, line.query))
    return replace(line, rows=rows_of(store, line.query), ours=took)


def _beside(line: Line, other: RdflibStore, settings: Settings) -> Line:
    """The line with the time of its query by RDFLib: once where that is slow, else as often as ours."""
    if not line.query:
        return line
    progress.print(f"asking RDFLib: {line.what}", style="dim")
    started = perf_counter()
    rows = unless_too_long(settings.patience, lambda: rows_of(other, line.query))
    took = (perf_counter() - started) * 1000
    if rows is not None and took < 1000:
        took = _median(settings.runs, lambda: rows_of(other, line.query))
    return replace(line, other_rows=rows, other=took)


def _once(what: str, work: Callable[[], int]) -> Line:
    started = perf_counter()
    rows = work()
    return Line(what, rows, whole=(perf_counter() - started) * 1000)


def _median(runs: int, work: Callable[[], object]) -> float:
    """The median of so many runs, in milliseconds; long ones run once."""
    times: list[float] = []
    for _ in range(max(runs, 1)):
        started = perf_counter()
        work()
        times.append((perf_counter() - started) * 1000)
        if times[-1] > 5000:
            break
    return statistics.median(times)


def _put_graphs(store: Store) -> None:
    for iri, triples in graphs().items():
        store.put_graph(iri, triples)


def dump(folder: Path, path: Path) -> None:
    """Write the statements of a published store as N-Triples, each once."""
    held = snapshots.hold(folder)
    store = ox.Store.read_only(str(held.folder))
    store.dump(str(path), format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    del store
    held.release()


def _timed(steps: list[tuple[str, float]], what: str, work: Callable[[], T]) -> T:
    progress.print(what.strip(), style="dim")
    started = perf_counter()
    result = work()
    steps.append((what, perf_counter() - started))
    return result


def _build_table(title: str, steps: list[tuple[str, float]]) -> None:
    table = Table(title=title, title_justify="left")
    table.add_column("step")
    table.add_column("s", justify="right")
    for what, seconds in steps:
        table.add_row(what, f"{seconds:.2f}")
    table.add_row("all", f"{sum(seconds for _, seconds in steps):.2f}")
    table.add_row("memory of the process (MB)", f"{psutil.Process().memory_info().rss / 1e6:,.0f}")
    out.print(table)


def _table(title: str, lines: list[Line]) -> None:
    table = Table(title=title, title_justify="left")
    table.add_column("what")
    for column in ("rows", "whole ms", "SPARQL ms", "RDFLib ms", "times"):
        table.add_column(column, justify="right", no_wrap=True)
    for line in lines:
        rows = "" if line.rows is None else str(line.rows)
        late = line.other is not None and line.other_rows is None
        if line.other_rows not in (None, line.rows):
            rows += f" ≠ {line.other_rows}"
        times = f"{line.other / line.ours:,.1f}" if line.other is not None and line.ours else ""
        table.add_row(
            line.what, rows, _ms(line.whole), _ms(line.ours), ("> " if late else "") + _ms(line.other),
            ("> " if late else "") + times,
        )  # fmt: skip
    out.print(table)


def _ms(milliseconds: float | None) -> str:
    return "" if milliseconds is None else f"{milliseconds:,.2f}" if milliseconds < 100 else f"{milliseconds:,.0f}"
