"""What headers mean: by their wordings, by what stands below them, by likeness and by a measure of meaning."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Table
from ingest.formats import read_document
from ingest.reader import read
from ingest.records import HeaderMatch
from ingest.rows import read_rows
from ingest.tables import columns_of, header_roles
from ingest.tables.centred import middles
from ingest.tables.columns import possible_roles
from ingest.tables.kinds import other_kind
from ingest.tables.levels import with_headers
from ingest.tables.likeness import by_words, stem
from ingest.tables.lines import grid
from ingest.tables.marks import is_tick, is_time, mark_parts, month_initials
from ingest.tables.sideways import set_upright
from ontology.reading import header_wordings
from tests.ingest.reading import actions_of, names, rows_of


def matches_of(text: str) -> dict[str, HeaderMatch]:
    return {match.header: match for match in rows_of(text).headers}


@pytest.mark.parametrize(
    ("header", "role"),
    [
        *[(text, "action") for text in ("Key Action Steps", "What do we need to do?", "How will we get there", "Task")],
        *[
            (text, "owner")
            for text in ("SRO", "Accountable Executive", "Action by whom", "Responsible party", "Exec lead")
        ],
        *[(text, "partners") for text in ("Supporting agencies", "In partnership with", "Who else is involved?")],
        *[(text, "due") for text in ("Target completion date", "Time-frame", "Delivery by", "Deadline", "Fiscal year")],
        *[(text, "start") for text in ("Commencement date", "Planned start")],
        *[(text, "review") for text in ("Review date", "Next review")],
        *[(text, "milestones") for text in ("Interim milestones", "Key milestones")],
        *[(text, "measure") for text in ("How will we know it's worked?", "Success criteria", "Evaluation measure")],
        *[(text, "funding") for text in ("Estimated cost ($)", "Source of funds", "Resource implications")],
        *[(text, "status") for text in ("BRAG", "Progress to date", "Q3 update")],
        *[(text, "links") for text in ("Links to other strategies", "Strategic alignment")],
        *[(text, "reference") for text in ("Action No.", "Ref", "KLOE ref")],
        *[(text, "objective") for text in ("Strategic priority", "What do we want to achieve?", "Key result area")],
        *[(text, "baseline") for text in ("Baseline", "Current performance")],
        *[(text, "risk") for text in ("Risk rating", "Barriers to delivery")],
        *[(text, "location") for text in ("Ward", "Where will it take place")],
        *[(text, "urgency") for text in ("Priority level", "Level of impact")],
    ],
)
def test_wordings_of_many_kinds_of_bodies(header: str, role: str) -> None:
    assert [found.name for found in header_roles(header)] == [role]


def test_there_are_many_wordings_and_none_gives_two_roles_surely() -> None:
    sure: dict[tuple[str, ...], set[str]] = {}
    for wording in header_wordings():
        if wording.strong:
            sure.setdefault(wording.words, set()).add(wording.role)
    assert len(sure) > 1500
    assert [words for words, roles in sure.items() if len(roles) > 1] == []


def test_a_wording_that_may_mean_several_things() -> None:
    assert {role.name for role in possible_roles("Target")} >= {"measure", "due"}
    assert {role.name for role in possible_roles("Priority")} >= {"objective", "urgency"}
    assert header_roles("Target")[0].name == "measure"


@pytest.mark.parametrize(
    ("column", "cells", "said"),
    [
        ("Target", ("March 2012", "May 2012"), ("2012-03-31", "")),
        ("Target", ("Forty trees stand", "Ten gates hung"), ("", "Forty trees stand")),
    ],
)
def test_what_stands_below_decides(column: str, cells: tuple[str, str], said: tuple[str, str]) -> None:
    first = actions_of(f"Action→Lead→{column}\nPlant trees→K Osei→{cells[0]}\nHang gates→A Shah→{cells[1]}\n")[0]
    assert " ".join(due.on.isoformat() for due in first.dues) == said[0]
    assert " ".join(measure.text for measure in first.measures) == said[1]


def test_the_report_says_what_was_settled_how_and_how_surely() -> None:
    text = "Action→Lead→Zeitplan→Bemerkung\nOpen a clinic→K Osei→May 2010→so\nClose it→A Shah→June 2010→so\n"
    found = matches_of(text)
    assert (found["Zeitplan"].role, found["Bemerkung"].role) == ("due", "")
    assert 0.45 <= found["Zeitplan"].confidence <= 1 and "its cells" in found["Zeitplan"].why
    assert "no role fits" in found["Bemerkung"].why
    report = read("plan.txt", text.replace("→", "\t").encode()).report.as_text()
    assert "Headers understood by more than their wording:" in report and "Zeitplan" in report


def test_a_known_header_needs_no_match() -> None:
    assert matches_of("Action→Lead→By when\nOpen a clinic→K Osei→May 2010\nClose it→A Shah→June 2010\n") == {}


def test_meaning_is_asked_only_about_unknown_headers_of_plans() -> None:
    asked: list[str] = []

    def meaning(texts: Sequence[str], others: Sequence[str]) -> Sequence[Sequence[float]]:
        asked.extend(texts)
        return [[0.9 if "success" in other else 0.1 for other in others] for _ in texts]

    plan = "Action→Lead→By when→Erfolg\nOpen it→K Osei→May 2010→Doors open\nClose it→A Shah→June 2010→Doors shut\n"
    other = "School→Kopf→Fuss\nHill→1→2\nBrook→3→4\n"
    rows = read_rows(read_document("plan.txt", f"{plan}\n\n{other}".replace("→", "\t").encode()), meaning=meaning)
    assert set(asked) == {"Erfolg"}
    (match,) = rows.headers
    assert (match.header, match.role, match.why) == ("Erfolg", "measure", "its meaning")


def test_two_unknown_headers_do_not_take_one_role() -> None:
    text = "Action→Wer→Wann\nOpen a clinic→Karen Osei→May 2010\nClose the shop→Amit Shah→June 2010\n"
    first = actions_of(text)[0]
    assert (names(first), first.dues[0].on.isoformat()) == (["Karen Osei"], "2010-05-31")


def test_stems_and_cues_point_to_roles() -> None:
    assert stem("responsibilities") == stem("responsible") != stem("resources")
    assert max(by_words("Person in charge").items(), key=lambda item: item[1])[0] == "owner"
    assert max(by_words("Fundng needed").items(), key=lambda item: item[1])[0] == "funding"
    assert by_words("Zeitplan") == {}


def test_kinds_of_tables_that_list_no_actions() -> None:
    heads = ["Risk", "Likelihood", "Impact", "Action", "Owner", "By when"]
    assert other_kind(heads, columns_of(heads)) == "a risk register"
    heads = ["Action", "Performance measure", "Baseline", "Target", "Lead", "By when"]
    assert other_kind(heads, columns_of(heads)) == ""


@pytest.mark.parametrize(
    "header",
    [
        "Short term",
        "Medium-term (2-3 years)",
        "Year 1",
        "Yrs 1-3",
        "Q3 2010/11",
        "0-6 months",
        "Apr-Jun",
        "By 2015",
        "09/10",
    ],
)
def test_times_as_headers(header: str) -> None:
    assert is_time(header)


@pytest.mark.parametrize(
    "header", ["Term", "Target 2010/11", "March hare", "Police", "Phase", "Long list of works", "1.1"]
)
def test_no_times(header: str) -> None:
    assert not is_time(header)


def test_marks() -> None:
    assert all(map(is_tick, ("X", "✓", "●", "yes", "●●"))) and not is_tick("Xavier") and not is_tick("")
    assert mark_parts("L/S") == ("l", "s") and mark_parts("Lead") == ("lead",) and mark_parts("Police") == ()
    assert month_initials(["Action", "J", "A", "S"]) == {1: "July", 2: "August", 3: "September"}
    assert month_initials(["L", "S", "P"]) == {}


@given(st.lists(st.integers(1, 7), min_size=1, max_size=8))
def test_cells_at_the_middle_of_odd_groups_are_given_back(sizes: list[int]) -> None:
    groups = [2 * size - 1 for size in sizes]
    cells = [f"A{at}" if place == size // 2 else "" for at, size in enumerate(groups) for place in range(size)]
    found = middles(cells)
    assert found is not None
    assert [last - first + 1 for first, last, _ in found] == groups


CELLS = st.sampled_from(
    ["", "Action", "Lead", "By when", "Short term", "X", "Open a clinic", "Karen Osei", "May 2010", "1.1"]
)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=12))
def test_no_row_is_lost_when_a_table_is_set_upright(rows: list[list[str]]) -> None:
    text = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    for block in read_document("plan.md", f"Words.\n\n{text}\n".encode()).blocks:
        if isinstance(block, Table):
            lines = grid(block)
            made = with_headers(set_upright(lines) or lines, fresh=True)
            places = {span.line for line in made for span in line.places}
            assert places >= {line.span.line for line in lines if any(cell.text for cell in line.cells)}
