"""The watch itself: feeds are visited, their pages added, the rules applied, the alerts brought.

The order makes it safe to kill at any point. Pages are added to the store before the feed is noted
as visited: what was fetched in vain is fetched again, and a page that is there already is not read
twice. Articles that the rules were not yet applied to are remembered until they were.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec import Struct

from ondit.corpus import Corpus
from ondit.engine import Engine
from ondit.errors import StoreError
from ondit.model import Failure, Page
from ondit.sources.online.clock import Clock, stamp
from ondit.watch.deliver import Delivery
from ondit.watch.match import Alert, alerts
from ondit.watch.rules import Rule
from ondit.watch.state import State, Visited
from ondit.watch.visits import Visit, Visits

_LONGEST_SLEEP = 3600.0


class Round(Struct, frozen=True, kw_only=True):
    """What one visit brought, for whoever looks on."""

    visit: Visit
    added: int
    alerts: tuple[Alert, ...]


class Watch:
    """One watch over a store."""

    def __init__(
        self,
        corpus: Corpus,
        rules: tuple[Rule, ...],
        *,
        visits: Visits,
        delivery: Delivery,
        state: State,
        clock: Clock,
        seen: Callable[[Round], None],
        engine: Engine | None = None,
    ) -> None:
        """``seen`` is told of every visit; ``engine`` reads the pages, else one made for each."""
        self._corpus = corpus
        self._rules = rules
        self._visits = visits
        self._delivery = delivery
        self._state = state
        self._clock = clock
        self._seen = seen
        self._engine = engine

    def once(self) -> None:
        """Visit every feed but those that failed of late, once."""
        self._resume()
        for address in self._visits.due(all_healthy=True):
            self._visit(address)

    def run(self) -> None:
        """Visit feeds as they come due, until interrupted."""
        self._resume()
        while True:
            for address in self._visits.due():
                self._visit(address)
            self._clock.sleep(min(_LONGEST_SLEEP, self._visits.pause()))

    def _resume(self) -> None:
        """Finish what an earlier watch, cut off, left undone."""
        self._apply()
        self._delivery.deliver()
        self._state.save()

    def _visit(self, address: str) -> None:
        before = msgspec.json.encode(self._state.feed(address))
        visit = self._visits.visit(address)
        try:
            added = self._add(visit)
        except StoreError as error:  # another writes, or the disk is full: it may pass
            known = msgspec.json.decode(before, type=Visited)
            known.due = self._state.feed(address).due
            self._state.memory.feeds[address] = known
            failed = Failure(name=address, error=type(error).__name__, facts=error.facts)
            self._seen(Round(visit=Visit(address=address, failures=[failed]), added=0, alerts=()))
            return
        self._state.save()
        found = self._apply()
        self._delivery.deliver()
        self._state.save()
        self._seen(Round(visit=visit, added=added, alerts=found))

    def _add(self, visit: Visit) -> int:
        """Add the pages of a visit; tell how many articles are new."""
        if not visit.pages:
            return 0
        given: list[Page | Failure] = [*visit.pages, *visit.failures]
        run = self._corpus.add(given, given=(visit.address,), engine=self._engine)
        waiting = self._state.memory.checked
        for page in visit.pages:
            latest = self._corpus.at(page.url or page.name)[-1:]
            waiting += [one for one in latest if one not in waiting]
        return run.added

    def _apply(self) -> tuple[Alert, ...]:
        """Apply the rules to the articles that wait for it."""
        memory = self._state.memory
        now = stamp(self._clock.now())
        found = []
        while memory.checked:
            for alert in alerts(self._corpus, memory.checked[0], self._rules, at=now):
                if self._state.add(alert):
                    found.append(alert)
            memory.checked.pop(0)
            self._state.save()
        return tuple(found)
