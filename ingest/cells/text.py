"""The text of a cell taken apart: lines, pieces outside brackets, and the place of each piece."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from ingest.document import Cell, Span
from ingest.records import Printed

BULLET = re.compile(r"^\s*(?:[•●○·▪◦➢*]|o(?=\s)|-(?=\s)|[–—](?=\s))\s*")
DASH = r"[-–—‒]"
_MARKUP = r"(?:\s|<[^<>]*>|\*\*|__)"
_RUN = re.compile(rf"(?! (?!{_MARKUP})){_MARKUP}+|&amp;")  # a space alone stays as it is
_NOTHING = re.compile(r"[\W_]*")


def fold(text: str) -> str:
    """The text with every run of white space one space."""
    return " ".join(text.split())


def lines(cell: Cell) -> list[str]:
    """The cell's lines that hold letters or digits, bullets and outer white space removed."""
    stripped = (fold(BULLET.sub("", line)) for line in cell.text.splitlines())
    return [line for line in stripped if not _NOTHING.fullmatch(line)]


_DANGLING = re.compile(r"(?:[,/&(–]|\b(?:and|of|for|the|with|to|in)|['’]s)$", re.IGNORECASE)


def whole_lines(cell: Cell) -> list[str]:
    """The cell's lines, one that ends in the middle of a list or of a name joined with the line after it."""
    out: list[str] = []
    for line in lines(cell):
        before = out[-1] if out else ""
        broken = _DANGLING.search(before) or before.count("(") > before.count(")")
        if before and (broken or re.match(r"(?:and|&|of|for)\s", line)):
            out[-1] = f"{before} {line}"
        else:
            out.append(line)
    return out


def place(cell: Cell, piece: str) -> Span:
    """Where `piece` stands in the cell: its verbatim words where they are found there, else the whole cell."""
    quote, wanted = cell.span.quote, fold(piece)
    flat, begins, there = _flat(quote)
    at = flat.find(wanted) if wanted else -1
    if at < 0:
        return cell.span
    start, last = (_place_of(place, begins, there) for place in (at, at + len(wanted) - 1))
    end = last + (len("&amp;") if quote.startswith("&amp;", last) and wanted.endswith("&") else 1)
    first = cell.span.line + quote.count("\n", 0, start)
    return Span(first, first + quote.count("\n", start, end), quote[start:end], cell.span.page, cell.span.place)


def _place_of(at: int, begins: list[int], there: list[int]) -> int:
    run = bisect_right(begins, at) - 1
    return there[run] + at - begins[run]


@lru_cache(maxsize=512)
def _flat(quote: str) -> tuple[str, list[int], list[int]]:
    """A quote with each run of white space and markup as one space, and the places in both where what stands
    character by character in both begins, in order."""
    pieces, flat, there, at, size = [], [0], [0], 0, 0
    for run in _RUN.finditer(quote):
        start, end = run.span()
        pieces += [quote[at:start], "&" if run[0] == "&amp;" else " "]
        size += start - at + 1
        at = end
        flat.append(size)
        there.append(end)
    return "".join([*pieces, quote[at:]]), flat, there


def printed(cell: Cell, text: str, kind: str = "") -> Printed:
    """A piece of the cell as a name with its place."""
    folded = fold(text)
    return Printed(folded, place(cell, folded), kind)


def depths(text: str) -> list[int]:
    """How many brackets are open at each character; an unmatched closing bracket counts for nothing."""
    depth, out = 0, []
    for char in text:
        if char in "([":
            depth += 1
        out.append(depth)
        if char in ")]" and depth:
            depth -= 1
    return out


def split_outside(text: str, separator: str) -> list[tuple[str, str]]:
    """The pieces between matches of the pattern `separator` outside brackets, each with the separator before it.

    An opening bracket that is never closed hides nothing.
    """
    depth = depths(text)
    if depth and depth[-1] and text.count("(") + text.count("[") > text.count(")") + text.count("]"):
        depth = [0] * len(text)
    pieces, start, before = [], 0, ""
    for match in re.finditer(separator, text):
        if match.end() == match.start() or any(depth[match.start() : match.end()]):
            continue
        pieces.append((before, text[start : match.start()].strip()))
        start, before = match.end(), match[0]
    pieces.append((before, text[start:].strip()))
    return [(sep, piece) for sep, piece in pieces if piece]


def alternatives(phrases: Iterable[str], plural: bool = False) -> str:
    """A pattern for any of the phrases as whole words, the longest first; with `plural`, also their plurals."""
    ending = "(?:s|es)?" if plural else ""
    return rf"(?<![\w’'])(?:{one_of(phrases)}){ending}(?![\w])"


def one_of(phrases: Iterable[str], gap: str = r"[\s-]+") -> str:
    """A pattern for any of the phrases, of those that begin alike the longest first; `gap` stands for their spaces.

    What several begin with is in it once: at most places of a text none goes on, and that is found out at once.
    """
    root: _Letters = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        at = root
        for letter in " ".join(phrase.split()):
            at = at.setdefault(letter, {})
        at[""] = {}
    return _branches(root, gap)


_Letters = dict[str, "_Letters"]


def _branches(letters: _Letters, gap: str) -> str:
    told = [
        (gap if letter == " " else re.escape(letter)) + _branches(after, gap)
        for letter, after in letters.items()
        if letter
    ]
    whole = told[0] if len(told) == 1 and "" not in letters else f"(?:{'|'.join(told)})"
    return (f"{whole}?" if "" in letters else whole) if told else ""


def without_repeats(items: Iterable[Printed]) -> tuple[Printed, ...]:
    """The names in order, each once (case and punctuation aside)."""
    seen: dict[str, Printed] = {}
    for item in items:
        key = " ".join(re.findall(r"[\w&+']+", item.text.casefold()))
        if key:
            seen.setdefault(key, item)
    return tuple(seen.values())
