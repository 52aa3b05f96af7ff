from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells.dates import financial_year
from ingest.formats import read_document
from ingest.observations import observations
from ingest.observations.values import direction_of, polarity_of, status_of, value_of
from ingest.records import Fate, ObservationRecord, Period


def read(text: str, period: Period | None = None) -> tuple[tuple[ObservationRecord, ...], tuple[Fate, ...]]:
    return observations(read_document("northam.txt", text.encode()), period)


def told(record: ObservationRecord) -> tuple[str, str, Decimal, str]:
    return record.indicator.code, record.role, record.value, record.period.label if record.period else ""


TARGETS = """
| Measure | Officer | Actual | Targets | |
|---|---|---|---|---|
| | | 2008-09 | 2009-10 | 2010-11 |
| <b>Local indicators</b> | | | | |
| NI 112 / BVPI 197: Under 18 conception rate | K Osei | <b>+0.4%</b><br><b>(2007 data)</b> | <b>-16%</b> | N/A |
| 2016NC Referrals that are repeated | M Feld | 25.2% | 23.5% | 1,022 |

| | | | | |
|---|---|---|---|---|
| NI 19 Re-offending | M Feld | 0.86 | 0.81 | 0.77 |
"""


def test_a_table_of_targets_with_a_header_of_two_rows_over_a_page_break() -> None:
    found, _ = read(TARGETS)
    assert [told(r) for r in found] == [
        ("NI 112", "actual", Decimal("0.4"), "2008-09"),
        ("NI 112", "target", Decimal("-16"), "2009-10"),
        ("2016NC", "actual", Decimal("25.2"), "2008-09"),
        ("2016NC", "target", Decimal("23.5"), "2009-10"),
        ("2016NC", "target", Decimal("1022"), "2010-11"),
        ("NI 19", "actual", Decimal("0.86"), "2008-09"),
        ("NI 19", "target", Decimal("0.81"), "2009-10"),
        ("NI 19", "target", Decimal("0.77"), "2010-11"),
    ]
    assert [r.owner.text for r in found if r.owner][:3] == ["K Osei", "K Osei", "M Feld"]
    assert found[0].indicator.title == "Under 18 conception rate"
    assert found[0].printed == "+0.4% (2007 data)"
    assert (found[0].unit, found[-1].unit) == ("%", "")


REPORT = """PERFORMANCE REPORT 2009/10 QUARTER 2

PI No.\tTitle\tQuarter 2 Target\tQuarter 2 Actual\tOn Target\tDirection of Travel
NI 62\tPlacements of children\t10% (Lower is Better)\t10.2% (P)\tGreen\t↑
NI 64\tPlans of two years\t(Lower is Better)\t3.3% (E)\tOver Performing\t↓
PI No.\tTitle\tQuarter 2\tQuarter 2\tOn\tDirection

\t\tTarget\tActual\tTarget\tof Travel
LOCAL 7\tNumber of carers\t72\t63 (A)\tRed\tn/a

Portfolio\tPI no\tTitle\t2009/2010 Q2 Target\t2009/2010 Q2 Actual\tOn target\tDirection of travel
Children\tNI 62\tPlacements of children\t10% Lower= Better\t10.2% (P)\tGreen\tUnchanged
Context:\t\t\t\t\t\t

Corrective action: new carers have been found for 12 children.
"""


def test_a_report_with_status_and_direction() -> None:
    found, _ = read(REPORT)
    q2 = "2009-10 Q2"
    assert [told(r) for r in found] == [
        ("NI 62", "target", Decimal(10), q2),
        ("NI 62", "actual", Decimal("10.2"), q2),
        ("NI 64", "actual", Decimal("3.3"), q2),
        ("LOCAL 7", "target", Decimal(72), q2),
        ("LOCAL 7", "actual", Decimal(63), q2),
        ("NI 62", "target", Decimal(10), q2),
        ("NI 62", "actual", Decimal("10.2"), q2),
    ]
    assert [r.status for r in found] == [None, "Green", "OverPerforming", None, "Red", None, "Green"]
    assert [r.direction for r in found] == [None, "Improved", "Deteriorated", None, None, None, "Unchanged"]
    assert [r.quality for r in found] == ["", "provisional", "estimate", "", "actual", "", "provisional"]
    assert [r.polarity for r in found] == ["lower", "lower", "lower", "", "", "lower", "lower"]
    assert [r.unit for r in found] == ["%", "%", "%", "count", "count", "%", "%"]


def test_what_is_no_value_is_passed_over_and_said() -> None:
    _, fates = read(REPORT)
    reasons = [fate.reason for fate in fates if fate.outcome == "passed over"]
    assert reasons.count("header of a table of indicators") == 4  # one of them over two rows
    assert reasons.count("explains the values above it") == 2
    assert all(fate.characters > 0 for fate in fates)


def test_each_value_is_found_where_it_is_printed() -> None:
    lines = REPORT.splitlines()
    for record in read(REPORT)[0]:
        assert lines[record.span.line - 1].startswith(record.span.quote.splitlines()[0][:10])


