"""The same words in several pages, in tables: what statements are found by, and what covers what.

A statement is found by its fingerprints (:mod:`ondit.across.contents`), of which those that very
many hold say nothing. So when a fingerprint comes to be held by one too many, or by one less, its
holders are noted, to be looked at again: what a store holds depends on its pages and not on the
order in which they came. Statements equal word for word are found by one number, however many they
are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from ondit.across.contents import MOST_HOLDERS, Content, Words, least
from ondit.across.utterances import LEAST_UNITS, Measured, Relation, relation
from ondit.model import Speaker
from ondit.store.database import Session


class Sought(Struct, frozen=True, array_like=True):
    """By what a statement is found; nothing, where it says too little to be known again."""

    units: int = 0
    equal: int | None = None
    written: str | None = None
    """Its units, from which its fingerprints can be made again."""
    prints: tuple[int, ...] = ()


def sought(content: Content) -> Sought:
    """Give by what the statement of a content is found."""
    units = len(content.units)
    if units < LEAST_UNITS:
        return Sought()
    return Sought(units, content.key, content.written, tuple(content.fingerprints))


def put(session: Session, found: Mapping[int, Sought]) -> None:
    """Let statements be found by their fingerprints."""
    session.many(
        "INSERT INTO said_prints VALUES (?, ?)",
        ((one, statement) for statement, each in found.items() for one in each.prints),
    )
    named = json.dumps(list({one for each in found.values() for one in each.prints}))
    rows = session.rows(
        "SELECT print FROM said_prints WHERE print IN (SELECT value FROM json_each(?))"
        " AND print NOT IN (SELECT print FROM said_common) GROUP BY print HAVING count(*) > ?",
        (named, MOST_HOLDERS),
    )
    for (one,) in list(rows):
        session.run("INSERT INTO said_common VALUES (?)", (one,))
        _note(session, one)


def take(session: Session, statement: int) -> None:
    """Let a statement be found no more."""
    numbers = _words(session, [statement])[statement].fingerprints
    named = json.dumps(list(numbers))
    held = "SELECT count(*) FROM said_prints WHERE print IN (SELECT value FROM json_each(?))"
    if session.value(f"{held} AND statement = ?", (named, statement)) != len(numbers):
        # Made by another version: what they were can only be looked for.
        rows = session.rows("SELECT print FROM said_prints WHERE statement = ?", (statement,))
        numbers = frozenset(row[0] for row in rows)
        named = json.dumps(list(numbers))
    session.many(
        "DELETE FROM said_prints WHERE print = ? AND statement = ?",
        ((one, statement) for one in numbers),
    )
    common = session.rows(
        "SELECT print FROM said_common WHERE print IN (SELECT value FROM json_each(?))",
        (named,),
    )
    for (one,) in list(common):
        many = "SELECT count(*) FROM (SELECT 1 FROM said_prints WHERE print = ? LIMIT ?)"
        if session.value(many, (one, MOST_HOLDERS + 1)) <= MOST_HOLDERS:
            session.run("DELETE FROM said_common WHERE print = ?", (one,))
            _note(session, one)


def _note(session: Session, number: int) -> None:
    """Note the holders of a fingerprint that became common, or ceased to be."""
    session.run(
        "INSERT OR IGNORE INTO todo_echo SELECT statement FROM said_prints WHERE print = ?",
        (number,),
    )


class Near(Struct, frozen=True):
    """Two statements of two articles that share enough fingerprints, with the articles."""

    one: int
    other: int
    articles: tuple[int, int]


class Looked(Struct, frozen=True):
    """What was found of some statements."""

    near: list[Near]
    """With those that do not wait to be looked at themselves, and were not near before."""
    gone: list[tuple[int, int]]
    """Pairs that were found to cover each other, and share too little now."""
    words: dict[int, Words]
    """Of all that are named in ``near``."""


def looked(session: Session, statements: Sequence[int]) -> Looked:
    """Find the partners of statements: those of other articles that share enough with them.

    Those that are equal to them word for word are left out. Of two that wait the later is told of
    the earlier.
    """
    own = _words(session, statements)
    shared = _shared(session, own)
    rows = _rows(session, {*statements, *(other for each in shared.values() for other in each)})
    before = _known(session, statements)
    near: list[Near] = []
    gone: list[tuple[int, int]] = []
    for one in statements:
        here = rows[one]
        found: set[int] = set()
        for other, count in shared[one].items():
            there = rows[other]
            if here.article == there.article or here.equal == there.equal:
                continue
            if count >= least(here.units, there.units):
                found.add(other)
                if other not in before[one] and not (there.waits and other > one):
                    near.append(Near(one, other, (here.article, there.article)))
        gone += ((one, other) for other in before[one] - found)
    missing = {each.other for each in near} - own.keys()
    return Looked(near, gone, own | _words(session, missing))


class _Row(Struct, frozen=True):
    article: int
    units: int
    equal: int | None
    waits: bool


def _rows(session: Session, statements: Collection[int]) -> dict[int, _Row]:
    rows = session.rows(
        "SELECT t.number, t.article, t.units, t.equal, e.statement IS NOT NULL FROM statements t"
        " LEFT JOIN todo_echo e ON e.statement = t.number"
        " WHERE t.number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(statements)),),
    )
    return {row[0]: _Row(row[1], row[2], row[3], bool(row[4])) for row in rows}


def _words(session: Session, statements: Collection[int]) -> dict[int, Words]:
    rows = session.rows(
        "SELECT t.number, a.language, t.written FROM statements t JOIN articles a"
        " ON a.number = t.article WHERE t.number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(statements)),),
    )
    return {row[0]: Words(row[1], row[2] or "") for row in rows}


def _shared(session: Session, own: Mapping[int, Words]) -> dict[int, Counter[int]]:
    """Count what each of some statements shares with any other, by what is not common."""
    holding: dict[int, list[int]] = {}
    for statement, words in own.items():
        for number in words.fingerprints:
            holding.setdefault(number, []).append(statement)
    rows = session.rows(
        "SELECT print, statement FROM said_prints WHERE print IN (SELECT value FROM json_each(?))"
        " AND print NOT IN (SELECT print FROM said_common)",
        (json.dumps(list(holding)),),
    )
    shared: dict[int, Counter[int]] = {statement: Counter() for statement in own}
    for number, other in rows:
        for statement in holding[number]:
            shared[statement][other] += 1
    return shared


def _known(session: Session, statements: Sequence[int]) -> dict[int, set[int]]:
    """Give the statements that were found to cover each, or to be covered by it."""
    found: dict[int, set[int]] = {statement: set() for statement in statements}
    named = json.dumps(list(statements))
    for here, there in (("low", "high"), ("high", "low")):
        rows = session.rows(
            f"SELECT {here}, {there} FROM echoes WHERE {here} IN (SELECT value FROM json_each(?))",
            (named,),
        )
        for one, other in rows:
            found[one].add(other)
    return found


def keep(session: Session, one: int, other: int, found: Measured) -> None:
    """Keep how far two statements cover each other, if they may be the same for any speakers."""
    if not found.makes_same("same"):
        return
    here, there = found.here, found.there
    if one > other:
        one, other, here, there = other, one, there, here
    session.run(
        "INSERT OR REPLACE INTO echoes (low, high, across, covered, covering)"
        " VALUES (?, ?, ?, ?, ?)",
        (one, other, found.across, here, there),
    )


def drop(session: Session, pairs: Iterable[tuple[int, int]]) -> None:
    """Take away that statements were found to cover each other."""
    session.many(
        "DELETE FROM echoes WHERE low = ? AND high = ?",
        ((min(pair), max(pair)) for pair in pairs),
    )


def spare(session: Session) -> None:
    """Cross out those that no other covers, equals or covered before: there is nothing to tell."""
    session.run(
        "DELETE FROM todo_utter WHERE statement IN (SELECT t.number FROM todo_utter u"
        " JOIN statements t ON t.number = u.statement WHERE t.utterance IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM echoes WHERE low = t.number)"
        " AND NOT EXISTS (SELECT 1 FROM echoes WHERE high = t.number)"
        " AND NOT EXISTS (SELECT 1 FROM statements o WHERE o.equal = t.equal"
        " AND o.number <> t.number))"
    )


# --------------------------------------------------------------------------------------------
# Utterances


class Version(Struct, frozen=True):
    """A statement as a version of an utterance."""

    number: int
    id: str
    article: int
    article_id: str
    dated: str
    units: int
    equal: int
    utterance: int | None
    voice: str | None
    speaker: Speaker | None


def version(session: Session, statement: int) -> Version | None:
    """Give a statement, if it is there still."""
    row = session.row(
        "SELECT t.number, t.id, t.article, a.id, a.dated, t.units, t.equal, t.utterance, s.voice,"
        " s.id, s.name, s.kind, s.entity FROM statements t JOIN articles a ON a.number = t.article"
        " LEFT JOIN speakers s ON s.number = t.speaker WHERE t.number = ?",
        (statement,),
    )
    if row is None:
        return None
    speaker = None
    if row[8] is not None:
        speaker = Speaker(id=row[9], name=row[10], kind=row[11], entity=row[12])
    return Version(
        number=row[0],
        id=row[1].hex(),
        article=row[2],
        article_id=row[3],
        dated=row[4],
        units=row[5],
        equal=row[6],
        utterance=row[7],
        voice=row[8],
        speaker=speaker,
    )


def group(session: Session, first: Version) -> dict[int, Version]:
    """Give all versions of what ``first`` says, with itself, by number."""
    found: dict[int, Version] = {}
    met = {first.number: first}
    equals: set[int] = set()
    waiting = [first]
    while waiting:
        one = waiting.pop()
        found[one.number] = one
        near = list(_near(session, one, met))
        if one.equal not in equals:
            equals.add(one.equal)
            near += _equal(session, one, met)
        for other in near:
            if other.number not in found:
                waiting.append(other)
    return found


def _near(session: Session, one: Version, met: dict[int, Version]) -> Iterable[Version]:
    rows = session.rows(
        "SELECT high, across, covered, covering FROM echoes WHERE low = ?1"
        " UNION ALL SELECT low, across, covering, covered FROM echoes WHERE high = ?1",
        (one.number,),
    )
    for number, across, here, there in list(rows):
        other = met.get(number) or version(session, number)
        assert other is not None
        met[number] = other
        found = Measured(
            across=bool(across), here=here, there=there, units=(one.units, other.units)
        )
        if found.makes_same(_relation(one, other)):
            yield other


def _relation(one: Version, other: Version) -> Relation:
    return relation((one.speaker, one.voice), (other.speaker, other.voice))


def _equal(session: Session, one: Version, met: dict[int, Version]) -> Iterable[Version]:
    rows = session.rows("SELECT number FROM statements WHERE equal = ?", (one.equal,))
    for (number,) in list(rows):
        other = met.get(number) or version(session, number)
        assert other is not None
        met[number] = other
        yield other
