"""Questions that are no selection: what a thing is or stands for, and how two things hang together."""

from __future__ import annotations

from query.form import And, Condition, Form, Link, Maybe, Task, Things, Var
from query.lexicon.words import stem
from query.parse.build import is_somebodys, known
from query.parse.context import Context
from query.parse.needs import Needs, NounNeed, Option, ThingNeed
from query.parse.scored import SURE_NAME, UNKNOWN, Scored
from query.parse.utterance import Utterance


def defining(u: Utterance, needs: Needs) -> list[Scored]:
    """Readings that ask what one thing is or stands for."""
    plain = "define" not in u.asked.names
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and not n.scope]
    bare = len(things) == 1 and not u.part.start and all(_called(u, i, things[0]) for i in u.part.live)
    if len(things) != 1 or (plain and "what" not in u.asked.names and not bare) or u.asked.yes_no:
        return []
    rest = [n for n in needs.needs if n is not things[0] and not (isinstance(n, ThingNeed) and n.scope)]
    others = [n for n in rest if isinstance(n, NounNeed)]
    strong_relations = [
        i
        for i in needs.relations
        if not u.pieces[i].of_kind("ask", "small", "chatter", "noun") and i not in things[0].pieces
    ]
    talk = [u.pieces[i] for i in u.part.live if i not in things[0].pieces]
    if plain and any((p.is_named("chatter") and not p.is_named("chatter", "polite")) or not p.known for p in talk):
        return []
    if plain and any(p.of_kind("extreme", "each", "not", "gap", "attribute") for p in talk):
        return []  # "what is the total for 1.1" asks for a sum
    scopes = [n for n in needs.needs if isinstance(n, ThingNeed) and n.scope and not n.negated]
    if plain and (strong_relations or _goes_on(u, things[0], bool(scopes))):
        return []
    if len(others) < len(rest):
        return []
    first = min(things[0].pieces) - 1
    about = first in u.part.live and u.pieces[first].of_kind("about") and not u.pieces[first].is_named("small", "of")
    if "define" in u.asked.names and about and "what" in u.asked.names and not any(o.code for o in things[0].options):
        return []  # "what does the plan say on libraries" asks for what is said of them
    if (
        plain
        and any(_several(u.pieces[min(n.pieces)].text) for n in others)
        and not any(o.code for o in things[0].options)
    ):
        return []  # "what are the longer term priorities" asks for them, not what their heading means
    found = []
    for option in things[0].options:
        rank = _defined_rank(option, u.context)
        if rank is None or (bare and option.score < SURE_NAME):
            continue
        called = all(u.context.ways.meet(m.cls, option.cls) for n in others for m in n.meanings[:1])
        if "which" in u.asked.names and not called:
            continue  # "which actions say to be confirmed" asks for no acronym
        if plain and not called:
            continue  # "what is action 4.2" says what 4.2 is; "what is the target for NI 117" asks for a value
        var, same = known(option.cls, option.iris, option.label, "thing")
        where = [Link(var, prop, _named(n)) for n in scopes for prop in u.context.settings.scope]
        placed = bool(where) and is_somebodys(option.cls, u.context)
        if scopes and plain and not placed:
            continue  # "what is NI 117 in Northam" asks for a value
        parts: list[Condition] = [same, *(where if placed else ())]
        columns, more = wording_of(var, u.context)
        parts += more
        form = Form(Task.DEFINE, var, And(tuple(parts)) if len(parts) > 1 else same, columns=columns)
        cost = (
            u.part.cost
            + 0.08 * rank
            + 2.0 * (1 - option.score)
            + UNKNOWN * len(needs.unknown)
            + (0.3 if plain else 0.0)
        )
        left = UNKNOWN * len(needs.unknown)
        unused = tuple(u.pieces[i].text for i in needs.unknown)
        found.append(Scored(form, cost, left, (u.pieces[min(things[0].pieces)].text,), unused, u.part))
    return found


def wording_of(var: Var, context: Context) -> tuple[tuple[Var, ...], tuple[Condition, ...]]:
    """The column with the words that define things of a class, where they have such, and what must hold for it."""
    prop = context.settings.wording
    if prop not in context.schema.properties_of(var.cls):
        return (), ()
    wording = Var("wording")
    return (wording,), (Maybe(Link(var, prop, wording)),)


def _several(noun: str) -> bool:
    """Whether a noun stands in the plural."""
    word = noun.lower().split()[-1]
    return word.endswith("s") and not word.endswith("ss") and stem(word) != word


def _called(u: Utterance, i: int, thing: ThingNeed) -> bool:
    """Whether a piece is a name or the noun before its code: "action 4.2"."""
    before = i + 1 in thing.pieces and any(o.code for o in thing.options)
    nouns = [m for m in u.pieces[i].of_kind("noun") if not m.weak] if before else []
    return i in thing.pieces or any(u.context.ways.meet(m.cls, o.cls) for m in nouns for o in thing.options)


def _goes_on(u: Utterance, thing: ThingNeed, placed: bool) -> bool:
    """Whether the question says more after what it names: "what are the schools in on"."""
    after = [i for i in u.part.live if i > max(thing.pieces)]
    return bool(after) and not placed and u.pieces[after[-1]].is_named("small", "onward")


def _named(need: ThingNeed) -> Things:
    return Things(need.options[0].iris, need.options[0].label)


def _defined_rank(option: Option, context: Context) -> int | None:
    wanted = context.settings.defined
    if not wanted:
        return 0
    return next((n for n, cls in enumerate(wanted) if context.schema.is_a(option.cls, cls)), None)


def connecting(u: Utterance, needs: Needs) -> list[Scored]:
    """Readings that ask how two things hang together."""
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and not n.scope and n.skip > 0.7]
    scopes = [n for n in needs.needs if isinstance(n, ThingNeed) and n.scope and not n.negated][:1]
    if "path" not in u.asked.names or len(things) != 2 or {"which", "who", "how-many", "when"} & set(u.asked.names):
        return []
    found = []
    left = UNKNOWN * len(needs.unknown)
    first, second = (tuple(o for o in t.options if o.cls not in u.context.settings.explains)[:4] for t in things)
    for one in first:
        for other in second:
            if set(one.iris) == set(other.iris):
                continue
            a, same_a = known(one.cls, one.iris, one.label, "from")
            b, same_b = known(other.cls, other.iris, other.label, "to")
            places = [known(n.options[0].cls, n.options[0].iris, n.options[0].label, "place") for n in scopes]
            where = And((same_a, same_b, *(same for _, same in places)))
            form = Form(Task.PATH, a, where, columns=(b, *(place for place, _ in places)))
            cost = u.part.cost + 0.3 + 2.0 * (2 - one.score - other.score) + left
            cost += _between(u.context, one.cls, other.cls)
            used = (u.pieces[min(things[0].pieces)].text, u.pieces[min(things[1].pieces)].text)
            found.append(Scored(form, cost, left, used, tuple(u.pieces[i].text for i in needs.unknown), u.part))
    return found


def _between(context: Context, one: str, other: str) -> float:
    ways = context.ways.between(one, other)
    return 0.1 * min((w.cost(frozenset()) for w in ways), default=20.0)
