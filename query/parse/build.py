"""From a finished state to a logical form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from query.conditions import conjuncts
from query.form import (
    Aggregate,
    And,
    Compare,
    Condition,
    Form,
    Gap,
    Having,
    Link,
    Maybe,
    Not,
    Op,
    Order,
    Task,
    Things,
    Value,
    Var,
)
from query.lexicon.entries import XSD
from query.parse.compose import denied
from query.parse.context import Context
from query.parse.needs import Need, NumberNeed, ThingNeed
from query.parse.state import Downwards, Node, State, literal_name, simplified
from query.parse.targets import Target

SOME = 0.3  # the part of a class that has a property, where things of the class have such
MOST = 0.9  # the part of a class that must have a property for a denial to be narrowed by it


EVERY_OF = (Task.LIST, Task.COUNT, Task.YES_NO)  # what may be asked of what all of some have


def form_of(
    target: Target,
    state: State,
    context: Context,
    group_class: str,
    needs: Sequence[Need],
    *,
    directly: bool = False,
    limit: int = 1,
    beside: str = "",
) -> Form | None:
    """The form of a state that answers a target, or None where what it counts, groups or orders by is not there.

    `beside`: the class of what is shown beside each thing.
    `directly`: what belongs to a heading under another does not belong to the other. `limit`: how many of the most.
    """
    scopes = tuple(n for n in needs if isinstance(n, ThingNeed) and n.scope)
    root = state.nodes[0]
    number = next((n for n in needs if isinstance(n, NumberNeed) and n.noun), None)
    if number and number.every and (target.task not in EVERY_OF or carries_scope(root.var.cls, context)):
        number = None
    group = _node(state, group_class) if group_class else None
    shown_beside = _node(state, beside) if beside else None
    if (group_class and group is None) or (beside and shown_beside is None):
        return None
    asked: Var = root.var
    columns: tuple[Var, ...] = ()
    if target.prop and target.task is not Task.AGGREGATE:
        asked = _literal(state, target.prop) or root.var
        columns = (root.var,)
    gap = next((c for _, c in state.conditions if isinstance(c, Gap)), None)
    if target.gap:
        if gap is None:
            return None
        ends = [c.object for _, c in state.conditions if isinstance(c, Link) and c.subject == root.var]
        asked, columns = gap.var, (gap.one, gap.other, *(e for e in ends if isinstance(e, Var) and e.cls))
    ranked = _ranked(target, state, gap, limit)
    if ranked is None:
        return None
    order, aggregates = ranked
    having: tuple[Having, ...] = ()
    if number is not None and number.noun is not None:
        counted = _node(state, number.noun.cls)
        if counted is None or context.ways.meet(root.var.cls, number.noun.cls):
            return None  # "has Northam more than 100 actions" asks of no action how many it has
        test = Value(f"{number.number.value:f}", XSD + "integer", number.number.said)
        having = (Having(Aggregate("count", counted.var), _op(number.op), test),)
        if target.task not in (Task.LIST, Task.YES_NO, Task.COUNT) or group:
            return None
    shown = _shown(root, state, context) if target.task is Task.LIST and order is None and not target.gap else []
    if target.prop:
        shown = [(v, m) for v, m in shown if v.cls]  # beside a value only what it is of, no other values
    columns = (*columns, *((shown_beside.var,) if shown_beside else ()), *(v for v, _ in shown))
    kept = {root.var, asked, *columns}
    if group:
        kept.add(group.var)
    if order:
        kept.add(order.var)
    kept |= {h.aggregate.var for h in having} | {a.var for a in aggregates}
    where = where_of(state, context, frozenset(kept), scopes, tuple(m for _, m in shown))
    if not directly:
        fewest = order is not None and order.aggregate == "count" and not order.descending
        where = _reaching(where, where, group.var if group else root.var if fewest else None, context)
    return Form(
        target.task,
        asked,
        where,
        columns=columns,
        group_by=group.var if group else None,
        order=order,
        aggregates=aggregates,
        having=having,
        over=target.over,
    )


def _ranked(
    target: Target, state: State, gap: Gap | None, limit: int
) -> tuple[Order | None, tuple[Aggregate, ...]] | None:
    """What a target's superlative orders by, or what is made of its numbers; None where the numbers are not there."""
    if target.extreme in ("most", "least"):
        counted = _node(state, target.counted)
        return (Order(counted.var, "count", target.extreme == "most", limit), ()) if counted else None
    if not target.extreme:
        return None, ()
    value = gap.var if gap else _literal(state, target.prop) if target.prop else _last_literal(state)
    if value is None:
        return None
    if target.task is Task.AGGREGATE:
        return None, (Aggregate("sum" if target.extreme == "total" else "avg", value),)
    return Order(value, "sum" if target.summed else "", target.extreme in ("highest", "latest"), limit), ()


def _op(op: str) -> Op:
    return Op(op) if op in {o.value for o in Op} else Op.EQ


def _node(state: State, cls: str) -> Node | None:
    """The first variable, after the target, of a class, that is not a known thing and under no negation."""
    for node in state.nodes[1:]:
        if node.var.cls == cls and node.things is None and not node.group:
            return node
    return None


def _literal(state: State, prop: str) -> Var | None:
    for group, condition in state.conditions:
        if not group and isinstance(condition, Link) and condition.prop == prop and isinstance(condition.object, Var):
            return condition.object
    return None


