"""Completion: how what is typed could go on, from the lexicon and the things held, always to a question with an answer.

What is typed stays as it is. Its last words may be the beginning of a name or of a wording; after them may come what
the ways of the schema allow. Only what is understood, and matches something, is offered.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from query.form import Form, Task
from query.grounding import grounded
from query.lexicon.entries import Entry, load
from query.lexicon.generic import entries_of
from query.lexicon.words import folded
from query.linking.names import Named
from query.offered import left_open, reads
from query.parse import parse
from query.parse.chart import Piece, chart
from query.parse.context import Context, context_of, lexicon_files
from query.phrases import PARTICIPLE, plural, say_property
from query.reading import Outcome
from query.sparql import compile_form
from query.world import World

MOST = 8
LONGEST = 0.5  # seconds after which what has been found is offered
LAST_WORDS = 5  # words that may be the beginning of a name
SHORT_NAME = 4  # words of a name that is found by its later words too
NAMES, WORDINGS = 12, 6  # tried for what is typed
SPOKEN = 2  # wordings of a meaning that are offered
NEXT = 3  # things offered after a relation
LONGEST_NAME = 70  # characters


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole question that begins with what is typed, and what was added: the name of a class, or "" for words."""

    text: str
    of: str = ""


def complete(typed: str, world: World, most: int = MOST, longest: float = LONGEST) -> tuple[Completion, ...]:
    """How what is typed may go on, likeliest first, as far as is found in the time; nothing for nothing.

    Raises what the store raises.
    """
    known = world.once("completions", lambda: _Known(world))
    started = perf_counter()
    found: dict[str, Completion] = {}
    tried: set[str] = set()
    for completion in known.candidates(" ".join(typed.split()) + (" " if typed[-1:].isspace() else "")):
        key = " ".join(folded(completion.text))
        if key in tried:
            continue
        tried.add(key)
        if known.answered(completion.text):
            found[key] = completion
        if len(found) == most or perf_counter() - started > longest:
            break
    return tuple(found.values())


