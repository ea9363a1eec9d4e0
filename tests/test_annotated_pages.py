"""The annotations of French pages: well formed, without text, and found again in a page."""

from __future__ import annotations

import gzip
import re
import sys
from pathlib import Path
from typing import get_args

import pytest

from ondit.model import Page, Role
from ondit.page.decode import decode
from ondit.page.dom import parse

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "training"))

from annotations import pieces  # noqa: E402


def test_rows_hold_hashes_and_roles_and_no_text() -> None:
    rows = pieces.annotated()
    assert len(rows) == 38
    for row in rows.values():
        assert re.fullmatch("[0-9a-f]{64}", row["sha256"])
        assert [number for number, _, _ in row["pieces"]] == sorted(
            {number for number, _, _ in row["pieces"]}
        )
        for number, mark, role in row["pieces"]:
            assert number < row["of"]
            assert re.fullmatch("[0-9a-f]{16}|", mark)
            assert role in {*get_args(Role), pieces.UNSURE}
        assert sum(role == "headline" for _, _, role in row["pieces"]) == 1


@pytest.mark.parametrize("name", ["d0137", "d0206", "d0621"])
def test_pieces_are_found_again(name: str, data: Path) -> None:
    row = pieces.annotated()[name]
    body = gzip.decompress((data / "what" / "htmldate" / "html" / f"{name}.html.gz").read_bytes())
    assert pieces.fits(row, body)
    document = parse(decode(Page(name=name, body=body)).text, name=name)
    found = pieces.roles(document, row)
    assert len(found) >= 0.95 * len(row["pieces"])
    (headline,) = [number for number, role in found.items() if role == "headline"]
    assert document.pieces[headline].tag in ("h1", "h2")
