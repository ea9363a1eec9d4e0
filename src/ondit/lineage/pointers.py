"""Where a page itself points: credits, agency marks, translators, source links, tags in its head.

What a page says of its source outweighs what its text betrays. A name or address counts only when
it is not the page's own: an outlet that signs its own articles, or a canonical address on another
domain of the same house, points nowhere. The language of a source is known when the credit says
so, or when the outlet, not being an agency, does not publish in the language of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ondit import lang
from ondit.knowledge import Outlet, outlet_at, outlet_named, outlets
from ondit.lang.card import Language
from ondit.model import (
    BODY,
    Article,
    Clue,
    Credit,
    CreditName,
    Evidence,
    EvidenceKind,
    Span,
    Strength,
)
from ondit.text import fold
from ondit.urls import host, parsed, site

# Copies kept by archives and accelerators bear the address of the page they keep.
_MIRRORS = frozenset(
    "ampproject.org archive.fo archive.is archive.md archive.org archive.ph archive.today"
    " archive.vn arquivo.pt feedburner.com google.com googleusercontent.com translate.goog".split()
)
# A link to one of these names no source: what is shared there comes from elsewhere.
_PLATFORMS = frozenset(
    "bit.ly facebook.com fb.me flickr.com instagram.com linkedin.com pinterest.com reddit.com t.co"
    " tiktok.com tinyurl.com tumblr.com twitter.com vimeo.com whatsapp.com wikimedia.org"
    " wikipedia.org x.com youtu.be youtube.com".split()
)
# The fields under which the page reader passes on tags of the head that name a source.
_SOURCE_FIELDS = frozenset(("syndication-source", "original-source", "source"))

_BEFORE_LINK = 100  # characters of the same sentence read before a link
_AFTER_LINK = 40
# A line that names the source of the text stands at an end of the article: at most so many pieces
# of the body before it, or after it (about the author, a correction). In between it is the source
# of a figure or a statement. Read off the 40 pages with such lines among 760 saved pages.
_LEADING = 1
_TRAILING = 2
# More labelled links than this are references.
_REFERENCES = 2
_LEAST_LABEL = 4  # letters of a domain that a name must begin with to be the house's own
_START = r"(?:^|[.!?([|–—-]\s*)"


def pointers(article: Article) -> list[Evidence]:
    """Give what ``article`` says of its source: credits first, then links, then its head."""
    return [*_credits(article), *_links(article), *_canonical(article), *_tags(article)]


def is_own(article: Article, outlet: Outlet | None, name: str = "") -> bool:
    """Tell whether ``outlet``, or an unknown one called ``name``, is the page's own house."""
    own = {one.id for one in _own_outlets(article)}
    if outlet is not None:
        return outlet.id in own
    plain = _letters(name)
    if not plain:
        return False
    here = article.site or ""
    label = _letters(here.split(".")[0])
    if len(label) >= _LEAST_LABEL and plain.startswith(label):
        return True  # an edition: Vice US on vice.com
    return plain in (_letters(article.site_name or ""), _letters(here), label)


def _own_outlets(article: Article) -> list[Outlet]:
    addresses = [address for address in (article.url, article.site) if address]
    found = [outlet_at(address) for address in addresses]
    if article.site_name:
        found.append(outlet_named(article.site_name))
    return [outlet for outlet in found if outlet is not None]


def _letters(name: str) -> str:
    return "".join(mark for mark in fold(name) if mark.isalnum())


def language_of(outlet: Outlet | None, article: Article) -> str | None:
    """Give the language ``outlet`` writes in, where it must be another than the article's.

    An agency sells its dispatches in more languages than a table lists.
    """
    if outlet is None or outlet.kind == "agency" or not outlet.languages:
        return None
    return None if article.language in (None, *outlet.languages) else outlet.languages[0]


# --------------------------------------------------------------------------------------------
# Credits


