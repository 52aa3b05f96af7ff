"""The shape of a proposal, as JSON Schema (draft 2020-12) for one vocabulary, and as plain values.

Everything that is not a class or a property of the vocabulary is given by words of the question: a thing by what it is
`called`, a number, date or text as it is `said`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from query.schema import Schema

DEEPEST = 6  # conditions inside conditions
LONGEST = 40  # conditions, variables or columns beside each other
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Variable(_Strict):
    """Things of a class, or (with no class) the values of a property."""

    name: Name
    cls: Annotated[str, Field(alias="class")] = ""


class Of(_Strict):
    """A variable."""

    variable: Name


class Called(_Strict):
    """The thing that words of the question name."""

    called: str


class Said(_Strict):
    """The number, date or text that words of the question say."""

    said: str


class LinkTo(_Strict):
    """The subject has the property to the object; `inverse`: the object has it to the subject."""

    kind: Literal["link"]
    subject: Name
    property: str
    object: Of | Called
    inverse: bool = False


class ComparedTo(_Strict):
    """A variable compares with a value, or with another variable."""

    kind: Literal["compare"]
    variable: Name
    op: Literal["<", "<=", ">", ">=", "=", "!="]
    to: Of | Said


class Mentions(_Strict):
    """The texts of a thing hold words of the question."""

    kind: Literal["mentions"]
    variable: Name
    words: str


class NotSo(_Strict):
    """Not all of these hold; variables that stand only here are of any value."""

    kind: Literal["not"]
    conditions: Annotated[tuple[Stated, ...], Field(min_length=1, max_length=LONGEST)]


class AnyOf(_Strict):
    """At least one of these holds."""

    kind: Literal["any"]
    conditions: Annotated[tuple[Stated, ...], Field(min_length=2, max_length=LONGEST)]


Stated = Annotated[LinkTo | ComparedTo | Mentions | NotSo | AnyOf, Field(discriminator="kind")]


class Made(_Strict):
    """One number made of the values of a variable."""

    function: Literal["sum", "avg", "min", "max"]
    variable: Name


class Ordered(_Strict):
    """The first few by a variable, or by how many there are of it (or what they make) for each target."""

    variable: Name
    aggregate: Literal["", "count", "sum", "avg", "min", "max"] = ""
    descending: bool = True
    limit: Annotated[int, Field(ge=1, le=100)] | None = None


class Wording(_Strict):
    """Words of the question that stand for a class or property."""

    said: str
    means: str


class Proposal(_Strict):
    """What a question means, as a model has it."""

    understood: bool
    task: Literal["list", "count", "aggregate", "yes_no"] = "list"
    variables: Annotated[tuple[Variable, ...], Field(max_length=LONGEST)] = ()
    target: Name | None = None
    conditions: Annotated[tuple[Stated, ...], Field(max_length=LONGEST)] = ()
    columns: Annotated[tuple[Name, ...], Field(max_length=LONGEST)] = ()
    group_by: Name | None = None
    aggregate: Made | None = None
    order: Ordered | None = None
    wordings: Annotated[tuple[Wording, ...], Field(max_length=LONGEST)] = ()


def json_schema(schema: Schema) -> dict[str, Any]:
    """The JSON Schema of proposals over a vocabulary: only its classes and properties may be named."""
    said = Proposal.model_json_schema(by_alias=True)
    parts = said["$defs"]
    classes, properties = ([*map(schema.compact, of(schema))] for of in (classes_of, properties_of))
    parts["Variable"]["properties"]["class"]["enum"] = ["", *classes]
    parts["LinkTo"]["properties"]["property"]["enum"] = properties
    parts["Wording"]["properties"]["means"]["enum"] = [*classes, *properties]
    return said


def classes_of(schema: Schema) -> tuple[str, ...]:
    """The classes that a proposal may name: those that something is of and that are no mere record keeping."""
    used = {e.source for e in schema.edges} | {e.target for e in schema.edges}
    return tuple(sorted(c for c, info in schema.classes.items() if c in used and not info.hidden))


def properties_of(schema: Schema) -> tuple[str, ...]:
    """The properties that a proposal may name: those between such classes, or of them."""
    shown = {*classes_of(schema), ""}
    return _sorted(e.prop for e in schema.edges if e.source in shown and e.target in shown)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
