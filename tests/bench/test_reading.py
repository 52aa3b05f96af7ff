"""What the benchmark of reading reads is read as what it is."""

from __future__ import annotations

import pytest

from ingest.reader import read
from tests.bench.reading import Sample, docx, pdf, rows, text_alone, took, xlsx


@pytest.mark.parametrize(("name", "data"), [("p.pdf", pdf(1)), ("p.docx", docx(30)), ("p.xlsx", xlsx(30))])
def test_every_row_of_a_generated_document_is_an_action(name: str, data: bytes) -> None:
    found = [action.text for action in read(name, data).records.actions]
    assert len(found) == 30
    assert found[0].split()[0] == rows(1)[0][1].split()[0]
    assert text_alone(name, data) > 1000


def test_two_processes_read_side_by_side() -> None:
    measured = took(Sample("text", (("p.txt", b"Plan\n"),), 1, "kB"), 2)
    assert measured is not None
    assert 0 < measured.seconds < 60
    assert 0 < measured.cpu < 60
    assert 10 < measured.megabytes < 1024
