"""What the head of a page says of it: JSON-LD, OpenGraph, meta tags, canonical address.

Every value keeps where it was seen, since these claims contradict one another (a social title is
not the headline; a canonical address may be the source's). The choice among them follows what
1,000 real pages showed: JSON-LD first, then OpenGraph, then the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from ondit import urls
from ondit.model import Clue, Page
from ondit.page import phrases
from ondit.page.captured import saved_from
from ondit.page.dom import Document, Piece, level
from ondit.page.shape import leads_home
from ondit.text import normalise

_ARTICLE_TYPES = re.compile(r"(?:Article|Report|Review|LiveBlog|(?<!Job)Posting)\w*$")
_SITES = frozenset(("WebSite", "NewsMediaOrganization"))
_BODIES = re.compile(r"Organization|Corporation")
_LISTED = 40  # authors looked at in one object of JSON-LD
# A mark between spaces; where no spaces part words (Chinese, Japanese, Korean), the mark alone.
_SUFFIX = re.compile(
    r"\s+(?:[|·•»:/–—-]|::|<|//)\s+|(?<=[\u3040-\ud7a3」』)）])\s*[|｜_ㅣ:–—-]\s*(?=\S)"
)
_ENDS = re.compile(r"^[|·•»–—-]+\s+|\s+[|·•»–—-]+$")
_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "title",
    "headline",
    "parsely-title",
    "sailthru.title",
)
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
_SECTIONS = ("article:section", "section", "parsely-section")
_TAGS = ("article:tag", "news_keywords", "parsely-tags", "keywords")
_SOURCES = ("syndication-source", "original-source", "dc.source", "dcterms.source")
_LONGEST_SITE = 40  # characters; of 258 news pages' site names the longest had 38
_LONGEST_TITLE = 1000  # characters, with the names of section and site
_NODES = 2000  # of JSON-LD looked at; the largest page of 1,282 had under 600


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
    nodes = list(_nodes(document.data))
    articles = tuple(node for node in nodes if _is_article(node))
    url, site, canonical = _addresses(page, document, metas, articles)
    site_name = _site_name(metas, nodes)
    site_name = site_name or _site_of_title(document, metas)
    titles = _titles(document, metas, articles, site_name, site)
    clues = [Clue(field="headline", value=value, seen_in=where) for where, value in titles]
    authors = _authors(document, articles, nodes)
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
        titles=titles,
        descriptions=tuple(value for _, value in described),
        authors=authors,
        section=_section(metas, articles),
        tags=_tags(document, articles),
        articles=articles,
        nodes=tuple(nodes),
        metas=metas,
        clues=tuple(clues),
    )


def _nodes(scripts: list[str]) -> Iterator[dict[str, Any]]:
    """Give every object of the JSON-LD ``scripts``, outer ones first, without recursion."""
    left = _NODES
    for script in scripts:
        waiting = [_loose_json(script)]
        while waiting and left > 0:
            value = waiting.pop(0)
            left -= 1
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                yield value
                waiting.extend(
                    value[key]
                    for key in (
                        "@graph",
                        "mainEntity",
                        "mainEntityOfPage",
                        "isPartOf",
                        "publisher",
                        "itemListElement",
                    )
                    if isinstance(value.get(key), list | dict)
                )


def _loose_json(script: str) -> Any:
    """Decode JSON as pages write it: with raw line breaks, comments around it, a last comma."""
    try:
        return msgspec.json.decode(script)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        pass
    core = script[max(script.find("{"), 0) : script.rfind("}") + 1]
    if script.lstrip().startswith("["):
        core = script[script.find("[") : script.rfind("]") + 1]
    try:
        return json.loads(re.sub(r",(\s*[}\]])", r"\1", core), strict=False)
    except (ValueError, RecursionError):
        return None


def types(node: dict[str, Any]) -> tuple[str, ...]:
    """Give the types of an object of JSON-LD, which may be one name or a list of them."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return tuple(name for name in names if isinstance(name, str))


def _is_article(node: dict[str, Any]) -> bool:
    return any(_ARTICLE_TYPES.search(name) for name in types(node))


def _text(value: Any) -> str:
    """Give the words of a JSON-LD value that should be text."""
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("headline")
    return normalise(_unescaped(value)) if isinstance(value, str) else ""


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html

    return html.unescape(text)


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


def _site_name(metas: dict[str, str], nodes: list[dict[str, Any]]) -> str | None:
    for key in (
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "al:ios:app_name",
    ):
        if metas.get(key):
            return metas[key][:120]
    for node in nodes:
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and _text(publisher):
            return _text(publisher)[:120]
        if not _SITES.isdisjoint(types(node)) and _text(node):
            return _text(node)[:120]
    return None


