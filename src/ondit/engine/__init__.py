"""Engines: where the work of a run is done, and what may die without costing the run.

An engine does one thing: it gives a function every item of a row, and gives back every result in
the order of the items (:class:`Engine`). Items and results are bytes, the function is one that can
be imported by name, and what it does depends on its item alone; so it may run in another process,
or be run again. An item that the function does not survive comes back as :class:`Lost`. The other
half of a distributed computation, bringing together what has the same key, is the store's index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, Protocol

from msgspec import Struct

Function = Callable[[bytes], bytes]


class Lost(Struct, frozen=True, kw_only=True):
    """An item that its function did not survive."""

    why: Literal["Crashed", "OutOfTime", "OutOfMemory"]
    detail: str
    """What ended it: the signal or exit code, the seconds or the megabytes allowed."""


class Engine(Protocol):
    """Something that does the work of a run."""

    def map(self, function: Function, items: Iterable[bytes]) -> Iterator[bytes | Lost]:
        """Give what ``function`` makes of each of ``items``, in order, a few ahead of the asker."""
        ...

    def close(self) -> None:
        """Let go of what the engine holds."""
        ...
