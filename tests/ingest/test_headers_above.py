"""Headers of tables that the print sets apart from their rows by an empty line."""

from ingest.reader import read

WELLS = """                                   Action Plan – Review of Wells

        Recommendation                Proposed Actions/Progress        Success Measures        Responsibility      Date

1   The Committee recommends      A survey of wells will be        Survey seen and         Ines Halvard        By end
    that the Director of          drawn up and sent to all         agreed by the                               June 2031
    Waters tests every well       of the parishes.                 parishes
    of the county.
2   The Committee recommends      Parish clerks are to be          All clerks trained      All clerks of       Ongoing
    that clerks are trained       taught how wells are             by autumn               the parishes
    to close a well.              closed and opened.
"""


def test_a_line_of_column_names_over_a_table_is_its_header() -> None:
    records = read("wells.txt", WELLS.encode()).records
    aims = {aim.key: aim.text for aim in records.objectives}
    survey, clerks = records.actions
    assert survey.text == "A survey of wells will be drawn up and sent to all of the parishes."
    assert aims[survey.objective or ""].startswith("The Committee recommends that the Director of Waters")
    assert [owner.text for owner in survey.owners] == ["Ines Halvard"]
    assert [due.on.isoformat() for due in survey.dues] == ["2031-06-30"]
    assert [measure.text for measure in survey.measures] == ["Survey seen and agreed by the parishes"]
    assert [owner.text for owner in clerks.owners] == ["All clerks of the parishes"]
    assert clerks.ongoing


def test_the_header_is_accounted_for() -> None:
    reading = read("wells.txt", WELLS.encode())
    header = next(fate for fate in reading.records.fates if fate.span.quote.startswith("Recommendation"))
    assert header.span.line == 3
    assert header.outcome != "not understood"


def test_text_over_a_table_is_no_header() -> None:
    text = WELLS.replace("Responsibility      Date", "and what      the parishes thought of it all in the end")
    assert read("wells.txt", text.encode()).records.actions == ()
