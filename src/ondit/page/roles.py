"""What each kept piece is: standfirst, paragraph, subhead, byline, credit.

Position decides before shape. What stands between the headline and the first running paragraph is
byline, date, kicker or standfirst; what stands after the last one may be a credit line. Pieces
that the model left out are brought back when they are of that kind: to a model of body text a
caption or a *Via …* is a stranger. Pieces before the headline are not the article's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from ondit.model import BODY, Block, Credit, CreditKind, CreditName, FurnitureKind, Role, Span
from ondit.page import headline, kickers, phrases, places, portraits, standfirst, written
from ondit.page.body import Verdict
from ondit.page.credits import (
    at_end,
    in_byline,
    in_paragraph,
    is_pictured,
    names,
    of_line,
    translator_after,
)
from ondit.page.dom import Document, Piece, level
from ondit.page.hints import captions
from ondit.page.people import persons, signed
from ondit.page.places import Place
from ondit.page.setting import Setting
from ondit.page.shape import linked
from ondit.page.survey import Survey
from ondit.text import fold

_RUNNING = 80
_SHORTEST_STANDFIRST = 50
_SHORTEST_NAMED = 25  # of one that a name or the head's description marks
_LONGEST_STANDFIRST = 700
_DECK = 60  # of a heading between headline and text from which it says what the text says
_SHORT = 60
_LONGEST_CAPTION = 500
_SHORTEST_CAPTION = 6
_CREDITED_PICTURE = 250
_LONGEST_CORRECTION = 500
_HEAD = 3  # places after the first running text (a standfirst) where byline and date may stand
_SIGNED = 120  # characters of a byline
_SURE = 0.6  # chance from which the model alone gives a role; set by hand
_LIKELY = 0.4  # chance from which it does where position agrees; set by hand
_AFTER = 5  # places after the last paragraph among which a credit line is looked for
_INITIALS = re.compile(r"\(?[a-z]{2,4}(?:[-/][a-z]{2,4}){1,6}\)?")  # of an agency's desk: ab-cd/ef
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_NOTE = re.compile(r"\[\d{1,3}\]\s")
_HOUR = re.compile(r"\d{1,2}\s?[h:.]\s?\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?!\d)")
_STOPS = (".", "!", "?", "…", ":", "»", "”", '"')
_OTHER_TEXTS: frozenset[FurnitureKind] = frozenset(
    ("related", "comment", "comment-form", "newsletter", "consent", "menu", "advertisement")
)


def assign(survey: Survey, verdicts: Sequence[Verdict]) -> list[Place]:
    """Give every piece its role, or its kind of furniture, in page order."""
    document, head, hints = survey.document, survey.head, survey.hints
    title = headline.find(survey, verdicts)
    found = places.cut(document, hints, verdicts, title)
    first, last = _extent(found, document, title)
    claimed = [name for _, words in head.authors for name in persons(words)]
    setting = Setting(
        document=document,
        head=head,
        hints=hints,
        headline=title,
        first=first,
        last=last,
        people=frozenset(map(fold, claimed)),
        own=frozenset(fold(name) for name in (head.site_name, head.site) if name),
        verdicts=verdicts,
    )
    if first < 0:
        return [
            place.as_("headline") if place.piece == title and place.text else place
            for place in found
        ]
    placed = [_placed(place, number, setting) for number, place in enumerate(found)]
    return kickers.part(_settled(placed, setting), setting)


def _extent(found: Sequence[Place], document: Document, title: int) -> tuple[int, int]:
    """Give the first and the last place that hold running text, below the headline if any does."""
    pieces = document.pieces
    every = [number for number, place in enumerate(found) if place.role == "paragraph"]
    kept = [
        number
        for number in every
        if level(pieces[found[number].piece].tag) is None
        and not _ADDRESS.fullmatch(found[number].text)
    ] or every
    running = [number for number in kept if len(found[number].text) >= _RUNNING] or kept
    running = [number for number in running if found[number].piece > title] or running
    return (running[0], running[-1]) if running else (-1, -1)


def _placed(place: Place, number: int, setting: Setting) -> Place:
    """Give ``place`` the role that its own shape and position call for."""
    if place.embed is not None:
        return place
    if place.piece == setting.headline:
        return place.as_("headline")
    if place.role is None:
        may_belong = setting.headline < place.piece and number <= setting.last + _AFTER
        return _rescued(place, number, setting) if may_belong else place
    if not setting.first + _HEAD < number <= setting.last and _is_signature(place.text, setting):
        return place.as_("byline")
    if _is_caption(place, setting):
        return place.as_("caption")
    credited = _credited(place, number, setting)
    if credited is not None:
        return credited
    text = place.text
    corrects = phrases.begins(text, phrases.gathered("correction"))
    if corrects and ":" in text[:_SHORT] and len(text) < _LONGEST_CORRECTION:
        return place.as_("correction")
    if _repeats_headline(text, number, setting):
        return place.as_(None)
    if not any(map(str.isalnum, text)) or (number > setting.last and _NOTE.match(text)):
        return place.as_(None)  # a line drawn with dashes or stars, or a note to the text
    depth = level(setting.piece(place).tag)
    if depth is not None and number < setting.first and len(text) >= _SHORTEST_NAMED:
        said = standfirst.is_said(text, setting)
        below = setting.headline < place.piece and len(text) >= _DECK
        if said or below or "standfirst" in setting.hint(place).own:
            return place.as_("standfirst")
    if depth is not None:
        return place.as_("subhead", level=depth)
    if number < setting.first:
        return _opening(place, setting)
    if number <= setting.first + _HEAD and _is_dated_line(text):
        return place.as_("dateline")
    return _in_body(place, number, setting)


def _before_link(place: Place) -> str:
    """Give the text of ``place`` without the link at its end: *Buy this picture*."""
    links = place.links
    return (
        place.text[: links[-1].start] if links and links[-1].end == len(place.text) else place.text
    )


def _is_caption(place: Place, setting: Setting) -> bool:
    hint = setting.hint(place)
    if level(setting.piece(place).tag) is not None:
        return False  # of a gallery
    own = hint.own
    if len(place.text) < _CREDITED_PICTURE and setting.outer(place) >= 0:
        own = own | setting.hints[setting.outer(place)].own
    named = "caption" in own and "body" not in own and len(place.text) < _LONGEST_CAPTION
    looks = setting.looks_like(place, "caption", _SURE) and len(place.text) < _LONGEST_CAPTION
    return named or looks or captions(hint)


def _is_dated_line(text: str) -> bool:
    is_line = len(text) < 120 and not text.endswith(".") and not _ADDRESS.fullmatch(text)
    return is_line and bool(written.dates_in(text, order="dmy"))


def _is_signature(text: str, setting: Setting) -> bool:
    """Tell whether ``text`` names authors and nothing else, or authors and a date."""
    if len(text) > 120:
        return False
    named = persons(text)
    return bool(named and setting.people.issuperset(map(fold, named))) or bool(signed(text))


def _closes(text: str, number: int, setting: Setting) -> bool:
    """Tell whether the makers of the pictures are named right below the text: *Photos: Ida*."""
    length = phrases.begins(text, phrases.gathered("photo"))
    return number - setting.last <= 2 and text[:length].rstrip().endswith(":")


def _is_named_author(text: str, piece: Piece, setting: Setting) -> bool:
    """Tell whether ``text`` is a full name in a box that bears a name for authors."""
    names = setting.document.boxes[piece.box].names
    called = any(part in names for part in ("author", "auteur", "byline"))
    return called and len(text) < _SHORT and " " in text and persons(text) == (text,)


def _credited(place: Place, number: int, setting: Setting) -> Place | None:
    """Give a credit line its role, ``None`` for what is none."""
    text = place.text
    ends = number > setting.last or (number == setting.last > setting.first)
    bare = number > setting.last or (ends and not text.endswith("."))
    bare = bare and not setting.is_listed(place)
    credit = _told(text, bare_names=bare, setting=setting)
    if credit is None:
        return _initialled(place) if ends and _INITIALS.fullmatch(text) else None
    kind = credit[0]
    at_edge = number < setting.first or ends or setting.first == setting.last
    if not at_edge and kind not in ("photo", "translator") and len(text) >= _SHORT:
        return None
    if kind == "photo" and number < setting.last:
        if level(setting.piece(place).tag) is not None:
            return place.as_(None)  # of a gallery: *Photos: the street*
        return place.as_("caption", credit=credit)
    return place.as_(_line(kind, text), credit=credit)


def _initialled(place: Place) -> Place:
    """Give a line of initials as credit of the agencies among them: *afp/ir*."""
    initials = re.split("[/-]", place.text.strip("()"))
    known = tuple(
        msgspec.structs.replace(name, words=words)
        for words in initials
        for name in names(words.upper())
        if name.outlet
    )
    return place.as_("credit", credit=("agency", known) if known else None)


def _line(kind: CreditKind, text: str) -> Role:
    """Give the role of a credit line: one that names a source names no author."""
    is_source = phrases.begins(text, phrases.gathered("source"))
    return "byline" if kind == "byline" and not is_source else "credit"


def _is_signed(text: str) -> bool:
    credit = of_line(text, bare_names=False)
    return bool(signed(text)) or (credit is not None and credit[0] == "byline")


def _told(
    text: str, *, bare_names: bool, setting: Setting
) -> tuple[CreditKind, tuple[CreditName, ...]] | None:
    """Give the credit that a line is, a press release's *SOURCE Firm* as its signature."""
    credit = of_line(text, bare_names=bare_names, own=setting.own)
    if credit is None or credit[0] != "source" or setting.headline < 0:
        return credit
    lead, _, rest = text.partition(" ")
    title = fold(setting.document.pieces[setting.headline].text).split()
    is_issuer = len(lead) > 1 and lead.isupper() and fold(rest).split()[:1] == title[:1]
    return ("byline", credit[1]) if is_issuer else credit


