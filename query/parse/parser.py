"""The parser: from a question to ranked readings, or to the reason why there is none.

A question is cut into pieces (`chart`), what it asks for is guessed from its asking words (`targets`), and everything
else that the pieces name is joined to that by the ways of the schema (`compose`). Each reading is priced by what it
assumes and by the words it leaves out (`scored`); the cheapest wins. Nothing here knows a vocabulary: see
`ontology/lexicon/`.
"""

from __future__ import annotations

from dataclasses import replace

from query.induced.parser import read
from query.parse.chart import Pointing, chart
from query.parse.clauses import parts
from query.parse.context import context_of, served
from query.parse.printed import printed
from query.parse.ranking import DEAREST, ranked
from query.parse.readings import OTHERWISE, readings
from query.parse.refusals import absent, refusal
from query.parse.scored import Scored
from query.reading import Outcome, Parse, Reading
from query.world import World

DIVISIONS = 3


def parse(question: str, world: World, pointing: Pointing | None = None) -> Parse:
    """The readings of a question over a world, best first. Raises what the world's store raises when first read.

    In a conversation, `pointing` says what words like "them" stand for.
    """
    if not served(world.schema):
        return read(question, world)
    context = context_of(world)
    said = None if pointing else printed(question, context)
    if said is not None:
        return Parse(Outcome.UNDERSTOOD, (Reading(said, 0.0, (question,)),))
    cut = chart(question, context, pointing)
    refused = refusal(cut, context)
    if refused:
        return Parse(Outcome.DECLINED, reason=refused)
    found: list[Scored] = []
    yes_no = False
    limit = DEAREST + OTHERWISE
    for rank, division in enumerate(cut.divisions[:DIVISIONS]):
        for part in parts(division, context):
            extra = 0.15 * rank + 0.02 * (cut.divisions[0].worth - division.worth)
            scored, asks = readings(division, part, context, limit - extra)
            found += [replace(s, cost=s.cost + extra) for s in scored]
            limit = min([limit, *(s.cost + extra + OTHERWISE for s in scored)])
            yes_no = yes_no or (rank == 0 and part.start == 0 and asks)
    missing = absent(cut, context)
    if missing:
        return Parse(Outcome.ABSENT, reason=missing, yes_no=yes_no)
    return ranked(found, cut, yes_no, world)
