"""Questions that seem to be answered and are not: "red or amber" is no yes, how it stands now is not how it will."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from query.conditions import conjuncts, form_variables, own_variables, positive
from query.form import Condition, Form, Link, Not, Task, Things, Var
from query.lexicon.words import folded
from query.parse.chart import Piece
from query.parse.context import Context
from query.parse.either import leads
from query.parse.needs import DateNeed, Need, Needs, NounNeed, NumberNeed, RelationNeed, TextNeed, ThingNeed, ValueNeed
from query.parse.state import State
from query.parse.utterance import Utterance
from query.schema import DATES

LOOSE = 0.9  # a name less sure than this is only some words of one
REACH = 3  # pieces from an "or" to what it joins


def undecided(u: Utterance, needs: Needs, state: State, form: Form) -> list[int]:
    """The pieces of a question that make its reading no answer.

    They are the "or" of a question for one of two things, a comparison with nothing that is compared, a "will" before
    how something stands now, an age that would be taken for a value, a "no" that two nouns would share, an "or"
    between what must then hold of both, a "both" before times of which any will do, topics of which each is taken for
    part of a name, an "all" of which any will do, what things have "in common", which may be anything, a "both" before
    values of which either will do, a "what year" that is answered with no time, a "target" that is only on the way to
    what no word asks for, and what is denied of the very things that have it.
    """
    return [
        *_one_of_two(u, form),
        *_compared_with_nothing(u, state),
        *_to_come(u, needs, state),
        *_no_value(u, needs, state, form),
        *_denied_twice(u, needs, state),
        *_or_for_both(u, needs, state),
        *_or_of_kinds(u, needs, state),
        *_both_times(u, needs, state),
        *_loosely_joined(u, needs, state),
        *_a_name(u, needs, state),
        *_in_all_or_any(u, form),
        *_in_common(u),
        *_most_money(u, form),
        *_both_values(u, needs, state),
        *_no_time(u, form),
        *_not_so(needs, state),
        *_merely_with_values(u, needs, state, form),
        *_contradicting(u, form),
    ]


def _in_all_or_any(u: Utterance, form: Form) -> list[int]:
    """The "all" of "is it in all four plans", where the reading asks whether it is in any."""
    if form.task is not Task.YES_NO or form.having:
        return []
    open_kinds = {m.cls for i in u.part.live for m in u.pieces[i].of_kind("noun") if m.name != "all"}
    every = [i for i in u.part.live if any(m.name == "all" for m in u.pieces[i].of_kind("noun"))]
    return [] if open_kinds else every


def _in_common(u: Utterance) -> list[int]:
    """The "in common" of "what have these two in common", where no noun says what."""
    said = u.context.grammar["common"]
    if any(not m.weak for i in u.part.live for m in u.pieces[i].of_kind("noun")):
        return []
    return [i for i in u.part.live if folded(u.pieces[i].text)[-1:] == tuple(said)[:1]]


def _most_money(u: Utterance, form: Form) -> list[int]:
    """The "most" of what has money only by way of much else, of which one amount is not the most of it; and the "least"
    of what may have none: "which outcome gets the least money"."""
    order, money = form.order, u.context.settings.money
    if order is None or order.aggregate == "count" or order.var.cls or (order.aggregate and order.descending):
        return []
    links = [c for c in positive(form.where) if isinstance(c, Link)]
    holder = next((c.subject for c in links if c.object == order.var and c.prop in money), form.target)
    near = holder == form.target or any({holder, form.target} == {c.subject, c.object} for c in links)
    return [] if near else [u.asked.extreme_at]


def _both_values(u: Utterance, needs: Needs, state: State) -> list[int]:
    """The "both" before values of which either will do: "both red and green", which no one value is."""
    either = [n for n in needs.needs if isinstance(n, ValueNeed) and any(len(m.where) > 1 for m in n.meanings)]
    used = [n for n in either if n.pieces <= state.used]
    both = [i for i in u.part.live if u.pieces[i].is_named("join", "both")]
    return [i for i in both if any(i < max(n.pieces) for n in used)]


def _no_time(u: Utterance, form: Form) -> list[int]:
    """The "what year" or "when" of a question that is answered with no time: "what year does the plan cover"."""
    at = u.asked.names.get("when", -1)
    first = min((i for name, i in u.asked.names.items() if name not in ("when", "difference")), default=at)
    if at < 0 or first < at or form.task is not Task.LIST or at not in u.part.live:
        return []
    settings, schema = u.context.settings, u.context.schema
    timed = {settings.periods.get("class", ""), *settings.latest}
    told = {c.prop for c in positive(form.where) if isinstance(c, Link) and isinstance(c.prop, str)}
    dated = any(p in schema.properties and schema.properties[p].datatype in DATES for p in told)
    return [] if dated or any(v.cls in timed for v in form_variables(form)) else [at]


def _not_so(needs: Needs, state: State) -> list[int]:
    """The word of "is not clear" that would be looked for in texts, though nothing says that it is in one."""
    texts = [n for n in needs.needs if isinstance(n, TextNeed) and n.negated and not n.of and not n.topic.marked]
    return [min(n.pieces) for n in texts if n.pieces <= state.used and len(n.topic.words) == 1]


def _merely_with_values(u: Utterance, needs: Needs, state: State, form: Form) -> list[int]:
    """The "target" of a question that asks for one, where the reading lists what no word asks for: "what do they want
    NI 111 to be by 2011" asks for no actions that feed what has a target."""
    settings, schema = u.context.settings, u.context.schema
    valued = {cls for p in settings.numbers for cls in schema.holders(p)}
    open_kinds = set(settings.open) - valued
    spoken = any(m.cls in open_kinds for i in u.part.live for m in u.pieces[i].of_kind("noun"))
    if form.task is not Task.LIST or form.target.cls not in open_kinds or spoken or form.having:
        return []
    used = [n for n in needs.needs if isinstance(n, NounNeed) and n.pieces <= state.used and not n.negated]
    return [min(n.pieces) for n in used if any(m.cls in valued and not m.weak for m in n.meanings)]