class _Known:
    """The names and wordings of a world, in order, and which questions were found to have an answer."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.context: Context = context_of(world)
        self.schema = world.schema
        self._answered: dict[str, bool] = {}
        self._things: dict[str, tuple[str, ...]] = {}
        names: dict[tuple[str, str, tuple[str, ...]], str] = {}
        printed = self._printed()
        for named in self.context.names.all():
            words = folded(named.label)
            known = named.held and words and len(named.label) <= LONGEST_NAME
            if not known or named.cls in self.context.settings.explains or not self._there(named, printed):
                continue
            starts = range(len(words)) if len(words) <= SHORT_NAME else (0,)
            for at in starts:  # one thing may be named "NI 117" and "ni 117"
                key = (" ".join(words[at:]), named.cls, named.iris)
                names[key] = min(named.label, names.get(key, named.label))
        self.names = sorted((start, label, cls) for (start, cls, _), label in names.items())
        self.wordings = sorted({(" ".join(folded(say)), say) for say in self._spoken()})

    def _printed(self) -> frozenset[str]:
        """What is printed somewhere, of the classes of which reference data knows more."""
        found: set[str] = set()
        for cls in self.schema.partial:
            rows = self.world.store.select(f"SELECT DISTINCT ?e WHERE {{ ?e a <{cls}> ; <{self.schema.printed}> ?p }}")
            found.update(row["e"].value for row in rows.rows)
        return frozenset(found)

    def _there(self, named: Named, printed: frozenset[str]) -> bool:
        """Whether a question about what is named may have an answer."""
        partial = any(self.schema.is_a(named.cls, cls) for cls in self.schema.partial)
        return not partial or bool(printed.intersection(named.iris))

    def _spoken(self) -> Iterator[str]:
        """The wordings of terms that may be typed: of kinds of things the first few, in the plural."""
        files = load(lexicon_files(self.schema))
        entries: tuple[Entry, ...] = (*files.entries, *entries_of(self.schema, files.vocabularies))
        for entry in entries:
            if entry.meaning.kind == "noun" and not entry.meaning.weak:
                yield from map(plural, entry.say[:SPOKEN])
            elif entry.meaning.kind in ("relation", "value", "attribute") and not entry.meaning.weak:
                yield from entry.say

    def answered(self, text: str) -> bool:
        """Whether a question is understood, all its words accounted for, and something matches it."""
        if text not in self._answered:
            found = parse(text, self.world)
            spoken = reads(_pieces(text, self.context), self.context)
            understood = spoken and found.outcome is Outcome.UNDERSTOOD and not found.readings[0].unused
            form = found.readings[0].form if understood else None
            self._answered[text] = form is not None and (
                form.task is Task.DEFINE or (form.task is not Task.PATH and self._holds(form))
            )
        return self._answered[text]

    def _holds(self, form: Form) -> bool:
        """Whether anything matches a form."""
        asked = grounded(Form(Task.YES_NO, form.target, form.where), self.world)
        return self.world.store.ask(compile_form(asked, self.schema).text)

    def candidates(self, typed: str) -> Iterator[Completion]:
        """What may be tried, likeliest first."""
        starts = [m.start() for m in re.finditer(r"\S+", typed)][-LAST_WORDS:]
        done = " " if typed.endswith(" ") else ""
        tails = [(typed[:start], " ".join(folded(typed[start:])) + done) for start in starts]
        tails = [(head, tail) for head, tail in tails if tail.strip()]
        names = [
            Completion(head + label, self.schema.class_label(cls))
            for head, tail in tails
            for label, cls in self._names(head, tail)
        ]
        words = [head + say for head, tail in tails for (say,) in _beginning(self.wordings, tail, WORDINGS)]
        if tails and (any(c.isdigit() for c in tails[-1][1]) or self._wants_name(tails[-1][0])):
            yield from names
        for text in dict.fromkeys([*([typed.strip()] if done or not (names or words) else ()), *words]):
            pieces = _pieces(text, self.context)
            whose = _merely_whose(pieces) and (done or len(pieces) > 1)
            if whose or (done and left_open(pieces, self.context)):
                yield from self._kinds(text, pieces)
                continue
            yield Completion(text)
            yield from self._next(text)
        yield from names

    def _kinds(self, text: str, pieces: Sequence[Piece]) -> Iterator[Completion]:
        """Kinds of things where one has to follow: what things may lack after "with no", what a place has after it."""
        named = {m.named.cls for p in pieces for m in p.mentions}
        cls = next((m.cls for p in pieces for m in p.of_kind("noun") if not m.weak), "")
        counts: Counter[str] = Counter()
        for edge in self.schema.edges:
            if named and edge.prop in self.context.settings.scope and edge.target in named:
                counts[plural(self.schema.class_label(edge.source))] += edge.count
            elif cls and not named and edge.target and self.context.ways.meet(edge.source, cls):
                counts[self.schema.class_label(edge.target)] += edge.count
        for kind, _ in counts.most_common(WORDINGS):
            yield Completion(f"{text} {kind}")

    def _wants_name(self, head: str) -> bool:
        """Whether a name belongs after some words: after a relation, or after a small word ("in")."""
        before = [p for p in chart(head, self.context).divisions[0].pieces if not p.mark][-1:]
        return any((p.props or p.is_named("small")) and not p.of_kind("ask") and not _noun(p) for p in before)

    def _names(self, head: str, tail: str) -> Iterator[tuple[str, str]]:
        """Names that begin so and may stand after the words before: none after "which", what it leads to after a
        relation."""
        before = [p for p in chart(head, self.context).divisions[0].pieces if not p.mark]
        if before and before[-1].is_named("ask", "which", "how-many"):
            return
        ends: set[str] = set()
        if before and not _noun(before[-1]):
            ends = {cls for p in before[-1].props for cls in (*self.schema.range(p), *self.schema.domain(p))}
        found = _beginning(self.names, tail, NAMES if not ends else 20 * NAMES)
        fitting = [(n, c) for n, c in found if not ends or any(self.context.ways.meet(c, end) for end in ends)]
        yield from fitting[:NAMES]

    def _next(self, text: str) -> Iterator[Completion]:
        """What may come after whole words: the things that a relation leads to, or what is said of a kind of thing."""
        pieces = [p for p in chart(text, self.context).divisions[0].pieces if not p.mark]
        last = next((p for p in reversed(pieces) if p.props or not p.is_named("small")), None)
        if last is None:
            return
        cls = next((m.cls for p in pieces for m in p.of_kind("noun") if not m.weak), "")
        if last.props and not _noun(last):
            who = any(p.is_named("ask", "who") for p in pieces)
            for prop in sorted(last.props):
                for label in self._holders(prop) if who else self._leads_to(cls, prop):
                    yield Completion(f"{text} {label}", "" if who else self._end(prop))
            return
        if not cls or any(p.mentions or p.time for p in pieces):
            cls = self._target(text) or cls
        walked = {prop for p in pieces for prop in p.props}
        named = {m.named.cls for p in pieces for m in p.mentions}
        walked |= {prop for prop in self.context.settings.scope if named & set(self.schema.range(prop))}
        own = [e for e in self.schema.edges if cls and e.target and self.context.ways.meet(e.source, cls)]
        counts = {p: sum(e.count for e in own if e.prop == p) for p in {e.prop for e in own} - self._unsaid() - walked}
        asks = pieces[0].is_named("ask", "which", "what")
        likely = sorted(counts, key=lambda p: (-counts[p], p))
        for rank in range(NEXT):
            for prop in likely:
                said = "in {}" if prop in self.context.settings.scope else say_property(self.schema, prop).forward
                said = _after_which(said) if asks and _noun(last) else said
                for label in self._leads_to(cls, prop)[rank : rank + 1]:
                    yield Completion(f"{text} {said.replace('{}', label)}", self._end(prop))

    def _unsaid(self) -> set[str]:
        """Properties that nobody asks by: those never meant unless named, and those that others stand for."""
        under = {p for p, info in self.schema.properties.items() if info.parents}
        return {p.lstrip("^") for p in self.context.settings.never} | under

    def _target(self, text: str) -> str:
        """The class of what a question asks for, as far as it is understood."""
        found = parse(text, self.world)
        return found.readings[0].form.target.cls if found.readings else ""

    def _end(self, prop: str) -> str:
        ends = sorted(self.schema.range(prop))
        return self.schema.class_label(ends[0]) if ends else ""

    def _leads_to(self, cls: str, prop: str) -> tuple[str, ...]:
        """What most things of a class have by a property, as people call it."""
        kind = f"?s a <{cls}> ." if cls else ""
        return self._called(f"SELECT ?o (COUNT(?s) AS ?n) WHERE {{ {kind} ?s <{prop}> ?o FILTER(isIRI(?o)) }}")

    def _holders(self, prop: str) -> tuple[str, ...]:
        """What has a property, as people call it."""
        return self._called(f"SELECT ?o (COUNT(?e) AS ?n) WHERE {{ ?o <{prop}> ?e }}")

    def _called(self, query: str) -> tuple[str, ...]:
        """What the things a query counts for are called, those with the highest counts first."""
        if query not in self._things:
            rows = self.world.store.select(f"{query} GROUP BY ?o ORDER BY DESC(?n) ?o LIMIT {4 * NAMES}").rows
            called = self.context.names.called
            labels = [called[row["o"].value] for row in rows if row["o"].value in called]
            self._things[query] = tuple(dict.fromkeys(labels))
        return self._things[query]


def _pieces(text: str, context: Context) -> list[Piece]:
    return [p for p in chart(text, context).divisions[0].pieces if not p.mark]


def _merely_whose(pieces: Sequence[Piece]) -> bool:
    """Whether some words only say whose, and no kind of thing yet: "northam", "which northam"."""
    named = [p for p in pieces if not p.is_named("ask", "which", "what", "how-many")]
    return bool(named) and all(p.mentions for p in named)


def _noun(piece: Piece) -> bool:
    return any(not m.weak for m in piece.of_kind("noun"))


def _after_which(said: str) -> str:
    """A restriction as a sentence after "which actions" says it: "that feed {}" as "feed {}"."""
    if said.startswith("that "):
        return said[5:]
    return f"are {said}" if PARTICIPLE.match(said) else said


def _beginning(entries: Sequence[tuple[str, ...]], start: str, most: int) -> Iterator[tuple[str, ...]]:
    """What follows the key of the entries that begin with some words, the shortest keys first."""
    at = bisect_left(entries, (start,))
    fitting: list[tuple[str, ...]] = []
    while at < len(entries) and entries[at][0].startswith(start) and len(fitting) < 20 * most:
        fitting.append(entries[at])
        at += 1
    for entry in sorted(fitting, key=lambda e: (len(e[0]), e))[:most]:
        yield entry[1:]
