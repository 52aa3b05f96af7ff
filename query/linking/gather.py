"""The names in a store, read once: labels, codes, references, acronyms both ways, and the words of its texts.

What is gathered is plain lists and texts, so that it can be kept for the next process (`query.shelf`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from graph.store import ReadStore
from query.lexicon.entries import Entry, Settings, english_words
from query.lexicon.words import folded, stem
from query.linking.index import joined
from query.linking.shorter import initials, of_people
from query.schema import Schema

MOST_NAMES = 400_000
MOST_PASSAGES = 20_000  # texts looked through for a phrase
MOST_BEFORE_NUMBER = 5  # words of a reference that ends in a number
LONGEST_NAME = 40  # words: what is longer is a text, found by its words and not by its name
HOW = "how"


@dataclass(frozen=True, slots=True)
class Noun:
    """What the things of a class are called: the folded words, and which things (None for all)."""

    words: tuple[str, ...]
    things: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """How people say things, as far as names go: stems that tell nothing, irregular forms, what things are called."""

    small: frozenset[str]
    irregular: Mapping[str, str]
    nouns: Mapping[str, Sequence[Noun]]
    counts: frozenset[tuple[str, ...]] = frozenset()  # how a number is asked for: "number of", "how many"

    def counted(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """What a title that begins with "number of" is called as people ask for it: "how many first time entrants"."""
        head = next((c for c in self.counts if words[: len(c)] == c and len(words) > len(c)), ())
        asking = [c for c in sorted(self.counts) if c == head or c[0] == HOW]
        return [(*other, *words[len(head) :]) for other in asking] if head else []

    def key(self, word: str) -> str:
        """The stem that a folded word is found by."""
        return stem(self.irregular.get(word, word))


@dataclass(slots=True)
class Gathered:
    """All names of a store. Words that belong together are joined to one text.

    `named` are class, IRIs, label, whether it is a code, whether anything held uses it; `keys` the names in stems,
    sorted, and `at` for each the numbers in `named` with the name's words; `titles` the numbers of the names worth
    finding by some of their words, with the stems that tell.
    """

    named: list[tuple[str, list[str], str, bool, bool]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    at: list[list[tuple[int, str]]] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)
    by_stem: dict[str, list[int]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    expansions: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    passages: str = ""
    said_of: dict[str, str] = field(default_factory=dict)
    unheld: list[str] = field(default_factory=list)
    below: dict[str, list[str]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Everything, as JSON has it."""
        return {own.name: getattr(self, own.name) for own in fields(self)}


def gather(store: ReadStore, schema: Schema, settings: Settings, said: Saying) -> Gathered:
    """The names in a store.

    A bare number is a name only after what its thing is called ("recommendation 8"). Raises what the store raises.
    """
    found = Gathered()
    expansions = _expansions(store, schema, settings)
    groups: dict[tuple[str, tuple[str, ...], bool], dict[str, str]] = defaultdict(dict)
    said_of: dict[str, set[str]] = defaultdict(set)
    for cls, iri, text, code in _named(store, schema, settings):
        words = folded(text)
        if not words or len(words) > LONGEST_NAME:
            continue
        groups[cls, words, code].setdefault(iri, text)
        said_of[iri].update(map(said.key, words))
    held = _held(store, settings)
    printed: set[str] = set()
    called = _Called(found, said)
    by_stem: dict[str, list[int]] = defaultdict(list)
    codes: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for (_, words, code), things in sorted(groups.items()):
        for iri in things if code else ():
            codes[iri].append(words)
    for (cls, words, code), things in sorted(groups.items()):
        iris = sorted(things)
        label = next(iter(things.values()))
        is_held = cls not in held or any(i in held[cls] for i in iris)
        if is_held:
            printed.update(words)
        if code and words[-1].isdigit() and len(words) <= MOST_BEFORE_NUMBER:
            for noun, iris_called in _nouns_for(cls, iris, said.nouns):
                name = f"{' '.join(noun)} {words[-1]}"
                called.by((*noun, words[-1]), called.number(cls, iris_called, name, True, is_held))
        if len(words) == 1 and words[0].isdigit():
            continue
        number = called.number(cls, iris, label, code, is_held)
        for variant in _variants(words, expansions):
            called.by(variant, number)
        before = next((len(c) for i in iris for c in codes.get(i, ()) if words[: len(c)] == c), 0)
        for title in said.counted(words[before:]):
            asked = title != words[before:]  # as it is asked for: "how many LAC"
            for variant in (title, *_variants(title, expansions), *(_shortened(title, expansions) if asked else ())):
                called.by(variant, number)
        content = sorted(set(map(said.key, words)) - said.small)
        if len(content) >= 2 and not code and is_held:
            for telling in content:
                by_stem[telling].append(len(found.titles))
            found.titles.append((number, joined(content)))
    texts, passages, text_words = _texts(store, schema, settings)
    known = printed | text_words | set(expansions)
    _call_shorter(called, groups, _people(store, settings), expansions, known)
    called.done()
    spelt = {w for longer in expansions.values() for x in longer for w in folded(x)}
    found.by_stem = dict(by_stem)
    found.words = sorted(printed | text_words | spelt)
    found.expansions = expansions
    found.texts = sorted(texts)
    found.passages = passages
    found.said_of = {iri: joined(sorted(words)) for iri, words in said_of.items()}
    found.unheld = sorted(
        {i for (cls, *_), things in groups.items() if cls in held for i in things if i not in held[cls]}
    )
    found.below = _below(store, settings)
    return found


