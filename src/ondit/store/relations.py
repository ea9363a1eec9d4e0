"""How the pages of a store relate: derivations, the stories they make, and what is still to do.

A run may be killed between any two transactions. So what is to be done is written down in the same
transaction as what makes it necessary (tables ``todo_*``), and crossed out in the same transaction
as its result: whoever opens the store next goes on from there.

A derivation is kept as the two pages alone show it; what the others of its story change in it
(:mod:`ondit.lineage.families`) is kept beside it, since it changes whenever a page comes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ondit.lineage.commons import BINDING
from ondit.model import Article, DateClue, Derivation, DerivationKind, Story
from ondit.store import feeding
from ondit.store.database import Row, Session
from ondit.store.index import Disturbed
from ondit.store.packing import pack_record, unpack_record
from ondit.store.schema import UNDATED


class Seen(Struct, frozen=True, array_like=True):
    """What the others of a story change in a derivation."""

    kind: DerivationKind
    directed: bool = False
    credited: bool | None = None
    via: str | None = None


def derivation(row: Row) -> Derivation:
    """Give the derivation of a row of ``record, seen, denied``."""
    record = unpack_record(row[0], Derivation)
    if row[2]:
        return replace(record, kind="independent", directed=False, credited=None)
    if row[1] is None:
        return record
    seen = msgspec.msgpack.decode(row[1], type=Seen)
    return replace(
        record, kind=seen.kind, directed=seen.directed, credited=seen.credited, via=seen.via
    )


def slim(record: Derivation) -> bytes:
    """Give a derivation without what only a reader of it needs, for the trees."""
    binding = tuple(
        replace(one, spans=(), there=()) for one in record.evidence if one.kind in BINDING
    )
    return msgspec.msgpack.encode(replace(record, pairs=(), evidence=binding))


def keep(session: Session, record: tuple[str, bytes, bytes] | None, low: int, high: int) -> None:
    """Keep what comparing two articles gave, in the place of what was there.

    ``record`` is a derivation's identifier, itself packed, and its :func:`slim` form; ``None``
    when the two are independent.
    """
    low, high = sorted((low, high))
    before = session.value("SELECT number FROM derivations WHERE low = ? AND high = ?", (low, high))
    if before is not None:
        session.run("DELETE FROM derivations WHERE number = ?", (before,))
    if record is not None:
        session.run(
            "INSERT INTO derivations (id, low, high, record, slim, spare) VALUES (?1, ?2, ?3, ?4,"
            " ?5, coalesce((SELECT spare FROM todo_compare WHERE low = ?2 AND high = ?3), -1))",
            (record[0], low, high, record[1], record[2]),
        )
    if before is not None or record is not None:
        retell(session, (low, high))


def drop(session: Session, low: int, high: int) -> None:
    """Take away what was found of two articles, and that they are to be compared, if either is."""
    session.run("DELETE FROM todo_compare WHERE low = ? AND high = ?", (low, high))
    found = session.value("SELECT number FROM derivations WHERE low = ? AND high = ?", (low, high))
    if found is not None:
        session.run("DELETE FROM derivations WHERE number = ?", (found,))
        retell(session, (low, high))


def paired(session: Session, articles: Iterable[int | None]) -> set[tuple[int, int]]:
    """Give the pairs with one of ``articles``, compared or still to be, the lesser number first."""
    named = json.dumps(list(articles))
    found: set[tuple[int, int]] = set()
    for table in _PAIRED:
        found.update(
            session.rows(
                f"SELECT low, high FROM {table} WHERE low IN (SELECT value FROM json_each(?1))"
                " OR high IN (SELECT value FROM json_each(?1))",
                (named,),
            )
        )
    return found


def doubtful(session: Session, changed: Disturbed) -> set[int]:
    """Give, by mark, the articles of which a pair may match no longer, one of each pair.

    Each fingerprint that became common takes from what the pairs of its holders spare.
    """
    if not any(session.value(f"SELECT 1 FROM {table} LIMIT 1") for table in _PAIRED):
        return set()
    numbers: dict[int, int] = dict(
        session.rows(
            "SELECT mark, number FROM articles WHERE mark IN (SELECT value FROM json_each(?))",
            (json.dumps(list(changed.every)),),
        )
    )
    found: set[int] = set()
    for holders in changed.together:
        named = json.dumps([numbers[mark] for mark in holders if mark in numbers])
        for table in _PAIRED:
            held = "SELECT value FROM json_each(?1)"
            both = f"low IN ({held}) AND high IN ({held})"
            session.run(f"UPDATE {table} SET spare = spare - 1 WHERE {both}", (named,))
            rows = session.rows(f"SELECT low FROM {table} WHERE spare < 0 AND {both}", (named,))
            found.update(row[0] for row in rows)
    named = json.dumps([numbers[mark] for mark in changed.alone if mark in numbers])
    for table in _PAIRED:
        for end in ("low", "high"):
            held = f"{end} IN (SELECT value FROM json_each(?))"
            rows = session.rows(f"SELECT {end} FROM {table} WHERE spare < 0 AND {held}", (named,))
            found.update(row[0] for row in rows)
    marks = session.rows(
        "SELECT mark FROM articles WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(list(found)),),
    )
    return {row[0] for row in marks}


_PAIRED = ("derivations", "todo_compare")


def rest(session: Session, low: int, high: int, *, spare: int) -> None:
    """Note how many of the fingerprints that a pair rests on it can spare."""
    for table in _PAIRED:
        session.run(f"UPDATE {table} SET spare = ? WHERE low = ? AND high = ?", (spare, low, high))


def review(session: Session, marks: Iterable[int], *, gains: bool = True) -> None:
    """Note that the partners of articles are to be looked at again.

    Without ``gains`` they can only have lost some, and none is to be looked for.
    """
    session.many(
        "INSERT INTO todo_review VALUES (?, ?)"
        " ON CONFLICT DO UPDATE SET gains = max(gains, excluded.gains)",
        ((one, gains) for one in marks),
    )


def leave(session: Session, article: int) -> None:
    """Take an article that goes out of all that is still to be done, and out of its story."""
    story = session.value("SELECT story FROM articles WHERE number = ?", (article,))
    if story is not None:
        left = session.rows(
            "SELECT number FROM articles WHERE story = ? AND number <> ?", (story, article)
        )
        retell(session, [row[0] for row in left])
        session.run("UPDATE articles SET story = NULL WHERE story = ?", (story,))
        feeding.changed(session, feeding.taken(session, story))
        session.run("DELETE FROM stories WHERE number = ?", (story,))
    session.run("DELETE FROM todo_story WHERE article = ?", (article,))
    session.run("DELETE FROM todo_relate WHERE article = ?", (article,))
    session.run("DELETE FROM todo_compare WHERE low = ?1 OR high = ?1", (article,))


def retell(session: Session, articles: Iterable[int]) -> None:
    """Note that the stories of ``articles`` are to be made again."""
    session.many("INSERT OR IGNORE INTO todo_story VALUES (?)", ((one,) for one in articles))


def see(session: Session, records: Sequence[Derivation]) -> None:
    """Keep what the others of their story make of derivations."""
    encode = msgspec.msgpack.encode
    session.many(
        "UPDATE derivations SET seen = ? WHERE id = ?",
        ((encode(Seen(one.kind, one.directed, one.credited, one.via)), one.id) for one in records),
    )


def deny(session: Session, records: Iterable[Derivation], *, denied: bool) -> None:
    """Keep whether a user says that derivations are none, or other pages show that."""
    session.many(
        "UPDATE derivations SET denied = ? WHERE id = ?", ((denied, one.id) for one in records)
    )


def component(session: Session, article: int, told: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Give the articles that derivations join to ``article``, each with its neighbours.

    ``told`` are those that users joined, both ways.
    """
    found: dict[int, set[int]] = {}
    waiting = [article]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        rows = session.rows(
            "SELECT high FROM derivations WHERE low = ?1"
            " UNION SELECT low FROM derivations WHERE high = ?1",
            (one,),
        )
        found[one] = {row[0] for row in rows} | told.get(one, set())
        waiting.extend(found[one])
    return found


