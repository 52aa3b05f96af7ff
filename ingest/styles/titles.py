"""Headings that are actions themselves: under a heading of actions, over labelled lines, or called commitments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, Cell, Heading, Paragraph, Span, Table
from ingest.outline.forms import titled
from ingest.styles.context import ACTING, AIM, PLAIN, Over, Standing
from ingest.styles.items import reference_of, said_beside
from ingest.styles.labels import BESIDE, is_label_line, label_of
from ingest.styles.promises import promise, sentences
from ingest.styles.stated import HEADED, Labelled, Stated
from ingest.styles.when import dates_in
from ingest.styles.wording import folded, is_to_do, unnumbered

_FEWEST, _MOST = 2, 0.6
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*[a-z]?)[.):]?\s+(?=\S)")
_TELLING = frozenset({"owner", "due", "start"})
_FOLLOWED = frozenset({"due", "status"})  # what is said of an action whose progress is followed


def titled_actions(
    blocks: Sequence[Block], standing: Sequence[Standing], taken: set[int]
) -> tuple[list[Stated], set[int]]:
    """The headings that are actions themselves, and the indexes of all blocks under them.

    Right under a heading of actions they count where most say what is to be done; elsewhere where several of one level
    have lines under them that say by whom or by when; and a commitment or initiative where no other of its kind has
    actions of its own. The labelled lines below are read with each, and added to `taken`.
    """
    found: list[Stated] = []
    below: set[int] = set()
    for members in _groups(blocks, standing):
        inside = {at: _below(at, standing) for at in members}
        tables = [index for at in members for index in inside[at] if isinstance(blocks[index], Table)]
        explained = all(_is_of_milestones(blocks[index]) for index in tables) and _all_said(members, blocks, inside)
        if tables and not explained:
            continue
        # a heading over a list of actions is their aim; those beside it may still be actions themselves
        bare = [at for at in members if not any(index in taken for index in inside[at])]
        if not bare or (len(bare) < len(members) and not _say_what_to_do(members, blocks)):
            continue
        if not _count(members, blocks, standing, inside):
            continue
        for at in bare:
            found.append(_stated(at, blocks, standing, inside[at], taken))
            below.update(inside[at])
    return found, below


def _is_of_milestones(block: Block) -> bool:
    """Whether a table lists nothing but the dated steps of one action."""
    return isinstance(block, Table) and bool(block.rows) and _is_milestone(block.rows[0].cells[0].text)


def _is_milestone(header: str) -> bool:
    label = label_of(header)
    return label is not None and "milestones" in label.roles


def _all_said(members: Sequence[int], blocks: Sequence[Block], inside: dict[int, list[int]]) -> bool:
    """Whether lines under each heading say by whom and by when."""
    told = ({role for roles, _ in _says(at, blocks, inside[at]) for role in roles} for at in members)
    return all(len(found & _TELLING) >= _FEWEST for found in told)


def _groups(blocks: Sequence[Block], standing: Sequence[Standing]) -> list[list[int]]:
    """The headings that may be actions, those together that are set alike under one heading or called alike."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for at, block in enumerate(blocks):
        own = standing[at].own
        if own is None or not isinstance(block, Heading):
            continue
        nearest = standing[at].over[-1] if standing[at].over else None
        if own.kind == AIM and own.text in folded("leaves") and titled(block.text, typographic=True) is not None:
            groups.setdefault(("leaf", own.text), []).append(at)
        elif own.kind == PLAIN and nearest is not None and nearest.kind == ACTING and nearest.level < block.level:
            groups.setdefault(("acting", nearest.at, block.level), []).append(at)
        elif own.kind == PLAIN and not standing[at].telling and _says(at, blocks, _below(at, standing)):
            groups.setdefault(("labelled", block.level), []).append(at)
    return [members for members in groups.values() if members]


def _count(
    members: Sequence[int], blocks: Sequence[Block], standing: Sequence[Standing], inside: dict[int, list[int]]
) -> bool:
    own = standing[members[0]].own
    assert own is not None
    if own.kind == AIM:
        return True
    if len(members) < _FEWEST:
        return False
    if _say_what_to_do(members, blocks):
        return True
    roles = [{role for labels, _ in _says(at, blocks, inside[at]) for role in labels} for at in members]
    return all(len(found & _TELLING) >= _FEWEST or found >= _FOLLOWED for found in roles)


def _say_what_to_do(members: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether most headings say what is to be done."""
    texts = [_text(blocks[at]) for at in members]
    return sum(is_to_do(text) or promise(text) is not None for text in texts) >= _MOST * len(members)


def _text(block: Block) -> str:
    return unnumbered(reference_of("", " ".join(block.text.split()))[1]) if not isinstance(block, Table) else ""


def _below(at: int, standing: Sequence[Standing]) -> list[int]:
    """The blocks under a heading."""
    below: list[int] = []
    for index in range(at + 1, len(standing)):
        if all(over.at != at for over in standing[index].over):
            break
        below.append(index)
    return below


def _says(at: int, blocks: Sequence[Block], below: Sequence[int]) -> list[Labelled]:
    """What labelled lines under a heading say, where one of them says by whom or by when and no heading is among."""
    found: list[Labelled] = []
    for index in below:
        block = blocks[index]
        if isinstance(block, Heading) and is_label_line(block.text) is None:
            return []
        if isinstance(block, Paragraph):
            found += said_beside(block)
    return found if any(set(roles) & _TELLING for roles, _ in found) else []


def _stated(
    at: int, blocks: Sequence[Block], standing: Sequence[Standing], below: Sequence[int], taken: set[int]
) -> Stated:
    block = blocks[at]
    assert isinstance(block, Heading)
    form = titled(block.text, typographic=True)
    if form is not None and standing[at].own is not None and _is_aim(standing[at].own):
        reference, text = re.sub(r"^\D*", "", form.reference), form.text
    else:
        reference, text = reference_of("", " ".join(block.text.split()))
        number = _NUMBER.match(text)
        if number is not None and not reference:
            reference, text = number["number"], text[number.end() :]
    said: list[Labelled] = []
    spans: list[Span] = []
    waiting: tuple[str, ...] = ()
    for index in below:
        line = blocks[index]
        if isinstance(line, Table):
            continue
        label = is_label_line(line.text) if not isinstance(line, Paragraph) or _set_off(line) else None
        if isinstance(line, Paragraph) and (beside := said_beside(line)):
            said += beside
        elif label is not None and set(label.roles) <= BESIDE:
            waiting = label.roles
        elif waiting and isinstance(line, Paragraph):
            said.append((waiting, Cell(" ".join(line.text.split()), line.span)))
            waiting = waiting if line.bullet else ()
        else:
            waiting = ()
            continue
        spans.append(line.span)
        taken.add(index)
    taken.add(at)
    stated = Stated(at, Cell(text, block.span), HEADED, reference, tuple(said), under=standing[at].aims)
    return _with_time(replace(stated, spans=tuple(spans)))


def _with_time(stated: Stated) -> Stated:
    if stated.roles() & {"due", "start", "milestones"}:
        return stated
    return stated.also(dates_in(replace(stated.text, text=sentences(stated.text.text)[0])))


def _is_aim(own: Over | None) -> bool:
    return own is not None and own.kind == AIM


def _set_off(block: Paragraph) -> bool:
    return block.bold or block.text.rstrip().endswith(":")