def _people(store: ReadStore, settings: Settings) -> set[str]:
    classes = " ".join(f"<{c}>" for c in settings.people)
    if not classes:
        return set()
    return {row[0] for row in _rows(store, f"SELECT DISTINCT ?e WHERE {{ VALUES ?c {{ {classes} }} ?e a ?c }}")}


def _call_shorter(
    called: _Called,
    groups: Mapping[tuple[str, tuple[str, ...], bool], Mapping[str, str]],
    people: set[str],
    expansions: Mapping[str, Sequence[str]],
    known: set[str],
) -> None:
    """Let people be called by shorter names, and bodies by their initials, where that names one thing alone."""
    english = english_words()
    named = {(cls, words): things for (cls, words, code), things in sorted(groups.items()) if words and not code}
    labels = {iri: (cls, text) for (cls, _), things in named.items() for iri, text in things.items()}
    persons = [(words, frozenset(things)) for (_, words), things in named.items() if people.issuperset(things)]
    bodies = [(words, frozenset(things)) for (_, words), things in named.items() if not people.issuperset(things)]
    shorter = dict(of_people(persons, lambda w: stem(w) in english))
    run_together = {"".join(words): things for words, things in bodies}
    for acronym, texts in expansions.items():
        things = run_together.get("".join(folded(texts[0])))  # "Multicultural" may be printed "Multi Cultural"
        if things and len(things) == 1:
            shorter.setdefault((acronym,), things)
    taken = known | {w for words, _ in bodies for w in words}
    for letters, things in initials(bodies, called.small, lambda w: w in taken or stem(w) in english).items():
        shorter.setdefault((letters,), things)
    for words, things in sorted(shorter.items()):
        iri = next(iter(things))
        cls, label = labels[iri]
        called.by(words, called.number(cls, [iri], label, False, True))


class _Called:
    """What is named, each once, and the words that name it."""

    def __init__(self, found: Gathered, said: Saying) -> None:
        self._found = found
        self._said = said
        self.small = said.small
        self._numbers: dict[tuple[str, tuple[str, ...], str, bool, bool], int] = {}
        self._phrases: dict[str, dict[tuple[int, str], None]] = defaultdict(dict)

    def number(self, cls: str, iris: Sequence[str], label: str, code: bool, held: bool) -> int:
        """The number of things of a class with one name."""
        named = (cls, tuple(iris), label, code, held)
        if named not in self._numbers:
            self._numbers[named] = len(self._found.named)
            self._found.named.append((cls, list(iris), label, code, held))
        return self._numbers[named]

    def by(self, words: Sequence[str], number: int) -> None:
        """Let words name what has the number."""
        self._phrases[joined(map(self._said.key, words))][number, joined(words)] = None

    def done(self) -> None:
        """Put the words in order."""
        self._found.keys = sorted(self._phrases)
        self._found.at = [list(self._phrases[key]) for key in self._found.keys]


