"""Plans of other bodies beside the repository are read as well as was asked."""

from __future__ import annotations

import pytest

from tests.accuracy import other

pytestmark = pytest.mark.skipif(not other.available(), reason="needs the plans in ../shared")

LEAST_F1 = {"actions": 0.90, "objective": 0.90, "owners": 0.90, "dates": 0.90}


@pytest.mark.parametrize("name", other.truth())
@pytest.mark.parametrize("kind", other.KINDS)
def test_actions_with_their_heading_owners_and_dates(name: str, kind: str) -> None:
    found = other.Score()
    other.score(name, found)
    assert found.f1(kind) >= LEAST_F1[kind], "\n".join(found.said)
