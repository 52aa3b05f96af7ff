"""The parser: from a question to ranked readings, or to the reason why there is none.

A question is cut into pieces (`chart`), what it asks for is guessed from its asking words (`targets`), and everything
else that the pieces name is joined to that by the ways of the schema (`compose`). Each reading is priced by what it
assumes and by the words it leaves out (`scored`); the cheapest wins. Nothing here knows a vocabulary: see
`ontology/lexicon/`.
"""

from __future__ import annotations

from dataclasses import replace

from query.parse.asking import asking
from query.parse.chart import Chart, Pointing, chart
from query.parse.clauses import parts
from query.parse.context import Context, context_of, served
from query.parse.effort import Effort, TooMuchError
from query.parse.glosses import glossed
from query.parse.mending import glossed_said
from query.parse.printed import printed
from query.parse.pronouns import named_again
from query.parse.ranking import OTHERWISE, finds_nothing, ranked, search_words, settled
from query.parse.readings import readings
from query.parse.refusals import absent, refusal, stranger
from query.parse.retelling import retold
from query.parse.scored import Scored
from query.parse.trust import trusted
from query.reading import Outcome, Parse, Reading
from query.world import World

DIVISIONS = 3
NEAR = 0.9  # how much more than the best a reading may cost and matter, where the best finds something
TOO_MUCH = "The question has more ways to be read than are tried: ask less of it at a time."


def parse(question: str, world: World, pointing: Pointing | None = None) -> Parse:
    """The readings of a question over a world, best first. Raises what the world's store raises when first read.

    In a conversation, `pointing` says what words like "them" stand for.
    """
    found = _parsed(question, world, pointing)
    unsure = found.outcome in (Outcome.UNSURE, Outcome.ABSENT)
    if pointing or not served(world.schema) or not (unsure or finds_nothing(found, world)):
        return found
    context = context_of(world)
    cut = chart(question, context)
    meant = named_again(cut, context)
    again = _parsed(meant, world, None) if meant else None
    if again is not None and again.outcome is Outcome.UNDERSTOOD:
        return again
    for gloss in (retold(cut, context, world), world.likest and glossed(cut, context, world.likest)):
        again = _parsed(gloss.question, world, None) if gloss else None
        if gloss and again is not None and again.outcome is Outcome.UNDERSTOOD:
            said = glossed_said(gloss.words, gloss.label)
            return replace(again, readings=tuple(replace(r, mended=r.mended + said) for r in again.readings))
    return found


def _parsed(question: str, world: World, pointing: Pointing | None) -> Parse:
    """The readings of a question as it is typed."""
    if not served(world.schema):
        from query.induced.parser import read  # noqa: PLC0415 - only a graph without a lexicon of its own needs it

        return read(question, world)
    context = context_of(world)
    said = None if pointing else printed(question, context)
    if said is not None:
        return Parse(Outcome.UNDERSTOOD, (Reading(said, 0.0, (question,)),))
    cut = chart(question, context, pointing)
    refused = refusal(cut, context)
    if refused:
        return Parse(Outcome.DECLINED, reason=refused)
    missing = absent(cut, context) or stranger(cut, context)
    if missing:
        return Parse(Outcome.ABSENT, reason=missing, yes_no=_asks_yes_no(cut, context))
    effort = Effort(NEAR)
    try:
        found = _found(cut, context, effort)
        if not settled(found, world):
            effort.slack = OTHERWISE
            found = _found(cut, context, effort)
    except TooMuchError:
        yes_no = _asks_yes_no(cut, context)
        return Parse(Outcome.UNSURE, (), TOO_MUCH, yes_no, search_words(cut), effort.spent)
    return replace(ranked(found, cut, _asks_yes_no(cut, context), world), steps=effort.spent)


def _found(cut: Chart, context: Context, effort: Effort) -> list[Scored]:
    """The readings of the best few divisions of a question, none much dearer than the best of them."""
    found: list[Scored] = []
    limit = trusted().dearest + OTHERWISE
    for rank, division in enumerate(cut.divisions[:DIVISIONS]):
        extra = 0.15 * rank + 0.02 * (cut.divisions[0].worth - division.worth)
        for part in parts(division, context):
            scored = readings(division, part, context, limit - extra, effort)
            found += [replace(s, cost=s.cost + extra) for s in scored]
            limit = min([limit, *(s.cost + effort.slack for s in found)])
    return found


def _asks_yes_no(cut: Chart, context: Context) -> bool:
    """Whether a question, as it is best cut, asks for yes or no."""
    pieces = cut.divisions[0].pieces
    wholes = (p for p in parts(cut.divisions[0], context) if p.start == 0)
    return any(asking(pieces, p.live, context).yes_no for p in wholes)
