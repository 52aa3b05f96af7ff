"""HTML in the midst of other text: tables and runs of tagged lines."""

from __future__ import annotations

from ingest.formats.html import Typed, read_html
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.marks import HTML_BLOCK


def take_html(lines: Lines, typed: Typed) -> bool:
    """Take a table or a run of lines of HTML where the lines stand; False where there is none. `typed` reads what is
    set in it as it was typed."""
    line = lines.texts[lines.at].lstrip()
    if line[0] != "<":
        return False
    line = line.lower()
    if "<table" in line:
        last = next((i for i in range(lines.at, len(lines)) if "</table" in lines.texts[i].lower()), len(lines) - 1)
    elif HTML_BLOCK.match(line):
        last = _html_end(lines)
    else:
        return False
    if "\t" in lines.texts[lines.at].strip("\t"):
        return False
    lines.blocks += read_html(lines.source, typed, lines.starts[lines.at], lines.end(last))
    lines.at = last + 1
    return True


def _html_end(lines: Lines) -> int:
    """The last line of a run of lines of HTML, which an empty line or a line of another kind ends."""
    last = lines.at
    while last + 1 < len(lines):
        following = lines.texts[last + 1].strip()
        if not following or following.startswith(("|", "#")) or "<table" in following.lower() or "\t" in following:
            break
        last += 1
    return last
