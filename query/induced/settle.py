"""Settling what the names of a sketch mean: which property, of which class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from query.induced.lexis import words
from query.induced.marks import Item
from query.induced.sketch import Sketch, Test
from query.induced.terms import FAR, Fit, Name, Terms
from query.induced.values import Held
from query.lexicon.words import stem

OWNED, FIRST, MENTIONED, HELD = 0.6, 0.45, 0.3, 0.5
FADING = 0.05
UNJOINED, AWAY, SAID = -0.6, 0.12, 0.15
PART, PARTLY = "~", 0.6  # marks a part of the name of a property that is mentioned; what it is worth
NAMED = 0.85  # how well "name" fits what people know things by that have no name so called
MEASURE = 0.42  # the least that a property fits what an adjective measures


@dataclass(frozen=True, slots=True)
class Column:
    """A property of a class; `falling` where the most of the adjective used is the least of it."""

    cls: str
    name: Name
    falling: bool = False
    score: float = 0.0


class Settler:
    """Settles names by what stands near them in one question."""

    def __init__(self, sketch: Sketch, terms: Terms) -> None:
        self.sketch = sketch
        self.terms = terms
        self.mentioned = sketch.mentioned

    def preferred(self, at: int, *, forward: bool) -> list[str]:
        """The classes that a name at a place most likely belongs to, likeliest first."""
        counted = {w.at for w in self.sketch.wants if w.function == "count"}
        mentioned = [(p, c) for p, c in self.mentioned if p not in counted] or self.mentioned
        mentioned = sorted([*mentioned, *((p, PART + s) for p, s in self.sketch.parts)])
        tests = [t for s in self.sketch.scopes for t in s.tests if t.values and (t.at < at or not at)]
        mentioned += [(t.at, h.cls) for t in tests for h in t.values[0] if len({v.cls for v in t.values[0]}) == 1]
        mentioned = sorted([*mentioned, *self.sketch.near])
        late = [c for p, c in self.mentioned if p in counted]
        after = [c for p, c in mentioned if p > at]
        before = [c for p, c in reversed(mentioned) if p <= at]
        own = self.sketch.owners.get(at)
        ordered = [*after, *reversed(before)] if forward and after else [*before, *after]
        if forward and not after:
            ordered = [c for _, c in mentioned]
        return list(dict.fromkeys([*([own] if own else []), *ordered, *late]))

    def column(
        self,
        item: Item | None,
        at: int,
        *,
        hint: Iterable[str] = (),
        forward: bool = True,
        cls: str = "",
        held: Iterable[tuple[str, str]] = (),
        kinds: tuple[str, ...] = (),
    ) -> Column | None:
        """The property that an item (or what an adjective measures) names; None where nothing fits."""
        prefer = [cls] if cls else []
        prefer += [c for c in self.preferred(at, forward=forward) if c != cls]
        options = list(self._fits(item)) if item is not None else []
        options += self._measured(hint, prefer)
        held = frozenset(held)
        best: Column | None = None
        for fit, falling in self._of_kinds(options, kinds) if kinds else options:
            for owner in self._holders(fit.name, prefer):
                score = fit.score + self._near(owner, prefer, at) + self._part(fit.name, owner, prefer)
                score += HELD if (fit.name.cls, fit.name.prop) in held else 0.0
                score += self._beside(fit.name, owner, prefer)
                if best is None or score > best.score + 1e-9:
                    best = Column(owner, fit.name, falling, score)
        return best

    def _of_kinds(self, options: Iterable[tuple[Fit, bool]], kinds: tuple[str, ...]) -> Iterable[tuple[Fit, bool]]:
        """The options of some kinds; what leads to no more than a value is of the kind of that."""
        for fit, falling in options:
            name = (self.terms.through(fit.name) or (fit.name,))[0]
            if name.kind in kinds:
                yield Fit(name, fit.score), falling

    def led(self, column: Column) -> Column:
        """What a property comes to that leads to no more than a value: of a price its amount."""
        parts = self.terms.through(column.name)
        return replace(column, cls=parts[0].cls, name=parts[0]) if parts else column

    def _part(self, name: Name, owner: str, prefer: list[str]) -> float:
        """What speaks for a property of which a part is named apart from it: "the name of the song" of a song name."""
        for i, part in enumerate(prefer):
            if part.startswith(PART) and part[1:] in name.stems:
                return PARTLY if owner not in prefer or i < prefer.index(owner) else PARTLY / 2
        return 0.0

    def _beside(self, name: Name, owner: str, prefer: list[str]) -> float:
        """What speaks for a property of a class that is not mentioned: how near it is, what else of it is said."""
        near = [c for c in prefer if not c.startswith(PART)]
        if owner in near or not near:
            return 0.0
        steps = min(self.terms.steps(c, owner) for c in near)
        said = {stem(w) for c in near for n in self.terms.classes if n.cls == c for w in n.stems}
        return (UNJOINED if steps >= FAR else -AWAY * steps) + SAID * len(said & set(name.stems))

    def _holders(self, name: Name, prefer: list[str]) -> list[str]:
        """The classes whose things have a property: its own, or one mentioned that is under or above it."""
        schema = self.terms.schema
        near = [
            c
            for c in prefer
            if c != name.cls and not c.startswith(PART) and (schema.is_a(c, name.cls) or schema.is_a(name.cls, c))
        ]
        return [*near, name.cls]

    def _near(self, cls: str, prefer: list[str], at: int) -> float:
        if self.sketch.owners.get(at) == cls:
            return OWNED
        if cls not in prefer:
            return 0.0
        place = prefer.index(cls) - sum(c.startswith(PART) for c in prefer[: prefer.index(cls)])
        return FIRST if place == 0 else MENTIONED - FADING * place

    def _fits(self, item: Item) -> Iterable[tuple[Fit, bool]]:
        for fit in item.fits:
            if fit.name.kind == "class":
                for shown in self.terms.shown(fit.name.cls)[:1]:
                    yield Fit(replace(shown, cls=fit.name.cls), fit.score - 0.1), False
            else:
                yield fit, False
        said = [stem(w) for w in words(item.text)]
        if said and said[-1] in ("name", "titl", "title"):
            for _, cls in self.mentioned:
                for shown in self.terms.shown(cls)[:1]:
                    yield Fit(replace(shown, cls=cls), NAMED if len(said) == 1 else 0.3), False

    def _measured(self, hint: Iterable[str], prefer: list[str]) -> list[tuple[Fit, bool]]:
        found: list[tuple[Fit, bool]] = []
        for rank, word in enumerate(hint):
            falling = word.startswith("-")
            for fit in self.terms.of((stem(word.lstrip("-")),)):
                if fit.name.kind == "class" or fit.score < MEASURE:
                    continue
                found.append((Fit(fit.name, fit.score - 0.04 * rank), falling))
        return found

    def tested(self, test: Test) -> Column | None:
        """The property that a test is of."""
        if test.item is None and not test.hint and test.values:
            return self._by_value(test)
        held = [(h.cls, h.prop) for options in test.values for h in options]
        forward = test.at in self.sketch.owners
        kinds = ("number", "date", "flag") if test.overall or test.function else ()
        if test.numbers and not test.texts and test.item is None:
            kinds = ("number", "date", "text")
        held += self._leading(test)
        found = self.column(test.item, test.at, hint=test.hint, forward=forward, held=held, kinds=kinds)
        if test.values and found is not None and (found.name.cls, found.name.prop) not in held:
            other = self._by_value(test)
            if other is not None and not test.texts and found.score < 1.2:
                return other
        return found

    def _leading(self, test: Test) -> list[tuple[str, str]]:
        """The properties an item names that lead to things of the names which a test says."""
        ends = {h.cls for options in test.values for h in options}
        names = [f.name for f in test.item.fits if f.name.kind == "thing"] if test.item else []
        schema = self.terms.schema
        return [
            (n.cls, n.prop)
            for n in names
            if any(schema.is_a(e, c) or schema.is_a(c, e) for c in schema.range(n.prop) for e in ends)
        ]

    def _by_value(self, test: Test) -> Column | None:
        prefer = self.preferred(test.at, forward=False)
        best: Column | None = None
        for held in test.values[0]:
            name = self.name_of(held)
            if name is None:
                continue
            score = self._near(held.cls, prefer, test.at) + (0.1 if name in self.terms.shown(held.cls) else 0.0)
            key = [s for s in name.stems if s not in name.own]
            score -= 0.1 if key in (["id"], ["code"]) else 0.0
            if best is None or score > best.score:
                best = Column(held.cls, name, False, score)
        return best

    def name_of(self, held: Held) -> Name | None:
        """The name of the property that has a value."""
        return next((n for n in self.terms.properties if n.cls == held.cls and n.prop == held.prop), None)
