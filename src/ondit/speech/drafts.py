"""A statement in the making: what the rules have found of it so far, in token numbers."""

from __future__ import annotations

from msgspec import Struct

from ondit.speech.cues import Cue
from ondit.speech.lexicon import Kind, Verb
from ondit.speech.passages import Passage

Range = tuple[int, int]


class Draft(Struct, kw_only=True, gc=False):
    """A statement in the making, in token numbers of one passage."""

    passage: int
    cue: list[Range]
    content: list[Range]
    source: Range | None = None
    source_passage: int = 0
    beside: Range | None = None
    addressee: Range | None = None
    verb: Verb | None = None
    negated: bool = False
    hearsay: bool = False
    clause: int = 0
    """Where the clause of the cue begins: its subject, or the cue."""
    stretch: int = 0
    relative: bool = False
    """Whether the clause is a relative one, that ends at its comma."""
    until: int | None = None
    """Where what the cue reports must end; ``None`` is the end of its stretch."""
    borrows: bool = False
    """The source is that of the cue before (*and added that*, *, saying*)."""
    loose: bool = False
    """Joined by *and* with nothing that marks its content: perhaps inside the one before."""
    announces: bool = False
    """The content stands in what follows (*X continued:* at the end of a block)."""
    passive: bool = False
    nominal: bool = False
    """The cue is a noun (*the claim that*); where nobody is named, nobody is known."""
    quoted_only: bool = False
    aside: bool = False
    """Something is told, but no proposition that the page gives as somebody's."""
    more: list[tuple[int, Range]] = []
    """Content in later stretches and passages: passage, tokens."""


def begun(cue: Cue) -> Draft:
    """Give the draft of a cue that is a verb, its content and its source not yet read."""
    return Draft(
        passage=0,
        cue=[(cue.start, cue.end)],
        content=[],
        verb=cue.verb,
        negated=cue.negated,
        hearsay=cue.hearsay,
        clause=cue.start,
        passive=cue.passive,
    )


def trimmed(passage: Passage, tokens: Range) -> Range:
    """Give ``tokens`` without marks at the edges.

    A quotation mark or bracket whose partner stands inside, and not at the other edge, is kept.
    """
    start, end = tokens
    kinds = passage.kinds
    while start < end and kinds[start] & Kind.MARK:
        partner = passage.partners.get(start, -1)
        if partner > start and partner < _last_word(passage, start, end):
            break
        start += 1
    while end > start and kinds[end - 1] & Kind.MARK:
        if start <= passage.partners.get(end - 1, -1) < end - 1:
            break
        end -= 1
    return (start, end)


def _last_word(passage: Passage, start: int, end: int) -> int:
    while end > start and passage.is_mark(end - 1):
        end -= 1
    return end - 1
