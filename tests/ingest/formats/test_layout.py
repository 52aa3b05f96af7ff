"""Tables and texts whose columns are made of spaces, as `pdftotext -layout` prints them."""

from __future__ import annotations

from ingest.document import Block, Heading, Paragraph, Table
from ingest.formats import read_document
from ingest.reader import read


def blocks(text: str) -> list[Block]:
    return list(read_document("plan.txt", text.encode()).blocks)


def tables(text: str) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in block.rows] for block in blocks(text) if isinstance(block, Table)
    ]


def table(text: str) -> list[list[str]]:
    (only,) = tables(text)
    return only


def said(text: str) -> list[str]:
    return [b.text for b in blocks(text) if not isinstance(b, Table) and not getattr(b, "aside", "")]


TOP = """
   Ref     Action                                        Lead officer      By when        Measure
   1.1     Open a drop-in clinic at the harbour for      Karen Osei,       March 2010     Rate falls from
           young people, and tell every school about     Head of Youth                    48 to 41 (NI 112)
           it                                            Services
   1.2     Train school nurses                           Adam Shah         Sept 2009      40 trained
   1.3     Review the contract for the outreach bus      Karen Osei        Ongoing        Bus on 12 estates
           so that it visits every estate
"""


def test_cells_over_several_lines_are_set_under_their_columns() -> None:
    assert table(TOP) == [
        ["Ref", "Action", "Lead officer", "By when", "Measure"],
        [
            "1.1",
            "Open a drop-in clinic at the harbour for young people, and tell every school about it",
            "Karen Osei, Head of Youth Services",
            "March 2010",
            "Rate falls from 48 to 41 (NI 112)",
        ],
        ["1.2", "Train school nurses", "Adam Shah", "Sept 2009", "40 trained"],
        [
            "1.3",
            "Review the contract for the outreach bus so that it visits every estate",
            "Karen Osei",
            "Ongoing",
            "Bus on 12 estates",
        ],
    ]


def test_every_cell_leads_back_to_the_lines_it_stands_on() -> None:
    (found,) = [block for block in blocks(TOP) if isinstance(block, Table)]
    lead = found.rows[1].cells[2].span
    assert (lead.line, lead.last_line) == (3, 5)
    assert lead.quote.startswith("Karen Osei,") and lead.quote.endswith("Services")
    assert found.rows[2].cells[3].span.quote == "Sept 2009"


def test_cells_centred_over_several_lines_belong_to_the_reference_in_their_middle() -> None:
    rows = table(
        """
        Ref     Action                                        Lead officer      By when
                Open a drop-in clinic at the harbour for      Karen Osei,
        1.1     young people, and tell every school about     Head of Youth     March 2010
                it                                            Services
        1.2     Train school nurses                           Adam Shah         Sept 2009
                Review the contract for the outreach bus
                                                              Karen Osei
        1.3     so that it visits every estate at least                         Ongoing
                                                              with Lee Chan
                once a month
"""
    )
    assert [row[0] for row in rows] == ["Ref", "1.1", "1.2", "1.3"]
    assert rows[1][1] == "Open a drop-in clinic at the harbour for young people, and tell every school about it"
    assert rows[3][1:] == [
        "Review the contract for the outreach bus so that it visits every estate at least once a month",
        "Karen Osei with Lee Chan",
        "Ongoing",
    ]


def test_centred_rows_without_references_are_parted_around_their_dates() -> None:
    rows = table(
        """
Action                                                  Lead                Timescale       Measure
Work with schools in the east of the borough to bring
in a common approach to bullying. Publish the           Jo Grant            By July 2010    Fewer are bullied
charter.
                                                        Head of Young
Extend the young carers' project to primary schools                         December 2010   60 more young carers
                                                        Carers
Hold four family fun days                               Ama Boateng         Summer 2010     1,200 visitors
"""
    )
    assert [row[0][:20] for row in rows] == [
        "Action",
        "Work with schools in",
        "Extend the young car",
        "Hold four family fun",
    ]
    assert rows[2][1] == "Head of Young Carers"


def test_rows_without_references_begin_where_columns_print_again() -> None:
    rows = table(
        """
Action                                        Lead              Timescale       Measure
Work with schools in the east to bring in     Jo Grant          By July 2010    Fewer are bullied
a common approach to bullying. Publish the
charter.
Hold four family fun days                     Ama Boateng       Summer 2010     1,200 visitors
Review how complaints from children in        Reviewing         On-going        Complaints answered
care are heard                                Service                           in 20 days
                                                                March 2011      Survey shows that 75%
                                                                                feel heard
"""
    )
    assert [[cell[:12] for cell in row] for row in rows[1:]] == [
        ["Work with sc", "Jo Grant", "By July 2010", "Fewer are bu"],
        ["Hold four fa", "Ama Boateng", "Summer 2010", "1,200 visito"],
        ["Review how c", "Reviewing Se", "On-going", "Complaints a"],
        ["", "", "March 2011", "Survey shows"],
    ]


