"""Checking a YAML file against a JSON Schema, with the line of whatever is wrong.

The keywords of JSON Schema 2020-12 that the sidecar's schema uses are understood: type (object, string), properties,
additionalProperties, maxProperties, enum, minLength, maxLength. A scalar is a string as it is written, so that
`period: 2010-11` needs no quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A value of the file: the keys that lead to it, its text, and its line (1-based)."""

    keys: tuple[str, ...]
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong at a line of the file; `keys` lead there, none where it is the file itself."""

    line: int
    keys: tuple[str, ...]
    problem: str

    def __str__(self) -> str:
        """The line, the key and the problem, as one line."""
        return f"line {self.line}: {'.'.join(self.keys)}{': ' if self.keys else ''}{self.problem}"


def checked(text: str, schema: Schema) -> tuple[list[Said], list[Wrong]]:
    """The values of a YAML text in order, and what is wrong with it by the schema. Raises nothing."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return [], [Wrong(line, (), f"not YAML: {error.problem or 'it cannot be read'}")]
    except (yaml.YAMLError, RecursionError) as error:
        return [], [Wrong(1, (), f"not YAML: {' '.join(str(error).split())[:120]}")]
    if root is None:
        return [], []
    said: list[Said] = []
    return said, list(_walk(root, schema, (), said))


def _walk(node: yaml.Node, schema: Schema, keys: tuple[str, ...], said: list[Said]) -> Iterator[Wrong]:
    line = node.start_mark.line + 1
    if schema["type"] == "object":
        if not isinstance(node, yaml.MappingNode):
            yield Wrong(line, keys, "keys with values are wanted here, as in 'key: value'")
            return
        yield from _object(node, schema, keys, said)
    elif not isinstance(node, yaml.ScalarNode):
        yield Wrong(line, keys, "one text is wanted here")
    else:
        value = " ".join(node.value.split())
        problem = _string(value, schema)
        if problem:
            yield Wrong(line, keys, problem)
        else:
            said.append(Said(keys, value, line))


def _object(node: yaml.MappingNode, schema: Schema, keys: tuple[str, ...], said: list[Said]) -> Iterator[Wrong]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", False)
    if len(node.value) > schema.get("maxProperties", len(node.value)):
        yield Wrong(node.start_mark.line + 1, keys, f"more than {schema['maxProperties']} keys")
        return
    seen: set[str] = set()
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            yield Wrong(line, keys, "a key is one text")
        elif name in seen:
            yield Wrong(line, (*keys, name), "said twice")
        elif name in properties or others:
            yield from _walk(value, properties.get(name, others), (*keys, name), said)
        else:
            yield Wrong(line, (*keys, name), f"no such key{_instead(name, list(properties))}")
        seen.add(name)


def _string(value: str, schema: Schema) -> str:
    if "enum" in schema and value not in schema["enum"]:
        return f"{value!r} is none of the words that may stand here{_instead(value, schema['enum'])}"
    if len(value) < schema.get("minLength", 0):
        return f"{value!r} is too short" if value else "says nothing"
    if len(value) > schema.get("maxLength", len(value)):
        return f"longer than {schema['maxLength']} characters"
    return ""


def _instead(given: str, known: list[str]) -> str:
    near = get_close_matches(given.lower(), known, 1)
    return f"; did you mean {near[0]}?" if near else f" ({', '.join(known)})"
