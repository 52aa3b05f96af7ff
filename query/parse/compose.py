"""Putting a reading together: a beam search that joins every need to the target by the ways of the schema."""

from __future__ import annotations

from dataclasses import replace

from query.form import And, Compare, Condition, Extreme, Link, Not, Op, Or, TextMatch, Things, Var
from query.lexicon.words import stem
from query.parse.again import again_with, again_without
from query.parse.amounts import Amounts
from query.parse.context import Context
from query.parse.effort import Effort
from query.parse.gaps import Gaps
from query.parse.hang import BIND, DEPTH, SCOPE
from query.parse.needs import (
    DateNeed,
    GapNeed,
    LiteralNeed,
    Need,
    NounNeed,
    NumberNeed,
    RelationNeed,
    TextNeed,
    ThingNeed,
    ValueNeed,
)
from query.parse.state import Node, State, literal_name, value_of
from query.parse.texts import Texts

BEAM = 8
SPARE = 2
UNSURE = 2.0  # what a doubtful name costs, per point of doubt
OFF_TOPIC = 0.9  # what it costs to take what follows "about" for a name of something that is no topic
WHOLE_NAME = 0.97  # how sure a name is that is there as it is written
THEIRS = 0.5  # what it costs that only the owners of what is asked for are an authority's, not that itself
LIKE = 0.3  # … and what is saved where it is by what is denied at another time
AGAIN = 0.1  # … and to say all of it again of a second council
MONEY = "money"  # the name of what is money of any kind
DENIAL = 4.0  # what it costs, besides, to leave out something denied


