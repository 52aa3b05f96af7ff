"""What a file is, by what is in it; its name says nothing.

Binary formats are known by their first bytes and, where they are packages, by what is inside; text by how it is made.
"""

from __future__ import annotations

import re

from ingest.formats.delimited import delimiter_of
from ingest.formats.errors import UnreadableDocumentError

TEXT, MARKDOWN, HTML, CSV, TSV = "text/plain", "text/markdown", "text/html", "text/csv", "text/tab-separated-values"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
READ_FORMATS = "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), CSV, HTML, Markdown or plain text"
REMEDY = f"give it as {READ_FORMATS}"

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE = (  # the streams that tell what an OLE container holds, and what would be right
    ("EncryptedPackage", "an Office file that is locked with a password", "save it without a password"),
    ("WordDocument", "a Word file of before 2007 (.doc)", "save it as .docx or PDF"),
    ("Workbook", "an Excel file of before 2007 (.xls)", "save it as .xlsx or CSV"),
    ("Book", "an Excel file of before 2007 (.xls)", "save it as .xlsx or CSV"),
    ("PowerPoint Document", "a PowerPoint file of before 2007 (.ppt)", "save it as PDF"),
    ("__properties_version1.0", "an Outlook message", "save what is attached to it"),
)
_MAGIC = (
    (b"{\\rtf", "an RTF file", "save it as .docx or PDF"),
    (b"\x89PNG", "a picture", REMEDY),
    (b"\xff\xd8\xff", "a picture", REMEDY),
    (b"GIF8", "a picture", REMEDY),
    (b"II*\x00", "a picture", REMEDY),
    (b"MM\x00*", "a picture", REMEDY),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
    (b"BZh", "a compressed file", "unpack it first"),
    (b"\xfd7zXZ", "a compressed file", "unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", REMEDY),
    (b"MZ\x90", "a program", REMEDY),
    (b"SQLite format 3", "a database", REMEDY),
    (b"%!PS", "a PostScript file", "save it as PDF"),
)
_IN_ZIP = (  # a part that tells what a package holds, and what would be right
    ("ppt/presentation.xml", "a PowerPoint file", "save it as PDF"),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", "save it as .xlsx"),
    ("index.numbers", "an Apple Numbers file", "export it as .xlsx"),
    ("Index/Document.iwa", "an Apple iWork file", "export it as .docx, .xlsx or PDF"),
    ("META-INF/container.xml", "an e-book (EPUB)", "give it as PDF or HTML"),
)
_OPEN_DOCUMENT = (
    (b"opendocument.text", ODT),
    (b"opendocument.spreadsheet", ODS),
)
_HEAD = 65536


def binary_kind(name: str, data: bytes) -> str | None:
    """The media type of a binary format that is read; None for what must be text.

    Raises `UnreadableDocumentError` for an empty file and for a known format that is not read.
    """
    if not data.strip(b"\x00 \t\r\n\f"):
        raise UnreadableDocumentError(name, "the file is empty", "give a file with text in it")
    if data.lstrip(b"\xef\xbb\xbf\x00 \t\r\n\f").startswith(b"%PDF-") or _pdf_behind_junk(data):
        return PDF
    if data.startswith(_ZIP):
        return _in_package(name, data)
    if data.startswith(_OLE):
        raise UnreadableDocumentError(name, *_in_container(data))
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocumentError(name, f"this is {what}, which cannot be read", remedy)
    return None


