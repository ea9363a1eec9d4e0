"""Who wrote the page: people first, and else whom the page names in their stead.

The page's data comes first, then its markup and its byline. Markup that says *author* stands in
teasers and comments too, so only what stands around the headline counts, then what stands behind
the text, and what stands elsewhere only when it names few. Where nobody signs, the desk, the agency
or the outlet that the page's data gives for an author is kept as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ondit.page import phrases
from ondit.page.credits import persons, signed
from ondit.page.dom import Document
from ondit.page.meta import Head
from ondit.page.places import Place
from ondit.text import fold

_MOST = 12
_FEW = 3  # people named by markup anywhere on the page; more are those of teasers or comments
_ABOVE = 6  # pieces before the headline where a byline may stand
_BELOW = 6  # pieces after the last paragraph
_HOW = ("itemprop", "rel", "class")
_NO_NAME = re.compile(r"^@|://|^[\d\W]+$|\.(?:com|org|net|html?)\b|@")
_INVERTED = re.compile(r"([^\W\d_][\w'’.-]+(?: [\w'’.-]+)?), ([^\W\d_][\w'’. -]+)")
_INVERTING = ("meta:citation_author", "meta:dc.creator", "meta:dcterms.creator")


def find(document: Document, head: Head, places: Sequence[Place]) -> tuple[str, ...]:
    """Give the authors of a page, in the order in which it names them."""
    own = {fold(name) for name in (head.site_name, (head.site or "").split(".")[0]) if name}
    for said in _groups(document, head, places):
        found = dict.fromkeys(name for value in said for name in _people(value))
        people = tuple(name for name in found if fold(name) not in own)
        if people:
            return people[:_MOST]
    return _instead(head, places)


def _groups(document: Document, head: Head, places: Sequence[Place]) -> Iterator[list[str]]:
    """Give what names the authors, the most reliable first."""
    yield [value for where, value in head.authors if where == "json-ld:author"]
    yield [_turned(where, value) for where, value in head.authors if where.startswith("meta:")]
    marked = {how: _near(document, places, how) for how in _HOW}
    yield marked["itemprop"]
    yield marked["rel"]
    lines = [place.text for place in places if place.role == "byline"]
    yield [name for line in lines for name in signed(line) or (line,)]
    yield marked["class"]


def _turned(where: str, value: str) -> str:
    """Give a name of a catalogue as people say it: *Roy, Ida*."""
    match = _INVERTED.fullmatch(value) if where in _INVERTING else None
    return f"{match[2]} {match[1]}" if match else value


def _people(value: str) -> Iterable[str]:
    return () if _NO_NAME.search(value) else persons(value)


def _near(document: Document, places: Sequence[Place], how: str) -> list[str]:
    """Give the words of markup that says *author*, of those nearest to the article."""
    marked = [(each.piece, each.words) for each in document.people if each.how == how]
    kept = [place.piece for place in places if place.role == "paragraph"]
    if not marked or not kept:
        return [words for _, words in marked][:_FEW]
    title = next((place.piece for place in places if place.role == "headline"), kept[0])
    start = min(title, kept[0]) - _ABOVE
    for first, last in ((start, kept[0] + 1), (kept[-1], kept[-1] + _BELOW)):
        inside = [words for at, words in marked if first <= at <= last]
        if inside:
            return inside
    elsewhere = list(dict.fromkeys(words for _, words in marked))
    return elsewhere if len(elsewhere) <= _FEW else []


def _instead(head: Head, places: Sequence[Place]) -> tuple[str, ...]:
    """Give the desk, agency or outlet that stands where an author should, as it is written."""
    claimed = [
        value
        for order in ("json-ld:author", "json-ld:author-organisation", "meta:", "markup:")
        for where, value in head.authors
        if (where == order or (order.endswith(":") and where.startswith(order)))
        and where != "meta:twitter:creator"
    ]
    lines = (place.text for place in places if place.role == "byline")
    for value in (*claimed, *lines):
        length = phrases.begins(value, phrases.gathered("byline"))
        name = value[length:].strip(" .,:;|–—-")
        is_date = bool(phrases.begins(name, phrases.date_words()))
        if 1 < len(name) <= 60 and not _NO_NAME.search(name) and not is_date:
            return (name,)
    return ()
