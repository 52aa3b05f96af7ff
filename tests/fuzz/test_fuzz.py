"""A few hundred mutated documents; `python -m tests.fuzz --count 100000` reads as many as one has time for."""

from __future__ import annotations

import os

import pytest

from tests.fuzz.mutate import Document, Pool, mutated
from tests.fuzz.pool import documents
from tests.fuzz.run import Outcome, outcome, outcomes

POOL = documents()
LATE = ("late.txt", b"Northam plan 2009-10\n\nOpen a clinic by May 2009\n" * 4000)


def test_a_seed_is_always_the_same_document() -> None:
    assert [mutated(seed, POOL) for seed in range(20)] == [mutated(seed, POOL) for seed in range(20)]
    assert len({mutated(seed, POOL) for seed in range(20)}) == 20


def test_no_mutated_document_breaks_a_promise() -> None:
    pieces = [range(150), range(150, 300)]
    found = [one for _, those in outcomes(pieces, POOL, processes=1) for one in those]
    assert sorted(one.seed for one in found) == list(range(300))
    assert [o for o in found if o.failed] == []
    assert {o.what for o in found} == {"read", "refused"}


def test_a_document_that_takes_too_long_is_told_with_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.run.SECONDS", 0.2)
    found = outcome(0, LATE)
    assert (found.what, found.failed) == ("hung", True)
    assert ".py:" in found.said


def test_a_process_that_ends_or_hangs_loses_one_document_only() -> None:
    pool = Pool((("a.txt", b"Northam plan\n"), ("b.txt", b"Eastvale plan\n")), POOL.packed)
    found = list(outcomes([range(3)], pool, 1, read=_ends_at_one))
    assert [(one.seed, one.what) for _, those in found for one in those] == [(0, "read"), (1, "died"), (2, "read")]


def _ends_at_one(seed: int, document: Document, apart: bool) -> Outcome:
    if seed == 1:
        os._exit(1)
    return Outcome(seed, "read", 0.0, 1)


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("Links to strategies", "Play Strategy Youth "),
        ("Partners and lead", "Play Partnership and "),
        ("Funding", "Youth Trust Grant "),
        ("Action", "Open a club (ABC), (DEF) "),
        ("Timescale", "May to June "),
        ("Action", "Northam Eastvale "),
    ],
)
def test_a_huge_cell_takes_no_time_that_counts(header: str, word: str) -> None:
    columns = ["Ref", "Action", "Lead", "Timescale", "Funding", "Links to strategies", "Partners and lead"]
    row = ["1.1", "Open a club for young people", "Karen Osei", "May 2010", "ABG", "Play Strategy", "Play Partnership"]
    huge = [word * 700 if column == header else text for column, text in zip(columns, row, strict=True)]
    for cells in (row, huge):  # the first loads what every reading needs
        data = "\n".join(["Northam Council plan 2009-10", "", "\t".join(columns), "\t".join(cells)]).encode()
        found = outcome(0, ("plan.txt", data))
    assert (found.what, found.failed) == ("read", False)


@pytest.mark.parametrize(
    "text",
    [
        "we told them (a): it Helps them: so " * 1500,
        "it rose by NI 117 and " * 2500,
        "## What will we do?\n\n1. Train nurses - Lead: Clinical Manager G"
        + "1. " * 2500
        + "\n2. Mend it - Lead: Sam Lee",
        "Action\tLead\tMeasure\nOpen a club\tSam Lee\t" + "from 31% in May 2009 to 60% in May 2010, " * 1200,
    ],
    ids=["labels", "codes", "posts", "values"],
)
def test_a_huge_paragraph_takes_no_time_that_counts(text: str) -> None:
    found = outcome(0, ("plan.txt", f"Northam plan 2009-10\n\n{text}\n".encode()))
    assert (found.what, found.failed) == ("read", False)
