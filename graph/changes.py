"""What came, went and changed between two editions of a plan: pure functions over the statements of two documents.

Actions, aims and values are matched by what is printed: the same words, the same reference with like words, then the
likest words. What is matched to nothing came or went; a matched pair whose fields differ changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from ontology.reading import fold
from ontology.vocabulary import GT

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_ALT_LABEL = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
_SAME_REFERENCE, _LIKE = 45, 75
"""How alike, of 100, the words of two things are at least: with one reference, and without."""
_IN_WORDS = ("text", "objective", "under", "measure", "milestone", "strategy")
"""Fields in which capitals and points make no difference."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the document's name, the line, the page where there are pages."""

    document: str
    line: int
    page: int | None = None

    def __str__(self) -> str:
        """The place in words: "plan.md, page 3, line 12"."""
        page = f", page {self.page}" if self.page is not None else ""
        return f"{self.document}{page}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of an edition: its kind, reference and words, what is said of it by field, where it stands, and the
    other names it is printed under."""

    kind: str
    reference: str
    words: str
    fields: Mapping[str, tuple[str, ...]]
    place: Place | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of which the two editions say different things: only what differs."""

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that came (no `old`), went (no `new`), or changed in some fields."""

    what: str
    kind: str
    old: Thing | None
    new: Thing | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of one document, looked up by subject."""

    name: str
    about: Mapping[ox.NamedNode, Mapping[ox.NamedNode, list[ox.NamedNode | ox.Literal]]] = field(repr=False)

    def values(self, subject: ox.NamedNode, *path: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
        """The values at the end of a path of properties, in order."""
        found: list[ox.NamedNode | ox.Literal] = [subject]
        for step in path:
            found = [
                v for node in found if isinstance(node, ox.NamedNode) for v in self.about.get(node, {}).get(step, ())
            ]
        return sorted(set(found), key=str)

    def texts(self, subject: ox.NamedNode, *path: ox.NamedNode) -> tuple[str, ...]:
        """The values as words: a thing by its label, a literal as it is."""
        return tuple(dict.fromkeys(self.text(value) for value in self.values(subject, *path)))

    def text(self, value: ox.NamedNode | ox.Literal) -> str:
        """A thing's label, else the end of its IRI; a literal's text."""
        if isinstance(value, ox.Literal):
            return value.value
        labels = self.about.get(value, {}).get(_LABEL, ())
        return next((v.value for v in labels), value.value.rstrip("/").rpartition("/")[2].rpartition("#")[2])

    def first(self, subject: ox.NamedNode, *path: ox.NamedNode) -> str:
        """The first of the values as words, or ""."""
        return next(iter(self.texts(subject, *path)), "")

    def of_class(self, cls: ox.NamedNode) -> list[ox.NamedNode]:
        """The things of a class, in the order they stand in."""
        found = [s for s, said in self.about.items() if cls in said.get(_TYPE, ())]
        return sorted(found, key=lambda s: (place.line if (place := self.place(s)) else 0, s.value))

    def place(self, subject: ox.NamedNode) -> Place | None:
        """Where a thing first stands in the document itself."""
        passages = self.values(subject, GT.passage)
        lines = [
            (int(line.value), passage)
            for passage in passages
            if isinstance(passage, ox.NamedNode) and "/sidecar/" not in passage.value
            for line in self.values(passage, GT.line)
        ]
        if not lines:
            return None
        line, passage = min(lines, key=lambda found: (found[0], found[1].value))
        page = self.first(passage, GT.page)
        return Place(self.name, line, int(page) if page else None)


def statements(name: str, triples: Iterable[ox.Triple]) -> Statements:
    """The statements of a document by that name, looked up by subject."""
    about: dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            about.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    return Statements(name, about)


def things(said: Statements) -> list[Thing]:
    """What of a document is compared: its actions, aims, values and owners."""
    return [*_actions(said), *_aims(said), *_values(said), *_owners(said)]


def _thing(said: Statements, subject: ox.NamedNode, kind: str, **fields: tuple[str, ...]) -> Thing:
    words = said.first(subject, GT.text) or said.first(subject, _LABEL)
    kept = {name.replace("_", " "): values for name, values in fields.items() if values}
    return Thing(kind, said.first(subject, GT.reference), words, kept, said.place(subject))


def _actions(said: Statements) -> Iterator[Thing]:
    for action in said.of_class(GT.Action):
        yield _thing(
            said,
            action,
            "action",
            text=said.texts(action, GT.text),
            objective=said.texts(action, GT.objective),
            owner=said.texts(action, GT.ownedBy),
            partner=said.texts(action, GT.partner),
            due=said.texts(action, GT.dueBy),
            starts=said.texts(action, GT.startsOn),
            ongoing=said.texts(action, GT.ongoing),
            funding=said.texts(action, GT.fundedBy),
            money=tuple(_money(said, a) for a in said.values(action, GT.allocation) if isinstance(a, ox.NamedNode)),
            measure=said.texts(action, GT.measure, GT.text),
            milestone=said.texts(action, GT.milestone, GT.text) or said.texts(action, GT.milestone),
            indicator=said.texts(action, GT.feedsStated),
            strategy=said.texts(action, GT.linksTo),
        )


def _money(said: Statements, allocation: ox.NamedNode) -> str:
    amount, stream = said.first(allocation, GT.amount), said.first(allocation, GT.stream)
    period = said.first(allocation, GT.period)
    return " ".join(p for p in (f"£{float(amount):,.2f}".removesuffix(".00") if amount else "", stream, period) if p)


def _aims(said: Statements) -> Iterator[Thing]:
    for aim in said.of_class(GT.Objective):
        yield _thing(
            said,
            aim,
            "objective",
            text=said.texts(aim, GT.text),
            under=said.texts(aim, GT.broader),
            owner=said.texts(aim, GT.ownedBy),
            indicator=said.texts(aim, GT.measuredBy),
        )


def _values(said: Statements) -> Iterator[Thing]:
    """Values by what they are of: one indicator, role and period is one thing, however often it is printed.

    A value inside the words of a measure is compared with those words, as a field of its action.
    """
    found: dict[str, list[ox.NamedNode]] = {}
    for value in said.of_class(GT.Observation):
        if not said.values(value, GT.indicator):
            continue
        role = said.first(value, GT.role).lower()
        key = ", ".join(p for p in (said.first(value, GT.indicator), role, said.first(value, GT.period)) if p)
        found.setdefault(key, []).append(value)
    for key, values in found.items():
        fields = {
            "value": tuple(dict.fromkeys(_amount(said, v) for v in values)),
            "status": tuple(dict.fromkeys(t for v in values for t in said.texts(v, GT.status))),
            "direction": tuple(dict.fromkeys(t for v in values for t in said.texts(v, GT.direction))),
            "owner": tuple(dict.fromkeys(t for v in values for t in said.texts(v, GT.ownedBy))),
        }
        yield Thing("value", "", key, {n: f for n, f in fields.items() if f}, said.place(values[0]))


def _amount(said: Statements, value: ox.NamedNode) -> str:
    return f"{said.first(value, GT.value)} {said.first(value, GT.unit)}".strip()


def _owners(said: Statements) -> Iterator[Thing]:
    owners = {o for s in said.about for o in said.values(s, GT.ownedBy) if isinstance(o, ox.NamedNode)}
    for owner in sorted(owners, key=lambda o: o.value):
        names = (said.text(owner), *said.texts(owner, _ALT_LABEL))
        yield Thing("owner", "", names[0], {}, said.place(owner), names)


def changes(old: Sequence[Thing], new: Sequence[Thing]) -> list[Change]:
    """What came, went and changed, kind by kind, in the order of the new edition; what went last."""
    found: list[Change] = []
    for kind in dict.fromkeys(thing.kind for thing in (*old, *new)):
        before = [t for t in old if t.kind == kind]
        after = [t for t in new if t.kind == kind]
        pairs = _matched(before, after, by_likeness=kind in ("action", "objective"))
        for at, thing in enumerate(after):
            if at not in pairs:
                found.append(Change("came", kind, None, thing))
            elif fields := tuple(_differences(before[pairs[at]], thing)):
                found.append(Change("changed", kind, before[pairs[at]], thing, fields))
        kept = set(pairs.values())
        found += [Change("went", kind, thing, None) for at, thing in enumerate(before) if at not in kept]
    return found


def _matched(old: Sequence[Thing], new: Sequence[Thing], *, by_likeness: bool) -> dict[int, int]:
    """Index of the new thing to that of the old one it is."""
    pairs: dict[int, int] = {}

    def pair(key: Callable[[Thing], object], good: Callable[[Thing, Thing], bool]) -> None:
        waiting: dict[object, list[int]] = defaultdict(list)
        taken = set(pairs.values())
        for at, thing in enumerate(old):
            if at not in taken and key(thing):
                waiting[key(thing)].append(at)
        for at, thing in enumerate(new):
            candidates = waiting.get(key(thing), [])
            chosen = next((c for c in candidates if good(old[c], thing)), None) if at not in pairs else None
            if chosen is not None:
                pairs[at] = chosen
                candidates.remove(chosen)

    pair(lambda t: (t.reference, fold(t.words), t.fields.get("owner")), lambda *_: True)
    pair(lambda t: (t.reference, fold(t.words)), lambda *_: True)
    pair(lambda t: fold(t.words), lambda *_: True)
    pair(lambda t: t.kind, lambda one, other: bool(set(one.names) & set(other.names)))
    if by_likeness:
        once_old, once_new = (Counter(t.reference for t in things) for things in (old, new))
        pair(
            lambda t: t.reference if once_old[t.reference] == 1 and once_new[t.reference] == 1 else "",
            lambda one, other: fuzz.token_sort_ratio(fold(one.words), fold(other.words)) >= _SAME_REFERENCE,
        )
        _pair_likest(old, new, pairs)
    return pairs


def _pair_likest(old: Sequence[Thing], new: Sequence[Thing], pairs: dict[int, int]) -> None:
    """Pair what is left by how alike the words are, the likest first."""
    left_old = [at for at in range(len(old)) if at not in set(pairs.values())]
    left_new = [at for at in range(len(new)) if at not in pairs]
    words = [fold(old[at].words) for at in left_old]
    found = []
    for at in left_new:
        near = process.extract(fold(new[at].words), words, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=5)
        found += [(score, at, left_old[index]) for _, score, index in near]
    for _, at, before in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        if at not in pairs and before not in pairs.values():
            pairs[at] = before


def _differences(old: Thing, new: Thing) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*old.fields, *new.fields)):
        before, after = old.fields.get(name, ()), new.fields.get(name, ())
        alike = fold if name in _IN_WORDS else str.casefold
        known_before, known_after = set(map(alike, before)), set(map(alike, after))
        went = tuple(v for v in before if alike(v) not in known_after)
        came = tuple(v for v in after if alike(v) not in known_before)
        if went or came:
            yield FieldChange(name, went, came)
    if old.reference != new.reference:
        yield FieldChange("reference", (old.reference,), (new.reference,))


def as_json(change: Change) -> dict[str, Any]:
    """A change as a plain object."""
    return asdict(change)
