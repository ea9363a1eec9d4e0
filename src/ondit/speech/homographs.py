"""Whether a word that may be a reporting verb is a verb where it stands.

*Note*, *juge*, *critique*, *charges*, *claims*: half of the reporting verbs look like nouns or
adjectives. What tells them apart is the word and its neighbours, two on either side, and the
ends of these words, which carry number and gender. Each such fact has a weight, learned from
treebanks by ``training/verbs.py`` (logistic regression); the sum is the log-odds that the word is
a verb. It needs no tagger of all the other words, so it costs a few look-ups for each cue.

The weights lie in the language's folder. A language without any has no doubts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ondit.lang.card import Language
from ondit.speech.passages import Passage

# Of the words of the treebanks' held-out parts that may be reporting verbs, 190 of 254 nouns and
# adjectives lie below this, and 2 of 1,304 verbs; what little is nearer to nought is left to the
# weights of readings.
DOUBT = -3.0

# Of the same, 8 nouns and adjectives lie above the first of these, and one above the second.
LIKELY = 1.0
CERTAIN = 3.0

_REACH = 3  # words on either side that are looked at
_STOPS = frozenset(".!?…")


@cache
def weights(language: Language) -> dict[str, float]:
    """Give the weight of each fact in ``language``."""
    return {row[0]: float(row[1]) for row in language.rows("verbs.tsv", 2)}


def is_doubtful(passage: Passage, language: Language, token: int) -> bool:
    """Tell whether ``token`` is hardly a verb."""
    return verbal(passage, language, token) < DOUBT


def is_likely(passage: Passage, language: Language, token: int) -> bool:
    """Tell whether ``token`` is more likely a verb than not."""
    return verbal(passage, language, token) > LIKELY


def is_certain(passage: Passage, language: Language, token: int) -> bool:
    """Tell whether ``token`` is hardly anything but a verb."""
    return verbal(passage, language, token) > CERTAIN


def verbal(passage: Passage, language: Language, token: int) -> float:
    """Give the log-odds that ``token`` is a verb."""
    worth = passage.verbal.get(token)
    if worth is None:
        known = weights(language)
        worth = sum(filter(None, map(known.get, facts(passage, token)))) if known else 0.0
        passage.verbal[token] = worth
    return worth


def facts(passage: Passage, token: int) -> list[str]:
    """Give what may speak for or against a verb at ``token``."""
    words, kinds = passage.words, passage.kinds
    lo, hi = _sentence(words, token)
    word, capital = words[token], passage.capitals[token]
    kind = [kinds[here] if lo <= here < hi else -1 for here in range(token - 3, token + 3)]
    before = _plain(words[token - 1]) if token > lo else "<"
    earlier = _plain(words[token - 2]) if token - 1 > lo else "<"
    after = _plain(words[token + 1]) if token + 1 < hi else ">"
    later = _plain(words[token + 2]) if token + 2 < hi else ">"
    return [
        "any",
        f"word={word}",
        f"ends={word[-3:]}",
        f"ends={word[-2:]}",
        f"capital={capital}",
        f"before={before}",
        f"after={after}",
        f"before ends={before[-3:]}",
        f"after ends={after[-3:]}",
        f"before={earlier} {before}",
        f"before ends={earlier[-2:]} {before[-2:]}",
        f"after={after} {later}",
        f"around={before} {after}",
        f"{before} {word}",
        f"{word} {after}",
        f"{before} -{word[-2:]}",
        f"-{before[-2:]} -{word[-2:]}",
        f"-{word[-2:]} -{after[-2:]}",
        f"kinds={kind[2]} . {kind[4]}",
        f"kinds={kind[1]} {kind[2]} . {kind[4]}",
        f"kinds={kind[0]} {kind[1]} {kind[2]} .",
        f"kinds=. {kind[4]} {kind[5]}",
        f"kinds={kind[1]} {kind[2]} -{word[-2:]}",
        f"kinds=-{word[-2:]} {kind[4]}",
    ]


def _sentence(words: Sequence[str], token: int) -> tuple[int, int]:
    """Give the part of the neighbourhood that belongs to the sentence of ``token``."""
    lo, hi = max(0, token - _REACH), min(len(words), token + _REACH + 1)
    for here in range(token - 1, lo - 1, -1):
        if words[here] in _STOPS:
            lo = here + 1
            break
    for here in range(token, hi):
        if words[here] in _STOPS:
            hi = here + 1
            break
    return lo, hi


def _plain(word: str) -> str:
    """Give ``word``, all figures alike."""
    return "0" if word[0].isdigit() else word
