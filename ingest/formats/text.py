"""Plain text and Markdown: headings, paragraphs, list items and tables (pipes, tabs, HTML), each with its place.

The print of plans is not kind: headings may be set off by "#", by bold, by capitals, by a known form ("Priority 1: …")
or only by the empty lines around them; tables may be set in any way, in the midst of the rest.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.document import Block
from ingest.formats.plain.contents import pass_over_contents
from ingest.formats.plain.delimited import take_pipes, take_tabs
from ingest.formats.plain.drawn import take_drawn
from ingest.formats.plain.embedded import take_html
from ingest.formats.plain.furniture import pass_over_furniture
from ingest.formats.plain.headings import take_heading
from ingest.formats.plain.layout import take_layout
from ingest.formats.plain.lines import Lines, lines_of
from ingest.formats.plain.markdown import pass_over_front_matter, pass_over_rule
from ingest.formats.plain.paragraphs import take_paragraph
from ingest.formats.source import Source

_TAKERS: tuple[Callable[[Lines], bool], ...] = (
    take_html,
    take_drawn,
    take_pipes,
    take_tabs,
    take_layout,
    pass_over_rule,
    take_heading,
    take_paragraph,
)


def read_text(source: Source) -> list[Block]:
    """The blocks of a plain or Markdown text in reading order."""
    lines = lines_of(source)
    pass_over_front_matter(lines)
    pass_over_furniture(lines)
    pass_over_contents(lines)
    while lines.at < len(lines):
        if not lines.texts[lines.at].strip():
            lines.at += 1
            continue
        for take in _TAKERS:
            if take(lines):
                break
    return lines.all_blocks()
