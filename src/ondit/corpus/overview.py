"""A corpus seen from above: how much it holds, its sites, and who feeds whom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby

from ondit.corpus import related
from ondit.lineage import kinship
from ondit.lineage import sites as by_site
from ondit.model import Article, Counts, Flow, Kinship, Mark, Site
from ondit.store import log
from ondit.store.database import Session
from ondit.store.relations import lightened


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
        derivations=of("SELECT count(*) FROM derivations WHERE NOT denied"),
        stories=of("SELECT count(*) FROM stories"),
        corrections=len(log.in_force(log.corrections(session))),
        failures=of("SELECT count(*) FROM failures"),
        bytes=of("SELECT coalesce(sum(size), 0) FROM bodies"),
    )


def flows(session: Session) -> tuple[Flow, ...]:
    """Give which sites take from which."""
    return by_site.flows(_articles(session), related.stories(session, limit=None, offset=0))


def sites(session: Session) -> tuple[Site, ...]:
    """Give the sites, those with most articles first."""
    return by_site.sites(_articles(session), related.stories(session, limit=None, offset=0))


def _articles(session: Session) -> Iterator[Article]:
    """Give of all articles what counting by site needs."""
    rows = session.rows("SELECT id, dated, site, site_name, language FROM articles ORDER BY id")
    return map(lightened, rows)


def kinships(session: Session) -> tuple[Kinship, ...]:
    """Give the sites that share rare traits, those that share most first."""
    rows = session.rows("SELECT site, article, kind, value FROM marks ORDER BY site, article")
    groups = groupby(rows, key=lambda row: (row[0], row[1]))
    bearing = (
        Article(
            id=article,
            name="",
            site=site,
            marks=tuple(Mark(kind=row[2], value=row[3], seen_in="") for row in group),
        )
        for (site, article), group in groups
    )
    bare = session.rows(
        "SELECT DISTINCT site FROM articles WHERE site NOT IN (SELECT site FROM marks)"
    )
    return kinship.kinships(chain(bearing, (Article(id="", name="", site=row[0]) for row in bare)))
