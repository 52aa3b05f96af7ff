"""The words of a form: its nouns, the properties it walks and the tests it makes, in English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from query.conditions import conjuncts, own_variables, unfolded
from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Form,
    Having,
    InMonths,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Overall,
    Spelt,
    TextMatch,
    Things,
    Value,
    Var,
)
from query.phrases import Said, bounds, last_step, listing, plural, say_comparison, say_property, within
from query.schema import DATES, XSD, Schema

SPELT = {"start": "the beginning ", "end": "the end "}
AGGREGATES = {"count": "number of", "sum": "total", "avg": "average", "min": "least", "max": "greatest"}


class Wording:
    """What the parts of one form are called, whatever sentence they stand in."""

    def __init__(self, form: Form, schema: Schema) -> None:
        self.form = form
        self.schema = schema
        self.where = unfolded(form.where)
        self.met: set[Var] = set()
        self.nested = 0  # nouns said so far, each after all that is said of it
        self.shared: set[Var] = set()
        self.alike: dict[Var, list[str]] = {}  # what the far end of a gap has the same as the near one

    def noun(self, var: Var) -> str:
        """What a variable is called."""
        if var.cls:
            return self.schema.class_label(var.cls)
        for condition in self.links():
            if condition.object == var:
                return self.range_noun(condition.prop)
            if condition.subject == var and var != self.form.target:
                found = self.schema.domain(last_step(condition.prop).lstrip("^"))
                return self.schema.class_label(next(iter(found))) if len(found) == 1 else "thing"
        return var.name.replace("_", " ")

    def range_noun(self, prop: str | tuple[str, ...]) -> str:
        """What the values of a property are: their class, where they are things of one class."""
        step = last_step(prop)
        bare = step.lstrip("^")
        info = self.schema.properties.get(bare)
        classes = self.schema.domain(bare) if step != bare else self.schema.range(bare)
        if info and not info.literal and len(classes) == 1:
            return self.schema.class_label(next(iter(classes)))
        return self.property_noun(prop)

    def rivals(self, link: Link) -> bool:
        """Whether another property leads from the subject to the same kind of thing, so that it must be named."""
        end = link.object
        if not isinstance(end, Var) or not end.cls or not isinstance(link.prop, str) or link.prop.startswith("^"):
            return False
        return any(
            p != link.prop and any(self.schema.is_a(end.cls, c) for c in self.schema.properties[p].ranges)
            for p in self.schema.properties_of(link.subject.cls)
            if p in self.schema.properties and not self.schema.properties[p].literal
        )

    def links(self) -> Iterable[Link]:
        """Every link of the form, denied ones too."""
        todo: list[Condition] = [self.where]
        while todo:
            match todo.pop(0):
                case Link() as link:
                    yield link
                case And(parts=parts) | Or(parts=parts):
                    todo = [*parts, *todo]
                case Not(part=part) | Maybe(part=part):
                    todo = [part, *todo]

    def property_noun(self, prop: str | tuple[str, ...]) -> str:
        """What a value of a property is called."""
        return say_property(self.schema, last_step(prop).lstrip("^")).noun

    def owner(self, var: Var) -> str:
        """What has the value that a variable stands for."""
        link = next((c for c in self.links() if c.object == var), None)
        return self.noun(link.subject) if link else "the other"

    def is_date(self, var: Var) -> bool:
        """Whether a variable stands for dates."""
        for link in self.links():
            if link.object == var:
                info = self.schema.properties.get(last_step(link.prop).lstrip("^"))
                return bool(info and info.datatype in DATES)
        return False

    def test(self, condition: Compare | TextMatch | InMonths | Spelt) -> str:
        """What a condition asks of a literal."""
        match condition:
            case InMonths(said=said, day=day):
                return f"{'on' if day else 'in'} {said} of any year"
            case TextMatch(alternatives=words):
                return f"about {self.quoted(words)}"
            case Spelt(letters=letters, place=place):
                return f"spelt with {SPELT.get(place, '')}“{letters}”"
            case Compare(op=op, right=Overall(function=function, cls=cls, prop=prop)):
                made = f"{AGGREGATES[function]} {self.property_noun(prop)}"
                whole = plural(self.schema.class_label(cls))
                return f"{say_comparison(op, XSD + 'decimal')} the {made} of all {whole}"
            case Compare(op=op, right=Value(said=said, datatype=datatype)):
                return f"{say_comparison(op, datatype)} {said}".strip()
            case Compare(op=op, right=Things(label=label)):
                return f"{say_comparison(op, '')} {label}".strip()
            case Compare(op=op, right=Var() as other):
                kind = XSD + ("date" if self.is_date(other) else "decimal")
                how = "the same as" if op is Op.EQ else say_comparison(op, kind)
                return f"{how} the {self.noun(other)} of {self.owner(other)}"
        return ""

    def tests(self, conditions: Sequence[Condition], var: Var) -> list[str]:
        """What each of some conditions asks of a literal; none where one asks something else."""
        mine = [
            c
            for c in conditions
            if isinstance(c, Compare | TextMatch | InMonths | Spelt) and own_variables(c)[0] == var
        ]
        if len(mine) < len(conditions):
            return []
        spans = within(mine)
        return [f"in {said}" for said in spans] + [self.test(c) for c in mine if not bounds(c, spans)]

    def literal_tests(self, var: Var, left: list[Condition]) -> str:
        """What is asked of a literal: " is on or before 31 December 2009"."""
        tests = []
        for either in [c for c in left if isinstance(c, Or) and own_variables(c) == (var,)]:
            branches = [self.tests(conjuncts(part), var) for part in either.parts]
            if all(branches):
                left.remove(either)
                tests.append(listing([listing(b) for b in branches], "or"))
        mine = [c for c in left if isinstance(c, Compare | TextMatch | InMonths | Spelt) and own_variables(c)[0] == var]
        for condition in mine:
            left.remove(condition)
        tests += self.tests(mine, var)
        return f" is {listing(tests)}" if tests else ""

    def said(self, prop: str | tuple[str, ...]) -> tuple[Said, bool]:
        """How a property is said, and whether it is walked against its direction."""
        if isinstance(prop, tuple):
            if len(prop) == 1:
                return self.said(prop[0])
            nouns = [say_property(self.schema, p.lstrip("^")).noun for p in prop]
            path = ", its ".join(nouns)
            return Said(f"with {path} {{}}", f"that are {path} of {{}}", nouns[-1]), False
        return say_property(self.schema, prop.lstrip("^")), prop.startswith("^")

    @staticmethod
    def fill(template: str, text: str) -> str:
        """A template with its place filled."""
        return template.replace("{}", text) if "{}" in template else template

    @staticmethod
    def quoted(words: tuple[str, ...]) -> str:
        """Wordings of which any will do."""
        shown = [f"“{w}”" for w in dict.fromkeys(words)]
        return listing(shown[:4] + (["the like"] if len(shown) > 4 else []), "or") or "nothing"

    @staticmethod
    def depth(link: Link) -> str:
        """How far down a link reaches."""
        return " at any depth" if link.reach else ""

    def counted(self, having: Having) -> str:
        """What a number is of."""
        if having.aggregate.function != "count":
            return self.aggregate(having.aggregate)
        noun = self.noun(having.aggregate.var)
        return noun if having.value.lexical == "1" else plural(noun)

    def aggregate(self, aggregate: Aggregate) -> str:
        """What a computed number is called."""
        return f"{AGGREGATES[aggregate.function]} {self.noun(aggregate.var)}"
