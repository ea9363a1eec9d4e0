"""What the pages of one site repeat in their articles: boilerplate that looks like text.

A promise of quality, a call for donations, the paper's own portrait stand between the paragraphs,
in sentences, and nothing on one page tells that every page has them. Other pages of the site do.
:func:`learned` gives the blocks that stand inside the articles of three pages of a site or more.
Pages that share half of their blocks are one article kept twice, and count once; headlines and
standfirsts stand on other pages because these point to the article, and do not count at all.

Whoever wants it hands them to a page as :attr:`ondit.model.Page.repeats`; the page is then read as
a function of its bytes and these, and of nothing else. Without them nothing changes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ondit.model import Article, Role
from ondit.page.places import Place
from ondit.text import digest, fold

_ROLES: frozenset[Role] = frozenset({"paragraph", "item", "quotation", "subhead", "caption"})
_LEAST_PAGES = 3  # two may quote one another; a series may share its introduction
_LEAST_WORDS = 5  # *Read on*, *Analysis*, *Our view*: too short to tell boilerplate from a subhead
_SAME_ARTICLE = 0.5  # share of the blocks of the shorter page


def learned(articles: Iterable[Article]) -> frozenset[str]:
    """Give the digests of what sites repeat in these articles of theirs, in whatever order."""
    sites: dict[str, list[frozenset[str]]] = defaultdict(list)
    for article in articles:
        if article.site is not None:
            blocks = (block.text for block in article.blocks if block.role in _ROLES)
            sites[article.site].append(frozenset(map(_digest, filter(_is_long, blocks))))
    return frozenset().union(*map(_repeated, sites.values()))


def _repeated(pages: list[frozenset[str]]) -> frozenset[str]:
    apart: list[frozenset[str]] = []
    for page in sorted(pages, key=lambda each: (-len(each), sorted(each))):
        if page and not any(len(page & other) >= _SAME_ARTICLE * len(page) for other in apart):
            apart.append(page)
    counts = Counter(each for page in apart for each in page)
    return frozenset(each for each, count in counts.items() if count >= _LEAST_PAGES)


def without(places: list[Place], repeats: frozenset[str]) -> list[Place]:
    """Give ``places`` with what the site repeats as furniture; all of them, where no body is left.

    An article of which nothing remains is more likely a page of the site about itself.
    """
    kept = [place.set_aside("other") if _is_among(place, repeats) else place for place in places]
    return (
        kept if any(place.role in ("paragraph", "item", "quotation") for place in kept) else places
    )


def _is_among(place: Place, repeats: frozenset[str]) -> bool:
    return place.role in _ROLES and _is_long(place.text) and _digest(place.text) in repeats


def _is_long(text: str) -> bool:
    return len(text.split()) >= _LEAST_WORDS


def _digest(text: str) -> str:
    return digest(fold(text))
