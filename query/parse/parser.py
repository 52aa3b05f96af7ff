"""The parser: from a question to ranked readings, or to the reason why there is none.

A question is cut into pieces (`chart`), what it asks for is guessed from its asking words (`targets`), and everything else
that the pieces name is joined to that by the ways of the schema (`compose`). Each reading is priced by what it assumes and
by the words it leaves out; the cheapest wins. Nothing here knows a vocabulary: see `ontology/lexicon/`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from query.conditions import positive
from query.form import And, Compare, Condition, Form, Link, Maybe, Not, Or, Task, TextMatch, Things
from query.lexicon.entries import Meaning
from query.parse.build import form_of, known
from query.parse.chart import Chart, Division, Piece, chart
from query.parse.clauses import Part, parts
from query.parse.compose import Composer, chosen, latest
from query.parse.context import Context, context_of
from query.parse.needs import Collector, LiteralNeed, Need, Needs, NounNeed, NumberNeed, Option, TextNeed, ThingNeed
from query.parse.refusals import absent, nobody, refusal
from query.parse.state import Node, State, literal_name
from query.parse.targets import Asking, Target, asking, targets
from query.reading import Outcome, Parse, Reading
from query.schema import NUMBERS
from query.sparql import compile_form
from query.world import World

RANKING = ("most", "least", "highest", "lowest")
SUMMING = ("total", "average")
DIVISIONS = 3
TARGETS = 5
READINGS = 4
KEPT = 6  # ways of putting one target together that are priced
UNKNOWN = 1.0  # what a word that nothing explains costs
IDLE_RELATION = 0.7  # … and a relation that the reading does not walk
SURE_NAME = 0.9
SURE = 0.9  # the most that may be left out of a reading that is answered
DEAREST = 5.5  # … and the most it may cost
OTHERWISE = 2.0  # how much more a reading may cost that finds something where the best does not
CLOSE = 0.3  # readings this near to the best are offered beside it


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading before it is shown: what it costs, what of that is for words left out, and which those are."""

    form: Form
    cost: float
    left_out: float
    used: tuple[str, ...]
    unused: tuple[str, ...]
    part: Part
    loose: bool = False  # takes words for a text, or for a name they are only a part of
    absent: str = ""  # what it would be about, were it held


def parse(question: str, world: World) -> Parse:
    """The readings of a question over a world, best first. Raises what the world's store raises when first read."""
    context = context_of(world)
    cut = chart(question, context)
    refused = refusal(cut, context)
    if refused:
        return Parse(Outcome.DECLINED, reason=refused)
    found: list[Scored] = []
    yes_no = False
    limit = DEAREST + CLOSE
    for rank, division in enumerate(cut.divisions[:DIVISIONS]):
        for part in parts(division, context):
            scored, asked = _readings(division, part, context, limit)
            limit = min([limit, *(s.cost + OTHERWISE for s in scored)])
            extra = 0.15 * rank + 0.02 * (cut.divisions[0].worth - division.worth)
            found += [replace(s, cost=s.cost + extra) for s in scored]
            yes_no = yes_no or (rank == 0 and part.start == 0 and asked.yes_no)
    missing = absent(cut, context)
    if missing:
        return Parse(Outcome.ABSENT, reason=missing, yes_no=yes_no)
    return _ranked(found, cut, yes_no, world)


def _ranked(found: list[Scored], cut: Chart, yes_no: bool, world: World) -> Parse:
    best: dict[Form, Scored] = {}
    for scored in sorted(found, key=lambda s: s.cost):
        best.setdefault(scored.form, scored)
    ranked = list(best.values())
    words = _search_words(cut)
    if not ranked:
        return Parse(Outcome.UNSURE, reason="No reading of the question was found.", yes_no=yes_no, search_words=words)
    first = _holding(ranked, world)
    readings = tuple(
        Reading(s.form, round(-s.cost, 3), s.used, s.unused)
        for s in [first, *(s for s in ranked if s is not first)][:READINGS]
        if s is first or s.cost <= first.cost + CLOSE
    )
    asks = first.form.task is Task.YES_NO
    outside = _outside(first.form, world)
    if outside:
        return Parse(Outcome.DECLINED, reason=f"Nothing of {outside} is held.")
    if first.left_out > SURE or first.cost > DEAREST:
        if first.absent:
            return Parse(Outcome.ABSENT, readings, first.absent, asks, words)
        words_left = ", ".join(first.unused) or "its words"
        reason = f"The question was not understood well enough: no reading accounts for {words_left}."
        return Parse(Outcome.UNSURE, readings, reason, asks, words)
    return Parse(Outcome.UNDERSTOOD, readings, "", asks, words)


