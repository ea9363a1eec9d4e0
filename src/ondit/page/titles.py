"""What a page's head calls it, without the name of its site, and that name.

A title names the site and often the section too (*Headline | Section | Site*). What is dropped is
a part that is the site's name, or all that stands beside another title or a heading of the page.
The site's name is what the head says it is, or what the title adds to a heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any

from ondit.knowledge import given_names
from ondit.page import phrases
from ondit.page.dom import Document, Piece
from ondit.page.jsonld import text_of, types, unescaped
from ondit.page.shape import leads_home
from ondit.text import fold, normalise

_SITES = frozenset(("WebSite", "NewsMediaOrganization"))
# A mark between spaces; where no spaces part words (Chinese, Japanese, Korean), the mark alone.
_SUFFIX = re.compile(
    r"\s+(?:[|·•»:/–—-]|::|<|//)\s+|(?<=[\u3040-\ud7a3」』)）])\s*[|｜_ㅣ:–—-]\s*(?=\S)"
)
_SETS_APART = frozenset(("|", "｜", "»", "::", "·", "•", "_"))  # what seldom joins two halves
_JOINS = frozenset((":", "/"))  # what joins a kicker or a subtitle to a headline
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
_HEADED = frozenset(("h1", "h2"))
_SHORTEST = 15  # characters of a part that is a title and no name of a section
_LONGEST_SITE = 40  # characters; of 258 news pages' site names the longest had 38
_LONGEST_TITLE = 1000  # characters, with the names of section and site


def site_name(
    document: Document,
    metas: dict[str, str],
    nodes: Sequence[dict[str, Any]],
    people: Collection[str] = (),
) -> str | None:
    """Give the name of the site: what the head says it is, or what the title adds to a heading.

    ``people`` are the authors, of whom a title may add one too.
    """
    named = _declared(metas, nodes)
    if named:
        return named
    found = _site_of_title(document, metas)
    # A person may sign as the site does; a firm that signs is the site.
    is_author = found is not None and fold(found).split()[0] in given_names() and found in people
    return None if is_author else found


def _declared(metas: dict[str, str], nodes: Sequence[dict[str, Any]]) -> str | None:
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
        if isinstance(publisher, dict) and text_of(publisher):
            return text_of(publisher)[:120]
        if not _SITES.isdisjoint(types(node)) and text_of(node):
            return text_of(node)[:120]
    return None


def _site_of_title(document: Document, metas: dict[str, str]) -> str | None:
    """Give what the title adds to a heading of the page, or to its social title: the site's name.

    The last part counts: what stands between is a section.
    """
    title = normalise(unescaped(document.title))
    cuts = list(_SUFFIX.finditer(title))
    if not cuts:
        return None
    banner = next((piece.text for piece in document.pieces if _is_banner(piece)), None)
    if banner is not None and phrases.bare(title[: cuts[0].start()]) == phrases.bare(banner):
        return banner
    order = [phrases.bare(piece.text) for piece in document.pieces if piece.tag in _HEADED]
    front, mark = title[: cuts[0].start()], cuts[0].group().strip()
    is_front = mark in _SETS_APART and phrases.bare(title[cuts[0].end() :]) in order
    if is_front and len(front) <= _LONGEST_SITE and phrases.bare(front) not in order:
        return front
    if cuts[-1].group().strip() in _JOINS:  # a subtitle, and no name
        return None
    shown = set(order)
    shown |= {phrases.bare(unescaped(metas[key])) for key in _TITLES[:2] if key in metas}
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
    return piece.tag == "h1" and len(piece.text) <= _LONGEST_SITE and leads_home(piece)


def titles(
    document: Document,
    metas: dict[str, str],
    articles: Sequence[dict[str, Any]],
    site_name: str | None,
    site: str | None,
) -> tuple[tuple[str, str], ...]:
    """Give where each title of the page was seen, and its words without the site's name."""
    found = [
        ("json-ld:headline", text_of(node.get("headline") or node.get("name")))
        for node in articles[:3]
    ]
    found += [(f"meta:{key}", metas[key]) for key in _TITLES if key in metas]
    found.append(("title", document.title))
    known = {phrases.bare(value) for _, value in found}
    is_parted = any(_SUFFIX.search(value) for _, value in found)
    headings = _headings(document) if is_parted else frozenset()
    kept: dict[str, str] = {}
    for where, value in found:
        if len(value) > _LONGEST_TITLE:
            continue  # no title, and each bar in it would be tried as the site's name
        short = without_site(unescaped(value), known, site_name, site, headings=headings)
        if short and len(short) < 400:
            kept.setdefault(where, short)
    return tuple(kept.items())


def _headings(document: Document) -> frozenset[str]:
    """Give the headings of the first two levels, bare, but for the site's own name."""
    headed = [piece for piece in document.pieces if piece.tag in _HEADED]
    return frozenset(phrases.bare(piece.text) for piece in headed if not leads_home(piece))


def without_site(
    title: str,
    others: Collection[str],
    site_name: str | None,
    site: str | None,
    *,
    headings: Collection[str] = (),
) -> str:
    """Give ``title`` without the name of the site (or section) at its end or beginning.

    A part is dropped when what is left is another title of the page (``others``) or one of its
    ``headings``, both bare, or when the part is the site's name.
    """
    text, is_cut = _ENDS.sub("", normalise(title)), False
    names = {phrases.bare(site_name or ""), phrases.bare((site or "").split(".")[0])} - {""}
    while True:
        cuts = list(_SUFFIX.finditer(text))
        if not cuts:
            return text
        short = _parted(text, cuts, others, headings, is_cut=is_cut)
        if short is not None:
            text = short
            continue
        first, last = cuts[0], cuts[-1]
        if _names_site(text[last.end() :], names):
            text = text[: last.start()]
        elif _names_site(text[: first.start()], names):
            text, is_cut = text[first.end() :], True
        else:
            return text


def _parted(
    text: str,
    cuts: Sequence[re.Match[str]],
    others: Collection[str],
    headings: Collection[str],
    *,
    is_cut: bool,
) -> str | None:
    """Give the part of ``text`` that is another title or a heading, ``None`` for none."""
    for number, cut in enumerate(cuts):  # the whole tail: "Headline | Section | Site"
        part, rest = text[: cut.start()], text[cut.end() :]
        if len(part) > _SHORTEST and phrases.bare(part) in others:
            return part
        apart = (other.start() for other in cuts[number + 1 :] if _sets_apart(other))
        length = next(apart, len(text)) - cut.end()
        # A kicker is shorter than its headline, so the longer half is no kicker.
        is_longer = _sets_apart(cut) or len(part) >= length
        if is_longer and len(part) > _SHORTEST and phrases.bare(part) in headings:
            return part
        # "Site | Headline", "Site » Archive » Headline"
        is_apart = _sets_apart(cut) or is_cut
        if is_apart and len(rest) > _SHORTEST and phrases.bare(rest) in headings:
            return rest
    return None


def _sets_apart(cut: re.Match[str]) -> bool:
    return cut.group().strip() in _SETS_APART


def _names_site(part: str, names: set[str]) -> bool:
    bare = phrases.bare(part)
    if not bare or len(bare) > 60:
        return False
    squeezed = re.sub(r"\W", "", bare)
    return any(bare == name or squeezed == re.sub(r"\W", "", name) for name in names) or any(
        len(name) > 3 and bare.startswith(name) for name in names
    )
