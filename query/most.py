"""The most and the least in SPARQL: what the last one kept has, so that those equal to it are kept too."""

from __future__ import annotations

from collections.abc import Sequence

from query.conditions import form_variables, positive
from query.form import Aggregate, Form, Link, Order
from query.patterns import Patterns, name_of
from query.table import call

THRESHOLD = "?limit"


def threshold(form: Form, order: Order, inner: Patterns) -> list[str]:
    """A subselect that binds what the last one kept has, so that ties are kept too."""
    body = inner.body(form.where, form.target, frozenset(form_variables(form)))
    value = name_of(order.var)
    if order.aggregate:
        body = each_once(form, order, [name_of(form.target)], body)
        each = f"({call(Aggregate(order.aggregate, order.var), inner)} AS ?n)"
        tests = having(form, inner).replace("\n", " ")
        body = [
            f"SELECT {name_of(form.target)} {each} WHERE {{",
            *(f"  {line}" for line in body),
            f"}} GROUP BY {name_of(form.target)}{tests}",
        ]
        value = "?n"
    elif order.limit != 1:
        both = " ".join(dict.fromkeys((name_of(form.target), value)))  # what is ordered by itself is named once
        body = [f"SELECT DISTINCT {both} WHERE {{", *(f"  {line}" for line in body), "}"]
    if order.limit != 1:
        body[-1] += f" ORDER BY {'DESC' if order.descending else 'ASC'}({value}) LIMIT {order.limit}"
    last = ("MAX" if order.descending else "MIN") if order.limit == 1 else ("MIN" if order.descending else "MAX")
    return [f"{{ SELECT ({last}({value}) AS {THRESHOLD}) WHERE {{", *(f"  {line}" for line in body), "} }"]


def each_once(form: Form, order: Order, keys: Sequence[str], body: list[str]) -> list[str]:
    """A body in which each number of what is ordered is once, however many ways lead to what has it."""
    if order.aggregate == "count":
        return body
    holders = [name_of(c.subject) for c in positive(form.where) if isinstance(c, Link) and c.object == order.var]
    tests = [name_of(h.aggregate.var) for h in form.having]
    names = " ".join(dict.fromkeys([*keys, *holders, name_of(order.var), *tests]))
    return [f"{{ SELECT DISTINCT {names} WHERE {{", *(f"  {line}" for line in body), "} }"]


def compared(order: Order) -> str:
    """How one that is kept compares with the last one kept."""
    return "=" if order.limit == 1 else (">=" if order.descending else "<=")


def having(form: Form, patterns: Patterns) -> str:
    """The HAVING of the form's own conditions."""
    tests = [f"({call(h.aggregate, patterns)} {h.op.value} {patterns.literal(h.value)})" for h in form.having]
    return f"\nHAVING {' '.join(tests)}" if tests else ""