def _repeats_headline(text: str, number: int, setting: Setting) -> bool:
    if setting.headline < 0 or setting.first + 1 < number <= setting.last or len(text) > 350:
        return False
    return fold(text) == fold(setting.document.pieces[setting.headline].text)


def _opening(place: Place, setting: Setting) -> Place:
    """Give the role of a kept piece that stands before the first running paragraph."""
    own, length = setting.hint(place).own, len(place.text)
    if _ADDRESS.fullmatch(place.text):
        return place.as_(None)  # of the page itself, on its way to a printer
    if "byline" in own and length < 120:
        return place.as_("byline")
    if length < 120 and written.dates_in(place.text, order="dmy"):
        return place.as_("dateline")
    if "standfirst" in own and length >= _SHORTEST_STANDFIRST:
        return place.as_("standfirst")
    if "dateline" in own and length < _SHORT:
        return place.as_("dateline")
    if length < _CREDITED_PICTURE and is_pictured(_before_link(place)):
        return place.as_("caption")
    return place


def _in_body(place: Place, number: int, setting: Setting) -> Place:
    """Give the role of a piece among the running text."""
    piece, hint, text = setting.piece(place), setting.hint(place), place.text
    if _HOUR.fullmatch(text):
        return place.as_("dateline")  # of an entry of a live blog
    if "blockquote" in hint.tags:
        return place.as_("quotation")
    if piece.tag in ("li", "dd", "dt") or "li" in hint.tags:
        return place.as_("item")
    if (
        len(text) < _CREDITED_PICTURE
        and piece.tag in ("td", "th")
        and is_pictured(_before_link(place))
    ):
        return place.as_("caption")
    if piece.tag in ("td", "th") and len(text) < 120:
        return place.as_("table")
    stands_out = piece.strong > 0.9 * len(text) or text.isupper()
    is_line = len(text) < 100 and not text.endswith((*_STOPS, ",", ";"))
    if stands_out and is_line and setting.first < number < setting.last:
        return place.as_("subhead", level=3)
    if "©" in text and len(text) < _CREDITED_PICTURE and not text.endswith("."):
        return place.as_("caption")
    if len(text) < _CREDITED_PICTURE and is_pictured(_before_link(place)):
        return place.as_("caption")
    return place


