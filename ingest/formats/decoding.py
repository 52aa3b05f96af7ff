"""From bytes to text: which characters the bytes of a file stand for."""

from __future__ import annotations

import codecs
import re

from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.sniff import REMEDY

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STRAY = 200  # so many control characters may stand in a text by accident
_MOSTLY = 0.7  # so many high bytes of a western text in UTF-16 are zero
_CHARSET = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE
)
_HIGH = bytes(range(0x80, 0x100))
_ODD = re.compile(  # a capital with an accent within a word, a sign or a control character beside letters
    r"(?<=[a-z])[À-ÖØ-ÞŠŽŸŒ]|[ÒÓÔÕ](?=[A-Za-z])|[ÐÑ] |\ufffd|[\x80-\x9f]"
    r"|[¥§¶ß®©™´¨≠ÆØ∞±≤≥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆](?=[A-Za-z])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(name: str, data: bytes) -> str:
    """The text of a file, with line ends as "\\n" and without a byte order mark.

    UTF-8, UTF-16 and UTF-32 are recognised; what is none of them is in the encoding that an HTML page says, else in
    Windows-1252 or Mac Roman, whichever gives words. Raises
    `UnreadableDocumentError` for bytes that are no text, and for a text without a word.
    """
    text = _characters(name, data)
    if not re.search(r"\w", text):
        raise UnreadableDocumentError(name, "there is no word in it", "give a file with text in it")
    sample = text[:65536]
    if len(_CONTROL.findall(sample)) > max(_STRAY, len(sample) // 10):
        raise UnreadableDocumentError(name, "this is a binary file, not text", REMEDY)
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
    text = data.decode(_declared(data) or _eight_bit(data), errors="replace")
    if len(_CONTROL.findall(text[:65536])) > 2 + len(text) // 100:
        raise UnreadableDocumentError(name, "this is a binary file, not text", REMEDY)
    if text.count("\ufffd") > len(text) // 100:
        raise UnreadableDocumentError(name, "its bytes are text in no encoding that is known", "save it as UTF-8")
    return text


def _declared(data: bytes) -> str | None:
    """The encoding that a page of HTML or XML says it is in (HTML Living Standard, 13.2.3.2), where it is known."""
    found = _CHARSET.search(data[:4096])
    if found is None:
        return None
    label = found[1].decode("ascii").lower()
    try:
        known = codecs.lookup(label).name
    except LookupError:
        return None
    # The standard reads all that is called Latin-1 or ASCII as Windows-1252; a wide encoding would have been seen.
    return "cp1252" if known in {"iso8859-1", "ascii"} or known.startswith(("utf", "raw", "idna")) else known


def _eight_bit(data: bytes) -> str:
    """Windows-1252, or Mac Roman where that leaves fewer letters that no one writes ("councilÕs", "ÒplanÓ")."""
    sample = data[:1_000_000]
    if len(sample) == len(sample.translate(None, _HIGH)):
        return "cp1252"
    odd = {
        encoding: len(_ODD.findall(sample.decode(encoding, errors="replace"))) for encoding in ("cp1252", "mac-roman")
    }
    return "mac-roman" if odd["mac-roman"] < odd["cp1252"] else "cp1252"


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
