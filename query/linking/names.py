"""The names of the things in a graph, read once from a store: labels, codes, references, acronyms both ways."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.store import ReadStore
from query.lexicon.entries import Entry, Settings
from query.lexicon.index import Phrases
from query.lexicon.words import folded, stem
from query.schema import Schema

MOST_NAMES = 400_000
MOST_PASSAGES = 20_000  # texts looked through for a phrase
MOST_BEFORE_NUMBER = 5  # words of a reference that ends in a number
LONGEST_NAME = 40  # words: what is longer is a text, found by its words and not by its name


@dataclass(frozen=True, slots=True)
class Named:
    """Things of one class with one name: their IRIs, the name as printed, and whether it is their code or reference."""

    cls: str
    iris: tuple[str, ...]
    label: str
    code: bool = False
    held: bool = True  # False for what reference data knows and nothing held uses


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


@dataclass(frozen=True)
class Names:
    """All names of a graph. `titles` are those worth finding by some of their words."""

    phrases: Phrases[Named]
    titles: tuple[tuple[Named, frozenset[str]], ...]
    by_stem: Mapping[str, tuple[int, ...]]
    rarity: Mapping[str, float]
    words: frozenset[str]
    expansions: Mapping[str, tuple[str, ...]]  # folded acronym to what it stands for
    texts: frozenset[str] = field(default_factory=frozenset)  # stems of all texts
    passages: tuple[str, ...] = ()  # the texts themselves, in stems, as many as are kept
    said_of: Mapping[str, frozenset[str]] = field(default_factory=dict)  # the stems of all names of a thing
    unheld: frozenset[str] = field(default_factory=frozenset)  # what reference data knows and nothing held is of
    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a heading and all that is under it

    def speak_of(self, words: Sequence[str]) -> bool:
        """Whether the words, in any form, stand side by side in some text."""
        phrase = f" {' '.join(stem(w) for w in words)} "
        return any(phrase in text for text in self.passages)

    def weight(self, word_stem: str) -> float:
        """How much a word tells: rare ones more."""
        return self.rarity.get(word_stem, 5.0)


def _rows(store: ReadStore, query: str) -> Iterable[tuple[str, ...]]:
    # sorted by those who need an order: an engine reads both texts again for every two that it compares
    solutions = store.select(query)
    for row in solutions.rows:
        yield tuple(getattr(row[v], "value", "") if v in row else "" for v in solutions.variables)


def read_names(
    store: ReadStore,
    schema: Schema,
    settings: Settings,
    said: Saying,
) -> Names:
    """The names in a store.

    A bare number is a name only after what its thing is called ("recommendation 8"). Raises what the store raises.
    """
    small, nouns = said.small, said.nouns
    expansions = _expansions(store, schema, settings)
    groups: dict[tuple[str, tuple[str, ...], bool], dict[str, str]] = defaultdict(dict)
    printed: set[str] = set()
    said_of: dict[str, set[str]] = defaultdict(set)
    phrases: Phrases[Named] = Phrases(said.irregular)
    for cls, iri, text, code in _named(store, schema, settings):
        words = folded(text)
        if not words or len(words) > LONGEST_NAME:
            continue
        groups[cls, words, code].setdefault(iri, text)
        said_of[iri].update(phrases.key(w) for w in words)
    held = _held(store, settings)
    titles: list[tuple[Named, frozenset[str]]] = []
    for (cls, words, code), things in sorted(groups.items()):
        iris = tuple(sorted(things))
        label = next(iter(things.values()))
        named = Named(cls, iris, label, code, held=cls not in held or any(i in held[cls] for i in iris))
        if named.held:
            printed.update(words)
        if code and words[-1].isdigit() and len(words) <= MOST_BEFORE_NUMBER:
            for noun, iris_called in _called(cls, iris, nouns):
                numbered = Named(cls, iris_called, f"{' '.join(noun)} {words[-1]}", True, named.held)
                phrases.add_words((*noun, words[-1]), numbered)
        if len(words) == 1 and words[0].isdigit():
            continue
        for variant in _variants(words, expansions):
            phrases.add_words(variant, named)
        content = frozenset(phrases.key(w) for w in words) - small
        if len(content) >= 2 and not code and named.held:
            titles.append((named, content))
    by_stem: dict[str, list[int]] = defaultdict(list)
    frequency: Counter[str] = Counter()
    for i, (_, content) in enumerate(titles):
        for s in content:
            by_stem[s].append(i)
            frequency[s] += 1
    total = max(len(titles), 1)
    rarity = {s: 1.0 + math.log(total / n) for s, n in frequency.items()}
    texts, passages, text_words = _texts(store, schema, settings)
    return Names(
        phrases,
        tuple(titles),
        {s: tuple(at) for s, at in by_stem.items()},
        rarity,
        frozenset(printed) | text_words | {w for e in expansions.values() for x in e for w in folded(x)},
        expansions,
        texts,
        passages,
        {iri: frozenset(words) for iri, words in said_of.items()},
        frozenset(i for (cls, _, _), things in groups.items() if cls in held for i in things if i not in held[cls]),
        _below(store, settings),
    )


def _called(
    cls: str, iris: tuple[str, ...], nouns: Mapping[str, Sequence[Noun]]
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The wordings that come before the number of some things, and which of the things each is for."""
    for noun in nouns.get(cls, ()):
        fitting = iris if noun.things is None else tuple(i for i in iris if i in noun.things)
        if fitting:
            yield noun.words, fitting


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
            for iri, text in sorted(_rows(store, query)):
                yield cls, iri, text, False


