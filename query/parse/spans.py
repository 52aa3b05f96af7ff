"""From one reference to another: "SS 2.0 to SS 2.8", "recs 3 to 5" are all that stand between, both ends included."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from query.lexicon.index import Spelling
from query.lexicon.words import folded
from query.linking.index import joined
from query.linking.link import exact_mentions
from query.linking.names import Named
from query.parse.chart import Piece
from query.parse.context import Context
from query.parse.needs import Need, Option, ThingNeed
from query.parse.options import options_of

SURE = 0.9
LONGEST_LETTERS = 4  # of a reference
MOST = 60  # references that a span may be of
_CODE = re.compile(r"(.*?)\s*(\d+(?:\.\d+)*)")


def spanned(needs: Sequence[Need], pieces: Sequence[Piece], context: Context) -> list[Need]:
    """The needs, two references and all between them as one where "to" stands between the two."""
    result: list[Need] = []
    taken: frozenset[int] = frozenset()
    for need in needs:
        if need.pieces & taken:
            continue
        span = _from(need, pieces, context) if isinstance(need, ThingNeed) else None
        if span:
            taken |= span.pieces
        result.append(span or need)
    return result


def _from(need: ThingNeed, pieces: Sequence[Piece], context: Context) -> ThingNeed | None:
    """All things from one that is named by its reference to another that "to" leads to; None where none is."""
    to, end = max(need.pieces) + 1, max(need.pieces) + 2
    if need.negated or end >= len(pieces) or pieces[to].text.strip().lower() not in context.grammar["up to"]:
        return None
    if not (pieces[end].number or any(m.named.code for m in pieces[end].mentions)):
        return None
    options = tuple(o for one in need.options if one.code for o in _all(one, pieces[end].text, context))
    return ThingNeed(need.pieces | {to, end}, options, need.scope, skip=need.skip, listed=True) if options else None


def section(pieces: Sequence[Piece], i: int, context: Context) -> ThingNeed | None:
    """What has references that begin with letters and a number: "the BH 3 actions" are BH 3.0, BH 3.1 and so on."""
    number = pieces[i + 1] if i + 1 < len(pieces) else None
    letters = folded(pieces[i].text)
    if len(letters) != 1 or not (letters[0].isalpha() and len(letters[0]) <= LONGEST_LETTERS):
        return None
    numbered = number is not None and number.number is not None and number.text.isdigit()
    if numbered and (any(m.named.code for m in pieces[i].mentions) or pieces[i].meanings):
        return None
    if not numbered and not _stands_alone(pieces, i, context):
        return None
    begins = joined((letters[0], f"{number.text}." if numbered and number else ""))
    found: dict[str, list[Named]] = defaultdict(list)
    for named in context.names.phrases.beginning(begins):
        if named.code:
            found[named.cls].append(named)
    options = []
    for cls, all_named in found.items():
        labels = list(dict.fromkeys(n.label for n in sorted(all_named, key=lambda n: _parted(n.label) or ("", []))))
        iris = tuple(dict.fromkeys(i for label in labels for n in all_named if n.label == label for i in n.iris))
        if 1 < len(labels) <= MOST:
            options.append(_any(labels, Option(cls, iris, "", 1.0, True)))
    pieces_used = frozenset({i, i + 1}) if numbered else frozenset({i})
    return ThingNeed(pieces_used, tuple(options), listed=True) if options else None


def _stands_alone(pieces: Sequence[Piece], i: int, context: Context) -> bool:
    """Whether letters are a section by themselves: in capitals, before what is usually asked for or in brackets."""
    text = pieces[i].text
    after = next((p for p in pieces[i + 1 :] if not p.is_named("chatter")), None)
    nouns = after is not None and any(m.cls in context.settings.open and not m.weak for m in after.of_kind("noun"))
    bracketed = 0 < i < len(pieces) - 1 and (pieces[i - 1].text.strip(), pieces[i + 1].text.strip()) == ("(", ")")
    named = any(m.named.held and m.score >= SURE for m in pieces[i].mentions)
    told = any(m.cls in context.settings.open for p in pieces[:i] for m in p.of_kind("noun"))  # "actions in PC"
    ends = told and i > 0 and pieces[i - 1].is_named("small") and (after is None or after.mark)
    return text.isupper() and len(text) > 1 and (nouns or bracketed or ends) and not named


def _all(first: Option, end: str, context: Context) -> list[Option]:
    """What the references from the first to the last of a class name, as one; nothing where they are no such row."""
    one, other = _parted(first.label), _parted(end)
    if one is None or other is None or (other[0] and other[0] != one[0]):
        return []
    *above, start = one[1]
    *same, stop = other[1]
    if above != same or not 0 < stop - start < MOST:
        return []
    names = [f"{one[0]} {'.'.join(map(str, (*above, number)))}".strip() for number in range(start, stop + 1)]
    found = {name: option for name in names if (option := _named(name, first.cls, context))}
    labels = [name.upper() if first.label.isupper() else name for name in found]
    iris = tuple(dict.fromkeys(i for o in found.values() for i in o.iris))
    score = min((o.score for o in found.values()), default=0.0)
    return [_any(labels, Option(first.cls, iris, "", score, True))] if len(found) > 1 else []


def _any(labels: Sequence[str], option: Option) -> Option:
    """The option under the names of all that it may be."""
    return replace(option, label=f"{', '.join(labels[:-1])} or {labels[-1]}")


def _parted(label: str) -> tuple[str, list[int]] | None:
    """The letters and the numbers of a reference: "ss", [2, 8] of "SS 2.8"."""
    match = _CODE.fullmatch(" ".join(folded(label)))
    return (match[1], [int(n) for n in match[2].split(".")]) if match else None


def _named(name: str, cls: str, context: Context) -> Option | None:
    """What is called just so, of a class."""
    words = folded(name)
    found = exact_mentions([(Spelling(w),) for w in words], context.names)
    whole = tuple(m for m in found if m.end - m.start == len(words) and m.named.cls == cls)
    piece = Piece(0, len(words), frozenset(range(len(words))), name, (), whole)
    return next(iter(options_of(piece)), None) if whole else None
