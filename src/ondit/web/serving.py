"""A server of a corpus, listening on this machine."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from ondit.sources.files import cap
from ondit.web.app import Server, application
from ondit.web.guard import Settings, is_loopback

if TYPE_CHECKING:
    from ondit.corpus import Corpus

_BODY = 2
"""A body may be this many times the largest page: several pages are dropped together."""


def bound(host: str, port: int) -> socket.socket:
    """Give a socket that listens; port 0 takes a free one. Raises ``OSError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # who opens the address before the server runs waits a moment
    except OSError:
        listening.close()
        raise
    return listening


def serve(
    corpus: Corpus,
    code: str,
    listening: socket.socket,
    *,
    host: str,
    password: str | None = None,
    online: bool = False,
    disputes: bool = False,
    commands: Collection[str] = (),
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve ``corpus`` until interrupted; ``ready`` is told the address to open."""
    import uvicorn

    port = listening.getsockname()[1]
    settings = Settings(
        host=host,
        port=port,
        token=secrets.token_urlsafe(24),
        password=password,
        largest=_BODY * cap(),
    )
    server = Server(
        corpus=corpus,
        settings=settings,
        code=code,
        online=online,
        disputes=disputes,
        commands=frozenset(commands),
    )
    config = uvicorn.Config(
        application(server),
        log_level="error",
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="off",
        ws="none",
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    ready(address if password is not None else f"{address}?token={settings.token}")
    uvicorn.Server(config).run(sockets=[listening])


def needs_password(host: str) -> bool:
    """Tell whether others than this machine could ask a server on ``host``."""
    return not is_loopback(host)
