"""What a model is told: how to propose, the vocabulary, and the question. Nothing of what the plans say is sent."""

from __future__ import annotations

from pathlib import Path

from query.proposals.shape import classes_of, properties_of
from query.schema import Schema

INSTRUCTIONS = Path(__file__).with_name("instructions.md")
Message = dict[str, str]


def messages(question: str, schema: Schema) -> tuple[Message, ...]:
    """The messages of a chat, in the form of OpenAI's API: instructions with the vocabulary, then the question."""
    told = INSTRUCTIONS.read_text(encoding="utf-8") + "\n".join(vocabulary(schema)) + "\n"
    return ({"role": "system", "content": told}, {"role": "user", "content": question})


def vocabulary(schema: Schema) -> list[str]:
    """A line for each class and each property that may be named."""
    lines = []
    for cls in classes_of(schema):
        lines.append(f"class {schema.compact(cls)}: {_said(schema.class_label(cls), schema.classes[cls].comment)}")
    for prop in properties_of(schema):
        starts = " or ".join(sorted(map(schema.compact, schema.domain(prop))))
        ends = " or ".join(sorted(map(schema.compact, schema.range(prop)))) or schema.properties[prop].datatype
        told = _said(schema.property_label(prop), schema.properties[prop].comment)
        lines.append(f"property {schema.compact(prop)} from {starts} to {ends.rpartition('#')[2] or 'text'}: {told}")
    return lines


def _said(label: str, comment: str) -> str:
    first = comment.split(". ", maxsplit=1)[0].strip().rstrip(".")
    return f"{label}. {first}" if first else label
