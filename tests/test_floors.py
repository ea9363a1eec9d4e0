"""Quality does not fall: every measured figure reaches its floor."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


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
