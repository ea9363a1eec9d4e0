"""What users change: corrections, their undoing, and pages that are to be forgotten.

A correction is a row that is never changed; what it changes is made again from the original bytes,
so that to undo it is to make it again without. Forgetting is the one thing that takes away: the
bytes, the text, every word in the indexes and what users wrote about the page, until nothing of it
is left in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import asdict, replace

from ondit.across.voices import Placing
from ondit.corpus import days, reading, work
from ondit.corpus.correcting import OF_A_PAGE
from ondit.corpus.settling import note
from ondit.errors import NotInCorpus
from ondit.lineage.fingerprints import fingerprints
from ondit.model import Article, Correction, Speaker
from ondit.store import bodies, log, pages, relations, said
from ondit.store.database import Session, now
from ondit.store.index import Index
from ondit.store.relations import lightened
from ondit.text import digest

_PURGE = "purge"
_WORDS = ("article_words", "statement_words", "speaker_words")


def correct(session: Session, given: Iterable[Correction]) -> list[str]:
    """Add corrections, and note what follows from them; give their identifiers.

    One that is there already is not added again. Raises :class:`~ondit.errors.NotADay`, and adds
    nothing, where a date is put right by what is none.
    """
    found = [_named(one) for one in given]
    for one in found:
        if one.kind == "date" and one.value is not None:
            days.day(one.value)
    with session.transaction():
        new = [one for one in found if log.correct(session, one)]
        known = {one.id: one for one in log.corrections(session)}
        for one in new:
            undone = one
            while undone.kind == "undo" and undone.undoes in known:
                undone = known[undone.undoes]
            _follow(session, undone)
    return [one.id for one in found]


def undo(session: Session, correction: str) -> str:
    """Undo a correction; give the identifier of the row that does."""
    if correction not in {one.id for one in log.corrections(session)}:
        raise NotInCorpus(path=session.path, id=correction)
    return correct(session, [Correction(kind="undo", undoes=correction)])[0]


def _named(one: Correction) -> Correction:
    """Fill in when a correction was made and its identifier."""
    one = replace(one, at=one.at or now())
    parts = {name: value for name, value in asdict(one).items() if name != "id"}
    return replace(one, id=digest("correction", msgspec.json.encode(parts).decode()))


def _follow(session: Session, one: Correction) -> None:
    """Make again what a correction changes."""
    numbers = {
        number
        for article in (one.article, one.other)
        if article and (number := pages.number_of(session, article)) is not None
    }
    if one.kind in OF_A_PAGE:
        for number in numbers:
            reread(session, number)
    elif one.kind in ("parent", "not-parent", "unrelated"):
        relations.retell(session, numbers)
    elif one.kind == "join":
        _replace(session, _speakers_of(session, one.voices))
    elif one.kind == "part":
        _replace(
            session,
            [
                number
                for article, speaker in one.speakers
                for (number,) in session.rows(
                    "SELECT s.number FROM speakers s JOIN articles a ON a.number = s.article"
                    " WHERE a.id = ? AND s.id = ?",
                    (article, speaker),
                )
            ],
        )


def reread(session: Session, number: int) -> None:
    """Read an article again from its bytes, with the corrections in force."""
    before = pages.traced(session, number).article
    row = session.row("SELECT original, name, mark FROM articles WHERE number = ?", (number,))
    assert row is not None
    original, name, mark = row
    corrections = msgspec.msgpack.encode(log.in_force(log.corrections(session)))
    page = pages.original(session, original)
    result = msgspec.msgpack.decode(work.read(work.item_of(page, corrections)), type=work.Read)
    if result.prepared is None or result.prepared.id != before.id:
        return  # read by another version of Ondit: what it was keeps standing
    said.change(session, number, result.prepared, name=name, original=original)
    _reindex(session, mark, before, pages.traced(session, number).article)
    note(session, number)


def _reindex(session: Session, mark: int, before: Article, after: Article) -> None:
    """Take the fingerprints of an article out of the index when they are no longer its own."""
    if before.blocks == after.blocks and before.language == after.language:
        return
    changed = Index(session).take([(mark, fingerprints(before))])
    relations.review(session, {mark, *changed.every})


def _speakers_of(session: Session, voices: Sequence[str]) -> list[int]:
    """Give the speakers of voices, of those that were joined to them, and of what they became."""
    named = {*voices, min(voices, default="")}
    rows = session.rows(
        "SELECT number FROM speakers WHERE voice IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(sorted(named)).decode(),),
    )
    return [row[0] for row in rows]


def _replace(session: Session, speakers: Iterable[int]) -> None:
    """Put speakers into the voices where they belong."""
    placing = Placing(log.in_force(log.corrections(session)))
    for number in speakers:
        row = session.row(
            "SELECT a.id, a.dated, a.site, a.site_name, a.language, s.id, s.name, s.kind,"
            " s.entity, s.voice FROM speakers s JOIN articles a ON a.number = s.article"
            " WHERE s.number = ?",
            (number,),
        )
        assert row is not None
        speaker = Speaker(id=row[5], name=row[6], kind=row[7], entity=row[8])
        voice = placing.voice(lightened(row[:5]), speaker)
        if voice != row[9]:
            session.run("UPDATE speakers SET voice = ? WHERE number = ?", (voice, number))
        session.many("INSERT OR IGNORE INTO todo_voice VALUES (?)", [(voice,), (row[9],)])


# --------------------------------------------------------------------------------------------
# Forgetting


def forget(session: Session, name: str) -> int:
    """Take away the articles that ``name`` means; give how many.

    Raises :class:`NotInCorpus` when there is none, nor a failure of that name.
    """
    articles = [reading.found(session, one) for one in reading.meant(session, name)]
    with session.transaction():
        failed = session.value("SELECT count(*) FROM failures WHERE url = ?1 OR name = ?1", (name,))
        if not articles and not failed:
            raise NotInCorpus(path=session.path, id=name)
        session.run("DELETE FROM failures WHERE url = ?1 OR name = ?1", (name,))
        for number in articles:
            _forget(session, number)
        for number, given in list(session.rows("SELECT number, given FROM runs")):
            kept = [one for one in msgspec.json.decode(given, type=list[str]) if one != name]
            session.run(
                "UPDATE runs SET given = ? WHERE number = ?",
                (msgspec.json.encode(kept).decode(), number),
            )
        session.run("INSERT OR REPLACE INTO meta VALUES (?, '1')", (_PURGE,))
    return len(articles)


def _forget(session: Session, number: int) -> None:
    row = session.row("SELECT id, mark FROM articles WHERE number = ?", (number,))
    assert row is not None
    article, mark = row
    changed = Index(session).take([(mark, fingerprints(pages.traced(session, number).article))])
    relations.review(session, changed.every)
    said.take_words(session, number)
    pairs = session.rows("SELECT low, high FROM derivations WHERE low = ?1 OR high = ?1", (number,))
    for low, high in list(pairs):
        relations.drop(session, low, high)
    relations.leave(session, number)
    session.run("DELETE FROM articles WHERE number = ?", (number,))
    going = session.rows(
        "SELECT DISTINCT body FROM originals WHERE article = ?1"
        " AND body NOT IN (SELECT body FROM originals WHERE article <> ?1)",
        (number,),
    )
    for (body,) in list(going):
        bodies.part(session, body)
        session.run("DELETE FROM bodies WHERE number = ?", (body,))
    session.run("DELETE FROM originals WHERE article = ?", (number,))
    session.run("DELETE FROM corrections WHERE article = ?", (article,))


def purge(session: Session) -> None:
    """Leave nothing in the file of what was forgotten, if anything was since the last time.

    Full-text indexes keep what was deleted until their parts are merged, and the file its unused
    pages until it is written anew.
    """
    if session.value("SELECT 1 FROM meta WHERE key = ?", (_PURGE,)) is None:
        return
    for table in _WORDS:
        session.run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    session.run("VACUUM")
    session.run("DELETE FROM meta WHERE key = ?", (_PURGE,))
    session.run("PRAGMA wal_checkpoint(TRUNCATE)")
