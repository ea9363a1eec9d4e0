"""Who writes: a lock on a small file beside the store, which names its holder.

The system frees the lock when its process ends, however it ends, so a killed run blocks nobody. A
file that stays behind is no lock.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from ondit.errors import StoreBusy, UnwritableFile, refusal

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_AGAIN = 0.1  # seconds between two tries
_PAST = 1 << 20
"""Windows locks bytes, not files: one past the holder's name, which stays legible."""


class Lock:
    """The right to write a store."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._path = store.with_name(store.name + "-lock")
        self._file: int | None = None

    def take(self, wait: float) -> None:
        """Take the lock; raise :class:`StoreBusy` when it is held for ``wait`` seconds more."""
        patience = time.monotonic() + wait
        while not self._try():
            if time.monotonic() >= patience:
                raise StoreBusy(path=self._store, **self._holder())
            time.sleep(_AGAIN)
        since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        holder = {"holder": f"{os.getpid()}@{socket.gethostname()}", "since": since}
        assert self._file is not None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, msgspec.json.encode(holder), 0)

    def leave(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._file)
            self._file = None

    def _try(self) -> bool:
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise UnwritableFile(**refusal(self._store, error)) from error
        if _locked(file) and self._is_ours(file):
            self._file = file
            return True
        os.close(file)
        return False

    def _is_ours(self, file: int) -> bool:
        """Tell whether the file we locked still lies at its path: its last holder removes it."""
        try:
            return os.path.samestat(os.fstat(file), self._path.stat())
        except OSError:
            return False

    def _holder(self) -> dict[str, str]:
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, str])
        return {"holder": "?", "since": "?"}


def _locked(file: int) -> bool:
    """Take the system's lock on ``file`` if it is free."""
    try:
        if sys.platform == "win32":
            os.lseek(file, _PAST, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
