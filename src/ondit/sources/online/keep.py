"""Every answer kept as a WARC, as it came: what was seen can be shown, and read again offline.

One file for each run, a gzip member for each record (WARC 1.1), request and response together,
each with its SHA-256. A file is begun with the first answer, and a new one after a gigabyte.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from msgspec import Struct

from ondit.sources.online.clock import Clock, stamp
from ondit.sources.record import digest, written

Headers = Sequence[tuple[bytes, bytes]]
_FULL = 1 << 30
"""Bytes after which a new file is begun: the size that the WARC guidelines advise."""
# What no longer holds of a body that was taken out of its chunks.
_CHANGED = (b"transfer-encoding",)


class Exchange(Struct, frozen=True, kw_only=True):
    """A request and what came of it, with the body as it was sent (compressed, but not cut)."""

    url: str
    moment: str
    """When the answer began, ISO 8601."""
    request: bytes
    """The head of the request."""
    status: int
    reason: bytes
    headers: Headers
    body: bytes
    number: str | None = None
    """The numeric address that answered."""
    cut: str | None = None
    """Why the body is not whole: ``length`` (the size cap), ``time``, ``disconnect``."""


class Keeper:
    """Writes exchanges into WARC files of a folder."""

    def __init__(self, folder: Path, *, software: str, clock: Clock) -> None:
        """``software`` is what the files say they were made by."""
        self._folder = folder
        self._software = software
        self._clock = clock
        self._file: BinaryIO | None = None
        self.paths: list[Path] = []
        """The files written so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the file that is being written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def keep(self, one: Exchange) -> None:
        """Write an exchange, whole, before anything is made of it."""
        file = self._opened()
        answered = _urn()
        kept = [(name, value) for name, value in one.headers if name.lower() not in _CHANGED]
        renamed = [(b"X-Orig-" + n, v) for n, v in one.headers if n.lower() in _CHANGED]
        lines = [b"HTTP/1.1 %d %b" % (one.status, one.reason)]
        lines += [b"%b: %b" % pair for pair in (*kept, *renamed)]
        block = b"\r\n".join(lines) + b"\r\n\r\n" + one.body
        target = {"WARC-Target-URI": one.url, "WARC-Date": one.moment}
        extra = {"WARC-Payload-Digest": digest(one.body)}
        if one.number:
            extra["WARC-IP-Address"] = one.number
        if one.cut:
            extra["WARC-Truncated"] = one.cut
        extra["Content-Type"] = "application/http; msgtype=response"
        file.write(written("response", answered, block, {**target, **extra}))
        together = {**target, "WARC-Concurrent-To": f"<{answered}>"}
        together["Content-Type"] = "application/http; msgtype=request"
        file.write(written("request", _urn(), one.request, together))
        file.flush()
        if file.tell() >= _FULL:
            self.close()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            now = stamp(self._clock.now())
            name = "ondit-" + "".join(mark for mark in now if mark.isdigit())
            number = 0
            while (path := self._folder / f"{name}-{number:05}.warc.gz").exists():
                number += 1
            self._file = path.open("xb")
            self.paths.append(path)
            fields = f"software: {self._software}\r\nformat: WARC File Format 1.1\r\n".encode()
            named = {"WARC-Date": now, "WARC-Filename": path.name}
            named["Content-Type"] = "application/warc-fields"
            self._file.write(written("warcinfo", _urn(), fields, named))
        return self._file


def _urn() -> str:
    return f"urn:uuid:{uuid.uuid4()}"
