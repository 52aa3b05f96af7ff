"""A small BERT encoder on numpy: what turns texts into vectors without importing torch.

It computes what sentence-transformers computes for a model of this shape (Devlin et al. 2019, BERT; the mean of the
last layer's tokens; unit length), to some 1e-7, and is ready in a third of a second where torch takes five or more.
A test holds the two against each other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from scipy.special import erf
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

Array = NDArray[np.float32]

BATCH = 4  # texts
MOST_THREADS = 4


@dataclass(frozen=True, slots=True)
class _Dense:
    """A matrix to multiply each text's rows by, and what is added.

    Each text is multiplied by itself: how a library of linear algebra sums a row may hang on where in a larger matrix
    it stands.
    """

    weight: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        y: Array = x @ self.weight
        y += self.bias
        return y


@dataclass(frozen=True, slots=True)
class _Norm:
    """Layer normalisation (Ba et al. 2016): gain and bias of each column."""

    gain: Array
    bias: Array
    smallest: np.float32

    def __call__(self, x: Array) -> Array:
        y: Array = x - x.mean(-1, keepdims=True)
        spread = np.einsum("tij,tij->ti", y, y)[..., None] / np.float32(y.shape[-1])
        y /= np.sqrt(spread + self.smallest)
        y *= self.gain
        y += self.bias
        return y


@dataclass(frozen=True, slots=True)
class _Layer:
    """Self-attention, then two dense layers with GELU between; each added to what came in, and normalised."""

    attend: _Dense
    joined: _Dense
    after_attention: _Norm
    widen: _Dense
    narrow: _Dense
    after: _Norm
    heads: int

    def __call__(self, x: Array) -> Array:
        y = self.joined(self._attended(x))
        y += x
        x = self.after_attention(y)
        wide = self.widen(x)
        gate: Array = wide * np.float32(np.sqrt(0.5))
        erf(gate, out=gate)  # GELU (Hendrycks and Gimpel 2016), in its exact form
        gate += np.float32(1)
        gate *= np.float32(0.5)
        wide *= gate
        y = self.narrow(wide)
        y += x
        return self.after(y)

    def _attended(self, x: Array) -> Array:
        texts, length, columns = x.shape
        shape = (texts, length, 3, self.heads, columns // self.heads)
        query, key, value = self.attend(x).reshape(shape).transpose(2, 0, 3, 1, 4)
        near = query @ key.transpose(0, 1, 3, 2)
        near *= np.float32(1 / np.sqrt(columns // self.heads))
        near -= near.max(-1, keepdims=True)
        np.exp(near, out=near)
        near /= near.sum(-1, keepdims=True)
        attended: Array = (near @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        return attended


class Bert:
    """A BERT model whose tokens' mean is a text's vector, from a folder as sentence-transformers lays it out."""

    def __init__(self, folder: Path, longest: int) -> None:
        """Load it; texts are read up to so many tokens.

        Raises OSError, ValueError or KeyError where the folder holds no such model.
        """
        told = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if (told["model_type"], told["hidden_act"]) != ("bert", "gelu"):
            raise ValueError(f"{folder}: this is no BERT with GELU")
        weights = load_file(str(folder / "model.safetensors"))
        smallest = np.float32(told["layer_norm_eps"])

        def dense(*names: str) -> _Dense:
            matrix = np.concatenate([weights[f"{name}.weight"].T for name in names], axis=1)
            return _Dense(np.ascontiguousarray(matrix), np.concatenate([weights[f"{name}.bias"] for name in names]))

        def norm(name: str) -> _Norm:
            return _Norm(weights[f"{name}.weight"], weights[f"{name}.bias"], smallest)

        def layer(at: str) -> _Layer:
            return _Layer(
                dense(*(f"{at}.attention.self.{part}" for part in ("query", "key", "value"))),
                dense(f"{at}.attention.output.dense"),
                norm(f"{at}.attention.output.LayerNorm"),
                dense(f"{at}.intermediate.dense"),
                dense(f"{at}.output.dense"),
                norm(f"{at}.output.LayerNorm"),
                told["num_attention_heads"],
            )

        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"]
        self._places = self._places + weights["embeddings.token_type_embeddings.weight"][0]
        self._first = norm("embeddings.LayerNorm")
        self._layers = [layer(f"encoder.layer.{number}") for number in range(told["num_hidden_layers"])]
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(min(longest, len(self._places)))

    def embed(self, texts: Sequence[str]) -> Array:
        """One unit vector a text, in order; the same text always gives the same vector, whatever stands beside it."""
        tokens = [encoded.ids for encoded in self._tokenizer.encode_batch(list(texts))]
        vectors = np.zeros((len(texts), self._words.shape[1]), dtype=np.float32)
        # a batch runs on one thread, whatever the machine, so that its numbers are the same; batches run side by side
        with threadpool_limits(1, user_api="blas"), ThreadPoolExecutor(MOST_THREADS) as pool:
            batches = list(_batches(tokens))
            for places, made in zip(
                batches, pool.map(lambda b: self._run([tokens[p] for p in b]), batches), strict=True
            ):
                vectors[places] = made
        return vectors

    def _run(self, tokens: Sequence[Sequence[int]]) -> Array:
        """The vectors of texts of one length."""
        ids = np.asarray(tokens)
        x = self._first(self._words[ids] + self._places[: ids.shape[1]])
        for layer in self._layers:
            x = layer(x)
        means: Array = x.mean(1)
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return means


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The places of texts that run together: of the same length, the longest first."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, ids in enumerate(tokens):
        places[len(ids)].append(place)
    for _, alike in sorted(places.items(), reverse=True):
        yield from (alike[start : start + BATCH] for start in range(0, len(alike), BATCH))
