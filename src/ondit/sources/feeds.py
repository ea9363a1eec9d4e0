"""Lists of addresses: RSS, Atom, RDF, JSON Feed, sitemaps and their indexes, OPML, plain text.

Everyone writes feeds, and few write them well: RSS and its kin are read by feedparser, which knows
the dialects; sitemaps and OPML are plain XML, read by expat. XML that defines entities of its own
is not read at all: no list needs them, and they are how a small file becomes a large one, or one
that reads other files.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urljoin
from xml.parsers import expat

import msgspec
from msgspec import Struct

from ondit.errors import NotAList, UnsafeList
from ondit.sources import dates

Kind = Literal["feed", "sitemap", "index", "outline", "text"]

_ROOT = re.compile(
    rb"<(?:\w+:)?(rss|feed|RDF|urlset|sitemapindex|opml)(?=[\s>/])",
)
_PROLOG = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*", re.S
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_KINDS: dict[bytes, Kind] = {
    b"rss": "feed",
    b"feed": "feed",
    b"RDF": "feed",
    b"urlset": "sitemap",
    b"sitemapindex": "index",
    b"opml": "outline",
}
_START = 16 << 10
"""Bytes within which the first element must stand."""
_MOST = 50_000
"""Entries read of a list: as many as a sitemap may have."""
_JSON_FEED = re.compile(rb'\s*\{[^{]{0,2000}"version"\s*:\s*"https://jsonfeed\.org/version/')


class Entry(Struct, frozen=True, kw_only=True):
    """One address of a list, with what the list says of it."""

    url: str
    title: str | None = None
    published: str | None = None
    """ISO 8601, as precise as it was given. In a sitemap: the news date, else the last change."""
    dated_by: str = "feed"
    """Where that stood: ``feed``, ``feed:updated``, ``sitemap:publication_date`` or
    ``sitemap:lastmod``."""
    key: str | None = None
    """What the feed calls it (``guid``, ``id``)."""


class Listing(Struct, frozen=True, kw_only=True):
    """What a list holds."""

    kind: Kind
    entries: tuple[Entry, ...] = ()
    lists: tuple[str, ...] = ()
    """Addresses of further lists: of an index of sitemaps, the feeds of an outline."""
    title: str | None = None


def kind(body: bytes) -> Kind | None:
    """Tell what kind of list ``body`` is; ``None`` when it is none."""
    start = _narrow(body[:_START])
    prolog = _PROLOG.match(start)
    root = _ROOT.match(start, prolog.end() if prolog else 0)
    if root is not None:
        return _KINDS[root.group(1)]
    if _JSON_FEED.match(start):
        return "feed"
    return "text" if _is_list(body) else None


def read(body: bytes, *, name: str, url: str | None = None) -> Listing:
    """Read a list; ``url`` is where it came from, for addresses that are relative to it.

    Raises :class:`ondit.errors.NotAList`, or :class:`ondit.errors.UnsafeList`.
    """
    found = kind(body)
    if found is None:
        raise NotAList(path=name)
    if found == "text":
        return Listing(kind="text", entries=tuple(Entry(url=line) for line in _lines(body)))
    if _ENTITY.search(_narrow(body)):
        raise UnsafeList(path=name)
    base = url or ""
    if found == "feed":
        is_json = _narrow(body[:_START]).lstrip().startswith(b"{")
        return _json_feed(body, base, name) if is_json else _feed(body, base)
    return _Tree(found, base).read(body, name)


def _narrow(body: bytes) -> bytes:
    """Give ASCII marks one byte each, whatever the encoding, so that they can be searched."""
    return body.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe")


# --------------------------------------------------------------------------------------------
# Plain text


def _text(body: bytes) -> str | None:
    for encoding in ("utf-8-sig", "utf-16") if b"\0" in body[:64] else ("utf-8-sig",):
        try:
            return body.decode(encoding)
        except UnicodeError:
            continue
    return None


def _lines(body: bytes) -> Iterator[str]:
    seen: set[str] = set()
    for line in (_text(body) or "").splitlines():
        address = line.strip()
        if address and not address.startswith("#") and address not in seen:
            seen.add(address)
            yield address


def _is_list(body: bytes) -> bool:
    """Tell whether each line of a text is an address."""
    if not _narrow(body[:512]).lstrip().lower().startswith((b"http://", b"https://", b"#")):
        return False
    from ondit import urls  # late: what parses addresses is slow to load, and few files are lists

    text = _text(body)
    lines = [line.strip() for line in (text or "").splitlines()]
    kept = [line for line in lines if line and not line.startswith("#")]
    return bool(kept) and all(urls.parsed(line) is not None for line in kept)


# --------------------------------------------------------------------------------------------
# Feeds


def _feed(body: bytes, base: str) -> Listing:
    """Read RSS, Atom or RDF."""
    import feedparser

    # As a file: text would be taken for an address or a path to open.
    parsed: Any = feedparser.parse(
        io.BytesIO(_as_utf_8(body)),
        response_headers={"content-location": base, "content-type": "application/xml"},
        sanitize_html=False,
    )
    entries = []
    for one in parsed.entries[:_MOST]:
        address = _web(base, one.get("link") or one.get("id"))
        if address:
            # Asked for without being there, the second would be made of the first, with a warning.
            moment, dated_by = one.get("published_parsed"), "feed"
            written = one.get("published")
            if not moment and "updated_parsed" in one:
                moment, dated_by = one["updated_parsed"], "feed:updated"
                written = one.get("updated")
            title = one.get("title")
            entries.append(
                Entry(
                    url=address,
                    title=" ".join(title.split()) if title else None,
                    published=dates.zoned(written) or dates.since_1970(calendar.timegm(moment))
                    if moment
                    else None,
                    dated_by=dated_by,
                    key=one.get("id"),
                )
            )
    return Listing(kind="feed", entries=tuple(entries), title=parsed.feed.get("title"))


def _as_utf_8(body: bytes) -> bytes:
    """Give UTF-16 with its mark as UTF-8: feedparser takes it for the latter anyway."""
    if not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body
    return _DECLARATION.sub("", body.decode("utf-16", "replace"), count=1).encode()


class _Item(Struct):
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    date_published: str | None = None
    id: Any = None


class _JsonFeed(Struct):
    items: list[_Item]
    title: str | None = None


def _json_feed(body: bytes, base: str, name: str) -> Listing:
    try:
        feed = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.MsgspecError, UnicodeError):
        raise NotAList(path=name) from None
    entries = []
    for one in feed.items[:_MOST]:
        address = _web(base, one.url or one.external_url)
        if address:
            key = str(one.id) if one.id is not None else None
            date = dates.iso(one.date_published)
            entries.append(Entry(url=address, title=one.title, published=date, key=key))
    return Listing(kind="feed", entries=tuple(entries), title=feed.title)


# --------------------------------------------------------------------------------------------
# Sitemaps and outlines


class _Tree:
    """Reads a sitemap, an index of sitemaps or an outline, element by element."""

    def __init__(self, kind: Kind, base: str) -> None:
        self._kind = kind
        self._base = base
        self._words: list[str] = []
        self._fields: dict[str, str] = {}
        self._entries: list[Entry] = []
        self._lists: list[str] = []
        self._title: str | None = None

    def read(self, body: bytes, name: str) -> Listing:
        """Read ``body`` as far as it is well-formed; raise when nothing of it is."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words.append
        parser.EntityDeclHandler = self._refuse
        try:
            parser.Parse(body, True)
        except (expat.ExpatError, ValueError, _UnsafeError) as error:
            if isinstance(error, _UnsafeError):
                raise UnsafeList(path=name) from None
            if not self._entries and not self._lists:
                raise NotAList(path=name) from None
        return Listing(
            kind=self._kind,
            entries=tuple(self._entries[:_MOST]),
            lists=tuple(dict.fromkeys(self._lists))[:_MOST],
            title=self._title,
        )

    def _refuse(self, *_: object) -> None:
        raise _UnsafeError

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        local = element.rpartition(" ")[2]
        self._words.clear()
        if local in ("url", "sitemap"):
            self._fields = {}
        elif local == "outline":
            named = {name.lower(): value for name, value in attributes.items()}
            address = _web(self._base, named.get("xmlurl"))
            if address:
                self._lists.append(address)

    def _end(self, element: str) -> None:
        local = element.rpartition(" ")[2]
        words = " ".join("".join(self._words).split())
        self._words.clear()
        if local in ("loc", "lastmod", "publication_date", "title") and words:
            self._fields.setdefault(local if "image" not in element else "", words)
        address = _web(self._base, self._fields.get("loc"))
        if local == "url" and address:
            news = dates.iso(self._fields.get("publication_date"))
            self._entries.append(
                Entry(
                    url=address,
                    title=self._fields.get("title"),
                    published=news or dates.iso(self._fields.get("lastmod")),
                    dated_by="sitemap:publication_date" if news else "sitemap:lastmod",
                )
            )
        elif local == "sitemap" and address:
            self._lists.append(address)


class _UnsafeError(Exception):
    """An entity is defined."""


def _web(base: str, address: str | None) -> str | None:
    """Give ``address`` as an address of the web, by where the list lies."""
    from ondit import urls

    if not address:
        return None
    try:
        whole = urljoin(base, address.strip())
    except ValueError:
        return None
    return whole if urls.parsed(whole) is not None else None
