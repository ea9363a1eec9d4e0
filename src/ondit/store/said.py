"""What an article holds, in tables that can be asked: speakers, statements and words.

The records themselves stay whole in the article's row; here is what they are found by.
"""

from __future__ import annotations

from collections.abc import Mapping

from ondit.model import Article, TracedPage
from ondit.store.database import Session
from ondit.store.packing import pack_record
from ondit.store.pages import dated, traced
from ondit.text import text_of


def put(session: Session, page: TracedPage, *, voices: Mapping[str, str], original: int) -> int:
    """Keep the record of an article that the store does not hold; give its number.

    ``voices`` gives the voice of each speaker, by identifier.
    """
    article = page.article
    number = session.run(
        "INSERT INTO articles (id, original, dated, site, language, url, name, headline, record)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            original,
            dated(article),
            article.site,
            article.language,
            article.url,
            article.name,
            article.headline,
            pack_record(page),
        ),
    )
    _put_words(session, number, page, voices)
    return number


def change(
    session: Session, number: int, after: TracedPage, *, voices: Mapping[str, str], original: int
) -> None:
    """Put the record ``after``, read from ``original``, in the place of the one there is."""
    take_words(session, number, traced(session, number))
    article = after.article
    session.run(
        "UPDATE articles SET original = ?, dated = ?, site = ?, language = ?, url = ?, name = ?,"
        " headline = ?, record = ? WHERE number = ?",
        (
            original,
            dated(article),
            article.site,
            article.language,
            article.url,
            article.name,
            article.headline,
            pack_record(after),
            number,
        ),
    )
    _put_words(session, number, after, voices)


def words(article: Article) -> str:
    """Give the text of an article that search looks into."""
    return "\n".join(block.text for block in article.blocks if block.text)


def _put_words(session: Session, number: int, page: TracedPage, voices: Mapping[str, str]) -> None:
    article = page.article
    session.run("INSERT INTO article_words (rowid, words) VALUES (?, ?)", (number, words(article)))
    speakers: dict[str, int] = {}
    for speaker in page.speakers:
        speakers[speaker.id] = at = session.run(
            "INSERT INTO speakers (article, id, name, kind, entity, voice)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                number,
                speaker.id,
                speaker.name,
                speaker.kind,
                speaker.entity,
                voices[speaker.id],
            ),
        )
        session.run(
            "INSERT INTO speaker_words (rowid, words) VALUES (?, ?)",
            (at, f"{speaker.name} {speaker.role or ''}"),
        )
    session.run(
        "INSERT OR IGNORE INTO todo_voice SELECT voice FROM speakers WHERE article = ?", (number,)
    )
    for place, statement in enumerate(page.statements):
        at = session.run(
            "INSERT INTO statements (article, id, place, speaker, stance) VALUES (?, ?, ?, ?, ?)",
            (
                number,
                bytes.fromhex(statement.id),
                place,
                speakers.get(statement.speaker or ""),
                statement.stance,
            ),
        )
        session.run(
            "INSERT INTO statement_words (rowid, words) VALUES (?, ?)",
            (at, text_of(article, statement.content)),
        )


def take_words(session: Session, number: int, page: TracedPage) -> None:
    """Take all that :func:`put` made beside the article's own row."""
    article = page.article
    session.run(
        "INSERT INTO article_words (article_words, rowid, words) VALUES ('delete', ?, ?)",
        (number, words(article)),
    )
    placed = session.rows("SELECT number, place FROM statements WHERE article = ?", (number,))
    for at, place in list(placed):
        said = text_of(article, page.statements[place].content)
        session.run(
            "INSERT INTO statement_words (statement_words, rowid, words) VALUES ('delete', ?, ?)",
            (at, said),
        )
    named = {speaker.id: speaker for speaker in page.speakers}
    held = session.rows("SELECT number, id FROM speakers WHERE article = ?", (number,))
    for at, key in list(held):
        speaker = named[key]
        session.run(
            "INSERT INTO speaker_words (speaker_words, rowid, words) VALUES ('delete', ?, ?)",
            (at, f"{speaker.name} {speaker.role or ''}"),
        )
    session.run(
        "INSERT OR IGNORE INTO todo_voice SELECT voice FROM speakers WHERE article = ?", (number,)
    )
    session.run("DELETE FROM statements WHERE article = ?", (number,))
    session.run("DELETE FROM speakers WHERE article = ?", (number,))
