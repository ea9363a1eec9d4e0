"""Who wrote the page: people first, and else the agency or outlet that it names in their stead.

What the page shows goes before what its data claim where the two name different people: a line
near the headline that begins like *By*. Then comes the page's data, then its markup and its byline.
Markup that says *author* stands in teasers and comments too, so only what stands around the
headline counts, then what stands behind the text, and what stands elsewhere only when it names few.
Where nobody signs, the agency or outlet that stands for an author is kept as it is written; a desk
(*Staff*, *La Rédaction*) never is. Where nothing at all says *author*, a name alone below the
headline or under the text signs: one with a given name in it, or with a link to its bearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ondit.page import phrases
from ondit.page.dates import dates_in
from ondit.page.dom import Document, Piece, level
from ondit.page.meta import Head
from ondit.page.people import (
    after_lead,
    bare,
    bears_given_name,
    first_named,
    is_desk,
    persons,
    signed,
)
from ondit.page.places import Place
from ondit.text import fold

_MOST = 12
_FEW = 3  # people named by markup anywhere on the page; more are those of teasers or comments
_ABOVE = 6  # pieces before the headline where a byline may stand
_BELOW = 6  # pieces after the last paragraph
_NEAR = (3, 5)  # pieces before and after the headline where a line that signs may stand
_LINE = 160  # characters of it
_BARE = 90  # characters of one that is but a name and a date
_HOW = ("itemprop", "rel", "class")
_NO_NAME = re.compile(r"^@|://|^[\d\W]+$|\.(?:com|org|net|html?)\b|@")
_HANDLE = re.compile(r"[a-z\d_.]+")  # a name for machines
_INVERTED = re.compile(r"([^\W\d_][\w'’.-]+(?: [\w'’.-]+)?), ([^\W\d_][\w'’. -]+)")
_INVERTING = ("meta:citation_author", "meta:dc.creator", "meta:dcterms.creator")
_ACCOUNT = "meta:twitter:creator"
_LEADS_TO_PEOPLE = re.compile(r"auth?or|auteur|profil|people|person|staff|team|user|member|by/|@|~")
_OTHERS = ("comment", "comment-form", "related")


def find(document: Document, head: Head, places: Sequence[Place]) -> tuple[str, ...]:
    """Give the authors of a page, in the order in which it names them."""
    lines = _lines(document, places)
    shown = _led(lines)
    own = _own(head)
    for said in _groups(document, head, places, lines):
        found = dict.fromkeys(name for value in said for name in _people(value))
        people = _once(name for name in found if fold(name) not in own)
        if people:
            return _agreed(people, shown, lines, document)[:_MOST]
    titled = fold(document.title)
    bare_ones = (*_alone(lines), *_below(places))
    alone = [name for name in bare_ones if fold(name) not in own and fold(name) not in titled]
    return _instead(head, places, lines) or tuple(alone[:1])


def _own(head: Head) -> set[str]:
    """Give the names of the site and of organisations that the data call authors, folded."""
    names = [head.site_name or "", (head.site or "").split(".")[0]]
    names += [value for where, value in head.authors if where == "json-ld:author-organisation"]
    publishers = [node.get("publisher") for node in head.articles[:3]]
    names += [str(each.get("name") or "") for each in publishers if isinstance(each, dict)]
    return {fold(name) for name in names if name}


def _groups(
    document: Document, head: Head, places: Sequence[Place], lines: Sequence[Piece]
) -> Iterator[Iterable[str]]:
    """Give what names the authors, the most reliable first."""
    own = _own(head)
    metas = [
        _turned(where, value)
        for where, value in head.authors
        if where.startswith("meta:") and where != _ACCOUNT and fold(value) not in own
    ]
    yield [value for where, value in head.authors if where == "json-ld:author"]
    yield [value for value in metas if not _HANDLE.fullmatch(value)]
    marked = {how: _near(document, places, how) for how in _HOW}
    yield marked["itemprop"]
    yield marked["rel"]
    yield _led(lines)
    bylines = [place.text for place in places if place.role == "byline"]
    yield [name for line in bylines for name in signed(line) or (line,)]
    yield [name for words in marked["class"] for name in signed(words) or first_named(words)]
    yield [value for where, value in head.authors if where == _ACCOUNT]
    yield metas


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """Give ``names`` without those that say another again, more words before it: *More by Ida*."""
    every = tuple(names)
    folded = [f" {fold(name)}" for name in every]
    return tuple(
        name
        for name, own in zip(every, folded, strict=True)
        if not any(
            own != other and own.endswith(other) and own.count(" ") > other.count(" ") + 1
            for other in folded
        )
    )


def _agreed(
    people: tuple[str, ...], shown: tuple[str, ...], lines: Sequence[Piece], document: Document
) -> tuple[str, ...]:
    """Give ``people``, or those whom the line above the text names where it names none of them.

    Data may name who edits the site, or who put the page up; where the line signs for some of
    ``people``, the others must stand somewhere on the page.
    """
    if not shown:
        return people
    text = fold(" ".join(piece.text for piece in lines))
    signing = [name for name in people if fold(name) in text]
    if not signing or len(signing) == len(people):
        return people if signing else shown
    page = fold(" ".join(piece.text for piece in document.pieces))
    return tuple(name for name in people if name in signing or fold(name) in page)


def _lines(document: Document, places: Sequence[Place]) -> list[Piece]:
    """Give the short pieces around the headline, those below it first."""
    title = next((place.piece for place in places if place.role == "headline"), -1)
    first = next((place.piece for place in places if place.role == "paragraph"), -1)
    if title < 0:
        title = max(first - 1, 0)
    pieces = document.pieces
    end = min(title + _NEAR[1] + 1, len(pieces))
    below = [pieces[at] for at in range(title + 1, end) if at < max(first, title + 2)]
    above = [pieces[at] for at in range(title - 1, max(title - _NEAR[0], 0) - 1, -1)]
    return [piece for piece in (*below, *above) if 1 < len(piece.text) <= _LINE]


def _led(lines: Sequence[Piece]) -> tuple[str, ...]:
    """Give the people of the first line that begins like *By*, or that stands below such a lead."""
    for number, piece in enumerate(lines):
        found = signed(piece.text)
        if not found and phrases.bare(piece.text) in phrases.gathered("byline"):
            found = persons(lines[number + 1].text) if number + 1 < len(lines) else ()
        if found:
            return found
    return ()


def _alone(lines: Sequence[Piece]) -> tuple[str, ...]:
    """Give the one name that stands alone, or with a date, below the headline."""
    for piece in lines:
        if (
            len(piece.text) <= _BARE
            and level(piece.tag) is None
            and all(_LEADS_TO_PEOPLE.search(link.href.lower()) for link in piece.links)
        ):
            found = tuple(
                name for name in bare(piece.text) if piece.links or bears_given_name(name)
            )
            if found:
                return found
    return ()


def _below(places: Sequence[Place]) -> tuple[str, ...]:
    """Give the name that is the last line of the text."""
    kept = [place.text for place in places if place.role in ("paragraph", "byline", "credit")]
    found = bare(kept[-1]) if len(kept) > 2 and len(kept[-1]) <= _BARE else ()
    return tuple(name for name in found if bears_given_name(name))


def _turned(where: str, value: str) -> str:
    """Give a name of a catalogue as people say it: *Roy, Ida*."""
    match = _INVERTED.fullmatch(value) if where in _INVERTING else None
    return f"{match[2]} {match[1]}" if match else value


def _people(value: str) -> Iterable[str]:
    parts = [part for part in value.split("|") if not _NO_NAME.search(part.strip())]
    return persons(" | ".join(parts)) if parts else ()


def _near(document: Document, places: Sequence[Place], how: str) -> list[str]:
    """Give the words of markup that says *author*, of those nearest to the article."""
    others = {place.piece for place in places if place.role is None and place.kind in _OTHERS}
    marked = [
        (each.piece, each.words)
        for each in document.people
        if each.how == how and each.piece not in others
    ]
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


def _instead(head: Head, places: Sequence[Place], near: Sequence[Piece]) -> tuple[str, ...]:
    """Give the agency or outlet that stands where an author should, as it is written."""
    claimed = [
        value
        for order in ("json-ld:author", "json-ld:author-organisation", "meta:", "markup:")
        for where, value in head.authors
        if (where == order or (order.endswith(":") and where.startswith(order)))
        and where != _ACCOUNT
    ]
    lines = (place.text for place in places if place.role == "byline")
    for value in (*claimed, *lines, *(after_lead(piece.text) for piece in near)):
        length = phrases.begins(value, phrases.gathered("byline"))
        name = _untailed(value[length:].strip(" .,:;|–—-"))
        is_name = 1 < len(name) <= 60 and not _NO_NAME.search(name) and not dates_in(name)
        if is_name and not is_desk(name):
            return (name,)
    return ()


def _untailed(words: str) -> str:
    """Give ``words`` up to the part that says where they stand: *TPN, in News, Business*."""
    for comma in re.finditer(r",\s*", words):
        if phrases.begins(words[comma.end() :], phrases.gathered("byline_tail")):
            return words[: comma.start()]
    return words