def test_a_quarter_without_a_year_takes_that_of_the_plan() -> None:
    table = "PI\tTitle\tQ3 Target\tQ3 Actual\nNI 5\tSatisfaction with home\t4\t5\n"
    (first, _), _ = read(table, financial_year(2010))
    assert first.period is not None
    assert first.period.label == "2010-11 Q3"
    (first, _), _ = read(table)
    assert first.period is None


def test_forecasts_and_year_ends() -> None:
    table = (
        "Indicators for 2009/10\n\n\tTitle\tYr End Target\tYr End Forecast\tBaseline 2007/08\n"
        "NI 73\tReading and maths\t77%\t74%\t70%\n"
    )
    assert [told(r)[1:] for r in read(table)[0]] == [
        ("target", Decimal(77), "2009-10"),
        ("forecast", Decimal(74), "2009-10"),
        ("baseline", Decimal(70), "2007-08"),
    ]


def test_roles_may_stand_in_the_rows() -> None:
    table = (
        "Indicator\t\t2008/09\t2009/10\nNI 56 Obesity in Year 6\tTarget\t17%\t16%\n\tActual\t18%\t\n"
        "NI 117 NEET\tTarget\t8\t7\n"
    )
    assert [told(r) for r in read(table)[0]] == [
        ("NI 56", "target", Decimal(17), "2008-09"),
        ("NI 56", "target", Decimal(16), "2009-10"),
        ("NI 56", "actual", Decimal(18), "2008-09"),
        ("NI 117", "target", Decimal(8), "2008-09"),
        ("NI 117", "target", Decimal(7), "2009-10"),
    ]


def test_numbers_under_a_header_of_national_indicators_and_short_years() -> None:
    table = "NI\tDescription\tBaseline 07/08\tTarget 08/09\n56\tObesity in Year 6\t18%\t17%\n"
    assert [told(r) for r in read(table)[0]] == [
        ("NI 56", "baseline", Decimal(18), "2007-08"),
        ("NI 56", "target", Decimal(17), "2008-09"),
    ]


def test_a_measure_without_a_code_is_known_by_its_title() -> None:
    table = "Performance measure\tBaseline\t2009-10 target\nNumber of nurseries open\t12\t15\n"
    found = [(r.indicator.code, r.role, r.unit) for r in read(table)[0]]
    assert found == [("Number of nurseries open", "baseline", "count"), ("Number of nurseries open", "target", "count")]


def test_tables_about_other_things_hold_no_values() -> None:
    plan = "Ref\tActions\tDue Date\tLead\tTargets\n1.1\tVisit homes\tMarch 2010\tK Osei\tNI 51 up to 75%\n"
    schools = "School\t2008 Result\t2009 Predicted result\nHill Top School\t23%\t30%\n"
    counts = "% PIs\tNo. of PIs\t\n33%\t11\tImproved\n"
    for text in (plan, schools, counts):
        assert read(text)[0] == ()


@pytest.mark.parametrize(
    ("printed", "number", "unit"),
    [
        ("16", "16", ""),
        ("-1.98% (A)", "-1.98", "%"),
        ("–50%", "-50", "%"),
        ("1,290", "1290", ""),
        ("£4,500", "4500", "£"),
        ("12 days", "12", "days"),
        ("30.2% (Lower is Better)", "30.2", "%"),
    ],
)
def test_values(printed: str, number: str, unit: str) -> None:
    value = value_of(printed)
    assert value is not None
    assert (value.number, value.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    "printed", ["N/A", "", "(Lower is Better)", "TBC", "3:4", "60-65%", "2nd", "5 schools of 12", "up 3%"]
)
def test_no_values(printed: str) -> None:
    assert value_of(printed) is None


def test_wordings_of_status_direction_and_polarity() -> None:
    assert (status_of("AMBER"), status_of("over-performing"), status_of("yes")) == ("Amber", "OverPerforming", None)
    assert (direction_of("▲"), direction_of("Deteriorated"), direction_of("n/a")) == ("Improved", "Deteriorated", None)
    assert (polarity_of("5% Lower= Better"), polarity_of("Higher is better"), polarity_of("5%")) == (
        "lower",
        "higher",
        "",
    )


@given(st.decimals(min_value=-9999, max_value=9999, places=2), st.sampled_from(["{}%", "{}", "{}% (P)", "{} (E)"]))
def test_every_number_reads_back_with_its_sign(number: Decimal, form: str) -> None:
    value = value_of(form.format(number))
    assert value is not None
    assert value.number == number


SCORECARD = """# Performance report

| Indicator | 2022/23 Outturn | 2023/24 Target | Q1 2023/24 | Q2 2023/24 | RAG |
|---|---|---|---|---|---|
| Days to re-let a home | 31.4 | 26 | 29.8 | 30.2 | Red |

| Indicator | 2021/22 | 2022/23 | Target 2022/23 | Status |
|---|---|---|---|---|
| Fly-tips cleared | 98 | 134 | 120 | On target |

| Indicator | Baseline | 2008/09 | 2009/10 |
|---|---|---|---|
| NI 154 Net additional homes | 412 (2006/07) | 430 | 460 |
"""


