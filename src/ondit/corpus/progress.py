"""How far a run is, for whoever watches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct


class Progress(Struct, frozen=True, kw_only=True):
    """How far a run is."""

    stage: Literal["read", "compare"]
    done: int
    total: int | None = None
    """How many there will be, where it is known."""
    failed: int = 0
    seconds: float = 0.0
    """Since the stage began."""


Watcher = Callable[[Progress], None]
