"""What the parser knows of a world: its lexicon, the names in it, the ways through its schema. Made once a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from query.lexicon.entries import FOLDER, LexiconFile, Meaning, Settings, english_words, load, vocabularies_of
from query.lexicon.generic import entries_of
from query.lexicon.index import Phrases, Spellings
from query.lexicon.parted import APART, PartedPhrases
from query.lexicon.words import folded, stem
from query.linking.link import Telling
from query.linking.names import Names, names_of
from query.parse.terms import Words, words_in
from query.parse.ways import Ways
from query.schema import Schema
from query.world import World

SHORT = 3  # words of so few letters are not mended
EMPTY_KINDS = frozenset({"small", "chatter", "ask", "lead", "pronoun", "join", "each"})


@dataclass(frozen=True)
class Context:
    """Everything that parsing a question needs besides the question."""

    schema: Schema
    settings: Settings
    phrases: Phrases[Meaning]
    parted: PartedPhrases
    names: Names
    spellings: Spellings
    ways: Ways
    telling: Telling
    units: dict[str, str]
    comparing: frozenset[str]  # words beside which "one" is a number
    periods: tuple[tuple[str, str, str], ...]  # IRI, first and last day
    codes: Mapping[str, str]  # of things that may be topics: the code by which each is known for certain
    grammar: Mapping[str, frozenset[str]]  # small words by what they do in a question
    called: Mapping[str, frozenset[str]]  # the stems of single words that things of a class are called by

    @cached_property
    def words(self) -> Words:
        """What the terms are called in print."""
        return words_in(self.schema, self.phrases.values())

    @property
    def small(self) -> frozenset[str]:
        """Stems that tell nothing."""
        return self.telling.small

    @property
    def synonyms(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """Wordings, in stems, with the others of their groups."""
        return self.telling.synonyms


def context_of(world: World) -> Context:
    """The context of a world, made when it is first asked for."""
    return world.once("parse context", lambda: _make(world))


def lexicon_files(schema: Schema, folder: Path = FOLDER) -> tuple[Path, ...]:
    """The lexicon files that serve a schema: those that name no vocabulary, and those whose vocabulary it uses."""
    terms = (*schema.classes, *schema.properties)
    chosen = []
    for path in sorted(folder.glob("*.yaml")):
        starts = vocabularies_of(path)
        if not starts or any(t.startswith(starts) for t in terms):
            chosen.append(path)
    return tuple(chosen)


def served(schema: Schema) -> bool:
    """Whether some lexicon file speaks of a schema's vocabulary; one that none speaks of is asked by its own names."""
    return any(vocabularies_of(path) for path in lexicon_files(schema))


def settings_of(world: World) -> Settings:
    """How a world's vocabulary is put together where a question leaves it open; nothing where no file says."""
    return context_of(world).settings if served(world.schema) else Settings()


def _make(world: World) -> Context:
    schema = world.schema
    files = lexicon_files(schema)
    lexicon = load(files)
    entries = (*lexicon.entries, *entries_of(schema, lexicon.vocabularies))
    phrases: Phrases[Meaning] = Phrases(lexicon.irregular)
    parted = PartedPhrases(lexicon.irregular)
    small: set[str] = set()
    light: set[str] = set()
    units: dict[str, str] = {}
    words: set[str] = set()
    comparing = {"than"}
    called: dict[str, set[str]] = {}
    for entry in entries:
        for wording in entry.say:
            if APART in wording:
                words.update(parted.add(wording, entry.meaning))
                continue
            said = folded(wording)
            words.update(said)
            phrases.add_words(said, entry.meaning)
            stems = {stem(w) for w in said}
            if entry.meaning.kind == "noun" and not entry.meaning.weak and len(said) == 1:
                called.setdefault(entry.meaning.cls, set()).update(stems)
            if entry.meaning.kind in EMPTY_KINDS and len(said) == 1:
                small |= stems if entry.meaning.kind in ("small", "join", "pronoun") else set()
                light |= stems
            elif entry.meaning.weak or entry.meaning.kind in ("relation", "attribute", "noun", "chatter", "about"):
                light |= stems
            if entry.meaning.kind == "compare" and entry.meaning.op == "=" and not entry.meaning.of and len(said) == 1:
                comparing.update(said)
            if entry.meaning.kind == "unit":
                units[" ".join(said)] = entry.meaning.name
    names = names_of(world, lexicon.settings, entries, frozenset(small), lexicon.irregular)
    for cls in _scope_classes(schema, lexicon.settings):
        for named, content in names.titles:
            if named.cls == cls:
                light |= content
    return Context(
        schema=schema,
        settings=lexicon.settings,
        phrases=phrases,
        parted=parted,
        names=names,
        spellings=Spellings(
            words | {f"{w}s" for w in words if len(w) > SHORT} | names.words,
            lexicon.irregular,
            english_words(),
            lexicon.short,
        ),
        ways=Ways(schema, lexicon.settings),
        telling=Telling(frozenset(small), frozenset(light), _synonyms(lexicon, names)),
        units=units,
        comparing=frozenset(comparing),
        periods=_periods(world, lexicon.settings),
        codes=world.kept("codes", lambda: _codes(world, lexicon.settings)),
        grammar=lexicon.grammar,
        called={cls: frozenset(stems) for cls, stems in called.items()},
    )


def _scope_classes(schema: Schema, settings: Settings) -> Iterable[str]:
    return {cls for prop in settings.scope for cls in schema.range(prop)}


def _synonyms(lexicon: LexiconFile, names: Names) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Wordings that mean the same in a text: groups of the lexicon, and acronyms with what they stand for."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}

    def join(group: tuple[str, ...]) -> None:
        for wording in group:
            key = tuple(stem(w) for w in folded(wording))
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), *group)))

    for group in lexicon.synonyms:
        join(group)
    for acronym, expansions in names.expansions.items():
        join((acronym, *expansions))
    return found


def _periods(world: World, settings: Settings) -> tuple[tuple[str, str, str], ...]:
    if not settings.periods:
        return ()
    cls, starts, ends = (settings.periods[k] for k in ("class", "starts", "ends"))
    query = f"SELECT DISTINCT ?p ?s ?e WHERE {{ ?p a <{cls}> ; <{starts}> ?s ; <{ends}> ?e }} ORDER BY ?p"
    return tuple(
        (str(getattr(r["p"], "value", "")), str(getattr(r["s"], "value", "")), str(getattr(r["e"], "value", "")))
        for r in world.store.select(query).rows
    )


def _codes(world: World, settings: Settings) -> dict[str, str]:
    """The codes of things that may be topics, by IRI: what is named in words is shown by its code too."""
    found: dict[str, str] = {}
    for cls in settings.about:
        props = "|".join(f"<{p}>" for p in settings.names.get(cls, ()) if p != "label")
        classes = " ".join(f"<{c}>" for c in sorted(world.schema.subclasses(cls)))
        if props:
            query = f"SELECT ?e (MIN(?l) AS ?c) WHERE {{ VALUES ?k {{ {classes} }} ?e a ?k ; {props} ?l }} GROUP BY ?e"
            for row in world.store.select(query).rows:
                if "c" in row:
                    found[row["e"].value] = row["c"].value
    return found
