"""All readings of one part of one division of a question: each target tried, everything else joined to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from query.form import Link, Or, Task, TextMatch
from query.lexicon.entries import Meaning
from query.lexicon.words import folded
from query.parse.alike import alike
from query.parse.asking import RANKING, SUMMING, asking
from query.parse.beside import beside_of
from query.parse.build import carries_scope, form_of
from query.parse.chart import Division, Piece
from query.parse.choosing import both_do, of_one
from query.parse.clauses import Part
from query.parse.collect import Collector
from query.parse.comparing import comparing
from query.parse.compose import Composer, chosen, latest
from query.parse.context import Context
from query.parse.differing import differing
from query.parse.effort import Effort
from query.parse.either import either_form, either_of, united
from query.parse.excepting import asks_others, but_them
from query.parse.fitted import either_kind, number_of, of_what_lacks, with_gap
from query.parse.hang import Hanger
from query.parse.needs import LiteralNeed, Need, Needs, NounNeed, NumberNeed, ThingNeed
from query.parse.scored import Scored, least, scored
from query.parse.sharing import of_whole, share_of
from query.parse.special import connecting, defining
from query.parse.state import Node, State, literal_name
from query.parse.targets import Target, targets
from query.parse.utterance import Utterance
from query.schema import DATES, NUMBERS

TARGETS = 5
KEPT = 6  # ways of putting one target together that are priced
UNUSUAL = 0.2  # what it costs to ask a date of another kind of thing than is usually asked for
RARE = 0.8  # what it costs to add up numbers of what is not spoken of, where there is more of something else
EITHER = 0.6  # what it costs to take "and" for any of two that are named by codes, or by whom somebody is asked for
EACH_DOES = 0.2  # … and "both" of two councils for any of them, of whose things are one's or the other's
EITHER_CALLED = 1.2  # … and for any of two that are not: "with the police and the schools" is with both


def readings(division: Division, part: Part, context: Context, limit: float, effort: Effort) -> list[Scored]:
    """The readings of a part that cost no more than `limit`, nor much more than the best.

    Raises TooMuchError where finding them is more than the effort allows.
    """
    asked = asking(division.pieces, part.live, context)
    u = Utterance(division.pieces, part, asked, context)
    collector = Collector(u.pieces, context, frozenset(part.live))
    everything = collector.collect(frozenset())
    found = defining(u, collector.collect(frozenset(), defining=True)) + connecting(u, everything)
    found += differing(u, everything) + comparing(u, everything) + alike(u, everything)
    collectors = [collector]
    either = EITHER
    joined = [n for n in everything.needs if isinstance(n, ThingNeed) and n.apart and not n.scope]
    if joined and not _both(u):
        coded = any(o.code for n in joined for o in n.options)
        either = EITHER if coded or "who" in asked.names else EITHER_CALLED
        collectors.append(Collector(u.pieces, context, frozenset(part.live), either=True))
    candidates = sorted(targets(u.pieces, part.live, asked, context, everything.props), key=lambda t: t.cost)
    seen: set[tuple[str, str, Meaning | None]] = set()
    for target in candidates:
        key = (target.cls, target.prop, target.meaning)
        if key in seen or len(seen) >= TARGETS + len(context.settings.open):
            continue
        seen.add(key)
        if target.cost + part.cost > limit:
            break
        if asked.choice and not any(context.ways.meet(target.cls, cls) for cls in asked.choice):
            continue
        told = {asked.limit_at} if asked.limit_at >= 0 else set()
        told |= {asked.names["how-many"]} if asked.counting else set()
        told |= {asked.extreme_at} if _merely_most(u) else set()
        tried = list(zip((0.0, either), collectors, strict=False))
        if both_do(u) and carries_scope(target.cls, context):  # what each of two does is the one's or the other's
            tried.append((EACH_DOES, Collector(u.pieces, context, frozenset(part.live), anywhere=True)))
        for extra, collecting in tried:
            effort.spend(len(part.live))
            needs = collecting.collect(target.pieces | told)
            composed = _composed(u, target, needs, limit - extra, effort)
            limit = min([limit, *(s.cost + effort.slack for s in composed)])
            found += [replace(s, cost=s.cost + extra) for s in composed]
    return [s for f in found if (s := of_one(u, f))] if asked.one >= 0 else found


def _both(u: Utterance) -> bool:
    """Whether a word says that several are meant at once."""
    return any(u.pieces[i].is_named("join", "both") for i in u.part.live)


def _composed(u: Utterance, target: Target, needs: Needs, limit: float, effort: Effort) -> list[Scored]:
    """The readings of a target with everything else joined to it that cost no more than `limit`."""
    beside_state = target.cost + u.part.cost + least(u, needs)
    asked, context, found = u.asked, u.context, list[Scored]()
    number = number_of(target, needs, context)
    wanted: list[Need] = [n for n in needs.needs if not (isinstance(n, NumberNeed) and n.noun)]
    wanted, apart = with_gap(u, wanted)
    target, wanted = of_what_lacks(u, *either_kind(target, wanted))
    group_class = beside = ""
    if _each_is_shown(u, target):
        wanted = [n for n in wanted if asked.each not in n.pieces]
    elif asked.each >= 0 and asked.each not in target.pieces and not _ranks(u, target):
        named = _group(u)
        if named is None:
            return []
        group_class = named.cls
        wanted = [n for n in wanted if asked.each not in n.pieces]
        wanted.insert(0, NounNeed(frozenset({asked.each}), (named,), skip=4.0))
        if target.cls == group_class and (target.meaning is None or target.meaning.where == named.where):
            return []
        counted = _of_each(u, target, needs)
        if counted is None:
            return []
        if counted is target and target.task is Task.LIST and asked.extreme not in SUMMING:
            beside, group_class = group_class, ""
        target = counted
    target, more = _superlative(u, target, needs.relations)
    wanted += [*more, *([NounNeed(number.pieces, (number.noun,), skip=4.0)] if number and number.noun else [])]
    listed, share = beside_of(u, target), share_of(u, target)
    inside, said = share.parted(wanted) if share else (wanted, [])
    told = share.pieces if share else frozenset()
    wanted = [n for n in wanted if not n.pieces <= listed.pieces]
    directly, (target, timed) = _directly(u), _by_time(u, target)
    may_be_known = target.task is Task.YES_NO or bool(target.prop) or target.given or bool(asked.choice)
    for start in _starts(u, target):
        composer = Composer(context, needs.props, effort, root_may_be_known=may_be_known, given=target.given)
        composer.others, composer.counted_by = asks_others(u), group_class
        composer.titled = bool(target.pieces) and target.task is not Task.YES_NO
        for state in chosen(composer.compose(start, wanted, limit - beside_state), KEPT):
            if state.cost + beside_state > limit:
                break  # a reading found since is so much better
            effort.spend(len(u.part.live))
            final = (latest(state, context, greatest=asked.extreme == "latest") if timed else None) or state
            form = form_of(
                _added_up(u, target, final),
                final,
                context,
                group_class,
                needs.needs,
                directly=directly,
                limit=asked.limit,
                beside=beside,
            )
            if (
                form is None
                or (apart and final.skipped & apart.pieces)
                or not (final.used or target.pieces or needs.unknown)
            ):
                continue
            form, final = but_them(u, listed.onto(form), final)
            if share:
                whole = chosen(composer.compose(start, inside, limit - beside_state), 1)
                around = form_of(target, whole[0], context, "", needs.needs, directly=directly) if whole else None
                form = of_whole(form, around, said)
            if form:
                found.append(scored(u, target, needs, final.using(listed.pieces | told), form))
                limit = min(limit, found[-1].cost + effort.slack)
        if not (share or listed.pieces or apart or beside or needs.unknown):
            found += _either_way(u, target, needs, Ways(composer, start, wanted, group_class, limit - beside_state))
    return found


def _by_time(u: Utterance, target: Target) -> tuple[Target, bool]:
    """The target, and whether what is latest, or earliest, is to be looked for among all: "when is the last one due" is
    of those asked for, and is their latest date."""
    timed = u.asked.extreme in ("latest", "earliest") and not target.extreme
    info = u.context.schema.properties.get(target.prop)
    if timed and info and info.datatype in DATES:
        return replace(target, extreme=u.asked.extreme), False
    return target, timed


@dataclass(frozen=True, slots=True)
class Ways:
    """What a target is put together with: the composer, the state to begin with, needs, what to count by, the limit."""

    composer: Composer
    start: State
    wanted: list[Need]
    group: str
    limit: float


def _either_way(u: Utterance, target: Target, needs: Needs, ways: Ways) -> list[Scored]:
    """The reading in which either of two things is so, going on from what holds either way."""
    way = either_of(u, ways.wanted)
    common = ways.composer.compose(ways.start, way.without(ways.wanted), ways.limit)[:1] if way else []
    for state in common:
        assert way is not None
        one, other = (
            next((s for s in ways.composer.compose(state, [need], ways.limit) if need.pieces <= s.used), None)
            for need in (way.one, way.other)
        )
        if one is None or other is None:
            continue
        whole = (state, one, other)
        forms = [form_of(target, s, u.context, ways.group, needs.needs, limit=u.asked.limit) for s in whole]
        form = either_form([f for f in forms if f])
        if form:
            return [scored(u, target, needs, united(state, one, other, way.at), form)]
    return []


def _directly(u: Utterance) -> bool:
    """Whether only what is straight under a heading is meant."""
    return any(u.pieces[i].is_named("small", "directly") for i in u.part.live)


def _of_each(u: Utterance, target: Target, needs: Needs) -> Target | None:
    """The target where something is made of it for each of what follows "each"; itself where that is shown beside it;
    None where nothing can be made of it."""
    asked, context = u.asked, u.context
    if target.task is Task.LIST and target.prop and "how-much" in asked.names:
        if target.prop not in context.settings.money:
            return None  # values are neither counted nor added up
        return replace(target, task=Task.AGGREGATE, extreme="total")  # "how much does each council have"
    averaged = asked.extreme == "average" and not _measured(target, needs.relations, context)
    if averaged and target.task in (Task.LIST, Task.COUNT):
        return replace(target, task=Task.COUNT, over="avg")
    if target.task is Task.LIST and asked.extreme not in SUMMING and not _beside(u, target):
        return replace(target, task=Task.COUNT)
    return target


def _added_up(u: Utterance, target: Target, state: State) -> Target:
    """The target, which is all of it together where money is asked for of many things: "how much money is under
    priority 2". What one thing has is shown one by one."""
    settings = u.context.settings
    if not u.asked.cash or target.task is not Task.LIST or target.prop not in settings.money or target.extreme:
        return target
    told = [n.var.cls for n in state.nodes if n.things and not n.group]
    one = any(u.context.ways.meet(cls, each) for cls in told for each in settings.open)
    sought = any(isinstance(c, TextMatch | Or) for _, c in state.conditions)
    return target if one or sought or not told else replace(target, task=Task.AGGREGATE, extreme="total")


