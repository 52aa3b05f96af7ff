"""Physical rows set under their columns: spans spread out, slipped cells moved back, prompts and specks removed."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.document import Cell
from ingest.tables.cellshapes import is_task
from ingest.tables.columns import Columns
from ingest.tables.lines import Line, empty
from ingest.tables.shapes import is_date, is_figure, is_name, is_noise, is_special, reference
from ontology.reading import fold, prompts

_TAIL_OF_A_NAME = re.compile(r"\s*\d{1,2}\s*")  # the "19" of "Head of Service 11-19"
_LONG_NAME = 120


def aligned(line: Line, columns: Columns, special: bool) -> tuple[list[tuple[Cell, bool]], list[str]]:
    """The cells of a row, one for each column with whether it reaches down from above, and what had to be moved.

    `special` says that the column of objectives holds only what is plainly one: anything else there has slipped.
    """
    notes: list[str] = []
    width = len(columns.roles)
    pairs = list(zip(line.cells, line.spanned, strict=True))
    pairs += [(empty(line.span), False)] * (width - len(pairs))
    cells, spanned = [cell for cell, _ in pairs[:width]], [reach for _, reach in pairs[:width]]
    if beyond(line, columns):
        notes.append("what is printed beyond the last column was left out")
    named = max((at for at in range(width) if columns.roles[at] or columns.headers[at]), default=width)
    for at in range(named - 1, 0, -1):  # cells under no header, with others beyond, belong to the one on their left
        if cells[at].text and not (columns.roles[at] or columns.headers[at]):
            left = next((i for i in range(at - 1, 0, -1) if columns.roles[i]), None)
            if left is not None:
                cells[left] = _joined(cells[left], cells[at])
                cells[at] = empty(line.span)
                notes.append("a cell without a column was read with the one on its left")
    last = len(line.cells) - 1
    if 0 < last < width - 1 and "owner" in columns.roles[last] and not is_name(cells[last].text.split("/")[0]):
        cells[last], cells[-1] = empty(line.span), cells[last]  # a row printed one cell short lost an empty one
        notes.append("a row with a cell too few was set under its columns from the right")
    if _lacks_reference(line, columns, cells):
        cells = [empty(line.span), *cells[:-1]]
        notes.append("a row printed without its empty cell of the reference was moved to the right")
    if special:
        notes += _slip_right(cells, columns)
    notes += _by_shape(cells, columns)
    return list(zip(cells, spanned, strict=True)), notes


def beyond(line: Line, columns: Columns) -> list[Cell]:
    """The cells of a row that stand beyond the last column of its header and say something."""
    return [cell for cell in line.cells[len(columns.roles) :] if not is_noise(cell.text)]


def _lacks_reference(line: Line, columns: Columns, cells: list[Cell]) -> bool:
    """Whether a row printed one cell short begins with its action, where the rows around it begin with a reference."""
    short = len(line.cells) == len(columns.roles) - 1 and not any((*line.spanned, *line.wide))
    acting = columns.roles[:2] == (("reference",), ("action",)) and not reference(cells[0].text)
    return short and acting and is_task(cells[0].text) and not is_task(cells[1].text)


def _joined(left: Cell, right: Cell) -> Cell:
    if is_noise(right.text) or not left.text:
        return left if is_noise(right.text) else right
    return replace(left, text=f"{left.text}\n{right.text}")


def _slip_right(cells: list[Cell], columns: Columns) -> list[str]:
    """Move a row back that has slipped to the left over the column of objectives, up to its first empty cell."""
    at = columns.first("objective")
    if at is None or not cells[at].text or is_special(cells[at].text) or len(cells[at].text) < _LONG_NAME // 2:
        return []
    gap = next((i for i in range(at + 1, len(cells)) if not cells[i].text), None)
    if gap is None:
        return []
    cells[at : gap + 1] = [empty(cells[at].span), *cells[at:gap]]
    return ["a row that had slipped to the left was moved back"]


def _by_shape(cells: list[Cell], columns: Columns) -> list[str]:
    """Move what plainly stands under the wrong header: a date under the owner, a sentence or figure under the owner."""
    notes: list[str] = []
    due, measure = columns.first("due"), columns.first("measure")
    owner = next((i for i, roles in enumerate(columns.roles) if roles == ("owner",)), None)
    if due is not None and is_noise(cells[due].text) and not _is_coded(cells[due].text, columns.headers[due]):
        cells[due] = replace(cells[due], text="")
    if owner is None or not cells[owner].text:
        return notes
    text = cells[owner].text
    if is_noise(text):
        cells[owner] = replace(cells[owner], text="")
    elif due is not None and is_date(text) and not is_name(text):
        if cells[due].text and not is_date(cells[due].text) and due > 0:
            left = due - 1
            cells[left] = _joined(cells[left], cells[due])
            cells[due] = cells[owner]
        else:
            cells[due] = _joined(cells[due], cells[owner])
        cells[owner] = empty(cells[owner].span)
        notes.append("a date under the owner was read as one")
    elif measure is not None and not _TAIL_OF_A_NAME.fullmatch(text) and (is_figure(text) or _is_sentence(text)):
        cells[measure] = _joined(cells[measure], cells[owner]) if cells[measure].text else cells[owner]
        cells[owner] = empty(cells[owner].span)
        notes.append("a measure under the owner was read as one")
    return notes


def _is_coded(text: str, header: str) -> bool:
    """Whether a lone letter is one that its header explains ("Timescale (S/M/L)")."""
    return fold(text) in fold(header).split()


def _is_sentence(text: str) -> bool:
    flat = " ".join(text.split())
    if is_name(flat):
        return False
    longest = max(len(line) for line in text.split("\n"))
    return (len(flat.split()) >= 4 and flat[0].islower()) or (longest > _LONG_NAME and not is_name(flat.split(",")[0]))


def without_prompts(cell: Cell) -> Cell:
    """A cell without the template's prompts at its beginning."""
    text = cell.text
    lowered = text.lower()
    if not lowered.startswith(prompts()):
        return cell
    for prompt in prompts():
        if not lowered.startswith(prompt):
            continue
        rest = text[len(prompt) :]
        alone = re.match(r"\s*[:?.]?\s*(?:\n|$)", rest)
        if alone or (" " in prompt and re.match(r"\W", rest)):
            return without_prompts(replace(cell, text=rest.lstrip(" :?.\n\t")))
    return cell
