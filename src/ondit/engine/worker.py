"""A worker process of the local engine: takes items from standard input, gives their results back.

It is meant to die: its memory is limited, and where the system has alarms it ends by itself when
one item takes far too long, so that nothing is left behind when the process that started it was
killed. A function may print or crash: what speaks to the other side is a copy of standard output
that nobody else knows of.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import cast

DONE, FULL, FAILED = b"D", b"F", b"E"
_HEAD = 8  # bytes that say how long a frame is
_PATIENCE = 3  # deadlines after which a worker ends by itself


class Frames:
    """Bytes of any length through a pipe."""

    def __init__(self, file: int) -> None:
        self.file = file

    @staticmethod
    def send(file: int, body: bytes, kind: bytes = b"") -> None:
        """Send a frame; ``kind`` is its first byte."""
        size = len(kind) + len(body)
        waiting = memoryview(size.to_bytes(_HEAD, "little") + kind + body)
        while waiting:
            waiting = waiting[os.write(file, waiting) :]

    def take(self) -> bytes:
        """Take a frame whole; raise ``EOFError`` when the other side is gone."""
        return self._read(int.from_bytes(self._read(_HEAD), "little"))

    def receive(self) -> tuple[bytes, bytes]:
        """Take a frame with its kind."""
        frame = self.take()
        return frame[:1], frame[1:]

    def _read(self, size: int) -> bytes:
        parts = []
        while size:
            part = os.read(self.file, min(size, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


def main(memory: int, deadline: float) -> None:
    """Work until the other side is gone. ``memory`` in megabytes, ``deadline`` in seconds."""
    out = os.dup(1)
    os.dup2(2, 1)  # what is printed goes where errors go
    _limit(memory)
    alarm = _alarm(deadline * _PATIENCE)
    frames = Frames(0)
    while True:
        try:
            function = _function(frames.take().decode())
            while item := frames.take():
                alarm(True)
                kind, result = _done(function, item)
                alarm(False)
                Frames.send(out, result, kind)
                if kind == FULL:
                    return  # what is left of the memory may be in any state
        except (EOFError, BrokenPipeError):
            return


def _done(function: Callable[[bytes], bytes], item: bytes) -> tuple[bytes, bytes]:
    try:
        return DONE, function(item)
    except MemoryError:
        return FULL, b""
    except Exception as error:
        return FAILED, f"{type(error).__name__}: {error}".encode("utf-8", "replace")


@cache
def _function(name: str) -> Callable[[bytes], bytes]:
    module, _, inside = name.partition(":")
    found: object = import_module(module)
    for part in inside.split("."):
        found = getattr(found, part)
    return cast("Callable[[bytes], bytes]", found)


def _limit(memory: int) -> None:
    """Let this process have no more than ``memory`` megabytes, where the system can say so."""
    try:
        import resource
    except ImportError:  # Windows
        return
    size = memory << 20
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> Callable[[bool], None]:
    """Give what sets and unsets an alarm that ends this process after ``seconds``."""
    import signal

    if not hasattr(signal, "setitimer"):
        return lambda _: None
    signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def set_or_unset(on: bool) -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds if on else 0.0)

    return set_or_unset


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
