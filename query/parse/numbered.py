"""Numbers of a question: what something has so many of, what is compared with, and remarks that ask nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from query.lexicon.words import folded
from query.linking.numbers import Number
from query.parse.chart import Piece
from query.parse.context import Context
from query.parse.needs import NumberNeed

CLOCK, LATEST_HOUR = frozenset({"at"}), 24
IS = (("is",), ("was",), ("are",))
LOOSE = 0.9  # a name less sure than this may as well be words of a text


class Numbered:
    """Finds what the numbers among the live pieces of a question ask for."""

    pieces: Sequence[Piece]
    context: Context
    live: frozenset[int]
    scope_classes: set[str]

    def _compare_before(self, i: int, of: str) -> tuple[str, tuple[int, ...]]:
        """The comparison said just after or just before a time or a number, and its pieces."""
        raise NotImplementedError

    def _lost(self, i: int, piece: Piece) -> bool:
        """Whether a number is for nothing: not a remark ("the 8 priorities", "all 4") and no part of a name."""
        if piece.of_kind("unit") and not piece.number and not piece.of_kind("small", "chatter"):
            return True  # "pounds" of no number
        if piece.number is None or piece.meanings or piece.mentions:
            return False
        if i and self.pieces[i - 1].text.lower() in CLOCK and 1 <= piece.number.value <= LATEST_HOUR:
            return False  # "she is coming in at 2"
        if i and self.pieces[i - 1].text.lower().endswith("all"):
            return False  # "across all 4"
        if i - 1 in self.live and not self.pieces[i - 1].known and not self.pieces[i - 1].mark:
            return True  # what it numbers is not known
        after = self.pieces[i + 1] if i + 1 < len(self.pieces) else None
        if after is None or after.of_kind("noun", "value") or after.mentions:
            return after is None
        return not after.of_kind("small") or self._numbers(i)

    def _numbers(self, i: int) -> bool:
        """Whether a number is said of a noun before it: "whose recommendation is 12"."""
        before = [self.pieces[j] for j in range(max(i - 2, 0), i) if j in self.live]
        verb = bool(before) and folded(before[-1].text) in IS
        return verb and any(not m.weak for m in before[0].of_kind("noun"))

    def _every(self, i: int, piece: Piece) -> NumberNeed | None:
        """ "All the plans": as many as there are; "jointly owned": by more than one."""
        several = [m for m in piece.of_kind("noun") if m.name == "several"]
        if several:
            return NumberNeed(frozenset({i}), ">", Number(piece.start, piece.end, Decimal(1), money=False), several[0])
        nouns = [m for m in piece.of_kind("noun") if m.name == "all"]
        if not nouns:
            return None
        schema, scope = self.context.schema, self.context.settings.scope
        ends = [e.objects for e in schema.edges if e.prop in scope and schema.is_a(e.target, nouns[0].cls)]
        number = Number(piece.start, piece.end, Decimal(max(ends, default=0)), money=False)
        return NumberNeed(frozenset({i}), ">=", number, nouns[0], every=True)

    def _had(self, i: int) -> bool:
        """Whether a number is of what something has: between "have" and a noun."""
        before = folded(self.pieces[i - 1].text) if i - 1 in self.live else ()
        after = self.pieces[i + 1] if i + 1 in self.live else None
        nouns = after is not None and any(not m.weak for m in after.of_kind("noun"))
        return nouns and bool(before) and before[-1] in {w for h in self.context.grammar["having"] for w in folded(h)}

    def _number(self, i: int, number: Number) -> NumberNeed | None:
        op, beside = self._compare_before(i, "number")
        if not op and i + 2 in self.live and self.pieces[i + 1].of_kind("noun"):
            exactly = [m for m in self.pieces[i + 2].of_kind("compare") if m.op == "=" and not m.of]
            op, beside = (exactly[0].op, (i + 2,)) if exactly else (op, beside)  # "one funding stream only"
        if not op and not (number.money or number.percent) and self._had(i):
            op = "="  # "which have two owners"
        if not op and not number.money:
            # after a noun a number is a name: "recommendation 8"; before one it is a remark: "the 8 priorities"
            before = self.pieces[i - 1] if i - 1 in self.live else None
            if before is not None and any(not m.weak for m in before.of_kind("noun")):
                return NumberNeed(frozenset({i}), "name", number, skip=2.5)
            return None
        noun = None
        pieces = {i, *beside}
        after = [j for j in range(i + 1, len(self.pieces)) if j not in beside]  # "two or more partners"
        at = next((j for j in after if not self._names_scope(self.pieces[j])), i)
        if not (number.money or number.percent) and at > i and at in self.live:
            nouns = sorted(self.pieces[at].of_kind("noun"), key=lambda m: m.weak)
            if nouns and (op or not nouns[0].weak):
                noun = nouns[0]
                pieces.add(at)  # "more than two Northam actions"
        if noun is None and self.pieces[i].meanings:
            return None  # "only the one on bullying"
        return NumberNeed(frozenset(pieces), op or "=", number, noun)

    def _names_scope(self, piece: Piece) -> bool:
        """Whether a piece surely names what narrows the whole question, whatever else is called so."""
        return any(m.named.cls in self.scope_classes and m.score >= LOOSE for m in piece.mentions)
