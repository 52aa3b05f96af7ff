"""Finding things by words: what is named exactly comes first, then what is nearest in meaning.

With the `[semantic]` extra, nearness is the cosine of vectors, with a little added for words in common; without it,
words are compared by BM25 and names with misspellings allowed for, and the result says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from graph.store import ReadStore
from ontology.reference import expansions_of
from ontology.vocabulary import GT, ONTOLOGY_IRI, UnknownTermError
from query.answer import Evidence
from query.search.embedder import Embedder, MeaningUnavailableError, Vectors, nearness, text_key
from query.search.index import Entry, Index
from query.search.things import spelt_out
from query.search.words import Names, stems
from query.world import Hit as WorldHit

WORDS_SHARE = 0.15  # what words in common can add to nearness in meaning
LEAST_NEAR = 0.25  # below this, meaning says nothing
BM25_K1, BM25_B = 1.5, 0.75  # how soon a word said again adds little, and how much a long text's words count less
LEAST_ALIKE = 85  # rapidfuzz ratio from which a misspelt name is the name
SUBCLASSES: Mapping[str, tuple[str, ...]] = {
    "Owner": ("Owner", "Post", "Person", "Body"),
    "Indicator": ("Indicator", "NationalIndicator", "LocalIndicator"),
}
WITHOUT_MEANING = "searched by words only: search by meaning needs the [semantic] extra"
NO_VECTORS = "searched by words only: the index holds no vectors of this model; build again"


@dataclass(frozen=True, slots=True)
class Hit(WorldHit):
    """Something found: `why` is "named", "spelt alike", "meaning" or "words"; `evidence` where it is printed."""

    why: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, best first, and notes on how they were found."""

    hits: tuple[Hit, ...]
    notes: tuple[str, ...] = ()


class UnknownClassError(ValueError):
    """A class that the ontology does not have was asked for; the message names the nearest."""


