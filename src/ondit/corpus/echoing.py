"""The same words in several pages: new statements find those that say the same, and are told again.

As with pages (:mod:`ondit.corpus.settling`), what is to be done stands in tables, and what comes of
it is what :func:`ondit.across.utterances.utterances` gives of all pages. How far two statements
cover each other is measured once; whether that makes them one utterance depends on who says them,
and is decided anew whenever a speaker is given to another voice.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator

from msgspec import Struct

from ondit.across import utterances as across
from ondit.corpus import work
from ondit.engine import Engine, Lost
from ondit.store import echoes, log, said
from ondit.store.database import Session
from ondit.store.echoes import Near, Version

_AT_ONCE = 500  # statements looked at, or told, in one transaction
_PAIRS = 200  # pairs measured as one item


def echo(session: Session, engine: Engine) -> None:
    """Find what covers what among statements noted for it, and tell the utterances again."""
    _say(session)
    _find(session, engine)
    with session.transaction():
        echoes.spare(session)
    while rows := list(session.rows("SELECT statement FROM todo_utter LIMIT ?", (_AT_ONCE,))):
        with session.transaction():
            for (statement,) in rows:
                if session.value("SELECT 1 FROM todo_utter WHERE statement = ?", (statement,)):
                    _tell(session, statement)


def _say(session: Session) -> None:
    """Let the statements be found of articles that an older version left without."""
    while rows := list(session.rows("SELECT article FROM todo_say LIMIT ?", (_AT_ONCE,))):
        with session.transaction():
            for (article,) in rows:
                said.seek(session, article)
                session.run("DELETE FROM todo_say WHERE article = ?", (article,))


class _Batch(Struct):
    """Some statements that were looked at, and the pairs of theirs that are being measured."""

    statements: list[int]
    gone: list[tuple[int, int]]
    items: list[list[Near]]


def _find(session: Session, engine: Engine) -> None:
    """Find the partners of statements, and measure how far they cover each other.

    While one batch is measured, the partners of the next are looked up; what that sees of the
    batch before is the same whether or not it was kept already.
    """
    batches: deque[_Batch] = deque()
    results = engine.map(work.echo, _items(session, batches))
    done: list[bytes | Lost] = []
    for result in results:
        done.append(result)
        while batches and len(done) >= len(batches[0].items):
            batch = batches.popleft()
            _keep(session, batch, done[: len(batch.items)])
            del done[: len(batch.items)]
    for batch in batches:
        _keep(session, batch, [])


def _items(session: Session, batches: deque[_Batch]) -> Iterator[bytes]:
    last = 0
    while rows := list(
        session.rows(
            "SELECT statement FROM todo_echo WHERE statement > ? ORDER BY statement LIMIT ?",
            (last, _AT_ONCE),
        )
    ):
        statements = [row[0] for row in rows]
        last = statements[-1]
        looked = echoes.looked(session, statements)
        cut = [looked.near[at : at + _PAIRS] for at in range(0, len(looked.near), _PAIRS)]
        batches.append(_Batch(statements, looked.gone, cut))
        for pairs in cut:
            named = {number for pair in pairs for number in (pair.one, pair.other)}
            words = {one: (looked.words[one].code, looked.words[one].written) for one in named}
            yield work.echo_of(words, [(pair.one, pair.other) for pair in pairs])


def _keep(session: Session, batch: _Batch, results: list[bytes | Lost]) -> None:
    """Keep what came of a batch, and cross it out."""
    with session.transaction():
        echoes.drop(session, batch.gone)
        for pairs, result in zip(batch.items, results, strict=True):
            if isinstance(result, Lost):
                for articles in {pair.articles for pair in pairs}:
                    log.fail_together(session, articles, error=result.why, detail=result.detail)
                continue
            for pair, measured in zip(pairs, work.echoes_in(result), strict=True):
                echoes.keep(session, pair.one, pair.other, measured)
        session.many(
            "DELETE FROM todo_echo WHERE statement = ?", ((one,) for one in batch.statements)
        )


def _tell(session: Session, statement: int) -> None:
    """Tell again the utterance of which a statement is a version, if it is of one."""
    session.run("DELETE FROM todo_utter WHERE statement = ?", (statement,))
    first = echoes.version(session, statement)
    if first is None:
        return
    group = echoes.group(session, first)
    for before in {one.utterance for one in group.values()} - {None}:
        session.run(
            "INSERT OR IGNORE INTO todo_utter SELECT number FROM statements WHERE utterance = ?",
            (before,),
        )
        session.run("UPDATE statements SET utterance = NULL WHERE utterance = ?", (before,))
        session.run("DELETE FROM utterances WHERE number = ?", (before,))
    session.many("DELETE FROM todo_utter WHERE statement = ?", ((one,) for one in group))
    _put(session, list(group.values()))


def _put(session: Session, group: list[Version]) -> None:
    """Keep an utterance, where more than one page tells it."""
    fullest: dict[int, Version] = {}
    for each in sorted(group, key=lambda each: (-each.units, each.id)):
        fullest.setdefault(each.article, each)
    if len(fullest) < 2:
        return
    ordered = sorted(fullest.values(), key=lambda each: (each.dated, each.article_id))
    voices = Counter(each.voice for each in ordered if each.voice is not None)
    named = {each.voice for each in ordered if each.voice and _is_named(each)}
    number = session.run(
        "INSERT INTO utterances (id, versions, voice, first) VALUES (?, ?, ?, ?)",
        (
            across.identifier(each.id for each in ordered),
            len(ordered),
            across.spoken(voices, named),
            ordered[0].number,
        ),
    )
    session.many(
        "UPDATE statements SET utterance = ? WHERE number = ?",
        ((number, each.number) for each in group),
    )


def _is_named(version: Version) -> bool:
    """Tell whether a version names its speaker in more than a word."""
    return version.speaker is not None and " " in version.speaker.name
