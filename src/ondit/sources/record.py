"""One record of a web archive, written: WARC 1.1 (ISO 28500:2017), a gzip member of its own."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Mapping


def written(kind: str, urn: str, block: bytes, headers: Mapping[str, str]) -> bytes:
    """Give the record of ``kind`` with its digest and length; ``urn`` is its identifier."""
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<{urn}>",
        **headers,
        "WARC-Block-Digest": digest(block),
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {_line(value)}\r\n" for name, value in named.items())
    return gzip.compress(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n", mtime=0)


def digest(block: bytes) -> str:
    """Give the SHA-256 of ``block`` as archives write it."""
    return "sha256:" + base64.b32encode(hashlib.sha256(block).digest()).decode()


def _line(value: str) -> str:
    """Keep a value on its line."""
    return "".join(" " if mark in "\r\n" else mark for mark in value)
