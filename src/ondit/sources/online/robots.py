"""What sites ask of robots (RFC 9309), read once for each site.

A site without the file allows everything; one that answers with an error of its own allows nothing
for now: it may be ill because of its visitors. One that cannot be reached cannot be asked either.
What a site said holds for a day, and an error for some minutes.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from protego import Protego

from ondit.errors import OnditError, PrivateAddress, Refused, TooSlow, Unreachable

_LARGEST = 500 << 10
"""Bytes of the file that are read: RFC 9309 asks for this many at least."""
_LONGEST_DELAY = 120.0
"""Seconds between requests that a site may ask for; more is taken for a way to say no."""

_DAY = 86_400.0
"""Seconds that rules hold: RFC 9309 asks for no more."""
_ILL = 600.0
"""Seconds after which a site that answered with an error is asked again."""


class Rules(Struct, frozen=True, kw_only=True):
    """What one site asks."""

    parsed: Protego | None
    """``None``: everything is allowed."""
    closed: bool = False
    """Nothing is allowed: the rules could not be had."""
    failure: OnditError | None = None
    """Why the site could not be asked."""
    until: float = 0.0
    """When to read them again."""


class Robots:
    """The rules of the sites visited so far."""

    def __init__(
        self, *, agent: str, get: Callable[[str], bytes], elapsed: Callable[[], float]
    ) -> None:
        """``get`` gives the body of an address, or raises; ``elapsed`` gives seconds."""
        self._agent = agent
        self._elapsed = elapsed
        self._get = get
        self._known: dict[str, Rules] = {}

    def allows(self, origin: str, address: str) -> bool:
        """Tell whether the site at ``origin`` (``https://host:port``) lets ``address`` be read.

        Raises what asking the site for its rules raised, said of ``address``: whoever asked for a
        page need not know that something else was asked for first.
        """
        rules = self._rules(origin)
        if rules.failure is not None:
            raise type(rules.failure)(**{**rules.failure.facts, "path": address})
        if rules.closed:
            return False
        if rules.parsed is None:
            return True
        asked = self._delay(rules.parsed)
        return asked <= _LONGEST_DELAY and rules.parsed.can_fetch(address, self._agent)

    def delay(self, origin: str) -> float:
        """Give the seconds that the site asks to leave between requests."""
        known = self._known.get(origin)
        return 0.0 if known is None or known.parsed is None else self._delay(known.parsed)

    def sitemaps(self, origin: str) -> list[str]:
        """Give the addresses of the site's own lists of its pages."""
        parsed = self._rules(origin).parsed
        return [] if parsed is None else list(parsed.sitemaps)

    def _delay(self, parsed: Protego) -> float:
        asked = parsed.crawl_delay(self._agent) or 0.0
        rate = parsed.request_rate(self._agent)
        return max(asked, rate.seconds / rate.requests if rate and rate.requests else 0.0)

    def _rules(self, origin: str) -> Rules:
        known = self._known.get(origin)
        if known is None or known.until < self._elapsed():
            read = self._read(origin)
            lasting = _DAY if read.parsed is not None or not read.closed else _ILL
            known = replace(read, until=self._elapsed() + lasting)
            self._known[origin] = known
        return known

    def _read(self, origin: str) -> Rules:
        try:
            body = self._get(f"{origin}/robots.txt")
        except Refused as error:
            gone = 400 <= int(error.facts["status"]) < 500 and error.facts["status"] != "429"
            return Rules(parsed=None, closed=not gone)
        except (Unreachable, TooSlow, PrivateAddress) as error:
            return Rules(parsed=None, closed=True, failure=error)
        except OnditError:
            return Rules(parsed=None, closed=True)
        text = body[:_LARGEST].decode("utf-8", "replace")
        return Rules(parsed=Protego.parse(text))
