"""Draw the pronouns and nouns whose resolution is measured: ``ntrex/mentions.jsonl``.

A hundred sources in each language, of the core statements of ``ntrex/gold.jsonl``, that name nobody
by themselves: a pronoun of the third person, or a noun behind its article and without a name. Each
is drawn by the hash of its place, and keeps offsets and the speaker that the adjudicated annotation
gives it; no text.

    python training/annotations/mentions.py $ONDIT_DATA/ntrex/dev.jsonl
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from ondit import lang

HERE = Path(__file__).parent / "ntrex"
EACH = 100


def sort_of(words: str, code: str) -> str | None:
    """Tell whether ``words`` are a pronoun or a bare noun."""
    language = lang.find(code)
    assert language is not None
    low = words.lower().replace("’", "'")
    if " " not in low and low.rpartition("-")[2] in language.speech.pronouns:
        return "pronoun"
    tokens = [low[start:end] for start, end in language.tokens(low)]
    named = any(word[:1].isupper() for word in words.split()[1:])
    behind_article = tokens[0] in language.speech.grammar.determiners and len(tokens) > 1
    return "noun" if behind_article and not named else None


def main() -> None:
    """Draw and write."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    text_of = {row["id"]: row["text"] for row in map(json.loads, lines)}
    drawn: dict[tuple[str, str], dict[str, Any]] = {}
    for line in (HERE / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for each in row["statements"]:
            if not each["source"] or not each["core"]:
                continue
            start, end = each["source"][0]
            sort = sort_of(text_of[row["id"]][start:end], row["lang"])
            if sort is not None:
                key = hashlib.sha256(f"{row['id']}.{start}".encode()).hexdigest()
                drawn[row["lang"], key] = {
                    "id": row["id"],
                    "lang": row["lang"],
                    "sort": sort,
                    "source": [start, end],
                    "speaker": each["speaker"],
                }
    with (HERE / "mentions.jsonl").open("w", encoding="utf-8") as file:
        for code in sorted({code for code, _ in drawn}):
            for place in sorted(place for place in drawn if place[0] == code)[:EACH]:
                file.write(json.dumps(drawn[place], ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
