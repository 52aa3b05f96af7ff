"""Every trap that real plans set, by name, each with a small table of our own that springs it.

`TRAPS` lists them in the order in which the design names them; `test_every_trap_has_its_test` keeps the list whole.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ingest.formats import read_document
from ingest.observations import observations
from ingest.reader import read, records_of
from ingest.records import ObservationRecord
from tests.ingest.reading import actions_of, aims_of, names, rows_of

HEADER = "Ref→Actions→Due date→Lead→Success criteria\n"
PIPES = "| Action | Lead | By when |\n|--|--|--|\n"

TRAPS = {
    "no printed heading where a page break fell": "test_a_page_goes_on_without_its_header",
    "header rows repeated in the middle of one row": "test_a_header_is_printed_again_inside_a_row",
    "header rows blank": "test_a_header_is_printed_again_without_its_words",
    "header rows wrong after a data row": "test_a_header_stands_below_the_first_row",
    "a separator row after data": "test_a_rule_is_drawn_below_a_row",
    "bands that look like rows": "test_a_band_is_no_row",
    "prompts that look like rows": "test_a_row_of_prompts_is_no_row",
    "one row over four physical lines": "test_one_row_on_four_lines",
    "one cell torn in the middle of a name": "test_a_name_is_torn",
    "one cell torn in the middle of a date": "test_a_date_is_torn",
    "one cell torn in the middle of a post": "test_a_post_is_torn",
    "a second physical row that holds only the lead officer": "test_the_lead_officer_stands_on_a_row_alone",
    "lead and partners in one cell": "test_lead_and_partners_share_a_cell",
    "several people with no separator": "test_people_stand_side_by_side_without_a_separator",
    "people with a line break inside": "test_a_line_break_stands_inside_a_name",
    "a comma inside one name": "test_a_comma_stands_inside_one_name",
    "columns slipped left": "test_a_row_has_slipped_to_the_left",
    "columns slipped right": "test_a_row_has_slipped_to_the_right",
    "a row printed twice in full": "test_a_row_is_printed_twice",
    "a heading-level lead": "test_a_heading_names_its_lead",
    "a cell merged over twenty rows": "test_a_cell_reaches_over_twenty_rows",
    "real actions without a reference": "test_an_action_has_no_reference",
    "references inside text": "test_a_reference_stands_inside_the_text",
    "6.10 is not a number": "test_six_ten_is_a_reference",
    "2008-10 can be two years": "test_a_year_to_another_is_not_a_month",
    "Q1 to Q4 of a financial year": "test_quarters_are_those_of_the_financial_year",
    "lower is better as a target": "test_lower_is_better_is_no_value",
    "arrows": "test_arrows_are_directions",
    "negative and signed values": "test_signs_are_kept",
    "two tables that print different values for one indicator": "test_both_values_of_one_indicator_are_kept",
    "an indicator number that does not match its title": "test_a_number_with_the_title_of_another_is_told",
    "what cannot be read is kept in the report": "test_the_report_accounts_for_every_character",
}


def values_of(text: str) -> list[ObservationRecord]:
    return list(observations(read_document("report.txt", text.replace("→", "\t").encode()))[0])


def days(text: str) -> list[date]:
    return [due.on for action in actions_of(text) for due in action.dues]


def test_every_trap_has_its_test() -> None:
    missing = [trap for trap, test in TRAPS.items() if not callable(globals().get(test))]
    assert not missing


def test_a_page_goes_on_without_its_header() -> None:
    rows = actions_of(
        HEADER + "2.1→Paint the pier→May 2011→K Osei→Painted\n\nPage 4\n\n2.2→Oil the gate→June 2011→A Shah→Oiled\n"
    )
    assert [(row.reference, names(row)) for row in rows] == [("2.1", ["K Osei"]), ("2.2", ["A Shah"])]


def test_a_header_is_printed_again_inside_a_row() -> None:
    first, second = actions_of(
        HEADER
        + "2.1→Paint the pier and the→May 2011→Karen→Two coats\n\nPage 4\n\n"
        + HEADER
        + "→bandstand→→Osei→of paint\n"
        + "2.2→Oil the gate→June 2011→A Shah→Oiled\n"
    )
    assert (first.text, names(first)) == ("Paint the pier and the bandstand", ["Karen Osei"])
    assert second.text == "Oil the gate"


def test_a_header_is_printed_again_without_its_words() -> None:
    last = actions_of("Action→Who→When\nPaint it→K Osei→May 2011\n\nAction→→When\nOil it→A Shah→June 2011\n")[-1]
    assert names(last) == ["A Shah"]


def test_a_header_stands_below_the_first_row() -> None:
    rows = actions_of("2.1→Paint the pier→May 2011→K Osei→Painted\n" + HEADER + "2.2→Oil it→June 2011→A Shah→Oiled\n")
    assert [(row.reference, names(row)) for row in rows] == [("2.1", ["K Osei"]), ("2.2", ["A Shah"])]


def test_a_rule_is_drawn_below_a_row() -> None:
    text = "| Paint the pier | K Osei | May 2011 |\n|--|--|--|\n| Oil the gate | A Shah | June 2011 |\n"
    assert [row.text for row in actions_of(PIPES + text)] == ["Paint the pier", "Oil the gate"]


def test_a_band_is_no_row() -> None:
    rows = rows_of(PIPES + "| Action to narrow the gap | | |\n| Paint the pier | K Osei | May 2011 |\n")
    assert [row.text for row in rows.actions] == ["Paint the pier"]
    assert "a band that divides the table" in {fate.reason for fate in rows.fates}


def test_a_row_of_prompts_is_no_row() -> None:
    rows = rows_of(PIPES + "| What | Who | When |\n| Paint the pier | K Osei | May 2011 |\n")
    assert [row.text for row in rows.actions] == ["Paint the pier"]
    assert "a row of prompts" in {fate.reason for fate in rows.fates}


def test_one_row_on_four_lines() -> None:
    first, second = actions_of(
        HEADER + "2.1→Paint the→May 2011→K Osei→One coat\n\n→pier, the→→→by June,\n\n→bandstand and→→→two by\n\n"
        "→the kiosk→→→August\n2.2→Oil the gate→June 2011→A Shah→Oiled\n"
    )
    assert (first.text, second.text) == ("Paint the pier, the bandstand and the kiosk", "Oil the gate")
    assert " ".join(measure.text for measure in first.measures) == "One coat by June, two by August"
    assert (first.span.line, first.span.last_line) == (2, 8)


def test_a_name_is_torn() -> None:
    first = actions_of(HEADER + "2.1→Paint the pier and→May 2011→Karen→Painted\n\n" + HEADER + "→its lamps→→Osei→\n")[0]
    assert names(first) == ["Karen Osei"]


def test_a_date_is_torn() -> None:
    text = HEADER + "2.1→Paint the pier and→September→K Osei→Painted\n\n" + HEADER + "→its lamps→2011→→\n"
    assert days(text) == [date(2011, 9, 30)]


def test_a_post_is_torn() -> None:
    text = HEADER + "2.1→Paint the pier and→May 2011→Head of→Painted\n\n" + HEADER + "→its lamps→→Parks Service→\n"
    assert names(actions_of(text)[0]) == ["Head of Parks Service"]


def test_the_lead_officer_stands_on_a_row_alone() -> None:
    (only,) = actions_of(
        "Action→By when?→Measure→Partners & lead officer\nAB 1.0 Walk to the pier→June 2011→40 walk→Schools, Police\n"
        "→→→Road Safety Manager\n"
    )
    assert names(only) == ["Road Safety Manager"] and [p.text for p in only.partners] == ["Schools", "Police"]


def test_lead_and_partners_share_a_cell() -> None:
    (html,) = actions_of(
        "<table><tr><th>Action</th><th>By when</th><th>Partners &amp; lead officer</th></tr><tr><td>Walk to it</td>"
        "<td>June 2011</td><td>Schools, Police<br>Road Safety Manager</td></tr></table>"
    )
    assert names(html) == ["Road Safety Manager"] and [p.text for p in html.partners] == ["Schools", "Police"]


def test_people_stand_side_by_side_without_a_separator() -> None:
    assert names(actions_of(HEADER + "2.1→Paint the pier→May 2011→Karen Osei Amit Shah→Painted\n")[0]) == [
        "Karen Osei",
        "Amit Shah",
    ]


def test_a_line_break_stands_inside_a_name() -> None:
    (only,) = actions_of(PIPES + "| Paint the pier | Karen<br>Osei<br>Amit Shah | May 2011 |\n")
    assert names(only) == ["Karen Osei", "Amit Shah"]


def test_a_comma_stands_inside_one_name() -> None:
    (only,) = actions_of(PIPES + "| Paint the pier | Service Manager, Play and Parks | May 2011 |\n")
    assert names(only) == ["Service Manager, Play and Parks"]


def test_a_row_has_slipped_to_the_left() -> None:
    aims = "".join(f"Objective {n}: Fewer trips→Sand path {n}→Safe→May 2011→K Osei\n" for n in (1, 2, 3))
    slipped = "Mend each of the steps that lead from the promenade down to the sands→Steps safe→→June 2011→A Shah\n"
    rows = actions_of("Objective→Action→Impact→Date→Who\n" + aims + slipped)
    assert rows[-1].text.startswith("Mend each of the steps") and names(rows[-1]) == ["A Shah"]
    assert [measure.text for measure in rows[-1].measures] == ["Steps safe"]


def test_a_row_has_slipped_to_the_right() -> None:
    rows = actions_of(HEADER + "2.1→Paint the pier→→May 2011→Painted\n2.2→Oil the gate→June 2011→A Shah→Oiled\n")
    assert names(rows[0]) == [] and [due.on for due in rows[0].dues] == [date(2011, 5, 31)]


def test_a_row_is_printed_twice() -> None:
    row = "2.1→Paint the pier→May 2011→K Osei→Painted\n"
    reading = read("plan.txt", (HEADER + row + row).replace("→", "\t").encode())
    assert len(reading.records.actions) == 2
    assert any("repeats" in triple.predicate.value for triple in reading.triples)


def test_a_heading_names_its_lead() -> None:
    text = "Recommendation 1: Mend the coast. Lead: Karen Osei\n\n" + PIPES + "| Paint the pier | A Shah | May 2011 |\n"
    (aim,) = aims_of(text)
    assert [lead.text for lead in aim.leads] == ["Karen Osei"]
    assert names(actions_of(text)[0]) == ["A Shah"]


@pytest.mark.parametrize("rows", [2, 20])
def test_a_cell_reaches_over_twenty_rows(rows: int) -> None:
    below = "".join(f"<tr><td>{n}</td><td>Paint pier {n}</td></tr>" for n in range(2, rows + 1))
    table = (
        "<table><tr><th>Ref</th><th>Action</th><th>Lead</th></tr><tr><td>1</td><td>Paint pier 1</td>"
        f"<td rowspan={rows}>Karen Osei</td></tr>{below}</table>"
    )
    assert [names(action) for action in actions_of(table)] == [["Karen Osei"]] * rows


def test_an_action_has_no_reference() -> None:
    header = "Action→By when→Measure→Lead\n"
    some = actions_of(
        header + "PS 1.1 Paint the pier→May 2011→Done→K Osei\nOil the gate→June 2011→Oiled→A Shah\n"
        "PS 1.2 Sand the steps→July 2011→Safe→A Shah\nPS 1.3 Light them→July 2011→Lit→A Shah\n"
    )  # fmt: skip
    assert [(row.reference, row.text) for row in some][1] == ("", "Oil the gate")
    bare = actions_of(PIPES + "| Paint the pier | K Osei | May 2011 |\n| Oil the gate | A Shah | June 2011 |\n")
    assert [(row.reference, row.text) for row in bare] == [("", "Paint the pier"), ("", "Oil the gate")]


def test_a_reference_stands_inside_the_text() -> None:
    rows = actions_of(
        "Action→By when→Lead\nPS 1.1 Paint the pier→May 2011→K Osei\nPS 1.2 Oil the gate→June 2011→A Shah\n"
        "PS 1.3 Carry out action PS 1.1 again→July 2011→A Shah\n"
    )
    assert [row.reference for row in rows] == ["PS 1.1", "PS 1.2", "PS 1.3"]
    assert rows[2].text == "Carry out action PS 1.1 again"


def test_six_ten_is_a_reference() -> None:
    rows = actions_of(HEADER + "6.1→Paint→May 2011→K Osei→Done\n6.10→Oil it→June 2011→A Shah→Oiled\n")
    assert [row.reference for row in rows] == ["6.1", "6.10"]


def test_a_year_to_another_is_not_a_month() -> None:
    assert days(HEADER + "2.1→Paint the pier→2008-10→K Osei→Painted\n") == [date(2010, 12, 31)]


def test_quarters_are_those_of_the_financial_year() -> None:
    plan = "# Northam Council Delivery Plan 2010/11\n\n" + PIPES
    text = "".join(f"| Paint pier {n} | K Osei | Q{n} |\n" for n in (1, 2, 3, 4))
    ends = [date(2010, 6, 30), date(2010, 9, 30), date(2010, 12, 31), date(2011, 3, 31)]
    assert days(plan + text) == ends


TARGETS = "PI no→Indicator→Target 2009-10→Actual 2009-10→Direction of travel\n"


def test_lower_is_better_is_no_value() -> None:
    found = values_of(TARGETS + "NI 112→Conceptions under 18→Lower is better→4.5→↑\n")
    assert [(value.role, value.value) for value in found] == [("actual", Decimal("4.5"))]
    assert found[0].polarity == "lower"


def test_arrows_are_directions() -> None:
    table = TARGETS + "".join(
        f"NI {n}→Some share of all→10%→12%→{arrow}\n" for n, arrow in ((110, "↑"), (112, "↓"), (117, "↔"))
    )
    told = [value.direction for value in values_of(table) if value.role == "actual"]
    assert told == ["Improved", "Deteriorated", "Unchanged"]


def test_signs_are_kept() -> None:
    found = values_of(TARGETS + "NI 112→Change in conceptions under 18→-16%→+3.5%→↓\n")
    assert [value.value for value in found] == [Decimal(-16), Decimal("3.5")]


def test_both_values_of_one_indicator_are_kept() -> None:
    found = values_of(
        TARGETS + "NI 117→Young people not in work→8.1%→8.4%→↑\n\nMore.\n\n"
        + TARGETS + "NI 117→Young people not in work→8.1%→9.0%→↓\n"
    )  # fmt: skip
    assert [value.value for value in found if value.role == "actual"] == [Decimal("8.4"), Decimal("9.0")]


def test_a_number_with_the_title_of_another_is_told() -> None:
    text = (
        TARGETS + "NI 115→16 to 18 year olds who are not in education, employment or training (NEET)→8.1%→8.4%→↑\n"
    ).replace("→", "\t")
    findings = records_of(read_document("report.txt", text.encode())).findings
    assert [finding.indicator for finding in findings if finding.check == "title-of-another-indicator"] == ["NI 115"]


def test_the_report_accounts_for_every_character() -> None:
    text = "# A plan\n\nWords.\n\n" + HEADER + "→→→→and so to the end\n2.1→Paint→May 2011→K Osei→Done\n\nX→Y\n1→2\n"
    report = read("plan.txt", text.replace("→", "\t").encode()).report
    assert sum(part.characters for part in report.parts) == len("".join(text.replace("→", "").split()))
    assert any(part.outcome == "not understood" and "and so to the end" in part.words for part in report.parts)