def _outside(form: Form, world: World) -> str:
    """The name of something a form is about of which reference data knows and nothing held is; "" for none."""
    unheld = context_of(world).names.unheld
    for condition in positive(form.where):
        ends = (condition.object,) if isinstance(condition, Link) else ()
        ends += (condition.right,) if isinstance(condition, Compare) else ()
        for end in ends:
            if isinstance(end, Things) and end.iris and unheld.issuperset(end.iris):
                return end.label
    return ""


def _holding(ranked: list[Scored], world: World) -> Scored:
    """The best reading; where it takes words loosely and so finds nothing, the best that takes them otherwise and does."""
    first = ranked[0]
    if not first.loose or first.left_out > SURE or first.form.task in (Task.DEFINE, Task.PATH):
        return first
    texts = _texts(first.form)
    others = [
        s
        for s in ranked[1:]
        if s.cost <= first.cost + OTHERWISE
        and s.left_out <= max(first.left_out, 0.3)
        and s.form.target.cls == first.form.target.cls
        and s.form.task is first.form.task
        and _texts(s.form) != texts
    ]
    if not others or _holds(first.form, world):
        return first
    return next((s for s in others[:3] if _holds(s.form, world)), first)


def _texts(form: Form) -> frozenset[tuple[str, ...]]:
    """The wordings that a form looks for in texts."""

    def walk(condition: Condition) -> frozenset[tuple[str, ...]]:
        match condition:
            case TextMatch(alternatives=wordings):
                return frozenset({wordings})
            case And(parts=inner) | Or(parts=inner):
                return frozenset(t for part in inner for t in walk(part))
            case Not(part=one) | Maybe(part=one):
                return walk(one)
            case _:
                return frozenset()

    return walk(form.where)


def _holds(form: Form, world: World) -> bool:
    """Whether anything matches a form."""
    query = compile_form(Form(Task.YES_NO, form.target, form.where), world.schema)
    return world.store.ask(query.text)


def _search_words(cut: Chart) -> str:
    """The words of a question that carry meaning."""
    pieces = cut.divisions[0].pieces
    idle = {"ask", "lead", "chatter", "small", "pronoun"}
    return " ".join(
        p.text for p in pieces if not p.mark and (not p.known or p.mentions or {m.kind for m in p.meanings} - idle)
    )


def _readings(division: Division, part: Part, context: Context, limit: float) -> tuple[list[Scored], Asking]:
    """All readings of one part of one division that cost no more than `limit`."""
    pieces = division.pieces
    live = part.live
    asked = asking(pieces, live, context)
    collector = Collector(pieces, context, frozenset(live))
    everything = collector.collect(frozenset())
    special = _defining(pieces, part, asked, collector.collect(frozenset(), defining=True), context) + _connecting(
        pieces, part, asked, everything, context
    )
    found = special
    candidates = sorted(targets(pieces, live, asked, context, everything.props), key=lambda t: t.cost)
    seen: set[tuple[str, str, Meaning | None]] = set()
    tried = 0
    for target in candidates:
        key = (target.cls, target.prop, target.meaning)
        if key in seen or tried >= TARGETS + len(context.settings.open):
            continue
        seen.add(key)
        tried += 1
        if target.cost + part.cost > limit:
            break
        needs = collector.collect(target.pieces)
        composed = _composed(pieces, part, asked, target, needs, context, limit - target.cost - part.cost)
        limit = min([limit, *(s.cost + OTHERWISE for s in composed)])
        found += composed
    return found, asked


def _composed(
    pieces: tuple[Piece, ...],
    part: Part,
    asked: Asking,
    target: Target,
    needs: Needs,
    context: Context,
    limit: float,
) -> list[Scored]:
    found: list[Scored] = []
    number = next((n for n in needs.needs if isinstance(n, NumberNeed) and n.noun), None)
    wanted: list[Need] = [n for n in needs.needs if n is not number]
    scopes = tuple(n for n in needs.needs if isinstance(n, ThingNeed) and n.scope)
    group_class = ""
    used = set(target.pieces)
    if asked.each >= 0 and asked.each not in target.pieces:
        strong = pieces[asked.each].of_kind("noun")
        group_class = strong[0].cls
        wanted = [n for n in wanted if asked.each not in n.pieces]
        wanted.insert(0, NounNeed(frozenset({asked.each}), strong[:1], skip=4.0))
        if target.cls == group_class:
            return []
        if target.task is Task.LIST:
            target = replace(target, task=Task.COUNT)
    target, more = _superlative(pieces, asked, target, needs.relations, context)
    wanted += more
    if number and number.noun:
        wanted.append(NounNeed(number.pieces, (number.noun,), skip=4.0))
    for start in _starts(target, context):
        may_be_known = target.task is Task.YES_NO or bool(target.prop)
        composer = Composer(context, needs.props, root_may_be_known=may_be_known)
        for state in chosen(composer.compose(start, wanted, limit), KEPT):
            final: State | None = state
            if asked.extreme in ("latest", "earliest") and not target.extreme:
                final = latest(state, context) or state
            assert final is not None
            form = form_of(target, final, context, group_class, scopes, number)
            if form is None or not (final.used or target.pieces):
                continue
            found.append(_scored(pieces, part, asked, target, needs, final, form, frozenset(used), context))
    return found


