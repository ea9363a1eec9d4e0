"""Words that a translation left behind: in square brackets, or in the midst of a sentence.

Original articles hold foreign words too: titles of works, names, slogans, quoted speech, words
that the language has long borrowed. So no word counts for being foreign. What counts:

*Bracketed residue.* An editor puts words in square brackets to complete a quotation, in the
language of the paper. Brackets whose words belong to another language than the sentence round
them were put there by an editor of that other language. Offices (*President*), adjectives of
nations (*Russian*) and small words decide, names do not.

*Running residue.* A stretch of small words of another language (*that the*, *dans les*) in the
midst of a sentence of this one, outside quotation marks and parentheses, where no small word of
this language interrupts them. Capitals beside them make a name or a title of them, and
expressions that the language has borrowed are listed with it (``[origin]`` in ``lineage.toml``).

Both were chosen so that original articles stay silent; see ``docs/whence.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from msgspec import Struct

from ondit.lang import every, load
from ondit.lang.card import Language
from ondit.model import SPOKEN, Article, Evidence, Span, Strength
from ondit.text import fold

_BRACKETS = re.compile(r"\[([^\[\]]{1,160})\]")
# Addresses and shortcodes stand in brackets too.
_TECHNICAL = re.compile(r"https?:|www\.|[=/\\{}<>|@#_]")
# Where a stretch ends: what is quoted or put in parentheses is foreign on purpose.
_BOUNDARY = re.compile(r"[«»“”„\"()\[\]]|[.!?…:;](?=\s|$)")
_LETTERS = re.compile(r"[^\W\d_]+")
_AROUND = 300  # characters read on either side of a bracket to know the language round it

_MOST = 100  # brackets read in one block: more are notes or code

# A stretch may hold this many words that are no small words between two that are.
_GAP = 3
# So many foreign small words, one of them telling at least, make a stretch weak, medium, strong;
# twice as many are asked for beside a capital, where titles and names of bodies stand, and a weak
# stretch says nothing there.
_STEPS: tuple[tuple[int, Strength], ...] = ((4, "strong"), (3, "medium"), (1, "weak"))
_BESIDE_CAPITAL = 2
# Small words of its own language that the same sentence must hold outside the stretch.
_OWN = 2


class Vocabulary(Struct, frozen=True, kw_only=True):
    """What tells one language (``code``) inside a text of another."""

    code: str
    telling: frozenset[str]
    """Small words that the language of the text has not."""
    small: frozenset[str]
    """All its small words."""
    offices: frozenset[str]
    """Titles before names and adjectives of nations, folded, that the other language has not."""


@cache
def vocabulary(code: str, inside: str) -> Vocabulary:
    """Give what tells the language ``code`` in a text of the language ``inside``."""
    one, host = load(code), load(inside)
    small = one.words.function_words - {""}
    at_home = host.words.function_words | host.lineage.origin.at_home
    return Vocabulary(
        code=code,
        telling=frozenset(word for word in small - at_home if len(word) > 1),
        small=small,
        offices=_offices(one) - _offices(host) - {fold(word) for word in at_home},
    )


@cache
def _offices(language: Language) -> frozenset[str]:
    """Give the titles and the adjectives of nations of ``language``, folded."""
    demonyms = {word for name in language.names for word in name.demonyms}
    return frozenset(fold(word) for word in demonyms | language.lineage.origin.titles)


def residues(article: Article) -> list[Evidence]:
    """Give the residues of ``article``, bracketed ones first; none without a known language."""
    if article.language is None:
        return []
    others = [one for one in every() if one.code != article.language]
    if len(others) == len(every()):
        return []
    language = load(article.language)
    found: list[Evidence] = []
    for kind in (bracketed, running):
        for number, block in enumerate(article.blocks):
            if block.role not in SPOKEN:
                continue
            for start, end, strength, code in kind(block.text, language, others):
                found.append(
                    Evidence(
                        kind="bracketed-residue" if kind is bracketed else "residue",
                        strength=strength,
                        page=article.id,
                        spans=(Span(number, start, end),),
                        language=code,
                    )
                )
    return found


# --------------------------------------------------------------------------------------------
# Square brackets

Found = Iterator[tuple[int, int, Strength, str]]
"""Start, end, strength and language of each residue of a text."""


def bracketed(text: str, language: Language, others: list[Language]) -> Found:
    """Give the editor's insertions in ``text`` that are of another language than ``language``."""
    for match in islice(_BRACKETS.finditer(text), _MOST):
        inside = match.group(1)
        if _TECHNICAL.search(inside):
            continue
        before = text[max(0, match.start() - _AROUND) : match.start()]
        after = text[match.end() : match.end() + _AROUND]
        for other in others:
            strength = _insertion(inside, vocabulary(other.code, language.code), language)
            if strength is not None and _shares(before + " " + after, language, other):
                if strength == "strong" and not _quoted(before):
                    strength = "medium"
                yield match.start(), match.end(), strength, other.code
                break


def _insertion(inside: str, tells: Vocabulary, language: Language) -> Strength | None:
    """Tell how strongly the words ``inside`` brackets are of the other language, not of this one.

    Strong by a telling word or by an office; medium by two small words that are at home here too,
    weak by one: *in situ* is at home everywhere.
    """
    words = [inside[start:end] for start, end in language.tokens(inside)]
    words = [word for word in words if word[0].isalpha()]
    own = vocabulary(language.code, tells.code)
    offices = telling = small = 0
    for number, word in enumerate(words):
        plain = word.lower().rstrip("'’")
        if plain in own.telling or fold(word) in own.offices:
            return None
        offices += fold(word) in tells.offices
        if word[0].isupper():
            continue
        after = words[number + 1] if number + 1 < len(words) else ""
        if not after[:1].isupper():
            small += len(plain) > 1 and plain in tells.small and plain not in own.small
            telling += plain in tells.telling
        elif number == 0 or not words[number - 1][0].isupper():
            telling += plain in tells.telling  # *of* in *Bank of America* is part of a name
    if telling or (offices and _is_office(words, tells)):
        return "strong"
    if small == 0 or _borrowed(_lowered(inside), 0, len(inside), language):
        return None
    return "medium" if small > 1 else "weak"


