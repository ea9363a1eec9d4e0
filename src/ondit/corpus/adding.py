"""Adding pages: read by an engine, and kept.

Pages are kept in transactions of a second's work, each of which also writes down what it leaves to
do; so a run that is killed at any point loses what it had not written, and the next one goes on
from there: a page that is known already is not read again.
"""

from __future__ import annotations

import hashlib
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ondit import __version__
from ondit.corpus import changing, days, work
from ondit.corpus.groups import together
from ondit.corpus.progress import Progress, Watcher
from ondit.corpus.settling import note, settle
from ondit.engine import Engine, Lost
from ondit.model import Failure, Page, Run
from ondit.store import bodies, log, pages, said
from ondit.store.bodies import Base
from ondit.store.database import Session
from ondit.store.packing import pack
from ondit.store.schema import UNDATED

_TOGETHER = 100  # pages of a transaction at most
_SITES = 200  # whose bases are kept in mind


class Wanted(Struct, frozen=True, kw_only=True):
    """Which of the pages given are to be kept."""

    language: str | None = None
    since: str | None = None
    """First trusted date of publication, ISO 8601; the undated are left out."""

    def __post_init__(self) -> None:
        """Raise :class:`~ondit.errors.NotADay` where ``since`` is none."""
        if self.since is not None:
            days.since(self.since)

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
    site: str = ""
    sketch: bytes = b""
    base: Base | None = None
    """What its bytes are packed beside, if that helps."""


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


class _Bases:
    """What pages are packed beside, by site.

    The first page of a frame is chosen before it is read, so that those that are read with it are
    packed beside it already.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held: dict[str, list[tuple[Base, int]]] = {}  # with how many were packed beside it

    def of(self, site: str, body: bytes, sketch: bytes) -> Base | None:
        """Give what ``body`` is to be packed beside; nothing, where it is the first."""
        held = self._of(site)
        for place, (base, used) in enumerate(held):
            if used < bodies.MOST and bodies.alike(sketch, base.sketch):
                found = bodies.whole(self._session, base)
                if found is not None:
                    held[place] = base, used + 1
                    return found
        held.insert(0, (Base(hashlib.sha256(body).digest(), pack(body), sketch), 0))
        del held[bodies.FRAMES :]
        return None

    def put(self, site: str, base: Base) -> None:
        """Let pages of a site be packed beside ``base``, which is kept now, too."""
        held = self._of(site)
        for place, (one, used) in enumerate(held):
            if one.sha256 == base.sha256:
                held[place] = base, used
                return
        held.insert(0, (base, 0))
        del held[bodies.FRAMES :]

    def _of(self, site: str) -> list[tuple[Base, int]]:
        held = self._held.pop(site, None)
        self._held[site] = bodies.bases_of(self._session, site) if held is None else held
        if len(self._held) > _SITES:
            del self._held[next(iter(self._held))]
        return self._held[site]


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
        self._bases = _Bases(session)
        self._met: deque[_Seen | Failure] = deque()
        self._done = self._failed = 0
        self._began = time.monotonic()

    def add(self, given: Iterable[Page | Failure]) -> None:
        """Read and keep the pages ``given``."""
        results = self._engine.map(work.read, self._items(given))
        for group in together(results, _TOGETHER):
            with self._session.transaction():
                for result in group:
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
            if held is not None:
                self._met.append(_Seen(bare, own, len(page.body), held))
                continue
            site = bodies.site_of(page)
            sketch = bodies.sketch(page.body)
            base = self._bases.of(site, page.body, sketch)
            self._met.append(_Seen(bare, own, len(page.body), None, site, sketch, base))
            yield work.item_of(page, self._corrections, base)

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
        body = bodies.keep(
            session,
            sha256=read.sha256,
            size=seen.size,
            packed=read.packed,
            site=seen.site,
            sketch=seen.sketch,
            base=seen.base if read.beside else None,
        )
        if not read.beside:
            self._bases.put(seen.site, Base(read.sha256, b"", seen.sketch))
        original = pages.keep(session, seen.page, seen.key, body=body, run=self._run)
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
