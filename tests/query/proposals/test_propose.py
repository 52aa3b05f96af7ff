"""A language model behind a real server: what it is sent, what comes of its replies, and what does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from query.answer import Answer
from query.engine import ask
from query.world import World
from service.chat_model import ChatModel
from service.errors import UseError
from service.proposer import proposer
from service.settings import check, held_settings
from tests.query.fixture import schema, store
from tests.query.proposals.chat import Chat, chat

UNKNOWN = "what does the ABG shower with"
SHOWERED = {
    "understood": True,
    "target": "action",
    "variables": [{"name": "action", "class": "gt:Action"}],
    "conditions": [{"kind": "link", "subject": "action", "property": "gt:fundedBy", "object": {"called": "the ABG"}}],
    "wordings": [{"said": "shower with", "means": "gt:fundedBy"}],
}


@pytest.fixture
def model() -> Iterator[Chat]:
    with chat() as held:
        yield held


def asked(question: str, model: Chat, monkeypatch: pytest.MonkeyPatch) -> Answer:
    monkeypatch.setenv("GOLDENTHREAD_LANGUAGE_MODEL", model.address)
    monkeypatch.setenv("GOLDENTHREAD_LANGUAGE_MODEL_NAME", "tiny")
    monkeypatch.setenv("GOLDENTHREAD_LANGUAGE_MODEL_KEY", "s3cret")
    monkeypatch.setenv("GOLDENTHREAD_LANGUAGE_MODEL_SECONDS", "5")
    return ask(question, replace(World(store(), schema()), proposer=proposer()))


def test_what_the_parser_cannot_make_out_is_read_with_the_model_and_says_so(
    model: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.says = json.dumps(SHOWERED)
    said = asked(UNKNOWN, model, monkeypatch)
    assert (said.status, said.interpretation) == ("answered", "Actions funded by ABG")
    assert [r["action"]["label"] for r in said.rows] == ["Open a drop-in for school leavers"]
    assert said.evidence[0][0].quote
    assert said.notes == ("Read by the language model tiny: see whether this is what was meant",)
    assert model.keys == ["Bearer s3cret"]
    sent = model.asked[0]
    assert sent["messages"][-1] == {"role": "user", "content": UNKNOWN}
    assert "gt:fundedBy" in json.dumps(sent["response_format"]["json_schema"]["schema"])
    assert "drop-in" not in json.dumps(sent)


@pytest.mark.parametrize("question", ["which actions feed NI 117", "what is the weather like today"])
def test_what_the_parser_makes_out_or_declines_is_sent_nowhere(
    question: str, model: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.says = json.dumps(SHOWERED)
    assert asked(question, model, monkeypatch).notes == ()
    assert model.asked == []


def test_nothing_is_asked_of_a_model_where_none_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOLDENTHREAD_LANGUAGE_MODEL", raising=False)
    assert proposer() is None
    assert ask(UNKNOWN, World(store(), schema())).status == "searched"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("The ABG pays for a drop-in.", "not of the shape"),
        (json.dumps({**SHOWERED, "wordings": []}), "leaves out “shower”"),
        (json.dumps({**SHOWERED, "wordings": [{"said": "shower", "means": "gt:ownedBy"}]}), "does not use"),
        (json.dumps({**SHOWERED, "conditions": [], "wordings": []}), "leaves out “ABG”"),
        ("", "empty"),
    ],
)
def test_a_reply_that_does_not_stand_for_the_question_is_of_no_use(
    reply: str, reason: str, model: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.says = reply
    said = asked(UNKNOWN, model, monkeypatch)
    assert said.status in ("searched", "empty")
    assert said.rows == ()
    assert reason in said.notes[0]


@pytest.mark.parametrize(
    ("question", "lost"),
    [
        ("what does the ABG shower with before April 2010", "April 2010"),
        ("what does the ABG not shower with", "not"),
        ("what does the ABG shower with in Northam", "Northam"),
        ("top 2 that the ABG shower with", "top"),
    ],
)
def test_dates_names_numbers_and_noes_of_the_question_may_not_be_dropped(
    question: str, lost: str, model: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.says = json.dumps(SHOWERED)
    said = asked(question, model, monkeypatch)
    assert said.status in ("searched", "empty")
    assert "leaves out" in said.notes[0]
    assert lost in said.notes[0]


@pytest.mark.parametrize(
    ("status", "raw", "reason"),
    [(500, b"{}", "replied 500"), (200, b"<html>", "none of a chat"), (200, b"x" * 300_000, "longer than")],
)
def test_a_server_that_fails_is_named_in_a_note(
    status: int, raw: bytes, reason: str, model: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.status, model.raw = status, raw
    said = asked(UNKNOWN, model, monkeypatch)
    assert said.status == "searched"
    assert reason in said.notes[0]


def test_a_server_that_is_not_there_is_named_in_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Chat(address="http://127.0.0.1:9/v1")
    assert "cannot be reached" in asked(UNKNOWN, gone, monkeypatch).notes[0]


def test_its_settings_are_checked_and_its_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UseError, match="address"):
        check({"GOLDENTHREAD_LANGUAGE_MODEL": "localhost:1234"})
    with pytest.raises(UseError, match="which model"):
        check({"GOLDENTHREAD_LANGUAGE_MODEL": "http://localhost:1234/v1"})
    monkeypatch.setenv("GOLDENTHREAD_LANGUAGE_MODEL_KEY", "s3cret")
    assert "s3cret" not in {h.value for h in held_settings()}
    assert ChatModel("http://x/v1", "tiny").seconds == 20
