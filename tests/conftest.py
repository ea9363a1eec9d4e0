"""What several test modules need: the folders of the project, and the data when it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def examples() -> Path:
    """The example pages."""
    return ROOT / "examples" / "nato"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of measuring data, which is not part of the project."""
    folder = Path(os.environ.get("ONDIT_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the measuring data is not here; set ONDIT_DATA to its folder")
    return folder
