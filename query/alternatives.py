"""What else a question may have meant: other readings that find something else, each as a question that leads there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from graph.patience import within
from graph.workers import QueryTimeoutError
from query.answer import Alternative, Row
from query.conditions import form_variables, own_variables, positive, renamed
from query.english import interpret
from query.execute import Executed, rows_of
from query.form import Form, Is, Link, Task, Var
from query.grounding import grounded
from query.paging import is_long
from query.parse import parse
from query.reading import Outcome, Parse, Reading
from query.world import World

MOST = 3
PATIENCE = 2.0  # seconds
MOST_WORK = 1500  # steps of reading, and rows read, after which no more are looked into: nobody waits for them
Found = frozenset[tuple[str, ...]]
NOTHING = (Found(), Found({("0",)}))


def alternatives(
    readings: Iterable[Reading], world: World, done: Executed | None = None, spent: int = 0
) -> tuple[Alternative, ...]:
    """The readings worth offering beside what was found, best first; `spent` is what finding them took.

    One that finds nothing, or what the answer has, or what an earlier one finds, says nothing new; one whose words
    would be read otherwise leads nowhere. Neither is offered, nor what takes longer to find than anybody waits for it.
    Raises what the store raises.
    """
    offered: list[Alternative] = []
    with suppress(QueryTimeoutError), within(PATIENCE):
        for one in _offered(readings, world, done, spent):
            offered.append(one)
    return tuple(offered)


def _offered(readings: Iterable[Reading], world: World, done: Executed | None, spent: int) -> Iterator[Alternative]:
    rows = done.rows if done else ()
    spent += done.total if done else 0
    seen = {*NOTHING, found_in(rows)}
    offered = 0
    for reading in readings:
        if reading.form.task is Task.PATH or says_twice(reading.form):
            continue
        if offered == MOST or spent > MOST_WORK:
            break
        form = grounded(reading.form, world)
        if is_long(form, world.schema, world.store):  # what it finds would take too long to compare
            continue
        others = rows_of(form, world.schema, world.store)
        spent += len(others)
        rows_there = found_in(others)
        if rows_there in seen:
            continue
        seen.add(rows_there)
        said = interpret(reading.form, world.schema)
        understood = parse(said, world)
        spent += understood.steps
        if leads_to(understood, reading.form, rows_there, world):
            offered += 1
            yield Alternative(said, said)


def says_twice(form: Form) -> bool:
    """Whether a form joins another thing just as it joins one already, and says nothing more of it: "owners that own
    actions and that own actions". It finds the same, at the price of every pair of them."""
    links = [c for c in positive(form.where) if isinstance(c, Link)]
    wanted = set(form_variables(form))
    for link in links:
        for var in {link.subject, *([link.object] if isinstance(link.object, Var) else [])} - wanted:
            mine = [c for c in positive(form.where) if var in own_variables(c) and not isinstance(c, Is)]
            alike = [c for c in links if c != link and renamed(link, {var: _at(var, link, c)}) == c]
            if len(mine) == 1 and any(_at(var, link, c).cls == var.cls for c in alike):
                return True
    return False


def _at(var: Var, link: Link, other: Link) -> Var:
    """What stands in another link where a variable does in one."""
    end = other.subject if link.subject == var else other.object
    return end if isinstance(end, Var) else var


def found_in(rows: Iterable[Row]) -> Found:
    """What rows find: of each what was asked for, and its numbers."""
    found: set[tuple[str, ...]] = set()
    for row in rows:
        first, *others = row.values() or ({},)
        numbers = [str(c["value"]) for c in others if isinstance(c.get("value"), int | float)]
        found.add((str(first.get("iri", first.get("value", ""))), *numbers))
    return frozenset(found)


def leads_to(understood: Parse, form: Form, found: Found, world: World) -> bool:
    """Whether a question is read as the form, or as one that finds the same."""
    if understood.outcome is not Outcome.UNDERSTOOD:
        return False
    read = understood.readings[0].form
    return read == form or found_in(rows_of(grounded(read, world), world.schema, world.store)) == found
