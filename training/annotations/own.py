"""Turn our own marked texts (``own/*.txt``) into annotated articles (``own/*.jsonl``).

The texts are written for this project and are under its licence. ``# NAME`` opens an article, the
next line is its headline. In a line ``{1 words}`` is content of statement 1, ``<1 words>`` its cue
and ``[1 words]`` its source; a letter instead of a figure goes on over the lines of the article.
``<1:denies words>`` gives the stance, ``[1=Ann Lee|she]`` the speaker's full name, ``{1- words}``
a content that is not core, ``^1 words^`` the addressee. Parts may stand inside each other. A
subject pronoun hung onto its cue (*a-t-elle dit*) is its source where no other is marked, and a
further cue of one line (*and added*) shares the source of the one before it; ``<1=|was told>``
says that nobody is named. A source without ``=`` is its own name, without article, unless it is a
pronoun; a line ``@ L=Ann Lee; R=Paul Reed`` gives speakers a letter for ``[1=L|she]``.

    python training/annotations/own.py
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "own"
_OPEN = re.compile(r"([\[<{^])([0-9a-z])(-?)(?::([a-z]+))?(?:=([^|]*)\|)?[ ]?")
_CLOSE = {"]": "source", ">": "cue", "}": "content", "^": "addressee"}
_PAIRS = {"[": "]", "<": ">", "{": "}", "^": "^"}
_STANCES = {
    "says", "confirms", "admits", "denies", "accuses", "alleges", "warns", "promises", "threatens",
    "asks", "demands", "proposes", "thinks", "predicts", "reports",
}  # fmt: skip
_HUNG = re.compile(r"-(?:t-)?(ils?|elles?|on)\b")
_ARTICLE = re.compile(r"(?:the|an?|les?|la|des|une?|l[’'])(?:\s+|(?<=[’']))", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:I|you|s?he|it|we|they|one|who|je|j[’']|tu|ils?|elles?|on|nous|vous|ce|qui"
    r"|celui-ci|celle-ci|ceux-ci|celles-ci|lui|eux)",
    re.IGNORECASE,
)
_QUOTES = {"«": "»", "“": "”", '"': '"', "‘": "’", "'": "'"}


def article(name: str, lines: list[str]) -> dict[str, Any]:
    """Read the marks of one article."""
    text = ""
    found: dict[str, dict[str, Any]] = {}
    cast = dict(
        part.strip().split("=", 1)
        for line in lines
        if line.startswith("@ ")
        for part in line[2:].split(";")
    )
    for number, line in enumerate(line for line in lines if not line.startswith("@ ")):
        text += ("\n" if number else "") + _line(line, len(text) + bool(number), number, found)
    empty = [key for key, each in found.items() if not each["content"]]
    if empty:
        raise SystemExit(f"{name}: no content in statements {empty} (line from 0, number)")
    odd = {each["stance"] for each in found.values()} - _STANCES
    if odd:
        raise SystemExit(f"{name}: no such stance {odd}")
    statements = sorted(found.values(), key=lambda each: each["content"][0])
    for each in statements:
        each["form"] = _form(text, each["content"])
        if not each["source"] and each["speaker"] != "":
            each["source"] = [
                [start + match.start(1), start + match.end(1)]
                for start, end in each["cue"]
                for match in _HUNG.finditer(text[start:end])
            ][:1]
        each["speaker"] = _name(text, each, cast)
    for place, each in enumerate(statements):
        around = [
            (end - start, other)
            for other, outer in enumerate(statements)
            if other != place and each["cue"]
            for start, end in outer["content"]
            if start <= each["cue"][0][0] and each["cue"][0][1] <= end
        ]
        each["within"] = min(around)[1] if around else None
    _share(statements, text)
    return {"id": name, "lang": name.split(".")[1], "text": text, "statements": statements}


def _name(text: str, statement: dict[str, Any], cast: dict[str, str]) -> str | None:
    """Give the speaker: who is named beside the source, or else the source without its article."""
    named: str | None = statement["speaker"]
    if named is None and statement["source"]:
        start, end = statement["source"][0]
        words = text[start:end].strip(" ,")
        named = None if _PRONOUN.fullmatch(words) else words
    if named is None:
        return None
    named = cast.get(named, named)
    article = _ARTICLE.match(named)
    return named[article.end() if article else 0 :]


def _share(statements: list[dict[str, Any]], text: str) -> None:
    """Give a cue without a source that of the cue before it, in one line and equally nested."""
    told = sorted(
        (each for each in statements if each["cue"]),
        key=lambda each: (-1 if each["within"] is None else each["within"], each["cue"][0]),
    )
    for before, each in pairwise(told):
        near = "\n" not in text[before["cue"][0][0] : each["cue"][0][0]]
        alike = before["within"] == each["within"]
        if near and alike and not each["source"] and each["speaker"] is None:
            each["source"], each["speaker"] = before["source"], before["speaker"]
    for each in statements:
        each["speaker"] = each["speaker"] or None


def _line(line: str, offset: int, number: int, found: dict[str, dict[str, Any]]) -> str:
    """Take the marks out of one line, and note what they say."""
    plain = ""
    opened: list[tuple[str, int, str]] = []
    at = 0
    while at < len(line):
        match = _OPEN.match(line, at)
        if match:
            key = match[2] if match[2].isalpha() else f"{number}.{match[2]}"
            statement = found.setdefault(
                key,
                {"content": [], "cue": [], "source": [], "addressee": [], "stance": "says",
                 "core": True, "speaker": None},
            )  # fmt: skip
            statement["core"] = statement["core"] and not match[3]
            statement["stance"] = match[4] or statement["stance"]
            statement["speaker"] = statement["speaker"] if match[5] is None else match[5]
            opened.append((key, offset + len(plain), match[1]))
            at = match.end()
        elif line[at] in _CLOSE and opened:
            key, start, opening = opened.pop()
            if _PAIRS[opening] != line[at]:
                raise SystemExit(f"{line[at]} closes {opening} in: {line}")
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
    for at, mark in enumerate(text):
        # An apostrophe stands between two letters, and opens and closes nothing.
        within = text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()
        if mark == "\n" or (mark == closing and not within):
            closing = ""
        elif not closing and mark in _QUOTES and not within:
            closing = "" if mark == "'" and text[at - 1 : at].isalnum() else _QUOTES[mark]
        inside.append(bool(closing))
    letters = [i for start, end in content for i in range(start, end) if text[i].isalnum()]
    share = sum(inside[i] for i in letters) / max(1, len(letters))
    return "direct" if share > 0.95 else "mixed" if share > 0.03 else "indirect"


def articles(path: Path) -> list[dict[str, Any]]:
    """Read the articles of one marked text."""
    parts = re.split("^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [article(name, lines) for name, *lines in (part.strip().split("\n") for part in parts)]


def main() -> None:
    """Convert every marked text."""
    for path in sorted(HERE.glob("*.txt")):
        read = articles(path)
        rows = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in read)
        path.with_suffix(".jsonl").write_text(rows, encoding="utf-8")
        total = sum(len(each["statements"]) for each in read)
        print(f"{path.stem}: {len(read)} texts, {total} statements")


if __name__ == "__main__":
    main()
