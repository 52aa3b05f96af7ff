"""A few hundred mutated documents; `python -m tests.fuzz --count 100000` reads as many as one has time for."""

from __future__ import annotations

import pytest

from tests.fuzz.mutate import mutated
from tests.fuzz.pool import documents
from tests.fuzz.run import outcome, outcomes

POOL = documents()


def test_a_seed_is_always_the_same_document() -> None:
    assert [mutated(seed, POOL) for seed in range(20)] == [mutated(seed, POOL) for seed in range(20)]
    assert len({mutated(seed, POOL) for seed in range(20)}) == 20


def test_no_mutated_document_breaks_a_promise() -> None:
    found = list(outcomes(range(300), POOL, processes=1))
    assert len(found) == 300
    assert [o for o in found if o.failed] == []
    assert {o.what for o in found} == {"read", "refused"}


@pytest.mark.parametrize(
    ("header", "word"),
    [
        ("Links to strategies", "Play Strategy Youth "),
        ("Funding", "Youth Trust Grant "),
        ("Action", "Open a club (ABC), (DEF) "),
        ("Timescale", "May to June "),
        ("Action", "Northam Eastvale "),
    ],
)
def test_a_huge_cell_takes_no_time_that_counts(header: str, word: str) -> None:
    columns = ["Ref", "Action", "Lead", "Timescale", "Funding", "Links to strategies"]
    row = ["1.1", "Open a club for young people", "Karen Osei", "May 2010", "ABG", "Play Strategy"]
    huge = [word * 700 if column == header else text for column, text in zip(columns, row, strict=True)]
    for cells in (row, huge):  # the first loads what every reading needs
        data = "\n".join(["Northam Council plan 2009-10", "", "\t".join(columns), "\t".join(cells)]).encode()
        found = outcome(0, ("plan.txt", data))
    assert (found.what, found.failed) == ("read", False)
