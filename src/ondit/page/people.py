"""The names of people in a byline, apart from all that stands around them.

A byline is a lead-in (*By*), names, and what they are, where they were, when it was and for whom:
*By Ida Roux, Senior Reporter, and Max Bel in Paris | 3 min*. A desk (*The editors*, *Fen Staff*)
and an outlet are no people.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ondit import lang
from ondit.knowledge import given_names, outlet_named
from ondit.page import phrases
from ondit.page.written import dates_in, is_month, is_weekday
from ondit.text import fold

EDGE = ' .,:;*()[]–—-|/«»"“”：／＝'
"""What is no part of a name at its ends."""
_BRACKETS = re.compile(r"\([^()]{2,60}(?:\)|$)")
_PARTING = "·•⋅|–—"
_PARTS = re.compile(r"\s[·•⋅|]\s|[·•⋅|]\s|\s[–—]\s")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z](?:[^\W\d_]|\.))")
_SHORTEST_LEAD = 3  # letters of a date's lead-in from which no name begins with it: *le*, *on* may
_LONG_LEAD = 5  # letters of a date's lead-in from which what follows it is no name
_SHORTEST_DESK = 4  # letters of a desk's word from which what ends with it is a desk: *Fen Staff*
_SHORTEST_HEAD = 7  # letters from which what begins with it is one: *Rédaction du Fen*
_CAPITAL_TAIL = 3  # letters from which a word that ends a name may have a capital: *For The Fen*
_BEFORE_LEAD = 3  # words before a lead: *Guest post by*
_LEAD = 4  # letters of the leads that stand there: by, par, von
_MARKED = re.compile(r"\s@|[·•⋅]|\s-\s")
_HANDLE = re.compile(r"\s@[\w.]+")
_POINT = re.compile(r"\s*[·•⋅](?=\s|\d)")
_FIGURE = re.compile(r"\d")
_ELIDED = re.compile(r"[^\W\d_]['’][^\W\d_]")
_FEWEST, _MOST = 2, 5  # words of a name that nothing but its shape tells
_FULL = 3  # of them that are no initials and no particles
_PARTICLE = 3  # letters of the small words in a name: de, des, van, von
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,8}")
_NAME = re.compile(r"(?:[^\W\d_]|[ .'’-])+")


def persons(words: str) -> tuple[str, ...]:
    """Give the names of people in a byline, without lead-in, dates, desks and addresses."""
    return _asked_again(words) if len(words) <= _REMEMBERED else _persons(words)


def _persons(words: str) -> tuple[str, ...]:
    plain = _parted(_before_editors(_unglued(_BRACKETS.sub(" ", words))))
    length = phrases.begins(plain, phrases.gathered("byline")) or _late_lead(plain)
    kept: list[str] = []
    edits = False
    for number, part in enumerate(joiner().split(plain[length:].strip())):
        name = part.strip(EDGE)
        again = phrases.begins(name, phrases.gathered("byline"))
        edits = not again and (edits or bool(phrases.begins(name, phrases.gathered("edited"))))
        if number and not again and phrases.begins(name, phrases.gathered("byline_tail")):
            break  # *in News, Business*: the names are over
        name = without_tail(name[again:].strip(EDGE))
        is_place = " " not in name and any(" " in other for other in kept)  # *Ida Roux, Paris*
        if edits or (kept and (is_place or _describes(name))):
            continue
        name = _without_published(_without_outlet(_without_post(_without_label(name))))
        if _is_person(name, led=bool(length) and not kept):
            kept.append(name)
    return tuple(dict.fromkeys(kept))


def _parted(words: str) -> str:
    """Give ``words`` with bars for the other marks between parts, without handles of accounts."""
    if not _MARKED.search(words):
        return words
    plain = _HANDLE.sub(" ", words)
    if " - " in plain:  # *Ida Roux - The Fen*: what follows a name says whose, or of what
        head, _, _ = plain.partition(" - ")
        plain = head if " " in head.strip() else plain
    return _POINT.sub(" | ", plain)


def _late_lead(words: str) -> int:
    """Give where the names begin of a line whose lead has other words before: *Guest post by*."""
    match = _leads().search(words)
    if match is None or phrases.begins(words, phrases.gathered("edited")):
        return 0
    if words.count(" ", 0, match.start()) >= _BEFORE_LEAD:
        return 0
    names = joiner().split(words[match.end() :])
    return match.end() if all(has_shape(name.strip(EDGE)) for name in names) else 0


@cache
def _leads() -> re.Pattern[str]:
    """Give the pattern of a short lead between other words, which is one word: *by*, *par*."""
    short = [lead for lead in phrases.gathered("byline") if lead.isalpha() and len(lead) < _LEAD]
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, short))})\s+(?=\w)", re.IGNORECASE)


def _without_label(name: str) -> str:
    """Give ``name`` without figures and labels around it: *Follow Ida Roux 5 min*."""
    words = name.split()
    figure = next((at for at, word in enumerate(words) if _FIGURE.search(word)), len(words))
    cut = words[:figure] if figure > 1 and not _GLUED.search(words[figure - 1]) else words
    if len(cut) < len(words) and is_month(cut[-1]):
        cut = cut[:-1]
    while len(cut) > _FEWEST and _is_label(cut[-1]):
        cut = cut[:-1]
    while len(cut) > _FEWEST and (_is_label_before(cut) or _is_post_before(cut)):
        cut = cut[1:]
    return name if len(cut) == len(words) else " ".join(cut).strip(EDGE)


def _is_label(word: str) -> bool:
    """Tell whether ``word`` is a button beside a name: *Follow*, *Suivre*, *Twitter*."""
    return phrases.label(word) == "share"


def _is_label_before(words: list[str]) -> bool:
    """Tell whether ``words`` are a button and a name: *Follow Ida Roux*, but *Print this page*."""
    return _is_label(words[0]) and _small().isdisjoint(map(fold, words))


def _is_post_before(words: list[str]) -> bool:
    """Tell whether ``words`` begin with what somebody is: *notre journaliste Ida Roux*."""
    posts = [at for at, word in enumerate(words[:-_FEWEST]) if fold(word) in _jobs()]
    return bool(posts) and words[0][0].islower()


def _without_outlet(name: str) -> str:
    """Give ``name`` without the outlet set behind it: *Ida Roux CNN*, *Ida Roux Fen News*."""
    words = name.split()
    for at in range(_FEWEST, len(words)):
        tail = words[at:]
        if not has_shape(" ".join(words[:at])):
            continue
        if (len(tail) > 1 or tail[0].isupper()) and outlet_named(" ".join(tail)) is not None:
            return " ".join(words[:at])
    return name


_REMEMBERED = 400  # characters; of one line several stages ask whom it names
_asked_again = lru_cache(maxsize=4096)(_persons)


def _before_editors(words: str) -> str:
    """Give ``words`` without who edited or checked it: *Ida Roux, PhD. Reviewed by Max Bel*."""
    lowered = words.lower()
    places = [lowered.find(f" {phrase} ") for phrase in phrases.as_written("edited")]
    places += [lowered.find(f", {phrase} ") for phrase in phrases.as_written("photo")]
    if ". " in lowered:
        places += [lowered.find(f". {phrase} ") for phrase in phrases.as_written("photo")]
    return words[: min((at for at in places if at > 0), default=len(words))]


@cache
def joiner() -> re.Pattern[str]:
    """Give the pattern of what stands between two names of a list."""
    words = "|".join(re.escape(word) for word in phrases.gathered("joiners"))
    return re.compile(rf"\s*[,;|&/]\s*|\s\+\s|\s+(?:{words})\s+", re.IGNORECASE)


def without_tail(name: str) -> str:
    """Give ``name`` without the place, the time or the paper after it: *Ida Roux in Paris*.

    In capitals only what is more than one word ends a name, since *LE* and *AU* are in names too.
    """
    is_capital = name.isupper()
    words, lowered, end = f" {name}", f" {name.lower()}", len(name)
    for phrase in phrases.as_written("byline_tail"):
        place = lowered.find(f" {phrase} ")
        if 0 < place < end and " " not in phrase and words[place + 1].isupper():
            capital = words[place + 1 : place + 1 + len(phrase)]
            place = -1 if is_capital or len(phrase) < _CAPITAL_TAIL or capital.isupper() else place
        end = place if 0 < place < end else end
    return name[:end].strip(EDGE)


def signed(text: str) -> tuple[str, ...]:
    """Give the people whom a line with a lead-in names: *Par Ida Roux, le 12 mars 2024 à 10h*."""
    people: list[str] = []
    for part in _parts(text):
        if phrases.begins(_unglued(part), phrases.gathered("byline")):
            people += persons(part)
    return tuple(dict.fromkeys(people))


def first_named(text: str) -> tuple[str, ...]:
    """Give the people of the first part of a line that names any: *Ida Roux 2017-03-01 14:27*."""
    return next((found for part in _parts(text) if (found := persons(part))), ())


def after_lead(text: str) -> str:
    """Give the part of a line that a lead-in announces, without it, empty where there is none."""
    for part in _parts(text):
        length = phrases.begins(part, phrases.gathered("byline"))
        if length and part[length:]:
            return part[length:].strip(EDGE)
    return ""


def bare(text: str) -> tuple[str, ...]:
    """Give the people of a line that is nothing but names, dates and marks between them."""
    found = []
    parts = _parts(text)
    for part in parts:
        names = persons(part)
        is_dated = part != text.strip(EDGE) and not re.search(rf"{re.escape(part)}\s*[:：]", text)
        if names == (part,) and is_dated and _UNSPACED.fullmatch(part):
            found.append(part)  # 松村太郎2019年04月13日: without spaces it needs a date
        elif names and all(map(has_shape, names)) and _is_only(part, names):
            found += names
    return tuple(dict.fromkeys(found))


def _is_only(part: str, names: tuple[str, ...]) -> bool:
    """Tell whether ``part`` holds nothing but ``names``, what they are and where they were."""
    if len(names) == 1 and without_tail(part) in (names[0], part):
        return without_tail(part) == part or fold(part.split()[0]) not in _small()  # *Le Fen avec*
    rest = [each.strip(EDGE) for each in joiner().split(part)]
    rest = [each for each in rest if each and each not in names]
    return all(each not in names and _describes(each) for each in rest) and part.startswith(
        names[0]
    )


def is_desk(name: str) -> bool:
    """Tell whether ``name`` is a desk, which is nobody: *Staff*, *La Rédaction du Fen*."""
    plain = phrases.bare(name)
    tails, heads = _around_desks()
    return plain in desks() or plain.endswith(tails) or plain.startswith(heads)


@cache
def _around_desks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give what a name that is a desk ends with, and what it begins with."""
    return (
        tuple(f" {desk}" for desk in desks() if len(desk) >= _SHORTEST_DESK),
        tuple(f"{desk} " for desk in desks() if len(desk) >= _SHORTEST_HEAD),
    )


