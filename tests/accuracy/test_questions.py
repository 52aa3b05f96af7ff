"""The answers to questions about the plans beside the repository: right often enough, and every row with its words."""

from __future__ import annotations

from functools import cache

import pytest

from tests.accuracy.harness import CORPUS
from tests.accuracy.questions import QUESTIONS, Verdict, available, judge, load, plans_world

pytestmark = pytest.mark.skipif(not available(), reason="the plans and their questions are not here")


@cache
def verdicts() -> list[Verdict]:
    """Every question of every file, asked once."""
    return judge(plans_world(), [item for path in sorted(QUESTIONS.glob("*.jsonl")) for item in load(path)])


@cache
def lines_of(document: str) -> list[str]:
    """The lines of a document of the corpus."""
    return (CORPUS / document).read_text(encoding="utf-8").split("\n")


def folded(text: str) -> str:
    return " ".join(text.split())


def begins_at(quote: str, document: str, line: int) -> bool:
    """Whether the quote, white space folded, begins on that line."""
    place = folded("\n".join(lines_of(document)[line - 1 : line + 60])).find(quote)
    return 0 <= place <= len(folded(lines_of(document)[line - 1]))


def test_most_answers_are_right_and_hardly_any_is_wrong() -> None:
    found = [v.verdict for v in verdicts()]
    assert found.count("right") >= 0.9 * len(found)
    assert found.count("wrong") <= 0.03 * len(found)


def test_every_row_has_evidence() -> None:
    bare = [
        (v.item["q"], row)
        for v in verdicts()
        if v.answer["status"] == "answered"
        for row, pieces in zip(v.answer["rows"], v.answer["evidence"], strict=True)
        if not pieces
    ]
    assert bare == []


def test_every_quote_stands_at_its_line() -> None:
    pieces = {
        (p["document"], p["line"], p["quote"])
        for v in verdicts()
        for evidence in v.answer["evidence"]
        for p in evidence
    }
    assert len(pieces) > 200
    astray = [
        (document, line, quote)
        for document, line, quote in sorted(pieces)
        if not begins_at(folded(quote), document, line)
    ]
    assert astray == []


def test_what_is_offered_besides_an_answer_is_found_by_asking_for_it() -> None:
    for v in verdicts():
        for offered in v.answer["alternatives"]:
            asked = plans_world().ask(offered["question"])
            assert asked["status"] == "answered", offered
            assert asked["rows"] != v.answer["rows"], offered
