"""Numbers, shares and sums of money in a question: "£100,000", "100k", "1.5 million", "20%", "three"."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from query.lexicon.words import Token

_SPELT = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SPELT = {word: number for number, word in enumerate(_SPELT)}
REACH = 2  # words between "one" and "only": "one funding stream only", "only appear on one"
RANGE, SPANNING = 2, frozenset({"and", "to"})  # "between 20 and 30 thousand"
TIMES = {"thousand": 1000, "million": 1_000_000}


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a question: tokens `start` to `end`, its value, whether it is money, or so many in a hundred."""

    start: int
    end: int
    value: Decimal
    money: bool
    percent: bool = False

    @property
    def said(self) -> str:
        """As a reader would expect it."""
        plain = f"{self.value.normalize():,f}"
        return f"£{plain}" if self.money else f"{plain}%" if self.percent else plain


def numbers(
    tokens: Sequence[Token], units: Mapping[str, str], comparing: Container[str] = ("than",)
) -> tuple[Number, ...]:
    """The numbers of a question; `units` says which folded words mean "money", "percent", "thousand" or "million".

    "One" is a number near one of the `comparing` words only ("than one", "one partner only"), "19s" are no number.
    """
    found: list[Number] = []
    for i, token in enumerate(tokens):
        word = token.word.lstrip("£ ").replace(",", "")
        if _of_an_age(tokens, i):
            continue
        if token.is_number and re.fullmatch(r"\d+(\.\d+)?", word):
            try:
                value = Decimal(word)
            except InvalidOperation:
                continue
        elif token.word == "a" and i + 1 < len(tokens) and units.get(tokens[i + 1].word) in TIMES:
            value = Decimal(1)  # "a million"
        elif token.word in SPELT and (token.word != "one" or _compared(tokens, i, comparing)):
            value = Decimal(SPELT[token.word])
        else:
            continue
        money, percent, end, start = token.word.startswith("£"), False, i + 1, i
        if start > 0 and tokens[start - 1].text == "£":
            money, start = True, start - 1
        while end < len(tokens) and (unit := units.get(tokens[end].word)):
            percent = percent or unit == "percent"
            # a lone letter is a unit only where it is written to its number, as in "100k"
            if len(tokens[end].word) == 1 and tokens[end].start != tokens[end - 1].end:
                break
            value *= TIMES.get(unit, 1)
            money = money or unit == "money" or (len(tokens[end].word) == 1 and not percent)
            end += 1
        found.append(Number(start, end, value, money, percent))
        scale = math.prod(TIMES.get(units.get(t.word, ""), 1) for t in tokens[i + 1 : end])
        _share_scale(found, tokens, scale)
    return tuple(found)


def _share_scale(found: list[Number], tokens: Sequence[Token], scale: int) -> None:
    """The number before the last one takes its unit where it has none: "between 20 and 30 thousand"."""
    if scale == 1 or len(found) < RANGE:
        return
    one, other = found[-RANGE:]
    between = [t.word for t in tokens[one.end : other.start]]
    bare = one.end - one.start == 1 and one.value * scale < other.value
    if bare and len(between) == 1 and between[0] in SPANNING:
        found[-RANGE] = replace(one, value=one.value * scale)


def _of_an_age(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number is written as a name of many: "under 19s" are people, and no number of anything."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return tokens[i].is_number and after is not None and after.word == "s" and after.start == tokens[i].end


def _compared(tokens: Sequence[Token], i: int, comparing: Container[str]) -> bool:
    """Whether a comparing word stands before a token, or within the few words after it."""
    near = (*tokens[max(i - 1 - REACH, 0) : i], *tokens[i + 2 : i + 2 + REACH])
    return any(t.word in comparing for t in near)
