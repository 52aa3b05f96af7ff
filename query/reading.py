"""What the parser says of a question: ranked readings, or why there is none. The seam between parsing and answering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from query.form import Form


class Outcome(Enum):
    """What the parser made of a question.

    UNDERSTOOD: the first reading may be answered. UNSURE: not well enough, the answer may only search (readings may
    still be offered as alternatives). ABSENT: understood, but it names something in the vocabulary that nothing held
    has (an indicator code no plan prints): there is nothing to find. DECLINED: not a question for these plans.
    """

    UNDERSTOOD = "understood"
    UNSURE = "unsure"
    ABSENT = "absent"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question.

    `score` orders readings (higher is better); `used` and `unused` are the words of the question that it accounts for
    and that carry meaning but are not accounted for; `mended` says which words were read as others ("" for none);
    `open`: no word says what is asked for; `guessed`: its names were guessed, so that nothing found speaks against it.
    """

    form: Form
    score: float
    used: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    mended: str = ""
    open: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Parse:
    """The readings of a question, best first, and the outcome; `reason` is a plain sentence where not UNDERSTOOD.

    `search_words` are the words worth searching for by meaning ("" for the whole question); `steps` is how much work
    it was to find the readings; `signs` are what tells how far the first is to be trusted.
    """

    outcome: Outcome
    readings: tuple[Reading, ...] = ()
    reason: str = ""
    yes_no: bool = False
    search_words: str = ""
    steps: int = 0
    signs: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a proposer has for a question that the parser is not sure of: a form or none, and a note for who asked."""

    form: Form | None
    note: str
