"""The names of a graph's classes and properties, and how well some words of a question fit them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from query.induced.lexis import Lexis, words
from query.lexicon.entries import english_words
from query.lexicon.words import stem
from query.schema import DATES, NUMBERS, Schema, words_of

CLASS_WORD = 0.06  # what a word of its class's name weighs in the name of a property
OTHER_CLASS = 0.2  # … and the name of another class in the name of a class: of "customer orders" the customer
LIGHT_WORD = 0.06  # … and one that tells little
NO_HEAD = 0.8  # what is left of a fit that misses the head of a name
SYNONYM, KIN = 0.88, 0.7  # how well words fit that mean the same, and that are of one root
HEADED = 0.45  # how well words fit a class of which they say only the head
CALLED = 0.8  # how well words fit a class that are its name
KEYS = frozenset({"id", "code", "key"})
UNIT = 0.5  # how well the unit alone fits what is counted in it: "50 grams" is a weight
LEAST = 0.4  # the worst fit that counts
HYPHENED = re.compile(r"\b([eE])-(?=[a-z])")  # "e-mail" is one word
_ENDINGS = "er or ion ment ement ing ist ation al ance anc ence enc ity ant ent ee ure ur ive iv ship y ian ed d en n t"
ENDINGS = frozenset(_ENDINGS.split())
BETWEEN = ("of", "the", "in", "for", "'s")  # words that may stand inside what is said of a name
MOST_PARTS = 6  # values of what is no more than they
FAR = 9  # steps between classes that nothing joins
SHORTEST = 3  # letters of the shortest part of a compound


@dataclass(frozen=True, slots=True)
class Name:
    """A class (`prop` ""), or a property of things of a class, with the stems of its name and what its values are.

    `kind` is "class", "number", "date", "text", "flag" or "thing"; `own` are stems that name its class.
    """

    cls: str
    prop: str
    stems: tuple[str, ...]
    kind: str
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Fit:
    """A name that words fit, and how well (1 is perfectly)."""

    name: Name
    score: float


class Terms:
    """All names of a schema."""

    def __init__(self, schema: Schema, lexis: Lexis, flags: frozenset[tuple[str, str]]) -> None:
        """`flags` are the properties of classes whose values only say yes or no."""
        self.schema = schema
        self.lexis = lexis
        self.english = english_words()
        self._parts = self.english | lexis.light | {w for said in lexis.synonyms for w in said} | set(lexis.short)
        self._parts |= {stem(w) for c in schema.classes.values() for w in words(c.label) if len(w) >= SHORTEST}
        self.classes: list[Name] = []
        self._befallen: set[tuple[str, ...]] = set()  # names that end in what befell a thing
        self.properties: list[Name] = []
        for iri, info in sorted(schema.classes.items()):
            if info.hidden or not any(schema.classes[c].count for c in schema.subclasses(iri) if c in schema.classes):
                continue
            for label in dict.fromkeys((info.label, *info.others)):
                self.classes.append(Name(iri, "", self._kept(self.split(label)), "class"))
        names = {n.cls: frozenset(n.stems) for n in self.classes}
        self._called = {n.stems[0] for n in self.classes if len(n.stems) == 1}
        literal: dict[tuple[str, tuple[str, ...]], str] = {}
        for edge in schema.edges:
            if edge.source in names and not edge.target:
                literal.setdefault((edge.source, self._core(edge.prop)), edge.prop)
        seen: set[tuple[str, str, tuple[str, ...]]] = set()
        for edge in sorted(schema.edges, key=lambda e: (e.source, e.prop, e.target)):
            info_ = schema.properties[edge.prop]
            if edge.source not in names or not edge.count:
                continue
            if edge.target and (edge.source, self._core(edge.prop)) in literal:
                continue  # a reference beside the column that holds its key
            for label in dict.fromkeys((info_.label, *info_.others)):
                stems = self._uncut(self.split(label), names[edge.source])
                if label.split()[-1].endswith(self.lexis.befallen):
                    self._befallen.add(stems)
                key = (edge.source, edge.prop, stems)
                if not stems or key in seen:
                    continue
                seen.add(key)
                kind = "thing" if edge.target else self._kind(edge.prop)
                kind = "flag" if (edge.source, edge.prop) in flags else kind
                self.properties.append(Name(edge.source, edge.prop, stems, kind, names[edge.source]))
        self._broader = {
            (e.source, e.prop)
            for e in schema.edges
            if e.count and e.target == e.source and self.split(schema.property_label(e.prop)) in lexis.broader
        }
        self._beside: dict[str, set[str]] = {}
        for edge in schema.edges:
            if edge.target and edge.count:
                self._beside.setdefault(edge.source, set()).add(edge.target)
                self._beside.setdefault(edge.target, set()).add(edge.source)
        self.steps = lru_cache(maxsize=10_000)(self._steps)
        labels = [c.label for c in schema.classes.values()] + [p.label for p in schema.properties.values()]
        self.vocabulary = frozenset(w for label in labels for w in words(label) if w.isalpha())
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _steps(self, one: str, other: str) -> int:
        """How many steps it is from a class to another; `FAR` where no way leads there."""
        seen, edge, number = {one}, {one}, 0
        while edge and number < FAR:
            if any(self.schema.is_a(c, other) or self.schema.is_a(other, c) for c in edge):
                return number
            edge = {there for here in edge for there in self._beside.get(here, ())} - seen
            seen |= edge
            number += 1
        return FAR

    def _core(self, prop: str) -> tuple[str, ...]:
        return tuple(s for s in self.split(words_of(prop)) if s not in ("ref", "has"))

    def _kind(self, prop: str) -> str:
        info = self.schema.properties[prop]
        if info.datatype in NUMBERS or info.numeric:
            return "number"
        return "date" if info.datatype in DATES else "text"

    def split(self, label: str) -> tuple[str, ...]:
        """The stems of a name, its compounds and short forms opened: "songName", "stu_fname", "birthplace"."""
        found: list[str] = []
        label = HYPHENED.sub(r"\1", label)
        for word in words(words_of("#" + label) if " " not in label else label):
            if not word.isalnum():
                continue
            if word in self.lexis.short:
                found += self.lexis.short[word]
            elif stem(word) in self._parts or word.isdigit():
                found.append(word)
            else:
                found += self._opened(word)
        return tuple(map(stem, found))

    def _opened(self, word: str) -> tuple[str, ...]:
        """The words of a compound that is no word itself; the word where it is none."""
        for at in range(len(word) - 2, SHORTEST - 1, -1):
            one, other = word[:at], word[at:]
            if stem(one) in self._parts and (other == "id" or (len(other) >= SHORTEST and stem(other) in self._parts)):
                return (*self.lexis.short.get(one, (one,)), *self.lexis.short.get(other, (other,)))
        return (word,)

    def _uncut(self, stems: tuple[str, ...], own: frozenset[str]) -> tuple[str, ...]:
        """The stems of a property's name with its class's in full where that is cut: "fac id" of a faculty."""
        if len(stems) != 2 or stems[1] not in KEYS or len(stems[0]) < SHORTEST:
            return stems
        return (next((s for s in sorted(own) if s.startswith(stems[0])), stems[0]), stems[1])

    def _kept(self, stems: tuple[str, ...]) -> tuple[str, ...]:
        """The stems of a class's name without what only says that there is a list of them: "car data"."""
        return tuple(s for s in stems if s not in self.lexis.listing) or stems

    def _of(self, said: tuple[str, ...]) -> tuple[Fit, ...]:
        """The names that some stems fit, best first."""
        options = {said, *self.lexis.synonyms.get(said, ())} if len(said) > 1 else {said}
        best: dict[tuple[str, str], Fit] = {}
        if not said:
            return ()
        for option in options:
            lost = 1.0 if option == said else SYNONYM
            for name in (*self.classes, *self.properties):
                score = lost * self._fit(option, name)
                key = (name.cls, name.prop)
                if score >= LEAST and (key not in best or score > best[key].score):
                    best[key] = Fit(name, score)
        self._lead_to(best)
        if any(f.name.kind == "class" and f.score >= CALLED for f in best.values()):
            # what is called so, not the keys by which others refer to it
            best = {k: f for k, f in best.items() if not set(f.name.stems[-1:]) & KEYS - set(said)}
        return tuple(sorted(best.values(), key=lambda f: (-f.score, f.name.kind != "class", f.name.prop)))

    def _lead_to(self, best: dict[tuple[str, str], Fit]) -> None:
        """Words that name a link to things of a class by its name's head name the class: "stations" of monitoring."""
        for key, fit in list(best.items()):
            if fit.name.kind != "class" or fit.score < HEADED:
                continue
            links = [f.score for f in best.values() if f.name.kind == "thing" and self._leads(f.name, key[0])]
            best[key] = Fit(fit.name, max([fit.score, *links]))

    def _leads(self, name: Name, cls: str) -> bool:
        return bool(set(name.stems) & {s for n in self.classes if n.cls == cls for s in n.stems}) and any(
            self.schema.is_a(e, cls) or self.schema.is_a(cls, e) for e in self.schema.range(name.prop)
        )

    def _fit(self, said: Sequence[str], name: Name) -> float:
        little = self._little(name)
        heavy = [s for s in name.stems if s not in little and s not in name.own]
        taken: dict[int, float] = {}
        kind = {*name.stems} - name.own <= self.lexis.light - {"id"} and {*said} - {*BETWEEN} == {*name.stems}
        apart = any(word in BETWEEN for word in said) and not kind  # "type of pet" is a pet type
        for place, word in enumerate(said):
            fits = [(self.near(word, own), -i) for i, own in enumerate(name.stems) if i not in taken]
            score, at = max(fits, default=(0.0, 0))
            if score and not (apart and name.stems[-at] in name.own and name.prop and len(name.stems) > 1 and place):
                taken[-at] = score
            elif not (word in BETWEEN and 0 < place < len(said) - 1):
                return 0.0
        if not taken:
            joined = "".join(said)
            return 0.95 if len(said) > 1 and joined == "".join(name.stems) else 0.0
        total = got = 0.0
        for i, own in enumerate(name.stems):
            weight = 1.0
            if heavy:
                weight = CLASS_WORD if own in name.own else LIGHT_WORD if own in little else 1.0
            elif own in name.own:
                weight = CLASS_WORD
            elif own in self.lexis.units:
                weight = LIGHT_WORD
            if not name.prop and own in self._called and name.stems[self._head(name)] not in self._called:
                weight = OTHER_CLASS
            total += weight
            got += weight * taken.get(i, 0.0)
        if heavy and not any(name.stems[i] in heavy for i in taken):
            return UNIT if all(name.stems[i] in self.lexis.units for i in taken) else 0.0
        head = self._head(name)
        return got / total * (1.0 if head in taken or not heavy else NO_HEAD)

    def _little(self, name: Name) -> frozenset[str]:
        """The stems that tell little in a name: of a "type code" the code."""
        little = self.lexis.light | self.lexis.units
        return little if {*name.stems} - little - name.own else KEYS | self.lexis.units

    def _head(self, name: Name) -> int:
        """Which word of a name is its head: what comes before "of", else the last that tells anything."""
        if "of" in name.stems[1:]:
            return name.stems.index("of") - 1
        little = self._little(name)
        telling = [i for i, s in enumerate(name.stems) if s not in little and s not in name.own]
        if telling and name.stems in self._befallen and name.stems[telling[0]] in self.lexis.measured:
            return telling[0]  # of a "date payment made" the date
        return telling[-1] if telling else len(name.stems) - 1

    def near(self, one: str, other: str) -> float:
        """How well two stems fit."""
        if one == other:
            return 1.0
        if one[:-1] == other[:-1] and {one[-1:], other[-1:]} == {"i", "y"}:  # "movies" are of a movie
            return 1.0
        if (other,) == tuple(map(stem, self.lexis.short.get(one, ()))):
            return 1.0
        if self.lexis.alike(one, other):
            return SYNONYM
        return KIN if kin(one, other) else 0.0

    def labelled(self, cls: str) -> bool:
        """Whether things of a class have labels of a common vocabulary, so that they themselves answer for them."""
        return any(n.prop in self.schema.labels for n in self.properties_of(cls))

    def properties_of(self, cls: str) -> Iterable[Name]:
        """The properties of the things of a class."""
        return (n for n in self.properties if self.schema.is_a(cls, n.cls) or self.schema.is_a(n.cls, cls))

    def bridged(self, cls: str) -> frozenset[str]:
        """The classes that a class joins whose things have nothing but keys and links; none for any other class."""
        own = [n for n in self.properties_of(cls) if n.kind != "thing" and n.stems[-1] not in KEYS]
        ends = frozenset(e.target for e in self.schema.edges if e.source == cls and e.target and e.count)
        return ends if len(ends) > 1 and not own else frozenset()

    def parts(self, cls: str) -> tuple[Name, ...]:
        """The values of things that are no more than those: amount and currency of a price, the lines of an address.

        None for things that have a name or a key, lead on to other things, or are not all led to.
        """
        own = sorted(dict.fromkeys(n for n in self.properties if n.cls == cls), key=lambda n: n.kind != "number")
        led = sum(e.objects for e in self.schema.edges if e.target == cls)
        if not own or len(own) > MOST_PARTS or self.labelled(cls) or led < self.schema.classes[cls].count:
            return ()
        if any(n.kind == "thing" or self._key(n) or n.stems[-1] == "name" for n in own):
            return ()
        return tuple(own)

    def broader(self, cls: str) -> str:
        """The property by which things of a class are under others of it; "" where there is none."""
        return next((p for (c, p) in sorted(self._broader) if self.schema.is_a(cls, c) or self.schema.is_a(c, cls)), "")

    def persons(self, cls: str) -> bool:
        """Whether things of a class are people."""
        up = self.schema.superclasses(cls)
        return any(s in self.lexis.persons for n in self.classes if n.cls in up for s in n.stems[-1:])

    def onward(self, cls: str) -> tuple[str, str] | None:
        """The one link, and where it leads, of things without name or key that are led to: uses of a component."""
        edges = [e for e in self.schema.edges if e.source == cls and e.target and e.count]
        led = any(e.target == cls and e.count for e in self.schema.edges)
        keyed = self.labelled(cls) or any(self._key(n) for n in self.properties if n.cls == cls)
        if len(edges) != 1 or not led or keyed or not self.labelled(edges[0].target):
            return None
        return edges[0].prop, edges[0].target

    def plain_link(self, prop: str) -> bool:
        """Whether a property is called no more than what it leads to: the country of a city."""
        said = self.split(self.schema.property_label(prop))
        return any(n.stems == said for n in self.classes if n.cls in self.schema.range(prop))

    @staticmethod
    def _key(name: Name) -> bool:
        own = {*name.stems} - name.own
        return bool(own) and own <= KEYS

    def through(self, name: Name) -> tuple[Name, ...]:
        """What a property comes to that leads to nothing but such values: a price to its amount and currency."""
        ends = self.schema.range(name.prop) if name.kind == "thing" else frozenset()
        return self.parts(next(iter(ends))) if len(ends) == 1 else ()

    def shown(self, cls: str) -> tuple[Name, ...]:
        """What people know things of a class by: a name, a first and a last name, or what the class is called."""
        if parts := self.parts(cls):
            return parts
        own = list(self.properties_of(cls))
        named = [n for n in own if n.kind == "text"]
        classes = {s for n in self.classes if n.cls == cls for s in n.stems}
        bare = [(n, [s for s in n.stems if s not in classes]) for n in named]
        for wanted in (["name"], ["titl"], ["title"], ["full", "name"], [], ["detail"]):
            for name, rest in bare:
                if rest == wanted:
                    return (name,)
        halves = [n for half in ("first", "last") for n, rest in bare if rest == [half, "name"]]
        if len(halves) == 2:
            return (halves[0], halves[1])
        for name, rest in bare:
            if rest[-1:] == ["name"]:
                return (name,)
        for name in own:
            if name.kind != "thing" and all(s in classes or s in self.lexis.light for s in name.stems):
                return (name,)
        for name, rest in ((n, [s for s in n.stems if s not in classes]) for n in own if n.kind == "number"):
            if len(rest) == 1 and rest[0] in self.lexis.amounts:
                return (name,)
        keyed = any(set(n.stems) & KEYS for n in own)
        return tuple(named[:1]) if keyed else ()  # what has no name and no key is itself the answer


@lru_cache(maxsize=100_000)
def kin(one: str, other: str) -> bool:
    """Whether two stems are of one root: "own" and "owner", "arriv" and "arrival"."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and len(short) >= SHORTEST and long[len(short) :] in ENDINGS:
        return True
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    return same >= 5 and all(end in ENDINGS or not end for end in (long[same:], short[same:]))
