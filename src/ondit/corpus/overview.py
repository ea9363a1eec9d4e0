"""A corpus seen from above: how much it holds, its sites, and who feeds whom."""

from __future__ import annotations

from collections import defaultdict

from ondit.corpus import related
from ondit.model import Counts, Derivation, Flow, Kinship, Site
from ondit.store import log
from ondit.store.database import Session


def counts(session: Session) -> Counts:
    """Give how much the corpus holds."""

    def of(sql: str) -> int:
        return int(session.value(sql))

    languages = session.rows(
        "SELECT language, count(*) AS n FROM articles WHERE language IS NOT NULL"
        " GROUP BY language ORDER BY n DESC, language"
    )
    return Counts(
        articles=of("SELECT count(*) FROM articles"),
        sites=of("SELECT count(DISTINCT site) FROM articles"),
        languages=tuple((row[0], row[1]) for row in languages),
        statements=of("SELECT count(*) FROM statements"),
        voices=of("SELECT count(*) FROM voices"),
        derivations=of("SELECT count(*) FROM derivations"),
        stories=of("SELECT count(*) FROM stories"),
        corrections=len(log.in_force(log.corrections(session))),
        failures=of("SELECT count(*) FROM failures"),
        bytes=of("SELECT coalesce(sum(size), 0) FROM bodies"),
    )


def flows(session: Session) -> tuple[Flow, ...]:
    """Give which sites take from which."""
    site: dict[str, str] = dict(
        session.rows("SELECT id, site FROM articles WHERE site IS NOT NULL")
    )
    told: dict[tuple[str, str], list[Derivation]] = defaultdict(list)
    alike: dict[tuple[str, str], int] = defaultdict(int)
    for one in related.derivations(session, None):
        source, taker = site.get(one.one), site.get(one.other)
        if source is None or taker is None or source == taker or one.via is not None:
            continue
        if one.directed:
            told[source, taker].append(one)
        else:
            first, second = sorted((source, taker))
            alike[first, second] += 1
    found = [
        Flow(
            source=source,
            taker=taker,
            articles=len({one.other for one in records}),
            credited=sum(one.credited is True for one in records),
            uncredited=sum(one.credited is False for one in records),
            undirected=alike[min(source, taker), max(source, taker)],
            derivations=tuple(sorted(one.id for one in records)),
        )
        for (source, taker), records in told.items()
    ]
    return tuple(sorted(found, key=lambda flow: (-flow.articles, flow.source, flow.taker)))


def sites(session: Session) -> tuple[Site, ...]:
    """Give the sites, those with most articles first."""
    taken: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows(session):
        taken[flow.taker].append(flow)
    languages: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, language, many in session.rows(
        "SELECT site, language, count(*) AS n FROM articles WHERE site IS NOT NULL AND language"
        " IS NOT NULL GROUP BY site, language ORDER BY n DESC, language"
    ):
        languages[name].append((language, many))
    rows = session.rows(
        "SELECT site, count(*) AS n FROM articles WHERE site IS NOT NULL GROUP BY site"
        " ORDER BY n DESC, site"
    )
    return tuple(
        Site(
            name=name,
            articles=many,
            derived=sum(flow.articles for flow in taken[name]),
            sources=tuple(taken[name]),
            languages=tuple(languages[name]),
        )
        for name, many in rows
    )


def kinships(session: Session) -> tuple[Kinship, ...]:
    """Give the sites that share rare traits: not looked for yet."""
    del session
    return ()
