"""What a reading costs: what it assumes, and the words of the question that it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from query.conditions import bound_variables, own_variables, positive
from query.form import Compare, Extreme, Form, Gap, Is, Link, Task, Things, Var
from query.lexicon.words import stems
from query.parse.accounting import at_once, ordered_before, supposes, unaccounted
from query.parse.build import is_somebodys
from query.parse.chart import Piece
from query.parse.clauses import Part
from query.parse.doubts import adrift, excepted_otherwise
from query.parse.needs import DateNeed, Need, Needs, NumberNeed, RelationNeed, TextNeed, ThingNeed, ValueNeed
from query.parse.refusals import nobody, partly
from query.parse.state import State
from query.parse.targets import Target
from query.parse.trust import trusted
from query.parse.utterance import Utterance

UNKNOWN = 1.0  # what a word that nothing explains costs
IDLE_RELATION = 0.7  # … and a relation that the reading does not walk
LOST_RELATION = 1.0  # what is lost to understanding by an idle relation
LOST_VALUE = 1.0  # … and by a value that is asked for and not given
LOST_NO = 2.5  # … and a "no" without effect
LOST_ORDER = 2.0  # what it costs to leave out a beginning with a "most" or a "no" in it
UNLIKE = 0.6  # … and something left out by another property than that by which the like of it is in
ADRIFT = 2.0  # … and something said of what hangs on nothing that is asked for
LOST_EXTREME = 1.2  # … and a "most" without effect
SURE_NAME = 0.9


def least(u: Utterance, needs: Needs) -> float:
    """What every reading of an utterance with these needs costs beside its target and what is joined to it.

    It is known before any is put together, so that what must be too dear is not: words that nothing explains, unless
    something named may be told by them, and a beginning that is left out and orders.
    """
    named = {iri for p in u.pieces for m in p.mentions for iri in m.named.iris}
    told = {w for iri in named for w in u.context.names.said_of.get(iri, ())}
    unknown = sum(not told.issuperset(stems(u.pieces[i].text)) for i in needs.unknown)
    return UNKNOWN * unknown + LOST_ORDER * len(ordered_before(u))


def passed_over(u: Utterance, needs: Needs, used: frozenset[int]) -> tuple[float, tuple[str, ...]] | None:
    """What a reading that takes only some pieces, `used`, loses by those that it passes over, and their words; None
    where one of them asks something that may not be passed over."""
    over = [n for n in needs.needs if not n.pieces & used]
    if any(not isinstance(n, TextNeed) and n.skip >= 1 for n in over):
        return None
    lost = [n for n in over if isinstance(n, TextNeed)]
    unknown = [i for i in needs.unknown if i not in used]
    words = tuple(u.pieces[i].text for i in sorted({*unknown, *(min(n.pieces) for n in lost)}))
    return UNKNOWN * len(unknown) + sum(n.skip for n in lost), words


@dataclass(frozen=True, slots=True)
class Scored:
    """A reading before it is shown: what it costs, what of that is for words left out, and which those are."""

    form: Form
    cost: float
    left_out: float
    used: tuple[str, ...]
    unused: tuple[str, ...]
    part: Part
    loose: bool = False  # takes words for a text, or for a name they are only a part of
    absent: str = ""  # what it would be about, were it held
    open: bool = False  # no word says what is asked for
    supposed: bool = False  # takes words for a text, or "and" for both at once, and nothing says so
    at_once: bool = False  # … the latter
    told: tuple[Piece, ...] = ()  # the pieces that are not left out
    coded: bool = False  # names something by its code
    named: frozenset[str] = frozenset()  # the properties that words of the question say

    @property
    def whole(self) -> bool:
        """Whether it leaves out little enough to be answered."""
        return self.left_out <= trusted().left_out


def scored(u: Utterance, target: Target, needs: Needs, state: State, form: Form) -> Scored:
    """A finished state of an utterance as a priced reading."""
    cost = state.cost + target.cost + u.part.cost
    left = 0.0
    told = {w for n in state.nodes if n.things for iri in n.things.iris for w in u.context.names.said_of.get(iri, ())}
    skipped = [n for n in needs.needs if n.pieces & state.skipped]
    again = [n for n in skipped if _says_again(u, n, told)]
    left += sum(n.skip for n in skipped if n not in again)
    cost -= sum(n.skip for n in again)
    unused = sorted(state.skipped.difference(*(n.pieces for n in again)))
    for i in needs.unknown:
        if told.issuperset(stems(u.pieces[i].text)):
            continue  # "breastfeeding at 6-8 weeks (NI 53)" says more of the name
        unused.append(i)
        left += UNKNOWN
        cost += UNKNOWN
    idle, vaguely = _idle_relations(u, target, needs, state)
    unused += idle
    cost += vaguely + IDLE_RELATION * len(idle)
    left += sum(idle.values())
    for i in u.part.live:
        if u.pieces[i].of_kind("not") and i not in state.used and not _denies(i, needs, state):
            cost += LOST_NO
            left += LOST_NO
            unused.append(i)
        if u.pieces[i].of_kind("extreme") and not (
            target.extreme
            or target.over
            or u.asked.extreme in ("latest", "earliest")
            or (form.task is Task.COUNT and u.pieces[i].of_kind("chatter"))  # "how many altogether"
        ):
            cost += LOST_EXTREME
            left += LOST_EXTREME
            unused.append(i)
    doubt, price = _hardly_asked(u, target, needs, state, form)
    left += doubt
    cost += price
    left += _unasked(u, target, needs)
    lost = unaccounted(u, target, needs, state, form)
    left += LOST_VALUE * len(lost)
    cost += IDLE_RELATION * len(lost)
    unused += lost
    left += 4.0 if target.extreme and state.skipped & {u.asked.extreme_at} else 0.0
    if not state.used:
        # everything of a class: rarely meant, and never where a beginning that names something was left out
        cost += (0.8 if form.task is not Task.COUNT else 0.0) + (2.0 if u.part.start else 0.0)
    missing = _missing(u, needs, state, left, idle)
    whose = frozenset(i for n in needs.needs if getattr(n, "scope", False) for i in n.pieces)
    if state.used <= whose and unused:
        left += 1.0  # a reading of nothing but its class and whose, though the question says more
    words = tuple(u.pieces[i].text for i in sorted(set(unused)))
    used = tuple(u.pieces[i].text for i in u.part.live if u.pieces[i].known and i not in unused)
    loose = any(
        need.pieces & state.used
        and (isinstance(need, TextNeed) or (isinstance(need, ThingNeed) and need.options[0].score < SURE_NAME))
        for need in needs.needs
    )
    unsaid = not (target.pieces or target.prop or target.extreme or target.gap or target.given)
    told_by = tuple(u.pieces[i] for i in u.part.live if i not in unused)
    supposed, both = supposes(u, needs, state, form), at_once(u, form)
    coded = any(
        isinstance(n, ThingNeed) and not n.scope and n.pieces & state.used and any(o.code for o in n.options)
        for n in needs.needs
    )
    return Scored(
        form, cost, left, used, words, u.part, loose, missing, unsaid, supposed, both, told_by, coded, needs.props
    )


def _says_again(u: Utterance, need: Need, told: set[str]) -> bool:
    """Whether loose words only say more of the name of what is named besides: "positive activities target NI 110"."""
    if not isinstance(need, ThingNeed | TextNeed) or need.negated or getattr(need, "scope", False):
        return False
    if isinstance(need, ThingNeed) and any(o.code for o in need.options):
        return False
    return told.issuperset(w for i in need.pieces for w in stems(u.pieces[i].text))


def _idle_relations(u: Utterance, target: Target, needs: Needs, state: State) -> tuple[dict[int, float], float]:
    """The relations that a reading does not walk, with what is lost by each; and what vague ones, and nouns, cost."""
    idle: dict[int, float] = {}
    cost = 0.0
    for i, props in needs.relations.items():
        if props & state.props or i in target.pieces or i in state.used:
            continue
        vague = bool(u.pieces[i].of_kind("chatter", "small", "about", "ask", "lead", "join", "each"))
        vague = vague or any(m.weak for m in u.pieces[i].of_kind("noun"))
        # "which does the YOT own", but not "of its own"
        ends = i == u.part.live[-1] and not (i - 1 in u.part.live and u.pieces[i - 1].of_kind("pronoun"))
        vague = vague and not (ends and u.pieces[i].text.lower() in u.context.grammar["verbs too"])
        doers = i - 1 in target.pieces and any(u.context.ways.meet(target.cls, c) for c in u.context.settings.who)
        # "who works on", "which owners work on" ask for who does
        vague = vague and u.asked.names.get("who", i) != i - 1 and not (doers and target.cls)
        said = stems(u.pieces[i].text)
        vague = vague or _of_all(u, props, needs, state)
        vague = vague or (len(said) > 1 and u.context.small.issuperset(said))  # "against them"
        if vague or u.pieces[i].of_kind("noun"):
            cost += 0.05 if vague else IDLE_RELATION
            continue
        attribute = any(not m.weak for m in u.pieces[i].of_kind("attribute"))
        idle[i] = LOST_VALUE if attribute else LOST_RELATION
    return idle, cost


def _of_all(u: Utterance, props: frozenset[str], needs: Needs, state: State) -> bool:
    """Whether a relation to somebody only says whose: "what is Northam responsible for" is all that is Northam's."""
    settings, schema = u.context.settings, u.context.schema
    somebody = any(m.cls in settings.who[:1] for i in u.part.live for m in u.pieces[i].of_kind("noun"))  # "is anyone"
    if "who" in u.asked.names or somebody or not any(schema.range(p) & set(settings.who[:1]) for p in props):
        return False
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and n.pieces <= state.used]
    return bool(things) and any(n.scope for n in things)


