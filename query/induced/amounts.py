"""Numbers, values and quotations in a question, and what they are of."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from query.form import Op
from query.induced.glance import COMPARING, YEARS, Glance
from query.induced.marks import Item
from query.induced.sketch import Test

DATE = re.compile(r"\d{4}\W\d{1,2}\W\d{1,2}.*")


class Amounts(Glance):
    """Reads numbers and values."""

    def _number(self, at: int, item: Item) -> int:
        number = item.number
        assert number is not None
        if self.between is not None:
            self._upto(at, number)
            return at
        following = self._direct(at)
        suffix = following.sign.kind if following and following.sign else ""
        op = self.cmp
        if self.mode == "out" and not self.sketch.wants and op is None and self.pending is None:
            self.limit = int(number)  # "the three stations with the most docks"
        used = at
        if self._limits(at, number):
            return at
        if suffix in ("or more", "or less"):
            op, used = (Op.GE if suffix == "or more" else Op.LE), at + 1
        if self.sup or (
            following and following.sign and following.sign.kind in ("most", "fewest", "commonest", "rarest")
        ):
            self.limit = int(number)
            return at
        if self.spelt is not None and op not in (None, Op.EQ):
            self.spelt = None  # "orders that contain at least 3 items"
        if self.spelt is not None:
            self._spell(at, str(item.text))
            return at
        noun = self._counted(used)
        if (
            noun is not None
            and (self.mode == "where" or op is not None)
            and not (self.pending is not None and self.pending.best > 0.8 and op is not None)
        ):
            self._count_test(at, noun, op or Op.EQ, number)
            return self.items.index(noun, used)
        conj = self.last_test
        if self.conj and conj is not None and conj.numbers and op is None and self.pending is None:
            conj.numbers.append(number)
            conj.every = self.sketch.both or conj.every
            self.conj = ""
            return used
        hint = self._hint(self.dim) if self.dim else ("age",) if suffix == "years old" else ()
        if self.amounting:
            hint, self.amounting = self.lexis.amounting, False
        if hint and hint[0].startswith("-") and op:
            op = {Op.GT: Op.LT, Op.LT: Op.GT}.get(op, op)
        item_ = self.pending
        if item_ is None and following is not None and following.fits and self.class_of(following) is None and not hint:
            item_ = following  # "20 years"
        if (
            item_ is None
            and following is not None
            and following.is_sign("or")
            and not hint
            and at + 3 < len(self.items)
        ):
            one, other = self.items[at + 2 : at + 4]
            named = one.number is not None and other.fits and self.class_of(other) is None
            item_ = other if named else None  # "4 or 5 stars"
        year = item_ is None and not hint
        if year and int(number) not in YEARS:
            if number == 1 or self.mode == "out":
                return at  # "one"
            self.sketch.lost.append(item.text)
            return at
        item_ = self._dated(at) if year else item_
        hint = hint or (("year", "date") if year and item_ is None else ())
        test = Test(at, op or Op.EQ, item_, numbers=[number], hint=hint)
        test.function, self.made = self.made, ""
        self._add(test)
        self.cmp, self.dim, self.pending = None, "", None
        return used

    def _upto(self, at: int, number: Decimal) -> None:
        """One of the two numbers after "between"."""
        assert self.between is not None
        self.between.append(number)
        if len(self.between) == 2:
            low, high = self.between
            self._add(Test(at, Op.GE, self.pending, numbers=[low], upto=high))
            self.between, self.pending = None, None

    def _limits(self, at: int, number: Decimal) -> bool:
        """Whether a number says how many rows are wanted: "limit 5"."""
        before = self._before(at)
        if before is None or not before.is_sign("limit"):
            return False
        if self.sketch.rankings:
            self.sketch.rankings[-1].limit = int(number)
        else:
            self.sketch.lost.append(before.text)
        return True

    def _dated(self, at: int) -> Item | None:
        """The verb before a year, where it says which date is meant: "started in 2016"."""
        for item in reversed(self.items[max(at - 3, 0) : at]):
            if item.verb:
                dates = [f for f in item.fits if f.name.kind == "date" or self.lexis.dated & set(f.name.stems)]
                return replace(item, fits=tuple(dates)) if dates else None
            if not item.sign or item.fits:
                return None
        return None

    def _counted(self, at: int) -> Item | None:
        """The class or property right after a number, of which it says how many there are."""
        for item in self.items[at + 1 : at + 5]:
            if item.is_sign("idle", "distinct", "of", "same") and not item.fits:
                continue
            return item if item.fits and self.class_of(item) else None
        return None

    def _count_test(self, at: int, noun: Item, op: Op, number: Decimal) -> None:
        fit = self.class_of(noun)
        assert fit is not None
        if self.conj == "or" and self.last_test is not None:
            self.sketch.lost.append("or")
        self.scope.counted.append((at, fit.name.cls, op, number))
        self.scope.classes.append((at, fit.name.cls))
        self.cmp, self.dim, self.counting = None, "", False
        self.mode = "where"

    def _spell(self, at: int, text: str) -> None:
        named = self.pending or next((w.item for w in reversed(self.sketch.wants) if w.item), None)
        self._add(Test(at, Op.EQ, named, texts=[text], spelt=self.spelt, negated=self.cmp is Op.NE))
        self.spelt, self.pending, self.cmp = None, None, None

    def _value(self, at: int, item: Item) -> None:
        if self.spelt is not None and self.pending is None and item.values and not item.quote:
            self.spelt = None  # "machines that contain the Impeller"
        if self.spelt is not None:
            self.pending = self.pending or self._within(at)
            self._spell(at, item.text)
            return
        within = self._within(at) if item.quote and self.cmp is None else None
        if within is not None:
            self.spelt, self.pending = "", within
            self._spell(at, item.text)
            return
        op = self.cmp if self.cmp is not None else Op.EQ
        if DATE.fullmatch(item.text) and op not in (Op.EQ, Op.NE):
            self._date(at, item, op)
            return
        last = self.last_test
        if self.conj and last is not None and (last.values or last.texts) and self.pending is None and op is Op.EQ:
            mine = {(h.cls, h.prop) for h in item.values}
            theirs = {(h.cls, h.prop) for v in last.values for h in v}
            if mine & theirs or not (mine and theirs):
                self._put(last, item)
                last.every = last.every or self.sketch.both
                last.joined = last.joined or self.conj == "and"
                self.conj = ""
                return
        following = self._direct(at)
        named = self.pending
        if named is None and following is not None and following.fits and self.class_of(following) is None:
            named = following if item.values and self._fits_value(following, item) else None
        test = Test(at, op, named)
        self._put(test, item)
        self._add(test)
        self.pending, self.cmp = None, None

    def _date(self, at: int, item: Item, op: Op) -> None:
        """Before or after a day: of whatever date is meant, whether or not the graph holds that very day."""
        named = self.pending or self._dated(at)
        text = re.sub(r"\s", "", item.text)
        self._add(Test(at, op, named, texts=[text], hint=() if named else self.lexis.asked["when"]))
        self.pending, self.cmp = None, None

    def _within(self, at: int) -> Item | None:
        """The property in which a quotation is said to stand: "a song with 'Hey' in its name"."""
        before = self._before(at)
        following = [i for i in self.items[at + 1 : at + 4] if not i.is_sign("idle")]
        if len(following) < 2 or not following[0].is_sign("of") or not following[1].fits:
            return None
        return following[1] if before is not None and before.is_sign("with", "contain", "idle") else None

    @staticmethod
    def _fits_value(name: Item, value: Item) -> bool:
        held = {(h.cls, h.prop) for h in value.values}
        return any((f.name.cls, f.name.prop) in held for f in name.fits)

    @staticmethod
    def _put(test: Test, item: Item) -> None:
        if item.values:
            test.values.append(item.values)
        else:
            test.texts.append(item.text)

    def _number_follows(self, at: int) -> bool:
        following = self._next(at, skip=("idle", "=", "that", "with", "of"))
        return following is not None and (following.is_sign(*COMPARING) or following.number is not None)

    def _count_follows(self, at: int, cls: str) -> None:
        """ "with a number of treatments greater than 2"."""
        op = Op.EQ
        for i in range(at + 1, min(at + 6, len(self.items))):
            item = self.items[i]
            if item.sign and item.sign.kind in COMPARING:
                op = COMPARING[item.sign.kind]
            if item.number is not None:
                self.scope.counted.append((at, cls, op, item.number))
                self.items[i] = Item(item.start, item.end, item.text, mark=True)
                return
