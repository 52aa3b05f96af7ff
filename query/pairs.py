"""Two numbers of one form, and what they have in common in what they are of: it is said once."""

from __future__ import annotations

from dataclasses import replace

from query.form import Compare, Condition, Link, Var
from query.wording import Wording


class Pairs(Wording):
    """What is said of two numbers beside each other."""

    @staticmethod
    def two_numbers(left: list[Condition]) -> Compare | None:
        """The comparison of the values of two things of which all else is said, if there is one."""
        found = [c for c in left if isinstance(c, Compare) and isinstance(c.right, Var) and not c.right.cls]
        ends = [next((c for c in left if isinstance(c, Link) and c.object == v), None) for f in found
                for v in (f.left, f.right)]  # fmt: skip
        one, other = ends if len(ends) == 2 else (None, None)
        plain = one and other and one.subject != other.subject and not one.pick and not other.pick
        return found[0] if plain and len(found) == 1 else None

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
