"""What is known of each token, as numbers: what the tagger of tokens sees.

The tokens of the stretches in which somebody may speak are laid out one behind another on a
*sheet*, with a margin between two stretches, so that the neighbours of all tokens are one array
shifted. A *trait* is what a few of these arrays hold at a token and beside it (the word, the class
of the word before, what the rules read here), made one number by hashing (Weinberger et al. 2009,
*Feature Hashing for Large Scale Multitask Learning*); the tagger has a weight for each number.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import cast
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ondit.remembered import LONGEST
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.stretches import Stretch

Hashes = NDArray[np.uint32]
Places = NDArray[np.int64]

BITS = 18
"""Of a trait's number: with 2^17 the tagger loses half a point on PolNeAR, 2^19 adds nothing."""
MARGIN = 3
"""Places between two stretches, as many as a token sees of its neighbours."""
_REMEMBERED = 20_000  # words; all are forgotten when full
_IS_MARK, _IS_COMMA, _IS_THAT = 1, 2, 4
_NAMES = ("word", "class", "ending", "opening", "lemma", "takes", "who", "capital", "signs")
_STEPS = (1, 2, 3, 4, 5, 7, 10, 15, 23, 36)  # distances in tokens that are told apart
_FAR = 64
_STEP = np.searchsorted(_STEPS, np.arange(_FAR + 1), side="right").astype(np.uint32)

# Names of arrays and the shift at which each is looked at. What stands of the rules is in the last.
_TRAITS: tuple[tuple[tuple[str, int], ...], ...] = (
    *(((name, shift),) for name in ("word", "class") for shift in range(-MARGIN, MARGIN + 1)),
    (("word", -1), ("word", 0)),
    (("word", 0), ("word", 1)),
    (("class", -1), ("class", 0), ("class", 1)),
    (("class", -2), ("class", -1), ("class", 0)),
    (("class", 0), ("class", 1), ("class", 2)),
    (("ending", 0),),
    (("ending", -1), ("class", 0)),
    (("ending", 1), ("class", 0)),
    (("opening", 0),),
    (("who", 0), ("capital", 0)),
    (("who", -1), ("class", 0)),
    (("who", 1), ("class", 0)),
    (("capital", -1), ("capital", 0), ("capital", 1), ("quoted", 0)),
    (("quoted", -1), ("quoted", 0), ("quoted", 1)),
    (("quoted", 0), ("class", 0)),
    (("quoted", 0), ("quotes", 0), ("class", -1)),
    (("begun", 0),),
    (("left", 0),),
    (("begun", 0), ("class", 0)),
    (("lemma", 0), ("quoted", 0)),
    (("takes", 0), ("class", 1)),
    (("lemma before", 0), ("before", 0)),
    (("lemma after", 0), ("after", 0)),
    (("takes before", 0), ("before", 0), ("commas before", 0)),
    (("takes after", 0), ("after", 0), ("commas after", 0)),
    (("takes before", 0), ("that", 0), ("before", 0)),
    (("takes before", 0), ("takes after", 0), ("quoted", 0)),
    (("takes before", 0), ("class", 0), ("commas before", 0)),
    (("takes after", 0), ("class", 0), ("commas after", 0)),
    (("takes after", 0), ("quoted", 0), ("commas after", 0), ("after", 0)),
    (("takes before", 0), ("quoted", 0), ("commas before", 0), ("before", 0)),
    (("lemma after", 0), ("commas after", 0), ("quoted", 0)),
    (("lemma before", 0), ("commas before", 0), ("quoted", 0), ("that", 0)),
    (("content", 0), ("cue", 0), ("source", 0)),
    (("content", 0), ("content", -1), ("content", 1), ("quoted", 0)),
    (("content", 0), ("takes before", 0), ("before", 0)),
    (("content", 0), ("takes after", 0), ("after", 0)),
    (("content", 0), ("class", 0)),
    (("content", 0), ("class", -1), ("content", -1)),
    (("content", 0), ("class", 1), ("content", 1)),
    (("content", 0), ("lemma before", 0)),
    (("content", 0), ("lemma after", 0)),
    (("cue", 0), ("lemma", 0)),
    (("source", 0), ("class", 0)),
    (("source", 0), ("cue", 1), ("cue", -1), ("after", 0)),
)


