"""Tables set on their side: labels down the first column and an action in each further one, or a card of labels and
values an action. They come out as rows under one header, like any other table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Cell, Span
from ingest.tables.columns import columns_of, header_roles, is_header
from ingest.tables.lines import Line, empty
from ingest.tables.shapes import is_noise, is_title, reference
from ontology.reading import headings

_LONGEST_LABEL = 80  # characters
_MOST = 0.6
_FEWEST_LABELS = 3
_LABELS = "labels of what stands beside them"
_OVER = "a row over actions with labels"
_SEEN = 60


@dataclass
class _Card:
    """One action as labels with their values, and the physical rows it is printed on."""

    values: dict[str, list[Cell]] = field(default_factory=dict)
    rows: list[Line] = field(default_factory=list)


def set_upright(lines: Sequence[Line]) -> list[Line] | None:
    """The rows of a table that is set on its side, its labels as a header before them; None for any other table."""
    said = [line for line in lines if any(cell.text.strip() for cell in line.cells)]
    if (
        len(said) < 2
        or not _is_label(said[0].texts[0], first=True)
        or any(is_header(line.texts) for line in said[:_SEEN])
    ):
        return None
    sides = _label_columns(said)
    if not sides:
        return None
    labels = list(dict.fromkeys(_label(line.cells[at].text) for line in said for at in sides if _labels(line, at)))
    columns = columns_of(labels)
    if len(labels) < _FEWEST_LABELS or not columns.acts:
        return None
    acting = next(label for label, roles in zip(labels, columns.roles, strict=True) if "action" in roles)
    across = next(line for line in said if _label(line.cells[0].text) == acting) if sides == [0] else None
    if across is not None and sum(not is_noise(text) for text in across.texts[1:]) > 1:
        return _beside_each_other(said, labels, acting)
    return _cards(said, sides, labels, acting)


def _label(text: str) -> str:
    return " ".join(text.split()).rstrip(" :?.").strip()


def _is_label(text: str, first: bool = False) -> bool:
    """Whether a cell may be a label; the `first` of a table may be empty or number the actions beside it."""
    flat = _label(text)
    if first and (not flat or headings().action.fullmatch(flat) or is_title(flat)):
        return True
    return bool(flat) and len(flat) <= _LONGEST_LABEL and bool(header_roles(flat))


def _labels(line: Line, at: int) -> bool:
    return at < len(line.cells) and not line.spanned[at] and _is_label(line.cells[at].text)


def _label_columns(said: list[Line]) -> list[int]:
    """The columns that hold labels: the first, and every second one after it where those hold labels too."""
    width = max(len(line.cells) for line in said)
    found = []
    for at in range(0, width - 1, 2):
        texts = [line.cells[at].text for line in said if at < len(line.cells) and line.cells[at].text.strip()]
        titles = sum(is_title(_label(text)) or bool(headings().action.fullmatch(_label(text))) for text in texts)
        labelled = sum(_is_label(text) for text in texts)
        if not texts or labelled < max(_MOST * (len(texts) - titles), 2 if at == 0 else 1):
            break
        found.append(at)
    return found if len(found) != 1 or width > 1 else []


def _beside_each_other(said: list[Line], labels: list[str], acting: str) -> list[Line]:
    """Each further column as a row of its own."""
    rows = {_label(line.cells[0].text): line for line in reversed(said) if _labels(line, 0)}
    width = max(len(line.cells) for line in said)
    over = [line for line in said if not _labels(line, 0)]
    out = [_header([rows[label].cells[0] for label in labels], rows[acting].span)]
    for line in said:
        first = line.cells[0]
        if line in over:
            out.append(replace(line, remark=_OVER))
        elif first.text:
            out.append(replace(line, span=first.span, remark=_LABELS))
    for at in range(1, width):
        cells = [_cell(rows[label], at) for label in labels]
        chief = cells[labels.index(acting)]
        if not any(cell.text.strip() for cell in cells):
            continue
        spans = [chief.span, *(cell.span for cell in cells if cell is not chief and cell.text)]
        last = max(span.last_line for span in spans)
        span = Span(chief.span.line, last, chief.span.quote, chief.span.page, chief.span.place)
        out.append(_row(cells, span, tuple(spans)))
    return out


def _cell(line: Line, at: int) -> Cell:
    return line.cells[at] if at < len(line.cells) else empty(line.span)


def _cards(said: list[Line], sides: list[int], labels: list[str], acting: str) -> list[Line]:
    """Each run of labels up to the next time that its first one, or the action's, is printed as a row of its own."""
    out: list[Line] = []
    card = _Card()
    opener = ""
    for line in said:
        pairs = [(_label(line.cells[at].text), _value(line, at, sides)) for at in sides if _labels(line, at)]
        stated = headings().action.fullmatch(_label(line.cells[0].text)) if not pairs else None
        if not pairs and stated is None:
            if line.said == 1 and is_title(" ".join(t for t in line.texts if t)):
                out += _closed(card, labels)
                card = _Card()
                out.append(line)
            elif card.rows:  # a row without a label goes on with the values above it
                card.rows.append(line)
                if card.values:
                    last = next(reversed(card.values))
                    card.values[last] += [cell for cell in line.cells if cell.text]
            else:
                out.append(replace(line, remark=_OVER))
            continue
        first = acting if stated else pairs[0][0]
        opener = opener or first
        if card.values and (first == opener or (acting in card.values and first == acting)):
            out += _closed(card, labels)
            card = _Card()
        card.rows.append(line)
        if stated:
            text = stated["text"] or " ".join(t for t in line.texts[1:] if t)
            card.values.setdefault(acting, []).append(Cell(text, line.cells[0].span))
            pairs = []
        for label, values in pairs:
            card.values.setdefault(label, []).extend(values)
    out += _closed(card, labels)
    first_row = next(line for line in said if line.cells)
    by_label = {
        _label(line.cells[at].text): line.cells[at] for line in reversed(said) for at in sides if _labels(line, at)
    }
    return [_header([by_label[label] for label in labels], first_row.span), *out]


def _value(line: Line, at: int, sides: list[int]) -> list[Cell]:
    """The cells beside a label, up to the next label."""
    stop = next((other for other in sides if other > at), len(line.cells))
    return [cell for cell in line.cells[at + 1 : stop] if cell.text]


def _closed(card: _Card, labels: list[str]) -> list[Line]:
    if not card.rows:
        return []
    first, last = card.rows[0].span, card.rows[-1].span
    span = Span(first.line, max(first.last_line, last.last_line), first.quote, first.page, first.place)
    cells = [_joined(card.values.get(label, []), span) for label in labels]
    return [_row(cells, span, tuple(line.span for line in card.rows))]


def _joined(cells: list[Cell], span: Span) -> Cell:
    if not cells:
        return empty(span)
    return replace(cells[0], text="\n".join(cell.text for cell in cells))


def _header(cells: list[Cell], span: Span) -> Line:
    """The labels as a header; their words are accounted for where they are printed."""
    named = [replace(cell, text="Ref" if reference(cell.text) else _label(cell.text)) for cell in cells]
    return Line(tuple(named), span, (False,) * len(named), marked=True, apart=True)


def _row(cells: list[Cell], span: Span, parts: tuple[Span, ...]) -> Line:
    return Line(tuple(cells), span, (False,) * len(cells), parts=parts, apart=True)