def _nouns_for(
    cls: str, iris: Sequence[str], nouns: Mapping[str, Sequence[Noun]]
) -> Iterable[tuple[tuple[str, ...], Sequence[str]]]:
    """The wordings that come before the number of some things, and which of the things each is for."""
    for noun in nouns.get(cls, ()):
        fitting = iris if noun.things is None else [i for i in iris if i in noun.things]
        if fitting:
            yield noun.words, fitting


def _rows(store: ReadStore, query: str) -> Iterable[tuple[str, ...]]:
    # sorted by those who need an order: an engine reads both texts again for every two that it compares
    solutions = store.select(query)
    for row in solutions.rows:
        yield tuple(getattr(row[v], "value", "") if v in row else "" for v in solutions.variables)


def nouns_of(store: ReadStore, entries: Iterable[Entry]) -> dict[str, list[Noun]]:
    """What the lexicon calls the things of each class, and for wordings that mean only some of them, which."""
    found: dict[str, list[Noun]] = defaultdict(list)
    for entry in entries:
        meaning = entry.meaning
        if meaning.kind != "noun" or meaning.weak:
            continue
        things: frozenset[str] | None = None
        if meaning.where:
            pattern = " ; ".join(f"<{p}> <{v}>" if not datatype else f'<{p}> "{v}"' for p, v, datatype in meaning.where)
            things = frozenset(row[0] for row in _rows(store, f"SELECT DISTINCT ?e WHERE {{ ?e {pattern} }}"))
            if not things:
                continue
        for wording in entry.say:
            words = folded(wording)
            if words:
                found[meaning.cls].append(Noun(words, things))
    return found


def _named(store: ReadStore, schema: Schema, settings: Settings) -> Iterable[tuple[str, str, str, bool]]:
    """Class, IRI, name and whether it is a code, for every named thing."""
    labels = (*schema.labels, *schema.other_labels)
    if settings.names:
        plan = {cls: tuple(props) for cls, props in settings.names.items()}
    else:
        plan = {cls: ("label",) for cls, info in schema.classes.items() if not info.hidden}
    for cls, props in plan.items():
        wanted = [p for prop in props for p in (labels if prop == "label" else (prop,))]
        classes = " ".join(f"<{c}>" for c in sorted(schema.subclasses(cls)))
        for prop in dict.fromkeys(wanted):
            query = (
                f"SELECT DISTINCT ?e ?l WHERE {{ VALUES ?c {{ {classes} }} ?e a ?c ; <{prop}> ?l "
                f"FILTER(isIRI(?e)) }} LIMIT {MOST_NAMES}"
            )
            for iri, text in sorted(_rows(store, query)):
                yield cls, iri, text, prop not in labels and _is_code(text)
        kind = settings.aliases.get(cls)
        if kind:
            kinds = "|".join(f"<{p}>" for p in labels)
            query = f"SELECT DISTINCT ?e ?l WHERE {{ ?e <{kind}>/({kinds}) ?l }} LIMIT {MOST_NAMES}"
            whose = _whose(store, settings, classes)
            own = set(_own_names(store, classes, labels, whose))
            for iri, text in sorted(_rows(store, query)):
                # a kind's name that is some thing's own name ("Schools") means that thing, wherever there is one
                if (whose.get(iri, ""), _stemmed(text)) not in own:
                    yield cls, iri, text, False


def _whose(store: ReadStore, settings: Settings, classes: str) -> dict[str, str]:
    """The authority, or whatever narrows a question, of each thing of some classes."""
    found: dict[str, str] = {}
    for prop in settings.scope:
        query = f"SELECT DISTINCT ?e ?a WHERE {{ VALUES ?c {{ {classes} }} ?e a ?c ; <{prop}> ?a }} LIMIT {MOST_NAMES}"
        for iri, owner in sorted(_rows(store, query)):
            found.setdefault(iri, owner)
    return found