class Sheet(Struct, kw_only=True):
    """The tokens of some stretches, laid out; all arrays have one item a place."""

    traits: Hashes
    """(traits, places) numbers below 2 ** BITS, without the outer margins."""
    marks: NDArray[np.bool_]
    """Where punctuation stands; margins count as such."""
    quoted: NDArray[np.bool_]
    stretch: Places
    """The number of the stretch; -1 in a margin."""


def sheet(stretches: Sequence[Stretch], lexicon: Lexicon) -> Sheet:
    """Lay out ``stretches``, and say in each where it lies (``at``)."""
    memory = _memory(lexicon)
    rows, quotations, spans = _laid_out(stretches, lexicon, memory)
    size = len(rows)
    words = memory.table.take(rows, axis=1)
    columns = dict(zip(_NAMES, words, strict=True))
    inside = quotations >= 0
    fresh = np.ones(size, dtype=np.bool_)
    np.not_equal(quotations[1:], quotations[:-1], out=fresh[1:])
    columns["quoted"] = inside * (1 + (inside & fresh)).astype(np.uint32)
    stretch = np.full(size, -1)
    begins, ends = np.full(size, size), np.zeros(size, dtype=np.int64)
    for number, (lo, hi) in enumerate(spans):
        stretch[lo:hi] = number
        begins[lo:hi], ends[lo:hi] = lo, hi
    columns |= _around(columns, inside, begins, ends) | _read(stretches, size)
    return Sheet(
        traits=_hashed(columns, size - 2 * MARGIN),
        marks=(columns["signs"] & _IS_MARK > 0) | (stretch < 0),
        quoted=inside,
        stretch=stretch,
    )


def _laid_out(
    stretches: Sequence[Stretch], lexicon: Lexicon, memory: _Memory
) -> tuple[Places, Places, list[tuple[int, int]]]:
    """Give the column of each word, its quotation, and where each stretch lies."""
    get = memory.places.get
    rows = [0] * MARGIN
    capitals = [False] * MARGIN
    quoted = [-1] * MARGIN
    spans: list[tuple[int, int]] = []
    for each in stretches:
        passage, lo, hi = each.passage, each.lo, each.hi
        each.at = len(rows)
        spans.append((each.at, each.at + hi - lo))
        words = passage.words[lo:hi]
        places = list(map(get, words))
        if None in places:
            rows += [memory.place(word, lexicon) for word in words]
        else:
            rows += cast("list[int]", places)
        rows += [0] * MARGIN
        capitals += passage.capitals[lo:hi]
        capitals += [False] * MARGIN
        quoted += passage.quoted[lo:hi]
        quoted += [-1] * MARGIN
    if not stretches:  # two margins, and nothing between
        rows, capitals, quoted = rows * 2, capitals * 2, quoted * 2
    return np.array(rows) + np.array(capitals), np.array(quoted), spans


