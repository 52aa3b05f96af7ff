"""Lines that are headings by what stands under them: names of aims, promises over their means, titles over labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Block, Heading, Paragraph, Span, Table
from ingest.styles.labels import is_label_line
from ingest.styles.promises import promise, sentences
from ingest.styles.wording import is_acting, is_doing, is_to_do

_SHORT_LINE = 5  # the level of a heading that only the empty lines around it tell
_OVER_IT = 4
_NAME_WORDS, _FEWEST, _TOPIC_WORDS = 9, 2, 6
_TOPIC = re.compile(r"(?P<topic>[A-Z][^:.]{2,60}):\s+(?P<said>[A-Z].+)")


def with_named_aims(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, where the label of an aim stands alone over its text and under its name, as headings.

    "Safer streets", "Aim", "To halve …" are the heading "Safer streets" and under it "Aim: To halve …"; once alone it
    may be anything, so two at least must be printed so.
    """
    found = [at for at in range(1, len(blocks) - 1) if _is_named(at, blocks)]
    if len(found) < _FEWEST:
        return list(blocks)
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if at + 1 in found:
            assert not isinstance(block, Table)
            made.append(Heading(" ".join(block.text.split()), _OVER_IT, block.span))
        elif at in found:
            below = blocks[at + 1]
            assert not isinstance(block, Table) and not isinstance(below, Table)
            made.append(
                Heading(f"{block.text.strip(' :')}: {' '.join(below.text.split())}", _SHORT_LINE, _over(block, below))
            )
        elif at - 1 not in found:
            made.append(block)
    return made


def _is_named(at: int, blocks: Sequence[Block]) -> bool:
    above, block, below = blocks[at - 1 : at + 2]
    if any(isinstance(b, Table) or (isinstance(b, Paragraph) and b.bullet) for b in (above, block, below)):
        return False
    assert not isinstance(above, Table) and not isinstance(block, Table) and not isinstance(below, Table)
    label = is_label_line(block.text)
    name = above.text.strip()
    named = 0 < len(name.split()) <= _NAME_WORDS and name[-1] not in ".:;," and name[0].isupper()
    said = is_label_line(below.text) is None and not is_acting(below.text) and len(below.text.split()) > 2
    return label is not None and label.roles == ("objective",) and named and is_label_line(name) is None and said


def _over(first: Heading | Paragraph, last: Heading | Paragraph) -> Span:
    a, b = first.span, last.span
    return Span(a.line, b.last_line, "\n".join((a.quote, b.quote)), a.page, a.place)


def with_promises_over_means(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, as headings those that promise something of a topic over a list of the means to it ("Safe streets:
    We will make …." over "Lighting each …", "Closing …")."""
    made: list[Block] = []
    for at, block in enumerate(blocks):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Paragraph) and not block.bullet and _is_means(below) and is_promise_of(block.text):
            made.append(Heading(" ".join(block.text.split()), _SHORT_LINE, block.span))
        else:
            made.append(block)
    return made


def is_promise_of(text: str) -> bool:
    """Whether a text names a topic and promises one thing of it ("Safe streets: We will make …")."""
    found = _TOPIC.fullmatch(" ".join(text.split()))
    if found is None or len(found["topic"].split()) > _TOPIC_WORDS:
        return False
    said = sentences(found["said"])
    return len(said) == 1 and promise(said[0]) is not None and not text.rstrip().endswith(":")


def _is_means(block: Block | None) -> bool:
    """Whether a block is a list's item that says what is done, as a means is worded ("Opening a clinic")."""
    return isinstance(block, Paragraph) and bool(block.bullet) and is_doing(block.text) and not is_to_do(block.text)


def with_orders_as_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, as lines those short orders under a heading of actions that look like headings of their own."""
    made: list[Block] = []
    acting = False
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            if acting and _is_order(block) and any(_is_order(b) for b in (*made[-1:], *blocks[at + 1 : at + 2])):
                made.append(Paragraph(block.text, block.span))
                continue
            acting = is_acting(block.text)
        elif isinstance(block, Table):
            acting = False
        made.append(block)
    return made


def with_orders_apart(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """The blocks, a paragraph right under a heading of actions as its lines, where each of them says what to do."""
    made: list[Block] = []
    for block in blocks:
        above = made[-1] if made else None
        under = isinstance(above, Heading | Paragraph) and is_acting(above.text.rstrip(" :"))
        made += _orders_of(block, lines) if under and isinstance(block, Paragraph) else [block]
    return made


def _orders_of(block: Paragraph, lines: Sequence[str]) -> list[Block]:
    printed = [" ".join(line.split()) for line in lines[block.span.line - 1 : block.span.last_line]]
    several = len(printed) > 1 and not block.bullet and not block.span.place
    if not several or " ".join(printed) != " ".join(block.text.split()):
        return [block]
    if not all(line[:1].isupper() and line[-1:] not in ",;:" and is_to_do(line) for line in printed):
        return [block]
    first, page = block.span.line, block.span.page
    return [Paragraph(text, Span(first + at, first + at, text, page)) for at, text in enumerate(printed)]


def _is_order(block: Block) -> bool:
    """Whether a block is one unmarked line, of no known level, that says what to do."""
    if isinstance(block, Table) or (isinstance(block, Paragraph) and block.bullet):
        return False
    if isinstance(block, Heading) and (block.level < _SHORT_LINE or block.span.quote.startswith(("#", "<", "*"))):
        return False
    return is_to_do(block.text) and block.text[:1].isupper() and not block.text.rstrip().endswith(":")
