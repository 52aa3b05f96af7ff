"""Cells for the tests of this folder."""

from ingest.document import Cell, Span


def cell(text: str, line: int = 1, quote: str | None = None) -> Cell:
    """A cell whose source is its text, or the `quote` where the source has markup."""
    source = text if quote is None else quote
    return Cell(text, Span(line, line + source.count("\n"), source))


def texts(names: object) -> list[str]:
    """The texts of printed names."""
    return [name.text for name in names]  # type: ignore[attr-defined]
