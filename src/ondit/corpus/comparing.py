"""Comparing: the pairs that wait are compared by the engine, and what comes of them is kept."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator

import msgspec

from ondit.corpus import work
from ondit.corpus.groups import together
from ondit.corpus.progress import Progress, Watcher
from ondit.engine import Engine, Lost
from ondit.store import log, relations
from ondit.store.database import Session

_PAIRS = 500  # pairs compared, and kept, together


def compare(session: Session, engine: Engine, watch: Watcher | None = None) -> None:
    """Compare the pairs that wait for it."""
    total = int(session.value("SELECT count(*) FROM todo_compare"))
    done = failed = 0
    began = time.monotonic()
    sent: deque[tuple[int, int]] = deque()
    for results in together(engine.map(work.compare, _items(session, sent)), _PAIRS):
        with session.transaction():
            for result in results:
                low, high = sent.popleft()
                failed += _kept(session, low, high, result)
                session.run("DELETE FROM todo_compare WHERE low = ? AND high = ?", (low, high))
        done += len(results)
        if watch is not None:
            watch(
                Progress(
                    stage="compare",
                    done=done,
                    total=total,
                    failed=failed,
                    seconds=time.monotonic() - began,
                )
            )


def _items(session: Session, sent: deque[tuple[int, int]]) -> Iterator[bytes]:
    """Give the pairs as they are wanted, and note in ``sent`` which they are."""
    records: dict[int, bytes] = {}
    last = (0, 0)
    while pairs := list(
        session.rows(
            "SELECT low, high FROM todo_compare WHERE (low, high) > (?, ?)"
            " ORDER BY low, high LIMIT ?",
            (*last, _PAIRS),
        )
    ):
        last = pairs[-1]
        named = {number for pair in pairs for number in pair}
        records = {number: record for number, record in records.items() if number in named}
        for low, high in pairs:
            for number in (low, high):
                if number not in records:
                    records[number] = session.value(
                        "SELECT record FROM articles WHERE number = ?", (number,)
                    )
            sent.append((low, high))
            yield work.pair_of(records[low], records[high])


def _kept(session: Session, low: int, high: int, result: bytes | Lost) -> bool:
    """Keep what came of a pair; tell whether it failed."""
    if isinstance(result, Lost):
        log.fail_together(session, (low, high), error=result.why, detail=result.detail)
        return True
    compared = msgspec.msgpack.decode(result, type=work.Compared)
    relations.keep(session, compared.record, low, high)
    if compared.failure is not None:
        log.fail(session, compared.failure, run=log.last(session))
    return compared.failure is not None
