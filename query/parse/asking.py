"""The asking words of a question: who, how many, each, the most, and what they stand beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from query.parse.auxiliaries import AUXILIARIES
from query.parse.chart import Piece
from query.parse.context import Context

RANKING = ("most", "least", "highest", "lowest")
SUMMING = ("total", "average")
MORE = {"more": "most", "fewer": "least"}
MOST_WANTED = 50  # "the top 50": greater numbers are no ranks


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
    limit: int = 1  # how many are wanted of the most or the least
    limit_at: int = -1
    gap_at: int = -1  # the piece that speaks of a gap
    counting: bool = False  # whether "number of" only says what the most is of: "by number of actions"
    choice: frozenset[str] = (
        frozenset()
    )  # what those are of which one is asked for: "who has more, Northam or Eastvale"
    cash: bool = False  # whether "how much" is of money
    one: int = -1  # the piece that names the one of two of which it is asked whether it has more than the other


def asking(pieces: Sequence[Piece], live: Sequence[int], context: Context) -> Asking:
    """The asking words among the live pieces."""
    names: dict[str, int] = {}
    each, extreme, extreme_at, gap_at = -1, "", -1, -1
    listing, choice, one = False, frozenset[str](), -1
    for place, i in enumerate(live):
        piece = pieces[i]
        # "actions where Ann is not the lead" asks for actions
        said = place > 0 and any(not m.weak for m in pieces[live[place - 1]].of_kind("noun"))
        for meaning in piece.of_kind("ask"):
            if not (said and meaning.name == "where"):
                names.setdefault(meaning.name, i)
        if piece.of_kind("lead"):
            listing = True
        # "by" after what is done says who does it: "named by actions"
        passive = piece.is_named("each", "by") and place and _done_by(pieces, live, place, context)
        passive = passive and "how-many" not in names
        if piece.of_kind("each") and not piece.is_named("each", "time") and each < 0 and not passive:
            each = _after_each(pieces, live, place, piece, context)
        if piece.is_named("ask", "how-many") and each < 0:
            each = _counted_for(pieces, live[:place])
        for meaning in piece.of_kind("extreme"):
            # "the top three most expensive" says twice that some of the most are wanted
            again = extreme_at >= 0 and pieces[i - 1].number and i - 2 == extreme_at and bool(meaning.of)
            if not extreme or again:
                extreme, extreme_at = meaning.name, i
        for meaning in piece.of_kind("must"):
            if meaning.name in RANKING and not extreme and (of_two := _two_named(pieces, live)):
                extreme, extreme_at, choice = meaning.name, i, of_two
            if meaning.name in MORE and not extreme and (of_two := _more_than(pieces, live, i)):
                extreme, extreme_at, choice, one = MORE[meaning.name], i, of_two, _before(pieces, live, i)
        for meaning in piece.of_kind("gap") if context.settings.gap else ():
            gap_at = i
            if meaning.name and not extreme:
                extreme, extreme_at = meaning.name, i
    first = next((i for i in live if not pieces[i].of_kind("lead") and not pieces[i].is_named("chatter", "polite")), -1)
    word = pieces[first].text.lower().replace("'", "").split()[0] if first >= 0 else ""
    thing = first >= 0 and any(not m.weak for m in pieces[first].of_kind("noun"))
    # "have we got anything on …" asks what there is
    yes_no = "whether" in names or (
        word in AUXILIARIES and not thing and not ({"what", "which", "who", "how-many", "when", "where"} & set(names))
    )
    yes_no = yes_no or (not names and _asked_of(pieces, live))
    later_list = any(pieces[i].of_kind("lead") and i > first for i in live)
    limit, limit_at = _limit(pieces, live, extreme_at) if extreme else (1, -1)
    by_number = each >= 0 and extreme in RANKING and 0 <= extreme_at < names.get("how-many", -1) < each
    return Asking(
        names,
        yes_no and not later_list and one < 0,
        listing,
        each,
        extreme,
        extreme_at,
        "compare" in names,
        limit,
        limit_at,
        gap_at,
        by_number,
        choice,
        any(m.of == "money" for i in live for m in pieces[i].of_kind("ask")),
        one if yes_no else -1,
    )


def _counted_for(pieces: Sequence[Piece], before: Sequence[int]) -> int:
    """The noun beside which a number is asked for: "list the owners and how many actions they have"; -1 for none."""
    if len(before) < 2 or not pieces[before[-1]].is_named("join", "and"):
        return -1
    noun = before[-2]
    listed = any(pieces[j].of_kind("lead") or pieces[j].is_named("ask", "which") for j in before[:-2])
    return noun if listed and any(not m.weak for m in pieces[noun].of_kind("noun")) else -1


def _asked_of(pieces: Sequence[Piece], live: Sequence[int]) -> bool:
    """Whether what is named first is asked about after a mark: "NI 60 - are we hitting it"."""
    for i in live:
        if i and pieces[i - 1].mark and i - 1 not in live:
            return pieces[i].text.lower().replace("'", "").split()[0] in AUXILIARIES
        if not pieces[i].mentions:
            return False
    return False


def _before(pieces: Sequence[Piece], live: Sequence[int], at: int) -> int:
    """The last piece before one that names something; -1 for none."""
    return max((i for i in live if i < at and pieces[i].mentions), default=-1)


def _more_than(pieces: Sequence[Piece], live: Sequence[int], at: int) -> frozenset[str]:
    """The classes of what is named before "more … than" and right after: "has Northam more actions than Eastvale"."""
    than = max(pieces[at].at)
    after = next((i for i in live if pieces[i].start > than and not pieces[i].is_named("small")), -1)
    sides = [{m.named.cls for m in pieces[i].mentions} for i in (_before(pieces, live, at), after) if i >= 0]
    asks = pieces[live[0]].text.lower().replace("'", "").split()[0] in AUXILIARIES
    return frozenset(sides[0] & sides[1]) if len(sides) == 2 and asks else frozenset()


def _two_named(pieces: Sequence[Piece], live: Sequence[int]) -> frozenset[str]:
    """The classes of two things that are named, of which one is to be chosen: "Northam or Eastvale"."""
    found: set[str] = set()
    for i in live:
        told = pieces[i].is_named("join", "or", "and") or pieces[i].is_named("ask", "compare") or pieces[i].text == "/"
        sides = [{m.named.cls for m in pieces[j].mentions} for j in (i - 1, i + 1) if j in live]
        if told and len(sides) == 2:
            found |= sides[0] & sides[1]
    return frozenset(found)


def _limit(pieces: Sequence[Piece], live: Sequence[int], extreme_at: int) -> tuple[int, int]:
    """How many are wanted: "top three", "the five largest", "the five owners with most actions"; 1 where unsaid."""
    for i in live:
        number = pieces[i].number
        if number is None or number.money or not 2 <= number.value <= MOST_WANTED or number.value % 1:
            continue
        beside = any(j in live and pieces[j].of_kind("extreme") for j in (i - 1, i + 1))
        compared = i - 1 in live and bool(pieces[i - 1].of_kind("compare"))
        after = [pieces[j] for j in (i + 1, i + 2) if j in live]
        nouns = [k for k, p in enumerate(after) if any(not m.weak for m in p.of_kind("noun"))]
        named = i < extreme_at and bool(nouns) and all(p.mentions for p in after[: nouns[0]])
        if (beside or named) and not compared:
            return int(number.value), i
    return 1, -1


def _done_by(pieces: Sequence[Piece], live: Sequence[int], place: int, context: Context) -> bool:
    """Whether "by" says who does something: after what is done, or before one of a kind ("agreed by the board")."""
    following = [pieces[i].text.lower() for i in live[place + 1 : place + 2]]
    before = pieces[live[place - 1]]
    definite = bool(following) and following[0] in context.grammar["definite"]
    return bool(before.of_kind("relation")) or (definite and not before.of_kind("each"))


def _after_each(pieces: Sequence[Piece], live: Sequence[int], place: int, piece: Piece, context: Context) -> int:
    """The noun after "each"; "by" means each only where a noun follows at once."""
    reach = 2 if piece.is_named("each", "by") else 3
    scope = {c for p in context.settings.scope for c in context.schema.range(p)}
    for j in live[place + 1 : place + 1 + reach]:
        if pieces[j].number:
            return -1  # "used by one action"
        if pieces[j].mentions and any(m.named.cls in scope for m in pieces[j].mentions) and reach > 2:
            continue  # "each Northam owner"
        if pieces[j].of_kind("noun"):
            return j
        if any(not p.weak for p in pieces[j].of_kind("attribute")) and not pieces[j].mentions:
            return j
        if pieces[j].mentions or pieces[j].time or pieces[j].number:
            return -1
        if piece.is_named("each", "by") and not (pieces[j].is_named("small") or pieces[j].is_named("ask", "how-many")):
            return -1
    return -1
