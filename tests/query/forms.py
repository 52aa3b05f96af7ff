"""Forms made at random over the fixture's vocabulary: whatever can be built."""

from __future__ import annotations

from hypothesis import strategies as st

from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Extreme,
    Form,
    Gap,
    Having,
    InMonths,
    Is,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Order,
    Overall,
    Spelt,
    Task,
    TextMatch,
    Things,
    Value,
    Var,
)
from query.schema import XSD
from tests.query.fixture import gt, thing

CLASSES = ("Action", "Owner", "Indicator", "Objective", "Observation", "Authority", "FundingStream")
OBJECT = ("feeds", "ownedBy", "fundedBy", "authority", "objective", "indicator", "towards", "partner", "role")
LITERAL = ("dueBy", "value", "text", "level", "ongoing", "amount", "reference")

UP = gt("broader")

variables = st.sampled_from(
    [*(Var(f"{c.lower()} {n}", gt(c)) for c in CLASSES for n in (1, 2)), *(Var(n) for n in ("date", "x_1", "it's"))]
)
things = st.builds(
    Things,
    st.lists(st.sampled_from([thing("indicator/NI-117"), thing("authority/northam")]), max_size=2).map(tuple),
    st.text(max_size=12),
)
values = st.one_of(
    st.builds(Value, st.text(max_size=8), st.just(XSD + "string"), st.text(max_size=8)),
    st.decimals(-999, 999, places=1).map(lambda d: Value(str(d), XSD + "decimal", str(d))),
    st.dates().map(lambda d: Value(d.isoformat(), XSD + "date", d.isoformat())),
    st.just(Value("true", XSD + "boolean", "yes")),
    st.just(Value("Ziel", XSD + "string", "Ziel", "de")),
)
terms = st.one_of(variables, things, values)
steps = st.sampled_from([gt(p) for p in (*OBJECT, *LITERAL)]).flatmap(lambda p: st.sampled_from([p, f"^{p}"]))
properties = st.one_of(steps, st.lists(steps, min_size=1, max_size=3).map(tuple))
words = st.lists(st.one_of(st.text(max_size=10), st.sampled_from(["abuse", "on-line", "body"])), max_size=3).map(tuple)

overall = st.builds(Overall, st.sampled_from(["avg", "min", "max"]), st.just(gt("Observation")), st.just(gt("value")))
months = st.lists(st.integers(1, 12), min_size=1, max_size=3).map(tuple)

singles: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Is, variables, st.sampled_from([gt(c) for c in CLASSES])),
    st.builds(Link, variables, properties, terms, st.sampled_from(["", "max", "min"]), st.sampled_from(["", UP])),
    st.builds(InMonths, variables, months, st.text(max_size=8)),
    st.builds(Gap, variables, variables, variables),
    st.builds(Compare, variables, st.sampled_from(Op), terms),
    st.builds(Compare, variables, st.sampled_from(Op), overall),
    st.builds(Spelt, variables, st.text(max_size=8), st.sampled_from(["", "start", "end"])),
    st.builds(TextMatch, variables, words),
    st.builds(Extreme, variables, properties, st.lists(properties, max_size=2).map(tuple), st.booleans()),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    singles,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
        st.builds(Maybe, inner),
    ),
    max_leaves=6,
)
functions = st.sampled_from(["count", "sum", "avg", "min", "max"])
aggregates = st.builds(Aggregate, functions, variables)
numbers = st.integers(0, 9).map(lambda n: Value(str(n), XSD + "integer", str(n)))
orders = st.builds(
    Order,
    variables,
    st.sampled_from(["", "count", "sum", "avg", "min", "max"]),
    st.booleans(),
    st.one_of(st.none(), st.integers(1, 3)),
    st.booleans(),
    st.booleans(),
)
forms = st.builds(
    Form,
    st.sampled_from(Task),
    variables,
    conditions,
    st.lists(variables, max_size=2).map(tuple),
    st.one_of(st.none(), variables),
    st.one_of(st.none(), orders),
    st.lists(aggregates, max_size=2).map(tuple),
    st.lists(st.builds(Having, aggregates, st.sampled_from(Op), numbers), max_size=1).map(tuple),
    st.sampled_from(["", "avg", "max"]),
)
