"""Blocks settled before anything is read: tags of templates, and short lines that look like headings and are values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Block, Document, Heading, Paragraph, Span, Table
from ingest.meetings import is_entry, is_register_page, meeting_of
from ingest.outline import titled
from ingest.styles.apart import apart
from ingest.styles.items import beside
from ingest.styles.labels import BESIDE, is_label_line, label_of
from ingest.styles.named import (
    with_named_aims,
    with_orders_apart,
    with_orders_as_lines,
    with_promises_over_means,
)
from ingest.styles.noted import is_noted
from ingest.styles.promises import promise
from ingest.styles.unfolded import with_lists_unfolded
from ingest.styles.when import dated_start
from ingest.styles.wording import is_acting, is_measuring, is_to_do

_TAG = re.compile(r"\{[%{]?[^{}]{1,400}[%}]?\}|\{:[^{}]*\}")
_TEXT = re.compile(r"\b(?:text|title|heading)\s*=\s*[\"“”']([^\"“”]{2,200})[\"“”']")
_LEVEL = re.compile(r"\b(?:lvl|level)\s*=\s*[\"“”']?([1-6])")
_NEAR, _SHORT_TEXT = 2, 16
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]")
_REFERRED = re.compile(r"[A-Z]{0,4}\d{1,3}(?:\.\d{1,3}){1,3}\.?\s+[A-Z]")
_AIM_LINE = re.compile(r"[A-Z][\w-]*(?:\s[\w-]+){0,2}\s*:\s+\S")
_TITLE_WORDS, _OFTEN = 9, 2
_SHORT_LINE = 5  # the level of a heading that only the empty lines around it tell


def settled(document: Document) -> tuple[Document, set[int]]:
    """The document with headings where a template's tag would have set one ("{% include … lvl=2 text="…" %}") and
    paragraphs where a short line is a label's value or begins with its date; and the `id`s of blocks that are nothing
    but other tags."""
    document = apart(replace(document, blocks=tuple(with_lists_unfolded(document.blocks))))
    named = with_orders_as_lines(with_promises_over_means(with_named_aims(document.blocks)))
    document = replace(document, blocks=tuple(with_orders_apart(named, document.text.split("\n"))))
    blocks: list[Block] = []
    noise: set[int] = set()
    entries = _entries(document.blocks)
    after_label, register = False, is_register_page(document)
    for block in _aims_and_sections(document.blocks, entries):
        made: Block = block
        if isinstance(block, Paragraph) and block.text.startswith("{") and _TAG.fullmatch(block.text.strip()):
            made = _of_a_tag(block)
            if made is block:
                noise.add(id(block))
        elif register and isinstance(block, Paragraph) and meeting_of(block.text) is not None:
            noise.add(id(block))
        elif isinstance(block, Heading) and _is_short_line(block):
            flowing = Paragraph(block.text, block.span)
            entry = block.text.partition(":")[0] in entries and is_entry(block.text)
            value = dated_start(block.text) is not None or bool(beside(flowing)) or is_noted(block.text)
            if after_label or entry or value:
                made = flowing
        above = blocks[-1] if blocks else None
        if above is not None and not isinstance(above, Table) and _is_alone(above) and _is_its_text(above, made):
            assert not isinstance(made, Table)
            blocks[-1] = _joined(above, made, document)
            continue
        after_label = not isinstance(made, Table) and is_label_line(made.text) is not None
        blocks.append(made)
    return replace(document, blocks=tuple(blocks)), noise


def _entries(blocks: Sequence[Block]) -> set[str]:
    """What stands before the colon of short lines that recur in runs with labelled ones: a form's fields."""
    found: Counter[str] = Counter()
    run: list[str] = []
    labelled = False
    for block in (*blocks, None):
        if block is None or isinstance(block, Table) or not _is_field(block):
            found.update(run if labelled else ())
            run, labelled = [], False
            continue
        run.append(block.text.partition(":")[0])
        labelled = labelled or _says_beside((block,))
    return {name for name, often in found.items() if often >= _OFTEN}


def _is_field(block: Heading | Paragraph) -> bool:
    """Whether a line is a field with what is entered in it, and neither an aim nor what is to be done."""
    name, _, value = block.text.partition(":")
    if not is_entry(block.text) or titled(block.text, typographic=True):
        return False
    label = label_of(name)
    return (label is None or set(label.roles) <= BESIDE) and not is_to_do(value)


