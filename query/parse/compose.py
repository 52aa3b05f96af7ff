"""Putting a reading together: a beam search that joins every need to the target by the ways of the schema."""

from __future__ import annotations

from dataclasses import dataclass, replace

from query.form import And as All
from query.form import Compare, Condition, Extreme, Link, Not, Op, Or, TextMatch, Things, Value
from query.lexicon.entries import XSD, Meaning
from query.lexicon.words import stems
from query.parse.context import Context
from query.parse.needs import (
    DateNeed,
    LiteralNeed,
    Need,
    NounNeed,
    NumberNeed,
    Option,
    RelationNeed,
    TextNeed,
    ThingNeed,
    ValueNeed,
)
from query.parse.state import Node, State, Walker, literal_name, value_term
from query.parse.topics import Topic
from query.parse.ways import Way

BEAM = 8
SPARE = 2
WAYS = 5
HUNG = 5  # ways kept of hanging one thing on a state
SCOPE = 0.6  # the part of its cost that a way to an authority keeps: nearly everything has one
DEPTH = 0.12  # what it costs to hang something far from the target
BIND = 0.05
UNSURE = 2.0  # what a doubtful name costs, per point of doubt
LESS_USUAL = 0.06  # what it costs to take a later class of those that have texts
OFF_TOPIC = 0.9  # what it costs to take what follows "about" for a name of something that is no topic
TEXT_COST = {True: 0.35, False: 0.8}  # a topic after "about", and one without


@dataclass(frozen=True, slots=True)
class Having:
    """A number of things that the target must have: found while composing, used when the form is built."""

    node: int
    op: Op
    value: int


