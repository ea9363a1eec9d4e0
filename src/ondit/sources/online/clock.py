"""The time, asked in one place, so that tests need not wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from msgspec import Struct


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251


class Clock(Struct, frozen=True, kw_only=True):
    """What time it is, how much has passed, and how to let some pass."""

    now: Callable[[], datetime] = _now
    """The date and time, with its zone."""
    elapsed: Callable[[], float] = time.monotonic
    """Seconds since some moment."""
    sleep: Callable[[float], None] = time.sleep


def stamp(moment: datetime) -> str:
    """Write a moment in ISO 8601, to the second, in universal time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
