"""Two tables set as one, parted only by an empty row: the second is not read on as rows of the first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.reader import read
from tests.ingest.reading import actions_of

PLAN = [
    ["Action", "Lead", "By when", "Cost"],
    ["Open the new hub at the quay", "Ann Lee", "May 2031", "5000"],
    ["Mend the harbour wall", "Bo Oak", "June 2031", "7000"],
]
OTHERS = {
    "headers nobody knows": [
        ["Library", "Opening hours", "Address", "Telephone"],
        ["Quay library", "9 to 5", "1 Quay Street", "01234 567890"],
        ["Hill library", "10 to 4", "3 Hill Road", "01234 567891"],
    ],
    "headers without capitals": [
        ["site", "postcode", "size (ha)", "use"],
        ["Old depot by the river", "NM1 4AB", "2.4", "housing"],
        ["Former school in Hill Road", "NM2 5CD", "1.1", "employment"],
    ],
    "no header": [["2030", "Ann Lee", "45%", "47%"], ["2031", "Bo Oak", "50%", "52%"]],
    "headers of a register": [
        ["Risk", "Likelihood", "Impact", "Owner"],
        ["Storms delay the work on the wall", "High", "Medium", "Cy Ash"],
    ],
}
MORE = [["Paint the pier in white", "Cy Ash", "July 2031", "9000"], ["Plant trees", "Di Elm", "May 2032", "2000"]]
EMPTY = ["", "", "", ""]


def _commas(rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def _pipes(rows: list[list[str]]) -> str:
    drawn = [f"| {' | '.join(row)} |\n" for row in rows]
    return drawn[0] + "|---|---|---|---|\n" + "".join(drawn[1:])


def _tabs(rows: list[list[str]]) -> str:
    return "Northam plan\n\n" + "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)


def _texts(name: str, text: str) -> list[str]:
    return [action.text for action in read(name, text.encode()).records.actions]


@pytest.mark.parametrize("name, write", [("plan.csv", _commas), ("plan.md", _pipes), ("plan.txt", _tabs)])
@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("gap", [1, 2])
def test_rows_of_another_table_after_empty_rows_are_no_actions(
    name: str, write: Callable[[list[list[str]]], str], other: str, gap: int
) -> None:
    text = write([*PLAN, *[EMPTY] * gap, *OTHERS[other]])
    assert _texts(name, text) == ["Open the new hub at the quay", "Mend the harbour wall"]


@pytest.mark.parametrize("name, write", [("plan.csv", _commas), ("plan.md", _pipes), ("plan.txt", _tabs)])
def test_rows_of_the_same_table_after_empty_rows_are_read_on(
    name: str, write: Callable[[list[list[str]]], str]
) -> None:
    text = write([*PLAN, EMPTY, MORE[0], EMPTY, MORE[1]])
    assert _texts(name, text)[2:] == ["Paint the pier in white", "Plant trees"]


def test_the_actions_after_a_table_of_another_kind_are_read_under_their_own_header() -> None:
    text = _pipes([*PLAN, EMPTY, *OTHERS["headers nobody knows"], EMPTY, PLAN[0], *MORE])
    assert _texts("plan.md", text)[2:] == ["Paint the pier in white", "Plant trees"]


def test_what_is_read_on_without_a_sign_that_it_belongs_there_is_said() -> None:
    rows = [*PLAN, EMPTY, ["Hub for the young in the old mill", "Cy Ash", "", ""]]
    *_, last = actions_of(_pipes(rows))
    assert last.text == "Hub for the young in the old mill"
    assert "read on under the columns above an empty row" in last.notes
