"""Paragraphs whose lines are things of their own, and tables of which a text file prints each cell on its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from ingest.document import Block, Document, Heading, Paragraph, Row, Span, Table
from ingest.outline import titled
from ingest.styles.items import beside
from ingest.styles.promises import announced
from ingest.styles.stacked import with_stacked_tables
from ingest.styles.when import dated_start
from ingest.styles.wording import is_acting, is_to_do
from ontology.reading.cells import words

_FEWEST, _MOST = 2, 0.6
_LONGEST_CELL, _LONGEST_TEXT, _SHOUTED = 400, 60, 6


def apart(document: Document) -> Document:
    """The document with a paragraph for each line that says by itself what it is ("Step 2: …", "Owner: …"), or that is
    an item of an announced list whose marks were lost, and a table where a header's cells stand one under the other."""
    lines = document.text.split("\n")
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += _lines_of(block, lines, blocks[-1] if blocks else None) if _may_part(block) else [block]
    stacked = with_stacked_tables(list(_with_texts(_with_marks(blocks))))
    whole = [made for block in stacked for made in _without_titles(block, lines)]
    return replace(document, blocks=tuple(whole))


def _may_part(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.span.place and block.span.last_line > block.span.line


def _lines_of(block: Block, lines: Sequence[str], above: Block | None) -> list[Block]:
    """A paragraph as the parts that its own lines begin, or whole."""
    assert isinstance(block, Paragraph)
    printed = [line.strip() for line in lines[block.span.line - 1 : block.span.last_line]]
    shown = " ".join(" ".join(printed).split())
    if not shown.endswith(" ".join(block.text.split())):
        return [block]
    dated = dated_start(printed[0]) is not None
    starts = [at for at, line in enumerate(printed) if at and (_says_itself(line) or (dated and dated_start(line)))]
    first = _first_item(printed, above)
    if first is not None:
        starts = sorted({*starts, *(at for at in range(max(first, 1), len(printed)) if _is_order(printed[at]))})
    if not starts:
        return [block]
    found: list[Block] = []
    for begin, end in zip([0, *starts], [*starts, len(printed)], strict=True):
        span = Span(block.span.line + begin, block.span.line + end - 1, "\n".join(printed[begin:end]), block.span.page)
        text = " ".join(" ".join(printed[begin:end]).split())
        bullet = block.bullet if not begin else ""
        if not begin and bullet:
            text = text.removeprefix(bullet).strip()
        if first is not None and begin >= first and not _says_itself(text):
            bullet = bullet or "•"
        number = _enumerated().match(text)
        if number is not None:
            bullet, text = number[0].strip(), text[number.end() :]
        found.append(replace(block, text=text, span=span, bullet=bullet))
    return found


@cache
def _enumerated() -> re.Pattern[str]:
    return re.compile(rf"{_numbered().pattern}\s*[:.)–-]\s+(?=\S)")


@cache
def _numbered() -> re.Pattern[str]:
    said = "|".join(words("undertakings", "enumerated"))
    return re.compile(rf"(?i:{said})\s+\d{{1,2}}(?:\.\d{{1,2}})*[a-z]?")


def _says_itself(line: str) -> bool:
    """Whether a line begins with what numbers an action or labels something said of it, is the heading of an aim in a
    form that needs no setting off, or leads into actions ("Actions planned:")."""
    if _enumerated().match(line) or beside(Paragraph(line, Span(1, 1, line))):
        return True
    return titled(line) is not None or (line.endswith(":") and is_acting(line.rstrip(": ")))


def _is_order(line: str) -> bool:
    return line[:1].isupper() and is_to_do(line)


def _first_item(printed: Sequence[str], above: Block | None) -> int | None:
    """Where an announced list begins whose lines lost their marks; None where the lines are running text."""
    if _announces(printed[0]):
        first = 1
    elif isinstance(above, (Heading, Paragraph)) and _announces(above.text):
        first = 0
    else:
        return None
    orders = [_is_order(line) for line in printed[first:]]
    own = [line[:1].isupper() or order for line, order in zip(printed[first:], orders, strict=True)]
    ends = any(line[-1:] in ".;" and not _last(line) for line in printed[first:-1])
    sure = bool(orders) and orders[0] and sum(orders) >= _FEWEST and sum(orders) >= _MOST * sum(own)
    return first if sure and not ends else None


def _last(line: str) -> bool:
    """Whether a line that ends in a stop is a whole item rather than a sentence of a text."""
    return line.endswith(";") or (len(line) < _LONGEST_CELL and line.count(". ") == 0)


def _announces(text: str) -> bool:
    flat = " ".join(text.split())
    told = announced(flat) if flat.endswith(":") else None
    return (told is not None and not told.what) or is_acting(flat.rstrip(": "))


def _with_marks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, the lines right under a line that announces a list as its items where all of them say what to do."""
    made = list(blocks)
    for at, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not block.text.endswith(":") or not _announces(block.text):
            continue
        end = at + 1
        while end < len(blocks) and _is_unmarked(blocks[end], blocks[end - 1]):
            end += 1
        items = [other for other in blocks[at + 1 : end] if isinstance(other, Paragraph)]
        if len(items) >= _FEWEST and all(_is_order(item.text) for item in items):
            made[at + 1 : end] = [replace(item, bullet="•") for item in items]
    return made


def _is_unmarked(block: Block, above: Block) -> bool:
    return isinstance(block, Paragraph) and not block.bullet and block.span.line - above.span.last_line == 1


def _with_texts(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, a line of nothing but an action's number ("Proposal 2") together with the text on the next line."""
    waiting: Paragraph | None = None
    for block in blocks:
        if waiting is not None:
            if isinstance(block, Paragraph) and not block.bullet and _is_text(block, waiting):
                first, last = waiting.span, block.span
                quote = f"{first.quote}\n{last.quote}"
                span = Span(first.line, last.last_line, quote, first.page, first.place)
                yield Paragraph(f"{waiting.text.rstrip(' .:')}: {block.text}", span)
                waiting = None
                continue
            yield waiting
            waiting = None
        if isinstance(block, Paragraph) and not block.bullet and _numbered().fullmatch(block.text.rstrip(" .:")):
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _is_text(block: Paragraph, above: Paragraph) -> bool:
    near = block.span.line - above.span.last_line <= _FEWEST
    return near and len(block.text.split()) <= _LONGEST_TEXT and not block.text.endswith(":") and not beside(block)


def _without_titles(block: Block, lines: Sequence[str]) -> Iterator[Block]:
    """A table, and the headings after it that a page without rules prints so near that they look like its rows."""
    if not isinstance(block, Table) or block.span.place:
        yield block
        return
    rows = list(block.rows)
    after: list[Block] = []
    while len(rows) > _FEWEST and (found := _titles(rows[-1], lines)):
        after = [*found, *after]
        rows.pop()
    if not after:
        yield block
        return
    last = rows[-1].span.last_line
    quote = "\n".join(lines[block.span.line - 1 : last])
    yield Table(tuple(rows), Span(block.span.line, last, quote, block.span.page))
    yield from after


def _titles(row: Row, lines: Sequence[str]) -> list[Block]:
    """The headings that a row of one cell holds, a line each; [] where its first line is none."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    if len(row.cells) < _FEWEST or len(filled) != 1 or row.cells[0] is not filled[0]:
        return []
    found: list[Block] = []
    for at in range(row.span.line, row.span.last_line + 1):
        text = " ".join(lines[at - 1].split())
        if not text:
            continue
        span = Span(at, at, lines[at - 1].strip(), row.span.page)
        aim = titled(text)
        if aim is not None and aim.reference:
            found.append(Heading(text, 3, span))
        elif text.isupper() and len(text.split()) <= _SHOUTED and len(text) > _SHOUTED:
            found.append(Heading(text, 2, span))
        elif found:
            found.append(Paragraph(text, span))
        else:
            return []
    return found
