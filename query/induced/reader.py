"""Reading the items of a question from left to right into what it asks for."""

from __future__ import annotations

from query.induced.naming import Naming
from query.induced.signs import Signs
from query.induced.sketch import Sketch


class Reader(Signs, Naming):
    """Reads one question."""

    def read(self) -> Sketch:
        """What the items ask for."""
        at = 0
        while at < len(self.items):
            item = self.items[at]
            if item.mark:
                self._mark(item)
            elif item.quote or (item.values and not self._named(item)):
                self._value(at, item)
            elif item.number is not None:
                at = self._number(at, item)
            elif item.fits and not self._idle_verb(item) and not self._as_sign(at, item):
                self._name(at, item)
            elif item.sign is not None:
                self._sign(at, item)
            elif item.verb:
                self._verb(at, item)
            elif not item.known:
                named = (item.text[:1].isupper() and at > 0) or item.text.endswith(("est", "most"))
                named = named or self._asked_for(at)
                (self.sketch.lost if named else self.sketch.unknown).append(item.text)
            at += 1
        self._finish()
        return self.sketch

    def _asked_for(self, at: int) -> bool:
        """Whether a word is what is asked for: "which …", "how many …", "somebody's …"."""
        while at and self.items[at - 1].is_sign("idle", "distinct"):
            at -= 1
        before = self._before(at)
        return before is not None and before.is_sign("what", "how many", "possessive", "that")

    def _finish(self) -> None:
        if self.sup and self.sup[0] in ("top", "bottom"):
            self.sup = None
        if self.functions and not any(w.function for w in self.sketch.wants):
            self.sketch.lost += self.functions
        for scope in self.sketch.scopes:
            tested = {t.item for t in scope.tests if t.numbers or t.values or t.texts or t.overall}
            bare = [t for t in scope.tests if not (t.numbers or t.values or t.texts or t.overall) and t.flag is None]
            scope.tests = [t for t in scope.tests if t not in bare or t.item not in tested]
