"""Numbers that follow the code of a thing: "NI 112 and 117" names two indicators, "recs 8, 9 and 10" three headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

NUMBER = r"\d{1,4}[a-z]?"
# what stands after such a number makes it no code: a part of a number or a date, a share, a span
ALONE = r"(?![\w%/.:£-]|\s*(?:%|per\s?cent|st\b|nd\b|rd\b|th\b))"
MORE = rf"(?:\s*(?:,|&|/|\band\b|\bor\b|,\s*and\b)\s*{NUMBER}{ALONE})+"
YEAR = re.compile(r"(19|20)\d\d")


def listed(question: str, shapes: Sequence[str]) -> str:
    """The question with the word of a code before each number that follows one; `shapes` are regular expressions of
    codes in folded words.

    >>> listed("who works on NIs 50, 55 and 117?", ("ni [0-9]{1,4}",))
    'who works on NI 50, NI 55 and NI 117?'
    """

    def spelt(match: re.Match[str]) -> str:
        word, first, rest = match[1], match[2], match[3]
        single = word[:-1] if word.lower().endswith("s") else word
        numbers = re.findall(NUMBER, rest, re.IGNORECASE)
        if any(YEAR.fullmatch(n) for n in numbers):
            return match[0]
        if not all(_is_code(f"{single} {n}".lower(), tuple(shapes)) for n in (first, *numbers)):
            return match[0]
        return f"{single} {first}" + re.sub(NUMBER, lambda n: f"{single} {n[0]}", rest, flags=re.IGNORECASE)

    return re.sub(rf"\b([a-z]+)\s*({NUMBER})\b({MORE})", spelt, question, flags=re.IGNORECASE)


@lru_cache(maxsize=1000)
def _is_code(folded: str, shapes: tuple[str, ...]) -> bool:
    return any(re.fullmatch(shape, folded) for shape in shapes)
