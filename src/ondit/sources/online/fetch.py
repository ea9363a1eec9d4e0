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

from msgspec import Struct
from yarl import URL

from ondit import urls
from ondit.errors import (
    BadRedirect,
    CutShort,
    ForbiddenByRobots,
    NotAnAddress,
    Refused,
    TooLarge,
    TooSlow,
    Unreachable,
)
from ondit.sources import capture
from ondit.sources.online.clock import Clock, stamp
from ondit.sources.online.guard import Resolve, look_up
from ondit.sources.online.keep import Exchange, Keeper
from ondit.sources.online.robots import Robots
from ondit.sources.online.wire import Answer, Wire

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
        self._wire = Wire(
            trusted=typed,
            resolve=resolve,
            elapsed=self._clock.elapsed,
            silence=self._limits.silence,
            room=self._limits.megabytes * 1_000_000,
        )
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
        self._wire.close()

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
        if url is None or not url.host:
            raise NotAnAddress(path=address[:200])
        headers = [
            ("User-Agent", self._named),
            ("Content-Type", "application/json"),
            ("Idempotency-Key", key),
        ]
        self._wire.guard.trusted.add(url.host.lower())
        seconds = self._limits.silence
        return self._wire.send("POST", url, headers, seconds=seconds, content=body).status

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
        self._wait(host, _origin(address))
        request = [
            ("User-Agent", self._named),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Encoding", "gzip, deflate, br"),
            *conditions.items(),
        ]
        began, moment = self._clock.elapsed(), stamp(self._clock.now())
        try:
            answer = self._wire.send("GET", url, request, seconds=self._left)
        finally:
            self._asked[host] = self._clock.elapsed()
            self._left -= self._asked[host] - began
        if self.keeper is not None:
            self.keeper.keep(_exchange(url, request, answer, moment))
        return self._unpacked(address, answer, moment)

    def _unpacked(self, address: str, answer: Answer, moment: str) -> Fetched:
        """Give an answer with its body unpacked; raise when that is not whole."""
        headers = answer.named()
        limit = self._limits.megabytes
        if answer.cut == "time":
            raise TooSlow(path=address, seconds=round(self._limits.deadline))
        if answer.cut == "disconnect":
            announced = headers.get("content-length", "?")
            raise CutShort(path=address, got=len(answer.body), announced=announced)
        # The connection has undone the chunks, but not the compression.
        plain = {name: value for name, value in headers.items() if name != "transfer-encoding"}
        room = limit * 1_000_000
        body = b""
        if answer.cut is None:
            body = capture.decoded(answer.body, plain, name=address, limit=room)
        if answer.cut == "length" or len(body) > room:
            raise TooLarge(path=address, size=f"> {limit}", limit=limit)
        return Fetched(
            asked=address,
            url=address,
            status=answer.status,
            headers=headers,
            body=body,
            moment=moment,
        )

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


def _exchange(url: URL, request: list[tuple[str, str]], answer: Answer, moment: str) -> Exchange:
    """Give an exchange as it is kept."""
    head = "".join(f"{name}: {value}\r\n" for name, value in request)
    asked = f"GET {url.raw_path_qs} HTTP/1.1\r\nHost: {url.host}\r\n{head}\r\n"
    return Exchange(
        url=str(url.with_fragment(None)),
        moment=moment,
        request=asked.encode("utf-8", "replace"),
        status=answer.status,
        reason=answer.reason,
        headers=answer.headers,
        body=answer.body,
        number=answer.number,
        cut=answer.cut,
    )


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
