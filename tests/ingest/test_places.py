"""Whatever a document says, what is read from it stands where it says it stands."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.acronyms import acronyms
from ingest.decisions import decisions
from ingest.document import Document, Span
from ingest.formats import UnreadableDocumentError, read_document
from ingest.mentions import mentions
from ingest.observations import observations
from ingest.plan import plan_of

LINES = st.sampled_from(
    [
        "",
        "NORTHAM TRUST BOARD",
        "NORTHAM TRUST BOARD – 20TH NOVEMBER 2009",
        "Minutes of the Meeting held on 11 September 2009",
        "4. **PLAY SERVICES (Pages 1 - 3)**",
        "4 PLAY SERVICES",
        "The Board note and endorse the report.",
        "Recommendations:",
        "That the Board approve the plan; and that Kind Words be awarded the contract valued at £4,000.",
        "Resolved: that the Local Area Agreement (LAA) be noted.",
        "Stockport Council's Action Plan 2009/10",
        "June 2008",
        "PI No.\tTitle\tQuarter 2 Target\tQuarter 2 Actual\tOn Target",
        "\t\tTarget\tActual\tTarget",
        "NI 56\tObesity in Year 6\t12% (Lower is Better)\t-3.5% (P)\tRed",
        "LOCAL 7\tNumber of carers\tN/A\t1,204\tGreen",
        "| Measure | Actual | Targets | |",
        "|---|---|---|---|",
        "| | 2008-09 | 2009-10 | 2010-11 |",
        "| <b>NI 112</b> Conceptions | <b>+0.5%</b><br/>(2007 data) | -16% | N/A |",
        "- Fewer calls (NI32).",
        "CAMHS\tChild and Adolescent Mental Health Services",
        "List of acronyms",
    ]
)


def _spans(document: Document) -> Iterator[Span]:
    plan = plan_of(document)
    yield plan.title.span
    if plan.authority:
        yield plan.authority.span
    for observation in observations(document)[0]:
        yield from (observation.span, observation.indicator.span)
    for decision in decisions(document):
        yield decision.span
        yield from (named.span for named in decision.awarded_to)
        if decision.amount:
            yield decision.amount.span
    yield from (cited.span for cited in mentions(document))
    yield from (acronym.span for acronym in acronyms(document))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=25))
def test_every_quote_is_found_at_its_line(lines: list[str]) -> None:
    try:
        document = read_document("any.txt", "\n".join(lines).encode("utf-8", "replace"))
    except UnreadableDocumentError:
        return
    printed = document.text.split("\n")
    for span in _spans(document):
        following = " ".join(" ".join(printed[span.line - 1 :]).split())
        assert " ".join(span.quote.split()) in following
        assert span.quote.split()[:1] == [] or span.quote.split()[0] in printed[span.line - 1]
