"""Pages inside a WARC file, plain or compressed by gzip or zstd, whoever wrote it.

Records are read one by one and never whole when they are no page, so that memory does not grow
with the file. What is a page: an answer of 200 to 299 that is HTML, an HTML file archived without
an answer (``resource``), and a text that was made of a page (``conversion``, as in the WET files
of Common Crawl). Everything else (pictures, scripts, requests, redirections, errors, repeats) is
passed over and counted.

Archives are damaged in all ways: downloads that broke off, lengths that lie, bytes that flipped.
A damaged record costs itself and no other:

* a record is held back until the next one begins where it ought to;
* where none does, the next beginning of a record is searched in the file. If it can be read, it is
  the record held back that lied, unless its digest proves it; if not, that one is damaged too, and
  the search goes on;
* a record with fewer bytes than it announces is cut short, or swallowed those that follow: these
  are searched from where it began.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.stream_io import ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from msgspec import Struct

from ondit.errors import BrokenRecord, CutShort, OnditError, TooLarge, WrongDigest
from ondit.model import Failure, Page
from ondit.sources import capture, dates, told

_HEAD = 64 << 10
"""Bytes of a record read before it is known to be a page: its HTTP headers are within."""
_SEARCHED = 512 << 20
"""Bytes searched for the next record after damage. Past that the rest of the file is given up:
what is damaged so far on is no archive, and a bomb of zeros is left after a second."""
_WINDOW = 64 << 10
_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How the frame begins in which a ``.warc.zst`` keeps the dictionary of all its records."""
_MARK = b"WARC/"
_BEGINNING = re.compile(rb"\x1f\x8b\x08|\x28\xb5\x2f\xfd|WARC/\d\.\d\r?\n")
_DOCUMENTS = frozenset({"document", ""})
_DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}
_READ = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_REFUSALS = (OSError, ValueError)


class Wanted(Struct, kw_only=True):
    """Which addresses of an archive are pages; those they are redirected to are added."""

    addresses: set[str]


class _Taken(Struct, frozen=True, kw_only=True):
    """A record that was read: its page, why there is none, or nothing when it is no page."""

    result: Page | Failure | None
    proven: bool = False
    short: bool = False


def is_warc(start: bytes) -> bool:
    """Tell whether a file that begins with ``start`` (some KB of it) is a WARC."""
    return _begins(start)


def pages(
    stream: BinaryIO,
    name: str,
    *,
    limit: int,
    wanted: Wanted | None = None,
    skipped: Counter[str] | None = None,
    mendable: bool = True,
) -> Iterator[Page | Failure]:
    """Give the pages of the seekable ``stream``, in the order of the file; damage as failures.

    A page has at most ``limit`` bytes. With ``wanted``, only those at its addresses. ``skipped``
    counts what is no page, by reason. With ``mendable`` false nothing is read after the first
    damage: for streams that go back slowly.
    """
    reading = _Reading(name, limit, wanted, Counter() if skipped is None else skipped)
    at: int | None = 0
    while at is not None:
        stretch = _Stretch(stream, at)
        held: _Taken | None = None
        for record in stretch:
            if held is not None and held.result is not None:
                yield held.result
            held = reading.taken(record)
            if held.short:
                break
        at = None
        if stretch.broken or stretch.begun == 0 or (held is not None and held.short):
            at = _next(stream, stretch.last + 1) if mendable else None
            held, lost = reading.judged(held, stretch, at=at, opens=_opens(stream, at))
            if lost is not None:
                yield lost
        elif not _is_complete(stream, stretch.last):
            held, lost = reading.judged(held, stretch, at=None, opens=False)
            if lost is not None:
                yield lost
        if held is not None and held.result is not None:
            yield held.result


class _Stretch:
    """Records one after the other, from an offset to the end or to the first damage."""

    def __init__(self, stream: BinaryIO, at: int) -> None:
        self._stream = stream
        self.last = at
        self.begun = 0
        self.broken = False

    def __iter__(self) -> Iterator[WarcRecord]:
        self._stream.seek(self.last)
        try:
            for record in ArchiveIterator(self._stream, parse_http=False):
                self.last = max(record.stream_pos, self.last)
                self.begun += 1
                yield record
        except _REFUSALS:
            self.broken = True


