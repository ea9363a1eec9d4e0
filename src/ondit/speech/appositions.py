"""What is put beside a name between marks: *X, head of Y, said*, *said X, the head of Y*."""

from __future__ import annotations

from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import DASHES, Passage

_LONGEST_APPOSITION = 30
_NICKNAME = 6  # tokens with their marks
_NAME_MARKS = frozenset("-'’")


def closing_comma(passage: Passage, lo: int, last: int) -> int:
    """Give the comma inside a short quotation that ends an aside: *X, known as “Wu,” said*."""
    number = passage.quoted[last]
    first = last
    while first > lo and passage.quoted[first - 1] == number:
        first -= 1
    comma = last - 1
    within = first > lo and last - first < _NICKNAME and not passage.is_mark(first - 1)
    return comma if within and comma > first and passage.words[comma] == "," else lo - 1


def apposition_start(passage: Passage, lo: int, closing: int) -> int | None:
    """Give the mark that opens the apposition closed by ``closing``."""
    mark = passage.words[closing]
    partners = DASHES if mark in DASHES else frozenset("(" if mark == ")" else ",")
    if mark not in DASHES and mark not in (",", ")"):
        return None
    for token in range(closing - 2, max(lo, closing - _LONGEST_APPOSITION) - 1, -1):
        if passage.words[token] in partners and passage.quoted[token] < 0:
            return token if token > lo else None
        if passage.words[token] in (";", ":"):
            return None
    return None


def beside_after(
    passage: Passage, lexicon: Lexicon, start: int, end: int, hi: int
) -> tuple[int, int] | None:
    """Give the apposition behind a name or a role: *said X, the head of Y*, *said the head, X*."""
    if end + 1 >= hi or passage.words[end] != ",":
        return None
    stop = end + 1
    while stop < min(hi, end + _LONGEST_APPOSITION) and passage.words[stop] not in (",", ";", "."):
        if passage.quoted[stop] >= 0 or passage.kinds[stop] & Kind.AUXILIARY:
            return None
        stop += 1
    first = passage.kinds[end + 1]
    role = any(passage.words[token] in lexicon.speech.who.roles for token in range(end + 1, stop))
    roles = lexicon.speech.who.roles
    if not role and any(passage.words[token] in roles for token in range(start, end)):
        named = range(end + 1, stop)
        role = stop - end > 2 and all(
            passage.capitals[token] or passage.words[token] in _NAME_MARKS for token in named
        )
    if not role or first & (Kind.COORDINATOR | Kind.SUBORDINATOR | Kind.PERSONAL):
        return None
    return (end + 1, stop)
