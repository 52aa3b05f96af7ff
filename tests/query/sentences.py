"""Forms such as questions have, made at random: every operator, over every class and property that a world has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from query.conditions import conjuncts, positive
from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Extreme,
    Form,
    Having,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Order,
    Task,
    TextMatch,
    Things,
    Value,
    Var,
)
from query.parse.context import Context, context_of
from query.parse.special import wording_of
from query.schema import DATES, NUMBERS, XSD, Edge
from query.world import World
from tests.query.fixture import gt
from tests.query.sameness import meaning

KINDS = ("listed", "counted", "asked", "grouped", "averaged", "having", "ranked", "highest", "most_in_all",
         "put_in_order", "summed", "shown", "valued", "defined", "connected", "shared", "alike",
         "compared", "first_of_all")  # fmt: skip
COUNTING = (Op.GT, Op.GE, Op.LT, Op.LE)


@dataclass
class Sentences:
    """Makes forms from one source of chance."""

    world: World
    chance: Random

    def __post_init__(self) -> None:
        self.said: set[str] = set()
        self.context: Context = context_of(self.world)
        self.schema = self.context.schema
        self.number = count(1)
        self.things: Mapping[str, list[Things]] = _named(self.context)
        hidden = {c for c, info in self.schema.classes.items() if info.hidden}
        self.edges = [
            e
            for e in self.schema.edges
            if e.source not in hidden and e.target not in hidden and e.source in self.schema.classes and e.count
            and e.prop in self.schema.properties and e.source.startswith(gt("")) and e.prop.startswith(gt(""))
            and not self.schema.properties[e.prop].uncertain
        ]  # fmt: skip
        self.classes = sorted({e.source for e in self.edges if self._facts(e.source)})

    def form(self, kind: str) -> Form:
        """A form of one of `KINDS`."""
        make: Callable[[], Form | None] = getattr(self, kind)
        while (made := make()) is None:
            self.said = set()
        return made

    # kinds of forms

    def listed(self) -> Form | None:
        target = self.var(self.chance.choice(self.classes))
        self.said |= {p for props in self.context.settings.shows.values() for p in props}
        if not any(e.prop not in self.said for e in self._facts(target.cls)):
            return None
        return self._shows(Form(Task.LIST, target, self._all(self.facts(target, self.chance.choice((1, 1, 2, 3))))))

    def alike(self) -> Form | None:
        """What leads to the same as a thing that is named."""
        shows = self.context.settings.shows
        edge = self.chance.choice(self.edges)
        named = self.things.get(edge.source)
        if not named or not edge.target or edge.source in shows or edge.target in shows:
            return None
        if self.schema.properties[edge.prop].parents:
            return None  # from the other end it is said as what it is a kind of is
        target, same, known = self.var(edge.source), self.var(edge.target), self.chance.choice(named)
        back = Link(same, (f"^{edge.prop}",), known)
        where = And((Link(target, edge.prop, same), back, Compare(target, Op.NE, known)))
        return Form(self.chance.choice((Task.LIST, Task.COUNT)), target, where)

    def counted(self) -> Form | None:
        target = self.var(self.chance.choice(self.classes))
        return Form(Task.COUNT, target, self._all(self.facts(target, self.chance.choice((1, 2)))))

    def asked(self) -> Form | None:
        target = self.var(self.chance.choice(self.classes))
        return Form(Task.YES_NO, target, self._all(self.facts(target, self.chance.choice((1, 2)))))

    def compared(self) -> Form | None:
        """Whether one value is more than another of the same property."""
        one, value, link = self._value(NUMBERS)
        other, number = self.var(one.cls), self.literal(str(link.prop))
        far = replace(link, subject=other, object=number)
        test = Compare(value, self.chance.choice((Op.GT, Op.LT)), number)
        facts = [*self.facts(one, 1), *self.facts(other, 1)]
        return Form(Task.YES_NO, one, self._all([*facts, link, far, test]))

    def shared(self) -> Form | None:
        target = self.var(self.chance.choice(self.classes))
        whole = self.facts(target, 1)
        self.said |= {str(c.prop) for part in whole for c in positive(part) if isinstance(c, Link)}
        said = [f for f in self.facts(target, 1) if not isinstance(f, Not)] or whole
        both = self._all([*whole, *said])
        if meaning(Form(Task.LIST, target, both)) == meaning(Form(Task.LIST, target, self._all(whole))):
            return None
        return Form(self.chance.choice((Task.COUNT, Task.YES_NO)), target, both, whole=self._all(whole))

    def grouped(self) -> Form | None:
        found = self._joined()
        if found is None:
            return None
        target, other, link = found
        # counted by heading, what stands under lower headings counts too
        link = replace(link, reach=self.context.settings.downwards.get(str(link.prop), ""))
        return Form(Task.COUNT, target, self._all([*self.facts(target, 1), link]), group_by=other)

    def averaged(self) -> Form | None:
        form = self.grouped()
        return form and replace(form, over="avg")

    def having(self) -> Form | None:
        found = self._joined()
        if found is None:
            return None
        target, other, link = found
        self.said |= {p for props in self.context.settings.shows.values() for p in props}
        size = str(self.chance.randint(1, 9))
        test = Having(Aggregate("count", other), self.chance.choice(COUNTING), Value(size, XSD + "integer", size))
        return self._shows(Form(Task.LIST, target, self._all([*self.facts(target, 1), link]), having=(test,)))

    def ranked(self) -> Form | None:
        found = self._joined()
        if found is None:
            return None
        target, other, link = found
        order = Order(other, "count", self.chance.random() < 0.7, self.chance.choice((1, 3)))
        return Form(Task.LIST, target, self._all([*self.facts(target, 1), link]), order=order)

    def first_of_all(self) -> Form | None:
        """Whether one thing alone has the most."""
        form = self.ranked()
        if form is None or form.order is None or not self.things.get(form.target.cls):
            return None
        only = self.chance.choice(self.things[form.target.cls])
        return replace(form, task=Task.YES_NO, order=replace(form.order, limit=1), only=only)

    def highest(self) -> Form | None:
        return self._ordered(self.chance.choice((1, 1, 3)))

    def most_in_all(self) -> Form | None:
        """Those whose numbers make the greatest sum, or average."""
        holder, value, link = self._value(NUMBERS)
        edges = [e for e in self.edges if e.target == holder.cls and self._facts(e.source)]
        if not edges:
            return None
        edge = self.chance.choice(edges)
        target = self.var(edge.source)
        order = Order(value, self.chance.choice(("sum", "avg")), self.chance.random() < 0.7, self.chance.choice((1, 3)))
        where = [*self.facts(target, 1), Link(target, edge.prop, holder), link]
        return Form(Task.LIST, target, self._all(where), order=order)

    def put_in_order(self) -> Form | None:
        return self._ordered(None)

    def summed(self) -> Form | None:
        target, value, link = self._value(NUMBERS)
        function = self.chance.choice(("sum", "avg"))
        where = self._all([*self.facts(target, 1), link])
        return Form(Task.AGGREGATE, target, where, aggregates=(Aggregate(function, value),))

    def shown(self) -> Form | None:
        target = self.var(self.chance.choice(self.classes))
        columns: list[Var] = []
        extra: list[Condition] = []
        plain = [e for e in self._facts(target.cls) if not self._rivals(e)]
        for edge in self.chance.sample(plain, min(2, len(plain))):
            var = self.var(edge.target) if edge.target else self.literal(edge.prop)
            columns.append(var)
            extra.append(Maybe(Link(target, edge.prop, var)))
        facts = [
            f
            for f in self.facts(target, 1)
            if not any(isinstance(c, Link) and not isinstance(c.object, Things) for c in conjuncts(f))
        ]
        if not columns or not facts:
            return None
        return Form(Task.LIST, target, self._all([*facts, *extra]), columns=tuple(columns))

    def valued(self) -> Form | None:
        target, value, link = self._value(NUMBERS | DATES)
        return Form(Task.LIST, value, self._all([link, *self.facts(target, 1)]), columns=(target,))

    def defined(self) -> Form | None:
        cls = self.chance.choice(self.context.settings.defined)
        if not self.things[cls]:
            return None
        var = Var("thing", cls)
        columns, more = wording_of(var, self.context)
        named = Compare(var, Op.EQ, self.chance.choice(self.things[cls]))
        return Form(Task.DEFINE, var, self._all([named, *more]), columns=columns)

    def connected(self) -> Form | None:
        one, other = (self.chance.choice([c for c in self.things if self.things[c]]) for _ in range(2))
        ends = Var("from", one), Var("to", other)
        named = [self.chance.choice(self.things[v.cls]) for v in ends]
        where = tuple(Compare(v, Op.EQ, t) for v, t in zip(ends, named, strict=True))
        return Form(Task.PATH, ends[0], And(where), columns=ends[1:]) if named[0].iris != named[1].iris else None

    # their parts

    def facts(self, var: Var, most: int, depth: int = 0) -> list[Condition]:
        """A few things said of a variable, each by a property of its own."""
        edges = [e for e in self._facts(var.cls) if e.prop not in self.said]
        chosen = self.chance.sample(edges, min(most, len(edges)))
        found = [self.fact(var, e.prop, e.target, depth) for e in chosen]
        return list(dict.fromkeys(found))

    def any_of(self, cls: str, prop: str) -> Things:
        """A known thing; a heading with all that is under it, where the property means those too."""
        known = self.chance.choice(self.things[cls])
        below = self.context.names.below if prop in self.context.settings.downwards else {}
        return replace(
            known, iris=tuple(dict.fromkeys((*known.iris, *(b for i in known.iris for b in below.get(i, ())))))
        )

    def fact(self, var: Var, prop: str, end: str, depth: int) -> Condition:
        """Something said of a variable by a property."""
        info = self.schema.properties[prop]
        if info.literal:
            value = self.literal(prop)
            pick = "max" if prop in self.context.settings.last_of else ""
            link = Link(var, prop, value, pick)
            return And((link, Compare(value, self.chance.choice(COUNTING), self._literal(info.datatype))))
        known = Link(var, prop, self.any_of(end, prop)) if self.things[end] else None
        draw = self.chance.random()
        if known is None or draw < 0.15:
            return Not(Link(var, prop, self.var(end)))
        if draw < 0.3:
            return Not(known)
        if draw < 0.4 and len(self.things[end]) > 1:
            one, other = self.any_of(end, prop), self.any_of(end, prop)
            return Or((Link(var, prop, one), Link(var, prop, other))) if one != other else known
        if draw < 0.6 and depth < 1 and self._facts(end):
            other_var = self.var(end)
            return self._all([Link(var, prop, other_var), *self.facts(other_var, 1, depth + 1)])
        if draw < 0.7 and self.schema.is_a(var.cls, gt("Action")):
            return self._mention(var)
        latest = self.context.settings.latest.get(var.cls)
        if draw < 0.8 and latest:
            return Extreme(
                var, latest if len(latest) > 1 else latest[0], self.context.settings.latest_within.get(var.cls, ())
            )
        return known

    def _mention(self, var: Var) -> Condition:
        words = (self.chance.choice(("abuse", "website", "mentors", "safety")),)
        near = self.var(gt("Objective"))
        elsewhere = And((Link(var, gt("objective"), near), TextMatch(near, words)))
        return Or((TextMatch(var, words), elsewhere))

    def _joined(self) -> tuple[Var, Var, Link] | None:
        edge = self.chance.choice([e for e in self.edges if e.target and self._facts(e.source)])
        if edge.target not in self.schema.classes or edge.target == edge.source:
            return None
        target, other = self.var(edge.source), self.var(edge.target)
        # said once only, and of no other of the kind: what is counted would not be known from it
        self.said |= {e.prop for e in self.edges if e.target == edge.target}
        return target, other, Link(target, edge.prop, other)

    def _ordered(self, limit: int | None) -> Form | None:
        target, value, link = self._value(NUMBERS | DATES)
        order = Order(value, "", self.chance.random() < 0.5, limit)
        where = self._all([*self.facts(target, 1), link])
        return Form(Task.LIST, target, where, order=order)

    def _value(self, kinds: frozenset[str]) -> tuple[Var, Var, Link]:
        edge = self.chance.choice([e for e in self.edges if self.schema.properties[e.prop].datatype in kinds])
        target, value = self.var(edge.source), self.literal(edge.prop)
        pick = "max" if edge.prop in self.context.settings.last_of else ""
        self.said.add(edge.prop)
        return target, value, Link(target, edge.prop, value, pick)

    def _shows(self, form: Form) -> Form:
        """The form with the columns that questions about such things have."""
        wanted = next((p for c, p in self.context.settings.shows.items() if form.target.cls == c), ())
        props = [p for p in wanted if p in self.schema.properties_of(form.target.cls)]
        shown = {p: self._end(p) for p in props}
        where = self._all([*conjuncts(form.where), *(Maybe(Link(form.target, p, v)) for p, v in shown.items())])
        return replace(form, where=where, columns=tuple(shown.values()))

    def _end(self, prop: str) -> Var:
        """A variable of what a property leads to."""
        return self.literal(prop) if self.schema.properties[prop].literal else self.var(min(self.schema.range(prop)))

    def _facts(self, cls: str) -> list[Edge]:
        found: dict[str, Edge] = {}
        for e in self.edges:
            info = self.schema.properties[e.prop]
            useful = e.target in self.schema.classes if e.target else info.datatype in NUMBERS | DATES
            if e.source == cls and useful and e.prop not in found:
                found[e.prop] = e
        return list(found.values())

    def _rivals(self, edge: Edge) -> bool:
        """Whether another property leads to the same kind of thing."""
        return bool(edge.target) and any(
            e.prop != edge.prop
            and e.source == edge.source
            and e.target
            and self.context.ways.meet(e.target, edge.target)
            for e in self.edges
        )

    def _literal(self, datatype: str) -> Value:
        if datatype in DATES:
            day = date(2009, 1, 1) + timedelta(self.chance.randint(0, 900))
            return Value(str(day), datatype, f"{day.day} {day:%B %Y}")
        size = self.chance.randint(2, 900)
        return Value(str(size), XSD + "decimal", f"{size:,}")

    def _all(self, parts: list[Condition]) -> Condition:
        flat = tuple(dict.fromkeys(c for p in parts for c in conjuncts(p)))
        return flat[0] if len(flat) == 1 else And(flat)

    def var(self, cls: str) -> Var:
        return Var(f"{cls.rpartition('#')[2].lower()}_{next(self.number)}", cls)

    def literal(self, prop: str) -> Var:
        return Var(f"{prop.rpartition('#')[2].lower()}_{next(self.number)}")


def _named(context: Context) -> Mapping[str, list[Things]]:
    """The things of each class that one name of one word or more means, and no other thing of the class."""
    found: defaultdict[str, dict[str, Things]] = defaultdict(dict)
    words = Counter(named.label for named in context.names.all())
    for named in context.names.all():
        if len(named.iris) == 1 and named.held and words[named.label] == 1 and ":" not in named.label:
            found[named.cls].setdefault(named.iris[0], Things(named.iris, named.label))
    return defaultdict(list, {c: list(things.values()) for c, things in found.items()})
