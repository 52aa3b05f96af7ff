"""From a sketch to a logical form: its columns, conditions, groups and order over joined variables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Extreme,
    Form,
    Having,
    Link,
    Op,
    Order,
    Task,
    Value,
    Var,
)
from query.induced.limits import Limits
from query.induced.settle import Column
from query.induced.sketch import Ranking, Test, Want
from query.lexicon.words import stem
from query.schema import XSD


@dataclass(slots=True)
class Output:
    """A column of the answer: a property's values or things of a class, or an aggregate of them."""

    cls: str
    column: Column | None
    function: str = ""


class Assembler(Limits):
    """Builds the form of one sketch."""

    def form(self) -> Form | None:
        """The form; None where its pieces do not come together."""
        sketch = self.sketch
        outputs = self._outputs()
        if not outputs and not sketch.yes_no:
            return None
        main, *others = sketch.scopes
        root = outputs[0].cls if outputs else next((c for _, c in sketch.mentioned), "")
        if not root:
            return None
        self.tree.node(root)
        variables = [self._variable(o) for o in outputs]
        twins = self._shared(outputs, variables)
        tests = self._tests(main)
        for at, cls in main.classes:
            if not (twins and sketch.shared and at in (sketch.shared[0][0], sketch.shared[1][0])) and not self._between(
                cls, main.classes
            ):
                self.tree.node(cls)
        for scope in others:
            tests += self._denied(scope)
        having = (*(self._having(c) for c in main.counted), *self.having)
        ranked = self._ranked(outputs, variables)
        if self.tree.failed or self._says_nothing(variables, tests):
            return None
        order, extremes = ranked
        plain = [v for o, v in zip(outputs, variables, strict=True) if not o.function]
        plain = list(dict.fromkeys(plain))
        aggregates = tuple(Aggregate(o.function, v) for o, v in zip(outputs, variables, strict=True) if o.function)
        where = And((*self.tree.conditions, *twins, *tests, *extremes))
        if sketch.yes_no and not aggregates:
            return Form(Task.YES_NO, self.tree.nodes[root], where, having=having)
        if plain:
            return Form(Task.LIST, plain[0], where, tuple(plain[1:]), order=order, aggregates=aggregates, having=having)
        if having:  # how many of those that have so many: of each the number, which the compiler counts
            return Form(Task.COUNT, aggregates[0].var, where, having=having) if len(aggregates) == 1 else None
        if len(aggregates) == 1 and aggregates[0].function == "count":
            return Form(Task.COUNT, aggregates[0].var, where)
        holder = self.tree.nodes[outputs[0].cls]
        return Form(Task.AGGREGATE, holder, where, aggregates=aggregates)

    def _between(self, cls: str, named: list[tuple[int, str]]) -> bool:
        """Whether a class only joins others, one of which is named or joined, so that the way there may be another."""
        ends = self.terms.bridged(cls) - {next(iter(self.tree.nodes))}
        return bool(ends & ({c for _, c in named} | set(self.tree.nodes)))

    def _says_nothing(self, variables: list[Var], tests: list[Condition]) -> bool:
        """Whether all that is asked for is what the question itself says: who is called Ann, of Ann."""
        known = {c.left for c in tests if isinstance(c, Compare) and c.op is Op.EQ and isinstance(c.right, Value)}
        wanted = {w.cls for w in self.sketch.wants}
        known |= {
            var
            for (var, prop), value in self.tree.literals.items()
            if value in known and prop in self.schema.labels and var.cls not in wanted
        }
        return len(variables) == 1 and variables[0] in known

    # --- what is asked for

    def _outputs(self) -> list[Output]:
        sketch = self.sketch
        wants = list(sketch.wants)
        grouped = list(sketch.groups)
        if grouped and any(w.function for w in wants):
            wants = [*grouped, *wants]
        else:
            wants = sorted([*wants, *grouped], key=lambda w: w.at)
        found: list[Output] = []
        columns: list[Output] = []
        carried = ""
        for want in wants:
            if want.cls and want.function == "count":
                columns.append(Output(want.cls, None, "count"))
            elif want.whole:
                found.append(Output(want.cls, None))
            elif want.cls and not want.function:
                columns.append(Output(want.cls, None))
            else:
                if want.at in sketch.owners:
                    carried = sketch.owners[want.at]
                column = self._wanted(want, carried)
                if somebody := self._somebody(want):
                    found += self._shown(somebody)
                    continue
                if column is None:
                    if want.item is not None:
                        self.lost.append(want.item.text)
                    continue
                if parts := () if want.function else self.terms.through(column.name):
                    columns += [Output(p.cls, Column(p.cls, p)) for p in parts]
                    continue
                halves = self.terms.shown(column.cls) if self._merely_name(want) else ()
                if len(halves) > 1 and column.name == replace(halves[0], cls=column.name.cls):
                    columns += [Output(column.cls, Column(column.cls, name)) for name in halves]
                else:
                    columns.append(Output(column.cls, column, want.function))
        owned = {o.cls for o in columns if o.column is not None and not o.function}
        for output in columns:
            if output.column is not None or output.function:
                found.append(output)
            elif output.cls not in owned:
                found += self._shown(output.cls)
                owned.add(output.cls)
        if not found and sketch.mentioned and not sketch.yes_no:
            found = self._shown(sketch.mentioned[0][1])
        if not found and not sketch.yes_no and sketch.scopes[0].tests:  # "which engineers earn more than …"
            found = self._of_kind(sketch.scopes[0].tests)
        unique: dict[tuple[str, str, str], Output] = {}
        for output in found:
            prop = output.column.name.prop if output.column else ""
            unique.setdefault((output.cls, prop, output.function), output)
        return list(unique.values())

    def _of_kind(self, tests: list[Test]) -> list[Output]:
        """The things that are named by a value of theirs, or by what they are linked to: novelists born in 1980."""
        columns = [self.settler.tested(t) for t in tests]
        if columns[0] is None or not tests[0].values:
            return []
        first = columns[0].cls
        named = columns[0].name in self.terms.shown(first) or columns[0].name.prop in self.schema.labels
        linked = [c.cls for c in columns[1:] if c is not None and self.terms.steps(c.cls, first) == 1]
        return self._shown(linked[0] if named and linked else first)

    def _somebody(self, want: Want) -> str:
        """The class of the people that "who" asks for of whom something is said: the experts in statistics."""
        if want.item is not None or want.hint != self.terms.lexis.asked["who"]:
            return ""
        held = [t for t in self.sketch.scopes[0].tests if self._telling(t)]
        columns = [column for test in held if (column := self.settler.tested(test)) is not None]
        return next((c.cls for c in columns if self.terms.persons(c.cls) and c.name not in self.terms.shown(c.cls)), "")

    @staticmethod
    def _merely_name(want: Want) -> bool:
        """Whether no more than a name is asked for, which may be a first and a last one."""
        return want.item is not None and stem(want.item.text.lower()) == "name" and not want.function

    def _shared(self, outputs: list[Output], variables: list[Var]) -> list[Condition]:
        """What says that things of another class too have the value asked for: "states with both owners and vets"."""
        if self.sketch.shared is None or len(outputs) != 1 or outputs[0].column is None or outputs[0].function:
            return []
        classes = [c for _, c in self.sketch.shared]
        column = outputs[0].column
        other = next((c for c in classes if c != column.cls), "") if column.cls in classes else ""
        own = next((n for n in self.terms.properties if n.cls == other and n.stems == column.name.stems), None)
        if own is None:
            return []
        return [Link(self.tree.names.fresh(other, other), own.prop, variables[0])]

    def _wanted(self, want: Want, carried: str) -> Column | None:
        kinds = ("number", "flag", "date") if want.function in ("avg", "sum") else ()
        cls = carried if want.item is not None and any(f.name.cls == carried for f in want.item.fits) else ""
        found = self.settler.column(want.item, want.at, hint=want.hint, cls=cls, kinds=kinds)
        if found is None and kinds:
            found = self.settler.column(want.item, want.at, hint=want.hint, cls=cls)
        return found

    def _shown(self, cls: str) -> list[Output]:
        if self.terms.labelled(cls):
            return [Output(cls, None)]
        return [Output(cls, Column(cls, name)) for name in self.terms.shown(cls)] or [Output(cls, None)]

    def _variable(self, output: Output) -> Var:
        if output.column is None:
            return self.tree.node(output.cls)
        return self.tree.literal(output.cls, output.column.name.prop)

    # --- numbers and order

    def _having(self, counted: tuple[int, str, Op, Decimal]) -> Having:
        _, cls, op, number = counted
        return Having(Aggregate("count", self.tree.node(cls)), op, Value(f"{number:f}", XSD + "integer", f"{number:f}"))

    def _ranked(self, outputs: list[Output], variables: list[Var]) -> tuple[Order | None, list[Condition]]:
        order: Order | None = None
        extremes: list[Condition] = []
        plain = [o for o in outputs if not o.function]
        for ranking in self.sketch.rankings:
            made = self._order(ranking, plain)
            if made is None:
                self.lost.append(ranking.item.text if ranking.item else "most")
                continue
            if isinstance(made, Order):
                if order is None or (order.limit is None and made.limit is not None):
                    order = made
            else:
                extremes.append(made)
        del variables
        return order, extremes

    def _order(self, ranking: Ranking, plain: list[Output]) -> Order | Extreme | None:
        if ranking.kind == "class":
            return self._by_number(ranking, ranking.cls, plain)
        if ranking.kind == "common":
            cls = self._counted_for(ranking, plain)
            return self._by_number(ranking, cls, plain) if cls else None
        forward = ranking.at in self.sketch.owners
        column = self.settler.column(
            ranking.item, ranking.at, hint=ranking.hint, cls=ranking.cls, forward=forward or bool(ranking.cls)
        )
        if column is None:
            return None
        column = self.settler.led(column)
        descending = ranking.descending != column.falling
        if ranking.limit is not None and not ranking.function and not plain:
            return Extreme(self.tree.node(column.cls), column.name.prop, (), descending)
        var = self.tree.literal(column.cls, column.name.prop)
        return Order(var, ranking.function, descending, ranking.limit, shown=ranking.function == "count")

    def _by_number(self, ranking: Ranking, cls: str, plain: list[Output]) -> Order:
        """By how many things of a class each row has; the number is shown unless things themselves are asked for."""
        things = any(o.column is None for o in plain)
        return Order(self.tree.node(cls), "count", ranking.descending, ranking.limit, shown=not things)

    def _counted_for(self, ranking: Ranking, plain: list[Output]) -> str:
        """What is counted for each of the most common: what has it, or what is near it."""
        fits = ranking.item.fits if ranking.item else ()
        as_class = (
            next((f for f in fits if f.name.kind == "class" and f.score >= ranking.item.best - 0.04), None)
            if ranking.item
            else None
        )
        if as_class is None and ranking.item is not None:
            column = self.settler.column(ranking.item, ranking.at)
            return column.cls if column else ""
        first = as_class.name.cls if as_class else plain[0].cls if plain else ""
        if (
            as_class is None
            and plain
            and plain[0].column is not None
            and plain[0].column.name not in self.terms.shown(first)
        ):
            return first
        others = [c for _, c in self.sketch.mentioned if c != first]
        if others:
            return others[0]
        pointing = sorted({e.source for e in self.schema.edges if e.target == first and e.source != first})
        return pointing[0] if pointing else first
