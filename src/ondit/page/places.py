"""From pieces to places: embeds become things of their own, the rest awaits a role.

A platform's markup (the quotation, the date and the name of a tweet) is several pieces and one
embed; a shortcode inside a paragraph is one embed between two halves of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ondit.model import CreditKind, CreditName, Embed, FurnitureKind, Role
from ondit.page import embeds
from ondit.page.body import Verdict
from ondit.page.dom import Document, Link, Piece
from ondit.page.hints import Hint

_TITLE = 200  # characters of a frame's title kept as its text
_ABOVE = 20  # pieces between headline and text among which an embed is the article's
# Kinds of boxes that hold embeds too: a box *social* holds posts, one *hidden* waits for consent.
_HOLDING = (None, "share", "consent", "other")
_BELOW = 3  # pieces below the last paragraph among which an embed is the article's
_LONGEST_PART = 1500  # characters of a post's paragraph; what is longer is the page's own text
_ACCOUNT = re.compile(r"\(@[\w.]{1,40}\)")
_SHORTENED = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+/\S*")


class Place(Struct, frozen=True, kw_only=True, gc=False):
    """What will be a block of the article, or, without a role, furniture."""

    text: str
    role: Role | None
    kind: FurnitureKind = "other"
    links: tuple[Link, ...] = ()
    embed: Embed | None = None
    level: int | None = None
    piece: int = 0
    """Number of the piece it comes from."""
    credit: tuple[CreditKind, tuple[CreditName, ...]] | None = None

    def as_(
        self,
        role: Role | None,
        *,
        level: int | None = None,
        credit: tuple[CreditKind, tuple[CreditName, ...]] | None = None,
    ) -> Place:
        """Give the same place in another role."""
        return msgspec.structs.replace(self, role=role, level=level, credit=credit)

    def set_aside(self, kind: FurnitureKind) -> Place:
        """Give the same place as furniture."""
        return msgspec.structs.replace(self, role=None, kind=kind)


def cut(
    document: Document, hints: Sequence[Hint], verdicts: Sequence[Verdict], headline: int
) -> list[Place]:
    """Give the places of ``document``, in page order; what is kept is a paragraph as yet."""
    places: list[Place] = []
    group: _Group | None = None
    first, last = _extent(document, verdicts)
    if 0 <= headline < first <= headline + _ABOVE:
        first = headline  # a player above the text is the article's
    for number, piece in enumerate(document.pieces):
        verdict = verdicts[number]
        kept = verdict.kept or number == headline
        provider = hints[piece.box].provider
        embed = embeds.of_media(piece.media) if piece.media is not None else None
        if embed is None and piece.media is not None:
            continue
        if number != headline and group is not None and group.holds(document, piece, provider):
            places[-1] = _added(places[-1], piece, embed)
            continue
        if embed is not None and piece.media is not None:
            if places and _is_same(places[-1].embed, embed):
                places[-1] = _added(places[-1], piece, embed)  # a player and its stand-in
                continue
            text = piece.media.get("title", "")[:_TITLE]
            within = first < number <= last + _BELOW and hints[piece.box].kind in _HOLDING
            shown = kept or (within and embed.key is not None)
            places.append(_embedded(text, embed, number, kept=shown, verdict=verdict))
            box = _outermost(document, hints, piece.box) if provider else piece.box
            waits = piece.media["tag"] == document.boxes[piece.box].tag
            group = _Group(box=box, provider=provider) if provider or waits else None
        elif provider is not None and number != headline:
            found = _markup(piece, provider)
            shown = kept or hints[piece.box].kind is None
            place = _embedded(piece.text, found, number, kept=shown, verdict=verdict)
            places.append(msgspec.structs.replace(place, links=piece.links))
            group = _Group(box=_outermost(document, hints, piece.box), provider=provider)
        else:
            around, post = _post(document, piece)
            if post is not None:
                said = _taken(places, document, around)
                text = " ".join([*(place.text for place in said), piece.text])
                within = first < number <= last + _BELOW and hints[piece.box].kind is None
                shown = kept or within or any(place.role for place in said)
                places.append(_embedded(text, post, number, kept=shown, verdict=verdict))
            else:
                shown = kept or (first < number <= last + _BELOW and hints[piece.box].kind is None)
                places += _around_shortcodes(piece, number, kept=kept, shown=shown, verdict=verdict)
            group = None
    return places


class _Group(Struct, frozen=True, kw_only=True):
    """The box of an embed's markup, of which the pieces inside are parts."""

    box: int
    provider: str | None

    def holds(self, document: Document, piece: Piece, provider: str | None) -> bool:
        """Tell whether ``piece`` is a part of the embed."""
        if provider != self.provider or len(piece.text) > _LONGEST_PART:
            return False
        return _is_inside(document, piece.box, self.box)


def _is_inside(document: Document, box: int, outer: int) -> bool:
    while box > outer:
        box = document.boxes[box].parent
    return box == outer