def _hardly_asked(u: Utterance, target: Target, needs: Needs, state: State, form: Form) -> tuple[float, float]:
    """What is lost, and what it costs besides, that a reading is hardly what anybody asks."""
    lost, cost = 0.0, LOST_ORDER * len(ordered_before(u))
    if not (state.used or target.pieces or u.asked.names or u.asked.listing or target.given):
        lost += 1.0  # "x" asks for nothing
    if form.task is Task.LIST and not target.extreme and not form.having and _says_nothing(state):
        lost += 1.0  # only what kinds of things hang together: hardly a question
    if form.task is Task.YES_NO and isinstance(form.where, Compare):
        cost += IDLE_RELATION if needs.relations else 0.0  # that a thing it names is there is not what is asked
        nouns = [m.cls for i in u.part.live for m in u.pieces[i].of_kind("noun")]
        sought = any(u.context.ways.meet(cls, form.target.cls) for cls in nouns)
        lost += 0.0 if sought or any(_exists(u.pieces[i]) for i in u.part.live) else 1.0
    if form.task is Task.LIST and "what" in u.asked.names and not target.pieces and _merely_words(needs, state):
        lost += 1.0  # "what is the population of Northam" asks for no list of what mentions it
    if _placed_elsewhere(u, form) or _of_another_value(u, form):
        lost += 1.0
        cost += IDLE_RELATION
    cost += UNLIKE * excepted_otherwise(needs, form, u.context) + (ADRIFT if adrift(form) else 0.0)
    if _asks_what_it_says(u, form):
        lost += 1.0
        cost += IDLE_RELATION
    if not _counted(u, target, needs, state, form):
        lost += 1.0  # "how many social workers has Northam got" counts nothing that is held
        cost += IDLE_RELATION
    return lost, cost


