"""Feeds by meaning."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology.vocabulary import GT
from query.search.index import Index
from query.search.inferred import Candidate, feeds_by_meaning, inferred_feeds, told
from tests.query.search.plans import EASTVALE, store
from tests.query.search.words_embedder import WordsEmbedder


def feeds_of(plans: str, folder: Path, *, meaning: bool = True) -> set[tuple[str, str]]:
    triples = inferred_feeds(store(plans), Index(folder), WordsEmbedder() if meaning else None)
    return {
        (str(t.subject.value).rpartition("/")[2], str(t.object.value).rpartition("/")[2])  # type: ignore[union-attr]
        for t in triples
        if t.predicate == GT.feedsInferred
    }


@pytest.mark.parametrize("meaning", [True, False])
def test_rows_about_an_indicator_and_rows_under_such_a_heading_feed_it(tmp_path: Path, meaning: bool) -> None:
    assert feeds_of(EASTVALE, tmp_path, meaning=meaning) == {("2.1", "NI-117"), ("2.2", "NI-117")}


def test_a_heading_of_many_topics_says_nothing_of_its_rows(tmp_path: Path) -> None:
    assert not {a for a, _ in feeds_of(EASTVALE, tmp_path)} & {"3.1"}


def test_what_is_printed_is_not_inferred(tmp_path: Path) -> None:
    assert not {a for a, _ in feeds_of(EASTVALE, tmp_path)} & {"5.1"}


def test_a_plan_of_another_time_or_country_can_mean_none_of_the_set(tmp_path: Path) -> None:
    later = EASTVALE.replace("2009-04-01", "2017-04-01").replace("2010-03-31", "2021-03-31")
    abroad = EASTVALE.replace('gt:gssCode "E08000099"', 'gt:authorityKind "agency"')
    assert feeds_of(later, tmp_path) == feeds_of(abroad, tmp_path) == set()


def test_a_plan_without_a_council_counts_where_it_names_the_set(tmp_path: Path) -> None:
    board = EASTVALE.replace('gt:gssCode "E08000099"', 'gt:authorityKind "board"').replace(
        'rdfs:label "Eastvale plan"', 'rdfs:label "Eastvale plan" ; gt:mentions <indicator/NI-59>'
    )
    assert ("2.2", "NI-117") in feeds_of(board, tmp_path)


def test_each_feed_has_a_contribution_with_confidence_and_the_rows_passage(tmp_path: Path) -> None:
    triples = set(inferred_feeds(store(), Index(tmp_path), WordsEmbedder()))
    action = ox.NamedNode("https://w3id.org/golden-thread/id/action/eastvale/2.2")
    (contribution,) = {t.subject for t in triples if t.predicate == GT.contributor and t.object == action}
    said: Mapping[ox.NamedNode, object] = {t.predicate: t.object for t in triples if t.subject == contribution}
    assert said[GT.basis] == GT.Inferred
    assert said[GT.passage] == ox.NamedNode("https://w3id.org/golden-thread/id/document/eastvale/2.2")
    confidence = said[GT.confidence]
    assert isinstance(confidence, ox.Literal)
    assert confidence.datatype.value.endswith("#decimal")
    assert Decimal("0.6") <= Decimal(confidence.value) < 1
    indicator = ox.NamedNode("https://w3id.org/golden-thread/id/indicator/NI-117")
    assert ox.Triple(action, GT.feeds, indicator) in triples
    assert not any(isinstance(t.subject, ox.BlankNode) for t in triples)


def test_the_same_plans_give_the_same_triples(tmp_path: Path) -> None:
    once = inferred_feeds(store(), Index(tmp_path), WordsEmbedder())
    assert once == inferred_feeds(store(), Index(tmp_path), WordsEmbedder())


def test_nearness_makes_surer_and_alone_needs_to_be_great() -> None:
    row = Candidate("a", "a", "Reduce NEET in the town with mentors", "plan", "")
    (near,) = feeds_by_meaning([row], {row.text: {"NI 117": 0.7}})
    (far,) = feeds_by_meaning([row], {row.text: {"NI 117": 0.1}})
    assert near.confidence > far.confidence > 0.6
    other = Candidate("b", "b", "Help leavers into jobs and courses quickly", "plan", "")
    assert feeds_by_meaning([other], {other.text: {"NI 117": 0.7}}) == ()
    assert [f.code for f in feeds_by_meaning([other], {other.text: {"NI 117": 0.85}})] == ["NI 117"]


def test_at_most_two_indicators_are_said_of_an_action() -> None:
    row = Candidate("a", "a", "Campaign on bullying, breastfeeding, chlamydia and NEET", "plan", "")
    assert len(feeds_by_meaning([row], {})) == 2


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Cut the number of NEETs", ("NI 117",)),
        ("Young people not in employment, education or training", ("NI 117",)),
        ("Promote breast-feeding", ("NI 53",)),
        ("Run the healthy weight programme", ("NI 55", "NI 56")),
        ("Work with CAMHS", ("NI 51",)),
        ("Refurbish the town hall", ()),
    ],
)
def test_what_words_tell(text: str, codes: tuple[str, ...]) -> None:
    assert told(text) == codes
