"""The logical form: what a question means, over any ontology, before it is SPARQL or English.

A form selects values of variables that satisfy a condition tree, then groups, counts, orders or tests them. It names
classes and properties only by IRI, so the same forms serve any vocabulary. `query.english` prints it, `query.sparql`
compiles it, and both are total: what can be built can be said and asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Var:
    """A variable: `name` is unique in the form; `cls` the IRI of its class, or "" for a literal."""

    name: str
    cls: str = ""


@dataclass(frozen=True, slots=True)
class Things:
    """One or more known things that the question means by one name (any of them satisfies), with the words used."""

    iris: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Value:
    """A literal value of the question: `lexical` form, `datatype` IRI, `said` as the user would read it."""

    lexical: str
    datatype: str
    said: str


Term = Var | Things | Value


@dataclass(frozen=True, slots=True)
class Is:
    """The variable is of its class (or of `cls`)."""

    var: Var
    cls: str


@dataclass(frozen=True, slots=True)
class Link:
    """`subject` has `prop` (IRI; a tuple is a path of properties, each possibly prefixed "^" for inverse) `object`."""

    subject: Var
    prop: str | tuple[str, ...]
    object: Term


class Op(Enum):
    """Comparisons."""

    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    EQ = "="
    NE = "!="


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of a literal variable (or its aggregate `of`: "max", "min") with a value or another variable."""

    left: Var
    op: Op
    right: Var | Value


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A text of the variable (labels, text) holds the words, any of the alternatives, whole words, case aside."""

    var: Var
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class And:
    """All hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold; variables first named inside are local to it."""

    part: Condition


Condition = Is | Link | Compare | TextMatch | And | Or | Not


class Task(Enum):
    """What is wanted of the matches."""

    LIST = "list"
    COUNT = "count"
    YES_NO = "yes/no"
    DEFINE = "define"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Order:
    """Order by a variable, or by the count of another variable for each target; `limit` 1 keeps ties."""

    var: Var
    count: bool = False
    descending: bool = True
    limit: int | None = 1


@dataclass(frozen=True, slots=True)
class Form:
    """A whole question: the task, what is asked for first, further columns, the condition, grouping and order."""

    task: Task
    target: Var
    where: Condition
    columns: tuple[Var, ...] = ()
    group_by: Var | None = None
    order: Order | None = None
