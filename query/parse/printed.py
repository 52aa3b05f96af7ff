"""Reading back what is printed: a text that is, word for word, an interpretation is the form that prints it.

The printer's own templates are read in the other direction (`query.english`), names by the linker, and only a form
that prints the very text is taken. So what an answer says it understood can be asked again and is understood the same,
and nothing that people type otherwise is read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from query.conditions import conjuncts, form_variables, own_variables, positive, renamed
from query.english import interpret
from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Form,
    Having,
    Link,
    Maybe,
    Not,
    Op,
    Or,
    Order,
    Task,
    Things,
    Var,
)
from query.lexicon.entries import XSD
from query.parse.compared import Comparisons
from query.parse.context import Context
from query.parse.restrictions import also
from query.parse.special import wording_of
from query.phrases import plural, superlative
from query.wording import AGGREGATES
from query.zeros import OR_NONE

MOST_TRIED = 40  # forms printed to see whether they say the text
LONGEST = 1000  # letters of a text that is read
MENDED = " (reading “"
EACH = ", for each "


def printed(question: str, context: Context) -> Form | None:
    """The form that prints a question word for word; None where no form is found to."""
    text = question.partition(MENDED)[0].rstrip(".")
    if len(text) > LONGEST:
        return None
    for start in (text[:1].lower() + text[1:], text):
        reader = _Sentences(start, context)
        if not reader.opens():
            continue
        reader.read()
        for form in islice(reader.forms(), MOST_TRIED):
            tidy = _tidied(form)
            if _as_meant(tidy, context) and interpret(tidy, context.schema) == text:
                return tidy
    return None


def _as_meant(form: Form, context: Context) -> bool:
    """Whether a form is what somebody means by its text: of things that are held, with the usual columns."""
    things = [
        c.object if isinstance(c, Link) else c.right for c in positive(form.where) if isinstance(c, Link | Compare)
    ]
    unheld = context.names.unheld
    if form.task is Task.LIST and form.where == And(()):
        return False  # a bare noun is a way to begin
    if any(isinstance(t, Things) and t.iris and unheld.issuperset(t.iris) for t in things):
        return False
    shows = any(context.schema.is_a(form.target.cls, cls) for cls in context.settings.shows)
    return form.task is not Task.LIST or bool(form.columns or form.order) or not shows


class _Sentences(Comparisons):
    """Reads whole sentences."""

    def opens(self) -> bool:
        """Whether the text begins as what is printed does."""
        starts = (
            "whether there are ",
            "whether the ",
            "whether only ",
            "what ",
            "how ",
            "of ",
            *(f"{made} " for made in AGGREGATES.values()),
        )
        if self.text.startswith(starts):
            return True
        first = self.text.split(" ", 1)[0]
        return any(said.split(" ", 1)[0] == first for said in (*self.plurals, *self.values))

    def forms(self) -> Iterator[Form]:
        """Every form that the text may be printed from, likeliest first."""
        text = self.text
        if text.startswith("whether there are "):
            for at, target, conditions in self.whole(len("whether there are ")):
                yield from self._ended(at, Form(Task.YES_NO, target, also(conditions)))
        elif text.startswith("whether the "):
            yield from self.compared()
        elif text.startswith("whether only "):
            yield from self._first()
        elif text.startswith("what ") and text.endswith(" means"):
            yield from self._definitions()
        elif text.startswith("of "):
            yield from self._shares()
        elif text.startswith("how ") and " connects to " in text:
            yield from self._connections()
        else:
            for made in (m for m in AGGREGATES.values() if text.startswith(f"{m} ")):
                yield from self._numbers(made)
            for at, cls in self.nouns(0):
                if text.startswith(" of which the ", at):
                    yield from self.compared(at + len(" of which the "), self.variable(cls))
            for at, target, conditions in self.whole(0):
                yield from self._columns(at, Form(Task.LIST, target, also(conditions)))

    def _first(self) -> Iterator[Form]:
        """ "Whether only Northam is among authorities that have actions, those with the most actions"."""
        for at, things, cls in self.names(len("whether only ")):
            if self.text.startswith(" is among ", at):
                for stop, target, conditions in self.whole(at + len(" is among ")):
                    for form in self._ordered(stop, Form(Task.LIST, target, also(conditions))):
                        if self.meets(target.cls, cls) and form.order and form.order.limit == 1:
                            yield replace(form, task=Task.YES_NO, only=things)

    def _shares(self) -> Iterator[Form]:
        """ "Of actions of Northam, the percentage with no owner", or whether all are so."""
        for at, target, conditions in self.whole(len("of ")):
            for task, said in ((Task.COUNT, ", the percentage"), (Task.YES_NO, ", whether all are ones")):
                if self.text.startswith(said, at):
                    for stop, more in self.restrictions(at + len(said), target):
                        if stop == len(self.text):
                            whole = also(conditions) if conditions else And(())
                            yield Form(task, target, also((*conditions, *more)), whole=whole)

    def _definitions(self) -> Iterator[Form]:
        end = len(self.text) - len(" means")
        wanted = self.context.settings.defined
        ranks = {cls: n for n, top in enumerate(reversed(wanted)) for cls in self.schema.subclasses(top)}
        for at, things, cls in sorted(self.names(len("what ")), key=lambda n: -ranks.get(n[2], -1)):
            var = Var("thing", cls)
            for stop, conditions in self.restrictions(at, var):
                if stop == end:
                    columns, more = wording_of(var, self.context)
                    where = (Compare(var, Op.EQ, things), *conditions, *more)
                    yield Form(Task.DEFINE, var, also(where), columns=columns)

    def _connections(self) -> Iterator[Form]:
        for at, one, start in self.names(len("how ")):
            if not self.text.startswith(" connects to ", at):
                continue
            for then, other, end in self.names(at + len(" connects to ")):
                ends = (Var("from", start), Var("to", end))
                same: list[Condition] = [Compare(ends[0], Op.EQ, one), Compare(ends[1], Op.EQ, other)]
                if then == len(self.text):
                    yield Form(Task.PATH, ends[0], And(tuple(same)), columns=ends[1:])
                elif self.text.startswith(" in ", then):
                    for stop, where, cls in self.names(then + len(" in ")):
                        if stop == len(self.text):
                            place = Var("place", cls)
                            placed = (*same, Compare(place, Op.EQ, where))
                            yield Form(Task.PATH, ends[0], And(placed), columns=(ends[1], place))

    def _numbers(self, made: str) -> Iterator[Form]:
        """ "Number of actions of …", "total amount of …", each "for each owner" or not."""
        function = next(f for f, said in AGGREGATES.items() if said == made)
        start = len(made) + 1
        if self.text.startswith("number of ", start):  # the average number for each of some
            for at, target, conditions in self.whole(start + len("number of ")):
                if self.text.startswith(" for each ", at):
                    form = Form(Task.COUNT, target, also(conditions), over=function)
                    yield from self._grouped(at + len(" for each "), form)
        if function == "count":
            for at, target, conditions in self.whole(start):
                form = Form(Task.COUNT, target, also(conditions))
                if self.text.startswith(EACH, at):
                    yield from self._grouped(at + len(EACH), form)
                yield from self._ended(at, form)
            return
        for noun, props in self.singular_values():
            if not self.text.startswith(f"{noun} of ", start):
                continue
            for at, target, conditions in self.whole(start + len(noun) + len(" of ")):
                for form in self._made(Form(Task.AGGREGATE, target, also(conditions)), function, props):
                    if self.text.startswith(EACH, at):
                        yield from self._grouped(at + len(EACH), form)
                    yield from self._ended(at, form)

    def _made(self, form: Form, function: str, props: tuple[str, ...]) -> Iterator[Form]:
        """The form with a number made of a property of something in it."""
        for holder in reversed(_things(form)):
            for prop in props:
                if prop in self.schema.properties_of(holder.cls):
                    value = self.literal(prop)
                    where = also((*conjuncts(form.where), Link(holder, prop, value)))
                    yield replace(form, where=where, aggregates=(Aggregate(function, value),))

    def _grouped(self, at: int, form: Form) -> Iterator[Form]:
        """The form for each of what is named there: something in it, or something that the target leads to."""
        for stop, cls in self.nouns(at, singular=True):
            for var in _things(form)[1:]:
                if var.cls == cls:
                    yield from self._ended(stop, replace(form, group_by=var))
            for prop in self.leading(form.target.cls, cls):
                var = self.variable(cls)
                link = Link(form.target, prop, var)
                below = self.context.settings.downwards.get(prop, "")
                for reach in dict.fromkeys((below, "")):
                    where = also((*conjuncts(form.where), replace(link, reach=reach)))
                    yield from self._ended(stop, replace(form, where=where, group_by=var))

    def _columns(self, at: int, form: Form) -> Iterator[Form]:
        head = ", with their "
        if self.text.startswith(head, at):
            yield from self._column(at + len(head), form, last=False)
        yield from self._ended(at, form)

    def _column(self, at: int, form: Form, *, last: bool) -> Iterator[Form]:
        """The form with the column named there, and those that follow."""
        for stop, shown in self._shown(at, form):
            for between in (", ", " and "):
                if self.text.startswith(between, stop) and not last:
                    yield from self._column(stop + len(between), shown, last=between == " and ")
            if last or form.columns == ():
                yield from self._ended(stop, shown)

    def _shown(self, at: int, form: Form) -> Iterator[tuple[int, Form]]:
        """The form with one more column: something in it, or, where there is one, a value of the target."""
        for stop, cls in self.nouns(at, singular=True):
            for var in _things(form)[1:]:
                if var.cls == cls and var not in form.columns and not _is_optional(var, form):
                    yield stop, replace(form, columns=(*form.columns, var))
            for prop in self.leading(form.target.cls, cls):
                yield stop, self._optional(form, prop, cls)
        for noun, props in self.singular_values():
            if self.text.startswith(noun, at):
                for prop in props:
                    for link in (c for c in conjuncts(form.where) if isinstance(c, Link) and c.prop == prop):
                        if isinstance(link.object, Var) and link.object != form.target:
                            yield at + len(noun), replace(form, columns=(*form.columns, link.object))
                    if prop in self.schema.properties_of(form.target.cls) and form.target.cls:
                        yield at + len(noun), self._optional(form, prop, "")

    def _optional(self, form: Form, prop: str, cls: str) -> Form:
        var = self.variable(cls) if cls else self.literal(prop)
        where = also((*conjuncts(form.where), Maybe(Link(form.target, prop, var))))
        return replace(form, where=where, columns=(*form.columns, var))

    def _ended(self, at: int, form: Form) -> Iterator[Form]:
        """The form with what is said last: tests of numbers, and the order."""
        if at == len(self.text):
            yield form
            return
        head = ", only those with "
        if self.text.startswith(head, at):
            for stop, op, value in self.amounts(at + len(head)):
                for then, cls in self.nouns(stop + 1, singular=value.lexical == "1"):
                    for var in _things(form)[1:]:
                        if var.cls == cls:
                            end = then + len(OR_NONE) if self.text.startswith(OR_NONE, then) else then
                            count = replace(value, datatype=XSD + "integer")
                            test = Having(Aggregate("count", var), op, count)
                            yield from self._ended(end, replace(form, having=(*form.having, test)))
        yield from self._ordered(at, form)

    def _ordered(self, at: int, form: Form) -> Iterator[Form]:
        rest = self.text[at:]
        if not rest.startswith((", the ", ", those with the ")):
            return
        limit: int | None = 1
        if rest.startswith(", the "):
            number = rest[len(", the ") :].split(" ", 1)[0]
            if not number.isdigit():
                return
            limit, rest = int(number), rest[len(", the ") + len(number) :]
        else:
            rest = rest[len(", those") :]
        if not rest.startswith(" with the "):
            return
        rest = rest[len(" with the ") :]
        if rest.endswith(" first") and limit == 1:
            limit, rest = None, rest.removesuffix(" first")
        for var in _things(form)[1:]:
            for word, most in (("most", True), ("fewest", False)):
                if rest.removesuffix(OR_NONE) == f"{word} {plural(self.schema.class_label(var.cls))}":
                    yield replace(form, order=Order(var, "count", most, limit))
        for link in conjuncts(form.where):
            if isinstance(link, Link) and isinstance(link.object, Var) and not link.object.cls:
                noun = self.value_noun(link.prop)
                for most in (True, False):
                    for date in (True, False):
                        if rest == f"{superlative(most, date=date)} {noun}":
                            yield replace(form, order=Order(link.object, "", most, limit))
                    for made, said in AGGREGATES.items():
                        if made != "count" and rest == f"{superlative(most, date=False)} {said} {noun}":
                            yield replace(form, order=Order(link.object, made, most, limit))


def _things(form: Form) -> list[Var]:
    """The variables of things in a form that every match has, the target first."""
    found = [form.target]
    for condition in conjuncts(form.where):
        if not isinstance(condition, Not | Or):  # of several things that may hold, each has its own
            found += [v for v in own_variables(condition) if v.cls]
    return list(dict.fromkeys(found))


def _is_optional(var: Var, form: Form) -> bool:
    return any(isinstance(c, Maybe) and var in own_variables(c) for c in conjuncts(form.where))


def _tidied(form: Form) -> Form:
    """The form with its variables named as the parser names them, in the order in which they come."""
    names: dict[Var, Var] = {}
    taken: set[str] = set()
    for var in dict.fromkeys((*form_variables(form), *own_variables(form.where))):
        stem, number = var.name.partition("#")[0], 1
        while (name := stem if number == 1 else f"{stem}{number}") in taken:
            number += 1
        taken.add(name)
        names[var] = Var(name, var.cls)
    order = form.order and replace(form.order, var=names[form.order.var])
    return replace(
        form,
        target=names[form.target],
        where=renamed(form.where, names),
        whole=form.whole and renamed(form.whole, names),
        columns=tuple(names[v] for v in form.columns),
        group_by=names[form.group_by] if form.group_by else None,
        order=order,
        aggregates=tuple(replace(a, var=names[a.var]) for a in form.aggregates),
        having=tuple(replace(h, aggregate=replace(h.aggregate, var=names[h.aggregate.var])) for h in form.having),
    )
