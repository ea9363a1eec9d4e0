"""Which places of an article are its standfirst: what the page says between headline and text.

A piece that the rules of :mod:`ondit.page.roles` or the model take for one stays one, unless the
text has begun before it. Where there is none, four signs are looked for, and none of them needs a
class name: sentences that stand alone between the headline and the byline, or in a box of their
own above the text; the first piece of the text where a byline or a date parts it from the rest,
where it is set in bold, or in another make than the paragraphs below and in the words by which the
page's head describes it; lines of one make that open the text in bold; and a list of points before
the first paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.model import BODY
from ondit.page import written
from ondit.page.dom import RUNNING, level
from ondit.page.phrases import likeness
from ondit.page.places import Place
from ondit.page.setting import Setting
from ondit.page.shape import linked
from ondit.text import fold

_SHORTEST = 50
_SHORTEST_PARTED = 40  # of one that a byline or a date parts from the text; a kicker is shorter
_LONGEST = 700
_DECK = 60  # of a heading between headline and text from which it says what the text says
_SAID = 0.8  # likeness to the page's description from which a piece is what it describes
_LIKELY = 0.4  # chance from which the model gives the role where position agrees; set by hand
_STOPS = (".", "!", "?", "…", "»", "”", '"', "。")
_NEAR = 3  # pieces of some length below the headline among which a standfirst stands alone
_DOUBTFUL = 0.25  # chance up to which what the model takes a piece for says nothing
_SOME = 25  # characters: shorter are labels, hours and buttons
# Likeness to a title of the page from which a heading, or other words, are that title once more.
_TITLE, _LIKE_TITLE = 0.4, 0.6
_LINE = 150  # characters of a line that says who wrote the text and when
_MOST_POINTS = 6
_RUNS = frozenset(("p", "div", "td", "section", "article"))
_OTHERS = frozenset(("caption", "byline", "dateline"))
_PICTURES = frozenset(("figure", "figcaption", "aside", "form", "button"))


def settle(found: Sequence[Place], title: int, setting: Setting) -> list[Place]:
    """Give ``found`` with its standfirst, if it has one; ``title`` is the place of the headline."""
    settled = _none_within(found, setting)
    body = [n for n, place in enumerate(settled) if place.role in BODY and n > title]
    if not body or any(place.role == "standfirst" for place in settled):
        return settled
    chosen = _opening(settled, body, setting)
    if not chosen and not setting.document.plain:
        chosen = _alone(settled, title, setting) or _points(settled, body, setting)
    for number in chosen:
        settled[number] = settled[number].as_("standfirst")
    return settled


def _none_within(found: Sequence[Place], setting: Setting) -> list[Place]:
    """Give ``found`` without standfirsts that stand after a paragraph of the text."""
    settled = list(found)
    begun = False
    for number, place in enumerate(settled):
        if place.role == "standfirst" and begun:
            kept = setting.verdicts[place.piece].kept
            settled[number] = place.as_("paragraph" if kept else None)
        elif place.role in ("paragraph", "item", "quotation") and len(place.text) >= _SHORTEST:
            begun = True
    return settled


def is_said(text: str, setting: Setting) -> bool:
    """Tell whether ``text`` is what the page's head gives as its description."""
    return any(likeness(text, said) > _SAID for said in setting.head.descriptions)


def _alone(found: Sequence[Place], title: int, setting: Setting) -> list[int]:
    """Give the places between headline and text that hold sentences and are nothing else.

    The model, which learned from texts without standfirsts, leaves such pieces out. What stands
    between the byline and the text is rather a notice of the house.
    """
    if title < 0:
        return []
    before = range(title + 1, setting.first)
    signed = [n for n in before if _is_signed(found[n])]
    boxes = setting.document.boxes
    shown = [n for n in before if not boxes[setting.piece(found[n]).box].hidden]
    near = [n for n in shown if found[n].role is None and len(found[n].text) >= _SOME]
    alone = [
        number
        for number in near[:_NEAR]
        if (
            number < max(signed, default=near[0] + 1)
            or is_said(found[number].text, setting)
            or setting.looks_like(found[number], "standfirst", _DOUBTFUL)
        )
        and _is_alone(found[number], setting, below=number == near[0] and bool(signed))
    ]
    # A heading above sentences is a title of some kind, and they are what it heads.
    number = next((n for n in alone if found[n].text.endswith(_STOPS)), alone[0] if alone else -1)
    return [number, *_next_alone(found, number, setting)] if number >= 0 else []


def _is_signed(place: Place) -> bool:
    """Tell whether ``place`` says who wrote the text or when, whatever it was taken for."""
    if place.role in ("byline", "dateline"):
        return True
    is_short = 0 < len(place.text) < _LINE and place.role in (None, "caption")
    return is_short and bool(written.dates_in(place.text, order="dmy"))


def _next_alone(found: Sequence[Place], number: int, setting: Setting) -> list[int]:
    """Give the place after ``number`` if it goes on in a piece of the same make."""
    after = number + 1
    if after >= setting.first or found[after].role is not None:
        return []
    is_same = _make(found[after], setting) == _make(found[number], setting)
    is_same &= setting.outer(found[after]) == setting.outer(found[number])
    is_whole = found[after].text.endswith(_STOPS) or len(found[after].text) >= _DECK
    return [after] if is_same and is_whole else []


def _make(place: Place, setting: Setting) -> tuple[str, str]:
    """Give the tag of ``place`` and the names of its box, by which pieces look alike."""
    piece = setting.piece(place)
    return piece.tag, setting.document.boxes[piece.box].names


