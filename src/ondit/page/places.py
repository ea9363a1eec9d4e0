"""From pieces to places: embeds become things of their own, the rest awaits a role.

A platform's markup (the quotation, the date and the name of a tweet) is several pieces and one
embed; a shortcode inside a paragraph is one embed between two halves of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from ondit.model import CreditKind, CreditName, Embed, FurnitureKind, Role
from ondit.page import embeds
from ondit.page.body import Verdict
from ondit.page.dom import Document, Link, Piece
from ondit.page.hints import Hint

_TITLE = 200  # characters of a frame's title kept as its text


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


def cut(
    document: Document, hints: Sequence[Hint], verdicts: Sequence[Verdict], headline: int
) -> list[Place]:
    """Give the places of ``document``, in page order; what is kept is a paragraph as yet."""
    places: list[Place] = []
    group: tuple[int, str] | None = None
    for number, piece in enumerate(document.pieces):
        verdict = verdicts[number]
        kept = verdict.kept or number == headline
        hint = hints[piece.box]
        if piece.media is not None:
            embed = embeds.of_media(piece.media)
            if embed is not None:
                text = piece.media.get("title", "")[:_TITLE]
                places.append(_embedded(text, embed, number, kept=kept, verdict=verdict))
        elif hint.provider is not None and number != headline:
            this = (_outermost(document, hints, piece.box), hint.provider)
            if this == group:
                places[-1] = _added(places[-1], piece)
            else:
                embed = _markup(piece, hint.provider)
                shown = kept or hint.kind is None
                places.append(_embedded(piece.text, embed, number, kept=shown, verdict=verdict))
            group = this
            continue
        else:
            places += _around_shortcodes(piece, number, kept=kept, verdict=verdict)
        group = None
    return places


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


def _added(place: Place, piece: Piece) -> Place:
    """Join a further piece of a platform's markup to the embed it belongs to."""
    embed = place.embed
    if embed is not None and embed.key is None:
        embed = _markup(piece, embed.provider)
    return msgspec.structs.replace(place, text=f"{place.text} {piece.text}", embed=embed)


def _around_shortcodes(piece: Piece, number: int, *, kept: bool, verdict: Verdict) -> list[Place]:
    """Give the places of an ordinary piece: itself, or its parts around shortcodes."""
    whole = embeds.of_text(piece.text)
    if whole is not None:
        return [_embedded(piece.text, whole, number, kept=kept, verdict=verdict)]
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
