"""What words of a question stand for, found as the parser finds it: a model points to words, never to a thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from query.form import Op, Things, Value
from query.lexicon.words import tokens
from query.linking.link import Mention
from query.linking.numbers import numbers
from query.linking.times import times
from query.parse.chart import Piece, chart
from query.parse.context import Context
from query.schema import DATES, XSD

SURE = 0.75  # how sure a name must be


class RefusedError(ValueError):
    """A proposal will not do: the message says why, in words for people."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what of it words stand for."""

    text: str
    context: Context

    def says(self, words: str) -> bool:
        """Whether words stand side by side in the question, case and punctuation aside."""
        said, asked = _folded(words), _folded(self.text)
        return bool(said) and any(asked[i : i + len(said)] == said for i in range(len(asked)))

    def pieces(self) -> tuple[Piece, ...]:
        """The question in its best division."""
        return chart(self.text, self.context).divisions[0].pieces

    def things(self, words: str, classes: frozenset[str]) -> Things:
        """The things, of any of the classes or under them, that words of the question name.

        Raises RefusedError where the question does not have the words, or they name nothing of the kind.
        """
        self._must_say(words)
        schema = self.context.schema
        period = self._period(words, classes)
        if period:
            return period
        best: Mention | None = None
        for division in chart(words, self.context).divisions:
            for piece in division.pieces:
                for mention in piece.mentions:
                    fits = any(schema.is_a(mention.named.cls, c) or schema.is_a(c, mention.named.cls) for c in classes)
                    if fits and mention.score >= SURE and (best is None or _rank(mention) > _rank(best)):
                        best = mention
                for meaning in piece.of_kind("value"):
                    for prop, value, datatype in meaning.where:
                        if not datatype and best is None and schema.range(prop) & classes:
                            return Things((value,), meaning.label or piece.text)
        if best is None:
            kinds = " or ".join(sorted(schema.class_label(c) for c in classes)) or "thing"
            raise RefusedError(f"nothing held that is called “{words}” is a kind of {kinds}")
        return Things(best.named.iris, best.named.label)

    def value(self, words: str, datatype: str, op: Op) -> Value:
        """The value that words of the question say, of a datatype; of a stretch of time the day that `op` is about.

        Raises RefusedError where the question does not have the words, or they say no such value.
        """
        self._must_say(words)
        cut = tokens(words)
        if datatype in DATES:
            for time in times(cut):
                if time.first and time.last:
                    day = time.first if op in (Op.LT, Op.GE) else time.last
                    return Value(day.isoformat(), XSD + "date", _day(day))
            raise RefusedError(f"“{words}” says no date with its year")
        found = numbers(cut, self.context.units, self.context.comparing)
        if found:
            return Value(f"{found[0].value.normalize():f}", XSD + "decimal", found[0].said)
        raise RefusedError(f"“{words}” says no number")

    def _period(self, words: str, classes: frozenset[str]) -> Things | None:
        """The period of which words say first and last day: "2009/10"."""
        cls = self.context.settings.periods.get("class", "")
        if not any(self.context.schema.is_a(cls, c) for c in classes):
            return None
        for time in times(tokens(words)):
            stretch = (str(time.first), str(time.last))
            iris = tuple(iri for iri, *days in self.context.periods if tuple(days) == stretch)
            if iris:
                return Things(iris, time.said)
        return None

    def _must_say(self, words: str) -> None:
        if not self.says(words):
            raise RefusedError(f"the question does not say “{words}”")


def _rank(mention: Mention) -> tuple[int, float]:
    return len(mention.at), mention.score


def _folded(text: str) -> Sequence[str]:
    return [t.word for t in tokens(text) if not t.is_mark]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
