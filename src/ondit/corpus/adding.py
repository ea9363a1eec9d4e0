"""Adding pages: read by an engine, and kept.

Pages are kept in transactions of a second's work, each of which also writes down what it leaves to
do; so a run that is killed at any point loses what it had not written, and the next one goes on
from there: a page that is known already is not read again.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ondit import __version__
from ondit.corpus import changing, work
from ondit.corpus.progress import Progress, Watcher
from ondit.corpus.settling import note, settle
from ondit.engine import Engine, Lost
from ondit.model import Failure, Page, Run
from ondit.store import log, pages, said
from ondit.store.database import Session
from ondit.store.schema import UNDATED

_TOGETHER = 100  # pages of a transaction at most
_SECONDS = 1.0  # and how long one may wait for the next


class Wanted(Struct, frozen=True, kw_only=True):
    """Which of the pages given are to be kept."""

    language: str | None = None
    since: str | None = None
    """First trusted date of publication, ISO 8601; the undated are left out."""

    def wants(self, ready: said.Prepared) -> bool:
        """Tell whether an article is to be kept."""
        if self.language is not None and ready.language != self.language:
            return False
        return self.since is None or self.since <= ready.dated < UNDATED


class _Seen(Struct, frozen=True):
    """A page that was met, without its bytes."""

    page: Page
    key: bytes
    size: int
    known: pages.Known | None = None


def add(
    session: Session,
    engine: Engine,
    given: Iterable[Page | Failure],
    *,
    named: Sequence[str] = (),
    wanted: Wanted | None = None,
    watch: Watcher | None = None,
) -> Run:
    """Add the pages ``given``; see :meth:`ondit.Corpus.add`."""
    with session.transaction():
        run = log.begin(session, named, version=__version__)
    _Adding(session, engine, run, wanted or Wanted(), watch).add(given)
    settle(session, engine, watch=watch)
    changing.purge(session)
    with session.transaction():
        log.end(session, run)
    return log.run(session, run)


class _Adding:
    """One run, as far as reading and keeping goes."""

    def __init__(
        self, session: Session, engine: Engine, run: int, wanted: Wanted, watch: Watcher | None
    ) -> None:
        self._session = session
        self._engine = engine
        self._run = run
        self._wanted = wanted
        self._watch = watch
        self._corrections = msgspec.msgpack.encode(log.in_force(log.corrections(session)))
        self._met: deque[_Seen | Failure] = deque()
        self._done = self._failed = 0
        self._began = time.monotonic()

    def add(self, given: Iterable[Page | Failure]) -> None:
        """Read and keep the pages ``given``."""
        results = self._engine.map(work.read, self._items(given))
        for together in _grouped(results):
            with self._session.transaction():
                for result in together:
                    self._pass()
                    seen = self._met.popleft()
                    assert isinstance(seen, _Seen)
                    self._keep(seen, result)
                self._pass()
            self._tell()
        with self._session.transaction():
            self._pass()
        self._tell()

    def _items(self, given: Iterable[Page | Failure]) -> Iterator[bytes]:
        """Give the pages that are to be read; note them all."""
        for page in given:
            if isinstance(page, Failure):
                self._met.append(page)
                continue
            own = pages.key(page)
            held = pages.known(self._session, own)
            bare = replace(page, body=b"")
            self._met.append(_Seen(bare, own, len(page.body), held))
            if held is None:
                yield work.item_of(page, self._corrections)

    def _pass(self) -> None:
        """Note those pages that come next and were not to be read."""
        while self._met:
            first = self._met[0]
            if isinstance(first, Failure):
                self._fail(first, None)
            elif first.known is not None:
                pages.rename(self._session, first.known, first.page.name)
                self._count()
            else:
                return
            self._met.popleft()

    def _keep(self, seen: _Seen, result: bytes | Lost) -> None:
        """Keep what came of a page."""
        page = seen.page
        if isinstance(result, Lost):
            facts = {"path": page.name, "detail": result.detail}
            self._fail(Failure(name=page.name, error=result.why, facts=facts), page.url)
            return
        read = msgspec.msgpack.decode(result, type=work.Read)
        if read.prepared is None:
            assert read.failure is not None
            self._fail(read.failure, page.url)
            return
        log.mended(self._session, page.name, page.url)
        held = pages.known(self._session, seen.key)  # it may have come twice in a row
        if held is not None:
            pages.rename(self._session, held, page.name)
        elif self._wanted.wants(read.prepared):
            self._count(added=self._put(seen, read, read.prepared))
            return
        self._count()

    def _put(self, seen: _Seen, read: work.Read, ready: said.Prepared) -> bool:
        """Put an article into the tables; tell whether there was none of its identifier."""
        session, name = self._session, seen.page.name
        original = pages.keep(
            session,
            seen.page,
            seen.key,
            sha256=read.sha256,
            size=seen.size,
            packed=read.packed,
            run=self._run,
        )
        number = pages.number_of(session, ready.id)
        new = number is None
        if number is None:
            number = said.put(session, ready, name=name, original=original)
        pages.belong(session, original, number)
        if not new:
            if pages.first(session, number) != original:
                return False
            said.change(session, number, ready, name=name, original=original)
        note(session, number)
        return new

    def _fail(self, failure: Failure, url: str | None) -> None:
        log.fail(self._session, failure, run=self._run, url=url)
        self._failed += 1
        self._count(failed=True)

    def _count(self, *, added: bool = False, failed: bool = False) -> None:
        self._done += 1
        log.count(self._session, self._run, read=1, added=added, failed=failed)

    def _tell(self) -> None:
        if self._watch is not None:
            seconds = time.monotonic() - self._began
            self._watch(
                Progress(stage="read", done=self._done, failed=self._failed, seconds=seconds)
            )


def _grouped(results: Iterable[bytes | Lost]) -> Iterator[list[bytes | Lost]]:
    """Give results in groups that are kept together."""
    group: list[bytes | Lost] = []
    began = time.monotonic()
    for result in results:
        group.append(result)
        if len(group) >= _TOGETHER or time.monotonic() - began > _SECONDS:
            yield group
            group, began = [], time.monotonic()
    if group:
        yield group