def _superlative(
    pieces: tuple[Piece, ...], asked: Asking, target: Target, props: dict[int, frozenset[str]], context: Context
) -> tuple[Target, list[Need]]:
    """The target with its superlative, and what that needs to be joined."""
    if asked.extreme not in (*RANKING, *SUMMING) or target.task is not Task.LIST:
        return target, []
    at = asked.extreme_at
    after = [j for j in range(at + 1, min(at + 3, len(pieces))) if pieces[j].of_kind("noun")]
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
    dear = any(m.of == "money" for m in pieces[at].of_kind("extreme"))
    measured = [p for i in sorted(props) for p in props[i] if _numeric(p, context)] if not dear else []
    if asked.extreme in SUMMING:
        target = replace(target, task=Task.AGGREGATE)
    if dear:
        return replace(target, extreme=asked.extreme), [LiteralNeed(frozenset({at}), context.settings.money)]
    own = [p for p in context.settings.numbers if p in context.schema.properties_of(target.cls)]
    wanted = tuple(dict.fromkeys((*measured, *(own or context.settings.money))))
    return replace(target, extreme=asked.extreme), [LiteralNeed(frozenset({at}), wanted)]


def _numeric(prop: str, context: Context) -> bool:
    info = context.schema.properties.get(prop)
    return bool(info and info.literal and info.datatype in NUMBERS)


def _starts(target: Target, context: Context) -> list[State]:
    """The states a target begins with: its class as restricted, or the holders of the literal it asks for."""
    schema = context.schema
    if not target.prop:
        var = State(()).fresh(target.cls)
        state = State((Node(var),))
        composer = Composer(context, frozenset(), root_may_be_known=False)
        return [composer._restricted(state, 0, target.meaning)] if target.meaning else [state]
    starts = []
    preferred = [c for c, p in context.settings.dates.items() if p == target.prop]
    holders = preferred or sorted({e.source for e in schema.edges if e.prop == target.prop})
    for holder in holders[:4]:
        info = schema.properties[target.prop]
        state = State((Node(State(()).fresh(holder)),))
        ends = sorted(schema.range(target.prop)) if not info.literal else []
        var = replace(literal_name(target.prop, state), cls=ends[0] if ends else "")
        pick = "max" if target.prop in context.settings.last_of else ""
        state = state.with_condition(Link(state.nodes[0].var, target.prop, var, pick), 0, 0.0)
        starts.append(replace(state, props=frozenset({target.prop})))
    return starts


def _scored(
    pieces: tuple[Piece, ...],
    part: Part,
    asked: Asking,
    target: Target,
    needs: Needs,
    state: State,
    form: Form,
    taken: frozenset[int],
    context: Context,
) -> Scored:
    """What a reading costs in all, and the words it leaves out."""
    cost = state.cost + target.cost + part.cost
    left = 0.0
    unused: list[int] = []
    for i in sorted(state.skipped):
        unused.append(i)
    for need in needs.needs:
        if need.pieces & state.skipped:
            left += need.skip
    for i in needs.unknown:
        unused.append(i)
        left += UNKNOWN
        cost += UNKNOWN
    for i, props in needs.relations.items():
        if not (props & state.props) and i not in taken and i not in state.used:
            vague = bool(pieces[i].of_kind("chatter", "small", "about", "ask", "lead", "join", "each"))
            vague = vague or any(m.weak for m in pieces[i].of_kind("noun"))
            cost += 0.05 if vague else IDLE_RELATION
            if not vague and not pieces[i].of_kind("noun"):
                unused.append(i)
                left += 0.3
    for i in part.live:
        if pieces[i].of_kind("not") and i not in state.used and not _denies(i, needs, state):
            cost += 2.5
            left += 2.5
            unused.append(i)
        if pieces[i].of_kind("extreme") and not (target.extreme or asked.extreme in ("latest", "earliest")):
            cost += 1.2
            left += 1.2
            unused.append(i)
    if target.extreme and state.skipped & {asked.extreme_at}:
        left += 4
    if not state.used:
        # everything of a class: rarely meant, and never where a beginning that names something was left out
        cost += (0.8 if form.task is not Task.COUNT else 0.0) + (2.0 if part.start else 0.0)
    if not state.used and unused:
        left += 1.0  # a reading of nothing but its class, though the question says more
    words = tuple(pieces[i].text for i in sorted(set(unused)))
    used = tuple(pieces[i].text for i in part.live if pieces[i].known and i not in unused)
    loose = any(
        need.pieces & state.used
        and (isinstance(need, TextNeed) or (isinstance(need, ThingNeed) and need.options[0].score < SURE_NAME))
        for need in needs.needs
    )
    division = Division(pieces, 0.0)
    missing = (
        nobody(division, part, tuple(needs.unknown), context) if left - UNKNOWN * len(needs.unknown) < SURE else ""
    )
    return Scored(form, cost, left, used, words, part, loose, missing)


