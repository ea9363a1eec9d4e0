"""One address asked of the network, politely, and no further than was meant.

What a :class:`Fetcher` holds to: the site's robots.txt; one request at a time, with a pause for
each host; ``ETag`` and ``Last-Modified`` of an earlier answer; a few tries, with pauses that double
or that the server asks for; a cap on the size and a deadline for the whole exchange; a few
redirections, to web addresses only; public hosts only, but for those that the user typed
(:mod:`ondit.sources.online.guard`); its own name in every request; every answer kept before it is
read (:mod:`ondit.sources.online.keep`). Each host is told to the user before it is first asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin
from urllib.request import getproxies, proxy_bypass

import httpcore2
from msgspec import Struct
from yarl import URL

from ondit import urls
from ondit.errors import (
    BadRedirect,
    CutShort,
    ForbiddenByRobots,
    NotAnAddress,
    OnditError,
    PrivateAddress,
    Refused,
    TooLarge,
    TooSlow,
    Unreachable,
)
from ondit.sources import capture
from ondit.sources.online.clock import Clock, stamp
from ondit.sources.online.guard import Guard, Resolve, is_public, look_up
from ondit.sources.online.keep import Exchange, Keeper
from ondit.sources.online.robots import Robots

AGENT = "Ondit"
"""The name by which robots.txt may address us."""


class Limits(Struct, frozen=True, kw_only=True):
    """How far one request may go."""

    megabytes: int = 16
    """Of an answer, as sent and unpacked. Of 1,282 news pages the largest had 2.3; lists of
    addresses are larger."""
    deadline: float = 60.0
    """Seconds for one address with its redirections and tries, pauses not counted."""
    silence: float = 20.0
    """Seconds that a server may say nothing."""
    redirects: int = 5
    """As many as RFC 9309 asks to follow."""
    tries: int = 3
    pause: float = 1.0
    """Seconds between two requests to a host; more when the site asks for more."""
    patience: float = 120.0
    """Seconds that we wait, when a server asks us to come back later."""


class Fetched(Struct, frozen=True, kw_only=True):
    """An answer, its body unpacked."""

    asked: str
    url: str
    """Where the redirections led."""
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    moment: str

    @property
    def unchanged(self) -> bool:
        """Tell whether the server says that nothing changed since the earlier answer."""
        return self.status == 304


class Fetcher:
    """Asks for addresses, one after the other."""

    def __init__(
        self,
        *,
        version: str,
        contact: str = "",
        typed: Iterable[str] = (),
        keeper: Keeper | None = None,
        told: Callable[[str], None] = lambda host: None,  # noqa: ARG005
        limits: Limits | None = None,
        clock: Clock | None = None,
        resolve: Resolve = look_up,
    ) -> None:
        """``typed`` hosts may be private; ``told`` is called with each host before it is asked."""
        self.announced: set[str] = set()
        """Hosts that need not be told of."""
        self._named = f"{AGENT}/{version} ({contact})" if contact else f"{AGENT}/{version}"
        self._limits = limits or Limits()
        self._clock = clock or Clock()
        self.keeper = keeper
        self._told = told
        self._asked: dict[str, float] = {}
        self._guard = Guard(trusted=typed, resolve=resolve, elapsed=self._clock.elapsed)
        self._pools: dict[str, httpcore2.ConnectionPool] = {}
        self._left = self._limits.deadline
        self.robots = Robots(agent=AGENT, get=self._aside, elapsed=self._clock.elapsed)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()

    def get(self, address: str, *, earlier: Mapping[str, str] | None = None) -> Fetched:
        """Ask for ``address``.

        ``earlier`` are the headers of an earlier answer: the server may then say that nothing
        changed. Raises a :class:`ondit.errors.SourceError` when there is no answer to read.
        """
        conditions = {}
        for asked, known in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")):
            if earlier and earlier.get(known):
                conditions[asked] = earlier[known]
        self._left = self._limits.deadline
        return self._get(address, conditions, polite=True)

    def post(self, address: str, body: bytes, *, key: str) -> int:
        """Send JSON to an address that the user gave; give the status.

        ``key`` lets the server see that it had this before. Raises
        :class:`ondit.errors.OnlineError`.
        """
        url = urls.parsed(address)
        host = url.host if url is not None else None
        if not host:
            raise NotAnAddress(path=address[:200])
        headers = [
            ("User-Agent", self._named),
            ("Content-Type", "application/json"),
            ("Idempotency-Key", key),
        ]
        self._guard.trusted.add(host.lower())
        self._guard.deadline = self._clock.elapsed() + self._limits.silence
        waits = dict.fromkeys(("connect", "read", "write", "pool"), self._limits.silence)
        pool = self._pool(address, host)
        asked = {"headers": headers, "content": body, "extensions": {"timeout": waits}}
        try:
            with pool.stream("POST", address, **asked) as got:  # type: ignore[arg-type]
                return int(got.status)
        except httpcore2.TimeoutException as error:
            raise TooSlow(path=address, seconds=int(self._limits.silence)) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError, ValueError) as error:
            raise Unreachable(path=address, reason=_reason(error), code=_code(error)) from error

    def _aside(self, address: str) -> bytes:
        """Ask for something on the way to something else, in a time of its own."""
        left, self._left = self._left, self._limits.deadline
        try:
            return self._get(address, {}).body
        finally:
            self._left = left

    # ----------------------------------------------------------------------------------------

    def _get(self, address: str, conditions: Mapping[str, str], *, polite: bool = False) -> Fetched:
        """Ask, follow redirections, and try again where that may help."""
        at = address
        for _ in range(self._limits.redirects + 1):
            if polite and not self.robots.allows(_origin(at), at):
                raise ForbiddenByRobots(path=at, host=_host(at))
            answer = self._tried(at, conditions)
            target = answer.headers.get("location")
            if answer.status == 304 or not (300 <= answer.status < 400 and target):
                if answer.status != 304 and not 200 <= answer.status < 300:
                    raise Refused(path=at, status=answer.status)
                return Fetched(
                    asked=address,
                    url=at,
                    status=answer.status,
                    headers=answer.headers,
                    body=answer.body,
                    moment=answer.moment,
                )
            at = self._target(at, target)
        raise BadRedirect(path=address, target=at)

    def _target(self, at: str, target: str) -> str:
        try:
            led = urljoin(at, target).partition("#")[0]
        except ValueError:
            led = ""
        if urls.parsed(led) is None:
            raise BadRedirect(path=at, target=target[:200])
        return led

    def _tried(self, address: str, conditions: Mapping[str, str]) -> Fetched:
        """Ask one address, again after a pause while the failure may pass."""
        for number in range(1, self._limits.tries + 1):
            last = number == self._limits.tries
            pause = self._limits.pause * 2 ** (number - 1) * (1 + _share(address) / 2)
            try:
                answer = self._once(address, conditions)
            except (Unreachable, TooSlow, CutShort):
                if last or self._left < self._limits.deadline / 2:
                    raise
            else:
                if answer.status not in (429, 500, 502, 503, 504) or last:
                    return answer
                wanted = self._asked_to_wait(answer.headers.get("retry-after"))
                if wanted > self._limits.patience:
                    return answer
                pause = max(pause, wanted)
            self._clock.sleep(pause)
        raise AssertionError  # the last try returns or raises

    def _asked_to_wait(self, header: str | None) -> float:
        """Give the seconds of a ``Retry-After``: a number, or a date."""
        if not header:
            return 0.0
        if header.isdigit():
            return float(header)
        try:
            then = parsedate_to_datetime(header)
            return max(0.0, (then - self._clock.now()).total_seconds())
        except (ValueError, TypeError):
            return 0.0

    def _once(self, address: str, conditions: Mapping[str, str]) -> Fetched:
        """Send one request and read its answer."""
        url = urls.parsed(address)
        host = url.host if url is not None else None
        if url is None or not host or url.user is not None:
            raise NotAnAddress(path=address[:200])
        self._check_number(host)
        self._wait(host, _origin(address))
        request = [
            ("User-Agent", self._named),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Encoding", "gzip, deflate, br"),
            *conditions.items(),
        ]
        began = self._clock.elapsed()
        self._guard.deadline = began + self._left
        try:
            return self._exchange(str(url.with_fragment(None)), host, request)
        except OnditError:
            raise
        except httpcore2.TimeoutException as error:
            seconds = int(self._limits.deadline)
            raise TooSlow(path=address, seconds=seconds) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError) as error:
            raise Unreachable(path=address, reason=_reason(error), code=_code(error)) from error
        except (ValueError, OSError) as error:  # a host or header that cannot be sent; TLS
            raise Unreachable(path=address, reason=str(error)[:200], code="") from error
        finally:
            self._asked[host] = self._clock.elapsed()
            self._left -= self._asked[host] - began

    def _exchange(self, address: str, host: str, request: list[tuple[str, str]]) -> Fetched:
        limits = self._limits
        silence = limits.silence
        waits = dict.fromkeys(("connect", "read", "write", "pool"), silence)
        pool = self._pool(address, host)
        with pool.stream("GET", address, headers=request, extensions={"timeout": waits}) as got:
            moment = stamp(self._clock.now())
            stream = got.extensions.get("network_stream")
            peer = stream.get_extra_info("server_addr") if stream is not None else None
            body, cut = self._body(got)
            if self.keeper is not None:
                head = "".join(f"{name}: {value}\r\n" for name, value in request)
                target = address.split("/", 3)[3] if address.count("/") > 2 else ""
                asked = f"GET /{target} HTTP/1.1\r\nHost: {host}\r\n{head}\r\n"
                self.keeper.keep(
                    Exchange(
                        url=address,
                        moment=moment,
                        request=asked.encode("utf-8", "replace"),
                        status=got.status,
                        reason=got.extensions.get("reason_phrase", b""),
                        headers=got.headers,
                        body=body,
                        number=peer[0] if peer else None,
                        cut=cut,
                    )
                )
        headers: dict[str, str] = {}
        for name, value in got.headers:
            headers.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", "replace"))
        if cut == "length":
            raise TooLarge(path=address, size=f"> {limits.megabytes}", limit=limits.megabytes)
        if cut == "time":
            raise TooSlow(path=address, seconds=int(limits.deadline))
        if cut == "disconnect":
            announced = headers.get("content-length", "?")
            raise CutShort(path=address, got=len(body), announced=announced)
        plain = {name: value for name, value in headers.items() if name != "transfer-encoding"}
        unpacked = capture.decoded(body, plain, name=address, limit=self._room)
        if len(unpacked) > self._room:
            raise TooLarge(path=address, size=f"> {limits.megabytes}", limit=limits.megabytes)
        return Fetched(
            asked=address,
            url=address,
            status=got.status,
            headers=headers,
            body=unpacked,
            moment=moment,
        )

    @property
    def _room(self) -> int:
        return self._limits.megabytes * 1_000_000

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
        except (httpcore2.NetworkError, httpcore2.ProtocolError):
            return b"".join(parts), "disconnect"
        return b"".join(parts), None

    def _check_number(self, host: str) -> None:
        """Refuse a private numeric host at once: behind a proxy the guard does not see it."""
        try:
            public = is_public(host.strip("[]"))
        except ValueError:
            return  # a name
        if not public and host.lower() not in self._guard.trusted:
            raise PrivateAddress(path=host, number=host)

    def _wait(self, host: str, origin: str) -> None:
        """Leave the pause between two requests to a host; tell of a new one."""
        last = self._asked.get(host)
        if host not in self.announced:
            self.announced.add(host)
            self._told(host)
        if last is None:
            return
        pause = max(self._limits.pause, self.robots.delay(origin))
        left = last + pause - self._clock.elapsed()
        if left > 0:
            self._clock.sleep(left)

    def _pool(self, address: str, host: str) -> httpcore2.ConnectionPool:
        """Give the connections to use: through the proxy of the environment where there is one."""
        scheme = address.partition(":")[0]
        proxies = getproxies()
        proxy = proxies.get(scheme) or proxies.get("all") or ""
        if proxy and proxy_bypass(host):
            proxy = ""
        if proxy not in self._pools:
            self._pools[proxy] = self._connections(proxy)
        return self._pools[proxy]

    def _connections(self, proxy: str) -> httpcore2.ConnectionPool:
        if not proxy:
            return httpcore2.ConnectionPool(network_backend=self._guard, max_connections=4)
        at = URL(proxy)
        self._guard.trusted.add((at.host or "").lower())  # the user's own setting
        login = (at.user or "", at.password or "") if at.user else None
        plain = str(at.with_user(None)).replace("socks5h:", "socks5:")
        kind = httpcore2.SOCKSProxy if plain.startswith("socks") else httpcore2.HTTPProxy
        try:
            return kind(proxy_url=plain, proxy_auth=login, network_backend=self._guard)
        except (ImportError, RuntimeError) as error:
            raise Unreachable(path=plain, reason=str(error), code="SOCKS") from error


def _origin(address: str) -> str:
    url = urls.parsed(address)
    if url is None:
        raise NotAnAddress(path=address[:200])
    return str(url.origin())


def _host(address: str) -> str:
    url = urls.parsed(address)
    return (url.host if url is not None else None) or address


def _share(address: str) -> float:
    """Give a number from 0 to 1 that is always the same for an address."""
    return hashlib.blake2s(address.encode(), digest_size=2).digest()[0] / 255


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]


def _code(error: Exception) -> str:
    """Name the cause of a failed connection, where the message catalogue has words for it."""
    import errno
    import socket
    import ssl

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