def among(session: Session, articles: Iterable[int]) -> Iterator[Derivation]:
    """Give the derivations of a component, slim, each once, as the two pages alone show them."""
    for one in articles:
        for (held,) in session.rows("SELECT slim FROM derivations WHERE low = ?", (one,)):
            yield msgspec.msgpack.decode(held, type=Derivation)


def light(session: Session, articles: Iterable[int]) -> Iterator[Article]:
    """Give of articles what trees need of them: identifier, trusted date, site and language."""
    for one in articles:
        row = session.row(
            "SELECT id, dated, site, site_name, language FROM articles WHERE number = ?", (one,)
        )
        assert row is not None
        yield lightened(row)


def lightened(row: Row) -> Article:
    """Give the article of a row of ``id, dated, site, site_name, language``."""
    published = None
    if row[1] != UNDATED:
        published = DateClue(
            value=row[1], says="published", seen_in="", words="", trusted=True, why=""
        )
    return Article(
        id=row[0], name="", published=published, site=row[2], site_name=row[3], language=row[4]
    )


def tell(session: Session, articles: Sequence[int], stories: Sequence[Story]) -> None:
    """Put ``stories`` in the place of those in which ``articles`` were; cross them out."""
    before: set[feeding.Row] = set()
    for one in articles:
        told = session.value("SELECT story FROM articles WHERE number = ?", (one,))
        if told is not None:
            left = session.rows("SELECT number FROM articles WHERE story = ?", (told,))
            retell(session, [row[0] for row in left])
            session.run("UPDATE articles SET story = NULL WHERE story = ?", (told,))
            before |= feeding.taken(session, told)
            session.run("DELETE FROM stories WHERE number = ?", (told,))
    after: set[feeding.Row] = set()
    for story in stories:
        after |= _put(session, story)
    feeding.changed(session, before ^ after)
    session.many("DELETE FROM todo_story WHERE article = ?", ((one,) for one in articles))


def _put(session: Session, story: Story) -> set[feeding.Row]:
    """Keep a story with what a list shows of it; give the edges between sites."""
    members: dict[str, Row] = {}
    for one in story.articles:
        row = session.row("SELECT number, site, language, dated FROM articles WHERE id = ?", (one,))
        assert row is not None
        members[one] = row
    languages = Counter(row[2] for row in members.values() if row[2])
    number = session.run(
        "INSERT INTO stories (id, dated, size, record, first, derived, sites, languages)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            story.id,
            min((row[3] for row in members.values()), default=UNDATED),
            len(story.articles),
            pack_record(story),
            members[story.earliest or story.articles[0]][0],
            sum(edge.directed for edge in story.edges),
            len({row[1] for row in members.values() if row[1]}),
            msgspec.json.encode(
                sorted(languages.items(), key=lambda item: (-item[1], item[0]))
            ).decode(),
        ),
    )
    session.many(
        "UPDATE articles SET story = ? WHERE id = ?", ((number, one) for one in story.articles)
    )
    return feeding.put(session, number, story)
