"""The reading report: everything printed is accounted for, cell by cell, and what was done on the way is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.document import Document
from ingest.reader import Reading, read, records_of
from ingest.records import HeaderMatch, Records
from ingest.report import NOT_UNDERSTOOD, OUTCOMES, PASSED_OVER, READ, Part, Report, report_of
from ingest.samples import sample_files
from ingest.sidecar_suggest import suggested_sidecar, unsure

SHARED = Path(__file__).parents[3] / "shared"
PLANS = sorted([*SHARED.glob("corpus/*.txt"), *SHARED.glob("corpus-other/*.md")])
PLAN = """# Northam Borough Council

## Northam Borough Council Youth Plan 2010-11

Northam Borough Council will do this.

| Ref | Action | Lead | By when | Progress | Zorb |
|---|---|---|---|---|---|
| 1.1 | Open a hub in Coldbrook | Karen Osei | March 2011 | Under way | Grelk |
| 1.2 | Train ten mentors for the hub | Sam Hill | June 2011 | | Flim |
"""


def accounted(reading: Reading) -> None:
    """Fails where a character that is not white space is counted twice or not at all."""
    report = reading.report
    printed = len("".join(reading.document.text.split()))
    assert report.characters == printed == sum(part.characters for part in report.parts)
    assert sum(report.characters_of(outcome) for outcome in OUTCOMES) == printed
    assert all(part.characters > 0 and part.reason for part in report.parts)
    lines = [part.line for part in report.parts]
    assert lines == sorted(lines)


def part_with(report: Report, words: str) -> Part:
    return next(part for part in report.parts if words in part.words)


@pytest.mark.parametrize(("name", "data"), sample_files(), ids=[name for name, _ in sample_files()])
def test_every_sample_is_accounted_for(name: str, data: bytes) -> None:
    accounted(read(name, data))


@pytest.mark.skipif(not PLANS, reason="the plans are not beside the repository")
@pytest.mark.parametrize("path", PLANS, ids=[path.stem for path in PLANS])
def test_every_plan_is_accounted_for(path: Path) -> None:
    accounted(read(path.name, path.read_bytes()))


CELL = st.one_of(
    st.sampled_from(["", "-", "1.1", "March 2011", "Karen Osei", "NI 117", "£5,000 ABG", "Open a hub", "Open a hub"]),
    st.text(alphabet="abc £|<>&*\u00a0\u200b\u2028é", max_size=12),
)
HEADER = st.sampled_from(["Ref", "Action", "Lead", "By when", "Funding", "Progress", "Zorb", "Target 2010/11", "NI"])
ROWS = st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=5)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table as pipes, tabs or HTML, now and then with a row too wide."""
    header, rows = draw(st.lists(HEADER, min_size=1, max_size=6)), draw(ROWS)
    match draw(st.sampled_from("pth")):
        case "p":
            lines = [header, ["---"] * len(header), *rows]
            return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        case "t":
            return "\n".join("\t".join(cells) for cells in [header, *rows])
        case _:
            body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n" for cells in [header, *rows])
            return f"<table>\n{body}</table>"


TEXT = st.one_of(
    st.sampled_from(
        ["# Northam plan", "Priority 1: Fewer (NI 112)", "- 2.1 That the plan be noted", "", "Page 3", "\f"]
    ),
    st.text(max_size=60),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(tables(), TEXT), min_size=1, max_size=6))
@example(["| Ref | Action | Action | Lead |\n| --- | --- | --- | --- |\n| £| | Open a hub |"])
def test_any_document_is_accounted_for(blocks: list[str]) -> None:
    text = "Northam plan\n\n" + "\n\n".join(blocks)
    accounted(read("plan.txt", text.encode("utf-8", "ignore")))


