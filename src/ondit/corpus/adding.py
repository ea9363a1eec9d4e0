"""Adding pages: read, kept, and put in their place among the others.

Everything is done in transactions of a few pages, each of which also writes down what it leaves to
do; so a run that is killed at any point loses the pages of one transaction at most, and the next
run goes on from there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ondit import __version__, pipeline
from ondit.lineage.candidates import related
from ondit.lineage.families import explained
from ondit.lineage.stories import stories
from ondit.model import Article, Derivation, Failure, Page, Run, Speaker, TracedPage
from ondit.store import log, pages, relations, said
from ondit.store.database import Session
from ondit.text import digest

_AT_ONCE = 50  # pages of a transaction: a second's work, which is what a killed run loses


def add(session: Session, given: Iterable[Page | Failure], *, given_as: Sequence[str] = ()) -> Run:
    """Add the pages ``given``; see :meth:`ondit.Corpus.add`."""
    with session.transaction():
        run = log.begin(session, given_as, version=__version__)
    waiting = iter(given)
    while batch := list(islice(waiting, _AT_ONCE)):
        answers = list(_answers(session, batch))
        with session.transaction():
            added = sum(_kept(session, page, answer, run) for page, answer in answers)
            failed = sum(isinstance(answer, Failure) for _, answer in answers)
            log.count(session, run, read=len(batch), added=added, failed=failed)
    settle(session)
    with session.transaction():
        log.end(session, run)
    return log.run(session, run)


def _answers(
    session: Session, batch: Sequence[Page | Failure]
) -> Iterator[tuple[Page | None, TracedPage | Failure | pages.Known]]:
    for page in batch:
        if isinstance(page, Failure):
            yield None, page
            continue
        held = pages.known(session, page)
        yield page, held or pipeline.attempted(page)


def _kept(
    session: Session,
    page: Page | None,
    answer: TracedPage | Failure | pages.Known,
    run: int,
) -> int:
    """Keep what came of a page; give how many articles it added."""
    if isinstance(answer, Failure):
        log.fail(session, answer, run=run, url=page.url if page else None)
        return 0
    assert page is not None
    log.mended(session, page.name, page.url)
    held = answer if isinstance(answer, pages.Known) else pages.known(session, page)
    if held is not None:
        pages.rename(session, held, page.name)
        return 0
    assert isinstance(answer, TracedPage)
    number = pages.number_of(session, answer.article.id)
    voices = {one.id: voice_of(answer.article, one) for one in answer.speakers}
    if number is not None:
        original = pages.keep_original(session, page, article=number, run=run)
        if pages.first(session, number) == original:
            said.change(session, number, answer, voices=voices, original=original)
            _note(session, number)
        return 0
    original = pages.keep_original(session, page, article=0, run=run)
    number = said.put(session, answer, voices=voices, original=original)
    session.run("UPDATE originals SET article = ? WHERE number = ?", (number, original))
    _note(session, number)
    return 1


def _note(session: Session, number: int) -> None:
    """Note that an article is to be related to the others."""
    session.run("INSERT OR IGNORE INTO todo_relate VALUES (?)", (number,))


def voice_of(article: Article, speaker: Speaker) -> str:
    """Give the identifier of the voice of a speaker."""
    if speaker.entity is not None:
        return digest("voice", "entity", speaker.entity)
    return digest("voice", "alone", article.id, speaker.id)


# --------------------------------------------------------------------------------------------
# What is still to do


def settle(session: Session) -> None:
    """Do all that is written down as still to be done."""
    _relate(session)
    _compare(session)
    _tell(session)
    _gather(session)


def _relate(session: Session) -> None:
    """Find the pairs worth comparing."""
    new = {row[0] for row in session.rows("SELECT article FROM todo_relate")}
    if not new:
        return
    rows = list(session.rows("SELECT number, record, name FROM articles ORDER BY id"))
    numbers = [row[0] for row in rows]
    articles = [pages.opened(row[1:]).article for row in rows]
    found = [(numbers[one], numbers[other]) for one, other in related(articles)]
    with session.transaction():
        session.many(
            "INSERT OR IGNORE INTO todo_compare VALUES (?, ?)",
            (tuple(sorted(pair)) for pair in found if new & set(pair)),
        )
        session.run("DELETE FROM todo_relate")


def _compare(session: Session) -> None:
    """Compare the pairs that wait for it."""
    while True:
        pairs = list(session.rows("SELECT low, high FROM todo_compare LIMIT ?", (_AT_ONCE,)))
        if not pairs:
            return
        results = [
            (low, high, pipeline.compared(pages.traced(session, low), pages.traced(session, high)))
            for low, high in pairs
        ]
        with session.transaction():
            for low, high, result in results:
                if isinstance(result, Derivation):
                    relations.keep(session, result, low, high)
                session.run("DELETE FROM todo_compare WHERE low = ? AND high = ?", (low, high))


def _tell(session: Session) -> None:
    """Make the stories again of the articles that wait for it."""
    while (one := session.value("SELECT article FROM todo_story LIMIT 1")) is not None:
        piece = relations.component(session, one)
        found = sorted(relations.among(session, piece), key=lambda record: record.id)
        held = [pages.traced(session, number).article for number in piece]
        told = stories(held, found)
        with session.transaction():
            relations.see(session, explained(found))
            relations.tell(session, sorted(piece), told)


def _gather(session: Session) -> None:
    """Count the voices again that wait for it."""
    with session.transaction():
        for (voice,) in list(session.rows("SELECT voice FROM todo_voice")):
            members = list(
                session.rows("SELECT name, kind, entity FROM speakers WHERE voice = ?", (voice,))
            )
            session.run("DELETE FROM voices WHERE id = ?", (voice,))
            if members:
                names = Counter(member[0] for member in members)
                name = min(names, key=lambda one: (-names[one], -len(one), one))
                session.run(
                    "INSERT INTO voices SELECT ?1, ?2, ?3, ?4, (SELECT count(DISTINCT article)"
                    " FROM speakers WHERE voice = ?1), (SELECT count(*) FROM statements t JOIN"
                    " speakers s ON s.number = t.speaker WHERE s.voice = ?1)",
                    (voice, name, members[0][1], members[0][2]),
                )
        session.run("DELETE FROM todo_voice")
