"""Days that somebody typed: looked at before pages are chosen, or put right, by them.

Dates are compared as text, which holds only between ISO 8601 dates: anything else would choose
every page or none, and say nothing.
"""

from __future__ import annotations

import re
from datetime import datetime

from ondit.errors import NotADay

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T.+)?")
_SINCE = {4: "-01-01", 7: "-01"}
"""What makes a day of a year, or of a month, by its length."""


def day(value: str) -> str:
    """Give back a day, or a day with a time, as ISO 8601 writes it; raise :class:`NotADay`."""
    if _DAY.fullmatch(value):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            return value
    raise NotADay(value=value)


def since(value: str) -> str:
    """Give the first day of a year or month, or :func:`day`."""
    return day(value + _SINCE.get(len(value), ""))