def _merely_most(u: Utterance) -> bool:
    """Whether a word that asks for the most is no name besides, but perhaps an acronym."""
    if u.asked.extreme_at < 0:
        return False
    return all(m.named.cls in u.context.settings.explains for m in u.pieces[u.asked.extreme_at].mentions)


def _ranks(u: Utterance, target: Target) -> bool:
    """Whether "by" says what the most is of ("top three owners by actions"), not what to count by."""
    if u.asked.extreme not in RANKING or target.task is not Task.LIST or target.prop:
        return False
    by = u.pieces[u.asked.each]
    return u.asked.each > u.asked.extreme_at and any(m.cls != target.cls for m in by.of_kind("noun"))


def _each_is_shown(u: Utterance, target: Target) -> bool:
    """Whether "each" only says whose the values asked for are: "NI 101 actual in each council"."""
    if u.asked.each < 0 or target.task is not Task.LIST or u.asked.extreme or not target.cls:
        return False
    scope = {c for p in u.context.settings.scope for c in u.context.schema.range(p)}
    classes = {m.cls for m in u.pieces[u.asked.each].of_kind("noun")}
    own = u.context.schema.properties_of(target.cls)
    return bool(classes & scope) and any(p in own for p in u.context.settings.numbers)


def _beside(u: Utterance, target: Target) -> bool:
    """Whether what is asked for is listed, with what it is asked by beside it: "who works on NI 117, by council"."""
    names, listing = u.asked.names, u.context.grammar["listing"]
    first = min(target.pieces, default=-1)  # "actions for NI 112 - give me the number for each council"
    leads = [i for i in u.part.live if i < first and u.pieces[i].of_kind("lead")]
    lists = any(folded(u.pieces[i].text)[0] in listing for i in leads)
    return bool(target.cls) and ("who" in names or "which" in names or lists) and "how-many" not in names


