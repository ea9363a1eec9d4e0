"""The layers hold, and the check that says so can fail: planted violations are found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytest.importorskip("importlinter", reason="import-linter is not installed")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the project in ``folder``."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__", "*.tsv", "*.toml", "*.npz", "*.npy", "*.bin")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    return tmp_path


def test_the_layers_hold(copy: Path) -> None:
    ran = lint(copy)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("file", "planted", "broken"),
    [
        ("text.py", "import ondit.cli", "Imports go down only"),
        ("page/read.py", "import ondit.speech.statements", "Imports go down only"),
        ("lineage/origin.py", "import ondit.page.read", "Imports go down only"),
        ("speech/statements.py", "import socket", "The core computes"),
        ("urls.py", "import sqlite3", "The core computes"),
    ],
)
def test_a_planted_violation_is_found(copy: Path, file: str, planted: str, broken: str) -> None:
    path = copy / "src" / "ondit" / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{planted}\n", encoding="utf-8")
    ran = lint(copy)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert f"{broken}" in ran.stdout
    assert "BROKEN" in ran.stdout
