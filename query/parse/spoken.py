"""The words of printed English, found where they stand: nouns, names, values, times and amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import count

from query.form import Compare, Condition, InMonths, Op, Things, Value, Var
from query.lexicon.words import tokens
from query.linking.link import exact_mentions, marks_within
from query.linking.numbers import numbers
from query.linking.times import Time, times
from query.parse.amounts import number_value, tests_of
from query.parse.chart import Piece
from query.parse.context import Context
from query.parse.needs import Option
from query.parse.options import options_of
from query.parse.periods import matching_periods
from query.phrases import plural, say_comparison, say_property
from query.schema import DATES, XSD, words_of


class Spoken:
    """Finds the words of one text."""

    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context
        self.schema = context.schema
        self.words = context.words
        self.plurals = [noun for noun, _ in self.words.plurals]
        self.values = [plural(noun) for noun, _ in self.words.values]
        self._counter = count(1)

    def read(self) -> None:
        """Find all names, times and amounts of the text."""
        cut = tokens(self.text)
        spellings = self.context.spellings.of(cut)
        mentions = defaultdict(list)
        for mention in exact_mentions(spellings, self.context.names, marks_within(cut)):
            mentions[mention.start, mention.end].append(mention)
        self._names: dict[int, list[tuple[int, Option]]] = defaultdict(list)
        for (start, end), found in sorted(mentions.items(), key=lambda m: -m[0][1]):
            first, last = cut[start].start, cut[end - 1].end
            text = self.text[first:last]
            piece = Piece(start, end, frozenset(range(start, end)), text, (), tuple(found))
            self._names[first] += [(last, o) for o in options_of(piece)]
        self._times: dict[int, list[tuple[int, Time]]] = defaultdict(list)
        for time in times(cut):
            self._times[cut[time.start].start].append((cut[time.end - 1].end, time))
        self._amounts = defaultdict(list)
        for number in numbers(cut, self.context.units, self.context.comparing):
            self._amounts[cut[number.start].start].append((cut[number.end - 1].end, number))

    def variable(self, cls: str) -> Var:
        """A new variable of a class."""
        return Var(f"{words_of(cls).replace(' ', '_')}#{next(self._counter)}", cls)

    def literal(self, prop: str) -> Var:
        """A new variable of the values of a property."""
        return Var(f"{words_of(prop).replace(' ', '_')}#{next(self._counter)}")

    def ends(self, at: int) -> bool:
        """Whether no word goes on there."""
        return at >= len(self.text) or not self.text[at].isalnum()

    def nouns(self, at: int, *, singular: bool = False) -> Iterator[tuple[int, str]]:
        """The classes named there, and where the name ends."""
        for noun, cls in self.words.singulars if singular else self.words.plurals:
            if self.text.startswith(noun, at) and self.ends(at + len(noun)):
                yield at + len(noun), cls

    def singular_values(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What values of properties are called, with the properties."""
        return self.words.values

    def value_noun(self, prop: str | tuple[str, ...]) -> str:
        """What a value of a property is called."""
        last = prop if isinstance(prop, str) else prop[-1]
        return say_property(self.schema, last.lstrip("^")).noun

    def leading(self, start: str, end: str = "") -> list[str]:
        """The properties that lead from a class straight to another (to any), the usual ones first."""
        steps = [s for s in self.context.ways.steps(start) if not s.inverse and (not end or self.meets(s.to, end))]
        return list(dict.fromkeys(s.prop for s in sorted(steps, key=lambda s: s.cost)))

    def meets(self, one: str, other: str) -> bool:
        """Whether a thing can be of both classes."""
        return self.context.ways.meet(one, other)

    def names(self, at: int) -> Iterator[tuple[int, Things, str]]:
        """The things named there, several joined by "or" as one, where the name ends, and their class."""
        explains = self.context.settings.explains
        for stop, option in sorted(self._names.get(at, ()), key=lambda n: n[1].cls in explains):
            ends = [stop]
            if option.code and self.text.startswith(" (", stop):
                ends.insert(0, self.text.find(")", stop) + 1)
            for end in ends:
                for between in (" or ", ", "):
                    if self.text.startswith(between, end):
                        for then, others, cls in self.names(end + len(between)):
                            if cls == option.cls:
                                iris = tuple(dict.fromkeys((*option.iris, *others.iris)))
                                yield then, Things(iris, self.text[at:then]), cls
                yield end, Things(option.iris, self.text[at:end]), option.cls

    def periods(self, at: int) -> Iterator[tuple[int, Things]]:
        """The stretches of time named there."""
        for stop, time in self._times.get(at, ()):
            iris = matching_periods(time, self.context.periods)
            if iris and self.text.startswith(" or ", stop):
                for then, others in self.periods(stop + len(" or ")):
                    yield then, Things(tuple(dict.fromkeys((*iris, *others.iris))), self.text[at:then])
            if iris:
                yield stop, Things(iris, self.text[at:stop])

    def terms(self, prop: str, at: int) -> Iterator[tuple[int, Things | Value]]:
        """The values of a property that are named there, any of several as one."""
        for label, term in self.words.terms.get(prop, ()):
            if not self.text.startswith(label, at) or not self.ends(at + len(label)):
                continue
            stop = at + len(label)
            if isinstance(term, Things) and self.text.startswith(" or ", stop):
                for then, other in self.terms(prop, stop + len(" or ")):
                    if isinstance(other, Things):
                        yield then, Things((*term.iris, *other.iris), self.text[at:then])
            yield stop, term

    def amounts(self, at: int) -> Iterator[tuple[int, Op, Value]]:
        """The comparisons with a number that stand there."""
        for op in Op:
            said = say_comparison(op, XSD + "decimal") + " "
            if self.text.startswith(said, at):
                for stop, number in self._amounts.get(at + len(said), ()):
                    yield stop, op, number_value(number)

    def tests(self, at: int, var: Var, prop: str) -> Iterator[tuple[int, tuple[Condition, ...]]]:
        """What is asked of a value there: of a date, or of a number."""
        info = self.schema.properties.get(prop)
        if info and info.datatype in DATES:
            yield from self._dates(at, var, info.datatype)
        for stop, op, value in self.amounts(at):
            yield stop, (Compare(var, op, value),)

    def _dates(self, at: int, var: Var, datatype: str) -> Iterator[tuple[int, tuple[Condition, ...]]]:
        for op in (*Op, None):
            said = f"{say_comparison(op, datatype) if op else 'in'} "
            if not self.text.startswith(said, at):
                continue
            for stop, time in self._times.get(at + len(said), ()):
                if time.first is None and self.text.startswith(" of any year", stop):
                    test = InMonths(var, time.months, time.said, time.day)
                    yield stop + len(" of any year"), (test,)
                elif time.first is not None:
                    yield stop, tests_of(var, op.value if op else "=", time, datatype)
