"""Either of two things said of what is asked for, each in its own way: "ongoing or without a date"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from query.conditions import conjuncts, form_variables, own_variables, renamed
from query.form import And, Condition, Form, Or, Var
from query.parse.chart import Piece
from query.parse.needs import DateNeed, Need, NounNeed, NumberNeed, RelationNeed, TextNeed, ThingNeed, ValueNeed
from query.parse.state import State
from query.parse.utterance import Utterance

PRICE = 0.1
LEADING = ("small", "relation", "attribute", "about", "chatter", "compare", "not", "join", "order")
Said = ValueNeed | RelationNeed | DateNeed | NumberNeed | ThingNeed | NounNeed | TextNeed


@dataclass(frozen=True, slots=True)
class Either:
    """The "or" of a question, as a piece, and what is said on its two sides."""

    at: int
    one: Need
    other: Need

    def without(self, needs: Sequence[Need]) -> list[Need]:
        """The needs that hold either way."""
        return [n for n in needs if n is not self.one and n is not self.other]


def either_of(u: Utterance, needs: Sequence[Need]) -> Either | None:
    """What an utterance says by "or" in two ways; None where it does not, or says more by "and" besides."""
    stroke = [i for i in range(u.part.start, max(u.part.live, default=0)) if u.pieces[i].text.strip() == "/"]
    live = sorted({*u.part.live, *stroke})
    joined = [i for i in live if (i in stroke or _joins(u.pieces[i], "or")) and not _inside(i, needs)]
    others = [i for i in u.part.live if _joins(u.pieces[i], "and") and not _inside(i, needs)]
    joined = [i for i in joined if u.pieces[i].text.lower() != "either"]
    if len(joined) != 1 or others:
        return None
    at = joined[0]
    kinds = sorted((n for n in needs if isinstance(n, Said) and not _scoped(n)), key=lambda n: min(n.pieces))
    before = [n for n in kinds if max(n.pieces) < at]
    after = [n for n in kinds if min(n.pieces) > at]
    if not before or len(after) != 1 or not leads(u, max(before[-1].pieces), at):
        return None
    if not leads(u, at, min(after[0].pieces)):
        return None
    return Either(at, before[-1], after[0])


def leads(u: Utterance, one: int, other: int) -> bool:
    """Whether only words that lead from the one to the other stand between two pieces."""
    between = [u.pieces[j] for j in range(one + 1, other)]
    return all(
        (p.of_kind(*LEADING) or (bool(p.of_kind("noun")) and all(m.weak for m in p.of_kind("noun"))) or p.text == ",")
        for p in between
    )


def united(state: State, one: State, other: State, at: int) -> State:
    """The state in which either is so, of two that go on from one; `at` is the piece of the "or"."""
    nodes, conditions = len(state.nodes), len(state.conditions)
    return replace(
        one,
        nodes=(*one.nodes, *other.nodes[nodes:]),
        conditions=(*one.conditions, *other.conditions[conditions:]),
        cost=one.cost + other.cost - state.cost + PRICE,
        used=one.used | other.used | {at},
        props=one.props | other.props,
    )


def either_form(forms: Sequence[Form]) -> Form | None:
    """The form of what holds either way, with what holds one way or the other; None where that is not all apart.

    `forms`: what holds either way, then that with the one, and with the other.
    """
    if len(forms) < len(("either way", "one", "other")):
        return None
    form, one, other = forms
    common = conjuncts(form.where)
    sides: list[Condition] = []
    told = {*own_variables(form.where), *form_variables(form)}
    met: set[Var] = set()
    for side in (one, other):
        parts = conjuncts(side.where)
        more = tuple(c for c in parts if c not in common)
        if not more or any(c not in parts for c in common):
            return None
        own = {v for c in more for v in own_variables(c)} - told
        names = {v: Var(f"{v.name}_or", v.cls) for v in own & met}  # "the same owner" would say more
        met |= own
        sides.append(renamed(more[0] if len(more) == 1 else And(more), names))
    return replace(form, where=And((*common, Or(tuple(sides)))))


def _joins(piece: Piece, name: str) -> bool:
    return piece.is_named("join", name) and not piece.is_named("join", "and" if name == "or" else "or")


def _inside(i: int, needs: Sequence[Need]) -> bool:
    """Whether a piece stands in what two names are taken for together."""
    return any(min(n.pieces) < i < max(n.pieces) for n in needs)


def _scoped(need: Need) -> bool:
    return isinstance(need, ThingNeed) and need.scope
