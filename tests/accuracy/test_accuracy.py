"""The four plans beside the repository are read as well as was asked."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
import pytest

from ingest.reader import read
from tests.accuracy import harness

pytestmark = pytest.mark.skipif(not harness.available(), reason="needs the plans in ../shared")

EVERY_PLAN = ("leicester", "wigan", "worcestershire")
LEAST_F1 = {"actions": 0.93, "owners": 0.90, "objective": 0.90, "due": 0.90, "feeds": 0.90, "stated": 0.90}


@cache
def f1() -> dict[tuple[str, str], float]:
    """F1 by plan and kind, for what the truth has any of."""
    results, _ = harness.scores()
    return {
        (plan, kind): score[2]
        for plan, kinds in results.items()
        for kind, score in kinds.items()
        if score[3]  # nothing of this kind was marked in that part of the plan
    }


@pytest.mark.parametrize("plan", EVERY_PLAN)
@pytest.mark.parametrize("kind", LEAST_F1)
def test_actions_and_their_links(plan: str, kind: str) -> None:
    if (plan, kind) in f1():
        assert f1()[plan, kind] >= LEAST_F1[kind]


@pytest.mark.parametrize("plan", EVERY_PLAN)
def test_money(plan: str) -> None:
    if (plan, "funding") in f1():
        assert f1()[plan, "funding"] >= 0.85


@pytest.mark.parametrize("kind", ["partners", "strategies"])
def test_who_takes_part_and_what_it_serves(kind: str) -> None:
    assert f1()["worcestershire", kind] >= 0.80


@pytest.mark.parametrize("plan", ["wigan", "wirral"])
def test_values(plan: str) -> None:
    assert f1()[plan, "observations"] >= 0.97


def test_every_quote_stands_at_its_line() -> None:
    for reading in harness.readings().values():
        lines = reading.document.text.split("\n")
        store = ox.Store()
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in reading.triples)
        found = store.query(
            "PREFIX gt: <https://w3id.org/golden-thread/ontology#>"
            "SELECT ?line ?last ?quote { ?p a gt:Passage ; gt:line ?line ; gt:lastLine ?last ; gt:quote ?quote }"
        )
        assert isinstance(found, ox.QuerySolutions)
        checked = 0
        for solution in found:
            line, last, quote = (int(solution["line"].value), int(solution["last"].value), solution["quote"].value)
            there = " ".join(" ".join(lines[line - 1 : last]).split())
            words = " ".join(quote.split())
            place = f"{reading.document.name} line {line}: {words[:80]!r}"
            assert words in there, f"not there: {place}"
            first = " ".join(lines[line - 1].split())
            assert there.index(words) < max(len(first), 1), f"begins on a later line: {place}"
            checked += 1
        assert checked > 100, "a plan has hundreds of passages"


def test_reading_twice_gives_the_same_triples() -> None:
    path = sorted(harness.CORPUS.glob("*.txt"))[0]
    again = read(path.name, path.read_bytes())
    assert again.triples == harness.readings()[path.stem].triples


def test_the_report_accounts_for_every_character() -> None:
    for reading in harness.readings().values():
        report = reading.report
        assert (
            sum(p.characters for p in report.parts) == report.characters == len("".join(reading.document.text.split()))
        )
