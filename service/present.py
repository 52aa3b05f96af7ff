"""Answers as people read them: text for a terminal, rows for a spreadsheet, words without markup.

What plans print may hold HTML, control characters and formulas; nothing of it reaches a terminal or spreadsheet alive.
"""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
NUMBER = re.compile(r"[-+]?[£$]?[\d,]*\.?\d+%?")


def folded(text: str) -> str:
    """The words alone: HTML tags, entities, control characters and runs of white space folded into single spaces."""
    words = html.unescape(TAG.sub(" ", text))
    return " ".join(printable(words).split())


def printable(text: str) -> str:
    """The text without characters that act instead of showing (escape sequences, direction overrides); lines stay."""
    return "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else " " for c in text)


def shortened(text: str, length: int = 240) -> str:
    """The text, cut between words with "…" where it is longer than `length` characters."""
    if len(text) <= length:
        return text
    return (text[: length - 1].rsplit(" ", 1)[0] or text[: length - 1]) + "…"


def cell_text(cell: Mapping[str, Any]) -> str:
    """What a cell of an answer shows: a thing's label, or the value (booleans as yes and no)."""
    if not cell:
        return ""
    shown = cell.get("label")
    if shown is None:
        shown = cell.get("value", cell.get("iri", ""))
    if isinstance(shown, bool):
        return "yes" if shown else "no"
    if isinstance(shown, float) and shown.is_integer():
        shown = int(shown)
    return folded(str(shown))


def quoted(text: str) -> str:
    """A quote for people: folded, without the rules of a table row at its ends."""
    return folded(text).strip("| ")


def counted(value: str) -> str:
    """A number for people: thousands apart from 10,000 on; anything else as it is."""
    whole, point, rest = value.partition(".")
    if whole.lstrip("-").isdecimal() and len(whole.lstrip("-")) >= 5 and (rest.isdecimal() or not point):
        return f"{int(whole):,}{point}{rest}"
    return value


def place(evidence: Mapping[str, Any]) -> str:
    """Where a piece of evidence stands: "plan.md, page 3, line 12"."""
    parts = [str(evidence.get("document") or "")]
    if evidence.get("page") is not None:
        parts.append(f"page {evidence['page']}")
    if evidence.get("line") is not None:
        parts.append(f"line {evidence['line']}")
    parts.append(str(evidence.get("place") or ""))
    return ", ".join(p for p in parts if p)


def basis(evidence: Mapping[str, Any]) -> str:
    """How a piece of evidence bears the row: "stated", "inherited", or "inferred (0.62)"."""
    name = str(evidence.get("basis", ""))
    return f"{name} ({float(evidence.get('confidence', 0)):.2f})" if name == "inferred" else name


def safe_cell(value: str) -> str:
    """A spreadsheet cell that is never taken for a formula: a leading =, +, - or @ of a text is preceded by '."""
    if value[:1] in ("=", "+", "-", "@", "\t", "\r") and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Comma-separated values (RFC 4180) with a header row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue()


def answer_as_csv(answer: Mapping[str, Any]) -> str:
    """An answer's table: its columns, then the first piece of evidence of each row (basis, document, line, quote)."""
    columns = answer["columns"]
    header = [c["label"] for c in columns] + ["Basis", "Document", "Line", "Quote"]
    rows = []
    for i, row in enumerate(answer["rows"]):
        pieces = answer["evidence"][i] if i < len(answer["evidence"]) else []
        piece: Mapping[str, Any] = pieces[0] if pieces else {}
        where = [str(piece.get("document") or ""), str(piece.get("line") or "")]
        cells = [cell_text(row.get(c["name"], {})) for c in columns]
        rows.append([*cells, basis(piece), *where, folded(piece.get("quote", ""))])
    return as_csv(header, rows)


def answer_as_text(answer: Mapping[str, Any], width: int) -> str:
    """An answer for a terminal of so many columns: what was understood, the table, and the evidence of each row."""
    parts = [f"{folded(answer['interpretation'])}" if answer["interpretation"] else ""]
    if answer["status"] != "answered":
        parts.insert(0, STATUS[answer["status"]])
    if answer["rows"]:
        first = answer.get("offset", 0) + 1
        parts.append(table_text([c["label"] for c in answer["columns"]], _texts(answer), width, first))
        parts += [_evidence_text(answer), part_text(answer)]
    if answer["unused"]:
        parts.append(f"Not accounted for: {', '.join(answer['unused'])}")
    if answer["alternatives"]:
        others = [f"  {a.get('question') or a['interpretation']}" for a in answer["alternatives"]]
        parts.append("\n".join(["You may also have meant:", *others]))
    parts += [folded(note) for note in answer.get("notes", [])]
    return printable("\n\n".join(p for p in parts if p)) + "\n"


def part_text(answer: Mapping[str, Any]) -> str:
    """Which rows of an answer these are, where they are not all: "Rows 101 to 200 of 2,921."."""
    first, shown, total = answer.get("offset", 0), len(answer["rows"]), answer.get("total", 0)
    if shown >= total:
        return ""
    of = f"{'more than ' if answer.get('more') else ''}{total:,}"
    return f"Rows {first + 1:,} to {first + shown:,} of {of}."


STATUS = {
    "answered": "Answered.",
    "empty": "Understood, and the plans hold nothing.",
    "searched": "Not understood well enough to answer. The nearest things by meaning:",
    "declined": "Not a question these plans can answer.",
}


def _texts(answer: Mapping[str, Any]) -> list[list[str]]:
    return [[cell_text(row.get(c["name"], {})) for c in answer["columns"]] for row in answer["rows"]]


def _evidence_text(answer: Mapping[str, Any]) -> str:
    lines = []
    for number, pieces in enumerate(answer["evidence"], answer.get("offset", 0) + 1):
        for piece in pieces[:3]:
            quote = shortened(quoted(piece["quote"]), 160)
            lines.append(f"  [{number}] {basis(piece)}, {place(piece)}: “{quote}”")
        if len(pieces) > 3:
            lines.append(f"  [{number}] and {len(pieces) - 3} more places")
    return "\n".join(["Evidence", *lines]) if lines else ""


def table_text(header: Sequence[str], rows: Sequence[Sequence[str]], width: int, first: int = 1) -> str:
    """A table drawn for a terminal of so many columns, numbered from `first` on; long cells wrap."""
    from rich import box  # noqa: PLC0415 - only a drawn table needs it
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("", justify="right")
    for name in header:
        table.add_column(Text(name), overflow="fold")
    for number, row in enumerate(rows, first):
        table.add_row(str(number), *(Text(shortened(value)) for value in row))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())