def _contradicting(u: Utterance, form: Form) -> list[int]:
    """The first piece, where what is denied of something is what is said of it: "served by indicators of Northam, and
    by no indicators"."""
    said = list(positive(form.where))
    if _of_two_times(u, said):
        return list(u.part.live[:1])
    for part in conjuncts(form.where):
        match part:
            case Not(part=Link(subject=Var() as one, prop=prop, object=Var(cls=""))) if any(
                isinstance(c, Link) and (c.subject, c.prop) == (one, prop) for c in said
            ):
                return list(u.part.live[:1])
            case Not(part=Link(subject=Var() as one, prop=prop, object=Var() as other)) if form.target in (one, other):
                back = one != form.target
                for link in said:
                    if not isinstance(link, Link) or link.prop != prop:
                        continue
                    if not isinstance(link.object, Var):
                        if link.subject == one == form.target and isinstance(link.object, Things):
                            return list(u.part.live[:1])  # what it has of a kind is named
                        continue
                    ends = (link.object, link.subject) if back else (link.subject, link.object)
                    if ends[0] == form.target and ends[1].cls == (one if back else other).cls:
                        return list(u.part.live[:1])
    return []


def _of_two_times(u: Utterance, said: Sequence[Condition]) -> bool:
    """Whether something is to be of two times at once, as no value is: "for 2008-09 for 2009-10"."""
    period = u.context.settings.periods.get("class", "")
    times: dict[Var, set[str]] = {}
    for link in said:
        match link:
            case Link(subject=at, prop=str() as prop, object=Things(iris=iris)) if period in u.context.schema.range(
                prop
            ):
                if at in times and not times[at].intersection(iris):
                    return True
                times.setdefault(at, set()).update(iris)
    return False


def excepted_otherwise(needs: Needs, form: Form, context: Context) -> int:
    """How many things are left out by a property that no word names and that leads to nothing that is in.

    "With the college but not the schools" leaves out schools where the college is in; "Ann's, but not those of priority
    2" leaves out by another what is of another kind.
    """
    schema, settings = context.schema, context.settings
    scope = {*settings.scope}
    within = {c.prop for c in positive(form.where) if isinstance(c, Link) and isinstance(c.object, Things)} - scope
    denied = [c.part for c in conjuncts(form.where) if isinstance(c, Not)]
    without = {c.prop for c in denied if isinstance(c, Link) and isinstance(c.object, Things)} - scope

    def kinds(prop: str | tuple[str, ...]) -> frozenset[str]:
        last = prop[-1] if isinstance(prop, tuple) else prop
        found = schema.domain(last[1:]) if last.startswith("^") else schema.range(last)
        return frozenset("who" if cls in settings.who else cls for cls in found)

    return sum(
        1
        for p in without
        if p not in within and p not in needs.props and any(kinds(p) & kinds(other) for other in within)
    )


