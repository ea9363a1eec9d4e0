"""How well Ondit reads the pages of its own tests: embeds, credits, furniture, roles, comments.

``python benchmarks/pages.py [--each]``

The pages in ``tests/pages`` are written for this project in the manner of real systems; their
``expected.json`` says what each holds. An embed counts when provider, key and place (the paragraph
it stands behind) are right; a credit when its name is. Furniture in the body is the words of body
blocks that are no text of the article, its standfirst and captions included. A role is
right when a block that is expected as body, standfirst, headline or caption has it. Every page is
read twice, the second time without any class name or identifier.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from ondit.errors import PageError
from ondit.model import BODY, Article, Page
from ondit.page.read import read

_PAGES = Path(__file__).parents[1] / "tests" / "pages"
_NAMES = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*')""")
_TEXT = BODY | {"standfirst"}


def embeds(article: Article) -> list[tuple[str, str | None, str]]:
    """Give provider and key of each embed, and the text that it stands behind."""
    found = []
    last = ""
    for block in article.blocks:
        if block.embed is not None:
            found.append((block.embed.provider, block.embed.key, last))
        elif block.role in _TEXT:
            last = block.text
    return found


def right_embeds(article: Article, wanted: dict[str, Any]) -> int:
    """Count the expected embeds that are there, key and place."""
    given = embeds(article)
    places = wanted.get("embed_places") or [""] * len(wanted["embeds"])
    right = 0
    for (provider, key, _), place in zip(wanted["embeds"], places, strict=True):
        match = next(
            (e for e in given if e[:2] == (provider, key) and e[2].startswith(place)), None
        )
        if match is not None:
            given.remove(match)
            right += 1
    return right


def measure(article: Article, wanted: dict[str, Any], tally: Counter[str]) -> None:
    """Add what ``article`` has right of ``wanted``."""
    if "embeds" in wanted:
        tally["embeds wanted"] += len(wanted["embeds"])
        tally["embeds right"] += right_embeds(article, wanted)
        tally["embeds given"] += len(embeds(article))
    names = [name.words for credit in article.credits for name in credit.names]
    outlets = [name.outlet for credit in article.credits for name in credit.names]
    for key, given in (("credit_words", names), ("outlets", outlets)):
        tally["credits wanted"] += len(wanted.get(key, ()))
        tally["credits right"] += sum(name in given for name in wanted.get(key, ()))
    _measure_text(article, wanted, tally)
    if "comments" in wanted:
        tally["comments wanted"] += len(wanted["comments"])
        tally["comments right"] += sum(
            any(
                comment.author == author and comment.text.startswith(start)
                for comment in article.comments
            )
            for author, _, _, start in wanted["comments"]
        )
    for field in ("headline", "standfirst"):
        if wanted.get(field):
            tally["roles wanted"] += 1
            tally["roles right"] += getattr(article, field) == wanted[field]
    tally["roles wanted"] += len(wanted.get("captions", ()))
    captions = [block.text for block in article.blocks if block.role == "caption"]
    tally["roles right"] += sum(
        any(text.startswith(start) for text in captions) for start in wanted.get("captions", ())
    )


def _measure_text(article: Article, wanted: dict[str, Any], tally: Counter[str]) -> None:
    """Add the words of the body that are furniture, and the expected blocks that are body."""
    roles = BODY if "body" in wanted else _TEXT
    starts = wanted.get("body") or wanted.get("text")
    if starts is None:
        return
    texts = [block.text for block in article.blocks if block.role in roles]
    tally["body words"] += sum(len(text.split()) for text in texts)
    known = [*starts, *wanted.get("captions", ())]
    known += [wanted["standfirst"]] if wanted.get("standfirst") else []
    tally["furniture words"] += sum(
        len(text.split()) for text in texts if not any(text.startswith(start) for start in known)
    )
    tally["roles wanted"] += len(starts)
    tally["roles right"] += sum(any(text.startswith(s) for text in texts) for s in starts)


def report(label: str, tally: Counter[str]) -> None:
    """Print the shares of one reading."""
    shares = "  ".join(
        f"{what} {tally[f'{what} right'] / max(tally[f'{what} wanted'], 1):.3f}"
        f" ({tally[f'{what} wanted']})"
        for what in ("embeds", "credits", "comments", "roles")
    )
    spare = tally["embeds given"] - tally["embeds right"]
    print(
        f"{label:12} {shares}  embeds given beside {spare}"
        f"  furniture words in the body {tally['furniture words']} of {tally['body words']}"
    )


def main() -> None:
    """Measure all page folders and print a line for each reading."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", action="store_true", help="a line for every page")
    options = parser.parse_args()
    folders = sorted(path.parent for path in _PAGES.glob("*/expected.json"))
    for label in ("as it is", "nameless"):
        total: Counter[str] = Counter()
        for folder in folders:
            path = next(folder.glob("page.*"))
            source = path.read_bytes()
            if label == "nameless":
                source = _NAMES.sub(b"", source)
            wanted = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
            tally: Counter[str] = Counter()
            try:
                measure(read(Page(name=path.name, body=source)), wanted, tally)
            except PageError as error:
                print(f"{folder.name}: {error}")
            if options.each:
                report(folder.name, tally)
            total += tally
        report(f"{label} ({len(folders)})", total)


if __name__ == "__main__":
    main()
