"""Every row of every answer leads back to the words on the page: quote, document and line are there, and are right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ingest.reader import read
from ingest.samples import sample_files
from query.engine import ask
from query.world import World
from service.cli import main
from service.worlds import world_of_store

SHARED = Path(__file__).parents[3] / "shared"
QUESTIONS = (
    "Which actions feed NI 117?",
    "How many actions does each authority have?",
    "Who is responsible for NI 117?",
    "What is the target for NI 112?",
    "Which actions are funded by the European Social Fund?",
    "Which actions have no funding?",
    "Which partners take part in actions that feed NI 32?",
    "Which actions are due before April 2010?",
    "Which objectives have no actions?",
    "What did the board endorse?",
    "Which strategies do the actions of Eastvale link to?",
    "Does any action feed NI 56?",
    "Who owns the most actions?",
    "Which indicators are red?",
    "What does NEET stand for?",
    "Which actions cost more than £50,000?",
)


def folded(text: str) -> str:
    return " ".join(text.split())


class Pages:
    """The texts of documents, by name, as they were read."""

    def __init__(self, documents: Mapping[str, bytes]) -> None:
        self._lines = {name: read(name, data).document.text.split("\n") for name, data in documents.items()}

    def holds(self, name: str, line: int, quote: str) -> bool:
        """Whether a quote begins on a line of a document, white space folded."""
        lines = self._lines[name]
        rest = folded("\n".join(lines[line - 1 : line + quote.count("\n") + 2]))
        first = folded(lines[line - 1])
        return folded(quote) in rest and bool(first) and folded(quote).split(" ")[0] in first


def check(answer: Mapping[str, Any], pages: Pages) -> int:
    """Hold an answer to what it claims; how many pieces of evidence it gave."""
    assert len(answer["evidence"]) == len(answer["rows"]), answer["question"]
    pieces = 0
    for row, evidence in zip(answer["rows"], answer["evidence"], strict=True):
        if row != {"answer": {"value": False}}:  # nothing printed shows that something is not there
            assert evidence, f"{answer['question']}: a row without evidence: {row}"
        for piece in evidence:
            assert pages.holds(piece["document"], piece["line"], piece["quote"]), (answer["question"], piece)
            assert piece["basis"] in ("stated", "inherited", "inferred")
            assert (piece["confidence"] == 1.0) == (piece["basis"] != "inferred")
            pieces += 1
    return pieces


@pytest.fixture(scope="module")
def world(samples: str) -> World:
    return world_of_store(samples)


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages(dict(sample_files()))


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_row_over_the_sample_plans_has_evidence_that_is_there(question: str, world: World, pages: Pages) -> None:
    check(ask(question, world).as_json(), pages)


def test_most_questions_about_the_sample_plans_are_answered(world: World) -> None:
    answered = [q for q in QUESTIONS if ask(q, world).status == "answered"]
    assert len(answered) >= len(QUESTIONS) * 3 // 4, set(QUESTIONS) - set(answered)


@pytest.mark.early
@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="no real plans beside this checkout")
def test_every_row_over_the_real_plans_has_evidence_that_is_there(tmp_path: Path) -> None:
    plans = sorted((SHARED / "corpus").glob("*.txt"))
    location = str(tmp_path / "store")
    assert main(["build", str(SHARED / "corpus"), "--store", location]) == 0
    world, pages = world_of_store(location), Pages({p.name: p.read_bytes() for p in plans})
    asked = [
        json.loads(line)["q"]
        for file in sorted((SHARED / "questions").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    pieces = [check(ask(question, world).as_json(), pages) for question in asked]
    assert sum(pieces) > len(asked)
