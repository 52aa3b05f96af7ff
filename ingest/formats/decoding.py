"""From bytes to text: what a file is by its content, and which characters its bytes stand for."""

from __future__ import annotations

import codecs
import re

from ingest.formats.errors import UnreadableDocumentError

TEXT, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
_REMEDY = "give a text, Markdown or HTML file"
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zipped file (Word, Excel, OpenDocument or an archive)"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STRAY = 200  # so many control characters may stand in a text by accident
_MOSTLY = 0.7  # so many high bytes of a western text in UTF-16 are zero
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_MARKDOWN = re.compile(r"^(?:#{1,6}\s*\S|\|.*\||\s{0,3}[-*] \S|\*\*\S)", re.M)


def decode(name: str, data: bytes) -> str:
    """The text of a file, with line ends as "\\n" and without a byte order mark.

    UTF-8, UTF-16 and UTF-32 are recognised; what is none of them is read as Windows-1252. Raises
    `UnreadableDocumentError` for an empty file, a known binary format, or bytes that are no text.
    """
    if not data.strip(b"\x00 \t\r\n\f"):
        raise UnreadableDocumentError(name, "the file is empty", "give a file with text in it")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableDocumentError(name, f"this is {what}, which cannot be read", _REMEDY)
    text = _characters(name, data)
    if not re.search(r"\w", text):
        raise UnreadableDocumentError(name, "there is no word in it", "give a file with text in it")
    sample = text[:65536]
    if len(_CONTROL.findall(sample)) > max(_STRAY, len(sample) // 10):
        raise UnreadableDocumentError(name, "this is a binary file, not text", _REMEDY)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _characters(name: str, data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                problem = (
                    f"the bytes from {error.start + len(mark)} on are not the {encoding.upper()} that its mark says"
                )
                raise UnreadableDocumentError(name, problem, "save it again as UTF-8") from None
    for guess in (_utf16_without_mark(data), "utf-8"):
        if guess is not None:
            try:
                return data.decode(guess)
            except UnicodeDecodeError:
                continue
    text = data.decode("cp1252", errors="replace")
    if len(_CONTROL.findall(text[:65536])) > 2 + len(text) // 100:
        raise UnreadableDocumentError(name, "this is a binary file, not text", _REMEDY)
    if text.count("\ufffd") > len(text) // 100:
        raise UnreadableDocumentError(name, "its bytes are text in no encoding that is known", "save it as UTF-8")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4096]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if odd > _MOSTLY and even < 1 - _MOSTLY:
        return "utf-16-le"
    if even > _MOSTLY and odd < 1 - _MOSTLY:
        return "utf-16-be"
    return None


def media_type(text: str) -> str:
    """What a text is by its content: an HTML page, Markdown, or plain text."""
    if _HTML.match(text[:4096]):
        return HTML
    return MARKDOWN if _MARKDOWN.search(text) else TEXT
