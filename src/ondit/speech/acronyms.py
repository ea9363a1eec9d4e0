"""What the acronyms of a page stand for, where the page itself writes the name in full.

*The Harbour Water Authority (HWA)*, then *the HWA*; or the full name somewhere and the acronym
elsewhere. An acronym that two names of the page could make stands for neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.speech.bodies import body_named
from ondit.speech.lexicon import Kind, Lexicon, Sort
from ondit.speech.passages import Passage
from ondit.speech.surfaces import ACRONYM

_LEAST = 3  # letters; of two, half the names of a page could be made
_MOST = 8
_LONGEST_LINK = 2  # small words between two of a name: *Institut de la mer*
_SMALL = Kind.DETERMINER | Kind.PREPOSITION | Kind.COORDINATOR


def acronyms(passages: Sequence[Passage], lexicon: Lexicon) -> dict[str, str]:
    """Give the full name of each acronym (lower case) that the page explains."""
    wanted = {
        word.lower()
        for passage in passages
        if passage.role != "headline" and any(sort & Sort.ACRONYM for sort in set(passage.sorts))
        for word in ACRONYM.findall(passage.text)
        if body_named(lexicon.language, word) is None  # the tables know it
    }
    found: dict[str, set[str]] = {}
    if not wanted:
        return {}
    for passage in passages:
        for letters, start, end in (*_names(passage), *_bracketed(passage)):
            for short in wanted:
                # A place put before is left out: *Kent Fish and Wildlife Office* is FWO.
                if letters.endswith(short) and len(letters) - len(short) <= 1:
                    name = passage.text[passage.starts[start] : passage.ends[end - 1]]
                    found.setdefault(short, set()).add(name)
    return {short: next(iter(names)) for short, names in found.items() if len(names) == 1}


def _is_acronym(passage: Passage, token: int) -> bool:
    word = passage.text[passage.starts[token] : passage.ends[token]]
    return _LEAST <= len(word) <= _MOST and word.isalpha() and word.isupper()


def _names(passage: Passage) -> Iterator[tuple[str, int, int]]:
    """Give the runs of capitalised words with small words between, and their initials."""
    token, size = 0, len(passage.words)
    while token < size:
        if not passage.capitals[token] or passage.kinds[token] & _SMALL:
            token += 1
            continue
        start = end = token
        letters = ""
        while token < size and token - end <= _LONGEST_LINK:
            if passage.capitals[token] and not passage.is_mark(token):
                letters += passage.words[token][0]
                end = token + 1
            elif not passage.kinds[token] & _SMALL or passage.is_mark(token):
                break
            token += 1
        if len(letters) >= _LEAST:
            yield letters, start, end
        token = max(end, start + 1)


def _bracketed(passage: Passage) -> Iterator[tuple[str, int, int]]:
    """Give what stands before an acronym in brackets, as far as its initials go back."""
    if "(" not in passage.words:
        return
    for token in range(1, len(passage.words) - 1):
        if passage.words[token - 1] != "(" or passage.words[token + 1] != ")":
            continue
        if not _is_acronym(passage, token):
            continue
        short = passage.words[token]
        at, end = len(short) - 1, token - 1
        for here in range(end - 1, max(-1, end - 3 * len(short)), -1):
            if passage.kinds[here] & _SMALL and passage.words[here][0] != short[at]:
                continue
            if passage.words[here][0] != short[at]:
                break
            if not at:
                yield short, here, end
                break
            at -= 1
