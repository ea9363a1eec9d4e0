"""An archived answer of a server: whether it is a page, and its bytes out of their wrapping.

A capture is what one request brought: a status, headers, and a body that may be cut into chunks
and compressed. Only an answer that succeeded and says it is HTML is a page; one that says nothing
of its type is one when its first bytes are markup. Archives hold mostly pictures, scripts and
styles: those are told by their headers, before their bodies are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from msgspec import Struct

from ondit.errors import Undecodable

MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_LINE = re.compile(rb"\r?\n(?![ \t])")  # a header goes on in lines that begin with a space
_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/[\d.]+[ \t]+(\d{3})\b")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LOOKS_LIKE_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|!--)", re.I)
_LONGEST_HEAD = 32 << 10
"""Bytes of status and headers. Servers and clients refuse more than 8 to 32 KB."""


class Answer(Struct, frozen=True, kw_only=True):
    """Status and headers of a server's answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    size: int = 0
    """Bytes of the head, with the empty line that ends it."""


def answer(block: bytes) -> Answer | None:
    """Read the head of an HTTP answer; ``None`` when ``block`` does not begin with one."""
    status = _STATUS.match(block)
    end = _END.search(block, 0, _LONGEST_HEAD)
    if status is None or end is None:
        return None
    headers: dict[str, str] = {}
    for line in _LINE.split(block[: end.start()])[1:]:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), " ".join(value.split()))
    return Answer(status=int(status.group(1)), headers=headers, size=end.end())


def media_type(declared: str | None) -> str | None:
    """Give the media type of a ``Content-Type``, without its parameters, in lower case."""
    return (declared or "").partition(";")[0].strip().lower() or None


def charset(declared: str | None) -> str | None:
    """Give the character set of a ``Content-Type``."""
    found = _CHARSET.search(declared or "")
    return found.group(1).lower() if found else None


def is_markup(declared: str | None, start: bytes) -> bool:
    """Tell whether a body is HTML by its declared type; by its ``start`` when there is none."""
    kind = media_type(declared)
    return kind in MARKUP if kind else _LOOKS_LIKE_MARKUP.match(start) is not None


def decoded(body: bytes, headers: Mapping[str, str], *, name: str, limit: int) -> bytes:
    """Undo chunks and compression, no further than past ``limit`` bytes: bombs stay small.

    A tool that has undone them already often leaves the headers: a body that is not what they say
    is given as it is when it is markup. Raises :class:`ondit.errors.Undecodable` for other bodies.
    """
    steps = [
        *_codings(headers.get("transfer-encoding", "")),
        *reversed(_codings(headers.get("content-encoding", ""))),
    ]
    for step in steps:
        try:
            body = _undone(body, step, limit)
        except OSError:
            if not _LOOKS_LIKE_MARKUP.match(body):
                raise Undecodable(path=name, coding=step) from None
    return body


def _codings(header: str) -> list[str]:
    named = [one.strip().lower() for one in header.split(",")]
    return [one for one in named if one and one not in ("identity", "binary", "utf-8")]


def _undone(body: bytes, coding: str, limit: int) -> bytes:
    """Undo one coding; raise ``OSError`` when ``body`` is not in it."""
    if coding == "chunked":
        return ChunkedReader(BytesIO(body)).read(limit + 1)
    if coding in ("gzip", "x-gzip"):
        return GzipReader(BytesIO(body)).read(limit + 1)
    if coding == "deflate":  # zlib by the standard; raw from some old servers
        try:
            return GzipReader(BytesIO(body), zlib=True).read(limit + 1)
        except OSError:
            return _inflated_raw(body, limit)
    if coding == "br":
        return BrotliReader(BytesIO(body)).read(limit + 1)
    if coding == "zstd":
        return ZstdReader(BytesIO(body)).read(limit + 1)
    raise OSError(coding)


def _inflated_raw(body: bytes, limit: int) -> bytes:
    import zlib

    try:
        return zlib.decompressobj(wbits=-zlib.MAX_WBITS).decompress(body, limit + 1)
    except zlib.error as error:
        raise OSError(str(error)) from None
