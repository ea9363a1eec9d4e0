"""The phrases of all languages together, ready to be compared with pieces of a page.

Furniture often speaks another language than the article (a French blog on an English theme), so
every known language is tried on every page. Comparison is without case, diacritics and counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property

from msgspec import Struct

from ondit import lang
from ondit.lang.card import PageWords
from ondit.model import FurnitureKind
from ondit.page.texts import Texts
from ondit.remembered import remembered
from ondit.text import fold

_BULLETS = ' -–—•>»*|:[(+#"'
LONGEST = 400
"""Characters; no label, lead-in or notice of furniture read in development was longer."""

_WORD = re.compile(r"\w+")
_TRAIL = re.compile(r"[^>›]{1,40}+(?:[>›](?!>)[^>›]{1,60}+){2,6}")
_LONGEST_BAR = 160  # characters
_MOST_IN_BAR = 24  # words
_LONGEST_IN_BAR = 4  # words of one label
# Kinds whose labels stand one behind the other, and the kinds of those that stand among them.
_BARS: dict[FurnitureKind, frozenset[FurnitureKind]] = {
    "share": frozenset(("share",)),
    "pagination": frozenset(("pagination", "menu")),
}
_PARTING = frozenset("|•·")
_BETWEEN = re.compile(r"\s*[|•·]\s*")
_HASHTAGS = re.compile(r"#\w{2,60}(?:[\s,]+#\w{2,60})+")
_MOST_IN_OPENING = 5  # words
_LONGEST_COUNT = 30  # characters of a heading that but counts comments
_LONGEST_LABEL = 80  # characters, with its marks and counts
_BARE = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class Furnishing(Struct, frozen=True, kw_only=True):
    """What kind of furniture a piece shows itself to be, and how."""

    kind: FurnitureKind
    opens: bool
    """Whether it is a heading or label, so that what follows may belong to it."""


@cache
def words() -> tuple[PageWords, ...]:
    """Give the page words of every language."""
    return tuple(language.page for language in lang.every())


@cache
def _labels() -> dict[str, FurnitureKind]:
    return {
        bare(phrase): kind
        for kind, phrases in (
            *lang.beyond().labels.items(),
            *(pair for table in words() for pair in table.labels.items()),
        )
        for phrase in phrases
    }


def _pairs(name: str) -> tuple[tuple[str, FurnitureKind], ...]:
    return tuple(
        (fold(phrase), kind)
        for table in (*words(), lang.beyond())
        for kind, phrases in getattr(table, name, {}).items()
        for phrase in phrases
    )


@cache
def _leads() -> dict[str, dict[str, FurnitureKind]]:
    """Give the leads by their first character."""
    found: dict[str, dict[str, FurnitureKind]] = {}
    for phrase, kind in _pairs("leads"):
        found.setdefault(phrase[0], {}).setdefault(phrase, kind)
    return found


@cache
def _lead_starts() -> dict[str, tuple[str, ...]]:
    return {first: tuple(phrases) for first, phrases in _leads().items()}


@cache
def _notices() -> dict[str, list[tuple[str, FurnitureKind, int]]]:
    """Give the notices by their longest word, so that a piece is compared with few of them.

    With the rank of their kind, which is its place in the table: an anti-spam notice that cites a
    privacy policy is an anti-spam notice.
    """
    ranks = {kind: rank for table in words() for rank, kind in enumerate(table.notices)}
    found: dict[str, list[tuple[str, FurnitureKind, int]]] = {}
    for phrase, kind in _pairs("notices"):
        longest = max(_WORD.findall(phrase), key=len)
        found.setdefault(longest, []).append((phrase, kind, ranks[kind]))
    return found


@cache
def _noticed() -> frozenset[str]:
    """Give the words one of which stands in each notice."""
    return frozenset(_notices())


def bare(text: str) -> str:
    """Give ``text`` folded, without marks and figures at either end."""
    return _stripped(fold(text))


def _stripped(folded: str) -> str:
    if folded and folded[0].isalpha() and folded[-1].isalpha():
        return folded  # as most are, at a tenth of the cost
    if len(folded) > _LONGEST_LABEL:
        return _BARE.sub("", folded)
    start, end = 0, len(folded)
    while start < end and _is_mark(folded[start]):
        start += 1
    while start < end and _is_mark(folded[end - 1]):
        end -= 1
    return folded[start:end]


def _is_mark(sign: str) -> bool:
    """Tell what :data:`_BARE` does of one sign, which takes less time for the few of a label."""
    return not sign.isalnum() or sign.isdecimal()


def label(text: str) -> FurnitureKind | None:
    """Tell what furniture ``text`` opens, if it is a label and nothing else."""
    return _labels().get(bare(text))


def furnishing(text: str) -> Furnishing | None:
    """Tell what furniture ``text`` is by its own words; ``None`` when they do not say."""
    return furnishings(Texts([text]))[0]


def furnishings(texts: Texts) -> list[Furnishing | None]:
    """Tell of each of ``texts`` what furniture it is by its own words."""
    each = zip(texts.written, texts.folded, texts.words(), strict=True)
    return [
        _furnishing(text, folded, words) if 0 < len(text) <= LONGEST else None
        for text, folded, words in each
    ]


def _furnishing(text: str, folded: str, words: list[str]) -> Furnishing | None:
    if not folded:
        return None  # nothing but marks that hang on letters
    if len(text) < _LONGEST_LABEL:
        label = _labels().get(_stripped(folded)) or _opening(text, folded, words)
        if label is not None:
            return _shown(label, True)
    if _counts_answers(folded):
        return _shown("comment", True)
    kind = _several(folded, words) or _lead(folded) or _notice(folded, words)
    return None if kind is None else _shown(kind, False)


@cache
def _shown(kind: FurnitureKind, opens: bool) -> Furnishing:
    return Furnishing(kind=kind, opens=opens)


def _opening(text: str, folded: str, words: list[str]) -> FurnitureKind | None:
    """Tell what a heading of a few words opens by the first of them: *More in Sport*."""
    found = _openings().get(words[0]) if 1 < len(words) <= _MOST_IN_OPENING else None
    if found is None or text[-1] in ".!?,;":
        return None
    return next((kind for phrase, kind in found if folded.startswith(f"{phrase} ")), None)


@cache
def _openings() -> dict[str, tuple[tuple[str, FurnitureKind], ...]]:
    """Give the first words of such headings by the first of all."""
    found: dict[str, tuple[tuple[str, FurnitureKind], ...]] = {}
    for phrase, kind in _pairs("openings"):
        first = _WORD.findall(phrase)[0]
        found[first] = (*found.get(first, ()), (phrase, kind))
    return found


def _counts_answers(folded: str) -> bool:
    """Tell whether a heading counts comments: *2 thoughts on ‘The bridge’*, *Responses (2)*."""
    if folded[0].isdecimal():
        rest = folded.lstrip("0123456789., ")
        if rest.startswith(gathered("answered").by_first.get(rest[:1], ())):
            return True
    if folded.startswith(gathered("one_answered").by_first.get(folded[0], ())):
        return True
    counts = folded[0].isdecimal() or folded[-1].isdecimal() or folded[-1] == ")"
    return counts and len(folded) <= _LONGEST_COUNT and _stripped(folded) in _counted()


@cache
def _counted() -> frozenset[str]:
    return frozenset(gathered("counted"))


def _several(folded: str, words: list[str]) -> FurnitureKind | None:
    """Tell what a bar of labels is (*Share Tweet*, *Print | Reply*), or a trail (*A > B > C*).

    So is a line of nothing but *#words*.
    """
    if len(folded) > _LONGEST_BAR:
        return None
    if (">" in folded or "›" in folded) and _TRAIL.fullmatch(folded):
        return "breadcrumb"
    if folded[0] == "#" and _HASHTAGS.fullmatch(folded):
        return "tags"
    if not _PARTING.isdisjoint(folded):
        kinds = [_labels().get(_stripped(part)) for part in _BETWEEN.split(folded) if part.strip()]
        if len(kinds) > 1 and all(kinds):
            return kinds[0]
    if not 1 < len(words) <= _MOST_IN_BAR or words[0] not in _beginning_bars():
        return None
    return next((kind for kind, beside in _BARS.items() if _are_labels(words, beside)), None)


def _are_labels(words: list[str], kinds: frozenset[FurnitureKind]) -> bool:
    """Tell whether ``words`` are labels of ``kinds`` one behind the other, the longest first."""
    at = count = 0
    while at < len(words):
        lengths = range(min(_LONGEST_IN_BAR, len(words) - at), 0, -1)
        end = next((at + n for n in lengths if _label_of(words[at : at + n]) in kinds), None)
        if end is None:
            return False
        at, count = end, count + 1
    return count > 1


@cache
def _beginning_bars() -> frozenset[str]:
    """Give the words with which a label in a bar begins."""
    return frozenset(
        label.split()[0] for label, kind in _worded().items() if kind in _BARS and label
    )


def _label_of(words: list[str]) -> FurnitureKind | None:
    return _worded().get(" ".join(words))


@cache
def _worded() -> dict[str, FurnitureKind]:
    """Give the labels by their words alone, without hyphens and apostrophes."""
    return {" ".join(_WORD.findall(label)): kind for label, kind in _labels().items()}


def _lead(folded: str) -> FurnitureKind | None:
    """Tell what furniture begins like ``folded``."""
    start = folded.lstrip(_BULLETS)
    first = start[:1]
    if not start.startswith(_lead_starts().get(first, ())):
        return None
    for phrase, kind in _leads()[first].items():
        if start.startswith(phrase) and _ends_word(start, len(phrase)):
            return kind
    return None


def _notice(folded: str, words: list[str]) -> FurnitureKind | None:
    """Tell what kind of notice ``folded`` holds; of several, the first of the tables.

    One that ends with a colon announces what somebody says, and stands at the end of its line:
    *Ida says:* heads a comment, *Ida says: "Come back"* is a sentence like any other.
    """
    if _noticed().isdisjoint(words):
        return None
    notices = _notices()
    found = [
        (rank, kind)
        for word in notices.keys() & words
        for phrase, kind, rank in notices[word]
        if phrase in folded and (phrase[-1] != ":" or folded.endswith(phrase))
    ]
    return min(found)[1] if found else None


def _ends_word(text: str, position: int) -> bool:
    around = text[position - 1 : position + 1]
    return len(around) < 2 or not around.isalnum()


class Phrases(tuple[str, ...]):
    """Folded phrases in the order in which they are asked, the longest first."""

    @cached_property
    def by_first(self) -> dict[str, tuple[str, ...]]:
        """The phrases by their first character, since few begin like a given text."""
        found: dict[str, tuple[str, ...]] = {}
        for phrase in self:
            found[phrase[0]] = (*found.get(phrase[0], ()), phrase)
        return found

    @cached_property
    def last_words(self) -> tuple[str, ...]:
        """The phrases as a text ends with them that has other words before."""
        return tuple(f" {phrase}" for phrase in self)

    @cached_property
    def cores(self) -> tuple[str, ...]:
        """The phrases that hold no other one: where none of them stands, none of all does."""
        return tuple(one for one in self if not any(o != one and o in one for o in self))

    def stand_in(self, folded: str) -> bool:
        """Tell whether any of the phrases stands in ``folded``, as a part of a word too."""
        return any(core in folded for core in self.cores)


@cache
def gathered(name: str) -> Phrases:
    """Give the phrases of the field ``name`` in all languages, folded, the longest first."""
    phrases = {fold(phrase) for table in words() for phrase in getattr(table, name)}
    phrases.update(map(fold, getattr(lang.beyond(), name, ())))
    return Phrases(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def as_written(name: str) -> tuple[str, ...]:
    """Give the phrases of the field ``name`` in all languages as the tables write them."""
    return tuple(sorted({phrase for table in words() for phrase in getattr(table, name)}))


def begins(text: str, phrases: Phrases) -> int:
    """Give the length of the first of ``phrases`` that ``text`` begins with, else 0.

    ``text`` is not folded; the length is counted in it, with a colon or a space that follows.
    """
    head = text[:80]
    folded = fold(head)
    shift = len(head) - len(folded)  # a ligature that folds to two letters: give up on it
    if shift:
        head = folded
    for phrase in phrases.by_first.get(folded[:1], ()):
        if folded.startswith(phrase) and _ends_word(folded, len(phrase)):
            end = len(phrase)
            while end < len(head) and head[end] in " :：\u00a0":
                end += 1
            return end
    return 0


@cache
def date_words() -> Phrases:
    """Give what stands before dates, longest first."""
    return Phrases(
        sorted({*gathered("published"), *gathered("modified")}, key=lambda phrase: -len(phrase))
    )


def likeness(one: str, other: str) -> float:
    """Give the share of words that two short texts have in common (Dice, 0 to 1)."""
    return _shared(_vocabulary(one), _vocabulary(other))


def _shared(here: frozenset[str], there: frozenset[str]) -> float:
    return 2 * len(here & there) / (len(here) + len(there)) if here and there else 0.0


def words_of(text: str) -> list[str]:
    """Give the words of ``text``, folded, as :attr:`Texts.words` gives those of a page's."""
    return _WORD.findall(fold(text))


def alike(texts: Texts, wanted: Iterable[str], *, longest: int) -> dict[int, float]:
    """Give the likeness of each of ``texts`` to the one of ``wanted`` that it is likest.

    A text that holds neither of the two longest words of another is taken for unlike it, which
    spares nearly all comparisons: titles and headings that are alike share their rare words. So is
    one of more than ``longest`` characters, which are :data:`~ondit.page.texts.LONGEST` at most.
    """
    found: dict[int, float] = {}
    for one in dict.fromkeys(wanted):
        there = frozenset(_WORD.findall(fold(one)))
        numbers = {number for word in _longest(there) for number in texts.holding(word)}
        for number in numbers:
            if len(texts.written[number]) <= longest:
                value = _shared(frozenset(texts.words_of(number)), there)
                found[number] = max(found.get(number, 0.0), value)
    return found


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))[:2]


@remembered(4096, longest=LONGEST)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text)))
