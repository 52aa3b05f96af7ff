"""An embedder for tests: meaning as the words in common, with a few synonyms, so that no model is needed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from query.search.embedder import Vectors
from query.search.words import stem, stems

SIZE = 256
SYNONYMS = {stem("unemployed"): "jobless", stem("teenage"): "youth", stem("young"): "youth"}


class WordsEmbedder:
    """Hashes stems into a vector; counts what it embeds."""

    def __init__(self, name: str = "words") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        vectors = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            for said in stems(text):
                word = SYNONYMS.get(said, said)
                vectors[row, int(hashlib.sha256(word.encode()).hexdigest(), 16) % SIZE] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = (vectors / np.where(norms == 0, 1, norms)).astype(np.float32)
        return unit
