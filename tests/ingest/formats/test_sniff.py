"""A file is known by what is in it; what is not read is told in one line that says what would be right."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from ingest.formats import UnreadableDocumentError, archive, read_document
from ingest.formats.archive import Archive
from tests.ingest.formats.office import changed, word, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def stream(name: str) -> bytes:
    """An OLE container with an entry of this name in its directory."""
    return OLE + name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 400


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document("plan", data)
    message = str(caught.value)
    assert message.startswith("plan: ") and "\n" not in message and ";" in message
    return message


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word(lambda file: file.add_paragraph("Open a clinic")), "wordprocessingml.document"),
        (workbook(lambda sheet: sheet.append(["Action", "Lead"])), "spreadsheetml.sheet"),
        (b"<html><body><p>Open a clinic", "text/html"),
        (b"<?xml version='1.0'?><!-- x --><!DOCTYPE html><html><body>Open", "text/html"),
        (b"Ref,Action,Lead\n1,Open,K Osei\n2,Train,A Shah\n", "text/csv"),
        (b"Ref\tAction\n1\tOpen\n2\tTrain\n", "text/tab-separated-values"),
        (b"# Delivery plan\n\nOpen a clinic.\n", "text/markdown"),
        (b"We will open a clinic.\n", "text/plain"),
    ],
)
def test_the_content_tells_the_format(data: bytes, kind: str) -> None:
    assert read_document("misleading.pdf", data).media_type.endswith(kind)


@pytest.mark.parametrize(
    ("data", "what", "remedy"),
    [
        (stream("WordDocument"), "Word file of before 2007", "save it as .docx"),
        (stream("Workbook"), "Excel file of before 2007", "save it as .xlsx"),
        (stream("PowerPoint Document"), "PowerPoint file", "save it as PDF"),
        (stream("EncryptedPackage"), "locked with a password", "without a password"),
        (OLE, "old Microsoft Office file", "give it as PDF"),
        (b"{\\rtf1\\ansi Open a clinic}", "RTF", "save it as .docx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture", "give it as PDF"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "a compressed file", "unpack it"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "OpenDocument", "save it as PDF"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "content.xml is missing", "save it again"),
        (zipped({"ppt/presentation.xml": b"<p/>"}), "PowerPoint", "save it as PDF"),
        (zipped({"xl/workbook.bin": b"x"}), "xlsb", "save it as .xlsx"),
        (zipped({"plan.txt": b"Open a clinic"}), "a zipped file", "unpack it"),
        (zipped({}), "a zipped file", "unpack it"),
        (b"", "empty", "with text in it"),
    ],
)
def test_what_is_not_read_says_what_would_be_right(data: bytes, what: str, remedy: str) -> None:
    message = refusal(data)
    assert what in message and remedy in message


def test_a_package_that_is_cut_short_is_one_line() -> None:
    whole = word(lambda file: file.add_paragraph("Open a clinic"))
    assert "cut short or damaged" in refusal(whole[: len(whole) // 2])
    flipped = bytearray(whole)
    at = whole.index(b"word/document.xml") + 60
    flipped[at : at + 20] = b"\xff" * 20
    assert "damaged" in refusal(bytes(flipped))


def test_a_bomb_is_not_unpacked() -> None:
    small = word(lambda file: file.add_paragraph("x"))
    assert "more than is opened" in refusal(changed(small, {"word/document.xml": b"<a>" + b" " * 30_000_000}))
    assert "more than is opened" in refusal(changed(small, {f"word/{n}.xml": b"" for n in range(archive.MOST_PARTS)}))


def test_a_part_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_PART", 100)
    assert "which is more than is opened" in refusal(word(lambda file: file.add_paragraph("x")))


def test_a_locked_part_is_refused() -> None:
    data = bytearray(zipped({"word/document.xml": b"<w/>"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark.endswith(b"\x04") else 8)] |= 1
    assert "locked with a password" in refusal(bytes(data))


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><a>&y;&y;</a>'
    with pytest.raises(UnreadableDocumentError, match="declares entities"):
        Archive("plan", zipped({"a.xml": bomb})).xml("a.xml")


def test_relationships_point_to_parts_from_where_they_stand() -> None:
    relations = b'<R xmlns="x"><Relationship Id="r1" Type="http://t/header" Target="../h%20one.xml"/>'
    relations += b'<Relationship Id="r2" Type="http://t/link" Target="https://x.example" TargetMode="External"/></R>'
    found = Archive("plan", zipped({"word/_rels/document.xml.rels": relations})).related("word/document.xml")
    assert found == {"r1": ("header", "h one.xml"), "r2": ("link", "https://x.example")}


@pytest.mark.parametrize("encoding", ["mac-roman", "cp1252"])
@pytest.mark.parametrize(
    "text",
    [
        "The council’s plan – “Warm Homes” – costs £3m",
        "Children’s Trust",
        "• Open a hub\n• Train staff… soon",
        "Priorité: un café",
        "Señor Muñoz’s naïve façade – £5",
        "Costs £40,000 by May",
    ],
)
def test_text_of_one_byte_a_letter_is_told_apart(text: str, encoding: str) -> None:
    assert read_document("plan", text.encode(encoding)).text == text
