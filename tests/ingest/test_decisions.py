from datetime import date
from decimal import Decimal

from ingest.awards import awards_in
from ingest.capitals import readable
from ingest.decisions import decisions
from ingest.formats import read_document

PACK = """NORTHAM CHILDREN'S TRUST BOARD

Friday, 22 January 2010 at 9.30 am

1. **APOLOGIES**
2. **MINUTES OF THE LAST MEETING (Pages 1 - 3)**
3. **PERFORMANCE REPORT (Pages 4 - 6)**
4. **PLAY SERVICES CONTRACT (Pages 7 - 9)**

NORTHAM CHILDREN'S TRUST BOARD

Minutes of a Meeting held on 13 November 2009

1 APOLOGIES

None.

2 PLAY STRATEGY

Cabinet approved the Play Strategy in May. Karen Osei noted that play areas had been built.

The Board note and endorse the strategy.

3 VISITS

Northam Children's Trust Board heard about visits. Councillor Feld asked that the LSCB be told.

RESOLVED: That the report be approved.

4 ADVOCACY

Two came. The panel recommended that the preferred provider; Kind Words be awarded the contract valued at £40,000.

The Board endorse the report.

NORTHAM CHILDREN'S TRUST BOARD – 22ND JANUARY 2010

REPORT ON SAFE HOMES

1.0 Introduction

The Board should know that Hill Homes was awarded the contract by others.

2.0 Recommendations:

That Northam Children's Trust Board note the report.

Karen Osei

1. Executive Summary

Things are well.

3.0 Recommendations

3.1 That Northam Children's Trust Board approve the targets.

NORTHAM CHILDREN'S TRUST BOARD – 22ND JANUARY 2010

PLAY SERVICES CONTRACT

Recommendations:

That the Board note the decision of Cabinet to award the contract for play to Hill Games for the years to 2012.
"""


def told() -> list[tuple[str, str, str]]:
    found = decisions(read_document("pack.txt", PACK.encode()))
    return [(d.kind, d.item, d.on.isoformat() if d.on else "") for d in found]


def test_minutes_and_papers_item_by_item() -> None:
    assert told() == [
        ("note", "Play Strategy", "2009-11-13"),
        ("endorse", "Play Strategy", "2009-11-13"),
        ("approve", "Visits", "2009-11-13"),
        ("award", "Advocacy", "2009-11-13"),
        ("endorse", "Advocacy", "2009-11-13"),
        ("note", "Report on Safe Homes", "2010-01-22"),
        ("approve", "Performance Report", "2010-01-22"),
        ("note", "Play Services Contract", "2010-01-22"),
        ("award", "Play Services Contract", "2010-01-22"),
    ]


def test_an_award_names_the_winner_and_the_amount() -> None:
    first, second = (d for d in decisions(read_document("pack.txt", PACK.encode())) if d.kind == "award")
    assert [winner.text for winner in first.awarded_to] == ["Kind Words"]
    assert first.amount is not None
    assert first.amount.pounds == Decimal(40000)
    assert first.body is not None
    assert first.body.text == "Northam Children's Trust Board"
    assert [winner.text for winner in second.awarded_to] == ["Hill Games"]
    assert second.body is not None
    assert second.body.text == "Cabinet"
    assert second.amount is None


def test_a_decision_stands_where_it_is_printed() -> None:
    lines = PACK.splitlines()
    for decision in decisions(read_document("pack.txt", PACK.encode())):
        assert decision.span.quote.splitlines()[0] in lines[decision.span.line - 1]


def test_a_document_without_a_board_decides_nothing() -> None:
    text = "Our plan\n\nThe Board endorse the plan in spirit, as Karen Osei noted. We approve.\n"
    assert [d for d in decisions(read_document("plan.txt", text.encode())) if d.body] == []


def decided(text: str) -> list[tuple[str, str, str]]:
    found = decisions(read_document("minutes.md", text.encode()))
    assert all(d.body is not None for d in found)
    return [(d.kind, d.item, d.body.text if d.body else "") for d in found]


def test_minutes_of_a_partnership_with_lists_of_resolutions() -> None:
    text = (
        "EASTVALE YOUTH PARTNERSHIP\n\nMinutes of the meeting held on Tuesday 3 March 2009 at County Hall\n\n"
        "1. MINUTES\n\nRESOLVED – That the minutes of 6 January 2009 be approved.\n\n"
        "2. CLINICS\n\nThe nurse spoke.\n\nRESOLVED:\n\n(1) That the report be noted;\n\n"
        "(2) that the strategy be endorsed; and\n\n(3) that the budget of £250,000 be approved.\n\n"
        "3. RESPITE\n\nMembers agreed that the contract be awarded to Sunny Care at a value of £1.2 million.\n\n"
        "4. PLAY\n\nIt was agreed to note the update and to approve the plan.\n"
    )
    body = "Eastvale Youth Partnership"
    assert decided(text) == [
        ("approve", "Minutes", body),
        ("note", "Clinics", body),
        ("endorse", "Clinics", body),
        ("approve", "Clinics", body),
        ("award", "Respite", body),
        ("note", "Play", body),
        ("approve", "Play", body),
    ]
    amounts = [d.amount.pounds for d in decisions(read_document("minutes.md", text.encode())) if d.amount]
    assert amounts == [Decimal(250000), Decimal(1200000)]


