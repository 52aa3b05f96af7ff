"""Pages of contents: titles with the page that each stands on, which say nothing that does not stand there too."""

from __future__ import annotations

import re

from ingest.formats.plain.lines import Lines

_LEADERS = re.compile(r"\.{4}|(?:\s\.){4}|…{2}|_{4}|·{4}")
_LEADS = ("....", ". . .", ".\t.", "……", "____", "····")
_PAGE = re.compile(r"(?:\d{1,4}|[ivxl]{1,6})(?:\s?[-–]\s?\d{1,4})?\s*\|?")
_LONGEST = 300
_FEWEST = 2


def pass_over_contents(lines: Lines) -> None:
    """Pass over runs of lines that lead by dots to a page number, and the lines of titles broken between them."""
    text = lines.source.text
    if not any(leader in text for leader in _LEADS):
        return
    entries = [at for at, line in enumerate(lines.texts) if _is_entry(line)]
    runs: list[list[int]] = []
    for at in entries:
        if runs and all(_may_be_title(line) for line in lines.texts[runs[-1][-1] + 1 : at]) and at - runs[-1][-1] <= 4:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        if len(run) >= _FEWEST:
            lines.pass_over(run[0], run[-1], "a table of contents")


def _is_entry(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    found = _LEADERS.search(line)
    if not found or not any(character.isalpha() for character in line[: found.start()]):
        return False
    return bool(_PAGE.fullmatch(line[found.end() :].lstrip(" .…_·\t")))


def _may_be_title(line: str) -> bool:
    """Whether a line between two entries may be the first line of a title, or is empty."""
    return len(line.strip()) <= _LONGEST // 2 and not line.rstrip().endswith(".")
