"""Where the reading of a question stands, and what stands around an item."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from query.form import Op
from query.induced.lexis import Lexis
from query.induced.marks import Item
from query.induced.sketch import Ranking, Sketch, Test
from query.induced.terms import Fit

FUNCTIONS = {"average": "avg", "total": "sum", "minimum": "min", "maximum": "max"}
COMPARING = {">": Op.GT, ">=": Op.GE, "<": Op.LT, "<=": Op.LE, "!=": Op.NE, "=": Op.EQ}
OPPOSITE = {Op.GT: Op.LE, Op.GE: Op.LT, Op.LT: Op.GE, Op.LE: Op.GT, Op.EQ: Op.NE, Op.NE: Op.EQ}
SPELT = {"contain": "", "start": "start", "end": "end"}
IDLE = ("idle", "of", "=", "same", "distinct", "possessive", "lead", "what")
SURE = 0.65  # how well a verb must fit a class to mention it
PLAIN = 0.95  # how well a class must fit to be meant where a property fits better
YEARS = range(1000, 2200)


class Glance:
    """The state of a reading. `mode`: "out" where it says what it asks for, "where" in conditions, "order" in order."""

    def __init__(self, items: Sequence[Item], lexis: Lexis) -> None:
        self.items: list[Item] = telling([i for i in items if not (i.mark and i.text in "'`´")])
        self.lexis = lexis
        self.sketch = Sketch()
        self.scope = self.sketch.scopes[0]
        self.mode = "out"
        self.after_of = False
        self._reset()
        self.sentence = 0
        self.last_test: Test | None = None
        self.last_class = ""
        self.order: Ranking | None = None
        self.way: bool | None = None  # descending, said before what to order by

    def _reset(self) -> None:
        self.functions: list[str] = []
        self.counting = False
        self.each = False
        self.sup: tuple[str, str] | None = None  # kind of superlative, its adjective
        self.cmp: Op | None = None
        self.dim = ""
        self.spelt: str | None = None
        self.number: Decimal | None = None
        self.limit: int | None = None
        self.pending: Item | None = None
        self.conj = ""
        self.denied = False
        self.whole = False
        self.between: list[Decimal] | None = None
        self.made = ""  # the function of what is compared
        self.amounting = False  # … which is an amount of what was named

    def _next(self, at: int, *, skip: tuple[str, ...] = IDLE) -> Item | None:
        for item in self.items[at + 1 :]:
            if item.mark and item.text in ".?!;":
                return None
            if item.mark or (item.is_sign(*skip) and not item.best >= 0.8) or (item.verb and not item.fits):
                continue
            return item
        return None

    def _direct(self, at: int) -> Item | None:
        """The very next item."""
        return self.items[at + 1] if at + 1 < len(self.items) else None

    def _before(self, at: int) -> Item | None:
        return self.items[at - 1] if at else None

    @staticmethod
    def class_of(item: Item) -> Fit | None:
        """The class that an item names, where it names one rather than a property."""
        fit = next((f for f in item.fits if f.name.kind == "class" and f.score >= 0.45), None)
        return fit if fit and (fit.score >= item.best or fit.score >= PLAIN) else None

    def _details(self, at: int) -> bool:
        """Whether what may be a word of no meaning is asked for: something of something, or nothing else."""
        following = self._direct(at)
        return following is None or following.mark or following.is_sign("of")

    def _begins(self, at: int) -> bool:
        before = self._before(at)
        return before is None or before.is_sign("and", "lead", "what", "for each") or before.mark

    def _tested(self, at: int) -> bool:
        """Whether what follows a property says what its value is."""
        skipped = 0
        for item in self.items[at + 1 : at + 6]:
            if item.mark:
                return False
            if item.quote or item.number is not None:
                return True
            if item.values and not (item.fits and item.best >= 0.8):
                return self.mode == "where" or skipped == 0 or self.after_of
            if item.is_sign(*SPELT, "between", ">", ">=", "<", "<=", "!="):
                return True
            if item.is_sign("more") and self.functions and self.mode == "where":
                return True
            if item.is_sign("not", "average of all") and self.mode == "where":
                return True
            if item.is_sign("=", "idle", "either", "both") or (item.is_sign("of") and self.mode == "where"):
                skipped += 1
                continue
            return False
        return False

    def _falling(self, adjective: str) -> bool:
        measured = self.lexis.dimensions[adjective]
        return measured[0].startswith("-")

    def _hint(self, adjective: str = "") -> tuple[str, ...]:
        adjective = adjective or (self.sup[1] if self.sup else "") or self.dim
        return self.lexis.dimensions.get(adjective, ())

    def _rank(self, ranking: Ranking) -> None:
        if self.mode == "order" or ranking.limit is None:
            self.order = ranking
        self.sketch.rankings.append(ranking)
        self.limit = None

    def _common(self, at: int, item: Item | None) -> None:
        descending = self.sup is None or self.sup[0] == "commonest"
        self.sketch.rankings.append(Ranking("common", at, item, descending=descending, limit=self.limit or 1))
        self.sup, self.limit = None, None

    def _overall(self, at: int, function: str) -> None:
        following = self._direct(at)
        item = following if following and following.fits else self.pending
        against = None
        if item is not None and self.pending is not None and item.text != self.pending.text:
            item, against = self.pending, item  # "whose price is above the average score"
        op = self.cmp or Op.GT
        hint = self._hint(self.dim) if self.dim else ()
        if hint and hint[0].startswith("-"):
            op = {Op.GT: Op.LT, Op.LT: Op.GT}.get(op, op)
        test = Test(at, op, item, hint=hint, overall=function, against=against)
        self.scope.tests.append(test)
        self.cmp, self.dim, self.pending = None, "", None
        self.functions = []

    def _add(self, test: Test) -> None:
        if self.denied:
            test.op, self.denied = OPPOSITE[test.op], False
        if self.conj == "or" and self.last_test is not None:
            self.sketch.either.append(test)
        self.scope.tests.append(test)
        self.last_test = test
        self.conj = ""
        if self.mode == "out" and self.sketch.wants:
            self.mode = "where"

    def _named(self, item: Item) -> bool:
        """Whether an item that may be a value is rather a name of the graph's."""
        return item.best >= PLAIN and (self.cmp is not Op.EQ or self.pending is None)

    def _idle_verb(self, item: Item) -> bool:
        if not item.verb:
            return False
        best = item.fits[0]
        at = self.items.index(item)
        following = self._direct(at)
        measured = best.name.kind in ("number", "thing")
        if measured and following is not None and following.is_sign(*COMPARING, "between"):
            return best.score < SURE  # "weighs more than 50"
        if best.name.kind == "number" and (self.functions or self.sup):
            return False  # "the average cost"
        if best.name.kind == "class" and len(best.name.stems) > 1 and item.text.lower().endswith("ed"):
            return True  # "arranged" is not yet a course arrangement
        return best.score < (SURE if best.name.kind == "class" else 0.8)

    def _verb(self, at: int, item: Item) -> None:
        """A verb after what a question asks for begins what is said of it; it may say what "how much" measures."""
        before = self._before(at)
        asked = self.sketch.wants[-1] if self.sketch.wants else None
        if item.fits and item.fits[0].name.kind == "number" and asked is not None and asked.item is None and asked.hint:
            asked.item = item
        if self.mode == "out" and before is not None and before.fits and self.class_of(before) and not self.after_of:
            self.mode = "where"

    def _as_sign(self, at: int, item: Item) -> bool:
        """Whether an item that also fits a name is a word of asking here."""
        if item.sign is None:
            return False
        if item.is_sign(*FUNCTIONS):
            follows = self._next(at)
            if self.cmp is not None or item.best < 0.8:
                return True
            if follows is not None and self.class_of(follows) and not self.functions:
                return False
            return (
                follows is not None
                and bool(follows.fits or follows.is_sign(*FUNCTIONS, "and"))
                and not (follows.is_sign("and") and item.best > 0.9 and self.functions)
            )
        if item.is_sign("lead"):
            follows = self._direct(at)
            return self._begins(at) and follows is not None and not follows.mark and not follows.is_sign("of", "and")
        if item.is_sign("more", "most"):
            follows = self._direct(at)
            return item.best < 0.8 or (follows is not None and bool(follows.fits))
        if item.is_sign("idle") and item.best >= 0.9 and item.fits[0].name.kind == "number":
            return False  # "the value of a painting"
        if item.is_sign("idle") and item.best >= 0.9 and self.mode == "out" and self._details(at):
            return False  # "the details of a customer"
        return item.best < 0.8 or item.is_sign("how many", "and", "or", "of", "not", "idle")


def telling(items: Sequence[Item]) -> list[Item]:
    """The items without later sentences that speak of nothing in the graph: "1 stands for yes"."""
    sentences: list[list[Item]] = [[]]
    for item in items:
        sentences[-1].append(item)
        if item.mark and item.text in ".?!;":
            sentences.append([])
    kept = [s for i, s in enumerate(sentences) if not i or any(t.best >= 0.8 or t.values or t.quote for t in s)]
    return [item for sentence in kept for item in sentence]
