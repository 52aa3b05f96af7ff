"""A schema as JSON says it, to be kept for the next process (`query.shelf`), and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from query.schema import ClassInfo, Edge, Evidencing, PropertyInfo, Schema

_SETS = ("parents", "domains", "ranges", "inverses", "whole", "partial", "full", "closed")


def plain(schema: Schema) -> dict[str, Any]:
    """The schema in dictionaries, lists, texts and numbers."""
    found: dict[str, Any] = _plain(schema)
    return found


def schema_of(said: Mapping[str, Any]) -> Schema:
    """The schema that `plain` said."""
    whole = _back(said)
    whole["classes"] = {iri: ClassInfo(**_back(info)) for iri, info in said["classes"].items()}
    whole["properties"] = {iri: PropertyInfo(**_back(info)) for iri, info in said["properties"].items()}
    whole["edges"] = tuple(Edge(**edge) for edge in said["edges"])
    whole["evidence"] = {prop: Evidencing(**kind) for prop, kind in said["evidence"].items()}
    return Schema(**whole)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _back(said: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with their lists as the sets and tuples they were."""
    return {
        name: (frozenset(value) if name in _SETS else tuple(value)) if isinstance(value, list) else value
        for name, value in said.items()
    }
