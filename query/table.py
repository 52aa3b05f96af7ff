"""SPARQL of answers that are tables: several columns, numbers made for each row of the others, an order of rows."""

from __future__ import annotations

from dataclasses import dataclass

from query.form import Aggregate, Form, Order, Var
from query.groups import indented
from query.patterns import Patterns, name_of

RANK, LIMIT = "?rank", "?limit"


def is_table(form: Form) -> bool:
    """Whether a list's rows have numbers made for them, or an order by what is no column of theirs."""
    order = form.order
    several = bool(order and order.aggregate and form.columns and not form.target.cls)
    return bool(form.aggregates) or bool(order and not order.shown) or several


def keys_of(form: Form) -> tuple[Var, ...]:
    """The columns that tell the rows of a table apart."""
    return tuple(dict.fromkeys((form.target, *form.columns, *([form.group_by] if form.group_by else ()))))


def table(
    form: Form, patterns: Patterns, body: list[str], made: list[tuple[Aggregate, str]], having: str
) -> tuple[str, bool]:
    """The SPARQL after its prefixes, and whether the rank is a column. `body` are the lines of the form's condition,
    `made` its aggregates with the names of their columns (without "?"), `having` the tests of its own numbers."""
    keys = [name_of(v) for v in keys_of(form)]
    calls = [f"({call(a, patterns)} AS ?{name})" for a, name in made]
    shown = [*keys, *(f"?{name}" for _, name in made)]
    order = form.order
    if order is None:
        tail = f"\nGROUP BY {' '.join(keys)}{having}" if made or having else ""
        select = "SELECT" if tail else "SELECT DISTINCT"
        text = f"{select} {' '.join([*keys, *calls])} WHERE {{\n{indented(body)}\n}}{tail}\nORDER BY {' '.join(keys)}"
        return text, False
    ranked = _Rows(keys, calls, body, having).ranked(order, patterns)
    said = order.aggregate == "count" and order.shown and not any(a == _of(order) for a, _ in made)
    lines = list(ranked)
    if order.limit is not None:
        lines = [*_threshold(order, ranked), *ranked, f"FILTER({RANK} {_compared(order)} {LIMIT})"]
    way = "DESC" if order.descending else "ASC"
    columns = [*shown, *([RANK] if said else [])]
    text = f"SELECT {' '.join(columns)} WHERE {{\n{indented(lines)}\n}}\nORDER BY {way}({RANK}) {' '.join(keys)}"
    return text, said


def call(aggregate: Aggregate, patterns: Patterns) -> str:
    """An aggregate as SPARQL writes it; things are counted once."""
    if aggregate.function == "count":
        return f"COUNT(DISTINCT {name_of(aggregate.var)})"
    return f"{aggregate.function.upper()}({patterns.number(aggregate.var)})"


def _of(order: Order) -> Aggregate:
    return Aggregate(order.aggregate, order.var)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a table: the columns that tell them apart, numbers made for each, the condition, tests of numbers."""

    keys: list[str]
    calls: list[str]
    body: list[str]
    having: str

    def ranked(self, order: Order, patterns: Patterns) -> list[str]:
        """A subselect of the rows, each with what it is ranked by."""
        value = call(_of(order), patterns) if order.aggregate else patterns.number(order.var)
        if not (self.calls or self.having or order.aggregate):
            return [f"{{ SELECT DISTINCT {' '.join(self.keys)} ({value} AS {RANK}) WHERE {{", *_in(self.body), "} }"]
        by = list(self.keys)
        if not order.aggregate:
            by += [n for n in (name_of(order.var),) if n not in by]
            value = f"SAMPLE({value})"
        head = f"{{ SELECT {' '.join([*self.keys, *self.calls])} ({value} AS {RANK}) WHERE {{"
        return [head, *_in(self.body), f"}} GROUP BY {' '.join(by)}{self.having} }}".replace("\n", " ")]


def _threshold(order: Order, ranked: list[str]) -> list[str]:
    """A subselect of what the last row that is kept has, so that ties are kept too."""
    if order.limit == 1:
        best = "MAX" if order.descending else "MIN"
        return [f"{{ SELECT ({best}({RANK}) AS {LIMIT}) WHERE {{", *_in(ranked), "} }"]
    last = "MIN" if order.descending else "MAX"
    way = "DESC" if order.descending else "ASC"
    inner = [f"{{ SELECT {RANK} WHERE {{", *_in(ranked), f"}} ORDER BY {way}({RANK}) LIMIT {order.limit} }}"]
    return [f"{{ SELECT ({last}({RANK}) AS {LIMIT}) WHERE {{", *_in(inner), "} }"]


def _compared(order: Order) -> str:
    return "=" if order.limit == 1 else (">=" if order.descending else "<=")


def _in(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
