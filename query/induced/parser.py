"""Reading a question over an induced schema: items, what they ask for, the form; every word is accounted for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from query.form import Form
from query.induced.assemble import Assembler
from query.induced.broader import reaching
from query.induced.chain import Chains
from query.induced.lexis import Lexis, lexis
from query.induced.marks import items, tokens
from query.induced.reader import Reader
from query.induced.terms import Terms
from query.induced.values import Values, headings_of, values_of
from query.lexicon.words import stem
from query.reading import Outcome, Parse, Reading
from query.world import World

LEFT_OUT = 1  # words of which nothing is known that may be left out of a reading that is answered


@dataclass(frozen=True)
class Known:
    """What is known of a graph for asking it: generic English, its names, its values."""

    lexis: Lexis
    terms: Terms
    values: Values


def known(world: World) -> Known:
    """What is known of a world, learnt when it is first asked for. Raises what the world's store raises."""
    return world.once("induced", lambda: _learn(world))


def _learn(world: World) -> Known:
    english = lexis()
    values = values_of(world.store, world.schema, english)
    terms = Terms(world.schema, english, frozenset(values.flags))
    return Known(english, terms, replace(values, wide=headings_of(world.store, world.schema, terms)))


def read(question: str, world: World) -> Parse:
    """The reading of a question over a graph that has no lexicon of its own."""
    own = known(world)
    cut = items(question, own.terms, own.values, own.lexis)
    asks = bool(cut) and (cut[0].is_sign("yes or no") or cut[0].text.lower() in own.lexis.asking)
    chained = Chains(own.terms).read(cut, yes_no=asks)
    if chained is not None:
        chained = _widened(chained, own)
        everything = tuple(i.text for i in cut if i.known)
        return Parse(Outcome.UNDERSTOOD, (Reading(chained, 1.0, everything, guessed=True),))
    sketch = Reader(cut, own.lexis).read()
    said = frozenset(stem(t.word) for t in tokens(question))
    assembler = Assembler(sketch, own.terms, own.values, said)
    form = assembler.form()
    grave = tuple(dict.fromkeys((*sketch.lost, *assembler.lost)))
    lost = (*grave, *dict.fromkeys(sketch.unknown))
    if form is None:
        return Parse(Outcome.UNSURE, reason="No reading of the question was found.", yes_no=sketch.yes_no)
    form = _widened(form, own)
    used = tuple(i.text for i in cut if i.known and i.text not in lost)
    reading = Reading(form, -float(len(lost)), used, lost, guessed=True)
    if grave or len(lost) > LEFT_OUT:
        reason = f"The question was not understood well enough: no reading accounts for {', '.join(lost)}."
        return Parse(Outcome.UNSURE, (reading,), reason, sketch.yes_no)
    return Parse(Outcome.UNDERSTOOD, (reading,))


def _widened(form: Form, own: Known) -> Form:
    return replace(form, where=reaching(form.where, own.terms, own.values.wide))
