"""From a logical form to rows with evidence: one query for the rows, a few batched ones for what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from graph.store import ReadStore, Solutions, Term
from query.answer import CellValue, Column, Evidence, Row
from query.english import interpret
from query.evidence import INFERRED, evidence_for
from query.form import Form, Task
from query.paging import FIRST, WHOLE, Page, Window, page_of
from query.paths import path_forms
from query.patterns import name_of
from query.schema import NUMBERS, XSD, Schema, words_of
from query.sparql import Query, compile_form
from query.table import is_table
from query.zeros import every

ANSWER = "answer"
TIES = 50  # so many more than asked for are looked at for those equal to the last one


@dataclass(frozen=True, slots=True)
class Executed:
    """What a form gives: its interpretation, its SPARQL, columns, rows and each row's evidence."""

    interpretation: str
    sparql: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    total: int = 0  # rows in all, of which `rows` are a part …
    more: bool = False  # … or of which there are more still


def execute(
    form: Form,
    schema: Schema,
    store: ReadStore,
    avoid: frozenset[str] = frozenset(),
    run: Form | None = None,
    *,
    window: Window = FIRST,
) -> Executed:
    """Run a form; a way between two things takes no property of `avoid`. Raises what the store raises.

    `run` is a form that finds the same and is run in its place (`query.grounding`); what is shown is of the form.
    Of its rows those of the window are given.
    """
    if form.task is Task.PATH:
        return _along(form, schema, store, avoid, window)
    run = run or form
    query = compile_form(form, schema)
    said = interpret(form, schema)
    if query.ask:
        value = store.ask(compile_form(run, schema).text)
        row: Row = {ANSWER: {"value": value}}
        evidence = evidence_for(form, schema, store, [()], [], run=run)
        return Executed(said, query.text, (Column(ANSWER, "Answer"),), (row,), evidence, 1)
    long = page_of(run, schema, store, window)
    if long is not None:
        return _paged(form, long, said, schema, store)
    return _rows(form, run, schema, store, window)


def _part(done: Executed, window: Window) -> Executed:
    """The part of what was found that is wanted."""
    total = len(done.rows)
    wanted = window.of(total)
    return replace(done, rows=done.rows[wanted], evidence=done.evidence[wanted], total=total)


def _paged(form: Form, page: Page, said: str, schema: Schema, store: ReadStore) -> Executed:
    """A page of a long list, in the page's order."""
    query = compile_form(form, schema)
    names = _key_names(form, query)
    rows = _cells(query, page.solutions, schema, store)
    keys = [tuple(_text(s.get(n)) for n in names) for s in page.solutions.rows]
    evidence = evidence_for(form, schema, store, keys, names, run=page.form) if keys else ()
    return Executed(said, query.text, _columns(query, schema), rows, evidence, page.total, page.more)


def _found(run: Form, schema: Schema, store: ReadStore) -> Solutions:
    """The solutions of a form. Those that most hangs on are looked for once, and not again by what the last one has."""
    order = run.order
    plain = run.task is Task.LIST and not is_table(run) and every(run, schema) is None
    if plain and order and order.aggregate and order.limit and order.ties:
        wider = replace(run, order=replace(order, limit=order.limit + TIES, ties=False))
        query = compile_form(wider, schema)
        solutions = store.select(query.text)
        values = [s.get(query.results[-1].name) for s in solutions.rows]
        kept = [v for v in values if len(values) <= order.limit or v in values[: order.limit]]
        if len(kept) < order.limit + TIES:
            return replace(solutions, rows=solutions.rows[: len(kept)])
    return store.select(compile_form(run, schema).text)


def _columns(query: Query, schema: Schema) -> tuple[Column, ...]:
    return tuple(Column(r.name, r.label, schema.compact(r.cls) if r.cls else "") for r in query.results)


def _along(form: Form, schema: Schema, store: ReadStore, avoid: frozenset[str], window: Window) -> Executed:
    """The way between two things that most goes along, of the shortest that anything goes along."""
    said = interpret(form, schema)
    best: Executed | None = None
    shortest = 0
    for attempt in path_forms(form, schema, avoid):
        if best and best.total and len(attempt.columns) > shortest:
            break
        tried = execute(attempt, schema, store, window=window)
        if best is None or tried.total > best.total:
            best, shortest = replace(tried, interpretation=said), len(attempt.columns)
    return best or Executed(said, compile_form(form, schema).text, (), (), ())


def rows_of(form: Form, schema: Schema, store: ReadStore) -> tuple[Row, ...]:
    """The rows of a form, without evidence, in the query's order. Raises what the store raises."""
    query = compile_form(form, schema)
    if query.ask:
        return ({ANSWER: {"value": store.ask(query.text)}},)
    return _cells(query, store.select(query.text), schema, store)


def _cells(query: Query, solutions: Solutions, schema: Schema, store: ReadStore) -> tuple[Row, ...]:
    """Solutions as rows of an answer, every thing with its label."""
    labels = labels_of(
        (t.value for s in solutions.rows for r in query.results if isinstance(t := s.get(r.name), ox.NamedNode)
         and r.label_name not in s),
        schema, store,
    )  # fmt: skip
    rows: list[Row] = []
    for solution in solutions.rows:
        row: Row = {}
        for result in query.results:
            term = solution.get(result.name)
            if term is not None:
                label = solution.get(result.label_name) if result.label_name else None
                row[result.name] = _cell(term, label.value if label else labels.get(term.value, ""), result.cls, schema)
        rows.append(row)
    return tuple(rows)