class _Reading:
    """What holds for all records of one archive."""

    def __init__(self, name: str, limit: int, wanted: Wanted | None, skipped: Counter[str]) -> None:
        self._name = name
        self._limit = limit
        self._wanted = wanted
        self._skipped = skipped

    def taken(self, record: WarcRecord) -> _Taken:
        """Read one record as far as needed to know whether it is a page, then whole."""
        if not record.record_type & _READ:
            return self._passed(record, str(record.record_type))
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        whole = record.content_length
        try:
            head = record.reader.read(min(_HEAD, whole))
            told = self._told(record, url, head)
            if isinstance(told, str):
                return self._passed(record, told, read=len(head))
            room = (
                self._limit + told.size + 1
            )  # one byte more than is taken, to see that there is more
            block = head + record.reader.read(max(0, min(whole, room) - len(head)))
        except _REFUSALS:
            return _Taken(result=None, short=True)
        shown = _shown(self._name, url, record)
        if len(block) < min(whole, room):
            error: OnditError = CutShort(path=shown, got=len(block), announced=whole)
            return _Taken(result=failure(shown, error), short=True)
        agrees = _agrees(record.headers.get("WARC-Block-Digest"), block)
        if agrees is False and len(block) == whole:
            return _Taken(result=failure(shown, WrongDigest(path=shown)))
        proven = bool(agrees) or (agrees is None and _is_whole(told, block))
        return _Taken(result=self._page(record, url, told, block, shown), proven=proven)

    def _told(self, record: WarcRecord, url: str, head: bytes) -> capture.Answer | str:
        """Give the head of a record's answer if it is a page, else why it is none."""
        kind = record.record_type
        declared = record.headers.get("Content-Type")
        if kind == WarcRecordType.conversion:
            text = capture.media_type(declared) == "text/plain"
            return capture.Answer(status=200, headers={}) if text else "type"
        if not url.lower().startswith(("http://", "https://")):
            return "address"
        if kind == WarcRecordType.resource:
            given = capture.Answer(status=200, headers={"content-type": declared or ""})
        else:
            answer = capture.answer(head)
            if answer is None:
                return "answer"
            given = answer
        self._follow(url, given)
        if not 200 <= given.status < 300 or given.status in (204, 206):
            return "status"
        if (record.headers.get("WARC-Resource-Type") or "") not in _DOCUMENTS:
            return "type"  # browsertrix says what the browser asked it for
        if not capture.is_markup(given.headers.get("content-type"), head[given.size :]):
            return "type"
        if self._wanted is not None and _bare(url) not in self._wanted.addresses:
            return "part"
        return given

    def _follow(self, url: str, answer: capture.Answer) -> None:
        """Let what a page of the list is redirected to be a page too."""
        target = answer.headers.get("location")
        wanted = self._wanted
        if wanted is None or not target or not 300 <= answer.status < 400:
            return
        if _bare(url) in wanted.addresses:
            from urllib.parse import urljoin

            wanted.addresses.add(_bare(urljoin(url, target)))

    def _page(
        self, record: WarcRecord, url: str, answer: capture.Answer, block: bytes, shown: str
    ) -> Page | Failure:
        raw, megabytes = block[answer.size :], self._limit // 1_000_000
        try:
            body = capture.decoded(raw, answer.headers, name=shown, limit=self._limit)
            if len(body) > self._limit:
                raise TooLarge(path=shown, size=f"> {megabytes}", limit=megabytes)
        except OnditError as error:
            return failure(shown, error)
        declared = answer.headers.get("content-type") or record.headers.get("Content-Type")
        page = Page(
            name=shown,
            body=body,
            url=url or None,
            media_type=capture.media_type(declared),
            charset=capture.charset(declared),
            fetched=dates.iso(record.headers.get("WARC-Date")),
        )
        return told.changed(told.fetched(page, "warc-date"), answer.headers)

    def _passed(self, record: WarcRecord, why: str, *, read: int = 0) -> _Taken:
        """Pass over what is no page, and tell whether all of it was there."""
        self._skipped[why] += 1
        try:
            short = read + record.reader.consume() < record.content_length
        except _REFUSALS:
            short = True
        return _Taken(result=None, short=short)

    def judged(
        self, held: _Taken | None, stretch: _Stretch, *, at: int | None, opens: bool
    ) -> tuple[_Taken | None, Failure | None]:
        """Tell, of damage, whether the record before it is whole, and what to say is lost.

        ``at`` is where the next record seems to begin, ``opens`` whether it can be read.
        """
        lost = failure(self._name, BrokenRecord(path=self._name, at=stretch.last))
        if held is None or (held.short and held.result is None):
            return None, lost
        if held.short or isinstance(held.result, Failure):
            return held, None  # it says itself what is wrong
        if at is not None and not opens:
            return held, None  # the next one is the broken one, and will be said to be
        return held if held.proven else None, lost


