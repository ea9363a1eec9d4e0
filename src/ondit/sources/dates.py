"""Dates as those write them who tell of a page: archives, lists, servers, tools that saved it.

What is no date is ``None``: the page is there all the same.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def iso(written: str | None) -> str | None:
    """Give a date as it stands, when it is in ISO 8601."""
    try:
        datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return written


def mailed(written: str | None) -> str | None:
    """Give in ISO 8601 a date that is written as in the header of a message."""
    try:
        return parsedate_to_datetime(written or "").isoformat()
    except (ValueError, IndexError, OverflowError):
        return None


def zoned(written: str | None) -> str | None:
    """Give a moment, written in either way, with the zone that it was written in, if it has one."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read((written or "").strip())
        except (ValueError, IndexError, OverflowError):
            continue
        if moment.tzinfo is not None:
            return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    return None


def since_1970(seconds: float) -> str | None:
    """Give a moment that is counted in seconds, in UTC."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None