def _is_same(one: Embed | None, other: Embed) -> bool:
    if one is None or one.provider != other.provider:
        return False
    return one.key == other.key if one.key and other.key else one.url == other.url


def _post(document: Document, piece: Piece) -> tuple[int, Embed | None]:
    """Give the post that a quotation without a platform's class is, and the box of the quotation.

    It is signed with an account in brackets and a link to the post: *Ida (@ida) 12 March*.
    """
    if not piece.links or "(@" not in piece.text or not _ACCOUNT.search(piece.text):
        return -1, None
    box = piece.box
    while box >= 0 and document.boxes[box].tag != "blockquote":
        box = document.boxes[box].parent
    found = embeds.at(piece.links[-1].href, form="markup") if box >= 0 else None
    return (box, found) if found is not None and found.key else (-1, None)


def _taken(places: list[Place], document: Document, box: int) -> list[Place]:
    """Take the last places that stand in ``box`` away, and give them."""
    taken: list[Place] = []
    while places and _is_inside(document, document.pieces[places[-1].piece].box, box):
        taken.insert(0, places.pop())
    return taken


def _embedded(text: str, embed: Embed, number: int, *, kept: bool, verdict: Verdict) -> Place:
    role: Role | None = "embed" if kept else None
    return Place(text=text, role=role, kind=verdict.kind, embed=embed, piece=number)


def _outermost(document: Document, hints: Sequence[Hint], box: int) -> int:
    """Give the outermost of the boxes around that are a platform's markup."""
    while document.boxes[box].parent >= 0 and hints[document.boxes[box].parent].provider:
        box = document.boxes[box].parent
    return box


def _markup(piece: Piece, provider: str) -> Embed:
    """Give the embed that a platform's own markup stands for, by the links in it."""
    for link in reversed(piece.links):
        found = embeds.at(link.href, form="markup")
        if found is not None and found.provider == provider and found.key:
            return found
    return Embed(provider=provider, form="markup")


def _added(place: Place, piece: Piece, more: Embed | None) -> Place:
    """Join a further piece of a platform's markup to the embed it belongs to."""
    embed = place.embed
    if embed is not None and embed.key is None:
        embed = more if more and more.key else _markup(piece, embed.provider)
    elif embed is not None and more is not None and more.key == embed.key:
        embed = msgspec.structs.replace(
            embed,
            width=embed.width or more.width,
            height=embed.height or more.height,
            start=embed.start or more.start,
            form="frame" if more.form == "frame" else embed.form,
        )
    title = (piece.media or {}).get("title", "")[:_TITLE]
    text = f"{place.text} {piece.text or title}".strip()
    return msgspec.structs.replace(place, text=text, embed=embed)


def _extent(document: Document, verdicts: Sequence[Verdict]) -> tuple[int, int]:
    """Give the first and the last piece of text that are the article's."""
    kept = [n for n, piece in enumerate(document.pieces) if piece.text and verdicts[n].kept]
    return (kept[0], kept[-1]) if kept else (len(verdicts), -1)


def _around_shortcodes(
    piece: Piece, number: int, *, kept: bool, shown: bool, verdict: Verdict
) -> list[Place]:
    """Give the places of an ordinary piece: itself, or its parts around shortcodes.

    ``shown`` is whether it is the article's if it is an embed as a whole.
    """
    whole = embeds.of_text(piece.text) or _address(piece)
    if whole is not None:
        return [_embedded(piece.text, whole, number, kept=shown, verdict=verdict)]
    role: Role | None = "paragraph" if kept else None
    found = list(embeds.shortcodes(piece.text)) if kept else []
    if not found:
        return [
            Place(text=piece.text, role=role, kind=verdict.kind, links=piece.links, piece=number)
        ]
    places: list[Place] = []
    position = 0
    for start, end, embed in found:
        places += _part(piece, number, position, start)
        places.append(Place(text=piece.text[start:end], role="embed", embed=embed, piece=number))
        position = end
    return places + _part(piece, number, position, len(piece.text))


def _address(piece: Piece) -> Embed | None:
    """Give the embed at an address that stands alone, shortened for the eye: *youtu.be/5H9m…*."""
    if len(piece.links) != 1 or "/" not in piece.text or not _SHORTENED.fullmatch(piece.text):
        return None
    link = piece.links[0]
    is_whole = link.end - link.start == len(piece.text)
    return embeds.at(link.href, form="address") if is_whole else None


def _part(piece: Piece, number: int, start: int, end: int) -> list[Place]:
    """Give the words of ``piece`` from ``start`` to ``end`` as a place, if there are any."""
    words = piece.text[start:end]
    offset = start + len(words) - len(words.lstrip())
    words = words.strip()
    links = tuple(
        Link(link.start - offset, link.end - offset, link.href)
        for link in piece.links
        if offset <= link.start and link.end <= offset + len(words)
    )
    return [Place(text=words, role="paragraph", links=links, piece=number)] if words else []
