"""Which document is a newer edition of which: told by the user, by period, by when it came; else by nothing."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.editions import REVISION_OF, Edition, Revisions, bring_editions_up_to_date, revisions, title_family
from graph.oxigraph import open_store
from graph.store import DocumentEntry, Store
from ontology.names import graph_iri, thing
from ontology.vocabulary import GT
from tests.graph.plans import A, triples

NORTHAM = "https://example.org/id/authority/northam"
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def edition(name: str, title: str = "Youth plan", starts: str = "", held: str = "1", **other: str) -> Edition:
    ends = other.pop("ends", starts.replace("-04-01", "-12-31"))
    return Edition(
        f"document/{name}", name, "plan", other.pop("authority", NORTHAM), title, starts, ends, held, **other
    )


def pairs(found: Revisions) -> list[tuple[str, str]]:
    return [(new.name, old.name) for new, old in found.follows]


def follows(*editions: Edition, alike: bool = True) -> list[tuple[str, str]]:
    return pairs(revisions(editions, lambda *_: alike))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Delivery Plan 2009-10", "Delivery plan 2010/11"),
        ("Children's Plan 2008 to 2011", "Children's Plan"),
        ("Youth plan (draft 2)", "Youth Plan, version 3.1, final"),
        ("Performance report, Quarter 2, September 2009", "Performance Report Q3 2009/10"),
    ],
)
def test_years_and_versions_are_no_part_of_what_a_plan_is_called(one: str, other: str) -> None:
    assert title_family(one) == title_family(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Youth plan", "Youth strategy"), ("NI 117 plan", "NI 112 plan")])
def test_other_plans_are_not_taken_together(one: str, other: str) -> None:
    assert title_family(one) != title_family(other)


def test_each_period_follows_the_one_before_whatever_came_first() -> None:
    years = [edition(f"{y}.md", f"Youth plan {y}", f"{y}-04-01", held=str(9999 - y)) for y in (2010, 2008, 2009)]
    assert follows(*years, alike=False) == [("2009.md", "2008.md"), ("2010.md", "2009.md")]


def test_of_one_period_the_later_to_come_is_the_newer_where_it_says_some_of_the_same() -> None:
    first, second = edition("a.md", held="1"), edition("b.md", held="2")
    assert follows(second, first) == [("b.md", "a.md")]
    assert follows(second, first, alike=False) == []


def test_two_that_came_at_once_are_undecided() -> None:
    found = revisions((edition("a.md"), edition("b.md")), lambda *_: True)
    assert pairs(found) == []
    assert [(one.name, other.name) for one, other in found.undecided] == [("a.md", "b.md")]


def test_what_a_user_says_counts_first() -> None:
    older = edition("new.md", starts="2009-04-01", revises="old.md")
    newer = edition("old.md", starts="2010-04-01")
    assert follows(older, newer) == [("new.md", "old.md")]
    assert revisions((edition("a.md", revises="b.md"), edition("b.md")), lambda *_: True).undecided == ()
    assert follows(edition("b.md", "Another title", revises="gone.md"), edition("a.md")) == []


def test_papers_of_one_day_unknown_authorities_and_other_authorities_have_no_editions() -> None:
    days = [edition(f"{d}.md", "Trust board", f"2010-01-{d}", ends=f"2010-01-{d}") for d in (21, 22)]
    assert follows(*days) == []
    unknown = "https://example.org/id/authority/unknown"
    assert follows(edition("a.md", authority=unknown), edition("b.md", held="2", authority=unknown)) == []
    assert follows(edition("a.md"), edition("b.md", held="2", authority=f"{NORTHAM}-west")) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "2008-04-01", "2009-04-01"]), st.integers(0, 2), st.sampled_from(["", "0.md", "1.md"])
        ),
        max_size=6,
    )
)
def test_nothing_follows_itself_or_two_others(drawn: list[tuple[str, int, str]]) -> None:
    editions = [edition(f"{n}.md", starts=s, held=str(h), revises=r) for n, (s, h, r) in enumerate(drawn)]
    found = pairs(revisions(editions, lambda *_: True))
    assert len({new for new, _ in found}) == len(found)
    assert all(new != old for new, old in found)


def put(store: Store, name: str, title: str, year: int, *, instead_of: str | None = None, wording: str = "") -> str:
    """A document of a plan with one action, in the store."""
    iri = thing("document", f"{name}{wording}").value
    document, plan = ox.NamedNode(iri), thing("plan", title.replace(" ", "-"))
    content = triples(
        (document, GT.plan, plan),
        (document, GT.authority, ox.NamedNode(NORTHAM)),
        (plan, LABEL, title),
        (thing("action", "1"), A, GT.Action),
    )
    starts = ox.Literal(f"{year}-04-01"), ox.Literal(f"{year + 1}-03-31")
    content += (ox.Triple(plan, GT.startsOn, starts[0]), ox.Triple(plan, GT.endsOn, starts[1]))
    store.replace(DocumentEntry(iri, name, "0" * 64), content, instead_of=instead_of)
    return iri


def linked(store: Store) -> list[tuple[str, str]]:
    rows = store.select(f"SELECT ?new ?old {{ GRAPH {graph_iri('editions')} {{ ?new {REVISION_OF} ?old }} }}").rows
    return [(row["new"].value, row["old"].value) for row in rows]


def test_the_graph_of_editions_is_right_again_after_each_change(tmp_path: Path) -> None:
    with open_store(str(tmp_path), write=True) as store:
        old = put(store, "a.md", "Youth plan", 2009)
        bring_editions_up_to_date(store)
        assert linked(store) == []
        new = put(store, "b.md", "Youth plan", 2009)
        bring_editions_up_to_date(store)
        assert linked(store) == [(new, old)]
        version = store.version
        bring_editions_up_to_date(store)
        assert store.version == version, "nothing is written where nothing changed"
        corrected = put(store, "a.md", "Youth plan", 2009, instead_of=old, wording="-corrected")
        bring_editions_up_to_date(store)
        assert linked(store) == [(new, corrected)], "a correction of the older does not make it the newer"
        store.remove(corrected)
        bring_editions_up_to_date(store)
        assert linked(store) == []