def test_a_paper_whose_board_and_day_are_headings() -> None:
    text = (
        "# Cabinet\n\n## 12 May 2010\n\n### Youth Centre\n\n**Decision:** Approved the design.\n\n"
        "**Recommendations**\n\nThe Cabinet is asked to:\n\n(a) note the report;\n"
        "(b) approve the award of contract to Hill Builders; and\n"
    )
    assert decided(text) == [
        ("approve", "Youth Centre", "Cabinet"),
        ("note", "Youth Centre", "Cabinet"),
        ("award", "Youth Centre", "Cabinet"),
    ]


def test_minutes_whose_heading_is_ordinary_print() -> None:
    text = (
        "Northam Schools Forum\nMinutes of Meeting 14 October 2009\n\nItem 3 - Budget\n\n"
        "The Forum resolved to approve the budget.\n\nItem 4 - Early years\n\nForum members received and noted it.\n"
    )
    body = "Northam Schools Forum"
    assert decided(text) == [("approve", "Budget", body), ("note", "Early years", body)]


def test_several_winners() -> None:
    sentence = "The two organisations, Hill Club and Vale Youth & Play, have been recommended as providers."
    (award,) = awards_in(sentence)
    assert award.organisations == ("Hill Club and Vale Youth & Play",)
    sentence = sentence.replace("Hill Club and Vale", "Hill Club, Dale House and Vale")
    (award,) = awards_in(sentence)
    assert award.organisations == ("Hill Club", "Dale House", "Vale Youth & Play")


def test_titles_in_capitals_become_readable_and_keep_acronyms() -> None:
    text = "The LAA is an agreement."
    assert readable("REVIEW OF THE LAA AND OF PLAY", text) == "Review of the LAA and of Play"
    assert readable("Already readable", text) == "Already readable"
    assert date(2009, 11, 13).isoformat() in {on for _, _, on in told()}


def minuted(text: str) -> list[tuple[str, str, str, str]]:
    """Kind, item, body and day of every decision of some minutes."""
    found = decisions(read_document("minutes.txt", text.encode()))
    return [(r.kind, r.item, r.body.text if r.body else "", str(r.on)) for r in found]


def test_what_was_resolved_as_a_list_under_its_opening() -> None:
    assert minuted(
        "NORTHAM BOROUGH COUNCIL\n\nCABINET\n\nMinutes of the meeting held on 14 July 2009\n\n25. CAPITAL PROGRAMME\n\n"
        "The Director submitted a report.\n\nRESOLVED – That\n\n(1) the programme be approved; and\n\n"
        "(2) the risks in section 5 be noted.\n\nMembers thanked the officers, who noted that this was welcome.\n"
    ) == [
        ("approve", "Capital Programme", "Cabinet", "2009-07-14"),
        ("note", "Capital Programme", "Cabinet", "2009-07-14"),
    ]


def test_what_was_agreed_is_approved_whatever_its_verb() -> None:
    assert (
        minuted(
            "Eastvale Health Board\n\nMinute of Meeting held on 22 September 2021\n\n3. Fund\n\nIt was agreed that:\n"
            "a) the plan be approved;\nb) a progress report be brought to the June meeting.\n"
        )
        == [("approve", "Fund", "Eastvale Health Board", "2021-09-22")] * 2
    )


def test_a_motion_counts_when_it_was_carried() -> None:
    minutes = (
        "City of Fairhaven\n\nCity Council Regular Meeting\n\nMarch 12, 2024\n\nMinutes\n\n8. Sustainability Plan\n\n"
        "Moved by Member Park to approve the Sustainability Plan. Motion {}.\n"
    )
    carried = [("approve", "Sustainability Plan", "City Council Regular Meeting", "2024-03-12")]
    assert minuted(minutes.format("carried 6-1")) == carried
    assert minuted(minutes.format("failed 1-6")) == []


def test_what_officers_propose_is_not_decided_twice() -> None:
    award = "That Council award Tender T14 to Northbeam Builders Pty Ltd for $289,000.\n\n"
    text = (
        "Minutes of the Ordinary Council Meeting held on 18 June 2023\n\n10.2 Roof\n\nOfficer recommendation\n\n"
        f"{award}COUNCIL RESOLUTION 2023/88\nMoved Cr Ellery, Seconded Cr Nash\n{award}CARRIED 7/0\n"
    )
    found = decisions(read_document("minutes.txt", text.encode()))
    assert [(r.kind, [w.text for w in r.awarded_to], r.amount) for r in found] == [
        ("award", ["Northbeam Builders Pty Ltd"], None)  # dollars are no pounds
    ]


def test_a_notice_of_a_decision_says_who_decided_and_when() -> None:
    assert minuted(
        "HARTMERE COUNTY COUNCIL\n\nDecision maker: Cabinet Member for Highways\n\nDate of decision: 3 June 2021\n\n"
        "Title: Road signs\n\nDecision\n\nThat the contract for signs be awarded to Kerrigan Signs Limited.\n"
    ) == [("award", "Road signs", "Cabinet Member for Highways", "2021-06-03")]


def test_notes_of_a_meeting_are_minutes_too() -> None:
    assert minuted(
        "Westmoor Schools Forum\n9 October 2008\n\nNotes\n\n2. Grant\nThe Forum approved the distribution.\n"
    ) == [("approve", "Grant", "Westmoor Schools Forum", "2008-10-09")]


def test_capitals_mark_what_was_decided_and_numbered_lines_the_items() -> None:
    assert minuted(
        "Northam Care Board\n\nPublic Board meeting, 26 January 2023\n\n7. Primary Care\n\n"
        "The Board APPROVED the strategy.\n8. Quality\n\nThe Board RECEIVED the report. Karen Osei NOTED a rise.\n"
    ) == [
        ("approve", "Primary Care", "Northam Care Board", "2023-01-26"),
        ("note", "Quality", "Northam Care Board", "2023-01-26"),
    ]
