"""Needs taken together: names joined by "and" or "or", dates that span, a loose name for what is named surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from query.lexicon.words import folded
from query.parse.auxiliaries import AUXILIARIES
from query.parse.chart import Piece
from query.parse.needs import DateNeed, Need, NounNeed, NumberNeed, Option, TextNeed, ThingNeed, ValueNeed


class Gatherer:
    """Sees what stands between the pieces that needs come from."""

    def __init__(
        self, pieces: Sequence[Piece], live: frozenset[int], *, either: bool = False, anywhere: bool = False
    ) -> None:
        """`either`: a mere "and" means any of two; `anywhere`: even "both" does, said of whose things are."""
        self.anywhere = anywhere
        self.pieces = pieces
        self.live = live
        united = any(pieces[i].is_named("join", "united") for i in live)  # "what do they own between them"
        self.mere = "or" if either or united else "and"  # what "and" means where nothing says "both"

    def gathered(self, needs: list[Need]) -> list[Need]:
        """Names of one class joined by "and" or "or": one need for any of them, or needs that must all be met apart."""
        needs = _denied_of_a_time(needs)
        needs = self._denied_about(self._values(self._either(_ranged(_spanned(self._explained(needs))))))
        result: list[Need] = []
        both = any(self.pieces[i].is_named("join", "both") or self._stressed(i) for i in self.live)
        for need in needs:
            last = self._compared_with(need, result) or (result[-1] if result else None)
            if (
                isinstance(need, ThingNeed)
                and isinstance(last, ThingNeed)
                and not need.negated
                and (shared := self._shared_classes(last, need))
                and (link := self._joined(max(last.pieces), min(need.pieces)))
            ):
                excepted = any(isinstance(n, ThingNeed) and n.scope and n.negated for n in needs)
                together = both or (link == self.mere == "and" and (excepted or not need.scope))
                together = together and not (self.anywhere and need.scope)
                place = result.index(last)
                if together and not last.negated:
                    result[place] = replace(last, options=_only(last, shared), apart=True)
                    result.append(replace(need, options=_only(need, shared), apart=True))
                else:
                    result[place] = _united(last, need, shared)
                continue
            result.append(need)
        scopes = [n for n in result if isinstance(n, ThingNeed) and n.scope and not n.negated]
        if both and len(scopes) > 1 and not self.anywhere:
            result = [replace(n, apart=True) if n in scopes else n for n in result]
        elif len(scopes) == 2 and self._of_a_value(scopes[0], scopes[1], needs):
            result = [replace(n, further=True) if n is scopes[1] else n for n in result]
        elif len(scopes) > 1 and not any(n.apart for n in scopes):
            united = scopes[0]
            for other in scopes[1:]:
                united = _united(united, other, self._shared_classes(united, other))
            result = [n for n in result if n not in scopes] + [united]
        result = [self._of_noun_before(self._denied_then(n, result), result) for n in result]
        return [_alike(self._denied_besides(n, result), result) for n in result]

    def _of_noun_before(self, need: Need, needs: Sequence[Need]) -> Need:
        """A time right after a noun, over words that only lead to it, is one of its time: "milestones in March"."""
        if not isinstance(need, DateNeed) or need.negated or need.within:
            return need
        at = min(need.pieces)
        last = max((n for n in needs if max(n.pieces) < at), key=lambda n: max(n.pieces), default=None)
        if not isinstance(last, NounNeed) or last.negated:
            return need
        between = self.pieces[max(last.pieces) + 1 : at]
        leads = all(p.of_kind("small", "compare") or any(m.weak for m in p.of_kind("attribute")) for p in between)
        return replace(need, of=frozenset(m.cls for m in last.meanings)) if leads else need

    def _compared_with(self, need: Need, before: Sequence[Need]) -> ThingNeed | None:
        """What is said to have more than something: "has Northam more actions than Eastvale"."""
        things = [n for n in before if isinstance(n, ThingNeed)]
        for other in things[-1:]:
            between = range(max(other.pieces) + 1, min(need.pieces))
            if any(self.pieces[j].is_named("must", "more", "fewer") for j in between):
                return other
        return None

    def _stressed(self, i: int) -> bool:
        """Whether a piece is an "and" in capitals among words that are not: "core funding AND ESF" is both."""
        shouted = self.pieces[i].is_named("join", "and") and self.pieces[i].text == "AND"
        return shouted and any(p.text.islower() for p in self.pieces)

    def _of_a_value(self, one: ThingNeed, other: ThingNeed, needs: Sequence[Need]) -> bool:
        """Whether the second of two authorities follows a value, and the first stands before what has it: "which
        Northam actions feed indicators that are red in Eastvale"."""
        first, second = max(one.pieces), min(other.pieces)
        if any(
            self.pieces[j].of_kind("join") or self.pieces[j].is_named("ask", "compare") for j in range(first, second)
        ):
            return False
        between = [n for n in needs if first < min(n.pieces) and max(n.pieces) < second]
        last = max(between, key=lambda n: max(n.pieces), default=None)
        nouns = any(isinstance(n, NounNeed) for n in between)
        return isinstance(last, ValueNeed) and nouns and self._idle(max(last.pieces), second)

    def _idle(self, left: int, right: int) -> bool:
        return all(p.of_kind("small", "chatter") for p in self.pieces[left + 1 : right])

    def _either(self, needs: list[Need]) -> list[Need]:
        """ "In September or October": one need for any of the times."""
        result: list[Need] = []
        for need in needs:
            last = next((n for n in reversed(result) if isinstance(n, DateNeed)), None)
            if (
                isinstance(need, DateNeed)
                and last is not None
                and {last.op, need.op} <= {"", "="}
                and last.negated == need.negated
                and self._joined(max(last.pieces), min(need.pieces))
            ):
                more = (*last.others, need.time, *need.others)
                periods = tuple(dict.fromkeys((*last.periods, *need.periods)))
                pieces = last.pieces | need.pieces
                result[result.index(last)] = replace(last, pieces=pieces, periods=periods, others=more)
                continue
            result.append(need)
        return result

    def _explained(self, needs: list[Need]) -> list[Need]:
        """ "By the end of Q1 (June 2010)": one need for the time in brackets, which says which the one before it is."""
        result: list[Need] = []
        for need in needs:
            last = result[-1] if result else None
            if (
                isinstance(need, DateNeed)
                and isinstance(last, DateNeed)
                and not need.op
                and last.time.first is None
                and need.time.first is not None
                and need.time.first.month in last.time.months
                and self._in_brackets(max(last.pieces), min(need.pieces))
            ):
                result[-1] = replace(last, pieces=last.pieces | need.pieces, time=need.time, periods=need.periods)
                continue
            result.append(need)
        return result

    def _in_brackets(self, left: int, right: int) -> bool:
        """Whether a bracket opens right after the one piece and before the other."""
        between = self.pieces[left + 1 : right]
        return len(between) == 1 and between[0].mark and between[0].text.strip() == "("

    def _values(self, needs: list[Need]) -> list[Need]:
        """ "Red and amber": one need for any of the values, since no thing has both."""
        result: list[Need] = []
        for need in needs:
            last = result[-1] if result else None
            if (
                isinstance(need, ValueNeed)
                and isinstance(last, ValueNeed)
                and len(need.meanings) == len(last.meanings) == 1
                and need.negated == last.negated
                and need.meanings[0].cls == last.meanings[0].cls
                and need.meanings[0].where[0][0] == last.meanings[0].where[0][0]
                and self._joined(max(last.pieces), min(need.pieces), beside=True)
            ):
                one, other = last.meanings[0], need.meanings[0]
                either = replace(one, where=(*one.where, *other.where), label=f"{one.label} or {other.label}")
                result[-1] = replace(last, pieces=last.pieces | need.pieces, meanings=(either,))
                continue
            result.append(need)
        return result

    def _denied_about(self, needs: list[Need]) -> list[Need]:
        """ "Not in actions on bullying": what is denied is the actions that mention it, not actions and bullying."""
        result = list(needs)
        for need in needs:
            if not isinstance(need, NounNeed) or not need.negated:
                continue
            last = max(need.pieces)
            for text in needs:
                topic = text.topic if isinstance(text, TextNeed | ThingNeed) else None
                if topic is None or not topic.marked or min(text.pieces) <= last or need not in result:
                    continue
                between = [self.pieces[j] for j in range(last + 1, min(text.pieces))]
                if all(p.of_kind("small", "about", "chatter") for p in between):
                    pieces = text.pieces | need.pieces | topic.pieces
                    result[result.index(text)] = TextNeed(
                        pieces, topic, negated=True, skip=4.0, of=need.meanings[0].cls
                    )
                    result.remove(need)
        return result

    def _denied_then(self, need: Need, needs: Sequence[Need]) -> Need:
        """A time right after what is denied is a time of that: "with no target for 2011-12", but not "with no
        milestones are due in 2009"."""
        if not isinstance(need, DateNeed) or need.negated:
            return need
        at = min(need.pieces)
        before = [n for n in needs if max(n.pieces) < at]
        last = max(before, key=lambda n: max(n.pieces), default=None)
        if not isinstance(last, NounNeed) or not last.negated:
            return need
        between = self.pieces[max(last.pieces) + 1 : at]
        leads = all(p.of_kind("small", "chatter", "attribute", "relation", "compare") for p in between)
        apart = any(w in AUXILIARIES for p in between for w in folded(p.text))
        return replace(need, within=True) if leads and not apart else need

    def _denied_besides(self, need: Need, needs: Sequence[Need]) -> Need:
        """A code in brackets after something that is denied is that: "not the obesity ones (NI 55)"."""
        if not isinstance(need, ThingNeed) or need.negated or not any(o.code for o in need.options):
            return need
        at = min(need.pieces)
        before = [n for n in needs if max(n.pieces) < at]
        last = max(before, key=lambda n: max(n.pieces), default=None)
        if last is None or not isinstance(last, ThingNeed | TextNeed) or not last.negated:
            return need
        between = self.pieces[max(last.pieces) + 1 : at]
        idle = all(p.mark or p.of_kind("small", "chatter") for p in between)
        bracket = any(p.mark and p.text.strip() == "(" for p in between)
        return replace(need, negated=True) if idle and bracket else need

    def _shared_classes(self, one: ThingNeed, other: ThingNeed) -> frozenset[str]:
        return frozenset(o.cls for o in one.options) & frozenset(o.cls for o in other.options)

    def _joined(self, left: int, right: int, *, beside: bool = False) -> str:
        """The conjunction between two names, if nothing else stands between them; `beside`: none is needed."""
        link = "and" if beside else ""
        if any(self.pieces[j].is_named("must", "more", "fewer") for j in range(left + 1, right)):
            return "or"  # "has Northam more actions than Eastvale" is of the one or the other
        for j in range(left + 1, right):
            piece = self.pieces[j]
            if piece.of_kind(
                "join",
            ) or piece.is_named("ask", "compare"):
                names = {m.name for m in piece.of_kind("join")}
                link = "or" if "or" in names or not names else "and"
            elif piece.mark and piece.text in ",/":
                link = link or "and"
            elif not (
                piece.is_named("small") or piece.is_named("chatter") or any(m.weak for m in piece.of_kind("noun"))
            ):
                return ""
        return link


