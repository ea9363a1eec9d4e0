"""Train the model that tells the article's pieces from furniture, and what each of them is.

``python training/blocks.py`` writes ``src/ondit/page/blocks.npz`` from the annotated pages in
``$ONDIT_DATA/what`` (sources and licences in ``docs/data.md``). Pages of every fourth site are held
out, so that ``benchmarks/what.py`` measures on sites that the model never saw; ``--without SET``
leaves out a whole set instead, for ``benchmarks/what.py --crossed FOLDER``. One seed,
one thread: the same data give the same file. Some minutes on one core.

Every page is used twice: as it is, and as a twin without class names and identifiers, two of three
twins also without the tags that have a meaning (``article``, ``nav``, ``figure`` are ``div``).
Annotated pages are used a third time, as a twin in another dress (:mod:`disguise`). What nobody
annotated is taught by two readers where they agree (:mod:`silver`).
CatBoost (Prokhorenkova et al. 2018) grows the trees; :mod:`ondit.trees` runs them without it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import os
import sys
from collections.abc import Sequence
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from catboost import CatBoost
from msgspec.structs import replace

import silver
from annotations.pieces import FILE, annotated, roles
from disguise import disguise
from forests import exported
from labels import CLASSES, KEPT, labels, length
from ondit.errors import PageError
from ondit.model import Page
from ondit.page import body, features, meta
from ondit.page.decode import decode
from ondit.page.dom import Document, parse
from ondit.page.survey import Survey, survey
from ondit.page.trees import chance
from ondit.text import digest
from ondit.trees import Forest
from ondit.urls import site

Matrix = np.ndarray[Any, np.dtype[Any]]

SETS = ("wcxb", "fundus", "traf", "postlight", "htmldate")
GOLD = 3  # of them say of every piece, or of some, whether it is the article's
FULL = 2  # of them say it of every piece; of the others, readers say what people did not
SELECTED = ("fundus",)  # the set whose text is what selectors made for each site take
READ = "htmldate"  # the set of whose French pages people read every piece (training/annotations)
SEED = 20261130
_OUT = Path(__file__).parents[1] / "src" / "ondit" / "page" / "blocks.npz"
_SEMANTIC = frozenset(
    "article section nav header footer aside main figure figcaption dialog menu details summary"
    " address hgroup".split()
)
_UNASKED = frozenset("li dd dt td th pre table blockquote figure ul ol dl".split())
_RUNNING = 60  # characters from which a text may be a comment
_FOLDS = 3
_DEPTH = 6
_LIGHTEST = 0.8  # weight of a piece's length under which it counts as if it had that
_TREES = (160, 240, 100)  # of the first look, of the second, and for the roles
_GROWN = 2  # times that each of the first two forests is grown, by other draws of rows and columns


class Examples(NamedTuple):
    """The pieces of all pages, one row each."""

    rows: Matrix
    classes: Matrix
    weights: Matrix
    """Of the classes, which teach roles and kinds."""
    kept: Matrix
    """Whether it is the article's text, and how much that weighs: 0 where nobody knows."""
    trust: Matrix
    pages: Matrix
    """Three numbers for each page, the first divisible by three: it, its twin, its disguise."""
    boxes: Matrix
    """The number of the box of each, and of the two groups of :class:`features.Groups`."""
    makes: Matrix
    parts: Matrix
    lengths: Matrix


def data() -> Path:
    """Give the folder of the annotated pages."""
    given = os.environ.get("ONDIT_DATA")
    return Path(given) if given else Path(__file__).parents[2] / "shared" / "data"


def is_held_out(address: str) -> bool:
    """Tell whether pages of the site of ``address`` are kept for measuring."""
    return int(digest(site(address) or address), 16) % 4 == 0


def twin(document: Document, *, tags: bool) -> Document:
    """Give ``document`` without names, and with ``tags`` also without tags that have a meaning."""

    def plain(tag: str) -> str:
        return "div" if tags and tag in _SEMANTIC else tag

    def hidden(names: str) -> str:
        return f" {' '.join('x' + digest(name)[:8] for name in names.split())} "

    boxes = [replace(box, names=hidden(box.names), tag=plain(box.tag)) for box in document.boxes]
    pieces = [replace(piece, tag=plain(piece.tag)) for piece in document.pieces]
    return replace(document, boxes=boxes, pieces=pieces)


