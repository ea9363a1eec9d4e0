"""Turn an annotator's working sheet into standoff: offsets and labels, no text.

A sheet is what a person can type. A line ``# ID`` opens an article; then one statement a line, the
cells parted by `` | ``::

    line | content | cue | source | speaker | kind | role | stance | polarity | within | core | to

``to`` is the addressee. ``line`` is the number (from 1) of the article's line in which the parts
stand. A part is given by
its words, or by its first and last words with ``...`` between; several parts are joined by
`` // ``; ``L7:`` before a part looks on line 7, ``#2:`` takes the second occurrence. ``within`` is
the number (from 1, in this article) of the statement in which this one is nested, else ``-``.
Empty cells are ``-``; ``core`` is ``yes`` or ``no``. The form (direct, mixed, indirect) is computed
from the quotation marks around the content.

Usage: ``python training/annotations/standoff.py TEXTS.jsonl SHEET... > standoff.jsonl``
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

CELLS = ("line content cue source speaker kind role stance polarity within core addressee").split()
KINDS = {"person", "organisation", "government", "medium", "group", "unknown"}
STANCES = {
    "says", "confirms", "admits", "denies", "accuses", "alleges", "warns", "promises", "threatens",
    "asks", "demands", "proposes", "thinks", "predicts", "reports",
}  # fmt: skip
_PART = re.compile(r"(?:L(?P<line>\d+):)?(?:#(?P<nth>\d+):)?(?P<words>.*)", re.DOTALL)
_PAIRS = {"«": "»", "“": "”", '"': '"', "„": "“", "‘": "’"}


class SheetError(Exception):
    """A line of a sheet that cannot be placed in its text."""


def lines_of(text: str) -> list[tuple[int, str]]:
    """Give each line of ``text`` with its offset."""
    found, offset = [], 0
    for line in text.split("\n"):
        found.append((offset, line))
        offset += len(line) + 1
    return found


def place(part: str, lines: list[tuple[int, str]], default: int) -> list[int]:
    """Give the offsets of ``part``, looked for on its line."""
    match = _PART.fullmatch(part.strip())
    assert match is not None
    number = int(match["line"] or default)
    if not 0 < number <= len(lines):
        raise SheetError(f"there is no line {number}")
    offset, line = lines[number - 1]
    head, dots, tail = match["words"].partition("...")
    head, tail = head.strip(), tail.strip()
    start = -1
    for _ in range(int(match["nth"] or 1)):
        start = line.find(head, start + 1)
        if start < 0:
            raise SheetError(f"{head!r} is not on line {number}")
    end = start + len(head)
    if dots:
        close = line.find(tail, end)
        if close < 0 or not tail:
            raise SheetError(f"{tail!r} does not follow {head!r} on line {number}")
        end = close + len(tail)
    return [offset + start, offset + end]


def quoted(text: str) -> list[bool]:
    """Tell for every character of ``text`` whether it stands inside quotation marks."""
    inside, closing = [], ""
    for mark in text:
        if mark in ("\n", closing):
            closing = ""
        elif not closing and mark in _PAIRS and mark != "‘":
            closing = _PAIRS[mark]
        inside.append(bool(closing))
    return inside


def form(spans: list[list[int]], text: str, inside: list[bool]) -> str:
    """Give ``direct``, ``mixed`` or ``indirect`` by the share of letters inside quotation marks."""
    letters = [i for start, end in spans for i in range(start, end) if text[i].isalnum()]
    share = sum(inside[i] for i in letters) / max(1, len(letters))
    return "direct" if share > 0.95 else "mixed" if share > 0.03 else "indirect"


def statement(row: str, lines: list[tuple[int, str]], text: str, inside: list[bool]) -> Any:
    """Turn one line of a sheet into a statement with offsets."""
    cells = [cell.strip() for cell in row.split(" | ")]
    if len(cells) == len(CELLS) - 1:
        cells.append("-")
    if len(cells) != len(CELLS):
        raise SheetError(f"{len(cells)} cells instead of {len(CELLS)}")
    value = dict(zip(CELLS, cells, strict=True))
    if value["kind"] not in KINDS or value["stance"] not in STANCES:
        raise SheetError(f"the guide has no kind {value['kind']!r} or stance {value['stance']!r}")
    if value["polarity"] not in ("affirms", "negates") or value["core"] not in ("yes", "no"):
        raise SheetError("polarity is affirms or negates, core is yes or no")
    default = int(value["line"])

    def spans(name: str) -> list[list[int]]:
        if value[name] == "-":
            return []
        return sorted(place(part, lines, default) for part in value[name].split(" // "))

    content = spans("content")
    if not content:
        raise SheetError("a statement has content")
    return {
        "content": content,
        "cue": spans("cue"),
        "source": spans("source"),
        "addressee": spans("addressee"),
        "speaker": None if value["speaker"] == "-" else value["speaker"],
        "kind": value["kind"],
        "role": None if value["role"] == "-" else value["role"],
        "form": form(content, text, inside),
        "stance": value["stance"],
        "polarity": value["polarity"],
        "within": None if value["within"] == "-" else int(value["within"]) - 1,
        "core": value["core"] == "yes",
    }


def convert(sheet: str, texts: dict[str, dict[str, str]], annotator: str) -> list[Any]:
    """Turn a whole sheet into one record per article; complain with article and line."""
    records: list[Any] = []
    problems: list[str] = []
    for number, row in enumerate(sheet.splitlines(), 1):
        row = row.strip()
        if not row:
            continue
        if row.startswith("# "):
            article = texts[row[2:].strip()]
            text, lines = article["text"], lines_of(article["text"])
            inside = quoted(text)
            records.append(
                {"id": article["id"], "lang": article["lang"], "annotator": annotator,
                 "statements": []}
            )  # fmt: skip
            continue
        try:
            records[-1]["statements"].append(statement(row, lines, text, inside))
        except (SheetError, ValueError) as error:
            problems.append(f"line {number}, {records[-1]['id']}: {error}")
    if problems:
        raise SheetError("\n".join(problems))
    return records


def main() -> None:
    """Convert the sheets named on the command line; each is named after its annotator."""
    rows = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row for row in map(json.loads, rows)}
    for name in sys.argv[2:]:
        path = Path(name)
        try:
            records = convert(path.read_text(encoding="utf-8"), texts, path.stem.split("-")[0])
        except SheetError as error:
            sys.exit(f"{name}:\n{error}")
        for record in records:
            print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