class Composer(Texts, Amounts, Gaps):
    """Extends states need by need, keeping the cheapest."""

    def __init__(
        self, context: Context, named: frozenset[str], effort: Effort, *, root_may_be_known: bool, given: bool = False
    ) -> None:
        super().__init__(context, named, root_may_be_known=root_may_be_known, given=given)
        self.effort = effort
        self.counted_by = ""  # the class of what is counted by

    def compose(self, start: State, needs: list[Need], limit: float) -> list[State]:
        """The cheapest ways to account for the needs, cheapest first; none that cost more than `limit`.

        Raises TooMuchError where that takes more steps than are left.
        """
        self.limit = limit
        self.nouned = any(isinstance(n, NounNeed) and not n.negated for n in needs)
        beam = [start]
        for need in sorted(needs, key=_order):
            self.groups += 1
            self.effort.spend(sum(len(state.nodes) + _options(need) for state in beam))
            extended = [new for state in beam for new in self._extend(state, need) if new.cost <= limit]
            beam = chosen(extended, BEAM)
        return beam

    def _extend(self, state: State, need: Need) -> list[State]:
        skipped = state.skipping(need.pieces, need.skip + (DENIAL if getattr(need, "negated", False) else 0.0))
        match need:
            case ThingNeed():
                found = self._thing(state, need)
            case NounNeed():
                found = self._noun(state, need)
            case ValueNeed():
                found = self._value(state, need)
            case DateNeed():
                found = self.date(state, need)
            case NumberNeed():
                found = self.number(state, need)
            case TextNeed():
                found = self.text(state, need)
            case GapNeed():
                found = self.gap(state, need)
            case RelationNeed():
                found = self._relation(state, need)
            case LiteralNeed():
                found = self.literal(state, need)
        found.sort(key=lambda s: s.cost)
        return [*(s.using(need.pieces) for s in found[:BEAM]), skipped]

    def _thing(self, state: State, need: ThingNeed) -> list[State]:
        found: list[State] = []
        group = self.group(need.negated)
        if need.negated and not need.scope:
            found += self._except(state, need)
        found += self.told(state, need.topic, negated=need.negated) if need.topic else []
        for option in need.options:
            things = Things(option.iris, option.label)
            doubt = UNSURE * (1.0 - option.score)
            if not need.negated:
                for at, node in enumerate(state.nodes):
                    same = node.things is not None and bool(set(node.things.iris) & set(things.iris))
                    if same and not need.apart and not need.further:
                        found.append(state.at_cost(state.cost + BIND))
                    elif self.may_be(node, at, option.cls, need) and not need.apart and not need.further:
                        fixed = self.walker.fix(state, at, things, option.cls)
                        found.append(fixed.at_cost(fixed.cost + BIND + doubt))
            if need.topic is not None:
                found += self.as_topic(state, need, option, doubt)
                called = self.context.called.get(option.cls, frozenset())  # "on the youth service budget"
                named = not need.topic.spoken or bool(called.intersection(map(stem, need.topic.words)))
                named = named and option.score >= WHOLE_NAME  # "on Ann Dale's plate"
                alike = self.ways.meet(state.nodes[0].var.cls, option.cls)  # "priorities for the longer term"
                # "involved in work on housing": what the relation leads to may be named already
                led = self.named_towards(option.cls) and not any(
                    n.things and n.var.cls == option.cls for n in state.nodes
                )
                if (need.topic.marked or need.topic.familiar) and not (named or alike or self.about(option.cls) or led):
                    doubt += OFF_TOPIC
            if need.negated and need.scope and not self.is_scoped(state.nodes[0].var.cls):
                other_way = again_without(state, option.cls, things, group)
                if other_way:
                    found.append(other_way.at_cost(other_way.cost + AGAIN + doubt))
                    continue
            if need.apart and not need.scope and (other := self._under_another(state, option.cls, things)):
                found.append(other.at_cost(other.cost + AGAIN + doubt))
                continue
            # "both" of two things is said of what is asked for, unless a noun says what else it is said of
            from_root = need.apart and (need.scope or not self.nouned)
            if from_root and need.scope and not self.is_scoped(state.nodes[0].var.cls):
                again = again_with(state, option.cls, things)
                if again:
                    found.append(again.at_cost(again.cost + AGAIN + doubt))
                    continue
                begun = any(end == option.cls for end, _ in state.apart)
                from_root = begun or not any(self.is_scoped(n.var.cls) for n in state.nodes[1:] if not n.group)
            for new, at in self.hang(
                state, option.cls, group, from_root=from_root, apart=need.apart, scope=need.scope, further=need.further
            ):
                fixed = self.walker.fix(new, at, things, option.cls)
                if need.only:
                    fixed = self._nowhere_else(state, fixed, new, things, scope=need.scope)
                way = (new.cost - state.cost) * (SCOPE if need.scope else 1.0)
                if need.scope and any(n.var.cls in self.settings.who for n in new.nodes[len(state.nodes) : -1]):
                    way += THEIRS
                if need.scope and self._held_otherwise(state, new):
                    way -= LIKE
                found.append(fixed.at_cost(state.cost + way + doubt))
        return found

    def _under_another(self, state: State, cls: str, things: Things) -> State | None:
        """The state in which something else of the kind is under a second heading: "who owns actions under both 10 and
        12" has some under each, since nothing is under two."""
        under = any(c.nodes[0] and set(c.path) & set(self.settings.downwards) for end, c in state.apart if end == cls)
        return again_with(state, cls, things) if under else None

    def _held_otherwise(self, state: State, new: State) -> bool:
        """Whether what is denied at some time is had by somebody at another: "the indicators of Northam that have no
        target for 2011-12" have other values of its."""
        period = self.settings.periods.get("class", "")
        at_a_time = {n.group for n in state.nodes if n.group and n.things and n.var.cls == period}
        denied = {n.var.cls for n in state.nodes if n.group in at_a_time and self.is_scoped(n.var.cls)}
        return any(n.var.cls in denied for n in new.nodes[len(state.nodes) :])

    def _except(self, state: State, need: ThingNeed) -> list[State]:
        """States in which what is asked for is none of some things: "who besides Ann Dale"."""
        root = state.nodes[0]
        found: list[State] = []
        for option in need.options:
            if root.var.cls and root.things is None and self.ways.meet(root.var.cls, option.cls):
                other = Compare(root.var, Op.NE, Things(option.iris, option.label))
                found.append(state.with_condition(other, 0, BIND + UNSURE * (1.0 - option.score)))
        return found

    def _nowhere_else(self, before: State, fixed: State, walked: State, things: Things, *, scope: bool) -> State:
        """The state that also denies the way just walked of any other than the things: "funded by ESF only"."""
        nodes = walked.nodes[len(before.nodes) :]
        links = [c for _, c in walked.conditions[len(before.conditions) :] if isinstance(c, Link)]
        if scope and len(links) < 2:
            return fixed  # of that authority anyway
        other = {n.var: Var(f"other_{n.var.name}", n.var.cls) for n in nodes}
        group = self.group(True)
        added = [replace(n, var=other[n.var], group=group) for n in nodes[:-1]]
        added.append(replace(nodes[-1], var=other[nodes[-1].var], group=group, things=things))
        fixed = replace(fixed, nodes=(*fixed.nodes, *added))
        for link in links:
            end = other.get(link.object, link.object) if isinstance(link.object, Var) else link.object
            moved = replace(link, subject=other.get(link.subject, link.subject), object=end)
            fixed = fixed.with_condition(moved, group, 0.0)
        return fixed.with_condition(Compare(other[nodes[-1].var], Op.NE, things), group, 0.0)

    def may_be(self, node: Node, at: int, cls: str, need: ThingNeed) -> bool:
        """Whether a node that is not known yet may be a known thing of a class."""
        if node.things is not None or node.group or not node.var.cls or not self.ways.meet(node.var.cls, cls):
            return False
        return at > 0 or self.root_may_be_known or need.listed

    def _noun(self, state: State, need: NounNeed) -> list[State]:
        found: list[State] = []
        group = self.group(need.negated)
        if need.props & state.props and not need.negated:
            found.append(state)
        for meaning in need.meanings:
            if not need.negated:
                for at, node in enumerate(state.nodes):
                    if not node.group and node.var.cls and self.ways.meet(node.var.cls, meaning.cls):
                        bound = state if self._narrowed(state, node) else self.restricted(state, at, meaning)
                        found.append(bound.at_cost(bound.cost + BIND))
            for new, at in self.hang(state, meaning.cls, group):
                if need.negated and self._of_a_group(state, new):
                    continue
                bound = self.restricted(new, at, meaning)
                other = self.settings.lacks.get(meaning.cls) if need.negated and meaning.name == MONEY else None
                found.append(self._lacking(state, bound, at, other) if other else bound)
        return found

    def _of_a_group(self, before: State, state: State) -> bool:
        """Whether what has just been joined is said of what is counted by: "how many actions of each council have no
        funding" denies it of the actions."""
        link = next((c for _, c in state.conditions[len(before.conditions) :] if isinstance(c, Link)), None)
        groups = [n.var for n in before.nodes[1:] if n.things is None and n.var.cls == self.counted_by]
        return bool(self.counted_by) and link is not None and any(v in (link.subject, link.object) for v in groups)

    def _lacking(self, before: State, state: State, at: int, other: str) -> State:
        """The state in which what lacks money of one kind lacks it of another too: no stream, and no amount."""
        links = [c for _, c in state.conditions[len(before.conditions) :] if isinstance(c, Link)]
        holder = next((i for i, n in enumerate(before.nodes) if links and n.var == links[0].subject), -1)
        if len(links) != 1 or links[0].object != state.nodes[at].var or holder < 0:
            return state  # only some of what it has lacks it
        for step in self.ways.steps(before.nodes[holder].var.cls):
            if step.to == other and not step.inverse:
                self.groups += 1
                done = self.walker.step(state, holder, step, self.group(True))
                return done[0].at_cost(state.cost) if done else state
        return state

    def _narrowed(self, state: State, node: Node) -> bool:
        """Whether a noun with a restriction has named the target already."""
        if node is not state.nodes[0]:
            return False
        return any(
            isinstance(c, Link) and c.subject == node.var and not isinstance(c.object, Var)
            for group, c in state.conditions
            if not group
        )

    def _value(self, state: State, need: ValueNeed) -> list[State]:
        found: list[State] = []
        group = self.group(need.negated)
        for meaning in need.meanings:
            prop, term = meaning.where[0][0], value_of(meaning)
            for node in state.nodes:
                if self.ways.meet(node.var.cls, meaning.cls) and not node.group and node.var.cls:
                    link = Link(node.var, prop, term)
                    found.append(state.with_condition(link, group, BIND + DEPTH * node.depth))
            for new, at in self.hang(state, meaning.cls, group):
                found.append(new.with_condition(Link(new.nodes[at].var, prop, term), group, BIND))
        return found

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
                    found.append(state.with_condition(Link(node.var, prop, value), self.group(True), price))
            for step in self.ways.steps(node.var.cls):
                if step.prop in need.props:
                    done = self.walker.step(state, at, step, self.group(True))
                    if done:
                        price = 0.2 + DEPTH * node.depth + (0.5 if step.inverse else 0.0)
                        found.append(done[0].at_cost(done[0].cost + price))
        for prop in sorted(p for p in need.props if self.schema.properties[p].literal):
            for holder in sorted(self.schema.holders(prop)):
                for new, at in self.hang(state, holder, self.group(True), best=1):
                    value = literal_name(prop, new)
                    found.append(new.with_condition(Link(new.nodes[at].var, prop, value), self.group(True), 0.2))
        return found


