"""The annotated sets of pages: what a page of one is, and what its annotators said of it.

They lie in ``$ONDIT_DATA/what`` (see ``docs/data.md``). ``hashed`` gives a page as a site makes it
that hides the names of its classes and marks up nothing.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

from ondit.model import Page
from ondit.page.decode import decode
from ondit.text import digest
from ondit.urls import site

_NAMES = re.compile(r"""(?i)(\s(?:class|id))\s*=\s*("[^"]*"|'[^']*')""")
_SEMANTIC = re.compile(
    r"(?i)<(/?)(?:article|section|nav|header|footer|aside|main|figure|figcaption)(?=[\s>])"
)


def data() -> Path:
    """Give the folder of the truth sets."""
    given = os.environ.get("ONDIT_DATA")
    return Path(given) if given else Path(__file__).parents[2] / "shared" / "data"


def truth(name: str) -> list[dict[str, Any]]:
    """Give the annotations of the set ``name``."""
    lines = (data() / "what" / name / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def page(name: str, row: dict[str, Any]) -> Page:
    """Give the page that ``row`` of the set ``name`` is about."""
    path = data() / "what" / name / "html" / f"{row['id']}.html.gz"
    return Page(name=path.name, body=gzip.decompress(path.read_bytes()), url=row.get("url"))


def hashed(given: Page) -> Page:
    """Give ``given`` with hashes for class names and ``div`` for tags that have a meaning."""

    def hidden(match: re.Match[str]) -> str:
        parts = (hashlib.blake2b(name.encode(), digest_size=4) for name in match[2][1:-1].split())
        return f'{match[1]}="{" ".join("x" + part.hexdigest() for part in parts)}"'

    text = _SEMANTIC.sub(r"<\1div", _NAMES.sub(hidden, decode(given).text))
    return Page(name=given.name, body=text.encode("utf-8", "replace"), url=given.url)


def is_held_out(row: dict[str, Any]) -> bool:
    """Tell whether the page of ``row`` was kept out of training (see training/blocks.py)."""
    return _share(row) % 4 == 0


def is_read(row: dict[str, Any]) -> bool:
    """Tell whether the page of ``row`` may be looked at one by one while rules are made.

    The pages of the other half of the sites are only ever counted.
    """
    return _share(row) % 2 == 1


def _share(row: dict[str, Any]) -> int:
    address = row.get("url") or row["id"]
    return int(digest(site(address) or address), 16)
