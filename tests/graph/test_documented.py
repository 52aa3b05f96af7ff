"""The store's page names every setting and every rule there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.derive import rules
from graph.projection import links

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
SETTINGS = {name for f in (ROOT / "graph").glob("*.py") for name in re.findall(r'"(GOLDENTHREAD_\w+)"', f.read_text())}


def test_there_are_settings() -> None:
    assert "GOLDENTHREAD_STORE_UPDATE" in SETTINGS


@pytest.mark.parametrize("name", [*sorted(SETTINGS), *(r.name.removesuffix(".rq") for r in rules())])
def test_it_is_documented(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_every_link_of_a_thread_says_where_its_evidence_is() -> None:
    for link in links():
        assert link.evidence in ("from", "to", "middle", "contribution")
        assert (link.evidence == "middle") == (len(link.path) == 2)
        assert (link.evidence == "contribution") == (link.basis != "-")
