"""What a reading has to account for: the things, values, dates and texts that the pieces of a question name."""

from __future__ import annotations

from dataclasses import dataclass, field

from query.lexicon.entries import Meaning
from query.linking.numbers import Number
from query.linking.times import Time
from query.parse.topics import Topic


@dataclass(frozen=True, slots=True)
class Option:
    """Things of one class that some words may mean, how surely, and whether by their code."""

    cls: str
    iris: tuple[str, ...]
    label: str
    score: float
    code: bool


@dataclass(frozen=True, slots=True)
class ThingNeed:
    """Known things; `scope` says that they narrow the whole question (an authority)."""

    pieces: frozenset[int]
    options: tuple[Option, ...]
    scope: bool = False
    negated: bool = False
    apart: bool = False  # must not share a way with others of its class ("both … and …")
    skip: float = 3.0
    only: bool = False  # … and nowhere else
    further: bool = False  # … of what is said last, not of what is asked for: "Northam actions … red in Eastvale"
    listed: bool = False  # several of which what is asked for may be some: "of SS 1.0 to SS 1.6, which …"
    topic: Topic | None = None  # the same words as a topic, where they follow "about" or the like


@dataclass(frozen=True, slots=True)
class NounNeed:
    """Something of a class, without a name."""

    pieces: frozenset[int]
    meanings: tuple[Meaning, ...]
    negated: bool = False
    skip: float = 1.0
    props: frozenset[str] = frozenset()  # relations that the same words may mean instead


@dataclass(frozen=True, slots=True)
class ValueNeed:
    """A value that something has."""

    pieces: frozenset[int]
    meanings: tuple[Meaning, ...]
    negated: bool = False
    skip: float = 2.5


@dataclass(frozen=True, slots=True)
class DateNeed:
    """A time, compared with; `periods` are the things that are that stretch of time."""

    pieces: frozenset[int]
    op: str
    time: Time
    periods: tuple[str, ...]
    negated: bool = False
    skip: float = 2.5
    others: tuple[Time, ...] = ()  # times that may be meant as well: "in September or October"
    within: bool = False  # of what is denied just before: "no target for 2011-12"
    of: frozenset[str] = frozenset()  # the classes of the noun just before: "milestones in March 2011"


@dataclass(frozen=True, slots=True)
class NumberNeed:
    """A number, compared with."""

    pieces: frozenset[int]
    op: str
    number: Number
    noun: Meaning | None = None  # "more than two partners"
    every: bool = False  # "in all of the plans"
    upto: Number | None = None  # "between £20,000 and £40,000"
    skip: float = 2.0


@dataclass(frozen=True, slots=True)
class TextNeed:
    """Words that a text has to hold."""

    pieces: frozenset[int]
    topic: Topic
    negated: bool = False
    skip: float = 1.0
    of: str = ""  # the class of something not named before whose text it is: "but not in actions on bullying"


@dataclass(frozen=True, slots=True)
class RelationNeed:
    """A relation with nothing known at its other end, denied: "nobody in charge"."""

    pieces: frozenset[int]
    props: frozenset[str]
    negated: bool = True
    skip: float = 4.0


@dataclass(frozen=True, slots=True)
class LiteralNeed:
    """A number, of any of some properties, that things are ordered by."""

    pieces: frozenset[int]
    props: tuple[str, ...]
    skip: float = 4.0


@dataclass(frozen=True, slots=True)
class GapNeed:
    """How far two numbers are apart, in words that may say more of the one (`meaning`); tested by a number or not."""

    pieces: frozenset[int]
    meaning: Meaning
    op: str = ""
    number: Number | None = None
    skip: float = 4.0


Need = GapNeed | LiteralNeed | ThingNeed | NounNeed | ValueNeed | DateNeed | NumberNeed | TextNeed | RelationNeed


@dataclass
class Needs:
    """All needs of a run of pieces, and the words that none of them covers."""

    needs: list[Need] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    props: frozenset[str] = frozenset()
    relations: dict[int, frozenset[str]] = field(default_factory=dict)
