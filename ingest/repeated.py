"""Decisions that minutes tell twice: in a summary of what was decided, and where they tell of the debate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from ingest.records import DecisionRecord

_BARE, _LONG, _NEAR, _AGAIN = 2, 10, 3, 93  # words, words, records, likeness


def is_bare(text: str) -> bool:
    """Whether a text says nothing of what was decided ("Approved.")."""
    return len(text.split()) <= _BARE


def is_told_again(record: DecisionRecord, item: str, before: Sequence[DecisionRecord]) -> bool:
    """Whether a decision on an item, or the award of a contract right above, stands among those `before` already."""
    same = [old for old in _on(item, record, before) if old.kind == record.kind and old.span != record.span]
    if record.awarded_to:
        same += [old for old in before[-_NEAR:] if _names(old) == _names(record)]
    return any(_tells_again(old.text, record.text) for old in same) or any(
        _is_the_same(old, record) for old in before if not (item and old.item and old.item != item)
    )


def _is_the_same(old: DecisionRecord, record: DecisionRecord) -> bool:
    """Whether two decisions of one meeting have one text, long enough to be said of one item only."""
    where = (old.kind, old.body and old.body.text, old.on) == (record.kind, record.body and record.body.text, record.on)
    long = len(record.text.split()) >= _LONG
    return where and long and old.span != record.span and old.text.casefold() == record.text.casefold()


def bare_words(record: DecisionRecord, item: str, before: Sequence[DecisionRecord]) -> list[DecisionRecord]:
    """The decisions on the same item that are a bare word, where the record says what it was of."""
    return [] if is_bare(record.text) else [old for old in _on(item, record, before) if is_bare(old.text)]


def _on(item: str, record: DecisionRecord, before: Iterable[DecisionRecord]) -> list[DecisionRecord]:
    return [old for old in before if item and old.item == item and old.body == record.body]


def _tells_again(first: str, second: str) -> bool:
    """Whether the shorter of two texts stands, nearly in the same words, in the other."""
    short, long = sorted((first.casefold(), second.casefold()), key=len)
    return not is_bare(short) and len(short) * 3 >= len(long) and fuzz.partial_ratio(short, long) >= _AGAIN


def _names(record: DecisionRecord) -> set[str]:
    return {named.text.casefold() for named in record.awarded_to}
