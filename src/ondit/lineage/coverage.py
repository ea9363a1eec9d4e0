"""What the aligned sentences of two articles add up to, and whether it is enough.

A pair of sentences is *telling* when it is more alike than articles on one event make it, long
enough, and not the same quotation, which anybody may cite. Two articles are related when their
telling pairs are many and alike enough together, or stand in an unbroken row; a :class:`Scale`
says how many and how alike, for texts of one language or of two. A shorter row suffices where the
rest of the two articles is of different things: no event that both tell of explains it then.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from ondit.lineage.prints import Prints, Sentence

if TYPE_CHECKING:
    from ondit.lineage.align import Bead


class Proof(Struct, frozen=True, kw_only=True):
    """What suffices to call two articles related, all of it together."""

    telling: int
    """Number of telling pairs."""
    mass: float
    """What they exceed the likeness of a counterpart by, in all."""
    covered: float = 0.0
    """Share of the words of one article in counterparts."""
    told: float = 0.0
    """Share of the words of one article in telling pairs."""


class Row(Struct, frozen=True, kw_only=True):
    """What suffices of sentences that follow one another in both articles, quotations left out.

    Who tells of one event on his own may share a sentence, but not the next one too.
    """

    sentences: int
    mass: float
    """What they exceed the likeness of a counterpart by, in all."""


class Scale(Struct, frozen=True, kw_only=True):
    """Likenesses that decide, for texts of one language or of two."""

    counterpart: float
    """From here a sentence is said to stand for another, once the articles are related."""
    telling: float
    """From here a pair is evidence that they are."""
    proofs: tuple[Proof, ...]
    """Any of them suffices."""
    rows: tuple[Row, ...] = ()
    """So does any of these."""
    guests: tuple[Row, ...] = ()
    """So does any of these where what stands around is of something else."""
    cited: tuple[Row, ...] = ()
    """So does any of these there, quotations among them, if one pair tells."""
    throughout: float | None = None
    """So does this mean likeness where most of both stands in order in the other."""


# Chosen on newstest2009 and newstest2013 (160 articles, each with its translation, parts of it and
# the nearest other articles), and on stories that two people wrote from one set of facts: those had
# at most four telling pairs, two sentences in a row with a mass of 0.49, three with one of 0.16.
ACROSS = Scale(
    counterpart=0.12,
    telling=0.25,
    proofs=(
        Proof(telling=5, mass=1.0, covered=0.15),
        Proof(telling=4, mass=0.9, covered=0.25, told=0.30),
    ),
    rows=(Row(sentences=2, mass=0.6), Row(sentences=3, mass=0.3)),
    guests=(Row(sentences=2, mass=0.20), Row(sentences=3, mass=0.16)),
    cited=(Row(sentences=3, mass=0.5),),
    # On passages of one to three sentences of 2009 and 2013: 86 % are found so, and of 10,404 other
    # pairs none; it falls to 83 % with 0.22.
    throughout=0.20,
)
# Chosen on newstest2009, 2010, 2013 and NTREX against their nearest neighbours (2,540 pairs), on
# answers to one question that did and did not use a text (Clough and Stevenson), and on the papers
# of tests/corpora, which tell of one accident on their own. Of short texts few sentences are much.
WITHIN = Scale(
    counterpart=0.30,
    telling=0.45,
    proofs=(
        Proof(telling=3, mass=1.0, covered=0.0),
        Proof(telling=3, mass=0.6, told=0.30),
        Proof(telling=2, mass=0.6, told=0.33),
    ),
    rows=(Row(sentences=2, mass=0.5), Row(sentences=3, mass=0.4)),
)
# Mean likeness of the sentences that have no counterpart, below which two pages are of different
# things: articles on one event have 0.006 in the median and the likest 0.01 to 0.03, a page and one
# that took a passage from it 0.003, and 0.009 in nine of ten. Chosen with ``guests`` on 2009 and
# 2013 against their nearest neighbours (1,600 pairs) and the papers of tests/corpora.
_STRANGE = 0.009
_STRANGERS = 2  # sentences that either page must have around, to tell what it is about
# Set by hand and not measured one by one, where nothing else is said.
_TELLING_WORDS = 6  # a shorter sentence is a phrase that anybody writes
_GAP = 2  # a sentence may be left out between two that stand beside one another
# Of a page of a few sentences nearly all must be covered, whatever their number.
WHOLE = 0.75
_LITERAL = 0.85  # likeness from which a sentence of the same language is taken over as it stands
# Words in an unbroken row of sentences taken over as they stand that are no accident: the formulas
# that papers of one house share are shorter.
_LITERAL_RUN = 30
# Share of its words from which a sentence is but a quotation, be it with the name of who said it.
_QUOTED = 0.5


class Coverage(Struct, frozen=True, kw_only=True):
    """What the beads add up to. Shares are of words, but for ``sentences``."""

    sentences: tuple[float, float]
    """Share of the sentences of each article that have a counterpart."""
    words: tuple[float, float]
    telling: int
    """Number of telling pairs."""
    mass: float
    """What they exceed the likeness of a counterpart by, in all."""
    told: tuple[float, float]
    """Share of words in telling pairs."""
    faithful: float
    """Likeness of the beads, each weighing as many words as it holds."""
    literal: float
    """Share of the aligned words that stand in sentences taken over as they are."""
    literal_run: int
    """Words of the longest unbroken row of literal telling pairs."""
    runs: int
    """Number of unbroken rows of beads."""
    rows: tuple[Row, ...]
    """The unbroken rows of beads; what is no quotation in each."""
    guest: bool
    """Whether such a row is what ``Scale.guests`` asks for, and what stands around is strange."""
    throughout: bool
    """Whether most of both stands in order in the other, as ``Scale.throughout`` asks."""
    beads: tuple[Bead, ...]


def cover(left: Prints, right: Prints, beads: Sequence[Bead], scale: Scale) -> Coverage:
    """Sum up the beads that reach the likeness of a counterpart."""
    sizes = _Sizes(left, right)
    throughout = _throughout(left, right, beads, scale, sizes)
    kept = _likely(beads, scale) if throughout else counterparts(beads, scale)
    telling = [b for b in kept if b.likeness >= scale.telling and _tells(left, right, b)]
    literal = [bead for bead in kept if bead.likeness >= _LITERAL]
    aligned = sizes.of(kept)
    rows = _rows(left, right, beads, scale)
    return Coverage(
        sentences=(
            sum(len(bead.rows) for bead in kept) / max(len(left.sentences), 1),
            sum(len(bead.columns) for bead in kept) / max(len(right.sentences), 1),
        ),
        words=sizes.shares(kept),
        telling=len(telling),
        mass=sum(bead.likeness - scale.counterpart for bead in telling),
        told=sizes.shares(telling),
        faithful=sum(b.likeness * sum(sizes.of([b])) for b in kept) / max(sum(aligned), 1),
        literal=sum(sizes.of(literal)) / max(sum(aligned), 1),
        literal_run=sizes.longest([bead for bead in telling if bead.likeness >= _LITERAL]),
        rows=rows,
        guest=bool(telling)
        and (
            _any(rows, scale.guests)
            or _any(_rows(left, right, beads, scale, cited=True), scale.cited)
        )
        and _strange(left, right, beads, scale),
        throughout=throughout,
        runs=len(kept) - sum(_follows(first, second) for first, second in pairwise(kept)),
        beads=kept,
    )


def _likely(beads: Sequence[Bead], scale: Scale) -> tuple[Bead, ...]:
    return tuple(bead for bead in beads if bead.likeness >= scale.counterpart)


def _throughout(
    left: Prints, right: Prints, beads: Sequence[Bead], scale: Scale, sizes: _Sizes
) -> bool:
    """Tell whether most of two texts, be they of one sentence, stands in order in the other."""
    likely = [one for one in _likely(beads, scale) if not _is_title(left, right, one)]
    words = sizes.of(likely)
    if scale.throughout is None or min(words) < _TELLING_WORDS or min(sizes.shares(likely)) < WHOLE:
        return False
    if any(one.columns[-1] >= other.columns[0] for one, other in pairwise(likely)):
        return False
    likeness = sum(one.likeness * sum(sizes.of([one])) for one in likely) / sum(words)
    return likeness >= scale.throughout


def counterparts(beads: Sequence[Bead], scale: Scale) -> tuple[Bead, ...]:
    """Give the beads that are no chance: alike enough to tell, or in a row with one that is."""
    likely = [bead for bead in beads if bead.likeness >= scale.counterpart]
    held = [bead.likeness >= scale.telling for bead in likely]
    forth = range(1, len(likely))
    for steps, before in ((forth, -1), (reversed(range(len(likely) - 1)), 1)):
        for place in steps:
            held[place] |= held[place + before] and _beside(likely[place], likely[place + before])
    return tuple(bead for bead, holds in zip(likely, held, strict=True) if holds)


def _beside(one: Bead, other: Bead) -> bool:
    """Tell whether two beads are neighbours in both articles, a sentence apart at most."""
    first, second = sorted((one, other), key=lambda bead: bead.rows)
    down, across = second.rows[0] - first.rows[-1], second.columns[0] - first.columns[-1]
    return 0 < down <= _GAP and 0 < across <= _GAP


def _rows(
    left: Prints, right: Prints, beads: Sequence[Bead], scale: Scale, *, cited: bool = False
) -> tuple[Row, ...]:
    """Give the unbroken rows of likely beads: what speaks in them, ``cited`` quotations too."""
    found: list[Row] = []
    likely = [bead for bead in beads if bead.likeness >= scale.counterpart]
    for place, bead in enumerate(likely):
        row = Row(sentences=0, mass=0.0)
        if place and _follows(likely[place - 1], bead):
            row = found.pop()
        if not _is_title(left, right, bead) if cited else _tells(left, right, bead):
            mass = row.mass + bead.likeness - scale.counterpart
            row = Row(sentences=row.sentences + 1, mass=mass)
        found.append(row)
    return tuple(found)


def _any(rows: Sequence[Row], wanted: Sequence[Row]) -> bool:
    """Tell whether one of ``rows`` is as long and as alike as one that is ``wanted``."""
    return any(
        row.sentences >= enough.sentences and row.mass >= enough.mass
        for enough in wanted
        for row in rows
    )


def _strange(left: Prints, right: Prints, beads: Sequence[Bead], scale: Scale) -> bool:
    """Tell whether the sentences that have no counterpart are of two different things."""
    from ondit.lineage.terms import Terms  # late: numpy costs a trace of one page its start

    likely = [bead for bead in beads if bead.likeness >= scale.counterpart]
    taken = ({n for b in likely for n in b.rows}, {n for b in likely for n in b.columns})
    around = [
        [sentence for number, sentence in enumerate(side.sentences) if number not in held]
        for side, held in zip((left, right), taken, strict=True)
    ]
    if min(map(len, around)) < _STRANGERS:
        return False
    return float(Terms(*around, across=True).likeness(1, 1).mean()) < _STRANGE


class _Sizes:
    """The numbers of words of the sentences of two articles."""

    def __init__(self, left: Prints, right: Prints) -> None:
        self.left = [len(sentence.key) for sentence in left.sentences]
        self.right = [len(sentence.key) for sentence in right.sentences]

    def of(self, beads: Sequence[Bead]) -> tuple[int, int]:
        """Give the words of each article that stand in ``beads``."""
        return (
            sum(self.left[row] for bead in beads for row in bead.rows),
            sum(self.right[column] for bead in beads for column in bead.columns),
        )

    def shares(self, beads: Sequence[Bead]) -> tuple[float, float]:
        """Give the share of the words of each article that stand in ``beads``."""
        left, right = self.of(beads)
        return left / max(sum(self.left), 1), right / max(sum(self.right), 1)

    def longest(self, beads: Sequence[Bead]) -> int:
        """Give the words of the longest unbroken row of ``beads``."""
        best = row = 0
        for place, bead in enumerate(beads):
            row = row if place and _follows(beads[place - 1], bead) else 0
            row += min(self.of([bead]))
            best = max(best, row)
        return best


def _tells(left: Prints, right: Prints, bead: Bead) -> bool:
    """Tell whether a bead is more than a title, a short phrase or a quotation that both cite."""
    if _is_title(left, right, bead):
        return False
    sides = (
        [left.sentences[row] for row in bead.rows],
        [right.sentences[column] for column in bead.columns],
    )
    if min(sum(len(s.key) for s in side) for side in sides) < _TELLING_WORDS:
        return False
    # One of them may have lost its marks, or have opened them some paragraphs before.
    return not any(_is_quotation(side) for side in sides)


def _is_title(left: Prints, right: Prints, bead: Bead) -> bool:
    return any(left.title[n] for n in bead.rows) or any(right.title[n] for n in bead.columns)


def _is_quotation(side: Sequence[Sentence]) -> bool:
    words = sum(len(sentence.key) for sentence in side)
    return sum(sentence.quoted_words for sentence in side) >= _QUOTED * words


def _follows(first: Bead, second: Bead) -> bool:
    """Tell whether ``second`` comes right after ``first`` in both articles."""
    return second.rows[0] == first.rows[-1] + 1 and second.columns[0] == first.columns[-1] + 1


def related(found: Coverage, scale: Scale, *, across: bool) -> bool:
    """Tell whether the articles share more sentences than independent ones do."""
    most = max(found.words)
    if max(found.told) >= WHOLE or found.throughout:
        return True
    if not across and found.literal_run >= _LITERAL_RUN:
        return True
    if not across and found.literal >= WHOLE and most >= WHOLE:
        return True  # a headline alone, or a few short phrases
    if found.guest or _any(found.rows, scale.rows):
        return True
    return any(
        found.telling >= proof.telling
        and found.mass >= proof.mass
        and most >= proof.covered
        and max(found.told) >= proof.told
        for proof in scale.proofs
    )
