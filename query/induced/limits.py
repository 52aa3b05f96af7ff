"""The conditions of a reading: tests of values and numbers, of each of several, and what must not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Having,
    Link,
    Not,
    Op,
    Or,
    Overall,
    Spelt,
    Value,
    Var,
)
from query.induced.settle import Column, Settler
from query.induced.sketch import Scope, Sketch, Test
from query.induced.terms import Terms
from query.induced.tree import Names, Tree
from query.induced.values import Held, Values
from query.schema import DATES, NUMBERS, XSD

MEASURED = ("number", "date", "flag")  # kinds of properties of which there is an average
REVERSED = {Op.GT: Op.LT, Op.LT: Op.GT, Op.GE: Op.LE, Op.LE: Op.GE}


class Limits:
    """Builds conditions over the variables of a tree; `lost` are words that came to nothing."""

    def __init__(self, sketch: Sketch, terms: Terms, values: Values, said: frozenset[str]) -> None:
        self.sketch = sketch
        self.terms = terms
        self.schema = terms.schema
        self.values = values
        self.settler = Settler(sketch, terms)
        mentioned = frozenset(c for _, c in sketch.mentioned)
        self.tree = Tree(self.schema, Names(), said, mentioned)
        self.lost: list[str] = []
        self.having: list[Having] = []

    def _tests(self, scope: Scope, tree: Tree | None = None) -> list[Condition]:
        tree = tree or self.tree
        groups: list[list[tuple[Test, Column]]] = []
        for test in scope.tests:
            if not self._telling(test):
                continue
            column = self.settler.tested(test)
            if column is None:
                self.lost += [i.text for i in [test.item] if i] or [str(n) for n in test.numbers] or test.texts
                continue
            column = self.settler.led(column) if test.numbers or test.overall else column
            if test.function:
                self.having += self._made(test, column, tree)
            elif test in self.sketch.either and groups:
                groups[-1].append((test, column))
            else:
                groups.append([(test, column)])
        return [self._one_of(group, tree) for group in groups]

    def _made(self, test: Test, column: Column, tree: Tree) -> list[Having]:
        """Tests of a number made of the values of each: an average price above 60."""
        options = self._alternatives(test, column)
        if len(options) != 1 or not isinstance(options[0].value, Value):
            self.lost.append(test.function)
            return []
        of = Aggregate(test.function, tree.literal(column.cls, column.name.prop))
        tested = [options[0], *([options[0].upto] if options[0].upto else [])]
        return [Having(of, t.op, t.value) for t in tested if isinstance(t.value, Value)]

    def _one_of(self, group: list[tuple[Test, Column]], tree: Tree) -> Condition:
        """One or other of some tests; those of different things each hang on what is asked for by themselves."""
        if len({c.cls for _, c in group}) == 1:
            made = [self._tested(test, column, tree) for test, column in group]
            return made[0] if len(made) == 1 else Or(tuple(made))
        root = next(iter(tree.nodes.values()))
        parts: list[Condition] = []
        for test, column in group:
            branch = tree.branch(root)
            tested = self._tested(test, column, branch)
            parts.append(And((*branch.conditions, tested)))
            tree.failed = tree.failed or branch.failed
        return Or(tuple(parts))

    def _tested(self, test: Test, column: Column, tree: Tree) -> Condition:
        if column.name.kind == "thing" and test.values:
            return self._named(test, column, tree)
        options = self._alternatives(test, column)
        if (test.every or (test.joined and self._many(column.cls, tree))) and len(options) > 1:
            return self._every(column, options, tree)
        if not options:
            return And(())
        var = tree.literal(column.cls, column.name.prop)
        parts = [make(var) for make in options]
        if test.op is Op.NE and len(parts) > 1:
            return And(tuple(parts))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _many(self, cls: str, tree: Tree) -> bool:
        """Whether one thing of what is asked for may have several of a class."""
        root = next(iter(tree.nodes.values()))
        way = tree.way(root.cls, cls) if root.cls != cls else None
        return way is not None and any(step.prop.startswith("^") for step in way.steps)

    def _named(self, test: Test, column: Column, tree: Tree) -> Condition:
        """A property that leads to things of some names."""
        var = tree.literal(column.cls, column.name.prop)
        links: list[Condition] = [
            Link(var, h.prop, value_of(h)) for held in test.values for h in held if self._may_be(var.cls, h.cls)
        ]
        made = links[0] if len(links) == 1 else Or(tuple(dict.fromkeys(links)))
        return Not(made) if test.op is Op.NE else made

    def _may_be(self, one: str, other: str) -> bool:
        return self.schema.is_a(one, other) or self.schema.is_a(other, one)

    def _alternatives(self, test: Test, column: Column) -> list[_Maker]:
        op = REVERSED.get(test.op, test.op) if column.falling and not test.overall else test.op
        if test.hint and test.hint[0].startswith("-") and not test.overall:
            op = test.op if column.falling else op
        if test.flag is not None:
            yes, no = self.values.flags.get((column.name.cls, column.name.prop), (None, None))
            held = yes if test.flag else no
            value = value_of(held) if held else Value("1", XSD + "string", "yes")
            return [_Maker(Op.EQ, value)]
        if test.overall:
            other = self.settler.column(test.against, test.at, kinds=MEASURED) if test.against else column
            if other is None:
                self.lost.append(test.overall)
                return []
            return [_Maker(op, Overall(test.overall, other.cls, other.name.prop))]
        made: list[_Maker] = []
        prop = column.name.prop
        for options in test.values:
            own = [h for h in options if h.prop == prop and h.cls == column.name.cls]
            own = own or [h for h in options if h.prop == prop] or list(options[:1])
            if test.spelt is not None:
                made.append(_Maker(op, None, own[0].lexical, test.spelt))
            else:
                made += [_Maker(op, value_of(h)) for h in own]
        for text in test.texts:
            if test.spelt is not None:
                made.append(_Maker(op, None, text, test.spelt, denied=test.negated))
            else:
                made.append(_Maker(op, self._typed(text, prop)))
        for number in test.numbers:
            made += self._numbered(number, op, column)
        if test.upto is not None and made:
            (high,) = self._numbered(test.upto, Op.LE, column)[:1]
            return [_Maker(made[0].op, made[0].value, upto=high)]
        return made

    def _typed(self, text: str, prop: str) -> Value:
        info = self.schema.properties[prop]
        plain = info.datatype not in NUMBERS | DATES
        return Value(text, XSD + "string" if plain else info.datatype, f"“{text}”")

    def _numbered(self, number: Decimal, op: Op, column: Column) -> list[_Maker]:
        said = f"{number:f}"
        if column.name.kind in ("number", "flag") and (
            column.name.kind == "number" or self.schema.properties[column.name.prop].datatype in NUMBERS
        ):
            return [_Maker(op, Value(said, XSD + "decimal", said))]
        info = self.schema.properties[column.name.prop]
        if re.fullmatch(r"\d{4}", said) and column.name.kind in ("date", "text"):
            kind = info.datatype if info.datatype in DATES else XSD + "string"
            if kind == XSD + "gYear":
                return [_Maker(op, Value(said, kind, said))]
            late = "T23:59:59" if kind == XSD + "dateTime" else " 99" if kind == XSD + "string" else ""
            early = "T00:00:00" if kind == XSD + "dateTime" else ""
            if column.name.kind == "text" and not set(column.name.stems) & {"date", "time", "day", "year"}:
                return [_Maker(op, Value(said, XSD + "string", said))]
            first = Value(f"{said}-01-01{early}" if kind != XSD + "string" else said, kind, said)
            last = Value(f"{said}-12-31{late}", kind, said)
            if op is Op.EQ:
                return [_Maker(Op.GE, first, upto=_Maker(Op.LE, last))]
            return [_Maker(op, last if op in (Op.GT, Op.LE) else first)]
        return [_Maker(op, Value(said, info.datatype or XSD + "string", said))]

    def _every(self, column: Column, options: Sequence[_Maker], tree: Tree) -> Condition:
        """Each of some values, by a thing of its own: all hang on what is asked for."""
        parts: list[Condition] = [options[0](tree.literal(column.cls, column.name.prop))]
        root = next(iter(tree.nodes.values()))
        for option in options[1:]:
            branch = tree.branch(root)
            if root.cls == column.cls:
                twin = tree.names.fresh(root.cls, root.cls)
                branch.nodes = {root.cls: twin}
                branch.conditions += [
                    Link(twin, prop, value)
                    for (var, prop), value in tree.literals.items()
                    if var == root and prop != column.name.prop
                ]
            made = option(branch.literal(column.cls, column.name.prop))
            parts += [*branch.conditions, made]
        return And(tuple(parts))

    @staticmethod
    def _telling(test: Test) -> bool:
        return bool(test.numbers or test.values or test.texts or test.overall or test.flag is not None)

    def _denied(self, scope: Scope) -> list[Condition]:
        """What a negated scope says, of things of its own that hang on those asked for."""
        root = next(iter(self.tree.nodes.values()))
        main = {c for _, c in self.sketch.scopes[0].classes} | {root.cls}
        classes = [c for _, c in scope.classes if c not in main]
        if scope.counted:
            self.lost.append("not")
            return []
        if not classes and not any(self._telling(t) for t in scope.tests):
            self.lost.append("not")
            return []
        branch = self.tree.branch(root)
        for cls in classes:
            branch.node(cls)
        tests = self._tests(scope, branch)
        self.tree.failed = self.tree.failed or branch.failed
        if not tests and not branch.conditions:
            self.lost.append("not")
            return []
        return [Not(And((*branch.conditions, *tests)))]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes a condition on a variable."""

    op: Op
    value: Value | Overall | None
    letters: str = ""
    place: str = ""
    upto: _Maker | None = None
    denied: bool = False

    def __call__(self, var: Var) -> Condition:
        if self.value is None:
            made: Condition = Spelt(var, self.letters, self.place)
            return Not(made) if self.denied or self.op is Op.NE else made
        first: Condition = Compare(var, self.op, self.value)
        return And((first, self.upto(var))) if self.upto else first


def value_of(held: Held) -> Value:
    """A value of the graph's as a form says it."""
    said = f"“{held.lexical}”" if held.datatype not in NUMBERS | DATES else held.lexical
    return Value(held.lexical, held.datatype, said, held.lang)
