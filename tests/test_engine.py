"""One suite for every engine; what only processes can do is tested of the local one."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from engine_tasks import double, moody
from ondit.engine import Engine, Lost
from ondit.engine.inline import Inline
from ondit.engine.local import Local


@pytest.fixture(params=["inline", "local"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    made: Engine = Inline() if request.param == "inline" else Local(2)
    yield made
    made.close()


@pytest.fixture
def local() -> Iterator[Local]:
    with Local(2, deadline=1.5, memory=700) as made:
        yield made


def test_results_come_in_the_order_of_the_items(engine: Engine) -> None:
    items = [str(number).encode() * (number % 7 + 1) for number in range(200)]
    assert list(engine.map(double, items)) == [item * 2 for item in items]
    assert list(engine.map(double, [b"again"])) == [b"againagain"]
    assert list(engine.map(double, [])) == []


def test_large_items_pass(engine: Engine) -> None:
    items = [bytes([65 + number]) * 3_000_000 for number in range(4)]
    assert list(engine.map(double, items)) == [item * 2 for item in items]


def test_items_are_taken_as_they_are_needed(engine: Engine) -> None:
    taken = 0

    def items() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 500_000

    results = engine.map(double, items())
    for _ in range(20):
        next(results)
    assert taken < 60
    assert isinstance(results, Iterator)
    del results


def test_an_item_that_crashes_hangs_or_eats_costs_itself_alone(local: Local) -> None:
    items = [b"a", b"crash", b"b", b"hang", b"eat", b"c", b"leave", b"print", b"d"]
    found = list(local.map(moody, items))
    lost = {items[at]: one for at, one in enumerate(found) if isinstance(one, Lost)}
    assert {item: one.why for item, one in lost.items()} == {
        b"crash": "Crashed",
        b"hang": "OutOfTime",
        b"eat": "OutOfMemory",
        b"leave": "Crashed",
    }
    assert (lost[b"crash"].detail, lost[b"leave"].detail) == ("SIGABRT", "3")
    assert (lost[b"hang"].detail, lost[b"eat"].detail) == ("1.5", "700")
    kept = [one for one in found if not isinstance(one, Lost)]
    assert kept == [b"a done", b"b done", b"c done", b"print done", b"d done"]


def test_a_mistake_is_raised(engine: Engine) -> None:
    with pytest.raises((ValueError, RuntimeError), match="a mistake"):
        list(engine.map(moody, [b"a", b"raise", b"b"]))


def test_an_asker_who_leaves_leaves_nothing_behind(local: Local) -> None:
    results = local.map(moody, [b"a"] * 500)
    assert next(results) == b"a done"
    results.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 10
    while threading.active_count() > 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(local.map(moody, [b"b"])) == [b"b done"]
