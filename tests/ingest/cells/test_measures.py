from ingest.cells import measures, workstream
from tests.ingest.cells.shared import cell, texts


def test_each_item_is_a_measure() -> None:
    printed = cell("• 75% of homes visited\n• Fewer calls\nby March 2010\nStaff trained")
    assert texts(measures(printed)) == ["75% of homes visited", "Fewer calls by March 2010", "Staff trained"]


def test_a_long_paragraph_is_cut_at_its_full_stops() -> None:
    run_on = "Families say that they are helped sooner and better than before in every part of the borough. " * 2
    printed = cell(f"{run_on}Schools agree with this. Nobody waits longer than 5.5 days.")
    assert texts(measures(printed))[-2:] == ["Schools agree with this", "Nobody waits longer than 5.5 days."]


def test_what_says_nothing_is_no_measure() -> None:
    assert measures(cell("TBC\n-\n")) == ()


def test_a_workstream_is_the_cell_without_its_repetition_mark() -> None:
    found = workstream(cell("Integrated Workforce\nStrategy (continued)"))
    assert found is not None
    assert found.text == "Integrated Workforce Strategy"
    assert workstream(cell(" \n")) is None
