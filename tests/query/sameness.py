"""When two forms say the same: whatever their variables are called, and in whatever order their conditions stand."""

from __future__ import annotations

from hashlib import sha256

from query.conditions import conjuncts, form_variables, own_variables
from query.form import (
    And,
    Compare,
    Condition,
    Extreme,
    Form,
    Gap,
    InMonths,
    Link,
    Maybe,
    Measure,
    Not,
    Or,
    TextMatch,
    Things,
    Value,
    Var,
)

ROUNDS = 4
Colours = dict[Var, str]


def meaning(form: Form) -> tuple[object, ...]:
    """What a form says, equal for two forms that say the same."""
    colours = _coloured(form)
    order = form.order
    return (
        form.task,
        colours[form.target],
        _said(form.where, colours),
        form.whole and _said(form.whole, colours),
        tuple(sorted(colours[v] for v in form.columns)),
        form.group_by and colours[form.group_by],
        order and (colours[order.var], order.aggregate, order.descending, order.limit),
        tuple(sorted((a.function, colours[a.var]) for a in form.aggregates)),
        tuple((h.aggregate.function, colours[h.aggregate.var], h.op, h.value.lexical) for h in form.having),
        form.over,
        form.only and frozenset(form.only.iris),
    )


def _coloured(form: Form) -> Colours:
    """A name for each variable made of its class, its part in the form, and of what is said of it."""
    variables = {*form_variables(form), *own_variables(form.where)}
    parts: list[object] = [form.target, form.group_by, form.order and form.order.var]
    parts += [tuple(form.columns), tuple(a.var for a in form.aggregates), tuple(h.aggregate.var for h in form.having)]

    def place(var: Var) -> str:
        return "".join(str(int(var == p or (isinstance(p, tuple) and var in p))) for p in parts)

    plain = {v: f"{v.cls} {place(v)}" for v in variables}
    colours = plain
    leaves = list(_leaves(form.where, ""))
    for _ in range(ROUNDS):
        colours = {
            v: plain[v]
            + _digest(sorted(at + _said(c, {**colours, v: "*"}) for at, c in leaves if v in own_variables(c)))
            for v in variables
        }
    return colours


def _digest(said: list[str]) -> str:
    return sha256(repr(said).encode()).hexdigest()[:8]


def _leaves(condition: Condition, at: str) -> list[tuple[str, Condition]]:
    match condition:
        case And(parts=parts):
            return [leaf for p in parts for leaf in _leaves(p, at)]
        case Or(parts=parts):
            return [leaf for p in parts for leaf in _leaves(p, at + "or ")]
        case Not(part=part):
            return _leaves(part, at + "not ")
        case Maybe(part=part):
            return _leaves(part, at + "maybe ")
        case _:
            return [(at, condition)]


def _said(condition: Condition, colours: Colours) -> str:
    def end(term: Measure) -> str:
        match term:
            case Var():
                return colours[term]
            case Things(iris=iris):
                return repr(sorted(iris))
            case Value(lexical=lexical):
                return lexical
            case _:
                return repr(term)

    match condition:
        case And():
            return f"all {sorted(_said(c, colours) for c in conjuncts(condition))}"
        case Or(parts=parts):
            return f"any {sorted(_said(p, colours) for p in parts)}"
        case Not(part=part):
            return f"not {_said(part, colours)}"
        case Maybe(part=part):
            return f"maybe {_said(part, colours)}"
        case Link(subject=subject, prop=prop, object=other, pick=pick, reach=reach):
            path = prop if isinstance(prop, str) else " ".join(prop)
            return f"{colours[subject]} {path} {end(other)} {pick} {reach}"
        case Compare(left=left, op=op, right=right):
            return f"{colours[left]} {op} {end(right)}"
        case InMonths(var=var, months=months, day=day):
            return f"{colours[var]} in {months} {day}"
        case Gap(var=var, one=one, other=other):
            return f"{colours[var]} between {sorted((colours[one], colours[other]))}"
        case TextMatch(var=var, alternatives=words):
            return f"{colours[var]} mentions {sorted(words)}"
        case Extreme(var=var, by=by, within=within, greatest=greatest):
            return f"{colours[var]} extreme {by} {within} {greatest}"
        case _:
            return repr(condition)
