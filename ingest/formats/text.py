"""Plain text and Markdown: headings, paragraphs, list items and tables of any make, each with its place.

The print of plans is not kind: headings may be set off by "#", by bold, by capitals, by a known form ("Priority 1: …")
or only by the empty lines around them; tables may be set in any way, in the midst of the rest: with pipes, tabs or
HTML, drawn with characters, or by nothing but the white between their columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.document import Block
from ingest.formats.plain.barred import take_barred
from ingest.formats.plain.contents import pass_over_contents
from ingest.formats.plain.delimited import take_pipes, take_tabs
from ingest.formats.plain.drawn import take_drawn
from ingest.formats.plain.embedded import take_html
from ingest.formats.plain.furniture import pass_over_furniture
from ingest.formats.plain.headings import take_heading
from ingest.formats.plain.layout import take_layout
from ingest.formats.plain.lines import Lines, lines_of
from ingest.formats.plain.markdown import pass_over_markup, pass_over_rule, take_marked, without_references
from ingest.formats.plain.paragraphs import take_paragraph
from ingest.formats.plain.ragged import take_ragged
from ingest.formats.plain.separated import take_separated
from ingest.formats.source import Source

_GOES_ON = re.compile(r"\w|[\"'‘“(]")  # a line of a quoted paragraph may lack the mark
_QUOTED = re.compile(r"\s{0,3}(?:>\s?)+")
_TAKERS: tuple[Callable[[Lines], bool], ...] = (
    take_drawn,
    take_barred,
    take_pipes,
    take_tabs,
    take_separated,
    take_ragged,
    take_layout,
    take_marked,
    pass_over_rule,
    take_heading,
    take_paragraph,
)


def read_text(source: Source) -> list[Block]:
    """The blocks of a plain or Markdown text in reading order, with what was passed over as asides."""
    lines = lines_of(source)
    pass_over_markup(lines)
    pass_over_furniture(lines)
    pass_over_contents(lines)
    _read(lines)
    return without_references(lines.all_blocks(), lines.labels)


def _read(lines: Lines) -> None:
    texts = lines.texts
    while lines.at < len(texts):
        line = texts[lines.at].lstrip()
        if not line:
            lines.at += 1
        elif line[0] == ">" and _take_quoted(lines):
            pass
        else:
            _take(lines)


def _take(lines: Lines) -> None:
    if take_html(lines, read_text):
        return
    for take in _TAKERS:
        if take(lines):
            return


def _take_quoted(lines: Lines) -> bool:
    """Take lines that are quoted with ">" as what they say without it; quotes in quotes are not told apart."""
    texts: list[str] = []
    starts: list[int] = []
    at = lines.at
    while at < len(lines):
        mark = _QUOTED.match(lines.texts[at])
        if mark is None and not (texts and texts[-1].strip() and _GOES_ON.match(lines.texts[at])):
            break
        begin = mark.end() if mark else 0
        texts.append(lines.texts[at][begin:])
        starts.append(lines.starts[at] + begin)
        at += 1
    inner = Lines(lines.source, texts, starts)
    _read(inner)
    lines.blocks += inner.blocks
    lines.asides += inner.asides
    lines.at = at
    return bool(texts)
