"""The words of one statement, made ready to be likened to those of others in any language.

A content is a row of *units*: its words without the small ones, each with the concepts that it may
stand for (:mod:`ondit.lineage.bridge`). How far one content is *covered* by another is the mean
share of its units whose concepts the other has too; so a cut quotation is covered in whole by the
full one, and not the other way round. Fingerprints are pairs of neighbouring units, each by its
likeliest concept: they need no corpus, so that a store can keep them and look them up.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import combinations
from zlib import crc32

from ondit import lang
from ondit.lang.card import Language
from ondit.lineage.bridge import Weights, concepts
from ondit.lineage.numbers import numbers
from ondit.lineage.prints import Sentence, quotations
from ondit.model import Article, Span, Statement
from ondit.remembered import remembered
from ondit.text import digest

MOST_UNITS = 400  # of one content; what is longer is a speech, and its beginning tells it
_NEAR = 3  # units after one with which it makes a fingerprint; translations reorder little more


class Unit:
    """A word or number of a content: its form, what it may stand for, and its likeliest concept."""

    __slots__ = ("concepts", "form", "place", "sentence", "top")

    def __init__(self, form: str, found: Weights, sentence: int, place: int) -> None:
        self.form = form
        self.concepts = found
        self.top = _top(found) or form
        self.sentence = sentence
        self.place = place


def _top(found: Weights) -> str | None:
    """Give the likeliest concept; likenesses of letters (``~``) only where there is no other."""
    best = min(found, key=lambda c: (c.startswith("~"), -found[c], c), default=None)
    return best.lstrip("~") if best is not None else None


class _Likened(ABC):
    """What is likened: a row of units, and what follows from them."""

    @property
    @abstractmethod
    def units(self) -> tuple[Unit, ...]:
        """The words that say something, in order."""

    @cached_property
    def forms(self) -> frozenset[str]:
        """The units as they are written, folded."""
        return frozenset(unit.form for unit in self.units)

    @cached_property
    def bag(self) -> Weights:
        """How much of each concept the units hold."""
        return _bag(self.units)

    @cached_property
    def fingerprints(self) -> frozenset[int]:
        """Hashes of neighbouring units, alike in every language; half of those of a long content.

        Which half is for the hash to say, so that two contents keep the same ones.
        """
        return _fingerprints(self.units)


class Content(_Likened):
    """What one statement says, cut up for likening."""

    def __init__(self, article: Article, statement: Statement) -> None:
        self.article = article
        self.statement = statement
        self.language: Language | None = lang.find(article.language)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The content as sentences that point into the article, one for each span or part of it."""
        found: list[Sentence] = []
        for span in self.statement.content:
            text = self.article.blocks[span.block].text
            quoted = quotations_of(text)
            said = text[span.start : span.end]
            cut = self.language.sentences(said) if self.language else [(0, len(said))]
            for start, end in cut:
                here = Span(span.block, span.start + start, span.start + end)
                inside = [q for q in quoted if q[0] < here.end and q[1] > here.start]
                found.append(Sentence(self.language, here, said[start:end], inside))
        return tuple(found)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The words of the content that say something, in order."""
        found: list[Unit] = []
        for number, sentence in enumerate(self.sentences):
            found += _units(sentence, number)
            if len(found) >= MOST_UNITS:
                break
        return tuple(found[:MOST_UNITS])

    @property
    def code(self) -> str | None:
        """The language of the article."""
        return self.article.language

    @property
    def written(self) -> str:
        """The units as they are written, in a row: what :class:`Words` is made of."""
        return _BETWEEN.join(unit.form for unit in self.units)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The content sentence by sentence, without those that say nothing."""
        return tuple(
            Part(self, group)
            for number in range(len(self.sentences))
            if (group := [unit for unit in self.units if unit.sentence == number])
        )

    @cached_property
    def key(self) -> int:
        """Equal for contents of equal words in one language; 63 bits, never 0."""
        words = (self.article.language or "", *(unit.form for unit in self.units))
        return int(digest("content", *words), 16) >> 1 or 1