def _is_whole(answer: capture.Answer, block: bytes) -> bool:
    """Tell whether the server's own count of bytes agrees with those that are there."""
    return answer.headers.get("content-length") == str(len(block) - answer.size)


def _shown(archive: str, url: str, record: WarcRecord) -> str:
    """Name a record as web archives do: the archive, the moment in digits, the address."""
    digits = re.sub(r"\D", "", record.headers.get("WARC-Date") or "")[:14]
    return f"{archive}#{digits}/{url}" if digits else f"{archive}#{url}"


def _bare(url: str) -> str:
    return url.partition("#")[0]


def _agrees(digest: str | None, block: bytes) -> bool | None:
    """Tell whether ``block`` has the ``digest``; ``None`` when there is none that we know."""
    name, _, written = (digest or "").strip().partition(":")
    make = _DIGESTS.get(name.strip().lower().replace("-", ""))
    if make is None or not written:
        return None
    made = make(block, usedforsecurity=False)
    forms = {
        len(made.hexdigest()): made.hexdigest(),
        len(base64.b32encode(made.digest())): base64.b32encode(made.digest()).decode().lower(),
    }
    expected = forms.get(len(written.strip()))
    return None if expected is None else expected == written.strip().lower()


# --------------------------------------------------------------------------------------------
# Where records begin


def _next(stream: BinaryIO, at: int) -> int | None:
    """Give the offset at or after ``at`` of what looks like the beginning of a record."""
    end = at + _SEARCHED
    while at < end:
        stream.seek(at)
        window = stream.read(_WINDOW)
        if not window:
            return None
        for found in _BEGINNING.finditer(window):
            stream.seek(at + found.start())
            if _begins(stream.read(4096)):
                return at + found.start()
        if len(window) <= len(_MARK) + 5:
            return None
        at += len(window) - len(_MARK) - 5  # a mark may lie across the edge
    return None


def _is_complete(stream: BinaryIO, at: int) -> bool:
    """Tell whether the gzip members from ``at`` on are whole; anything else is taken to be.

    The reader ends without a word where a member is cut.
    """
    stream.seek(at)
    window = stream.read(_WINDOW)
    if not window.startswith(_GZIP):
        return True
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    while window:
        try:
            member.decompress(window, _WINDOW)
        except zlib.error:
            return False
        window = member.unused_data if member.eof else member.unconsumed_tail
        if member.eof:
            window = (window or stream.read(_WINDOW)).lstrip(b"\0")  # disks pad with zeros
            if window:
                member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        window = window or stream.read(_WINDOW)
    return member.eof


def _begins(start: bytes) -> bool:
    """Tell whether a record begins with the bytes ``start``, compressed or not."""
    if start.startswith(_GZIP):
        try:
            return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(start, 5) == _MARK
        except zlib.error:
            return False
    if start.startswith(DICTIONARY):
        return True  # the first record can only be read with it, by the reader of records
    if start.startswith(_ZSTD):
        from io import BytesIO

        try:
            return ZstdReader(BytesIO(start)).read(5) == _MARK
        except OSError:
            return False
    return _BEGINNING.match(start) is not None


def _opens(stream: BinaryIO, at: int | None) -> bool:
    """Tell whether a record can be read at ``at``."""
    if at is None:
        return False
    stream.seek(at)
    try:
        return next(iter(ArchiveIterator(stream, parse_http=False)), None) is not None
    except _REFUSALS:
        return False


def failure(name: str, error: OnditError) -> Failure:
    """Give ``error`` as the record of what was lost."""
    return Failure(name=name, error=type(error).__name__, facts=error.facts)
