"""Tables without rules over several pages: a page is read when the pages that its tables go on to are known, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.formats.pdf.flow import Before, Item, items, tables_without_rules
from ingest.formats.pdf.known import Columns
from ingest.formats.pdf.ruled import PrintedTable
from ingest.formats.pdf.running import Sheet

_MOST_HELD = 40  # pages


def laid_out(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, list[Item]]]:
    """The pages in order, each with what it holds. A page without such tables waits for no other."""
    held: list[Sheet] = []
    known: list[Columns] = []
    for sheet in sheets:
        found = tables_without_rules(sheet.tables, sheet.words)
        if not found or len(held) >= _MOST_HELD:
            yield from _read([*held, *([] if found else [sheet])], known)
            held, known = [], []
        for groups, run in found:
            lines = [groups[at] for at in range(run.start, run.end) if at not in run.over]
            if not any(one.take(lines, run.gaps, sheet.page.number) for one in reversed(known)):
                known.append(Columns(list(run.gaps), lines, {sheet.page.number}))
        if found:
            held.append(sheet)
    yield from _read(held, known)


def _read(held: Iterable[Sheet], known: list[Columns]) -> Iterator[tuple[Sheet, list[Item]]]:
    for one in known:
        one.measure()
    begun = False
    for sheet in held:
        near = [one for one in known if one.near(sheet.page.number)]
        found = items(sheet.page, sheet.tables, sheet.words, Before(near, begun))
        begun = bool(found) and isinstance(last := found[-1], PrintedTable) and bool(last.starts)
        yield sheet, found