def test_empty_lines_part_rows() -> None:
    rows = table(
        """
 What we will do                      Who            When

 Plant a thousand trees along the     Parks          By March
 ring road.                           Manager        2011

 Count them                           Ranger         Yearly

"""
    )
    assert rows[1:] == [
        ["Plant a thousand trees along the ring road.", "Parks Manager", "By March 2011"],
        ["Count them", "Ranger", "Yearly"],
    ]


def test_a_header_over_several_lines_is_one_row() -> None:
    rows = table(
        """
                                                             Completion
                                               Responsible
Ref No.   Key action                                         date (or     RAG
                                               officer
                                                             milestone)
          Appoint a participation worker.
CYP
          • advertise by May                   P. Nair       July 2009    G
1.1
          • induct by July
CYP       Young people sit on the interview
                                               HR Manager    Sept 2009    A
1.2       panels of all senior posts
"""
    )
    assert rows[0] == ["Ref No.", "Key action", "Responsible officer", "Completion date (or milestone)", "RAG"]
    assert [row[0] for row in rows[1:]] == ["CYP 1.1", "CYP 1.2"]
    assert rows[1][1] == "Appoint a participation worker.\n• advertise by May\n• induct by July"


def test_a_cell_merged_over_several_rows_stands_in_its_first() -> None:
    rows = table(
        """
Objective                              What we will do                                    Who leads        By when
Children are safe at home and in the   Train 200 staff in the common assessment           Ruth Bell        June 2009
community
                                       Open two children's centres in the hills and one   Sam Khan         Sept 2009
                                       on the coast
                                       Visit every family with a new baby                 Health Visitor   April 2009
"""
    )
    assert [row[0] for row in rows] == ["Objective", "Children are safe at home and in the community", "", ""]
    assert [row[2] for row in rows[1:]] == ["Ruth Bell", "Sam Khan", "Health Visitor"]


PAGES = (
    "Northam Delivery Plan                         Confidential draft\n\n"
    "Ref    Action                          Lead              By when\n"
    "1.1    Open a clinic                   Karen Osei        May 2010\n"
    "1.2    Train the nurses of all         Adam Shah         June 2010\n"
    "\nNortham Children's Trust                                  Page 1\n"
    "\fNortham Delivery Plan                         Confidential draft\n\n"
    "Ref    Action                      Lead          By when\n"
    "       schools in the east\n"
    "1.3    Review the bus              Jo Grant      July 2010\n"
    "\nNortham Children's Trust                              Page 2\n"
    "\fNortham Delivery Plan                         Confidential draft\n\n"
    "Ref    Action                      Lead          By when\n"
    "1.4    Report                      Jo Grant      May 2011\n"
    "\nNortham Children's Trust                              Page 3\n"
)


def test_a_table_over_pages_keeps_its_columns_where_they_shift() -> None:
    first, second, third = tables(PAGES)
    assert [len(row) for row in (*first, *second, *third)] == [4] * 8
    assert second[1] == ["", "schools in the east", "", ""]
    assert second[2] == ["1.3", "Review the bus", "Jo Grant", "July 2010"]


def test_running_heads_and_page_numbers_are_asides_but_for_the_first_head() -> None:
    assert said(PAGES) == ["Northam Delivery Plan Confidential draft"]
    asides = [b for b in blocks(PAGES) if isinstance(b, Paragraph) and b.aside]
    assert [a.span.page for a in asides] == [1, 2, 2, 3, 3]
    assert {a.aside for a in asides} == {"printed on every page"}


def test_a_band_across_the_columns_is_a_heading_between_two_parts() -> None:
    text = """
Ref    Action                          Lead              By when
Priority 1: Every child in Northam is healthy and safe
1.1    Open a clinic                   Karen Osei        May 2010
1.2    Train the nurses                Adam Shah         June 2010
Priority 2: Learning
2.1    Review the bus                                    July 2010
2.2    Report                                            May 2011
"""
    found = blocks(text)
    assert [type(block) for block in found] == [Table, Heading, Table, Heading, Table]
    assert [len(row) for part in tables(text) for row in part] == [4] * 5
    assert said(text) == ["Priority 1: Every child in Northam is healthy and safe", "Priority 2: Learning"]


def test_a_column_filled_up_to_its_edge_is_cut_there() -> None:
    rows = table(
        """
Ref    Action                    Lead            By when
1.1    Open a clinic             Karen Osei      May 2010
1.2    Train the nurses          Adam Shah       June 2010
1.3    Tell all of the schools   Head of Youth   July 2010
1.4    Review the outreach buses Jo Grant        May 2011
"""
    )
    assert rows[4] == ["1.4", "Review the outreach buses", "Jo Grant", "May 2011"]


def test_a_header_that_stands_over_several_columns_belongs_to_each() -> None:
    rows = table(
        """
Indicator                        Targets for the three years      Lead
                                 2008/09   2009/10   2010/11
NI 112 Conceptions under 18      45        43        41           Karen Osei
NI 117 Young people who are      8.5%      8%        7.2%         Priya Nair
not in education
NI 59 Assessments in time        75%                 80%          Jo Grant
"""
    )
    assert rows[0][1:4] == [f"Targets for the three years {year}" for year in ("2008/09", "2009/10", "2010/11")]
    assert rows[3] == ["NI 59 Assessments in time", "75%", "", "80%", "Jo Grant"]