def adrift(form: Form) -> bool:
    """Whether a form says something of what hangs on nothing that is asked for: "… where there are owners that …"."""
    if form.task in (Task.DEFINE, Task.PATH):
        return False
    parts = [set(own_variables(p)) for p in conjuncts(form.where)]
    reached = set(form_variables(form))
    while more := {v for part in parts if part & reached for v in part} - reached:
        reached |= more
    return any(part and not part & reached for part in parts)


def _a_name(u: Utterance, needs: Needs, state: State) -> list[int]:
    """Nouns side by side that are written as a name is, in a question that is not written so ("the Activity Fund"), and
    that no text speaks of."""
    told = [p.text for p in u.pieces[1:] if p.text[:1].isalpha() and not p.mentions]
    if sum(t[0].isupper() for t in told) * 2 > len(told):
        return []
    alike = [i for i in u.part.live if i and _written_as_name(u.pieces[i]) and i in state.used]
    spoken = {i for n in needs.needs if isinstance(n, TextNeed) for i in n.pieces}
    return [i for one, other in pairwise(alike) if other == one + 1 for i in (one, other) if i not in spoken]


def _written_as_name(piece: Piece) -> bool:
    nouns = piece.of_kind("noun")
    return bool(nouns) and not piece.mentions and piece.text[:1].isupper() and not piece.text.isupper()


def _one_of_two(u: Utterance, form: Form) -> list[int]:
    """The "or" of "was it endorsed or noted", which asks for one of them; "is anything red or amber" asks whether."""
    if form.task is not Task.YES_NO:
        return []
    settings = u.context.settings
    any_of = {*settings.open, *settings.who[:1]}
    for piece in (u.pieces[i] for i in u.part.live):
        if piece.is_named("small", "there") or any(m.weak and m.cls in any_of for m in piece.of_kind("noun")):
            return []
    joined = [i for i in u.part.live if u.pieces[i].is_named("join", "or")]
    return [i for i in joined if _says(u, i - 1) and _says(u, i + 1)][:1]


def _says(u: Utterance, i: int) -> bool:
    """Whether a piece is one of the things that are joined."""
    piece = u.pieces[i] if i in u.part.live else None
    return piece is not None and bool(piece.mentions or piece.time or piece.of_kind("noun", "value"))


def _compared_with_nothing(u: Utterance, state: State) -> list[int]:
    """ "Lower than" where no number follows that something is compared with."""
    found = []
    for i in u.part.live:
        piece = u.pieces[i]
        compares = piece.meanings and all(m.kind == "compare" and m.op in ("<", ">") for m in piece.meanings)
        if compares and not piece.mentions and i not in state.used:
            found.append(i)
    return found


def _to_come(u: Utterance, needs: Needs, state: State) -> list[int]:
    """The "will" of "will it meet its target": held is how it stands."""
    told = u.context.settings.gap
    stands = [
        n
        for n in needs.needs
        if told and isinstance(n, ValueNeed) and n.pieces <= state.used and any(m.cls == told.cls for m in n.meanings)
    ]
    first = min((min(n.pieces) for n in stands), default=-1)
    return [i for i in u.part.live if i < first and u.pieces[i].is_named("small", "to come")]


def _no_value(u: Utterance, needs: Needs, state: State, form: Form) -> list[int]:
    """A bare number taken for a value of what something feeds: "actions for those under 5" are of an age."""
    settings, schema = u.context.settings, u.context.schema
    holders = {cls for p in settings.numbers for cls in schema.holders(p)}
    valued = {*holders, *(end for p in settings.stands_for.values() for end in schema.range(p))}
    target = form.target.cls
    if target in valued or form.task not in (Task.LIST, Task.COUNT) or not settings.open:
        return []
    if any(m.cls in valued for i in u.part.live for m in u.pieces[i].of_kind("noun", "value")):
        return []
    return [
        min(n.pieces)
        for n in needs.needs
        if isinstance(n, NumberNeed)
        and n.pieces <= state.used
        and n.noun is None
        and n.op in ("<", ">", "<=", ">=")
        and not (n.number.money or n.number.percent)
        and set(settings.numbers) & state.props
    ]