def examples(sets: list[str], *, hold_out: bool) -> Examples:
    """Give the pieces of the pages of ``sets``."""
    parts: list[tuple[Matrix, ...]] = []
    people = annotated()
    number = 0
    others: list[str] = []  # the running text of the page before
    for name in sets:
        lines = (data() / "what" / name / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines):
            if hold_out and is_held_out(row.get("url") or row["id"]):
                continue
            read = people.get(row["id"]) if name == READ else None
            path = data() / "what" / name / "html" / f"{row['id']}.html.gz"
            page = Page(name=path.name, body=gzip.decompress(path.read_bytes()), url=row.get("url"))
            html = decode(page).text
            try:
                document = parse(html, name=page.name)
            except PageError:
                continue
            known = survey(document, meta.read(page, document))
            classes, weights = labels(known, row, roles(document, read) if read else None)
            is_gold = name in SETS[:GOLD] or read is not None
            kept, trust = article(classes, weights if is_gold else weights * 0)
            if name in SELECTED:
                trust = trusted(known, kept, trust)
            if name not in SETS[:FULL] and read is None:
                guessed(html, page, document, kept, trust)
            for at, each in enumerate((document, twin(document, tags=number % 3 > 0))):
                seen = known if at == 0 else survey(each, known.head)
                parts += _rows(seen, classes, weights, kept, trust, 3 * number + at)
            if name in SETS[:GOLD]:
                parts += _disguised(
                    html, page, row, 3 * number + 2, others, is_selected=name in SELECTED
                )
            others = running(document)
            number += 1
    return Examples(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def article(classes: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """Give which pieces are the article's text by what people said, and how much that weighs."""
    kept = np.isin(classes, [CLASSES.index(name) for name in KEPT]).astype(np.int64)
    return kept, np.sqrt(np.maximum(weights, _LIGHTEST)) * (weights > 0)


def trusted(known: Survey, kept: Matrix, trust: Matrix) -> Matrix:
    """Give ``trust`` without what a site's own selectors leave out amid the article, unnamed.

    They ask for paragraphs and headings; lists, tables and figures between these were not judged.
    """
    among = np.flatnonzero(kept * (trust > 0))
    if not len(among):
        return trust
    found = trust.copy()
    for number in range(among[0], among[-1]):
        piece = known.document.pieces[number]
        listed = {piece.tag, *known.hints[piece.box].tags} & _UNASKED
        if not kept[number] and listed and known.kind(number) is None:
            found[number] = 0
    return found


def running(document: Document) -> list[str]:
    """Give the running text of a page, as markup."""
    texts = (piece.text for piece in document.pieces if not piece.links)
    return [escape(text, quote=False) for text in texts if len(text) > _RUNNING]


def guessed(html: str, page: Page, document: Document, kept: Matrix, trust: Matrix) -> None:
    """Write into ``kept`` and ``trust`` what two readers agree on, where people said nothing."""
    said = silver.agreed(html, page.url, document.pieces)
    for number, value in enumerate(said or ()):
        if value >= 0 and not trust[number]:
            kept[number] = value
            trust[number] = max(length(document.pieces[number]), _LIGHTEST) ** 0.5


def _disguised(
    html: str,
    page: Page,
    row: dict[str, Any],
    number: int,
    others: Sequence[str],
    *,
    is_selected: bool,
) -> list[tuple[Matrix, ...]]:
    """Give the rows of a page in another dress, without names; it teaches no roles."""
    try:
        document = parse(disguise(html, row["id"], others), name=page.name)
    except PageError:
        return []
    known = survey(document, meta.read(page, document))
    classes, weights = labels(known, row)
    kept, trust = article(classes, weights)
    if is_selected:
        trust = trusted(known, kept, trust)
    plain = survey(twin(document, tags=number % 2 > 0), known.head)
    return _rows(plain, classes, weights * 0, kept, trust, number)


def _rows(
    known: Survey, classes: Matrix, weights: Matrix, kept: Matrix, trust: Matrix, page: int
) -> list[tuple[Matrix, ...]]:
    """Give the columns of the pieces that the model is asked about, none if nobody said a word."""
    asked, rows, groups = body.examined(known)
    if not asked or not (weights[asked].any() or trust[asked].any()):
        return []
    given = (column[asked] for column in (classes, weights, kept, trust))
    measures = (known.layout.boxes[asked], groups.make, groups.part, known.layout.lengths[asked])
    return [(rows, *given, np.full(len(asked), page), *measures)]


def grow(rows: Matrix, truth: Matrix, weights: Matrix, *, trees: int, classes: int) -> Forest:
    """Grow oblivious trees: for one class by the logistic loss, for several by their entropy.

    One class has several forests, each grown from other draws; their mean is the forest. What one
    draw makes of a piece that is like few others is chance, and less so of the mean.
    """
    grown = [
        _grown(rows, truth, weights, trees=trees, classes=classes, seed=SEED + number)
        for number in range(_GROWN if classes == 1 else 1)
    ]
    return Forest(
        np.concatenate([forest.features for forest in grown]),
        np.concatenate([forest.thresholds for forest in grown]),
        np.asarray(np.concatenate([f.leaves for f in grown]) / len(grown), dtype=np.float32),
        np.mean([forest.bias for forest in grown], axis=0, dtype=np.float32),
    )


def _grown(
    rows: Matrix, truth: Matrix, weights: Matrix, *, trees: int, classes: int, seed: int
) -> Forest:
    used = weights > 0
    loss = {"loss_function": "Logloss"} if classes == 1 else {"loss_function": "MultiClass"}
    if classes > 1:
        loss["classes_count"] = classes  # type: ignore[assignment]
    model = CatBoost(
        {
            **loss,
            "iterations": trees,
            "depth": _DEPTH,
            "learning_rate": 0.14,
            "l2_leaf_reg": 8,
            "border_count": 48,
            "rsm": 0.5,
            "bootstrap_type": "Bernoulli",
            "subsample": 0.6,
            "leaf_estimation_iterations": 1,
            "boosting_type": "Plain",
            "random_seed": seed,
            "thread_count": 1,
            "verbose": 40,
            "allow_writing_files": False,
        }
    )
    model.fit(rows[used], truth[used], sample_weight=weights[used])
    return exported(model, classes, depth=_DEPTH)


def second_rows(found: Examples, first: Matrix) -> Matrix:
    """Add to the rows what the first look thought of the pieces around, page by page."""
    starts = np.flatnonzero(np.concatenate([[True], np.diff(found.pages) != 0]))
    ends = np.concatenate([starts[1:], [len(found.rows)]])
    pairs = zip(starts, ends, strict=True)
    near = [
        features.neighbours(
            first[a:b],
            found.boxes[a:b],
            features.Groups(make=found.makes[a:b], part=found.parts[a:b]),
            found.lengths[a:b],
        )
        for a, b in pairs
    ]
    return np.concatenate([found.rows, np.concatenate(near)], axis=1)


def train(found: Examples) -> tuple[Forest, Forest, Forest]:
    """Train both looks and the roles."""
    kept, weights = found.kept, found.trust
    unseen = np.zeros(len(kept), dtype=np.float32)
    for fold in range(_FOLDS):  # the second look must learn from guesses about unseen pages
        apart = found.pages // 3 % _FOLDS == fold
        forest = grow(found.rows[~apart], kept[~apart], weights[~apart], trees=_TREES[0], classes=1)
        unseen[apart] = chance(forest.scores(found.rows[apart]))
    first = grow(found.rows, kept, weights, trees=_TREES[0], classes=1)
    rows = second_rows(found, unseen)
    second = grow(rows, kept, weights, trees=_TREES[1], classes=1)
    roles = grow(rows, found.classes, found.weights, trees=_TREES[2], classes=len(CLASSES))
    return first, second, roles


def fingerprint(sets: list[str]) -> str:
    """Give the hash of the annotations trained on."""
    joined = hashlib.sha256()
    for name in sets:
        joined.update((data() / "what" / name / "truth.jsonl").read_bytes())
        if name == READ:
            joined.update(FILE.read_bytes())
    return joined.hexdigest()[:16]


def written(found: Examples) -> str:
    """Give the hash of all that the trees are grown from: numbers, classes and weights."""
    joined = hashlib.sha256()
    for column in found:
        joined.update(np.ascontiguousarray(column).tobytes())
    return joined.hexdigest()[:16]


def main() -> int:
    """Train both looks and write the file, or say whether it would be the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_OUT)
    parser.add_argument("--without", default="", help="a set to leave out whole")
    parser.add_argument("--check", action="store_true", help="tell whether the file is as grown")
    options = parser.parse_args()
    sets = [name for name in SETS if name != options.without]
    found = examples(sets, hold_out=not options.without)
    recipe = {
        "seed": SEED,
        "data": fingerprint(sets),
        "sets": sets,
        "readers": silver.versions(),
        "trees": {"catboost": version("catboost"), "numpy": np.__version__},
        "pages": len(np.unique(found.pages // 3)),
        "pieces": len(found.rows),
        "examples": written(found),
    }
    print(json.dumps(recipe))
    if options.check:
        with np.load(options.out) as kept:
            grown_from = json.loads(str(kept["recipe"])).get("examples")
        if grown_from != recipe["examples"]:
            print(f"{options.out.name} was grown from other numbers: {grown_from}")
            return 1
    arrays: dict[str, Any] = {"classes": np.array(CLASSES), "recipe": np.array(json.dumps(recipe))}
    for look, forest in enumerate(train(found), start=1):
        arrays[f"features{look}"] = forest.features.astype(np.uint8)
        arrays[f"thresholds{look}"] = forest.thresholds
        arrays[f"leaves{look}"] = forest.leaves.astype(np.float16)
        arrays[f"bias{look}"] = forest.bias
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    content = file.getvalue()
    print(f"{options.out.name}: {len(content)} bytes, {hashlib.sha256(content).hexdigest()}")
    if options.check:
        same = options.out.read_bytes() == content
        print("the same" if same else "the same examples gave other trees")
        return int(not same)
    options.out.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
