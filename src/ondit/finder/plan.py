"""Where to look for the original of a page, told from the page alone: nothing is asked here.

Addresses that the page gives as its source are looked at first. Then the outlets that it credits
or that its residue points to are asked what they published about the day of the page: a web
archive by its index, and their own sitemaps.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from ondit import knowledge, urls
from ondit.model import Article, TracedPage

ARCHIVE = "https://web.archive.org"
_BEFORE, _AFTER = 4, 2
"""Days before and after the page's date: a copy follows within days, and an archive captures some
days late. Not measured."""
_OUTLETS = 3
"""Outlets that are asked: more are named by round-ups, which have no one original."""
_GIVEN = ("canonical-elsewhere", "syndication-tag", "source-link")
"""Evidence that holds an address of the source, the surest first."""


class Place(Struct, frozen=True, kw_only=True):
    """One outlet to be asked."""

    outlet: str | None
    """Its identifier in the outlet table."""
    domain: str
    language: str | None
    """The language in which it published, if the page lets see it."""


class Plan(Struct, frozen=True, kw_only=True):
    """What to ask for one page."""

    page: TracedPage
    addresses: tuple[str, ...] = ()
    """That the page gives as its source."""
    places: tuple[Place, ...] = ()
    since: str | None = None
    until: str | None = None
    """Days between which the original must have been published; ``None`` without a date."""
    archive: str = ARCHIVE
    scheme: str = "https"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Name the hosts that will be asked."""
        found = [urls.parsed(one) for one in self.addresses]
        named = [url.host for url in found if url is not None and url.host]
        archive = urls.parsed(self.archive)
        if self.places and self.since and archive is not None and archive.host:
            named.append(archive.host)
        return tuple(dict.fromkeys([*named, *(place.domain for place in self.places)]))


def plan(page: TracedPage, *, archive: str = ARCHIVE, scheme: str = "https") -> Plan | None:
    """Tell where to look for the original of ``page``; ``None`` when nothing points elsewhere."""
    addresses = _addresses(page)
    places = _places(page)
    if not addresses and not places:
        return None
    since, until = _window(page.article)
    return Plan(
        page=page,
        addresses=addresses,
        places=places,
        since=since,
        until=until,
        archive=archive.rstrip("/"),
        scheme=scheme,
    )


def _addresses(page: TracedPage) -> tuple[str, ...]:
    own = page.article.url and urls.canonical(page.article.url)
    found: dict[str, str] = {}
    for kind in _GIVEN:
        for one in page.origin.evidence:
            address = one.facts.get("address", "")
            key = urls.canonical(address)
            path = urls.parsed(address)
            if one.kind == kind and key and key != own and path is not None and path.path != "/":
                found.setdefault(key, address)
    return tuple(found.values())


def _places(page: TracedPage) -> tuple[Place, ...]:
    known = knowledge.outlets()
    spoken = {one.outlet: one.language for one in page.origin.evidence if one.language}
    places = []
    for key in page.origin.outlets:
        outlet = known.get(key)
        if outlet is None or not outlet.domains or page.article.site in outlet.domains:
            continue
        language = spoken.get(key) or page.origin.language
        if language is None and len(outlet.languages) == 1:
            language = outlet.languages[0]
        places.append(Place(outlet=key, domain=outlet.domains[0], language=language))
    return tuple(places[:_OUTLETS])


def _window(article: Article) -> tuple[str | None, str | None]:
    """Give the days about the page's date; the surest of those it bears."""
    clues = (article.published, *article.dates, article.modified)
    for clue in clues:
        if clue is None or clue.says not in ("published", "modified"):
            continue
        try:
            day = date.fromisoformat(clue.value[:10])
            since, until = day - timedelta(days=_BEFORE), day + timedelta(days=_AFTER)
        except (ValueError, OverflowError):
            continue  # no day, or the first or the last of the calendar: a placeholder
        return since.isoformat(), until.isoformat()
    return None, None
