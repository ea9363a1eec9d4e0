"""Who wrote the page: people first, and else the agency or outlet that it names in their stead.

What the page shows goes before what its data claim where the two name different people: a line
near the headline that begins like *By*. Then comes the page's data, then its markup and its byline.
Markup that says *author* stands in teasers and comments too, so only what stands around the
headline counts, then what stands behind the text, and what stands elsewhere only when it names few.
Where nobody signs, the agency or outlet that stands for an author is kept as it is written; a desk
(*Staff*, *La Rédaction*) never is. Where nothing at all says *author*, a name alone below the
headline or under the text signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ondit.knowledge import outlet_named
from ondit.page import phrases
from ondit.page.dom import RUNNING, Document, Piece, level
from ondit.page.meta import Head
from ondit.page.people import (
    EDGE,
    after_lead,
    bare,
    bears_given_name,
    first_named,
    has_post,
    has_shape,
    is_desk,
    persons,
    signed,
)
from ondit.page.places import Place
from ondit.page.surroundings import (
    ABOVE,
    BELOW,
    LINE,
    NEAR,
    YEAR,
    Surroundings,
    in_one_box,
    leads_to_people,
    marked,
    marked_far,
    says_author,
    surroundings,
)
from ondit.page.written import dates_in
from ondit.text import fold

_MOST = 12
_LONG = 400  # characters of one that names many
_BARE = 90  # characters of one that is but a name and a date
_HOW = ("itemprop", "rel", "class")
_NO_NAME = re.compile(r"^@|://|^[\d\W]+$|\.(?:com|org|net|html?)\b|@")
_HANDLE = re.compile(r"[a-z\d_.]+")  # a name for machines
_SLUG = re.compile(
    r"/(?:profile|authors?|auteurs?|people|staff|by)/([a-z]+(?:-[a-z]+){1,3})(?![\w-])"
)
_INVERTED = re.compile(r"([^\W\d_][\w'’.-]+(?: [\w'’.-]+)?), ([^\W\d_][\w'’. -]+)")
_INVERTING = ("meta:citation_author", "meta:dc.creator", "meta:dcterms.creator")
_ACCOUNT = "meta:twitter:creator"
_SHORT_LEAD = 4  # characters of a lead, with its space, that is in many texts: *by*, *par*
_SIGNED = 2  # pieces below the text of which one may be a name and nothing else
_DEEP = 3  # level from which a heading may be a name in a card below the headline


def find(document: Document, head: Head, places: Sequence[Place]) -> tuple[str, ...]:
    """Give the authors of a page, in the order in which it names them."""
    around = surroundings(document, places)
    own = _own(head)
    for said in _groups(document, head, places, around):
        found = dict.fromkeys(name for value in said for name in _people(value))
        people = _once(name for name in found if fold(name) not in own)
        if people:
            return _agreed(people, document, around)[:_MOST]
    titled = fold(document.title)
    signed_below = [name for name in _below(places) if fold(name) not in titled]
    return tuple(signed_below[:1]) or _instead(head, places, around.lines)


def shown(places: list[Place], names: Sequence[str]) -> list[Place]:
    """Give ``places``, in which what shows ``names`` above the text is a byline and no paragraph.

    So is a line below them that says what they are.
    """
    folded = {fold(name) for name in names}
    given = list(places)
    follows = False
    for number, place in enumerate(places):
        if place.role == "paragraph":
            if len(place.text) >= RUNNING:
                break
            is_post = follows and has_post(place.text) and not place.text.endswith(".")
            follows = is_post or fold(place.text.strip(EDGE)) in folded
            if follows:
                given[number] = place.as_("byline")
    return given


def _own(head: Head) -> set[str]:
    """Give the names of the site and of organisations that the data call authors, folded."""
    names = [head.site_name or "", (head.site or "").split(".")[0]]
    names += [value for where, value in head.authors if where == "json-ld:author-organisation"]
    publishers = [node.get("publisher") for node in head.articles[:3]]
    names += [str(each.get("name") or "") for each in publishers if isinstance(each, dict)]
    return {fold(name) for name in names if name}


def _groups(
    document: Document, head: Head, places: Sequence[Place], around: Surroundings
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
    near = {how: marked(document, around, how) for how in _HOW}
    yield near["itemprop"]
    yield near["rel"]
    yield _led(around)
    named = _named(near["class"])
    yield _bylines(places, named)
    yield named
    yield _alone(document, around, claimed=_claims_outlet(head))
    yield _behind(document, around)
    yield _told_of(document, around)
    claimed = any(where in ("json-ld:author", "meta:author") for where, _ in head.authors)
    if not claimed and not _signs_outlet(places):
        for how in _HOW:
            yield _named(marked_far(document, around, how))
    yield _slugs(head)
    yield [value for where, value in head.authors if where == _ACCOUNT]
    yield metas


def _signs_outlet(places: Sequence[Place]) -> bool:
    """Tell whether a byline names an agency or a paper: who stands further off writes elsewhere."""
    lines = (after_lead(place.text) for place in places if place.role == "byline")
    return any(line and outlet_named(line) is not None for line in lines)


def _slugs(head: Head) -> list[str]:
    """Give the names in the addresses of authors that data give instead: */profile/ida-roux*."""
    values = (value for where, value in head.authors if where.startswith("meta:"))
    found = (match for value in values for match in _SLUG.finditer(value.lower()))
    names = (" ".join(match[1].split("-")).title() for match in found)
    return [name for name in names if bears_given_name(name)]


def _bylines(places: Sequence[Place], marked: Sequence[str]) -> list[str]:
    """Give whom the bylines name; behind the first, one word alone is a section or a place.

    A line with a date may name others beside the author, so whom the markup says to be one is
    asked first.
    """
    found: list[str] = []
    for line in (place.text for place in places if place.role == "byline"):
        if not found or " " in line.strip():
            inside = [name for name in marked if name in line] if YEAR.search(line) else []
            found += signed(line) or inside or (line,)
    return found


def _named(marked: Iterable[str]) -> list[str]:
    """Give whom the words of markup that says *author* name, without labels (*Full Bio*)."""
    words = [each for each in marked if phrases.furnishing(each) is None]
    return [name for each in words for name in signed(each) or first_named(each)]


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


def _agreed(people: tuple[str, ...], document: Document, around: Surroundings) -> tuple[str, ...]:
    """Give ``people``, or those whom the line above the text names where it names none of them.

    Data may name who edits the site, or who put the page up; where a line or the markup signs for
    some of ``people``, the others must stand around the article. A line that names all of them and
    others is the fuller one.
    """
    shown = _led(around)
    own = {fold(name) for name in people}
    if own < {fold(name) for name in shown}:
        return tuple(name for name in shown if fold(name) in own or has_shape(name))
    near = document.pieces[max(around.title - ABOVE, 0) : around.first]
    text = fold(" ".join(piece.text for piece in near if len(piece.text) <= _LONG))
    signing = [name for name in people if fold(name) in text]
    if not signing:
        return shown or _other(people, document, around) or people
    if len(signing) == len(people):
        return people
    said = fold(" ".join(words for how in _HOW for words in marked(document, around, how)))
    if not shown and not any(fold(name) in said for name in signing):
        return people
    behind = _text_behind(document, around)
    return tuple(name for name in people if name in signing or fold(name) in behind)


def _text_behind(document: Document, around: Surroundings) -> str:
    """Give what stands behind the text, with its last paragraph and without notices, folded."""
    is_piece = 0 <= around.last < len(document.pieces)  # none is, where a page's data give its text
    last = document.pieces[around.last].text if is_piece else ""
    pieces = (piece.text for piece in around.behind if phrases.furnishing(piece.text) is None)
    return fold(" ".join((last, *pieces)))


def _other(people: tuple[str, ...], document: Document, around: Surroundings) -> tuple[str, ...]:
    """Give whom a box that says *author* names below the headline, if ``people`` sign nowhere."""
    behind = _text_behind(document, around)
    if any(fold(name) in behind for name in people):
        return ()
    below = around.lines[: len(around.lines) - around.above]
    named = (_name_of(each, document, told=True) for each in below if says_author(each, document))
    found = next(filter(None, named), ())
    claimed = {word for name in people for word in fold(name).split()}
    return () if claimed & set(fold(" ".join(found)).split()) else found


def _led(around: Surroundings) -> tuple[str, ...]:
    """Give the people of the first line that begins like *By*, or that stands below such a lead."""
    lines = around.lines
    below = len(lines) - around.above
    for number, piece in enumerate(lines):
        found = signed(piece.text)
        if not found and phrases.bare(piece.text) in phrases.gathered("byline"):
            after = number + 1 if number < below else number - 1  # above, the nearest comes first
            found = persons(lines[after].text) if after != below - 1 and after < len(lines) else ()
        if found:
            return found
    return ()


def _claims_outlet(head: Head) -> bool:
    """Tell whether the data name an author; asked where that is nobody, it is an outlet."""
    return any(
        where.startswith(("json-ld:", "meta:author")) and not is_desk(value)
        for where, value in head.authors
    )


def _alone(document: Document, around: Surroundings, *, claimed: bool) -> tuple[str, ...]:
    """Give the one name that stands alone, or with a date, around the headline.

    Above it, below the first lines of the text, and where the data claim an outlet as author, it
    must lead to people, stand in a box that says *author*, or stand alone again behind the text;
    anywhere, what it leads to must be people.
    """
    pieces = document.pieces
    below = len(around.lines) - around.above
    end = min(around.title + NEAR[1] + 1, len(pieces))
    further = [pieces[at] for at in range(around.first + 1, end) if around.title < around.first]
    lines = (*around.lines[:below], *further, *around.lines[below:])
    for number, piece in enumerate(lines):
        is_told = bool(piece.links) or _is_told(piece, document, around)
        is_certain = not claimed and number < below and level(piece.tag) is None
        if not is_told and not is_certain:
            continue
        found = _name_of(piece, document, told=is_told)
        if found:
            return found
    return ()


def _name_of(piece: Piece, document: Document, *, told: bool) -> tuple[str, ...]:
    """Give the name that a piece is, where it is no label and leads to nothing but people.

    ``told``: whether something beside its shape says that it is one.
    """
    depth = level(piece.tag)
    if not 1 < len(piece.text) <= _BARE or (depth is not None and depth < _DEEP):
        return ()
    if piece.text.endswith((*".…?!:",)):
        return ()
    if not leads_to_people(piece.text, piece.links):
        return ()
    found = _believed(bare(piece.text), told=told)
    if len(found) <= piece.text.count("/"):
        return ()  # *Ida Roux / Riva*, who made the picture
    if not found or fold(found[0]) in fold(document.title):
        return ()
    return found if phrases.furnishing(piece.text) is None else ()


def _believed(names: tuple[str, ...], *, told: bool) -> tuple[str, ...]:
    """Give those of ``names`` without a lead that are people's: one of two in the sets is a label.

    A given name is in them, or they are ``told`` to be people's: by a link to their bearer, or a
    box that says *author*. A date beside them says nothing: *更新时间* stands beside one.
    """
    return tuple(name for name in names if told or bears_given_name(name))


def _is_told(piece: Piece, document: Document, around: Surroundings) -> bool:
    """Tell whether the boxes around a name say *author*, or it stands again in a box of its own."""
    return says_author(piece, document) or any(each.text == piece.text for each in around.behind)


def _behind(document: Document, around: Surroundings) -> tuple[str, ...]:
    """Give who signs behind the text: a line with a lead, or a name in the box of the text."""
    for number, piece in enumerate(around.behind):
        if not 1 < len(piece.text) <= LINE:
            continue
        lead = phrases.begins(piece.text, phrases.gathered("byline"))
        if number < BELOW or lead > _SHORT_LEAD:
            found = signed(piece.text)
            if found:
                return found
        if number < _SIGNED and not piece.links and in_one_box(piece, around.last, document):
            found = _name_of(piece, document, told=False)
            if found:
                return found
    return ()


def _told_of(document: Document, around: Surroundings) -> tuple[str, ...]:
    """Give whom a box about the author names, wherever it stands below the headline.

    It has a label (*About the author*), or a name above words that begin with it.
    """
    pieces = document.pieces
    for number in range(max(around.first, 0), len(pieces) - 1):
        text, following = pieces[number].text, pieces[number + 1].text
        if not 1 < len(text) <= _BARE or number in around.others:
            continue
        if len(following) >= RUNNING and following.startswith(f"{text} "):
            goes_on = following[len(text) + 1].islower() and not text.split()[-1].isupper()
            found = _believed(bare(text), told=False) if goes_on else ()
        else:
            folded = fold(text)
            if not folded.startswith(_boxes()):
                continue
            found = bare(following) if phrases.label(text) == "author-box" else persons(text)
        if found:
            return found
    return ()


@cache
def _boxes() -> tuple[str, ...]:
    """Give what a box about the author begins with, folded."""
    tables = phrases.words()
    labels = [phrase for table in tables for phrase in table.labels.get("author-box", ())]
    labels += [phrase for table in tables for phrase in table.leads.get("author-box", ())]
    return tuple(fold(phrase) for phrase in labels)


def _below(places: Sequence[Place]) -> tuple[str, ...]:
    """Give the name that is the last line of the text."""
    kept = [place for place in places if place.role in ("paragraph", "byline", "credit")]
    if len(kept) < 3 or len(kept[-1].text) > _BARE:
        return ()
    last = kept[-1]
    found = bare(last.text) if leads_to_people(last.text, last.links) else ()
    return _believed(found, told=bool(last.links))


def _turned(where: str, value: str) -> str:
    """Give a name of a catalogue as people say it: *Roy, Ida*."""
    match = _INVERTED.fullmatch(value) if where in _INVERTING else None
    return f"{match[2]} {match[1]}" if match else value


def _people(value: str) -> Iterable[str]:
    parts = [part for part in value.split("|") if not _NO_NAME.search(part.strip())]
    return persons(" | ".join(parts)) if parts else ()


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
    for value in (*claimed, *(after_lead(piece.text) for piece in near), *lines):
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
