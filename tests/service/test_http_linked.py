"""Names of things are addresses: RDF and tables by Accept or by their end, and for people the way to a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

NAME = "/id/indicator/NI-117"


def test_people_are_sent_to_the_page_of_a_thing(client: TestClient) -> None:
    sent = client.get(NAME, headers={"accept": "text/html"}, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/page/indicator/NI-117")
    assert "Accept" in sent.headers["vary"]
    assert "NI 117" in client.get(sent.headers["location"]).text
    iri = "https://w3id.org/golden-thread/id/indicator/NI-117"
    other = client.get("/id", params={"iri": iri}, headers={"accept": "text/html"})
    assert other.history[0].status_code == 303
    assert "NI 117" in other.text
    assert client.get("/page/indicator/NI-0").status_code == 404


@pytest.mark.parametrize(
    ("suffix", "accept"),
    [
        ("ttl", "text/turtle"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
        ("jsonld", "application/ld+json"),
        ("json", "application/ld+json"),
        ("trig", "application/trig"),
        ("csv", "text/csv"),
    ],
)
def test_the_end_of_an_address_stands_for_accept(client: TestClient, suffix: str, accept: str) -> None:
    by_end = client.get(f"{NAME}.{suffix}", follow_redirects=False)
    by_accept = client.get(NAME, headers={"accept": accept}, follow_redirects=False)
    assert by_end.status_code == by_accept.status_code == 200
    assert by_end.headers["content-type"] == by_accept.headers["content-type"]
    assert by_end.headers["content-type"].split(";")[0] == accept
    assert sorted(by_end.text.split()) == sorted(by_accept.text.split())
    assert "NI 117" in by_end.text


def test_what_is_not_there_is_not_there_in_any_format(client: TestClient) -> None:
    for end in ("", ".ttl", ".csv", ".pdf"):
        assert client.get(f"/id/indicator/NI-0{end}", headers={"accept": "text/turtle"}).status_code == 404
    assert client.get(NAME, headers={"accept": "image/png"}).status_code == 406


def test_a_folder_of_saved_queries_has_addresses(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leads.rq").write_text("# Who leads\nSELECT ?label WHERE { ?a gt:ownedBy/rdfs:label ?label }")
    (tmp_path / "links.rq").write_text("CONSTRUCT WHERE { ?a gt:ownedBy ?o }")
    monkeypatch.setenv("GOLDENTHREAD_QUERIES", str(tmp_path))
    assert {"name": "leads", "gives": "Who leads"}.items() <= client.get("/queries").json()[-2].items()
    assert "Karen Osei" in client.get("/queries/leads.csv").text
    assert client.get("/queries/links.ttl").headers["content-type"].startswith("text/turtle")
    assert client.get("/queries/links.csv").status_code == 404
