"""What each piece of an annotated page is, for the training of the model of blocks.

What people annotated comes first: the article's text, headline, standfirst, authors and date. What
is left is named by the page itself, by class names, tags and the phrases of furniture; the model
then learns to name it on twins of the pages whose names and tags are hidden. Where neither says
anything, a piece weighs nothing.
"""

from __future__ import annotations

import re
from typing import Any, get_args

import numpy as np

from annotations.pieces import UNSURE
from ondit.model import FurnitureKind, Role
from ondit.page import written
from ondit.page.dom import Piece, level
from ondit.page.hints import captions
from ondit.page.phrases import likeness
from ondit.page.shape import is_bare_link, linked
from ondit.page.survey import Survey
from ondit.text import fold

Vector = np.ndarray[Any, np.dtype[Any]]

CLASSES: tuple[str, ...] = (
    *("paragraph", "subhead", "headline", "kicker", "standfirst", "byline", "dateline", "caption"),
    *("advertisement", "author-box", "breadcrumb", "comment", "comment-form", "consent", "legal"),
    *("menu", "newsletter", "pagination", "paywall", "related", "search", "share", "tags", "other"),
)
KEPT = ("paragraph", "subhead", "standfirst")
_JOINED = {
    "anti-spam": "comment-form",
    "archive-banner": "other",
    "item": "paragraph",
    "quotation": "paragraph",
}
_UNTAUGHT = frozenset(("embed", "credit"))  # told by rules; too few of them to learn from
_WORD = re.compile(r"\w+")
_SILVER = 0.25  # weight of a label that the page's own names give, beside one that people gave
_MATCHED = 0.8  # of the shingles of a piece that must stand in the annotated text
_SIGNED = 160  # characters
_DATED = 100

assert set(CLASSES) <= {*get_args(Role), *get_args(FurnitureKind)}


def labels(
    survey: Survey, row: dict[str, Any], roles: dict[int, str] | None = None
) -> tuple[Vector, Vector]:
    """Give the number of the class of each piece, and how much it weighs.

    ``roles`` are those that people gave to each piece of the article, where they looked at every
    piece of the page: all others are furniture then.
    """
    pieces = survey.document.pieces
    if roles is not None:
        return _read_through(survey, roles)
    named = [_by_people(survey, row, number) for number in range(len(pieces))]
    article = _in_article(pieces, row)
    given = np.zeros(len(pieces), dtype=np.int64)
    weights = np.zeros(len(pieces), dtype=np.float32)
    first = next((number for number, value in enumerate(article) if value == 1), len(pieces))
    for number, piece in enumerate(pieces):
        if not piece.text or is_bare_link(piece):
            continue
        name, weight = named[number], 1.0
        if name is None:
            name, weight = _label(survey, number, article[number], first)
        if weight:
            given[number] = CLASSES.index(name)
            weights[number] = weight * length(piece)
    return given, weights


def length(piece: Piece) -> float:
    """Give what a piece weighs by its length: a word little, a long paragraph ten times as much."""
    return 0.3 + min(piece.text.count(" ") + 1, 60) / 20


def _read_through(survey: Survey, roles: dict[int, str]) -> tuple[Vector, Vector]:
    """Give classes and weights for a page of which people read every piece."""
    pieces = survey.document.pieces
    given = np.zeros(len(pieces), dtype=np.int64)
    weights = np.zeros(len(pieces), dtype=np.float32)
    for number, piece in enumerate(pieces):
        role = roles.get(number)
        if not piece.text or is_bare_link(piece) or role == UNSURE or role in _UNTAUGHT:
            continue
        name = _JOINED.get(role, role) if role else _furniture(survey, number)
        given[number] = CLASSES.index(name)
        weights[number] = length(piece)
    return given, weights


def _furniture(survey: Survey, number: int) -> str:
    """Give the kind of a piece that is known to be furniture."""
    kind = survey.kind(number)
    if kind is not None:
        return _JOINED.get(kind, kind)
    menu = linked(survey.document.pieces[number]) > 0.5
    return (
        "menu"
        if menu or "nav" in survey.hints[survey.document.pieces[number].box].tags
        else "other"
    )


