"""The pages of a bundle as a WARC 1.1 file, and the index and page list that WACZ wants of it."""

from __future__ import annotations

import gzip
import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from ondit import __version__, urls
from ondit.bundle.archive import sha256
from ondit.model import Article, Page
from ondit.sources.record import digest, written
from ondit.views import export as views

FILE = "data.warc.gz"
INDEX = "index.cdx.gz"
NOWHERE = "http://page.invalid/"
"""Where a page stands that has no address: no host can have this name (RFC 2606)."""


_BLOCK = 300  # lines of the index compressed together, as other makers of WACZ do


class Kept(NamedTuple):
    """A page of the bundle with its article, where it could be read."""

    page: Page
    article: Article | None


class _Record(NamedTuple):
    address: str
    time: str
    digest: str
    record_digest: str
    offset: int
    length: int
    media_type: str


def address(kept: Kept) -> str:
    """Give the address under which a page is replayed: its own, else one that leads nowhere."""
    if kept.page.url and urls.parsed(kept.page.url) is not None:
        return kept.page.url
    return (kept.article and views.address(kept.article)) or NOWHERE + quote(kept.page.name)


def archive(pages: Sequence[Kept], *, made: str) -> tuple[bytes, list[_Record]]:
    """Give the WARC of ``pages`` and where each record lies; ``made`` is ISO 8601, UTC."""
    about = f"software: ondit {__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    parts = [_record("warcinfo", about, made, {"Content-Type": "application/warc-fields"})]
    records, offset = [], len(parts[0])
    for kept in pages:
        body = kept.page.body
        media_type = kept.page.media_type or _guessed(kept.page)
        charset = f"; charset={kept.page.charset}" if kept.page.charset else ""
        time = moment(kept.page.fetched) or made
        where = address(kept)
        headers = {"WARC-Target-URI": where, "Content-Type": media_type + charset}
        part = _record("resource", body, time, headers)
        records.append(
            _Record(where, time, digest(body), sha256(part), offset, len(part), media_type)
        )
        parts.append(part)
        offset += len(part)
    return b"".join(parts), records


def _guessed(page: Page) -> str:
    return "text/plain" if page.name.lower().endswith(".txt") else "text/html"


def moment(time: str | None) -> str | None:
    """Give an ISO 8601 time as WARC writes it (UTC, whole seconds), or ``None``."""
    from datetime import UTC, datetime

    try:
        given = datetime.fromisoformat(time or "")
    except ValueError:
        return None
    utc = given.astimezone(UTC) if given.tzinfo else given
    return utc.strftime("%Y-%m-%dT%H:%M:%SZ")


def _record(kind: str, body: bytes, time: str, headers: dict[str, str]) -> bytes:
    """Give one record, whose identifier follows from what it holds."""
    seed = "\x1f".join((kind, time, *headers.values(), hashlib.sha256(body).hexdigest()))
    urn = uuid.uuid5(uuid.NAMESPACE_URL, seed).urn
    return written(kind, urn, body, {"WARC-Date": time, **headers})


def index(records: Iterable[_Record]) -> tuple[bytes, bytes]:
    """Give the index and the index of the index, as ZipNum has them.

    The first holds one CDXJ line for each record, sorted, in blocks that are compressed one by one;
    the second says where each block begins and lies.
    """
    lines = sorted(
        (surt(one.address), _stamp(one.time), _json(_indexed(one)).decode()) for one in records
    )
    blocks, idx = [], [b"!meta 0 " + _json({"format": "cdxj-gzip-1.0", "filename": INDEX})]
    offset = 0
    for start in range(0, len(lines), _BLOCK):
        chosen = [" ".join(line) + "\n" for line in lines[start : start + _BLOCK]]
        block = gzip.compress("".join(chosen).encode(), mtime=0)
        where = {"offset": offset, "length": len(block), "digest": sha256(block)}
        key = " ".join(lines[start][:2])
        idx.append(key.encode() + b" " + _json({**where, "filename": INDEX}))
        blocks.append(block)
        offset += len(block)
    return b"".join(blocks), b"".join(line + b"\n" for line in idx)


def _indexed(one: _Record) -> dict[str, Any]:
    return {
        "url": one.address,
        "mime": one.media_type,
        "status": "200",
        "digest": one.digest,
        "recordDigest": one.record_digest,
        "length": str(one.length),
        "offset": str(one.offset),
        "filename": FILE,
    }


def surt(where: str) -> str:
    """Give an address in the order in which archives sort: ``com,example)/path?query``."""
    url = urls.parsed(where)
    if url is None:
        return where
    host = ",".join(reversed((url.host or "").removeprefix("www.").split(".")))
    port = "" if url.is_default_port() else f":{url.port}"
    query = f"?{url.raw_query_string}" if url.raw_query_string else ""
    path = url.raw_path if query else url.raw_path.rstrip("/") or "/"
    return f"{host}{port}){path}{query}".lower()


def _stamp(time: str) -> str:
    return "".join(mark for mark in time if mark.isdigit())[:14]


def page_list(pages: Sequence[Kept], records: Sequence[_Record]) -> bytes:
    """Give ``pages.jsonl``: a line that names the format, then a line for each page."""
    return b"".join(_lines(pages, records))


def _lines(pages: Sequence[Kept], records: Sequence[_Record]) -> Iterator[bytes]:
    yield _json({"format": "json-pages-1.0", "id": "pages", "title": "Ondit"}) + b"\n"
    for number, (kept, record) in enumerate(zip(pages, records, strict=True), start=1):
        title = (kept.article.headline if kept.article else None) or kept.page.name
        told = {"id": f"page-{number}", "url": record.address, "ts": record.time, "title": title}
        yield _json(told) + b"\n"


def _json(record: dict[str, Any]) -> bytes:
    return msgspec.json.encode(record)