def _credits(article: Article) -> Iterator[Evidence]:
    seen: set[tuple[str, str]] = set()
    language = lang.find(article.language)
    for credit in article.credits:
        if credit.kind == "photo" or _of_picture(article, credit, language):
            continue
        if credit.kind == "translator":
            yield _translator(article, credit)
            continue
        for name in credit.names:
            piece = _credited(article, credit, name)
            if piece is None or (piece.kind, piece.outlet or name.words) in seen:
                continue
            seen.add((piece.kind, piece.outlet or name.words))
            yield piece


def _of_picture(article: Article, credit: Credit, language: Language | None) -> bool:
    """Tell whether ``credit`` is that of a picture: it stands in a caption, or says so."""
    if credit.span is not None and article.blocks[credit.span.block].role == "caption":
        return True
    words = _plain(credit.words)
    phrases = language.page.photo if language is not None else ()
    # At its beginning such a phrase has been read already, and found to be something else.
    return any(re.search(rf"(?<=\W){re.escape(phrase)}\b", words) for phrase in phrases)


def _at_an_end(article: Article, span: Span | None) -> bool:
    """Tell whether ``span`` lies before the text of the article or after it."""
    if span is None:
        return True
    body = [number for number, block in enumerate(article.blocks) if block.role in BODY]
    before = sum(number < span.block for number in body)
    after = sum(number > span.block for number in body)
    return before <= _LEADING or after <= _TRAILING


def _credited(article: Article, credit: Credit, name: CreditName) -> Evidence | None:
    """Give what one name of a credit line is evidence of; ``None`` for the page's own house.

    A name that is in no table is a source only where the line is about nothing else: a byline
    names people.
    """
    outlet = outlets().get(name.outlet) if name.outlet else outlet_named(name.words)
    if is_own(article, outlet, name.words):
        return None
    agency = outlet is not None and outlet.kind == "agency"
    if credit.kind != "source" and outlet is None:
        return None
    kind: EvidenceKind = "agency-mark" if agency else "credit"
    strength: Strength = "strong" if credit.kind == "source" and outlet is not None else "medium"
    if not _at_an_end(article, credit.span):
        strength = "weak"
    explicit = name.language if name.language != article.language else None
    return _evidence(
        article,
        kind=kind,
        strength=strength,
        span=credit.span,
        words=credit.words,
        language=explicit or (None if name.language else language_of(outlet, article)),
        outlet=outlet,
        facts={"name": name.words},
    )


def _translator(article: Article, credit: Credit) -> Evidence:
    """Give the evidence of a translator's line, with the language that it names."""
    host_language = lang.find(article.language)
    language = _named_language(credit.words, host_language) if host_language else None
    named = [outlets()[one.outlet] for one in credit.names if one.outlet in outlets()]
    elsewhere = [outlet for outlet in named if not is_own(article, outlet)]
    return _evidence(
        article,
        kind="translator",
        strength="strong",
        span=credit.span,
        words=credit.words,
        language=language if language != article.language else None,
        outlet=elsewhere[0] if elsewhere else None,
    )


def _named_language(words: str, language: Language) -> str | None:
    """Give the code of the first language that ``words`` name, in the words of ``language``."""
    names = {fold(name): code for name, code in language.page.languages.items()}
    found = [fold(words[start:end]) for start, end in language.tokens(words)]
    codes = [names[word] for word in found if word in names and names[word] != language.code]
    return codes[0] if codes else None


# --------------------------------------------------------------------------------------------
# Links


def _links(article: Article) -> Iterator[Evidence]:
    language = lang.find(article.language)
    if language is None:
        return
    labelled: list[Evidence] = []
    seen: set[str] = set()
    for address, span in article.links:
        target = site(address) if parsed(address) is not None else None
        if target is None or target in _PLATFORMS or target == article.site or target in seen:
            continue
        outlet = outlet_at(address)
        if is_own(article, outlet, target.split(".")[0]):
            continue
        strength = _said_source(article.blocks[span.block].text, span, language)
        if strength is None or (strength == "medium" and not _at_an_end(article, span)):
            continue
        seen.add(target)
        piece = _evidence(
            article,
            kind="source-link",
            strength=strength,
            span=span,
            words=address,
            language=language_of(outlet, article),
            outlet=outlet,
            facts={"address": address, "site": target},
        )
        if strength == "strong":
            yield piece
        else:
            labelled.append(piece)
    if len(labelled) <= _REFERENCES:
        yield from labelled


