"""Two numbers of one form, and what they have in common in what they are of: it is said once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from query.form import And, Compare, Condition, Link, Op, Or, Things, Var
from query.phrases import say_comparison
from query.schema import XSD
from query.wording import Wording

LESS, MORE = "lower is better", "higher is better"  # what things are called that tell which of two is better


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers of which it is said how the one compares with the other, and the condition that says so."""

    one: Var
    how: str
    other: Var
    said: Condition


def pair_of(condition: Condition) -> Pair | None:
    """What a condition says of two numbers, if it says nothing else: more, less, better or worse."""
    match condition:
        case Compare(left=one, op=op, right=Var(cls="") as other):
            return Pair(one, say_comparison(op, XSD + "decimal"), other, condition)
        case Or(parts=(And(parts=(Link() as less, Compare() as low)), And(parts=(Link() as more, Compare() as high)))):
            labels = [link.object.label for link in (less, more) if isinstance(link.object, Things)]
            opposite = (low.op, high.op) in ((Op.LT, Op.GT), (Op.GT, Op.LT))
            alike = (low.left, low.right, less.subject) == (high.left, high.right, more.subject)
            if labels == [LESS, MORE] and opposite and alike and isinstance(low.right, Var):
                return Pair(low.left, "better than" if low.op is Op.LT else "worse than", low.right, condition)
    return None


class Pairs(Wording):
    """What is said of two numbers beside each other."""

    @staticmethod
    def two_numbers(left: list[Condition]) -> Pair | None:
        """The comparison of the values of two things of which all else is said, if there is one."""
        found = [pair for c in left if (pair := pair_of(c))]
        if len(found) != 1:
            return None
        ends = [next((c for c in left if isinstance(c, Link) and c.object == v), None)
                for v in (found[0].one, found[0].other)]  # fmt: skip
        one, other = ends
        plain = one and other and one.subject != other.subject and not one.pick and not other.pick
        return found[0] if plain else None

    def set_apart(self, one: Var, other: Var, left: list[Condition]) -> None:
        """Keep what two numbers have in common in what they are of, to be said once."""
        ends = [next((c.subject for c in self.links() if c.object == v), None) for v in (one, other)]
        near, far = ends
        if near is None or far is None or near == far:
            return
        shared = [
            c
            for c in left
            if isinstance(c, Link)
            and c.subject == far
            and any(isinstance(d, Link) and d.subject == near and c == replace(d, subject=far) for d in left)
        ]
        for link in shared:
            left.remove(link)
        self.shared |= {c.object for c in shared if isinstance(c.object, Var)}
        self.alike[far] = [self.range_noun(link.prop) for link in shared]
