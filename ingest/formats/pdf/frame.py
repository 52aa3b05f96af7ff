"""A page's frame: how points of a PDF's page become points of the page as it is looked at.

PDF 32000-1, 8.3.2 (user space) and 7.7.3.3 (CropBox, Rotate).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_ASKEW = 0.2  # radians off the nearest quarter turn


def product(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point after a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def quarter_turns(matrix: Matrix) -> int | None:
    """By how many quarters the x axis is turned counter-clockwise; None for text that stands askew."""
    angle = math.atan2(matrix[1], matrix[0]) / (math.pi / 2)
    turns = round(angle)
    return turns % 4 if abs(angle - turns) * math.pi / 2 <= _ASKEW else None


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of user space that a page shows, and by how many quarters it is turned clockwise to be looked at."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as looked at."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turned % 2 else (width, height)

    def turn(self, quarters: int) -> Frame:
        """The same, turned clockwise by so many quarters more."""
        return Frame(self.left, self.bottom, self.right, self.top, (self.turned + quarters) % 4)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space as looked at: from the top left corner, y downwards."""
        if self.turned == 0:
            return x - self.left, self.top - y
        if self.turned == 1:
            return y - self.bottom, x - self.left
        if self.turned == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def direction(self, counter_clockwise: int) -> int:
        """By how many quarters text is turned clockwise as looked at, from its turns in user space."""
        return (self.turned - counter_clockwise) % 4

    def along(self, turned: int) -> Callable[[float, float], tuple[float, float]]:
        """From a point of user space to how far along a line turned by so many quarters it stands, and its baseline."""

        def place(x: float, y: float) -> tuple[float, float]:
            across, down = self.point(x, y)
            return ((across, down), (down, -across), (-across, -down), (-down, across))[turned]

        return place
