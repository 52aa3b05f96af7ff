"""The lexicon: what the words of a question can mean, read from the YAML files of `ontology/lexicon/`.

An entry joins wordings to one meaning. English asking words stand in `english.yaml` and serve every ontology; a file
for a vocabulary adds how people say its classes, properties and values, and settings for joining them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[2] / "ontology" / "lexicon"
_TERMS = ("noun", "relation", "value", "attribute")
_WORDS = (
    "ask",
    "lead",
    "chatter",
    "must",
    "small",
    "pronoun",
    "compare",
    "extreme",
    "each",
    "order",
    "not",
    "join",
    "about",
    "unit",
    "decline",
    "gap",
)
KINDS = frozenset((*_TERMS, *_WORDS))
XSD = "http://www.w3.org/2001/XMLSchema#"


class LexiconError(ValueError):
    """A lexicon file does not read: the message names the file, the entry and what is wrong."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of some words.

    `kind` is one of `KINDS`; `name` tells meanings of a kind apart ("who", "both", "opinion"); `cls`, `props`, `value`
    and `where` name the vocabulary's terms; `op` is a comparison; `of` what it compares ("date"); `weak` words may stay
    unused without loss.
    """

    kind: str
    name: str = ""
    cls: str = ""
    props: tuple[str, ...] = ()
    where: tuple[tuple[str, str, str], ...] = ()  # property, value (IRI or lexical form), datatype ("" for an IRI)
    op: str = ""
    of: str = ""
    weak: bool = False
    label: str = ""
    beside: tuple[str, ...] = ()  # counts only beside one of these (folded) words, or pairs of words


@dataclass(frozen=True, slots=True)
class Entry:
    """Some wordings of one meaning."""

    say: tuple[str, ...]
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the schema that questions take unless they name another: start class, path, cost."""

    start: str
    path: tuple[str, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Apart:
    """What a gap is between: the `value`s of two things of a class that are alike in `same` and, in the property `by`,
    are the one and the other of two things, each with its name.

    `better` says which of two is better: the property that leads to what tells, the one that tells, and the two things
    it may be, that less is better and that more is. `judging` are the things that say how one stands to the other,
    with "better" or "worse".
    """

    cls: str
    value: str
    by: str
    of: tuple[tuple[str, str], tuple[str, str]]
    same: tuple[str, ...]
    better: tuple[str, str, str, str] | None = None
    judging: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Settings:
    """How a vocabulary's pieces are put together where a question leaves it open. All terms are IRIs."""

    open: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    where_asked: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    how_much: tuple[str, ...] = ()
    how_many: tuple[str, ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    money: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    last_of: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    texts: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    topical: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    shows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stands_for: Mapping[str, str] = field(default_factory=dict)
    lacks: Mapping[str, str] = field(default_factory=dict)
    latest: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    latest_within: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    downwards: Mapping[str, str] = field(default_factory=dict)
    defined: tuple[str, ...] = ()
    joins: tuple[Way, ...] = ()
    never: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    expansion: str = ""
    explains: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    in_use: Mapping[str, str] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)
    percent: tuple[str, ...] = ()  # the property and the value that say a number is so many in a hundred
    gap: Apart | None = None
    wording: str = ""
    codes: tuple[tuple[str, str], ...] = ()  # a regular expression over folded words, the class it names things of


@dataclass(frozen=True)
class LexiconFile:
    """What one or several files say."""

    entries: tuple[Entry, ...]
    settings: Settings
    irregular: Mapping[str, str]
    short: Mapping[str, str] = field(default_factory=dict)  # words as people shorten them, and the whole words
    synonyms: tuple[tuple[str, ...], ...] = ()
    grammar: Mapping[str, frozenset[str]] = field(default_factory=dict)  # small words by what they do in a question
    vocabularies: tuple[str, ...] = ()  # the starts of the IRIs that the files speak of


# keeps every scalar the text it is ("on", "no" and "5" are words here) and makes no objects; in C where that is built
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def _read(path: Path) -> Mapping[str, Any]:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}  # noqa: S506
    except yaml.YAMLError as problem:
        raise LexiconError(f"{path.name}: not YAML: {problem}") from None


