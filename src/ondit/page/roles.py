"""What each kept piece is: headline, standfirst, paragraph, subhead, credit…

The headline is the heading that agrees with a title of the page's head; text alone has to be
judged by shape. What stands between the headline and the first paragraph is byline, date, kicker
or standfirst; what stands after the last one may be a credit line. Pieces before the headline are
not the article's, but for those that say when, by whom and under which rubric.
"""

from __future__ import annotations


from msgspec import Struct

from ondit.model import BODY, Block, Credit, Embed, FurnitureKind, Role, Span
from ondit.page import credits, dates, embeds, phrases
from ondit.page.body import Verdict
from ondit.page.dom import Document, Link, Piece, level
from ondit.page.hints import Hint
from ondit.page.meta import Head
from ondit.page.phrases import likeness
from ondit.page.shape import linked
from ondit.text import fold

# Where headlines end and standfirsts begin, by length alone: of 258 news pages 95 % of headlines
# are shorter than 110 characters, and 80 % of standfirsts are longer.
_LONGEST_HEADLINE = 110
_SHORTEST_STANDFIRST = 50
_PARAGRAPH = 80
_ALIKE = 0.72  # of the words shared by a heading and a title of the head that are the same
_CORRECTION_LENGTH = 500


class Place(Struct, frozen=True, kw_only=True):
    """A block of the article, with what is needed to make it one; or furniture."""

    text: str
    role: Role | None
    kind: FurnitureKind = "other"
    links: tuple[Link, ...] = ()
    embed: Embed | None = None
    level: int | None = None
    piece: int = 0
    credit: tuple[str, tuple[credits.CreditName, ...]] | None = None


def assign(
    document: Document, head: Head, hints: list[Hint], verdicts: list[Verdict]
) -> list[Place]:
    """Give every piece its role, or its kind of furniture, in page order."""
    headline = _headline(document, head, hints, verdicts)
    places = _cut(document, hints, verdicts, headline)
    first, last = _extent(places)
    if first < 0:
        return places
    places = [
        _placed(place, number, first, last, document, head, hints, headline)
        for number, place in enumerate(places)
    ]
    return _settled(places, document, head, hints)


def _headline(document: Document, head: Head, hints: list[Hint], verdicts: list[Verdict]) -> int:
    """Give the number of the piece that is the headline, -1 for none."""
    if document.plain:
        return _plain_headline(document, verdicts)
    titles = [title for _, title in head.titles]
    best, best_score = -1, 0.0
    for number, piece in enumerate(document.pieces):
        if not 4 < len(piece.text) < 350:
            continue
        depth = level(piece.tag)
        named = "headline" in hints[piece.box].own
        if depth is None and not named and len(piece.text) > 200:
            continue
        alike = max((likeness(piece.text, title) for title in titles), default=0.0)
        if alike < _ALIKE and depth != 1:
            continue
        score = alike + (
            0.5 if depth == 1 else 0.2 if depth == 2 else 0.1 if depth or named else 0.0
        )
        score -= (
            0.4
            if hints[piece.box].kind in ("related", "menu", "breadcrumb")
            or linked(piece) > 0.9
            and depth != 1
            else 0.0
        )
        score -= 0.3 if document.boxes[piece.box].hidden else 0.0
        if score > best_score + 0.01:
            best, best_score = number, score
    only_heading = (
        best >= 0
        and max((likeness(document.pieces[best].text, title) for title in titles), default=0.0)
        < 0.3
    )
    if only_heading and titles and sum(level(piece.tag) == 1 for piece in document.pieces) > 1:
        return -1
    return best


def _plain_headline(document: Document, verdicts: list[Verdict]) -> int:
    """Judge by shape: a first line, short, without a full stop, before longer ones."""
    kept = [number for number, verdict in enumerate(verdicts) if verdict.kept]
    if len(kept) < 2:
        return -1
    first = document.pieces[kept[0]].text
    if (
        len(first) <= _LONGEST_HEADLINE
        and not first.endswith((".", ":", ";", ","))
        and not embeds.of_text(first)
    ):
        longest = max(len(document.pieces[number].text) for number in kept[1:])
        if longest > len(first) * 1.5:
            return kept[0]
    return -1


def _cut(
    document: Document, hints: list[Hint], verdicts: list[Verdict], headline: int
) -> list[Place]:
    """Turn pieces into places, with embeds cut out of the text they stand in."""
    places: list[Place] = []
    joined: tuple[int, str] | None = None
    for number, piece in enumerate(document.pieces):
        verdict = verdicts[number]
        kept = verdict.kept or number == headline
        provider = hints[piece.box].provider
        if piece.media is not None:
            embed = embeds.of_media(piece.media)
            if embed is not None:
                text = piece.media.get("title", "")[:200] if "title" in piece.media else ""
                places.append(
                    Place(
                        text=text,
                        role="embed" if kept else None,
                        kind=verdict.kind,
                        embed=embed,
                        piece=number,
                    )
                )
            continue
        if provider is not None and number != headline:
            group = (_outermost(document, hints, piece.box), provider)
            if joined == group and places:
                places[-1] = _added(places[-1], piece)
            else:
                embed = _markup(piece, provider)
                places.append(
                    Place(
                        text=piece.text,
                        role="embed" if verdict.kept or hints[piece.box].kind is None else None,
                        kind=verdict.kind,
                        embed=embed,
                        piece=number,
                    )
                )
            joined = group
            continue
        joined = None
        places += _pieces_of(piece, number, verdict, kept)
    return places


