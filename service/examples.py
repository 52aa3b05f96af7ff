"""Questions to start from, made of what a store holds, so that each of them has an answer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from itertools import islice

from graph.store import StoreError
from query.engine import ask
from query.world import World
from service.plans import PREFIXES, texts
from service.present import folded

log = logging.getLogger("goldenthread")
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


def examples(world: World, most: int = MOST, seconds: float | None = None) -> tuple[str, ...]:
    """At most so many questions that the world answers, one of each kind where it can; kept with the world.

    They are looked for once, in a thread; who comes before that has ended waits so many seconds at most (None: until
    it has), and has those that were found by then.
    """
    looked: _Looked = world.once("examples", lambda: _Looked(world))
    return looked.first(most, seconds)


class _Looked:
    """The questions found so far, and whether the looking has ended."""

    def __init__(self, world: World) -> None:
        self._found: list[str] = []
        self._ended = False
        self._news = threading.Condition()
        threading.Thread(target=self._look, args=(world,), name="examples", daemon=True).start()

    def first(self, most: int, seconds: float | None) -> tuple[str, ...]:
        with self._news:
            self._news.wait_for(lambda: self._ended or len(self._found) >= most, seconds)
            return tuple(self._found[:most])

    def _look(self, world: World) -> None:
        try:
            for question in islice(_answered(world), MOST):
                with self._news:
                    self._found.append(question)
                    self._news.notify_all()
        except StoreError as error:
            log.info("no more examples: %s", error)
        finally:
            with self._news:
                self._ended = True
                self._news.notify_all()


def _answered(world: World) -> Iterator[str]:
    for pattern, query in PATTERNS:
        for row in texts(world.store.select(PREFIXES + query)):
            question = pattern.format(label=folded(row["label"]))
            if len(question) <= LONGEST and ask(question, world).status == "answered":
                yield question
                break
