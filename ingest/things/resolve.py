"""From all the names of one sort that a plan prints to the things they name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from ingest.document import Span
from ingest.records import Printed
from ingest.things.names import folded_name, initials, short_person_name
from ontology.names import short_hash, slug

_TELLING_ACRONYM = 4
_LONG_NAME = 14  # letters a name must have before one wrong letter is taken for a slip


@dataclass(frozen=True, slots=True)
class Named:
    """One thing: the slug of its IRI, its label, its other printed forms, the first place of each form, its kind.

    `known` says that slug and label are the reference data's.
    """

    slug: str
    label: str
    others: tuple[str, ...] = ()
    places: tuple[Span, ...] = ()
    kind: str = ""
    known: bool = False


Known = Callable[[str], tuple[str, str] | None]
"""From a printed name to the slug and label by which everybody knows the thing, or None."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The things of one sort and which of them a printed name means."""

    things: tuple[Named, ...] = ()
    _by_key: Mapping[str, Named] = field(default_factory=dict)

    def find(self, text: str) -> Named | None:
        """The thing that a printed name means; None for one without letters or digits, or not among those resolved."""
        return self._by_key.get(folded_name(text))


class _Groups:
    """Disjoint sets of keys."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._of = {k: k for k in keys}

    def root(self, key: str) -> str:
        while self._of[key] != key:
            key = self._of[key]
        return key

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.root(one), self.root(other)))
        self._of[b] = a

    def members(self) -> list[list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._of):
            groups[self.root(key)].append(key)
        return [groups[k] for k in sorted(groups)]


def resolve(
    printed: Iterable[Printed], expansions: Mapping[str, str] | None = None, known: Known | None = None
) -> Resolution:
    """The things named by `printed`, one for each name that is plainly another.

    `expansions` maps acronyms to what the plan itself says they stand for: "NSCB" and "Northam Safeguarding Children
    Board" become one; `known` finds things of the reference data. People are merged when an initial and surname fit
    exactly one full name; other names when they differ by one letter in a long name, or when one is an acronym of four
    letters or more that only the other's words make. Names without a letter or digit are left out.
    """
    forms: dict[str, list[Printed]] = defaultdict(list)
    for name in sorted(printed, key=lambda p: (p.text, _order(p.span), p.kind)):
        if key := folded_name(name.text):
            forms[key].append(name)
    groups = _Groups(forms)
    _join_people(groups, forms)
    _join_slips(groups, forms)
    _join_acronyms(groups, forms, expansions or {})
    _join_initials(groups, forms)
    usual = {k: found for k, names in forms.items() for n in names if known and (found := known(_tidy(n.text)))}
    _join_known(groups, usual)
    by_key: dict[str, Named] = {}
    taken: set[str] = set()
    for keys in groups.members():
        thing = _named([p for k in keys for p in forms[k]], taken)
        if as_known := min((usual[k] for k in keys if k in usual), default=None):
            others = tuple(sorted({thing.label, *thing.others} - {as_known[1]}))
            thing = replace(thing, slug=as_known[0], label=as_known[1], others=others, known=True)
        else:
            taken.add(thing.slug)
        by_key.update(dict.fromkeys(keys, thing))
    things = sorted(set(by_key.values()), key=lambda t: t.slug)
    return Resolution(tuple(things), by_key)


def _kind(names: Iterable[Printed]) -> str:
    kinds = Counter(n.kind for n in names if n.kind)
    return min(kinds, key=lambda k: (-kinds[k], k)) if kinds else ""


def _join_people(groups: _Groups, forms: Mapping[str, list[Printed]]) -> None:
    parts = {k: short_person_name(names[0].text) for k, names in forms.items() if _kind(names) == "person"}
    people = {k: p for k, p in parts.items() if p}
    first_of: dict[tuple[str, str, str], str] = {}
    for key, name in sorted(people.items()):  # with and without a title, or the surname first
        groups.join(first_of.setdefault(name, key), key)
    for key, (first, middle, last) in people.items():
        if len(first) > 1:
            continue
        full = [
            k
            for k, (f, m, surname) in people.items()
            if surname == last and len(f) > 1 and f.startswith(first) and (not middle or not m or m[0] == middle[0])
        ]
        others = [k for k, (f, m, s) in people.items() if s == last and len(f) == 1 and f == first and m != middle]
        if len({people[k] for k in full}) == 1 and not others:
            groups.join(key, full[0])


def _join_slips(groups: _Groups, forms: Mapping[str, list[Printed]]) -> None:
    long_keys = sorted(k for k, names in forms.items() if len(k) >= _LONG_NAME and _kind(names) != "person")
    for i, one in enumerate(long_keys):
        for other in long_keys[i + 1 :]:
            if other[:3] != one[:3]:
                break  # sorted: no later key begins like this one
            if _digits(one) == _digits(other) and Levenshtein.distance(one, other, score_cutoff=1) == 1:
                groups.join(one, other)


def _digits(key: str) -> str:
    return "".join(c for c in key if c.isdigit())


def _join_acronyms(groups: _Groups, forms: Mapping[str, list[Printed]], expansions: Mapping[str, str]) -> None:
    for acronym, expansion in expansions.items():
        short, long = folded_name(acronym), folded_name(expansion)
        if short in forms and long in forms and short != long:
            groups.join(short, long)


def _join_initials(groups: _Groups, forms: Mapping[str, list[Printed]]) -> None:
    """A printed acronym of four letters or more is the one name whose words begin so."""
    whole: dict[str, set[str]] = defaultdict(set)
    for key, names in forms.items():
        if _kind(names) != "person":
            for letters in initials(names[0].text):
                whole[letters].add(groups.root(key))
    for key, names in forms.items():
        printed = "".join(c for c in _tidy(names[0].text) if c not in "&./")
        fitting = whole.get(printed.lower(), set()) - {groups.root(key)}
        if len(printed) >= _TELLING_ACRONYM and printed.isalpha() and printed.isupper() and len(fitting) == 1:
            groups.join(key, min(fitting))


def _join_known(groups: _Groups, usual: Mapping[str, tuple[str, str]]) -> None:
    first: dict[tuple[str, str], str] = {}
    for key in sorted(usual):
        groups.join(first.setdefault(usual[key], key), key)


def _named(names: list[Printed], taken: set[str]) -> Named:
    first: dict[str, Span] = {}
    for name in names:
        text = _tidy(name.text)
        if text not in first or _order(name.span) < _order(first[text]):
            first[text] = name.span
    counts = Counter(_tidy(n.text) for n in names)
    # A full name says more than an initial or an acronym; among like forms the usual one wins.
    person = _kind(names) == "person"
    label = min(counts, key=lambda t: (_is_short(t), person and "," in t, -counts[t], -len(t), t))
    others = tuple(sorted(t for t in counts if t != label))
    places = tuple(sorted(set(first.values()), key=_order))
    name_slug = slug(label) or f"h-{short_hash(label)}"
    if name_slug in taken:  # two things whose names differ only in what a slug leaves out
        name_slug = f"{name_slug}-{short_hash(folded_name(label), label)}"
    return Named(name_slug, label, others, places, _kind(names))


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:-–•")


def _is_short(text: str) -> bool:
    first = text.split(maxsplit=1)[0].strip(".") if text else ""
    return len(first) == 1 or (" " not in text and text.removesuffix("s").isupper())


def _order(span: Span) -> tuple[int, int, str]:
    return span.line, span.last_line, span.quote
