"""A corpus seen from above: how much it holds, its sites, and who feeds whom."""

from __future__ import annotations

from ondit.corpus import counting
from ondit.errors import NotInCorpus
from ondit.model import Counts, Flow, Kinship, Site
from ondit.store import feeding, log
from ondit.store.database import Session
from ondit.store.packing import unpack_record


def counts(session: Session) -> Counts:
    """Give how much the corpus holds."""

    def of(sql: str) -> int:
        return int(session.value(sql))

    def tally(name: str) -> int:
        return int(session.value("SELECT number FROM tallies WHERE name = ?", (name,)))

    languages = session.rows(
        "SELECT language, count(*) AS n FROM articles WHERE language IS NOT NULL"
        " GROUP BY language ORDER BY n DESC, language"
    )
    return Counts(
        articles=of("SELECT count(*) FROM articles"),
        sites=of("SELECT count(*) FROM sites"),
        languages=tuple((row[0], row[1]) for row in languages),
        statements=tally("statements"),
        voices=tally("voices"),
        derivations=of("SELECT count(*) FROM derivations")
        - of("SELECT count(*) FROM derivations WHERE denied"),
        stories=of("SELECT count(*) FROM stories"),
        corrections=len(log.in_force(log.corrections(session))),
        failures=of("SELECT count(*) FROM failures"),
        bytes=tally("bytes"),
    )


def flows(
    session: Session, *, source: str | None, taker: str | None, limit: int | None, offset: int
) -> tuple[Flow, ...]:
    """Give which sites take from which, the greatest first."""
    return tuple(feeding.flows(session, source=source, taker=taker, limit=limit, offset=offset))


def sites(session: Session, *, limit: int | None, offset: int) -> tuple[Site, ...]:
    """Give the sites, those with most articles first."""
    return tuple(feeding.sites(session, limit=limit, offset=offset))


def site(session: Session, name: str) -> Site:
    """Give one site."""
    found = next(feeding.sites(session, name=name), None)
    if found is None:
        raise NotInCorpus(path=session.path, id=name)
    return found


def kinships(
    session: Session, *, site: str | None, limit: int | None, offset: int
) -> tuple[Kinship, ...]:
    """Give the sites that share rare traits, those that share most first."""
    if session.value("SELECT 1 FROM todo_kin") is not None:  # a few pages came since
        found = [
            one
            for one in counting.kinships(session)
            if site is None or site in (one.one, one.other)
        ]
        return tuple(found[offset:][: len(found) if limit is None else limit])
    rows = session.rows(
        f"SELECT record FROM kinships WHERE {'1' if site is None else 'one = ?1 OR other = ?1'}"
        " ORDER BY place LIMIT ? OFFSET ?",
        (*([] if site is None else [site]), feeding.ALL if limit is None else limit, offset),
    )
    return tuple(unpack_record(row[0], Kinship) for row in rows)
