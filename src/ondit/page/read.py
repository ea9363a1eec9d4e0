"""From the bytes of a page to an :class:`~ondit.model.Article`: the composition.

Decode; cut into pieces; read the head; tell the article from furniture; give each block its role;
find dates, credits, links, damage and the marks of the site. Each step is a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from ondit import lang, urls
from ondit.errors import LeadsElsewhere
from ondit.model import SPOKEN, Article, Block, Clue, Damage, Mark, Page, Role, Span
from ondit.page import (
    authors,
    blank,
    body,
    comments,
    damage,
    dates,
    dom,
    formats,
    furniture,
    marks,
    meta,
    phrases,
    plain,
    portraits,
    repeats,
    roles,
)
from ondit.page.decode import Decoded, decode
from ondit.page.displayed import Region
from ondit.page.dom import Document
from ondit.page.meta import Head
from ondit.page.places import Place
from ondit.page.survey import Survey, survey
from ondit.text import digest, fold, normalise

_MARKUP = re.compile(
    r"(?i)<(?:!doctype|html|head|body|div|p|br|article|section|meta|script|table|h[1-6]|a|span)[\s>/]"
)
_SPOKEN: frozenset[Role] = SPOKEN | {"caption", "subhead"}
_ENOUGH = 200  # characters of text from which its language is told against a declaration
_ABOVE, _BELOW = 8, 6  # pieces above the headline and below the text where its date may stand
_LONGEST_INTERSTITIAL = 700  # characters; a page of waiting explains itself in less
_SCRIPTED = 250  # characters: an article shorter than this beside a plea for scripts is none


def read(page: Page) -> Article:
    """Give what ``page`` says.

    Raises a :class:`~ondit.errors.PageError` for bytes that are no page or hold no text, and
    nothing else, whatever the bytes.
    """
    decoded = decode(page)
    document = _document(page, decoded)
    decoded = replace(decoded, text="", raw=None)  # what is needed of them the document has
    head = meta.read(page, document)
    known = survey(document, head)
    places = roles.assign(known, body.divide(known))
    notes: list[str] = []
    if document.cut_short:
        notes.append("cut-short")
    if not _has_body(places):
        places, note = _without_body(page, known, places)
        notes += [note] if note else []
    if _is_interstitial(head, places):
        target = blank.elsewhere(document, head.url)
        if target is not None:
            raise LeadsElsewhere(path=page.name, target=target)
        notes.append("not-an-article")
    if page.repeats:
        places = repeats.without(places, page.repeats)
    article = _article(page, decoded, document, head, places, notes)
    found = comments.read(known, article)
    if found:
        said, words = comments.overlap(article, found), comments.words(found)
        if not words.isdisjoint(place.text for place in places if place.kind != "comment"):
            places = [_by_readers(place, said, words) for place in places]
            article = _article(page, decoded, document, head, places, notes)
    return comments.added(article, found)


def _by_readers(place: Place, said: frozenset[str], words: frozenset[str]) -> Place:
    """Give ``place`` as a comment where it is one: of the article's blocks, only those ``said``."""
    is_one = place.text in (words if place.role is None else said)
    return place.set_aside("comment") if is_one else place


def _document(page: Page, decoded: Decoded) -> Document:
    declared = (page.media_type or "").lower()
    formats.refuse_feed(page.name, decoded.text)
    tags = islice(_MARKUP.finditer(decoded.text, 0, 20000), 2)
    has_tags = len(list(tags)) > 1 or bool(_MARKUP.match(decoded.text.lstrip()))
    is_markup = "html" in declared or "xml" in declared
    is_markup = is_markup or (has_tags and "text/plain" not in declared)
    if not has_tags:
        formats.refuse_data(page.name, decoded.text)
    document = (
        dom.parse(decoded.text, name=page.name, raw=decoded.raw)
        if is_markup
        else plain.split(decoded.text, raw=decoded.raw)
    )
    document.beyond = document.beyond or decoded.beyond
    document.cut_short = document.cut_short or decoded.beyond > 0
    return document


def _has_body(places: list[Place]) -> bool:
    return any(place.role in ("paragraph", "item", "quotation", "standfirst") for place in places)


