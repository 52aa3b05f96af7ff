"""Accounts of a reading: words of a question that change what is asked and that nothing in the form stands for."""

from __future__ import annotations

from query.conditions import own_variables, positive
from query.form import Form, Link, Task, Things
from query.parse.needs import Needs, NounNeed, NumberNeed, TextNeed, ThingNeed
from query.parse.state import State
from query.parse.targets import Target
from query.parse.utterance import Utterance


def unaccounted(u: Utterance, target: Target, needs: Needs, state: State, form: Form) -> list[int]:
    """The pieces that a reading does not stand for, though they change what is asked.

    They are "else" and "this year" where nothing is left out by them, an "only" that narrows nothing, a noun after
    "which" that is not what is answered, a noun that says nothing more of what is named, a comparison of one number.
    """
    left: list[int] = []
    apart = _apart(needs, state)
    for i in u.part.live:
        without = u.pieces[i].of_kind("must") and not apart
        if without or (u.pieces[i].is_named("small", "only") and i not in state.used):
            left.append(i)
    left += _idle_nouns(target, needs, state, form.group_by.cls if form.group_by else "")
    left += _asked_otherwise(u, target)
    if u.asked.compare and form.task in (Task.COUNT, Task.AGGREGATE) and form.group_by is None:
        left.append(u.asked.names["compare"])
    return left


def supposes(u: Utterance, needs: Needs, state: State, form: Form) -> bool:
    """Whether words are taken for a text, or "and" for both at once, though nothing says so."""
    texts = any(isinstance(n, TextNeed) and n.pieces & state.used and not n.topic.marked for n in needs.needs)
    both = any(u.pieces[i].is_named("join", "both") for i in u.part.live)
    return texts or (_at_once(form) and not both)


def _at_once(form: Form) -> bool:
    """Whether something is to have two named things by one property, which "and" need not mean."""
    links = [(c.subject, c.prop) for c in positive(form.where) if isinstance(c, Link) and isinstance(c.object, Things)]
    return len(links) > len(set(links))


def _idle_nouns(target: Target, needs: Needs, state: State, group_by: str) -> list[int]:
    """Nouns that say nothing more, though things are named: "owners of recommendation 3 that own actions"."""
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and not n.scope and not n.negated]
    named = any(n.pieces & state.used for n in things)
    told = {target.counted, group_by, *(n.noun.cls for n in needs.needs if isinstance(n, NumberNeed) and n.noun)}
    for need in needs.needs if named else ():
        if not isinstance(need, NounNeed) or need.negated or not need.pieces & state.used:
            continue
        for node in state.nodes[1:]:
            if any(m.cls == node.var.cls and m.cls not in told and not m.weak and not m.where for m in need.meanings):
                said = [c for _, c in state.conditions if node.var in own_variables(c)]
                if len(said) == 1 and not node.things and not node.group:
                    return [min(need.pieces)]
    return []


def _asked_otherwise(u: Utterance, target: Target) -> list[int]:
    """The noun right after "which", where something else is answered."""
    at = u.asked.names.get("which", -1)
    if at < 0 or at + 1 not in u.part.live or target.prop or target.gap or at + 1 in target.pieces:
        return []
    nouns = [m for m in u.pieces[at + 1].of_kind("noun") if not m.weak]
    return [at + 1] if nouns and all(m.cls != target.cls for m in nouns) else []


def _apart(needs: Needs, state: State) -> bool:
    """Whether something named is left out of the answer, as "who else" wants."""
    return any(isinstance(n, ThingNeed) and n.negated and not n.scope and n.pieces <= state.used for n in needs.needs)