def _around(
    columns: dict[str, Hashes], inside: NDArray[np.bool_], begins: Places, ends: Places
) -> dict[str, Hashes]:
    """Give what lies around each place in its stretch: cues, how far, what is between."""
    size = len(begins)
    here = np.arange(size)
    lemma, takes, signs = columns["lemma"], columns["takes"], columns["signs"]
    is_cue = lemma > 0
    before = np.full(size, -1)
    before[1:] = np.maximum.accumulate(np.where(is_cue, here, -1))[:-1]
    after = np.full(size, size)
    after[:-1] = np.minimum.accumulate(np.where(is_cue, here, size)[::-1])[::-1][1:]
    has_before, has_after = before >= begins, after < ends
    before, after = np.where(has_before, before, 0), np.where(has_after, after, 0)
    commas = np.cumsum(signs & _IS_COMMA > 0)
    thats = np.cumsum(signs & _IS_THAT > 0)
    quotes = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(inside, out=quotes[1:])
    known = begins < size

    def near(found: NDArray[np.bool_], values: NDArray[np.generic]) -> Hashes:
        return np.where(found, values, 99).astype(np.uint32)

    return {
        "before": near(has_before, _step(here - before)),
        "after": near(has_after, _step(after - here)),
        "lemma before": near(has_before, lemma[before]),
        "lemma after": near(has_after, lemma[after]),
        "takes before": near(has_before, takes[before]),
        "takes after": near(has_after, takes[after]),
        "commas before": near(has_before, np.minimum(commas - commas[before], 3)),
        "commas after": near(has_after, np.minimum(commas[after] - commas, 3)),
        "that": near(has_before, thats > thats[before]),
        "begun": near(known, _step(here - begins)),
        "left": near(known, _step(ends - 1 - here)),
        "quotes": near(known, quotes[ends] > quotes[np.minimum(begins, size)]),
    }


def _step(distance: Places) -> Hashes:
    """Tell distances apart, the greater the more roughly."""
    return np.asarray(_STEP[np.clip(distance, 0, _FAR)])


def _read(stretches: Sequence[Stretch], size: int) -> dict[str, Hashes]:
    """Give what the rules read at each place: content (with its ends), cue, source."""
    content, cue, source = np.zeros((3, size), dtype=np.uint32)
    for each in stretches:
        move, most = each.at - each.lo, each.at + each.hi - each.lo
        for left in each.unread:
            cue[left.start + move : min(left.end + move, most)] = 1
        for draft in each.drafts:
            for start, end in draft.content:
                last = min(end + move, most) - 1
                content[start + move : last + 1] = 2
                content[start + move] = 3
                content[last] = 4 if last > start + move else 3
            for start, end in draft.cue:
                cue[start + move : min(end + move, most)] = 2
            if draft.source is not None and draft.source_passage == draft.passage:
                start, end = draft.source
                if each.lo <= start and end <= each.hi:
                    source[start + move : end + move] = 2
    return {"content": content, "cue": cue, "source": source}


# ---------------------------------------------------------------------------- hashing


def _odd(number: int) -> int:
    """Give the odd number by which a part of a trait is multiplied."""
    return crc32(f"part {number}".encode()) | 1


_PARTS = max(len(trait) for trait in _TRAITS)
_VIEWS = list(dict.fromkeys(part for trait in _TRAITS for part in trait))
_BY_PARTS = sorted(_TRAITS, key=lambda trait: -len(trait))
_OFFSETS = np.array([[_odd(-1 - number)] for number in range(len(_TRAITS))], dtype=np.uint32)
# For each place in a trait: the views that stand there, and what they are multiplied by.
_STAND = [
    np.array([_VIEWS.index(trait[part]) for trait in _BY_PARTS if len(trait) > part])
    for part in range(_PARTS)
]
_FACTORS = [
    np.array([[_odd(number * _PARTS + part)] for number in range(len(views))], dtype=np.uint32)
    for part, views in enumerate(_STAND)
]