def _names_only(heading: Heading | Paragraph) -> bool:
    """Whether a heading (or a line in its form) only says which aim it is of ("Strategic Goal 1"), its text below."""
    said = titled(heading.text, typographic=True)
    return said is not None and bool(said.reference) and said.text == said.reference


def _is_alone(above: Heading | Paragraph) -> bool:
    return not (isinstance(above, Paragraph) and above.bullet) and _names_only(above)


def _is_its_text(above: Heading | Paragraph, block: Block) -> bool:
    """Whether a block is the short line under such a heading that says what the aim is."""
    if isinstance(block, Table) or (isinstance(block, Paragraph) and block.bullet):
        return False
    text = " ".join(block.text.split())
    near = block.span.line - above.span.last_line <= _NEAR
    own = titled(text, typographic=True) or is_label_line(text) or is_acting(text) or is_measuring(text)
    return near and not own and len(text.split()) <= _SHORT_TEXT and text[-1:] not in ".:;"


def _joined(above: Heading | Paragraph, block: Heading | Paragraph, document: Document) -> Heading:
    first, last = above.span, block.span
    lines = document.text.split("\n")[first.line - 1 : last.last_line]
    quote = "\n".join(lines).strip()
    span = Span(first.line, last.last_line, quote, first.page, first.place)
    level = above.level if isinstance(above, Heading) else _SHORT_LINE
    return Heading(f"{above.text.rstrip(' :.–—-')}: {' '.join(block.text.split())}", level, span)


def _aims_and_sections(blocks: Sequence[Block], entries: set[str]) -> list[Block]:
    """The blocks, those as headings that are a lone line in an aim's form ("Our objective: …"), or with a reference
    over labels with values ("2.01 Ferry times", "Due date: May 2010"), or a section's numbered title ("2. Emergency
    care") where other sections are headings with numbers."""
    anchored = any(isinstance(block, Heading) and _SECTION.match(block.text) for block in blocks)
    made: list[Block] = []
    for at, block in enumerate(blocks):
        text = " ".join(block.text.split()) if isinstance(block, Paragraph) else ""
        lone = isinstance(block, Paragraph) and not block.bold and len(text.split()) <= _SHORT_TEXT
        if lone and text and text[-1] not in ".:;," and block.span.line == block.span.last_line:
            assert isinstance(block, Paragraph)
            shown = f"{block.bullet} {text}".strip()
            if not block.bullet and _AIM_LINE.match(text) and titled(text, typographic=True):
                made.append(Heading(text, _SHORT_LINE, block.span))
                continue
            if not block.bullet and _REFERRED.match(text) and _has_fields(blocks[at + 1 : at + 2], entries):
                made.append(Heading(text, _SHORT_LINE, block.span))
                continue
            if anchored and _SECTION.match(shown) and _is_section(at, blocks):
                made.append(Heading(shown, _SHORT_LINE, block.span))
                continue
        made.append(block)
    return made


def _has_fields(following: Sequence[Block], entries: set[str]) -> bool:
    """Whether a line of a label or field with its value comes next, as under the title of an action."""
    if not following or isinstance(following[0], Table):
        return False
    return following[0].text.partition(":")[0] in entries or _says_beside(following)


def _says_beside(following: Sequence[Block]) -> bool:
    """Whether a line of nothing but a label with its value is there."""
    if not following or isinstance(following[0], Table):
        return False
    return bool(beside(Paragraph(following[0].text, following[0].span)))


def _is_section(at: int, blocks: Sequence[Block]) -> bool:
    """Whether a numbered line stands alone, so that it is the title of a section and no item of a list."""
    block = blocks[at]
    assert isinstance(block, Paragraph)
    beside_it = [blocks[i] for i in (at - 1, at + 1) if 0 <= i < len(blocks)]
    listed = any(isinstance(other, Paragraph) and _SECTION.match(f"{other.bullet} {other.text}") for other in beside_it)
    few = len(block.text.split()) <= _TITLE_WORDS
    return few and at + 1 < len(blocks) and not listed and not is_to_do(block.text) and promise(block.text) is None


def _of_a_tag(block: Paragraph) -> Block:
    text, level = _TEXT.search(block.text), _LEVEL.search(block.text)
    return Heading(" ".join(text[1].split()), int(level[1]), block.span) if text and level else block


def _is_short_line(block: Heading) -> bool:
    return block.level >= _SHORT_LINE and not block.span.quote.startswith(("#", "<"))