def _last_literal(state: State) -> Var | None:
    for group, condition in reversed(state.conditions):
        if not group and isinstance(condition, Link) and isinstance(condition.object, Var) and not condition.object.cls:
            return condition.object
    return None


def _shown(root: Node, state: State, context: Context) -> list[tuple[Var, Condition]]:
    """Further columns that an answer about things of a class has beside them."""
    shown: list[tuple[Var, Condition]] = []
    for cls, props in context.settings.shows.items():
        if not context.schema.is_a(root.var.cls, cls):
            continue
        for prop in props:
            if not context.schema.holders(prop):
                continue
            ends = sorted(context.schema.range(prop))
            name = literal_name(prop, state).name
            var = Var(
                f"{name}_shown" if any(n.var.name == name for n in state.nodes) else name, ends[0] if ends else ""
            )
            if all(var.name != v.name for v, _ in shown):
                shown.append((var, Maybe(Link(root.var, prop, var))))
    return shown


def where_of(
    state: State, context: Context, kept: frozenset[Var], scopes: tuple[ThingNeed, ...], more: tuple[Condition, ...]
) -> Condition:
    """All conditions of a state as one: known things (but for the variables `kept`) in their links, denials together.

    `scopes` narrow what is denied as well; `more` are put last.
    """
    downwards = Downwards(frozenset(context.settings.downwards), context.names.below)
    positive = tuple(c for group, c in state.conditions if not group)
    root = state.nodes[0]
    parts = list(simplified((*positive, *_its_own(state, scopes, context)), kept, downwards))
    for group in sorted({g for g, _ in state.conditions if g}):
        inside = [c for g, c in state.conditions if g == group]
        # what is denied is denied of the same authority: "no actions", said of one plan, means none of its own
        own = [n for n in state.nodes if n.group == group]
        narrowed = any(n.things and n.var.cls in _scope_classes(context) for n in own)
        whose = root.var.cls in _scope_classes(context)  # what is denied of an authority is its own
        if not (narrowed or whose or carries_scope(root.var.cls, context)):
            inside += [c for node in own if node.things is None for c in _scoped(node, scopes, context)]
        parts.append(
            denied(list(simplified(tuple(inside), kept | {n.var for n in state.nodes if not n.group}, downwards)))
        )
    parts += more
    flat = tuple(dict.fromkeys(c for part in parts for c in conjuncts(part)))
    return flat[0] if len(flat) == 1 else And(flat)


def _reaching(
    condition: Condition, whole: Condition, group: Var | None, context: Context, *, no: bool = False
) -> Condition:
    """The condition with links to headings that reach down: "no actions" means none under its lower headings either.

    So they do for what is denied, counted by heading, or said of headings of a level; else the nearest is meant.
    """
    match condition:
        case And(parts=parts):
            return And(tuple(_reaching(p, whole, group, context, no=no) for p in parts))
        case Not(part=part):
            return Not(_reaching(part, whole, group, context, no=True))
        case Link(prop=str() as prop, object=Var() as end, reach="") if prop in context.settings.downwards:
            if no or end == group or _of_a_level(end, whole):
                return replace(condition, reach=context.settings.downwards[prop])
    return condition


def _of_a_level(var: Var, whole: Condition) -> bool:
    """Whether a condition says what kind of heading a variable is."""
    return any(isinstance(c, Link) and c.subject == var and isinstance(c.object, Value) for c in conjuncts(whole))


def carries_scope(cls: str, context: Context) -> bool:
    """Whether (nearly) every thing of a class is of an authority, so that what is denied of it needs no other."""
    return any(context.schema.coverage(cls, prop) >= MOST for prop in context.settings.scope)


def is_somebodys(cls: str, context: Context) -> bool:
    """Whether things of a class are somebody's, as actions and headings are and national indicators are not."""
    return any(context.schema.coverage(cls, prop) >= SOME for prop in context.settings.scope)


def _its_own(state: State, scopes: tuple[ThingNeed, ...], context: Context) -> list[Condition]:
    """That what stands for another thing is of the one authority that is named: "what is red in Northam" asks for no
    action of Northam whose indicator is red elsewhere."""
    single = [n for n in scopes if not n.negated and not n.apart]
    if len(single) != 1 or len(scopes) != 1 or len(single[0].options[0].iris) != 1:
        return []
    told = {c.subject for _, c in state.conditions if isinstance(c, Link) and c.prop in context.settings.scope}
    beside = [n for n in state.nodes[1:] if not n.group and n.things is None and n.var not in told]
    return [c for n in beside if n.var.cls in context.settings.stands_for for c in _scoped(n, scopes, context)]


def _scope_classes(context: Context) -> set[str]:
    return {cls for prop in context.settings.scope for cls in context.schema.range(prop)}


def _scoped(node: Node, scopes: tuple[ThingNeed, ...], context: Context) -> list[Condition]:
    found: list[Condition] = []
    for need in scopes:
        if need.negated or need.apart:
            continue
        for prop in context.settings.scope:
            carries = context.schema.coverage(node.var.cls, prop) >= MOST
            if carries:
                option = need.options[0]
                found.append(Link(node.var, prop, Things(option.iris, option.label)))
    return found


def known(cls: str, iris: tuple[str, ...], label: str, name: str) -> tuple[Var, Condition]:
    """A variable that is known things, and the condition that says so."""
    var = Var(name, cls)
    return var, Compare(var, Op.EQ, Things(iris, label))
