"""Topics of a reading: words to be found in a text, or things that the same words name."""

from __future__ import annotations

from dataclasses import replace

from query.form import And, Compare, Condition, Link, Op, Or, TextMatch, Things
from query.lexicon.words import stems
from query.parse.context import Context
from query.parse.hang import BIND, Hanger
from query.parse.needs import Option, TextNeed, ThingNeed
from query.parse.state import Node, State
from query.parse.topics import Topic

FAR = 0.4
LESS_USUAL = 0.06  # what it costs to take a later class of those that have texts
UNSPOKEN = {True: 0.3, False: 1.0}  # what it costs, besides, that no text has the words
TEXT_COST = {True: 0.35, False: 0.8}  # a topic after "about", and one without


class Texts(Hanger):
    """Meets needs of words in texts."""

    def text(self, state: State, need: TextNeed) -> list[State]:
        """States in which a topic is in a text of something, or describes what is named already."""
        found: list[State] = []
        found += self.told(state, need.topic, negated=need.negated)
        group = self.group(need.negated)
        price = TEXT_COST[need.topic.marked] + (0.0 if need.topic.spoken else UNSPOKEN[need.topic.marked])
        for at, node in enumerate(state.nodes if not need.of else ()):
            if node.group or not node.var.cls or not self._told_of(at, node) or self._known(at, node):
                continue
            found.append(state.with_condition(self.texted(node, need.topic), group, price + 0.3 * at))
        # what is denied of something unnamed is denied of what is usually meant, not of any decision
        usual = self.settings.topical[: 1 if need.negated else None]
        for rank, cls in enumerate((need.of,) if need.of else usual):
            for new, at in self.hang(state, cls, group, best=1):
                text = self.texted(new.nodes[at], need.topic)
                found.append(new.with_condition(text, group, price + LESS_USUAL * rank + self._far(state)))
        return found

    def _far(self, state: State) -> float:
        """What it costs besides that only something else is about a topic, where values are asked for: a target for
        obesity is that of an indicator."""
        return FAR if state.nodes[0].var.cls in self.settings.stands_for else 0.0

    def told(self, state: State, topic: Topic, *, negated: bool) -> list[State]:
        """The state in which a topic describes what is named already, if it does: all of it, or the one of several
        things of that name which it describes ("the safeguarding one, objective 3")."""
        for at, node in enumerate(state.nodes):
            # what is denied is told only by what is denied: "not the obesity ones (NI 55)"
            if node.things and bool(node.group) == negated and describes(topic, node.things, self.context):
                meant = described_of(topic, node.things, self.context)
                return [(narrowed(state, at, meant) if meant else state).at_cost(state.cost + BIND)]
        return []

    def _known(self, at: int, node: Node) -> bool:
        """Whether a node is things that the question names; those that went before are still to be told more of."""
        return node.things is not None and not (self.given and at == 0)

    def _told_of(self, at: int, node: Node) -> bool:
        """Whether a topic may be said of a node: of what has texts, or of what is asked for, where it is a topic."""
        return self.topical(node.var.cls) or (at == 0 and self.titled and self.about(node.var.cls))

    def topical(self, cls: str) -> bool:
        """Whether things of a class are found by their texts."""
        return not self.settings.topical or any(self.schema.is_a(cls, c) for c in self.settings.topical)

    def texted(self, node: Node, topic: Topic) -> Condition:
        """Each group of the topic in the thing's own text, or in the text of what it belongs to."""
        parts: list[Condition] = []
        for number, group in enumerate(topic.groups):
            own: Condition = TextMatch(node.var, group)
            others: list[Condition] = []
            for cls, paths in self.settings.texts.items():
                for path in paths if self.schema.is_a(node.var.cls, cls) else ():
                    # a name of its own: topics that shared one would have to be in the text of the same thing
                    name = f"{node.var.name}_context{min(topic.pieces)}_{number}"
                    end = replace(node.var, name=name, cls=self._end(path))
                    others.append(
                        And((Link(node.var, path[0] if len(path) == 1 else path, end), TextMatch(end, group)))
                    )
            parts.append(Or((own, *others)) if others else own)
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _end(self, path: tuple[str, ...]) -> str:
        return next(iter(sorted(self.schema.range(path[-1].lstrip("^")))), "")

    def about(self, cls: str) -> bool:
        """Whether things of a class may be topics themselves."""
        return any(self.schema.is_a(cls, c) for c in self.settings.about)

    def named_towards(self, cls: str) -> bool:
        """Whether the question names a relation that leads to a class."""
        return any(cls in self.schema.range(p) for p in self.named if p in self.schema.properties)

    def as_topic(self, state: State, need: ThingNeed, option: Option, doubt: float) -> list[State]:
        """What follows "about" may be a topic: found in a text or, where it also names something that is fed, fed."""
        assert need.topic is not None
        found: list[State] = []
        group = self.group(need.negated)
        for at, node in enumerate(state.nodes):
            if node.group or not node.var.cls or not self._told_of(at, node) or option.code or self._known(at, node):
                continue
            if not self.topical(node.var.cls):  # "which indicators are about obesity" are those that are called so
                found.append(state.with_condition(self.texted(node, need.topic), group, TEXT_COST[need.topic.marked]))
                continue
            text = self.texted(node, need.topic)
            price = TEXT_COST[need.topic.marked] + 0.3 * at
            if not self.about(option.cls):
                found.append(state.with_condition(text, group, price + (0.0 if need.topic.spoken else 1.0)))
                continue
            for _, way in self.cheapest(node.var.cls, option.cls):
                if len(way.steps) == 1 and not way.steps[0].inverse:
                    link = Link(node.var, way.steps[0].prop, Things(option.iris, option.label))
                    either = 0.6 * price + 0.3 * doubt  # surest of all: whichever way it is meant
                    found.append(state.with_condition(Or((link, text)), group, either))
                    break
        if not self.about(option.cls):
            for rank, cls in enumerate(self.settings.topical[: 1 if need.negated else None]):
                for new, at in self.hang(state, cls, group, best=1):
                    text = self.texted(new.nodes[at], need.topic)
                    price = TEXT_COST[need.topic.marked] + LESS_USUAL * rank + self._far(state)
                    found.append(new.with_condition(text, group, price))
        return found


