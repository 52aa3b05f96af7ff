"""Which of the readings is answered: the cheapest, unless it takes words loosely and so finds nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from query.conditions import bound_variables, conjuncts, positive
from query.form import And, Compare, Condition, Form, Link, Maybe, Measure, Not, Or, Task, TextMatch, Things, Var
from query.grounding import grounded
from query.lexicon.entries import Settings
from query.parse.astray import astray, far_astray
from query.parse.chart import Chart
from query.parse.context import context_of
from query.parse.mending import mending_said, mendings
from query.parse.scored import Scored
from query.parse.signs import signs_of
from query.parse.trust import trusted
from query.parse.wider import widened
from query.reading import Outcome, Parse, Reading
from query.sparql import compile_form
from query.world import World

READINGS = 4
CLOSE = 0.3  # readings this near to the best are offered beside it
NEARLY = 0.25  # … and this near they are as good, should the best find nothing
JOINED = 0.12  # … though they are only joined otherwise
FOR_WORDS = 0.5  # … where somebody is asked for, and what he is to answer for is said in words
SUPPOSED = 1.2  # how much more a reading may cost that supposes another kind of thing to be asked for
THROUGH = 2.2  # … and one that says it of what stands under a heading
OTHERWISE = 2.4  # … and one that is tried at all instead of one that finds nothing
WHOLE = 0.3  # how much more a reading may cost that leaves nothing out, where the best one leaves out too much
BESIDE = 1.4  # … and one that finds the same words beside, not in, what is asked for
STRAY = 1.5  # … and one by another way where the best goes astray
REMEMBERED = 5000  # forms of which it is remembered whether anything matches them
TRIED = 8  # readings tried instead of one that finds nothing


def settled(found: list[Scored], world: World) -> bool:
    """Whether what is answered does not depend on readings that cost `CLOSE` more than the best: it finds something,
    or leaves too much out to be answered."""
    if not found:
        return False
    first = min(found, key=lambda s: s.cost)
    if not first.whole or first.cost > trusted().dearest:
        return True
    if first.form.task in (Task.DEFINE, Task.PATH):
        return not first.loose
    return _holds(first.form, world)


def finds_nothing(found: Parse, world: World) -> bool:
    """Whether a question is understood, and what it is taken to ask a list of finds nothing."""
    if found.outcome is not Outcome.UNDERSTOOD or found.readings[0].form.task is not Task.LIST:
        return False
    return not _holds(found.readings[0].form, world)


def ranked(found: list[Scored], cut: Chart, yes_no: bool, world: World) -> Parse:
    """What is made of a question whose readings are found."""
    best: dict[Form, Scored] = {}
    for scored in sorted(found, key=lambda s: s.cost):
        best.setdefault(scored.form, scored)
    in_order = list(best.values())
    words = search_words(cut)
    if not in_order:
        return Parse(Outcome.UNSURE, reason="No reading of the question was found.", yes_no=yes_no, search_words=words)
    in_order = _whole_first(in_order, world)
    first = _wide(_on_the_way(_holding(in_order, world), in_order, world), world)
    context = context_of(world)
    readings = tuple(
        Reading(s.form, round(-s.cost, 3), s.used, s.unused, mending_said(mendings(s.told, context)), s.open)
        for s in [first, *(s for s in in_order if s is not first)][:READINGS]
        if s is first or s.cost <= first.cost + CLOSE
    )
    asks = first.form.task is Task.YES_NO
    outside = _outside(first.form, world)
    if outside:
        return Parse(Outcome.DECLINED, reason=f"Nothing of {outside} is held.")
    if not first.whole or first.cost > trusted().dearest:
        if first.absent:
            return Parse(Outcome.ABSENT, readings, first.absent, asks, words)
        words_left = ", ".join(first.unused) or "its words"
        reason = f"The question was not understood well enough: no reading accounts for {words_left}."
        return Parse(Outcome.UNSURE, readings, reason, asks, words)
    if first.form.task in (Task.LIST, Task.COUNT) and _doubtful(first, in_order, world):
        reason = "As it is most likely meant nothing is found, and it may well be meant otherwise."
        return Parse(Outcome.UNSURE, readings, reason, asks, words)
    trust = trusted()
    signs = signs_of(first, _finds(first, world), trust.free)
    if trust.wrong(signs) > most_doubted(world):
        why = trust.why(signs)
        reason = f"What is meant is not sure enough to be answered{f': {why}' if why else ''}."
        return Parse(Outcome.UNSURE, readings, reason, asks, words, signs=signs)
    return Parse(Outcome.UNDERSTOOD, readings, "", asks, words, signs=signs)


def most_doubted(world: World) -> float:
    """How likely wrong a reading may be that is answered."""
    return world.once("most doubted", lambda: trusted().most_likely_wrong)


def _finds(first: Scored, world: World) -> bool:
    """Whether a reading finds anything, where finding nothing would be a claim."""
    return first.form.task is not Task.LIST or _holds(first.form, world)


def _whole_first(readings: list[Scored], world: World) -> list[Scored]:
    """The readings; where the best leaves out too much, one before it that does not, costs hardly more and holds."""
    best = readings[0]
    if best.whole:
        return readings
    whole = next((s for s in readings if s.whole and s.cost <= best.cost + WHOLE), None)
    if whole is None or not _holds(whole.form, world):
        return readings
    return [whole, *(s for s in readings if s is not whole)]


def _doubtful(first: Scored, readings: list[Scored], world: World) -> bool:
    """Whether a reading finds nothing and that may well be for how it is read: its words are taken for a text that
    nothing marks as one, or for two things at once, or no word says what is asked for and something else is found."""
    if _holds(first.form, world):
        return False
    settings = context_of(world).settings
    topical = first.form.target.cls in settings.who and _named_otherwise(first, world)
    if topical or far_astray(first.form, first.named, world):
        return True  # "who leads on first time entrants" is who does what is about them too
    if not (first.supposed or first.open or first.loose):
        return False
    others = [s for s in readings if s is not first and s.whole and s.cost <= first.cost + SUPPOSED]
    return first.supposed or (first.loose and first.open) or any(_holds(s.form, world) for s in others[: 2 * TRIED])


def _outside(form: Form, world: World) -> str:
    """The name of something a form is about of which reference data knows and nothing held is; "" for none."""
    unheld = context_of(world).names.unheld
    for condition in positive(form.where):
        end: Measure | None = condition.object if isinstance(condition, Link) else None
        end = condition.right if isinstance(condition, Compare) else end
        if isinstance(end, Things) and end.iris and unheld.issuperset(end.iris):
            return end.label
    return ""


def _holding(readings: list[Scored], world: World) -> Scored:
    """The best reading; where it takes words loosely, or takes what is not said, and finds nothing, the best that
    takes them otherwise and does."""
    first = readings[0]
    if not first.whole or (first.form.task in (Task.DEFINE, Task.PATH) and not first.loose):
        return first
    settings = context_of(world).settings
    settled = first.form.task is Task.YES_NO and not first.loose
    others = [
        s
        for s in readings[1:]
        if s.left_out <= max(first.left_out, 0.3)
        and (
            (not settled and _otherwise(s, first, settings)) or _through(s, first, settings) or _of_that_name(s, first)
        )
    ]
    if not others or _holds(first.form, world):
        return first
    if _denies(first.form.where) and not first.loose and _holds(_undenied(first.form), world):
        others = [s for s in others if _through(s, first, settings)]  # what is denied leaves nothing
    for other in others[:TRIED]:
        # where what is denied leaves nothing of what there is, it is not denied by another way
        leaves = _denies(other.form.where) and not other.loose and other.open and _holds(_undenied(other.form), world)
        if leaves or _holds(other.form, world):
            return other
    return first


def _on_the_way(first: Scored, readings: list[Scored], world: World) -> Scored:
    """The best reading; where it goes astray, the best that says the same by another way and finds something."""
    if not first.whole or first.form.task in (Task.DEFINE, Task.PATH) or not _astray(first, world):
        return first
    asked, named = _asked_for(first.form), _things(first.form)
    for other in readings:
        if other.cost > first.cost + STRAY:
            break
        same = other.form.task is first.form.task and _asked_for(other.form) == asked and _things(other.form) == named
        same = same and _joined_twice(other.form) <= _joined_twice(first.form)
        whole = other.left_out <= max(first.left_out, 0.3)
        if same and whole and not _astray(other, world) and _holds(other.form, world):
            return other
    return first


def _wide(first: Scored, world: World) -> Scored:
    """The best reading; where it finds nothing, with the things that have the names it takes in their own."""
    if not first.whole or first.form.task in (Task.DEFINE, Task.PATH):
        return first
    wider = widened(first.form, world)
    missed = wider is not None and not _holds(first.form, world)
    return replace(first, form=wider) if wider and missed and _holds(wider, world) else first


def _astray(scored: Scored, world: World) -> bool:
    return astray(scored.form, scored.named, world)


def _asked_for(form: Form) -> tuple[str, frozenset[str]]:
    """What a form asks for: the class of its target, or the properties that it asks the values of."""
    links = (c for c in positive(form.where) if isinstance(c, Link) and c.object == form.target)
    return form.target.cls, frozenset(c.prop for c in links if isinstance(c.prop, str) and not form.target.cls)


def _otherwise(other: Scored, first: Scored, settings: Settings) -> bool:
    """Whether a reading takes otherwise what the best one only supposes."""
    if other.form.task is not first.form.task or first.form.task in (Task.DEFINE, Task.PATH):
        return False
    if _joined_twice(other.form) > _joined_twice(first.form):
        return False  # "who approved the review" is who approved that, not who decided on it and approved something
    more = other.cost - first.cost
    if first.form.task is Task.AGGREGATE:
        return more <= SUPPOSED  # a sum of nothing is hardly what is asked for
    if first.at_once and not other.at_once and other.form.target.cls == first.form.target.cls:
        return more <= SUPPOSED  # "who owns 3.5 and 3.6" may be whoever owns either
    if first.open and first.loose and first.form.task is Task.LIST and not other.left_out and more <= WHOLE:
        return True  # "what did they get for offending" may ask for a value rather than for what is done
    if first.open and other.open and first.form.task is Task.LIST and not first.loose:
        return (
            more <= SUPPOSED and other.form.target.cls != first.form.target.cls
        )  # "what is Ann responsible for" may be of what she owns besides actions
    if other.form.target.cls != first.form.target.cls:
        return False
    named = _things(first.form)
    if _denies(first.form.where) and not first.loose:
        # what is denied may well leave nothing, unless it is only joined otherwise
        labels = [{label for _, label in _ends(form)} for form in (first.form, other.form)]
        return _denies(other.form.where) and labels[0] == labels[1] and more <= NEARLY
    if _texts(first.form) and not _texts(other.form) and _things(other.form) > named:
        return more <= BESIDE  # "on the youth service budget" may be on what is called so
    taken = not named or _things(other.form) != named  # not only joined otherwise: its words are taken otherwise
    somebody = first.form.target.cls in settings.who  # of several things that somebody may own, none is meant more
    placed = any(isinstance(c, Link) and c.prop in settings.scope for c in positive(first.form.where))
    joined = FOR_WORDS if not first.coded and (somebody or not placed) else JOINED if somebody else 0.0
    nearly = more <= (NEARLY if taken else joined)
    if first.loose and more <= BESIDE and _texts(other.form) == _texts(first.form):
        return True  # what is said of it only beside its own words, in its measures
    return nearly or (first.loose and more <= OTHERWISE and _texts(other.form) != _texts(first.form))


def _joined_twice(form: Form) -> int:
    """How many things are joined to the same by a property by which another is."""
    ends: list[tuple[str, Var]] = []
    for link in (c for c in positive(form.where) if isinstance(c, Link)):
        first, last = (link.prop, link.prop) if isinstance(link.prop, str) else (link.prop[0], link.prop[-1])
        ends.append((first, link.subject))
        if isinstance(link.object, Var):
            ends.append((last[1:] if last.startswith("^") else f"^{last}", link.object))
    return len(ends) - len(set(ends))


def _of_that_name(other: Scored, first: Scored) -> bool:
    """Whether a yes-or-no reading says of another thing of the same name what the best one says of one: "does the
    college do anything on housing" is of what it owns and of what it helps with."""
    if other.form.task is not Task.YES_NO or first.form.task is not Task.YES_NO:
        return False
    one, another = _ends(first.form), _ends(other.form)
    same = {label for _, label in one} == {label for _, label in another}
    alike = same and other.form.target.cls == first.form.target.cls and _texts(other.form) == _texts(first.form)
    return alike and _things(other.form) != _things(first.form) and other.cost - first.cost <= NEARLY