def _group(u: Utterance) -> Meaning | None:
    """What to count by: a noun's class, or the class of the values of an attribute ("by status")."""
    piece, schema = u.pieces[u.asked.each], u.context.schema
    nouns = piece.of_kind("noun")
    if nouns:
        return nouns[0]
    for prop in sorted(piece.props):
        ends = sorted(schema.range(prop)) if not schema.properties[prop].literal else []
        if ends:
            return Meaning("noun", cls=ends[0], label=piece.text)
    return None


def _measured(target: Target, props: dict[int, frozenset[str]], context: Context) -> bool:
    """Whether what a target is of has a number of its own, or the question names one."""
    own = context.schema.properties_of(target.cls)
    named = any(_numeric(p, context) for i in props for p in props[i])
    return named or any(p in own for p in context.settings.numbers)


def _superlative(u: Utterance, target: Target, props: dict[int, frozenset[str]]) -> tuple[Target, list[Need]]:
    """The target with its superlative, and what that needs to be joined."""
    pieces, asked, context = u.pieces, u.asked, u.context
    if target.task is not Task.LIST:
        return target, []
    if asked.extreme in SUMMING and target.prop and _numeric(target.prop, context):
        return replace(target, task=Task.AGGREGATE, extreme=asked.extreme), []
    at = asked.extreme_at
    if asked.gap_at >= 0 and asked.extreme in RANKING:
        return replace(target, extreme={"most": "highest", "least": "lowest"}.get(asked.extreme, asked.extreme)), []
    dated = next((p for c, p in context.settings.dates.items() if context.schema.is_a(target.cls, c)), "")
    if asked.extreme in ("latest", "earliest") and dated and not target.prop:
        named = [p for i in sorted(props) for p in props[i] if context.schema.properties[p].datatype in DATES]
        wanted = tuple(dict.fromkeys((*named, dated)))
        return replace(target, extreme=asked.extreme), [LiteralNeed(frozenset({at}), wanted)]
    if asked.extreme not in (*RANKING, *SUMMING):
        return target, []
    after = [j for j in range(at + 1, min(at + 3, len(pieces))) if pieces[j].of_kind("noun")]
    if at >= 0 and any(m.of == "things" for m in pieces[at].of_kind("extreme")):
        after = []  # "the most common partner" counts what partners have, not partners
    after = [asked.each] if asked.each >= 0 and _ranks(u, target) else after
    if asked.extreme in ("most", "least"):
        counted = next((m.cls for j in after for m in pieces[j].of_kind("noun") if m.cls != target.cls), "")
        counted = counted or next((c for c in context.settings.open if c != target.cls), "")
        if not counted or target.prop:
            return target, []
        pieces_used = frozenset({at, *after[:1]})
        meaning = Meaning("noun", cls=counted)
        return replace(target, extreme=asked.extreme, counted=counted), [NounNeed(pieces_used, (meaning,), skip=4.0)]
    if target.prop:
        return target, []
    spent = {m.of for m in pieces[at].of_kind("extreme")}
    dear = bool(spent & {"money", "spending"})
    whole = any(_together(pieces[i]) for i in u.part.live if i != at)
    together = dear and (whole or ("spending" in spent and not _holds_money(target.cls, context)))
    measured = [p for i in sorted(props) for p in props[i] if _numeric(p, context)] if not dear else []
    if asked.extreme in SUMMING:
        target = replace(target, task=Task.AGGREGATE)
    if dear and not together and any(context.schema.is_a(target.cls, c) for c in context.settings.who):
        return target, []  # what somebody has most of is all of it together, not the largest of it
    if dear:
        most = replace(target, extreme=asked.extreme, summed=together)
        return most, [LiteralNeed(frozenset({at}), context.settings.money)]
    held = {target.cls, *(m.cls for i in u.part.live for m in pieces[i].of_kind("noun"))}
    own = [p for p in context.settings.numbers if any(p in context.schema.properties_of(c) for c in held if c)]
    ranked = {target.cls, *(m.cls for j in after[:1] for m in pieces[j].of_kind("noun") if not m.weak)}
    if not (measured or own) and any(context.schema.is_a(r, c) for r in ranked for c in context.settings.who):
        return target, []  # "the biggest owners" may be of many actions or of much money
    wanted = tuple(dict.fromkeys((*measured, *(own or context.settings.money))))
    return replace(target, extreme=asked.extreme), [LiteralNeed(frozenset({at}), wanted)]