@cache
def desks() -> frozenset[str]:
    """Give what stands where an author should and names nobody, folded."""
    return frozenset(phrases.gathered("desk"))


def _parts(text: str) -> list[str]:
    """Give the parts of a line between its dates, without the words before a date."""
    found: list[str] = []
    start = 0
    for first, last, _ in dates_in(text, order="dmy"):
        found.append(text[start:first])
        start = max(last, start)
    found.append(text[start:])
    is_marked = any(mark in text for mark in _PARTING)
    cut = [piece for part in found for piece in _PARTS.split(part)] if is_marked else found
    return [_without_date_lead(piece.strip(EDGE)) for piece in cut if piece.strip(EDGE)]


def _without_date_lead(text: str) -> str:
    """Give ``text`` without the words before a date at its end: *Ida Roux, publié le jeu*."""
    text = _without_weekday(text)
    head, _, last = text.rpartition(" ")  # *Ida Roux et publié le*
    return head.strip(EDGE) if head and fold(last) in phrases.gathered("joiners") else text


def _without_weekday(text: str) -> str:
    head, _, last = text.rpartition(" ")
    if head and len(last.strip(".")) > 2 and is_weekday(last.strip(".,")):
        text = head.strip(EDGE)
    return _without_published(text)


def _without_published(text: str) -> str:
    """Give ``text`` without a word that announces a date, last or long: *Ida Roux Published*."""
    folded = fold(text)
    found = _announcing().search(folded)
    while found is not None and len(folded) == len(text):
        is_long = len(found[1]) > _LONG_LEAD and " " in text[: found.start()]
        if is_long or found.end() == len(text):
            return text[: found.start()].strip(EDGE)
        found = _announcing().search(folded, found.start() + 1)
    return text