def _placed_elsewhere(u: Utterance, form: Form) -> bool:
    """Whether whose it is is said of a plan that mentions something, though what is joined to that is somebody's own.

    "Who answers for NI 117 in Northam" asks for no other council's officer, though Northam's plan speaks of NI 117 too.
    """
    context, root = u.context, form.target
    conditions = list(positive(form.where))
    links = [c for c in conditions if isinstance(c, Link)]
    placed = {c.subject for c in links if isinstance(c.object, Things) and c.prop in context.settings.scope}
    for place in placed - {root}:
        said = [c for c in conditions if place in own_variables(c) and not isinstance(c, Is)]
        shared = {c.object for c in links if c.subject == place and isinstance(c.object, Var)} - {root}
        if len(said) > len(shared) + 1:
            continue  # something more is said of it: "red in Northam"
        for link in links:
            theirs = link.subject not in placed and is_somebodys(link.subject.cls, context)
            if link.object in shared and theirs:
                return True
    return False


def _asks_what_it_says(u: Utterance, form: Form) -> bool:
    """Whether it is asked whose something is, and said too: "what area in Northam is this measured in"."""
    scope = u.context.settings.scope
    links = [c for c in positive(form.where) if isinstance(c, Link) and c.prop in scope]
    sought = {c.subject for c in links if c.object == form.target}
    return form.task is Task.LIST and any(c.subject in sought and isinstance(c.object, Things) for c in links)


