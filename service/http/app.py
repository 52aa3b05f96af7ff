"""The service's routes. Each is a few lines: read the request, call what knows, answer in the form asked for."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Annotated, Any

from anyio import to_thread
from fastapi import FastAPI, Query, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST

from graph.store import StoreError
from query.completion import complete
from query.engine import ask, converse
from query.limits import LONGEST
from query.paging import LAST, MOST, PAGE, WHOLE, Window
from service import conversations, find, present
from service.assistants import assistants_server, installed
from service.examples import examples
from service.http import documentation, pages, problems, protocol
from service.http.limits import Allowance, Limits
from service.http.observed import Measures, Observed
from service.http.openapi import IRI, WORDS, answers
from service.http.problems import Problem
from service.http.secure import EXPOSED, Beneath, Methods, Secure
from service.http.served import Served
from service.present import printable
from service.questions import checked
from service.reports import report_file
from service.settings import largest, rate, root

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

EARLIER = 5  # questions that one on the page may lean on
PATIENCE = 3.0
"""Seconds that a page waits for examples; over a large store they take longer, and are there the next time."""


def create_app(served: Served) -> FastAPI:
    """The service over a store. Its background work (new snapshots, the embedding model) runs while it does."""

    assistants = _assistants(served)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        stop = threading.Event()
        threading.Thread(target=served.watch, args=(stop,), name="snapshots", daemon=True).start()
        threading.Thread(target=served.warm, name="warm", daemon=True).start()
        async with assistants.session_manager.run() if assistants else nullcontext():
            yield
        stop.set()
        served.close()

    app = FastAPI(
        title="Golden Thread",
        description="Questions over the plans of public bodies, with the evidence for every row.",
        version=documentation.current_version(),
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    problems.install(app, pages.problem_page)
    app.mount("/static", StaticFiles(directory=pages.HERE / "static"), name="static")
    allowance = Allowance(rate())
    app.add_middleware(Limits, allowance=allowance, largest=largest, readers=served.readers, page=pages.problem_page)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(Methods, routes=app.routes)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"], expose_headers=EXPOSED
    )
    measures = Measures()
    app.add_middleware(Secure, on_error=problems.unforeseen, on_stop=problems.stopped)
    app.add_middleware(Observed, measures=measures)
    app.add_middleware(Beneath, root=root())
    _people(app, served)
    _tools(app, served)
    _watched(app, served, measures)
    protocol.install(app, served)
    if assistants:
        from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415 (optional)

        # no cookies and no leave to write hang on where a request comes from: any host and origin may ask
        anywhere = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        app.router.routes += assistants.streamable_http_app(
            json_response=True, stateless_http=True, transport_security=anywhere
        ).routes
    return app


def _assistants(served: Served) -> MCPServer | None:
    return assistants_server(served) if installed() else None


def _people(app: FastAPI, served: Served) -> None:
    @app.get("/", include_in_schema=False)
    async def front(
        q: str = "",
        all: str = "",
        after: Annotated[list[str], Query()] = [],  # noqa: B006
        offset: Annotated[int, Query(ge=0, le=LAST)] = 0,
    ) -> Response:
        if not q.strip():
            return await to_thread.run_sync(home)
        question, before = checked(q), [checked(earlier) for earlier in after][-EARLIER:]
        return await served.asking.run(answered, question, before, offset, whole=bool(all))

    def home() -> Response:
        try:
            snapshot = served.snapshot()
        except StoreError:
            return pages.home((), ())
        return pages.home(examples(snapshot.world, seconds=PATIENCE), snapshot.documents)

    def answered(question: str, before: list[str], offset: int, *, whole: bool) -> Response:
        try:
            snapshot = served.snapshot()
        except StoreError:
            return pages.home((), ())
        turn = conversations.after(before, snapshot.world)
        answer, _ = converse(question, turn, snapshot.world, Window(offset))
        return pages.answered(question, answer.as_json(), snapshot.documents, whole=whole, before=before)

    @app.get("/ontology", include_in_schema=False)
    def ontology(request: Request) -> Response:
        return documentation.ontology(request.headers.get("accept", ""))

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> Response:
        return documentation.docs_page(app.openapi(), str(request.base_url))


def _asked(served: Served, question: str, form: str, conversation: str, window: Window) -> Response:
    world = served.current().world
    if conversation:
        said, conversation = served.conversations.ask(question, conversation, world, window)
        answer = {**said.as_json(), "conversation": conversation}
    else:
        answer = ask(question, world, window).as_json()
    if form == "csv":
        name = {"content-disposition": 'attachment; filename="answer.csv"'}
        return Response(present.answer_as_csv(answer), media_type="text/csv", headers=name)
    return JSONResponse(answer)


JSON = ("application/json",)
WRONG = "wrong-parameters"


def _tools(app: FastAPI, served: Served) -> None:
    @app.get(
        "/api/ask",
        summary="Answer a question in plain English, with the evidence for every row.",
        responses=answers("The answer.", (*JSON, "text/csv"), WRONG),
    )
    async def api_ask(
        q: Annotated[str, Query(description="The question.", **WORDS)],
        format: Annotated[
            str, Query(description="json (the default), or csv for a spreadsheet.", pattern="^(json|csv)$")
        ] = "json",
        conversation: Annotated[
            str,
            Query(
                description="new, or the id in the last answer: the question may lean on the one before.", max_length=64
            ),
        ] = "",
        limit: Annotated[
            int | None,
            Query(
                description=f"At most so many rows. Unless given, an answer of up to {WHOLE:,} comes whole, a longer "
                f"one by pages of {PAGE} (as CSV up to {MOST:,} at once); `total` says how many there are.",
                ge=1,
                le=MOST,
            ),
        ] = None,
        offset: Annotated[int, Query(description="Leave out so many rows first.", ge=0, le=LAST)] = 0,
    ) -> Response:
        window = Window(offset, limit or (MOST if format == "csv" else None))
        return await served.asking.run(_asked, served, checked(q, "parameter q"), format, conversation, window)

    @app.get(
        "/api/complete",
        summary="How a question that is being typed may go on: always to one that has an answer.",
        responses=answers("What was found.", JSON, WRONG),
    )
    def api_complete(
        q: Annotated[str, Query(description="What is typed so far.", max_length=LONGEST)] = "",
        limit: Annotated[int, Query(description="At most so many.", ge=1, le=20)] = 8,
    ) -> Response:
        found = complete(printable(q), served.current().world, limit)
        return JSONResponse({"query": q, "completions": [{"text": c.text, "of": c.of} for c in found]})

    @app.get(
        "/api/search",
        summary="Find things by meaning, best first.",
        responses=answers("What was found.", JSON, WRONG),
    )
    async def api_search(
        q: Annotated[str, Query(description="What to look for.", **WORDS)],
        cls: Annotated[str, Query(alias="class", description="Only things of this class: Action, Indicator, …")] = "",
        limit: Annotated[int, Query(description="At most so many.", ge=1, le=200)] = 10,
    ) -> Response:
        words = checked(q, "parameter q")
        hits, notes = await served.asking.run(lambda: find.found(served.current().world, words, cls or None, limit))
        return JSONResponse({"query": q, "results": hits, "notes": notes})

    @app.get(
        "/api/trace",
        summary="The threads between two things, named in words.",
        responses=answers("What was found.", JSON, WRONG),
    )
    async def api_trace(
        start: Annotated[str, Query(alias="from", description="A thing, in words.", **WORDS)],
        end: Annotated[str, Query(alias="to", description="Another thing, in words.", **WORDS)],
        limit: Annotated[int, Query(description="At most so many threads.", ge=1, le=50)] = 5,
    ) -> Response:
        ends = checked(start, "parameter from"), checked(end, "parameter to")
        return JSONResponse(await served.asking.run(lambda: find.threads(served.current().world, *ends, limit)))

    @app.get(
        "/api/diff",
        summary="What came, went and changed between two documents of the store.",
        responses=answers("What was found.", JSON, WRONG),
    )
    async def api_diff(
        old: Annotated[str, Query(description="The older document, by its name, its IRI or words.", **WORDS)],
        new: Annotated[str, Query(description="The newer one.", **WORDS)],
    ) -> Response:
        from service.changes import compare, side_of_store  # noqa: PLC0415 - most who serve never compare

        named = [checked(words, f"parameter {n}") for n, words in (("old", old), ("new", new))]

        def differing() -> dict[str, Any]:
            store = served.current().store
            return compare(*(side_of_store(store, words) for words in named)).as_json()

        return JSONResponse(await served.asking.run(differing))

    @app.get(
        "/api/report",
        summary="The reading report of a document: what became of every part of it.",
        responses=answers("What was found.", JSON, WRONG, "not-found"),
    )
    def api_report(document: Annotated[str, Query(description="Its IRI.", json_schema_extra=IRI)]) -> Response:
        file = report_file(served.location, document)
        if file is None or not file.is_file():
            raise Problem("not-found", f"No reading report of {document} is kept here.")
        return Response(file.read_bytes(), media_type="application/json")


def _watched(app: FastAPI, served: Served, measures: Measures) -> None:
    @app.get(
        "/health",
        summary="Whether the service runs, and what it serves.",
        responses=answers("It is so.", JSON),
    )
    def health() -> Response:
        try:
            snapshot = served.snapshot()
        except StoreError as error:
            return JSONResponse({"status": "empty", "detail": " ".join(str(error).split())})
        return JSONResponse({"status": "ok", "snapshot": snapshot.version, "documents": len(snapshot.documents)})

    @app.get(
        "/ready",
        summary="Whether questions can be answered: 200 when they can, 503 before and where nothing is.",
        responses=answers("It is so.", JSON),
    )
    def ready() -> Response:
        snapshot = served.current()
        return JSONResponse({"status": "ready", "snapshot": snapshot.version})

    @app.get(
        "/metrics",
        summary="Counts of requests, their seconds and what is held, for Prometheus.",
        response_class=Response,
        responses=answers("The counts.", (CONTENT_TYPE_LATEST.partition(";")[0],)),
    )
    def metrics() -> Response:
        with suppress(StoreError):
            snapshot = served.snapshot()
            measures.documents.set(len(snapshot.documents))
            measures.snapshot.set(int(snapshot.version) if snapshot.version.isdecimal() else 0)
        return measures.page()