def _site_of_title(document: Document, metas: dict[str, str]) -> str | None:
    """Give what the title adds to a heading of the page, or to its social title: the site's name.

    The last part counts: what stands between is a section.
    """
    title = normalise(_unescaped(document.title))
    cuts = list(_SUFFIX.finditer(title))
    if not cuts:
        return None
    banner = next((piece.text for piece in document.pieces if _is_banner(piece)), None)
    if banner is not None and phrases.bare(title[: cuts[0].start()]) == phrases.bare(banner):
        return banner
    if cuts[-1].group().strip() in (":", "/"):  # a subtitle, and no name
        return None
    order = [phrases.bare(piece.text) for piece in document.pieces if level(piece.tag) in (1, 2)]
    shown = set(order)
    shown |= {phrases.bare(_unescaped(metas[key])) for key in _TITLES[:2] if key in metas}
    name = title[cuts[-1].end() :]
    is_name = 1 < len(name) <= _LONGEST_SITE and name[0].isalnum() and not name[0].islower()
    if not is_name or not any(phrases.bare(title[: cut.start()]) in shown for cut in cuts):
        return None
    bare = phrases.bare(name)
    if bare not in shown:
        return name
    rest = next(
        (part for cut in cuts if (part := phrases.bare(title[: cut.start()])) in order), None
    )
    # Both are headings: a blog's name stands in its banner, above the title of the post.
    is_banner = bare in order and rest is not None and order.index(bare) < order.index(rest)
    return name if is_banner else None


def _is_banner(piece: Piece) -> bool:
    return level(piece.tag) == 1 and len(piece.text) <= _LONGEST_SITE and leads_home(piece)


def _titles(
    document: Document,
    metas: dict[str, str],
    articles: tuple[dict[str, Any], ...],
    site_name: str | None,
    site: str | None,
) -> tuple[tuple[str, str], ...]:
    found = [
        ("json-ld:headline", _text(node.get("headline") or node.get("name")))
        for node in articles[:3]
    ]
    found += [(f"meta:{key}", metas[key]) for key in _TITLES if key in metas]
    found.append(("title", document.title))
    known = {phrases.bare(value) for _, value in found}
    headings = [piece for piece in document.pieces if level(piece.tag) in (1, 2)]
    known |= {phrases.bare(piece.text) for piece in headings if not leads_home(piece)}
    kept: dict[str, str] = {}
    for where, value in found:
        if len(value) > _LONGEST_TITLE:
            continue  # no title, and each bar in it would be tried as the site's name
        short = without_site(_unescaped(value), known, site_name, site)
        if short and len(short) < 400:
            kept.setdefault(where, short)
    return tuple(kept.items())


def without_site(title: str, others: set[str], site_name: str | None, site: str | None) -> str:
    """Give ``title`` without the name of the site (or section) at its end or beginning.

    A part is dropped when what is left is another title or a heading of the page, or when the part
    is the site's name.
    """
    text, is_cut = _ENDS.sub("", normalise(title)), False
    names = {phrases.bare(site_name or ""), phrases.bare((site or "").split(".")[0])} - {""}
    while True:
        cuts = list(_SUFFIX.finditer(text))
        if not cuts:
            return text
        for cut in cuts:  # the whole tail: "Headline | Section | Site"
            if phrases.bare(text[: cut.start()]) in others and cut.start() > 15:
                return text[: cut.start()]
            if is_cut and phrases.bare(text[cut.end() :]) in others:  # "Site » Archive » Headline"
                return text[cut.end() :]
        first, last = cuts[0], cuts[-1]
        if _names_site(text[last.end() :], names):
            text = text[: last.start()]
        elif _names_site(text[: first.start()], names):
            text, is_cut = text[first.end() :], True
        else:
            return text


def _names_site(part: str, names: set[str]) -> bool:
    bare = phrases.bare(part)
    if not bare or len(bare) > 60:
        return False
    squeezed = re.sub(r"\W", "", bare)
    return any(bare == name or squeezed == re.sub(r"\W", "", name) for name in names) or any(
        len(name) > 3 and bare.startswith(name) for name in names
    )


def _descriptions(
    metas: dict[str, str], articles: tuple[dict[str, Any], ...]
) -> tuple[tuple[str, str], ...]:
    """Give where each description of the page was seen, and its words, each once."""
    found = [("json-ld:description", _text(node.get("description"))) for node in articles[:2]]
    found += [(f"meta:{key}", _unescaped(metas[key])) for key in _DESCRIPTIONS if key in metas]
    kept: dict[str, str] = {}
    for where, value in found:
        kept.setdefault(value, where)
    return tuple((where, value) for value, where in kept.items() if value)


def _authors(
    document: Document, articles: tuple[dict[str, Any], ...], nodes: list[dict[str, Any]]
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
                found.append((where, _text(name)))
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


def _section(metas: dict[str, str], articles: tuple[dict[str, Any], ...]) -> str | None:
    for node in articles:
        if _text(node.get("articleSection")):
            return _text(node["articleSection"])[:120]
    return next((metas[key][:120] for key in _SECTIONS if metas.get(key)), None)


def _tags(document: Document, articles: tuple[dict[str, Any], ...]) -> tuple[str, ...]:
    for key in _TAGS:
        values = [value for name, value in document.metas if name == key]
        if values:
            return _split(values)
    for node in articles:
        keywords = node.get("keywords")
        listed = keywords if isinstance(keywords, list) else [keywords]
        kept = [value for value in listed if isinstance(value, str)]
        if kept:
            return _split(kept)
    return ()


def _split(values: list[str]) -> tuple[str, ...]:
    parts = (normalise(_unescaped(part)) for value in values for part in re.split("[,;]", value))
    return tuple(dict.fromkeys(part for part in parts if 0 < len(part) < 80))[:40]
