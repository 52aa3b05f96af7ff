"""How far a reading is to be trusted: from what can be seen of it, how likely it is wrong.

What a reading costs says which of several is meant; it says little of whether the best of them is right. What tells
more is how it came about: that it looks for words in texts, leaves some out, or finds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ontology.data import parsed

REASONS = {
    "words": "words are only looked for in texts",
    "beside": "words may be a name or only words of a text",
    "at once": "“and” may mean either",
    "nothing": "it finds nothing",
}


@dataclass(frozen=True, slots=True)
class Trust:
    """What a reading may cost, leave out, and how likely wrong it may be, to be answered; the weights of the signs."""

    most_likely_wrong: float
    left_out: float
    dearest: float
    free: float
    base: float
    weights: Mapping[str, float]

    def wrong(self, signs: Mapping[str, float]) -> float:
        """How likely a reading with these signs is wrong, from 0 to 1."""
        return 1 / (1 + math.exp(-self.base - sum(self.weights.get(name, 0.0) * of for name, of in signs.items())))

    def why(self, signs: Mapping[str, float]) -> str:
        """What most makes a reading with these signs doubtful, in words; "" where that is only its cost."""
        telling = [n for n in REASONS if signs.get(n, 0.0) > 0 and self.weights.get(n, 0.0) > 0]
        return REASONS[max(telling, key=lambda n: self.weights[n] * signs[n])] if telling else ""


@cache
def trusted() -> Trust:
    """The limits and weights, from `ontology/trust.yaml`."""
    data: dict[str, Any] = parsed(files("ontology").joinpath("trust.yaml").read_text("utf-8"))
    return Trust(**data)