def _through(other: Scored, first: Scored, settings: Settings) -> bool:
    """Whether a reading says of what stands under a heading what the best one says of the heading itself.

    Who is down for a recommendation that has no lead are the owners of its actions.
    """
    if other.form.task is not first.form.task or other.form.target.cls != first.form.target.cls:
        return False
    near, far = _ends(first.form), _ends(other.form)
    below = {label for prop, label in far if prop in settings.downwards}
    below -= {label for prop, label in near if prop in settings.downwards}
    added = _classes(other.form) - _classes(first.form)
    same = {label for _, label in near} == {label for _, label in far}
    return bool(below) and same and added <= set(settings.open) and other.cost - first.cost <= THROUGH


def _ends(form: Form) -> frozenset[tuple[str, str]]:
    """The names of a form, each with the property that leads to it ("" for what something is)."""
    found = set()
    for part in positive(form.where):
        if isinstance(part, Link) and isinstance(part.object, Things):
            found.add((part.prop if isinstance(part.prop, str) else part.prop[-1], part.object.label))
        if isinstance(part, Compare) and isinstance(part.right, Things):
            found.add(("", part.right.label))
    return frozenset(found)


def _classes(form: Form) -> set[str]:
    return {v.cls for v in bound_variables(form.where) if v.cls}


