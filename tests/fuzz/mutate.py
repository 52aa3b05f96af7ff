"""Documents that no publisher would print: real ones cut, spliced, stuffed, scrambled; one seed, one document."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

Document = tuple[str, bytes]

_HOSTILE = (
    "<script>alert(1)</script>",
    "<td rowspan=99999999 colspan=99999999>x</td>",
    "<table><table><table><tr><td>",
    "</table></td></tr>",
    "<!--",
    "<![CDATA[",
    "&#0;&#x110000;&#xD800;&amp;&nosuch;",
    "<a href='javascript:1'>NI 117</a>",
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
    "<p " + "a" * 3000 + "=1>",
    "\x00",
    "\u202e\u2066\u200f",
    "\ufeff",
    "\ud7ff\ufffe",
    "\r",
    "\x0b\x0c\x1c\x85\u2028",
    "NI 999999999999999999",
    "£" + "9" * 400,
    "31/31/2009 00/00/0000 2009-2009 99.99.99",
    "Q9 2009/08",
    "(" * 500,
    "|" * 2000,
    "\t" * 2000,
    "**" * 500,
    "# " * 300,
    "- " * 500,
    "a" * 20000,
    "a, " * 3000,
    "and " * 3000,
    "A " * 3000,
    "1. " * 2000,
    "---\n" * 300,
    "+---+---+\n|   |   |\n" * 200,
    "İıſßŉǰ𝟗᷀",
    "=cmd|' /C calc'!A0",
)
_UNITS = ("\n", "|", "\t", " ", "<td>", "</tr>", ". ")


def _cut(text: str, rng: random.Random, _: Sequence[str]) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _behead(text: str, rng: random.Random, _: Sequence[str]) -> str:
    return text[rng.randrange(len(text) + 1) :]


def _splice(text: str, rng: random.Random, others: Sequence[str]) -> str:
    other = rng.choice(others)
    start = rng.randrange(len(other) + 1)
    at = rng.randrange(len(text) + 1)
    return text[:at] + other[start : start + rng.randrange(1, 3000)] + text[at:]


def _delete(text: str, rng: random.Random, _: Sequence[str]) -> str:
    for _step in range(rng.randrange(1, 20)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + text[at + rng.randrange(1, 60) :]
    return text


def _insert(text: str, rng: random.Random, _: Sequence[str]) -> str:
    for _step in range(rng.randrange(1, 6)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(_HOSTILE) + text[at:]
    return text


def _swap(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """What parts cells or lines becomes what parts others."""
    return text.replace(rng.choice(_UNITS), rng.choice(_UNITS), rng.randrange(1, 200))


def _shuffle(text: str, rng: random.Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _repeat(text: str, rng: random.Random, _: Sequence[str]) -> str:
    """A piece of a line or cell again and again: the huge cell."""
    at = rng.randrange(len(text) + 1)
    piece = text[at : at + rng.randrange(1, 80)]
    return text[:at] + piece * rng.choice((3, 30, 300)) + text[at:]


def _noise(text: str, rng: random.Random, _: Sequence[str]) -> str:
    letters = list(text)
    for _step in range(rng.randrange(1, 200)):
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


def mutated(seed: int, documents: Sequence[Document]) -> Document:
    """The document of a seed: one of `documents` (name and bytes) with one to four things done to it."""
    rng = random.Random(seed)
    name, data = rng.choice(documents)
    if _is_text(data):
        others = [other.decode("utf-8", "replace") for _, other in documents if _is_text(other)]
        text = data.decode("utf-8", "replace")
        for _step in range(rng.randrange(1, 5)):
            text = rng.choice(_OF_TEXT)(text, rng, others)[:200_000]
        data = text.encode(rng.choice(_ENCODINGS), "replace")
    if not _is_text(data) or rng.random() < 0.15:
        data = _bytes(data, rng)
    return f"{seed}-{name}", data


def _is_text(data: bytes) -> bool:
    return not data.startswith((b"%PDF", b"PK"))


def _bytes(data: bytes, rng: random.Random) -> bytes:
    """Bytes changed, cut out or doubled, whatever they stand for."""
    changed = bytearray(data)
    for _step in range(rng.randrange(1, 30)):
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
