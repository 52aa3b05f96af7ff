"""What a careful reader would query in the print itself, before there is a graph (`ontology/checks/reading.yaml`).

Each is said only where the print leaves little doubt: a title that is plainly another indicator's, a reference of a
known form to a number that the plan does not have, two spellings of an acronym with different words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from rapidfuzz import fuzz, process

from ingest.document import Span
from ingest.records import AcronymRecord, ActionRecord, Cited, FindingRecord, Records
from ontology.reading.pointers import pointing_words
from ontology.reference import NationalIndicator, fold, national_indicators, small_words

_THE_SAME, _OTHER, _TELLING_WORDS = 62, 86, 3
_LABEL = 90
_STEM = 5


def with_findings(records: Records) -> Records:
    """The records with what is to be queried in them."""
    found = [*_titles(records), *_pointers(records), *_acronyms(records.acronyms)]
    return replace(records, findings=tuple(found))


def _titles(records: Records) -> Iterator[FindingRecord]:
    """National indicators printed with words that are the title of another."""
    seen: set[tuple[str, str]] = set()
    for cited in _cited(records):
        own = national_indicators().get(cited.code)
        title = " ".join(cited.title.split())
        if own is None or len(_telling(title)) < _TELLING_WORDS or (cited.code, fold(title)) in seen:
            continue
        seen.add((cited.code, fold(title)))
        if other := _whose(own, title):
            values = (("code", own.code), ("title", title), ("other", other.label), ("own", own.title))
            yield FindingRecord("title-of-another-indicator", values, (cited.span,), indicator=cited.code)


def _cited(records: Records) -> Iterator[Cited]:
    for objective in records.objectives:
        yield from objective.indicators
    for action in records.actions:
        yield from action.indicators
    yield from (observation.indicator for observation in records.observations)
    yield from records.mentions


def _whose(own: NationalIndicator, title: str) -> NationalIndicator | None:
    """The other indicator whose title the words are; None where they may well be its own, or nobody's."""
    words = _plain(title)
    if max(fuzz.token_set_ratio(words, name) for name in _plain_names(own.code)) >= _THE_SAME:
        return None
    best = process.extractOne(_sorted(words), _sorted_titles(), scorer=fuzz.ratio, score_cutoff=_OTHER)
    other = national_indicators()[best[2]] if best else None
    return (
        None if other is None or own.code in (other.code, other.parent) or other.parent == own.parent != "" else other
    )


@cache
def _plain_names(code: str) -> tuple[str, ...]:
    own = national_indicators()[code]
    return tuple(_plain(name) for name in (own.title, *own.wordings))


@cache
def _sorted_titles() -> dict[str, str]:
    return {code: _sorted(_plain(one.title)) for code, one in national_indicators().items() if one.in_set}


def _sorted(words: str) -> str:
    return " ".join(sorted(words.split()))


def _plain(title: str) -> str:
    return " ".join(_telling(title))


def _telling(title: str) -> list[str]:
    return [word for word in fold(title).split() if word not in small_words()]


@cache
def _pointer() -> re.Pattern[str]:
    words = "|".join(r"\s+".join(map(re.escape, words.split())) for words in pointing_words())
    number = r"(?P<number>[A-Z]{0,5}\s?\d{1,2}(?:\.\d{1,2})*[a-z]?)(?![\d%/]|\.\d)"
    return re.compile(
        rf"\b(?:{words})\s+(?P<level>[a-z][a-z ]{{3,40}}?)s?\s+(?:no\.?\s+|number\s+)?{number}", re.IGNORECASE
    )


def _pointers(records: Records) -> Iterator[FindingRecord]:
    """References of actions to aims or actions that the plan does not have.

    Only what the plan itself numbers can be missing from it: "recommendation 9" where its recommendations have numbers.
    """
    numbered = _numbered(records)
    for at, action in enumerate(records.actions):
        for words, level, number in _pointed(action):
            there = numbered.get(level)
            if there is None or _number(number) in there:
                continue
            values = (("label", _cut(action.text)), ("words", words), ("level", level), ("number", number))
            yield FindingRecord("reference-to-nothing", values, (action.span,), action=at)


def _numbered(records: Records) -> dict[str, set[str]]:
    """What a plan numbers, by what it calls it: level to the numbers there are, of each with those above it."""
    found: dict[str, set[str]] = {}
    for objective in records.objectives:
        if objective.reference and objective.level:
            names = [objective.reference, *(other.text for other in objective.alternatives)]
            found.setdefault(objective.level, set()).update(map(_number, names))
    references = {_number(action.reference) for action in records.actions if action.reference}
    if references:
        found["action"] = references
    # "Recommendation 2.1" is the action 2.1 of recommendation 2.
    return {level: numbers | references for level, numbers in found.items()}


def _pointed(action: ActionRecord) -> Iterator[tuple[str, str, str]]:
    texts = [action.text, action.due_text, *(m.text for m in action.measures), *(m.text for m in action.milestones)]
    for text in texts:
        for match in _pointer().finditer(text):
            yield " ".join(match[0].split()), match["level"].lower().strip(), " ".join(match["number"].split())


def _number(reference: str) -> str:
    """The number of a reference without its kind: "2.1" of "Recommendation 2.1", "bh1.3" of "BH 1.3"."""
    found = re.search(r"(?:\b[A-Z]{1,5}\s?)?\d[\d.]*[a-z]?$", reference.strip())
    return re.sub(r"\s", "", found[0]).lower() if found else reference.lower()


def _acronyms(spelled: Sequence[AcronymRecord]) -> Iterator[FindingRecord]:
    """Acronyms that the plan spells out in two ways with different words."""
    by_acronym: dict[str, list[AcronymRecord]] = {}
    for record in spelled:
        if record.expansion:
            by_acronym.setdefault(record.acronym, []).append(record)
    for acronym, records in by_acronym.items():
        first = records[0]
        for other in records[1:]:
            if _stems(first.expansion) != _stems(other.expansion):
                values = (("acronym", acronym), ("first", first.expansion), ("second", other.expansion))
                spans: tuple[Span, ...] = (first.span, other.span)
                yield FindingRecord("acronym-in-two-senses", values, spans, acronym=acronym)


def _stems(expansion: str) -> set[str]:
    """The beginnings of the words that tell: "Children's Services" and "children services" are one."""
    return {word.rstrip("s")[:_STEM] for word in _telling(expansion)}


def _cut(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _LABEL else (folded[:_LABEL].rpartition(" ")[0] or folded[:_LABEL]) + "…"
