"""The sentences of the web page: each one is said somewhere, and each one said is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import ondit
from ondit import lang, model

WEB = Path(ondit.__file__).parent / "web"
CODE = "".join(
    file.read_text(encoding="utf-8")
    for file in sorted([*WEB.rglob("*.py"), *WEB.rglob("*.html"), *WEB.glob("../cli/*.py")])
)
CHOSEN = {
    "filter-": r'words\.say\("filter-" ~ label\)',
    "edge-why-": r'f"edge-why-\{',
    "gave-": r'"gave" if taken',
    "edge-": r'f"edge-\{kind\}"',
    "alike-": r'f"alike-\{kind\}"',
    "joined-": r'words\.say\("joined-" ~ one\.why\)',
    "correction-": r'f"correction-\{one\.kind\}"',
    "ground-": r'f"ground-\{one\.ground\}"',
    "mark-": r'f"mark-\{',
    "receipt-": r'f"receipt-\{key\}"',
    "refused-": r"Refused\(\d+, \"refused-",
    "nav-": r'"nav-" ~ |words\.say\("nav-',
    "relation-": r'f"relation-\{pair\.relation\}"',
    "quotation-": r"words\.say\(damage\)",
    "undecodable-": r"words\.say\(damage\)",
}
"""Beginnings of keys that are put together, and the code that does so."""
ASKED = re.compile(r"""words\.(say|count)\(\s*["']([a-z-]*[a-z])["']""")


def test_every_sentence_asked_for_is_there() -> None:
    for code in lang.known():
        tables = lang.load(code).messages.tables
        for kind, key in ASKED.findall(CODE):
            assert key in tables["web" if kind == "say" else "counts"], key


def test_no_sentence_is_left_that_nobody_says() -> None:
    for key in lang.load("en").messages.tables["web"]:
        start = next((one for one in CHOSEN if key.startswith(one)), None)
        said = re.search(CHOSEN[start], CODE) if start else None
        assert said or f'"{key}"' in CODE or f"'{key}'" in CODE, key


def test_templates_hold_no_words_of_a_language() -> None:
    for file in sorted(WEB.rglob("*.html")):
        text = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<[^<>]*>", " ", file.read_text("utf-8"))
        words = {word.lower() for word in re.findall(r"[^\W\d_]{2,}", text)}
        for language in lang.every():
            assert not words & language.words.function_words, file.name


def values(record: object) -> set[str]:
    return {str(value) for value in get_args(record)}


def test_every_value_that_chooses_a_sentence_has_one() -> None:
    kinds = {*values(model.DerivationKind), "told"}
    wanted = {
        "edge": kinds,
        "alike": kinds,
        "gave": kinds - {"told"},
        "edge-why": values(model.EdgeReason),
        "mark": values(model.MarkKind),
        "correction": values(model.CorrectionKind),
        "ground": values(model.DisputeGround),
        "relation": values(model.Relation),
    }
    for code in lang.known():
        web = lang.load(code).messages.tables["web"]
        missing = {f"{name}-{one}" for name, all_ in wanted.items() for one in all_} - web.keys()
        assert missing == set()
