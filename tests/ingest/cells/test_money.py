from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import foreign_money, funding, named_streams
from ingest.formats import read_document
from ingest.rows import read_rows
from tests.ingest.cells.shared import cell, texts


@pytest.mark.parametrize(
    ("printed", "streams", "pounds"),
    [
        ("ABG", ["ABG"], []),
        ("£115,000", [], [115000]),
        ("£6.3 million", [], [6300000]),
        ("£37K to fund a youth worker.", [], [37000]),
        ("£1.25m 2009/10", [], [1250000]),
        ("£10,000 + £3000 officer time", [], [10000, 3000]),
        ("£700 officer time\n£5000 for plays", [], [700, 5000]),
        ("Council / PCT / ABG and other sources", ["Council", "PCT", "ABG", "other sources"], []),
        ("Core YOT funding\nESF", ["Core YOT funding", "ESF"], []),
        ("Outreach funding streams (there today but subject to change)", ["Outreach funding streams"], []),
        (
            "Core YOT funding Connexions funding ESF funding",
            ["Core YOT funding", "Connexions funding", "ESF funding"],
            [],
        ),
        ("Connexions 14-19 team WNF", ["Connexions", "14-19 team", "WNF"], []),
        ("Existing funding for Drop-in and school nursing.", ["Drop-in", "school nursing"], []),
        ("Teenage Pregnancy and Family Ties budgets.", ["Teenage Pregnancy", "Family Ties"], []),
        ("Sure Start Grant £5,250,000 plus SSLP £1,300", ["Sure Start Grant", "SSLP"], [5250000, 1300]),
        ("£80k grant from Sport Northam", ["Sport Northam"], [80000]),
        ("DSG (£100k for schools per annum)", ["DSG"], [100000]),
        ("Using ESF resource listed above", ["ESF"], []),
        ("Road Safety budget with other agencies", ["Road Safety budget"], []),
        ("Capital: Housing Corporation\nRevenue: Supporting People", ["Housing Corporation", "Supporting People"], []),
        ("Leaving care service\nbudget", ["Leaving care service budget"], []),
        ("SHA two year grant\nto March 2011", ["SHA two year grant"], []),
        ("Adult learner funding delegated to colleges", ["Adult learner funding"], []),
        ("Reading Fund formula funding Consultant time", ["Reading Fund formula funding"], []),
        (
            "Reading Fund funding for Early Words\nLead Consultant & grant to support training",
            ["Reading Fund funding"],
            [],
        ),
        ("As above", [], []),
        ("TBC", [], []),
        ("Levelling Up Fund (subject to bid)", ["Levelling Up Fund"], []),
        ("Up to £20,000 from reserves", ["reserves"], [20000]),
        ("Low (<£10k)", [], []),
        ("Revenue £15k / Capital £60k", ["Revenue", "Capital"], [15000, 60000]),
        ("PH Grant (£30k), ICB (£30k)", ["PH Grant", "ICB"], [30000, 30000]),
        ("£12k (training budget) £8k (ABG)", ["training budget", "ABG"], [12000, 8000]),
        ("S106 / CIL", ["S106", "CIL"], []),
        ("Funding required", [], []),
        ("€50,000 INTERREG", ["INTERREG"], []),
        ("US$1.2 million CDBG", ["CDBG"], []),
        ("$25,000 General Fund", ["General Fund"], []),
        ("Depends: action is dependent on a successful bid.", [], []),
        ("", [], []),
    ],
)
def test_streams_and_amounts(printed: str, streams: list[str], pounds: list[int]) -> None:
    found, amounts = funding(cell(printed))
    assert texts(found) == streams
    assert [amount.pounds for amount in amounts] == [Decimal(p) for p in pounds]


def test_money_of_other_currencies_is_kept_in_words_only() -> None:
    assert foreign_money(cell("€50,000 INTERREG, A$1.5m and £20k ABG")) == ("€50,000", "A$1.5m")
    plan = "| Action | Lead | Funding |\n|---|---|---|\n| Light the towpath | K Osei | €50,000 INTERREG |\n"
    (action,) = read_rows(read_document("plan.md", plan.encode())).actions
    assert action.amounts == ()
    assert action.notes == ("€50,000 is not in pounds: kept as printed, no amount is made of it",)


def test_an_amount_knows_its_stream_and_year() -> None:
    _, (first, second) = funding(cell("Sure Start Grant £6,000 plus LPSA £2,000"))
    assert (first.stream, second.stream) == ("Sure Start Grant", "LPSA")
    _, (this_year, next_year) = funding(cell("2009/10 £150,500 grant funding 2010/11 projected £1.7m"))
    assert this_year.period and next_year.period
    assert (this_year.period.label, next_year.period.label) == ("2009-10", "2010-11")


@pytest.mark.parametrize(
    ("printed", "every", "stream"),
    [
        ("£10k p.a. ABG", "year", "ABG"),
        ("£1.25m per annum", "year", None),
        ("£300 a month from the Standards Fund", "month", "Standards Fund"),
        ("£5,000 Standards Fund", "", "Standards Fund"),
    ],
)
def test_an_amount_may_be_paid_again_and_again(printed: str, every: str, stream: str | None) -> None:
    [amount] = funding(cell(printed))[1]
    assert (amount.every, amount.stream) == (every, stream)


def test_a_year_may_follow_the_source_in_brackets() -> None:
    [amount] = funding(cell("£5,000 (PCT) 2009/10"))[1]
    assert amount.period is not None
    assert (amount.stream, amount.period.label) == ("PCT", "2009-10")


def test_the_and_between_two_amounts_is_no_stream() -> None:
    streams, amounts = funding(cell("Standards Fund £20,000 and £3,000 match"))
    assert [s.text for s in streams] == ["Standards Fund"]
    assert [int(a.pounds) for a in amounts] == [20000, 3000]


@pytest.mark.parametrize(
    ("printed", "streams", "pounds"),
    [
        ("£5k-£10k", [], []),
        ("£5,000 to £10,000", [], []),
        ("between £20k and £30k ABG", ["ABG"], []),
        ("£1-2m", [], []),
        ("£1,000 - 2009/10", [], [1000]),
        ("£10k - £5k from ABG", ["ABG"], [10000, 5000]),
        ("£10k and £20k", [], [10000, 20000]),
    ],
)
def test_bounds_of_an_estimate_are_no_amounts(printed: str, streams: list[str], pounds: list[int]) -> None:
    named, amounts = funding(cell(printed))
    assert texts(named) == streams
    assert [int(a.pounds) for a in amounts] == pounds


def test_an_amount_stands_where_it_is_printed() -> None:
    _, (amount,) = funding(cell("ABG\n£5,000", line=12))
    assert (amount.printed, amount.span.line) == ("£5,000", 13)


def test_streams_named_in_running_text() -> None:
    text = "European Social Fund consortia funding to help; the Working Neighbourhoods Fund is over"
    assert texts(named_streams(cell(text))) == ["European Social Fund"]


@given(st.integers(1, 10**9))
def test_pounds_read_back_with_their_commas(pounds: int) -> None:
    _, (amount,) = funding(cell(f"£{pounds:,}"))
    assert amount.pounds == pounds


@given(st.text(max_size=60))
def test_no_text_is_too_odd_for_a_funding_cell(text: str) -> None:
    streams, _ = funding(cell(text))
    assert all(stream.text for stream in streams)
