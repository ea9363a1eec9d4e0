"""Typographic habits of another language: where a comma stands, how a sum or an hour is written.

A translation often keeps the marks of its source: a comma inside the guillemets, ``5,000`` in a
French text, guillemets in an English one. A habit is foreign when the language of the page does
not have it and another known language has; both are told by data (``[typography]`` in
``words.toml``, ``[origin]`` in ``lineage.toml``), so that no rule here names a language.

Each habit alone is weak, since every paper has its own. Three different ones in one article are
medium, and so is the punctuation of quotations when the article keeps to the foreign one. Straight
and curly quotation marks, apostrophes and dashes are no sign at all: they depend on keyboards and
publishing systems more than on languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ondit.lang import every
from ondit.lang.card import Language
from ondit.model import SPOKEN, Article, Evidence, Role, Span

Offsets = Iterator[tuple[int, int]]
Habit = Callable[[str, Language, Language], Offsets]
"""Finds in a text of the first language what is a habit of the second only."""

# Different habits that together are medium: of 1,950 news articles one has so many, and it is a
# translation; see docs/whence.md.
_TOGETHER = 3
# Times that make a habit of quotations medium by itself: none of 700 French and 1,600 English
# articles reaches it, though the hasty translations that we know do.
_THROUGHOUT = 3
_OF_QUOTATIONS = frozenset(("stop-inside", "quotation-marks"))
# Spans kept of each habit: enough to show, and a page of tables does not drown the report.
_SHOWN = 5


def habits(article: Article) -> list[Evidence]:
    """Give one evidence for each foreign habit of ``article``, in the order of this module."""
    if article.language is None:
        return []
    host = next((one for one in every() if one.code == article.language), None)
    if host is None:
        return []
    found: list[tuple[str, str, list[Span]]] = []
    for name, (roles, least, habit) in _HABITS.items():
        for other in every():
            spans = [
                Span(number, start, end)
                for number, block in enumerate(article.blocks)
                if other.code != host.code and block.role in roles
                for start, end in habit(block.text, host, other)
            ]
            if len(spans) >= least:
                found.append((name, other.code, spans))
                break
    together = len({name for name, _, _ in found}) >= _TOGETHER
    return [
        Evidence(
            kind="foreign-typography",
            strength="medium" if together or _throughout(name, spans) else "weak",
            page=article.id,
            spans=tuple(spans[:_SHOWN]),
            language=code,
            facts={"habit": name, "count": str(len(spans))},
        )
        for name, code, spans in found
    ]


def _throughout(name: str, spans: list[Span]) -> bool:
    return name in _OF_QUOTATIONS and len(spans) >= _THROUGHOUT


# --------------------------------------------------------------------------------------------
# Quotations

_OPENS = re.compile(r"[\w,]\s?$")


def stop_inside(text: str, host: Language, other: Language) -> Offsets:
    """Find a comma or full stop inside the quotation marks though the sentence round them has it.

    A full stop counts where the quotation is woven into a sentence (a word or comma stands before
    it) and is no full sentence of several; a comma counts wherever it closes a quotation.
    """
    if host.words.typography.stop_inside or not other.words.typography.stop_inside:
        return
    for opening, closing in host.words.typography.quotes:
        if opening != closing:
            yield from _stops(text, opening, closing)


@cache
def _closings(opening: str, closing: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(opening)}|[.,] ?{re.escape(closing)}|{re.escape(closing)}")


def _stops(text: str, opening: str, closing: str) -> Offsets:
    opened: int | None = None
    for match in _closings(opening, closing).finditer(text):
        mark = match.group()
        if mark == opening:
            opened = match.end()
            continue
        woven = opened is not None and bool(
            _OPENS.search(text, max(0, opened - 4), opened - len(opening))
        )
        if mark[0] == "," and opened is not None:
            yield match.span()
        elif mark[0] == "." and opened is not None and woven:
            quoted = text[opened : match.start()]
            if not re.search(r"[.!?…]\s", quoted) and not quoted.endswith("."):
                yield match.span()
        opened = None


def foreign_quotes(text: str, host: Language, other: Language) -> Offsets:
    """Find quotation marks that only the other language uses, where they are told by their form."""
    own = {mark for pair in host.words.typography.quotes for mark in pair}
    for opening, closing in other.words.typography.quotes:
        if opening in own or closing in own or not opening.strip("‘’'\"‹›"):
            continue
        start = text.find(opening)
        while start >= 0:
            end = text.find(closing, start)
            if end < 0:
                return
            yield start, end + len(closing)
            start = text.find(opening, end)


# --------------------------------------------------------------------------------------------
# Figures


def thousands(text: str, host: Language, other: Language) -> Offsets:
    """Find thousands grouped by the other language's mark: ``5,000`` in French.

    Where the mark is this language's decimal mark, the last group must be a round one or there
    must be two groups: ``2,125`` may be a decimal.
    """
    here, there = host.words.typography, other.words.typography
    for mark in there.group:
        if mark in here.group:
            continue
        for match in _grouped(mark).finditer(text):
            figure = match.group()
            if mark == here.decimal and figure.count(mark) == 1 and not figure.endswith("00"):
                continue
            yield match.span()


@cache
def _grouped(mark: str) -> re.Pattern[str]:
    before = r"(?<![\w.,/:-])(?<!\d )"
    after = r"(?![\w/:-]|[.,]\d| \d)"
    return re.compile(rf"{before}[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})++{after}")


def decimals(text: str, host: Language, other: Language) -> Offsets:
    """Find the other language's decimal mark before a sign or scale: ``3,5 %``, ``2.5 million``."""
    here, there = host.words.typography.decimal, other.words.typography.decimal
    if here == there:
        return
    for match in _fraction(there, tuple(sorted(host.lineage.scales))).finditer(text):
        yield match.span()


