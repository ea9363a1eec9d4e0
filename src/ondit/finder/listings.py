"""What outlets published about a day: from the index of a web archive, and from their sitemaps.

The archive's index is asked by the CDX interface of the Wayback Machine, which other archives
(pywb) speak too. Sitemaps are found as their site tells (robots.txt), else where they usually are;
of an index of sitemaps those are read whose name or date lies about the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from ondit import urls
from ondit.errors import OnditError
from ondit.finder.likely import Listed
from ondit.finder.plan import Place, Plan
from ondit.model import Failure
from ondit.sources import feeds
from ondit.sources.online.fetch import Fetcher

_MOST = 20_000
"""Addresses asked of an archive: a large outlet publishes some hundreds a day, captured by the
thousand with their sections and tags."""
_SITEMAPS = 6
"""Sitemaps read of one site."""
_USUAL = ("/sitemap-news.xml", "/news-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
_LINE = re.compile(r"(\d{14}) (https?://\S+)$")


def listed(plan: Plan, fetcher: Fetcher) -> Iterator[Listed | Failure]:
    """Give the addresses that the places of ``plan`` published about its days."""
    for place in plan.places:
        if plan.since and plan.until:
            yield from _archived(plan, place, fetcher)
        yield from _mapped(plan, place, fetcher)


def _archived(plan: Plan, place: Place, fetcher: Fetcher) -> Iterator[Listed | Failure]:
    question = urlencode(
        [
            ("url", place.domain),
            ("matchType", "domain"),
            ("from", (plan.since or "").replace("-", "")),
            ("to", (plan.until or "").replace("-", "")),
            ("filter", "statuscode:200"),
            ("filter", "mimetype:text/html"),
            ("collapse", "urlkey"),
            ("fl", "timestamp,original"),
            ("limit", str(_MOST)),
        ]
    )
    try:
        answer = fetcher.get(f"{plan.archive}/cdx/search/cdx?{question}")
    except OnditError as error:
        yield Failure(name=plan.archive, error=type(error).__name__, facts=error.facts)
        return
    for line in answer.body.decode("utf-8", "replace").splitlines():
        found = _LINE.match(line.strip())
        if found is not None and urls.parsed(found.group(2)) is not None:
            moment, address = found.groups()
            yield Listed(
                url=address,
                found_in="archive",
                outlet=place.outlet,
                language=place.language,
                day=f"{moment[:4]}-{moment[4:6]}-{moment[6:8]}",
                fetch=f"{plan.archive}/web/{moment}id_/{address}",
            )


def _mapped(plan: Plan, place: Place, fetcher: Fetcher) -> Iterator[Listed | Failure]:
    root = f"{plan.scheme}://{place.domain}"
    try:
        told = fetcher.robots.sitemaps(root)
    except OnditError as error:
        yield Failure(name=root, error=type(error).__name__, facts=error.facts)
        return
    waiting = list(told) or [f"{root}{path}" for path in _USUAL]
    seen: set[str] = set()
    while waiting and len(seen) < _SITEMAPS:
        address = waiting.pop(0)
        if address in seen or urls.site(address) != urls.site(root):
            continue
        seen.add(address)
        try:
            answer = fetcher.get(address)
            listing = feeds.read(answer.body, name=address, url=answer.url)
        except OnditError as error:
            if told:  # that a usual name is not there says nothing
                yield Failure(name=address, error=type(error).__name__, facts=error.facts)
            continue
        waiting = [*_about(listing.lists, plan), *waiting]
        for entry in listing.entries:
            if _within(entry.published, plan):
                yield Listed(
                    url=entry.url,
                    found_in="sitemap",
                    outlet=place.outlet,
                    language=place.language,
                    title=entry.title,
                    day=entry.published,
                )


def _within(day: str | None, plan: Plan) -> bool:
    """Tell whether a day may be that of the original; one that is not known may."""
    if day is None or plan.since is None or plan.until is None:
        return True
    return plan.since <= day[:10] <= plan.until


def _about(lists: tuple[str, ...], plan: Plan) -> list[str]:
    """Give the lists of an index whose names tell of the days of ``plan``, else those of news."""
    if plan.since is None or plan.until is None:
        return [one for one in lists if "news" in one][:2]
    months = [date.fromisoformat(day) for day in dict.fromkeys((plan.until, plan.since))]
    pattern = "|".join(f"{one.year}[-_/.]?0?{one.month}(?!\\d)" for one in months)
    named = [one for one in lists if re.search(pattern, one)]
    return named or [one for one in lists if "news" in one][:2] or list(lists[-2:])