def _options(need: Need) -> int:
    """How many things or kinds of things a need may be met by."""
    match need:
        case ThingNeed(options=options):
            return len(options)
        case NounNeed(meanings=meanings) | ValueNeed(meanings=meanings):
            return len(meanings)
    return 1


def chosen(states: list[State], number: int) -> list[State]:
    """The cheapest states, and the cheapest few that look for fewer words in texts: what a text lacks may be a name."""
    states.sort(key=lambda s: s.cost)
    kept = states[:number]
    fewest = min((_looked_for(s) for s in kept), default=0)
    return kept + [s for s in states[number:] if _looked_for(s) < fewest][:SPARE]


def _looked_for(state: State) -> int:
    return sum(isinstance(c, TextMatch | Or) for _, c in state.conditions)


def latest(state: State, context: Context, *, greatest: bool) -> State | None:
    """The state narrowed to the latest (or the earliest) of the first node that things are latest of; None where there
    is none."""
    for node in state.nodes:
        for cls, by in context.settings.latest.items():
            if node.var.cls and context.schema.is_a(node.var.cls, cls) and not node.group:
                within = context.settings.latest_within.get(cls, ())
                most = Extreme(node.var, by if len(by) > 1 else by[0], within, greatest)
                return state.with_condition(most, 0, 0.1)
    return None


def denied(conditions: list[Condition]) -> Condition:
    """What must not hold together."""
    return Not(conditions[0] if len(conditions) == 1 else And(tuple(conditions)))


def _order(need: Need) -> tuple[int, bool, int]:
    rank, coded = 0, isinstance(need, ThingNeed) and any(o.code for o in need.options)
    if isinstance(need, GapNeed):
        rank = -1  # what it joins is there for the others to be about
    elif isinstance(need, ThingNeed):
        # what is known by its code is there for other names to describe: "substance misuse (NI 115)"
        rank = 8 if need.scope else 0 if coded else 1
    elif isinstance(need, NounNeed):
        rank = 2
    elif isinstance(need, ValueNeed):
        rank = 3
    elif isinstance(need, DateNeed | NumberNeed | LiteralNeed):
        rank = 7 if isinstance(need, DateNeed) and need.within else 4  # what is denied comes first
    elif isinstance(need, TextNeed):
        rank = 5
    if getattr(need, "negated", False):
        rank = 9 if getattr(need, "scope", False) else 6  # what is denied of one council is said of another first
    return rank, not coded, min(need.pieces)