def _without_body(page: Page, known: Survey, places: list[Place]) -> tuple[list[Place], str | None]:
    """Do what can be done for a page without a paragraph.

    Take the text from its data, or whatever reads as a sentence, or say that a script fills it,
    with a note in each case; leave a page of waiting or error as it is; or raise :class:`NoText`.
    """
    document, head = known.document, known.head
    for node in head.articles:
        text = node.get("articleBody")
        if isinstance(text, str) and len(text) > _SCRIPTED:
            parts = [normalise(part) for part in re.split(r"\n+", text)]
            given = [Place(text=part, role="paragraph") for part in parts if part]
            return [*places, *given], "body-from-data"
    unsure = roles.assign(known, body.sentences(known))
    if _has_body(unsure):
        return unsure, "unsure-body"
    if _is_interstitial(head, places):
        return places, None
    stays = not document.beyond and blank.elsewhere(document, head.url) is None
    if head.titles and stays and blank.is_scripted(document):
        return places, "made-by-script"
    raise blank.refusal(document, name=page.name, base=head.url)


def _is_interstitial(head: Head, places: list[Place]) -> bool:
    """Tell whether the page is one of waiting, of error or of redirection, by its phrases.

    Such a page holds next to nothing else, and the phrase is most of its title or of a piece.
    """
    if sum(len(place.text) for place in places if place.role is not None) > _LONGEST_INTERSTITIAL:
        return False
    shown = [place.text for place in places if place.role is not None or place.kind == "other"]
    texts = [*(title for _, title in head.titles), *shown[:12]]
    return any(
        phrase in folded and len(folded) <= 3 * len(phrase) + 20
        for folded in map(fold, texts)
        for phrase in phrases.gathered("interstitial")
    )


def _article(
    page: Page,
    decoded: Decoded,
    document: Document,
    head: Head,
    places: list[Place],
    notes: list[str],
) -> Article:
    names = authors.find(document, head, places)
    places = authors.shown(places, names)
    signing = frozenset(fold(name) for name in names if " " in name)
    places = portraits.without(places, signing, document)
    kept = roles.blocks(places)
    language, why = _language(document, kept)
    kept = tuple(_in_language(block, language) for block in kept)
    clues = dates.read(document, head, region=_region(places), page=page)
    headline = next(_texts(kept, "headline"), None) or _claimed_headline(head)
    rest = furniture.gather(
        ((place.kind, place.text) for place in places if place.role is None), language=language
    )
    credits_ = roles.credit_lines(places)
    return Article(
        id=_identifier(page, head, headline, kept),
        name=page.name,
        url=head.url,
        site=head.site,
        site_name=head.site_name,
        language=language,
        language_why=why,
        kicker=_kicker(kept),
        headline=headline,
        standfirst=" ".join(_texts(kept, "standfirst")) or None,
        authors=names,
        published=dates.choose(clues, "published"),
        modified=dates.choose(clues, "modified"),
        section=head.section,
        tags=head.tags,
        canonical=head.canonical,
        blocks=kept,
        credits=credits_,
        furniture=rest,
        marks=_marks(
            marks.read(document, head, rest, credits_, apart=_not_the_sites(places)), decoded
        ),
        links=_links(places, head.site),
        dates=clues,
        clues=_clues(head, kept),
        damage=_damage(decoded, kept, language),
        notes=tuple(notes),
    )


def _marks(found: tuple[Mark, ...], decoded: Decoded) -> tuple[Mark, ...]:
    """Leave out where marks stand on a page that its bulk was taken out of: it is not there."""
    return tuple(replace(mark, at=None) for mark in found) if decoded.squeezed else found


def _texts(kept: tuple[Block, ...], role: Role) -> Iterator[str]:
    return (block.text for block in kept if block.role == role)


def _kicker(kept: tuple[Block, ...]) -> str | None:
    """Give the kicker nearest to the headline, without the mark that joins it."""
    nearest = next(_texts(tuple(reversed(kept)), "kicker"), None)
    return nearest.rstrip(" :|/–—-") if nearest else None