@cache
def english_words(folder: Path = FOLDER) -> frozenset[str]:
    """The stems of common English words, none of which is a typing error."""
    lines = (folder / "words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def vocabularies_of(path: Path) -> tuple[str, ...]:
    """The starts of the IRIs that a lexicon file speaks of. Raises `LexiconError`."""
    return tuple(_read(path).get("prefixes", {}).values())


def load(paths: Iterable[Path]) -> LexiconFile:
    """The entries and settings of lexicon files, in order. Raises `LexiconError` with file and entry."""
    entries: list[Entry] = []
    irregular: dict[str, str] = {}
    short: dict[str, str] = {}
    grammar: dict[str, frozenset[str]] = {}
    synonyms: list[tuple[str, ...]] = []
    vocabularies: list[str] = []
    settings = Settings()
    for path in paths:
        data = _read(path)
        prefixes = data.get("prefixes", {})
        vocabularies += prefixes.values()
        for number, raw in enumerate(data.get("entries", ()), 1):
            try:
                entries.append(_entry(raw, prefixes))
            except (KeyError, TypeError, ValueError, AttributeError) as problem:
                raise LexiconError(f"{path.name}: entry {number}: {problem}") from None
        irregular.update(data.get("irregular", {}))
        short.update(data.get("short", {}))
        grammar.update({does: frozenset(words) for does, words in data.get("grammar", {}).items()})
        synonyms += [tuple(group) for group in data.get("synonyms", ())]
        if "settings" in data:
            settings = _settings(data["settings"], prefixes)
    return LexiconFile(tuple(entries), settings, irregular, short, tuple(synonyms), grammar, tuple(vocabularies))


def _iri(name: str, prefixes: Mapping[str, str]) -> str:
    inverse, bare = ("^", name[1:]) if name.startswith("^") else ("", name)
    prefix, colon, local = bare.partition(":")
    if not colon or prefix not in prefixes:
        raise ValueError(f"{name!r} has no prefix that the file declares")
    return f"{inverse}{prefixes[prefix]}{local}"


def _term(value: str, datatype: str, prefixes: Mapping[str, str]) -> tuple[str, str]:
    """A value as written and its datatype ("" for an IRI)."""
    if datatype:
        return value, XSD + datatype
    prefix, colon, _ = value.partition(":")
    return (_iri(value, prefixes), "") if colon and prefix in prefixes else (value, XSD + "string")


def _entry(raw: Mapping[str, Any], prefixes: Mapping[str, str]) -> Entry:
    kind = raw["kind"]
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(sorted(KINDS))}")
    say = tuple(raw["say"])
    props = raw.get("property", [])
    props = tuple(_iri(p, prefixes) for p in ([props] if isinstance(props, str) else props))
    where = tuple(
        (_iri(p, prefixes), *_term(v, "", prefixes))
        for p, values in raw.get("where", {}).items()
        for v in ([values] if isinstance(values, str) else values)
    )
    if kind == "value":
        where = ((props[0], *_term(raw["value"], raw.get("datatype", ""), prefixes)),)
    meaning = Meaning(
        kind=kind,
        name=raw.get("name", ""),
        cls=_iri(raw["class"], prefixes) if "class" in raw else "",
        props=props,
        where=where,
        op=raw.get("op", ""),
        of=raw.get("of", ""),
        weak=raw.get("weak") == "true",
        label=raw.get("label", say[0]),
        beside=tuple(raw.get("beside", ())),
    )
    return Entry(say, meaning)


def _settings(raw: Mapping[str, Any], prefixes: Mapping[str, str]) -> Settings:
    """Settings with every prefixed name resolved; lists become tuples, nested ones too."""

    def resolved(value: Any) -> Any:
        if isinstance(value, str):
            bare = value.lstrip("^")
            return _iri(value, prefixes) if bare.partition(":")[0] in prefixes and ":" in bare else value
        if isinstance(value, list):
            return tuple(resolved(v) for v in value)
        return {resolved(k): resolved(v) for k, v in value.items()}

    known = set(Settings.__dataclass_fields__)
    unknown = set(raw) - known
    if unknown:
        raise LexiconError(f"settings: {', '.join(sorted(unknown))}: not among {', '.join(sorted(known))}")
    values = {k: resolved(v) for k, v in raw.items()}
    values["joins"] = tuple(Way(w["from"], tuple(w["path"]), float(w["cost"])) for w in values.get("joins", ()))
    values["codes"] = tuple((c["shape"], c["class"]) for c in values.get("codes", ()))
    if "gap" in values:
        told = values["gap"]
        one, other = tuple(told["of"].items())
        better = told.get("better")
        way = (better["of"], better["by"], better["less"], better["more"]) if better else None
        says = tuple((thing, how) for how, thing in (better or {}).get("says", {}).items())
        values["gap"] = Apart(told["class"], told["value"], told["by"], (one, other), tuple(told["same"]), way, says)
    return Settings(**values)
