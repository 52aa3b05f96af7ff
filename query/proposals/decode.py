"""From a proposal to a logical form, each step checked against the vocabulary.

Refused is whatever the parser could not have made: a class or property that is not there, a property of things that
cannot have it, a variable that hangs together with nothing, a word that the question does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from query.conditions import bound_variables, own_variables, singles
from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Form,
    Link,
    Not,
    Op,
    Or,
    Order,
    Task,
    TextMatch,
    Var,
)
from query.proposals.shape import (
    DEEPEST,
    AnyOf,
    Called,
    ComparedTo,
    LinkTo,
    Mentions,
    NotSo,
    Of,
    Proposal,
    Stated,
    classes_of,
    properties_of,
)
from query.proposals.words import Question, RefusedError
from query.schema import DATES, NUMBERS, Schema

TASKS = {"list": Task.LIST, "count": Task.COUNT, "aggregate": Task.AGGREGATE, "yes_no": Task.YES_NO}


def decoded(text: str, question: Question) -> tuple[Form, Proposal]:
    """The form that a proposal in JSON about a question means, and itself. Raises RefusedError, which says why."""
    try:
        proposal = Proposal.model_validate_json(_bare(text))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise RefusedError(f"it is not of the shape asked for ({where}: {first['msg'].lower()})") from None
    except RecursionError:
        raise RefusedError("its conditions stand too deep in each other") from None
    return _Decoder(proposal, question).form(), proposal


def _bare(text: str) -> str:
    """The JSON without the fence that models put around it."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