def _said_source(text: str, span: Span, language: Language) -> Strength | None:
    """Tell how strongly the words round a link say that it leads to the source."""
    words = language.lineage.origin
    before = _plain(text[max(0, span.start - _BEFORE_LINK) : span.start])
    before = re.split(r"[.!?]\s+(?=\S)", before)[-1]
    carried = _plain(text[span.start : span.end])
    after = _plain(text[span.end : span.end + _AFTER_LINK])
    after = re.split(r"[.!?](?:\s|$)", after)[0]
    sentence = f"{before}{carried}{after}"
    if any(re.search(rf"\b{re.escape(phrase)}\b", sentence) for phrase in words.original):
        return "strong"
    lead = before.rstrip(" :")
    for label in words.labels:
        if lead.endswith(label) and re.search(rf"{_START}{re.escape(label)}$", lead):
            return "medium"
        if not lead.strip("([–—- ") and carried.strip(" :") == label:
            return "medium"
    return None


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


# --------------------------------------------------------------------------------------------
# The head of the page


def _canonical(article: Article) -> Iterator[Evidence]:
    """Give the canonical address when it is on another house's site."""
    if article.canonical is None:
        return
    target = site(article.canonical)
    if target is None or not _elsewhere(article, article.canonical):
        return
    outlet = outlet_at(article.canonical)
    yield _evidence(
        article,
        kind="canonical-elsewhere",
        strength="strong",
        span=None,
        words=article.canonical,
        language=language_of(outlet, article),
        outlet=outlet,
        facts={"address": article.canonical, "site": target},
    )


def _elsewhere(article: Article, address: str) -> bool:
    """Tell whether ``address`` belongs to another house than the page.

    Domains that differ in their ending only (``bbc.com``, ``bbc.co.uk``) are one house.
    """
    target, here = site(address), article.site or site(article.url or "")
    if target is None or here is None or target == here or {target, here} & _MIRRORS:
        return False
    if target.split(".")[0] == here.split(".")[0] or host(address) == host(article.url or ""):
        return False
    return not is_own(article, outlet_at(address))


def _tags(article: Article) -> Iterator[Evidence]:
    """Give the tags of the head that name a source elsewhere."""
    seen: set[str] = set()
    for clue in article.clues:
        if clue.field not in _SOURCE_FIELDS:
            continue
        outlet, elsewhere = _tagged(article, clue)
        target = outlet.id if outlet is not None else site(clue.value) or clue.value
        if not elsewhere or target in seen:
            continue
        seen.add(target)
        yield _evidence(
            article,
            kind="syndication-tag",
            strength="strong",
            span=None,
            words=clue.value,
            language=language_of(outlet, article),
            outlet=outlet,
            facts={"tag": clue.seen_in},
        )


def _tagged(article: Article, clue: Clue) -> tuple[Outlet | None, bool]:
    """Give the outlet that a tag names and whether it is another house's.

    A bare name counts only when it is a known outlet's: such tags often hold a desk or a system.
    """
    if "://" in clue.value:
        return outlet_at(clue.value), _elsewhere(article, clue.value)
    outlet = outlet_named(clue.value) or (outlet_at(clue.value) if "." in clue.value else None)
    return outlet, outlet is not None and not is_own(article, outlet)


def _evidence(
    article: Article,
    *,
    kind: EvidenceKind,
    strength: Strength,
    span: Span | None,
    words: str,
    language: str | None,
    outlet: Outlet | None,
    facts: dict[str, str] | None = None,
) -> Evidence:
    return Evidence(
        kind=kind,
        strength=strength,
        page=article.id,
        spans=(span,) if span is not None else (),
        words="" if span is not None else words,
        language=language,
        outlet=outlet.id if outlet is not None else None,
        facts=facts or {},
    )
