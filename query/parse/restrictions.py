"""Printed noun phrases read back: a noun, and each thing that is said of it, as the printer's templates say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from query.conditions import conjuncts
from query.form import And, Compare, Condition, Extreme, Link, Not, Op, Or, TextMatch, Things, Value, Var
from query.lexicon.entries import XSD
from query.lexicon.words import folded, stem
from query.parse.context import Context
from query.parse.spoken import Spoken
from query.phrases import OUTER, PHRASE, an, last_step, listing, negated, say_property, superlative, weight
from query.schema import DATES

DEPTH = " at any depth"
EFFORT = 1000  # restrictions looked for; what is printed is read in far fewer
Conditions = tuple[Condition, ...]
Said = tuple[int, Conditions, bool]  # where it ends, what it says, whether it ends in another noun
_QUOTED = re.compile(r"“([^”]*)”")
_WORDS = r"“[^”]*”(?:(?:, | or )(?:“[^”]*”|the like))*"
_MENTION = re.compile(rf"that mention ({_WORDS}(?: and {_WORDS})?)")
_ELSEWHERE = ", themselves or in their "


def also(conditions: tuple[Condition, ...]) -> Condition:
    """All of some conditions, each once."""
    flat = tuple(dict.fromkeys(c for part in conditions for c in conjuncts(part)))
    return flat[0] if len(flat) == 1 else And(flat)


class Restrictions(Spoken):
    """Reads noun phrases from where they begin; each way to read one, with where it ends."""

    def __init__(self, text: str, context: Context) -> None:
        super().__init__(text, context)
        self._effort = 0

    def whole(self, at: int) -> Iterator[tuple[int, Var, Conditions]]:
        """What is asked for: things of a class, or values of a property of such things."""
        yield from self.phrase(at)
        for noun, props in zip(self.values, (p for _, p in self.words.values), strict=True):
            if not self.text.startswith(f"{noun} of ", at):
                continue
            for stop, holder, conditions in self.phrase(at + len(noun) + len(" of ")):
                for prop in props:
                    if prop in self.schema.properties_of(holder.cls):
                        var = self.literal(prop)
                        pick = "max" if prop in self.context.settings.last_of else ""
                        link = Link(holder, prop, var, pick)
                        for then, tests in self._tested(stop, var, prop):
                            yield then, var, (link, *conditions, *tests)

    def phrase(self, at: int, classes: frozenset[str] | None = None) -> Iterator[tuple[int, Var, Conditions]]:
        """Things of a class, one that may be of some classes, with all that is said of them."""
        for stop, cls in self.nouns(at):
            if classes is None or any(self.meets(cls, c) for c in classes):
                var = self.variable(cls)
                for then, conditions in self.restrictions(stop, var):
                    yield then, var, conditions

    def restrictions(
        self, at: int, var: Var, last: int = -1, *, above: bool = False
    ) -> Iterator[tuple[int, Conditions]]:
        """All that is said of a variable from there on, in the printer's order; the more the better.

        `last`: the weight of what was said before; `above`: whether that ended in another noun.
        """
        outer = above and self.text.startswith(OUTER, at)
        opening = OUTER if outer else " "
        if self.text.startswith(opening, at) and self._effort < EFFORT:
            start = at + len(opening)
            same = not outer and self.text.startswith("and ", start)
            start += len("and ") if same else 0
            heavy = weight(self.text[start : start + 8])
            follows = heavy >= last if outer else heavy == last >= PHRASE if same else heavy != last or heavy < PHRASE
            follows = follows and (outer or same or not above)
            for stop, conditions, nested in self.alternatives(start, var) if follows else ():
                if not above and not nested and heavy < last:
                    continue  # would have been said before
                for then, more in self.restrictions(stop, var, heavy, above=nested):
                    yield then, (*conditions, *more)
        yield at, ()

    def alternatives(self, at: int, var: Var) -> Iterator[Said]:
        """One thing said of a variable, or several of which any will do."""
        for stop, conditions, nested in self.one(at, var):
            if self.text.startswith(" or ", stop):
                for then, others, inside in self.one(stop + len(" or "), var):
                    yield then, (Or((also(conditions), also(others))),), nested or inside
            yield stop, conditions, nested

    def one(self, at: int, var: Var) -> Iterator[Said]:
        """One thing said of a variable."""
        self._effort += 1
        if self._effort > EFFORT:
            return
        for kind in (self._mentioning, self._of_a_value, self._most):
            yield from ((stop, conditions, False) for stop, conditions in kind(at, var))
        for no in (False, True):
            for prop in sorted(self.schema.properties):
                yield from self._linked(at, var, prop, no=no)
        for kind in (self._nothing, self._itself):
            yield from ((stop, conditions, False) for stop, conditions in kind(at, var))

    def _linked(self, at: int, var: Var, prop: str, *, no: bool) -> Iterator[Said]:
        """A link by a property, from the variable or to it; `no`: that there is none."""
        said = say_property(self.schema, prop)
        own = prop in self.schema.properties_of(var.cls)
        back = any(self.meets(var.cls, c) for c in self.schema.range(prop))
        for usable, template, forward in ((own, said.forward, True), (back, said.inverse, False)):
            head, _, tail = template.partition("{}")
            head = negated(head) if no else head
            if not usable or not self.text.startswith(head, at):
                continue
            start = at + len(head)
            for stop, ends, nested in self._ends(start, var, prop, forward=forward, open=bool("{}" in template)):
                if not self.text.startswith(tail, stop):
                    continue
                then, found = stop + len(tail), ends
                if self.text.startswith(DEPTH, then) and prop in self.context.settings.downwards:
                    then += len(DEPTH)
                    up = self.context.settings.downwards[prop]
                    first, *others = ends
                    found = (replace(first, reach=up) if isinstance(first, Link) else first, *others)
                yield then, ((Not(also(found)),) if no else found), nested

    def _ends(self, at: int, var: Var, prop: str, *, forward: bool, open: bool) -> Iterator[Said]:
        """What a property leads to from a variable, or what leads to it."""
        if not open:
            yield at, (Link(var, prop, Value("true", XSD + "boolean", "yes")),), False
            return
        classes = self.schema.range(prop) if forward else self.schema.domain(prop)
        path: str | tuple[str, ...] = prop if forward else (f"^{prop}",)
        if forward:
            for stop, term in self.terms(prop, at):
                yield stop, (Link(var, prop, term),), False
            if self.context.settings.periods.get("class") in classes:
                for stop, things in self.periods(at):
                    yield stop, (Link(var, prop, things),), False
        for stop, things, cls in self.names(at):
            if any(self.meets(cls, c) for c in classes):
                end = self._reaching(things, prop) if forward else things
                yield stop, (Link(var, path, end),), False
        for stop, other, conditions in self.phrase(at, classes):
            link = Link(var, prop, other) if forward else Link(other, prop, var)
            yield stop, (link, *conditions), True

    def _reaching(self, things: Things, prop: str) -> Things:
        """Headings with the headings under them, for a property that leads to a heading."""
        if prop not in self.context.settings.downwards:
            return things
        below = self.context.names.below
        iris = tuple(dict.fromkeys(b for iri in things.iris for b in (iri, *below.get(iri, ()))))
        return Things(iris, things.label)

    def _nothing(self, at: int, var: Var) -> Iterator[tuple[int, Conditions]]:
        """ "With no indicator", or as a property says it that something has none."""
        usual = self.leading(var.cls)
        for prop in (*usual, *(p for p in self.schema.properties_of(var.cls) if p not in usual)):
            for stop, other in self._no_end(at, prop):
                then, reach = stop, ""
                if self.text.startswith(DEPTH, stop) and prop in self.context.settings.downwards:
                    then, reach = stop + len(DEPTH), self.context.settings.downwards[prop]
                yield then, (Not(Link(var, prop, other, "", reach)),)

    def _no_end(self, at: int, prop: str) -> Iterator[tuple[int, Var]]:
        """What a property is said not to lead to."""
        info = self.schema.properties[prop]
        said, head = say_property(self.schema, prop), "with no "
        if info.literal:
            stop = at + len(head + said.noun)
            if self.text.startswith(head + said.noun, at) and self.ends(stop):
                yield stop, self.literal(prop)
            return
        classes = self.schema.range(prop)
        if said.none and self.text.startswith(said.none, at):
            yield from ((at + len(said.none), self.variable(cls)) for cls in sorted(classes))
        before, _, after = said.forward.partition("{}")
        for opening, tail in ((f"{before}no ", after), (head, "")):
            for stop, cls in self.nouns(at + len(opening), singular=True) if self.text.startswith(opening, at) else ():
                if self.text.startswith(tail, stop) and any(self.meets(cls, c) for c in classes):
                    yield stop + len(tail), self.variable(cls)

    def _itself(self, at: int, var: Var) -> Iterator[tuple[int, Conditions]]:
        """What a variable is, or is not, by name."""
        for head, op in (("that are ", Op.EQ), ("other than ", Op.NE)):
            if self.text.startswith(head, at):
                for stop, things, cls in self.names(at + len(head)):
                    if self.meets(cls, var.cls):
                        yield stop, (Compare(var, op, things),)

    def _of_a_value(self, at: int, var: Var) -> Iterator[tuple[int, Conditions]]:
        """ "Whose last due date is before March 2010", "with an amount"."""
        for prop in self.schema.properties_of(var.cls):
            info = self.schema.properties.get(prop)
            if not info or not info.literal:
                continue
            noun = self.value_noun(prop)
            for pick, word in (("max", "last "), ("min", "first "), ("", "")):
                head = f"whose {word}{noun}"
                if self.text.startswith(f"{head} is ", at):
                    value = self.literal(prop)
                    for stop, tests in self._tested(at + len(head), value, prop):
                        if tests:
                            yield stop, (Link(var, prop, value, pick), *tests)
            head = f"with {an(noun)}"
            if self.text.startswith(head, at) and self.ends(at + len(head)):
                pick = "max" if prop in self.context.settings.last_of else ""
                yield at + len(head), (Link(var, prop, self.literal(prop), pick),)

    def _tested(self, at: int, var: Var, prop: str) -> Iterator[tuple[int, Conditions]]:
        """What is asked of a value, if anything."""
        if self.text.startswith(" is ", at):
            for stop, tests in self.tests(at + len(" is "), var, prop):
                for between in (" and ", " or "):
                    if self.text.startswith(between, stop):
                        for then, more in self.tests(stop + len(between), var, prop):
                            both = (*tests, *more) if between == " and " else (Or((also(tests), also(more))),)
                            yield then, both
                yield stop, tests
        yield at, ()

    def _most(self, at: int, var: Var) -> Iterator[tuple[int, Conditions]]:
        """ "With the latest end for each indicator, authority and role"."""
        settings = self.context.settings
        usual = [(by if len(by) > 1 else by[0], settings.latest_within.get(c, ()))
                 for c, by in settings.latest.items() if self.schema.is_a(var.cls, c)]  # fmt: skip
        for by, within in usual:
            info = self.schema.properties.get(last_step(by).lstrip("^"))
            for greatest in (True, False):
                most = superlative(greatest, date=bool(info and info.datatype in DATES))
                each = f" for each {listing([self.value_noun(w) for w in within])}" if within else ""
                said = f"with the {most} {self.value_noun(by)}{each}"
                if self.text.startswith(said, at):
                    yield at + len(said), (Extreme(var, by, within, greatest),)

    def _mentioning(self, at: int, var: Var) -> Iterator[tuple[int, Conditions]]:
        """ "That mention “play” or “games”, themselves or in their objective"."""
        match = _MENTION.match(self.text, at)
        if not match:
            return
        parts = match.group(1).split(" and “")
        if len(parts) > 1 and " or " not in parts[0]:
            parts = [*parts[0].split(", "), *parts[1:]]
        groups = [tuple(_QUOTED.findall("“" + part.removeprefix("“"))) for part in parts]
        wordings = [dict.fromkeys((words, self._synonyms(words))) for words in groups if words]
        paths = [p for c, ps in self.context.settings.texts.items() if self.schema.is_a(var.cls, c) for p in ps]
        nouns = [self._place(p) for p in paths]
        elsewhere = _ELSEWHERE + listing(nouns, "or")
        near = bool(paths) and self.text.startswith(elsewhere, match.end())
        stop = match.end() + (len(elsewhere) if near else 0)
        for chosen in product(*wordings):
            yield stop, tuple(self._mention(var, words, paths if near else []) for words in chosen)

    def _mention(self, var: Var, words: tuple[str, ...], paths: list[tuple[str, ...]]) -> Condition:
        own: Condition = TextMatch(var, words)
        others: list[Condition] = []
        for path in paths:
            near = self.variable(self._end(path))
            others.append(And((Link(var, path[0] if len(path) == 1 else path, near), TextMatch(near, words))))
        return Or((own, *others)) if others else own

    def _end(self, path: tuple[str, ...]) -> str:
        return next(iter(sorted(self.schema.range(path[-1].lstrip("^")))), "")

    def _place(self, path: tuple[str, ...]) -> str:
        """What is at the end of a path, as it is printed."""
        classes = self.schema.range(path[-1].lstrip("^"))
        return self.schema.class_label(next(iter(classes))) if len(classes) == 1 else self.value_noun(path)

    def _synonyms(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """All wordings of which the first few are printed: the first, and what means the same."""
        known = self.context.synonyms.get(tuple(stem(w) for w in folded(words[0])), ())
        return tuple(dict.fromkeys((words[0], *known)))
