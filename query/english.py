"""From a logical form to one English sentence: what a question was taken to mean. Total: every form prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from query.conditions import conjuncts, own_variables, unfolded
from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Extreme,
    Form,
    Gap,
    Having,
    InMonths,
    Is,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Task,
    TextMatch,
    Things,
    Value,
    Var,
)
from query.mentions import take_mentions
from query.phrases import (
    PHRASE,
    Said,
    an,
    bounds,
    last_step,
    listing,
    negated,
    plural,
    say_comparison,
    say_property,
    superlative,
    weight,
    within,
)
from query.schema import DATES, XSD, Schema

AGGREGATES = {"count": "number of", "sum": "total", "avg": "average", "min": "least", "max": "greatest"}


def interpret(form: Form, schema: Schema) -> str:
    """The sentence, without a full stop."""
    printer = _Printer(form, schema)
    sentence = printer.sentence()
    return sentence[:1].upper() + sentence[1:]


class _Printer:
    """Prints one form: a noun phrase for the target, with a restriction for each condition it hangs on."""

    def __init__(self, form: Form, schema: Schema) -> None:
        self.form = form
        self.schema = schema
        self.where = unfolded(form.where)
        self.met: set[Var] = set()
        self.shared: set[Var] = set()
        self.alike: dict[Var, list[str]] = {}  # what the far end of a gap has the same as the near one

    def sentence(self) -> str:
        form = self.form
        left = list(conjuncts(self.where))
        for gap in [c for c in left if isinstance(c, Gap)]:
            self.set_apart(gap, left)
        match form.task:
            case Task.YES_NO:
                return f"whether there are {self.whole(form.target, left)}{self.having()}"
            case Task.DEFINE:
                label = self.identity(form.target, left)
                return f"what {' '.join([label, *self.restrictions(form.target, left)])} means"
            case Task.PATH:
                ends = [self.identity(v, left) for v in (form.target, *form.columns[:1])]
                places = "".join(f" in {self.identity(v, left)}" for v in form.columns[1:])
                return f"how {' connects to '.join(ends)}{places}" + self.rest(left)
            case Task.COUNT | Task.AGGREGATE:
                text = self.aggregates(left)
            case Task.LIST:
                text = self.whole(form.target, left)
        return text + self.columns() + self.having() + self.ordered()

    def aggregates(self, left: list[Condition]) -> str:
        wanted = self.form.aggregates or (Aggregate("count", self.form.target),)
        values = [a for a in wanted if a.var != self.form.target]
        self.met |= {a.var for a in values}
        nouns = {a.var: self.noun(a.var) for a in values}
        subject = self.whole(self.form.target, left)
        parts = [f"{AGGREGATES[a.function]} {nouns[a.var]}" for a in values]
        if len(values) < len(wanted):
            parts.append("number")
        text = f"{listing(parts)} of {subject}"
        group = self.form.group_by
        if group and self.form.over:
            return f"{AGGREGATES[self.form.over].removesuffix(' of')} {text} for each {self.noun(group)}"
        return f"{text}, for each {self.noun(group)}" if group else text

    def columns(self) -> str:
        form = self.form
        if form.task is Task.PATH:
            return ""
        extra = [self.noun(v) for v in form.columns if v != form.target]
        return f", with their {listing(extra)}" if extra else ""

    def having(self) -> str:
        tests = [f"{say_comparison(h.op, h.value.datatype)} {h.value.said} {self.counted(h)}" for h in self.form.having]
        return f", only those with {listing(tests)}" if tests else ""

    def counted(self, having: Having) -> str:
        if having.aggregate.function != "count":
            return self.aggregate(having.aggregate)
        noun = self.noun(having.aggregate.var)
        return noun if having.value.lexical == "1" else plural(noun)

    def aggregate(self, aggregate: Aggregate) -> str:
        return f"{AGGREGATES[aggregate.function]} {self.noun(aggregate.var)}"

    def ordered(self) -> str:
        order = self.form.order
        if not order:
            return ""
        many = order.limit is not None and order.limit > 1
        head = f"the {order.limit}" if many else "those"
        if order.aggregate == "count":
            noun = plural(self.noun(order.var))
            amount = "most" if order.descending else "fewest"
        else:
            noun = self.aggregate(Aggregate(order.aggregate, order.var)) if order.aggregate else self.noun(order.var)
            date = not order.aggregate and self.is_date(order.var)
            amount = superlative(order.descending, date=date)
        if order.limit is None:
            return f", those with the {amount} {noun} first"
        return f", {head} with the {amount} {noun}"

    # Noun phrases

    def whole(self, target: Var, left: list[Condition]) -> str:
        """The target with every condition said, whatever it hangs on."""
        if not target.cls:
            source = next((c for c in left if isinstance(c, Link) and c.object == target), None)
            if source:
                left.remove(source)
                self.met.add(target)
                own = self.literal_tests(target, left)
                text = f"{plural(self.property_noun(source.prop))} of {self.phrase(source.subject, left)}{own}"
                return text + self.rest(left)
            gap = next((c for c in left if isinstance(c, Gap) and c.var == target), None)
            if gap:
                left.remove(gap)
                ends = [self.valued(v, left) for v in (gap.one, gap.other)]
                return f"gaps between {' and '.join(ends)}{self.literal_tests(target, left)}{self.rest(left)}"
        return self.phrase(target, left) + self.rest(left)

    def set_apart(self, gap: Gap, left: list[Condition]) -> None:
        """Keep what the two ends of a gap share, to be said once."""
        ends = [next((c.subject for c in self.links() if c.object == v), None) for v in (gap.one, gap.other)]
        near, far = ends
        if near is None or far is None or near == far:
            return
        shared = [
            c
            for c in left
            if isinstance(c, Link)
            and c.subject == far
            and any(c == replace(d, subject=far) for d in self.links() if d.subject == near)
        ]
        for link in shared:
            left.remove(link)
        self.shared |= {c.object for c in shared if isinstance(c.object, Var)}
        self.alike[far] = [self.range_noun(link.prop) for link in shared]

    def valued(self, var: Var, left: list[Condition]) -> str:
        """A number and what it is of: "the value of observations of Northam"."""
        source = next((c for c in left if isinstance(c, Link) and c.object == var), None)
        if source is None:
            return f"the {self.noun(var)}"
        left.remove(source)
        alike = self.alike.get(source.subject, [])
        same = f" with the same {listing(alike)}" if alike else ""
        return f"the {self.property_noun(source.prop)} of {self.phrase(source.subject, left)}{same}"

    def apart(self, gap: Gap, near: Var, left: list[Condition]) -> str:
        """How far a number of what is described is from another."""
        self.met |= {gap.var, near}
        other = self.valued(gap.other if near == gap.one else gap.one, left)
        tests = self.literal_tests(gap.var, left)
        return f"whose gap to {other}{tests}" if tests else f"with a gap to {other}"

    def identity(self, var: Var, left: list[Condition]) -> str:
        for condition in left:
            match condition:
                case Compare(left=at, op=Op.EQ, right=Things(label=label)) if at == var:
                    left.remove(condition)
                    return label
        return self.phrase(var, left)

    def noun(self, var: Var) -> str:
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

    def links(self) -> Iterable[Link]:
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
        return say_property(self.schema, last_step(prop).lstrip("^")).noun

    def phrase(self, var: Var, left: list[Condition], *, number: str = "plural") -> str:
        """A variable as a noun phrase, taking the conditions that it is in out of `left`."""
        name = self.noun(var)
        if var in self.met:
            return f"the same {name}"
        self.met.add(var)
        restrictions = self.restrictions(var, left)
        head = plural(name) if number == "plural" else name
        return " ".join([head, *restrictions])

    def restrictions(self, var: Var, left: list[Condition]) -> list[str]:
        """What is said of a variable; its conditions leave `left`. Short ones come first, so the rest hangs well."""
        said: list[str] = []
        for places, groups in take_mentions(var, left).items():
            nouns = [self.range_noun(p) for p in places]
            where = f", themselves or in their {listing(nouns, 'or')}" if nouns else ""
            said.append(f"that mention {listing([self.quoted(words) for words in groups])}{where}")
        while mine := next((c for c in left if var in self.subjects(c)), None):
            left.remove(mine)
            text = self.restriction(var, mine, left)
            if text:
                said.append(text)
        ordered = sorted(said, key=weight)
        return [
            f"and {text}" if i and weight(text) == weight(ordered[i - 1]) >= PHRASE else text
            for i, text in enumerate(ordered)
        ]

    @staticmethod
    def subjects(condition: Condition) -> tuple[Var, ...]:
        """The variables of which a condition can be said."""
        return own_variables(condition)

    def restriction(self, var: Var, condition: Condition, left: list[Condition]) -> str:
        match condition:
            case Is(cls=cls):
                return f"that are {plural(self.schema.class_label(cls))}" if cls != var.cls else ""
            case Link():
                return self.link(var, condition, left)
            case Compare():
                return self.compare(var, condition)
            case TextMatch(var=at, alternatives=words):
                return f"that mention {self.quoted(words)}" if at == var else self.foreign(at, condition)
            case InMonths(var=at, said=said):
                return f"that are in {said} of any year" if at == var else self.foreign(at, condition)
            case Gap():
                return self.apart(condition, condition.one, left)
            case Extreme(by=by, within=within, greatest=greatest):
                each = [self.property_noun(w) for w in within]
                info = self.schema.properties.get(last_step(by).lstrip("^"))
                most = superlative(greatest, date=bool(info and info.datatype in DATES))
                text = f"with the {most} {self.property_noun(by)}"
                return text + (f" for each {listing(each)}" if each else "")
            case Or(parts=parts):
                return listing([self.group(var, part) for part in parts], "or") or "that cannot be"
            case Not(part=part):
                return self.negation(var, part)
            case Maybe():
                return ""
            case And(parts=parts):
                return self.group(var, And(parts))

    def group(self, var: Var, condition: Condition) -> str:
        """Several conditions said of one variable, as one restriction."""
        inside = list(conjuncts(condition))
        texts = self.restrictions(var, inside)
        return (" ".join(texts) + self.rest(inside)).strip() or "of any kind"

    def negation(self, var: Var, part: Condition) -> str:
        inside = conjuncts(part)
        if len(inside) == 1 and isinstance(inside[0], Link):
            link = inside[0]
            if link.subject == var and isinstance(link.object, Var) and link.object not in self.met:
                return self.said(link.prop)[0].none or f"with no {self.noun(link.object)}{self.depth(link)}"
        return negated(self.group(var, part))

    def link(self, var: Var, link: Link, left: list[Condition]) -> str:
        said, last = self.said(link.prop)
        if link.subject == var:
            return self.forward(link, said, left)
        if isinstance(link.object, Var) and link.object == var:
            other = self.phrase(link.subject, left)
            return self.fill(said.inverse if not last else said.forward, other) + self.depth(link)
        return self.foreign(link.subject, link)

    @staticmethod
    def depth(link: Link) -> str:
        """How far down a link reaches."""
        return " at any depth" if link.reach else ""

    def forward(self, link: Link, said: Said, left: list[Condition]) -> str:
        end = link.object
        pick = {"max": "last ", "min": "first "}.get(link.pick, "")
        backwards = self.said(link.prop)[1]
        template = said.inverse if backwards else said.forward
        match end:
            case Things(label=label):
                return self.fill(template, label) + self.depth(link)
            case Value(said=words):
                return self.fill(template, words) + self.depth(link)
            case Var(cls=""):
                if end in {a.var for a in self.form.aggregates}:
                    return ""
                gap = next((c for c in left if isinstance(c, Gap) and end in (c.one, c.other)), None)
                if gap and end not in self.met:
                    left.remove(gap)
                    return self.apart(gap, end, left)
                if end in self.met:
                    return f"whose {pick}{said.noun} is the same"
                self.met.add(end)
                tests = self.literal_tests(end, left)
                shown = end in (self.form.target, *self.form.columns)
                return f"whose {pick}{said.noun}{tests}" if tests else "" if shown else f"with {an(said.noun)}"
            case _:
                plain = not any(end in own_variables(c) for c in left)
                if plain and end in (self.form.group_by, *self.form.columns, *self.shared):
                    self.met.add(end)
                    return ""
                same = [c for c in left if end in own_variables(c)]
                match same:
                    case [Compare(left=at, op=Op.EQ, right=Things(label=label))] if at == end and end not in self.met:
                        left.remove(same[0])
                        self.met.add(end)
                        return self.fill(template, label) + self.depth(link)
                return self.fill(template, self.phrase(end, left)) + self.depth(link)

    def literal_tests(self, var: Var, left: list[Condition]) -> str:
        """What is asked of a literal: " is on or before 31 December 2009"."""
        tests = []
        for either in [c for c in left if isinstance(c, Or) and own_variables(c) == (var,)]:
            branches = [self.tests(conjuncts(part), var) for part in either.parts]
            if all(branches):
                left.remove(either)
                tests.append(listing([listing(b) for b in branches], "or"))
        mine = [c for c in left if isinstance(c, Compare | TextMatch | InMonths) and own_variables(c)[0] == var]
        for condition in mine:
            left.remove(condition)
        tests += self.tests(mine, var)
        return f" is {listing(tests)}" if tests else ""

    def tests(self, conditions: Sequence[Condition], var: Var) -> list[str]:
        """What each of some conditions asks of a literal; none where one asks something else."""
        mine = [c for c in conditions if isinstance(c, Compare | TextMatch | InMonths) and own_variables(c)[0] == var]
        if len(mine) < len(conditions):
            return []
        spans = within(mine)
        return [f"in {said}" for said in spans] + [self.test(c) for c in mine if not bounds(c, spans)]

    def test(self, condition: Compare | TextMatch | InMonths) -> str:
        match condition:
            case InMonths(said=said, day=day):
                return f"{'on' if day else 'in'} {said} of any year"
            case TextMatch(alternatives=words):
                return f"about {self.quoted(words)}"
            case Compare(op=op, right=Value(said=said, datatype=datatype)):
                return f"{say_comparison(op, datatype)} {said}".strip()
            case Compare(op=op, right=Things(label=label)):
                return f"{say_comparison(op, '')} {label}".strip()
            case Compare(op=op, right=Var() as other):
                kind = XSD + ("date" if self.is_date(other) else "decimal")
                how = "the same as" if op is Op.EQ else say_comparison(op, kind)
                return f"{how} the {self.noun(other)} of {self.owner(other)}"
        return ""

    def owner(self, var: Var) -> str:
        link = next((c for c in self.links() if c.object == var), None)
        return self.noun(link.subject) if link else "the other"

    def is_date(self, var: Var) -> bool:
        for link in self.links():
            if link.object == var:
                info = self.schema.properties.get(last_step(link.prop).lstrip("^"))
                return bool(info and info.datatype in DATES)
        return False

    def compare(self, var: Var, condition: Compare) -> str:
        if condition.left == var:
            match condition:
                case Compare(op=Op.EQ, right=Things(label=label)):
                    return f"that are {label}"
                case Compare(op=Op.NE, right=Things(label=label)):
                    return f"other than {label}"
            return f"that are {self.test(condition)}"
        return self.foreign(condition.left, condition)

    def foreign(self, var: Var, condition: Condition) -> str:
        """A condition that is about another variable than the one being described."""
        match condition:
            case Compare(left=at) | InMonths(var=at):
                return f"where the {self.noun(at)} is {self.test(condition)}"
            case TextMatch(alternatives=words):
                return f"where the {self.noun(var)} mentions {self.quoted(words)}"
            case Link(subject=subject, prop=prop, object=end):
                label = end.label if isinstance(end, Things) else end.said if isinstance(end, Value) else self.noun(end)
                return f"where the {self.noun(subject)} is {self.fill(self.said(prop)[0].forward, label)}"
            case _:
                return f"where the {self.noun(var)} is so"

    def rest(self, left: list[Condition]) -> str:
        """What hangs on nothing said so far."""
        said = []
        while left:
            condition = left.pop(0)
            variables = own_variables(condition)
            text = self.group(variables[0], condition) if variables else ""
            if text:
                said.append(f"there are {plural(self.noun(variables[0]))} {text}")
        return f", where {listing(said)}" if said else ""

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
        return template.replace("{}", text) if "{}" in template else template

    @staticmethod
    def quoted(words: tuple[str, ...]) -> str:
        shown = [f"“{w}”" for w in dict.fromkeys(words)]
        return listing(shown[:4] + (["the like"] if len(shown) > 4 else []), "or") or "nothing"