class Composer:
    """Extends states need by need, keeping the cheapest."""

    def __init__(self, context: Context, named: frozenset[str], *, root_may_be_known: bool) -> None:
        self.context = context
        self.settings = context.settings
        self.schema = context.schema
        self.ways = context.ways
        self.named = named
        self.walker = Walker(context.schema, context.settings)
        self.root_may_be_known = root_may_be_known
        self._groups = 0
        self._cheap: dict[tuple[str, str], list[tuple[float, Way]]] = {}

    def compose(self, start: State, needs: list[Need], limit: float) -> list[State]:
        """The cheapest ways to account for the needs, cheapest first; none that cost more than `limit`."""
        beam = [start]
        for need in sorted(needs, key=_order):
            self._groups += 1
            extended = [new for state in beam for new in self._extend(state, need) if new.cost <= limit]
            beam = chosen(extended, BEAM)
        return beam

    def _extend(self, state: State, need: Need) -> list[State]:
        skipped = state.skipping(need.pieces, need.skip + (4.0 if getattr(need, "negated", False) else 0.0))
        match need:
            case ThingNeed():
                found = self._thing(state, need)
            case NounNeed():
                found = self._noun(state, need)
            case ValueNeed():
                found = self._value(state, need)
            case DateNeed():
                found = self._date(state, need)
            case NumberNeed():
                found = self._number(state, need)
            case TextNeed():
                found = self._text(state, need)
            case RelationNeed():
                found = self._relation(state, need)
            case LiteralNeed():
                found = self._literal(state, need)
        found.sort(key=lambda s: s.cost)
        return [*(s.using(need.pieces) for s in found[:BEAM]), skipped]

    def _group(self, negated: bool) -> int:
        return self._groups if negated else 0

    def _hang(
        self, state: State, cls: str, group: int, *, from_root: bool = False, best: int = HUNG
    ) -> list[tuple[State, int]]:
        """The state with a new node of a class, joined to a node by a way: the cheapest of all."""
        options: list[tuple[float, int, Way]] = []
        for at, node in enumerate(state.nodes):
            if node.group or (from_root and at):
                continue
            options += [(cost + DEPTH * node.depth, at, way) for cost, way in self._cheapest(node.var.cls, cls)]
        options.sort(key=lambda o: o[:2])
        found: list[tuple[State, int]] = []
        for cost, at, way in options:
            done = self.walker.walk(state, at, way, group)
            if done is not None:
                found.append((replace(done[0], cost=done[0].cost + cost), done[1]))
                if len(found) == best:
                    break
        return found

    def _cheapest(self, start: str, end: str) -> list[tuple[float, Way]]:
        key = (start, end)
        if key not in self._cheap:
            priced = sorted(((w.cost(self.named), w) for w in self.ways.between(start, end)), key=lambda p: p[0])
            self._cheap[key] = priced[:WAYS]
        return self._cheap[key]

    def _thing(self, state: State, need: ThingNeed) -> list[State]:
        found: list[State] = []
        group = self._group(need.negated)
        if need.topic and any(n.things and _describes(need.topic, n.things, self.context) for n in state.nodes):
            found.append(replace(state, cost=state.cost + BIND))
        for option in need.options:
            things = Things(option.iris, option.label)
            doubt = UNSURE * (1.0 - option.score)
            if not need.negated:
                for at, node in enumerate(state.nodes):
                    same = node.things is not None and bool(set(node.things.iris) & set(things.iris))
                    if same and not need.apart:
                        found.append(replace(state, cost=state.cost + BIND))
                    elif self._may_be(node, at, option.cls) and not need.apart:
                        fixed = self.walker.fix(state, at, things, option.cls)
                        found.append(replace(fixed, cost=fixed.cost + BIND + doubt))
            if need.topic is not None:
                found += self._as_topic(state, need, option, doubt)
                if need.topic.marked and not self._about(option.cls) and not self._named_towards(option.cls):
                    doubt += OFF_TOPIC
            for new, at in self._hang(state, option.cls, group, from_root=need.apart and need.scope):
                fixed = self.walker.fix(new, at, things, option.cls)
                way = (new.cost - state.cost) * (SCOPE if need.scope else 1.0)
                found.append(replace(fixed, cost=state.cost + way + doubt))
        return found

    def _about(self, cls: str) -> bool:
        return any(self.schema.is_a(cls, c) for c in self.settings.about)

    def _named_towards(self, cls: str) -> bool:
        """Whether the question names a relation that leads to a class."""
        return any(cls in self.schema.range(p) for p in self.named if p in self.schema.properties)

    def _as_topic(self, state: State, need: ThingNeed, option: Option, doubt: float) -> list[State]:
        """What follows "about" may be a topic: found in a text or, where it also names something that is fed, fed."""
        assert need.topic is not None
        found: list[State] = []
        group = self._group(need.negated)
        for at, node in enumerate(state.nodes):
            if node.group or not node.var.cls or not self._topical(node.var.cls) or node.things or option.code:
                continue
            text = self._texted(node, need.topic)
            price = TEXT_COST[need.topic.marked] + 0.3 * at
            if not self._about(option.cls):
                found.append(state.with_condition(text, group, price + (0.0 if need.topic.spoken else 1.0)))
                continue
            for _, way in self._cheapest(node.var.cls, option.cls):
                if len(way.steps) == 1 and not way.steps[0].inverse:
                    link = Link(node.var, way.steps[0].prop, Things(option.iris, option.label))
                    either = 0.6 * price + 0.3 * doubt  # surest of all: whichever way it is meant
                    found.append(state.with_condition(Or((link, text)), group, either))
                    break
        if not self._about(option.cls):
            for rank, cls in enumerate(self.settings.topical):
                for new, at in self._hang(state, cls, group, best=1):
                    text = self._texted(new.nodes[at], need.topic)
                    found.append(new.with_condition(text, group, TEXT_COST[need.topic.marked] + LESS_USUAL * rank))
        return found

    def _may_be(self, node: Node, at: int, cls: str) -> bool:
        """Whether a node that is not known yet may be a known thing of a class."""
        if node.things is not None or node.group or not node.var.cls or not self.ways.meet(node.var.cls, cls):
            return False
        return at > 0 or self.root_may_be_known

    def _restricted(self, state: State, at: int, meaning: Meaning) -> State:
        node = state.nodes[at]
        for prop, value, datatype in meaning.where:
            state = state.with_condition(
                Link(node.var, prop, value_term(value, datatype, meaning.label)), node.group, 0.0
            )
        return state

    def _noun(self, state: State, need: NounNeed) -> list[State]:
        found: list[State] = []
        group = self._group(need.negated)
        if need.props & state.props and not need.negated:
            found.append(state)
        for meaning in need.meanings:
            if not need.negated:
                for at, node in enumerate(state.nodes):
                    if not node.group and node.var.cls and self.ways.meet(node.var.cls, meaning.cls):
                        bound = state if node.things or at == 0 else self._restricted(state, at, meaning)
                        found.append(replace(bound, cost=bound.cost + BIND))
            for new, at in self._hang(state, meaning.cls, group):
                found.append(self._restricted(new, at, meaning))
        return found

    def _value(self, state: State, need: ValueNeed) -> list[State]:
        found: list[State] = []
        group = self._group(need.negated)
        for meaning in need.meanings:
            prop, value, datatype = meaning.where[0]
            term = value_term(value, datatype, meaning.label)
            for at, node in enumerate(state.nodes):
                if self.ways.meet(node.var.cls, meaning.cls) and not node.group and node.var.cls:
                    link = Link(node.var, prop, term)
                    found.append(state.with_condition(link, group, BIND + DEPTH * node.depth))
            for new, at in self._hang(state, meaning.cls, group):
                found.append(new.with_condition(Link(new.nodes[at].var, prop, term), group, BIND))
        return found

    def _dated(self, cls: str) -> list[tuple[str, float]]:
        """The date properties that things of a class may be compared by, with what each costs."""
        own = set(self.schema.properties_of(cls))
        named = [p for p in self.named if p in own and _is_date(self.schema.properties[p].datatype)]
        if named:
            return [(p, 0.1) for p in named]
        usual = [p for c, p in self.settings.dates.items() if self.schema.is_a(cls, c) and p in own]
        if usual:
            return [(p, 0.35) for p in usual]
        if self.settings.dates:
            return []
        return [(p, 0.8) for p in sorted(own) if _is_date(self.schema.properties[p].datatype)]

    def _date(self, state: State, need: DateNeed) -> list[State]:
        found: list[State] = []
        if need.periods and need.op in ("", "=", "<="):
            things = Things(need.periods, need.time.said)
            cls = self.settings.periods.get("class", "")
            for new, at in self._hang(state, cls, self._group(need.negated)):
                found.append(self.walker.fix(new, at, things, cls))
        if need.time.first is None or need.time.last is None:
            return found
        for at, node in enumerate(state.nodes):
            if node.group or not node.var.cls:
                continue
            for prop, cost in self._dated(node.var.cls):
                found.append(self._compared(state, at, prop, need, cost + DEPTH * node.depth))
        return found

    def _compared(self, state: State, at: int, prop: str, need: DateNeed, cost: float) -> State:
        """A date property compared as the question says; "in" a stretch of time is from its first to its last day."""
        group = self._group(need.negated)
        var = literal_name(prop, state)
        datatype = self.schema.properties[prop].datatype or XSD + "date"
        first = Value(str(need.time.first), datatype, need.time.said)
        last = Value(str(need.time.last), datatype, need.time.said)
        pick = "max" if prop in self.settings.last_of else ""
        state = state.with_condition(Link(state.nodes[at].var, prop, var, pick), group, cost)
        match need.op:
            case "<":
                tests = [Compare(var, Op.LT, first)]
            case "<=":
                tests = [Compare(var, Op.LE, last)]
            case ">":
                tests = [Compare(var, Op.GT, last)]
            case ">=":
                tests = [Compare(var, Op.GE, first)]
            case _ if need.time.first == need.time.last:
                tests = [Compare(var, Op.EQ, first)]
            case _:
                tests = [Compare(var, Op.GE, first), Compare(var, Op.LE, last)]
        for test in tests:
            state = state.with_condition(test, group, 0.0)
        return replace(state, props=state.props | {prop})

    def _number(self, state: State, need: NumberNeed) -> list[State]:
        if need.noun is not None or need.op == "name":
            return []
        wanted = self.settings.money if need.number.money else self.settings.numbers
        named = [
            p
            for p in self.named
            if self.schema.properties[p].literal and _is_number(self.schema.properties[p].datatype)
        ]
        found: list[State] = []
        value = Value(f"{need.number.value:f}", XSD + "decimal", need.number.said)
        for prop in dict.fromkeys((*named, *wanted)):
            for at, node in enumerate(state.nodes):
                if node.group or not node.var.cls:
                    continue
                if prop in self.schema.properties_of(node.var.cls):
                    found.append(self._numbered(state, at, prop, need.op, value, DEPTH * node.depth))
            holders = {e.source for e in self.schema.edges if e.prop == prop}
            for holder in sorted(holders):
                for new, at in self._hang(state, holder, 0):
                    found.append(self._numbered(new, at, prop, need.op, value, 0.0))
        return found

    def _literal(self, state: State, need: LiteralNeed) -> list[State]:
        """A number that things are ordered by, of the thing itself or of one near it."""
        found: list[State] = []
        for rank, prop in enumerate(need.props):
            for at, node in enumerate(state.nodes):
                if not node.group and node.var.cls and prop in self.schema.properties_of(node.var.cls):
                    found.append(self._valued(state, at, prop, 0.1 * rank + DEPTH * node.depth))
            for holder in sorted({e.source for e in self.schema.edges if e.prop == prop}):
                for new, at in self._hang(state, holder, 0, best=2):
                    found.append(self._valued(new, at, prop, 0.1 * rank))
        return found

    def _valued(self, state: State, at: int, prop: str, cost: float) -> State:
        var = literal_name(prop, state)
        state = state.with_condition(Link(state.nodes[at].var, prop, var), 0, cost)
        return replace(state, props=state.props | {prop})

    def _numbered(self, state: State, at: int, prop: str, op: str, value: Value, cost: float) -> State:
        var = literal_name(prop, state)
        state = state.with_condition(Link(state.nodes[at].var, prop, var), 0, cost)
        state = state.with_condition(Compare(var, Op(op) if op in {o.value for o in Op} else Op.EQ, value), 0, 0.0)
        return replace(state, props=state.props | {prop})

    def _text(self, state: State, need: TextNeed) -> list[State]:
        found: list[State] = []
        described = any(n.things and _describes(need.topic, n.things, self.context) for n in state.nodes)
        if described and not need.negated:
            found.append(replace(state, cost=state.cost + BIND))
        group = self._group(need.negated)
        price = TEXT_COST[need.topic.marked] + (0.0 if need.topic.spoken else 1.0)
        for at, node in enumerate(state.nodes):
            if node.group or not node.var.cls or not self._topical(node.var.cls) or node.things:
                continue
            found.append(state.with_condition(self._texted(node, need.topic), group, price + 0.3 * at))
        for rank, cls in enumerate(self.settings.topical):
            for new, at in self._hang(state, cls, group, best=1):
                text = self._texted(new.nodes[at], need.topic)
                found.append(new.with_condition(text, group, price + LESS_USUAL * rank))
        return found

    def _topical(self, cls: str) -> bool:
        return not self.settings.topical or any(self.schema.is_a(cls, c) for c in self.settings.topical)

    def _texted(self, node: Node, topic: Topic) -> Condition:
        """Each group of the topic in the thing's own text, or in the text of what it belongs to."""
        parts: list[Condition] = []
        for number, group in enumerate(topic.groups):
            own: Condition = TextMatch(node.var, group)
            others: list[Condition] = []
            for cls, paths in self.settings.texts.items():
                for path in paths if self.schema.is_a(node.var.cls, cls) else ():
                    end = replace(node.var, name=f"{node.var.name}_context{number or ''}", cls=self._end(path))
                    others.append(
                        All((Link(node.var, path[0] if len(path) == 1 else path, end), TextMatch(end, group)))
                    )
            parts.append(Or((own, *others)) if others else own)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _end(self, path: tuple[str, ...]) -> str:
        return next(iter(sorted(self.schema.range(path[-1].lstrip("^")))), "")

    def _relation(self, state: State, need: RelationNeed) -> list[State]:
        """Nothing at the other end of a relation."""
        found: list[State] = []
        for at, node in enumerate(state.nodes):
            if node.group:
                continue
            for prop in sorted(need.props & set(self.schema.properties_of(node.var.cls))):
                if self.schema.properties[prop].literal:
                    value = literal_name(prop, state)
                    price = 0.2 + DEPTH * node.depth
                    found.append(state.with_condition(Link(node.var, prop, value), self._group(True), price))
            for step in self.ways.steps(node.var.cls):
                if step.prop in need.props:
                    done = self.walker.step(state, at, step, self._group(True))
                    if done:
                        price = 0.2 + DEPTH * node.depth + (0.5 if step.inverse else 0.0)
                        found.append(replace(done[0], cost=done[0].cost + price))
        return found


