"""Asking the application without a network, as a browser of ours would or as one is told to."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

import ondit
from ondit import cli
from ondit.web.app import Server, application
from ondit.web.guard import Guard, Settings

TOKEN = "t" * 32


class Heard(Struct, frozen=True, kw_only=True):
    """An answer of the application."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Client:
    """Asks an ASGI application as a browser of ours would, or as one is told to."""

    def __init__(self, app: Guard) -> None:
        self.app = app
        self.host = f"127.0.0.1:{app.settings.port}"
        self.cookie = f"{app.settings.cookie}={app.session}"

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        known: bool = True,
    ) -> Heard:
        """Ask; ``known`` sends what lets one in, and says that the request is our own page's."""
        given = {"host": self.host}
        if known:
            given |= {"cookie": self.cookie, "sec-fetch-site": "same-origin"}
        given |= headers or {}
        return asyncio.run(self._ask(path, method, given, body))

    async def _ask(self, path: str, method: str, headers: dict[str, str], body: bytes) -> Heard:
        asked, _, query = path.partition("?")
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(asked),
            "raw_path": asked.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", self.app.settings.port),
        }
        pieces = [body[at : at + 65536] for at in range(0, len(body), 65536)] or [b""]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if not pieces:
                await asyncio.sleep(3600)
            piece = pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        return Heard(
            status=sent[0]["status"],
            headers={k.decode(): v.decode("latin-1") for k, v in sent[0]["headers"]},
            body=b"".join(message.get("body", b"") for message in sent[1:]),
        )


def settings(port: int = 8470, **changed: Any) -> Settings:
    given = {"host": "127.0.0.1", "port": port, "token": TOKEN, "largest": 4_000_000}
    return Settings(**{**given, **changed})


def client_of(corpus: ondit.Corpus, *, code: str = "en", **changed: Any) -> Client:
    server = Server(
        corpus=corpus,
        settings=settings(**changed),
        code=code,
        disputes=True,
        commands=frozenset(cli.COMMANDS),
    )
    return Client(application(server))


def keys(corpus: ondit.Corpus) -> dict[str, str]:
    """Give one identifier of each kind of thing that the corpus holds."""
    story = next(iter(corpus.stories(limit=1)))
    derivation = next(one for one in corpus.derivations() if one.pairs or one.id)
    voice = next(iter(corpus.voices(limit=1)))
    utterance = next(iter(corpus.utterances(limit=1)), None)
    found = {
        "pages": story.articles[-1],
        "compare": derivation.id,
        "stories": story.id,
        "voices": voice.id,
        "sites": corpus.sites()[0].name,
    }
    return found | ({"utterances": utterance.id} if utterance else {})


def addresses(corpus: ondit.Corpus) -> list[str]:
    """Give an address of every screen, and of every page of the corpus."""
    one = keys(corpus)
    lists = ["pages", "stories", "voices", "utterances", "sites", "failures", "corrections"]
    first, second = [page.article.id for page in corpus.pages(limit=2)]
    return [
        "/",
        "/add",
        "/disputes",
        "/search",
        "/search?q=batteries",
        f"/compare?one={first}&other={second}",
        *(f"/{name}" for name in lists),
        *(f"/{name}/{key}" for name, key in one.items()),
        *(f"/pages/{page.article.id}" for page in corpus.pages()),
    ]
