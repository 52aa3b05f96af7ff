"""Tables of plain text whose cells are set apart by pipes or by tabs."""

from __future__ import annotations

import re

from ingest.formats.grids import make_table, pipe_pieces, tab_pieces
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import is_tab_row

_LINE = re.compile(r"\s*[-=_]{5,}\s*")
_PIPE_RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$")


def take_pipes(lines: Lines) -> bool:
    """Take a table of pipes where the lines stand; False where there is none."""
    texts, first = lines.texts, lines.at
    if _between(texts, first):
        first += 1
    elif "|" not in texts[first]:
        return False
    opened = texts[first].lstrip().startswith("|")
    if not opened and not (first + 1 < len(texts) and "|" in texts[first + 1] and _PIPE_RULE.match(texts[first + 1])):
        return False
    rows, at = [], first
    while at < len(texts) and "|" in texts[at] and (not opened or texts[at].lstrip().startswith("|")):
        last = at
        if opened:  # a row whose print runs on over further lines
            while not texts[last].rstrip().endswith("|") and last + 1 < len(texts) and _runs_on(texts[last + 1]):
                last += 1
        rows.append(pipe_pieces(lines.raw(at, last), lines.starts[at]))
        at = last + 1
        if opened and _between(texts, at):
            at += 1
    if opened and at < len(texts) and first > lines.at and _LINE.fullmatch(texts[at]):
        at += 1
    table = make_table(lines.source, rows)
    if table is not None:
        lines.blocks.append(table)
    lines.at = at
    return True


def _between(texts: list[str], at: int) -> bool:
    """Whether a line without bars is drawn between two rows, or over the first."""
    return at + 1 < len(texts) and bool(_LINE.fullmatch(texts[at])) and texts[at + 1].lstrip().startswith("|")


def _runs_on(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith(("|", "#"))


def take_tabs(lines: Lines) -> bool:
    """Take a table of tabs where the lines stand; False where there is none."""
    texts, first = lines.texts, lines.at
    if not is_tab_row(texts[first]) and not (
        texts[first].startswith("\t") and first + 1 < len(texts) and is_tab_row(texts[first + 1])
    ):
        return False
    last = first
    while last + 1 < len(texts):
        following = texts[last + 1]
        if not following.strip():
            break
        torn = last + 2 < len(texts) and is_tab_row(texts[last + 2]) and not following.startswith(("|", "#"))
        if "\t" not in following and not torn:
            break
        last += 1
    table = make_table(lines.source, [tab_pieces(texts[i], lines.starts[i]) for i in range(first, last + 1)])
    if table is not None:
        lines.blocks.append(table)
    lines.at = last + 1
    return True