def chosen(states: list[State], number: int) -> list[State]:
    """The cheapest states, and the cheapest few that look for fewer words in texts: what a text lacks may be a name."""
    states.sort(key=lambda s: s.cost)
    kept = states[:number]
    fewest = min((_looked_for(s) for s in kept), default=0)
    return kept + [s for s in states[number:] if _looked_for(s) < fewest][:SPARE]


def _looked_for(state: State) -> int:
    return sum(isinstance(c, TextMatch | Or) for _, c in state.conditions)


def latest(state: State, context: Context) -> State | None:
    """The state narrowed to the latest of the first node that things are latest of; None where there is none."""
    for node in state.nodes:
        for cls, by in context.settings.latest.items():
            if node.var.cls and context.schema.is_a(node.var.cls, cls) and not node.group:
                within = context.settings.latest_within.get(cls, ())
                return state.with_condition(Extreme(node.var, by if len(by) > 1 else by[0], within), 0, 0.1)
    return None


def denied(conditions: list[Condition]) -> Condition:
    """What must not hold together."""
    return Not(conditions[0] if len(conditions) == 1 else All(tuple(conditions)))


def _describes(topic: Topic, things: Things, context: Context) -> bool:
    """Whether a topic's words are words of a thing already named: "NI 69, the bullying one"."""
    inside = {w for iri in things.iris for w in context.names.said_of.get(iri, ())} - context.small
    hits = sum(any(set(stems(w)) & inside for w in group) for group in topic.groups)
    return bool(topic.groups) and hits * 2 >= len(topic.groups)


def _order(need: Need) -> tuple[int, int]:
    rank = 0
    if isinstance(need, ThingNeed):
        rank = 6 if need.scope else 0
    elif isinstance(need, NounNeed):
        rank = 1
    elif isinstance(need, ValueNeed):
        rank = 2
    elif isinstance(need, DateNeed | NumberNeed | LiteralNeed):
        rank = 3
    elif isinstance(need, TextNeed):
        rank = 4
    if getattr(need, "negated", False):
        rank = 5
    return rank, min(need.pieces)


def _is_date(datatype: str) -> bool:
    return datatype in (XSD + "date", XSD + "dateTime", XSD + "gYear", XSD + "gYearMonth")


def _is_number(datatype: str) -> bool:
    return datatype.startswith(XSD) and datatype[len(XSD) :] in ("decimal", "integer", "double", "float", "int", "long")
