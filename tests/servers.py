"""Servers on the loopback of this machine, for tests; the names of hosts are made up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from msgspec import Struct, field

from ondit.sources.online.clock import Clock
from ondit.sources.online.fetch import Fetcher, Limits
from ondit.sources.online.keep import Keeper

HTML = {"Content-Type": "text/html; charset=utf-8"}


class Reply(Struct, kw_only=True):
    """What a server answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: dict(HTML))
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None
    """Writes the answer itself."""


Routes = dict[str, Reply | Callable[[BaseHTTPRequestHandler], Reply]]
"""By host and path (``a.example/x``), or by path alone."""


class Asked(Struct, kw_only=True):
    """One request that came in."""

    host: str
    path: str
    headers: dict[str, str]


class Server:
    """A server that answers for any host."""

    def __init__(self, routes: Routes) -> None:
        self.routes = routes
        self.asked: list[Asked] = []
        self.posted: list[bytes] = []
        self.closing = ExitStack()
        """What is closed with the server."""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.answer(self)

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                outer.posted.append(self.rfile.read(length))
                outer.answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        host = (handler.headers.get("Host") or "").partition(":")[0]
        seen = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(Asked(host=host, path=handler.path, headers=seen))
        bare = handler.path.partition("?")[0]
        keys = (f"{host}{handler.path}", handler.path, f"{host}{bare}", bare)
        found = next((self.routes[key] for key in keys if key in self.routes), None)
        if found is None:
            found = Reply(status=404, body=b"no")
        reply = found(handler) if callable(found) else found
        if reply.raw is not None:
            reply.raw(handler)
            handler.close_connection = True
            return
        handler.send_response(reply.status)
        for name, value in {**reply.headers, "Content-Length": str(len(reply.body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply.body)

    def paths(self) -> list[str]:
        """Give what was asked for, without the rules for robots."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def resolve(self, _host: str, _port: int) -> Sequence[tuple[str, int]]:
        """Lead every host here."""
        return [("127.0.0.1", self.port)]


@contextmanager
def serving(routes: Routes) -> Iterator[Server]:
    """Answer by ``routes`` until the end of the block."""
    server = Server(routes)
    thread = threading.Thread(target=server._server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.close()
        server._server.shutdown()
        server._server.server_close()
        thread.join()


class Waiting:
    """A clock that does not wait: what is slept passes at once and is noted."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        real = Clock()

        def sleep(seconds: float) -> None:
            self.slept.append(seconds)

        self.clock = Clock(
            now=lambda: real.now() + timedelta(seconds=sum(self.slept)),
            elapsed=lambda: real.elapsed() + sum(self.slept),
            sleep=sleep,
        )


class AnyHost(frozenset[str]):
    """Trusts every host, since all lead to the loopback here."""

    def __contains__(self, host: object) -> bool:
        return True

    def add(self, host: str) -> None:
        """Trust one more."""


def fetcher(server: Server, *, keeper: Keeper | None = None, **settings: Any) -> Fetcher:
    """Make a fetcher for which every host is ``server``, and which does not wait."""
    settings.setdefault("clock", Waiting().clock)
    settings.setdefault("limits", Limits())
    made = Fetcher(version="test", keeper=keeper, resolve=server.resolve, **settings)
    if "typed" not in settings:
        made._wire.guard.trusted = AnyHost()  # type: ignore[assignment]
    return made
