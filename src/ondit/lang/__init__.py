"""One folder per language, all of the same shape; what the folders hold is data.

A language is known when its folder lies here: ``words.toml`` (small words, abbreviations, months,
typography), ``page.toml`` (furniture, credit and date phrases), ``speech.toml`` (reporting cues
with their stance, roles, pronouns), ``lineage.toml`` (negations, hedges, numbers in words),
``messages/`` (what Ondit says to people), ``bridge.tsv`` (to the pivot language, English) and
``__init__.py`` (one sentence about the language). :mod:`ondit.lang.card` declares the tables, and
a table that lacks a field, or has one too many, is an error.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ondit.errors import UnknownLanguage

if TYPE_CHECKING:
    from ondit.lang.card import Beyond, Language

FALLBACK = "en"
"""The language of messages where the locale names none that has a folder."""

_HERE = Path(__file__).parent


@cache
def known() -> tuple[str, ...]:
    """Give the codes (ISO 639-1) of the languages that have a folder, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/words.toml")))


@cache
def load(code: str) -> Language:
    """Give the language of ``code``; its tables are read when first asked for."""
    from ondit.lang.card import Language  # late: --help speaks without the other tables

    return Language(code, folder(code))


def folder(code: str) -> Path:
    """Give the folder of the language of ``code``."""
    if code not in known():
        raise UnknownLanguage(language=code, known=", ".join(known()))
    return _HERE / code


def find(code: str | None) -> Language | None:
    """Give the language of ``code``, or ``None`` when there is no folder for it."""
    return load(code) if code in known() else None


def of_locale(environment: Mapping[str, str]) -> str:
    """Give the language of messages for the locale in ``environment``, by the rules of POSIX."""
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = locale[:2].lower()
    return code if code in known() else FALLBACK


def every() -> tuple[Language, ...]:
    """Give all known languages."""
    return tuple(load(code) for code in known())


@cache
def beyond() -> Beyond:
    """Give what is known of the bylines and dates of languages that have no folder."""
    import msgspec

    from ondit.lang.card import Beyond  # late: --help does without

    return msgspec.toml.decode((_HERE / "beyond.toml").read_bytes(), type=Beyond)


RAREST = 13
"""The level of concepts that one text in a hundred holds, or fewer."""


@cache
def common() -> Mapping[str, int]:
    """Give the level of concepts that are common; all others are at :data:`RAREST`.

    About one text in 2 ^ (level / 2) holds the concept, whatever its language. Made by
    ``training/common.py``.
    """
    lines = (_HERE / "common.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("# ")]
    return {concept: int(level) for concept, level in rows}


# Below this many letters nothing is said: three words can belong to anybody.
_ENOUGH_LETTERS = 20
# More of a text does not change the answer on 2,800 short texts in ten languages.
_READ_CHARACTERS = 2000
# A passage of so many words is looked at for another language than that of its page. Of the 1,678
# paragraphs of 124 news articles in French and English none is taken for one in the other
# language, and on a page in the other language 91 % are told from it.
_ENOUGH_WORDS = 12
_OWN_SHARE = 0.15
_FOREIGN_SHARE = 0.3
_PASSAGE = 400  # characters
# A language is a candidate when this share of a text's words are its function words, and when that
# is this many times the share of the next language. Chosen on the same texts and on the lines of
# 124 news articles: 5 % of French and English texts lie below.
_LEAST_SHARE = 0.15
_LEAST_LEAD = 1.5
# Languages that are not written in Latin letters.
_NEVER_LATIN = frozenset(
    "am ar be bg bn ckb dv el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru"
    " sd si ta te th ug uk ur yi zh".split()
)


def identify(text: str, among: Collection[str] = ()) -> str | None:
    """Give the language of ``text`` (ISO 639-1), or ``None`` when there is too little to tell.

    Languages with a folder are told by their function words, which beats letter statistics on
    short texts (99 % of news lines of up to eight words against 55 %); the others by resiliparse's
    detector. Where the two disagree, the share of function words must reach the ``sure_share`` of
    the language. ``among`` limits the choice, for passages.
    """
    from ondit.text import letters  # late: --help does without

    passage = text[:_READ_CHARACTERS]
    words = letters(passage.lower())
    if sum(map(len, words)) < _ENOUGH_LETTERS:
        return None
    allowed = [language for language in every() if not among or language.code in among]
    shares = sorted(((_share(words, one), one.code) for one in allowed), reverse=True)
    best, code = shares[0] if shares else (0.0, "")
    second = shares[1][0] if len(shares) > 1 else 0.0
    candidate = code if best >= max(_LEAST_SHARE, _LEAST_LEAD * second) else None
    if candidate and (among or best >= load(candidate).words.sure_share):
        return candidate
    detected = _detected(passage, among)
    if candidate and detected in known():
        return candidate
    if detected in _NEVER_LATIN and sum(map(str.isascii, words)) * 2 > len(words):
        return None  # letters that nobody who writes it uses: code, or an encoding mistaken
    return None if detected == "unknown" else detected


def other(text: str, language: str | None) -> str | None:
    """Give the language of the passage ``text`` where it is surely another than ``language``.

    Only the languages that have a folder are told apart; a passage with few small words of its
    page's language and many of another is of that other one.
    """
    from ondit.text import letters  # late: --help does without

    words = letters(text[:_PASSAGE].lower())
    if len(words) < _ENOUGH_WORDS:
        return None
    page = next((one for one in every() if one.code == language), None)
    small = _small(words, page) if page else 0
    if small / len(words) >= _OWN_SHARE:  # as of most passages: the share itself is no less
        return None
    own = _share(words, page) if small and page else 0.0
    if own >= _OWN_SHARE:
        return None
    shares = {one.code: _share(words, one) for one in every() if one is not page}
    best = max(shares, key=lambda code: (shares[code], code), default=None)
    if best is None or shares[best] < max(_FOREIGN_SHARE, 3 * own):
        return None
    # A language without a folder may share small words with one that has one: *de la, que, un*.
    return best if page is not None or _detected(text[:_PASSAGE]) == best else None


def _detected(text: str, among: Collection[str] = ()) -> str:
    """Give the language that resiliparse's detector takes ``text`` for, or ``unknown``."""
    from resiliparse.parse.lang import detect_fast  # late: --help does without

    code: str = detect_fast(text, langs=sorted(among) or None)[0]
    return code


def _share(words: Sequence[str], language: Language) -> float:
    """Give the share of ``words``, lower case, that are function words of ``language``.

    An elision is a word of its own (*l'homme*); a letter that is no function word is the rest of
    one that is (*don't*).
    """
    known = language.words.function_words
    small = _small(words, language)
    if not small:
        return 0.0
    return small / max(1, sum([len(word) > 1 or word in known for word in words]))


def _small(words: Sequence[str], language: Language) -> int:
    return sum(map(language.words.function_words.__contains__, words))
