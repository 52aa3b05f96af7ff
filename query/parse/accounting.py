"""Accounts of a reading: words of a question that change what is asked and that nothing in the form stands for."""

from __future__ import annotations

from query.conditions import own_variables, positive
from query.form import Condition, Form, Link, Task, Things
from query.lexicon.words import folded, stems
from query.parse.asking import RANKING
from query.parse.auxiliaries import AUXILIARIES
from query.parse.beside import orders
from query.parse.chart import Piece
from query.parse.clauses import sets_scene
from query.parse.doubts import undecided
from query.parse.needs import DateNeed, Needs, NounNeed, NumberNeed, TextNeed, ThingNeed
from query.parse.sharing import says_same, speaks_of_all
from query.parse.state import State
from query.parse.targets import Target
from query.parse.utterance import Utterance
from query.zeros import every

VERBS = frozenset((verb,) for verb in AUXILIARIES)


def unaccounted(u: Utterance, target: Target, needs: Needs, state: State, form: Form) -> list[int]:
    """The pieces that a reading does not stand for, though they change what is asked.

    They are "else" and "this year" where nothing is left out by them, an "only" that narrows nothing, a noun after
    "which" that is not what is answered, a noun that says nothing more of what is named, a comparison of one number,
    a share of what is no number, what is said to be done ("delivered") where nothing says to what, and what `undecided`
    finds.
    """
    left: list[int] = []
    apart = _apart(needs, state)
    dated = any(isinstance(n, DateNeed) and n.time.first and n.pieces <= state.used for n in needs.needs)
    for i in u.part.live:
        without = u.pieces[i].of_kind("must") and not apart and not u.pieces[i].of_kind("chatter")
        without = without and not (dated and u.pieces[i].is_named("must", "now"))  # "this year, 09-10"
        without = without and not (u.pieces[i].is_named("must", "else", "only", "alone") and i in state.used)
        without = without and not (u.asked.choice and i == u.asked.extreme_at and i in state.used)
        if without or (u.pieces[i].is_named("small", "only") and i not in state.used):
            left.append(i)
    plain = not narrowed(target, needs, state)
    left += _said_of_nothing(u, target, state, plain=plain)
    left += _left_before(u) if plain and form.group_by is None else []
    left += ordered_before(u)
    left += _words_for_somebody(u, target, needs, state)
    left += _asked_before(u)
    left += _asked_again(u, state)
    left += _other_end(u, target, needs, state)
    shown = {v.cls for v in (form.group_by, *form.columns) if v}
    left += _idle_nouns(u, target, needs, state, shown) if form.whole is None else []
    left += _said_of_all(u, form)
    left += [u.asked.names["difference"]] if "difference" in u.asked.names else []  # what lists two values makes none
    left += _asked_otherwise(u, target)
    left += undecided(u, needs, state, form)
    left += [i for i in u.part.live if orders(u.pieces[i]) and i not in state.used]
    left += _asked_first(u, target)
    left += _most_of_another(u, target)
    left += [i for i in u.part.live if says_same(u.pieces[i]) and not state.apart]  # than which, is left unsaid
    left += (
        []
        if state.apart or form.having
        else [i for i in u.part.live if i not in state.used and _of_several(u.pieces[i], state)]
    )
    left += _both_of_what(u)
    left += _supposed_away(u, needs, state)
    left += _asked_loosely(u, target, state)
    left += _who_is(u)
    left += _fewest_of_some(u, form)
    numbers = (Task.COUNT, Task.AGGREGATE, Task.YES_NO)
    merely = u.asked.compare and not u.pieces[u.asked.names["compare"]].of_kind("about")  # "against action 2.1"
    if merely and form.task in numbers and form.group_by is None:
        left.append(u.asked.names["compare"])
    return left


def _both_of_what(u: Utterance) -> list[int]:
    """The "both" of "in both plans", which does not say of which."""
    scope = {c for p in u.context.settings.scope for c in u.context.schema.range(p)}
    nouns = [
        (i, u.pieces[i + 1].of_kind("noun"))
        for i in u.part.live
        if u.pieces[i].is_named("join", "both") and i + 1 in u.part.live
    ]
    return [i for i, after in nouns if any(m.cls in scope or m.weak for m in after)]


