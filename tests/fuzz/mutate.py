"""Documents that no publisher would print: real ones cut, spliced, stuffed, scrambled; one seed, one document."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.fuzz.packages import is_package, repacked

Document = tuple[str, bytes]

_HOSTILE = (  # a piece, and how often it comes again at most
    ("<script>alert(1)</script>", 1),
    ("<td rowspan=99999999 colspan=99999999>x</td>", 3),
    ("<table><tr><td>", 200),
    ("</table></td></tr>", 20),
    ("<div style='display:none'>", 300),
    ("<ul><li>", 300),
    ("<!--", 1),
    ("<![CDATA[", 1),
    ("&#0;&#x110000;&#xD800;&amp;&nosuch;", 5),
    ("<a href='javascript:1'>NI 117</a>", 50),
    ("<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>", 1),
    ("<p " + "a" * 100 + "=1>", 30),
    ("\x00", 100),
    ("\u202e\u2066\u200f", 20),
    ("\ufeff", 3),
    ("\ud7ff\ufffe", 3),
    ("\r", 20),
    ("\x0b\x0c\x1c\x85\u2028", 20),
    ("NI 999999999999999999", 20),
    ("£9", 400),
    ("31/31/2009 00/00/0000 2009-2009 99.99.99 ", 20),
    ("Q9 2009/08 ", 50),
    ("(", 500),
    ("|", 2000),
    ("\t", 2000),
    ("**", 500),
    ("# ", 300),
    ("- ", 500),
    ("a", 20000),
    ("a, ", 3000),
    ("and ", 3000),
    ("A ", 3000),
    ("1. ", 2000),
    ("---\n", 300),
    ("+---+---+\n|   |   |\n", 200),
    ("İıſßŉǰ𝟗᷀", 20),
    ("=cmd|' /C calc'!A0", 3),
    ("> ", 300),
    ("May 2009 to ", 300),
    ("Open a club (ABC) and ", 300),
    ("\n\n", 300),
    ('"', 300),
)
_UNITS = ("\n", "|", "\t", " ", "<td>", "</tr>", ". ", ", ")
_LONGEST, _SELDOM = 60_000, 200_000  # characters


@dataclass(frozen=True)
class Pool:
    """The documents that are mutated, name and bytes of each: texts, pages and tables as text, and packed formats."""

    texts: tuple[Document, ...]
    packed: tuple[Document, ...]

    @cached_property
    def decoded(self) -> tuple[str, ...]:
        """The texts as such."""
        return tuple(data.decode("utf-8", "replace") for _, data in self.texts)


def mutated(seed: int, pool: Pool) -> Document:
    """The document of a seed: one of the pool, mostly a small piece of it, with one to four things done to it."""
    rng = random.Random(seed)
    if rng.random() < 0.15:
        name, data = rng.choice(pool.packed)
        if is_package(data) and rng.random() < 0.7:
            return f"{seed}-{name}", repacked(data, rng, lambda text: _worked(text, rng, pool.decoded))
        return f"{seed}-{name}", _bytes(data, rng)
    at = rng.randrange(len(pool.texts))
    text = _worked(_piece(pool.decoded[at], rng), rng, pool.decoded)
    data = text[: _SELDOM if rng.random() < 0.01 else _LONGEST].encode(rng.choice(_ENCODINGS), "replace")
    if rng.random() < 0.1:
        data = _bytes(data, rng)
    return f"{seed}-{pool.texts[at][0]}", data


def _piece(text: str, rng: random.Random) -> str:
    """A stretch that begins with a line; small ones are as frequent as large ones are."""
    size = int(2 ** rng.uniform(7, 13.6))
    start = text.rfind("\n", 0, rng.randrange(max(len(text) - size, 0) + 1) + 1) + 1
    return text[start : start + size]


def _worked(text: str, rng: random.Random, others: Sequence[str]) -> str:
    for _step in range(rng.randrange(1, 5)):
        text = rng.choice(_OF_TEXT)(text, rng, others)[:_SELDOM]
    return text


def _times(most: int, rng: random.Random) -> int:
    """How often something comes again: seldom very often."""
    return int(most ** rng.random())


def _cut(text: str, rng: random.Random, _: Sequence[str]) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _behead(text: str, rng: random.Random, _: Sequence[str]) -> str:
    return text[rng.randrange(len(text) + 1) :]


def _splice(text: str, rng: random.Random, others: Sequence[str]) -> str:
    other = rng.choice(others)
    start = rng.randrange(len(other) + 1)
    at = rng.randrange(len(text) + 1)
    return text[:at] + other[start : start + _times(3000, rng)] + text[at:]


def _delete(text: str, rng: random.Random, _: Sequence[str]) -> str:
    for _step in range(rng.randrange(1, 20)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + text[at + rng.randrange(1, 60) :]
    return text


def _insert(text: str, rng: random.Random, _: Sequence[str]) -> str:
    for _step in range(rng.randrange(1, 6)):
        at = rng.randrange(len(text) + 1)
        piece, most = rng.choice(_HOSTILE)
        text = text[:at] + piece * _times(most, rng) + text[at:]
    return text


def _swap(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """What parts cells or lines becomes what parts others."""
    return text.replace(rng.choice(_UNITS), rng.choice(_UNITS), _times(200, rng))


def _shuffle(text: str, rng: random.Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _repeat(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """A piece of a line or cell again and again: the huge cell; or some lines: the huge table."""
    at = rng.randrange(len(text) + 1)
    piece = text[at : at + _times(300, rng)]
    return text[:at] + piece * _times(300, rng) + text[at:]


def _noise(text: str, rng: random.Random, _: Sequence[str]) -> str:
    letters = list(text)
    for _step in range(_times(200, rng)):
        if letters:
            letters[rng.randrange(len(letters))] = chr(rng.choice((rng.randrange(32, 127), rng.randrange(1, 0xD7FF))))
    return "".join(letters)


def _one_line(text: str, rng: random.Random, _: Sequence[str]) -> str:
    return text.replace("\n", rng.choice((" ", "", "\t", "|", "\r")))


_OF_TEXT: tuple[Callable[[str, random.Random, Sequence[str]], str], ...] = (
    _cut,
    _behead,
    _splice,
    _delete,
    _insert,
    _insert,
    _swap,
    _swap,
    _shuffle,
    _repeat,
    _noise,
    _one_line,
)
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-16", "cp1252", "utf-16-le")


def _bytes(data: bytes, rng: random.Random) -> bytes:
    """Bytes changed, cut out or doubled, whatever they stand for."""
    changed = bytearray(data)
    for _step in range(_times(30, rng)):
        if not changed:
            break
        at = rng.randrange(len(changed))
        what = rng.randrange(4)
        if what < 2:
            changed[at] = rng.randrange(256)
        elif what == 2:
            del changed[at : at + rng.randrange(1, 40)]
        else:
            changed[at:at] = changed[at : at + rng.randrange(1, 200)]
    return bytes(changed[: rng.randrange(1, len(changed) + 1)] if changed and rng.random() < 0.2 else changed)