def _spanned(needs: list[Need]) -> list[Need]:
    """ "Between April and September": from the first day of the one to the last day of the other."""
    dates = [n for n in needs if isinstance(n, DateNeed)]
    for one, other in pairwise(dates):
        if one.op == "between" and other.op in ("", "=", "<=", "between"):
            start, end = replace(one, op=">="), replace(other, op="<=", periods=())
            return [start if n is one else end if n is other else n for n in needs]
    return [replace(n, op=">=") if isinstance(n, DateNeed) and n.op == "between" else n for n in needs]


def _denied_of_a_time(needs: list[Need]) -> list[Need]:
    """ "No Q2 target": the target is denied, and the time is that of what is denied."""
    result = list(needs)
    for one, other in pairwise(needs):
        if isinstance(one, DateNeed) and one.negated and isinstance(other, NounNeed) and not other.negated:
            time = max(i for i in one.pieces)
            if min(other.pieces) == time + 1:
                nots = one.pieces - {time}
                denied = replace(other, pieces=other.pieces | nots, negated=True)
                within = replace(one, pieces=frozenset({time}), negated=False, within=True)
                result[result.index(one)], result[result.index(other)] = within, denied
    return result


def _ranged(needs: list[Need]) -> list[Need]:
    """ "Between £20,000 and £40,000": one need for the numbers from the one to the other."""
    result: list[Need] = []
    for need in needs:
        last = result[-1] if result else None
        if isinstance(last, NumberNeed) and isinstance(need, NumberNeed) and last.op == "between" and not last.noun:
            money = last.number.money or need.number.money
            first, second = (replace(n.number, money=money) for n in (last, need))
            result[-1] = replace(last, pieces=last.pieces | need.pieces, op=">=", number=first, upto=second)
        else:
            result.append(need)
    return result


