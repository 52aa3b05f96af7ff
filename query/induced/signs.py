"""What the words of generic English do to a reading: they ask, join, deny, compare and order."""

from __future__ import annotations

from dataclasses import replace

from query.form import Op
from query.induced.glance import COMPARING, FUNCTIONS, OPPOSITE, SPELT, Glance
from query.induced.marks import Item
from query.induced.sketch import Ranking, Scope, Want


class Signs(Glance):
    """Reads signs."""

    def _mark(self, item: Item) -> None:
        if item.text in ".?!;":
            if self.mode == "where":
                self.sketch.lost += self.functions
            self._reset()
            self.mode = "out"
            self.sentence += 1
            self.after_of = False
            self.scope = self.sketch.scopes[0]
        elif item.text == "," and self.scope.negated and (self.scope.classes or self.scope.tests):
            self.scope = self.sketch.scopes[0]

    def _sign(self, at: int, item: Item) -> None:
        sign = item.sign
        assert sign is not None
        kind = sign.kind
        if kind == "average" and self.cmp is not None:
            self._overall(at, "avg")
        elif kind in FUNCTIONS:
            self.functions.append(FUNCTIONS[kind])
            self.after_of = False
        elif kind == "average of all":
            if self.cmp is not None:
                self._overall(at, "avg")
            else:
                self.functions.append("avg")
        elif kind in ("more", "most") and sign.of:
            self._adjective(at, kind, sign.of)
        elif kind in ("most", "fewest", "commonest", "rarest", "top", "bottom"):
            if kind == "top" and self._next(at) is None:  # "which club was founded first"
                self._adjective(at, "most", self.lexis.earliest)
                return
            self.sup = (kind, "")
            if kind in ("commonest", "rarest") and self._next(at) is None:
                self._common(at, None)
        elif kind in COMPARING and not (kind == "=" and not self.pending):
            self._compare(at, kind)
        elif kind in SPELT:
            self.spelt = SPELT[kind]
            self.mode = "where" if self.mode == "out" else self.mode
        elif kind in ("or more", "or less") and self.last_test is not None:
            self.last_test.op = Op.GE if kind == "or more" else Op.LE
        else:
            self._joining(at, kind)

    def _joining(self, at: int, kind: str) -> None:
        if kind in ("lead", "what", "who", "where", "when", "measure"):
            self._asking(at, kind)
        elif kind == "how many":
            self.mode = "out" if self.mode == "where" and self._begins(at) else self.mode
            self.counting = True
        elif kind in ("each", "for each"):
            self.each = True
        elif kind == "order" and self._by_somebody(at):
            self.mode = "where"
        elif kind == "order":
            self.mode, self.order = "order", None
        elif kind in ("ascending", "descending", "alphabetical", "reverse alphabetical"):
            self._direction(at, kind)
        elif kind in ("not", "neither", "except"):
            self._deny(at, kind)
        elif kind == "both":
            self.sketch.both = True
            self._both(at)
        elif kind in ("and", "or", "either"):
            self.conj = "or" if kind == "either" else kind
            if kind != "either":
                self._conjunction(at)
        elif kind == "of":
            self.after_of = True
            if self.mode == "out" and self.sup in (("most", ""), ("fewest", "")):
                self.sup = None
        elif kind == "that" and at == 0:  # "in which countries do …"
            self._asking(at, "what")
        elif kind in ("with", "that"):
            self.mode = "where" if self.mode != "order" else self.mode
        elif kind == "whole":
            self.whole = True
        elif kind == "between":
            self.between = []
        elif kind == "yes or no" and at == 0:
            self.sketch.yes_no = True

    def _asking(self, at: int, kind: str) -> None:
        """Words that ask for what follows, or begin a clause about what went before."""
        before = self._before(at)
        starts = before is None or before.mark or before.is_sign("and", "lead", "for each")
        if kind in ("where", "when"):
            if before is not None:
                self._joining(at, "with")
                return
            self.sketch.wants.append(Want(None, at, hint=self.lexis.asked[kind]))
            self.after_of = True
        elif kind == "measure":
            words = tuple(self.items[at].text.lower().split())
            self.sketch.wants.append(Want(None, at, hint=self.lexis.measures[words]))
            self.after_of = True
        elif starts or (kind == "lead" and self.mode == "out"):
            self.mode, self.after_of = "out", False
            if kind == "who" and self.sentence == 0:
                self.sketch.wants.append(Want(None, at, hint=self.lexis.asked["who"]))
                self.mode = "where"
        elif kind != "lead":
            self._joining(at, "that")

    def _by_somebody(self, at: int) -> bool:
        """Whether "ordered by" says who did: what follows is a value."""
        following = self._direct(at)
        return following is not None and bool(following.values) and not following.fits

    def _both(self, at: int) -> None:
        """ "Both owners and vets": each of two classes has what is asked for."""
        found: list[tuple[int, str]] = []
        for i, item in enumerate(self.items[at + 1 : at + 6], at + 1):
            fit = self.class_of(item) if item.fits else None
            if fit is not None:
                found.append((i, fit.name.cls))
            elif not item.is_sign("and", "idle"):
                break
        if len(found) == 2 and found[0][1] != found[1][1]:
            self.sketch.shared = (found[0], found[1])

    def _conjunction(self, at: int) -> None:
        """After "and": what is asked for goes on where another output begins."""
        following = self._direct(at)
        while following is not None and following.is_sign("idle", "distinct", "lead") and not following.fits:
            at += 1
            following = self._direct(at)
        if following is None:
            return
        if following.is_sign("order", "ascending", "descending", "alphabetical"):
            return
        if self.mode == "where" and not self.scope.negated:
            outer = following.is_sign("how many", "what", "lead", *FUNCTIONS)
            outer = outer or self._another(following)
            if outer and not (self.cmp or self.denied):
                self.mode, self.after_of = "out", False
        elif self.mode == "out":
            self.after_of = False
        elif self.mode == "order" and self.order is not None:
            self.order = None if following.fits else self.order

    def _another(self, item: Item) -> bool:
        """Whether a property after "and" is asked for too: "… and the names of the dogs they own"."""
        at = self.items.index(item)
        following = self._direct(at)
        if not item.fits or self.class_of(item) or following is None or self._tested(at):
            return False
        return following.is_sign("of") and bool((after := self._next(at)) and after.fits and self.class_of(after))

    def _deny(self, at: int, kind: str) -> None:
        if self._next(at, skip=("idle", "of", "same", "distinct", "=")) is None:
            self._deny_before(at)
            return
        following = self._next(at, skip=("idle", "of", "same", "distinct"))
        literal = following is not None and (following.values or following.quote or following.number is not None)
        if self.pending is not None and literal and kind != "except":
            self.cmp = Op.NE
            return
        if following is not None and following.is_sign(">", ">=", "<", "<=", "more") and self.pending is not None:
            self.denied = True
            return
        if kind == "not" and literal and following is not None and not following.number and self._is_not(at):
            self.cmp = Op.NE
            return
        self.scope = Scope(negated=True, at=at)
        self.sketch.scopes.append(self.scope)
        self.mode = "where"
        self.pending = None

    def _is_not(self, at: int) -> bool:
        """Whether a "not" is said of what something is, rather than of what it has or does."""
        following = self._direct(at)
        return following is not None and self.items[at].text.lower().split()[0] in ("not", "is", "are", "was", "were")

    def _deny_before(self, at: int) -> None:
        """A "not" with nothing after it denies the class before: "whose courses have not been arranged"."""
        if self.mode != "where" or len(self.scope.classes) < 2:
            self.sketch.lost.append(self.items[at].text)
            return
        self.sketch.scopes.append(Scope(negated=True, at=at, classes=[self.scope.classes.pop()]))

    def _compare(self, at: int, kind: str) -> None:
        op = COMPARING[kind]
        if op is Op.EQ and self.cmp is not None:
            return
        if op is Op.NE:
            following = self._next(at, skip=("idle", "of", "same", "distinct"))
            if following is None or not (following.values or following.quote or following.number is not None):
                self._deny(at, "not")
                return
        if self.denied:
            op, self.denied = OPPOSITE[op], False
        self.cmp = op
        if self.mode == "out" and op is not Op.EQ:
            self.mode = "where"

    def _adjective(self, at: int, degree: str, adjective: str) -> None:
        if degree == "more":
            self.cmp, self.dim = Op.GT, adjective
            self.mode = "where" if self.mode == "out" else self.mode
            return
        after = self._direct(at)
        if after is not None and after.is_sign("top") and self.sketch.wants and self._first_of_all(at + 1):
            self._way(at, adjective)  # "…, most expensive first"
            return
        self.sup = ("most", adjective)
        if self._next(at, skip=("idle", "same", "distinct")) is None:  # "which dog is the oldest"
            pending = self.pending if self.mode == "where" else None
            falling = pending is not None and self._falling(adjective)
            hint = () if pending else self._hint()
            self._rank(Ranking("name", at, pending, hint=hint, descending=not falling, limit=self.limit or 1))
            self.sup = None

    def _first_of_all(self, at: int) -> bool:
        """Whether "first" ends what it is said of."""
        after = self._direct(at)
        return after is None or after.mark or after.is_sign("and", "limit")

    def _way(self, at: int, adjective: str) -> None:
        """In which direction to order, and by what, where that is not said."""
        if self.mode == "order" and self.order is not None:
            self.order.descending = not self._falling(adjective)
        else:
            self._rank(Ranking("name", at, hint=self.lexis.dimensions[adjective]))
        self.items[at + 1] = replace(self.items[at + 1], sign=None, mark=True, text=",")

    def _direction(self, at: int, kind: str) -> None:
        down = kind in ("descending", "reverse alphabetical")
        if self.mode == "order" and self.order is not None:
            self.order.descending = down
            return
        self.way = down
        following = self._next(at, skip=("idle", "of", "same"))
        keyed = following is not None and bool(following.fits or following.is_sign("how many", *FUNCTIONS))
        self.mode = "order"
        if not keyed:
            first = self.sketch.wants[0] if self.sketch.wants else None
            if first is not None:
                self._rank(Ranking("name", first.at, first.item, first.cls, first.hint, descending=down))
                self.way = None
