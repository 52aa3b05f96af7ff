"""Long answers by the page: which rows stand on one, by what tells rows apart, before anything else is read of them.

An answer of up to `WHOLE` rows is given whole, by name. What is longer is in the order of its things' IRIs (so by
authority, then by plan), and what makes a page's rows true is looked up for that page alone. Where there are more than
`COUNTED` nobody waits for all of them: they come as the store has them, the same each time while it stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.store import ReadStore, Solutions, Term
from query.conditions import conjuncts
from query.form import And, Compare, Form, Op, Task, Things, Var
from query.patterns import name_of
from query.schema import Schema
from query.sparql import distinct_query
from query.table import is_table, keys_of
from query.zeros import every

WHOLE = 1000  # rows of an answer that is given at once
PAGE = 50  # … and of a page of a longer one, where nobody says how many
MOST = 5000  # that anybody can ask for
COUNTED = 2000  # rows that are counted and put in order
LAST = 1_000_000  # the furthest row that anybody can ask for


@dataclass(frozen=True, slots=True)
class Window:
    """The part of an answer that is wanted: the rows after `offset`, at most `limit` (None: as many as are usual)."""

    offset: int = 0
    limit: int | None = None

    def size(self, total: int) -> int:
        """How many rows, of an answer of `total`."""
        return self.limit or (WHOLE if total <= WHOLE else PAGE)

    def of(self, total: int) -> slice:
        """The part of an answer of `total` rows."""
        return slice(self.offset, self.offset + self.size(total))


FIRST = Window()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a long answer: its rows in order, how many there are in all (`more`: at least), and the form of nothing
    but these."""

    solutions: Solutions
    total: int
    more: bool
    form: Form


def may_be_long(form: Form, schema: Schema) -> bool:
    """Whether a form lists things of which there are more than an answer gives at once, in no order of its own."""
    plain = form.task is Task.LIST and form.target.cls and not (form.order or form.having or form.group_by)
    if not plain or is_table(form) or every(form, schema) is not None:
        return False
    held = schema.classes.get(form.target.cls)
    return held is None or held.count > WHOLE


def page_of(form: Form, schema: Schema, store: ReadStore, window: Window) -> Page | None:
    """The page of a list; None where the list is short enough to be given whole. Raises what the store raises."""
    if not may_be_long(form, schema):
        return None
    names = [name_of(v)[1:] for v in keys_of(form)]
    read = max(COUNTED, window.offset + window.size(COUNTED))
    found = store.select(distinct_query(form, schema, keys_of(form), read + 1))
    if len(found.rows) <= WHOLE:
        return None
    counted = found.rows[:read]
    if len(counted) <= COUNTED:
        counted = tuple(sorted(counted, key=lambda row: [_text(row.get(name)) for name in names]))
    shown = counted[window.of(len(counted))]
    targets = dict.fromkeys(_text(row.get(names[0])) for row in shown)
    return Page(replace(found, rows=shown), len(counted), len(found.rows) > read, _only(form, targets))


def is_long(form: Form, schema: Schema, store: ReadStore) -> bool:
    """Whether a list has more rows than an answer gives at once. Raises what the store raises."""
    if not may_be_long(form, schema):
        return False
    return len(store.select(distinct_query(form, schema, keys_of(form), WHOLE + 1)).rows) > WHOLE


def some_of(form: Form, schema: Schema, store: ReadStore, var: Var, most: int) -> int:
    """How many values a variable has in a form's matches, up to `most`. Raises what the store raises."""
    return len(store.select(distinct_query(form, schema, (var,), most)).rows)


def _only(form: Form, targets: dict[str, None]) -> Form:
    """The form of nothing but some of its targets."""
    these = Compare(form.target, Op.EQ, Things(tuple(targets), ""))
    return replace(form, where=And((these, *conjuncts(form.where))))


def _text(term: Term | None) -> str:
    return term.value if term is not None else ""
