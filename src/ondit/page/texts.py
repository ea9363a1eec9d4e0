"""The texts of a page's pieces, folded: each alone, and the shorter ones as one.

Most of what is looked for in the pieces of a page is in none of them. So it is looked for in all of
them at once, and only the pieces that hold it are looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from ondit.text import fold, words

LONGEST = 700
"""Characters of a text that is looked through with the others: a label, a title, a standfirst."""
_TOGETHER = 100_000  # characters parted into words at once


class Texts:
    """The texts of a page, in the order of its pieces."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.written = texts
        self.folded = [fold(text) for text in texts]

    @cached_property
    def whole(self) -> str:
        """All texts up to :data:`LONGEST`, folded, each on a line of its own."""
        return "\n".join(self._lines)

    def words(self) -> Iterator[list[str]]:
        """Give the words of each text up to :data:`LONGEST`, folded."""
        start = 0
        while start < len(self._lines):
            # So many that all but enormous pages are one, and no page takes much memory.
            end = bisect_right(self._ends, (self._ends[start - 1] if start else 0) + _TOGETHER)
            end = max(end, start + 1)
            yield from words.lines("\n".join(self._lines[start:end]))
            start = end

    def words_of(self, number: int) -> list[str]:
        """Give the words of one text up to :data:`LONGEST`, folded."""
        return words(self._lines[number])

    @cached_property
    def _lines(self) -> list[str]:
        pairs = zip(self.written, self.folded, strict=True)
        return [folded if len(text) <= LONGEST else "" for text, folded in pairs]

    @cached_property
    def _ends(self) -> list[int]:
        """Where in :attr:`whole` the line of each text ends, behind the mark that ends it."""
        return list(accumulate([len(line) + 1 for line in self._lines]))

    def holding(self, words: str) -> list[int]:
        """Give the numbers of the texts in which the folded ``words`` stand, in order."""
        found: list[int] = []
        at = self.whole.find(words)
        while at >= 0:
            number = bisect_right(self._ends, at)
            found.append(number)
            at = self.whole.find(words, self._ends[number])
        return found