def _label(survey: Survey, number: int, in_article: int, first: int) -> tuple[str, float]:
    """Give the class of a piece that nobody named, and its weight before that of its length."""
    piece = survey.document.pieces[number]
    hint = survey.hints[piece.box]
    role = _by_names(survey, number)
    if in_article == 1:
        if role == "caption" or (role == "standfirst" and number <= first + 1):
            return role, 1.0
        return ("subhead" if level(piece.tag) else "paragraph"), 1.0
    kind = survey.kind(number)
    if role is not None and not (kind and survey.shown[number]):
        if role == "standfirst":
            return "other", float(in_article == 0)
        return role, 1.0 if in_article == 0 else _SILVER
    if kind is not None:
        return _JOINED.get(kind, kind), 1.0 if in_article == 0 else _SILVER
    menu = linked(piece) > 0.5 or "nav" in hint.tags
    return ("menu" if menu else "other"), float(in_article == 0)


def _by_people(survey: Survey, row: dict[str, Any], number: int) -> str | None:
    """Give the class of a piece that the annotation of a field names."""
    piece = survey.document.pieces[number]
    text = piece.text
    title: str = row.get("title") or ""
    is_title = bool(title) and len(text) < 350 and likeness(text, title) > 0.8
    if is_title and (level(piece.tag) == 1 or fold(text) == fold(title)):
        return "headline"
    said = row.get("standfirst") or ()
    for part in [said] if isinstance(said, str) else said:
        if len(part) > 30 and likeness(text, part) > 0.8 and linked(piece) < 0.5:
            return "standfirst"
    authors = row.get("author") or ()
    if len(text) < _SIGNED and not level(piece.tag):
        for author in [authors] if isinstance(authors, str) else authors:
            if len(author) > 4 and author in text and survey.kind(number) in (None, "menu"):
                return "byline"
    return None


def _by_names(survey: Survey, number: int) -> str | None:
    """Give the role that the names and tags around a piece betray."""
    piece = survey.document.pieces[number]
    hint, text = survey.hints[piece.box], piece.text
    if "caption" in hint.own or captions(hint):
        return "caption" if len(text) < 500 else None
    if len(text) < _DATED and written.dates_in(text, order="dmy") and hint.kind in (None, "menu"):
        return "dateline"
    if "byline" in hint.own and len(text) < _SIGNED and hint.kind in (None, "author-box"):
        return "byline" if text[:1].isupper() and " " in text else None
    if "kicker" in hint.own and len(text) < 40 and hint.kind is None:
        return "kicker"
    return "standfirst" if "standfirst" in hint.own and len(text) > 50 else None


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + 3]) for at in range(max(len(words) - 2, 1))}


def _in_article(pieces: list[Piece], row: dict[str, Any]) -> list[int]:
    """Give 1 for each piece of the article, 0 for furniture, -1 where nobody said."""
    if not row.get("text"):
        return _by_segments(pieces, row)
    wanted = _shingles(row["text"])
    lines = {" ".join(_WORD.findall(line.lower())) for line in row["text"].split("\n")}
    found = []
    for piece in pieces:
        words = _WORD.findall(piece.text.lower())
        own = _shingles(piece.text)
        if len(words) < 3:
            found.append(int(" ".join(words) in lines))
        else:
            found.append(int(len(own & wanted) >= _MATCHED * len(own)))
    return found


def _by_segments(pieces: list[Piece], row: dict[str, Any]) -> list[int]:
    flat = [" ".join(_WORD.findall(piece.text.lower())) for piece in pieces]
    given = [-1] * len(flat)
    first = [row["first13"]] if row.get("first13") else []
    for value, segments in (
        (1, [*(row.get("with") or ()), *first]),
        (0, row.get("without") or ()),
        (0, row.get("comments") or ()),
    ):
        for segment in segments:
            needle = " ".join(_WORD.findall(segment.lower()))
            for at, text in enumerate(flat):
                if needle and (needle in text or (len(text) > 20 and text in needle)):
                    given[at] = value
    return given
