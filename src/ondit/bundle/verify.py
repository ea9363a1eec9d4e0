"""Checking a bundle: every hash, the container's own bytes, and the analysis run again.

Five questions, each of which can fail alone. Is it a bundle? Is every member what
``datapackage.json`` says, and is there no other? Is that file what its digest says? Do the bytes of
the archive hold the pages that ``ondit/pages.json`` lists? And does Ondit, reading those pages
again, find the same? Last the container is made anew from its members: if its bytes differ, some
byte between them was changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from gzip import BadGzipFile
from io import BytesIO
from typing import Any

import msgspec
from msgspec import Struct

from ondit import __version__, pipeline
from ondit.bundle import write
from ondit.bundle.archive import packed, sha256, unpacked
from ondit.errors import BrokenBundle, MissingExtra
from ondit.model import DateClue, Page
from ondit.sources.online import timestamp
from ondit.sources.online.timestamp import TimeStamp

MEMBERS = (
    write.ARCHIVE,
    write.INDEX,
    write.INDEX_OF_BLOCKS,
    write.PAGE_LIST,
    write.PAGES,
    write.RECORDS,
)
"""Those that every bundle has; the report may be missing."""


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is not as it was made."""

    problem: str
    """A key of the message catalogue, table ``verify``."""
    member: str | None = None


class Verified(Struct, frozen=True, kw_only=True):
    """What checking a bundle found."""

    title: str
    made: str
    software: str
    pages: int
    redacted: tuple[str, ...]
    report: bool
    """Whether a report lies in it: it was hashed, not made again."""
    token: bytes | None
    """The time stamp token of ``datapackage.json``, where there is one."""
    stamp: TimeStamp | None
    """What the token says; ``None`` without one, or without the library that reads it."""
    findings: tuple[Finding, ...]
    """Empty when nothing was changed."""


class _Resource(Struct):
    name: str
    path: str
    hash: str
    bytes: int


class _Package(Struct):
    wacz_version: str
    title: str
    created: str
    software: str
    redacted: tuple[str, ...]
    resources: tuple[_Resource, ...]


class _Digest(Struct):
    path: str
    hash: str
    timestamp: bytes | None = None


class _Known(Struct):
    name: str
    sha256: str
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    fetched: str | None = None
    told: tuple[DateClue, ...] = ()


def verify(data: bytes, *, name: str, root: bytes | None = None) -> Verified:
    """Check the bundle ``data``, called ``name``; ``root`` is a certificate to hold its stamp to.

    Raises :class:`BrokenBundle` where so much is gone that there is nothing to check.
    """
    members = unpacked(data, name=name)
    package = _decoded(members, write.PACKAGE, _Package, name)
    digest = _decoded(members, write.DIGEST, _Digest, name)
    findings = [
        *_hashed(members, package),
        *_sealed(members, digest),
        *_again(members, package),
    ]
    if packed(members) != data:
        findings.append(Finding(problem="container"))
    stamp = _stamped(digest.timestamp, members[write.PACKAGE], root)
    if stamp is not None and not stamp.fits:
        findings.append(Finding(problem="stamp-of-another", member=write.DIGEST))
    return Verified(
        title=package.title,
        made=package.created,
        software=package.software,
        pages=len(_known(members)),
        redacted=package.redacted,
        report=write.REPORT in members,
        token=digest.timestamp,
        stamp=stamp,
        findings=tuple(dict.fromkeys(findings)),
    )


def _decoded(members: dict[str, bytes], member: str, shape: type[Any], name: str) -> Any:
    try:
        return msgspec.json.decode(members[member], type=shape)
    except (KeyError, msgspec.MsgspecError, ValueError) as error:
        raise BrokenBundle(path=name, problem=member) from error


def _hashed(members: dict[str, bytes], package: _Package) -> Iterator[Finding]:
    listed = {one.path: one for one in package.resources}
    for path, one in listed.items():
        if path not in members:
            yield Finding(problem="missing", member=path)
        elif sha256(members[path]) != one.hash or len(members[path]) != one.bytes:
            yield Finding(problem="changed", member=path)
    for path in MEMBERS:
        if path not in listed:
            yield Finding(problem="missing", member=path)
    for path in members:
        if path not in listed and path not in (write.PACKAGE, write.DIGEST):
            yield Finding(problem="added", member=path)


def _sealed(members: dict[str, bytes], digest: _Digest) -> Iterator[Finding]:
    package = members[write.PACKAGE]
    if members[write.DIGEST] != write.sealed(package, digest.timestamp):
        yield Finding(problem="changed", member=write.PACKAGE)


def _stamped(token: bytes | None, package: bytes, root: bytes | None) -> TimeStamp | None:
    if token is None:
        return None
    try:
        return timestamp.read(token, package, root=root)
    except MissingExtra:
        return None


def _known(members: dict[str, bytes]) -> list[_Known]:
    try:
        return msgspec.json.decode(members.get(write.PAGES, b"[]"), type=list[_Known])
    except (msgspec.MsgspecError, ValueError):
        return []


def _again(members: dict[str, bytes], package: _Package) -> Iterator[Finding]:
    """Make again what follows from the pages, and compare."""
    try:
        bodies = list(_bodies(members.get(write.ARCHIVE, b"")))
    except (EOFError, BadGzipFile, zlib.error, ValueError, OSError):
        bodies = []
    known = _known(members)
    if [sha256(body) for body in bodies] != [one.sha256 for one in known]:
        yield Finding(problem="pages", member=write.ARCHIVE)
        return
    pages = [
        Page(
            name=one.name,
            body=body,
            url=one.url,
            media_type=one.media_type,
            charset=one.charset,
            fetched=one.fetched,
            told=one.told,
        )
        for one, body in zip(known, bodies, strict=True)
    ]
    with pipeline.apart() as engine:
        trace = pipeline.trace(pages, engine=engine)
    made = write.contents(pages, trace, made=package.created)
    same_version = package.software == f"ondit {__version__}"
    for path, data in made.items():
        if members.get(path) != data:
            other = path == write.RECORDS and not same_version
            yield Finding(problem="version" if other else "analysis", member=path)


def _bodies(archive: bytes) -> Iterator[bytes]:
    """Give the bytes of the pages, read by a library that did not write them."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in ArchiveIterator(
        BytesIO(archive), record_types=WarcRecordType.resource, parse_http=False
    ):
        yield record.reader.read()
