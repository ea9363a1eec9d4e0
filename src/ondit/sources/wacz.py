"""Pages inside a WACZ: a ZIP file of WARC files, with a list of what was meant to be archived.

Nothing is unpacked onto the disk, so that names in the archive that lead out of it lead nowhere.
A WARC that lies uncompressed in the ZIP, as the format asks, is read in place. Where the archive
lists its pages (``pages/*.jsonl``), these and what they are redirected to are the pages, and the
frames and advertisements archived along with them are none; a list that names nothing that is
there is not believed. The manifest (``datapackage.json``) is not needed to read.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import IO, BinaryIO

import msgspec

from ondit.errors import BrokenArchive, LockedArchive
from ondit.model import Failure, Page
from ondit.sources import warc

_WARC_ENDS = (".warc", ".warc.gz", ".warc.zst", ".warc.open")
_LISTED = 64 << 20
"""Bytes read of a list of pages: at 200 bytes a line, 300,000 pages."""
_LOCAL_HEAD = 30  # bytes before the name in a ZIP entry


class _Entry(msgspec.Struct, frozen=True):
    """A line of ``pages.jsonl``; its first line has no address."""

    url: str = ""


def is_wacz(stream: BinaryIO, name: str) -> bool:
    """Tell whether ``stream`` is a ZIP file that holds a WARC, or is called a WACZ by ``name``."""
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        return False
    if name.lower().endswith(".wacz"):
        return True
    try:
        with zipfile.ZipFile(stream) as archive:
            return bool(_warcs(archive))
    except (zipfile.BadZipFile, *_REFUSALS):
        return False


def pages(
    stream: BinaryIO, name: str, *, limit: int, skipped: Counter[str] | None = None
) -> Iterator[Page | Failure]:
    """Give the pages of the WACZ ``stream``, WARC after WARC; damage as failures."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, *_REFUSALS):
        yield warc.failure(name, BrokenArchive(path=name))
        # What came of a download that broke off before the table of contents is still there.
        found = warc.pages(stream, name, limit=limit, skipped=skipped)
        yield from (one for one in found if isinstance(one, Page))
        return
    with archive:
        listed = _listed(archive)
        seen = False
        for one in _read(archive, stream, name, limit, listed, skipped):
            seen = seen or isinstance(one, Page)
            yield one
        if listed and not seen:
            everything = _read(archive, stream, name, limit, None, skipped)
            # What is damaged was said the first time.
            yield from (one for one in everything if isinstance(one, Page))


_REFUSALS = (OSError, ValueError, NotImplementedError, RuntimeError, EOFError, OverflowError)
"""What reading a damaged, hostile or encrypted ZIP raises besides ``BadZipFile``."""


def _warcs(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Give the WARC files of an archive, by name, each name once."""
    found = {one.filename: one for one in archive.infolist() if not one.is_dir()}
    return [found[name] for name in sorted(found) if name.lower().endswith(_WARC_ENDS)]


def _read(
    archive: zipfile.ZipFile,
    stream: BinaryIO,
    name: str,
    limit: int,
    listed: frozenset[str] | None,
    skipped: Counter[str] | None,
) -> Iterator[Page | Failure]:
    wanted = warc.Wanted(addresses=set(listed)) if listed else None
    for entry in _warcs(archive):
        if entry.flag_bits & 1:
            yield warc.failure(name, LockedArchive(path=name))
            continue
        try:
            inside, in_place = _opened(archive, stream, entry)
            yield from warc.pages(
                inside, name, limit=limit, wanted=wanted, skipped=skipped, mendable=in_place
            )
        except (zipfile.BadZipFile, *_REFUSALS):
            yield warc.failure(name, BrokenArchive(path=name))


def _opened(
    archive: zipfile.ZipFile, stream: BinaryIO, entry: zipfile.ZipInfo
) -> tuple[BinaryIO, bool]:
    """Open a file inside the archive; tell whether it lies there as it is."""
    if entry.compress_type != zipfile.ZIP_STORED:
        packed: IO[bytes] = archive.open(entry)
        return io.BufferedReader(packed), False  # type: ignore[type-var]
    stream.seek(entry.header_offset)
    head = stream.read(_LOCAL_HEAD)
    if not head.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile
    start = entry.header_offset + _LOCAL_HEAD
    start += int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    return io.BufferedReader(_Window(stream, start, entry.file_size)), True


class _Window(io.RawIOBase):
    """A part of an open file, as a file."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        super().__init__()
        self._stream = stream
        self._start = start
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        room = max(0, min(len(buffer), self._size - self._at))
        self._stream.seek(self._start + self._at)
        read = self._stream.read(room)
        buffer[: len(read)] = read
        self._at += len(read)
        return len(read)


def _listed(archive: zipfile.ZipFile) -> frozenset[str] | None:
    """Give the addresses that the archive lists as its pages; ``None`` when it lists none."""
    found: set[str] = set()
    for entry in archive.infolist():
        if entry.filename.startswith("pages/") and entry.filename.endswith(".jsonl"):
            try:
                with archive.open(entry) as file:
                    for line in file.read(_LISTED).splitlines():
                        found.add(_address(line))
            except (zipfile.BadZipFile, *_REFUSALS):
                return None
    return frozenset(found - {""}) or None


def _address(line: bytes) -> str:
    try:
        return msgspec.json.decode(line, type=_Entry).url.partition("#")[0]
    except msgspec.MsgspecError:
        return ""