@cache
def _announcing() -> re.Pattern[str]:
    """Give the pattern of what announces a date behind other words."""
    return re.compile(rf" ({'|'.join(map(re.escape, phrases.date_words()))})(?= |$)")


def _unglued(words: str) -> str:
    """Give ``words`` with the spaces that markup left out: *ByIda Roux*, *Ida RouxStaff Writer*."""
    if not _GLUED.search(words):
        return words
    first = _GLUED.search(words)
    if first and fold(words[: first.start()].strip()) in phrases.gathered("byline"):
        words = f"{words[: first.start()]} {words[first.start() :]}"
    parts = _GLUED.split(words)
    joined = parts[0]
    for part in parts[1:]:
        following = fold(part.split()[0]).strip(EDGE) if part.split() else ""
        joined += f" {part}" if following in _jobs() else part
    return joined


def _without_post(name: str) -> str:
    """Give ``name`` without what its bearer is: *Ida Roux Senior Politics Editor*."""
    words = name.split()
    least = 2 if name[:1].isupper() else 1  # 신현주 기자 has one word before the post
    for at, word in enumerate(words[least:], start=least):
        if fold(word) in _jobs() and (least > 1 or not word.isascii()):
            return " ".join(words[:at])
    return name


def _describes(name: str) -> bool:
    """Tell whether what follows an author says what they are: *Ida Roux, Senior Reporter*."""
    words = name.split()
    is_common = name[:1].islower() and len(words) != 2  # *de Villiers* and *bell hooks* are names
    return is_common or any(fold(word) in _jobs() for word in words)


