"""Promises in running text under an aim, and headings that say themselves what is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, Cell, Heading, Paragraph, Table
from ingest.styles.context import ACTING, ACTION, AIM, PLAIN, Standing
from ingest.styles.items import reference_of, said_beside, stated_of
from ingest.styles.promises import promise, sentences
from ingest.styles.stated import HEADED, PROSE, Stated
from ingest.styles.when import dates_in
from ingest.styles.wording import is_to_do, unnumbered

_FEWEST, _MOST = 2, 0.6
_GENERAL = re.compile(r"\b(?:this|the|our) (?:plan|strategy|document|framework|report|chapter|section|vision)\b", re.I)


def promised(blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int], noise: set[int]) -> list[Stated]:
    """The sentences under an aim (or a heading of actions) in which it is promised that something will be done."""
    found: list[Stated] = []
    for at, block in enumerate(blocks):
        over = standing[at]
        if not isinstance(block, Paragraph) or at in taken or id(block) in noise or over.own is not None:
            continue
        if over.under(ACTION) is not None or over.telling or not (over.under(AIM) is not None or over.acting):
            continue
        for sentence in sentences(block.text):
            made = promise(sentence)
            if made is None or sentence.rstrip().endswith(":") or _GENERAL.search(made.what[:60]):
                continue
            stated = stated_of(at, block, PROSE, over, sentence=sentence)
            found.append(stated)
    return found


def titled_actions(blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int]) -> list[Stated]:
    """The headings right under a heading of actions that say what is to be done ("Plant five hundred trees").

    They count where most of the headings there do; text and labelled lines below belong to each.
    """
    found: list[Stated] = []
    groups: dict[tuple[int, int], list[int]] = {}
    for at, block in enumerate(blocks):
        own = standing[at].own
        nearest = standing[at].over[-1] if standing[at].over else None
        if own is None or own.kind != PLAIN or not isinstance(block, Heading) or nearest is None:
            continue
        if nearest.kind == ACTING and nearest.level < block.level:
            groups.setdefault((nearest.at, block.level), []).append(at)
    for members in groups.values():
        texts = [reference_of("", unnumbered(blocks[at].text)) for at in members]  # type: ignore[union-attr]
        doing = sum(is_to_do(text) or promise(text) is not None for _, text in texts)
        inside = any(_has_more(at, blocks, standing, taken) for at in members)
        if len(members) < _FEWEST or doing < _MOST * len(members) or inside:
            continue
        found += [_titled(at, blocks, standing, taken) for at in members]
    return found


def _below(at: int, blocks: Sequence[Block], standing: Sequence[Standing]) -> list[int]:
    below: list[int] = []
    for index in range(at + 1, len(blocks)):
        if all(over.at != at for over in standing[index].over):
            break
        below.append(index)
    return below


def _has_more(at: int, blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int]) -> bool:
    """Whether a table or what was read as an action stands under a heading."""
    return any(index in taken or isinstance(blocks[index], Table) for index in _below(at, blocks, standing))


def _titled(at: int, blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int]) -> Stated:
    block = blocks[at]
    assert isinstance(block, Heading)
    text = " ".join(block.text.split())
    reference, said = reference_of("", text)
    number = re.match(r"(\d{1,2}(?:\.\d{1,2})*)[.):]?\s+", said)
    if number is not None and not reference:
        reference, said = number[1], said[number.end() :]
    stated = Stated(at, Cell(said, block.span), HEADED, reference, under=standing[at].aims)
    spans = []
    for index in _below(at, blocks, standing):
        line = blocks[index]
        if isinstance(line, Paragraph) and (labels := said_beside(line)):
            stated = replace(stated, labelled=(*stated.labelled, *labels))
            spans.append(line.span)
            taken.add(index)
    taken.add(at)
    stated = replace(stated, spans=tuple(spans))
    return stated if stated.roles() & {"due", "start"} else stated.also(dates_in(stated.text))
