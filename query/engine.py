"""Asking: a question in, an answer out, and nothing claimed that was not understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from time import perf_counter

from graph.store import ReadStore, StoreError
from query.alternatives import alternatives
from query.answer import Answer, Column, Row
from query.dialogue import Turn, turn_of, understood
from query.english import interpret
from query.evidence import openings, passages_of
from query.execute import ANSWER, Executed, execute
from query.form import Form, Task, limited
from query.grounding import grounded
from query.held import held_instead
from query.induce import read_schema
from query.learnt import plain, schema_of
from query.limits import too_long
from query.paging import FIRST, Window
from query.parse import parse
from query.parse.context import settings_of
from query.reading import Outcome, Parse, Proposed, Reading
from query.shelf import Shelf, kept
from query.whose import with_whose
from query.world import Hit, Likest, Proposer, Search, World

FOUND = 10  # things shown where a question could only be searched for
NOTHING = "Nothing was found by the likeliest reading, which may be wrong: {}"
NOT_UNDERSTOOD = "Not understood well enough to answer; these are the nearest things by meaning"


def open_world(
    store: ReadStore,
    search: Search | None = None,
    shelf: Shelf | None = None,
    proposer: Proposer | None = None,
    likest: Likest | None = None,
) -> World:
    """The world of a store as it stands; keep it as long as the store's snapshot.

    What is learnt of the store is taken from the shelf, where there is one and it is there; learning it takes a good
    second, and ten at a million statements.
    """
    schema = schema_of(kept(shelf, "schema", lambda: plain(read_schema(store))))
    return World(store, schema, search, shelf, proposer, likest)


def ask(question: str, world: World, window: Window = FIRST) -> Answer:
    """The answer to a question, or the part of it that is wanted. Never raises on a question; a store that fails is a
    StoreError."""
    return converse(question, None, world, window)[0]


def converse(question: str, turn: Turn | None, world: World, window: Window = FIRST) -> tuple[Answer, Turn | None]:
    """The answer to a question after a turn of a conversation, and the turn that it makes.

    Of a long answer the part that is wanted is given (`query.paging`). What is not answered leaves the conversation
    where it was. Never raises on a question; a store that fails is a StoreError.
    """
    started = perf_counter()
    question = " ".join(question.split())
    problem = too_long(question)
    if problem:
        return Answer(question, "declined", f"The question {problem}."), None
    found = understood(question, turn, world) if turn else parse(question, world)
    answer, form = _answer(question, found, world, window)
    if form is not None:
        said = interpret(form, world.schema) if turn else question
        turn = turn_of(said, form, answer.rows, world.schema, whole=len(answer.rows) == answer.total)
    return replace(answer, took_ms=round((perf_counter() - started) * 1000)), turn


def ask_all(questions: Iterable[str], world: World) -> Iterator[Answer]:
    """Answers to many questions, in order."""
    for question in questions:
        yield ask(question, world)


def _answer(question: str, found: Parse, world: World, window: Window) -> tuple[Answer, Form | None]:
    """The answer by what was understood, and the form it was answered by."""
    if found.outcome is Outcome.DECLINED:
        return Answer(question, "declined", found.reason), None
    if found.outcome is not Outcome.UNDERSTOOD:
        proposed = world.proposer(question, world) if world.proposer else Proposed(None, "")
        if proposed.form is not None:
            return _of(question, Reading(proposed.form, 0.0), found, world, window, note=proposed.note)
        nothing = _absent if found.outcome is Outcome.ABSENT else _searched
        return nothing(question, found, world, (proposed.note,) if proposed.note else ()), None
    return _of(question, found.readings[0], found, world, window)


def _of(
    question: str, reading: Reading, found: Parse, world: World, window: Window, *, note: str = ""
) -> tuple[Answer, Form | None]:
    """The answer by one reading of a question (`note` says whose, where not the parser's), and the form it went by."""
    settings = settings_of(world)
    avoid = frozenset(settings.never)
    form = with_whose(reading.form, settings.scope, world)
    done = execute(form, world.schema, world.store, avoid, grounded(form, world), window=window)
    if reading.guessed and _nothing(reading.form, done):
        # where names were guessed, what finds nothing is a misreading sooner than an answer
        return _searched(question, replace(found, reason=NOTHING.format(done.interpretation)), world, ()), None
    if reading.form.task is Task.PATH and not done.total:
        # the same name may be of another thing, which does hang together with the other end
        for other in (r for r in found.readings[1:] if r.form.task is Task.PATH):
            tried = execute(other.form, world.schema, world.store, avoid, window=window)
            if tried.total:
                reading, done = other, tried
                break
    answer = Answer(
        question=question,
        status="answered" if done.total else "empty",
        interpretation=done.interpretation + reading.mended,
        sparql=done.sparql,
        columns=done.columns,
        rows=done.rows,
        evidence=done.evidence,
        alternatives=alternatives((r for r in found.readings if r is not reading), world, done, found.steps),
        unused=reading.unused,
        notes=(*([note] if note else ()), *(() if done.total else held_instead(form, world))),
        total=done.total,
        offset=window.offset,
        more=done.more,
    )
    return answer, reading.form


def _nothing(form: Form, done: Executed) -> bool:
    """Whether an answer holds nothing, or only says that there are none (but none above a number there may be)."""
    if form.task is Task.COUNT and done.rows and limited(form.where):
        return False
    cells = [cell.get("value", cell.get("label")) for row in done.rows for cell in row.values()]
    return done.total < 2 and all(c == 0 and c is not False for c in cells)


def _absent(question: str, understood: Parse, world: World, notes: tuple[str, ...]) -> Answer:
    """Nothing held has what the question names: nothing to list, and a plain no to a yes-or-no question."""
    reading = understood.readings[0] if understood.readings else None
    yes_no = understood.yes_no or (reading is not None and reading.form.task is Task.YES_NO)
    if yes_no:
        row: Row = {ANSWER: {"value": False}}
        looked = openings(world.schema, world.store)
        columns = (Column(ANSWER, "Answer"),)
        return Answer(
            question,
            "answered",
            understood.reason,
            columns=columns,
            rows=(row,),
            evidence=(looked,),
            notes=notes,
            total=1,
        )
    return Answer(question, "empty", understood.reason, notes=notes)


def _searched(question: str, understood: Parse, world: World, notes: tuple[str, ...]) -> Answer:
    """The nearest things by meaning, claiming nothing; with notes on what else was tried."""
    unused = understood.readings[0].unused if understood.readings else ()
    reason = understood.reason or NOT_UNDERSTOOD
    hits: tuple[Hit, ...] = ()
    if world.search is not None:
        try:
            hits = world.search(understood.search_words or question, FOUND)
        except StoreError as error:
            reason = f"{reason} (search failed: {error})"
    rows: tuple[Row, ...] = tuple(
        {
            "thing": {"iri": h.iri, "label": h.label, "class": world.schema.compact(h.cls)},
            "nearness": {"value": h.score},
        }
        for h in hits
    )
    return Answer(
        question=question,
        status="searched",
        interpretation=reason,
        columns=(Column("thing", "Nearest"), Column("nearness", "Nearness")) if rows else (),
        rows=rows,
        evidence=passages_of([h.iri for h in hits], world.schema, world.store) if rows else (),
        alternatives=alternatives(understood.readings, world, spent=understood.steps),
        unused=unused,
        notes=notes,
        total=len(rows),
    )