def _hashed(columns: dict[str, Hashes], size: int) -> Hashes:
    """Give the numbers of all traits: parts added up each by its factor, then mixed.

    The mixing is that of MurmurHash3 (Appleby), whose low bits depend on all of the sum.
    """
    views = np.empty((len(_VIEWS), size), dtype=np.uint32)
    for view, (name, shift) in zip(views, _VIEWS, strict=True):
        view[:] = columns[name][MARGIN + shift : MARGIN + shift + size]
    sums = np.empty((len(_TRAITS), size), dtype=np.uint32)
    sums[:] = _OFFSETS
    for which, factors in zip(_STAND, _FACTORS, strict=True):
        part = views.take(which, axis=0)
        part *= factors
        sums[: len(which)] += part
    sums ^= sums >> np.uint32(16)
    sums *= np.uint32(0x85EBCA6B)
    sums ^= sums >> np.uint32(13)
    sums *= np.uint32(0xC2B2AE35)
    sums ^= sums >> np.uint32(16)
    sums &= np.uint32((1 << BITS) - 1)
    return sums


class _Memory:
    """The words met so far, each with two columns: without a capital, and with one."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self._adding = Lock()
        self.table = np.zeros((len(_NAMES), 1024), dtype=np.uint32)
        """One column a word and capital; the first is that of the margin."""

    def place(self, word: str, lexicon: Lexicon) -> int:
        """Give the column of a word in lower case; that with a capital is the next."""
        key = word if len(word) <= LONGEST else f"{len(word)} {crc32(word.encode()):x} {word[:40]}"
        with self._adding:
            known = self.places.get(key)
            if known is not None:
                return known
            place = 2 + 2 * len(self.places)
            if place + 2 > self.table.shape[1]:
                self.table = np.concatenate([self.table, np.zeros_like(self.table)], axis=1)
            for capital in (False, True):
                self.table[:, place + capital] = _row(word, lexicon, capital=capital)
            self.places[key] = place
            return place


_memories: dict[str, _Memory] = {}


def _memory(lexicon: Lexicon) -> _Memory:
    """Give the words met so far in a language; a full memory is begun anew."""
    memory = _memories.get(lexicon.language.code)
    if memory is None or len(memory.places) > _REMEMBERED:
        memory = _memories[lexicon.language.code] = _Memory()
    return memory


def _row(word: str, lexicon: Lexicon, *, capital: bool) -> tuple[int, ...]:
    """Give the numbers of a word."""
    kind = lexicon.kind(word)
    forms = lexicon.forms.get(word)
    verb = forms[0].verb if forms else None
    signs = _IS_MARK if kind & Kind.MARK else 0
    signs |= _IS_COMMA if word == "," else 0
    signs |= _IS_THAT if kind & Kind.COMPLEMENTISER else 0
    return (
        _number(word),
        _number(_class(word, kind, lexicon, capital=capital)),
        _number("-" + word[-3:]),
        _number(word[:4] + "-") ^ capital,
        _number(verb.lemma) if verb else 0,
        _number(verb.stance + verb.complements) if verb else 0,
        _number(_who(word, lexicon)),
        1 + capital,
        signs,
    )


def _number(text: str) -> int:
    return crc32(text.encode()) or 1


def _class(word: str, kind: int, lexicon: Lexicon, *, capital: bool) -> str:
    """Give the class of a word; small words are their own."""
    grammar = lexicon.grammar
    if kind & Kind.MARK:
        return word if word in ",.:;-–—()?!" else "mark"
    if kind:
        return word
    if word in lexicon.forms:
        return "cue"
    if capital:
        return "Capital"
    if word in grammar.verb_forms:
        return "verb"
    if word[0].isdigit():
        return "number"
    endings = (
        ("infinitive", grammar.infinitive_endings),
        ("gerund", grammar.gerund_endings),
        ("past", grammar.verb_endings),
    )
    return next((name for name, each in endings if each and word.endswith(each)), "word")


def _who(word: str, lexicon: Lexicon) -> str:
    """Tell what kind of speaker a word may name."""
    who = lexicon.speech.who
    groups = (
        *lexicon.sorts,
        ("pronoun", lexicon.speech.pronouns),
        ("first", who.first_person),
        ("title", lexicon.titles),
        ("name", lexicon.first_names),
        ("demonym", lexicon.demonyms),
    )
    return next((name for name, members in groups if word in members), "-")
