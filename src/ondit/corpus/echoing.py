"""The same words in several pages: new statements find those that say the same, and are told again.

As with pages (:mod:`ondit.corpus.settling`), what is to be done stands in tables, and what comes of
it is what :func:`ondit.across.utterances.utterances` gives of all pages. How far two statements
cover each other is measured once; whether that makes them one utterance depends on who says them,
and is decided anew whenever a speaker is given to another voice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ondit.across import utterances as across
from ondit.corpus import work
from ondit.engine import Engine, Lost
from ondit.store import echoes, log, said
from ondit.store.database import Session
from ondit.store.echoes import Place, Version

_AT_ONCE = 500  # statements looked at, or told, in one transaction


def echo(session: Session, engine: Engine) -> None:
    """Find what covers what among statements noted for it, and tell the utterances again."""
    _say(session)
    while rows := list(session.rows("SELECT statement FROM todo_echo LIMIT ?", (_AT_ONCE,))):
        _find(session, engine, sorted(row[0] for row in rows))
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


def _find(session: Session, engine: Engine, statements: list[int]) -> None:
    """Find the partners of statements, and measure how far they cover each other."""
    pairs: dict[tuple[int, int], list[tuple[Place, Place]]] = defaultdict(list)
    gone: list[tuple[int, set[int]]] = []
    done = set(statements)
    for statement in statements:
        one, others = echoes.partners(session, statement)
        before = echoes.known(session, statement)
        gone.append((statement, before - {other.statement for other in others}))
        for other in others:
            # Of two that wait the second finds the first.
            waits = other.statement in done and other.statement > statement
            if not waits and other.statement not in before and not _waits(session, other, done):
                pairs[one.article, other.article].append((one, other))
    results = list(engine.map(work.echo, _items(session, pairs)))
    with session.transaction():
        for statement, others_gone in gone:
            echoes.drop(session, statement, others_gone)
        for (articles, found), result in zip(pairs.items(), results, strict=True):
            if isinstance(result, Lost):
                log.fail_together(session, articles, error=result.why, detail=result.detail)
                continue
            for (one, other), measured in zip(found, work.echoes_in(result), strict=True):
                echoes.keep(session, one.statement, other.statement, measured)
        session.many("DELETE FROM todo_echo WHERE statement = ?", ((one,) for one in statements))


def _waits(session: Session, other: Place, done: set[int]) -> bool:
    """Tell whether a statement will find its partners itself, later."""
    return other.statement not in done and bool(
        session.value("SELECT 1 FROM todo_echo WHERE statement = ?", (other.statement,))
    )


def _items(
    session: Session, pairs: dict[tuple[int, int], list[tuple[Place, Place]]]
) -> Iterator[bytes]:
    for (one, other), found in pairs.items():
        records = [
            session.value("SELECT record FROM articles WHERE number = ?", (number,))
            for number in (one, other)
        ]
        yield work.echo_of(
            records[0], records[1], [(here.place, there.place) for here, there in found]
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
