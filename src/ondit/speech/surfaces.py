"""A text cut into tokens, each with what the tables say of it, looked up once a written form.

Most of what stands between two spaces was met before, so what is asked of every token (its lower
case, its classes, whether it begins with a capital) is kept by that. The memory is emptied when
full: text made to fill it costs no more than it did without one.
"""

from __future__ import annotations

import re
from itertools import accumulate, chain
from operator import add

from msgspec import Struct

from ondit.speech.lexicon import Kind, Lexicon, Sort, Surface
from ondit.text import may_hold_space, tokens

_REMEMBERED = 20_000  # chunks; a paper has more in a month, but most of them are met once
_LONGEST = 40  # characters of a chunk that is remembered
ACRONYM = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{3,8}\b")
_NO_NAME = Kind.DETERMINER | Kind.PREPOSITION | Kind.TIME | Kind.PERSONAL | Kind.SUBORDINATOR
_NO_NAME |= Kind.ADVERB | Kind.NEGATION


class Cut(Struct, kw_only=True):
    """The tokens of a text: all lists have one item a token."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    kinds: list[int]
    capitals: list[bool]
    sorts: list[int]


def cut(text: str, lexicon: Lexicon) -> Cut:
    """Cut ``text`` into tokens as the language does."""
    chunks = text.split()
    single = sum(map(len, chunks)) + len(chunks) - 1 == len(text)
    if not single or may_hold_space(text):
        return _by_token(text, lexicon)
    # No token holds a space, and one space follows each chunk, its width with that of the last.
    known = map(lexicon.surfaces.get, chunks)
    forms = [
        _surfaces(chunk, lexicon) if pieces is None else pieces
        for pieces, chunk in zip(known, chunks, strict=True)
    ]
    return _of(list(chain.from_iterable(forms)))


def _by_token(text: str, lexicon: Lexicon) -> Cut:
    """Cut a text in which a token may hold a space, or more than one stands between two."""
    words = lexicon.language.words
    spans = tokens(text, elisions=words.elisions, enclitics=words.enclitics)
    found = _of([_surface(text[start:end], lexicon) for start, end in spans])
    found.starts = [start for start, _ in spans]
    found.ends = [end for _, end in spans]
    return found


def _of(surfaces: list[Surface]) -> Cut:
    if not surfaces:
        return Cut(starts=[], ends=[], words=[], kinds=[], capitals=[], sorts=[])
    words, kinds, capitals, sorts, widths = map(list, zip(*surfaces, strict=True))
    starts = list(accumulate(widths, initial=0))
    starts.pop()
    ends = list(map(add, starts, map(len, words)))
    return Cut(starts=starts, ends=ends, words=words, kinds=kinds, capitals=capitals, sorts=sorts)


def _surfaces(chunk: str, lexicon: Lexicon) -> tuple[Surface, ...]:
    """Give the tokens of what stands between two spaces, and remember them."""
    if chunk.isalnum():
        spans = [(0, len(chunk))]
    else:
        words = lexicon.language.words
        spans = tokens(chunk, elisions=words.elisions, enclitics=words.enclitics)
    *found, last = [_surface(chunk[start:end], lexicon) for start, end in spans]
    surfaces = (*found, (*last[:4], last[4] + 1))
    if len(chunk) <= _LONGEST:
        if len(lexicon.surfaces) >= _REMEMBERED:
            lexicon.surfaces.clear()
        lexicon.surfaces[chunk] = surfaces
    return surfaces


def _surface(piece: str, lexicon: Lexicon) -> Surface:
    word = piece.lower()
    if len(word) != len(piece):  # a letter became two
        word = "".join([m if len(m.lower()) != 1 else m.lower() for m in piece])
    word = word.replace("’", "'")
    kind = lexicon.kind(word)
    capital = piece[0].isupper() or _has_particle(piece, word, lexicon)
    sort = Sort.FORM if word in lexicon.forms else 0
    if word in lexicon.prepositions:
        sort |= Sort.SOURCE
    if word in lexicon.nominal:
        sort |= Sort.NOUN
    if word in lexicon.hearsay:
        sort |= Sort.HEARSAY
    grammar = lexicon.grammar
    plain = kind & Kind.AUXILIARY and not kind & (Kind.DETERMINER | Kind.PREPOSITION)
    if plain or word in grammar.verb_forms or word.endswith(grammar.verb_endings):
        sort |= Sort.VERBAL
    if capital and not (
        kind & _NO_NAME
        or word in lexicon.roles
        or word in lexicon.titles
        or word in lexicon.language.words.function_words
    ):
        sort |= Sort.NAME
    if word[0] == "-" and word.rpartition("-")[2] in grammar.personal:
        sort |= Sort.HUNG
    if capital and ACRONYM.search(piece):
        sort |= Sort.ACRONYM
    return (word, kind, capital, sort, len(piece))


def _has_particle(piece: str, word: str, lexicon: Lexicon) -> bool:
    """Tell whether a capital follows the particle of a name: *al-Assad*."""
    particle, hyphen, _ = word.partition("-")
    after = len(particle) + 1
    return (
        bool(hyphen)
        and particle in lexicon.speech.who.particles
        and piece[after : after + 1].isupper()
    )
