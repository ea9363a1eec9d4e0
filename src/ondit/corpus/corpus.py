"""The corpus: a store opened, with methods that read like the questions asked of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from ondit import model
from ondit.corpus import adding, changing, checking, overview, reading, related, spoken
from ondit.corpus.adding import Wanted
from ondit.corpus.progress import Watcher
from ondit.corpus.settling import settle
from ondit.engine import Engine
from ondit.engine.inline import Inline
from ondit.engine.local import working
from ondit.store import log
from ondit.store.database import WAIT, Database, Session

if TYPE_CHECKING:
    from ondit.model import (
        Article,
        Correction,
        Counts,
        Derivation,
        Dispute,
        Failure,
        Finding,
        Flow,
        Hit,
        Kinship,
        Page,
        Receipt,
        Run,
        Site,
        Stance,
        Statement,
        Story,
        StorySummary,
        TracedPage,
        Utterance,
        UtteranceSummary,
        Voice,
        VoiceSummary,
    )


class Corpus:
    """A case in a file: ``ondit.Corpus("case.ondit")``.

    Nothing is opened before it is asked for; the file is made by the first :meth:`add`. Reading
    raises :class:`ondit.MissingFile` when there is none, :class:`ondit.NotAStore`,
    :class:`ondit.NewerStore` or :class:`ondit.DamagedStore` when it cannot be used; writing, also
    :class:`ondit.StoreBusy` and :class:`ondit.DiskFull`. A corpus may be used by several threads.
    Identifiers are those of the records; an unknown one raises :class:`ondit.NotInCorpus`.
    """

    def __init__(self, path: str | os.PathLike[str], *, wait: float = WAIT) -> None:
        """``wait``: seconds to wait for another writer."""
        self.path = Path(path)
        self._database = Database(path, brought=_brought)
        self._wait = wait

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Corpus({os.fspath(self.path)!r})"

    def _repr_html_(self) -> str:
        """Show in a notebook how much there is of everything."""
        rows = "".join(
            f"<tr><th>{name}</th><td>{escape(str(value))}</td></tr>"
            for name, value in asdict(self.counts()).items()
        )
        return f"<table><caption>{escape(str(self.path))}</caption>{rows}</table>"

    def to_arrow(self, table: str = "articles") -> Any:
        """Give a table of ``ondit export`` as a ``pyarrow.Table``, one row for each thing.

        ``table`` is ``articles``, ``statements``, ``derivations``, ``voices``… as in ``--table``.
        Raises :class:`ondit.MissingExtra` without pyarrow (``ondit[parquet]``).
        """
        from io import BytesIO

        from ondit.views.export import Findings, parquet

        found = Findings(
            pages=self.pages,
            derivations=self.derivations,
            stories=self.stories,
            flows=self.flows,
            kinships=self.kinships,
            voices=self.voices,
            failures=self.failures,
        )
        written = BytesIO()
        parquet.write(found, written, table=table)
        import pyarrow.parquet

        written.seek(0)
        return pyarrow.parquet.read_table(written)

    def to_pandas(self, table: str = "articles") -> Any:
        """Give :meth:`to_arrow` as a ``pandas.DataFrame``; pandas must be installed."""
        return self.to_arrow(table).to_pandas()

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        self._database.close()

    # ---------------------------------------------------------------------------- what

    def articles(
        self,
        *,
        site: str | None = None,
        language: str | None = None,
        since: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[Article]:
        """Give articles by trusted date, the undated last.

        ``since`` is the first day wanted (ISO 8601) and leaves the undated out.
        """
        chosen = self.pages(site=site, language=language, since=since, limit=limit, offset=offset)
        return (page.article for page in chosen)

    def pages(
        self,
        *,
        site: str | None = None,
        language: str | None = None,
        since: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[TracedPage]:
        """Give pages with their three answers, chosen and ordered as :meth:`articles`."""
        return reading.pages(
            self._database.reader(),
            site=site,
            language=language,
            since=since,
            limit=limit,
            offset=offset,
        )

    def page(self, article: str) -> TracedPage:
        """Give the three answers for an article."""
        return reading.page(self._database.reader(), article)

    def original(self, article: str) -> Page:
        """Give the bytes that an article was read from, as they came."""
        return reading.original(self._database.reader(), article)

    def receipt(self, article: str) -> Receipt:
        """Give where and when the bytes that an article was read from were seen."""
        return self.receipts(article)[0]

    def receipts(self, article: str) -> tuple[Receipt, ...]:
        """Give every time and place at which an article was seen, the earliest first."""
        return reading.receipts(self._database.reader(), article)

    def at(self, url: str) -> tuple[str, ...]:
        """Give the articles seen at an address, the earliest first."""
        return reading.at(self._database.reader(), url)

    def meant(self, name: str) -> tuple[str, ...]:
        """Give the articles that ``name`` means: an identifier, an address, or a file's name."""
        return reading.meant(self._database.reader(), name)

    # ---------------------------------------------------------------------------- who

    def voices(
        self, words: str | None = None, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[Voice]:
        """Give speakers across pages, those in most articles first; ``words`` of name or role."""
        return spoken.voices(self._database.reader(), words, limit=limit, offset=offset)

    def voice(self, voice: str) -> Voice:
        """Give one speaker across pages."""
        return spoken.voice(self._database.reader(), voice)

    def voice_summaries(
        self, words: str | None = None, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[VoiceSummary]:
        """Give how often the speakers speak, chosen and ordered as :meth:`voices`."""
        return spoken.summaries(self._database.reader(), words, limit=limit, offset=offset)

    def voice_summary(self, voice: str) -> VoiceSummary:
        """Give how often one speaker speaks, and under which names."""
        return spoken.summary(self._database.reader(), voice)

    def statements(
        self,
        *,
        voice: str | None = None,
        stance: Stance | None = None,
        words: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[tuple[str, Statement]]:
        """Give statements with the identifiers of their articles, in order of the articles."""
        return spoken.statements(
            self._database.reader(),
            voice=voice,
            stance=stance,
            words=words,
            limit=limit,
            offset=offset,
        )

    def stances(self, voice: str) -> tuple[tuple[Stance, int], ...]:
        """Count the statements of a voice by stance, the most first."""
        return spoken.stances(self._database.reader(), voice)

    def utterances(
        self, *, voice: str | None = None, limit: int | None = None, offset: int = 0
    ) -> Iterator[Utterance]:
        """Give the words that several pages report, or those of a voice; most versions first."""
        return spoken.utterances(self._database.reader(), voice=voice, limit=limit, offset=offset)

    def utterance_summaries(
        self, *, voice: str | None = None, limit: int | None = None, offset: int = 0
    ) -> Iterator[UtteranceSummary]:
        """Give how many pages report which words, chosen and ordered as :meth:`utterances`."""
        return spoken.utterance_summaries(
            self._database.reader(), voice=voice, limit=limit, offset=offset
        )

    def utterance(self, utterance: str) -> Utterance:
        """Give one utterance in its versions."""
        return spoken.utterance(self._database.reader(), utterance)

    def disputes(self, *, story: str | None = None) -> tuple[Dispute, ...]:
        """Give opposed statements of different voices, the likest first, of all pages or a story's.

        Found by rules that miss most of them and are wrong in one of ten (``docs/who.md``).
        """
        return spoken.disputes(self._database.reader(), story)

    # ---------------------------------------------------------------------------- whence

    def derivations(self, article: str | None = None) -> Iterator[Derivation]:
        """Give how pages relate: all pairs, or those of an article; by identifiers."""
        return related.derivations(self._database.reader(), article)

    def derivation(self, derivation: str) -> Derivation:
        """Give how two pages relate, with the sentences that correspond."""
        return related.derivation(self._database.reader(), derivation)

    def stories(self, *, limit: int | None = None, offset: int = 0) -> Iterator[Story]:
        """Give the families of articles, the largest first."""
        return related.stories(self._database.reader(), limit=limit, offset=offset)

    def story(self, story: str) -> Story:
        """Give one family of articles."""
        return related.story(self._database.reader(), story)

    def story_of(self, article: str) -> Story | None:
        """Give the family that an article belongs to, if it does."""
        return related.story_of(self._database.reader(), article)

    def story_summaries(
        self, *, site: str | None = None, limit: int | None = None, offset: int = 0
    ) -> Iterator[StorySummary]:
        """Give what a list shows of stories, the largest first; of those with a page of a site."""
        return related.summaries(self._database.reader(), site=site, limit=limit, offset=offset)

    def sites(self, *, limit: int | None = None, offset: int = 0) -> tuple[Site, ...]:
        """Give the sites seen here, those with most articles first."""
        return overview.sites(self._database.reader(), limit=limit, offset=offset)

    def site(self, name: str) -> Site:
        """Give one site."""
        return overview.site(self._database.reader(), name)

    def flows(
        self,
        *,
        source: str | None = None,
        taker: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[Flow, ...]:
        """Give which sites take from which, those that take most first."""
        return overview.flows(
            self._database.reader(), source=source, taker=taker, limit=limit, offset=offset
        )

    def kinships(
        self, *, site: str | None = None, limit: int | None = None, offset: int = 0
    ) -> tuple[Kinship, ...]:
        """Give the sites that share rare traits of machinery, with one another or with ``site``."""
        return overview.kinships(self._database.reader(), site=site, limit=limit, offset=offset)

    # ---------------------------------------------------------------------------- the corpus

    def search(self, words: str, *, limit: int | None = 20, offset: int = 0) -> Iterator[Hit]:
        """Give the articles that hold all of ``words``, the best first, and where they stand.

        Words between quotation marks must follow one another; ``*`` at the end of a word stands
        for any end; case and diacritics do not count.
        """
        return reading.search(self._database.reader(), words, limit=limit, offset=offset)

    def failures(self) -> Iterator[Failure]:
        """Give what could not be read, by name."""
        return log.failures(self._database.reader())

    def runs(self) -> Iterator[Run]:
        """Give the runs that added pages, the first first."""
        return log.runs(self._database.reader())

    def corrections(self, *, all: bool = False) -> tuple[Correction, ...]:  # noqa: A002
        """Give the corrections in force, in order; or ``all`` there ever were."""
        found = log.corrections(self._database.reader())
        return found if all else log.in_force(found)

    def counts(self) -> Counts:
        """Give how much the corpus holds."""
        return overview.counts(self._database.reader())

    # ---------------------------------------------------------------------------- writing

    def add(
        self,
        pages: Iterable[Page | Failure],
        *,
        given: Sequence[str] = (),
        wanted: Wanted | None = None,
        engine: Engine | None = None,
        watch: Watcher | None = None,
    ) -> Run:
        """Read ``pages`` into the corpus and find their place among the others.

        A page that cannot be read becomes a failure; one that is there already is not read again.
        What an earlier run left undone is done as well. ``given`` is what the user named, for the
        log; ``wanted`` says which articles to keep; ``engine`` does the work (all cores, unless
        another is given); ``watch`` is told of the progress about once a second.
        """
        with self._database.writer(wait=self._wait) as session, working(engine) as used:
            return adding.add(session, used, pages, named=given, wanted=wanted, watch=watch)

    def correct(self, correction: Correction | Iterable[Correction]) -> str:
        """Put something right; give the identifier of the correction (of several, the last).

        The correction is kept, applied to what is there and to whatever is added later, and noted
        in every record that it changes. One that is there already is not added again.
        """
        given = [correction] if isinstance(correction, model.Correction) else list(correction)
        with self._settled() as session:
            return (changing.correct(session, given) or [""])[-1]

    def undo(self, correction: str) -> str:
        """Undo a correction; give the identifier of the row that does, which may be undone."""
        with self._settled() as session:
            return changing.undo(session, correction)

    def forget(self, name: str) -> int:
        """Take the articles that ``name`` means out of the file; give how many there were.

        ``name`` is an address, an identifier, or the name of a file, see :meth:`meant`.

        Nothing of them is left in it: bytes, text, words of the indexes, corrections. Backups and
        exports are yours to mind. The file is written anew, which takes its size in disk space.
        """
        with self._settled() as session:
            return changing.forget(session, name)

    def check(self) -> tuple[Finding, ...]:
        """Read the whole file and give what is not as it must be; nothing, when all is well."""
        return tuple(checking.check(self._database.reader()))

    @contextmanager
    def _settled(self) -> Iterator[Session]:
        """Write, and then do all that follows."""
        self._database.reader()  # a store must be there
        with self._database.writer(wait=self._wait) as session:
            yield session
            engine = Inline()  # pages that were read before
            settle(session, engine)
            changing.purge(session)


def _brought(session: Session) -> None:
    """Do what a store of an older version left to do when it was brought to this one."""
    with working(None) as engine:
        settle(session, engine)
