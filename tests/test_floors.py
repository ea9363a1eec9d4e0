"""Quality does not fall: every measured figure reaches its floor."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(
    find_spec("catboost") is None, reason="cross-validation trains: uv run --group training pytest"
)
def test_no_figure_lies_below_its_floor(data: Path) -> None:
    assert data.is_dir()
    run = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "floors.py"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "other data" not in run.stdout, run.stdout