def _supposed_away(u: Utterance, needs: Needs, state: State) -> list[int]:
    """What is only supposed to be gone, where a reading denies it: "which would nobody work on if Ann left"."""
    if not any(u.pieces[i].is_named("chatter", "supposed") for i in u.part.live):
        return []
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and n.pieces <= state.used and not n.scope]
    nobody = any(u.pieces[i].is_named("not", "nobody") for i in u.part.live)
    return [min(n.pieces) for n in things if n.negated or (nobody and not n.only)]


def _asked_loosely(u: Utterance, target: Target, state: State) -> list[int]:
    """The loose noun right after "which" of which a reading has nothing: "which plan is it in" asks for no actions."""
    at = u.asked.names.get("which", -1)
    noun = next((i for i in u.part.live if i > at >= 0), -1)
    nouns = u.pieces[noun].of_kind("noun") if noun >= 0 else ()
    if not nouns or not all(m.weak for m in nouns) or u.pieces[noun].of_kind("chatter"):
        return []
    classes = {m.cls for m in nouns}
    walked = any(u.pieces[i].props & state.props for i in u.part.live)
    coded = any(m.named.code for i in u.part.live for m in u.pieces[i].mentions)
    if walked and coded and target.cls not in u.context.settings.open:
        return []  # "which plan is it linked to" may well be a strategy
    held = any(n.var.cls and u.context.ways.meet(n.var.cls, cls) for n in state.nodes for cls in classes)
    return [] if held or classes & set(u.context.settings.open) else [noun]


def _who_is(u: Utterance) -> list[int]:
    """The "who" of "who is Ann Dale", which asks for nobody else."""
    pieces = [u.pieces[i] for i in u.part.live]
    if "who" not in u.asked.names or any(p.of_kind("noun", "must") or p.props for p in pieces):
        return []
    people = u.context.settings.who[:1]
    named = [p for p in pieces if any(u.context.schema.is_a(m.named.cls, c) for m in p.mentions for c in people)]
    return [u.asked.names["who"]] if named else []


def _of_several(piece: Piece, state: State) -> bool:
    """Whether a word says that several have something together ("jointly") and is no relation that is walked."""
    return any(m.of == "several" for m in piece.of_kind("join")) and not piece.props & state.props


def narrowed(target: Target, needs: Needs, state: State) -> bool:
    """Whether a reading says more than what kind of thing is asked for, and whose."""
    if target.prop or target.extreme or target.gap or (target.meaning is not None and target.meaning.where):
        return True
    for need in needs.needs:
        if not need.pieces <= state.used:
            continue
        if getattr(need, "negated", False) or getattr(need, "only", False):
            return True
        plain = isinstance(need, NounNeed) and all(not m.where for m in need.meanings)
        if not plain and not getattr(need, "scope", False):
            return True
    return False


def ordered_before(u: Utterance) -> list[int]:
    """What a beginning that is left out orders: "most expensive thing in … sorry, in priority 3"."""
    before = u.pieces[: u.part.start]
    if any(p.is_named("small", "speaker") or p.of_kind("lead") for p in before):
        return []
    return [i for i, p in enumerate(before) if p.of_kind("extreme", "not") and not p.of_kind("chatter")]


def _left_before(u: Utterance) -> list[int]:
    """What a beginning names that is left out: "children hurt on the roads - what is Northam doing".

    Words that name nothing only set the scene where somebody speaks of what he is about: "I am making a table".
    """
    before = u.pieces[: u.part.start]
    told = any(p.is_named("small", "speaker") for p in before) or sets_scene(before)
    scope = {c for p in u.context.settings.scope for c in u.context.schema.range(p)}
    left = []
    for i, piece in enumerate(u.pieces[: u.part.start]):
        named = any(m.named.cls not in scope for m in piece.mentions)
        spoken = not piece.known and not piece.mark and all(t in u.context.names.texts for t in stems(piece.text))
        about = i > 0 and bool(u.pieces[i - 1].of_kind("about"))  # "slides on mentors"
        if named or (spoken and (about or not told)):
            left.append(i)
    return left


