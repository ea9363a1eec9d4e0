"""Alerts as an Atom feed (RFC 4287), which any reader of feeds can follow.

The file is written whole and put in place of the old one, so that a reader never sees half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from ondit import urls
from ondit.text import writable
from ondit.watch.match import Alert

_SPACE = "http://www.w3.org/2005/Atom"


def write(path: Path, alerts: Sequence[Alert], *, title: str, said: Callable[[Alert], str]) -> None:
    """Write ``alerts``, the latest first; ``said`` gives the sentence for one."""
    feed = Element("feed", xmlns=_SPACE)
    _add(feed, "id", f"urn:ondit:watch:{path.name}")
    _add(feed, "title", title)
    _add(feed, "updated", alerts[-1].at if alerts else "1970-01-01T00:00:00Z")
    _add(SubElement(feed, "author"), "name", "Ondit")
    for alert in reversed(alerts):
        entry = SubElement(feed, "entry")
        _add(entry, "id", f"urn:ondit:alert:{alert.id}")
        _add(entry, "title", f"{alert.rule}: {alert.headline or alert.url or alert.article}")
        _add(entry, "updated", alert.at)
        _add(entry, "summary", said(alert))
        for rel, address in (("alternate", alert.url), ("via", alert.other_url)):
            if address and urls.parsed(address) is not None:
                SubElement(entry, "link", rel=rel, href=writable(address))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, "utf-8"))
    part.replace(path)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = writable(text)
