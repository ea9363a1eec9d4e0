"""What the head of a page says of it: JSON-LD, OpenGraph, meta tags, canonical address.

Every value keeps where it was seen, since these claims contradict one another (a social title is
not the headline; a canonical address may be the source's). The choice among them follows what
1,000 real pages showed: JSON-LD first, then OpenGraph, then the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ondit import urls
from ondit.model import Clue, Page
from ondit.page import jsonld, phrases, titles, topics
from ondit.page.captured import saved_from
from ondit.page.dom import Document
from ondit.page.jsonld import text_of, types, unescaped
from ondit.text import normalise

_BODIES = re.compile(r"Organization|Corporation")
_LISTED = 40  # authors looked at in one object of JSON-LD
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_CARD = "twitter:"
_CARD_ROWS = (1, 2)  # of a card, each a label and its data
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "twitter:creator",
    "dcterms.creator",
    "article:author_name",
    "citation_author",
)
# Names that systems make up for themselves: *cXenseParse:author*, *sailthru.byline_name*.
_OWN_AUTHOR = re.compile(r"(?:author|auteur)s?(?:[-_.]?names?)?$|byline(?:[-_.]?names?)?$")
_NO_AUTHORS = ("smartbanner", "og:twitter", "has", "book:")
_SOURCES = ("syndication-source", "original-source", "dc.source", "dcterms.source")


class Head(Struct, frozen=True, kw_only=True):
    """What the page says of itself outside its text."""

    url: str | None = None
    site: str | None = None
    site_name: str | None = None
    canonical: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    """Where seen, and a title without the site's name, likeliest first."""
    descriptions: tuple[str, ...] = ()
    authors: tuple[tuple[str, str], ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    articles: tuple[dict[str, Any], ...] = ()
    """Objects of JSON-LD that describe an article."""
    nodes: tuple[dict[str, Any], ...] = ()
    """All objects of JSON-LD, outer ones first."""
    metas: dict[str, str] = {}
    """The first value of each meta name."""
    clues: tuple[Clue, ...] = ()


def read(page: Page, document: Document) -> Head:
    """Give what the head of ``document`` says."""
    metas: dict[str, str] = {}
    for key, content in document.metas:
        metas.setdefault(key, normalise(content)[:5000])
    nodes = tuple(jsonld.nodes(document.data))
    articles = tuple(node for node in nodes if jsonld.is_article(node))
    url, site, canonical = _addresses(page, document, metas, articles)
    authors = _authors(document, articles, nodes)
    site_name = titles.site_name(document, metas, nodes, [value for _, value in authors])
    named = titles.titles(document, metas, articles, site_name, site)
    clues = [Clue(field="headline", value=value, seen_in=where) for where, value in named]
    clues += [Clue(field="authors", value=value, seen_in=where) for where, value in authors]
    described = _descriptions(metas, articles)
    clues += [Clue(field="standfirst", value=value, seen_in=where) for where, value in described]
    clues += _sources(metas, articles)
    if canonical:
        clues.append(Clue(field="canonical", value=canonical, seen_in="link:canonical"))
    return Head(
        url=url,
        site=site,
        site_name=site_name,
        canonical=canonical,
        titles=named,
        descriptions=tuple(value for _, value in described),
        authors=authors,
        section=topics.section(metas, articles),
        tags=topics.tags(
            document, articles, titles=[*dict(named).values(), url or canonical or ""]
        ),
        articles=articles,
        nodes=nodes,
        metas=metas,
        clues=tuple(clues),
    )


def _addresses(
    page: Page, document: Document, metas: dict[str, str], articles: tuple[dict[str, Any], ...]
) -> tuple[str | None, str | None, str | None]:
    url = page.url or _web(saved_from(document))
    rels: dict[str, str] = {}
    for rel, href, _ in document.rels:
        for name in rel.split():
            rels.setdefault(name, href)
    canonical = _web(rels.get("canonical")) or _web(metas.get("og:url"))
    if canonical is None and articles:
        main = articles[0].get("mainEntityOfPage") or articles[0].get("url")
        identifier = main.get("@id") if isinstance(main, dict) else main
        canonical = _web(identifier) if isinstance(identifier, str) else None
    own = [url, *(_web(rels.get(name)) for name in ("pingback", "edituri", "shortlink"))]
    feeds = (href for rel, href, kind in document.rels if "alternate" in rel and "rss" in kind)
    feed = _web(next(feeds, None))
    own += [feed, _web(metas.get("og:url")), canonical]
    first = next((address for address in own if address), None)
    if first is not None and first == feed and canonical:
        first = _likelier(document, feed, canonical)
    return url, urls.site(urls.unarchived(first)) if first else None, canonical


def _likelier(document: Document, feed: str, canonical: str) -> str:
    """Give the one whose site the page asks more of, of a feed and the canonical address.

    A feed may lie with a service for feeds, and a copied page names its source as canonical.
    """
    sites = [urls.site(href) for _, href, _ in document.rels]
    sites += [urls.site(href) for href in document.scripts]
    count = {address: sites.count(urls.site(address)) for address in (canonical, feed)}
    return canonical if count[canonical] > count[feed] else feed


def _web(address: str | None) -> str | None:
    """Give ``address`` when it is one of the web, whole."""
    if not address:
        return None
    trimmed = urls.unarchived(address.strip())
    return trimmed if urls.parsed(trimmed) is not None else None


def _descriptions(
    metas: dict[str, str], articles: tuple[dict[str, Any], ...]
) -> tuple[tuple[str, str], ...]:
    """Give where each description of the page was seen, and its words, each once."""
    found = [("json-ld:description", text_of(node.get("description"))) for node in articles[:2]]
    found += [(f"meta:{key}", unescaped(metas[key])) for key in _DESCRIPTIONS if key in metas]
    kept: dict[str, str] = {}
    for where, value in found:
        kept.setdefault(value, where)
    return tuple((where, value) for value, where in kept.items() if value)


def _authors(
    document: Document, articles: tuple[dict[str, Any], ...], nodes: tuple[dict[str, Any], ...]
) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    named = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")
    }
    for article in articles[:3]:
        for each in _people(article.get("author") or article.get("creator"), named):
            is_body = isinstance(each, dict) and any(map(_BODIES.search, types(each)))
            where = "json-ld:author-organisation" if is_body else "json-ld:author"
            names = each.get("name") if isinstance(each, dict) else each
            for name in names if isinstance(names, list) else [each]:
                found.append((where, text_of(name)))
    for key in _AUTHORS:
        found += [
            (f"meta:{key}", normalise(value)) for name, value in document.metas if name == key
        ]
    found += [(f"meta:{key}", value) for key, value in _labelled(document)]
    found += [
        (f"meta:{name}", normalise(value))
        for name, value in document.metas
        if name not in _AUTHORS and _OWN_AUTHOR.search(name) and not name.startswith(_NO_AUTHORS)
    ]
    order = {"itemprop": 0, "rel": 1, "name": 3, "class": 2}
    for person in sorted(document.people, key=lambda person: order[person.how])[:12]:
        if person.how != "name":
            found.append((f"markup:{person.how}", person.words))
    return tuple((where, value) for where, value in found if value)


