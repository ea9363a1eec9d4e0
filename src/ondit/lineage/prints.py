"""What comparing needs of one article: its sentences with their tokens, and their fingerprints.

Only the blocks in which an article speaks are read. An article is cut once and kept for the next
comparison, since a page is compared with many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from ondit.lang import find
from ondit.lang.card import Language
from ondit.lineage.bridge import Weights, concepts
from ondit.model import BODY, SPOKEN, Article, Span
from ondit.remembered import Kept
from ondit.text import fold, sentences, tokens

# Sentences of one article that are compared; more is no article, and likenesses are a matrix.
MOST_SENTENCES = 1000

# Single marks are left out: they are apostrophes more often than not.
_OPENING = "«“„"
_CLOSING = "»”"
# A straight mark between two letters is an apostrophe that was taken for one.
_QUOTES = re.compile(rf"[{_OPENING}{_CLOSING}]|(?<![^\W\d_])\"|\"(?![^\W\d_])")


# After a word and before none, it is the end of what was never opened.
_CLOSED = re.compile(r'[^\s(\[–—-]"(?!\w)')
# What other writers use for marks: `so', ‘so’, 'so'.
_OTHER_MARKS = re.compile(r"[`‘‹]|(?<!\w)'(?=\w)")


class Sentence:
    """A sentence: where it stands, and its tokens."""

    def __init__(
        self,
        language: Language | None,
        span: Span,
        text: str,
        quoted: Sequence[tuple[int, int]] = (),
    ) -> None:
        """``quoted`` are the quotations of the block that reach into the sentence, in order."""
        self.language = language
        self.span = span
        self.text = text
        cut = language.tokens(text) if language else tokens(text)
        self.tokens: tuple[tuple[int, int], ...] = tuple(cut)
        self.forms: tuple[str, ...] = tuple(
            fold(text[start:end]).rstrip("'") or text[start:end] for start, end in cut
        )
        self.quoted = tuple(
            Span(span.block, max(start, span.start), min(end, span.end)) for start, end in quoted
        )
        """What of the sentence stands in quotation marks."""

    @property
    def is_bare(self) -> bool:
        """Whether no quotation mark of any sort stands in it, and it is not inside two."""
        return not self.quoted and not self.has_marks and _OTHER_MARKS.search(self.text) is None

    @property
    def has_marks(self) -> bool:
        """Whether a quotation mark stands in it, be it alone."""
        return _QUOTES.search(self.text) is not None

    @cached_property
    def quoted_words(self) -> int:
        """How many of its words and numbers stand in quotation marks."""
        count = 0
        waiting = iter(self.quoted)
        quote = next(waiting, None)
        for (start, _), form in zip(self.tokens, self.forms, strict=True):
            while quote is not None and quote.end <= self.span.start + start:
                quote = next(waiting, None)
            if quote is None:
                break
            count += form[0].isalnum() and quote.start <= self.span.start + start
        return count

    def place(self, first: int, last: int) -> Span:
        """Give the span of the tokens from ``first`` to ``last`` (half-open)."""
        start, end = self.tokens[first][0], self.tokens[last - 1][1]
        return Span(self.span.block, self.span.start + start, self.span.start + end)

    @cached_property
    def words(self) -> Weights:
        """How often each word or number of the sentence occurs in it; marks left out."""
        found: Weights = {}
        for form in self.forms:
            if form[0].isalnum():
                found[form] = found.get(form, 0.0) + 1.0
        return found

    @cached_property
    def concepts(self) -> Weights:
        """The sentence in concepts that all languages share."""
        return concepts(self.language, self.forms) if self.language else self.words

    @cached_property
    def key(self) -> tuple[str, ...]:
        """What equal sentences have in common: words and numbers in order."""
        return tuple(form for form in self.forms if form[0].isalnum())


class Prints:
    """An article cut up for comparing."""

    def __init__(self, article: Article) -> None:
        self.article = article
        language = find(article.language)
        self.language = language
        self.sentences: list[Sentence] = []
        self.title: list[bool] = []
        """Of each sentence, whether it stands above the text."""
        for number, block in enumerate(article.blocks):
            if block.role not in SPOKEN | BODY:
                continue
            cut = language.sentences(block.text) if language else sentences(block.text)
            quoted = quotations(block.text)
            first = 0
            for start, end in cut[: MOST_SENTENCES - len(self.sentences)]:
                while first < len(quoted) and quoted[first][1] <= start:
                    first += 1
                last = first
                while last < len(quoted) and quoted[last][0] < end:
                    last += 1
                span = Span(number, start, end)
                sentence = Sentence(language, span, block.text[start:end], quoted[first:last])
                if sentence.key:
                    self.sentences.append(sentence)
                    self.title.append(block.role not in BODY)


def quotations(text: str) -> list[tuple[int, int]]:
    """Give what stands in double quotation marks or guillemets, nested ones as part of the outer.

    A quotation that is not closed runs to the end of ``text``: the next paragraph may go on with
    it.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _QUOTES.finditer(text):
        mark = match.group()
        if opened is None and _CLOSED.match(text, max(match.start() - 1, 0)):
            continue
        if opened is None and mark not in _CLOSING:
            opened = match.start()
        elif opened is not None and mark not in _OPENING:
            found.append((opened, match.end()))
            opened = None
    if opened is not None:
        found.append((opened, len(text)))
    return found


def prints(article: Article) -> Prints:
    """Give ``article`` cut up for comparing, as it is with one page after the other."""
    return _kept.get(article, lambda: Prints(article), lambda made: _size(made.article))


def _size(article: Article) -> int:
    """Give the characters of ``article``."""
    return sum(len(block.text) for block in article.blocks)


_kept: Kept[Prints] = Kept(600_000)  # characters, of some 128 usual articles
