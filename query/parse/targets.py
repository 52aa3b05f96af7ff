"""What a question asks for: candidate targets with what speaks for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from query.form import Task
from query.lexicon.entries import Meaning
from query.parse.chart import Piece
from query.parse.context import Context
from query.parse.needs import options_of

AUXILIARIES = frozenset(
    ["is", "are", "was", "were", "does", "do", "did", "has", "have", "had", "will", "can", "isnt", "arent", "doesnt", "dont", "didnt", "hasnt", "havent", "wasnt", "werent", "any"]
)


@dataclass(frozen=True, slots=True)
class Target:
    """A candidate: the task, the class asked for (with what restricts it), or the literal property; pieces it uses."""

    task: Task
    cls: str
    cost: float
    pieces: frozenset[int] = frozenset()
    meaning: Meaning | None = None
    prop: str = ""  # a literal property whose values are asked for
    group: int = -1  # the piece that names what to count by
    extreme: str = ""  # "most", "least", "highest", "lowest", "latest", "earliest"
    counted: str = ""  # the class whose number makes the most
    latest: bool = False


@dataclass(frozen=True)
class Asking:
    """What the asking words of a question say."""

    names: dict[str, int]  # ask names to their first piece
    yes_no: bool
    listing: bool
    each: int  # the piece after "each", or -1
    extreme: str
    extreme_at: int
    compare: bool


def asking(pieces: Sequence[Piece], live: Sequence[int], context: Context) -> Asking:
    """The asking words among the live pieces."""
    names: dict[str, int] = {}
    each, extreme, extreme_at = -1, "", -1
    listing = False
    for place, i in enumerate(live):
        piece = pieces[i]
        for meaning in piece.of_kind("ask"):
            names.setdefault(meaning.name, i)
        if piece.of_kind("lead"):
            listing = True
        if piece.of_kind("each") and each < 0:
            each = _after_each(pieces, live, place, piece)
        for meaning in piece.of_kind("extreme"):
            if not extreme:
                extreme, extreme_at = meaning.name, i
    first = next((i for i in live if not pieces[i].of_kind("lead") and not pieces[i].is_named("chatter", "polite")), -1)
    word = pieces[first].text.lower().replace("'", "").split()[0] if first >= 0 else ""
    yes_no = "whether" in names or (
        word in AUXILIARIES - {"any"} and not ({"what", "which", "who", "how-many", "when", "where"} & set(names))
    )
    later_list = any(pieces[i].of_kind("lead") and i > first for i in live)
    return Asking(names, yes_no and not later_list, listing, each, extreme, extreme_at, "compare" in names)


def _after_each(pieces: Sequence[Piece], live: Sequence[int], place: int, piece: Piece) -> int:
    """The noun after "each"; "by" means each only where a noun follows at once."""
    reach = 2 if piece.is_named("each", "by") else 3
    for j in live[place + 1 : place + 1 + reach]:
        if pieces[j].of_kind("noun"):
            return j
        if pieces[j].mentions or pieces[j].time or pieces[j].number:
            return -1
        if piece.is_named("each", "by") and not pieces[j].is_named("small"):
            return -1
    return -1


def targets(
    pieces: Sequence[Piece], live: Sequence[int], asked: Asking, context: Context, props: frozenset[str]
) -> list[Target]:
    """The candidate targets, in no order."""
    settings = context.settings
    counting = "how-many" in asked.names and not any(
        n in asked.names and asked.names[n] < asked.names["how-many"] for n in ("who", "which", "what", "when", "where")
    )
    task = Task.YES_NO if asked.yes_no else Task.COUNT if counting else Task.LIST
    found: list[Target] = []
    nouns = [i for i in live if pieces[i].of_kind("noun") and i != asked.each]
    wh = min((asked.names[n] for n in ("which", "what", "how-many") if n in asked.names), default=-1)
    if wh < 0 and not asked.yes_no and "who" not in asked.names:
        # "show me the measures": a way in asks as a question word does
        wh = max((i for i in live if pieces[i].of_kind("lead")), default=-1)
    for rank, i in enumerate(nouns):
        for meaning in pieces[i].of_kind("noun"):
            price = 0.15 + 0.35 * rank
            if wh >= 0 and _directly(pieces, live, wh, i):
                price = 0.0 if "which" in asked.names or "how-many" in asked.names else 0.1
            elif wh >= 0 and i < wh:
                price += 0.5
            if meaning.weak:
                price += 0.3 if meaning.cls in settings.open else 0.6
            if pieces[i].props and price:
                price += 0.25
            used = frozenset({i})
            cls = meaning.cls
            found.append(Target(task, cls, price, used, meaning))
            if cls in settings.stands_for and task is Task.YES_NO:
                continue
    if "who" in asked.names and task is not Task.COUNT:
        at = frozenset({asked.names["who"]})
        found += [Target(task, cls, 0.02 + 0.25 * n, at) for n, cls in enumerate(settings.who)]
    if "where" in asked.names:
        at = frozenset({asked.names["where"]})
        found += [Target(task, cls, 0.4 + 0.3 * n, at) for n, cls in enumerate(settings.where_asked)]
    if "when" in asked.names:
        at = frozenset({asked.names["when"]})
        found += [Target(task, "", 0.05 + 0.2 * n, at, prop=p) for n, p in enumerate(settings.when)]
    if "how-much" in asked.names:
        at = frozenset({asked.names["how-much"]})
        found += [Target(task, "", 0.05 + 0.2 * n, at, prop=p) for n, p in enumerate(settings.how_much)]
    found += _attributes(pieces, live, wh, task)
    openness = 0.3 if "what" in asked.names else 0.7
    classes = {c: openness + 0.4 * n for n, c in enumerate(settings.open)}
    for prop in props:
        info = context.schema.properties.get(prop)
        if info and not info.literal:
            for cls in context.schema.domain(prop) | context.schema.range(prop):
                classes.setdefault(cls, openness + 0.3)
    for i in live:
        for meaning in pieces[i].of_kind("value"):
            cls = settings.stands_for.get(meaning.cls)
            if cls:
                for end in context.schema.range(cls):
                    classes[end] = min(classes.get(end, 9.0), openness - 0.1)
    direct = any(wh >= 0 and _directly(pieces, live, wh, i) for i in nouns if not _weak(pieces[i]))
    if not settings.open:
        for cls, info in context.schema.classes.items():
            if info.count and not info.hidden:
                classes.setdefault(cls, openness + 0.8)
    # where a question word has its noun, nothing else is asked for
    found += [Target(task, cls, cost + (0.7 if direct else 0.0)) for cls, cost in classes.items()]
    if task is Task.YES_NO:
        for i in live:
            for option in options_of(pieces[i]):
                if option.cls not in {c for p in settings.scope for c in context.schema.range(p)}:
                    found.append(Target(task, option.cls, 0.25))
    return found


def _weak(piece: Piece) -> bool:
    return all(m.weak for m in piece.of_kind("noun"))


def _directly(pieces: Sequence[Piece], live: Sequence[int], wh: int, noun: int) -> bool:
    """Whether a noun belongs to a question word: only names, values and words that carry nothing stand between."""
    for i in live:
        if wh < i < noun:
            piece = pieces[i]
            passing = piece.mentions or piece.number or piece.of_kind("small", "chatter", "value", "pronoun", "about")
            if not passing or piece.mark:
                return False
    return noun > wh


def _attributes(pieces: Sequence[Piece], live: Sequence[int], wh: int, task: Task) -> list[Target]:
    """Literal properties asked for by name: "what is the deadline for …". Verbs ("finish") only restrict."""
    found = []
    for i in live:
        following = pieces[i + 1] if i + 1 < len(pieces) else None
        if following and (following.time or following.of_kind("compare")):
            continue
        for meaning in pieces[i].of_kind("attribute"):
            for prop in () if meaning.weak else meaning.props:
                price = 0.2 if wh >= 0 and _directly(pieces, live, wh, i) else 0.6
                found.append(Target(task, "", price, frozenset({i}), prop=prop))
    return found
