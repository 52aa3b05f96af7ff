"""Questions over a graph that nobody wrote a lexicon for: what each kind of them gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.query.induced.zoo import ask, rows


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many animals do we have?", {(4,)}),
        ("Show the name and age of all animals.", {("Pabu", 4), ("Mei", 9), ("Brook", 2), ("Flint", 7)}),
        ("What are the names of animals older than 5?", {("Mei",), ("Flint",)}),
        ("What is the name of the youngest animal?", {("Brook",)}),
        ("What is the average age of animals?", {(5.5,)}),
        ("What are the minimum and maximum weight of all animals?", {(5.5, 21)}),
        ("Which keepers are from Leeds? List their last names.", {("Moss",), ("Reed",)}),
        ("List the first name of keepers whose home town is not Leeds.", {("Ben",)}),
        ("What are the names of animals born in 2003 or 2008?", {("Flint",), ("Brook",)}),
        ("Show the names of animals with a weight between 6 and 10.", {("Mei",), ("Brook",)}),
        ("Find the names of animals whose name contains the letter 'e'.", {("Mei",)}),
        ("What are the names of animals heavier than average?", {("Flint",)}),
        ("Which animals are tame?", {("Pabu",), ("Flint",)}),
        ("What are the names of species from Europe?", {("Otter",), ("Lynx",)}),
        ("List the distinct continents of all species.", {("Asia",), ("Europe",)}),
    ],
)
def test_one_kind_of_thing(question: str, expected: set[tuple[object, ...]]) -> None:
    assert set(rows(question)) == expected, ask(question).interpretation


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many animals are there of each species?", {("Red panda", 2), ("Otter", 1), ("Lynx", 1)}),
        ("Show each continent and the number of species from it.", {("Asia", 1), ("Europe", 2)}),
        ("What are the first names of keepers and the number of feedings of each keeper?", {("Ada", 3), ("Ben", 1)}),
        ("Which keepers have at least two feedings? Give their first name.", {("Ada",)}),
        ("Find the last name of the keeper with the most feedings.", {("Moss", 3)}),
        ("What is the most common home town of keepers?", {("Leeds", 2)}),
        ("What are the first names of keepers without any feeding?", {("Cai",)}),
        ("Which animals have been fed by Ada? Show the animal names.", {("Pabu",), ("Mei",), ("Flint",)}),
        ("How many keepers have not done any feeding?", {(1,)}),
        ("What are the home towns of keepers with a total salary of more than 30000?", {("Leeds",)}),
        ("What are the home towns of keepers with an average salary of more than 30000?", set()),
        ("List the names of animals that were fed by Ben or are older than 8.", {("Brook",), ("Mei",)}),
        ("Show the names of animals whose weight is above the average age.", {("Mei",), ("Brook",), ("Flint",)}),
        ("Which feedings happened after 2010-05-31? Give the feeding id.", {(4,)}),
        ("Find the names of the animals and the first names of the keepers who fed them.",
         {("Pabu", "Ada"), ("Mei", "Ada"), ("Flint", "Ada"), ("Brook", "Ben")}),
    ],
)  # fmt: skip
def test_several_kinds_of_things_joined(question: str, expected: set[tuple[object, ...]]) -> None:
    assert set(rows(question)) == expected, ask(question).interpretation


def test_rows_come_in_the_order_asked_for() -> None:
    assert rows("List the names of animals in descending order of age.") == [
        ("Mei",),
        ("Flint",),
        ("Pabu",),
        ("Brook",),
    ]
    assert rows("List the last names of keepers sorted by salary.") == [("Reed",), ("Okoro",), ("Moss",)]


def test_texts_that_are_numbers_are_compared_as_numbers() -> None:
    answer = ask("How many animals were born after 2002?")
    assert answer.rows[0]["count"]["value"] == 3
    assert "xsd:decimal(?born)" in answer.sparql


@pytest.mark.parametrize(
    "question",
    [
        "What is the shoe size of Ada?",
        "Which animals escaped to Doncaster?",
        "florble the grimwick of zanth",
        "",
    ],
)
def test_what_is_not_understood_is_not_answered(question: str) -> None:
    assert ask(question).status != "answered"


def test_first_after_a_verb_is_the_earliest() -> None:
    assert rows("Which animal was born first? Give the name.") == [("Mei",)]


def test_values_are_known_when_inflected() -> None:
    assert sorted(rows("What are the names of the otters and lynxes?")) == [("Brook",), ("Flint",)]


def test_what_was_understood_is_said() -> None:
    answer = ask("Find the last name of the keeper with the most feedings.")
    assert answer.interpretation == "Last names of keepers that are keeper of feedings, those with the most feedings"


def test_the_documented_examples_are_answered() -> None:
    page = (Path(__file__).parents[3] / "docs" / "any-graph.md").read_text(encoding="utf-8")
    examples = re.findall(r"^\| [^|]+ \| (.+[.?]) \|$", page, re.MULTILINE)
    assert len(examples) > 15
    assert {q: ask(q).status for q in examples if ask(q).status != "answered"} == {}
