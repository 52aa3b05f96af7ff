"""Things are found by what people call them."""

from __future__ import annotations

from functools import cache

import pytest

from query.parse.chart import chart
from query.parse.context import Context, context_of
from query.parse.options import options_of
from query.world import World
from tests.query import fixture


@cache
def context() -> Context:
    return context_of(World(fixture.store(), fixture.schema()))


def named(text: str) -> set[tuple[str, str]]:
    """The classes and IRI tails that a text names for sure."""
    return {
        (option.cls.rpartition("#")[2], iri.removeprefix(fixture.ID))
        for piece in chart(text, context()).divisions[0].pieces
        for option in options_of(piece)[:1]
        for iri in option.iris
    }


@pytest.mark.parametrize("typed", ["NI 117", "ni117", "N.I. 117", "the NEET figure"])
def test_an_indicator_by_code_or_everyday_name(typed: str) -> None:
    assert ("Indicator", "indicator/NI-117") in named(typed)


@pytest.mark.parametrize(
    "typed", ["Karen Osei", "k osei", "karen osie's jobs", "osei", "what karen does", "karen ossie"]
)
def test_a_person_by_name_initial_or_misspelling(typed: str) -> None:
    assert ("Owner", "owner/northam/karen-osei") in named(typed)


def test_a_stream_by_its_acronym() -> None:
    assert ("FundingStream", "stream/area-based-grant") in named("the ABG money")


def test_an_action_by_its_reference_and_what_it_is_called() -> None:
    assert ("Action", "action/northam/1.2") in named("action 1.2")


def test_a_heading_by_its_level_and_number() -> None:
    assert ("Objective", "objective/northam/1") in named("what is under priority 1")


def test_a_bare_number_names_nothing() -> None:
    assert not named("the 1 thing")