def test_cells_of_one_row_have_fates_of_their_own() -> None:
    reading = read("plan.md", PLAN.encode())
    report = reading.report
    accounted(reading)
    assert part_with(report, "1.1").outcome == READ
    progress = part_with(report, "Under way")
    assert (progress.outcome, progress.reason) == (PASSED_OVER, "a column of progress headed 'Progress'")
    assert progress.characters == len("Underway")
    unknown = part_with(report, "Grelk")
    assert (unknown.outcome, unknown.reason, unknown.line) == (NOT_UNDERSTOOD, "a column headed 'Zorb'", 9)


def test_many_cells_of_one_column_are_one_line_for_people() -> None:
    rows = "".join(f"| 2.{n} | Open centre {n} | Sam Hill | June 2011 | | Grelk{n} |\n" for n in range(10))
    text = read("plan.md", (PLAN + rows).encode()).report.as_text()
    assert text.count("a column headed 'Zorb'") == 1
    assert "and 7 more places: a column headed 'Zorb'" in text


def test_what_was_done_on_the_way_is_told_by_kind_with_its_line() -> None:
    document, records = parsed()
    notes = (
        "its workstream is printed above",
        "shares a cell with the rows around it",
        "moved",
        "a date was read as one",
    )
    records = replace(records, actions=tuple(replace(action, notes=notes) for action in records.actions[:1]))
    report = report_of(document, records)
    assert [(n.kind, n.line) for n in report.notes] == [
        (kind, 9) for kind in ("inherited", "merged", "repaired", "guessed")
    ]
    assert "Inherited:\n  line 9, action 1.1: its workstream is printed above" in report.as_text()


def test_a_report_comes_back_from_json() -> None:
    for name, data in sample_files():
        report = read(name, data).report
        assert Report.from_json(json.loads(json.dumps(report.as_json()))) == report


def parsed() -> tuple[Document, Records]:
    document = read("plan.md", PLAN.encode()).document
    return document, records_of(document)


def doubtful() -> Report:
    document, records = parsed()
    span = document.blocks[0].span
    headers = (
        HeaderMatch("Zorb", "", 0.1, "nothing is like it", span),
        HeaderMatch("Finish line", "due", 0.6, "dates stand under it", span),
        HeaderMatch("Finish Line", "due", 0.6, "dates stand under it", span),
        HeaderMatch("Who", "owner", 0.95, "names stand under it", span),
        HeaderMatch("", "owner", 0.5, "names stand under it", span),
    )
    return report_of(document, replace(records, headers=headers, plan=replace(records.plan, authority=None)))


def test_what_headers_were_taken_for_is_told_with_how_sure() -> None:
    text = doubtful().as_text()
    assert "line 1: 'Zorb' not understood: nothing is like it" in text
    assert "line 1: 'Finish line' taken for due (0.60): dates stand under it" in text


def test_what_was_read_unsurely_is_suggested_once_and_only_in_comments() -> None:
    report = doubtful()
    assert unsure(report) == ["authority", "header 'Zorb' (line 1)", "header 'Finish line' (line 1)"]
    text = suggested_sidecar(report)
    assert all(line.startswith("#") for line in text.splitlines())
    assert '#   "Finish line": due  # line 1: taken for this, 60% sure' in text


def test_a_suggestion_without_its_marks_is_a_sidecar() -> None:
    from ingest.sidecar import read_sidecar

    text = "\n".join(line.removeprefix("# ") for line in suggested_sidecar(doubtful()).splitlines()[4:])
    hand = read_sidecar("plan.md.goldenthread.yaml", text.replace('revises: ""', 'revises: "old.md"').encode())
    assert [(wording.text, role) for wording, role in hand.headers] == [("Zorb", "context"), ("Finish line", "due")]


def test_what_was_read_surely_needs_no_suggestion() -> None:
    assert unsure(read("plan.md", PLAN.replace("| Zorb |", "| Funding |").encode()).report) == []
    assert unsure(read("letter.txt", b"Dear all, thank you for coming.\n").report) == []
