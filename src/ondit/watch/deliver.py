"""Alerts brought to where the user wants them, each once.

The log (JSON Lines) and the Atom file are written first. A web address gets each alert as JSON by
POST, with its identifier as ``Idempotency-Key``; a command gets it on its standard input, and no
shell is between. That a delivery begins is remembered before it does: after a crash in its midst it
is not begun anew, and the log has it. One that failed is tried again at the next visits.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from ondit.errors import OnditError
from ondit.sources.online.fetch import Fetcher
from ondit.watch import atom
from ondit.watch.match import Alert
from ondit.watch.rules import Channels, beside
from ondit.watch.state import State

_COMMAND_SECONDS = 60
_TRIES = 5
"""Deliveries of one alert that are tried on one channel."""


class Delivery:
    """The channels of a watch."""

    def __init__(
        self,
        channels: Channels,
        *,
        rules: Path,
        state: State,
        fetcher: Fetcher,
        title: str,
        said: Callable[[Alert], str],
    ) -> None:
        """``title`` heads the Atom file, ``said`` gives the sentence for an alert."""
        self._channels = channels
        self._atom = beside(channels.atom, rules)
        self._jsonl = beside(channels.jsonl, rules)
        self._state = state
        self._fetcher = fetcher
        self._title = title
        self._said = said

    def deliver(self) -> None:
        """Bring every alert that some channel has not had."""
        memory = self._state.memory
        if self._atom is not None and (memory.alerts or not self._atom.exists()):
            atom.write(self._atom, memory.alerts, title=self._title, said=self._said)
        if self._jsonl is not None:
            self._log(self._jsonl)
        for alert in memory.alerts:
            if self._channels.webhook:
                self._once(alert, "webhook", partial(self._post, alert))
            if self._channels.command:
                self._once(alert, "command", partial(self._call, alert))
        self._state.forget()

    def _log(self, path: Path) -> None:
        """Append what the log lacks: it is asked itself, since it may have outlived the memory."""
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.read_bytes() if path.exists() else b""
        lines = []
        for alert in self._state.memory.alerts:
            if f'"id":"{alert.id}"'.encode() not in written:
                lines.append(msgspec.json.encode(alert) + b"\n")
        if lines:
            whole = not written or written.endswith(b"\n")  # a line may have been cut by a crash
            with path.open("ab") as file:
                file.write((b"" if whole else b"\n") + b"".join(lines))

    def _once(self, alert: Alert, channel: str, send: Callable[[], bool]) -> None:
        """Deliver unless it was begun before; a failure counts its tries."""
        known = self._state.memory.told.setdefault(alert.id, {})
        before = known.get(channel, "")
        tries = int(before.removeprefix("failed:")) if before.startswith("failed:") else 0
        if (before and not tries) or tries >= _TRIES:
            return
        known[channel] = "begun"
        self._state.save()
        known[channel] = "done" if send() else f"failed:{tries + 1}"
        self._state.save()

    def _post(self, alert: Alert) -> bool:
        body = msgspec.json.encode(alert)
        try:
            status = self._fetcher.post(str(self._channels.webhook), body, key=alert.id)
        except OnditError:
            return False
        return 200 <= status < 300

    def _call(self, alert: Alert) -> bool:
        try:
            done = subprocess.run(
                self._channels.command,
                input=msgspec.json.encode(alert),
                timeout=_COMMAND_SECONDS,
                stdout=subprocess.DEVNULL,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0
