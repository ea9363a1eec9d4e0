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
import sys
from pathlib import Path
from typing import Any

from ondit.model import Page
from ondit.page.decode import decode
from ondit.page.dom import Document, parse
from ondit.text import digest
from ondit.urls import site

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from annotations import pieces

_FOLDERS = {"french": "htmldate"}
_TEXT = frozenset(("standfirst", "paragraph", "subhead", "item", "quotation", "correction"))
_NAMES = re.compile(r"""(?i)(\s(?:class|id))\s*=\s*("[^"]*"|'[^']*')""")
_SEMANTIC = re.compile(
    r"(?i)<(/?)(?:article|section|nav|header|footer|aside|main|figure|figcaption)(?=[\s>])"
)


def data() -> Path:
    """Give the folder of the truth sets."""
    given = os.environ.get("ONDIT_DATA")
    return Path(given) if given else Path(__file__).parents[2] / "shared" / "data"


def truth(name: str) -> list[dict[str, Any]]:
    """Give the annotations of the set ``name``.

    ``french`` are the pages of ``htmldate`` that are annotated piece by piece in this project.
    """
    if name == "french":
        return _read_through()
    lines = (data() / "what" / name / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _read_through() -> list[dict[str, Any]]:
    """Give the French pages of which every piece was read, with the text of the article."""
    known = pieces.annotated()
    found = []
    for row in truth("htmldate"):
        if row["id"] in known:
            given = page("htmldate", row)
            document = parse(decode(given).text, name=given.name)
            kept = pieces.roles(document, known[row["id"]])
            said = {role: _joined(document, kept, {role}) for role in ("headline", "standfirst")}
            text = _joined(document, kept, _TEXT)
            found.append({**row, "text": text, "title": said["headline"], **said})
    return found


def _joined(document: Document, kept: dict[int, str], roles: set[str] | frozenset[str]) -> str:
    return "\n".join(
        document.pieces[number].text for number in sorted(kept) if kept[number] in roles
    )


def page(name: str, row: dict[str, Any]) -> Page:
    """Give the page that ``row`` of the set ``name`` is about."""
    path = data() / "what" / _FOLDERS.get(name, name) / "html" / f"{row['id']}.html.gz"
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
