"""Questions to start from, made of what a store holds, so that each of them has an answer."""

from __future__ import annotations

from query.engine import ask
from query.world import World
from service.plans import PREFIXES, texts
from service.present import folded

MOST = 8
LONGEST = 110
PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "Which actions feed {label}?",
        "SELECT (?code AS ?label) WHERE { ?a gt:feedsStated|gt:feedsInherited ?i ."
        " ?i a gt:NationalIndicator ; gt:code ?code }"
        " GROUP BY ?code ORDER BY DESC(COUNT(DISTINCT ?a)) ?code LIMIT 3",
    ),
    (
        "What is {label} responsible for?",
        "SELECT ?label WHERE { ?a gt:ownedBy ?o ; a gt:Action . ?o rdfs:label ?label }"
        " GROUP BY ?label ORDER BY DESC(COUNT(DISTINCT ?a)) ?label LIMIT 3",
    ),
    (
        "Which actions are funded by {label}?",
        "SELECT ?label WHERE { ?a gt:fundedBy ?s . ?s rdfs:label ?label }"
        " GROUP BY ?label ORDER BY DESC(COUNT(DISTINCT ?a)) ?label LIMIT 3",
    ),
    (
        "How many actions does {label} have?",
        "SELECT ?label WHERE { ?a a gt:Action ; gt:authority/rdfs:label ?label }"
        " GROUP BY ?label ORDER BY DESC(COUNT(DISTINCT ?a)) ?label LIMIT 2",
    ),
    (
        "Who are the partners on the actions that feed {label}?",
        "SELECT (?code AS ?label) WHERE { ?a gt:partner ?p ; (gt:feedsStated|gt:feedsInherited)/gt:code ?code }"
        " GROUP BY ?code ORDER BY DESC(COUNT(DISTINCT ?p)) ?code LIMIT 3",
    ),
    ("Which objectives have no actions?", "SELECT ('' AS ?label) WHERE { } LIMIT 1"),
    (
        "What is the target for {label}?",
        "SELECT (?code AS ?label) WHERE { ?o gt:role gt:Target ; gt:indicator/gt:code ?code }"
        " GROUP BY ?code ORDER BY DESC(COUNT(?o)) ?code LIMIT 3",
    ),
    (
        "What does {label} stand for?",
        "SELECT DISTINCT ?label WHERE { ?a a gt:Acronym ; rdfs:label ?label ; gt:expansion ?e ; gt:passage ?p }"
        " ORDER BY DESC(STRLEN(?label)) ?label LIMIT 2",
    ),
)


def examples(world: World, most: int = MOST) -> tuple[str, ...]:
    """At most so many questions that the world answers, one of each kind where it can; kept with the world."""
    return world.once(f"{most} examples", lambda: _examples(world, most))


def _examples(world: World, most: int) -> tuple[str, ...]:
    found: list[str] = []
    for pattern, query in PATTERNS:
        for row in texts(world.store.select(PREFIXES + query)):
            question = pattern.format(label=folded(row["label"]))
            if len(question) <= LONGEST and ask(question, world).status == "answered":
                found.append(question)
                break
        if len(found) == most:
            break
    return tuple(found)