def _asked_before(u: Utterance) -> list[int]:
    """What a beginning asks that is left out, where the rest asks nothing: "who does better on obesity, NI 55", "what
    is Northam doing about idlers, NI 117"."""
    asking = ("who", "which", "what", "how-many", "how-much", "when", "compare")
    if any(u.pieces[i].of_kind("ask", "lead", "relation", "noun") for i in u.part.live):
        return []
    nouns = u.context.grammar["asking"]
    return [
        i
        for i, p in enumerate(u.pieces[: u.part.start])
        if p.is_named("ask", *asking) or (p.of_kind("noun") and folded(p.text)[0] in nouns)
    ][:1]


def _asked_again(u: Utterance, state: State) -> list[int]:
    """A second question after the first: "and when is it due", "or is it joint"."""
    asking = ("who", "what", "which", "how-many", "how-much", "when", "where")
    asked = u.asked.yes_no
    left = []
    earlier = u.pieces[: u.part.start]
    if earlier and earlier[-1].of_kind("join") and any(p.is_named("ask", *asking) for p in earlier):
        left.append(u.part.start - 1)  # the first question, where only the second is read
    for i in u.part.live:
        piece = u.pieces[i]
        before = u.pieces[i - 1] if i - 1 in u.part.live else None
        joined = before is not None and before.of_kind("join") and not before.mentions
        if joined and asked and piece.is_named("ask", *asking):
            left.append(i)
        either = before is not None and before.is_named("join", "or") and i - 1 not in state.used
        pointing = i + 1 in u.part.live and bool(u.pieces[i + 1].of_kind("pronoun"))
        if joined and pointing and folded(piece.text)[:1] in VERBS and not u.asked.yes_no:
            left.append(i)  # "what was the actual and was it on target"
        if joined and either and folded(piece.text)[:1] in VERBS:
            left.append(i)
        asked = asked or piece.is_named("ask", *asking)
    return left


def _said_of_nothing(u: Utterance, target: Target, state: State, *, plain: bool) -> list[int]:
    """The words that only say something of what else is named, where nothing is (`plain`)."""
    told = target.pieces | state.used
    measured = u.context.schema.properties_of(target.cls) if target.cls else ()
    numbers = any(p in measured for p in u.context.settings.numbers) or bool(target.prop)
    lost = []
    for i in u.part.live:
        piece = u.pieces[i]
        if i in told or piece.mentions or piece.props & state.props:
            continue
        acting = piece.is_named("chatter", "acting") and plain
        # the most of all numbers is no highest percentage
        ratio = piece.is_named("chatter", "ratio") and (not numbers or target.extreme in RANKING)
        if acting or ratio:
            lost.append(i)
    return lost


def supposes(u: Utterance, needs: Needs, state: State, form: Form) -> bool:
    """Whether words are taken for a text, or "and" for both at once, though nothing says so."""
    named = {iri for node in state.nodes if node.things for iri in node.things.iris}
    for need in needs.needs:
        if isinstance(need, TextNeed) and need.pieces & state.used and not need.topic.marked:
            return True
        if not (isinstance(need, ThingNeed) and need.topic and need.pieces & state.used):
            continue
        if not need.topic.marked and not any(named.intersection(o.iris) for o in need.options):
            return True
    return at_once(u, form)


def at_once(u: Utterance, form: Form) -> bool:
    """Whether "and" is taken for both at once, though nothing says so."""
    return _at_once(form) and not any(u.pieces[i].is_named("join", "both") for i in u.part.live)


def _at_once(form: Form) -> bool:
    """Whether something is to have two named things by one property, which "and" need not mean."""
    links = [(c.subject, c.prop) for c in positive(form.where) if isinstance(c, Link) and isinstance(c.object, Things)]
    return len(links) > len(set(links))


