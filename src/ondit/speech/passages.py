"""A block of the article as the rules read it: tokens, their kinds, quotations, stretches.

A *stretch* is a sentence, or the run of sentences that one quotation binds together: in ``“I
think so. But no,” he said.`` the full stop inside the marks ends no stretch.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from ondit.model import SPOKEN, Article, Span
from ondit.speech.lexicon import Kind, Lexicon, Sort
from ondit.speech.quotes import Quotation, across
from ondit.speech.surfaces import cut

DASHES = frozenset("-–—―")


class Passage(Struct, kw_only=True):
    """One block, read. All positions but ``starts`` and ``ends`` are token numbers."""

    block: int
    role: str
    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    """Lower case, with straight apostrophes."""
    kinds: list[int]
    capitals: list[bool]
    """Whether each token begins with a capital letter."""
    sorts: list[int]
    """What else the tables say of each token (:class:`ondit.speech.lexicon.Sort`)."""
    cued: list[int]
    """The tokens that may be a word of a cue, in order."""
    quotations: list[Quotation]
    quoted: list[int]
    """For each token the number of the outermost quotation around it, or -1."""
    stretches: list[tuple[int, int]]
    partners: dict[int, int]
    """For each quotation mark and bracket that is matched, the token of its partner."""
    verbal: dict[int, float] = {}
    """What :func:`ondit.speech.homographs.verbal` gave for each token that was asked for."""

    def capital(self, token: int) -> bool:
        """Tell whether ``token`` begins with a capital letter."""
        return self.capitals[token]

    def is_mark(self, token: int) -> bool:
        """Tell whether ``token`` is punctuation."""
        return bool(self.kinds[token] & Kind.MARK)

    def cued_in(self, lo: int, hi: int) -> list[int]:
        """Give the tokens from ``lo`` to ``hi`` that may be a word of a cue."""
        cued = self.cued
        return cued[bisect_left(cued, lo) : bisect_left(cued, hi)]

    def span(self, start: int, end: int) -> Span:
        """Give the span of the tokens ``start`` to ``end`` (half-open)."""
        return Span(self.block, self.starts[start], self.ends[end - 1])

    def at(self, offset: int) -> int:
        """Give the first token that begins at ``offset`` or after it."""
        return bisect_left(self.starts, offset)


def passages(article: Article, lexicon: Lexicon) -> list[Passage]:
    """Read the blocks of ``article`` in which statements are looked for."""
    language = lexicon.language
    spoken = [
        (number, block) for number, block in enumerate(article.blocks) if block.role in SPOKEN
    ]
    split = [(block.text, language.sentences(block.text)) for _, block in spoken]
    return [
        _passage(number, block.role, block.text, sentences, quotations, lexicon)
        for (number, block), (_, sentences), quotations in zip(
            spoken, split, across(split), strict=True
        )
    ]


_CUED = Sort.FORM | Sort.SOURCE | Sort.HEARSAY | Sort.HUNG | Sort.NOUN


def _passage(
    number: int,
    role: str,
    text: str,
    sentences: Sequence[tuple[int, int]],
    quotations: list[Quotation],
    lexicon: Lexicon,
) -> Passage:
    tokens = cut(text, lexicon)
    starts, words = tokens.starts, tokens.words
    if role == "quotation" and not quotations and text:
        # A block that the page sets as a quotation needs no marks.
        quotations = [Quotation(start=0, end=len(text), inner_start=0, inner_end=len(text))]
    outer = [(place, each) for place, each in enumerate(quotations) if each.depth == 0]
    quoted = [-1] * len(words)
    for place, quotation in outer:
        first = bisect_left(starts, quotation.start)
        for token in range(first, bisect_left(starts, quotation.end)):
            quoted[token] = place
    stretches = _stretches(starts, sentences, [each for _, each in outer], text, words, lexicon)
    if role != "headline":
        stretches = _without_dateline(stretches, text, starts, words, lexicon)
    return Passage(
        partners=_partners(words, starts, quotations),
        block=number,
        role=role,
        text=text,
        starts=starts,
        ends=tokens.ends,
        words=words,
        kinds=tokens.kinds,
        capitals=tokens.capitals,
        sorts=tokens.sorts,
        cued=[token for token, sort in enumerate(tokens.sorts) if sort & _CUED],
        quotations=quotations,
        quoted=quoted,
        stretches=stretches,
    )


def _partners(words: list[str], starts: list[int], quotations: list[Quotation]) -> dict[int, int]:
    """Match the marks of quotations, and brackets."""
    found: dict[int, int] = {}
    for quotation in quotations:
        if quotation.start < quotation.inner_start and quotation.inner_end < quotation.end:
            first = bisect_left(starts, quotation.start)
            last = bisect_left(starts, quotation.inner_end)
            found[first], found[last] = last, first
    opened: list[int] = []
    for token, word in enumerate(words) if "(" in words else ():
        if word == "(":
            opened.append(token)
        elif word == ")" and opened:
            first = opened.pop()
            found[first], found[token] = token, first
    return found


_DATELINE = 14  # tokens: place, region, date and agency


def _without_dateline(
    stretches: list[tuple[int, int]],
    text: str,
    starts: list[int],
    words: list[str],
    lexicon: Lexicon,
) -> list[tuple[int, int]]:
    """Let the first stretch begin after a dateline: *ANKARA, Oct 31 (Reuters) - …*.

    A dateline has no word in lower case but those of the date, and a place in capitals or an
    agency in brackets.
    """
    if not stretches or DASHES.isdisjoint(words[:_DATELINE]):
        return stretches
    capitals = len(words[0]) > 1 and text[starts[0] : starts[0] + len(words[0])].isupper()
    for token in range(min(len(words) - 1, _DATELINE)):
        word, kind = words[token], lexicon.kind(words[token])
        if word in DASHES and token > 0 and text[starts[token] - 1] == " ":
            agency = words[token - 1] == ")"
            if not (capitals or agency):
                return stretches
            return [(max(lo, token + 1), hi) for lo, hi in stretches if hi > token + 1]
        plain = kind & (Kind.MARK | Kind.TIME | Kind.PREPOSITION | Kind.DETERMINER)
        if not (plain or text[starts[token]].isupper() or word[0].isdigit()):
            return stretches
    return stretches


def _stretches(
    starts: list[int],
    sentences: Sequence[tuple[int, int]],
    outer: list[Quotation],
    text: str,
    words: list[str],
    lexicon: Lexicon,
) -> list[tuple[int, int]]:
    """Join the sentences that a quotation binds together, and *“…?” X asked*."""
    found: list[tuple[int, int]] = []
    quote_starts = [quotation.start for quotation in outer]
    begin: int | None = None
    for number, (start, end) in enumerate(sentences):
        begin = start if begin is None else begin
        place = bisect_right(quote_starts, end - 1) - 1
        if place >= 0 and outer[place].end > end:
            continue
        if place >= 0 and outer[place].end >= end - 1 and number + 1 < len(sentences):
            inside = text[outer[place].inner_end - 1]
            following = bisect_left(starts, sentences[number + 1][0])
            if inside in "?!…" and _is_reporting(words, following, len(starts), lexicon):
                continue
        first, last = bisect_left(starts, begin), bisect_left(starts, end)
        begin = None
        if first < last:
            found.append((first, last))
    if begin is not None and bisect_left(starts, begin) < len(starts):
        found.append((bisect_left(starts, begin), len(starts)))
    return found


# Tokens from the beginning of a sentence within which its cue follows: *the prime minister asked*.
_SOON = 6


def _is_short(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a full stop after ``word`` shortens it."""
    known = word in lexicon.titles or word in lexicon.language.words.abbreviations
    return known or (len(word) == 1 and word.isalpha())


def _is_reporting(words: list[str], start: int, size: int, lexicon: Lexicon) -> bool:
    """Tell whether a sentence begins with a short reporting clause, and nothing reported."""
    for token in range(start, min(size, start + _SOON)):
        if words[token] == "." and token > start and _is_short(words[token - 1], lexicon):
            continue  # *“Why?” Ms. Lee asked.*
        if words[token] in (",", ".", ":") or lexicon.kind(words[token]) & Kind.MARK:
            return False
        if words[token] in lexicon.forms and words[token] not in lexicon.grammar.noun_forms:
            after = token + 1
            return after >= size or words[after] in (",", ".") or token == start
    return False
