"""The verbs of the command line, end to end over the sample plans."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.oxigraph import open_store
from ingest.samples import sample_files
from service.cli import VERBS, parser
from tests.service.running import Command, Done, process, table_rows

QUESTION = "Which actions feed NI 117?"


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_a_build_says_a_line_a_document_and_a_second_one_reads_nothing(fresh: Command) -> None:
    first, second = fresh("build", "--samples"), fresh("build", "--samples")
    lines = first.out.splitlines()
    assert [line.split(":")[0] for line in lines[:-1]] == [name for name, _ in sample_files()]
    assert all("actions" in line or "observations" in line for line in lines[:-1])
    assert lines[-1].endswith("3 new, 0 changed, 0 unchanged")
    assert second.out.splitlines()[-1].endswith("0 new, 0 changed, 3 unchanged")


def test_a_changed_file_takes_the_place_of_what_was_read_under_its_name(fresh: Command, tmp_path: Path) -> None:
    name, data = sample_files()[0]
    plan = tmp_path / name
    plan.write_bytes(data)
    fresh("build", str(plan))
    plan.write_bytes(data + b"\nOne line more.\n")
    assert fresh("build", str(plan)).out.splitlines()[-1].endswith("0 new, 1 changed, 0 unchanged")
    assert len(json.loads(fresh("status", "--format", "json").out)) == 1


def test_the_same_words_under_another_name_are_not_read_twice(fresh: Command, tmp_path: Path) -> None:
    data = sample_files()[0][1]
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_bytes(data)
    done = fresh("build", str(tmp_path / "one.txt"), str(tmp_path / "two.txt"))
    assert "two.txt: word for word the same as one.txt" in done.out


def test_a_report_says_what_became_of_every_part(fresh: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    fresh("build", "--samples", "--report", str(report))
    assert all(name in report.read_text() for name, _ in sample_files())
    assert "Passed over:" in report.read_text()


def test_an_answer_as_table_json_csv_and_sparql(gt: Command) -> None:
    table, as_json = gt("ask", QUESTION), gt("ask", QUESTION, "--format", "json")
    answer = json.loads(as_json.out)
    assert answer["status"] == "answered"
    assert len(answer["rows"]) == len(answer["evidence"]) > 0
    assert len(table_rows(table.out)) >= len(answer["rows"])
    assert "Evidence" in table.out
    assert len(rows(gt("ask", QUESTION, "--format", "csv").out)) == len(answer["rows"]) + 1
    query = gt("ask", QUESTION, "--format", "sparql").out
    assert query.strip() == answer["sparql"].strip()
    found = json.loads(gt("sparql", query, "--format", "json").out)
    assert len(found["results"]["bindings"]) >= len(answer["rows"])


def test_a_batch_gives_an_answer_a_line_in_order(gt: Command, tmp_path: Path) -> None:
    questions = [QUESTION, "What is the capital of France?", "How many actions are there?"]
    file = tmp_path / "questions.txt"
    file.write_text("\n".join(questions) + "\n\n", encoding="utf-8")
    done = gt("ask", "--batch", str(file))
    assert done.status == 0
    assert [json.loads(line)["question"] for line in done.out.splitlines()] == questions


def test_asking_over_any_rdf_file_by_its_own_schema(gt: Command, tmp_path: Path) -> None:
    library = tmp_path / "library.ttl"
    library.write_text(
        """@prefix : <http://example.org/library#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        :Book a rdfs:Class ; rdfs:label "book" . :Writer a rdfs:Class ; rdfs:label "writer" .
        :writtenBy rdfs:label "written by" .
        :b1 a :Book ; rdfs:label "On Engines" ; :writtenBy :w1 . :b2 a :Book ; rdfs:label "On Looms" ; :writtenBy :w2 .
        :w1 a :Writer ; rdfs:label "Ada Lovelace" . :w2 a :Writer ; rdfs:label "Charles Babbage" ."""
    )
    done = gt("ask", "--over", str(library), "Which books are written by Ada Lovelace?")
    assert done.status == 0, done
    assert "On Engines" in done.out
    assert "On Looms" not in done.out


@pytest.mark.parametrize(
    ("question", "status"),
    [
        (QUESTION, 0),
        ("Which actions feed NI 199?", 0),
        ("What is the capital of France?", 1),
        ("florble the grimwick of zanth", 1),
    ],
)
def test_the_status_says_whether_there_is_an_answer_to_stand_behind(gt: Command, question: str, status: int) -> None:
    assert gt("ask", question).status == status


def test_status_lists_what_is_held(gt: Command) -> None:
    done = gt("status")
    assert "3 documents" in done.out
    assert all(name in done.out for name, _ in sample_files())


@pytest.mark.parametrize(
    ("form", "begins"),
    [("json", '{"head"'), ("xml", "<?xml"), ("csv", "n"), ("tsv", "?n")],
)
def test_sparql_in_every_format(gt: Command, form: str, begins: str) -> None:
    assert gt("sparql", "SELECT (COUNT(*) AS ?n) { ?a a gt:Action }", "--format", form).out.startswith(begins)


def test_sparql_from_a_file_and_from_standard_input(gt: Command, tmp_path: Path) -> None:
    query = "ASK { ?a a gt:Action }"
    file = tmp_path / "query.rq"
    file.write_text(query)
    assert gt("sparql", str(file)).out.strip() == "true"
    assert process("sparql", "-", "--store", gt.store, stdin=query.encode()).out.strip() == "true"


def test_a_graph_comes_as_turtle(gt: Command) -> None:
    out = gt("sparql", "CONSTRUCT WHERE { ?a gt:ownedBy ?o }").out
    assert len(list(ox.parse(out, ox.RdfFormat.TURTLE))) > 3


def test_check_finds_gaps_with_their_places_in_every_format(gt: Command) -> None:
    text = gt("check").out
    found = json.loads(gt("check", "--format", "json").out)
    assert text.splitlines()[-1] == f"{len(found)} findings"
    assert {"finding", "check", "title", "kind", "severity", "message", "thing", "places"} == set(found[0])
    assert all(place["line"] > 0 for f in found for place in f["places"])
    assert len(rows(gt("check", "--format", "csv").out)) == len(found) + 1


def test_check_of_one_plan_speaks_of_that_plan_only(gt: Command) -> None:
    name = sample_files()[0][0]
    found = json.loads(gt("check", name, "--format", "json").out)
    assert found
    assert {place["file"] for f in found for place in f["places"]} == {name}


def test_what_the_reader_wrote_keeps_to_the_shapes(gt: Command) -> None:
    found = json.loads(gt("check", "--shapes", "--format", "json").out)
    assert not [f for f in found if f["check"] == "shape"]


def test_a_statement_that_breaks_a_shape_is_found(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with open_store(str(tmp_path), write=True) as store:
        store.update(
            "PREFIX gt: <https://w3id.org/golden-thread/ontology#> INSERT DATA { <https://example.org/a> a gt:Action }"
        )
        store.publish()
    found = json.loads(Command(str(tmp_path), capfd)("check", "--shapes", "--format", "json").out)
    assert any("An action has exactly one label." in f["message"] for f in found if f["check"] == "shape")


def test_check_lists_the_gravest_first_and_only_those_asked_for(gt: Command) -> None:
    order = {"high": 0, "medium": 1, "low": 2}
    found = [order[f["severity"]] for f in json.loads(gt("check", "--format", "json").out)]
    assert found == sorted(found)
    some = json.loads(gt("check", "--severity", "medium", "--format", "json").out)
    assert {f["severity"] for f in some} == {"medium"}
    assert "joined by commas" in gt("check", "--severity", "dire").one_line()


def test_export_is_all_of_it_the_same_each_time(gt: Command) -> None:
    out = gt("export").out
    assert out == gt("export").out
    everything = {str(q) for q in ox.parse(out, ox.RdfFormat.TRIG)}
    as_json = {str(q) for q in ox.parse(gt("export", "--format", "jsonld").out, ox.RdfFormat.JSON_LD)}
    assert len(everything) == len(as_json) > 5000


def test_export_of_one_plan_holds_its_document_and_what_follows_from_it(gt: Command) -> None:
    name = sample_files()[0][0]
    quads = list(ox.parse(gt("export", name).out, ox.RdfFormat.TRIG))
    graphs = {q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)}
    assert len([g for g in graphs if "/document/" in g]) == 1
    assert graphs - {g for g in graphs if "/document/" in g or g.endswith(("/derived", "/inferred"))} == set()


def test_export_as_a_table_has_a_row_an_action(gt: Command) -> None:
    table = rows(gt("export", "--format", "csv").out)
    actions = int(
        rows(gt("sparql", "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a gt:Action }", "--format", "csv").out)[1][0]
    )
    assert len(table) - 1 == actions
    assert len({len(row) for row in table}) == 1


def test_remove_takes_a_document_and_what_followed_from_it_out(fresh: Command) -> None:
    fresh("build", "--samples")
    name = sample_files()[0][0]
    assert fresh("remove", name).out.strip() == f"removed {name}"
    assert name not in fresh("status").out
    left = fresh("sparql", "SELECT DISTINCT ?f { ?c a gt:Contribution ; gt:passage/gt:document/gt:fileName ?f }")
    assert name not in left.out
    assert fresh("build", "--samples").out.splitlines()[-1].endswith("1 new, 0 changed, 2 unchanged")


def test_search_finds_things_and_their_classes(gt: Command) -> None:
    done = gt("search", "NEET", "--class", "Indicator", "--limit", "3", "--format", "json")
    assert done.status == 0
    hits = json.loads(done.out)
    assert len(hits) <= 3
    assert any("117" in hit["label"] for hit in hits)


def test_a_thread_from_money_to_an_indicator_takes_no_model(gt: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def unready(*_: object) -> None:
        raise AssertionError("looked for by meaning")

    monkeypatch.setattr("query.search.search.Searcher._near", unready)
    done = gt("trace", "European Social Fund", "NI 117")
    assert done.status == 0
    assert "NI 117" in done.out
    found = json.loads(gt("trace", "European Social Fund", "NI 117", "--format", "json").out)
    assert found["threads"]


def test_the_store_may_be_named_before_or_after_the_verb_or_by_the_environment(gt: Command) -> None:
    environment = {**os.environ, "GOLDENTHREAD_STORE": gt.store}
    runs: list[Done] = [
        process("--store", gt.store, "status"),
        process("status", "--store", gt.store),
        process("status", env=environment),
    ]
    assert all(run.status == 0 and "3 documents" in run.out for run in runs)


def test_help_names_every_verb_and_each_verb_has_examples() -> None:
    top = process("--help")
    assert top.status == 0
    for verb in VERBS:
        assert f"    {verb} " in top.out
        own = process(verb, "--help")
        assert own.status == 0
        assert "examples:" in own.out


def test_the_version_is_told() -> None:
    assert process("--version").out.startswith("goldenthread ")


def test_every_argument_of_every_verb_says_what_it_is() -> None:
    verbs = next(a for a in parser()._actions if a.dest == "verb")
    assert isinstance(verbs.choices, dict)
    for sub in verbs.choices.values():
        assert all(action.help for action in sub._actions)