class Words(_Likened):
    """The units of a content without the article they stand in, for likening."""

    def __init__(self, code: str | None, written: str) -> None:
        """``written`` is a :attr:`Content.written`, ``code`` the language of its article."""
        self.code = code
        self.written = written
        self.language: Language | None = lang.find(code)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The words that say something, in order; their places are among themselves."""
        return tuple(
            Unit(form, _stands_for(self.language, form), 0, place)
            for place, form in enumerate(self.written.split(_BETWEEN) if self.written else ())
        )


_BETWEEN = "\x1f"  # what is in no word


def _fingerprints(units: Sequence[Unit]) -> frozenset[int]:
    tops = [unit.top for unit in units]
    found = {
        crc32("\x1f".join((one, other) if one < other else (other, one)).encode("utf-8", "replace"))
        for place, one in enumerate(tops)
        for other in tops[place + 1 : place + 1 + _NEAR]
        if one != other
    }
    return frozenset(one for one in found if len(tops) < _WHOLE or one & 1)


@remembered(256, longest=2000)
def quotations_of(text: str) -> tuple[tuple[int, int], ...]:
    """Give the quotations of a block; its statements ask for them one after the other."""
    return tuple(quotations(text))


def _units(sentence: Sentence, number: int) -> list[Unit]:
    language = sentence.language
    if language is None:
        return [
            Unit(form, _stands_for(None, form), number, place)
            for place, form in enumerate(sentence.forms)
            if form[0].isalnum()
        ]
    found: list[Unit] = []
    values = {each.first: each for each in numbers(language, sentence.forms)}
    upto = 0
    for place, form in enumerate(sentence.forms):
        if place < upto or not form[0].isalnum():
            continue
        value = values.get(place)
        if value is not None:
            upto = value.last
            concept = f"{_NUMBER}{value.value:g}"
            found.append(Unit(concept, _stands_for(language, concept), number, place))
            continue
        stands_for = _stands_for(language, form)
        if stands_for:
            found.append(Unit(form, stands_for, number, place))
    return found


_NUMBER = "#"  # begins no word


@remembered(1 << 16)
def _stands_for(language: Language | None, form: str) -> Weights:
    """Give the concepts of a word, or of a number as it stands among the units."""
    if language is None or form.startswith(_NUMBER):
        return {form: 1.0}
    return concepts(language, [form])


class Part:
    """Some units of a content, to be likened like a whole one."""

    def __init__(self, content: Content, units: Sequence[Unit]) -> None:
        self.language = content.language
        self.units = tuple(units)
        self.forms = frozenset(unit.form for unit in units)
        self.bag = _bag(units)


def _bag(units: Sequence[Unit]) -> Weights:
    found: Weights = {}
    for unit in units:
        for concept, weight in unit.concepts.items():
            found[concept] = max(found.get(concept, 0.0), weight)
    return found


def covered(one: Content | Part | Words, other: Content | Part | Words) -> float:
    """Give the share of ``one`` that ``other`` says too, 0 to 1.

    In one language words count as they are written, or by their concepts where those agree.
    """
    if not one.units:
        return 0.0
    return sum(shares(one, other)) / len(one.units)


def shares(one: Content | Part | Words, other: Content | Part | Words) -> list[float]:
    """Give for each unit of ``one`` how far ``other`` has it, 0 to 1."""
    within = one.language is other.language
    bag, forms = other.bag, other.forms
    found: list[float] = []
    for unit in one.units:
        if unit.form in forms:
            found.append(1.0)
            continue
        dot = sum([weight * bag.get(concept, 0.0) for concept, weight in unit.concepts.items()])
        # Inside one language a word that only shares a translation is a near word, not the same.
        found.append(min(1.0, dot) * (_NEAR_WORD if within else 1.0))
    return found


_NEAR_WORD = 0.7


def likeness(one: Content, other: Content) -> float:
    """Give how alike two contents are, 0 to 1: the harmonic mean of both coverages."""
    here, there = covered(one, other), covered(other, one)
    return 2 * here * there / (here + there) if here + there else 0.0


def candidates(contents: Sequence[Content]) -> list[tuple[int, int]]:
    """Give the pairs of positions that share enough fingerprints to be worth likening, in order.

    A fingerprint that many hold says nothing. Of contents that are equal word for word each is
    paired with the first of them, however many they are.
    """
    holders: dict[int, list[int]] = {}
    equals: dict[int, int] = {}
    found: set[tuple[int, int]] = set()
    for number, content in enumerate(contents):
        for value in content.fingerprints:
            holders.setdefault(value, []).append(number)
        first = equals.setdefault(content.key, number)
        if first != number:
            found.add((first, number))
    shared: Counter[tuple[int, int]] = Counter()
    for numbers_ in holders.values():
        if len(numbers_) <= MOST_HOLDERS:
            shared.update(combinations(numbers_, 2))
    for (one, other), count in shared.items():
        if count >= least(len(contents[one].units), len(contents[other].units)):
            found.add((one, other))
    return sorted(found)


# Set by hand, as for articles.
MOST_HOLDERS = 40
"""Contents that may hold a fingerprint, beyond which it is a phrase that everybody uses."""
_SHORT = 8
# Halving those of shorter contents loses translations: of the pairs of the NTREX annotations
# 68 per cent are found if it begins at 8 units, 74 at 16, 77 at 24, and 77 if none is halved.
_WHOLE = 24


def least(units: int, others: int) -> int:
    """Give how many fingerprints contents of so many units must share: of a short one, one."""
    return 1 if min(units, others) < _SHORT else 2
