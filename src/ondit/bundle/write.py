"""Making a bundle: pages are read anew from the bytes that go into it, and all is hashed.

What the bundle says is what Ondit finds in these bytes alone, so that anybody can find it again.
Names of pages are their last part: where they lay on somebody's disk is nobody's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from ondit import __version__, pipeline
from ondit.bundle import warc
from ondit.bundle.archive import packed, sha256
from ondit.errors import NoPages
from ondit.model import Page, Trace
from ondit.views.export import found_in, jsonl

WACZ = "1.1.1"
PACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"
PAGES = "ondit/pages.json"
RECORDS = "ondit/records.jsonl"
REPORT = "ondit/report.html"
ARCHIVE = f"archive/{warc.FILE}"
INDEX = f"indexes/{warc.INDEX}"
INDEX_OF_BLOCKS = "indexes/index.idx"
PAGE_LIST = "pages/pages.jsonl"

Report = Callable[[Trace], bytes]
"""Makes the page to read of what was found."""
Stamp = Callable[[bytes], bytes]
"""Gives a time stamp token (RFC 3161) for the bytes of ``datapackage.json``."""


def bundle(
    pages: Iterable[Page],
    *,
    made: str,
    title: str,
    report: Report | None = None,
    stamp: Stamp | None = None,
    redacted: Sequence[str] = (),
) -> bytes:
    """Give the bundle of ``pages``, made at ``made`` (ISO 8601, UTC).

    ``redacted`` names what was taken out of the pages before (:mod:`ondit.bundle.redact`). Raises
    :class:`NoPages` when there is none.
    """
    given = named(pages)
    if not given:
        raise NoPages(path=title)
    with pipeline.apart() as engine:
        trace = pipeline.trace(given, engine=engine)
    members = contents(given, trace, made=made)
    if report is not None:
        members[REPORT] = report(trace)
    members[PACKAGE] = described(members, made=made, title=title, redacted=redacted)
    token = stamp(members[PACKAGE]) if stamp is not None else None
    members[DIGEST] = sealed(members[PACKAGE], token)
    return packed(members)


def named(pages: Iterable[Page]) -> list[Page]:
    """Give ``pages`` with short names, each its own."""
    seen: dict[str, int] = {}
    given = []
    for page in pages:
        short = PurePath(page.name).name or "page"
        count = seen[short] = seen.get(short, 0) + 1
        path = PurePath(short)
        name = short if count == 1 else f"{path.stem}-{count}{path.suffix}"
        given.append(replace(page, name=name))
    return given


def contents(pages: Sequence[Page], trace: Trace, *, made: str) -> dict[str, bytes]:
    """Give all members that follow from the pages: what a verifier makes again."""
    articles = {one.article.name: one.article for one in trace.pages}
    kept = [warc.Kept(page, articles.get(page.name)) for page in pages]
    archive, records = warc.archive(kept, made=made)
    lines, blocks = warc.index(records)
    found = BytesIO()
    jsonl.write(found_in(trace), found)
    return {
        ARCHIVE: archive,
        INDEX: lines,
        INDEX_OF_BLOCKS: blocks,
        PAGE_LIST: warc.page_list(kept, records),
        PAGES: encoded([_known(page) for page in pages]),
        RECORDS: found.getvalue(),
    }


def _known(page: Page) -> dict[str, Any]:
    """Give what is known of a page besides its bytes, and their hash."""
    known = {name: value for name, value in asdict(page).items() if name != "body"}
    if not page.told:  # as bundles were before there was any
        del known["told"]
    return {**known, "sha256": sha256(page.body)}


def described(
    members: dict[str, bytes], *, made: str, title: str, redacted: Sequence[str] = ()
) -> bytes:
    """Give ``datapackage.json`` for ``members`` (Frictionless Data Package, as WACZ uses it)."""
    return encoded(
        {
            "profile": "data-package",
            "wacz_version": WACZ,
            "title": title,
            "created": made,
            "software": f"ondit {__version__}",
            "redacted": list(redacted),
            "resources": [
                {
                    "name": name.rpartition("/")[2].lower(),
                    "path": name,
                    "hash": sha256(data),
                    "bytes": len(data),
                }
                for name, data in members.items()
            ],
        }
    )


def sealed(package: bytes, token: bytes | None) -> bytes:
    """Give ``datapackage-digest.json``."""
    digest: dict[str, Any] = {"path": PACKAGE, "hash": sha256(package)}
    if token is not None:
        digest["timestamp"] = token  # JSON holds it in base 64
        digest["timestamp_hash"] = sha256(token)
    return encoded(digest)


def encoded(value: object) -> bytes:
    """Give JSON laid out for the eye, in one way only."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