def begins_like_a_document(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a PDF, an Office file that is read, or a page of HTML."""
    if head.startswith(b"PK\x03\x04"):
        parts = (b"[Content_Types].xml", b"word/document.xml", b"xl/workbook.xml", b"vnd.oasis.opendocument.")
        return any(mark in head for mark in parts)
    page = _HTML_START.match(head.decode("latin-1").removeprefix("\xef\xbb\xbf"))
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-") or page is not None


def _pdf_behind_junk(data: bytes) -> bool:
    """ISO 32000-1, Annex H.3.4.1: readers accept a header anywhere in the first 1024 bytes."""
    return b"%PDF-" in data[:1024] and b"%%EOF" in data[-2048:] and b" obj" in data


def _in_package(name: str, data: bytes) -> str:
    from ingest.formats.archive import Archive  # noqa: PLC0415 - text needs no XML library

    archive = Archive(name, data)
    for _, (kind, part) in sorted(archive.related("").items()):
        if kind == "officeDocument" and part in archive:
            return _office(name, archive.read("[Content_Types].xml"), part)
    for part, what, remedy in _IN_ZIP:
        if part in archive:
            raise UnreadableDocumentError(name, f"this is {what}, which cannot be read", remedy)
    mimetype = archive.read("mimetype")
    for mark, opened in _OPEN_DOCUMENT:
        if mark in (mimetype or archive.read("META-INF/manifest.xml")[:_HEAD]):
            return opened
    if b"opendocument" in mimetype:
        raise UnreadableDocumentError(name, "this is an OpenDocument file of no kind that is read", "save it as PDF")
    if "word/document.xml" in archive:
        return DOCX
    if "xl/workbook.xml" in archive:
        return XLSX
    problem = "this is a zipped file (Word, Excel, OpenDocument or an archive) that holds no document which can be read"
    raise UnreadableDocumentError(name, problem, "unpack it, and give what is in it")


def _office(name: str, types: bytes, part: str) -> str:
    """What the main part of an Office package is, by its content type, else by its folder."""
    told = re.search(rb'PartName="/' + re.escape(part).encode() + rb'"[^<>]*?ContentType="([^"]*)"', types)
    told = told or re.search(rb'ContentType="([^"]*)"[^<>]*?PartName="/' + re.escape(part).encode() + rb'"', types)
    kind = told[1] if told else part.encode()
    if b"wordprocessingml" in kind or b"ms-word" in kind or kind.startswith(b"word/"):
        return DOCX
    if b"sheet.binary" in kind or part.endswith(".bin"):
        raise UnreadableDocumentError(
            name, "this is a binary Excel workbook (.xlsb), which cannot be read", "save it as .xlsx"
        )
    if b"spreadsheetml" in kind or b"ms-excel" in kind or kind.startswith(b"xl/"):
        return XLSX
    if b"presentationml" in kind or b"powerpoint" in kind or kind.startswith(b"ppt/"):
        raise UnreadableDocumentError(name, "this is a PowerPoint file, which cannot be read", "save it as PDF")
    raise UnreadableDocumentError(name, "this is an Office file of no kind that is read", REMEDY)


def _in_container(data: bytes) -> tuple[str, str]:
    """What is wrong with an OLE container (MS-CFB), by the names in its directory, and what would be right."""
    for stream, what, remedy in _IN_OLE:
        if stream.encode("utf-16-le") + b"\x00\x00" in data:
            return f"this is {what}, which cannot be read", remedy
    return "this is an old Microsoft Office file, which cannot be read", REMEDY


def unwrapped(data: bytes) -> bytes:
    """The page within a web archive (MHTML, RFC 2557), as browsers save one with its pictures; else the same bytes."""
    if not re.match(
        rb"\s*(?:From|Subject|Date|MIME-Version|Snapshot-Content-Location|Content-Type):", data, re.IGNORECASE
    ):
        return data
    if b"multipart/related" not in data[:_HEAD].lower():
        return data
    from email import message_from_bytes, policy  # noqa: PLC0415 - hardly any file is one

    message = message_from_bytes(data, policy=policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    page = pages[0].get_payload(decode=True) if pages else None
    return page if isinstance(page, bytes) and page.strip() else data


_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MARKDOWN_LINE = re.compile(r"^(?:#{1,6}\s*\S|\|.*\||\s{0,3}[-*] \S|\*\*\S)", re.MULTILINE)


def text_kind(text: str) -> str:
    """What a text is by its content: an HTML page, separated values, Markdown, or plain text."""
    if _HTML_START.match(text[:_HEAD]):
        return HTML
    delimiter = delimiter_of(text)
    if delimiter is not None:
        return TSV if delimiter == "\t" else CSV
    return MARKDOWN if _MARKDOWN_LINE.search(text) else TEXT