def describes(topic: Topic, things: Things, context: Context) -> bool:
    """Whether a topic's words are words of a thing already named: "NI 69, the bullying one"."""
    inside = {w for iri in things.iris for w in context.names.said_of.get(iri, ())} - context.small
    hits = sum(any(set(stems(w)) & inside for w in group) for group in topic.groups)
    return bool(topic.groups) and hits * 2 >= len(topic.groups)


def described_of(topic: Topic, things: Things, context: Context) -> Things | None:
    """The one of several things of one name, with what is below it, that a topic describes; None where it is said of
    none or of more than one."""
    below = {low for iri in things.iris for low in context.names.below.get(iri, ())}
    heads = [iri for iri in things.iris if iri not in below]
    meant = [iri for iri in heads if _said_whole(topic, iri, context)]
    called = context.names.called.get(meant[0], "") if len(meant) == 1 < len(heads) else ""
    if not called:
        return None
    mine = {meant[0], *context.names.below.get(meant[0], ())}
    return Things(tuple(iri for iri in things.iris if iri in mine), called)


def _said_whole(topic: Topic, iri: str, context: Context) -> bool:
    """Whether the names of a thing have all words of some wording of each part of a topic."""
    inside = context.names.said_of.get(iri, frozenset())
    return all(any(set(stems(wording)) <= inside for wording in group) for group in topic.groups)


def narrowed(state: State, at: int, things: Things) -> State:
    """The state in which a node that was several things is only some of them."""
    node = state.nodes[at]
    nodes = (*state.nodes[:at], replace(node, things=things), *state.nodes[at + 1 :])
    was = Compare(node.var, Op.EQ, node.things) if node.things else None
    conditions = tuple((g, replace(c, right=things) if c == was else c) for g, c in state.conditions)
    return replace(state, nodes=nodes, conditions=conditions)
