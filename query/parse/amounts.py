"""Dates and numbers of a reading: what is compared with them, and by which property."""

from __future__ import annotations

from dataclasses import replace

from query.form import And, Compare, Condition, InMonths, Link, Op, Or, Things, Value, Var
from query.lexicon.entries import XSD
from query.linking.numbers import Number
from query.linking.times import Time
from query.parse.hang import DEPTH, Hanger
from query.parse.needs import DateNeed, LiteralNeed, NumberNeed
from query.parse.state import State, literal_name
from query.schema import DATES, NUMBERS

LATER = 0.2  # what it costs to take a time for a period that is not there
OPS = {o.value: o for o in Op}
Test = tuple[str, Value, Value | None, tuple[str, ...]]  # how compared, with what, up to what, unit
OWN = 0.4  # what is saved where a time is of the noun that it follows
DEAR = 1000  # a bare number from which it may be of pounds


class Amounts(Hanger):
    """Meets needs of dates and numbers."""

    def _dated(self, cls: str) -> list[tuple[str, float]]:
        """The date properties that things of a class may be compared by, with what each costs."""
        own = set(self.schema.properties_of(cls))
        named = [p for p in self.named if p in own and self.schema.properties[p].datatype in DATES]
        if named:
            return [(p, 0.1) for p in named]
        usual = [p for c, p in self.settings.dates.items() if self.schema.is_a(cls, c) and p in own]
        if usual:
            return [(p, 0.35) for p in usual]
        if self.settings.dates:
            return []
        return [(p, 0.8) for p in sorted(own) if self.schema.properties[p].datatype in DATES]

    def date(self, state: State, need: DateNeed) -> list[State]:
        """States in which a time is the period of something, or something's date is compared with it."""
        said = " or ".join(t.said for t in (need.time, *need.others))
        found = self._denied_at(state, need, said) if need.within else []
        if found:
            return found
        if need.periods and need.op in ("", "=", "<="):
            things = Things(need.periods, said)
            cls = self.settings.periods.get("class", "")
            for at, node in enumerate(state.nodes):
                if at and node.var.cls == cls and node.things is None and not node.group and not need.negated:
                    fixed = self.walker.fix(state, at, things, cls)
                    found.append(fixed.at_cost(fixed.cost + 0.05))
            for new, at in self.hang(state, cls, self.group(need.negated)):
                found.append(self.walker.fix(new, at, things, cls))
        dated = need.time.first is not None and need.time.last is not None
        if not need.periods and dated and need.op in ("", "="):
            found += self._no_such_period(state, need)
        if not dated and not (need.time.months and need.op in ("", "=")):
            return found  # "by September" of no year says nothing
        for at, node in enumerate(state.nodes):
            if node.group or not node.var.cls:
                continue
            near = OWN if need.of and any(self.ways.meet(node.var.cls, cls) for cls in need.of) else 0.0
            for prop, cost in self._dated(node.var.cls):
                found.append(self._compared(state, at, prop, need, cost + DEPTH * node.depth - near))
        return found

    def _denied_at(self, state: State, need: DateNeed, said: str) -> list[State]:
        """States in which what is denied is denied of a time only: "no target for 2011-12"."""
        period = self.settings.periods.get("class", "")
        found: list[State] = []
        for at, node in enumerate(state.nodes):
            if not node.group or node.things is not None or not node.var.cls:
                continue
            for cost, way in self.cheapest(node.var.cls, period) if need.periods and need.op in ("", "=", "<=") else ():
                walked = self.walker.walk(state, at, way, node.group) if len(way.steps) == 1 else None
                if walked is not None:
                    fixed = self.walker.fix(*walked, Things(need.periods, said), period)
                    found.append(fixed.at_cost(fixed.cost + cost))
            if need.time.first is not None or (need.time.months and need.op in ("", "=")):
                dated = self._dated(node.var.cls)
                found += [self._compared(state, at, prop, need, cost, group=node.group) for prop, cost in dated]
        return found

    def _no_such_period(self, state: State, need: DateNeed) -> list[State]:
        """States in which what is asked for is of a stretch of time of which nothing is: understood, and nothing."""
        cls, ends = (self.settings.periods.get(k, "") for k in ("class", "ends"))
        found = []
        for new, at in self.hang(state, cls, self.group(need.negated), best=2) if ends else ():
            found.append(self._compared(new, at, ends, need, LATER))
        return found

    def _compared(self, state: State, at: int, prop: str, need: DateNeed, cost: float, *, group: int = 0) -> State:
        """A date property compared as the question says; "in" a stretch of time is from its first to its last day.

        `group`: the negation that it stands in, where it is none of its own.
        """
        group = group or self.group(need.negated)
        var = literal_name(prop, state)
        datatype = self.schema.properties[prop].datatype or XSD + "date"
        pick = "max" if prop in self.settings.last_of else ""
        state = state.with_condition(Link(state.nodes[at].var, prop, var, pick), group, cost)
        tests = [tests_of(var, need.op, time, datatype) for time in (need.time, *need.others)]
        if len(tests) > 1:
            tests = [(Or(tuple(t[0] if len(t) == 1 else And(t) for t in tests)),)]
        for test in tests[0]:
            state = state.with_condition(test, group, 0.0)
        return replace(state, props=state.props | {prop})

    def number(self, state: State, need: NumberNeed) -> list[State]:
        """States in which something's number is compared with the question's."""
        if need.noun is not None or need.op == "name":
            return []
        wanted = self.settings.money if need.number.money else self.settings.numbers
        if need.number.value >= DEAR and not need.number.percent:
            wanted = (*wanted, *self.settings.money)  # "actions over a million" are so dear
        named = [
            p for p in self.named if self.schema.properties[p].literal and self.schema.properties[p].datatype in NUMBERS
        ]
        found: list[State] = []
        value = number_value(need.number)
        upto = number_value(need.upto) if need.upto else None
        test = (need.op, value, upto, self.settings.percent if need.number.percent else ())
        for prop in dict.fromkeys(named or wanted):
            for at, node in enumerate(state.nodes):
                if node.group or not node.var.cls:
                    continue
                if prop in self.schema.properties_of(node.var.cls):
                    found.append(self._numbered(state, at, prop, test, DEPTH * node.depth))
            for holder in sorted(self.schema.holders(prop)):
                for new, at in self.hang(state, holder, 0):
                    found.append(self._numbered(new, at, prop, test, 0.0))
        return found

    def literal(self, state: State, need: LiteralNeed) -> list[State]:
        """A number that things are ordered by, of the thing itself or of one near it."""
        found: list[State] = []
        for rank, prop in enumerate(need.props):
            for at, node in enumerate(state.nodes):
                if not node.group and node.var.cls and prop in self.schema.properties_of(node.var.cls):
                    found.append(self._valued(state, at, prop, 0.1 * rank + DEPTH * node.depth))
            for holder in sorted(self.schema.holders(prop)):
                for new, at in self.hang(state, holder, 0, best=2):
                    found.append(self._valued(new, at, prop, 0.1 * rank))
        return found

    def _valued(self, state: State, at: int, prop: str, cost: float) -> State:
        var = literal_name(prop, state)
        pick = "max" if prop in self.settings.last_of else ""
        state = state.with_condition(Link(state.nodes[at].var, prop, var, pick), 0, cost)
        return replace(state, props=state.props | {prop})

    def _numbered(self, state: State, at: int, prop: str, test: Test, cost: float) -> State:
        """A number compared; one with a unit is compared with such numbers only."""
        var = literal_name(prop, state)
        state = state.with_condition(Link(state.nodes[at].var, prop, var), 0, cost)
        unit = test[3]
        if unit and unit[0] in self.schema.properties_of(state.nodes[at].var.cls):
            state = state.with_condition(
                Link(state.nodes[at].var, unit[0], Value(unit[1], XSD + "string", unit[1])), 0, 0.0
            )
        state = state.with_condition(Compare(var, OPS.get(test[0], Op.EQ), test[1]), 0, 0.0)
        if test[2] is not None:
            state = state.with_condition(Compare(var, Op.LE, test[2]), 0, 0.0)
        return replace(state, props=state.props | {prop})


def number_value(number: Number) -> Value:
    """A number of a question as a value to compare with."""
    return Value(f"{number.value:f}", XSD + "decimal", number.said)


def tests_of(var: Var, op: str, time: Time, datatype: str) -> tuple[Condition, ...]:
    """What must hold of a date for it to stand so to a time; a time of no year is its months."""
    if time.first is None:
        return (InMonths(var, time.months, time.said, time.day),)
    first = Value(str(time.first), datatype, time.said)
    last = Value(str(time.last), datatype, time.said)
    match op:
        case "<":
            return (Compare(var, Op.LT, first),)
        case "<=":
            return (Compare(var, Op.LE, last),)
        case ">":
            return (Compare(var, Op.GT, last),)
        case ">=":
            return (Compare(var, Op.GE, first),)
        case _ if time.first == time.last:
            return (Compare(var, Op.EQ, first),)
        case _:
            return (Compare(var, Op.GE, first), Compare(var, Op.LE, last))
