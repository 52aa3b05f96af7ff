"""The logical form: what a question means, over any ontology, before it is SPARQL or English.

A form selects values of variables that satisfy a condition tree, then groups, counts, orders or tests them. It names
classes and properties only by IRI, so the same forms serve any vocabulary. `query.english` prints it, `query.sparql`
compiles it, and both are total: what can be built can be said and asked.

Reading a form: a variable with a class is of that class without an `Is`; one without is a literal, or a thing
of any class. Links through a property that has uncertain subproperties are certain only, unless the form merely lists.

>>> action, owner = Var("action", "x:Action"), Things(("x:ann",), "Ann Dale")
>>> Form(Task.LIST, action, Link(action, "x:ownedBy", owner)).target.name
'action'
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Var:
    """A variable: `name` (letters, digits, "_") unique in the form; `cls` the IRI of its class, or "" for a literal."""

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
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Overall:
    """One number made of a property of all things of a class: `function` is "avg", "min" or "max" of `prop`."""

    function: str
    cls: str
    prop: str


Term = Var | Things | Value
Measure = Term | Overall


@dataclass(frozen=True, slots=True)
class Is:
    """The variable is of its class (or of `cls`)."""

    var: Var
    cls: str


@dataclass(frozen=True, slots=True)
class Link:
    """`subject` has `prop` (IRI; a tuple is a path of properties, each possibly prefixed "^" for inverse) `object`.

    `pick` "max" or "min": of the subject's values only the greatest or the least counts ("due" means the last date).
    `reach` (IRI): the object is the value itself, or what any number of steps of this property lead to from it.
    """

    subject: Var
    prop: str | tuple[str, ...]
    object: Term
    pick: str = ""
    reach: str = ""


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
    """A comparison of a variable with a value or another variable; EQ and NE also say which things it is, or is not."""

    left: Var
    op: Op
    right: Measure


@dataclass(frozen=True, slots=True)
class InMonths:
    """A date falls in one of some months (1 to 12) of any year, on a `day` of it where one is given.

    `said` is how the user would read them ("September", "quarter 2").
    """

    var: Var
    months: tuple[int, ...]
    said: str
    day: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """The variable is how far two numbers are apart, whichever is greater."""

    var: Var
    one: Var
    other: Var


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A text of the variable (labels, text) holds the words, any of the alternatives, whole words, case aside."""

    var: Var
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelt:
    """A literal is spelt with some letters, case aside: `place` "start", "end" or "" for anywhere."""

    var: Var
    letters: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Extreme:
    """The variable has the greatest (or least) value of `by` among those with the same values of all of `within`.

    "The latest actual of each indicator": `Extreme(observation, ("period", "endsOn"), ("indicator", "role"))`. Each of
    `within` and `by` is a property or a path.
    """

    var: Var
    by: str | tuple[str, ...]
    within: tuple[str | tuple[str, ...], ...] = ()
    greatest: bool = True


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


@dataclass(frozen=True, slots=True)
class Maybe:
    """Where it holds its variables have values, and where it does not they have none (for further columns)."""

    part: Condition


Condition = Is | Link | Compare | InMonths | Gap | TextMatch | Spelt | Extreme | And | Or | Not | Maybe


class Task(Enum):
    """What is wanted of the matches.

    LIST the targets and columns; COUNT the targets (for each of `group_by`); AGGREGATE values (for each of `group_by`);
    YES_NO whether there are any; DEFINE what the target is (its condition says which: `Compare(target, EQ, Things)`);
    PATH how the target and `columns[0]`, both so identified, hang together.
    """

    LIST = "list"
    COUNT = "count"
    AGGREGATE = "aggregate"
    YES_NO = "yes/no"
    DEFINE = "define"
    PATH = "path"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A number made of the values of a variable: `function` is "count", "sum", "avg", "min" or "max"."""

    function: str
    var: Var


@dataclass(frozen=True, slots=True)
class Order:
    """Order the targets (or groups) by a variable, or by an aggregate ("count", "sum", …) of it for each of them.

    `limit` None keeps all; `ties` keeps those equal to the last kept; `shown` gives what is ordered by a column.
    """

    var: Var
    aggregate: str = ""
    descending: bool = True
    limit: int | None = 1
    ties: bool = True
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Having:
    """Only targets (or groups) whose aggregate compares so ("more than two partners")."""

    aggregate: Aggregate
    op: Op
    value: Value


@dataclass(frozen=True, slots=True)
class Form:
    """A whole question: the task, what is asked for first, further columns, the condition, grouping and order.

    The target of AGGREGATE is the thing whose values are aggregated (each counts once); the aggregates of a LIST are
    columns beside the others, for each different row of them. `over` makes one number of
    those of all groups: "avg" of a COUNT by owner is the average number for each owner.
    `whole`: of all targets that satisfy it, which `where` implies, a COUNT is the percentage that satisfy `where`, and
    a YES_NO whether all do. `only`: a YES_NO with an order asks whether this one thing alone comes first in it.
    """

    task: Task
    target: Var
    where: Condition
    columns: tuple[Var, ...] = ()
    group_by: Var | None = None
    order: Order | None = None
    aggregates: tuple[Aggregate, ...] = ()
    having: tuple[Having, ...] = ()
    over: str = ""
    whole: Condition | None = None
    only: Things | None = None


def limited(condition: Condition) -> bool:
    """Whether a condition sets a limit to some value: more than, before, at most."""
    match condition:
        case And(parts=parts) | Or(parts=parts):
            return any(limited(p) for p in parts)
        case Compare(op=op):
            return op not in (Op.EQ, Op.NE)
    return False
