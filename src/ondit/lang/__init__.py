"""One folder per language, all of the same shape; what the folders hold is data.

A language is known when its folder lies here: ``words.toml`` (small words, abbreviations, months,
typography), ``page.toml`` (furniture, credit and date phrases), ``speech.toml`` (reporting cues
with their stance, roles, pronouns), ``lineage.toml`` (negations, hedges, numbers in words),
``messages.toml`` (what Ondit says to people), ``bridge.tsv`` (to the pivot language, English) and
``__init__.py`` (one sentence about the language). :mod:`ondit.lang.card` declares the tables, and
a table that lacks a field, or has one too many, is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ondit.errors import UnknownLanguage
from ondit.lang.card import Language

_HERE = Path(__file__).parent


@cache
def known() -> tuple[str, ...]:
    """Give the codes (ISO 639-1) of the languages that have a folder, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/words.toml")))


@cache
def load(code: str) -> Language:
    """Give the language of ``code``; its tables are read when first asked for."""
    if code not in known():
        raise UnknownLanguage(language=code, known=", ".join(known()))
    return Language(code, _HERE / code)


def find(code: str | None) -> Language | None:
    """Give the language of ``code``, or ``None`` when there is no folder for it."""
    return load(code) if code in known() else None


def every() -> tuple[Language, ...]:
    """Give all known languages."""
    return tuple(load(code) for code in known())


# Below this many letters nothing is said: in trials three words of French or English were told
# apart in 97 % of cases, five in 99 %.
_ENOUGH_LETTERS = 20
_READ_CHARACTERS = 1000  # what the identifier reads best; more only costs time


def identify(text: str, among: Iterable[str] = ()) -> str | None:
    """Give the language of ``text``, or ``None`` when there is too little of it to tell.

    Any of the 97 languages of py3langid is named, with a folder here or not. ``among`` limits the
    choice, for short passages. Method: Lui and Baldwin 2012, *langid.py*.
    """
    passage = text[:_READ_CHARACTERS]
    if sum(mark.isalpha() for mark in passage) < _ENOUGH_LETTERS:
        return None
    code, _ = _identifier(tuple(sorted(among))).classify(passage)
    return str(code)


@cache
def _identifier(among: tuple[str, ...]) -> Any:
    # Imported late: the model takes 150 ms of CPU to load, and most commands do without.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if among:
        identifier.set_languages(list(among))
    return identifier
