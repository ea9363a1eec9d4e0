"""The server: every screen as a web page, as JSON and as CSV, behind the guard.

A screen is made in a thread, from the corpus, for one request; nothing is kept between requests
but what Starlette keeps. Whatever goes wrong has one shape (:mod:`ondit.web.problems`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from msgspec import Struct
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Mount, Route
from starlette.staticfiles import StaticFiles

from ondit import lang
from ondit.errors import OnditError
from ondit.views.screen import clean
from ondit.web import correcting, openapi, problems, sheetfile, writing
from ondit.web.desk import Desk
from ondit.web.framing import NAVIGATION, framed, screen
from ondit.web.guard import Guard, Refused, Scope, Settings
from ondit.web.problems import NotUnderstood, Problem
from ondit.web.screens.index import PLACES, Place
from ondit.web.sheet import Links, Sheet
from ondit.web.templating import STATIC
from ondit.web.words import Words

if TYPE_CHECKING:
    from ondit.corpus import Corpus

LANGUAGE = "ondit-language"
Answer = Callable[[Request], Awaitable[Response]]


class Server(Struct, frozen=True, kw_only=True):
    """What all requests share."""

    corpus: Corpus
    settings: Settings
    code: str
    """The language of screens, until somebody chooses another."""
    online: bool = False
    disputes: bool = False
    commands: frozenset[str] = frozenset()
    """The commands that the command line has."""

    def desk(self, request: Request) -> Desk:
        """Give one request its tools."""
        chosen = request.cookies.get(LANGUAGE, self.code)
        code = chosen if chosen in lang.known() else self.code
        return Desk(
            corpus=self.corpus,
            words=Words(code),
            links=Links(),
            online=self.online,
            disputes=self.disputes,
            commands=self.commands,
            store=str(self.corpus.path),
        )


def application(server: Server) -> Guard:
    """Give the ASGI application."""
    places = [place for place in PLACES if not place.only or getattr(server, place.only)]
    described = msgspec.json.encode(openapi.document(places))
    routes: list[Route | Mount] = [
        Mount("/static", StaticFiles(directory=STATIC)),
        Route("/api", partial(_api, server, places)),
        Route("/api/openapi.json", partial(_described, described)),
    ]
    for place in places:
        counts = place.path == "/"
        routes += [
            Route(place.path, partial(_screen, server, place)),
            Route("/api/counts" if counts else f"/api{place.path}", partial(_json, server, place)),
            Route("/csv/counts" if counts else f"/csv{place.path}", partial(_csv, server, place)),
        ]
    routes += writing.routes(server) + correcting.routes(server)
    app = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: partial(_refused_by_starlette, server),
            OnditError: partial(_failed, server),
            NotUnderstood: partial(_not_understood, server),
            Refused: partial(_refused, server),
            Exception: partial(_broken, server),
        },
    )
    app.router.redirect_slashes = False
    return Guard(app, server.settings, partial(_turned_away, server))


# --------------------------------------------------------------------------------------------
# Reading


async def _screen(server: Server, place: Place, request: Request) -> Response:
    desk = server.desk(request)
    sheet = await _sheet(desk, place, request, strict=False)
    html = await run_in_threadpool(screen, sheet, desk, request, nav=place.nav, files=True)
    return Response(html, media_type="text/html")


async def _json(server: Server, place: Place, request: Request) -> Response:
    sheet = await _sheet(server.desk(request), place, request, strict=True)
    return Response(msgspec.json.encode(sheet.record), media_type="application/json")


async def _csv(server: Server, place: Place, request: Request) -> Response:
    sheet = await _sheet(server.desk(request), place, request, strict=True)
    name = "-".join(part for part in place.path.split("/") if part.isalpha()) or "counts"
    return Response(
        sheetfile.csv(sheet.rows),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="ondit-{name}.csv"'},
    )


async def _sheet(desk: Desk, place: Place, request: Request, *, strict: bool) -> Sheet:
    asked = asked_of(place.asked, request, desk.words, strict=strict)
    return await run_in_threadpool(place.give, desk, asked)


def asked_of(kind: type[Struct], request: Request, words: Words, *, strict: bool) -> Struct:
    """Give what a request asks for as a record; a screen overlooks names it does not know."""
    known = kind.__struct_fields__
    given: dict[str, str] = dict(request.path_params)
    for name, value in request.query_params.multi_items():
        if name in known and name not in given:
            given[name] = value
        elif strict:
            raise NotUnderstood(words, "bad-parameter", detail=clean(name)[:80])
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError as error:
        raise NotUnderstood(words, "bad-parameter", detail=clean(str(error))) from None


async def _api(server: Server, places: list[Place], request: Request) -> Response:
    desk = server.desk(request)
    addresses = [
        ("/counts" if place.path == "/" else place.path, _named(place.record)) for place in places
    ]
    html = framed("api.html", desk, title="API", here="api", back="/api", addresses=addresses)
    return Response(html, media_type="text/html")


def _named(record: Any) -> str:
    inside = get_args(record)
    return f"{record.__name__}[{inside[0].__name__}]" if inside else record.__name__


async def _described(document: bytes, request: Request) -> Response:
    del request
    return Response(document, media_type="application/json")


# --------------------------------------------------------------------------------------------
# What goes wrong


async def _failed(server: Server, request: Request, error: Exception) -> Response:
    assert isinstance(error, OnditError)
    return problem(problems.of_error(error, server.desk(request).words), server, request)


async def _not_understood(server: Server, request: Request, error: Exception) -> Response:
    assert isinstance(error, NotUnderstood)
    return problem(error.problem, server, request)


async def _refused(server: Server, request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return problem(problems.of_refusal(error, server.desk(request).words), server, request)


async def _refused_by_starlette(server: Server, request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = {404: "no-address", 405: "no-method"}.get(error.status_code, "bad-request")
    told = problems.of_request(error.status_code, key, server.desk(request).words)
    answer = problem(told, server, request)
    if error.status_code == 405:
        answer.headers["Allow"] = ", ".join(sorted(_methods(request)))
    return answer


def _methods(request: Request) -> set[str]:
    """Give the methods that an address takes, whichever of its routes takes them."""
    return {
        method
        for route in request.app.routes
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods or ()
    }


async def _broken(server: Server, request: Request, error: Exception) -> Response:
    """Say that Ondit made a mistake, with its place, as the command line does."""
    from ondit.pipeline import failure
    from ondit.views.trace import sentence_of

    words = server.desk(request).words
    bug = failure(request.url.path, error)
    told = Problem(
        status=500, error=bug.error, facts=bug.facts, sentence=sentence_of(bug, words.messages)
    )
    return problem(told, server, request)


async def _turned_away(
    server: Server, refused: Refused, scope: Scope, receive: Any, send: Any
) -> None:
    request = Request(scope, receive)
    told = problems.of_refusal(refused, server.desk(request).words)
    await problem(told, server, request, trusted=False)(scope, receive, send)


def problem(told: Problem, server: Server, request: Request, *, trusted: bool = True) -> Response:
    """Answer with a problem: as JSON under ``/api`` and ``/csv``, else as a screen.

    Who was not let in sees no navigation.
    """
    if request.url.path.startswith(("/api/", "/csv/")):
        body = msgspec.json.encode(told)
        return Response(body, status_code=told.status, media_type="application/json")
    desk = server.desk(request)
    html = framed(
        "refused.html",
        desk,
        title=desk.words.messages.say("web", "problem"),
        places=NAVIGATION if trusted else (),
        told=told.sentence,
        password=told.status == 401 and server.settings.password is not None,
    )
    return Response(html, status_code=told.status, media_type="text/html")