def _outermost(document: Document, hints: list[Hint], box: int) -> int:
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
    return Place(
        text=f"{place.text} {piece.text}",
        role=place.role,
        kind=place.kind,
        embed=embed,
        piece=place.piece,
    )


def _pieces_of(piece: Piece, number: int, verdict: Verdict, kept: bool) -> list[Place]:
    """Give the places of an ordinary piece: itself, or its parts around shortcodes."""
    whole = embeds.of_text(piece.text)
    if whole is not None:
        return [
            Place(
                text=piece.text,
                role="embed" if kept else None,
                kind=verdict.kind,
                embed=whole,
                piece=number,
            )
        ]
    role: Role | None = "paragraph" if kept else None
    found = list(embeds.shortcodes(piece.text)) if kept else []
    if not found:
        return [
            Place(text=piece.text, role=role, kind=verdict.kind, links=piece.links, piece=number)
        ]
    places: list[Place] = []
    position = 0
    for start, end, embed in [*found, (len(piece.text), len(piece.text), None)]:
        words = piece.text[position:start]
        offset = position + len(words) - len(words.lstrip())
        words = words.strip()
        if words:
            links = tuple(
                Link(link.start - offset, link.end - offset, link.href)
                for link in piece.links
                if offset <= link.start and link.end <= offset + len(words)
            )
            places.append(Place(text=words, role=role, links=links, piece=number))
        if embed is not None:
            places.append(
                Place(text=piece.text[start:end], role="embed", embed=embed, piece=number)
            )
        position = end
    return places


def _extent(places: list[Place]) -> tuple[int, int]:
    """Give the first and the last place that hold running text of the article."""
    running = [
        number
        for number, place in enumerate(places)
        if place.role == "paragraph" and len(place.text) >= _PARAGRAPH
    ]
    if not running:
        running = [number for number, place in enumerate(places) if place.role == "paragraph"]
    return (running[0], running[-1]) if running else (-1, -1)


def _placed(
    place: Place,
    number: int,
    first: int,
    last: int,
    document: Document,
    head: Head,
    hints: list[Hint],
    headline: int,
) -> Place:
    """Give ``place`` the role that its own shape and position call for."""
    piece = document.pieces[place.piece]
    hint = hints[piece.box]
    if place.piece == headline and place.embed is None:
        return _as(place, "headline")
    if place.embed is not None or place.role is None:
        return _rescued(place, number, first, piece, hint, head, headline)
    text = place.text
    if (
        "figcaption" in hint.tags
        or ("caption" in hint.own and len(text) < 500)
        or "figure" in hint.tags
    ):
        return _as(place, "caption")
    at_edge = number < first or number > last or (number == first and first == last)
    credit = credits.of_line(
        text,
        bare_names=number > last or (number == last and number > first and not text.endswith(".")),
    )
    if credit is not None and (
        at_edge or credit[0] in ("photo", "translator") or number >= last or _is_short(text)
    ):
        role: Role = (
            "byline"
            if credit[0] == "byline"
            else "caption"
            if credit[0] == "photo" and number < last
            else "credit"
        )
        return _as(place, role, credit=credit)
    if (
        phrases.begins(text, phrases.gathered("correction"))
        and ":" in text[:60]
        and len(text) < _CORRECTION_LENGTH
    ):
        return _as(place, "correction")
    if _is_headline_again(text, document, headline, number, first):
        return Place(text=text, role=None, kind="other", piece=place.piece)
    depth = level(piece.tag)
    if depth is not None:
        return _as(place, "subhead", level=depth)
    if number < first:
        return _opening(place, piece, hint)
    if "blockquote" in hint.tags and not document.plain:
        return _as(place, "quotation")
    if piece.tag in ("li", "dd", "dt") or "li" in hint.tags:
        return _as(place, "item")
    if piece.tag in ("td", "th") and len(text) < 120:
        return _as(place, "table")
    if (
        number < last
        and piece.strong > 0.9 * len(text)
        and len(text) < 100
        and not text.endswith((".", ",", ";", ":", "»", "”", '"'))
        and number > first
    ):
        return _as(place, "subhead", level=3)
    return place


def _is_short(text: str) -> bool:
    return len(text) < 60


def _as(
    place: Place,
    role: Role | None,
    *,
    level: int | None = None,
    credit: tuple[str, tuple[credits.CreditName, ...]] | None = None,
) -> Place:
    return Place(
        text=place.text,
        role=role,
        kind=place.kind,
        links=place.links,
        embed=place.embed,
        level=level,
        piece=place.piece,
        credit=credit,
    )


