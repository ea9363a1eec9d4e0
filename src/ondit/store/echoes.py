"""The same words in several pages, in tables: what statements are found by, and what covers what.

A statement is found by its fingerprints (:mod:`ondit.across.contents`), of which those that very
many hold say nothing. So when a fingerprint comes to be held by one too many, or by one less, its
holders are noted, to be looked at again: what a store holds depends on its pages and not on the
order in which they came. Statements equal word for word are found by one number, however many they
are.
"""

from __future__ import annotations

import array
import json
import sys
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from ondit.across.contents import MOST_HOLDERS, Content, least
from ondit.across.utterances import LEAST_UNITS, Measured, Relation, relation
from ondit.model import Speaker
from ondit.store.database import Session


class Sought(Struct, frozen=True, array_like=True):
    """By what a statement is found; nothing, where it says too little to be known again."""

    units: int = 0
    equal: int | None = None
    prints: bytes = b""
    """Little-endian ``uint32``."""


def sought(content: Content) -> Sought:
    """Give by what the statement of a content is found."""
    units = len(content.units)
    if units < LEAST_UNITS:
        return Sought()
    return Sought(units, content.key, _packed(sorted(content.fingerprints)))


def _packed(numbers: Iterable[int]) -> bytes:
    found = array.array("I", numbers)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tobytes()


def _unpacked(prints: bytes) -> list[int]:
    found = array.array("I", prints)
    if sys.byteorder == "big":
        found.byteswap()
    return found.tolist()


def put(session: Session, statement: int, prints: bytes) -> None:
    """Let a statement be found by its fingerprints."""
    numbers = _unpacked(prints)
    session.many("INSERT INTO said_prints VALUES (?, ?)", ((one, statement) for one in numbers))
    _note(session, numbers, MOST_HOLDERS + 1)


def take(session: Session, statement: int) -> None:
    """Let a statement be found no more."""
    prints = session.value("SELECT prints FROM statements WHERE number = ?", (statement,))
    numbers = _unpacked(prints or b"")
    session.many(
        "DELETE FROM said_prints WHERE print = ? AND statement = ?",
        ((one, statement) for one in numbers),
    )
    _note(session, numbers, MOST_HOLDERS)


def _note(session: Session, numbers: Iterable[int], holders: int) -> None:
    """Note the holders of those fingerprints that so many hold now."""
    for one in numbers:
        if len(_holders(session, one)) == holders:
            session.run(
                "INSERT OR IGNORE INTO todo_echo SELECT statement FROM said_prints WHERE print = ?",
                (one,),
            )


def _holders(session: Session, number: int) -> list[int]:
    """Give the statements that hold a fingerprint, as far as it matters how many they are."""
    rows = session.rows(
        "SELECT statement FROM said_prints WHERE print = ? LIMIT ?", (number, MOST_HOLDERS + 2)
    )
    return [row[0] for row in rows]


class Place(Struct, frozen=True):
    """Where a statement stands."""

    statement: int
    article: int
    place: int


def partners(session: Session, statement: int) -> tuple[Place, list[Place]]:
    """Give a statement, and those of other articles that share enough fingerprints with it.

    Those that are equal to it word for word are left out.
    """
    row = session.row(
        "SELECT number, article, place, units, equal, prints FROM statements WHERE number = ?",
        (statement,),
    )
    assert row is not None
    shared: Counter[int] = Counter()
    for number in _unpacked(row[5] or b""):
        held = _holders(session, number)
        if len(held) <= MOST_HOLDERS:
            shared.update(held)
    others = session.rows(
        "SELECT number, article, place, units FROM statements WHERE number IN"
        " (SELECT value FROM json_each(?)) AND article <> ? AND equal <> ?",
        (json.dumps(list(shared)), row[1], row[4]),
    )
    return Place(*row[:3]), [
        Place(*other[:3]) for other in others if shared[other[0]] >= least(row[3], other[3])
    ]


def known(session: Session, statement: int) -> set[int]:
    """Give the statements that were found to cover a statement, or to be covered by it."""
    rows = session.rows(
        "SELECT high FROM echoes WHERE low = ?1 UNION ALL SELECT low FROM echoes WHERE high = ?1",
        (statement,),
    )
    return {row[0] for row in rows}


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


def drop(session: Session, one: int, others: Iterable[int]) -> None:
    """Take away that statements were found to cover each other."""
    session.many(
        "DELETE FROM echoes WHERE low = ? AND high = ?",
        ((min(one, other), max(one, other)) for other in others),
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
