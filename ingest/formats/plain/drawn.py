"""Tables drawn with characters: "+---+" grids, box-drawing characters, the output of databases, reStructuredText.

In a grid lines of dashes have a corner wherever a column ends, and bars part the cells; where a bar or a stretch of
dashes is missing, a cell spans what it would have parted. A table of rules has only lines of "=" or "-" with a gap at
each column's end: one over, under or below its header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.document import Row, Table
from ingest.formats.plain.cells import Stretch, cell_of, stretch_of
from ingest.formats.plain.lines import Lines
from ingest.formats.plain.rows import goes_on

_DASHES, _BARS = "─━═╌┄┈", "│┃║╎┆┊"
_CORNERS = "┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯┏┳┓┣╋┫┗┻┛╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜"
_ASCII = str.maketrans(_DASHES + _BARS + _CORNERS, "-" * len(_DASHES) + "|" * len(_BARS) + "+" * len(_CORNERS))
_RULE = re.compile(r"\s*[+|]?[-=:]{2,}[-=:+|]*\s*")
_PART = re.compile(r"[+|][-=]{2,}(?=[+|])")
_GAPPED_RULE = re.compile(r" *(?:={2,}|-{3,})(?: +(?:={2,}|-{2,}))+ *")
_RUN = re.compile(r"[=-]+")
_COUNT = re.compile(r"\(\d+ rows?\)")
_DRAWS = "+|-=" + _DASHES + _BARS + _CORNERS
_DRAWN = frozenset(_DRAWS)
_FEW_RULES = 3  # a table with no more has none between its rows
_MOST_EDGES = 300  # of columns: what draws more is no table
_LONGEST = 20000
_MOST_LINES = 5000


@dataclass
class _Row:
    """The lines of a row, and the rule below it; an empty one where nothing is drawn there."""

    numbers: list[int] = field(default_factory=list)
    below: str = ""


@dataclass
class _Box:
    """A cell while the grid is read: the columns it covers, the row it begins in, how many it covers, its lines."""

    first: int
    end: int
    row: int
    rowspan: int = 1
    stretches: list[Stretch | None] = field(default_factory=list)


def take_drawn(lines: Lines) -> bool:
    """Take a drawn table where the lines stand; False where there is none."""
    line = lines.texts[lines.at]
    below = lines.texts[lines.at + 1] if lines.at + 1 < len(lines.texts) else ""
    if lines.at < lines.no_drawing_before:
        return False
    if line.lstrip()[0] not in _DRAWS and below.lstrip()[:1] not in _DRAWN:
        return False
    if _is_rule(line) or (_is_rule(below) and ("|" in line.translate(_ASCII))):
        return _take_grid(lines)
    if _GAPPED_RULE.fullmatch(line) or (_GAPPED_RULE.fullmatch(below) and line.strip()):
        return _take_ruled(lines)
    return False


def _is_rule(line: str) -> bool:
    """Whether a line draws the edge of rows, with a corner at least."""
    drawn = line.translate(_ASCII) if not line.isascii() else line
    return "+" in drawn and bool(_RULE.fullmatch(drawn))


def _take_grid(lines: Lines) -> bool:
    rows, rules, last = _drawn_rows(lines)
    edges = sorted({at for rule in rules for at, character in enumerate(rule) if character in "+|"})
    if not rows or not edges or len(edges) > _MOST_EDGES:
        lines.no_drawing_before = last + 1
        return False
    if not rules[0].lstrip().startswith(("+", "|")):  # nothing is drawn at the outer edges
        edges = [-1, *edges, max(len(lines.texts[number]) for row in rows for number in row.numbers)]
    headed = len(rows) > 1 and bool(rows[0].below) and (len(rules) <= _FEW_RULES or "=" in rows[0].below)
    if len(rules) <= _FEW_RULES:
        rows = [part for row in rows for part in _parts(lines, row, edges)]
    boxes: dict[int, list[_Box]] = {}
    for box in _boxes(lines, rows, edges):
        boxes.setdefault(box.row, []).append(box)
    widths = [right - left - 3 for left, right in pairwise(edges)]
    found = []
    for at, row in enumerate(rows):
        cells = tuple(
            cell_of(
                lines,
                row.numbers[0],
                box.stretches,
                sum(widths[box.first : box.end]),
                colspan=box.end - box.first,
                rowspan=box.rowspan,
            )
            for box in boxes.get(at, ())
        )
        if cells:
            found.append(Row(cells, lines.span(row.numbers[0], row.numbers[-1]), headed and at == 0))
    if not any(cell.text for row in found for cell in row.cells):
        lines.no_drawing_before = last + 1
        return False
    lines.blocks.append(Table(tuple(found), lines.span(lines.at, last)))
    lines.at = last + 1
    if lines.at < len(lines) and _COUNT.fullmatch(lines.texts[lines.at].strip()):
        lines.pass_over(lines.at, lines.at, "how many rows a database gave")
    return True


def _drawn_rows(lines: Lines) -> tuple[list[_Row], list[str], int]:
    """What stands between two rules each, the rules, and the table's last line."""
    rows: list[_Row] = []
    rules: list[str] = []
    fresh, at = True, lines.at
    while at < len(lines):
        drawn = lines.texts[at].translate(_ASCII)
        if len(drawn) > _LONGEST or ("|" not in drawn and not _is_rule(drawn)):
            break
        if _is_rule(drawn):
            rules.append(drawn)
            if rows and not fresh:
                rows[-1].below = drawn
            fresh = True
        elif _PART.search(drawn) and rules and rows:  # a rule under some of the columns, with text in the others
            rules.append(drawn)
            rows[-1].numbers.append(at)
            rows[-1].below, fresh = drawn, True
        else:
            if fresh:
                rows.append(_Row())
            rows[-1].numbers.append(at)
            fresh = False
        at += 1
    return rows, rules, at - 1


