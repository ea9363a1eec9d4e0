"""Where authors stand on a page: around the headline, behind the text, and where markup says so.

Markup that says *author* stands in teasers and comments too, so what others wrote and what leads to
other articles is left out, but between the headline and the text nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ondit.page.dom import Document, Link, Piece
from ondit.page.places import Place

ABOVE = 6  # pieces before the headline where a byline may stand
BELOW = 6  # pieces after the last paragraph
_BEHIND = 12  # of them among which a line with a long lead may stand
NEAR = (3, 5)  # pieces before and after the headline where a line that signs may stand
LINE = 160  # characters of it
_FEW = 3  # people named by markup anywhere on the page; more are those of teasers or comments
_AUTHOR = re.compile(r"auth?or|auteur|\bautore?s?\b|byline|writer|redacteur|signataire")
_OTHERS = ("comment", "comment-form", "related")
YEAR = re.compile(r"(?:19|20)\d\d")
_LEADS_TO_PEOPLE = re.compile(r"auth?or|auteur|profil|people|person|staff|team|user|member|by/|@|~")


class Surroundings(Struct, frozen=True):
    """Where authors stand: around the headline, and behind the text."""

    title: int
    """Number of the piece that is the headline, or stands above the text."""
    first: int
    """Number of the first paragraph, and below of the last."""
    last: int
    lines: list[Piece]
    """The short pieces around the headline, those below it first."""
    above: int
    """How many of them, the last ones, stand above it."""
    behind: list[Piece]
    """The pieces behind the text."""
    others: frozenset[int]
    """Numbers of the pieces that others wrote, or that lead to other articles."""


def surroundings(document: Document, places: Sequence[Place]) -> Surroundings:
    """Give what stands around the headline and behind the text of a page."""
    kept = [place.piece for place in places if place.role == "paragraph"]
    first, last = (kept[0], kept[-1]) if kept else (-1, -1)
    title = next((place.piece for place in places if place.role == "headline"), -1)
    if title < 0:
        title = max(first - 1, 0)
    others = frozenset(
        place.piece
        for place in places
        if place.role is None and place.kind in _OTHERS and not title < place.piece < first
    )
    pieces = document.pieces
    end = min(title + NEAR[1] + 1, len(pieces))
    below = [pieces[at] for at in range(title + 1, end) if at < max(first, title + 2)]
    above = [pieces[at] for at in range(title - 1, max(title - NEAR[0], 0) - 1, -1)]
    kept_above = [piece for piece in above if 1 < len(piece.text) <= LINE]
    return Surroundings(
        title=title,
        first=first,
        last=last,
        lines=[piece for piece in below if 1 < len(piece.text) <= LINE] + kept_above,
        above=len(kept_above),
        behind=[
            pieces[at]
            for at in range(last + 1, min(last + 1 + _BEHIND, len(pieces)))
            if at not in others
        ],
        others=others,
    )


def marked(document: Document, around: Surroundings, how: str) -> list[str]:
    """Give the words of markup that says *author*, of those around the headline."""
    every = [each for each in document.people if each.how == how]
    if around.first < 0:
        return [each.words for each in every][:_FEW]
    start = min(around.title, around.first) - ABOVE
    return [
        each.words
        for each in every
        if start <= each.piece <= around.first + 1 and each.piece not in around.others
    ]


def marked_far(document: Document, around: Surroundings, how: str) -> list[str]:
    """Give the words of markup that says *author*, of those behind the text, else anywhere."""
    if around.first < 0:
        return []
    every = [
        (each.piece, each.words)
        for each in document.people
        if each.how == how and each.piece not in around.others
    ]
    behind = [words for at, words in every if around.last <= at <= around.last + BELOW]
    elsewhere = list(dict.fromkeys(words for _, words in every))
    return behind or (elsewhere if len(elsewhere) <= _FEW else [])


def leads_to_people(text: str, links: Sequence[Link]) -> bool:
    """Tell whether the links of a line lead to people, but for those of a date."""
    return all(
        _LEADS_TO_PEOPLE.search(link.href.lower()) or YEAR.search(text[link.start : link.end])
        for link in links
    )


def says_author(piece: Piece, document: Document) -> bool:
    """Tell whether the names of the boxes around ``piece`` say *author*."""
    box = document.boxes[piece.box]
    outer = document.boxes[box.parent].names if box.parent >= 0 else ""
    return bool(_AUTHOR.search(box.names) or _AUTHOR.search(outer))


def in_one_box(piece: Piece, number: int, document: Document) -> bool:
    """Tell whether ``piece`` stands beside piece ``number``."""
    here, there = piece.box, document.pieces[number].box
    return here == there or document.boxes[here].parent == document.boxes[there].parent
