"""What changes something: pages added, a language chosen; and pages traced without being kept.

Only ``POST`` gets here, after the guard has made sure that one of our own pages sent it, or a
program that knows the secret.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ondit import __version__, lang, pipeline
from ondit.errors import NotAnAddress, OnditError
from ondit.model import Failure, Page, Trace, TracedPage
from ondit.sources import files
from ondit.views.screen import clean
from ondit.views.trace import sentence_of
from ondit.web.evidence import reading
from ondit.web.framing import screen
from ondit.web.problems import NotUnderstood
from ondit.web.sheet import Rows, Sheet

if TYPE_CHECKING:
    from ondit.web.app import Server

    Answer = Callable[[Server, Request], Awaitable[Response]]

_FILES = 200
"""Files of one upload; more are a folder, and ``ondit add`` takes it."""
_PASTED = 2_000_000
"""Characters of a pasted text: several books."""
_YEAR = 31_536_000


def routes(server: Server) -> list[Route]:
    """Give the routes that change something, and the form that leads to them."""
    return [
        Route("/add", partial(_form, server)),
        post(server, "/add", _add),
        post(server, "/language", _language),
        post(server, "/api/trace", _trace),
    ]


def post(server: Server, path: str, answer: Answer) -> Route:
    """Make a route by which something changes, or much is sent."""
    return Route(path, partial(answer, server), methods=["POST"])


async def _language(server: Server, request: Request) -> Response:
    form = await form_of(request, server)
    code = form.text("code")
    answer = back(form)
    if code in lang.known():
        answer.set_cookie(
            "ondit-language", code, max_age=_YEAR, httponly=True, samesite="strict", path="/"
        )
    return answer


def back(form: Form, otherwise: str = "/") -> RedirectResponse:
    """Lead back to the screen that a form stood on: one of ours, whatever the form says."""
    asked = form.text("back")
    ours = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    plain = asked.isprintable() and asked.isascii()
    return RedirectResponse(asked if ours and plain else otherwise, status_code=303)


class Form(Struct, frozen=True, kw_only=True):
    """What a form sent, read whole: its fields in order, and the files by name."""

    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()

    def text(self, name: str) -> str:
        """Give the first value of a field; empty when there is none."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        """Give all values of a field."""
        return [value for key, value in self.fields if key == name]


async def form_of(request: Request, server: Server) -> Form:
    """Read a form; raise when it cannot be read."""
    try:
        asked = request.form(max_files=_FILES, max_fields=1000, max_part_size=4 * _PASTED)
        async with asked as form:
            parts = form.multi_items()
            return Form(
                fields=tuple((key, value) for key, value in parts if isinstance(value, str)),
                files=tuple(
                    [
                        (value.filename, await value.read())
                        for _, value in parts
                        if isinstance(value, UploadFile) and value.filename
                    ]
                ),
            )
    except HTTPException:
        raise NotUnderstood(server.desk(request).words, "bad-request") from None


# --------------------------------------------------------------------------------------------
# Adding


async def _form(server: Server, request: Request) -> Response:
    return await _added(server, request, [], [])


async def _add(server: Server, request: Request) -> Response:
    """Trace what was dropped, pasted or addressed, and keep it."""
    form = await form_of(request, server)
    given: list[Page | Failure] = []
    given += [checked(name, body) for name, body in form.files]
    if text := form.text("text").strip():
        name = server.desk(request).words.messages.say("web", "pasted")
        given.append(checked(name, text[:_PASTED].encode("utf-8", "replace")))
    if (url := form.text("url").strip()) and server.online:
        given += await run_in_threadpool(fetched, url)
    results = await run_in_threadpool(_kept, server, given)
    pages = [one for one in results if isinstance(one, TracedPage)]
    failures = [one for one in results if isinstance(one, Failure)]
    if len(pages) == 1 and not failures:
        return RedirectResponse(f"/pages/{pages[0].article.id}", status_code=303)
    return await _added(server, request, pages, failures)


def checked(name: str, body: bytes) -> Page | Failure:
    """Give a page of bytes that somebody handed over, or why it is none."""
    try:
        return files.checked(clean(name)[:200] or "-", body)
    except OnditError as error:
        return pipeline.failure(clean(name), error)


def fetched(url: str) -> Sequence[Page | Failure]:
    """Fetch an address as ``ondit fetch`` does, from public hosts only: a page may have put it."""
    from ondit.sources.online import gather
    from ondit.sources.online.fetch import Fetcher

    if not gather.is_address(url):
        return [pipeline.failure(clean(url), NotAnAddress(path=clean(url)))]
    with Fetcher(version=__version__) as fetcher:
        return list(gather.pages([url], fetcher))


def _kept(server: Server, given: Sequence[Page | Failure]) -> list[TracedPage | Failure]:
    """Trace pages and keep them; those that cannot be read are kept as failures."""
    if not given:
        return []
    with pipeline.apart() as engine:
        results = list(pipeline.read_all(given, engine=engine))
    server.corpus.add(given, given=[_name(one) for one in given])
    return results


def _name(one: Page | Failure) -> str:
    return one.name


async def _added(
    server: Server, request: Request, pages: Sequence[TracedPage], failures: Sequence[Failure]
) -> Response:
    desk = server.desk(request)
    sheet = Sheet(
        template="added.html",
        title=desk.words.messages.say("web", "nav-add"),
        shown={
            "pages": [
                (
                    desk.links.link("pages", one.article.id, desk.words.page(one.article)),
                    reading(one.article, one.origin, desk.words),
                )
                for one in pages
            ],
            "failures": [clean(sentence_of(one, desk.words.messages)) for one in failures],
            "online": server.online,
        },
        record=None,
        rows=Rows(columns=()),
        command=("ondit", "add", desk.store, desk.words.messages.say("help", "path-mark")),
    )
    html = await run_in_threadpool(screen, sheet, desk, request, nav="add")
    return Response(html, media_type="text/html")


def _traced(page: Page | Failure) -> Trace:
    with pipeline.apart() as engine:
        return pipeline.trace([page], engine=engine)


async def _trace(server: Server, request: Request) -> Response:
    """Trace the body of a request, as ``ondit trace --json`` does; nothing is kept."""
    name = server.desk(request).words.messages.say("what", "stdin")
    page = checked(name, await request.body())
    trace = await run_in_threadpool(_traced, page)
    return Response(msgspec.json.encode(trace), media_type="application/json")
