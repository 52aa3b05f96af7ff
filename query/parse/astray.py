"""Readings gone astray: what they name hangs, in all that is held, on nothing by the property they take it by.

"What is behind objective 2" names an objective. Where no indicator at all is a measure of it, a reading by way of its
indicators finds nothing, and that says nothing of the question: it was meant by another way.
"""

from __future__ import annotations

from query.conditions import positive
from query.form import Form, Gap, Link, Task, Things, Var
from query.world import World

KEPT = 5000  # ends remembered


def astray(form: Form, named: frozenset[str], world: World) -> bool:
    """Whether a form reaches something it names by a property that no word of the question says (`named` are those
    that one does) and that nothing held has with it as its value. Raises what the store raises."""
    return any(not _leads(part, world) for part in _unsaid(form, named))


def far_astray(form: Form, named: frozenset[str], world: World) -> bool:
    """Whether a form is astray, and not in what it says of the very things that are asked for."""
    asked = {form.target}
    for part in positive(form.where):
        asked |= {part.one, part.other} if isinstance(part, Gap) and part.var == form.target else set()
    own = asked | {part.subject for part in positive(form.where) if isinstance(part, Link) and part.object in asked}
    return any(part.subject not in own and not _leads(part, world) for part in _unsaid(form, named))


def _unsaid(form: Form, named: frozenset[str]) -> list[Link]:
    """The links of a form to what it names, by a property that no word says."""
    if form.task in (Task.DEFINE, Task.PATH):
        return []
    links = [c for c in positive(form.where) if isinstance(c, Link) and isinstance(c.object, Things)]
    return [c for c in links if _last(c).lstrip("^") not in named and isinstance(c.object, Things) and c.object.iris]


def _last(link: Link) -> str:
    """The last step of a link's way."""
    return link.prop if isinstance(link.prop, str) else link.prop[-1]


def _leads(link: Link, world: World) -> bool:
    """Whether anything held has the end of a link as the value of its property."""
    assert isinstance(link.object, Things)
    known: dict[Link, bool] = world.once("ends", dict)
    step = _last(link)
    key = Link(Var("any"), step, link.object, reach=link.reach)
    if key not in known:
        while len(known) >= KEPT:
            known.pop(next(iter(known)), None)
        reach = f"/<{link.reach}>*" if link.reach else ""
        ends = " ".join(f"<{iri}>" for iri in link.object.iris)
        path = f"^<{step[1:]}>" if step.startswith("^") else f"<{step}>"
        known[key] = world.store.ask(f"ASK {{ VALUES ?end {{ {ends} }} ?any {path}{reach} ?end }}")
    return known[key]
