"""One comment: who wrote it, when, in which words, and whom it says to answer.

Names of elements tell where they are the usual ones; otherwise position does: the short words
before the time are the author, a line with a name and a date above the text is a header. What the
system adds (*Reply*, *Report*) is told by its words and left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from ondit import lang
from ondit.page import phrases, written
from ondit.page.elements import INLINE, Elements
from ondit.text import fold, normalise

LONGEST_NAME = 80
"""Characters of an author's name."""
LONGEST_LINE = 160
"""Characters of a line that holds author and date."""
LONGEST = 20_000
"""Characters kept of one comment."""
_AUTHOR = (
    re.compile(r"^(?:fn|username|comment-?author-?name|author-?name|creator|p-author|pseudo)$"),
    re.compile(
        r"^(?:comment|post)?[-_]{0,2}(?:author|auteur|user|nickname|name|pseudo|by)(?:-link)?$"
    ),
    re.compile(r"(?:^|[-_])(?:author|auteur|username|pseudo|commenter|vcard)(?:$|[-_])"),
)
_TIME = re.compile(
    r"(?:^|[-_])(?:date|time|datetime|published|timestamp|time-ago|posted|datum|heure|permalink"
    r"|metadata|meta)(?:$|[-_])|commentmetadata"
)
_CONTENT = re.compile(
    r"^(?:comment|commentaire|post|forum|message|reply|reaction)s?[-_]{0,2}"
    r"(?:content|text|body|texte|message|contenu|excerpt|copy)(?:-inner)?$"
    r"|^(?:content|text|texte|message|body|comment|field--name-comment-body|cooked|post-text)$"
)
_PARENT_DATA = (
    "data-parent-id",
    "data-parent",
    "data-reply-to",
    "data-in-reply-to",
    "data-parentid",
)
_TAIL = re.compile(r"[#?&](?:[a-z_]{1,20}[-=]?)?(\d{1,19})$", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_SEPARATORS = " \t\n,;:|·•—–-/«»*#"
KEYS = ("data-comment-id", "data-commentid", "data-comment")
"""Attributes that hold a comment's identifier."""
_ADDED = frozenset(("form", "aside"))  # a form to answer, a signature: none of the words
_BEHIND = 6  # texts behind a time among which its author is looked for
_LETTER = re.compile(r"[^\W\d_]")


class Remark(Struct, kw_only=True):
    """A comment, with the element that it was read from."""

    element: int
    author: str | None
    published: str | None
    when: str | None
    text: str
    key: str | None
    answers: str | None = None
    """Key of the comment that a link or an attribute says it answers."""


def _own(tree: Elements, number: int, inner: frozenset[int]) -> list[int]:
    """Give the elements of a comment that are not of its answers nor of a form."""
    own: list[int] = []
    here = number + 1
    while here < tree.all[number].end:
        element = tree.all[here]
        if here in inner or element.tag in _ADDED:
            here = element.end
            continue
        own.append(here)
        here += 1
    return own


def read(tree: Elements, number: int, inner: frozenset[int], language: str | None) -> Remark | None:
    """Read the comment that element ``number`` is, without its answers, the elements ``inner``.

    ``None`` when it has no words, or neither author nor time.
    """
    own = _own(tree, number, inner)
    author_at, author = _author(tree, own)
    time_at, published, when = _time(tree, own, language)
    if time_at >= 0 and (led := _behind(tree, number, time_at)) is not None:
        author_at, author = led
    if author is None and time_at >= 0:
        author_at, author = _beside(tree, number, time_at)
    aside = inner | {each for each in tree.inside(number) if tree.all[each].tag in _ADDED}
    content = _content(tree, own, author_at, time_at)
    if content >= 0:
        lines = [line for line, _ in tree.lines(content, aside)]
        untold = author is None or not when
        header = [line for line, _ in tree.lines(number, aside | {content})] if untold else []
    else:
        known = {at for at in (author_at, time_at) if at >= 0}
        lines = [line for line, _ in tree.lines(number, aside | known)]
        header = lines
    name, stamp, words, read_lines = _headed(header, language)
    author = author or name
    if published is None and when is None:
        published, when = stamp, words
    said = lines if content >= 0 else lines[read_lines:]
    text = "\n".join(line for line in said if not is_tool(line))[:LONGEST]
    if not _LETTER.search(text) or not (author or when or published):
        return None
    return Remark(
        element=number,
        author=author,
        published=published,
        when=when,
        text=text,
        key=key(tree, number),
        answers=_answers(tree, number, own),
    )


def _author(tree: Elements, own: Sequence[int]) -> tuple[int, str | None]:
    """Give the element that names the author, and the name."""
    for number in own:
        prop = (tree.all[number].attributes.get("itemprop") or "").lower()
        if prop in ("author", "creator"):
            inner = [n for n in tree.inside(number) if _has_prop(tree, n, "name")]
            at = inner[0] if inner else number
            given = _name(tree.all[at].attributes.get("content") or tree.text(at))
            if given:
                return at, given
    for pattern in _AUTHOR:
        for number in own:
            element = tree.all[number]
            if element.tag == "img" or element.last - element.first > 6:
                continue
            called = any(pattern.search(name) for name in element.names)
            if called or (element.tag == "cite" and pattern is _AUTHOR[0]):
                name = _name(tree.text(number))
                if name:
                    return number, name
    return -1, None


def _beside(tree: Elements, number: int, time: int) -> tuple[int, str | None]:
    """Give the author by position: the short words that stand before a comment's time."""
    first, last = tree.all[number].first, tree.all[time].first
    led = [text for text in tree.texts[first:last] if text[0] != "\n"]
    for words, around in reversed(led[-3:]):
        name = _name(words) if len(words) <= LONGEST_NAME else None
        if name and len(" ".join(text for text, _ in led)) <= 2 * LONGEST_NAME:
            return (around if around != number else -1), name
    return -1, None


def _behind(tree: Elements, number: int, time: int) -> tuple[int, str] | None:
    """Give the author whom words like *by* name right behind a comment's time."""
    first, last = tree.all[time].last, tree.all[number].last
    near = [each for each in tree.texts[first : min(first + _BEHIND, last)] if each[0] != "\n"]
    near = [(normalise(words), around) for words, around in near]
    near = [(words, around) for words, around in near if words.strip(_SEPARATORS)]
    for at, (words, around) in enumerate(near[:1]):
        led = words.lstrip(_SEPARATORS)
        length = phrases.begins(led, phrases.gathered("byline"))
        if length and length < len(led):
            name = name_in(led) if len(led) <= LONGEST_NAME else None
            return (around if around != number else -1, name) if name else None
        if length and at + 1 < len(near):
            words, around = near[at + 1]
            name = name_in(words) if len(words) <= LONGEST_NAME else None
            return (around if around != number else -1, name) if name else None
    return None


def _has_prop(tree: Elements, number: int, prop: str) -> bool:
    return (tree.all[number].attributes.get("itemprop") or "").lower() == prop


def _name(words: str) -> str | None:
    """Give the name in the words of an author's element: *Ida says:*, *Par Ida, le 3 mai*."""
    words = normalise(words)
    spans = written.dates_in(words)
    if spans:
        words = words[: spans[0][0]] if spans[0][0] > 2 else words[spans[0][1] :]
    return name_in(words)


def name_in(words: str) -> str | None:
    """Give the name in words that hold no date: *by Ida*, *Ida says*."""
    name = words.strip(_SEPARATORS).removesuffix("...").removesuffix("…")
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    length = phrases.begins(name, phrases.gathered("byline"))
    name = name[length:].strip(_SEPARATORS)
    changed = True
    while changed:
        changed = False
        folded = fold(name)
        for phrase in _after_names():
            if folded.endswith(f" {phrase}") and len(folded) == len(name):
                name, changed = name[: -len(phrase)].strip(_SEPARATORS), True
                break
    if fold(name) in _after_names():
        return None
    ok = 0 < len(name) <= LONGEST_NAME and any(mark.isalnum() for mark in name)
    return name if ok and phrases.furnishing(name) is None else None


@cache
def _after_names() -> tuple[str, ...]:
    """Give what stands between a name and its comment or its date, folded."""
    return (*phrases.gathered("commented"), *phrases.date_words())


def _time(
    tree: Elements, own: Sequence[int], language: str | None
) -> tuple[int, str | None, str | None]:
    """Give the element of a comment's time, the time, and the words that show it."""
    for number in own:
        element = tree.all[number]
        get = element.attributes.get
        prop = (get("itemprop") or "").lower()
        is_time = element.tag == "time" or prop in ("datecreated", "datepublished", "commenttime")
        if is_time:
            shown = tree.text(number)
            given = get("datetime") or get("content") or shown
            stamp = time_in(given, language)[0] or time_in(shown, language)[0]
            if stamp or shown:
                return number, stamp, shown[:LONGEST_NAME].strip() or None
    around: tuple[int, str | None, str | None] = (-1, None, None)
    for number in own:
        element = tree.all[number]
        title = element.attributes.get("title") or ""
        called = any(_TIME.search(name) for name in element.names) or element.tag == "abbr"
        if not called and element.tag != "a":
            continue
        shown = tree.text(number)
        stamp = time_in(title, language)[0] if len(title) < LONGEST_LINE else None
        if not stamp and len(shown) <= LONGEST_LINE:
            stamp, words = time_in(shown, language)
            shown = words or shown
        if stamp:
            inner = [n for n in tree.inside(number) if tree.all[n].tag in ("time", "a")]
            shown = shown[:LONGEST_NAME].strip()
            if not inner or element.tag in INLINE:
                return number, stamp, shown or None
            around = around if around[1] else (-1, stamp, shown or None)  # it holds the name too
        if called and is_ago(shown):
            return number, None, shown
    return around


def time_in(words: str, language: str | None) -> tuple[str | None, str | None]:
    """Give the first date in ``words`` and its characters."""
    known = lang.find(language)
    order = known.page.date_order if known else "either"
    found = written.dates_in(words[:LONGEST_LINE], order=order)
    return (found[0][2], words[found[0][0] : found[0][1]]) if found else (None, None)


def is_ago(words: str) -> bool:
    """Tell whether words are a time told from now: *3 days ago*."""
    folded = fold(words)
    return len(words) < 40 and any(
        folded.startswith(phrase) or folded.endswith(phrase) for phrase in phrases.gathered("ago")
    )


def _content(tree: Elements, own: Sequence[int], author: int, time: int) -> int:
    """Give the element that holds the words of a comment and neither its author nor its date."""
    best, length = -1, 0
    for number in own:
        element = tree.all[number]
        prop = (element.attributes.get("itemprop") or "").lower()
        called = prop in ("text", "commenttext", "description") or any(
            _CONTENT.match(name) for name in element.names
        )
        if not called or any(at >= 0 and tree.holds(number, at) for at in (author, time)):
            continue
        size = len(tree.text(number))
        if size > length:
            best, length = number, size
    return best


def _headed(
    lines: Sequence[str], language: str | None
) -> tuple[str | None, str | None, str | None, int]:
    """Give author, date, its words and the number of lines they stand in, above the text."""
    author = stamp = words = None
    count = 0
    for line in lines:
        found = _header(line, language)
        says_nothing = _is_empty(line) or fold(line).strip(" :") in _after_names()
        if found == (None, None, None) and not says_nothing:
            break
        author, stamp, words = author or found[0], stamp or found[1], words or found[2]
        count += 1
    return author, stamp, words, count


def _header(line: str, language: str | None) -> tuple[str | None, str | None, str | None]:
    """Read a line that stands above a comment: its author, its date and the words of the date."""
    if len(line) > LONGEST_LINE:
        return None, None, None
    stamp, words = time_in(line, language)
    if stamp is not None and words is not None:
        before, _, after = line.partition(words)
        name = name_in(before) or name_in(after)
        if len(line) - len(words) <= LONGEST_NAME + 20:
            return name, stamp, words
        return None, None, None
    folded = fold(line).rstrip(" :")
    if any(folded.endswith(f" {phrase}") for phrase in _commented()):
        return name_in(line.rstrip(" :")), None, None
    if is_ago(line) or is_day(line):
        return None, None, line
    length = phrases.begins(line, phrases.gathered("byline"))
    if line[:length].rstrip().endswith(":"):
        return name_in(_before_time(line[length:])), None, None
    return None, None, None


def _before_time(words: str) -> str:
    """Give ``words`` up to a month or a figure, and the small word before: *Ida in May, 2024*."""
    kept: list[str] = []
    for word in re.split(r"[\d(,]", words)[0].split():
        if fold(word) in _months():
            break
        kept.append(word)
    while len(kept) > 1 and fold(kept[-1]) in _particles():
        kept.pop()
    return " ".join(kept)


@cache
def _months() -> frozenset[str]:
    return frozenset(fold(month) for each in lang.every() for month in each.words.months)


@cache
def _particles() -> frozenset[str]:
    return frozenset(fold(word) for each in lang.every() for word in each.words.function_words)


def is_day(line: str) -> bool:
    """Tell whether a line is a day without its year, or an hour: *Le 12/02 à 11:30*."""
    words = _WORD.findall(fold(line))
    is_told = bool(words) or ":" in line
    return is_told and any(map(str.isdigit, line)) and set(words) <= _small()


@cache
def _small() -> frozenset[str]:
    """Give the words that stand around days and hours."""
    return frozenset({*_months(), *_WORD.findall(" ".join(_after_names())), "h", "am", "pm"})


@cache
def _commented() -> tuple[str, ...]:
    return tuple(phrase.rstrip(" :") for phrase in phrases.gathered("commented"))


def has_letter(words: str) -> bool:
    """Tell whether there is any letter in ``words``."""
    return _LETTER.search(words) is not None


def signs(words: str) -> bool:
    """Tell whether words name an author by what stands before: *by Ida*."""
    return phrases.begins(words, phrases.gathered("byline")) > 0


def _is_empty(line: str) -> bool:
    return not any(mark.isalnum() for mark in line)


def is_tool(line: str) -> bool:
    """Tell whether a line is a button of the system and no words of the reader."""
    if _is_empty(line):
        return True
    shown = phrases.furnishing(line)
    is_button = shown is not None and (shown.opens or shown.kind != "comment")
    return is_button and len(line) < LONGEST_LINE


def key(tree: Elements, number: int) -> str | None:
    """Give the identifier that the page gives to a comment."""
    for at in (number, *tree.inside(number)):
        get = tree.all[at].attributes.get
        given = next((get(name) for name in KEYS if get(name)), None) or get("id") or ""
        if any(mark.isdigit() for mark in given):
            return given[:80]
        if at - number > 4:
            break
    return None


def _answers(tree: Elements, number: int, own: Sequence[int]) -> str | None:
    """Give the key of the comment that an attribute or a link says is answered."""
    for at in (number, *own):
        get = tree.all[at].attributes.get
        given = next((get(name) for name in _PARENT_DATA if get(name)), None)
        if given and given != "0":
            return digits(given)
    for at in own:
        href = tree.all[at].attributes.get("href") or ""
        match = _TAIL.search(href) if tree.all[at].tag == "a" else None
        if match:
            around = tree.all[tree.all[at].parent]
            led = " ".join(words for words, _ in tree.texts[around.first : tree.all[at].last])
            if any(phrase in fold(led) for phrase in phrases.gathered("in_reply")):
                return match.group(1)
    return None


def digits(words: str | None) -> str:
    """Give the number in an identifier, or the identifier: *comment-12* and *12* are one."""
    found = re.findall(r"\d+", words or "")
    return found[-1] if found else (words or "")
