"""The names of classes and properties in a question, and what is wanted of them."""

from __future__ import annotations

from query.form import Op
from query.induced.amounts import Amounts
from query.induced.glance import COMPARING
from query.induced.marks import Item
from query.induced.sketch import Ranking, Test, Want
from query.induced.terms import Fit
from query.lexicon.words import stem


class Naming(Amounts):
    """Reads names."""

    def _name(self, at: int, item: Item) -> None:
        fit = self.class_of(item)
        following = self._direct(at)
        if fit is not None and following is not None and following.is_sign("possessive"):
            following = self.items[at + 2] if at + 2 < len(self.items) else None
            while following is not None and following.is_sign("idle") and not following.fits:
                following = self.items[self.items.index(following) + 1]
        before = self._before(at)
        adjoining = (
            following is not None and following.fits and following is not before and not following.is_sign("and")
        )
        said_of = following is not None and following.verb and self.counting  # "how many trips started from …"
        if fit is not None and adjoining and following is not None and not said_of and self.class_of(following) is None:
            if self._owns(fit.name.cls, following) and not self.each:
                self.sketch.owners[self.items.index(following)] = fit.name.cls
                self.scope.classes.append((at, fit.name.cls))
                self.last_class = fit.name.cls
                return
            if self._owns(fit.name.cls, following):
                self.sketch.owners[self.items.index(following)] = fit.name.cls
        if fit is not None:
            self._class(at, item, fit)
        else:
            self._property(at, item)

    @staticmethod
    def _owns(owner: str, item: Item) -> bool:
        return any(f.name.cls == owner for f in item.fits if f.score >= item.best - 0.3)

    def _class(self, at: int, item: Item, fit: Fit) -> None:
        cls = fit.name.cls
        sketch = self.sketch
        self.scope.classes.append((at, cls))
        self.last_class = cls
        if self.each:
            self.each = False
            sketch.groups.append(Want(item, at, cls=cls))
            self.counting = False
            return
        if self.sup and self.sup[1]:
            self._rank(Ranking("name", at, None, cls, self._hint(), descending=True, limit=self.limit or 1))
            self.sup = None
            if self.mode == "out" and not self.after_of:
                sketch.wants.append(Want(item, at, cls=cls))
            return
        if self.sup and self.sup[0] in ("most", "fewest"):
            descending = self.sup[0] == "most"
            self._rank(Ranking("class", at, item, cls, descending=descending, limit=self.limit or 1))
            self.sup = None
            return
        if self.sup and self.sup[0] in ("commonest", "rarest"):
            if self.mode == "out" and not self.after_of:
                sketch.wants.append(Want(item, at, cls=cls))
            self._common(at, item)
            return
        if self.mode == "order" and not self.counting:
            self._rank(Ranking("name", at, item, descending=bool(self.way)))
            self.way = None
            return
        if self.functions and self.mode == "where" and self._tested(at):
            self.made, self.amounting = self.functions.pop(), True  # "with a total payment of more than 500"
            return
        if self.functions and self.mode == "out" and not self.counting:
            sketch.wants += [Want(None, at, f, hint=self.lexis.amounting) for f in self.functions]
            self.functions, self.after_of = [], True
            return
        if self.counting:
            self.counting = False
            if self.mode == "order":
                self._rank(Ranking("class", at, item, cls, descending=bool(self.way)))
                self.way = None
            elif self.mode == "where" and self._number_follows(at):
                self._count_follows(at, cls)
            else:
                sketch.wants.append(Want(item, at, "count", cls))
                self.after_of = True
            return
        if self.mode == "out" and (self.whole or not self.after_of):
            sketch.wants.append(Want(item, at, cls=cls, whole=self.whole))
            self.whole = False

    def _property(self, at: int, item: Item) -> None:
        sketch = self.sketch
        if self._part(item) and not (self.each or self.sup or self.counting or self.functions):
            sketch.parts.append((at, stem(item.text.lower())))
            return
        item = self._named_of(at, item)
        self._apart(at, item)
        if self._participle(at, item):
            self.mode = "where"
        if self.each:
            self.each = False
            sketch.groups.append(Want(item, at))
        elif self.sup:
            self._superlative(at, item)
        elif self.mode == "order":
            function = self.functions.pop() if self.functions else "count" if self.counting else ""
            self.counting = False
            self._rank(Ranking("name", at, item, function=function, descending=bool(self.way)))
            self.way = None
        elif self._tested(at):
            self.pending = item
            self.made = self.functions.pop() if self.functions and self.mode == "where" else ""
        elif self.cmp is not None and self.functions and not self.made:
            self.pending = item
            self._overall(at - 1, self.functions[-1])
        elif self.cmp is not None and self.mode == "where":
            self.pending = item
        elif self.counting:
            self.counting = False
            number = item.fits[0].name.kind == "number" and item.fits[0].name.stems[-1] not in ("id", "year", "code")
            made = self.functions.pop() if self.functions and number else "sum"  # "the average number of employees"
            sketch.wants.append(Want(item, at, made if number else "count"))
            self.after_of = True
        elif self.mode == "out":
            self._wanted(at, item)
        else:
            self._mentioned(at, item)

    def _participle(self, at: int, item: Item) -> bool:
        """Whether a property is said of what is asked for as what befell it: "stations opened between …"."""
        if self.mode != "out" or not self.sketch.wants or self.functions:
            return False
        after = self._direct(at)
        if item.verb and after is not None and after.is_sign("top") and self._next(at + 1) is None:
            return True  # "was born first"
        if not item.text.lower().endswith("ed"):
            return False
        for following in self.items[at + 1 : at + 3]:
            if following.number is not None or following.values or following.is_sign("between", *COMPARING):
                return True
            if not following.is_sign("of", "idle"):
                return False
        return False

    def _wanted(self, at: int, item: Item) -> None:
        """A property where a question says what it asks for."""
        before = self._before(at)
        flag = next((f for f in item.fits if f.name.kind == "flag" and f.score >= item.best - 0.1), None)
        if flag is not None and self.sketch.wants and before is not None and before.is_sign("=", "that", "idle"):
            self.scope.tests.append(Test(at, Op.EQ, item, flag=True))
            return
        if self.after_of and not self.functions and self.sketch.wants and not self.conj:
            self.pending = item
            self.scope.tests.append(Test(at, Op.EQ, item))
            return
        for function in self.functions or [""]:
            self.sketch.wants.append(Want(item, at, function))
        self.functions = []
        self.conj = ""

    def _mentioned(self, at: int, item: Item) -> None:
        """A property in a condition."""
        function = self.functions.pop() if self.functions else ""
        if function in ("max", "min"):
            self._rank(Ranking("name", at, item, descending=function == "max", limit=1))
            return
        self.pending = item
        flag = next((f for f in item.fits if f.name.kind == "flag"), None)
        if self._definite(at) and self._closes(at) and not function:
            self.sketch.wants.append(Want(item, at))  # "all claims with the amount settled"
            return
        if function:
            return
        if flag is not None and flag.score >= item.best - 0.1:
            self.scope.tests.append(Test(at, Op.EQ, item, flag=True))
            self.pending = None
        else:
            self.scope.tests.append(Test(at, Op.EQ, item))

    def _definite(self, at: int) -> bool:
        before = self._before(at)
        return before is not None and before.is_sign("with") and before.text.lower().endswith(" the")

    def _closes(self, at: int) -> bool:
        """Whether nothing more is said of a name."""
        after = self._direct(at)
        return after is None or after.mark or after.is_sign("order", "ascending", "descending", "alphabetical", "and")

    def _superlative(self, at: int, item: Item) -> None:
        """A property after "most", "highest", "latest" and the like."""
        assert self.sup is not None
        kind, adjective = self.sup
        asked = self.mode == "out" and not self.after_of
        falling = self._falling(adjective) if adjective else kind == "fewest"
        if self.functions and (self.mode != "out" or self.after_of):  # "with the largest average tonnage"
            function = self.functions.pop()
            self._rank(Ranking("name", at, item, function=function, descending=not falling, limit=self.limit or 1))
            self.sup = None
            return
        if adjective and not self.lexis.measures_any(adjective) and not self._measures(item, adjective):
            cls = item.fits[0].name.cls  # "the most recent treatment cost": the cost of the most recent
            self._rank(Ranking("name", at, None, cls, self._hint(), descending=True, limit=self.limit or 1))
            self.sup = None
            self._property(at, item)
            return
        if kind in ("top", "bottom") and (self.after_of or self.mode != "out"):
            self._rank(Ranking("name", at, item, descending=kind == "top", limit=self.limit or 1))
            self.sup = None
            return
        if kind in ("top", "bottom"):
            self.sketch.wants.append(Want(item, at))
            return
        if kind in ("commonest", "rarest"):
            if asked:
                self.sketch.wants.append(Want(item, at))
            self._common(at, item)
        elif asked:
            self.sketch.wants.append(Want(item, at, "min" if falling else "max"))
        else:
            self._rank(Ranking("name", at, item, descending=not falling, limit=self.limit or 1))
        self.sup = None

    def _measures(self, item: Item, adjective: str) -> bool:
        """Whether a property is what an adjective measures."""
        measured = {stem(w.lstrip("-")) for w in self.lexis.dimensions[adjective]}
        return any(measured & set(f.name.stems) for f in item.fits)

    def _apart(self, at: int, item: Item) -> None:
        """Note what a name speaks of that is said with it: the song, of "release year of the song"."""
        said = [stem(w) for w in item.text.lower().split()]
        names = [f.name for f in item.fits if said[-1] in f.name.stems and said[-1] not in f.name.own]
        owners = {f.name.cls for f in item.fits[:2] if f.name.own & set(said) and f.score >= item.best}
        self.sketch.near += [(at, cls) for cls in owners if len(owners) == 1]
        if len(said) > 2 and said[-2] in ("of", "the") and names:
            self.sketch.parts.append((at + 1, said[-1]))

    def _part(self, item: Item) -> bool:
        """Whether an item is only a part of some properties' names, not their head: a song, of song names."""
        said = stem(item.text.lower())
        parted = [f.name for f in item.fits if said in f.name.stems[:-1]]
        several = any(n.cls == other.cls and n.prop != other.prop for n in parted for other in parted)
        return item.best < 0.6 and several and len(parted) == len(item.fits)

    def _named_of(self, at: int, item: Item) -> Item:
        """The property whose "name" an item speaks of: "in a state whose name contains …"."""
        if self.mode != "where" or stem(item.text.lower()) not in ("name", "title", "titl"):
            return item
        for before in reversed(self.items[:at]):
            if before.is_sign("with", "of", "idle", "that") and not before.fits:
                continue
            texts = before.fits and self.class_of(before) is None and before.fits[0].name.kind == "text"
            return before if texts and before.best > 0.8 and before.is_sign() is False else item
        return item
