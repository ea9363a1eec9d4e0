"""What each token is likely to be: content, the beginning or end of one, a cue, a source.

A log-linear model gives each of these five its log-odds at every token, by the token's traits
(:mod:`ondit.speech.traits`), among which is what the rules read there. It knows no order of labels:
that is left to the readings, which weigh whole spans. A linear tagger of this kind is the strongest
that the literature on PolNeAR has below recurrent networks (CofeNet, Wang et al. 2022, table of
CRFs). ``training/tagging.py`` learns the weights, one table for all languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ondit.speech.lexicon import Lexicon
from ondit.speech.stretches import Stretch
from ondit.speech.traits import BITS, MARGIN, Sheet, sheet
from ondit.trees import Floats, Numbers

_FILE = Path(__file__).with_name("tagger.npz")
LABELS = ("content", "begin", "end", "cue", "source")
SURE = 3.0
"""Log-odds beyond which a token counts no more, so that no single one decides over a span."""
_WIDTH = 8  # bytes of a row, so that one look-up fetches all labels


class Weights(Struct, kw_only=True):
    """The weights of all traits: ``rows`` are (2 ** BITS,) of eight bytes, a label a byte."""

    rows: NDArray[np.int64]
    scale: Floats
    bias: Floats


class Marks(Struct, kw_only=True):
    """The log-odds of each label at each place of a sheet; sums run over the places before."""

    sheet: Sheet
    content: Floats
    begin: Floats
    end: Floats
    cue: Floats
    source: Floats
    sums: Floats
    """Of ``content``."""
    likely: Floats
    """Of ``content`` where it is above nought."""
    quoted: Numbers
    """Of places in quotation marks."""


def packed(weights: NDArray[np.int8], scale: Floats, bias: Floats) -> Weights:
    """Make weights of a table (2 ** BITS, labels) of bytes, and what a byte is worth."""
    wide = np.zeros((1 << BITS, _WIDTH), dtype=np.int8)
    wide[:, : len(LABELS)] = weights
    return Weights(rows=wide.view(np.int64)[:, 0], scale=scale, bias=bias)


@cache
def load() -> Weights:
    """Give the weights that ship."""
    with np.load(_FILE) as arrays:
        table = np.zeros((1 << BITS, len(LABELS)), dtype=np.int8)
        table[arrays["places"]] = arrays["weights"]
        return packed(table, arrays["scale"], arrays["bias"])


def marks(stretches: Sequence[Stretch], lexicon: Lexicon, weights: Weights) -> Marks:
    """Lay out ``stretches`` and tell what each of their tokens is likely to be."""
    laid = sheet(stretches, lexicon)
    found = weights.rows.take(laid.traits).view(np.int8)
    found = found.reshape(*laid.traits.shape, _WIDTH)
    sums = found.sum(axis=0, dtype=np.int16)[:, : len(LABELS)]
    odds = np.zeros((len(LABELS), len(laid.stretch)), dtype=np.float32)
    odds[:, MARGIN:-MARGIN] = (sums * weights.scale + weights.bias).T
    content, begin, end = np.clip(odds[:3], -SURE, SURE)
    return Marks(
        sheet=laid,
        content=content,
        begin=begin,
        end=end,
        cue=odds[3],
        source=odds[4],
        sums=_summed(content),
        likely=_summed(np.maximum(content, 0)),
        quoted=_summed(laid.quoted).astype(np.int64),
    )


def _summed(values: NDArray[np.generic]) -> Floats:
    sums = np.zeros(len(values) + 1, dtype=np.float32)
    np.cumsum(values, out=sums[1:], dtype=np.float64)
    return sums
