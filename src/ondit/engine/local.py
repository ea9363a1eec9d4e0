"""The engine of one machine: processes that may die, one for each core.

``concurrent.futures`` does not serve here: one crashing C parser breaks its whole pool, and a task
that hangs cannot be stopped. Each worker (:mod:`ondit.engine.worker`) is a process on two pipes,
served by a thread. It answers item by item, so that it is known which item it died of, or over
which it sat past the deadline: that item is lost, a new worker takes up the next.
"""

from __future__ import annotations

import os
import queue
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ondit.engine import Engine, Function, Lost
from ondit.engine.worker import DONE, FULL, Frames

DEADLINE = 30.0
"""Seconds for one item. The slowest honest page met takes under two."""
MEMORY = 2048
"""Megabytes of address space for one worker; the libraries alone take 600."""

_BATCH = 16  # items sent together, so that a small item does not wait for its turn
_BATCH_BYTES = 1 << 20
_AHEAD = 3  # batches for each worker that are read ahead of the results

_ALONE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""One thread for a worker, since there is one worker for each core."""

Result = bytes | Lost


class Local:
    """Works on all cores. Use :meth:`close`, or as a context manager."""

    def __init__(
        self, workers: int | None = None, *, deadline: float = DEADLINE, memory: int = MEMORY
    ) -> None:
        """``deadline`` in seconds for an item, ``memory`` in megabytes for a worker."""
        self._count = workers or cores()
        self._deadline = deadline
        self._memory = memory
        self._idle: list[_Worker] = []

    def __enter__(self) -> Local:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers."""
        while self._idle:
            self._idle.pop().end()

    def map(self, function: Function, items: Iterable[bytes]) -> Iterator[Result]:
        """Give what ``function`` makes of each of ``items``, in order."""
        tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        name = f"{function.__module__}:{function.__qualname__}"
        threads: list[threading.Thread] = []
        waiting: list[_Task] = []
        batches = _batches(items)
        try:
            for task in batches:
                tasks.put(task)
                waiting.append(task)
                if len(threads) < self._count:
                    threads.append(self._thread(name, tasks))
                if len(waiting) >= _AHEAD * self._count:
                    yield from waiting.pop(0).results()
            while waiting:
                yield from waiting.pop(0).results()
        finally:
            for task in waiting:
                task.dropped = True
            for _ in threads:
                tasks.put(None)
            for thread in threads:
                thread.join()

    def _thread(self, name: str, tasks: queue.SimpleQueue[_Task | None]) -> threading.Thread:
        thread = threading.Thread(target=self._serve, args=(name, tasks), daemon=True)
        thread.start()
        return thread

    def _serve(self, name: str, tasks: queue.SimpleQueue[_Task | None]) -> None:
        """Do tasks with one worker after the other, until there are none."""
        worker: _Worker | None = None
        while (task := tasks.get()) is not None:
            try:
                at = 0
                while at < len(task.items) and not task.dropped:
                    if worker is None:
                        worker = self._worker()
                    for result in worker.work(name, task.items[at:]):
                        task.done.put(result)
                        at += 1
                        if isinstance(result, Lost):
                            worker.end()
                            worker = None
                            break
            except BaseException as error:  # the asker must not wait for ever
                task.done.put(error)
                if worker is not None:
                    worker.end()
                    worker = None
        if worker is not None:
            self._idle.append(worker)

    def _worker(self) -> _Worker:
        with suppress(IndexError):
            return self._idle.pop()
        return _Worker(self._deadline, self._memory)


class _Task:
    """Some items, and their results as they come."""

    def __init__(self, items: list[bytes]) -> None:
        self.items = items
        self.done: queue.SimpleQueue[Result | BaseException] = queue.SimpleQueue()
        self.dropped = False

    def results(self) -> Iterator[Result]:
        for _ in self.items:
            result = self.done.get()
            if isinstance(result, BaseException):
                raise result
            yield result


def _batches(items: Iterable[bytes]) -> Iterator[_Task]:
    batch: list[bytes] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item)
        if len(batch) >= _BATCH or size >= _BATCH_BYTES:
            yield _Task(batch)
            batch, size = [], 0
    if batch:
        yield _Task(batch)


class _Worker:
    """A process that works."""

    def __init__(self, deadline: float, memory: int) -> None:
        self._deadline = deadline
        self._memory = memory
        # What can be imported here can be imported there.
        path = os.pathsep.join([str(Path(__file__).parents[2]), *filter(None, sys.path)])
        limits = [str(memory), str(deadline)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ondit.engine.worker", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _ALONE | {"PYTHONPATH": path},
            start_new_session=True,  # the terminal's Ctrl-C is for the run, which ends its workers
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._out = self._process.stdin.fileno()
        self._frames = Frames(self._process.stdout.fileno())

    def work(self, name: str, items: list[bytes]) -> Iterator[Result]:
        """Give the results of ``items``, up to the first that the worker does not survive."""
        sent = 0
        try:
            Frames.send(self._out, name.encode())
            for item in items:
                # An item is sent when the one before is done: no pipe is full on both sides.
                Frames.send(self._out, item)
                sent += 1
                if not self._answers():
                    yield Lost(why="OutOfTime", detail=f"{self._deadline:g}")
                    return
                kind, result = self._frames.receive()
                if kind == FULL:
                    yield Lost(why="OutOfMemory", detail=str(self._memory))
                    return
                if kind != DONE:
                    raise RuntimeError(result.decode("utf-8", "replace"))
                yield result
            Frames.send(self._out, b"")
        except (EOFError, BrokenPipeError, ConnectionError):
            yield Lost(why="Crashed", detail=self._fate())

    def _answers(self) -> bool:
        """Wait for the worker; tell whether it answered in time."""
        if sys.platform == "win32":  # no waiting for a pipe there: what hangs, hangs
            return True
        waiting = select.poll()
        waiting.register(self._frames.file, select.POLLIN)
        return bool(waiting.poll(self._deadline * 1000))

    def _fate(self) -> str:
        """Give how the process ended."""
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(5)
            with suppress(ValueError):
                return signal.Signals(-code).name
            return str(code)
        return "?"

    def end(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()
        self._process.kill()
        self._process.wait()


@contextmanager
def working(engine: Engine | None) -> Iterator[Engine]:
    """Give ``engine``, or one made for the occasion."""
    if engine is not None:
        yield engine
        return
    with Local() as own:
        yield own


def cores() -> int:
    """Give how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
