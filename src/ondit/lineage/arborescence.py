"""The best tree over arcs: Edmonds' branching of least cost, from a root that is no page.

The method is Tarjan's (1977): each node takes its cheapest incoming arc; where that closes a
cycle the nodes of the cycle become one, whose further arcs cost what they cost more than the one
they would replace; at the end the cycles are opened again from the last to the first. Heaps are
joined the smaller into the larger, so that a family of thousands is a matter of milliseconds, and
nothing recurses.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple


class Arc(NamedTuple):
    """A possible parent of a node; nodes are numbers from 0, and -1 is the root."""

    parent: int
    child: int
    cost: float


def branching(count: int, arcs: Sequence[Arc]) -> list[int]:
    """Give the place in ``arcs`` of the incoming arc of each node, at the least cost in all.

    Every node must be reachable from the root. Among equal trees the order of ``arcs`` decides.
    """
    heaps = [_Heap() for _ in range(count)]
    for place, arc in enumerate(arcs):
        heaps[arc.child].cheapest.append((arc.cost, place))
    for heap in heaps:
        heapify(heap.cheapest)
    groups = _Groups(count)
    seen = [-1] * count
    taken = [-1] * count
    cycles: list[tuple[int, int, list[int]]] = []
    for start in range(count):
        node, path, chosen = start, list[int](), list[int]()
        while node >= 0 and seen[node] < 0:
            place = heaps[node].take()
            path.append(node)
            chosen.append(place)
            seen[node] = start
            parent = arcs[place].parent
            node = groups.find(parent) if parent >= 0 else -1
            if node >= 0 and seen[node] == start:
                node = _contract(node, path, chosen, groups, heaps, cycles)
                seen[node] = -1
        for place in chosen:
            taken[groups.find(arcs[place].child)] = place
    for node, moment, cycle in reversed(cycles):
        groups.undo(moment)
        entering = taken[node]
        for place in cycle:
            taken[groups.find(arcs[place].child)] = place
        taken[groups.find(arcs[entering].child)] = entering
    return taken


def _contract(
    node: int,
    path: list[int],
    chosen: list[int],
    groups: _Groups,
    heaps: list[_Heap],
    cycles: list[tuple[int, int, list[int]]],
) -> int:
    """Make the end of ``path``, which came back to ``node``, one node; give it."""
    moment = groups.moment
    cycle: list[int] = []
    joined = _Heap()
    while True:
        last = path.pop()
        cycle.append(chosen.pop())
        joined = joined.joined(heaps[last])
        if not groups.join(node, last):
            break
    one = groups.find(node)
    heaps[one] = joined
    cycles.append((one, moment, cycle))
    return one


class _Heap:
    """Incoming arcs, the cheapest first; what was paid already is taken off all of them at once."""

    def __init__(self) -> None:
        self.cheapest: list[tuple[float, int]] = []
        self.paid = 0.0

    def take(self) -> int:
        """Take the cheapest arc; the others cost what they cost more."""
        cost, place = heappop(self.cheapest)
        self.paid = cost
        return place

    def joined(self, other: _Heap) -> _Heap:
        """Give the arcs of both."""
        small, large = sorted((self, other), key=lambda heap: len(heap.cheapest))
        for cost, place in small.cheapest:
            heappush(large.cheapest, (cost - small.paid + large.paid, place))
        return large


class _Groups:
    """Which nodes are one by now, and the way back."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))
        self._size = [1] * count
        self._done: list[int] = []

    @property
    def moment(self) -> int:
        """How many joins were made."""
        return len(self._done)

    def find(self, node: int) -> int:
        while self._above[node] != node:
            node = self._above[node]
        return node

    def join(self, one: int, other: int) -> bool:
        """Make two groups one; ``False`` when they are already."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return False
        if self._size[one] < self._size[other]:
            one, other = other, one
        self._above[other] = one
        self._size[one] += self._size[other]
        self._done.append(other)
        return True

    def undo(self, moment: int) -> None:
        """Take back the joins made since."""
        while len(self._done) > moment:
            other = self._done.pop()
            self._size[self._above[other]] -= self._size[other]
            self._above[other] = other