@dataclass(slots=True)
class _Decoder:
    proposal: Proposal
    question: Question

    @property
    def schema(self) -> Schema:
        return self.question.context.schema

    def form(self) -> Form:
        proposal = self.proposal
        if not proposal.understood or proposal.target is None:
            raise RefusedError("it did not understand the question either")
        if proposal.task == "aggregate" and proposal.aggregate is None:
            raise RefusedError("it does not say which number is to be made")
        variables = self._variables()
        target = self._known(proposal.target, variables)
        if not target.cls:
            raise RefusedError("it asks for things of no class")
        where = self._all(proposal.conditions, variables, 0)
        self._hang_together(target, where)
        columns = tuple(self._known(c, variables) for c in proposal.columns)
        group_by = self._known(proposal.group_by, variables) if proposal.group_by else None
        aggregates: tuple[Aggregate, ...] = ()
        if proposal.task == "aggregate" and proposal.aggregate:
            made = self._known(proposal.aggregate.variable, variables)
            if self._datatype(made, where) not in NUMBERS | DATES:
                raise RefusedError(f"{made.name} is nothing to make a number of")
            aggregates = (Aggregate(proposal.aggregate.function, made),)
        order = self._order(variables)
        bound = {target, *bound_variables(where)}
        for var in (*columns, *([group_by] if group_by else ()), *([order.var] if order else ()),
                    *(a.var for a in aggregates)):  # fmt: skip
            if var not in bound:
                raise RefusedError(f"nothing is said of {var.name}")
        return Form(TASKS[proposal.task], target, where, columns, group_by, order, aggregates)

    def _variables(self) -> Mapping[str, Var]:
        found: dict[str, Var] = {}
        known = {self.schema.compact(c): c for c in classes_of(self.schema)}
        for variable in self.proposal.variables:
            if variable.cls and variable.cls not in known:
                raise RefusedError(f"there is no class {variable.cls}")
            if variable.name in found:
                raise RefusedError(f"{variable.name} stands for two things")
            found[variable.name] = Var(variable.name, known.get(variable.cls, ""))
        return found

    def _known(self, name: str, variables: Mapping[str, Var]) -> Var:
        if name not in variables:
            raise RefusedError(f"{name} is no variable of it")
        return variables[name]

    def _all(self, stated: Iterable[Stated], variables: Mapping[str, Var], depth: int) -> Condition:
        if depth > DEEPEST:
            raise RefusedError("its conditions stand too deep in each other")
        parts = tuple(self._condition(s, variables, depth) for s in stated)
        return parts[0] if len(parts) == 1 else And(parts)

    def _condition(self, stated: Stated, variables: Mapping[str, Var], depth: int) -> Condition:
        match stated:
            case LinkTo():
                return self._link(stated, variables)
            case ComparedTo():
                return self._compare(stated, variables)
            case Mentions(variable=name, words=words):
                var = self._known(name, variables)
                if not var.cls or not self.question.says(words):
                    raise RefusedError(f"the question does not say “{words}”")
                return TextMatch(var, (words.lower(),))
            case NotSo(conditions=inner):
                return Not(self._all(inner, variables, depth + 1))
            case AnyOf(conditions=inner):
                return Or(tuple(self._all((one,), variables, depth + 1) for one in inner))

    def _link(self, link: LinkTo, variables: Mapping[str, Var]) -> Link:
        prop = {self.schema.compact(p): p for p in properties_of(self.schema)}.get(link.property)
        if prop is None:
            raise RefusedError(f"there is no property {link.property}")
        subject = self._known(link.subject, variables)
        start, end = self.schema.domain(prop), self.schema.range(prop)
        if link.inverse:
            start, end = end, start
        self._fits(subject, start, link.property)
        step = f"^{prop}" if link.inverse else prop
        if isinstance(link.object, Called):
            if not end:
                raise RefusedError(f"{link.property} leads to no things")
            return Link(subject, step, self.question.things(link.object.called, end))
        other = self._known(link.object.variable, variables)
        if other.cls:
            self._fits(other, end, link.property)
        elif end:
            raise RefusedError(f"{other.name} has no class, though {link.property} leads to things")
        return Link(subject, step, other)

    def _fits(self, var: Var, classes: frozenset[str], prop: str) -> None:
        schema = self.schema
        if not any(schema.is_a(var.cls, c) or schema.is_a(c, var.cls) for c in classes):
            kind = schema.class_label(var.cls) if var.cls else "a value"
            raise RefusedError(f"{prop} does not go with {var.name}, {kind}")

    def _compare(self, compare: ComparedTo, variables: Mapping[str, Var]) -> Condition:
        left, op = self._known(compare.variable, variables), Op(compare.op)
        if isinstance(compare.to, Of):
            right = self._known(compare.to.variable, variables)
            if left == right or (left.cls and right.cls and op not in (Op.EQ, Op.NE)):
                raise RefusedError(f"{left.name} and {right.name} do not compare so")
            return Compare(left, op, right)
        if left.cls:
            raise RefusedError(f"{left.name} is a thing, not a value")
        datatype = self._datatype(left, self._links(variables))
        if op is Op.EQ and datatype in DATES:
            first = self.question.value(compare.to.said, datatype, Op.GE)
            last = self.question.value(compare.to.said, datatype, Op.LE)
            return And((Compare(left, Op.GE, first), Compare(left, Op.LE, last)))
        return Compare(left, op, self.question.value(compare.to.said, datatype, op))

    def _links(self, variables: Mapping[str, Var]) -> Condition:
        """All links of the proposal to values, wherever they stand, to tell what kind of values those are."""
        known = {self.schema.compact(p): p for p in properties_of(self.schema)}
        found: list[Condition] = []
        todo: list[Stated] = [*self.proposal.conditions]
        while todo:
            match todo.pop():
                case LinkTo(subject=subject, property=prop, object=Of(variable=name)) if prop in known:
                    if subject in variables and name in variables:
                        found.append(Link(variables[subject], known[prop], variables[name]))
                case NotSo(conditions=inner) | AnyOf(conditions=inner):
                    todo.extend(inner)
                case _:
                    pass
        return And(tuple(found))

    def _datatype(self, var: Var, where: Condition) -> str:
        """The datatype of the values of a variable, by the property that leads to it."""
        for condition in singles(where):
            if isinstance(condition, Link) and condition.object == var and isinstance(condition.prop, str):
                return self.schema.properties[condition.prop.lstrip("^")].datatype
        return ""

    def _order(self, variables: Mapping[str, Var]) -> Order | None:
        ordered = self.proposal.order
        if ordered is None:
            return None
        var = self._known(ordered.variable, variables)
        if var.cls and ordered.aggregate not in ("", "count"):
            raise RefusedError(f"{var.name} is nothing to make a number of")
        return Order(var, ordered.aggregate, ordered.descending, ordered.limit)

    def _hang_together(self, target: Var, where: Condition) -> None:
        """Every variable must hang together with the target."""
        reached = {target}
        groups = [set(own_variables(c)) for c in singles(where)]
        while grown := [g for g in groups if g & reached and not g <= reached]:
            for group in grown:
                reached |= group
        loose = {v.name for g in groups for v in g} - {v.name for v in reached}
        if loose:
            raise RefusedError(f"{min(loose)} hangs together with nothing that is asked for")
