"""Results in groups, each of which is kept in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_SECONDS = 1.0  # that a result may wait for the next


def together(results: Iterable[T], most: int) -> Iterator[list[T]]:
    """Give ``results`` in groups of ``most``, or of what came within a second."""
    group: list[T] = []
    began = time.monotonic()
    for result in results:
        group.append(result)
        if len(group) >= most or time.monotonic() - began > _SECONDS:
            yield group
            group, began = [], time.monotonic()
    if group:
        yield group
