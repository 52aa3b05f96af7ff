"""Questions that follow a chain from things they name: "the phone of the manager of Hanna Haas", "who wrote Emma?".

Every step is a property, or any one link to things of a class that is named. A class named again, or one that things
already reached are of, says only of what class they are. All words have to come in; otherwise there is no chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from query.form import And, Compare, Condition, Form, Is, Link, Op, Task, Var
from query.induced.limits import value_of
from query.induced.marks import Item
from query.induced.terms import Terms
from query.induced.tree import Names
from query.induced.values import Held
from query.joins import joins
from query.schema import Edge

SURE = 0.6  # the worst fit of a property's name that a chain goes along
ANY = 0.72  # what a link is worth that no word names, where it is the only one between two classes
PLAIN = 0.95  # … and things found by another text of theirs than their name
WIDTH = 12  # chains kept at each step
NARROWED = 0.1  # what is doubtful in things being of a narrower class than the way to them says
TURNED = 0.02  # what it costs to go against a property where both ways are open
AWAY = 0.66  # what a way of several links is worth
FARTHEST = 3
ENTITIES = 2
PASSED = ("lead", "what", "idle", "of", "=", "with", "that", "possessive", "same", "distinct")


@dataclass(frozen=True, slots=True)
class Chain:
    """How far a chain has come: what holds, where it stands, and how well the words fit."""

    at: Var
    conditions: tuple[Condition, ...]
    score: float
    last: str = ""  # the property it came by
    called: bool = False  # it is no more than a thing by its name


@dataclass(frozen=True, slots=True)
class Ends:
    """The things that a question names, and the words of the way from the first of them, in the order to follow."""

    named: tuple[Item, ...]
    steps: tuple[Item, ...]
    counted: bool
    who: bool = False

    def beside(self, step: Item) -> bool:
        """Whether a word stands right beside what is named: "the Sales department"."""
        return any(step.end == n.start or n.end == step.start for n in self.named)


class Chains:
    """Reads one question as a chain."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.schema = terms.schema
        self._names = Names()
        self._who = False
        self._before_named = ""  # the words right before the name, with something said before them

    def read(self, items: Sequence[Item], *, yes_no: bool) -> Form | None:
        """The form of a question that is a chain; None for any other."""
        ends = self._ends(items, yes_no)
        if ends is None:
            return None
        self._who = ends.who and len(ends.steps) == 1 and not items[1].is_sign("idle")
        beside_ = [s.text for s in ends.steps if s.end == ends.named[0].start]
        self._before_named = beside_[0] if beside_ and len(ends.steps) > 1 else ""
        chains = list(self._starts(ends.named[0]))
        for step in ends.steps:
            beside = ends.beside(step)
            chains = sorted(
                (there for chain in chains for there in self._steps(chain, step, beside=beside)),
                key=lambda c: -c.score,
            )[:WIDTH]
        if ends.who:
            chains = [c for chain in chains for c in self._to_persons(chain)]
        if yes_no:
            return self._whether(chains, ends.named[1], bare=not ends.steps)
        best = next((c for c in chains if len(c.conditions) > 1 or not c.called), None)
        if best is None or best.score < SURE or self._rivalled(best, chains):
            return None
        where = And(best.conditions)
        if ends.counted:
            return Form(Task.COUNT, best.at, where) if best.at.cls else None
        if best.at.cls and not self.terms.labelled(best.at.cls):
            shown = self.terms.shown(best.at.cls)
            columns = tuple(self._names.fresh(n.prop) for n in shown)
            links = [Link(best.at, n.prop, v) for n, v in zip(shown, columns, strict=True)]
            if columns:
                return Form(Task.LIST, columns[0], And((where, *links)), columns[1:])
        return Form(Task.LIST, best.at, where)

    @staticmethod
    def _rivalled(best: Chain, chains: Iterable[Chain]) -> bool:
        """Whether another chain goes elsewhere and is as good."""
        return any(c.score >= best.score - 1e-6 and c.last != best.last for c in chains)

    def _ends(self, items: Sequence[Item], yes_no: bool) -> Ends | None:
        named: list[Item] = []
        before: list[Item] = []
        after: list[Item] = []
        counted = False
        for at, item in enumerate(items):
            if item.mark:
                if item.text not in "?.!" or at + 1 < len(items):
                    return None
            elif item.values and not (item.fits and item.best >= PLAIN):
                named.append(item)
            elif item.is_sign("how many") and not named and not before:
                counted = True
            elif item.fits and item.best >= SURE and not item.is_sign("lead", "what", "of"):
                (after if named else before).append(item)
            elif item.is_sign("who", "where", "when", "measure", "yes or no"):
                if at and not (at == 1 and item.is_sign("yes or no") and items[0].is_sign("who", "what")):
                    return None
            elif item.is_sign("=") and yes_no and at == 0:
                continue
            elif not (item.verb or item.is_sign(*PASSED)):
                return None
        if len(named) != (ENTITIES if yes_no else 1):
            return None
        steps = [*after, *reversed(before)]
        asked = bool(items) and items[0].is_sign("lead", "what") and not any(i.verb for i in items)
        who = bool(items) and items[0].is_sign("who")
        return Ends(tuple(named), tuple(steps), counted, who) if steps or yes_no or asked or who else None

    def _to_persons(self, chain: Chain) -> Iterable[Chain]:
        """The chain where it has come to what may be people; a step to people where it has not."""
        if not chain.at.cls:
            yield chain  # the name of somebody
            return
        if self.terms.persons(chain.at.cls) or len(chain.conditions) > 1:
            yield chain
            return
        for cls in sorted(self.schema.classes):
            if self.terms.persons(cls) and any(self._meet(self._end(e, i), cls) for e, i in self._edges(chain.at.cls)):
                yield from self._to_class(chain, cls, 1.0, beside=False)

    # --- where chains begin

    def _starts(self, item: Item) -> Iterable[Chain]:
        seen: set[tuple[str, str]] = set()
        for held in item.values:
            if (held.cls, held.prop) in seen:
                continue
            seen.add((held.cls, held.prop))
            var = self._names.fresh(held.cls, held.cls)
            worth = 1.0 if self._calls(held) else PLAIN - 0.1
            yield Chain(var, (Link(var, held.prop, value_of(held)),), worth, held.prop, self._calls(held))

    def _calls(self, held: Held) -> bool:
        """Whether a value is what a thing is called by."""
        return held.prop in self.schema.labels or any(n.prop == held.prop for n in self.terms.shown(held.cls))

    # --- steps

    def _steps(self, chain: Chain, step: Item, *, beside: bool) -> Iterable[Chain]:
        if not chain.at.cls:
            return
        fit = next((f for f in step.fits if f.name.kind == "class"), None)
        stays = fit is not None and fit.score >= step.best and self._stays(chain, fit.name.cls, beside)
        for option in step.fits:
            if stays and option is not fit:
                continue
            if option.name.kind == "class":
                yield from self._to_class(chain, option.name.cls, option.score, beside=beside)
            elif option.score >= SURE and (fit is None or option.score > fit.score - 0.3):
                yield from self._along(chain, option.name.prop, option.score, step.text)

    def _stays(self, chain: Chain, cls: str, beside: bool) -> bool:
        """Whether a class says only of what class the things are that the chain has come to."""
        return self._meet(chain.at.cls, cls) and (beside or len(chain.conditions) > 1 or not chain.called)

    def _to_class(self, chain: Chain, cls: str, score: float, *, beside: bool) -> Iterable[Chain]:
        """The chain where it is, if that is of a class; a step to things of it where one leads there."""
        if self._meet(chain.at.cls, cls):
            narrower = self.schema.is_a(cls, chain.at.cls) and cls != chain.at.cls
            held = (*chain.conditions, Is(chain.at, cls)) if narrower else chain.conditions
            if self._stays(chain, cls, beside):
                yield replace(chain, conditions=held, score=min(chain.score, score) - NARROWED * narrower)
                return
        ways = [(e, inverse) for e, inverse in self._edges(chain.at.cls) if self._meet(self._end(e, inverse), cls)]
        worth = ANY if len({e.prop for e, _ in ways}) == 1 else ANY - 0.1
        for prop, inverse in sorted({(e.prop, i) for e, i in ways}):
            plain = self.terms.plain_link(prop)  # "cities in Norway" are those of that country, not its capital
            yield self._gone(chain, prop, inverse, cls, min(score, ANY if plain else worth))
        if not ways:
            yield from self._far(chain, cls, min(score, AWAY))

    def _far(self, chain: Chain, cls: str, score: float) -> Iterable[Chain]:
        """The one cheapest way of several links."""
        found = joins(self.schema, chain.at.cls, cls, longest=FARTHEST, best=2)
        if not found or (len(found) > 1 and found[1].cost < found[0].cost + 0.05):
            return
        for step in found[0].steps:
            inverse = step.prop.startswith("^")
            chain = self._gone(chain, step.prop.lstrip("^"), inverse, step.to, score)
        yield chain

    def _along(self, chain: Chain, prop: str, score: float, said: str) -> Iterable[Chain]:
        """Steps along a property, or against it: who "reports to" somebody is the subject of what is called so."""
        first = self.schema.property_label(prop).lower().split()[:1]
        active = self._who and said.lower().split()[:1] == first and first[0].endswith("s")
        active = active or self._leads_to_named(prop, said)
        if prop == chain.last and len(chain.conditions) == 1:
            yield chain
            return
        found = False
        ends = {(i, self._end(e, i)) for e, i in self._edges(chain.at.cls) if e.prop == prop}
        for inverse, end in sorted(ends):
            if not any(i == inverse and o != end and self.schema.is_a(end, o) for i, o in ends):
                found = True
                yield self._on(self._gone(chain, prop, inverse, end, score - TURNED * (inverse != active)))
        if not found:
            for edge in self.schema.edges:
                if edge.prop == prop and not edge.target and edge.count and self._meet(edge.source, chain.at.cls):
                    value = self._names.fresh(prop)
                    link = Link(chain.at, prop, value)
                    yield Chain(value, (*chain.conditions, link), min(chain.score, score), prop)
                    return

    def _on(self, chain: Chain) -> Chain:
        """The chain, or where it goes on from a node that only says how things are joined: a use of a component."""
        further = self.terms.onward(chain.at.cls)
        return self._gone(chain, further[0], False, further[1], chain.score) if further else chain

    def _leads_to_named(self, prop: str, said: str) -> bool:
        """Whether a property is said right before a name that it leads to: "companies owned by Acme"."""
        last = self.schema.property_label(prop).lower().split()[-1]
        return last in self.terms.lexis.light and said == self._before_named and said.lower().split()[-1] == last

    def _gone(self, chain: Chain, prop: str, inverse: bool, to: str, score: float) -> Chain:
        there = self._names.fresh(to, to)
        link = Link(there, prop, chain.at) if inverse else Link(chain.at, prop, there)
        way = f"{'^' if inverse else ''}{prop}"
        return Chain(there, (*chain.conditions, link), min(chain.score, score), way)

    def _edges(self, cls: str) -> list[tuple[Edge, bool]]:
        found = [(e, False) for e in self.schema.edges if e.target and e.count and self._meet(e.source, cls)]
        found += [(e, True) for e in self.schema.edges if e.target and e.count and self._meet(e.target, cls)]
        return found

    @staticmethod
    def _end(edge: Edge, inverse: bool) -> str:
        return edge.source if inverse else edge.target

    def _meet(self, one: str, other: str) -> bool:
        return self.schema.is_a(one, other) or self.schema.is_a(other, one)

    # --- whether

    def _whether(self, chains: Sequence[Chain], other: Item, *, bare: bool) -> Form | None:
        """Whether a chain leads from the first thing named to the second."""
        if bare:
            starts = list(chains)
            chains = [
                self._gone(c, edge.prop, inverse, self._end(edge, inverse), ANY)
                for c in starts
                for edge, inverse in self._edges(c.at.cls)
            ]
        found: list[tuple[float, Form]] = []
        for chain, held in product(chains, other.values):
            if len(chain.conditions) < 2:
                continue
            if chain.at.cls and self._calls(held) and self._meet(held.cls, chain.at.cls):
                called: Condition = Link(chain.at, held.prop, value_of(held))
            elif not chain.at.cls and chain.last == held.prop:
                called = Compare(chain.at, Op.EQ, value_of(held))
            else:
                continue
            root = next(v.subject for v in chain.conditions if isinstance(v, Link))
            found.append((chain.score, Form(Task.YES_NO, root, And((*chain.conditions, called)))))
        found.sort(key=lambda f: -f[0])
        return found[0][1] if found and found[0][0] >= SURE else None
