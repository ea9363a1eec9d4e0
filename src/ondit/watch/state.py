"""What a watch remembers from one visit to the next, and over restarts: a file beside the store.

It is written whole, and put in place of the old one, after every feed and before every delivery: a
watch that is killed at any point neither forgets what it told nor tells it twice.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct, field

from ondit.errors import BadState
from ondit.watch.match import Alert

_KEPT = 2_000
"""Entries of a feed that are remembered, the latest: feeds hold some hundred at most."""
_ALERTS = 200
"""Alerts that the Atom file shows."""


class Visited(Struct, kw_only=True):
    """One feed: what it said, and when to ask again."""

    etag: str = ""
    modified: str = ""
    due: float = 0.0
    """Seconds since 1970."""
    failed: int = 0
    """Visits in vain, one after the other."""
    seen: list[str] = field(default_factory=list)
    waiting: dict[str, int] = field(default_factory=dict)
    """Addresses that could not be had yet, and how often they were asked for."""

    def note(self, key: str) -> None:
        """Remember an entry."""
        self.seen.append(key)
        del self.seen[:-_KEPT]


class Memory(Struct, kw_only=True):
    """The whole file."""

    version: int = 1
    feeds: dict[str, Visited] = field(default_factory=dict)
    told: dict[str, dict[str, str]] = field(default_factory=dict)
    """By identifier of an alert, what became of it on each channel: ``begun``, ``done``,
    ``failed``."""
    alerts: list[Alert] = field(default_factory=list)
    """The latest."""
    checked: list[str] = field(default_factory=list)
    """Articles to which the rules are still to be applied."""


class State:
    """The memory and its file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.memory = self._read()

    def _read(self) -> Memory:
        try:
            body = self.path.read_bytes()
        except FileNotFoundError:
            return Memory()
        try:
            memory = msgspec.json.decode(body, type=Memory)
        except (msgspec.MsgspecError, UnicodeError):
            raise BadState(path=self.path) from None
        if memory.version != 1:
            raise BadState(path=self.path)
        return memory

    def feed(self, address: str) -> Visited:
        """Give what is remembered of a feed."""
        return self.memory.feeds.setdefault(address, Visited())

    def add(self, alert: Alert) -> bool:
        """Remember an alert; tell whether it is new."""
        if alert.id in self.memory.told:
            return False
        self.memory.told[alert.id] = {}
        self.memory.alerts.append(alert)
        return True

    def forget(self) -> None:
        """Forget the words of alerts that were brought, but for the latest."""
        del self.memory.alerts[:-_ALERTS]

    def save(self) -> None:
        """Write the memory."""
        part = self.path.with_name(f".{self.path.name}.part")
        with part.open("wb") as file:
            file.write(msgspec.json.encode(self.memory))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path)