def _rescued(place: Place, number: int, setting: Setting) -> Place:
    """Bring back what belongs to the article though it is no body text."""
    hint, piece, text = setting.hint(place), setting.piece(place), place.text
    beside = hint.kind == "menu" and setting.is_beside_headline(place)
    early = setting.headline < place.piece and number < setting.first
    signs = (early or number - setting.last in (1, 2)) and hint.kind == "menu"  # and no menu
    if hint.kind in _OTHER_TEXTS and not beside and not (signs and _is_signed(text)):
        return place
    if place.kind in ("comment", "comment-form", "consent"):
        return place
    is_near = setting.headline < place.piece and number <= setting.last + _AFTER
    if is_near and _is_caption(place, setting) and linked(piece) < 0.5:
        return place.as_("caption")
    if _is_under_picture(place, number, setting) and not (len(text) < _SHORT and _is_signed(text)):
        return place.as_("caption")
    if number > setting.last:
        near = number - setting.last <= _AFTER and not setting.document.plain
        bare = not setting.is_listed(place)
        credit = _told(text, bare_names=bare, setting=setting) if near else None
        if credit is None or (credit[0] == "photo" and not _closes(text, number, setting)):
            return place
        return place.as_(_line(credit[0], text), credit=credit)
    if number > setting.first + _HEAD or not setting.headline < place.piece:
        return place
    is_sentence = _SHORTEST_NAMED <= len(text) <= _LONGEST_STANDFIRST and linked(piece) < 0.5
    said = standfirst.is_said(text, setting)
    looks = setting.looks_like(place, "standfirst", _LIKELY)
    named = hint.own
    if setting.outer(place) >= 0:
        named |= setting.hints[setting.outer(place)].own
    called = "standfirst" in named and "body" not in named
    is_time = len(text) < _DECK and bool(_CLOCK.search(text))
    if is_sentence and not is_time and (said or looks or called):
        return place.as_("standfirst")
    credit = of_line(text, bare_names=False)
    if credit is not None and credit[0] == "byline":
        return place.as_("byline", credit=credit)
    if (
        _is_signature(text, setting)
        or (number < setting.first and _is_named_author(text, piece, setting))
        or (setting.looks_like(place, "byline", _SURE) and persons(text) and len(text) < _SIGNED)
    ):
        return place.as_("byline")
    if _is_dated_line(text):
        return place.as_("dateline")
    return place


