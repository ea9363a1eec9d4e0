"""What is counted over many pages, counted again where it changed.

Plain counts are kept by the tables themselves (``store/counted.sql``). What is more than a count
stands there as something to do, and is made here by the functions that make it of any pages: so
what is kept as pages come and go is what counting all of them afresh would give.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from ondit.across import voices as across
from ondit.lineage import kinship
from ondit.lineage import sites as by_site
from ondit.model import Article, Kinship, SpeakerKind, Story
from ondit.store import feeding, log, pages, said
from ondit.store.database import Session
from ondit.store.packing import pack_record
from ondit.store.relations import lightened

_AT_ONCE = 500  # things counted in one transaction
_MANY = 5_000  # marks of sites, up to which they are weighed in a tenth of a second
_FEW = 50  # pages of a run


def count(session: Session) -> None:
    """Count all again that waits for it."""
    _voices(session)
    _marks(session)
    _flows(session)
    _sites(session)
    _kinships(session)


def _voices(session: Session) -> None:
    waiting = [row[0] for row in session.rows("SELECT voice FROM todo_voice")]
    for start in range(0, len(waiting), _AT_ONCE):
        with session.transaction():
            for voice in waiting[start : start + _AT_ONCE]:
                _voice(session, voice)
                session.run("DELETE FROM todo_voice WHERE voice = ?", (voice,))


def _voice(session: Session, key: str) -> None:
    """Count a voice: how it is called, in how many articles it speaks and how often."""
    names: Counter[str] = Counter()
    kinds: Counter[SpeakerKind] = Counter()
    entities = set()
    for name, kind, entity, many in session.rows(
        "SELECT name, kind, entity, number FROM voice_names WHERE voice = ?", (key,)
    ):
        names[name] += many
        kinds[kind] += many
        entities.add(entity)
    session.run("DELETE FROM voices WHERE id = ?", (key,))
    if not names:
        return
    session.run(
        "INSERT INTO voices SELECT ?1, ?2, ?3, ?4, (SELECT count(DISTINCT article) FROM speakers"
        " WHERE voice = ?1), (SELECT coalesce(sum(number), 0) FROM voice_stances WHERE voice = ?1)",
        (
            key,
            across.called(names),
            across.mostly(kinds),
            min((one for one in entities if one), default=None),
        ),
    )


def _marks(session: Session) -> None:
    """Gather the marks again of the sites that lost an article."""
    for (site,) in list(session.rows("SELECT site FROM todo_marks")):
        with session.transaction():
            session.run("DELETE FROM marks WHERE site = ?", (site,))
            numbers = session.rows("SELECT number FROM articles WHERE site = ?", (site,))
            for (number,) in list(numbers):
                said.put_marks(session, site, pages.traced(session, number).article)
            session.run("DELETE FROM todo_marks WHERE site = ?", (site,))


def _flows(session: Session) -> None:
    """Count the flows between two sites again, by their edges."""
    waiting = list(session.rows("SELECT one, other FROM todo_flow"))
    for start in range(0, len(waiting), _AT_ONCE):
        with session.transaction():
            for one, other in waiting[start : start + _AT_ONCE]:
                edges = [edge for edge, _, _ in feeding.between(session, one, other)]
                named = {name for edge in edges for name in (edge.child, edge.parent)}
                articles = [_light(session, name) for name in sorted(filter(None, named))]
                told = Story(id="", articles=(), edges=tuple(edges))
                feeding.keep(session, one, other, by_site.flows(articles, [told]))
                session.run("DELETE FROM todo_flow WHERE one = ? AND other = ?", (one, other))


def _light(session: Session, article: str) -> Article:
    row = session.row(
        "SELECT id, dated, site, site_name, language FROM articles WHERE id = ?", (article,)
    )
    assert row is not None
    return lightened(row)


def _sites(session: Session) -> None:
    waiting = [row[0] for row in session.rows("SELECT site FROM todo_site")]
    for start in range(0, len(waiting), _AT_ONCE):
        with session.transaction():
            for site in waiting[start : start + _AT_ONCE]:
                feeding.count_site(session, site)
                session.run("DELETE FROM todo_site WHERE site = ?", (site,))


def _kinships(session: Session) -> None:
    """Weigh what sites share again: each weight rests on how many sites there are.

    Where they show very much that takes a second, which a few pages more are not worth: then it is
    left to whoever asks, and to a run that adds many.
    """
    if session.value("SELECT 1 FROM todo_kin") is None:
        return
    marks = session.value("SELECT count(*) FROM (SELECT 1 FROM marks LIMIT ?)", (_MANY + 1,))
    if marks > _MANY and log.added(session) < _FEW:
        return
    found = kinships(session)
    with session.transaction():
        session.run("DELETE FROM kinships")
        session.many(
            "INSERT INTO kinships VALUES (?, ?, ?, ?)",
            ((place, one.one, one.other, pack_record(one)) for place, one in enumerate(found)),
        )
        session.run("DELETE FROM todo_kin")


def kinships(session: Session) -> tuple[Kinship, ...]:
    """Weigh what sites share."""
    bearers: dict[kinship.Key, dict[str, str]] = defaultdict(dict)
    for kind, value, site, article in session.rows(
        "SELECT kind, value, site, article FROM marks WHERE (kind, value) IN"
        " (SELECT kind, value FROM marks GROUP BY kind, value HAVING count(*) BETWEEN 2 AND ?)",
        (kinship.MOST,),
    ):
        bearers[kind, value][site] = article
    names = {row[0] for row in session.rows("SELECT name FROM sites")}
    return kinship.among(bearers, names)