def _denied_twice(u: Utterance, needs: Needs, state: State) -> list[int]:
    """The second of two nouns that one "no" would deny: "no funded actions" are not no funding and no actions."""
    denied = sorted(
        min(n.pieces) for n in needs.needs if isinstance(n, NounNeed) and n.negated and n.pieces <= state.used
    )
    return [j for i, j in pairwise(denied) if j == i + 1 and len(folded(u.pieces[i].text)) == 1]


def _or_for_both(u: Utterance, needs: Needs, state: State) -> list[int]:
    """The "or" between two names or topics that the reading wants both of, or one of: "about bullying or racism"."""
    named = [n for n in needs.needs if isinstance(n, ThingNeed | TextNeed)]
    left = []
    for i in u.part.live:
        if not u.pieces[i].is_named("join", "or") or u.pieces[i].is_named("join", "and"):
            continue
        before, after = _beside(u, i, -1, named), _beside(u, i, 1, named)
        if i in state.used or before is None or after is None or before is after or getattr(before, "negated", False):
            continue
        if before.pieces <= state.used or after.pieces <= state.used:
            left.append(i)
    return left


def _or_of_kinds(u: Utterance, needs: Needs, state: State) -> list[int]:
    """The "or" between what is said in two ways, of which the reading wants both: "ongoing or without a date"."""
    used = [n for n in needs.needs if n.pieces <= state.used]
    kinds = [n for n in used if not getattr(n, "scope", False)]
    left = []
    for i in u.part.live:
        if not u.pieces[i].is_named("join", "or") or u.pieces[i].is_named("join", "and"):
            continue
        if i in state.used or any(min(n.pieces) < i < max(n.pieces) for n in used):
            continue  # said of the two together
        before = [n for n in kinds if max(n.pieces) < i and leads(u, max(n.pieces), i)]
        after = [n for n in kinds if min(n.pieces) > i and leads(u, i, min(n.pieces))]
        if before and after and (_told(before[-1]) or _told(after[0])):
            left.append(i)
    return left


def _told(need: Need) -> bool:
    """Whether a need is something said of what is asked for, and not only a name beside another."""
    return isinstance(need, ValueNeed | RelationNeed | DateNeed | NumberNeed) or getattr(need, "negated", False)


def _both_times(u: Utterance, needs: Needs, state: State) -> list[int]:
    """The "both" before two times, of which the reading wants any: "with actions due in both 2009 and 2010"."""
    both = [i for i in u.part.live if u.pieces[i].is_named("join", "both")]
    dated = [n for n in needs.needs if isinstance(n, DateNeed) and n.others and n.pieces <= state.used]
    return [i for i in both if any(i < min(n.pieces) for n in dated)]


def _loosely_joined(u: Utterance, needs: Needs, state: State) -> list[int]:
    """Topics joined by "and" or "or" that would each be a thing whose name holds them: "about play or obesity"."""
    found = []
    for need in needs.needs:
        if not isinstance(need, ThingNeed) or not need.pieces <= state.used or len(need.pieces) < 2 or need.topic:
            continue
        first = min(need.pieces)
        about = first - 1 in u.part.live and u.pieces[first - 1].of_kind("about")
        joined = any(u.pieces[i].of_kind("join") for i in range(first, max(need.pieces)))
        if about and joined and all(o.score < LOOSE for o in need.options):
            found.append(first)
    return found


def _beside(u: Utterance, i: int, step: int, named: list[ThingNeed | TextNeed]) -> ThingNeed | TextNeed | None:
    """The name or topic next to a piece, on one side, over words that only lead to it."""
    for j in range(i + step, i + step * (REACH + 1), step):
        found = next((n for n in named if j in n.pieces), None)
        if found or j not in u.part.live or not u.pieces[j].of_kind("small", "relation", "about", "chatter"):
            return found
    return None