def _of_another_value(u: Utterance, form: Form) -> bool:
    """Whether values are asked for and something is said of other values of the same thing.

    "Northam 2008-09 against Eastvale Q2" asks for no values of things that have some in quarter 2.
    """
    if form.task is not Task.LIST or any(isinstance(c, Gap | Extreme) for c in positive(form.where)):
        return False
    kinds = u.context.settings.stands_for
    return form.target.cls in kinds and sum(v.cls in kinds for v in bound_variables(form.where)) > 1


def _missing(u: Utterance, needs: Needs, state: State, left: float, idle: Mapping[int, float]) -> str:
    """What the unknown words would name, where nothing held is called so and all else is understood.

    `idle`: what is lost by relations that are not walked; one beside the unknown words would be, were they a name.
    """
    part_of = {partly(u.pieces, needs.unknown)}  # "Smith" is no more than "Bob Smith" is
    theirs = UNKNOWN * len(needs.unknown) + sum(n.skip for n in needs.needs if n.pieces <= part_of & state.skipped)
    theirs += sum(idle.get(i, 0.0) for i in (needs.unknown[0] - 1, needs.unknown[-1] + 1)) if needs.unknown else 0.0
    return nobody(u.pieces, u.part, tuple(needs.unknown), u.context) if left - theirs < trusted().left_out else ""


def _unasked(u: Utterance, target: Target, needs: Needs) -> float:
    """What is lost by asking words that the target does not answer."""
    lost = 0.0
    by_time = _shown_with_its_time(u, target)
    plain = ("by", "time") if by_time else ("by",)
    each = any(u.pieces[i].of_kind("each") and not u.pieces[i].is_named("each", *plain) for i in u.part.live)
    numbered = any(isinstance(n, NumberNeed) and n.noun for n in needs.needs)  # "one action each"
    if u.asked.each < 0 and each and not numbered:
        lost += LOST_VALUE  # "each month" of nothing that is known
    if "where" in u.asked.names and not target.pieces and not target.gap:
        lost += LOST_VALUE  # "where" asks for something
    return lost


def _shown_with_its_time(u: Utterance, target: Target) -> bool:
    """Whether what is listed is shown with its time: "the targets for each year" are those of all years."""
    settings, schema = u.context.settings, u.context.schema
    return any(settings.periods.get("class") in schema.range(p) for p in settings.shows.get(target.cls, ()))


def _exists(piece: Piece) -> bool:
    """Whether a piece asks whether something is there at all."""
    return piece.is_named("small", "there") or piece.is_named("chatter", "there")


def _counted(u: Utterance, target: Target, needs: Needs, state: State, form: Form) -> bool:
    """Whether what "how many" asks for is said: by a noun, by what is said of it, or as the number of what is named."""
    if "how-many" not in u.asked.names or u.asked.counting:
        return True
    if target.prop in u.context.settings.how_many and target.pieces == {u.asked.names["how-many"]}:
        about = set(u.context.settings.stands_for.values())
        return any(
            isinstance(c, Link) and c.prop in about and isinstance(c.object, Things) for c in positive(form.where)
        )
    if form.task is not Task.COUNT or target.pieces or form.group_by is not None:
        return True
    said = any(
        isinstance(n, ValueNeed | DateNeed | RelationNeed) or (isinstance(n, TextNeed) and n.topic.marked)
        for n in needs.needs
        if n.pieces <= state.used
    )
    return said or any(props & state.props for props in needs.relations.values())


def _merely_words(needs: Needs, state: State) -> bool:
    """Whether only words found in texts, after no "about" or the like, make a reading."""
    texts = [n for n in needs.needs if isinstance(n, TextNeed) and n.pieces <= state.used]
    others = [n for n in needs.needs if n not in texts and n.pieces <= state.used and not getattr(n, "scope", False)]
    walked = any(props & state.props for props in needs.relations.values())
    return bool(texts) and not others and not walked and not any(n.topic.marked for n in texts)


def _says_nothing(state: State) -> bool:
    """Whether a reading joins three kinds of things or more and says nothing of any of them."""
    conditions = [c for group, c in state.conditions]
    links = [c for c in conditions if isinstance(c, Link) and isinstance(c.object, Var) and c.object.cls]
    return len(links) > 1 and len(links) == len(conditions) and not any(group for group, _ in state.conditions)


def _denies(i: int, needs: Needs, state: State) -> bool:
    """Whether a "no" has had its effect on a need that the state uses."""
    return any(getattr(n, "negated", False) and n.pieces <= state.used and min(n.pieces) >= i for n in needs.needs)