def _rescued(
    place: Place, number: int, first: int, piece: Piece, hint: Hint, head: Head, headline: int
) -> Place:
    """Bring back from furniture what belongs to the head of the article."""
    if place.embed is not None or place.role is not None or number >= first:
        return place
    if (
        headline < 0
        or place.piece < headline - 6
        or hint.kind in ("related", "comment", "newsletter", "consent")
    ):
        return place
    text = place.text
    if len(text) >= _SHORTEST_STANDFIRST and place.piece > headline and linked(piece) < 0.5:
        if any(likeness(text, said) > 0.8 for said in head.descriptions):
            return _as(place, "standfirst")
    if place.piece > headline and len(text) < 200:
        credit = credits.of_line(text, bare_names=False)
        if credit is not None and credit[0] == "byline":
            return _as(place, "byline", credit=credit)
        if dates.dates_in(text) and len(text) < 120:
            return _as(place, "dateline")
    return place


def _opening(place: Place, piece: Piece, hint: Hint) -> Place:
    """Give the role of a kept piece that stands before the first paragraph."""
    text = place.text
    if dates.dates_in(text) and len(text) < 120:
        return _as(place, "dateline")
    if "byline" in hint.own and len(text) < 120:
        return _as(place, "byline")
    if "standfirst" in hint.own and len(text) >= _SHORTEST_STANDFIRST:
        return _as(place, "standfirst")
    if "dateline" in hint.own and len(text) < 60:
        return _as(place, "dateline")
    return place


def _is_headline_again(
    text: str, document: Document, headline: int, number: int, first: int
) -> bool:
    if headline < 0 or number > first + 1:
        return False
    return len(text) < 350 and fold(text) == fold(document.pieces[headline].text)


def _settled(places: list[Place], document: Document, head: Head, hints: list[Hint]) -> list[Place]:
    """Decide what needs the whole: the standfirst, and what lies before the headline."""
    headline = next((number for number, place in enumerate(places) if place.role == "headline"), -1)
    body = [
        number for number, place in enumerate(places) if place.role in BODY and number > headline
    ]
    settled = list(places)
    if headline >= 0:
        for number in range(headline):
            place = settled[number]
            if place.role is not None and place.role not in (
                "kicker",
                "byline",
                "dateline",
                "standfirst",
            ):
                is_kicker = (
                    place.role == "paragraph" and headline - number <= 2 and len(place.text) < 40
                )
                settled[number] = _as(place, "kicker" if is_kicker else None)
    if body and not any(place.role == "standfirst" for place in settled):
        number = _standfirst(settled, body, document, head, hints)
        if number >= 0:
            settled[number] = _as(settled[number], "standfirst")
    return settled


def _standfirst(
    places: list[Place], body: list[int], document: Document, head: Head, hints: list[Hint]
) -> int:
    """Give the number of the place that is the standfirst, -1 for none.

    It is among the first two of the body, and it says what the head gives as description, bears a
    name that says so, is a heading of the length of a sentence, or is set in bold as a whole. In
    text alone it is a first line without a full stop.
    """
    rest = [number for number in body if len(places[number].text) >= _PARAGRAPH]
    for number in body[:2]:
        place = places[number]
        piece = document.pieces[place.piece]
        length = len(place.text)
        if length < _SHORTEST_STANDFIRST or length > 700 or len(rest) < 2:
            continue
        if document.plain:
            if (
                number == body[0]
                and not place.text.endswith((".", "!", "?", "…", ":", "»", "”", '"'))
                and length < 400
            ):
                return number
            continue
        own = hints[piece.box].own
        if "standfirst" in own or (level(piece.tag) and length > 70 and number == body[0]):
            return number
        others = document.pieces[places[rest[1]].piece] if len(rest) > 1 else None
        if (
            piece.strong > 0.9 * length
            and others is not None
            and others.strong < 0.5 * len(others.text)
        ):
            return number
        separate = (
            others is not None
            and others.box != piece.box
            and document.boxes[others.box].parent != document.boxes[piece.box].parent
        )
        if separate and any(likeness(place.text, said) > 0.8 for said in head.descriptions):
            return number
    return -1


def blocks(places: list[Place]) -> tuple[Block, ...]:
    """Give the blocks of the article."""
    return tuple(
        Block(role=place.role, text=place.text, embed=place.embed, level=place.level)
        for place in places
        if place.role is not None
    )


def credit_lines(places: list[Place]) -> tuple[Credit, ...]:
    """Give the credits that stand in the article, in order."""
    found: list[Credit] = []
    number = 0
    for place in places:
        if place.role is None:
            continue
        if place.credit is not None:
            kind, named = place.credit
            span = Span(number, 0, len(place.text))
            found.append(Credit(kind=kind, span=span, words=place.text, names=named))  # type: ignore[arg-type]
        elif place.role in ("paragraph", "standfirst", "item", "dateline", "byline"):
            found += credits.in_paragraph(number, place.text)
        number += 1
    return tuple(found)