def _holds_money(cls: str, context: Context) -> bool:
    """Whether things of a class have amounts of their own, of which "the dearest" is the one that has the largest."""
    schema = context.schema
    holders = {h for p in context.settings.money for h in schema.holders(p)}
    own = {end for p in schema.properties_of(cls) for end in schema.range(p)}
    return cls in holders or bool(own & holders)


def _together(piece: Piece) -> bool:
    """Whether a piece says that all numbers are taken together: "altogether"."""
    return any(m.name == "total" for m in piece.of_kind("extreme"))


def _numeric(prop: str, context: Context) -> bool:
    info = context.schema.properties.get(prop)
    return bool(info and info.literal and info.datatype in NUMBERS)


def _speaks_of(u: Utterance, cls: str) -> bool:
    """Whether a word of the utterance is of things of a class, or of what they have."""
    pieces = [u.pieces[i] for i in u.part.live]
    nouns = {m.cls for p in pieces for m in p.of_kind("noun")}
    return cls in nouns or any(u.context.schema.domain(prop) == {cls} for p in pieces for prop in p.props)


def _starts(u: Utterance, target: Target) -> list[State]:
    """The states a target begins with: its class as restricted, or the holders of the literal it asks for."""
    context, schema = u.context, u.context.schema
    if not target.prop:
        var = State(()).fresh(target.cls)
        state = State((Node(var),))
        hanger = Hanger(context, frozenset(), root_may_be_known=False)
        return [hanger.restricted(state, 0, target.meaning)] if target.meaning else [state]
    starts = []
    preferred = [c for c, p in context.settings.dates.items() if p == target.prop]
    usual = context.settings.open
    told = schema.holders(target.prop) - {context.settings.periods.get("class", "")}  # not when a year begins
    holders = preferred or sorted(told, key=lambda cls: (cls not in usual, cls))
    most = max(holders, key=lambda cls: (schema.classes[cls].count, cls), default="")
    for rank, holder in enumerate(holders[:4]):
        info = schema.properties[target.prop]
        state = State((Node(State(()).fresh(holder)),))
        ends = sorted(schema.range(target.prop)) if not info.literal else []
        var = replace(literal_name(target.prop, state), cls=ends[0] if ends else "")
        pick = "max" if target.prop in context.settings.last_of else ""
        rare = u.asked.extreme in SUMMING and holder != most and not _speaks_of(u, holder)
        price = RARE if rare else 0.0 if rank == 0 or holders[0] not in usual else UNUSUAL
        state = state.with_condition(Link(state.nodes[0].var, target.prop, var, pick), 0, price)
        starts.append(replace(state, props=frozenset({target.prop})))
    return starts
