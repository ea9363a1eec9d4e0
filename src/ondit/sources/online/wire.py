"""One request and its answer on the wire, within a size and a time; failures as our errors.

Connections go through the proxy that the environment names, if it names one, and are watched by
:mod:`ondit.sources.online.guard` either way. An answer that is cut (by the size, the time, or the
other end) is given with what came of it, so that it can be kept before it is refused.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from urllib.request import getproxies, proxy_bypass

import httpcore2
from msgspec import Struct
from yarl import URL

from ondit.errors import PrivateAddress, TooSlow, Unreachable
from ondit.sources.online.guard import Guard, Resolve, is_public

_BROKEN = (httpcore2.NetworkError, httpcore2.ProtocolError)


class Answer(Struct, frozen=True, kw_only=True):
    """What came back, as it was sent but for its chunks."""

    status: int
    reason: bytes
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes
    number: str | None
    """The numeric address of the other end."""
    cut: str | None
    """Why the body is not whole: ``length``, ``time`` or ``disconnect``."""

    def named(self) -> dict[str, str]:
        """Give the headers by their names in lower case; of several, the first."""
        found: dict[str, str] = {}
        for name, value in self.headers:
            found.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", "replace"))
        return found


class Wire:
    """Connections, kept open between requests to a host."""

    def __init__(
        self,
        *,
        trusted: Iterable[str],
        resolve: Resolve,
        elapsed: Callable[[], float],
        silence: float,
        room: int,
    ) -> None:
        """``silence``: seconds that the other end may say nothing; ``room``: bytes of a body."""
        self.guard = Guard(trusted=trusted, resolve=resolve, elapsed=elapsed)
        self._elapsed = elapsed
        self._waits = dict.fromkeys(("connect", "read", "write", "pool"), silence)
        self._room = room
        self._pools: dict[str, httpcore2.ConnectionPool] = {}

    def close(self) -> None:
        """Close the connections."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()

    def send(
        self,
        method: str,
        url: URL,
        headers: Sequence[tuple[str, str]],
        *,
        seconds: float,
        content: bytes | None = None,
    ) -> Answer:
        """Send a request and read its answer, which may take so many ``seconds``.

        Raises :class:`ondit.errors.OnlineError`.
        """
        host = url.host or ""
        self._refuse_number(host)
        self.guard.deadline = self._elapsed() + seconds
        address = str(url.with_fragment(None))
        settings = {"headers": list(headers), "content": content}
        with (
            _told(address, seconds),
            self._pool(url.scheme, host).stream(
                method,
                address,
                extensions={"timeout": self._waits},
                **settings,  # type: ignore[arg-type]
            ) as got,
        ):
            stream = got.extensions.get("network_stream")
            peer = stream.get_extra_info("server_addr") if stream is not None else None
            body, cut = self._body(got)
            return Answer(
                status=got.status,
                reason=got.extensions.get("reason_phrase", b""),
                headers=got.headers,
                body=body,
                number=peer[0] if peer else None,
                cut=cut,
            )

    def _body(self, got: httpcore2.Response) -> tuple[bytes, str | None]:
        """Read a body as far as the limits let; tell why it is not whole."""
        parts: list[bytes] = []
        size = 0
        try:
            for part in got.iter_stream():
                parts.append(part)
                size += len(part)
                if size > self._room:
                    return b"".join(parts)[: self._room], "length"
        except httpcore2.TimeoutException:
            return b"".join(parts), "time"
        except _BROKEN:
            return b"".join(parts), "disconnect"
        return b"".join(parts), None

    def _refuse_number(self, host: str) -> None:
        """Refuse a private numeric host at once: behind a proxy the guard does not see it."""
        try:
            public = is_public(host.strip("[]"))
        except ValueError:
            return  # a name
        if not public and host.lower() not in self.guard.trusted:
            raise PrivateAddress(path=host, number=host)

    def _pool(self, scheme: str, host: str) -> httpcore2.ConnectionPool:
        """Give the connections to use: through the proxy of the environment where there is one."""
        proxies = getproxies()
        proxy = proxies.get(scheme) or proxies.get("all") or ""
        if proxy and proxy_bypass(host):
            proxy = ""
        if proxy not in self._pools:
            self._pools[proxy] = self._connections(proxy)
        return self._pools[proxy]

    def _connections(self, proxy: str) -> httpcore2.ConnectionPool:
        if not proxy:
            return httpcore2.ConnectionPool(network_backend=self.guard, max_connections=4)
        at = URL(proxy if "//" in proxy else f"http://{proxy}")
        self.guard.trusted.add((at.host or "").lower())  # the user's own setting
        login = (at.user or "", at.password or "") if at.user else None
        plain = str(at.with_user(None)).replace("socks5h:", "socks5:")
        kind = httpcore2.SOCKSProxy if plain.startswith("socks") else httpcore2.HTTPProxy
        try:
            return kind(proxy_url=plain, proxy_auth=login, network_backend=self.guard)
        except (ImportError, RuntimeError) as error:
            raise Unreachable(path=plain, reason=str(error), code="SOCKS") from error


@contextmanager
def _told(address: str, seconds: float) -> Iterator[None]:
    """Give what goes wrong on the wire as an error of ours."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise TooSlow(path=address, seconds=round(seconds)) from error
    except (*_BROKEN, httpcore2.ProxyError, OSError) as error:
        reason = (str(error) or type(error).__name__)[:200]
        raise Unreachable(path=address, reason=reason, code=_code(error)) from error
    except (ValueError, TypeError) as error:  # a host or a header that cannot be sent
        raise Unreachable(path=address, reason=str(error)[:200], code="") from error


def _code(error: Exception) -> str:
    """Name the cause of a failed connection, where the message catalogue has words for it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return "EAI_NONAME"
        if isinstance(cause, ssl.SSLError):
            return "TLS"
        if isinstance(cause, OSError) and cause.errno:
            return errno.errorcode.get(cause.errno, "")
        cause = cause.__cause__ or cause.__context__
    return "PROTOCOL" if isinstance(error, httpcore2.ProtocolError) else ""
