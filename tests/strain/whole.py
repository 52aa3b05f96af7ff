"""What must hold of a store after any kill: each plan is there as one of its editions, no promised write is lost."""

from __future__ import annotations

from pathlib import Path

from graph.oxigraph import open_store
from graph.store import Store

NOTES = "http://example.org/notes"
Graph = frozenset[tuple[str, str, str]]
Held = dict[str, Graph]
PLACES = ("Eastvale", "Northam", "Westmoor")
_PLAN = """# {place} Borough Council

## Children and Young People's Delivery Plan 2010/11

**Priority 1: Help every 16 to 18 year old into learning or work**

| Strategy or project | Action | Lead officer | Key milestones | Indicator | Funding |
|---|---|---|---|---|---|
| NEET Strategy | Ring school leavers in {place} ({edition} time) | Connexions Manager | Q2 Calls | NI 117 | ABG |
| | Find {number} apprenticeships with suppliers | {place} Learning Team | Q4 All places found | NI 117 | ESF |
"""


def editions(folder: Path) -> tuple[Path, Path]:
    """Two folders with the same plans by name, each worded a little differently."""
    made = []
    for edition, number in (("first", 40), ("second", 80)):
        target = folder / edition
        target.mkdir(parents=True)
        for place in PLACES:
            text = _PLAN.format(place=place, edition=edition, number=number)
            (target / f"{place.lower()}.md").write_text(text, encoding="utf-8")
        made.append(target)
    return made[0], made[1]


def held(store: Store) -> Held:
    """The statements of each document's graph, by the document's name."""
    found = {}
    for entry in store.documents():
        rows = store.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{entry.iri}> {{ ?s ?p ?o }} }}").rows
        found[entry.name] = frozenset((str(r["s"]), str(r["p"]), str(r["o"])) for r in rows)
    return found


def notes(store: Store) -> set[int]:
    """The numbers of the writes that a store holds."""
    rows = store.select(f"SELECT ?n WHERE {{ GRAPH <{NOTES}> {{ ?s <{NOTES}#n> ?n }} }}").rows
    return {int(row["n"].value) for row in rows}


def wrong(location: Path, allowed: tuple[Held, ...], acknowledged: set[int], *, served: bool) -> list[str]:
    """What is wrong with a store after a kill, as readers find it and, where nobody serves it, the next to write it.

    Each document is as in one of those `allowed`, whole.
    """
    faults = []
    for write in (False,) if served else (False, True):
        who = "the writer" if write else "a reader"
        with open_store(str(location), write=write) as store:
            found = held(store)
            if found.keys() != allowed[0].keys():
                faults.append(f"{who} finds {sorted(found)}")
            faults += [f"{who} finds half of {n}" for n, g in found.items() if g not in [one.get(n) for one in allowed]]
            if lost := acknowledged - notes(store):
                faults.append(f"{who} does not find the acknowledged writes {sorted(lost)}")
            apart = ("?s ?p ?o FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }",
                     "GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o }")  # fmt: skip
            faults += [f"{who} finds the union broken" for one in apart if store.ask(f"ASK {{ {one} }}")]
    return faults
