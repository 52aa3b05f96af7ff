"""Conversations over HTTP, on the page and at the command line."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from query.world import World
from service.conversations import FORGOTTEN, NEW, Conversations
from tests.query.fixture import schema, store
from tests.service.running import process

FIRST, FURTHER = "Which actions feed NI 117?", "and in Northam?"
MEANT = "Actions of Northam that feed NI 117"


def said(client: TestClient, q: str, conversation: str) -> dict[str, object]:
    answer: dict[str, object] = client.get("/api/ask", params={"q": q, "conversation": conversation}).json()
    return answer


def test_a_conversation_goes_on_under_its_id(client: TestClient) -> None:
    first = said(client, FIRST, NEW)
    further = said(client, FURTHER, str(first["conversation"]))
    assert further["conversation"] == first["conversation"]
    assert further["interpretation"] == MEANT


def test_conversations_are_apart(client: TestClient) -> None:
    one, other = said(client, FIRST, NEW), said(client, "Who owns action 1.2 in Northam?", NEW)
    assert one["conversation"] != other["conversation"]
    assert said(client, FURTHER, str(one["conversation"]))["interpretation"] == MEANT


def test_without_a_conversation_nothing_is_remembered(client: TestClient) -> None:
    client.get("/api/ask", params={"q": FIRST})
    answer = client.get("/api/ask", params={"q": FURTHER}).json()
    assert "conversation" not in answer
    assert answer["interpretation"] != MEANT


def test_one_that_is_not_held_begins_anew_and_says_so(client: TestClient) -> None:
    answer = said(client, FIRST, "no-such-conversation")
    assert answer["notes"] == [FORGOTTEN]
    assert answer["conversation"] != "no-such-conversation"


def test_they_end_some_time_after_the_last_question_and_the_oldest_go_first() -> None:
    now = [0.0]
    world, held = World(store(), schema()), Conversations(kept_for=10, most=2, clock=lambda: now[0])
    _, one = held.ask(FIRST, NEW, world)
    now[0] = 9
    assert held.ask(FURTHER, one, world)[0].interpretation == MEANT
    now[0] = 18
    assert not held.ask(FURTHER, one, world)[0].notes
    _, two = held.ask(FIRST, NEW, world)
    held.ask(FIRST, NEW, world)
    assert held.ask(FURTHER, one, world)[0].notes == (FORGOTTEN,)
    now[0] = 40
    assert held.ask(FURTHER, two, world)[0].notes == (FORGOTTEN,)


def test_the_page_goes_on_from_an_answer(client: TestClient) -> None:
    page = client.get("/", params={"q": FIRST}).text
    assert '<input type="hidden" name="after" value="Which actions feed NI 117?">' in page
    further = client.get("/", params=[("q", FURTHER), ("after", FIRST)]).text
    assert MEANT in further
    assert "/?q=Which+actions+feed+NI+117%3F" in further


def test_chat_takes_questions_from_a_pipe(northam: str) -> None:
    lines = f"{FIRST}\n\n{FURTHER}\nnew\n{FURTHER}\nquit\nnever asked\n"
    done = process("chat", "--store", northam, stdin=lines.encode())
    assert done.status == 0
    assert not done.err
    assert done.out.count(MEANT) == 1
    assert done.out.index("that feed NI 117") < done.out.index(MEANT)


def test_chat_over_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "pets.ttl").write_text(
        "@prefix : <https://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        ':a a :Dog ; rdfs:label "Rex" ; :weight 3 . :b a :Dog ; rdfs:label "Fido" ; :weight 7 .\n'
    )
    asked = b"which dogs have a weight of more than 5?\nhow many is that?\n"
    done = process("chat", "--over", str(tmp_path / "pets.ttl"), stdin=asked)
    assert done.status == 0
    assert "Fido" in done.out
    assert "Number of dogs" in done.out


def test_what_is_typed_may_go_on(client: TestClient) -> None:
    found = client.get("/api/complete", params={"q": "which actions feed ni 11"}).json()
    assert {"text": "which actions feed NI 117", "of": "indicator"} in found["completions"]
    assert client.get("/api/complete", params={"q": ""}).json()["completions"] == []
    assert client.get("/api/complete", params={"q": "x" * 2000}).status_code == 422