def _is_alone(place: Place, setting: Setting, *, below: bool) -> bool:
    """Tell whether ``place`` is a standfirst that stands alone.

    ``below`` is whether it is what stands first below the headline on a page that is signed: there
    it need not end like a sentence.
    """
    piece, hint, text = setting.piece(place), setting.hint(place), place.text
    if not _SHORTEST <= len(text) <= _LONGEST or linked(piece) > 0.3:
        return False
    is_heading = level(piece.tag) is not None
    if not _PICTURES.isdisjoint(hint.tags) or ("li" in hint.tags and not is_heading):
        return False
    verdict = setting.verdicts[place.piece]
    if (verdict.role in _OTHERS and verdict.sure >= _DOUBTFUL) or not _OTHERS.isdisjoint(hint.own):
        return False
    headline = setting.document.pieces[setting.headline]
    is_menu = place.kind == "menu" and (
        setting.hints[headline.box].kind == "menu"  # a header holds both
        or is_said(text, setting)
        or setting.looks_like(place, "standfirst", _LIKELY)
    )
    if place.kind != "other" and not is_menu:
        return False
    titles = (headline.text, *(title for _, title in setting.head.titles))
    most = _TITLE if is_heading else _LIKE_TITLE
    if any(likeness(text, title) > most for title in titles):
        return False  # the headline once more, or another one
    if len(text) < 120 and written.dates_in(text, order="dmy"):
        return False
    if any(fold(text).startswith(name) for name in setting.people if " " in name):
        return False  # who the author is
    is_sentence = text.endswith(_STOPS) or ((is_heading or below) and len(text) >= _DECK)
    return is_sentence or is_said(text, setting)


def _opening(found: Sequence[Place], body: Sequence[int], setting: Setting) -> list[int]:
    """Give the places that open the text as its standfirst.

    In text alone it is a first line without a full stop. On a page it is the first piece of the
    text, or the second after a short one, and other running text follows.
    """
    for number in body[:2]:
        text = found[number].text
        following = [n for n in body if n > number and len(found[n].text) >= RUNNING]
        if not following:
            return []
        between = found[number + 1 : following[0]]
        # Who wrote a text is said above it, so what stands higher is no part of it.
        parted = number == body[0] and any(p.role in ("byline", "dateline") for p in between)
        if setting.document.plain:
            is_line = _SHORTEST <= len(text) <= _LONGEST and not text.endswith((*_STOPS, ":"))
            return [number] if is_line else []
        if parted and _SHORTEST_PARTED <= len(text) <= _LONGEST:
            return [number]
        is_first = number == body[0]
        if _leads(found[number], [found[n] for n in following[:2]], setting, is_first=is_first):
            return [number, *_of_one_make(found, number, body, setting)]
        if len(text) >= _SHORTEST:
            return []
    return []


def _leads(place: Place, following: Sequence[Place], setting: Setting, *, is_first: bool) -> bool:
    """Tell whether ``place`` is a standfirst, given the running text that follows it."""
    piece, after, length = setting.piece(place), setting.piece(following[0]), len(place.text)
    around, around_after = setting.outer(place), setting.outer(following[0])
    apart = around != around_after and piece.box != after.box
    is_bold = piece.strong > 0.9 * length and after.strong < 0.5 * len(after.text)
    if not _SHORTEST <= length <= _LONGEST:
        # One shorter than a sentence is usual needs more signs.
        is_sentence = length < _SHORTEST and place.text.endswith(_STOPS)
        return is_bold and is_sentence and is_said(place.text, setting)
    names = setting.hint(place).own
    if setting.looks_like(place, "standfirst", _LIKELY):
        return True
    if apart and around >= 0:
        names |= setting.hints[around].own
    if ("standfirst" in names and "body" not in names) or (
        is_first and length > 70 and level(piece.tag) is not None
    ):
        return True
    makes = {_make(other, setting) for other in following}
    other_make = len(makes) == 1 and _make(place, setting) not in makes and after.tag in _RUNS
    return is_bold or ((apart or other_make) and is_said(_unplaced(place.text), setting))


def _unplaced(text: str) -> str:
    """Give ``text`` without the place name in front of it: *Paris. The minister …*."""
    place, stop, rest = text.partition(". ")
    return rest if stop and len(place) < _SOME and len(rest) >= _SHORTEST else text


def _of_one_make(
    found: Sequence[Place], number: int, body: Sequence[int], setting: Setting
) -> list[int]:
    """Give the lines after a standfirst in bold that are set like it, in the same box."""
    one = setting.piece(found[number])
    if one.strong <= 0.9 * len(one.text):
        return []
    more: list[int] = []
    for other in body[body.index(number) + 1 :]:
        piece = setting.piece(found[other])
        is_alike = setting.outer(found[other]) == setting.outer(found[number])
        is_alike &= _SHORTEST <= len(piece.text) <= _LONGEST and piece.tag == one.tag
        if not is_alike or piece.strong <= 0.9 * len(piece.text):
            return more
        more.append(other)
    return []  # all of it is bold


def _points(found: Sequence[Place], body: Sequence[int], setting: Setting) -> list[int]:
    """Give the points in a list that stands before the first paragraph and says what follows."""
    points: list[int] = []
    for number in body:
        place = found[number]
        if place.role == "subhead" and not points:
            continue
        if place.role != "item":
            break
        points.append(number)
    following = [n for n in body if n not in points and found[n].role == "paragraph"]
    lengths = [len(found[number].text) for number in points]
    if not 1 < len(points) <= _MOST_POINTS or len(following) < _NEAR or min(lengths) < _SHORTEST:
        return []
    are_linked = any(linked(setting.piece(found[number])) > 0.5 for number in points)
    return [] if are_linked else points
