"""Pages for people: rendered on the server, whole without JavaScript, everything from plans escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from graph.store import Solutions, Term
from query.paging import PAGE
from service import present
from service.http.links import is_iri, link, path_of
from service.http.things import Shown, Thing
from service.plans import COUNTED, Held
from service.settings import root

ROWS_SHOWN = 100
HERE = Path(__file__).parent
NAVIGATION = (("/", "Ask"), ("/sparql", "SPARQL"), ("/ontology", "Ontology"), ("/docs", "For other tools"))
HEADINGS = {
    "answered": "What the plans say",
    "empty": "The plans hold nothing",
    "searched": "Not understood well enough to answer",
    "declined": "Not a question these plans can answer",
}
SAYS = {
    "answered": "",
    "empty": "The question was understood, and nothing in the plans matches it.",
    "searched": "These are the nearest things by meaning, best first. They are not an answer.",
    "declined": "",
}


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["root"] = root
    return environment


def page(name: str, here: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from its template; `here` is the address that the navigation marks as the present one."""
    template = _templates().get_template(name)
    return HTMLResponse(template.render(navigation=NAVIGATION, here=here, **values), status)


def problem_page(request: Request, status: int, title: str, detail: str) -> Response:
    """A problem as a page."""
    return page("problem.html", path_of(request), status, heading=title, detail=detail)


def home(examples: Sequence[str], documents: Sequence[Held]) -> HTMLResponse:
    """The page to ask on, before a question: examples, and what is held."""
    shown = [
        {
            "label": present.folded(d.label),
            "authority": present.folded(d.authority),
            "counts": d.counts,
            "name": d.name,
            "link": link(d.document),
            "plan_link": link(d.plan or d.document),
        }
        for d in documents
    ]
    return page(
        "ask.html", "/", question="", answer=None, before=(), examples=examples, documents=shown, counted=COUNTED
    )


def answered(
    question: str, answer: Mapping[str, Any], documents: Sequence[Held], *, whole: bool, before: Sequence[str] = ()
) -> HTMLResponse:
    """The page of an answer over those documents: at most ROWS_SHOWN rows, unless the whole is asked for.

    `before` are the questions that this one was asked after, and may lean on.
    """
    rows = _rows(answer, {d.name: d.document for d in documents})
    shown = rows if whole else rows[:ROWS_SHOWN]
    columns = [
        {"label": c["label"], "number": _all_numbers([row.get(c["name"], {}) for row in answer["rows"]])}
        for c in answer["columns"]
    ]
    single = rows[0]["cells"][0]["text"] if len(rows) == len(columns) == 1 and "iri" not in _only(answer) else None
    here = Part(answer["offset"], len(shown), answer["total"], answer["more"])
    return page(
        "ask.html",
        "/",
        question=question,
        answer=answer,
        heading=HEADINGS[answer["status"]],
        says=SAYS[answer["status"]],
        columns=columns,
        rows=shown,
        single=single,
        total=len(rows),
        count=here.said,
        more=_asking(question, before, all="yes") if len(shown) < len(rows) == here.total else "",
        earlier=_asking(question, before, offset=str(here.before)) if here.before is not None else "",
        later=_asking(question, before, offset=str(here.after)) if here.after and len(rows) < here.total else "",
        before=[(earlier, _asking(earlier, before[:i])) for i, earlier in enumerate(before)],
        examples=(),
        documents=(),
        counted=COUNTED,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of an answer are shown: `shown` after the first `offset` of `total` (`more`: of at least so many)."""

    offset: int
    shown: int
    total: int
    more: bool

    @property
    def said(self) -> str:
        """In words: "250 rows, 101 to 200"."""
        rows = f"{'More than ' if self.more else ''}{self.total:,} {'row' if self.total == 1 else 'rows'}"
        if self.shown in (0, self.total):
            return rows
        if not self.offset:
            return f"{rows}, the first {self.shown:,}"
        return f"{rows}, {self.offset + 1:,} to {self.offset + self.shown:,}"

    @property
    def before(self) -> int | None:
        """The offset of the rows before these; None where these are the first."""
        return max(0, self.offset - PAGE) if self.offset else None

    @property
    def after(self) -> int | None:
        """The offset of the rows after these; None where these are the last."""
        end = self.offset + self.shown
        return end if self.shown and end < self.total else None


def _asking(question: str, before: Sequence[str], **more: str) -> str:
    """The address of a question asked after others."""
    return "/?" + urlencode([("q", question), *(("after", b) for b in before), *more.items()])


def _only(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    cell: Mapping[str, Any] = answer["rows"][0].get(answer["columns"][0]["name"], {})
    return cell


def _all_numbers(cells: Sequence[Mapping[str, Any]]) -> bool:
    values = [c["value"] for c in cells if "value" in c]
    return bool(values) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def _rows(answer: Mapping[str, Any], documents: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "cells": [_cell(row.get(c["name"], {})) for c in answer["columns"]],
            "evidence": [_evidence(e, documents) for e in pieces],
        }
        for row, pieces in zip(answer["rows"], answer["evidence"], strict=False)
    ]


def _cell(cell: Mapping[str, Any]) -> dict[str, str]:
    iri = str(cell.get("iri", ""))
    text = present.cell_text(cell)
    if "value" in cell:
        text = present.counted(text)
    return {"text": present.shortened(text, 400), "link": link(iri) if iri else ""}


def _evidence(piece: Mapping[str, Any], documents: Mapping[str, str]) -> dict[str, str]:
    source = documents.get(str(piece.get("document") or ""), "")
    return {
        "kind": str(piece["basis"]),
        "basis": present.basis(piece),
        "place": present.place(piece),
        "link": link(source) if source else "",
        "quote": present.shortened(present.quoted(piece["quote"]), 320),
    }


def thing_page(thing: Thing, formats: Sequence[str], report: str = "") -> HTMLResponse:
    """The page of a thing, with the addresses of its other formats and, of a document, of its reading report."""
    here = link(thing.iri)
    joint = "&" if "?" in here else "?"
    addresses = [(media, f"{here}{joint}format={quote(media, safe='/')}") for media in formats]
    return page("thing.html", here, formats=addresses, report=report, **{f: getattr(thing, f) for f in thing.__slots__})


def editor(
    query: str, result: Solutions | bool | str | None, formats: Sequence[str], *, total: int | None = None
) -> HTMLResponse:
    """The SPARQL page: the query to change, and the result, if it has been run: rows, yes or no, or Turtle."""
    table = None
    if isinstance(result, Solutions):
        rows = [[_term(row.get(name)) for name in result.variables] for row in result.rows]
        number = len(result.rows) if total is None else total
        count = f"{number} {'row' if number == 1 else 'rows'}" + (
            f", the first {len(rows)}" if number > len(rows) else ""
        )
        table = {"names": result.variables, "rows": rows, "count": count}
    return page(
        "sparql.html",
        "/sparql",
        query=query,
        formats=formats,
        table=table,
        verdict={True: "Yes", False: "No"}[result] if isinstance(result, bool) else "",
        turtle=result if isinstance(result, str) else "",
    )


def _term(term: Term | None) -> Shown:
    value = "" if term is None else str(term.value)
    return Shown(value, link(value)) if is_iri(value) else Shown(present.printable(value))
