"""Words that point back in a conversation: "those", "it", "the second one", and what a bare question is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from query.conditions import conjuncts, singles
from query.dialogue.leaning import of_one, of_parts, of_several, place, pointers, wording
from query.dialogue.merging import merged
from query.dialogue.turn import Turn, pointed
from query.form import And, Compare, Condition, Form, Link, Op, Task, Things, Var
from query.lexicon.words import Token, tokens
from query.linking.names import Named
from query.parse import parse
from query.parse.chart import Chart, Pointing
from query.parse.context import context_of
from query.phrases import plural
from query.reading import Outcome, Parse, Reading
from query.world import World

NO_SUCH = "The answer before shows no such one: it has {}."
NOT_THERE = "The question before was of one place, and no reading of this one is."
NOT_TAKEN_UP = "What the question points back to has no part in any reading of it."
To = tuple[tuple[Named, float], ...]


def pointing_back(
    question: str, cut: Chart, turn: Turn, world: World, *, said_where: bool = False, parts: bool = False
) -> Parse | None:
    """The readings of a question with "those" or "it" for what went before; None where it has no such word.

    Where the question before was of one place, so is this one (`said_where`: it says so already). `parts`: it asks
    which of what was found are so.
    """
    scope = {c for p in context_of(world).settings.scope for c in world.schema.range(p)}
    weak = all(m.named.cls in scope for p in cut.divisions[0].pieces for m in p.mentions)
    said = tokens(question)
    where = pointers(said, weak=weak)
    parts = parts or of_parts(said, where)
    to = pointed(turn, world.schema, several=parts or of_several(said, where), one=of_one(said, where))
    if not where or not to:
        return None
    found = parse(question, world, Pointing(lambda cut: pointers(cut, weak=weak), to[:1] if parts else to))
    found = _taken_up(found, to, to[0][0].cls if parts else "", world)
    if found.outcome is not Outcome.UNDERSTOOD and parts and where[0][0] > 0:
        start, end = said[where[0][0] - 1].start, said[where[0][1] - 1].end
        found = _of_kind(_braced(question[:start]) + "{}" + _braced(question[end:]), to[0][0], found, world)
    if found.outcome is not Outcome.UNDERSTOOD:
        return found
    first, *others = found.readings
    form = merged(first.form, turn)
    took = turn.found and (form != first.form or _is_said(form.where, turn.found[0].things))
    placed = _placed(turn.form, world)
    if len(placed) == 1 and form.task is not Task.DEFINE and not _placed(form, world) and not said_where:
        there = pointing_back(_in(question, placed), cut, turn, world, said_where=True, parts=parts)
        if there is not None and there.outcome is Outcome.UNDERSTOOD and not there.readings[0].unused:
            return there
        if not took and not any(_has_its_place(n, world) and _names(form.where, n) for n, _ in to):
            return replace(found, outcome=Outcome.UNSURE, reason=NOT_THERE)
    return replace(found, readings=(replace(first, form=form), *others))


def by_place(question: str, turn: Turn, world: World) -> Parse | None:
    """The readings of a question about one of what was found, by its place; None where it names no place."""
    cut = [t for t in tokens(question) if not t.is_mark]
    at = place(cut)
    if at is None or not turn.found:
        return None
    start, end, number = at
    found = turn.found[0]
    index = number - 1 if number > 0 else len(found.labels) - 1
    if not 0 <= index < len(found.labels):
        return Parse(Outcome.UNSURE, reason=NO_SUCH.format(len(found.labels)))
    one = Things((found.things.iris[index],), found.labels[index])
    if start == 0 and end == len(cut):
        target = Var(found.var.name, found.var.cls)
        return Parse(Outcome.UNDERSTOOD, (Reading(Form(Task.LIST, target, Compare(target, Op.EQ, one)), 0.0),))
    to = ((Named(found.var.cls, one.iris, one.label, code=True), 1.0),)
    rest = question[cut[end].start :] if start == 0 else ""
    if rest and pointers(tokens(rest), weak=True):
        return _taken_up(parse(rest, world, Pointing(lambda c: pointers(c, weak=True), to)), to, "", world)
    return _taken_up(parse(question, world, Pointing(_places, to)), to, "", world)


def of_what_was_named(question: str, turn: Turn, world: World) -> Parse | None:
    """A bare question ("what is the target?") asked of the things that the last question named, where it was."""
    named = [t for t in pointed(turn, world.schema) if _names(turn.form.where, t[0])]
    placed = _placed(turn.form, world)
    ranges = {c for p in context_of(world).settings.scope for c in world.schema.range(p)}
    to = tuple((n, 1.0) for n, _ in named if n.cls not in ranges)
    if len(to) != 1 or len(placed) > 1:
        return None
    whole = _in(f"{question.rstrip('?!. ')} {wording().completing_one}", placed)
    return _taken_up(parse(whole, world, Pointing(lambda c: pointers(c, weak=True), to)), to, "", world)


def _of_kind(question: str, named: Named, found: Parse, world: World) -> Parse:
    """A question asked of a kind of things ("which {} have no owner?"), of those found; `found` where it is none."""
    whole = parse(question.format(plural(world.schema.class_label(named.cls))), world)
    if whole.outcome is not Outcome.UNDERSTOOD or whole.readings[0].form.target.cls != named.cls:
        return found
    first, *_ = whole.readings
    those = Compare(first.form.target, Op.EQ, Things(named.iris, named.label))
    form = replace(first.form, where=And((*conjuncts(first.form.where), those)))
    return replace(whole, readings=(replace(first, form=form),))


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _placed(form: Form, world: World) -> set[str]:
    """The places that a form narrows to."""
    scope = set(context_of(world).settings.scope)
    links = (c for c in singles(form.where) if isinstance(c, Link) and _last(c) in scope)
    return {c.object.label for c in links if isinstance(c.object, Things)}


def _has_its_place(named: Named, world: World) -> bool:
    """Whether something is one thing of one place: an action, not an indicator that several councils have."""
    if len(named.iris) != 1:
        return False
    props = "|".join(f"<{p}>" for p in context_of(world).settings.scope)
    found = world.store.select(f"SELECT DISTINCT ?place WHERE {{ <{named.iris[0]}> {props} ?place }} LIMIT 2")
    return len(found.rows) == 1


def _in(question: str, placed: set[str]) -> str:
    """A question with the places said after it."""
    return " ".join((question.rstrip("?!. "), *(wording().placed.format(p) for p in placed)))


def _places(cut: Sequence[Token]) -> list[tuple[int, int]]:
    at = place(cut)
    return [at[:2]] if at else []


def _taken_up(found: Parse, to: To, cls: str, world: World) -> Parse:
    """What was understood, of the readings in which what is pointed to has a part (and that ask for a class)."""
    if found.outcome is not Outcome.UNDERSTOOD:
        return found
    ways = context_of(world).ways
    kept = tuple(
        r
        for r in found.readings
        if any(_names(r.form.where, n) for n, _ in to)
        and (not cls or any(v.cls and ways.meet(v.cls, cls) and _is_one(r.form, v, to) for v in _asked(r.form)))
    )
    if kept:
        return replace(found, readings=kept)
    return replace(found, outcome=Outcome.UNSURE, reason=NOT_TAKEN_UP)


def _asked(form: Form) -> tuple[Var, ...]:
    return (form.target, *form.columns)


def _is_one(form: Form, var: Var, to: To) -> bool:
    """Whether a variable is said to be one of what is pointed to."""
    tests = (c.right for c in singles(form.where) if isinstance(c, Compare) and c.op is Op.EQ and c.left == var)
    named = {n.iris for n, _ in to}
    return any(isinstance(things, Things) and things.iris in named for things in tests)


def _names(where: Condition, named: Named) -> bool:
    """Whether a condition names known things."""
    return _is_said(where, Things(named.iris, named.label))


def _is_said(where: Condition, things: Things) -> bool:
    """Whether a condition names things."""
    ends = (c.object if isinstance(c, Link) else c.right if isinstance(c, Compare) else None for c in singles(where))
    return any(isinstance(e, Things) and e.label == things.label and set(e.iris) >= set(things.iris) for e in ends)


def _last(link: Link) -> str:
    return link.prop[-1] if isinstance(link.prop, tuple) else link.prop
