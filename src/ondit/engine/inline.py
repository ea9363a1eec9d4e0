"""The engine that works in this very process, one item after the other.

For tests, and where no other process may be started. It cannot stop what hangs, nor survive what
crashes; an item that asks for too much memory is lost, and any other exception is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ondit.engine import Function, Lost


class Inline:
    """Works here."""

    def map(self, function: Function, items: Iterable[bytes]) -> Iterator[bytes | Lost]:
        """Give what ``function`` makes of each of ``items``."""
        for item in items:
            try:
                result: bytes | Lost = function(item)
            except MemoryError:
                result = Lost(why="OutOfMemory", detail="?")
            yield result

    def close(self) -> None:
        """Hold nothing."""
