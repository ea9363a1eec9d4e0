"""Train the model that tells the article's pieces from furniture.

``python training/blocks.py`` writes ``src/ondit/page/blocks.npz`` from the annotated pages in
``$ONDIT_DATA/what`` (sets wcxb, fundus, traf; sources and licences in ``docs/data.md``). Pages of
every fourth site are held out, so that ``benchmarks/what.py --held-out`` measures on sites that the
model never saw. Deterministic; some minutes on one core.

A piece is the article's when at least four fifths of its three-word shingles stand in the
annotated text. Sets that name only some segments label only the pieces that hold one. Every page
is used twice: as it is, and without any class name or identifier.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from ondit.errors import PageError
from ondit.model import Page
from ondit.page import body, features, hints, meta
from ondit.page.decode import decode
from ondit.page.dom import Document, parse
from ondit.page.survey import survey
from ondit.page.trees import Forest
from ondit.text import digest
from ondit.urls import site

Matrix = np.ndarray[Any, np.dtype[Any]]

_OUT = Path(__file__).parents[1] / "src" / "ondit" / "page" / "blocks.npz"
_WORD = re.compile(r"\w+")
_DEPTH = 6
_BINS = 32
_RATE = 0.12
_LEAF_PRIOR = 8.0
_FOLDS = 3


def data() -> Path:
    """Give the folder of the annotated pages."""
    given = os.environ.get("ONDIT_DATA")
    return Path(given) if given else Path(__file__).parents[2] / "shared" / "data"


def is_held_out(address: str) -> bool:
    """Tell whether pages of the site of ``address`` are kept for measuring."""
    return int(digest(site(address) or address), 16) % 4 == 0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return {tuple(words[at : at + 3]) for at in range(max(len(words) - 2, 1))}


def labels(document: Document, row: dict[str, Any]) -> Matrix:
    """Give 1 for each piece of the article, 0 for furniture, -1 where nobody said."""
    if row.get("text"):
        wanted = _shingles(row["text"])
        lines = {" ".join(_WORD.findall(line.lower())) for line in row["text"].split("\n")}
        found = []
        for piece in document.pieces:
            words = _WORD.findall(piece.text.lower())
            own = _shingles(piece.text)
            if len(words) < 3:
                found.append(float(" ".join(words) in lines))
            else:
                found.append(float(len(own & wanted) >= 0.8 * len(own)))
        return np.array(found, dtype=np.float32)
    flat = [" ".join(_WORD.findall(piece.text.lower())) for piece in document.pieces]
    given = np.full(len(flat), -1.0, dtype=np.float32)
    for value, key in ((1.0, "with"), (0.0, "without"), (0.0, "comments")):
        for segment in row.get(key) or ():
            needle = " ".join(_WORD.findall(segment.lower()))
            for at, text in enumerate(flat):
                if needle and (needle in text or (len(text) > 20 and text in needle)):
                    given[at] = value
    return given


def rows_of(page: Page, *, nameless: bool) -> tuple[Document, list[int], Matrix]:
    """Give the pieces of ``page``, the numbers of those asked about, and their features."""
    document = parse(decode(page).text, name=page.name)
    if nameless:
        document.boxes = [msgspec.structs.replace(box, names="  ") for box in document.boxes]
    asked, rows = body.examined(survey(document, meta.read(page, document), hints.read(document)))
    return document, asked, rows


def examples() -> tuple[Matrix, Matrix, Matrix, Matrix, Matrix]:
    """Give features, labels, weights, page numbers and boxes of all pieces of the pages.

    A page has two numbers: an even one as it is, the odd one after it without names.
    """
    parts: list[tuple[Matrix, Matrix, Matrix, Matrix, Matrix]] = []
    number = 0
    for name in ("wcxb", "fundus", "traf"):
        lines = (data() / "what" / name / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines):
            if is_held_out(row.get("url") or row["id"]):
                continue
            path = data() / "what" / name / "html" / f"{row['id']}.html.gz"
            page = Page(name=path.name, body=gzip.decompress(path.read_bytes()), url=row.get("url"))
            for nameless in (False, True):
                try:
                    document, asked, matrix = rows_of(page, nameless=nameless)
                except PageError:
                    continue
                truth = labels(document, row)
                if truth.max(initial=0) < 1 or not asked:
                    continue
                words = np.array([piece.text.count(" ") + 1 for piece in document.pieces])
                weights = 0.3 + np.minimum(words, 60) / 20
                weights[truth < 0] = 0
                boxes = np.array([piece.box for piece in document.pieces])
                pages = np.full(len(asked), 2 * number + nameless)
                parts.append((matrix, truth[asked], weights[asked], pages, boxes[asked]))
            number += 1
    joined = [np.concatenate([part[at] for part in parts]) for at in range(5)]
    return joined[0], joined[1], joined[2], joined[3], joined[4]


def boost(rows: Matrix, truth: Matrix, weights: Matrix, *, trees: int) -> Forest:
    """Train oblivious trees by gradient boosting on the logistic loss."""
    used = weights > 0
    rows, truth, weights = rows[used], truth[used], weights[used]
    edges = [_edges(rows[:, column]) for column in range(rows.shape[1])]
    binned = np.stack(
        [np.searchsorted(edge, rows[:, at], side="left") for at, edge in enumerate(edges)], axis=1
    ).astype(np.int64)
    odds = np.zeros(len(rows))
    chosen = np.zeros((trees, _DEPTH), dtype=np.int64)
    cuts = np.zeros((trees, _DEPTH), dtype=np.float32)
    leaves = np.zeros((trees, 1 << _DEPTH), dtype=np.float32)
    for tree in range(trees):
        guess = 1 / (1 + np.exp(-odds))
        slope = (truth - guess) * weights
        curve = guess * (1 - guess) * weights
        leaf = np.zeros(len(rows), dtype=np.int64)
        for deep in range(_DEPTH):
            column, place = _best(binned, leaf, slope, curve, edges, 1 << deep)
            chosen[tree, deep], cuts[tree, deep] = column, edges[column][place]
            leaf += (binned[:, column] > place).astype(np.int64) << deep
        tops = np.bincount(leaf, weights=slope, minlength=1 << _DEPTH)
        bottoms = np.bincount(leaf, weights=curve, minlength=1 << _DEPTH)
        leaves[tree] = _RATE * tops / (bottoms + _LEAF_PRIOR)
        odds += leaves[tree][leaf]
        if tree % 20 == 0:
            loss = -(weights * np.log(np.where(truth > 0, guess, 1 - guess) + 1e-9)).sum()
            print(f"tree {tree}: loss {loss / weights.sum():.4f}", flush=True)
    return Forest(chosen, cuts, leaves)


def _edges(values: Matrix) -> Matrix:
    """Give the thresholds to try: at most ``_BINS`` that part the values evenly."""
    distinct = np.unique(values)
    if len(distinct) <= _BINS:
        return (distinct[1:] + distinct[:-1]) / 2 if len(distinct) > 1 else distinct
    return np.unique(np.quantile(values, np.linspace(0, 1, _BINS + 1)[1:-1]))


def _best(
    binned: Matrix,
    leaf: Matrix,
    slope: Matrix,
    curve: Matrix,
    edges: list[Matrix],
    leaves: int,
) -> tuple[int, int]:
    """Give the feature and threshold that, asked in all leaves, gain most."""
    best, answer = -1.0, (0, 0)
    for column in range(binned.shape[1]):
        size = len(edges[column]) + 1
        key = leaf * size + binned[:, column]
        tops = (
            np.bincount(key, weights=slope, minlength=leaves * size)
            .reshape(leaves, size)
            .cumsum(axis=1)
        )
        bottoms = (
            np.bincount(key, weights=curve, minlength=leaves * size)
            .reshape(leaves, size)
            .cumsum(axis=1)
        )
        low, low_curve = tops[:, :-1], bottoms[:, :-1]
        high, high_curve = tops[:, -1:] - low, bottoms[:, -1:] - low_curve
        gains = (low**2 / (low_curve + _LEAF_PRIOR) + high**2 / (high_curve + _LEAF_PRIOR)).sum(
            axis=0
        )
        place = int(gains.argmax()) if len(gains) else 0
        if len(gains) and gains[place] > best:
            best, answer = float(gains[place]), (int(column), place)
    return answer


def second_rows(rows: Matrix, first: Matrix, pages: Matrix, boxes: Matrix) -> Matrix:
    """Add to ``rows`` what the first look thought of the pieces around, page by page."""
    new_page = np.concatenate([[True], np.diff(pages) != 0])
    starts = np.flatnonzero(new_page)
    ends = np.concatenate([starts[1:], [len(rows)]])
    near = [
        features.neighbours(first[a:b], boxes[a:b].tolist())
        for a, b in zip(starts, ends, strict=True)
    ]
    return np.concatenate([rows, np.concatenate(near)], axis=1)


def main() -> None:
    """Train both looks and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=int, default=120)
    parser.add_argument("--out", type=Path, default=_OUT)
    options = parser.parse_args()
    rows, truth, weights, pages, boxes = examples()
    count, share = len(np.unique(pages // 2)), truth[truth >= 0].mean()
    print(f"{len(rows)} pieces of {count} pages, {share:.2f} of them the article's")
    unseen = np.zeros(len(rows), dtype=np.float32)
    for fold in range(_FOLDS):  # the second look must learn from guesses about unseen pages
        apart = pages // 2 % _FOLDS == fold
        forest = boost(rows[~apart], truth[~apart], weights[~apart], trees=options.trees // 2)
        unseen[apart] = forest.probabilities(rows[apart])
    first = boost(rows, truth, weights, trees=options.trees)
    second = boost(second_rows(rows, unseen, pages, boxes), truth, weights, trees=options.trees)
    arrays: dict[str, Matrix] = {}
    for look, forest in ((1, first), (2, second)):
        arrays[f"features{look}"] = forest.features.astype(np.uint8)
        arrays[f"thresholds{look}"] = forest.thresholds
        arrays[f"leaves{look}"] = forest.leaves.astype(np.float16)
    np.savez_compressed(options.out, **arrays)  # type: ignore[arg-type]
    print(f"{options.out.name}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
