"""Fragments of questions ("and in Northam?", "only the red ones"): the last form with something put in the place of
its like, or with one more condition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from query.conditions import conjuncts, form_variables, own_variables, positive, singles
from query.dialogue.merging import flat
from query.form import (
    And,
    Compare,
    Condition,
    Extreme,
    Form,
    InMonths,
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
from query.linking.times import in_year
from query.parse.amounts import OPS, number_value, tests_of
from query.parse.asking import RANKING, Asking, asking
from query.parse.build import where_of
from query.parse.chart import chart
from query.parse.collect import Collector
from query.parse.compose import Composer
from query.parse.context import Context
from query.parse.effort import Effort, TooMuchError
from query.parse.needs import DateNeed, Need, Needs, NounNeed, NumberNeed, TextNeed, ThingNeed, ValueNeed
from query.parse.state import Downwards, Node, State, value_of
from query.schema import DATES

TIMELY = ("latest", "earliest")
GREATEST = ("most", "highest", "latest")
LIMIT = 6.0  # what hanging a fragment on a form may cost
Change = Callable[[Condition], Condition | None]


def rewritten(form: Form, words: str, context: Context, *, narrows: bool, has: bool) -> Form | None:
    """The form with what the words name put in the place of its like, or added where there is none.

    Where they narrow, or name what something `has`, they are always added. None where the words are no such fragment,
    or do not fit the form.
    """
    if form.task is Task.PATH:
        return None
    pieces = chart(words, context).divisions[0].pieces
    live = tuple(i for i, p in enumerate(pieces) if not p.mark)
    ranked = _ranked(form, asking(pieces, live, context))
    form = ranked or form
    needs = Collector(pieces, context, frozenset(live)).collect(frozenset())
    wanted = list(needs.needs) if has else _telling(needs, form, context)
    unknown = [i for i in needs.unknown if not (ranked and pieces[i].number)]  # that is how many of the most
    if ranked is not None and not unknown and wanted == []:
        return ranked
    if unknown or not wanted:
        return None
    left: list[Need] = []
    for need in wanted:
        if not narrows and (isinstance(need, TextNeed) or (isinstance(need, ThingNeed) and need.topic)):
            form = _without_topic(form)
        single = isinstance(need, ThingNeed) and need.scope
        denied = getattr(need, "negated", False)
        adds = denied or has or (narrows and not single)
        changed = None if adds else _Exchange(form, context).by(need)
        if changed is None or (narrows and changed == form):
            left.append(need)
        else:
            form = changed
    if left and form.task is Task.DEFINE:
        return None
    return _with_more(form, left, needs, context) if left else form


def _without_topic(form: Form) -> Form:
    """The form without its one topic, for another to take its place."""
    parts = conjuncts(form.where)
    topics = [c for c in parts if any(isinstance(inner, TextMatch) for inner in singles(c)) and not isinstance(c, Not)]
    if len(topics) != 1 or (len(parts) == 1 and not form.target.cls):
        return form
    return replace(form, where=And(tuple(c for c in parts if c not in topics)))


def _ranked(form: Form, asked: Asking) -> Form | None:
    """The form with more or fewer of the most, or the least instead: "the top three", "and the first?"."""
    most = asked.extreme in GREATEST
    if form.order is None and asked.extreme in (*RANKING, *TIMELY) and asked.limit == 1:
        extremes = [c for c in singles(form.where) if isinstance(c, Extreme)]
        where, _ = _mapped(form.where, lambda c: replace(c, greatest=most) if isinstance(c, Extreme) else None)
        return replace(form, where=where) if len(extremes) == 1 else None
    if form.order is None or asked.extreme not in RANKING:
        return None
    return replace(form, order=replace(form.order, limit=asked.limit, descending=most))


def _telling(needs: Needs, form: Form, context: Context) -> list[Need] | None:
    """The needs that say something more than what kind of thing is asked for; None where that is another kind."""
    telling: list[Need] = []
    kinds = {v.cls for v in form_variables(form)}
    for need in needs.needs:
        if isinstance(need, NounNeed) and not need.negated and not need.meanings[0].where:
            if not any(context.ways.meet(m.cls, cls) for m in need.meanings for cls in kinds if cls):
                return None
            continue
        telling.append(need)
    return telling


class _Exchange:
    """Puts what a need names in the place of its like in a form, where there is just one."""

    def __init__(self, form: Form, context: Context) -> None:
        self.form = form
        self.context = context
        self.schema = context.schema

    def by(self, need: Need) -> Form | None:
        """The form so changed, or None where nothing in it is like that."""
        match need:
            case ThingNeed():
                for option in need.options:
                    changed = self._things(option.cls, Things(option.iris, option.label))
                    if changed:
                        return changed
            case ValueNeed(meanings=meanings):
                return self._values(meanings[0].where[0][0], value_of(meanings[0]))
            case NounNeed(meanings=meanings) if len({p for p, _, _ in meanings[0].where}) == 1:
                return self._values(meanings[0].where[0][0], value_of(meanings[0]))
            case DateNeed():
                return self._date(need)
            case NumberNeed():
                return self._number(need)
        return None

    def _things(self, cls: str, things: Things) -> Form | None:
        """Known things of a class for those that are there."""
        here = {c for c in self._named() if any(self.context.ways.meet(own, cls) for own in self._classes_of(c))}
        if len({(c.object if isinstance(c, Link) else c.right) for c in here}) != 1:
            return None
        downwards = Downwards(frozenset(self.context.settings.downwards), self.context.names.below)

        def change(condition: Condition) -> Condition | None:
            match condition:
                case Compare() if condition in here:
                    return replace(condition, right=things)
                case Link(prop=prop) if condition in here:
                    lower = prop in downwards.props
                    iris = [b for i in things.iris for b in (i, *(downwards.below.get(i, ()) if lower else ()))]
                    return replace(condition, object=Things(tuple(dict.fromkeys(iris)), things.label))
            return None

        return self._changed(change)

    def _named(self) -> Iterator[Link | Compare]:
        """The conditions that name known things, denied ones too."""
        for condition in singles(self.form.where):
            match condition:
                case Link(object=Things()) | Compare(op=Op.EQ, right=Things()):
                    yield condition

    def _classes_of(self, condition: Link | Compare) -> frozenset[str]:
        """The classes that the things a condition names may be of."""
        if isinstance(condition, Compare):
            return frozenset({condition.left.cls} - {""})
        last = _last(condition)
        return self.schema.domain(last[1:]) if last.startswith("^") else self.schema.range(last)

    def _values(self, prop: str, value: Things | Value) -> Form | None:
        """A value of a property for that which is there."""

        def change(condition: Condition) -> Condition | None:
            if isinstance(condition, Link) and condition.prop == prop and not isinstance(condition.object, Var):
                return replace(condition, object=value)
            return None

        return self._changed(change)

    def _date(self, need: DateNeed) -> Form | None:
        """A time for that which is there, compared as that is where the fragment does not say how."""
        if need.periods:
            periods = self._things(self.context.settings.periods.get("class", ""), Things(need.periods, need.time.said))
            if periods:
                return periods
        dates = {c.object: c for c in singles(self.form.where) if isinstance(c, Link) and self._dated(c)}
        tests = [c for c in singles(self.form.where) if _tested(c) in dates]
        tested = {_tested(c) for c in tests}
        if len(tested) != 1:
            return None
        var = next(iter(tested))
        assert var is not None
        time = in_year(
            need.time, [c.right.lexical for c in tests if isinstance(c, Compare) and isinstance(c.right, Value)]
        )
        if time.first is None and need.op not in ("", "="):
            return None
        ops = {c.op for c in tests if isinstance(c, Compare)}
        op = need.op or (next(iter(ops)).value if len(ops) == 1 and len(tests) == 1 else "")
        info = self.schema.properties[_last(dates[var])]
        new = tests_of(var, "" if op == "=" else op, time, info.datatype)
        return replace(self.form, where=flat(_put(self.form.where, tests, And(new))))

    def _dated(self, link: Link) -> bool:
        info = self.schema.properties.get(_last(link))
        return bool(info and info.datatype in DATES)

    def _number(self, need: NumberNeed) -> Form | None:
        """A number for that which is there, compared as that is where the fragment does not say how."""
        value = number_value(need.number)
        if self.form.having:
            having = self.form.having[0]
            op = having.op if need.op in ("", "=") else OPS[need.op]
            counted = replace(having.value, lexical=value.lexical, said=value.said)
            return replace(self.form, having=(replace(having, op=op, value=counted),))
        numbers = [
            c for c in singles(self.form.where)
            if isinstance(c, Compare) and isinstance(c.right, Value) and c.right.datatype not in DATES
        ]  # fmt: skip
        if len(numbers) != 1:
            return None
        op = numbers[0].op if need.op in ("", "=") else OPS[need.op]
        return replace(self.form, where=flat(_put(self.form.where, numbers, replace(numbers[0], op=op, right=value))))

    def _changed(self, change: Change) -> Form | None:
        """The form with every condition changed that the change is for; None where it is for none."""
        where, times = _mapped(self.form.where, change)
        return replace(self.form, where=where) if times else None


def _with_more(form: Form, wanted: list[Need], needs: Needs, context: Context) -> Form | None:
    """The form with the needs met besides, by the ways of the schema; None where they cannot be."""
    named = needs.props
    start = state_of(form)
    composer = Composer(context, named, Effort(), root_may_be_known=False)
    try:
        found = composer.compose(start, wanted, start.cost + LIMIT)
    except TooMuchError:
        return None
    state = next((s for s in found if not s.skipped), None)
    if state is None:
        return None
    scopes = tuple(n for n in wanted if isinstance(n, ThingNeed) and n.scope)
    kept = frozenset(form_variables(form))
    return replace(form, where=flat(where_of(state, context, kept, scopes, ())))


def state_of(form: Form) -> State:
    """A form as a half-made reading that can be added to."""
    root = form.target if form.target.cls else next((v for v in form.columns if v.cls), form.target)
    parts = conjuncts(form.where)
    sure = [v for c in parts if not isinstance(c, Not | Maybe | Or) for v in own_variables(c)]
    fixed = {c.left: c.right for c in parts if isinstance(c, Compare) and c.op is Op.EQ and isinstance(c.right, Things)}
    variables = dict.fromkeys((root, *(v for v in sure if v.cls)))
    nodes = tuple(Node(v, 0 if v == root else 1, fixed.get(v)) for v in variables)
    props = {_last(c).lstrip("^") for c in positive(form.where) if isinstance(c, Link)}
    places = {v: i for i, v in enumerate(variables)}
    walked = {(places[c.subject], _last(c)) for c in parts if isinstance(c, Link) and c.subject in places}
    return State(nodes, tuple((0, c) for c in parts), props=frozenset(props), walked=frozenset(walked))


def _last(link: Link) -> str:
    return link.prop[-1] if isinstance(link.prop, tuple) else link.prop


def _tested(condition: Condition) -> Var | None:
    """The variable whose value a condition compares with a value, or with months."""
    match condition:
        case InMonths(var=var) | Compare(left=var, right=Value()):
            return var
    return None


def _mapped(condition: Condition, change: Change) -> tuple[Condition, int]:
    """A condition with a change made wherever it is for something, and how often it was."""
    match condition:
        case And(parts=parts) | Or(parts=parts):
            done = [_mapped(p, change) for p in parts]
            return replace(condition, parts=tuple(c for c, _ in done)), sum(n for _, n in done)
        case Not(part=part) | Maybe(part=part):
            inner, times = _mapped(part, change)
            return replace(condition, part=inner), times
    new = change(condition)
    return (condition, 0) if new is None else (new, 1)


def _put(where: Condition, old: list[Condition] | list[Compare], new: Condition) -> Condition:
    """A condition with another in the place of the first of some, and the others gone."""
    first, *others = old
    nothing = And(())
    return _mapped(where, lambda c: new if c == first else nothing if c in others else None)[0]
