"""`goldenthread build`: read files and folders into the store."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from service.errors import UseError

if TYPE_CHECKING:
    from rich.progress import Progress

    from service.build import Event

HELP = "read files and folders into the store"
DESCRIPTION = """Read files and folders into the store: PDF with text, Word (.docx), Excel (.xlsx), OpenDocument (.odt,
.ods), CSV and TSV, HTML, Markdown and plain text, known by what is in them. New and changed ones are read, unchanged
ones are skipped. A changed file takes the place of what was read under that name; a newer edition of a plan under
another name stands beside the old (see `goldenthread diff`). What plan.pdf.goldenthread.yaml says of plan.pdf counts
first. Prints a line a document; a file that cannot be read is one line on standard error, the rest goes on, and the
status is 2."""
EXAMPLES = """  goldenthread build --samples
  goldenthread build plans/ minutes/2010-01.txt
  goldenthread build plans/ --report reading-report.txt
  goldenthread build plans/ --suggest"""
TEXTS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".csv", ".tsv", ".tab")
SUGGESTED = 10
"""Documents read unsurely that have a line of their own."""
SUFFIXES = (*TEXTS, ".docx", ".docm", ".xlsx", ".xlsm", ".odt", ".ods", ".pdf")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this verb's arguments."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders to read")
    parser.add_argument("--samples", action="store_true", help="read the three sample plans that come along")
    parser.add_argument("--again", action="store_true", help="read unchanged files too, as after an upgrade")
    parser.add_argument(
        "--report",
        metavar="FILE",
        nargs="?",
        const="-",
        help="write what became of every part of each document, on standard output or to FILE",
    )
    parser.add_argument(
        "--suggest",
        action="store_true",
        help="write a sidecar of suggestions beside each file that was read unsurely and has none",
    )


def run(args: argparse.Namespace) -> int:
    """Build; 2 where any file failed."""
    from service.build import Listener, build  # noqa: PLC0415 - help must not wait for it
    from service.sources import find_sources, loaded  # noqa: PLC0415

    if not args.paths and not args.samples:
        raise UseError("name files or folders to read, or --samples; for example: goldenthread build plans/")
    sources = find_sources(args.paths, SUFFIXES)
    given = []
    if args.samples:
        from ingest.samples import sample_files  # noqa: PLC0415

        given = [loaded(name, data) for name, data in sample_files()]
    for name in sources.passed_over:
        print(f"passed over {name}: not a kind of file that is read ({', '.join(SUFFIXES)})")
    with Telling(len(sources.files) + len(given)) as telling:
        events = build(sources, args.store, Listener(telling.heard, telling.step), given=given, again=args.again)
    if args.report or args.suggest:
        events = [_with_report(event, args.store) for event in events]
    if args.report:
        _write_report(args.report, events)
    _suggest(events, {source.name: source.path for source in sources.files}, write=args.suggest)
    counts = {kind: sum(e.kind == kind for e in events) for kind in ("new", "changed", "unchanged", "failed")}
    print(f"{args.store}: " + ", ".join(f"{n} {kind}" for kind, n in counts.items() if n or kind != "failed"))
    return 2 if counts["failed"] else 0


class Telling:
    """Tells how a build goes: a line a file, and a progress bar on standard error where that is a terminal."""

    def __init__(self, files: int) -> None:
        """Begin with the number of files."""
        self._bar: Progress | None = None
        if sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
            from rich.progress import Progress  # noqa: PLC0415

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task("reading", total=files + 1)

    def heard(self, event: Event) -> None:
        """Say what became of a file; what went wrong goes to standard error."""
        if event.kind == "failed":
            print(f"goldenthread build: {event.line}", file=sys.stderr)
        else:
            print(event.line, flush=True)
        if self._bar is not None and event.name and event.kind != "follows":
            self._bar.advance(self._task)

    def step(self, name: str) -> None:
        """Show which later step is under way."""
        if self._bar is not None:
            self._bar.update(self._task, description=name)

    def __enter__(self) -> Telling:
        """Show the bar."""
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()


def _with_report(event: Event, location: str) -> Event:
    """An event about a document that was read before, with the report that was kept then."""
    from service.reports import kept  # noqa: PLC0415

    if event.kind != "unchanged" or not event.document:
        return event
    return replace(event, report=kept(location, event.document))


def _suggest(events: list[Event], paths: dict[str, Path], *, write: bool) -> None:
    """Say what was read unsurely, and where it could be said; with `write`, write a sidecar where there is none."""
    from ingest.records import SIDECAR  # noqa: PLC0415
    from ingest.sidecar_suggest import suggested_sidecar, unsure  # noqa: PLC0415

    told = 0
    for event in events:
        path = paths.get(event.name)
        doubts = unsure(event.report) if event.report and path else []
        if not doubts or path is None or event.report is None or (event.kind == "unchanged" and not write):
            continue
        told += 1
        if told > SUGGESTED and not write:
            continue
        sidecar = path.with_name(path.name + SIDECAR)
        few = ", ".join(doubts[:4]) + (f" and {len(doubts) - 4} more" if len(doubts) > 4 else "")
        if not write:
            print(f"{event.name}: unsure of {few}; say it in {sidecar.name}, which --suggest begins for you")
        elif not sidecar.exists():
            try:
                with sidecar.open("x", encoding="utf-8") as file:
                    file.write(suggested_sidecar(event.report))
            except OSError as error:
                raise UseError(f"--suggest: {sidecar}: {error.strerror or error}") from error
            print(f"{event.name}: unsure of {few}; wrote {sidecar}, to be completed by you")
        else:
            print(f"{event.name}: unsure of {few}; {sidecar} is there and was left as it is")
    if told > SUGGESTED and not write:
        print(f"and {told - SUGGESTED} more were read unsurely; their reports say of what, or --suggest")


def _write_report(where: str, events: list[Event]) -> None:
    text = "\n".join(e.report.as_text() for e in events if e.report)
    if where == "-":
        sys.stdout.write(text)
        return
    try:
        Path(where).write_text(text, encoding="utf-8")
    except OSError as error:
        raise UseError(f"--report {where}: {error.strerror or error}") from error
