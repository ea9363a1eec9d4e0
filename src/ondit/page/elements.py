"""The elements of a page as a flat list in page order, for what pieces are too coarse for.

Pieces (:mod:`dom`) forget the names of inline markup and the attributes of boxes, which nobody
needs on most pages. Where a page has comments, who wrote which stands in just these. So the tree
is passed over once more there, and only there: an element's descendants are the numbers that follow
it up to its ``end``, which makes *inside*, *before* and *around* comparisons of two numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ondit.page.dom import MOST_PIECES
from ondit.text import normalise

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp"
    " small span strike strong sub sup time tt u var wbr".split()
)
_UNREAD = frozenset(
    "script style template svg select textarea option head noscript iframe object".split()
)
_MOST = 4 * MOST_PIECES  # elements
_LONGEST_BUTTON = 80  # characters kept of what a button says
_NAMELESS: frozenset[str] = frozenset()


class Element(Struct, gc=False):
    """One element, and where its descendants end."""

    tag: str
    parent: int
    attributes: dict[str, str | None]
    names: frozenset[str]
    """Classes and id, lower case."""
    first: int
    """Number of the first text in it or after it."""
    end: int = 0
    """Number of the first element after it that is no descendant."""
    last: int = 0
    """Number of the first text after it."""


class Elements(Struct, kw_only=True):
    """All elements of the body, and all texts with the number of the element around each."""

    all: list[Element] = field(default_factory=list)
    texts: list[tuple[str, int]] = field(default_factory=list)
    buttons: dict[int, str] = field(default_factory=dict)
    """What the buttons say, which are elements without text."""

    def up(self, number: int) -> Iterator[int]:
        """Give the elements around ``number``, nearest first, itself not included."""
        number = self.all[number].parent
        while number >= 0:
            yield number
            number = self.all[number].parent

    def inside(self, number: int) -> range:
        """Give the elements that stand inside ``number``."""
        return range(number + 1, self.all[number].end)

    def holds(self, outer: int, inner: int) -> bool:
        """Tell whether ``inner`` is ``outer`` or stands inside it."""
        return outer <= inner < self.all[outer].end

    def text(self, number: int) -> str:
        """Give the words of an element on one line."""
        element = self.all[number]
        return normalise(" ".join(words for words, _ in self.texts[element.first : element.last]))

    def lines(self, number: int, without: frozenset[int]) -> Iterator[tuple[str, int]]:
        """Give the lines of an element, with the block each stands in, leaving some elements out.

        A line ends with a block, or with a ``<br>``, which is an element without text.
        """
        element = self.all[number]
        skipped = {self.all[each].first: self.all[each].last for each in sorted(without)[::-1]}
        return self.between(element.first, element.last, skipped, top=number)

    def between(
        self, first: int, last: int, skipped: dict[int, int], *, top: int
    ) -> Iterator[tuple[str, int]]:
        """Give the lines of the texts ``first`` to ``last`` of the element ``top``.

        ``skipped`` are the first texts of what is left out, each with the text after it.
        """
        line: list[str] = []
        block, at = -1, first
        while at < last:
            if skipped.get(at, at) > at:
                at = skipped[at]
                continue
            words, around = self.texts[at]
            at += 1
            own = around
            while own > top and self.all[own].tag in INLINE:
                own = self.all[own].parent
            if line and (own != block or words == "\n"):
                yield normalise(" ".join(line)), block
                line = []
            block = own
            if words != "\n":
                line.append(words)
        if line:
            yield normalise(" ".join(line)), block


def read(tree: LexborHTMLParser) -> Elements:
    """Give the elements of a page's body."""
    found = Elements()
    body = tree.body
    if body is None:
        return found
    opened: list[LexborNode] = []
    around: list[int] = [-1]
    node: LexborNode | None = body
    while node is not None and len(found.all) < _MOST:
        child = _entered(found, node, around)
        if child is not None:
            opened.append(node)
            node = child
            continue
        following = None if node is body else node.next
        while following is None and opened:
            node = opened.pop()
            _closed(found, around)
            following = None if node is body else node.next
        node = following if opened else None
    while len(around) > 1:
        _closed(found, around)
    return found


def _entered(found: Elements, node: LexborNode, around: list[int]) -> LexborNode | None:
    """Note ``node``; give its first child when it is to be read, and then leave it open."""
    tag = node.tag or ""
    if tag == "-text":
        words = node.text_content
        if words and not words.isspace():
            found.texts.append((words, around[-1]))
        return None
    if not tag or tag[0] in "-!_" or tag in _UNREAD:
        return None
    if tag == "br":
        found.texts.append(("\n", around[-1]))
        return None
    attributes = node.attributes
    names = _NAMELESS
    if attributes:
        called = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        names = frozenset(called.lower().split())
    before = len(found.texts)
    end = len(found.all) + 1
    if tag == "button":
        found.buttons[len(found.all)] = normalise(node.text(separator=" ")[:_LONGEST_BUTTON])
    found.all.append(Element(tag, around[-1], attributes, names, before, end, before))
    child = node.first_child if tag != "button" else None
    if child is not None:
        around.append(len(found.all) - 1)
    return child


def _closed(found: Elements, around: list[int]) -> None:
    element = found.all[around.pop()]
    element.end, element.last = len(found.all), len(found.texts)
