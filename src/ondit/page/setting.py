"""What is known of a page while its pieces are given their roles, and what is asked of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from msgspec import Struct

from ondit.model import Role
from ondit.page.body import Verdict
from ondit.page.dom import Document, Piece, level
from ondit.page.hints import Hint
from ondit.page.meta import Head
from ondit.page.places import Place
from ondit.page.shape import is_bare_link

_AROUND = 3  # boxes around a caption within which its picture stands
_BESIDE = 3  # pieces of text in such a box: caption, maker, place
_CAPTIONS = 400  # characters of them


class Setting(Struct, frozen=True, kw_only=True):
    """What is known of the page while roles are given."""

    document: Document
    head: Head
    hints: Sequence[Hint]
    headline: int
    """Number of the piece."""
    first: int
    """Number of the first place of running text, and of the last one."""
    last: int
    people: frozenset[str]
    """Names of the authors that the head claims, folded."""
    own: frozenset[str]
    """Names of the site, folded."""
    verdicts: Sequence[Verdict]
    """What the model thinks of each piece."""

    def piece(self, place: Place) -> Piece:
        """Give the piece that ``place`` comes from."""
        return self.document.pieces[place.piece]

    def hint(self, place: Place) -> Hint:
        """Give what is known of the box of ``place``."""
        return self.hints[self.piece(place).box]

    def is_beside_headline(self, place: Place) -> bool:
        """Tell whether ``place`` stands in the same header as the headline."""
        if self.headline < 0:
            return False
        boxes = self.document.boxes
        header = boxes[self.document.pieces[self.headline].box].parent
        box = self.piece(place).box
        while box > header:
            box = boxes[box].parent
        return box == header and "header" in self.hint(place).tags

    def is_listed(self, place: Place) -> bool:
        """Tell whether ``place`` is an item of a list of references or links, or one of several.

        Names alone are a credit where they stand alone; items beside others are a list of works or
        of sites, and so are three short pieces of names in a row.
        """
        pieces, number = self.document.pieces, place.piece
        if "li" in self.hint(place).tags or pieces[number].tag in ("dd", "dt"):
            return True
        near = range(max(number - 2, 0), min(number + 3, len(pieces)))
        return sum(is_bare_link(pieces[other]) for other in near) > 1

    def is_under_picture(self, place: Place) -> bool:
        """Tell whether ``place`` shares a small box with a picture or player above it.

        A picture inside the paragraph itself is an ornament or floats beside the text; with a
        heading in the box it is a card that leads elsewhere.
        """
        document, number = self.document, place.piece
        own = document.pieces[number].box
        box = document.boxes[own].parent
        for _ in range(_AROUND):
            if box < 0:
                return False
            inside = document.pieces[document.first[box] : document.last[box]]
            texts = [piece for piece in inside if piece.text]
            if len(texts) > _BESIDE or sum(len(piece.text) for piece in texts) > _CAPTIONS:
                return False
            if any(level(piece.tag) or is_bare_link(piece) for piece in texts):
                return False
            above = document.pieces[document.first[box] : number]
            if any(piece.media is not None or piece.text[:4] == "http" for piece in above) or any(
                box <= at < document.inner[box] and at != own
                for at, _ in self._pictures(document.first[box], number)
            ):
                return True
            box = document.boxes[box].parent
        return False

    def _pictures(self, first: int, last: int) -> Sequence[tuple[int, int]]:
        """Give the pictures that stand in or before the pieces ``first`` to ``last``."""
        found = self.document.pictures  # in page order
        start = bisect_left(found, first, key=itemgetter(1))
        return found[start : bisect_right(found, last, lo=start, key=itemgetter(1))]

    def looks_like(self, place: Place, role: Role, least: float) -> bool:
        """Tell whether the model takes ``place`` for a ``role`` with a chance of ``least``."""
        verdict = self.verdicts[place.piece]
        return verdict.role == role and verdict.sure >= least

    def outer(self, place: Place) -> int:
        """Give the box around that of ``place``."""
        return self.document.boxes[self.piece(place).box].parent
