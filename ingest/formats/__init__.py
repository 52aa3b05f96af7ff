"""From files to documents: what a file is by its content, its text, and its blocks with their places.

A format is one module with a function from `Source` to blocks (or, for a binary format, from bytes to a `Document`);
it is entered in `_READERS`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from ingest.document import Block, Document
from ingest.formats.decoding import HTML, MARKDOWN, TEXT, decode, media_type
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.html import read_html
from ingest.formats.source import Source
from ingest.formats.text import read_text

__all__ = ["UnreadableDocumentError", "read_document"]

_READERS: dict[str, Callable[[Source], list[Block]]] = {
    TEXT: read_text,
    MARKDOWN: read_text,
    HTML: read_html,
}


def read_document(name: str, data: bytes) -> Document:
    """The document in a file: `name` as it is called, `data` its bytes.

    Raises `UnreadableDocumentError`, which names the file, for what is empty, binary or cannot be decoded.
    """
    text = decode(name, data)
    kind = media_type(text)
    blocks = _READERS[kind](Source(text))
    return Document(name, kind, hashlib.sha256(data).hexdigest(), text, tuple(blocks))