def _labelled(document: Document) -> Iterator[tuple[str, str]]:
    """Give the author whom a card for a social network names beside a label (*Written by*)."""
    metas = {key: value for key, value in document.metas if key.startswith(_CARD)}
    for number in _CARD_ROWS:
        label = phrases.bare(metas.get(f"{_CARD}label{number}", ""))
        if label in phrases.gathered("byline"):
            yield f"{_CARD}data{number}", normalise(metas.get(f"{_CARD}data{number}", ""))


def _people(value: Any, named: dict[str, dict[str, Any]]) -> Iterator[Any]:
    """Give the persons of an author in JSON-LD, in order: lists in lists, and objects by name.

    ``named`` are the objects of the page that an author may only point to by its identifier.
    """
    waiting, left = [value], _LISTED
    while waiting and left > 0:
        each = waiting.pop(0)
        left -= 1
        if isinstance(each, list):
            waiting[:0] = each
        elif isinstance(each, dict) and "@list" in each:
            waiting.insert(0, each["@list"])
        elif isinstance(each, dict) and not each.get("name"):
            yield named.get(str(each.get("@id")), each)
        else:
            yield each


def _sources(metas: dict[str, str], articles: tuple[dict[str, Any], ...]) -> list[Clue]:
    """Give what the head says the text was taken from."""
    found = []
    for key in _SOURCES:
        if metas.get(key):
            name = key if key in ("syndication-source", "original-source") else "source"
            found.append(Clue(field=name, value=metas[key][:500], seen_in=f"meta:{key}"))
    for node in articles[:3]:
        basis = node.get("isBasedOn") or node.get("isBasedOnUrl")
        value = basis.get("@id") or basis.get("url") if isinstance(basis, dict) else basis
        if isinstance(value, str) and _web(value):
            found.append(Clue(field="source", value=value[:500], seen_in="json-ld:isBasedOn"))
    return found
