"""Parts of a whole: "what percentage of the actions have no owner", "do all of them have one"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from query.conditions import conjuncts
from query.form import And, Condition, Form, Link, Task, Things, Var
from query.parse.auxiliaries import AUXILIARIES
from query.parse.chart import Piece
from query.parse.needs import Need, ThingNeed, ValueNeed
from query.parse.targets import Target
from query.parse.utterance import Utterance

EVERY = frozenset({"all", "every"})


@dataclass(frozen=True, slots=True)
class Share:
    """What is said of a whole: from which piece on it is said, and the pieces that speak of a part or of all."""

    said_from: int
    pieces: frozenset[int]
    values: frozenset[int] = frozenset()  # said of the whole before its noun: "the share of red indicators"

    def says(self, need: Need) -> bool:
        """Whether a need is of what is said of the whole, not of what the whole is."""
        if self.values:
            return need.pieces <= self.values
        return max(need.pieces) >= self.said_from

    def parted(self, needs: Sequence[Need]) -> tuple[list[Need], list[Need]]:
        """The needs that say what the whole is, and those that are said of it; where nothing else is, where it is."""
        said = [n for n in needs if self.says(n) and not _places(n)]
        said = said or [n for n in needs if self.says(n)]
        return [n for n in needs if n not in said], said


def share_of(u: Utterance, target: Target) -> Share | None:
    """How an utterance speaks of a part of all things of a target's class, or whether all are something; or None."""
    if not target.pieces or target.prop or target.gap or target.task is Task.AGGREGATE:
        return None
    context = u.context
    own = context.schema.properties_of(target.cls)
    if any(p in own for p in context.settings.numbers):
        return None  # a value is a percentage already
    noun = min(target.pieces)
    ratio = next((i for i in u.part.live if u.pieces[i].is_named("chatter", "ratio")), -1)
    if ratio >= 0 and not u.asked.yes_no and u.asked.each < 0 and not u.asked.extreme:
        if ratio > max(target.pieces):  # "of the actions, the percentage with no owner"
            return Share(ratio, frozenset({ratio}))
        return _said(u, target, ratio) if _leads(u, ratio, noun) else None
    if not u.asked.yes_no:
        return None
    every = [i for i in u.part.live if speaks_of_all(u.pieces[i])]
    if not every:
        return None
    if every[0] > max(target.pieces):  # "of the actions, whether all are …"
        return Share(every[0], frozenset(every[:1]))
    return _said(u, target, every[0]) if _leads(u, every[0], noun) else None


def speaks_of_all(piece: Piece) -> bool:
    """Whether a piece is "all", "every" or "all of the"."""
    return piece.text.lower().split()[0] in EVERY and bool(piece.of_kind("small", "chatter"))


def says_same(piece: Piece) -> bool:
    """Whether a piece says that something is the same as another's."""
    return piece.is_named("join", "same")


def _leads(u: Utterance, at: int, noun: int) -> bool:
    """Whether nothing but names and idle words stand between."""
    between = [u.pieces[i] for i in u.part.live if at < i < noun]
    return at < noun and all(p.mentions or p.of_kind("small", "chatter", "value") for p in between)


def _said(u: Utterance, target: Target, told: int) -> Share | None:
    """What is said begins with the verb after the whole, or with the first that is no heading it stands under."""
    after = [i for i in u.part.live if i > max(target.pieces)]
    verb = next((i for i in after if _is_verb(u.pieces[i])), None)
    start = verb if verb is not None else next((i for i in after if _tells(u, u.pieces[i])), None)
    before = frozenset(i for i in u.part.live if told < i < min(target.pieces) and u.pieces[i].of_kind("value"))
    if before and (start is None or (verb is None and not any(_says_more(u, u.pieces[i]) for i in after))):
        return Share(max(u.part.live) + 1, frozenset({told}), before)
    return None if start is None else Share(start, frozenset({told}))


def _says_more(u: Utterance, piece: Piece) -> bool:
    """Whether a piece after the whole says more of it than whose it is."""
    scope = {c for p in u.context.settings.scope for c in u.context.schema.range(p)}
    placed = bool(piece.mentions) and all(m.named.cls in scope for m in piece.mentions)
    return not placed and not piece.of_kind("small", "chatter", "about")


def _is_verb(piece: Piece) -> bool:
    return not piece.mentions and piece.text.lower().replace("'", "").split()[0] in AUXILIARIES


def _tells(u: Utterance, piece: Piece) -> bool:
    """Whether a piece begins something that is said of what goes before."""
    headed = bool(piece.props) and piece.props <= set(u.context.settings.downwards)
    return not headed and bool(piece.props or piece.of_kind("value", "not", "attribute", "compare"))


def _places(need: Need) -> bool:
    return isinstance(need, ThingNeed) and need.scope and not need.negated


def of_whole(form: Form, around: Form | None, said: Sequence[Need]) -> Form | None:
    """The form of a part as a part of the whole around it, or None where nothing more is said of the part.

    What has a value of some kind is a part of what has any of that kind.
    """
    if around is None or not said or around.where == form.where:
        return None
    whole = around.where
    values = [m.where[0][0] for n in said if isinstance(n, ValueNeed) for m in n.meanings]
    target = form.target
    relaxed: list[Condition] = []
    apart = False
    for number, part in enumerate(conjuncts(form.where)):
        if (
            isinstance(part, Link)
            and isinstance(part.object, Things)
            and part.prop in values
            and part.subject != target
        ):
            relaxed.append(replace(part, object=Var(f"any{number}")))
            apart = True
        else:
            relaxed.append(part)
    task = Task.YES_NO if form.task is Task.YES_NO else Task.COUNT
    return replace(form, task=task, order=None, columns=(), whole=And(tuple(relaxed)) if apart else whole)
