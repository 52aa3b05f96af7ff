"""What a question asks of a graph, before its names are settled: wants, tests, groups, order, scopes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from query.form import Op
from query.induced.marks import Item
from query.induced.values import Held


@dataclass(slots=True)
class Want:
    """Something asked for: the values of a name, or `function` of them; `at` is where it stands."""

    item: Item | None
    at: int
    function: str = ""
    cls: str = ""  # where a class is meant
    hint: tuple[str, ...] = ()  # stems of adjectives' measures, where no name is said
    whole: bool = False  # the things themselves, not what they are known by


@dataclass(slots=True)
class Test:
    """A property (or a measure) compared with values, any of which will do; `overall` compares with all things."""

    at: int
    op: Op
    item: Item | None = None
    values: list[tuple[Held, ...]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    numbers: list[Decimal] = field(default_factory=list)
    upto: Decimal | None = None
    hint: tuple[str, ...] = ()
    overall: str = ""
    spelt: str | None = None  # "" anywhere, "start" or "end"
    flag: bool | None = None
    every: bool = False  # all of the values, each by something of its own
    joined: bool = False  # the values are joined by "and"
    against: Item | None = None  # what `overall` is of, where it is of something else
    function: str = ""  # what is compared is a number made of the values for each of what is asked for
    negated: bool = False


@dataclass(slots=True)
class Scope:
    """Classes and tests that hold together; a negated scope does not hold."""

    negated: bool = False
    at: int = 0
    classes: list[tuple[int, str]] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    counted: list[tuple[int, str, Op, Decimal]] = field(default_factory=list)


@dataclass(slots=True)
class Ranking:
    """What to order by: `kind` is "name", "class" (how many of it) or "common" (how many of the rows there are)."""

    kind: str
    at: int
    item: Item | None = None
    cls: str = ""
    hint: tuple[str, ...] = ()
    function: str = ""
    descending: bool = True
    limit: int | None = None
    alphabetical: bool = False


@dataclass(slots=True)
class Sketch:
    """All that a question asks, in order; `lost` are its words that change what is asked and that nothing stands for,
    `unknown` those that nothing is known of."""

    wants: list[Want] = field(default_factory=list)
    groups: list[Want] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=lambda: [Scope()])
    rankings: list[Ranking] = field(default_factory=list)
    either: list[Test] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)  # where a name stands, the class said to have it
    near: list[tuple[int, str]] = field(default_factory=list)  # classes that names speak of with their properties
    parts: list[tuple[int, str]] = field(default_factory=list)  # where a part of a property's name is mentioned
    shared: tuple[tuple[int, str], tuple[int, str]] | None = None  # two classes that both have what is asked for
    yes_no: bool = False
    both: bool = False
    union: bool = False
    lost: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def mentioned(self) -> list[tuple[int, str]]:
        """The classes that are mentioned, in order."""
        found = [c for s in self.scopes for c in s.classes] + [(w.at, w.cls) for w in self.wants if w.cls]
        return sorted(dict.fromkeys(found))
