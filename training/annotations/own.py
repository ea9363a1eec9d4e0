"""Turn our own marked texts (``own/*.txt``) into annotated articles (``own/*.jsonl``).

The texts are written for this project and are under its licence. ``# NAME`` opens an article, the
next line is its headline. In a line ``{1 words}`` is content of statement 1, ``<1 words>`` its cue
and ``[1 words]`` its source; a letter instead of a figure goes on over the lines of the article.
``<1:denies words>`` gives the stance, ``[1=Ann Lee|she]`` the speaker's full name, ``{1- words}``
a content that is not core. Parts may stand inside each other. A subject pronoun hung onto its cue
(*a-t-elle dit*) is its source where no other is marked, and a further cue of one line (*and
added*) shares the source of the one before it.

    python training/annotations/own.py
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "own"
_OPEN = re.compile(r"([\[<{])([0-9a-z])(-?)(?::([a-z]+))?(?:=([^|]*)\|)?[ ]?")
_CLOSE = {"]": "source", ">": "cue", "}": "content"}
_HUNG = re.compile(r"-(?:t-)?(?:ils?|elles?|on)\b")
_QUOTES = {"«": "»", "“": "”", '"': '"', "‘": "’"}


def article(name: str, lines: list[str]) -> dict[str, Any]:
    """Read the marks of one article."""
    text = ""
    found: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines):
        text += ("\n" if number else "") + _line(line, len(text) + bool(number), number, found)
    empty = [key for key, each in found.items() if not each["content"]]
    if empty:
        raise SystemExit(f"{name}: no content in statements {empty} (line from 0, number)")
    statements = sorted(found.values(), key=lambda each: each["content"][0])
    for each in statements:
        each["form"] = _form(text, each["content"])
        if not each["source"]:
            each["source"] = [
                [start + match.start(), start + match.end()]
                for start, end in each["cue"]
                for match in _HUNG.finditer(text[start:end])
            ][:1]
    _share(statements, text)
    for place, each in enumerate(statements):
        around = [
            (end - start, other)
            for other, outer in enumerate(statements)
            if other != place and each["cue"]
            for start, end in outer["content"]
            if start <= each["cue"][0][0] and each["cue"][0][1] <= end
        ]
        each["within"] = min(around)[1] if around else None
    return {"id": name, "lang": name.split(".")[1], "text": text, "statements": statements}


def _share(statements: list[dict[str, Any]], text: str) -> None:
    """Give a cue without a source the source of the cue before it in the same line."""
    told = sorted((each for each in statements if each["cue"]), key=lambda each: each["cue"][0])
    for before, each in pairwise(told):
        gap = text[before["cue"][0][0] : each["cue"][0][0]]
        if not each["source"] and "\n" not in gap:
            each["source"], each["speaker"] = before["source"], before["speaker"]


def _line(line: str, offset: int, number: int, found: dict[str, dict[str, Any]]) -> str:
    """Take the marks out of one line, and note what they say."""
    plain = ""
    opened: list[tuple[str, int]] = []
    at = 0
    while at < len(line):
        match = _OPEN.match(line, at)
        if match:
            key = match[2] if match[2].isalpha() else f"{number}.{match[2]}"
            statement = found.setdefault(
                key,
                {"content": [], "cue": [], "source": [], "stance": "says", "core": True,
                 "speaker": None},
            )  # fmt: skip
            statement["core"] = statement["core"] and not match[3]
            statement["stance"] = match[4] or statement["stance"]
            statement["speaker"] = match[5] or statement["speaker"]
            opened.append((key, offset + len(plain)))
            at = match.end()
        elif line[at] in _CLOSE and opened:
            key, start = opened.pop()
            found[key][_CLOSE[line[at]]].append([start, offset + len(plain)])
            at += 1
        else:
            plain += line[at]
            at += 1
    if opened:
        raise SystemExit(f"left open in: {line}")
    return plain


def _form(text: str, content: list[list[int]]) -> str:
    inside: list[bool] = []
    closing = ""
    for mark in text:
        if mark in ("\n", closing):
            closing = ""
        elif not closing and mark in _QUOTES:
            closing = _QUOTES[mark]
        inside.append(bool(closing))
    letters = [i for start, end in content for i in range(start, end) if text[i].isalnum()]
    share = sum(inside[i] for i in letters) / max(1, len(letters))
    return "direct" if share > 0.95 else "mixed" if share > 0.03 else "indirect"


def main() -> None:
    """Convert every marked text."""
    for path in sorted(HERE.glob("*.txt")):
        articles = []
        for part in path.read_text(encoding="utf-8").split("# ")[1:]:
            name, *lines = part.strip().split("\n")
            articles.append(article(name, lines))
        rows = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in articles)
        path.with_suffix(".jsonl").write_text(rows, encoding="utf-8")
        total = sum(len(each["statements"]) for each in articles)
        print(f"{path.stem}: {len(articles)} texts, {total} statements")


if __name__ == "__main__":
    main()
