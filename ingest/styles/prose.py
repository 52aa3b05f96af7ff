"""Promises in running text under an aim or a heading of actions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from ingest.document import Block, Heading, Paragraph
from ingest.styles.context import ACTING, ACTION, AIM, DATED, Standing
from ingest.styles.items import stated_of
from ingest.styles.promises import is_unnamed, promise, sentences
from ingest.styles.stated import LISTED, PROSE, Stated
from ingest.styles.wording import is_promising

_SEVERAL = 3
_NUMBERED = re.compile(r"(?:\S+\s)?\d{1,2}(?:\.\d{1,2})+\.?")
_COUNTED = re.compile(r"(?:\S+\s)?\d{1,3}(?:\.\d{1,2})*\.?")
_SHALL = re.compile(r"\b(?:shall|must|is directed to|are directed to)\b")
_WITHIN = re.compile(r"\b(?:within|no later than|not later than)\s+(?:\w+\s+){1,3}(?:days|weeks|months|year)\b", re.I)
_GENERAL = re.compile(r"\b(?:this|the|our) (?:plan|strategy|document|framework|report|chapter|section|vision)\b", re.I)


def promised(
    blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int], noise: set[int], title: str = ""
) -> list[Stated]:
    """The sentences under an aim (or a heading of actions or of a date) that promise that something will be done.

    In a document whose `title` says that it is a plan any heading will do that does not tell, where the sentence names
    who acts or one speaks as "we".
    """
    plan = is_promising(title)
    found: list[Stated] = []
    ordered = _orders(blocks)
    topics = _one_promise_each(blocks, standing)
    for at, block in enumerate(blocks):
        over = standing[at]
        if not isinstance(block, Paragraph) or at in taken or id(block) in noise or over.own is not None:
            continue
        numbered = bool(_NUMBERED.fullmatch(block.bullet)) and bool(over.over)
        if over.under(ACTION) is not None or over.telling:
            continue
        dated = bool(over.over) and over.over[-1].kind == DATED
        meant = over.under(AIM) is not None or over.acting or numbered or dated or at in topics or plan
        if not (meant or ordered):
            continue
        for sentence in sentences(block.text):
            made = promise(sentence)
            if made is None and not (_COUNTED.fullmatch(block.bullet) and over.over and is_unnamed(sentence)):
                continue
            if not meant and (made is None or not made.who or not _SHALL.search(sentence)):
                continue
            what = made.what if made else sentence
            if (sentence.rstrip().endswith(":") and not numbered) or _GENERAL.search(what[:60]):
                continue
            acting = at in topics or not meant or (bool(over.over) and over.over[-1].kind in {ACTING, DATED})
            found.append(stated_of(at, block, LISTED if acting else PROSE, over, sentence=sentence))
    return found


def _orders(blocks: Sequence[Block]) -> bool:
    """Whether a document gives orders: several of its sentences say who shall do something within what time."""
    said = (sentence for block in blocks if isinstance(block, Paragraph) for sentence in sentences(block.text))
    orders = (
        s for s in said if _WITHIN.search(s) and _SHALL.search(s) and (made := promise(s)) is not None and made.who
    )
    return len(list(islice(orders, _SEVERAL))) == _SEVERAL


def _one_promise_each(blocks: Sequence[Block], standing: Sequence[Standing]) -> frozenset[int]:
    """The paragraphs of one sentence, a promise, each of which is all that stands under its heading, where several
    headings of one level have one each."""
    found: dict[int, list[int]] = {}
    for at, block in enumerate(blocks[:-1]):
        below, after = blocks[at + 1], blocks[at + 2] if at + 2 < len(blocks) else None
        alone = isinstance(block, Heading) and (after is None or isinstance(after, Heading))
        if not alone or not isinstance(below, Paragraph) or below.bullet or standing[at + 1].telling:
            continue
        said = sentences(below.text)
        if isinstance(block, Heading) and len(said) == 1 and promise(said[0]) is not None:
            found.setdefault(block.level, []).append(at + 1)
    return frozenset(at for members in found.values() if len(members) >= _SEVERAL for at in members)
