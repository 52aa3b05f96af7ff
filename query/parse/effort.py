"""How far the search for readings goes, counted in steps and not by a clock: the same question, the same answer."""

from __future__ import annotations

from dataclasses import dataclass

MOST_STEPS = 5000  # that one question may take; hardly any that people ask takes a fifth of it


class TooMuchError(Exception):
    """A question has more ways to be read than are tried."""


@dataclass(slots=True)
class Effort:
    """What is left of the steps that a question may take, and how far beyond the best reading others are looked for.

    A step is about what it takes to join one more thing to a half-made reading.
    """

    slack: float = 0.0
    left: int = MOST_STEPS

    @property
    def spent(self) -> int:
        """The steps taken."""
        return MOST_STEPS - self.left

    def spend(self, steps: int) -> None:
        """Take some steps. Raises TooMuchError where they are more than are left."""
        self.left -= steps
        if self.left < 0:
            raise TooMuchError
