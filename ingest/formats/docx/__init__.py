"""Word files (WordprocessingML, ECMA-376): a text and its blocks.

Only what a reader of the printed document sees is read. The library is lxml over the package's parts: automatic
numbers, merged cells, tracked changes and text boxes are nowhere nearer to hand than there.
"""

from __future__ import annotations

from ingest.document import Block
from ingest.formats.archive import Archive
from ingest.formats.docx.body import Body
from ingest.formats.docx.writer import written


def read_docx(name: str, data: bytes) -> tuple[str, list[Block]]:
    """The text and the blocks of a Word file.

    Raises `UnreadableDocumentError` for a damaged file and for one that prints nothing.
    """
    archive = Archive(name, data)
    main = next((part for kind, part in archive.related("").values() if kind == "officeDocument"), "word/document.xml")
    body = Body(archive, main)
    items = body.items()
    noted = body.noted()
    paged = b"lastRenderedPageBreak" in archive.read(main)
    margins = body.margins()
    return written(name, items, noted, margins, paged=paged, unseen=body.unseen())