@cache
def _fraction(mark: str, scales: tuple[str, ...]) -> re.Pattern[str]:
    figure = rf"(?<![\w.,/:-])\d{{1,3}}{re.escape(mark)}\d{{1,2}}"
    units = "|".join(re.escape(scale) for scale in scales)
    return re.compile(rf"{figure} ?(?:[%€$£]|(?:{units})\b)", re.IGNORECASE)


_SIGN_FIRST = re.compile(r"(?<!\w)(?:US|CA|A|C)?[$€£¥] ?\d[\d.,]*")
_SIGN_LAST = re.compile(r"(?<![\w$€£¥])\d[\d.,  ]{0,15}[$€£¥](?![\d\w])")


def currency_place(text: str, host: Language, other: Language) -> Offsets:
    """Find the sign of a currency on the other language's side of the amount."""
    first = other.lineage.origin.currency_first
    if first == host.lineage.origin.currency_first:
        return
    for match in (_SIGN_FIRST if first else _SIGN_LAST).finditer(text):
        yield match.span()


def clock(text: str, host: Language, other: Language) -> Offsets:
    """Find hours as only the other language writes them: ``3 p.m.``, ``15h30``."""
    here, there = host.lineage.origin, other.lineage.origin
    halves = tuple(sorted(there.day_halves - here.day_halves, key=lambda half: (-len(half), half)))
    marks = tuple(sorted(there.hour_marks - here.hour_marks))
    for pattern in _hours(halves, marks):
        for match in pattern.finditer(text):
            yield match.span()


@cache
def _hours(halves: tuple[str, ...], marks: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    found = []
    before = r"(?<![\w.,:])\d{1,2}"
    if halves:
        ends = "|".join(re.escape(half) for half in halves)
        found.append(rf"{before}(?:[:.]\d{{2}})? ?(?:{ends})(?!\w)")
    if marks:
        between = "|".join(re.escape(mark) for mark in marks)
        found.append(rf"{before} ?(?:{between}) ?[0-5]\d(?!\w)")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in found)


# --------------------------------------------------------------------------------------------
# Spaces and capitals


def spaced_marks(text: str, host: Language, other: Language) -> Offsets:
    """Find a space before a mark where only the other language sets one: ``Attention !``.

    A text with spaces before its commas was cut into tokens by a machine: no habit of anybody.
    """
    if _CUT.search(text):
        return
    marks = set(other.words.typography.space_before) - set(host.words.typography.space_before)
    marks -= {mark for pair in other.words.typography.quotes for mark in pair}
    if marks:
        for match in _spaced("".join(sorted(marks))).finditer(text):
            yield match.start() + 1, match.end()


_CUT = re.compile(r"\w [,.](?=\s|$)")


@cache
def _spaced(marks: str) -> re.Pattern[str]:
    # One mark, not an ellipsis or a smiley.
    return re.compile(rf"(?<=[^\W\d_]) [{re.escape(marks)}](?=\s|$)")


_LONG = 4  # letters of a word that a headline without capitals would not capitalise by its grammar
_LEAST_LONG = 5
_CAPITAL_SHARE = 0.9


def headline_capitals(text: str, host: Language, other: Language) -> Offsets:
    """Find a headline with a capital on nearly every long word: a name alone makes no such."""
    if host.lineage.origin.headline_capitals or not other.lineage.origin.headline_capitals:
        return
    words = [text[start:end] for start, end in host.tokens(text)]
    small = host.words.function_words
    long = [word for word in words if len(word) >= _LONG and word[0].isalpha()]
    long = [word for word in long if word.lower() not in small and not word.isupper()]
    capitals = sum(word[0].isupper() for word in long)
    if len(long) >= _LEAST_LONG and capitals >= _CAPITAL_SHARE * len(long):
        yield 0, len(text)


def capital_days(text: str, host: Language, other: Language) -> Offsets:
    """Find the name of a weekday or month with a capital in the midst of a sentence."""
    if host.lineage.origin.capital_days or not other.lineage.origin.capital_days:
        return
    for match in _days(host).finditer(text):
        yield match.span(1)


@cache
def _days(language: Language) -> re.Pattern[str]:
    words = {month for month in language.words.months if len(month) > 3} | language.words.weekdays
    ordered = sorted(words, key=lambda word: (-len(word), word))
    names = "|".join(re.escape(word.capitalize()) for word in ordered)
    # A figure after it makes a date of it, not a name: Septembre noir.
    return re.compile(rf"(?<=[a-zà-ÿ\d,] )({names})(?= \d)")


_TEXT: frozenset[Role] = SPOKEN - {"headline"}
_HABITS: dict[str, tuple[frozenset[Role], int, Habit]] = {
    "stop-inside": (_TEXT, 1, stop_inside),
    "quotation-marks": (_TEXT, 1, foreign_quotes),
    "thousands": (_TEXT, 1, thousands),
    "decimals": (_TEXT, 1, decimals),
    "currency-place": (_TEXT, 1, currency_place),
    "clock": (_TEXT, 1, clock),
    "spaced-marks": (_TEXT, 2, spaced_marks),
    "headline-capitals": (frozenset({"headline"}), 1, headline_capitals),
    "capital-days": (_TEXT, 1, capital_days),
}
"""Where each habit is looked for, how often it must occur, and how it is found."""
