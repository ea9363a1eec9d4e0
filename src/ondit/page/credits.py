"""Who made the text, and where it was taken from, as the page's own lines say.

A credit line is short and stands before the first paragraph or after the last one. It is told by
the words it begins with (*By*, *Source:*, *Traduit de*), or, where it is nothing but names, by one
of them being an outlet that the knowledge table has. An agency's mark in brackets at the beginning
or end of a paragraph is one too. A name is split from its language edition by a general rule:
*outlet* + code or name of a language (``RTEn``, *RT en français*). Names that nobody knows stay
words.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from ondit.knowledge import Outlet, outlet_at, outlet_named
from ondit.model import Credit, CreditKind, CreditName, Span
from ondit.page import phrases
from ondit.page.people import EDGE, desks, joiner, without_tail
from ondit.page.written import dates_in
from ondit.text import fold

LONGEST = 160
"""Characters of a credit line; the longest of 258 news pages had 131."""
_LED: tuple[CreditKind, ...] = ("translator", "photo", "source", "byline", "agency")
"""Kinds told by the words before the names, in the order in which they are asked."""
_MOST_NAMES = 6
_PAIR = 2  # names of which one is the site's own and the other one nobody knows
_LONGEST_INITIALS = 6
_COUNT = re.compile(r"\s*\(\d*\)?$")
_SOLID = re.compile(r"\w/\w")
_BRACKETS = re.compile(r"\(([^()]{2,60})\)")
_DOMAIN = re.compile(r"^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)
_CODED = re.compile(r"^(.*?[^\W_])([ ._-]?)([A-Za-z]{2})$")
_AFTER_DATELINE = re.compile(r"\s*[-–—:.]")
_ELIDED = re.compile(r"\w['’](?=[^\W\d_])[^a-zà-ÿ]")
_PARTICLE = 3  # letters of the small words in a name: de, des, of, von
_LONGEST_AGENCY = 4  # words of the name of one
_LONGEST_OUTLET = 60  # characters of an outlet's name
_OWNED = re.compile(r"(?:[^\W\d_]+\s)?\s*(?:©|\([cC]\))\s*(?:\d{4}\s*)?")
_OWNED_PICTURE = re.compile(r"\w\W{1,4}©\s?[^©]{2,40}$")  # *The pier. © Ida Roux*
_STOP = re.compile(r"\w{5,}\.\s|[\d)»”]\.\s")  # a full stop that no abbreviation has
_LONGEST_MAKER = 90  # characters from *Photo* to the end of a caption
# *The pier. (Ida Roux/The Courier)*, *The pier. REUTERS/Ida Roux*: a full name and who sells it.
# *The pier. CONTINENTAL WIRE/Ida Roux*, whatever follows.
_AGENCY_AND_MAKER = re.compile(
    r"[.!?]\s[A-Z]{2,}(?:\s[A-Z]{2,}){0,2}\s?/\s?[A-Z][\w'’-]+\s[A-Z][\w'’-]+"
)
_MAKER_AND_SELLER = re.compile(
    r"(?:[.!?]\s|\()(?:(?:[A-Z][\w.'’-]+\s){1,3}[A-Z][\w'’-]+\s?/\s?(?:[A-Z][\w.'’-]+\s?){1,4}"
    r"|(?:[A-Z][\w.'’-]+\s?){1,3}/\s?(?:[A-Z][\w.'’-]+\s){1,3}[A-Z][\w'’-]+)\)?\.?$"
)
_ENDING = re.compile(r"[.!?…]\s+|\s*\(|\s[–—|/-]\s")
_OPENING_REACH = 70  # characters of a dateline: TOWN, Month day (Agency) -


def of_line(
    text: str, *, bare_names: bool, own: Collection[str] = ()
) -> tuple[CreditKind, tuple[CreditName, ...]] | None:
    """Tell whether ``text`` is a credit line, of what kind, and name whom it names.

    ``bare_names``: whether names alone may be one, as at the end of an article. Then one of them
    must be a known outlet, or, beside another, one of ``own``, the folded names of the site.
    """
    if not 2 < len(text) <= LONGEST:
        return None
    trimmed = text.strip(' *()[]–—-|«»"“”•')
    led = _led(text, trimmed) or _first_stood(trimmed) or _at_end(trimmed)
    if led is not None:
        return led
    if is_picture(text) and _is_enclosed(text):
        return "photo", names(trimmed)
    if bare_names and _OWNED.match(text):
        return _owned(_OWNED.sub("", text, count=1).strip(EDGE))
    if not bare_names or _ends_sentence(trimmed):
        return None
    if trimmed != text.strip(" *()[]–—-|•") or dates_in(text):
        return None  # a title in quotation marks, a date: a work that is referred to
    found = _bare(trimmed, own)
    return ("source", found) if found else None


def _led(text: str, trimmed: str) -> tuple[CreditKind, tuple[CreditName, ...]] | None:
    """Give kind and names of a line by the words that it begins with: *Source: Reuters*.

    ``trimmed`` is ``text`` without the signs around it.
    """
    if not phrases.begins(trimmed, _leads()):
        return None
    for kind in _LED:
        length = phrases.begins(trimmed, phrases.gathered(kind))
        rest = trimmed[length:].strip(EDGE)
        if not length or not rest or trimmed[length] == "/":  # *Credits / Resources*
            continue
        if _ends_sentence(rest) and kind != "photo":
            continue
        if kind == "translator":
            rest = without_tail(_without_language(rest))
        found = names(rest)
        if kind == "byline" and not any(name.outlet for name in found):
            rest = without_tail(rest)  # a post or a place; *avec AFP* is an agency
            found = names(rest)
        colon = trimmed[:length].rstrip().endswith(":")
        enclosed = kind == "byline" and text.startswith("(") and text.endswith(")")
        if enclosed or _credible(kind, rest, found, colon=colon):
            return kind, found
        shorter = without_tail(rest) if kind == "source" else rest
        if shorter != rest and _credible(kind, shorter, names(shorter), colon=False):
            return kind, names(shorter)
    return None


@cache
def _leads() -> phrases.Phrases:
    """Give the words with which lines of any kind begin."""
    every = {phrase for kind in _LED for phrase in phrases.gathered(kind)}
    return phrases.Phrases(sorted(every, key=lambda phrase: (-len(phrase), phrase)))


def _at_end(text: str) -> tuple[CreditKind, tuple[CreditName, ...]] | None:
    """Give the outlets of a line that ends like *Reuters contributed to this report*."""
    folded = fold(text.rstrip(" ."))
    if not folded.endswith(phrases.gathered("contributed").last_words):
        return None
    for phrase in phrases.gathered("contributed"):
        if folded.endswith(f" {phrase}") and len(folded) == len(text.rstrip(" .")):
            found = _writers(text[: len(folded) - len(phrase)])
            return ("agency", found) if any(name.outlet for name in found) else None
    return None


def _writers(text: str) -> tuple[CreditName, ...]:
    """Give the names of who contributed, or the agency whose writers they are: *AP writer Ida*."""
    found = names(text.lstrip("—–- "))
    if any(name.outlet for name in found):
        return found
    words = text.strip("—–- ").split()
    for at in range(1, min(_LONGEST_AGENCY, len(words)) + 1):
        if _is_agency_name(" ".join(words[:at])):
            return (_named(" ".join(words[:at])),)
    return found


def _owned(rest: str) -> tuple[CreditKind, tuple[CreditName, ...]] | None:
    """Give the agency whose mark of copyright is the whole line: *© 2023 AFP*."""
    found = names(rest.split(". ")[0])
    is_agency = bool(found) and all(_is_agency(name.outlet) for name in found)
    return ("agency", found) if is_agency else None


def _without_language(rest: str) -> str:
    """Give who translated, without the language it was from: *anglais par Ida Roux*."""
    first, _, named = rest.partition(" ")
    if named and fold(first.strip(".,")) in _languages()[1]:
        return named[phrases.begins(named, phrases.gathered("byline")) :].strip(EDGE) or rest
    return rest


def _first_stood(text: str) -> tuple[CreditKind, tuple[CreditName, ...]] | None:
    """Give the outlet of a feed's formula: *This post appeared first on The Fen*."""
    folded = fold(text)
    for phrase in phrases.gathered("appeared").last_words:
        place = folded.rfind(f"{phrase} ") if phrase in folded else -1
        rest = text[place + len(phrase) + 1 :].strip(EDGE) if place > 0 else ""
        if 1 < len(rest) <= _LONGEST_OUTLET and len(folded) == len(text):
            return "source", names(rest)
    return None


