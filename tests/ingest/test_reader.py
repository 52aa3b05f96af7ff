"""From a file to its graph: the same every time, whatever is in it."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyshacl import validate

from ingest.reader import Reading, UnreadableDocumentError, read
from ingest.samples import sample_files
from ontology.graphs import SHAPES_FILE
from ontology.vocabulary import GT, ONTOLOGY_FILE


def quotes_out_of_place(reading: Reading) -> list[str]:
    """The passages whose quote, white space folded, does not stand at its line."""
    lines = reading.document.text.split("\n")
    found: dict[str, dict[str, str]] = {}
    for triple in reading.triples:
        if isinstance(triple.object, ox.Literal) and triple.predicate in (GT.line, GT.lastLine, GT.quote):
            found.setdefault(str(triple.subject), {})[triple.predicate.value.rpartition("#")[2]] = triple.object.value
    wrong = []
    for place in found.values():
        there = " ".join(" ".join(lines[int(place["line"]) - 1 : int(place["lastLine"])]).split())
        words = " ".join(place["quote"].split())
        if words not in there or there.index(words) > len(" ".join(lines[int(place["line"]) - 1].split())):
            wrong.append(f"line {place['line']}: {words}")
    return wrong


@pytest.mark.parametrize(("name", "data"), sample_files(), ids=[name for name, _ in sample_files()])
def test_a_plan_read_twice_gives_the_same_triples(name: str, data: bytes) -> None:
    assert read(name, data).triples == read(name, data).triples


@pytest.mark.parametrize(("name", "data"), sample_files(), ids=[name for name, _ in sample_files()])
def test_every_quote_stands_at_its_line(name: str, data: bytes) -> None:
    assert quotes_out_of_place(read(name, data)) == []


@pytest.mark.parametrize(("name", "data"), sample_files(), ids=[name for name, _ in sample_files()])
def test_what_is_read_conforms_to_the_shapes(name: str, data: bytes) -> None:
    graph = rdflib.Graph()
    graph.parse(data="\n".join(f"{t} ." for t in read(name, data).triples), format="nt")
    ontology = rdflib.Graph().parse(ONTOLOGY_FILE)
    good, _, said = validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES_FILE), ont_graph=ontology)
    assert good, said


def test_the_graph_is_named_by_plan_and_bytes_not_by_the_file() -> None:
    name, data = sample_files()[0]
    one, moved = read(name, data), read("moved/" + name, data)
    assert one.iri == moved.iri
    assert one.sha256[:8] in one.iri
    corrected = read(name, data + b"\nCorrected in May.\n")
    assert corrected.iri != one.iri
    same = {t.subject for t in corrected.triples} & {t.subject for t in one.triples}
    assert any("/action/" in str(s) for s in same), "a corrected edition speaks of the same actions"


def test_the_report_is_text_and_json() -> None:
    name, data = sample_files()[0]
    report = read(name, data).report
    assert report.as_text().startswith(report.summary())
    told = json.loads(json.dumps(report.as_json()))
    assert told["characters"]["all"] == sum(told["characters"][o] for o in ("read", "passed over", "not understood"))
    assert told["found"]["actions"] > 0


def test_a_table_that_nobody_knows_is_told_with_its_place() -> None:
    text = "Minutes\n\n| Colour | Taste |\n|---|---|\n| green | sour |\n| red | sweet |\n\nThe end of it.\n"
    report = read("fruit.md", text.encode()).report
    unknown = [p for p in report.parts if p.outcome == "not understood"]
    assert unknown
    assert {3, 5, 6} <= {n for p in unknown for n in range(p.line, p.last_line + 1)}
    assert "line" in report.as_text()


@pytest.mark.parametrize("data", [b"", b"   \n", bytes(range(256)) * 9], ids=["empty", "blank", "binary"])
def test_what_cannot_be_read_says_which_file(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"plan\.txt"):
        read("plan.txt", data)


LINES = st.sampled_from(
    [
        "Ref\tActions\tDue Date\tLead\tSuccess criteria",
        "1.1\tOpen a drop-in\tMarch 2011\tP Vaughan\tOpen",
        "\tand a café\t\t\t",
        "| Action | Lead officer | Funding |",
        "|---|---|---|",
        "| <p>Train <b>all</b> staff | Karen Osei / Head of Youth | £5,000 ABG |",
        "Priority 1: Fewer teenage pregnancies (NI 112)",
        "Resolved – That the report be noted.",
        "- 2.1 That the Board approve the plan",
        "NI 117\tNEET\t7.5%\t8.1% (P)\tRed\t↓",
        "",
        "# Northam Borough Council",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(LINES, st.text(max_size=40)), min_size=1, max_size=14))
def test_whatever_the_lines_the_text_is_read_and_accounted_for(lines: list[str]) -> None:
    data = "\n".join(["Northam plan", *lines]).encode("utf-8", "ignore")
    reading = read("plan.txt", data)
    report = reading.report
    assert sum(p.characters for p in report.parts) == report.characters == len("".join(reading.document.text.split()))
    assert quotes_out_of_place(reading) == []
    rdflib.Graph().parse(data="\n".join(f"{t} ." for t in reading.triples), format="nt")
