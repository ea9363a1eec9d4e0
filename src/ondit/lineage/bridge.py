"""From the words of a text to concepts that mean the same in every language.

A concept is a string: a word of the pivot language (``say``), a number by value (``#155``), a body
or government of the name tables (``org:NATO``), or, for words that no table knows, a key under
which spellings of one name meet (*Poutine*, *Putin*: ``~putin``) and its beginning, for words of
common descent (*épidémiologiste*, *epidemiologist*: ``~~epide``). Each word of a text spreads a
weight of one over its concepts.

Source of the tables: ``training/bridge.py``; of the key's rules: the spellings of Slavonic and
Arabic names in French and English news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ondit.lang import every
from ondit.lang.card import Language
from ondit.lineage.numbers import numbers
from ondit.remembered import remembered
from ondit.text import fold

Weights = dict[str, float]
"""How much of each concept there is."""

# One letter for one sound, in this order; what differs between the romanisations of one name.
_SOUNDS = (
    (re.compile(r"shch|chtch|tch|tsch|sch|sh|ch|cz"), "s"),
    (re.compile(r"kh|ck|q|c(?=[aou])|c$"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"dj|dzh|zh"), "j"),
    (re.compile(r"gu(?=[ei])|gh"), "g"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"w"), "v"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"y|j(?=[aeou])"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"i+(?=[aeou])"), "i"),
    (re.compile(r"^ie"), "e"),
    (re.compile(r"(?<=.{3})er$"), "r"),
    (re.compile(r"(?<=.{3})e$"), ""),
)
_STEM = 5  # letters that words of common descent share; four join too much, six too little
_STEM_FROM = 7  # letters that a word must have to be likened by its beginning
# Weight of a likeness of letters beside the bridge: it confirms names and words of common descent.
# Chosen on 2009 and 2013 by the rank of the right sentence.
_LETTERS = 0.6
_BEGINNING = 0.4
# A form that the bridge lacks (*bascula*) borrows the pivots of forms that begin alike.
_KIN = 0.8
_BESIDE_KIN = 0.5
_MOST_KIN = 4
# A form that the bridge lacks (*opérateurs*) has the pivots of the other forms of its word.
_SAME_WORD = 0.9
_BESIDE_SAME = 0.3
_LONGEST_ENDING = 8
_LEAST_STEM = 3


@remembered(1 << 16)
def name_key(form: str) -> str:
    """Give the key under which the spellings of one folded name meet."""
    key = form[:64].replace("-", "").replace("'", "")
    for pattern, letter in _SOUNDS:
        key = pattern.sub(letter, key)
    return key or form[:64]


@cache
def _pivots(language: Language) -> dict[str, tuple[tuple[str, float], ...]]:
    """Give the pivots of each form, the squares of their weights adding up to one."""
    rows: dict[str, list[tuple[str, float]]] = {}
    for row in language.bridge:
        rows.setdefault(row.form, []).append((row.pivot, row.weight))
    return {form: _levelled(found) for form, found in rows.items()}


def _levelled(found: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    total = sum(weight for _, weight in found)
    return tuple((pivot, (weight / total) ** 0.5) for pivot, weight in found)


@cache
def _akin(language: Language) -> dict[str, tuple[tuple[str, float], ...]]:
    """Give, for each beginning, the commonest pivots of the forms that share it."""
    found: dict[str, dict[str, float]] = {}
    for form, pivots in _pivots(language).items():
        if len(form) >= _STEM:
            sums = found.setdefault(form[:_STEM], {})
            for pivot, weight in pivots:
                sums[pivot] = sums.get(pivot, 0.0) + weight * weight
    return {
        beginning: _levelled(sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:_MOST_KIN])
        for beginning, sums in found.items()
    }


@cache
def _endings(language: Language) -> frozenset[str]:
    return frozenset(language.lineage.inflections)


def stem(language: Language, form: str) -> str:
    """Give ``form`` without the longest ending of inflection that leaves enough letters."""
    endings = _endings(language)
    for length in range(min(_LONGEST_ENDING, len(form) - _LEAST_STEM), 0, -1):
        if form[-length:] in endings:
            return form[:-length]
    return form


@cache
def _stems(language: Language) -> dict[str, tuple[tuple[str, float], ...]]:
    """Give, for each stem, the commonest pivots of the forms that share it."""
    found: dict[str, dict[str, float]] = {}
    for form, pivots in _pivots(language).items():
        sums = found.setdefault(stem(language, form), {})
        for pivot, weight in pivots:
            sums[pivot] = sums.get(pivot, 0.0) + weight * weight
    return {
        key: _levelled(sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:_MOST_KIN])
        for key, sums in found.items()
    }


@cache
def _small(language: Language) -> frozenset[str]:
    return frozenset(fold(word) for word in language.words.function_words)


@cache
def _bodies(language: Language) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Give, by their first word, the names of bodies and governments and their keys."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in language.names:
        for phrase in (row.name, *row.aliases, *row.demonyms):
            forms = tuple(fold(phrase[start:end]) for start, end in language.tokens(phrase))
            if forms:
                found.setdefault(forms[0], []).append((forms, row.key))
    return {
        first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))
        for first, rows in found.items()
    }


def concepts(language: Language, forms: Sequence[str]) -> Weights:
    """Give the concepts of a sentence, from its folded tokens in order."""
    weights: Weights = {}
    taken: set[int] = set()
    for number in numbers(language, forms):
        _add(weights, f"#{number.value:g}", 1.0)
        taken.update(range(number.first, number.last))
    small = _small(language)
    for place, form in enumerate(forms):
        if place in taken:
            continue
        body = _body(language, forms, place)
        if body:
            _add(weights, body[1], 1.0)
            taken.update(range(place, place + len(body[0])))
        elif form[:1].isalpha() and form not in small and len(form) > 1:
            for concept, weight in word_concepts(language, form):
                _add(weights, concept, weight)
    return weights


def _add(weights: Weights, concept: str, weight: float) -> None:
    # The second mention in one sentence says less than the first.
    weights[concept] = (weights.get(concept, 0.0) ** 2 + weight**2) ** 0.5


def _body(
    language: Language, forms: Sequence[str], place: int
) -> tuple[tuple[str, ...], str] | None:
    for row in _bodies(language).get(forms[place], ()):
        if tuple(forms[place : place + len(row[0])]) == row[0]:
            return row
    return None


@remembered(1 << 16)
def word_concepts(language: Language, form: str) -> tuple[tuple[str, float], ...]:
    """Give the concepts of one folded word."""
    key = name_key(form)
    found = [*_pivots(language).get(form, ())]
    if not found and form not in _all_pivots():
        same = _stems(language).get(stem(language, form), ())
        akin = same or _akin(language).get(form[:_STEM], ())
        share, beside = (_SAME_WORD, _BESIDE_SAME) if same else (_KIN, _BESIDE_KIN)
        found = [(form, beside if akin else 1.0)]
        found += [(pivot, weight * share) for pivot, weight in akin if pivot != form]
    elif not found:
        found = [(form, 1.0)]
    found.append(("~" + key, _LETTERS))
    if len(form) >= _STEM_FROM:
        found.append(("~~" + key[:_STEM], _BEGINNING))
    return tuple(found)


def leading(language: Language | None, form: str) -> tuple[str, ...]:
    """Give the likeliest concepts of one folded word, two at most; none of a small word.

    A word that no table knows is a name: it gives its key. Figures give their digits.
    """
    if len(form) < _LEAST_LETTERS:
        return ()
    if form[0].isdigit():
        return ("#" + form,)
    if language is None:
        return ("~" + name_key(form),)
    if form in _small(language):
        return ()
    body = [key for forms, key in _bodies(language).get(form, ()) if len(forms) == 1]
    if body:
        return (body[0],)
    found = [*_pivots(language).get(form, ())]
    if not found and form in _all_pivots():
        return (form,)
    if not found:
        found = [*_stems(language).get(stem(language, form), ())]
    if not found:
        return ("~" + name_key(form),)
    found.sort(key=lambda row: (-row[1], row[0]))
    return tuple(pivot for pivot, _ in found[:_MOST_LEADING])


_LEAST_LETTERS = 2
_MOST_LEADING = 2


def translated(language: Language | None, form: str) -> bool:
    """Tell whether some table gives ``form`` another name in the pivot language, or may."""
    if language is None:
        return False
    return any(
        part in _pivots(language)
        or part in _bodies(language)
        or part in _small(language)
        or part in _all_pivots()
        for part in (form, *form.split("-"))
    )


@cache
def _all_pivots() -> frozenset[str]:
    """Give the words of the pivot language that some other language has a word for."""
    return frozenset(row.pivot for language in every() for row in language.bridge)