def _is_office(words: list[str], tells: Vocabulary) -> bool:
    """Tell whether ``words`` are an office: an adjective with a capital alone may name a firm."""
    ranks = sum(fold(word) in _ranks(tells.code) for word in words)
    return len(words) == 1 or ranks > 0 or not any(word[0].isupper() for word in words)


@cache
def _ranks(code: str) -> frozenset[str]:
    return frozenset(fold(word) for word in load(code).lineage.origin.titles)


def _shares(around: str, language: Language, other: Language) -> bool:
    """Tell whether the words ``around`` a bracket are of ``language`` rather than of ``other``."""
    here, there = vocabulary(language.code, other.code), vocabulary(other.code, language.code)
    own = foreign = 0
    for start, end in language.tokens(around):
        word = around[start:end].lower().rstrip("'’")
        own += word in here.small
        foreign += word in there.small and word not in here.small
    return own >= _OWN and own > 2 * foreign


def _quoted(before: str) -> bool:
    """Tell whether the place after ``before`` lies inside quotation marks."""
    last_open = max(before.rfind("«"), before.rfind("“"))
    last_close = max(before.rfind("»"), before.rfind("”"))
    return last_open > last_close or before.count('"') % 2 == 1


# --------------------------------------------------------------------------------------------
# Running text


class _Word(Struct, frozen=True):
    """A word of a stretch, and what it is."""

    start: int
    end: int
    kind: str
    """``telling``, ``small`` (foreign, yet at home here), ``own``, ``capital`` or ``other`` (a
    content word, or a small word of both languages)."""


def running(text: str, language: Language, others: list[Language]) -> Found:
    """Give the stretches of ``text`` in another language than ``language``."""
    tells = [vocabulary(other.code, language.code) for other in others]
    lowered = _lowered(text)
    for start, end in _segments(text):
        plain = set(_LETTERS.findall(lowered, start, end))
        for one in tells:
            if plain.isdisjoint(one.telling):
                continue  # as in nearly every sentence
            words = _words(text, lowered, start, end, language, one)
            if sum(word.kind == "own" for word in words) < _OWN:
                continue
            for first, last, strength in _stretches(words):
                if not _borrowed(lowered, first, last, language):
                    yield first, last, strength, one.code


def _lowered(text: str) -> str:
    """Give ``text`` in lower case with straight apostrophes, at the same offsets."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(mark.lower()[:1] for mark in text)
    return lowered.replace("’", "'")


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Give the pieces of ``text`` between quotation marks, parentheses and sentence ends."""
    start = 0
    for match in _BOUNDARY.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _words(
    text: str, lowered: str, start: int, end: int, language: Language, tells: Vocabulary
) -> list[_Word]:
    """Give the words of a piece of ``text`` with what each is."""
    found = []
    for begin, finish in language.tokens(text[start:end]):
        begin, finish = begin + start, finish + start
        if not text[begin].isalpha():
            continue
        word = lowered[begin:finish].rstrip("'’")
        if text[begin].isupper() and begin > start + 1:
            kind = "capital"
        elif word in tells.telling:
            kind = "telling"
        elif word in language.words.function_words:
            kind = "other" if word in tells.small else "own"
        elif word in tells.small:
            kind = "small"
        else:
            kind = "other"
        found.append(_Word(begin, finish, kind))
    return found


def _stretches(words: list[_Word]) -> Iterator[tuple[int, int, Strength]]:
    """Give the offsets and strength of the foreign stretches among ``words``."""
    run: list[int] = []
    for number, word in enumerate([*words, _Word(0, 0, "own")]):
        if word.kind in ("telling", "small") and (not run or number - run[-1] <= _GAP + 1):
            run.append(number)
            continue
        over = word.kind == "own" or (bool(run) and number - run[-1] > _GAP)
        if not over:
            continue
        strength = _weigh(words, run)
        if strength is not None:
            yield words[run[0]].start, words[run[-1]].end, strength
        run = [number] if word.kind in ("telling", "small") else []


def _weigh(words: list[_Word], run: list[int]) -> Strength | None:
    """Give the strength of the stretch whose small words are ``run``; ``None`` for no sign."""
    if not any(words[number].kind == "telling" for number in run):
        return None
    first, last = max(0, run[0] - 2), min(len(words), run[-1] + 3)
    capital = any(one.kind == "capital" for one in words[first:last])
    enough = len(run) // _BESIDE_CAPITAL if capital else len(run)
    strength = next((strength for least, strength in _STEPS if enough >= least), None)
    return None if capital and strength == "weak" else strength


def _borrowed(lowered: str, first: int, last: int, language: Language) -> bool:
    """Tell whether a borrowed expression makes up at least half of a stretch of ``lowered``."""
    for phrase in language.lineage.origin.borrowed:
        at = lowered.find(phrase, max(0, first - len(phrase)), last + len(phrase))
        common = min(last, at + len(phrase)) - max(first, at)
        if at >= 0 and 2 * common >= last - first:
            return True
    return False