def _bars(drawn: str, edges: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """The cells of a line: the columns each covers, and between which characters it stands.

    A line whose bars stand elsewhere, because its characters are wider than one column, is read by their number.
    """
    inner = [at for at in range(1, len(edges) - 1) if drawn[edges[at] : edges[at] + 1] in ("|", "+")]
    bars = [at for at, character in enumerate(drawn) if character == "|"]
    outer = edges[0] < 0
    if len(bars) != len(inner) + 2 * (not outer) and len(bars) == len(edges) - 2 * outer:
        places = [-1, *bars, len(drawn)] if outer else bars
        return [(at, at + 1, left + 1, right) for at, (left, right) in enumerate(pairwise(places))]
    kept = [0, *inner, len(edges) - 1]
    return [(a, b, edges[a] + 1, edges[b]) for a, b in pairwise(kept)]


def _parts(lines: Lines, row: _Row, edges: Sequence[int]) -> list[_Row]:
    """The rows that stand between two rules of a table that draws none between its rows: each line one, but for those
    that go on with the line above."""
    found: list[_Row] = []
    above: list[str] = []
    for number in row.numbers:
        text = lines.texts[number]
        said = [text[left:right].strip() for _, _, left, right in _bars(text.translate(_ASCII), edges)]
        both = [(over, here) for over, here in zip(above, said, strict=False) if here]
        runs_on = any(over.endswith("+") for over in above) or not said[0]
        if found and (runs_on or all(over and goes_on(over, here) for over, here in both)):
            found[-1].numbers.append(number)
        else:
            found.append(_Row([number]))
        above = said
    found[-1].below = row.below
    return found


def _boxes(lines: Lines, rows: list[_Row], edges: Sequence[int]) -> list[_Box]:
    found: list[_Box] = []
    open_above: dict[int, _Box] = {}
    for at, row in enumerate(rows):
        here: dict[int, _Box] = {}
        for number in row.numbers:
            drawn = lines.texts[number].translate(_ASCII)
            for first, end, left, right in _bars(drawn, edges):
                if drawn is not None and _closed(drawn, left, right):
                    continue  # the part of the line that is drawn under a cell
                if first not in here:
                    box = open_above.get(first)
                    if box is None or box.end != end:
                        box = _Box(first, end, at)
                        found.append(box)
                    else:
                        box.rowspan += 1
                    here[first] = box
                here[first].stretches.append(_without_mark(stretch_of(lines, number, left, right)))
        open_above = {
            first: box
            for first, box in here.items()
            if row.below and not _closed(row.below, edges[box.first] + 1, edges[box.end])
        }
    return found


def _closed(drawn: str, left: int, right: int) -> bool:
    """Whether a rule is drawn between two characters of a line."""
    return right > left and bool(drawn[left:right].strip()) and not drawn[left:right].strip("-=:+")


def _without_mark(stretch: Stretch | None) -> Stretch | None:
    """A cell's line without the "+" by which a database says that it goes on."""
    if stretch is None or not stretch.text.endswith("+"):
        return stretch
    return Stretch(stretch.start, stretch.end, stretch.text[:-1].rstrip())


def _take_ruled(lines: Lines) -> bool:
    """Take a table with gapped rules: over it, under its header and below it, or under its header alone."""
    first = lines.at
    rule = lines.texts[first] if _GAPPED_RULE.fullmatch(lines.texts[first]) else lines.texts[first + 1]
    starts = [match.start() for match in _RUN.finditer(rule)]
    bounds = [(left, right) for left, right in pairwise([*starts, _LONGEST])]
    widths = [match.end() - match.start() for match in _RUN.finditer(rule)]
    rules = _rules(lines, rule) if rule is lines.texts[first] else [first + 1]
    closed = rules[0] == first and len(rules) > 1
    last = rules[-1] if closed else _paragraph_end(lines, min(rules[0] + 1, len(lines) - 1))
    rows: list[Row] = []
    body = [at for at in range(first, last + 1) if at not in rules]
    grouped = _grouped(lines, body, bounds, set(rules))
    for at, numbers in enumerate(grouped):
        columns = [[stretch_of(lines, number, left, right) for number in numbers] for left, right in bounds]
        cells = tuple(cell_of(lines, numbers[0], column, width) for column, width in zip(columns, widths, strict=True))
        header = at == 0 and (not closed or len(rules) > 2) and numbers[-1] < rules[closed]
        rows.append(Row(cells, lines.span(numbers[0], numbers[-1]), header))
    if len(rows) < 2:
        lines.no_drawing_before = last + 1
        return False
    lines.blocks.append(Table(tuple(rows), lines.span(first, last)))
    lines.at = last + 1
    return True


def _rules(lines: Lines, rule: str) -> list[int]:
    """The lines that print the same rule, up to one with an empty line below it; two empty lines end any table."""
    found: list[int] = []
    empty, at, end = 0, lines.at, min(len(lines), lines.at + _MOST_LINES)
    rule = rule.strip()
    while at < end and empty < 2:
        line = lines.texts[at].strip()
        empty = 0 if line else empty + 1
        if line == rule:
            found.append(at)
            if len(found) > 1 and (at + 1 == len(lines) or not lines.texts[at + 1].strip()):
                break
        at += 1
    return found


def _paragraph_end(lines: Lines, at: int) -> int:
    while at + 1 < len(lines) and lines.texts[at + 1].strip():
        at += 1
    return at


def _grouped(lines: Lines, body: Sequence[int], bounds: Sequence[tuple[int, int]], rules: set[int]) -> list[list[int]]:
    """The lines of each row: one that prints in the first column begins it, unless empty lines part the rows."""
    left, right = bounds[0]
    parted = sum(not lines.texts[at].strip() for at in body) > 1
    found: list[list[int]] = []
    begins = True
    for at in range(body[0], body[-1] + 1) if body else ():
        text = lines.texts[at]
        if at in rules or not text.strip():
            begins = begins or at in rules or parted
        elif found and not begins and (parted or not text[left:right].strip()):
            found[-1].append(at)
        else:
            found.append([at])
            begins = False
    return found
