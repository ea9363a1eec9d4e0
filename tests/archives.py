"""Web archives as the tools of others write them, for tests."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence

from msgspec import Struct
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = "text/html; charset=utf-8"


def page(words: str) -> bytes:
    """Give a page that has ``words`` as its text."""
    return f"<!DOCTYPE html><html><body><p>{words}</p></body></html>".encode()


class Exchange(Struct, frozen=True, kw_only=True):
    """One record to write."""

    url: str
    body: bytes = page("Le pont est fermé pour trois mois.")
    status: str = "200 OK"
    headers: Sequence[tuple[str, str]] = (("Content-Type", HTML),)
    date: str = "2026-10-13T16:40:00Z"
    kind: str = "response"
    extra: dict[str, str] = {}


def warc(*exchanges: Exchange, gz: bool = True, digests: bool = True) -> bytes:
    """Write a WARC with warcio: a ``warcinfo``, then each record with its request."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gz)
    _write(writer, writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    for one in exchanges:
        head = None
        if one.kind in ("response", "revisit"):
            head = StatusAndHeaders(one.status, list(one.headers), protocol="HTTP/1.1")
        record = writer.create_warc_record(
            one.url,
            one.kind,
            payload=io.BytesIO(one.body),
            http_headers=head,
            warc_content_type=None if head else dict(one.headers)["Content-Type"],
            warc_headers_dict={"WARC-Date": one.date, **one.extra},
        )
        _write(writer, record)
        ask = StatusAndHeaders("GET / HTTP/1.1", [("Host", "a.example")], is_http_request=True)
        _write(writer, writer.create_warc_record(one.url, "request", http_headers=ask))
    written = out.getvalue()
    return written if digests else undigested(written)


def _write(writer: WARCWriter, record: ArcWarcRecord) -> None:
    writer.write_record(record)
    record.raw_stream.close()  # a temporary file, which warcio leaves open


def undigested(plain: bytes) -> bytes:
    """Take the digests out of an uncompressed WARC."""
    lines = plain.split(b"\r\n")
    return b"\r\n".join(line for line in lines if b"-Digest: " not in line)


def wacz(
    files: dict[str, bytes], *, listed: Iterable[str] | None = None, manifest: bool = True
) -> bytes:
    """Write a WACZ: ``files`` under ``archive/``, and a list of pages as browsertrix does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, body in files.items():
            archive.writestr(f"archive/{name}", body)
        if listed is not None:
            lines = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})]
            lines += [json.dumps({"id": "1", "url": url, "title": "x"}) for url in listed]
            archive.writestr("pages/pages.jsonl", "\n".join(lines))
        if manifest:
            archive.writestr("datapackage.json", json.dumps({"wacz_version": "1.1.1"}))
    return out.getvalue()
