"""No words of a human language in code: they belong in ``ondit/lang``.

Two small words of one language in a string make running words. Docstrings, what developers read
when an exception is raised, and names of attributes, tags and the like are no such thing.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ondit
from ondit import lang

ROOT = Path(ondit.__file__).parent
# errors.py holds the sentences that developers read; the catalogues translate them for users.
EXEMPT = {ROOT / "errors.py"}
SOURCES = sorted(
    path for path in ROOT.rglob("*.py") if ROOT / "lang" not in path.parents and path not in EXEMPT
)
# A word with signs of code beside it is a name: class="for-sale", data-on, {by}, \bde\b.
WORD = re.compile(
    r"(?<![\w\-_.:/\\{}=@#$%<>|(\[])[^\W\d_]{2,}(?:['’][^\W\d_]+)?(?![\w\-_:/\\{}=@<>|)\]])"
)
RUNNING = 2


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give line and value of each string that is neither a docstring nor part of an exception."""
    silent = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node.lineno, node.value


def running_words(text: str) -> set[str]:
    """Give the small words of a language in ``text`` when there are enough of them."""
    words = {word.lower() for word in WORD.findall(text) if not word.isupper()}  # SQL, constants
    for language in lang.every():
        found = words & language.words.function_words
        if len(found) >= RUNNING:
            return found
    return set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_of_a_language_in_code(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [f"line {line}: {text!r}" for line, text in texts(tree) if running_words(text)]
    assert not found


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("This page is not in the list", True),
        ("La page n’est pas dans la liste", True),
        ("publié le {day} par {name} dans la ville", True),
        ("lire la suite de (?:cet article|ce texte)", True),
        ("utf-8", False),
        ("article:published_time", False),
        ("entry-content post-on for-sale in-the-news", False),
        (r"\b(?:on|by|the)\b", False),
        ("og:title twitter:title dc.title", False),
        ("{words} in {language}", False),
        ("SELECT id FROM articles WHERE site = ? ORDER BY id", False),
    ],
)
def test_the_test_itself(text: str, caught: bool) -> None:
    assert bool(running_words(text)) is caught
