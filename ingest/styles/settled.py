"""Blocks settled before anything is read: tags of templates, and short lines that look like headings and are values."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.document import Block, Document, Heading, Paragraph, Span, Table
from ingest.outline import titled
from ingest.styles.items import beside
from ingest.styles.labels import is_label_line
from ingest.styles.when import dated_start
from ingest.styles.wording import is_acting, is_measuring

_TAG = re.compile(r"\{[%{]?[^{}]{1,400}[%}]?\}|\{:[^{}]*\}")
_TEXT = re.compile(r"\b(?:text|title|heading)\s*=\s*[\"“”']([^\"“”]{2,200})[\"“”']")
_LEVEL = re.compile(r"\b(?:lvl|level)\s*=\s*[\"“”']?([1-6])")
_NEAR, _SHORT_TEXT = 2, 16
_SHORT_LINE = 5  # the level of a heading that only the empty lines around it tell


def settled(document: Document) -> tuple[Document, set[int]]:
    """The document with headings where a template's tag would have set one ("{% include … lvl=2 text="…" %}") and
    paragraphs where a short line is a label's value or begins with its date; and the `id`s of blocks that are nothing
    but other tags."""
    blocks: list[Block] = []
    noise: set[int] = set()
    after_label = False
    for block in document.blocks:
        made: Block = block
        if isinstance(block, Paragraph) and block.text.startswith("{") and _TAG.fullmatch(block.text.strip()):
            made = _of_a_tag(block)
            if made is block:
                noise.add(id(block))
        elif isinstance(block, Heading) and _is_short_line(block):
            flowing = Paragraph(block.text, block.span)
            if after_label or dated_start(block.text) is not None or beside(flowing):
                made = flowing
        above = blocks[-1] if blocks else None
        if isinstance(above, Heading) and _names_only(above) and _is_its_text(above, made):
            assert not isinstance(made, Table)
            blocks[-1] = _joined(above, made, document)
            continue
        after_label = not isinstance(made, Table) and is_label_line(made.text) is not None
        blocks.append(made)
    return replace(document, blocks=tuple(blocks)), noise


def _names_only(heading: Heading) -> bool:
    """Whether a heading only says which aim it is of ("Strategic Goal 1"), its text printed on the next line."""
    said = titled(heading.text, typographic=True)
    return said is not None and bool(said.reference) and said.text == said.reference


def _is_its_text(above: Heading, block: Block) -> bool:
    """Whether a block is the short line under such a heading that says what the aim is."""
    if isinstance(block, Table) or (isinstance(block, Paragraph) and block.bullet):
        return False
    text = " ".join(block.text.split())
    near = block.span.line - above.span.last_line <= _NEAR
    own = titled(text, typographic=True) or is_label_line(text) or is_acting(text) or is_measuring(text)
    return near and not own and len(text.split()) <= _SHORT_TEXT and text[-1:] not in ".:;"


def _joined(above: Heading, block: Heading | Paragraph, document: Document) -> Heading:
    first, last = above.span, block.span
    lines = document.text.split("\n")[first.line - 1 : last.last_line]
    quote = "\n".join(lines).strip()
    span = Span(first.line, last.last_line, quote, first.page, first.place)
    return Heading(f"{above.text.rstrip(' :.–—-')}: {' '.join(block.text.split())}", above.level, span)


def _of_a_tag(block: Paragraph) -> Block:
    text, level = _TEXT.search(block.text), _LEVEL.search(block.text)
    return Heading(" ".join(text[1].split()), int(level[1]), block.span) if text and level else block


def _is_short_line(block: Heading) -> bool:
    return block.level >= _SHORT_LINE and not block.span.quote.startswith(("#", "<"))
