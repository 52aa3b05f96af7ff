"""A user's own hand: what a sidecar says counts before the print, and is marked as a user's word."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reader import Reading, read
from ingest.sidecar import SidecarError, period_said, read_sidecar, schema, sidecar_of, with_headers
from ingest.tables import header_roles
from ontology.reading import header_wordings
from ontology.vocabulary import GT

PLAN = """Delivery notes

Code\tDoing what?\tWho's on it\tFinish line\tPot
1.1\tOpen a drop-in in Coldbrook\tKaren Osei\tMarch 2011\tABG
1.2\tTrain ten mentors\tSam Hill\tJune 2011\tABG
"""
HAND = """# What we know of it
authority: Northam
title: Youth plan
period: 2010-11
headers:
  Doing what?: action
  "Who's on it": owner
  Finish line: due
  pot: funding
"""


def read_with(hand: str, plan: str = PLAN) -> Reading:
    return read("plan.txt", plan.encode(), read_sidecar(sidecar_of("plan.txt"), hand.encode()))


def test_headers_that_nobody_knows_are_read_by_what_the_user_says() -> None:
    actions = read_with(HAND).records.actions
    assert [a.text for a in actions] == ["Open a drop-in in Coldbrook", "Train ten mentors"]
    assert [[o.text for o in a.owners] for a in actions] == [["Karen Osei"], ["Sam Hill"]]
    assert [a.dues[0].on for a in actions] == [date(2011, 3, 31), date(2011, 6, 30)]
    assert [[f.text for f in a.funding] for a in actions] == [["ABG"], ["ABG"]]


def test_authority_title_and_period_by_hand_name_the_plan() -> None:
    reading = read_with(HAND)
    plan = reading.records.plan
    assert (plan.authority and plan.authority.text, plan.title.text) == ("Northam", "Youth plan")
    assert plan.period and plan.period.label == "2010-11"
    assert "/document/northam/youth-plan-" in reading.iri


def test_what_a_user_says_is_evidence_in_the_sidecar_not_in_the_document() -> None:
    said = [str(t) for t in read_with(HAND).triples]
    place = next(line for line in said if '"authority: Northam"' in line).split()[0]
    assert place.strip("<").partition("/sidecar/")[2].startswith("L2-2-")
    assert any("/id/authority/northam> " in line and line.endswith(place) for line in said)
    assert any(f"{GT.fileName}" in line and "plan.txt.goldenthread.yaml" in line for line in said)


def test_the_report_says_what_was_said_by_hand() -> None:
    report = read_with(HAND).report
    assert ("authority", "Northam", 2) in [(s.key, s.value, s.line) for s in report.by_hand]
    assert "Said by hand in plan.txt.goldenthread.yaml:\n  line 2: authority: Northam" in report.as_text()


def test_a_label_before_a_value_is_a_header_too() -> None:
    plan = "# Northam plan\n\n## Action 1: Open a hub\n\n- Our person: Karen Osei\n- Done: March 2011\n"
    action = read_with("headers: {our person: owner, Done: due}", plan).records.actions[0]
    assert [o.text for o in action.owners] == ["Karen Osei"]
    assert [d.on for d in action.dues] == [date(2011, 3, 31)]


def test_a_cell_of_data_with_a_headers_words_is_left_alone() -> None:
    plan = PLAN + "1.3\tFind premises\tPot\tJune 2011\tABG\n"
    action = read_with(HAND, plan).records.actions[-1]
    assert [o.text for o in action.owners] == ["Pot"]


def test_a_column_of_values_keeps_the_period_its_header_prints() -> None:
    plan = "Northam plan\n\nNI\tIndicator\tWhere we want to be 2010/11\nNI 117\tNEET\t7.5%\n"
    (observation,) = read_with("headers: {where we want to be 2010/11: target}", plan).records.observations
    assert (observation.role, observation.period and observation.period.label) == ("target", "2010-11")


def test_without_headers_the_document_is_the_same() -> None:
    document = read("plan.txt", PLAN.encode()).document
    assert with_headers(document, read_sidecar("x", b"title: Youth plan")) is document


@pytest.mark.parametrize(
    ("text", "first", "last", "kind"),
    [
        ("2010-11", "2010-04-01", "2011-03-31", "financial year"),
        ("2008-2011", "2008-04-01", "2011-03-31", "span"),
        ("2010", "2010-01-01", "2010-12-31", "calendar year"),
        ("March 2010", "2010-03-01", "2010-03-31", "month"),
        ("22 January 2010", "2010-01-22", "2010-01-22", "day"),
        ("April 2010 to June 2011", "2010-04-01", "2011-06-30", "span"),
        ("2010-04-01 to 2011-06-30", "2010-04-01", "2011-06-30", "span"),
    ],
)
def test_a_period_as_people_write_it(text: str, first: str, last: str, kind: str) -> None:
    period = period_said(text)
    assert (period.start.isoformat(), period.end.isoformat(), period.kind) == (first, last, kind)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("autority: Northam", "line 1: autority: no such key; did you mean authority?"),
        ("title: Plan\nheaders:\n  Who: ownr", "line 3: headers.Who: 'ownr' is none of the words that may stand"),
        ("title: Plan\nperiod: soon", "line 2: period: 'soon' is no period that is understood; write 2010-11"),
        ("period: 2010-13-01", "line 1: period: there is no day 2010-13-01"),
        ("period: 2011-04-01 to 2010-04-01", "line 1: period: '2011-04-01 to 2010-04-01' ends before it begins"),
        ("authority: E99999999", "line 1: authority: E99999999 is the code of no authority that is known here"),
        ("authority:", "line 1: authority: says nothing"),
        ("title: A plan\ntitle: B plan", "line 2: title: said twice"),
        ("title: [A, B]", "line 1: title: one text is wanted here"),
        ("- title: A", "line 1: keys with values are wanted here"),
        ("title: 'A", "line 1: not YAML"),
        ("[" * 5000, "line 1: not YAML"),
        ("title: Ab\n? [b]\n: c", "line 2: a key is one text"),
    ],
)
def test_what_is_wrong_is_one_line_with_file_line_and_key(text: str, says: str) -> None:
    with pytest.raises(SidecarError) as told:
        read_sidecar("plan.txt.goldenthread.yaml", text.encode())
    assert str(told.value).startswith(f"plan.txt.goldenthread.yaml, {says}")
    assert "\n" not in str(told.value)


def test_bytes_that_are_no_text_are_one_line_too() -> None:
    with pytest.raises(SidecarError, match=r"^s, line 2: not UTF-8 text"):
        read_sidecar("s", b"title: A\n\xff\xfe")


def test_an_authority_by_its_code_is_the_authority() -> None:
    reading = read_with("authority: E08000035")
    assert reading.records.plan.authority_code == "E08000035"


def test_the_schemas_roles_are_those_of_the_header_wordings_and_each_says_itself() -> None:
    roles = {wording.role for wording in header_wordings()}
    allowed = set(schema()["properties"]["headers"]["additionalProperties"]["enum"])
    assert roles <= allowed
    assert allowed - roles <= {"indicator", "target", "actual", "baseline", "forecast"}
    for role in roles:
        assert header_roles(role)[0].name == role, "with_headers writes the role where the header stood"


def test_every_key_of_the_schema_is_described() -> None:
    assert json.dumps(schema())
    assert all(told["description"] for told in schema()["properties"].values())


@given(st.text(max_size=200))
def test_any_text_is_a_sidecar_or_one_line(text: str) -> None:
    try:
        read_sidecar("s.yaml", text.encode("utf-8", "surrogatepass"))
    except SidecarError as error:
        assert str(error).startswith("s.yaml")
        assert "\n" not in str(error)
