"""The hour at a page's own place, where it gives one moment twice.

A publishing system declares its times in UTC, so that what came out at half past eleven in the
evening of the 8th bears the 9th. Where the page also shows that moment by the clock of its place,
with a zone or without, the moment is told by that clock: the zone is the difference between the
two, a multiple of a quarter of an hour as all zones are. Where it shows no clock but a day, that
day is told. Nothing is taken from anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from ondit.model import DateClue

_STAMP = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d)?(Z|[+-]\d\d:\d\d)?")
_UTC = ("Z", "+00:00", "-00:00")
_QUARTER = 15  # minutes
_WORLD = (-11, 13)  # hours between UTC and the zones in which nearly all people live
_SHOWN = ("url", "visible")
_FARTHEST = 14 * 60  # minutes between UTC and the zone farthest from it


def at_home(clue: DateClue, others: Iterable[DateClue]) -> DateClue:
    """Give ``clue``, in UTC, by the clock of the page's place where one of ``others`` tells it."""
    given = _STAMP.fullmatch(clue.value)
    if given is None or given[2] not in _UTC:
        return clue
    moment = _moment(given[1])
    for other in others:
        shown = _STAMP.fullmatch(other.value)
        clock = None if shown is None or shown[2] in _UTC else _moment(shown[1])
        if shown is None or clock is None or moment is None:
            continue
        ahead = round((clock - moment) / timedelta(minutes=1))
        if ahead % _QUARTER or not 0 < abs(ahead) <= _FARTHEST:
            continue
        zone = f"{'-' if ahead < 0 else '+'}{abs(ahead) // 60:02}:{abs(ahead) % 60:02}"
        if shown[2] is None or shown[2] == zone:
            seconds = clue.value[16:19] if clue.value[16:17] == ":" else ""
            return replace(clue, value=f"{shown[1]}{seconds}{zone}")
    return clue


def on_its_day(clue: DateClue, others: Iterable[DateClue]) -> DateClue:
    """Give ``clue``, in UTC, or the one of ``others`` that bears the day that it was at its place.

    That is the day before or after, where some zone of the world has it at that moment, and the
    address or the words beside the headline give it.
    """
    given = _STAMP.fullmatch(clue.value)
    moment = _moment(given[1]) if given is not None and given[2] in _UTC else None
    if moment is None:
        return clue
    days = {(moment + timedelta(hours=hours)).date().isoformat() for hours in _WORLD}
    here = moment.date().isoformat()
    told = [other for other in others if other.seen_in in _SHOWN]
    if any(other.value[:10] == here for other in told):
        return clue
    return next((other for other in told if other.value[:10] in days), clue)


def is_zoned(clue: DateClue) -> bool:
    """Tell whether ``clue`` is a moment with a zone that is not UTC."""
    given = _STAMP.fullmatch(clue.value)
    return given is not None and given[2] is not None and given[2] not in _UTC


def _moment(written: str) -> datetime | None:
    """Give a moment of the calendar, ``None`` for what is none."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None
