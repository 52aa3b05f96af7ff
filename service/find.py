"""Search and threads, as the command line and the service both give them: plain objects, ready to be printed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from graph.threads import Step, Thread, trace
from query.search.search import Found, Hit, UnknownClassError
from query.world import World
from service.errors import UseError
from service.meaning import LazySearch
from service.plans import held

SURE = ("named", "spelt alike")
CERTAIN = 1.0  # how sure a whole name is
SAME = 6
"""How many things of one name are traced from."""


def found(world: World, words: str, cls: str | None, limit: int) -> tuple[list[dict[str, Any]], list[str]]:
    """The things nearest to the words, best first, and notes on how they were found.

    Raises UseError for a class that there is not.
    """
    hits = _search(world, words, cls, limit)
    files = {d.document: d.name for d in held(world.store)}
    return [_hit(world, hit, files) for hit in hits.hits], list(hits.notes)


def _search(world: World, words: str, cls: str | None, limit: int) -> Found:
    if not isinstance(world.search, LazySearch):
        return Found((), ("there is no search index; build again",))
    try:
        return world.search.find(words, cls, limit)
    except UnknownClassError as error:
        raise UseError(str(error)) from error


def _hit(world: World, hit: Hit, files: dict[str, str]) -> dict[str, Any]:
    evidence = [{**asdict(e), "document": files.get(e.document, e.document)} for e in hit.evidence]
    cls = world.schema.compact(hit.cls)
    return {"iri": hit.iri, "label": hit.label, "class": cls, "score": hit.score, "why": hit.why, "evidence": evidence}


def threads(world: World, start: str, end: str, limit: int) -> dict[str, Any]:
    """The shortest threads between two things named in words: what the words were taken to mean, and the threads.

    Where several things have the name (an owner of two authorities), all are tried. Raises UseError where words name
    nothing.
    """
    ends = [_meant(world, words) for words in (start, end)]
    ways = [t for a in ends[0] for b in ends[1] if a.iri != b.iri for t in trace(world.store, a.iri, b.iri, limit)]
    best = sorted(ways, key=lambda t: (not t.direct, len(t.steps)))[:limit]
    return {
        "from": [_thing(world, hit) for hit in ends[0]],
        "to": [_thing(world, hit) for hit in ends[1]],
        "threads": [_thread(thread) for thread in best],
    }


def _meant(world: World, words: str) -> list[Hit]:
    if isinstance(world.search, LazySearch):
        called = world.search.named(words, SAME * 2).hits
        if called and called[0].score >= CERTAIN:
            return [hit for hit in called if hit.score >= CERTAIN][:SAME]  # nothing can be nearer by meaning
    hits = _search(world, words, None, SAME * 2).hits
    if not hits:
        raise UseError(f"{words!r} names nothing in the plans; search finds things by meaning")
    best = hits[0].score
    named = [hit for hit in hits if hit.why in SURE and hit.score >= best - 1e-6]
    if not named:
        near = "; ".join(hit.label for hit in hits[:3])
        raise UseError(f"{words!r} names nothing in the plans; near it in meaning: {near}")
    return named[:SAME]


def _thing(world: World, hit: Hit) -> dict[str, str]:
    return {"iri": hit.iri, "label": hit.label, "class": world.schema.compact(hit.cls)}


def _thread(thread: Thread) -> dict[str, Any]:
    return {"direct": thread.direct, "steps": [_step(step) for step in thread.steps]}


def _step(step: Step) -> dict[str, Any]:
    return {
        "from": {"iri": step.source.iri, "label": step.source.label, "class": step.source.cls},
        "words": step.words,
        "forward": step.forward,
        "to": {"iri": step.target.iri, "label": step.target.label, "class": step.target.cls},
        "basis": step.basis,
        "confidence": step.confidence,
        "evidence": [asdict(quote) for quote in step.evidence],
    }
