"""PDFs that cannot be read, by accident or by design: one clear line, in bounded time and memory."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader

from ingest.document import Paragraph
from ingest.formats.errors import UnreadableDocumentError
from ingest.formats.pdf import read_pdf
from ingest.formats.pdf.reading import read_here
from tests.ingest.formats.pdf.drawing import HEIGHT, WIDTH, Sheet, asides, drawn, said


def _words(sheet: Sheet) -> None:
    sheet.text(50, 50, "Northam will open two centres.")


def _scan(sheet: Sheet) -> None:
    picture = ImageReader(Image.new("RGB", (100, 140), (200, 200, 200)))
    sheet.canvas.drawImage(picture, 0, 0, WIDTH, HEIGHT)


def _scan_with_ocr(sheet: Sheet) -> None:
    _scan(sheet)
    text = sheet.canvas.beginText(50, sheet.height - 80)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 9)
    text.textOut("What the scan was read as")
    sheet.canvas.drawText(text)


def _pdf(*objects: bytes) -> bytes:
    """A PDF of objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        bytes(out)
        + head
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), more, data)


def _of_content(content: bytes, more: bytes = b"") -> bytes:
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        _stream(content, more),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def _refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_here("plan.pdf", data)
    assert str(refused.value).startswith("plan.pdf: ")
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_reading_in_a_process_of_its_own_gives_the_same() -> None:
    data = drawn(_words, _words)
    assert read_pdf("plan.pdf", data) == read_here("plan.pdf", data)


def test_refusals_come_out_of_the_process_with_the_name_of_the_file() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"^plan\.pdf: this is no PDF; give a PDF file$"):
        read_pdf("plan.pdf", b"no PDF at all")


def test_an_encrypted_pdf_is_refused() -> None:
    assert "encrypted" in _refusal(drawn(_words, password="secret"))


def test_a_pdf_that_only_its_owner_may_change_is_read() -> None:
    locked = pdfencrypt.StandardEncryption("", ownerPassword="boss", canCopy=0)
    assert said(drawn(_words, password=locked)) == ["Northam will open two centres."]


def test_a_scan_is_refused_with_what_to_do() -> None:
    assert "page images without text; run OCR (for example ocrmypdf)" in _refusal(drawn(_scan, _scan))


def test_a_page_without_text_among_others_is_told_of_with_its_number() -> None:
    data = drawn(_words, _scan, _words)
    assert asides(data) == [("", "a page image without text")]
    _, blocks = read_here("plan.pdf", data)
    (note,) = [b for b in blocks if isinstance(b, Paragraph) and b.aside]
    assert note.span.page == 2


def test_what_a_scan_was_read_as_is_its_text() -> None:
    assert said(drawn(_scan_with_ocr)) == ["What the scan was read as"]


def test_an_empty_page_is_refused() -> None:
    assert "there is no text in this PDF" in _refusal(drawn(lambda sheet: None))


@pytest.mark.parametrize("kept", [9, 300, 900])
def test_a_pdf_cut_short_is_refused(kept: int) -> None:
    assert "damaged" in _refusal(drawn(*[_words] * 5)[:kept])


def test_a_page_tree_without_end_is_refused() -> None:
    tree = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>")
    assert "damaged" in _refusal(_pdf(*tree))


def test_a_page_tree_too_deep_is_refused() -> None:
    nodes = (b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (at + 1) for at in range(2, 20_000))
    leaf = b"<</Type/Page/MediaBox[0 0 600 800]>>"
    assert "can be read" in _refusal(_pdf(b"<</Type/Catalog/Pages 2 0 R>>", *nodes, leaf))


def test_a_stream_that_swells_without_end_takes_no_more_than_its_process_may() -> None:
    squeezed = zlib.compressobj(9)
    first, again = (
        squeezed.compress(b"0 0 m 1 1 l S\n" * 100_000) + squeezed.flush(zlib.Z_FULL_FLUSH) for _ in range(2)
    )
    content = first + 900 * again
    with pytest.raises(UnreadableDocumentError, match=r"^plan\.pdf: this PDF"):
        read_pdf("plan.pdf", _of_content(content, b"/Filter/FlateDecode"))


def test_a_page_of_endless_lines_is_read_up_to_a_bound() -> None:
    draw = random.Random(1)
    lines = b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n" % (x, x, x, x) for x in draw.choices(range(600), k=9_000))
    words = b"BT /F 8 Tf 1 0 0 1 20 20 Tm (Northam plan) Tj ET\n"
    text, _ = read_here("plan.pdf", _of_content(words + lines))
    assert "Northam" in text


@given(st.integers(0, 2**32), st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_spoilt_bytes_are_read_or_refused(seed: int, count: int) -> None:
    spoil = random.Random(seed)
    data = bytearray(_SOUND)
    for _ in range(count):
        data[spoil.randrange(len(data))] = spoil.randrange(256)
    try:
        text, blocks = read_here("plan.pdf", bytes(data))
    except UnreadableDocumentError:
        return
    lines = text.split("\n")
    assert all(b.span.quote in "\n".join(lines[b.span.line - 1 : b.span.last_line]) for b in blocks)


_SOUND = drawn(
    _words, lambda sheet: sheet.grid((50, 200, 300), (60, 90, 120), [["Action", "Lead"], ["Open a centre", "K Osei"]])
)