class Searcher:
    """Search over an index and the store it was made from. Built on first use; may be shared between threads."""

    def __init__(self, store: ReadStore, index: Index, embedder: Embedder | None) -> None:
        """`embedder` is None where search by meaning is not installed."""
        self._store = store
        self._embedder = embedder
        self._lock = RLock()
        self._notes: list[str] = list(index.problems)
        merged: dict[str, Entry] = {}
        for segment in index.segments:
            for entry in segment.entries:
                merged.setdefault(entry.iri, entry)
        self._entries = [merged[iri] for iri in sorted(merged)]
        self._place = {entry.iri: i for i, entry in enumerate(self._entries)}
        self._names = Names((e.iri, e.names) for e in self._entries)
        self._owners, self._vectors = self._stack(index)
        self._words = _Words([" ".join((e.label, *e.names, *e.texts)) for e in self._entries])

    def __call__(self, words: str, limit: int) -> tuple[Hit, ...]:
        """The nearest things, best first."""
        return self.find(words, limit=limit).hits

    def find(self, words: str, cls: str | None = None, limit: int = 10) -> Found:
        """The nearest things of a class ("Action"; None for all), best first, at most `limit`.

        Raises UnknownClassError.
        """
        wanted = _classes(cls)
        if not self._entries or not words.strip():
            return Found((), tuple(self._notes))
        with self._lock:
            scores = self._called(words)
            near, why, notes = self._near(words)
        allowed = np.array([wanted is None or e.cls in wanted for e in self._entries], dtype=bool)
        for place in np.argsort(-near, kind="stable")[: 20 * limit if cls is None else None]:
            if near[place] > scores.get(int(place), (0.0, ""))[0]:
                scores[int(place)] = (float(near[place]), why)
        return self._best({place: score for place, score in scores.items() if allowed[place]}, limit, notes)

    def likest(self, words: str, classes: frozenset[str], limit: int) -> tuple[Hit, ...]:
        """The things of some classes (IRIs) nearest in meaning alone, best first; none where meaning is not there."""
        with self._lock:
            near, why, _ = self._near(words)
        if why != "meaning":
            return ()
        scores = {i: (float(near[i]), why) for i, entry in enumerate(self._entries) if entry.cls in classes}
        return self._best(scores, limit).hits

    def named(self, words: str, limit: int = 10) -> Found:
        """The things that are called by the words, whole or in part or misspelt; looks for nothing by meaning."""
        with self._lock:
            return self._best(self._called(words), limit)

    def _called(self, words: str) -> dict[int, tuple[float, str]]:
        """The places of the things that words name, how surely and how."""
        scores = {self._place[iri]: (score, "named") for iri, score in self._named(words).items()}
        for iri, score in self._misspelt(words).items():
            if score > scores.get(self._place[iri], (0.0, ""))[0]:
                scores[self._place[iri]] = (score, "spelt alike")
        return scores

    def _best(self, scores: Mapping[int, tuple[float, str]], limit: int, notes: tuple[str, ...] = ()) -> Found:
        """The best of scored entries, with where they are printed."""
        best = sorted(scores.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
        hits = [(self._entries[place], score, said) for place, (score, said) in best]
        evidence = self._evidence([entry.iri for entry, *_ in hits])
        return Found(
            tuple(
                Hit(e.iri, e.label, e.cls, round(min(1.0, score), 4), said, evidence.get(e.iri, ()))
                for e, score, said in hits
            ),
            (*self._notes, *notes),
        )

    def _named(self, words: str) -> dict[str, float]:
        """Things named in the words: 1 where the words are the name, less where they say more besides."""
        scores: dict[str, float] = {}
        for named in self._names.within(words):
            # Inside a longer saying, a code or acronym still names its thing; "young people" need not mean the group.
            telling = any(c.isdigit() for c in named.said) or bool(expansions_of(named.said))
            least, more = (0.6, 0.4) if telling else (0.4, 0.4)
            worth = 1.0 if named.share >= 1.0 else least + more * named.share
            scores[named.iri] = max(worth, scores.get(named.iri, 0.0))
        return scores

    def _misspelt(self, words: str) -> dict[str, float]:
        """Things whose name the words misspell."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only search needs it

        folded = " ".join(words.lower().split())
        if folded in self._names or len(folded) < 5:
            return {}
        close = process.extract(folded, self._names.known, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=20)
        return {iri: 0.95 * ratio / 100 for name, ratio, _ in close for iri in self._names.of(name)}

    def _near(self, words: str) -> tuple[NDArray[np.float64], str, tuple[str, ...]]:
        """How near each entry is to the words, how that was found, and what is to be said of it."""
        shared = self._words.shares(spelt_out(words))
        note = WITHOUT_MEANING
        if self._embedder is not None:
            if self._vectors.size:
                try:
                    query = self._embedder.embed([spelt_out(words)])
                except MeaningUnavailableError as error:
                    note = f"searched by words only: {error}"
                else:
                    cosines = nearness(query, self._vectors)[0].astype(np.float64)
                    meaning = np.zeros(len(self._entries))
                    np.maximum.at(meaning, self._owners, cosines)
                    near = np.where(meaning >= LEAST_NEAR, meaning + WORDS_SHARE * shared * (1 - meaning), 0.0)
                    return np.minimum(near, 0.99), "meaning", ()
            else:
                note = NO_VECTORS
        return 0.9 * self._words.ranked(spelt_out(words)), "words", (note,)

    def _stack(self, index: Index) -> tuple[NDArray[np.int64], Vectors]:
        """The vectors of all entries' texts in one matrix, and which entry each row is of."""
        vectors: list[Vectors] = []
        owners: list[int] = []
        if self._embedder is not None:
            held = {k: v for s in index.segments if s.model == self._embedder.name for k, v in s.vectors.items()}
            for place, entry in enumerate(self._entries):
                for text in entry.texts:
                    vector = held.get(text_key(text))
                    if vector is not None:
                        vectors.append(vector)
                        owners.append(place)
        return np.asarray(owners, dtype=np.int64), np.asarray(vectors, dtype=np.float32)

    def _evidence(self, iris: Sequence[str]) -> dict[str, tuple[Evidence, ...]]:
        """The first passage of each thing that has one."""
        if not iris:
            return {}
        rows = self._store.select(
            f"SELECT ?s ?d ?line ?page ?quote WHERE {{ VALUES ?s {{ {' '.join(f'<{i}>' for i in iris)} }} "
            f"?s {GT.passage} ?p . ?p {GT.document} ?d ; {GT.line} ?line ; {GT.quote} ?quote . "
            f"OPTIONAL {{ ?p {GT.page} ?page }} }} ORDER BY ?s ?d ?line ?quote"
        ).rows
        found: dict[str, tuple[Evidence, ...]] = {}
        for row in rows:
            page = row.get("page")
            found.setdefault(
                row["s"].value,
                (
                    Evidence(
                        "stated",
                        1.0,
                        row["d"].value,
                        int(row["line"].value),
                        int(page.value) if page is not None else None,
                        row["quote"].value,
                    ),
                ),
            )
        return found


class _Words:
    """Words in common: BM25 ranks, and the share of the query's telling words that a text has."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._having: dict[str, dict[int, int]] = defaultdict(dict)
        lengths = np.ones(len(texts))
        for place, text in enumerate(texts):
            tokens = stems(text)
            lengths[place] = max(len(tokens), 1)
            for token in tokens:
                times = self._having[token]
                times[place] = times.get(place, 0) + 1
        self._slowness = BM25_K1 * (1 - BM25_B + BM25_B * lengths / lengths.mean()) if len(texts) else lengths

    def shares(self, query: str) -> NDArray[np.float64]:
        """For each text the share of the query's words it has, rare words weighing more."""
        count = len(self._slowness)
        scores = np.zeros(count)
        weights = {t: np.log(1 + count / (1 + len(self._having.get(t, ())))) for t in dict.fromkeys(stems(query))}
        for token, weight in weights.items():
            scores[list(self._having.get(token, ()))] += weight
        total = sum(weights.values())
        return scores / total if total else scores

    def ranked(self, query: str) -> NDArray[np.float64]:
        """For each text its BM25 score (as Lucene has it) as a share of the best, times the best share of words."""
        count = len(self._slowness)
        scores = np.zeros(count)
        for token in stems(query):
            having = self._having.get(token, {})
            places, times = list(having), np.fromiter(having.values(), dtype=np.float64)
            rarity = np.log(1 + (count - len(having) + 0.5) / (len(having) + 0.5))
            scores[places] += rarity * times / (times + self._slowness[places])
        return scores / scores.max() * self.shares(query).max() if count and scores.max() > 0 else scores


def _classes(cls: str | None) -> frozenset[str] | None:
    if cls is None:
        return None
    name = cls.removeprefix("gt:").removeprefix(f"{ONTOLOGY_IRI}#")
    try:
        known = GT[name[:1].upper() + name[1:]].value
    except UnknownTermError as error:
        raise UnknownClassError(f"{cls}: no such class ({error})") from error
    return frozenset({known} | {GT[n].value for n in SUBCLASSES.get(name[:1].upper() + name[1:], ())})