def has_post(text: str) -> bool:
    """Tell whether ``text`` names what people are by their work: *writer*, *rédactrice*."""
    return not _jobs().isdisjoint(fold(text).replace(",", " ").replace(".", " ").split())


def _is_person(name: str, *, led: bool = False) -> bool:
    least = 4 if name.isascii() else 2  # names of two signs are common in Chinese and Korean
    if led and name.istitle() and fold(name) not in _small():
        least = 3  # *By Ida*
    if not least <= len(name) < 60 or any(mark in name for mark in "@/:<>{}_#"):
        return False
    if any(mark.isdigit() for mark in name) or len(name.split()) > 6:
        return False
    words = name.split()
    if is_desk(name) or fold(words[-1]) in _jobs():
        return False
    if words[0][0].isupper() and words[-1][0].islower() and not _ELIDED.match(words[-1]):
        return False  # *Insights from*
    if words[-1].islower() and len(words) > 1 and fold(words[-1]) in _small():
        return False  # *Par arrêté du 11 juillet*
    lead = phrases.begins(name, phrases.date_words())
    if lead > _SHORTEST_LEAD + 1 or lead == len(name):
        return False
    return bool(not name[0].islower() or len(name.split()) > 1) and outlet_named(name) is None


def has_shape(name: str) -> bool:
    """Tell whether ``name`` looks like that of a person: some words, all with capitals."""
    words = name.split()
    if not _FEWEST <= len(words) <= _MOST or name.isupper() or not _NAME.fullmatch(name):
        return False
    full = [word for word in words if word[0].isupper() and len(word.strip(".")) > 1]
    particles = all(word[0].isupper() or len(word) <= _PARTICLE for word in words)
    if not particles or not words[-1][0].isupper() or not _FEWEST <= len(full) <= _FULL:
        return False
    return not any(
        word in _jobs() or word in _no_names() or (at and word in _small())
        for at, word in enumerate(map(fold, words))
        if words[at][0].isupper()
    )


def bears_given_name(name: str) -> bool:
    """Tell whether a given name stands in ``name`` before its last word: *Ida*, *Jean-Luc*.

    *Copy Link* and *Criminal Justice* look like names; capitals alone are an abbreviation.
    """
    words = [word for word in name.split()[:-1] if not word.isupper() or name.isupper()]
    return any(part in given_names() for word in words for part in fold(word).split("-"))


@cache
def _no_names() -> frozenset[str]:
    """Give the words of the makers of pictures and of leads, which look like names too."""
    return frozenset((*phrases.gathered("photo"), *phrases.gathered("byline")))


@cache
def _small() -> frozenset[str]:
    """Give the small words of all languages, which no name holds but at its beginning."""
    return frozenset(
        fold(word)
        for language in lang.every()
        for word in language.words.function_words
        if len(word) > 1
    )


@cache
def _jobs() -> frozenset[str]:
    return frozenset(phrases.gathered("jobs"))
