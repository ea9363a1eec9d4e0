"""How many of readers' comments Ondit finds, and how often it gives some where there are none.

``uv run --group benchmarks python benchmarks/comments.py [--hashed]``

In the set ``traf`` (:mod:`truths`) people noted some words of the comments of each page, or that
there are none. *Found* are those words that stand in the comments given; *there* those that stand
in the pages at all, the rest being brought by scripts; *given in vain* the pages on which nobody
noted any and some are given. Beside Ondit stands trafilatura, where it is installed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from ondit.errors import PageError
from ondit.model import Page
from ondit.page.decode import decode
from ondit.page.dom import parse
from ondit.page.read import read
from ondit.text import normalise
from truths import hashed, page, truth


def of_ondit(given: Page) -> str:
    """Give the words of the comments that Ondit finds."""
    try:
        return normalise(" ".join(comment.text for comment in read(given).comments))
    except PageError:
        return ""


def of_trafilatura(given: Page) -> str:
    """Give the words of the comments that trafilatura finds."""
    import trafilatura

    found = trafilatura.bare_extraction(decode(given).text, include_comments=True)
    return normalise((getattr(found, "comments", None) or "") if found else "")


def report(label: str, pages: list[tuple[Page, list[str]]], read_: Callable[[Page], str]) -> None:
    """Print what one reader finds."""
    found = vain = 0
    for given, noted in pages:
        text = read_(given)
        found += sum(normalise(words) in text for words in noted)
        vain += bool(text) and not noted
    print(f"{label:12} found {found}  given in vain on {vain} pages")


def main() -> None:
    """Measure Ondit, and trafilatura where it is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hashed", action="store_true", help="without names and meaning of tags")
    options = parser.parse_args()
    rows: list[dict[str, Any]] = [row for row in truth("traf") if "comments" in row]
    pages = [(page("traf", row), list(row["comments"])) for row in rows]
    if options.hashed:
        pages = [(hashed(given), noted) for given, noted in pages]
    there = sum(
        normalise(words) in normalise(" ".join(piece.text for piece in document.pieces))
        for given, noted in pages
        if noted
        for document in [parse(decode(given).text, name=given.name)]
        for words in noted
    )
    noted_ = sum(len(noted) for _, noted in pages)
    print(f"{noted_} noted, {there} there; {sum(not noted for _, noted in pages)} pages without")
    report("ondit", pages, of_ondit)
    try:
        report("trafilatura", pages, of_trafilatura)
    except ModuleNotFoundError:
        print("trafilatura is not installed")


if __name__ == "__main__":
    main()