def _words_for_somebody(u: Utterance, target: Target, needs: Needs, state: State) -> list[int]:
    """Words taken for a text where a relation wants somebody, or money, named: "what is the zoo paying for"."""
    schema, settings = u.context.schema, u.context.settings
    wanted = {*settings.who, *settings.where_asked}
    left = []
    for need in needs.needs:
        if not isinstance(need, TextNeed) or need.topic.marked or not need.pieces <= state.used:
            continue
        at = min(need.pieces) - 1
        while at > 0 and u.pieces[at].is_named("small") and not u.pieces[at].of_kind("relation"):
            at -= 1
        before = _relation_at(u, at) & state.props
        after = _relation_at(u, max(need.pieces) + 1) & state.props
        # "paid by the zoo", "the zoo pays for"; in "won the play contract" the words are of what was won
        told = before if before and _leads_on(u, at) else frozenset() if before else after
        # "who is the lead for"; "what is the zoo paying for" asks for nobody
        asked = {p for p in told if target.pieces and target.cls in wanted and target.cls in schema.range(p)}
        if any(schema.range(p) & wanted for p in told - asked):
            left.append(min(need.pieces))
    return left


def _other_end(u: Utterance, target: Target, needs: Needs, state: State) -> list[int]:
    """Relations taken from their other end: "what do schools pay for" asks for no streams that pay for schools."""
    schema, settings, meet = u.context.schema, u.context.settings, u.context.ways.meet
    doers = {*settings.who, *settings.where_asked}
    if target.pieces or not any(target.cls and meet(target.cls, d) for d in doers):
        return []
    scope = {c for p in settings.scope for c in schema.range(p)}
    known = {n.var.cls for n in state.nodes if n.things and n.var.cls} - scope
    nouns = {m.cls for n in needs.needs if isinstance(n, NounNeed) and n.pieces <= state.used for m in n.meanings}
    left = []
    for i, props in needs.relations.items():
        for prop in props & state.props:
            asked = any(meet(target.cls, c) for c in schema.range(prop))
            done_to = any(meet(c, d) for c in (*known, *nouns) for d in schema.domain(prop))
            if asked and any(meet(k, d) for k in known for d in doers) and not done_to:
                left.append(i)
    return left


def _relation_at(u: Utterance, i: int) -> frozenset[str]:
    meanings = u.pieces[i].of_kind("relation") if 0 <= i < len(u.pieces) else ()
    return frozenset(p for m in meanings for p in m.props)


def _leads_on(u: Utterance, i: int) -> bool:
    """Whether a relation's last word carries nothing but leads on to a name: "paid by"."""
    last = stems(u.pieces[i].text)
    return len(last) > 1 and last[-1] in u.context.small


def _idle_nouns(u: Utterance, target: Target, needs: Needs, state: State, shown: set[str]) -> list[int]:
    """Nouns that say nothing more, though things are named: "owners of recommendation 3 that own actions"."""
    things = [n for n in needs.needs if isinstance(n, ThingNeed) and not n.scope and not n.negated]
    named = any(n.pieces & state.used for n in things)
    told = {target.counted, *shown, *(n.noun.cls for n in needs.needs if isinstance(n, NumberNeed) and n.noun)}
    for need in needs.needs if named else ():
        if not isinstance(need, NounNeed) or need.negated or not need.pieces & state.used:
            continue
        for node in state.nodes[1:]:
            if any(m.cls == node.var.cls and m.cls not in told and not m.weak and not m.where for m in need.meanings):
                said = [c for _, c in state.conditions if node.var in own_variables(c) and not _places(u, c)]
                if len(said) == 1 and not node.things and not node.group:
                    return [min(need.pieces)]
    return []


def _places(u: Utterance, condition: Condition) -> bool:
    """Whether a condition only says whose something is."""
    return isinstance(condition, Link) and condition.prop in u.context.settings.scope