def _things(form: Form) -> frozenset[str]:
    """The things that a form names."""
    ends = [c.object if isinstance(c, Link) else c.right for c in positive(form.where) if isinstance(c, Link | Compare)]
    return frozenset(iri for end in ends if isinstance(end, Things) for iri in end.iris)


def _named_otherwise(scored: Scored, world: World) -> bool:
    """Whether what somebody is asked for is a topic as well, or a heading, under which others may be."""
    settings = context_of(world).settings
    kinds = set() if scored.coded else {*settings.about}
    if _classes(scored.form).isdisjoint(settings.open):  # "who leads 5 and 6", not "who owns actions under both"
        kinds |= {cls for prop in settings.downwards for cls in world.schema.range(prop)}
    named = " ".join(f"<{iri}>" for iri in sorted(_things(scored.form)))
    classes = " ".join(f"<{cls}>" for cls in sorted(kinds))
    if not (named and classes):
        return False
    return world.store.ask(f"ASK {{ VALUES ?named {{ {named} }} VALUES ?kind {{ {classes} }} ?named a ?kind }}")


def _undenied(form: Form) -> Form:
    """A form without what it denies."""
    return replace(form, where=And(tuple(c for c in conjuncts(form.where) if not isinstance(c, Not))))


def _denies(where: Condition) -> bool:
    return any(isinstance(c, Not) for c in conjuncts(where))


def _texts(form: Form) -> frozenset[tuple[str, ...]]:
    """The wordings that a form looks for in texts."""

    def walk(condition: Condition) -> frozenset[tuple[str, ...]]:
        match condition:
            case TextMatch(alternatives=wordings):
                return frozenset({wordings})
            case And(parts=inner) | Or(parts=inner):
                return frozenset(t for part in inner for t in walk(part))
            case Not(part=one) | Maybe(part=one):
                return walk(one)
            case _:
                return frozenset()

    return walk(form.where)


def _holds(form: Form, world: World) -> bool:
    """Whether anything matches a form."""

    def ask(plain: Form) -> bool:
        return world.store.ask(compile_form(grounded(plain, world), world.schema).text)

    known = world.once("what holds", lambda: lru_cache(maxsize=REMEMBERED)(ask))
    return known(Form(Task.YES_NO, form.target, form.where))


def search_words(cut: Chart) -> str:
    """The words of a question that carry meaning."""
    pieces = cut.divisions[0].pieces
    idle = {"ask", "lead", "chatter", "small", "pronoun"}
    return " ".join(
        p.text for p in pieces if not p.mark and (not p.known or p.mentions or {m.kind for m in p.meanings} - idle)
    )
