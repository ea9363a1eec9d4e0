"""What workers do for a corpus: each a function of bytes alone, so that any engine can run it.

They give what goes into the tables as it goes there, packed, so that the one process that writes
has nothing left to compute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import Struct

from ondit import pipeline
from ondit.across.contents import Words
from ondit.across.utterances import Measured, measured
from ondit.across.voices import Placing
from ondit.corpus.correcting import corrected
from ondit.lineage.commons import BINDING
from ondit.lineage.fingerprints import Fingerprints, fingerprints_of
from ondit.model import Correction, Failure, Page, TracedPage
from ondit.remembered import Kept
from ondit.store import bodies
from ondit.store.bodies import Base
from ondit.store.packing import pack_record, unpack, unpack_record
from ondit.store.relations import slim
from ondit.store.said import Prepared, prepared

_encode = msgspec.msgpack.encode


class Read(Struct, frozen=True, array_like=True):
    """What came of a page: one of the first two."""

    prepared: Prepared | None
    failure: Failure | None
    sha256: bytes = b""
    packed: bytes = b""
    """The page's bytes, packed."""
    beside: bool = False
    """Whether they were packed beside the base."""


def item_of(page: Page, corrections: bytes, base: Base | None = None) -> bytes:
    """Give the item for :func:`read`; ``corrections`` are those in force, encoded."""
    return _encode((page, corrections, base))


def read(item: bytes) -> bytes:
    """Read a page, and make it ready for the tables."""
    page, given, base = msgspec.msgpack.decode(item, type=tuple[Page, bytes, Base | None])
    corrections = _corrections(given)
    try:
        traced = corrected(pipeline.traced(page), corrections)
        ready = prepared(traced, Placing(corrections))
    except MemoryError:
        raise  # for the engine to tell
    except Exception as error:  # a page must not end the run, whatever it does
        return _encode(Read(None, pipeline.failure(page.name, error)))
    beside = None if base is None else (_unpacked(base.packed), len(base.packed))
    return _encode(
        Read(ready, None, hashlib.sha256(page.body).digest(), *bodies.packed(page.body, beside))
    )


@lru_cache(maxsize=16)  # of the sites that are being read
def _unpacked(packed: bytes) -> bytes:
    return unpack(packed)


@lru_cache(maxsize=2)
def _corrections(given: bytes) -> tuple[Correction, ...]:
    return msgspec.msgpack.decode(given, type=tuple[Correction, ...])


def prints(item: bytes) -> bytes:
    """Give the fingerprints of some packed records."""
    records = msgspec.msgpack.decode(item, type=list[bytes])
    found = fingerprints_of([unpack_record(one, TracedPage).article for one in records])
    return _encode(found)


def prints_in(result: bytes) -> list[Fingerprints]:
    """Give what :func:`prints` found."""
    return msgspec.msgpack.decode(result, type=list[Fingerprints])


class Compared(Struct, frozen=True, array_like=True):
    """What came of a pair: a derivation, packed, or a failure, or that they are independent.

    Independent pages that share a formula are kept: others may share it.
    """

    record: tuple[str, bytes, bytes] | None
    """As :func:`ondit.store.relations.keep` wants it."""
    failure: Failure | None


def compare(item: bytes) -> bytes:
    """Compare two packed records."""
    one, other = msgspec.msgpack.decode(item, type=tuple[bytes, bytes])
    result = pipeline.compared(_opened(one), _opened(other))
    if isinstance(result, Failure):
        if result.facts.get("type") == MemoryError.__name__:
            raise MemoryError
        return _encode(Compared(None, result))
    if result.kind == "independent" and not any(one.kind in BINDING for one in result.evidence):
        return _encode(Compared(None, None))
    return _encode(Compared((result.id, pack_record(result), slim(result)), None))


def echo(item: bytes) -> bytes:
    """Measure how far statements cover each other."""
    written, pairs = msgspec.msgpack.decode(
        item, type=tuple[dict[int, tuple[str | None, str]], list[tuple[int, int]]]
    )
    words = {number: Words(*one) for number, one in written.items()}
    return _encode([measured(words[a], words[b]) for a, b in pairs])


def echo_of(words: Mapping[int, tuple[str | None, str]], pairs: Sequence[tuple[int, int]]) -> bytes:
    """Give the item for :func:`echo`: pairs of statements, and the language and words of each."""
    return _encode((words, pairs))


def echoes_in(result: bytes) -> list[Measured]:
    """Give what :func:`echo` found."""
    return msgspec.msgpack.decode(result, type=list[Measured])


def _opened(record: bytes) -> TracedPage:
    """Give a record; pairs come sorted, so that an article is met many times in a row."""
    return _kept.get(record, lambda: unpack_record(record, TracedPage), _size)


def _size(page: TracedPage) -> int:
    """Give the characters of a page, and for each statement what its record takes."""
    return sum(len(block.text) for block in page.article.blocks) + 500 * len(page.statements)


_kept: Kept[TracedPage] = Kept(1_000_000)  # of some 64 usual pages


def pair_of(one: bytes, other: bytes) -> bytes:
    """Give the item for :func:`compare`."""
    return _encode((one, other))


def batch_of(records: Sequence[bytes]) -> bytes:
    """Give the item for :func:`prints`."""
    return _encode(records)
