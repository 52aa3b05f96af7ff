from ingest.cells import measures, workstream
from tests.ingest.cells.shared import cell, texts


def test_each_item_is_a_measure() -> None:
    printed = cell("• 75% of homes visited\n• Fewer calls\nby March 2010\nStaff trained")
    assert texts(measures(printed)) == ["75% of homes visited", "Fewer calls by March 2010", "Staff trained"]


def test_a_text_without_list_marks_is_cut_at_its_sentences() -> None:
    assert texts(
        measures(cell("More families helped. Fewer schools (e.g. in E.M. Park) closed. Nobody waits 5.5 days."))
    ) == [
        "More families helped.",
        "Fewer schools (e.g. in E.M. Park) closed.",
        "Nobody waits 5.5 days.",
    ]
    explained = "Waiting falls to the regional average. The current average is 40 days."
    assert texts(measures(cell(explained))) == [explained]
    assert texts(measures(cell("• Staff trained. All of them know whom to ask."))) == [
        "Staff trained. All of them know whom to ask."
    ]


def test_the_wording_of_a_measure_begins_one_where_the_full_stop_was_lost() -> None:
    printed = cell("Carry out the Youth Plan Increase the number of visits to 40 by March 2010 Reduction in complaints")
    assert texts(measures(printed)) == [
        "Carry out the Youth Plan",
        "Increase the number of visits to 40 by March 2010",
        "Reduction in complaints",
    ]
    assert len(measures(cell("A scheme leading to Improved Homes and to an Increase in repairs"))) == 1
    assert (
        len(measures(cell("Total Number of visits")))
        == len(measures(cell("Schools with a 5% Reduction in fights")))
        == 1
    )


def test_a_line_that_leads_into_a_list_is_one_measure_with_it() -> None:
    printed = cell("More young people in work including:\n• care leavers\n• young parents\nFewer appeals")
    assert texts(measures(printed)) == [
        "More young people in work including: care leavers young parents",
        "Fewer appeals",
    ]


def test_what_says_nothing_is_no_measure() -> None:
    assert measures(cell("TBC\n-\n")) == ()


def test_a_workstream_is_the_cell_without_its_repetition_mark() -> None:
    found = workstream(cell("Integrated Workforce\nStrategy (continued)"))
    assert found is not None
    assert found.text == "Integrated Workforce Strategy"
    assert workstream(cell(" \n")) is None