def _bare(trimmed: str, own: Collection[str]) -> tuple[CreditName, ...]:
    """Give the names of a line that is nothing but names, one of them an outlet; else nothing."""
    found = names(trimmed)
    named = all(
        name.outlet is not None
        or fold(name.words) in own
        or _is_bare_name(name.words, sentence=trimmed.endswith("."))
        for name in found
    )
    is_own = len(found) == _PAIR and any(fold(name.words) in own for name in found)
    return found if named and (is_own or any(name.outlet for name in found)) else ()


def _is_bare_name(words: str, *, sentence: bool) -> bool:
    """Tell whether ``words`` are a name and no part of a sentence that names an outlet.

    A name has no small words but particles, which are short; before a full stop none at all.
    """
    if phrases.bare(words) in desks():
        return True
    small = [part for part in words.split() if part[0].islower()]
    longest = 0 if sentence else _PARTICLE
    return (
        words[0].isupper()
        and not words[-4:].isdigit()
        and all(len(part) <= longest or _ELIDED.match(part) for part in small)
    )


def is_picture(words: str) -> bool:
    """Tell whether ``words`` are a photographer, an agency and who sells it, set solid with /."""
    if "/" not in words or not _SOLID.search(words.replace(" / ", "/")):
        return False
    named = names(words.strip("() "))
    people = [name.words for name in named if name.outlet is None and _capitalised(name.words)]
    is_signed = bool(people) and (named[0].outlet is None or " " in people[0])
    return is_signed and any(_is_agency(name.outlet) for name in named)