def _denies(i: int, needs: Needs, state: State) -> bool:
    """Whether a "no" has had its effect on a need that the state uses."""
    return any(getattr(n, "negated", False) and n.pieces <= state.used and min(n.pieces) >= i for n in needs.needs)


def _defining(pieces: tuple[Piece, ...], part: Part, asked: Asking, needs: Needs, context: Context) -> list[Scored]:
    """Readings that ask what one thing is or stands for."""
    plain = "define" not in asked.names
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and not n.scope]
    if len(things) != 1 or (plain and "what" not in asked.names) or asked.yes_no:
        return []
    others = [n for n in needs.needs if n is not things[0] and not (isinstance(n, ThingNeed) and n.scope)]
    strong_relations = [
        i
        for i in needs.relations
        if not pieces[i].of_kind("ask", "small", "chatter", "noun") and i not in things[0].pieces
    ]
    talk = [pieces[i] for i in part.live if i not in things[0].pieces]
    if plain and any(p.is_named("chatter", "filler") or not p.known for p in talk):
        return []
    if plain and (others or strong_relations or any(isinstance(n, ThingNeed) and n.scope for n in needs.needs)):
        return []
    if not plain and any(not isinstance(n, NounNeed) for n in others):
        return []
    found = []
    for option in things[0].options:
        rank = _defined_rank(option, context)
        if rank is None:
            continue
        var, same = known(option.cls, option.iris, option.label, "thing")
        form = Form(Task.DEFINE, var, same)
        cost = (
            part.cost + 0.2 * rank + 2.0 * (1 - option.score) + UNKNOWN * len(needs.unknown) + (0.3 if plain else 0.0)
        )
        left = UNKNOWN * len(needs.unknown)
        unused = tuple(pieces[i].text for i in needs.unknown)
        found.append(Scored(form, cost, left, (pieces[min(things[0].pieces)].text,), unused, part))
    return found


def _defined_rank(option: Option, context: Context) -> int | None:
    wanted = context.settings.defined
    if not wanted:
        return 0
    return next((n for n, cls in enumerate(wanted) if context.schema.is_a(option.cls, cls)), None)


def _connecting(pieces: tuple[Piece, ...], part: Part, asked: Asking, needs: Needs, context: Context) -> list[Scored]:
    """Readings that ask how two things hang together."""
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and not n.scope and n.skip > 0.7]
    if "path" not in asked.names or len(things) != 2 or {"which", "who", "how-many", "when"} & set(asked.names):
        return []
    found = []
    left = UNKNOWN * len(needs.unknown)
    first, second = (tuple(o for o in t.options if o.cls not in context.settings.explains)[:2] for t in things)
    for one in first:
        for other in second:
            if set(one.iris) == set(other.iris):
                continue
            a, same_a = known(one.cls, one.iris, one.label, "from")
            b, same_b = known(other.cls, other.iris, other.label, "to")
            form = Form(Task.PATH, a, And((same_a, same_b)), columns=(b,))
            cost = part.cost + 0.3 + 2.0 * (2 - one.score - other.score) + left
            cost += _between(context, one.cls, other.cls)
            used = (pieces[min(things[0].pieces)].text, pieces[min(things[1].pieces)].text)
            found.append(Scored(form, cost, left, used, tuple(pieces[i].text for i in needs.unknown), part))
    return found


def _between(context: Context, one: str, other: str) -> float:
    ways = context.ways.between(one, other)
    return 0.1 * min((w.cost(frozenset()) for w in ways), default=20.0)