def _asked_otherwise(u: Utterance, target: Target) -> list[int]:
    """The noun right after "which", where something else is answered."""
    at = u.asked.names.get("which", -1)
    scope = {c for p in u.context.settings.scope for c in u.context.schema.range(p)}
    at += 1
    while 0 < at < len(u.pieces) - 1 and u.pieces[at].mentions and not u.pieces[at].of_kind("noun"):
        if any(m.named.cls not in scope for m in u.pieces[at].mentions):
            break
        at += 1  # "which Northam people"
    if at <= 0 or at not in u.part.live or target.prop or target.gap or at in target.pieces:
        return []
    nouns = [m for m in u.pieces[at].of_kind("noun") if not m.weak or m.cls in u.context.settings.who]
    return [at] if nouns and all(not u.context.ways.meet(m.cls, target.cls) for m in nouns) else []


def _asked_first(u: Utterance, target: Target) -> list[int]:
    """The noun that a question without asking words begins with, where something else is answered: "partners of the
    police" asks for no actions."""
    idle = ("small", "lead", "chatter", "extreme")
    first = next((i for i in u.part.live if not u.pieces[i].of_kind(*idle) or u.pieces[i].of_kind("noun")), -1)
    if first < 0 or target.pieces or target.prop or target.gap or u.asked.names:
        return []
    following = [u.pieces[i].text.lower() for i in u.part.live if i > first][:1]
    nouns = [m for m in u.pieces[first].of_kind("noun") if (not m.weak or following == ["of"]) and not m.where]
    ranked = u.pieces[first - 1].of_kind("extreme") if first else ()  # "least funded outcome in Northam"
    if not nouns or not (ranked or following == ["of"]) or any(u.context.ways.meet(m.cls, target.cls) for m in nouns):
        return []
    return [first]


def _most_of_another(u: Utterance, target: Target) -> list[int]:
    """The "most" that is said of something else than what is asked for: "who leads the priority with most actions"."""
    at = u.asked.extreme_at
    if not target.extreme or at < 0 or not target.cls:
        return []
    with_at = at - 1
    while with_at > 0 and u.pieces[with_at].is_named("small") and u.pieces[with_at].text.lower() != "with":
        with_at -= 1
    before = u.pieces[with_at - 1] if with_at > 0 and u.pieces[with_at].text.lower() == "with" else None
    if before is None or with_at - 1 in target.pieces:
        return []
    nouns = [m for m in before.of_kind("noun") if not m.weak]
    return [at] if nouns and all(not u.context.ways.meet(m.cls, target.cls) for m in nouns) else []


def _fewest_of_some(u: Utterance, form: Form) -> list[int]:
    """The "fewest" of what not everything counted has any of: "the fewest actions due in 2009" may be none at all."""
    order = form.order
    if order is None or order.descending or order.aggregate != "count" or u.asked.extreme != "least":
        return []
    if every(form, u.context.schema) is not None:
        return []  # what has none is among them
    scope = u.context.settings.scope
    said = [c for c in positive(form.where) if any(v.cls == order.var.cls for v in own_variables(c))]
    ways = [c for c in said if all(v.cls for v in own_variables(c)) and len(own_variables(c)) > 1]
    more = [c for c in said if c not in ways and not (isinstance(c, Link) and c.prop in scope)]
    return [u.asked.extreme_at] if more or len(ways) > 1 else []


def _said_of_all(u: Utterance, form: Form) -> list[int]:
    """The "all" of a question whether all of something are so, where the reading only asks whether any are."""
    if form.task is not Task.YES_NO or form.whole is not None:
        return []
    for place, i in enumerate(u.part.live):
        if speaks_of_all(u.pieces[i]):
            for j in u.part.live[place + 1 :]:
                if any(not m.weak for m in u.pieces[j].of_kind("noun")):
                    return [i]
                if not (u.pieces[j].mentions or u.pieces[j].of_kind("small", "chatter", "value")):
                    break
    return []


def _apart(needs: Needs, state: State) -> bool:
    """Whether something named is left out of the answer, as "who else" wants."""
    return any(isinstance(n, ThingNeed) and n.negated and not n.scope and n.pieces <= state.used for n in needs.needs)
