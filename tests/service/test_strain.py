"""Short runs of what `python -m tests.strain` does at length."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.strain.contract import contract
from tests.strain.kills import kills


@pytest.mark.early
@pytest.mark.slow
def test_nothing_is_lost_when_builders_and_servers_are_killed_at_work(tmp_path: Path) -> None:
    came = kills(tmp_path, 4)
    assert not came.faults
    assert (came.builders.total(), came.servers.total()) == (2, 2)
    assert came.builders["at an end"] < 2, "the kills came too late to test anything"
    assert came.acknowledged
    assert came.reads


def test_addresses_answer_as_their_description_says(samples: str, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "store")
    status, said = contract(tmp_path / "store", 15, ("/health", "/sparql"), seed=1)
    assert status == 0, said
    generated = re.search(r"Test cases:\s+([\d,]+) generated", said)
    assert generated and int(generated[1].replace(",", "")) >= 10, f"next to nothing was tried: {said}"
