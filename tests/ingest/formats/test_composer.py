"""The text of a document without lines of its own: what is written is found where it was said to stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.composer import Composer


def test_two_cells_of_a_row_stand_on_one_line_and_the_next_row_below() -> None:
    composer = Composer()
    first, second = composer.write("Open the centre", "\t"), composer.write("K Osei", "\n", "Actions!B2")
    below = composer.write("Review it")
    assert (first.line, second.line, below.line) == (1, 1, 2)
    assert second.place == "Actions!B2"
    assert composer.text() == "Open the centre\tK Osei\nReview it\n"


def test_pages_are_parted_by_a_form_feed() -> None:
    composer = Composer()
    composer.page(1)
    assert composer.write("One").page == 1
    composer.page(2)
    two = composer.write("Two")
    assert (two.page, two.line) == (2, 3)
    assert composer.text() == "One\n\f\nTwo\n"


@given(st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["\n", "\t", "\n\n", " "])), max_size=20))
def test_every_piece_is_found_at_its_line(pieces: list[tuple[str, str]]) -> None:
    composer = Composer()
    spans = [composer.write(text, after) for text, after in pieces]
    lines = composer.text().split("\n")
    for span in spans:
        assert "\n".join(lines[span.line - 1 : span.last_line]).find(span.quote) >= 0