def _own_names(
    store: ReadStore, classes: str, labels: Iterable[str], whose: Mapping[str, str]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The names that things of some classes are printed under, each with whose it is."""
    kinds = "|".join(f"<{p}>" for p in labels)
    query = f"SELECT DISTINCT ?e ?l WHERE {{ VALUES ?c {{ {classes} }} ?e a ?c ; ({kinds}) ?l }} LIMIT {MOST_NAMES}"
    for iri, text in _rows(store, query):
        yield whose.get(iri, ""), _stemmed(text)


def _stemmed(text: str) -> tuple[str, ...]:
    return tuple(map(stem, folded(text)))


def _is_code(text: str) -> bool:
    """Whether a text is a code or reference rather than words."""
    return len(text.split()) <= MOST_BEFORE_NUMBER and any(c.isdigit() for c in text)


def _held(store: ReadStore, settings: Settings) -> dict[str, set[str]]:
    """For the classes of which reference data knows more than anything held uses: the things used."""
    return {
        cls: {row[0] for row in _rows(store, f"SELECT DISTINCT ?e WHERE {{ ?x <{prop}> ?e }}")}
        for cls, prop in settings.in_use.items()
    }


def _expansions(store: ReadStore, schema: Schema, settings: Settings) -> dict[str, list[str]]:
    if not settings.expansion:
        return {}
    label = schema.labels[0]
    query = f"SELECT DISTINCT ?l ?x WHERE {{ ?e <{settings.expansion}> ?x ; <{label}> ?l }}"
    found: dict[str, list[str]] = defaultdict(list)
    for acronym, text in sorted(_rows(store, query)):
        words = folded(acronym)
        if len(words) == 1 and text not in found[words[0]]:
            found[words[0]].append(text)
    return dict(found)


def _variants(words: tuple[str, ...], expansions: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """A name as it is, and with an acronym in it spelt out."""
    variants = [words]
    for i, word in enumerate(words):
        for expansion in expansions.get(word, ())[:2]:
            variants.append((*words[:i], *folded(expansion), *words[i + 1 :]))
    return variants


def _shortened(words: tuple[str, ...], expansions: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """A name that ends in what an acronym stands for, with the acronym instead."""
    longer = ((word, folded(text)) for word, texts in expansions.items() for text in texts)
    return [(*words[: -len(spelt)], word) for word, spelt in longer if spelt and words[-len(spelt) :] == spelt]


def _below(store: ReadStore, settings: Settings) -> dict[str, list[str]]:
    """What is under each thing, at any depth, by the properties that lead upwards."""
    found: dict[str, list[str]] = {}
    for up in set(settings.downwards.values()):
        lower: dict[str, list[str]] = defaultdict(list)
        for low, high in _rows(store, f"SELECT ?a ?b WHERE {{ ?a <{up}> ?b }} LIMIT {MOST_NAMES}"):
            lower[high].append(low)
        for thing, next_below in lower.items():
            seen: dict[str, None] = {}
            todo = list(next_below)
            while todo:
                at = todo.pop()
                if at not in seen and at != thing:
                    seen[at] = None
                    todo += lower.get(at, [])
            found[thing] = sorted(seen)
    return found


def _texts(store: ReadStore, schema: Schema, settings: Settings) -> tuple[set[str], str, set[str]]:
    """Stems of the texts of topical classes, the texts in stems, a line each, and the words worth mending by."""
    found: set[str] = set()
    passages: dict[str, None] = {}
    for cls in settings.topical:
        for prop in schema.text_properties(cls):
            query = f"SELECT DISTINCT ?l WHERE {{ ?e a <{cls}> ; <{prop}> ?l }} LIMIT {MOST_NAMES}"
            for (text,) in _rows(store, query):
                words = folded(text)
                found.update(words)
                if len(passages) < MOST_PASSAGES:
                    passages[f" {' '.join(map(stem, words))} "] = None
    return set(map(stem, found)), "\n".join(passages), {w for w in found if len(w) >= 4 and w.isalpha()}