def _is_code(text: str) -> bool:
    """Whether a text is a code or reference rather than words."""
    return len(text.split()) <= MOST_BEFORE_NUMBER and any(c.isdigit() for c in text)


def _held(store: ReadStore, settings: Settings) -> dict[str, set[str]]:
    """For the classes of which reference data knows more than anything held uses: the things used."""
    return {
        cls: {row[0] for row in _rows(store, f"SELECT DISTINCT ?e WHERE {{ ?x <{prop}> ?e }}")}
        for cls, prop in settings.in_use.items()
    }


def _expansions(store: ReadStore, schema: Schema, settings: Settings) -> dict[str, tuple[str, ...]]:
    if not settings.expansion:
        return {}
    label = schema.labels[0]
    query = f"SELECT DISTINCT ?l ?x WHERE {{ ?e <{settings.expansion}> ?x ; <{label}> ?l }}"
    found: dict[str, list[str]] = defaultdict(list)
    for acronym, text in sorted(_rows(store, query)):
        words = folded(acronym)
        if len(words) == 1 and text not in found[words[0]]:
            found[words[0]].append(text)
    return {a: tuple(texts) for a, texts in found.items() if texts}


def _variants(words: tuple[str, ...], expansions: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """A name as it is, and with an acronym in it spelt out."""
    variants = [words]
    for i, word in enumerate(words):
        for expansion in expansions.get(word, ())[:2]:
            variants.append((*words[:i], *folded(expansion), *words[i + 1 :]))
    return variants


def _below(store: ReadStore, settings: Settings) -> dict[str, tuple[str, ...]]:
    """What is under each thing, at any depth, by the properties that lead upwards."""
    found: dict[str, tuple[str, ...]] = {}
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
            found[thing] = tuple(sorted(seen))
    return found


def _texts(
    store: ReadStore, schema: Schema, settings: Settings
) -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """Stems and folded words of the texts of topical classes, and the texts in stems: what the plans speak of."""
    found: set[str] = set()
    passages: dict[str, None] = {}
    for cls in settings.topical:
        for prop in schema.text_properties(cls):
            query = f"SELECT DISTINCT ?l WHERE {{ ?e a <{cls}> ; <{prop}> ?l }} LIMIT {MOST_NAMES}"
            for (text,) in _rows(store, query):
                words = folded(text)
                found.update(words)
                if len(passages) < MOST_PASSAGES:
                    passages[f" {' '.join(stem(w) for w in words)} "] = None
    stems = frozenset(stem(w) for w in found)
    return stems, tuple(passages), frozenset(w for w in found if len(w) >= 4 and w.isalpha())
