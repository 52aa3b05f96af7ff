"""Which of two values is better: less, or more, as what they are values of has it."""

from __future__ import annotations

from collections.abc import Sequence

from query.form import And, Compare, Condition, Link, Op, Or, Things, Var
from query.lexicon.entries import Apart
from query.pairs import LESS, MORE
from query.schema import Schema


def judged(
    parts: Sequence[Condition],
    ends: tuple[Var, Var],
    numbers: tuple[Var, Var],
    told: Apart,
    schema: Schema,
    *,
    worse: bool,
) -> tuple[Condition, ...]:
    """What is said of two things (`ends`) that have `numbers`, and that the first number is better, or worse.

    What tells which is better is one variable of both, though it is named.
    """
    assert told.better is not None
    of, by, less, more = told.better
    mine = [c for c in parts if isinstance(c, Link) and c.subject in ends and c.prop == of]
    kept = [c for c in parts if c not in mine]
    tells = next((c.object for c in mine if isinstance(c.object, Var)), None) or Var(
        "indicator", min(schema.range(of), default="")
    )
    kept += [Link(end, of, tells) for end in ends]
    kept += dict.fromkeys(Compare(tells, Op.EQ, c.object) for c in mine if isinstance(c.object, Things))
    one, other = numbers
    ways = ((less, LESS, Op.GT if worse else Op.LT), (more, MORE, Op.LT if worse else Op.GT))
    either = [And((Link(tells, by, Things((iri,), label)), Compare(one, op, other))) for iri, label, op in ways]
    return (*kept, Or(tuple(either)))
