"""HTML: whole pages, and tables in the midst of other text, with the place of every cell.

Tags are found by one linear scan, since a place in the source is needed for each cell and parsers that repair a page
throw places away. What is not closed is closed by what comes next; nothing that a page holds is executed or fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.document import Block, Cell, Heading, Paragraph, Row, Table
from ingest.formats.markup import clean, is_bold, one_line
from ingest.formats.source import Source

_BLOCK = re.compile(
    r"<(/?)(table|tr|td|th|h[1-6]|p|li|ul|ol|div|section|article|aside|blockquote|dl|dt|dd|pre|body|html|head|title|nav"
    r"|header|footer|main|form|figure|hr|caption|thead|tbody|tfoot)(?=[\s/>])([^<>]*)>",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"<!--|<(script|style|noscript|template|svg|head)\b[^<>]*>", re.IGNORECASE)
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_MOST_SPANNED = 1000


def blank_unseen(text: str) -> str:
    """The text with comments, scripts, styles and page heads replaced by blanks of the same length."""
    pieces, position = [], 0
    lowered = text.lower()
    while (match := _UNSEEN.search(text, position)) is not None:
        end_mark = "-->" if match[1] is None else f"</{match[1].lower()}"
        end = lowered.find(end_mark, match.end() if match[1] else match.start() + 4)
        end = len(text) if end < 0 else end + len(end_mark)
        if match[1] is not None:
            closed = text.find(">", end)
            end = len(text) if closed < 0 else closed + 1
        pieces += [text[position : match.start()], re.sub(r"[^\n]", " ", text[match.start() : end])]
        position = end
    return "".join([*pieces, text[position:]])


@dataclass
class _Open:
    """A table while it is read: its start, its rows so far, and the cell that is open."""

    start: int
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    row_start: int = 0
    cell_start: int | None = None
    heading: bool = False
    attributes: str = ""
    depth: int = 1


def read_html(source: Source, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of a stretch of HTML in reading order: headings, paragraphs and list items, tables."""
    stop = len(source.text) if end is None else end
    visible = source.text[:start] + blank_unseen(source.text[start:stop])
    blocks: list[Block] = []
    table: _Open | None = None
    context, position = "", start
    for match in _BLOCK.finditer(visible, start, stop):
        name, closing = match[2].lower(), bool(match[1])
        if table is not None:
            if _in_table(source, table, match, name, closing):
                _finish(source, table, match.end(), blocks)
                table, context, position = None, "", match.end()
            continue
        blocks += _flowing(source, visible, (position, match.start()), context)
        if name == "table" and not closing:
            table = _Open(match.start(), row_start=match.end())
        context, position = ("" if closing else name), match.end()
    if table is not None:
        _close_cell(source, table, stop)
        _finish(source, table, stop, blocks)
    else:
        blocks += _flowing(source, visible, (position, stop), context)
    return blocks


def _flowing(source: Source, visible: str, stretch: tuple[int, int], context: str) -> list[Block]:
    """The heading, paragraph or list item that a stretch between two tags is; nothing where it prints nothing."""
    start, end = stretch
    text = clean(visible[start:end])
    if not text:
        return []
    span = source.span(start, end)
    if re.fullmatch(r"h[1-6]", context):
        return [Heading(one_line(visible[start:end]), int(context[1]), span)]
    bullet = "•" if context == "li" else ""
    return [Paragraph(text.removeprefix("• "), span, bullet, is_bold(source.text[start:end].strip()))]


def _in_table(source: Source, table: _Open, match: re.Match[str], name: str, closing: bool) -> bool:
    """Take one tag into an open table; True where it closes the table."""
    if name == "table":
        table.depth += -1 if closing else 1
        if table.depth == 0:
            _close_cell(source, table, match.start())
            _close_row(source, table, match.start())
        return table.depth == 0
    if table.depth > 1 or name not in {"tr", "td", "th", "thead", "tbody", "tfoot"}:
        return False
    _close_cell(source, table, match.start())
    if name in {"td", "th"}:
        if not closing:
            table.cell_start, table.heading, table.attributes = match.end(), name == "th", match[3]
    else:
        _close_row(source, table, match.start())
        table.row_start = match.end()
    return False


def _close_cell(source: Source, table: _Open, end: int) -> None:
    if table.cell_start is None:
        return
    raw = source.text[table.cell_start : end]
    spans = {key.lower(): min(int(number), _MOST_SPANNED) for key, number in _SPAN.findall(table.attributes)}
    table.cells.append(
        Cell(
            clean(blank_unseen(raw)),
            source.span(table.cell_start, end),
            table.heading or is_bold(raw),
            max(spans.get("colspan", 1), 1),
            max(spans.get("rowspan", 1), 1),
        )
    )
    table.cell_start = None


def _close_row(source: Source, table: _Open, end: int) -> None:
    if table.cells:
        header = table.heading and all(cell.bold for cell in table.cells if cell.text)
        table.rows.append(Row(tuple(table.cells), source.span(table.row_start, end), header))
        table.cells = []


def _finish(source: Source, table: _Open, end: int, blocks: list[Block]) -> None:
    _close_row(source, table, end)
    if any(cell.text for row in table.rows for cell in row.cells):
        blocks.append(Table(tuple(table.rows), source.span(table.start, end)))