def _identifier(page: Page, head: Head, headline: str | None, kept: tuple[Block, ...]) -> str:
    """Give the hash of a page: the same text on two sites is two pages; without one, its name."""
    where = head.url or page.url or head.canonical or head.site or ("" if kept else page.name)
    return digest(where, headline or "", *(block.text for block in kept))


def _damage(decoded: Decoded, kept: tuple[Block, ...], language: str | None) -> tuple[Damage, ...]:
    """Give what was broken in the text, and that bytes were where they left no trace in it."""
    broken = damage.find(kept, language)
    if decoded.broken and not any(each.kind == "undecodable-bytes" for each in broken):
        return (*broken, Damage(kind="undecodable-bytes", span=None))
    return broken


def _claimed_headline(head: Head) -> str | None:
    """Give the likeliest title of the head that is not the site's own name."""
    own = {fold(head.site_name or ""), fold((head.site or "").split(".")[0])}
    titles = sorted(head.titles, key=lambda title: title[0] != "meta:og:title")
    return next((title for _, title in titles if fold(title) not in own), None)


def _language(document: Document, kept: tuple[Block, ...]) -> tuple[str | None, str]:
    """Give the language and what it was taken from: the text when there is enough of it."""
    declared = (document.language or "").strip().lower().replace("_", "-").split("-")[0]
    code = declared if re.fullmatch("[a-z]{2}", declared) else None
    spoken = " ".join(
        block.text
        for block in kept
        if block.role in ("standfirst", "paragraph", "quotation", "item")
    )
    if len(spoken) >= _ENOUGH or code is None:
        told = lang.identify(spoken or " ".join(block.text for block in kept))
        if told is not None:
            return told, "text"
    return (code, "declared") if code else (None, "unknown")


def _in_language(block: Block, language: str | None) -> Block:
    """Give ``block`` with its language where that is another than the article's."""
    other = lang.other(block.text, language) if block.role in _SPOKEN else None
    return block if other is None else replace(block, language=other)


def _region(places: list[Place]) -> Region:
    """Give where a page shows its own date."""
    headline = next((number for number, place in enumerate(places) if place.role == "headline"), -1)
    paragraphs = [number for number, place in enumerate(places) if place.role == "paragraph"]
    first = paragraphs[0] if paragraphs else len(places)
    if headline < 0:
        headline = max(first - 4, 0)
    below = places[headline : max(first, headline) + 1]
    above = places[max(headline - 3, 0) : headline]
    bears = [place for place in places if place.role in ("byline", "dateline")][:4]
    near = [
        place.piece
        for place in (*below, *reversed(above), *bears)
        if place.role != "paragraph" or len(place.text) < 80
    ]
    last = places[paragraphs[-1]].piece if paragraphs else -1
    top = places[headline].piece if places else 0
    return Region(
        near={piece: rank for rank, piece in reversed(list(enumerate(near)))},
        within=range(max(top - _ABOVE, 0), max(last, top) + _BELOW),
        apart=frozenset(place.piece for place in places if place.kind == "comment"),
    )


def _links(places: list[Place], site: str | None) -> tuple[tuple[str, Span], ...]:
    """Give the links of the article that lead to other sites."""
    found = []
    number = 0
    for place in places:
        if place.role is None:
            continue
        for link in place.links:
            if link.href.startswith(("http://", "https://")) and place.role != "embed":
                address = urls.unarchived(link.href)
                there = urls.site(address)
                if there is not None and there != site:
                    found.append((address, Span(number, link.start, link.end)))
        number += 1
    return tuple(found)


def _not_the_sites(places: list[Place]) -> frozenset[str]:
    """Give the links that stand in the article or in what readers wrote: not the site's own."""
    return frozenset(
        link.href
        for place in places
        if place.role is not None or place.kind in ("comment", "author-box")
        for link in place.links
    )


def _clues(head: Head, kept: tuple[Block, ...]) -> tuple[Clue, ...]:
    shown = [
        Clue(field=block.role, value=block.text, seen_in="page")
        for block in kept
        if block.role in ("headline", "byline")
    ]
    return (*shown, *head.clues)