def is_pictured(text: str) -> bool:
    """Tell whether ``text`` ends with the maker of a picture: *The pier. Picture: Ida Roux*."""
    if any(each.search(text) for each in (_OWNED_PICTURE, _MAKER_AND_SELLER, _AGENCY_AND_MAKER)):
        return True
    if not phrases.gathered("photo").stand_in(fold(text)):
        return False
    whole = text.rstrip(" .)")
    tails = (whole[match.end() :].strip(" |/–—-(") for match in _ENDING.finditer(whole))
    return any(_names_maker(tail) for tail in tails if len(tail) <= _LONGEST_MAKER)


def _names_maker(tail: str) -> bool:
    """Tell whether the end of a caption is the maker of the picture: *Photo Credit: K. RAO*."""
    length = phrases.begins(tail, phrases.gathered("photo"))
    rest = tail[length:].strip(EDGE)
    colon = tail[:length].rstrip().endswith(":")
    return bool(length and 1 < len(rest) <= 60 and (colon or _capitalised(rest)))


def _is_enclosed(text: str) -> bool:
    return text.startswith("(") and text.rstrip(" .").endswith(")")


def _ends_sentence(text: str) -> bool:
    return text.endswith(("!", "?", "…")) or bool(_STOP.search(text))


def _credible(kind: CreditKind, rest: str, found: tuple[CreditName, ...], *, colon: bool) -> bool:
    """Tell whether what follows a lead-in is a list of names and not the rest of a sentence."""
    if kind == "photo":
        return colon or any(name.words[:1].isupper() for name in found)
    if any(name.outlet for name in found):
        return len(rest) < 100
    if kind == "agency":  # initials: an agency that the table lacks
        return rest.isupper() and rest.isalpha() and 1 < len(rest) <= _LONGEST_INITIALS
    if kind == "translator":
        return len(rest) < 80
    capital = all(_capitalised(name.words) for name in found)
    return bool(found) and (capital or (colon and kind == "source")) and len(rest) < 100


def _capitalised(words: str) -> bool:
    """Tell whether ``words`` look like a name: two capitals, or one for each word."""
    parts = [part for part in re.split(r"[\s'’-]+", words) if part]
    capitals = sum(part[0].isupper() for part in parts)
    return (
        0 < len(parts) <= 6
        and capitals * 2 >= len(parts)
        and parts[0][0].isupper()
        and not any(mark.isdigit() for mark in words)
    )


def names(text: str) -> tuple[CreditName, ...]:
    """Split a list of names, and resolve each to an outlet where it is one."""
    whole = text.strip(EDGE)
    if not whole:
        return ()
    if _resolved(whole)[0] is not None:
        return (_named(whole),)
    parts = [whole] if _DOMAIN.match(whole) else joiner().split(whole)
    kept = [_unjoined(part.strip(EDGE)) for part in parts]
    kept = [part for part in kept[:1] if part] + [
        part for part in kept[1:] if part and not phrases.begins(part, _others())
    ]
    return tuple(_named(each) for part in kept for each in _apart(_COUNT.sub("", part)))[
        :_MOST_NAMES
    ]


@cache
def _others() -> phrases.Phrases:
    """Give what leads to those who did something else than the names before: *Photo: Ida Roux*."""
    every = {*phrases.gathered("translator"), *phrases.gathered("photo")}
    return phrases.Phrases(sorted(every, key=lambda phrase: (-len(phrase), phrase)))


def _apart(words: str) -> tuple[str, ...]:
    """Give a name and the agency that is set behind it without a mark: *Ida Roux Reuters*."""
    parts = words.split()
    if len(parts) < 3 or _resolved(words)[0] is not None:
        return (words,)
    for at in range(2, len(parts)):
        behind = " ".join(parts[at:])
        if behind[0].isupper() and _is_agency_name(behind):
            return (" ".join(parts[:at]), behind)
    return (words,)


def _is_agency_name(words: str) -> bool:
    outlet = outlet_named(words)
    return outlet is not None and outlet.kind == "agency"


def _unjoined(words: str) -> str:
    """Give a name without what joins it to the one before: *Le Fen, avec Reuters*."""
    head, _, rest = words.partition(" ")
    return rest.strip(EDGE) if rest and fold(head) in phrases.gathered("joiners") else words


