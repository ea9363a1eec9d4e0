"""What the user wants to be told of: ``rules.toml``.

::

    [[rule]]
    name = "RT in French"
    when = ["translation", "credit"]
    from = ["rt.com", "sputnik*"]     # where it comes from: sites, or identifiers of outlets
    sites = ["*"]                     # where it appears
    languages = ["fr"]

    [alerts]                          # paths are meant from where the rules lie
    atom = "alerts.atom"
    jsonl = "alerts.jsonl"
    webhook = "https://hooks.example/x"
    command = ["notify-send", "Ondit"]

    [feeds]
    every = "15m"

    [feeds.own]                       # for one feed
    "https://a.example/rss" = "1h"
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, get_args

import msgspec
from msgspec import Struct, field

from ondit import knowledge
from ondit.errors import BadRules
from ondit.model import DerivationKind

Occasion = Literal["copy", "excerpt", "rewrite", "translation", "same-source", "credit", "residue"]
"""Why a page is told of: how it derives from another page of the store; that it credits an outlet;
that it alone reads as a translation."""

_DURATION = re.compile(r"(\d{1,6})\s*([smhd])$")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHORTEST = 60.0
"""Seconds between two visits to a feed, at least: no feed is made for more."""


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to be told of. An empty list asks for nothing in particular."""

    name: str
    when: tuple[Occasion, ...]
    origins: tuple[str, ...] = field(default=(), name="from")
    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    undirected: bool = False
    """Whether it is enough that two pages are alike, when which came first is not known."""

    def comes_from(self, site: str | None) -> bool:
        """Tell whether ``site`` is one that the rule asks about as a source."""
        return _matches(self.origins, site)

    def appears_on(self, site: str | None, language: str | None) -> bool:
        """Tell whether a page of ``site`` in ``language`` is one that the rule asks about."""
        if self.languages and language not in self.languages:
            return False
        return _matches(self.sites, site)


def _matches(patterns: tuple[str, ...], site: str | None) -> bool:
    if not patterns:
        return True
    if site is None:
        return False
    known = knowledge.outlets()
    for pattern in patterns:
        domains = known[pattern].domains if pattern in known else (pattern.lower(),)
        if any(fnmatchcase(site.lower(), domain) for domain in domains):
            return True
    return False


class Channels(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where alerts go, besides standard output."""

    atom: str | None = None
    jsonl: str | None = None
    webhook: str | None = None
    command: tuple[str, ...] = ()


class Feeds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often feeds are visited."""

    every: str = "15m"
    own: dict[str, str] = {}


class Rules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    rule: tuple[Rule, ...] = ()
    alerts: Channels = Channels()
    feeds: Feeds = Feeds()


def read(body: bytes, *, path: str) -> Rules:
    """Read the rules; raise :class:`ondit.errors.BadRules` when they cannot be understood."""
    try:
        rules = msgspec.toml.decode(body, type=Rules)
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadRules(path=path, problem=str(error)[:300]) from None
    for written in (rules.feeds.every, *rules.feeds.own.values()):
        seconds(written, path=path)
    names = [rule.name for rule in rules.rule]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadRules(path=path, problem=f"name = {twice!r} ×2")
    return rules


def seconds(written: str, *, path: str) -> float:
    """Give a duration (``90s``, ``15m``, ``2h``, ``1d``) in seconds, a minute at least."""
    found = _DURATION.match(written.strip())
    if found is None:
        raise BadRules(path=path, problem=repr(written))
    return max(_SHORTEST, float(found.group(1)) * _SECONDS[found.group(2)])


def beside(path: str | None, rules: Path) -> Path | None:
    """Give a path that is meant from where the rules lie."""
    return None if path is None else rules.parent / path


KINDS = frozenset(get_args(DerivationKind)) & frozenset(get_args(Occasion))
"""Occasions that are kinds of derivation."""