def test_bare_periods_beside_a_target_are_actuals_and_a_status_says_no_role() -> None:
    found, _ = read(SCORECARD)
    assert [told(r)[1:] for r in found] == [
        ("actual", Decimal("31.4"), "2022-23"),
        ("target", Decimal("26"), "2023-24"),
        ("actual", Decimal("29.8"), "2023-24 Q1"),
        ("actual", Decimal("30.2"), "2023-24 Q2"),
        ("actual", Decimal("98"), "2021-22"),
        ("actual", Decimal("134"), "2022-23"),
        ("target", Decimal("120"), "2022-23"),
        ("baseline", Decimal("412"), "2006-07"),  # what the bare years after a baseline hold the print leaves open
    ]
    assert [r.status for r in found[:4]] == [None, None, None, "Red"]


def test_under_a_heading_of_targets_the_years_after_a_baseline_are_targets() -> None:
    table = SCORECARD.rsplit("\n\n", maxsplit=1)[-1]
    found, _ = read(f"# Local Area Agreement targets\n\n{table}")
    assert [told(r)[1:] for r in found] == [
        ("baseline", Decimal("412"), "2006-07"),
        ("target", Decimal("430"), "2008-09"),
        ("target", Decimal("460"), "2009-10"),
    ]


def test_bare_quarters_beside_the_years_target_are_actuals_of_the_year_in_force() -> None:
    found, _ = read(
        "# Performance scorecard 2022/23\n\n| Measure | Year end target | Q1 | Q2 | Status |\n|---|---|---|---|---|\n"
        "| Missed bins reported | 50 | 58 | 66 | Amber |\n"
    )
    assert [(*told(r)[1:], r.status) for r in found] == [
        ("target", Decimal("50"), "2022-23", None),
        ("actual", Decimal("58"), "2022-23 Q1", None),
        ("actual", Decimal("66"), "2022-23 Q2", "Amber"),
    ]


def test_years_still_to_come_are_no_actuals() -> None:
    table = "| Indicator | 2023/24 | 2024/25 | 2025/26 Target |\n|---|---|---|---|\n| Homes built | 12 | 20 | 30 |\n"
    found, _ = read(table, financial_year(2023))
    assert [told(r)[1:] for r in found] == [("actual", Decimal("12"), "2023-24"), ("target", Decimal("30"), "2025-26")]


def test_a_column_of_periods_and_the_year_in_a_title_say_of_when_a_value_is() -> None:
    found, _ = read(
        "| Indicator | Latest value | Period |\n|---|---|---|\n| Smoking prevalence in adults | 13.2% | 2022 |\n\n"
        "| Indicator | Current | Target |\n|---|---|---|\n| NI 151 Employment rate (2007 data) | 74% | 76% |\n"
    )
    assert [told(r)[1:] for r in found] == [
        ("actual", Decimal("13.2"), "2022"),
        ("actual", Decimal("74"), "2007"),
        ("target", Decimal("76"), ""),
    ]


def test_an_academic_year_runs_from_september() -> None:
    found, _ = read("| Indicator | Target academic year 2008/09 |\n|---|---|\n| Pupils with five good passes | 51% |\n")
    assert [(r.period.label, str(r.period.start)) for r in found if r.period] == [
        ("2008-09 academic year", "2008-09-01")
    ]


def test_results_of_a_department_beside_a_bounded_target_and_the_day_it_is_for() -> None:
    found, _ = read(
        "| Departmental Result Indicator | Target | Date to achieve target | 2018–19 Actual result "
        "| 2019–20 Actual result |\n"
        "|---|---|---|---|---|\n| Share of boats inspected on time | At least 90% | March 31, 2022 | 84% | 86.5% |\n"
    )
    assert [told(r)[1:] for r in found] == [
        ("target", Decimal(90), ""),
        ("actual", Decimal(84), "2018-19"),
        ("actual", Decimal("86.5"), "2019-20"),
    ]


def test_a_judged_year_between_baseline_and_target_is_what_was_reached() -> None:
    table = (
        "| Metric | Baseline 2019/20 | 2020/21 | Target 2021/22 |{}\n|---|---|---|---|{}\n"
        "| Days to license a boat | 21 | 18 | 15 |{}\n"
    )
    judged, _ = read(table.format(" RAG |", "---|", " Amber |"))
    assert [told(r)[1:] for r in judged] == [
        ("baseline", Decimal(21), "2019-20"),
        ("actual", Decimal(18), "2020-21"),
        ("target", Decimal(15), "2021-22"),
    ]
    unjudged, _ = read(table.format("", "", ""))
    assert [r.role for r in unjudged] == ["baseline", "target"]
