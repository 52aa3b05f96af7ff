"""From a logical form to one English sentence: what a question was taken to mean. Total: every form prints."""

from __future__ import annotations

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
    InMonths,
    Is,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Spelt,
    Task,
    TextMatch,
    Things,
    Value,
    Var,
)
from query.mentions import take_mentions
from query.pairs import Pair, Pairs
from query.phrases import (
    OUTER,
    PHRASE,
    Said,
    alike,
    an,
    joined,
    last_step,
    listing,
    negated,
    plural,
    say_comparison,
    superlative,
    weight,
)
from query.schema import DATES, Schema
from query.wording import AGGREGATES
from query.zeros import OR_NONE, every


def interpret(form: Form, schema: Schema) -> str:
    """The sentence, without a full stop."""
    printer = _Printer(form, schema)
    sentence = printer.sentence()
    return sentence[:1].upper() + sentence[1:]


class _Printer(Pairs):
    """Prints one form: a noun phrase for the target, with a restriction for each condition it hangs on."""

    def sentence(self) -> str:
        form = self.form
        if form.only is not None:
            listed = interpret(replace(form, task=Task.LIST, only=None), self.schema)
            return f"whether only {form.only.label} is among {listed[:1].lower()}{listed[1:]}"
        left = list(conjuncts(self.where))
        for gap in [c for c in left if isinstance(c, Gap)]:
            self.set_apart(gap.one, gap.other, left)
        compared = self.of_two(left)
        match form.task:
            case Task.YES_NO | Task.LIST if compared is not None:
                return self.more_or_less(compared, left)
            case Task.YES_NO | Task.COUNT if form.whole is not None:
                return self.share(form.whole)
            case Task.YES_NO:
                return f"whether there are {self.whole(form.target, left)}{self.having()}"
            case Task.DEFINE:
                label = self.identity(form.target, left)
                return f"what {joined([label, *self.restrictions(form.target, left)])} means"
            case Task.PATH:
                ends = [self.identity(v, left) for v in (form.target, *form.columns[:1])]
                places = "".join(f" in {self.identity(v, left)}" for v in form.columns[1:])
                return f"how {' connects to '.join(ends)}{places}" + self.rest(left)
            case Task.COUNT | Task.AGGREGATE:
                text = self.aggregates(left)
            case Task.LIST:
                text = self.whole(form.target, left)
        return text + self.columns() + self.having() + self.ordered()

    def share(self, whole: Condition) -> str:
        """A part of a whole: "of actions of Northam, the percentage with no owner"."""
        form = self.form
        all_of = interpret(replace(form, task=Task.LIST, where=whole, whole=None), self.schema)
        said = [c for c in conjuncts(self.where) if c not in conjuncts(unfolded(whole))]
        if not _hangs_on(form.target, said):
            said = list(conjuncts(self.where))  # what hangs on something else is said with what it hangs on
        self.met.add(form.target)
        texts = joined(self.restrictions(form.target, said)) + self.rest(said)
        part = "whether all are ones" if form.task is Task.YES_NO else "the percentage"
        return f"of {all_of[:1].lower()}{all_of[1:]}, {part} {texts}".rstrip()

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
        made = [f"{AGGREGATES[a.function]} {self.made_of(a)}" for a in form.aggregates if form.task is Task.LIST]
        text = f", with their {listing(extra)}" if extra else ""
        return text + (f", with the {listing(made)} for each" if made else "")

    def made_of(self, aggregate: Aggregate) -> str:
        """What a number made for each row is of."""
        noun = self.noun(aggregate.var)
        return plural(noun) if aggregate.function == "count" else noun

    def having(self) -> str:
        tests = [f"{say_comparison(h.op, h.value.datatype)} {h.value.said} {self.counted(h)}" for h in self.form.having]
        if not tests:
            return ""
        none = OR_NONE if every(self.form, self.schema) is not None else ""
        return f", only those with {listing(tests)}{none}"

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
        none = OR_NONE if not self.form.having and every(self.form, self.schema) is not None else ""
        return f", {head} with the {amount} {noun}{none}"

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

    def more_or_less(self, pair: Pair, left: list[Condition]) -> str:
        """Whether one number is more than another, or of what it is, each with all that is said of what it is of."""
        left.remove(pair.said)
        asked = self.form.target
        listed = self.form.task is Task.LIST
        self.met |= {asked} if listed else set()
        for link in [c for c in left if isinstance(c, Link) and c.object == asked] if listed else ():
            left.remove(link)
        self.set_apart(pair.one, pair.other, left)
        values = f"{self.valued(pair.one, left)} is {pair.how} {self.valued(pair.other, left)}"
        opening = f"{plural(self.noun(asked))} of which" if listed else "whether"
        return f"{opening} {values}{self.having()}{self.rest(left)}"

    def of_two(self, left: list[Condition]) -> Pair | None:
        """The two numbers that a form is about: whether one is more, or the things that both are of."""
        form = self.form
        pair = self.two_numbers(left)
        if pair is None or form.whole is not None or form.columns or form.order:
            return None
        ends = [c.subject for c in left if isinstance(c, Link) and c.object in (pair.one, pair.other)]
        both = all(any(isinstance(c, Link) and (c.subject, c.object) == (e, form.target) for c in left) for e in ends)
        said = [c for c in left if own_variables(c) == (form.target,)]
        return pair if form.task is Task.YES_NO or (form.task is Task.LIST and both and not said) else None

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

    def phrase(self, var: Var, left: list[Condition], *, number: str = "plural") -> str:
        """A variable as a noun phrase, taking the conditions that it is in out of `left`."""
        name = self.noun(var)
        if var in self.met:
            return f"the same {name}"
        self.met.add(var)
        restrictions = self.restrictions(var, left)
        self.nested += 1
        head = plural(name) if number == "plural" else name
        return joined([head, *restrictions])

    def restrictions(self, var: Var, left: list[Condition]) -> list[str]:
        """What is said of a variable; its conditions leave `left`.

        Short ones come first and those that end in another noun last, so that what follows a noun is said of it.
        """
        said: list[tuple[bool, str]] = []
        for places, groups in take_mentions(var, left).items():
            nouns = [self.range_noun(p) for p in places]
            where = f", themselves or in their {listing(nouns, 'or')}" if nouns else ""
            said.append((False, f"that mention {listing([self.quoted(words) for words in groups])}{where}"))
        while mine := next((c for c in left if var in self.subjects(c)), None):
            left.remove(mine)
            before = self.nested
            text = self.restriction(var, mine, left)
            if text:
                said.append((self.nested > before, text))
        ordered = sorted(said, key=lambda s: (s[0], weight(s[1])))
        texts = []
        for (above, last), (_, text) in zip([(False, ""), *ordered], ordered, strict=False):
            both = bool(last) and weight(text) == weight(last) >= PHRASE
            outer = above and not (both and alike(text, last))
            texts.append(f"{OUTER}{text}" if outer else f"and {text}" if both else text)
        return texts

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
            case Spelt():
                return self.foreign(condition.var, condition)
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
        return (joined(texts) + self.rest(inside)).strip() or "of any kind"

    def negation(self, var: Var, part: Condition) -> str:
        inside = conjuncts(part)
        if len(inside) == 1 and isinstance(inside[0], Link):
            link = inside[0]
            if link.subject == var and isinstance(link.object, Var) and link.object not in self.met:
                said = self.said(link.prop)[0]
                if not said.none and self.rivals(link) and not said.forward.startswith("with "):
                    return self.fill(said.forward, f"no {self.noun(link.object)}") + self.depth(link)
                return said.none or f"with no {self.noun(link.object)}{self.depth(link)}"
        return negated(self.group(var, part))

    def link(self, var: Var, link: Link, left: list[Condition]) -> str:
        said, last = self.said(link.prop)
        if link.subject == var:
            return self.forward(link, said, left)
        if isinstance(link.object, Var) and link.object == var:
            other = self.phrase(link.subject, left)
            return self.fill(said.inverse if not last else said.forward, other) + self.depth(link)
        return self.foreign(link.subject, link)

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
                told = self.form.task is Task.LIST or not self.rivals(link)
                if plain and told and end in (self.form.group_by, *self.form.columns, *self.shared):
                    self.met.add(end)
                    return ""
                same = [c for c in left if end in own_variables(c)]
                match same:
                    case [Compare(left=at, op=Op.EQ, right=Things(label=label))] if at == end and end not in self.met:
                        left.remove(same[0])
                        self.met.add(end)
                        return self.fill(template, label) + self.depth(link)
                return self.fill(template, self.phrase(end, left)) + self.depth(link)

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
            case Compare(left=at) | InMonths(var=at) | Spelt(var=at):
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


def _hangs_on(target: Var, conditions: list[Condition]) -> bool:
    """Whether some conditions all hang on a variable, by way of one another."""
    reached, left = {target}, list(conditions)
    while touching := [c for c in left if reached.intersection(own_variables(c))]:
        reached.update(v for c in touching for v in own_variables(c))
        left = [c for c in left if c not in touching]
    return not left
