"""Which piece is the headline.

On a page with markup it is the heading that agrees with a title of the page's head, the first
heading of the first level before all others: on 226 annotated pages that heading is the headline
on 84 %, and the best single title of the head on 66 %. Where no heading will do, and in text
alone, it is judged by shape: a short line without a full stop before the running text. Where the
head has but a title, a line that is no heading and agrees with it from afar is the banner of the
site, and gives way to one that stands out right above the text.

Some sites write their first heading for search engines, at the end of the trail of sections, and
show another one below it. Where a heading below is, to the last word, what JSON-LD or the card for
social networks give as the title, that one is the headline: on 12 of 775 annotated pages, and
rightly on all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.page import embeds, phrases
from ondit.page.body import Verdict
from ondit.page.dom import Document, Piece, level
from ondit.page.shape import leads_home, linked
from ondit.page.survey import Survey

# Where headlines end and standfirsts begin, by length alone: of 258 news pages 95 % of headlines
# are shorter than 110 characters, and 80 % of standfirsts are longer.
_LONGEST = 110
_LONGEST_HEADING = 350  # characters; a heading in markup may be longer than one told by shape
# Set by hand. On 60 pages each of two sets of ``benchmarks/what.py`` (fundus, wcxb) the figure of
# the headline does not move in three decimals while one of them changes alone: _SHORTEST from 5 to
# 20, _RUNNING from 60 to 110, _ALIKE from 0.6 to 0.85.
_SHORTEST = 10  # characters of a headline told by shape
_RUNNING = 80  # characters from which a piece counts as running text
_NEAR = 4  # pieces before the running text among which a line that stands out heads it
_ALIKE = 0.72  # likeness from which a heading agrees with a title of the head
# What a heading is worth by its level, beside its likeness; set by hand, not measured.
_WORTH = {1: 0.7, 2: 0.25, 3: 0.15, 4: 0.1, 5: 0.1, 6: 0.1}
_BELOW = 3  # pieces below the first heading among which the one that is shown stands; 2 were met
_SHOWN = 3  # depth of a heading up to which it can be that one
_CARDS = ("json-ld:headline", "meta:og:title", "meta:twitter:title")
_TRAILS = frozenset(("breadcrumb", "menu"))
_BANNER = 1.0  # what a heading loses that leads to the front page: it names the site
_LONE = 20  # characters of a heading above the text that agrees with no title
_ELSEWHERE = frozenset(("related", "menu", "breadcrumb", "comment", "comment-form", "newsletter"))
_STOPS = (".", ":", ";", ",", "!", "?", "…")


def find(survey: Survey, verdicts: Sequence[Verdict]) -> int:
    """Give the number of the piece that is the headline, -1 for none."""
    document, head = survey.document, survey.head
    kept = [number for number, verdict in enumerate(verdicts) if verdict.kept]
    if document.plain:
        return _by_shape(document, kept[:2]) if len(kept) > 1 else -1
    found = _by_titles(survey, kept)
    running = [number for number in kept if len(document.pieces[number].text) >= _RUNNING]
    near = running[0] - _NEAR if running else 0
    if found >= 0 and running:
        found = _told(survey, found, running)
    untold = all(where == "title" for where, _ in head.titles)
    is_banner = untold and 0 <= found < near and level(document.pieces[found].tag) is None
    if (found >= 0 and not is_banner) or not running:
        return found
    before = [number for number in kept if near <= number < running[0]]
    marked = [number for number in before if _stands_out(document.pieces[number])]
    shaped = _by_shape(document, [marked[0], running[0]]) if marked else -1
    return shaped if shaped >= 0 else found


def _by_titles(survey: Survey, kept: Sequence[int]) -> int:
    """Give the heading that agrees best with the titles of the head."""
    document = survey.document
    titles = (title for _, title in survey.head.titles)
    alike = phrases.alike(survey.texts, titles, longest=_LONGEST_HEADING)
    running = [number for number in kept if len(document.pieces[number].text) >= _RUNNING]
    body = running[0] if running else len(document.pieces)
    first = {
        number
        for number, piece in enumerate(document.pieces[: body + 2])
        if level(piece.tag) == 1 and linked(piece) < 0.9
    }
    agreeing = {number for number, likeness in alike.items() if likeness >= _ALIKE}
    best, best_score = -1, 0.0
    for number in sorted(first | agreeing):
        piece = document.pieces[number]
        depth = level(piece.tag)
        if not 4 < len(piece.text) < _LONGEST_HEADING or (depth is None and len(piece.text) > 200):
            continue
        hint = survey.hints[piece.box]
        if depth is None and linked(piece) > 0.9 and "headline" not in hint.own:
            continue  # an entry of a menu, or a teaser of another page
        score = alike.get(number, 0.0)
        score += _WORTH.get(depth or 0, 0.1 if "headline" in hint.own else 0.0)
        score -= 0.4 if hint.kind in _ELSEWHERE or (linked(piece) > 0.9 and depth != 1) else 0.0
        score -= _BANNER if leads_home(piece) else 0.0
        score -= 0.3 if document.boxes[piece.box].hidden else 0.0
        score -= 0.3 if number > body + 1 else 0.0
        if score > best_score + 0.01:
            best, best_score = number, score
    return best


def _told(survey: Survey, found: int, running: Sequence[int]) -> int:
    """Give the headline that is shown, where the heading ``found`` is for machines only.

    It stands right below, or anywhere between a trail of sections and the text. A heading behind
    the text heads nothing: the one right above the text does, or none.
    """
    pieces, words = survey.document.pieces, survey.texts.words_of
    if found > running[-1]:
        near = range(running[0] - 1, max(running[0] - _BELOW, -1), -1)
        shown = (n for n in near if _depth(survey, n) < _SHOWN and linked(pieces[n]) < 0.5)
        return next((n for n in shown if len(pieces[n].text) >= _LONE), -1)
    is_trail = survey.hints[pieces[found].box].kind in _TRAILS
    end = running[0] if is_trail else min(found + _BELOW + 1, running[0])
    below = [n for n in range(found + 1, end) if _depth(survey, n) <= _SHOWN]
    if not below:
        return found
    claims = [phrases.words_of(title) for where, title in survey.head.titles if where in _CARDS]
    for number in below:
        if words(number) == words(found):
            return found
        if words(number) in claims or words(number - 1) + words(number) in claims:
            return number
    return found


def _depth(survey: Survey, number: int) -> int:
    """Give the depth of the heading that piece ``number`` is or stands in, 7 for none."""
    boxes, piece = survey.document.boxes, survey.document.pieces[number]
    parent = boxes[piece.box].parent
    return level(piece.tag) or (level(boxes[parent].tag) if parent >= 0 else None) or 7


def _stands_out(piece: Piece) -> bool:
    return level(piece.tag) is not None or piece.strong > 0.9 * len(piece.text)


def _by_shape(document: Document, numbers: Sequence[int]) -> int:
    """Give the first of ``numbers`` if it has the shape of a headline before longer text."""
    first = document.pieces[numbers[0]].text
    if not _SHORTEST <= len(first) <= _LONGEST or embeds.of_text(first) is not None:
        return -1
    if first.endswith(_STOPS[:4]):
        return -1
    following = document.pieces[numbers[0] + 1 :]
    longest = max((len(piece.text) for piece in following), default=0)
    return numbers[0] if longest > 1.5 * len(first) else -1
