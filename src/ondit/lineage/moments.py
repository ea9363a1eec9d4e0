"""When two articles appeared, as far as both dates can be believed and are precise."""

from __future__ import annotations

from datetime import datetime

from ondit.model import Article


def comparable(one: str, other: str) -> tuple[datetime, datetime] | None:
    """Give two moments as precise as the less precise of the dates; ``None`` if one is no date.

    A time without its zone is no more than a day.
    """
    try:
        moments = [datetime.fromisoformat(one), datetime.fromisoformat(other)]
    except ValueError:
        return None
    if all(moment.tzinfo for moment in moments):
        return moments[0], moments[1]
    days = [datetime.combine(moment.date(), datetime.min.time()) for moment in moments]
    return days[0], days[1]


def lag(first: Article, second: Article) -> float | None:
    """Give the seconds from one publication to the other; ``None`` unless both are trusted."""
    one, other = first.published, second.published
    if not (one and other and one.trusted and other.trusted):
        return None
    moments = comparable(one.value, other.value)
    return None if moments is None else (moments[1] - moments[0]).total_seconds()