def translator_after(text: str) -> tuple[CreditName, ...]:
    """Give the translator whom a credit line names after its source."""
    for part in joiner().split(text)[1:]:
        words = part.strip(EDGE)
        length = phrases.begins(words, phrases.gathered("translator"))
        if length and _capitalised(words[length:].strip(EDGE)):
            return names(words[length:])
    return ()


def _named(words: str) -> CreditName:
    outlet, language = _resolved(words)
    return CreditName(words=words, outlet=outlet.id if outlet else None, language=language)


def _resolved(words: str) -> tuple[Outlet | None, str | None]:
    """Give the outlet ``words`` stand for, and the language edition they point to."""
    direct = outlet_named(words)
    stem, language = _edition(words)
    if stem is not None:
        edition = outlet_named(stem)
        if edition is not None and (direct is None or direct.id == edition.id):
            return edition, language
    if direct is None and _DOMAIN.match(words):
        direct = outlet_at(words)
    return direct, None


def _edition(words: str) -> tuple[str | None, str | None]:
    """Split ``words`` into a name and the language after it: ``RT`` and ``en`` of ``RTEn``."""
    codes, called = _languages()
    head, _, last = words.rstrip(")").rpartition(" ")
    code = called.get(fold(last.strip("()")))
    if code and head:
        linked = head.rpartition(" ")
        if fold(linked[2].strip("(")) in phrases.gathered("in_language"):
            head = linked[0]
        return head.strip(" (-–"), code
    match = _CODED.match(words)
    if match is None:
        return None, None
    stem, gap, suffix = match.groups()
    cased = suffix[0].isupper() and suffix[1].islower() and not stem[-1].islower()
    if suffix.lower() in codes and (gap or cased):
        return stem, suffix.lower()
    return None, None


@cache
def _languages() -> tuple[frozenset[str], dict[str, str]]:
    called = {
        fold(name): code for table in phrases.words() for name, code in table.languages.items()
    }
    return frozenset(called.values()), called


def in_paragraph(block: int, text: str, *, signs: bool = False) -> list[Credit]:
    """Give the agencies' marks in brackets at the beginning or the end of a paragraph.

    ``signs``: whether it is a byline, where brackets that begin like *with AFP* name an agency
    even when nobody knows it.
    """
    found: list[Credit] = []
    for match in _BRACKETS.finditer(text):
        at_start = match.end() < _OPENING_REACH and bool(_AFTER_DATELINE.match(text, match.end()))
        at_end = not text[match.end() :].strip(" .*")
        if not at_start and not at_end and not signs:
            continue
        inside = match.group(1)
        rest = inside[phrases.begins(inside, phrases.gathered("agency")) :]
        named = names(rest or inside)
        is_led = signs and 0 < len(rest) < len(inside) and rest[0].isupper()
        if is_led or any(_is_agency(name.outlet) for name in named):
            span = Span(block, match.start(), match.end())
            kind: CreditKind = "photo" if is_picture(inside) else "agency"
            found.append(Credit(kind=kind, span=span, words=match.group(), names=named))
    return found


def in_byline(block: int, text: str) -> list[Credit]:
    """Give the agencies that a byline names without brackets: *Ida Roux and AP*, *By dpa*."""
    start = 0
    parts: list[str] = []
    for first, last, _ in dates_in(text, order="dmy"):
        parts.append(text[start:first])
        start = max(last, start)
    parts.append(text[start:])
    for part in parts:
        trimmed = part.strip(EDGE)
        length = phrases.begins(trimmed, phrases.gathered("byline"))
        found = names(trimmed[length:]) if len(trimmed) <= LONGEST else ()
        if any(_is_agency(name.outlet) for name in found):
            return [Credit(kind="byline", span=Span(block, 0, len(text)), words=text, names=found)]
    return []


def at_end(block: int, text: str) -> list[Credit]:
    """Give the agencies of a last remark behind a dash: *… homeless. – With reporting by AFP*."""
    cut = max(text.rfind(dash, max(len(text) - LONGEST, 0)) for dash in (" – ", " — ", " - "))
    remark = text[cut + 3 :].strip(" .()") if cut > 0 else ""
    length = phrases.begins(remark, phrases.gathered("agency")) if remark else 0
    found = names(remark[length:]) if length else ()
    if not found or not all(_is_agency(name.outlet) for name in found):
        return []
    return [
        Credit(
            kind="agency", span=Span(block, cut + 3, len(text)), words=text[cut + 3 :], names=found
        )
    ]


def _is_agency(identifier: str | None) -> bool:
    if identifier is None:
        return False
    from ondit.knowledge import outlets

    outlet = outlets().get(identifier)
    return outlet is not None and outlet.kind == "agency"
