"""Tags that a page's template would have filled in ("{% include heading.html lvl=2 text="…" %}"), met in the source."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.document import Block, Document, Heading, Paragraph

_TAG = re.compile(r"\{[%{]?[^{}]{1,400}[%}]?\}|\{:[^{}]*\}")
_TEXT = re.compile(r"\b(?:text|title|heading)\s*=\s*[\"“”']([^\"“”]{2,200})[\"“”']")
_LEVEL = re.compile(r"\b(?:lvl|level)\s*=\s*[\"“”']?([1-6])")


def with_template_headings(document: Document) -> tuple[Document, set[int]]:
    """The document with headings where a template's tag would have set one, and the `id`s of its blocks that are
    nothing but other tags."""
    blocks: list[Block] = []
    noise: set[int] = set()
    for block in document.blocks:
        made = block
        if isinstance(block, Paragraph) and block.text.startswith("{") and _TAG.fullmatch(block.text.strip()):
            text, level = _TEXT.search(block.text), _LEVEL.search(block.text)
            if text and level:
                made = Heading(" ".join(text[1].split()), int(level[1]), block.span)
            else:
                noise.add(id(block))
        blocks.append(made)
    return replace(document, blocks=tuple(blocks)), noise
