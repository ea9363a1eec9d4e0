"""The guard at the door: who may ask, what a page of elsewhere cannot make a browser do.

Decided before any screen is made, for every request:

* its ``Host`` is one of ours: a name that was made to point at this machine (DNS rebinding) is not;
* it carries the secret: the random token of the start address, which becomes a cookie that no
  script reads and no other site sends; or, where others of the network may ask, the password;
* if it changes something, it was sent by one of our own pages (``Sec-Fetch-Site``, else
  ``Origin``), or by a program that gives the secret itself in ``Authorization``. A cookie alone
  proves nothing, and ``GET`` never changes anything;
* its body is no larger than a page may be.

Every answer carries a policy under which nothing of elsewhere is loaded and no inline script or
style acts, so that a word of a hostile page that got through the escaping would still be a word.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from msgspec import Struct

Scope = dict[str, Any]
SAFE = frozenset({"GET", "HEAD"})
OPEN = ("/static/",)
"""What anybody may see: the style sheet says nothing of the corpus."""
ENTER = "/enter"
EVERYWHERE = ("0.0.0.0", "::")
"""Hosts that listen on every address of the machine."""
_KEPT = b"private, max-age=31536000, immutable"
PATIENCE = 1.0
"""Seconds between two tries of the password: a hundred thousand a day, against 2^64."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Settings(Struct, frozen=True, kw_only=True):
    """Where the server listens and what it asks of those who come."""

    host: str
    port: int
    token: str
    password: str | None = None
    """Demanded instead of the token where others of the network may ask."""
    largest: int
    """Bytes of a request's body."""

    @property
    def hosts(self) -> frozenset[str]:
        """The values of ``Host`` that are ours."""
        own = f"[{self.host}]" if ":" in self.host else self.host.lower()
        named = {"127.0.0.1", "localhost", "[::1]"} if self.local else {own}
        return frozenset(f"{name}:{self.port}" for name in named)

    def ours(self, host: str) -> bool:
        """Tell whether a ``Host`` is one of ours.

        A server on every address of its machine cannot know them all; it takes any that is written
        as a number, since only a name can be made to point somewhere.
        """
        name, _, port = host.lower().rpartition(":")
        if self.host in EVERYWHERE and port == str(self.port):
            return _is_number(name.removeprefix("[").removesuffix("]"))
        return host.lower() in self.hosts

    @property
    def local(self) -> bool:
        """Whether only this machine can ask."""
        return is_loopback(self.host)

    @property
    def cookie(self) -> str:
        """The cookie's name: a browser shares cookies between the ports of a machine."""
        return f"ondit-{self.port}"

    @property
    def secret(self) -> str:
        """What a program gives in ``Authorization: Bearer``."""
        return self.password or self.token


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class Refused(Exception):
    """A request that is turned away: ``status`` and the ``key`` of its sentence."""

    def __init__(self, status: int, key: str) -> None:
        self.status = status
        self.key = key
        super().__init__(key)


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` is this machine and nothing else."""
    return host in ("127.0.0.1", "localhost", "::1")


def headers_of(*, local: bool) -> dict[str, str]:
    """Give the headers of every answer.

    Where the browser does not trust the connection it sends no ``Sec-Fetch-Site``; then it must
    be let say ``Origin``, which ``no-referrer`` would blank.
    """
    return {
        "Content-Security-Policy": _POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "no-referrer" if local else "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


class Guard:
    """ASGI: lets through to ``app`` what may pass, and hands ``refuse`` what may not."""

    def __init__(self, app: Any, settings: Settings, refuse: Any) -> None:
        self.app = app
        self.settings = settings
        self.refuse = refuse
        self.session = secrets.token_urlsafe(32)
        self._headers = [
            (name.lower().encode(), value.encode())
            for name, value in headers_of(local=settings.local).items()
        ]
        self._trying = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # a web socket: nobody is there

        async def framed(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                held = {name for name, _ in message["headers"]}
                more = [one for one in self._headers if one[0] not in held]
                if b"cache-control" not in held:
                    kept = _keeps(scope, message["status"])
                    more.append((b"cache-control", _KEPT if kept else b"no-store"))
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        try:
            answer = await self._answered(scope, receive, framed)
            if not answer:
                await self.app(scope, self._limited(scope, receive), framed)
        except Refused as refused:
            await self.refuse(refused, scope, receive, framed)

    async def _answered(self, scope: Scope, receive: Any, send: Any) -> bool:
        """Refuse, or answer at the door; false when the request may go on."""
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        said = [name for name, _ in scope["headers"] if name == b"host"]
        if len(said) != 1 or not self.settings.ours(headers.get("host", "")):
            raise Refused(403, "refused-host")  # two names: who reads the other is deceived
        if scope["path"].startswith(OPEN) and scope["method"] in SAFE:
            return False
        if scope["path"] == ENTER and self.settings.password is not None:
            return await self._entering(scope, headers, receive, send)
        if self.settings.password is None and await self._starting(scope, send):
            return True
        bearer = _bearer(headers)
        if bearer is not None:
            if not same(bearer, self.settings.secret):
                raise Refused(401, "refused-secret")
            return False
        if not same(_cookie(headers, self.settings.cookie), self.session):
            raise Refused(401, "refused-secret")
        if scope["method"] not in SAFE and not self._own(headers):
            raise Refused(403, "refused-origin")
        return False

    async def _starting(self, scope: Scope, send: Any) -> bool:
        """Turn the token of the start address into a cookie, and the address into one without."""
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = dict(asked).get("token")
        if given is None or scope["method"] not in SAFE:
            return False
        if not same(given, self.settings.token):
            raise Refused(401, "refused-secret")
        rest = urlencode([(name, value) for name, value in asked if name != "token"])
        await self._let_in(send, quote(scope["path"]) + (f"?{rest}" if rest else ""))
        return True

    async def _let_in(self, send: Any, address: str) -> None:
        # An address that begins with two slashes would lead to another host.
        onward = "/" + address.lstrip("/\\")
        cookie = f"{self.settings.cookie}={self.session}; HttpOnly; SameSite=Strict; Path=/"
        headers = [(b"location", onward.encode()), (b"set-cookie", cookie.encode())]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _entering(
        self, scope: Scope, headers: Mapping[str, str], receive: Any, send: Any
    ) -> bool:
        """Take the password that the form of refusal sends."""
        if scope["method"] != "POST":
            raise Refused(401, "refused-secret")
        if not self._own(headers):
            raise Refused(403, "refused-origin")
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body") or len(body) > 4096:
                break
        given = dict(parse_qsl(body[:4096].decode("utf-8", "replace"))).get("password", "")
        async with self._trying:  # one at a time, so that trying in parallel gains nothing
            if not same(given, self.settings.password or ""):
                await asyncio.sleep(PATIENCE)
                raise Refused(401, "refused-secret")
        await self._let_in(send, "/")
        return True

    def _own(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a page of ours sent the request."""
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        origin = headers.get("origin", "")
        return origin.lower() == f"http://{headers['host'].lower()}"

    def _limited(self, scope: Scope, receive: Any) -> Any:
        """Give ``receive`` that stops reading past the largest body."""
        largest, read = self.settings.largest, 0
        headers = dict(scope["headers"])
        declared = headers.get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > largest:
            raise Refused(413, "refused-size")

        async def limited() -> Any:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > largest:
                raise Refused(413, "refused-size")
            return message

        return limited


def _keeps(scope: Scope, status: int) -> bool:
    """Tell whether a browser may keep an answer: a file of ours whose address names its content.

    A style sheet that is asked for anew keeps every screen blank until it comes.
    """
    return status == 200 and scope["path"].startswith(OPEN) and bool(scope["query_string"])


def same(given: str | None, expected: str) -> bool:
    """Compare secrets in a time that tells nothing of them; nobody knows an empty one."""
    return bool(given and expected) and hmac.compare_digest(
        str(given).encode("utf-8", "surrogatepass"), expected.encode()
    )


def _bearer(headers: Mapping[str, str]) -> str | None:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None


def _cookie(headers: Mapping[str, str], name: str) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found else None
