"""What people put right: one click on a screen, or a record sent by a program; all undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ondit.errors import NotInCorpus
from ondit.model import Correction
from ondit.views.screen import clean
from ondit.web.openapi import Undone
from ondit.web.problems import NotUnderstood
from ondit.web.writing import back, form_of, post

if TYPE_CHECKING:
    from ondit.web.app import Server


def routes(server: Server) -> list[Route]:
    """Give the routes of corrections."""
    return [
        post(server, "/corrections", _correct),
        post(server, "/corrections/undo", _undo),
        post(server, "/api/corrections", _correct_json),
        post(server, "/api/corrections/undo", _undo_json),
    ]


async def _correct(server: Server, request: Request) -> Response:
    """Take a correction from a form."""
    form = await form_of(request, server)
    speaker = form.text("speaker")
    members = [pair for value in form.texts("member") if (pair := _pair(value))]
    article = form.text("article") or None
    named = {
        "kind": form.text("kind"),
        "voices": [value for value in form.texts("voice") if value],
        "speakers": [(article, speaker)] if speaker and article else members,
        "article": article,
        "other": form.text("other") or None,
        "statement": form.text("statement") or None,
        "value": form.text("value").strip() or None,
        "note": form.text("note"),
    }
    await _corrected(server, request, msgspec.json.encode(named))
    return back(form, "/corrections")


def _pair(value: str) -> tuple[str, str] | None:
    one, slash, other = value.partition("/")
    return (one, other) if slash else None


async def _undo(server: Server, request: Request) -> Response:
    form = await form_of(request, server)
    await run_in_threadpool(server.corpus.undo, form.text("id"))
    return RedirectResponse("/corrections", status_code=303)


async def _corrected(server: Server, request: Request, given: bytes) -> str:
    try:
        correction = msgspec.json.decode(given, type=Correction)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        words = server.desk(request).words
        raise NotUnderstood(words, "bad-parameter", detail=clean(str(error))) from None
    return await run_in_threadpool(_kept, server, correction)


def _kept(server: Server, correction: Correction) -> str:
    """Keep a correction of what the corpus holds; raise where it is about nothing there.

    The corpus itself takes corrections of pages that may yet come; a screen has shown what is
    meant, so that here something else was asked than was shown.
    """
    corpus = server.corpus
    for voice in correction.voices:
        corpus.voice(voice)
    named = [correction.article, correction.other, *(article for article, _ in correction.speakers)]
    pages = {key: corpus.page(key) for key in named if key}
    inside = [
        *((article, speaker) for article, speaker in correction.speakers),
        *([(correction.article, correction.statement)] if correction.statement else []),
    ]
    for article, key in inside:
        page = pages.get(article or "")
        speakers = {one.id for one in page.speakers} if page else set()
        statements = {one.id for one in page.statements} if page else set()
        if key not in speakers | statements:
            raise NotInCorpus(path=corpus.path, id=key)
    if correction.kind == "part" and not correction.speakers:
        raise NotInCorpus(path=corpus.path, id="")
    return str(corpus.correct(correction))


async def _correct_json(server: Server, request: Request) -> Response:
    key = await _corrected(server, request, await request.body())
    return Response(msgspec.json.encode(Undone(id=key)), media_type="application/json")


async def _undo_json(server: Server, request: Request) -> Response:
    try:
        asked = msgspec.json.decode(await request.body(), type=Undone)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        words = server.desk(request).words
        raise NotUnderstood(words, "bad-parameter", detail=clean(str(error))) from None
    await run_in_threadpool(server.corpus.undo, asked.id)
    return Response(msgspec.json.encode(asked), media_type="application/json")
