"""What SingleFile and browsers write at the top of a page they save: whence, and when.

SingleFile writes a comment with the address and the moment; Chrome and Internet Explorer one with
the address. Both stand before the page's body, so that one further down was written by the page.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from ondit.model import Page
from ondit.sources import dates
from ondit.sources import told as told_of

_TOP = 16 << 10
"""Bytes looked at: SingleFile's comment stands behind the opening ``html`` tag, whose attributes
may be long."""
_COMMENT = re.compile(
    rb"<!--\s*Page saved with SingleFile\s*\n\s*url:\s*(\S+)\s*\n"
    rb"(?:\s*saved date:\s*([^\n]{10,80}?)\s*\n)?",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,5}\)(\S+)\s*-->", re.IGNORECASE)
_BODY = re.compile(rb"<body\b", re.IGNORECASE)
# As JavaScript writes a date: "Tue Oct 13 2026 18:40:00 GMT+0200 (heure d'été d'Europe centrale)"
_DATE = re.compile(r"\w{3} (\w{3}) (\d\d) (\d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")


def told(page: Page) -> Page:
    """Give ``page`` with the address and the moment that the tool which saved it wrote down."""
    body = _BODY.search(page.body, 0, _TOP)
    end = body.start() if body else _TOP
    single = _COMMENT.search(page.body, 0, end)
    found = single or _SAVED_FROM.search(page.body, 0, end)
    if found is None:
        return page
    address = found.group(1).decode("utf-8", "replace")
    if not address.lower().startswith(("http://", "https://")):
        return page
    date = single.group(2) if single else None
    moment = _moment(date.decode("utf-8", "replace")) if date else None
    if page.fetched or not moment:
        return replace(page, url=page.url or address)
    return told_of.fetched(replace(page, url=page.url or address, fetched=moment), "singlefile")


def _moment(written: str) -> str | None:
    """Give a date as JavaScript writes it, in ISO 8601; ``None`` when it is none."""
    found = _DATE.match(written)
    if found is None:
        return None
    month, day, clock, zone = found.groups()
    return dates.mailed(f"{day} {month} {clock} {zone}")
