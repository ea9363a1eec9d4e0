"""A third language is one new folder: Ondit with ``languages/es`` put in, nothing else changed.

The folder is small and holds what its two pages need; its messages are the English ones, since what
is tested here is that no code knows which languages there are.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ondit

HERE = Path(__file__).parent / "languages"
PAGE, ORIGINAL = HERE / "bridge-closed-es.html", HERE / "bridge-closed-en.html"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that holds Ondit with the new language in its place."""
    home = tmp_path_factory.mktemp("third")
    own = Path(ondit.__file__).parent
    shutil.copytree(own, home / "ondit", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE / "es", home / "ondit" / "lang" / "es")
    shutil.copytree(own / "lang" / "en" / "messages", home / "ondit" / "lang" / "es" / "messages")
    return home


def run(installed: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ondit", *words],
        env={**os.environ, "PYTHONPATH": str(installed), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def page(installed: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(installed, "trace", str(PAGE), "--json"))["pages"][0]
    return answer


def words_of(page: dict[str, Any], spans: list[tuple[int, int, int]]) -> str:
    blocks = page["article"]["blocks"]
    return " ".join(blocks[block]["text"][start:end] for block, start, end in spans)


def test_it_is_told_from_the_text(page: dict[str, Any]) -> None:
    assert page["article"]["language"] == "es"


def test_its_page_is_read(page: dict[str, Any]) -> None:
    article = page["article"]
    assert article["headline"] == "El puente de Calvera se cierra por los cables oxidados"
    assert article["published"]["value"] == "2026-10-06"
    assert article["authors"] == ["Lucía Barrantes"]
    assert {piece["kind"] for piece in article["furniture"]} >= {"related", "comment-form", "legal"}


@pytest.mark.parametrize(
    ("name", "stance", "words"),
    [
        ("Ana Murgades", "says", "No vamos a esperar un accidente para cerrar un puente"),
        (
            "Tomás Arrieta",
            "denies",
            "los trabajadores hubieran ignorado los avisos de la inspección",
        ),
        ("Tomás Arrieta", "says", "Los ingenieros enviaron cuatro avisos en dos años"),
    ],
)
def test_its_statements_have_their_speakers(
    page: dict[str, Any], name: str, stance: str, words: str
) -> None:
    names = {speaker["id"]: speaker["name"] for speaker in page["speakers"]}
    said = [
        (names.get(statement["speaker"]), statement["stance"], words_of(page, statement["content"]))
        for statement in page["statements"]
    ]
    assert (name, stance, words) in said


def test_its_translation_is_found_and_aligned(installed: Path) -> None:
    answer = json.loads(run(installed, "compare", str(ORIGINAL), str(PAGE), "--json"))
    derivation = answer["derivation"]
    assert derivation["kind"] == "translation"
    assert derivation["one_covered"] == derivation["other_covered"] == 1.0


def test_its_messages_are_offered(installed: Path) -> None:
    assert "[en|es|fr]" in run(installed, "--help")
