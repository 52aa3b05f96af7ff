"""Every example of the table of questions is asked, and comes out as the table says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from query.engine import ask, converse
from query.world import World
from tests.query.fixture import schema, store

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"


@cache
def world() -> World:
    return World(store(), schema())


def rows(cells: int) -> list[list[str]]:
    """The rows of the tables of so many columns."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in found if len(row) == cells and row[0] != "kind"]


@pytest.mark.parametrize(("question", "comes"), [row[1:] for row in rows(3)])
def test_what_is_understood_comes_out_as_the_table_says(question: str, comes: str) -> None:
    answer = ask(question, world())
    assert answer.status == comes, answer.interpretation
    assert not answer.unused


@pytest.mark.parametrize(("first", "then", "comes"), [row[1:] for row in rows(4)])
def test_what_leans_on_the_question_before_comes_out_too(first: str, then: str, comes: str) -> None:
    _, turn = converse(first, None, world())
    answer, _ = converse(then, turn, world())
    assert answer.status == comes, answer.interpretation


@pytest.mark.parametrize("question", [row[1] for row in rows(2)])
def test_what_is_not_understood_claims_nothing(question: str) -> None:
    answer = ask(question, world())
    assert answer.status in ("searched", "declined"), answer.interpretation
