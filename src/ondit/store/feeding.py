"""Who feeds whom, in tables: the edges of stories between two sites, and the flows they come to.

The edges are rows beside their story, put and taken with it. What differs between the edges before
and after says which flows and which sites are to be counted again, so that a page that joins a
story of a thousand does not cause a thousand counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ondit.model import Edge, Flow, Site, Story
from ondit.store.database import Session
from ondit.store.packing import pack_record, unpack_record

Row = tuple[int, int, str, str, int, int | None, str | None]
"""Child and parent by number, source and taker, directed, credited, derivation."""

ALL = -1
"""What SQLite calls no limit."""


def put(session: Session, number: int, story: Story) -> set[Row]:
    """Keep the edges between two sites of a story; give them."""
    places: dict[str, tuple[int, str | None] | None] = {}

    def place(article: str | None) -> tuple[int, str | None] | None:
        if article not in places and article is not None:
            places[article] = session.row(
                "SELECT number, site FROM articles WHERE id = ?", (article,)
            )
        return places.get(article or "")

    found: set[Row] = set()
    for edge in (*story.edges, *story.also):
        parent, child = place(edge.parent), place(edge.child)
        if parent is None or child is None or edge.kind == "same-source":
            continue
        if parent[1] is None or child[1] is None or parent[1] == child[1]:
            continue
        found.add(
            (
                child[0],
                parent[0],
                parent[1],
                child[1],
                int(edge.directed),
                None if edge.credited is None else int(edge.credited),
                edge.derivation,
            )
        )
    session.many(
        "INSERT OR REPLACE INTO edges (story, child, parent, source, taker, directed, credited,"
        " derivation) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, *row) for row in found),
    )
    return found


def taken(session: Session, story: int) -> set[Row]:
    """Take away the edges of a story; give them."""
    found: set[Row] = set(
        session.rows(
            "SELECT child, parent, source, taker, directed, credited, derivation FROM edges"
            " WHERE story = ?",
            (story,),
        )
    )
    session.run("DELETE FROM edges WHERE story = ?", (story,))
    return found


def changed(session: Session, edges: Iterable[Row]) -> None:
    """Note that what rests on ``edges`` is to be counted again."""
    pairs = {tuple(sorted(row[2:4])) for row in edges}
    session.many("INSERT OR IGNORE INTO todo_flow VALUES (?, ?)", pairs)
    session.many(
        "INSERT OR IGNORE INTO todo_site VALUES (?)", ((site,) for pair in pairs for site in pair)
    )


def between(session: Session, one: str, other: str) -> Iterator[tuple[Edge, str, str]]:
    """Give the edges between two sites, either way, each once, with the sites.

    What leaves one story may enter another, and stands with both.
    """
    rows = session.rows(
        "SELECT DISTINCT c.id, p.id, e.directed, e.credited, e.derivation, e.source, e.taker"
        " FROM edges e JOIN articles c ON c.number = e.child JOIN articles p"
        " ON p.number = e.parent WHERE e.taker = ?1 AND e.source = ?2"
        " OR e.taker = ?2 AND e.source = ?1 ORDER BY c.id, p.id",
        (one, other),
    )
    for row in rows:
        edge = Edge(
            child=row[0],
            parent=row[1],
            kind=None,
            directed=bool(row[2]),
            credited=None if row[3] is None else bool(row[3]),
            derivation=row[4],
        )
        yield edge, row[5], row[6]


def keep(session: Session, one: str, other: str, flows: Iterable[Flow]) -> None:
    """Put the flows between two sites in the place of those there were."""
    session.run(
        "DELETE FROM flows WHERE source = ?1 AND taker = ?2 OR source = ?2 AND taker = ?1",
        (one, other),
    )
    session.many(
        "INSERT INTO flows (source, taker, articles, undirected, record) VALUES (?, ?, ?, ?, ?)",
        (
            (flow.source, flow.taker, flow.articles, flow.undirected, pack_record(flow))
            for flow in flows
        ),
    )


def flows(
    session: Session,
    *,
    source: str | None = None,
    taker: str | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> Iterator[Flow]:
    """Give flows, the greatest first."""
    asked = {"source = ?": source, "taker = ?": taker}
    held = {condition: value for condition, value in asked.items() if value is not None}
    rows = session.rows(
        f"SELECT record FROM flows WHERE {' AND '.join(held) or '1'}"
        " ORDER BY articles DESC, undirected DESC, source, taker LIMIT ? OFFSET ?",
        (*held.values(), ALL if limit is None else limit, offset),
    )
    return (unpack_record(row[0], Flow) for row in rows)


# --------------------------------------------------------------------------------------------
# Sites


def count_site(session: Session, name: str) -> None:
    """Count a site again: its articles, and those that come from others or went to others."""
    tallies = list(
        session.rows("SELECT kind, value, number FROM site_tallies WHERE site = ?", (name,))
    )
    if not tallies:
        session.run("DELETE FROM sites WHERE name = ?", (name,))
        return
    ordered = sorted(tallies, key=lambda row: (-row[2], row[1]))
    session.run(
        "INSERT INTO sites (name, title, articles, derived, taken, languages)"
        " VALUES (?1, ?2, ?3, (SELECT count(DISTINCT child) FROM edges WHERE taker = ?1 AND"
        " directed), (SELECT count(DISTINCT parent) FROM edges WHERE source = ?1 AND directed), ?4)"
        " ON CONFLICT DO UPDATE SET title = excluded.title, articles = excluded.articles,"
        " derived = excluded.derived, taken = excluded.taken, languages = excluded.languages",
        (
            name,
            next((row[1] for row in ordered if row[0] == "title"), None),
            next(row[2] for row in tallies if row[0] == "articles"),
            msgspec.json.encode([row[1:] for row in ordered if row[0] == "language"]).decode(),
        ),
    )


def sites(
    session: Session, *, name: str | None = None, limit: int | None = None, offset: int = 0
) -> Iterator[Site]:
    """Give sites with what they take, those with most articles first; or the one of a name."""
    rows = session.rows(
        "SELECT name, title, articles, derived, taken, languages FROM sites WHERE"
        f" {'name = ?' if name is not None else '1'} ORDER BY articles DESC, name LIMIT ? OFFSET ?",
        (*([] if name is None else [name]), ALL if limit is None else limit, offset),
    )
    for row in rows:
        yield Site(
            name=row[0],
            title=row[1],
            articles=row[2],
            derived=row[3],
            taken=row[4],
            sources=tuple(flows(session, taker=row[0])),
            languages=msgspec.json.decode(row[5], type=tuple[tuple[str, int], ...]),
        )
