"""Search by meaning is tested with the bundled model, whatever the environment of those who run the tests names."""

from __future__ import annotations

import pytest

from query.search.embedder import MODEL_VARIABLE


@pytest.fixture(autouse=True)
def bundled_model_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model is named but by the test itself."""
    monkeypatch.delenv(MODEL_VARIABLE, raising=False)
