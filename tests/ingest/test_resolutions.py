"""What minutes, decision notices and pages of decisions resolve, in the ways that councils and boards print it."""

from __future__ import annotations

import pytest

from ingest.decisions import decisions
from ingest.formats import read_document


def decided(text: str) -> list[tuple[str, str]]:
    """The kind of every decision, and how its text begins."""
    found = decisions(read_document("minutes.txt", text.encode()))
    return [(record.kind, " ".join(record.text.split()[:4])) for record in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Agenda item\n\nDraft Harbour Plan\n\nDecision:\n\nHaving had regard to the advice of officers:\n\n"
            "1. The Harbour Plan be approved;\n\n2. That the Clerk be given authority to mend its spelling;\n\n"
            "Reason for decision:\n\nThe old plan ends in May.\n",
            [("approve", "The Harbour Plan be"), ("approve", "That the Clerk be")],
        ),
        (
            "Harbour Board\n\nDecision:\n\nThe Board resolved :-\n\n(i) to amend item 3 of the minute, and\n\n"
            "(ii) to otherwise approve the minute.\n\nMinutes:\n\nThe Board had before it the draft minute.\n",
            [("approve", "to amend item 3"), ("approve", "to otherwise approve the")],
        ),
        (
            "Issue - decisions\n\nThe Director of Harbours:\n\na) Noted the work on the quay.\n"
            "b) Endorsed the plan for the lock.\n",
            [("note", "Noted the work on"), ("endorse", "Endorsed the plan for")],
        ),
        (
            "Issue - decisions\n\nQuay report\n\n1. That the progress on the quay be NOTED.\n\n"
            "2. That the second year of the plan be APPROVED.\n\n"
            "3. That it be RECOMMENDED TO COUNCIL that a harbour officer be appointed.\n",
            [
                ("note", "That the progress on"),
                ("approve", "That the second year"),
                ("endorse", "That it be RECOMMENDED"),
            ],
        ),
        (
            "Issue - decisions\n\nMeals\n\n47/2009 The Cabinet agreed that the meals contract be let again.\n",
            [("approve", "The Cabinet agreed that")],
        ),
        (
            "Agenda item\n\nYear end\n\nRecommendations:\n\nThat Cabinet note:\n\n1. The position of the quay.\n\n"
            "2. The figures of the last quarter.\n\nMinutes:\n\nThe quay was quiet.\n",
            [("note", "The position of the"), ("note", "The figures of the")],
        ),
        (
            "Mayor and Cabinet\n\n2. Minutes\nDecision:\nApproved.\nMinutes:\n"
            "RESOLVED that the minutes of the last meeting be confirmed.\n3. Lights\nDecision:\n"
            "The Cabinet agreed that the contract be awarded to Beacon Lamps Ltd for two years.\nMinutes:\n"
            "After a debate\nRESOLVED that the contract be awarded to Beacon Lamps Ltd for two years.\n",
            [("approve", "RESOLVED that the minutes"), ("award", "The Cabinet agreed that")],
        ),
        (
            "Meeting of the Board\n\nAction/Decision: The Board endorsed the paper subject to two changes.\n",
            [("endorse", "Action/Decision: The Board endorsed")],
        ),
    ],
    ids=[
        "a lead-in before the list",
        "whatever the verb",
        "a post that decided",
        "verbs in capitals",
        "a minute with its number",
        "a verb over the list",
        "told twice",
        "a label for both",
    ],
)
def test_what_was_resolved(text: str, expected: list[tuple[str, str]]) -> None:
    assert decided(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The harbour partnership has:\n\n• Received the report on the lock and used it to plan\n• Noted three risks\n",
        "Our plan\n\nThe Cabinet agreed the first plan in 2007. That plan was to be noted by all.\n",
    ],
)
def test_what_is_only_told_is_no_decision(text: str) -> None:
    assert decided(text) == []


def test_several_things_resolved_in_one_sentence_are_decisions_of_their_item() -> None:
    text = (
        "Harbour Cabinet Member – Minutes – 29 May 2008\n\n38 (3) FERRY FARES – A report was submitted."
        "\n\nResolved – (a) That the new fares be approved, and (b) that they be sent to the port.\n\n"
        "39 (4) QUAY LAMPS – The Head of Harbours told of the lamps.\n\n"
        "RESOLVED: That 1) the report be noted; 2) the lamps be mended; and 3) officers report back in June.\n"
    )
    found = decisions(read_document("minutes.txt", text.encode()))
    assert [(d.kind, d.text, d.item.casefold()) for d in found] == [
        ("approve", "That the new fares be approved", "ferry fares"),
        ("approve", "that they be sent to the port.", "ferry fares"),
        ("note", "the report be noted", "quay lamps"),
        ("approve", "the lamps be mended", "quay lamps"),
        ("approve", "officers report back in June.", "quay lamps"),
    ]
    assert {(d.body and d.body.text, d.on and d.on.isoformat()) for d in found} == {
        ("Harbour Cabinet Member", "2008-05-29")
    }


def test_letters_in_a_resolution_that_follow_nothing_part_nothing() -> None:
    text = "Minutes of the Harbour Board held on 3 May 2011\n\nRESOLVED that option (b) and annex (d) be approved.\n"
    assert decided(text) == [("approve", "RESOLVED that option (b)")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("It was Resolved: Cllr Ott to chair the meeting", "It was Resolved: Cllr"),
        ("Seconded by Cllr Ott and agreed unanimously that the bid be accepted.", "Seconded by Cllr Ott"),
        ("Cllr Ott proposed and it was agreed unanimously that we support the bid.", "Cllr Ott proposed and"),
    ],
)  # fmt: skip
def test_what_was_agreed_unanimously_or_resolved_in_a_word(said: str, expected: str) -> None:
    text = f"Minutes of the Harbour Board held on 3 May 2011\n\n1. Chair\n\n{said}\n"
    assert [begins for _, begins in decided(text)] == [expected]
