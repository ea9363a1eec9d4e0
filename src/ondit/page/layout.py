"""The page as arrays: what is measured of all its pieces and boxes at once.

Boxes are numbered in the order in which they open, so the pieces inside one follow one another, and
a sum over them is the difference of two running sums.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from msgspec import Struct

from ondit.page.dom import RUNNING, Document

Floats = np.ndarray[Any, np.dtype[np.float32]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


_DENSE = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]")


class Layout(Struct, frozen=True, kw_only=True):
    """Measures of each piece, in page order, and of each box, in the order of opening."""

    lengths: Floats
    """Characters of each piece."""
    linked: Floats
    """Characters of each piece that are links."""
    density: Floats
    """The share of them."""
    running: Flags
    """Whether the piece is running text: long, and mostly no link."""
    boxes: Numbers
    """The box of each piece."""
    parents: Numbers
    """The box around each box; the outermost is its own."""
    depths: Numbers
    first: Numbers
    last: Numbers
    inner: Numbers

    def within(self, values: Floats) -> Floats:
        """Give for each box the sum of ``values`` over the pieces inside."""
        sums = np.zeros(len(values) + 1, dtype=np.float64)
        np.cumsum(values, out=sums[1:])
        return (sums[self.last] - sums[self.first]).astype(np.float32)

    def shares(self) -> Floats:
        """Give for each box its share of the running text of the page."""
        if not len(self.depths):
            return np.zeros(0, dtype=np.float32)
        inside = self.within(np.where(self.running, self.lengths, np.float32(0)))
        return inside / max(float(inside[0]), 1.0)


def _dense(document: Document) -> Floats:
    """Give by how many characters each piece is longer in a script of letters.

    A sign of Chinese, Japanese or Korean says about what two letters say.
    """
    texts = [piece.text for piece in document.pieces]
    found = np.zeros(len(texts), dtype=np.float32)
    joined = "".join(texts)
    if joined.isascii() or not _DENSE.search(joined):
        return found
    for at, text in enumerate(texts):
        found[at] = 0 if text.isascii() else len(_DENSE.findall(text))
    return found


def measure(document: Document) -> Layout:
    """Give the measures of ``document``."""
    pieces, boxes = document.pieces, document.boxes
    lengths = np.array([len(piece.text) for piece in pieces], dtype=np.float32)
    linked = np.array([piece.linked for piece in pieces], dtype=np.float32)
    dense = _dense(document)
    linked *= 1 + dense / np.maximum(lengths, 1)
    lengths += dense
    parents = np.array([box.parent for box in boxes], dtype=np.int64)
    return Layout(
        lengths=lengths,
        linked=linked,
        density=np.asarray(linked / np.maximum(lengths, 1), dtype=np.float32),
        running=(lengths >= RUNNING) & (linked * 2 < lengths),
        boxes=np.array([piece.box for piece in pieces], dtype=np.int64),
        parents=np.maximum(parents, 0),
        depths=np.array([box.depth for box in boxes], dtype=np.int64),
        first=np.array(document.first, dtype=np.int64),
        last=np.array(document.last, dtype=np.int64),
        inner=np.array(document.inner, dtype=np.int64),
    )