def _only(need: ThingNeed, classes: frozenset[str]) -> tuple[Option, ...]:
    return tuple(o for o in need.options if o.cls in classes)


def _united(one: ThingNeed, other: ThingNeed, classes: frozenset[str]) -> ThingNeed:
    options = []
    for cls in sorted(classes):
        a, b = (next(o for o in n.options if o.cls == cls) for n in (one, other))
        iris = tuple(dict.fromkeys((*a.iris, *b.iris)))
        options.append(Option(cls, iris, f"{a.label} or {b.label}", min(a.score, b.score), a.code or b.code))
    # the words of the one are no topic of both
    pieces, skip = one.pieces | other.pieces, one.skip + other.skip
    return replace(one, pieces=pieces, options=tuple(options), skip=skip, topic=None)


def _alike(need: Need, needs: Sequence[Need]) -> Need:
    """A loose name that may mean a thing which another name of the question means for certain: it is the same thing."""
    if not isinstance(need, ThingNeed) or any(o.code for o in need.options):
        return need
    for other in needs:
        if not isinstance(other, ThingNeed) or other.negated != need.negated:
            continue  # what is denied is not what is wanted: "mention CAMHS but not NI 51"
        if other is not need and any(o.code for o in other.options):
            for mine in need.options:
                if any(mine.cls == o.cls and set(o.iris) & set(mine.iris) for o in other.options):
                    return replace(need, skip=0.0)
                if any(mine.cls == o.cls for o in other.options) and not need.apart:
                    return replace(need, skip=0.6)
    return need