def test_names_on_lines_of_their_own_stay_apart_and_broken_lines_do_not() -> None:
    rows = table(
        """
Ref    Action                      Lead                         By when
1.1    Open a clinic               Karen Osei                   May 2010
                                   Adam Shah
1.2    Train the nurses            Service Manager – Play       June 2010
                                   and Leisure
"""
    )
    assert [row[2] for row in rows[1:]] == ["Karen Osei\nAdam Shah", "Service Manager – Play and Leisure"]


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    text = """
1. Where we are                                  in the hills, where most of them live, hear
                                                 least of what there is to do.
The council and the health service run nine
centres for families with young children.        What we want
They meet every month, and parents say that
they like them and would come more often.        We shall open two more before the end of
But too few know of them. Young people           next year. Nobody should have to go far to
                                                 see a nurse.
"""
    assert said(text) == [
        "1. Where we are",
        "The council and the health service run nine centres for families with young children. They meet every month, "
        "and parents say that they like them and would come more often. But too few know of them. Young people",
        "in the hills, where most of them live, hear least of what there is to do.",
        "What we want",
        "We shall open two more before the end of next year. Nobody should have to go far to see a nurse.",
    ]


def test_lists_letters_and_sentences_with_wide_gaps_are_no_tables() -> None:
    for text in (
        "1.    Open a clinic\n2.    Train the nurses\n3.    Report to the board\n",
        "-   departments will have a plan\n    that is costed\n-   boards will meet\n",
        "We met twice.  All agreed.  The rest\nis told below.  It was short.  Nobody\nleft early.  All voted.  So.",
        "Lead officer:      Karen Osei\nBy when:           March 2010\nFunding:           None\n",
        "3.1     The Board is asked to note the report and to\n        agree the plan.\n3.2     The Chair thanked all.",
    ):
        assert tables(text) == []


def test_labels_and_values_stay_lines() -> None:
    assert said("Lead officer:      Karen Osei\nBy when:           March 2010\nFunding:           None\n") == [
        "Lead officer: Karen Osei",
        "By when: March 2010",
        "Funding: None",
    ]


def test_a_page_of_contents_is_no_content() -> None:
    text = (
        "Contents\n\nForeword .......................... 3\nPriority 1: Be healthy, with all that\n"
        "we shall do for it ............ 4\nAppendix . . . . . . . . 12\n\nForeword\n\nWe begin.\n"
    )
    assert said(text) == ["Contents", "Foreword", "We begin."]
    (aside,) = [b for b in blocks(text) if isinstance(b, Paragraph) and b.aside]
    assert (aside.aside, aside.span.line, aside.span.last_line) == ("a table of contents", 3, 6)


LEDGER = """
Action                 By when    Funding         Partners             Links
Open a clinic          May 2010   Area grant      Schools, police      Obesity Strategy
Train every nurse      May 2011   Area grant      Nurses, schools      Health Strategy
\fTell the schools       May 2012   Police, schools   Obesity Strategy
of the north                        and nurses        and Health Strategy
"""


def test_a_column_that_a_page_prints_nothing_in_is_known_by_the_words_of_the_others() -> None:
    first, second = tables(LEDGER)
    assert first[1] == ["Open a clinic", "May 2010", "Area grant", "Schools, police", "Obesity Strategy"]
    assert [cell.replace("\n", " ") for cell in second[0]] == [
        "Tell the schools of the north",
        "May 2012",
        "",
        "Police, schools and nurses",
        "Obesity Strategy and Health Strategy",
    ]


def test_a_cell_that_goes_on_alone_on_the_next_page_stays_in_its_column() -> None:
    first, second = tables(
        """
Action                 By when    Milestones
Open a clinic          May 2010   Q1 find a house
Train every nurse      May 2011   Q2 find a teacher
\f                                  who knows the town
                                  and its schools

The plan ends here, and it is to be read by all who have a part in it in any way.
"""
    )
    assert second == [["", "", "who knows the town and its schools"]]
    assert len(first) == 3


def test_a_header_in_lower_case_under_an_empty_line_begins_another_table() -> None:
    text = """Harbour Action Plan 2024-2026

Action                                  Lead                By when
Repaint the crossing at Ferry Lane      Harbour Engineer    June 2024
Fit ladders along the north wall        Ann Oduya           September 2024

what we will do                         who                 when
Train ten wardens in water rescue       Safety Manager      March 2025
"""
    said = [(a.text, a.owners[0].text, a.due_text) for a in read("plan.txt", text.encode()).records.actions]
    assert said == [
        ("Repaint the crossing at Ferry Lane", "Harbour Engineer", "June 2024"),
        ("Fit ladders along the north wall", "Ann Oduya", "September 2024"),
        ("Train ten wardens in water rescue", "Safety Manager", "March 2025"),
    ]
