"""The search: lists are read, the likeliest addresses looked at, and compared with the page.

It ends early once an address holds what most of the page has: more requests would prove nothing
more. What was looked at, why, and what came of it is all in the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ondit import urls
from ondit.errors import OnditError
from ondit.finder.likely import Listed, Ranked, likely
from ondit.finder.listings import listed
from ondit.finder.plan import Plan
from ondit.model import Derivation, Failure, Lead, Page, Search, TracedPage
from ondit.pipeline import attempted, compared
from ondit.sources import told
from ondit.sources.online import pages
from ondit.sources.online.fetch import Fetcher

MOST = 10
"""Addresses looked at for one page. With a second between two requests: half a minute."""
_ENOUGH = 0.5
"""Share of the page that an original must cover to end the search."""


def search(plan: Plan, fetcher: Fetcher, *, most: int = MOST) -> Search:
    """Look for the original of the page of ``plan``; never raises for what the network does."""
    failures: list[Failure] = []
    found: dict[str, Listed] = {}
    leads: list[Lead] = []
    answered: list[TracedPage] = []
    derivations: list[Derivation] = []
    for lead, result in _looked_at(plan, fetcher, found, failures, most):
        if isinstance(result, Failure):
            leads.append(replace(lead, failure=result))
            continue
        leads.append(replace(lead, article=result.article.id))
        if result.article.id in {one.article.id for one in (plan.page, *answered)}:
            continue
        answered.append(result)
        pair = compared(result, plan.page)
        if isinstance(pair, Failure):
            failures.append(pair)
        elif pair.kind != "independent":
            derivations.append(pair)
            if _is_enough(pair, plan.page):
                break
    return Search(
        article=plan.page.article.id,
        sites=tuple(place.domain for place in plan.places),
        hosts=plan.hosts,
        since=plan.since,
        until=plan.until,
        listed=len(found),
        leads=tuple(leads),
        pages=tuple(answered),
        derivations=tuple(derivations),
        failures=tuple(failures),
    )


def _is_enough(pair: Derivation, page: TracedPage) -> bool:
    own = pair.other_covered if pair.other == page.article.id else pair.one_covered
    return own >= _ENOUGH


def _looked_at(
    plan: Plan, fetcher: Fetcher, found: dict[str, Listed], failures: list[Failure], most: int
) -> Iterator[tuple[Lead, TracedPage | Failure]]:
    """Look at the addresses one by one; the lists are asked when those of the page are done."""
    seen: set[str | None] = {urls.canonical(plan.page.article.url or "")}
    for address in plan.addresses[:most]:
        seen.add(urls.canonical(address))
        yield Lead(url=address, found_in="page"), _traced(pages.page(address, fetcher))
    for one in listed(plan, fetcher):
        if isinstance(one, Failure):
            failures.append(one)
            continue
        key = urls.canonical(one.url)
        if key is not None and key not in seen and (key not in found or not found[key].title):
            found[key] = one
    ranked = likely(plan.page.article, list(found.values()), most=most)
    for rank in ranked:
        yield _lead(rank), _traced(_asked(rank.listed, fetcher))


def _lead(rank: Ranked) -> Lead:
    one = rank.listed
    return Lead(
        url=one.url,
        found_in="archive" if one.found_in == "archive" else "sitemap",
        outlet=one.outlet,
        title=one.title,
        day=one.day,
        words=rank.words,
    )


def _asked(one: Listed, fetcher: Fetcher) -> Page | Failure:
    """Ask for an address, of the archive where it was found there: as it stood that day."""
    if not one.fetch:
        return pages.page(one.url, fetcher)
    try:
        page = pages.made(fetcher.get(one.fetch))
    except OnditError as error:
        return Failure(name=one.url, error=type(error).__name__, facts=error.facts)
    return told.fetched(
        replace(page, name=one.fetch, url=one.url, fetched=one.day, told=()), "wayback"
    )


def _traced(page: Page | Failure) -> TracedPage | Failure:
    return page if isinstance(page, Failure) else attempted(page)
