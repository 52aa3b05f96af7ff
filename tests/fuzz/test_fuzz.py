"""A few hundred mutated documents; `python -m tests.fuzz --count 100000` reads as many as one has time for."""

from __future__ import annotations

from tests.fuzz.mutate import mutated
from tests.fuzz.pool import documents
from tests.fuzz.run import outcomes

POOL = documents()


def test_a_seed_is_always_the_same_document() -> None:
    assert [mutated(seed, POOL) for seed in range(20)] == [mutated(seed, POOL) for seed in range(20)]
    assert len({mutated(seed, POOL) for seed in range(20)}) == 20


def test_no_mutated_document_breaks_a_promise() -> None:
    found = list(outcomes(range(300), POOL, processes=1))
    assert len(found) == 300
    assert [o for o in found if o.failed] == []
    assert {o.what for o in found} == {"read", "refused"}