def _is_under_picture(place: Place, number: int, setting: Setting) -> bool:
    """Tell whether a piece that is no body text stands with a picture of the article."""
    text = place.text
    if not _SHORTEST_CAPTION <= len(text) < _LONGEST_CAPTION or number > setting.last:
        return False
    if place.piece <= setting.headline or not setting.is_under_picture(place):
        return False
    named = fold(text[phrases.begins(text, phrases.gathered("byline")) :])
    if named.startswith(tuple(setting.people)) and not is_pictured(_before_link(place)):
        return False
    shown = phrases.furnishing(text)
    if shown is not None and "©" not in text:
        return False
    return not (len(text) < _SHORT and _is_dated_line(text))


def _settled(found: list[Place], setting: Setting) -> list[Place]:
    """Decide what needs the whole: the standfirst, and what lies before the headline."""
    title = next((n for n, place in enumerate(found) if place.role == "headline"), -1)
    settled = list(found)
    for number in range(max(title, 0)):
        place = found[number]
        if place.role in ("kicker", "byline", "dateline", "standfirst", None):
            continue
        is_near = place.role == "paragraph" and title - number <= 2
        settled[number] = place.as_(
            "kicker" if is_near and kickers.is_one(place, setting) else None
        )
    heads = False
    for number in range(len(settled) - 1, setting.last, -1):
        role = settled[number].role
        if role == "subhead" and not heads:  # a heading over nothing heads something else
            settled[number] = settled[number].as_(None)
        heads = role in BODY and role != "subhead"
    settled = _captioned(_shown_once(settled, setting), setting)
    settled = standfirst.settle(settled, title, setting)  # which finds who signs above the text
    people = setting.people | portraits.signing(settled)
    return portraits.signed_below(portraits.without(settled, people, setting.document), setting)


def _shown_once(found: list[Place], setting: Setting) -> list[Place]:
    """Give ``found`` without what is shown again, for another size of screen.

    Such a copy follows in a box of its own; a line that stands twice in the very same list of
    paragraphs is one that the author wrote twice.
    """
    once: list[Place] = []
    last: Place | None = None
    for place in found:
        if place.role is not None and place.text:
            if last is not None and place.text == last.text and _is_apart(place, last, setting):
                once.append(place.as_(None))
                continue
            last = place
        once.append(place)
    return once


def _captioned(found: list[Place], setting: Setting) -> list[Place]:
    """Give ``found`` with what stands between a picture and the name of its maker as caption."""
    for number, (place, after) in enumerate(pairwise(found)):
        if after.role != "caption" or place.role != "paragraph":
            continue
        is_made = phrases.begins(after.text, phrases.gathered("photo")) or "©" in after.text
        if not is_made or len(place.text) >= _CREDITED_PICTURE:
            continue
        if setting.outer(place) == setting.outer(after) and setting.is_under_picture(place):
            found[number] = place.as_("caption")
    return found


def _is_apart(place: Place, other: Place, setting: Setting) -> bool:
    """Tell whether two places stand in different boxes, or in boxes of another make."""
    boxes = setting.document.boxes
    one, two = (boxes[setting.piece(each).box] for each in (place, other))
    return (one.parent, one.tag, one.names) != (two.parent, two.tag, two.names)


def blocks(found: Sequence[Place]) -> tuple[Block, ...]:
    """Give the blocks of the article."""
    return tuple(
        Block(role=place.role, text=place.text, embed=place.embed, level=place.level)
        for place in found
        if place.role is not None
    )


def credit_lines(found: Sequence[Place]) -> tuple[Credit, ...]:
    """Give the credits that stand in the article, in order."""
    lines: list[Credit] = []
    kept = [place for place in found if place.role is not None]
    for number, place in enumerate(kept):
        if place.credit is not None:
            kind, named = place.credit
            span = Span(number, 0, len(place.text))
            lines.append(Credit(kind=kind, span=span, words=place.text, names=named))
            translators = translator_after(place.text) if kind in ("source", "agency") else ()
            if translators:
                lines.append(
                    Credit(kind="translator", span=span, words=place.text, names=translators)
                )
        elif place.role in ("dateline", "byline"):
            lines += in_paragraph(number, place.text, signs=True) or in_byline(number, place.text)
        elif place.role in ("paragraph", "standfirst", "item"):
            lines += in_paragraph(number, place.text) or at_end(number, place.text)
    return tuple(lines)