def _rows(form: Form, run: Form, schema: Schema, store: ReadStore, window: Window) -> Executed:
    query = compile_form(form, schema)
    solutions = _found(run, schema, store)
    rows = _cells(query, solutions, schema, store)
    names = _key_names(form, query)
    keys = [tuple(_text(s.get(n)) for n in names) for s in solutions.rows]
    one = len(rows) == 1 and not names and form.task is Task.AGGREGATE
    nothing = bool(rows) and every(form, schema) is not None and all(_is_zero(row, query) for row in rows)
    if nothing and not form.group_by:  # those with the fewest have none; has any some?
        nothing = not store.ask(compile_form(Form(Task.YES_NO, run.target, run.where), schema).text)
    if nothing or (one and rows[0] and _of_nothing(rows[0], run, store, schema)):
        rows, keys = (), []
    done = Executed(interpret(form, schema), query.text, _columns(query, schema), rows, ())
    if not rows:
        return done
    if len(rows) > WHOLE:  # what makes each of them true is looked up for those that are wanted
        order = _order(form, rows, ())[window.of(len(rows))]
        evidence = evidence_for(form, schema, store, [keys[i] for i in order], names, run=run)
        return replace(done, rows=tuple(rows[i] for i in order), evidence=evidence, total=len(rows))
    evidence = evidence_for(form, schema, store, keys, names, run=run)
    order = _order(form, rows, evidence)
    whole = replace(done, rows=tuple(rows[i] for i in order), evidence=tuple(evidence[i] for i in order))
    return _part(whole, window)


def _of_nothing(row: Row, run: Form, store: ReadStore, schema: Schema) -> bool:
    """Whether a number is made of no values at all: the sum of nothing is said to be 0, and is nothing held."""
    values = [cell.get("value") for cell in row.values() if cell]
    if any(str(v) != "0" for v in values):
        return False
    return not values or not store.ask(compile_form(Form(Task.YES_NO, run.target, run.where), schema).text)


def _is_zero(row: Row, query: Query) -> bool:
    """Whether all numbers made for a group are 0."""
    made = [row[r.name].get("value") for r in query.results if not r.cls and row.get(r.name)]
    return bool(made) and all(value == 0 for value in made)


def _key_names(form: Form, query: Query) -> tuple[str, ...]:
    """The result variables that tell rows apart: all but computed numbers."""
    if form.task in (Task.COUNT, Task.AGGREGATE):
        return (name_of(form.group_by)[1:],) if form.group_by else ()
    own = {name_of(v)[1:] for v in (form.target, *form.columns, *([form.group_by] if form.group_by else ()))}
    return tuple(r.name for r in query.results if r.name in own)


def _order(form: Form, rows: Sequence[Row], evidence: Sequence[tuple[Evidence, ...]]) -> list[int]:
    """Stated rows before those only inferred (where evidence is given); by name as people count, where the form has no
    order of its own."""

    def key(i: int) -> tuple[object, ...]:
        guessed = bool(evidence and evidence[i]) and all(e.basis == INFERRED for e in evidence[i])
        if form.order or form.group_by:
            return (guessed,)
        first = next(iter(rows[i].values()), {})
        return (guessed, natural(str(first.get("label", first.get("value", "")))))

    return sorted(range(len(rows)), key=key)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which "NI 19" comes before "NI 111"."""
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in re.split(r"(\d+)", text.lower()) if p)


def labels_of(iris: Iterable[str], schema: Schema, store: ReadStore) -> dict[str, str]:
    """Labels of things, in one query; the words of its IRI for what has none."""
    wanted = sorted(set(iris))
    if not wanted:
        return {}
    props = "|".join(f"<{p}>" for p in schema.labels)
    values = " ".join(f"<{i}>" for i in wanted)
    rows = store.select(f"SELECT ?x ?l WHERE {{ VALUES ?x {{ {values} }} ?x {props} ?l }} ORDER BY ?x DESC(?l)").rows
    return {**{i: words_of(i) for i in wanted}, **{r["x"].value: r["l"].value for r in rows}}


def _text(term: Term | None) -> str:
    return term.value if term is not None else ""


def _cell(term: Term, label: str, cls: str, schema: Schema) -> CellValue:
    if not isinstance(term, ox.Literal):
        return {"iri": term.value, "label": label or words_of(term.value), "class": schema.compact(cls) if cls else ""}
    return {"value": plain_value(term)}


def plain_value(term: ox.Literal) -> str | int | float | bool:
    """A literal as JSON has it: numbers and booleans as such, everything else as its text."""
    datatype, text = term.datatype.value, term.value
    if datatype == XSD + "boolean":
        return text in ("true", "1")
    if datatype in NUMBERS:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite():
            return text
        return int(number) if number == number.to_integral_value() else float(number)
    return text
