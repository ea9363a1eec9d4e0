"""Where a page itself points: credits, agency marks, translators, source links, tags in its head.

What a page says of its source outweighs what its text betrays. A name or address counts only when
it is not the page's own: an outlet that signs its own articles, or a canonical address on another
domain of the same house, points nowhere. The language of a source is known when the credit says
so, or when the outlet, not being an agency, does not publish in the language of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ondit import lang
from ondit.knowledge import Outlet, outlet_at, outlet_named, outlets
from ondit.lang.card import Language
from ondit.lineage.house import elsewhere, is_own, language_of, piece
from ondit.model import (
    BODY,
    SPOKEN,
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
from ondit.urls import parsed, site

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
_SHORT = 250  # characters of a piece of text that says no more than where it was taken from
_LONGEST_NAME = 6  # words of an outlet's name
_AFTER_COMMA = 4  # words behind the comma of a source line: a date
_PARTICLE = 3  # letters of the small words in a name
_LINE = 5  # words of a line that names a language and no outlet: Translated from the French
_ADDRESS = re.compile(r"https?://\S+")
_START = r"(?:^|[.!?([|–—-]\s*)"


def pointers(article: Article) -> list[Evidence]:
    """Give what ``article`` says of its source: in its text first, then in its head."""
    found = [*_credits(article), *_links(article)]
    taken = {span.block for one in found for span in one.spans}
    return [*found, *_told(article, taken), *_canonical(article), *_tags(article)]


# --------------------------------------------------------------------------------------------
# Credits


def _credits(article: Article) -> Iterator[Evidence]:
    seen: set[tuple[str, str]] = set()
    language, middle = lang.find(article.language), _middle(article)
    for credit in article.credits:
        if credit.kind == "photo" or _of_picture(article, credit, language):
            continue
        if credit.kind == "translator":
            yield _translator(article, credit)
            continue
        for name in credit.names:
            found = _credited(article, credit, name, middle)
            if found is None or (found.kind, found.outlet or name.words) in seen:
                continue
            seen.add((found.kind, found.outlet or name.words))
            yield found
            if found.strength == "weak" and found.outlet is None:
                break  # the words that follow are no second source


def _of_picture(article: Article, credit: Credit, language: Language | None) -> bool:
    """Tell whether ``credit`` is that of a picture: it stands in a caption, or says so."""
    if credit.span is not None and article.blocks[credit.span.block].role == "caption":
        return True
    words = _plain(credit.words)
    phrases = language.page.photo if language is not None else ()
    # At its beginning such a phrase has been read already, and found to be something else.
    return any(re.search(rf"(?<=\W){re.escape(phrase)}\b", words) for phrase in phrases)


def _middle(article: Article) -> range:
    """Give the numbers of the blocks that stand at neither end of the text of ``article``."""
    body = [number for number, block in enumerate(article.blocks) if block.role in BODY]
    if len(body) <= _LEADING + _TRAILING + 1:
        return range(0)
    return range(body[_LEADING] + 1, body[-_TRAILING - 1])


def _credited(article: Article, credit: Credit, name: CreditName, middle: range) -> Evidence | None:
    """Give what one name of a credit line is evidence of; ``None`` for the page's own house.

    A name that is in no table is a source only where the line is about nothing else: a byline
    names people. Beside an agency's words it is an agency when it is one word: people have two.
    """
    outlet = outlets().get(name.outlet) if name.outlet else outlet_named(name.words)
    if is_own(article, outlet, name.words):
        return None
    unlisted = outlet is None and credit.kind == "agency" and " " not in name.words
    agency = unlisted or (outlet is not None and outlet.kind == "agency")
    if credit.kind != "source" and outlet is None and not unlisted:
        return None
    kind: EvidenceKind = "agency-mark" if agency else "credit"
    strength: Strength = "strong" if credit.kind == "source" and outlet is not None else "medium"
    if credit.span is not None and credit.span.block in middle:
        strength = "weak"
    if outlet is None and _is_of_data(article, credit):
        strength = "weak"
    explicit = name.language if name.language != article.language else None
    return piece(
        article,
        kind=kind,
        strength=strength,
        span=credit.span,
        words=credit.words,
        language=explicit or (None if name.language else language_of(outlet, article)),
        outlet=outlet,
        facts={"name": name.words},
    )


def _is_of_data(article: Article, credit: Credit) -> bool:
    """Tell whether a source line may as well be that of figures: *Source: Insee, 2025*.

    So is any that begins with a label and a colon, unless a known outlet or the page's own house
    stands among its names.
    """
    language = lang.find(article.language)
    lead, colon, _ = _plain(credit.words).partition(":")
    if credit.kind != "source" or language is None or not colon:
        return False
    if lead.strip(" (*[–—-") not in language.lineage.origin.labels:
        return False
    for name in credit.names:
        outlet = outlets().get(name.outlet or "") or outlet_named(name.words)
        if outlet is not None or is_own(article, outlet, name.words):
            return False
    return True


def _translator(article: Article, credit: Credit) -> Evidence:
    """Give the evidence of a translator's line, with the language that it names."""
    host_language = lang.find(article.language)
    language = _named_language(credit.words, host_language) if host_language else None
    named = [outlets()[one.outlet] for one in credit.names if one.outlet in outlets()]
    others = [outlet for outlet in named if not is_own(article, outlet)]
    return piece(
        article,
        kind="translator",
        strength="strong",
        span=credit.span,
        words=credit.words,
        language=language if language != article.language else None,
        outlet=others[0] if others else None,
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
    middle = _middle(article)
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
        if strength is None or (strength == "medium" and span.block in middle):
            continue
        seen.add(target)
        found = piece(
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
            yield found
        else:
            labelled.append(found)
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
    if _tells(sentence, language):
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
# Sentences without a link


def _told(article: Article, taken: set[int]) -> Iterator[Evidence]:
    """Give the sentences at an end of the article that say where it first stood.

    Only in a short piece of text, and only with an outlet, an address or a language in it: what
    was *first published in 1920* is somebody's book.
    """
    language = lang.find(article.language)
    if language is None:
        return
    middle = _middle(article)
    for number, block in enumerate(article.blocks):
        if number in taken or number in middle or block.role not in SPOKEN:
            continue
        if len(block.text) > _SHORT:
            continue
        for start, end in language.sentences(block.text):
            span = Span(number, start, end)
            sentence = block.text[start:end]
            if not _tells(_plain(sentence), language):
                continue
            outlet = _address_in(sentence) or _outlet_in(sentence, language)
            code = _named_language(sentence, language)
            led = _originals(language).search(_plain(sentence)) is not None
            if outlet is None and not led and len(sentence.split()) > _LINE:
                continue
            alone = outlet is None and sentence.strip() == block.text.strip()
            name = _name_after(sentence, language) if alone else None
            if name is not None and (not _is_known(article) or is_own(article, None, name)):
                continue
            if is_own(article, outlet) or (outlet is None and code is None and name is None):
                continue
            yield piece(
                article,
                kind="credit",
                strength="strong" if outlet is not None else "medium",
                span=span,
                words=sentence,
                language=code or language_of(outlet, article),
                outlet=outlet,
                facts={"name": name} if name is not None else None,
            )


def _is_known(article: Article) -> bool:
    """Tell whether the page says whose it is: else an unknown name may be its own."""
    return bool(article.site or article.site_name)


def _name_after(sentence: str, language: Language) -> str | None:
    """Give the name that ends a sentence behind a phrase of taking over, be it in no table.

    *The post X appeared first on Harbour Science.*
    """
    plain = _plain(sentence)
    ends = [
        plain.rindex(phrase) + len(phrase)
        for phrase in language.lineage.origin.original
        if phrase in plain
    ]
    words = sentence[max(ends) :].strip(" .:").split() if ends else []
    if words and words[0].islower():
        words = words[1:]  # *with permission from* Harbour Science
    if not 0 < len(words) <= _LONGEST_NAME:
        return None
    named = all(word[0].isupper() or len(word) <= _PARTICLE for word in words)
    return " ".join(words) if named and words[0][0].isupper() else None


def _tells(plain: str, language: Language) -> bool:
    """Tell whether a sentence says that the text was taken from elsewhere."""
    return _originals(language).search(plain) is not None or _is_source_line(plain, language)


@cache
def _originals(language: Language) -> re.Pattern[str]:
    """Give a pattern of the phrases that count anywhere, and of those that must be led in."""
    words = language.lineage.origin
    anywhere, begun, leads = (
        "|".join(re.escape(phrase) for phrase in phrases)
        for phrases in (words.original, words.first_stood, words.this_text)
    )
    return re.compile(rf"\b(?:{anywhere})\b|^\W*(?:{leads})\b.*\b(?:{begun})\b")


def _is_source_line(plain: str, language: Language) -> bool:
    """Tell whether a sentence without a subject is a line on the text: *First published by…*.

    What goes on behind a comma speaks of a book: *First published in 1954, the novel…*. So does
    what names nobody and is long.
    """
    begun = "|".join(re.escape(phrase) for phrase in language.lineage.origin.first_stood)
    if not re.match(rf"\W*(?:{begun})\b", plain):
        return False
    _, comma, rest = plain.partition(", ")
    return not comma or len(rest.split()) <= _AFTER_COMMA


def _address_in(sentence: str) -> Outlet | None:
    match = _ADDRESS.search(sentence)
    return outlet_at(match.group().rstrip(".,;)")) if match else None


def _outlet_in(sentence: str, language: Language) -> Outlet | None:
    """Give the known outlet with the longest name that ``sentence`` holds."""
    tokens = language.tokens(sentence)
    for length in range(_LONGEST_NAME, 0, -1):
        for first in range(len(tokens) - length + 1):
            start, end = tokens[first][0], tokens[first + length - 1][1]
            outlet = outlet_named(sentence[start:end]) if sentence[start].isupper() else None
            if outlet is not None:
                return outlet
    return None


# --------------------------------------------------------------------------------------------
# The head of the page


def _canonical(article: Article) -> Iterator[Evidence]:
    """Give the canonical address when it is on another house's site."""
    if article.canonical is None:
        return
    target = site(article.canonical)
    if target is None or not elsewhere(article, article.canonical):
        return
    outlet = outlet_at(article.canonical)
    yield piece(
        article,
        kind="canonical-elsewhere",
        strength="strong",
        span=None,
        words=article.canonical,
        language=language_of(outlet, article),
        outlet=outlet,
        facts={"address": article.canonical, "site": target},
    )


def _tags(article: Article) -> Iterator[Evidence]:
    """Give the tags of the head that name a source elsewhere."""
    seen: set[str] = set()
    for clue in article.clues:
        if clue.field not in _SOURCE_FIELDS:
            continue
        outlet, counts = _tagged(article, clue)
        target = outlet.id if outlet is not None else site(clue.value) or clue.value
        if not counts or target in seen:
            continue
        seen.add(target)
        yield piece(
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
        return outlet_at(clue.value), elsewhere(article, clue.value)
    outlet = outlet_named(clue.value) or (outlet_at(clue.value) if "." in clue.value else None)
    return outlet, outlet is not None and not is_own(article, outlet)
