"""The wordings of cells as data: lists of words and names under a file and a key, for everybody who reads plans."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ontology.data import parsed

FOLDER = Path(__file__).parent


@cache
def content(file: str) -> dict[str, Any]:
    """The content of `<file>.yaml` in this folder; `FileNotFoundError` for a file that is not there."""
    return dict(parsed((FOLDER / f"{file}.yaml").read_text(encoding="utf-8")))


@cache
def words(file: str, key: str) -> tuple[str, ...]:
    """The strings listed under `key` of a file, as written; a folded text counts as words. May raise `KeyError`."""
    listed = content(file)[key]
    if isinstance(listed, str):
        return tuple(listed.split())
    return tuple(str(item) for item in listed)


@cache
def word_set(file: str, key: str) -> frozenset[str]:
    """The same in lower case, for asking whether a word is among them."""
    return frozenset(word.casefold() for word in words(file, key))


@cache
def mapping(file: str, key: str) -> dict[str, tuple[str, ...]]:
    """The lists under `key` by their names: what each of a group of related words stands for."""
    return {str(name): tuple(str(item) for item in items) for name, items in content(file)[key].items()}
