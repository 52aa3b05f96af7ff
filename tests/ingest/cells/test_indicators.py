import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import cited_indicators
from ingest.document import Span


def cited(text: str) -> list[tuple[str, str]]:
    return [(c.code, c.title) for c in cited_indicators(text, Span(1, 1 + text.count("\n"), text))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("NI 117", ["NI 117"]),
        ("(NI52)", ["NI 52"]),
        ("N.I 112: fewer", ["NI 112"]),
        ("NIS 113 tests", ["NI 113"]),
        ("NI 55 & 56", ["NI 55", "NI 56"]),
        ("NI 104/105", ["NI 104", "NI 105"]),
        ("NI 102 a and b", ["NI 102a", "NI 102b"]),
        ("NI 103a and NI 103b", ["NI 103a", "NI 103b"]),
        ("LOCAL 1401", ["LOCAL 1401"]),
        ("NI 117 and again NI 117", ["NI 117"]),
        ("NI 5 a day", ["NI 5"]),
        ("NI 31", []),
        ("NI 250", []),
        ("on the NI SharePoint site", []),
        ("117 young people", []),
        ("Section 17", []),
        ("JUNI 12", []),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    assert [code for code, _ in cited(text)] == codes


def test_a_title_is_what_is_printed_beside_the_code() -> None:
    assert cited("NI 56 Obesity in Year 6\nNI 117: NEET") == [("NI 56", "Obesity in Year 6"), ("NI 117", "NEET")]
    assert cited("Pupils who have school lunches (NI52).") == [("NI 52", "Pupils who have school lunches")]
    assert cited("Fewer first entrants – NI111") == [("NI 111", "Fewer first entrants")]


def test_the_place_is_the_line_that_names_the_indicator() -> None:
    text = "First line\nthen NI 45 here"
    (found,) = cited_indicators(text, Span(7, 8, text))
    assert (found.span.line, found.span.quote) == (8, "then NI 45 here")


@given(st.integers(1, 199).filter(lambda n: n != 31), st.sampled_from(["NI {}", "NI{}", "(N.I. {})", "NI: {}."]))
def test_every_national_indicator_is_known_in_every_form(number: int, form: str) -> None:
    assert [code for code, _ in cited(form.format(number))] == [f"NI {number}"]


def test_in_a_long_line_the_place_is_the_sentence_that_names_the_indicator() -> None:
    long = "Families were asked what they think of short breaks and of the help they get at school and at home. " * 3
    text = f"{long}A survey of 90 families will measure NI 54. {long}"
    (found,) = cited_indicators(text, Span(4, 4, text))
    assert found.span.quote == "A survey of 90 families will measure NI 54."
