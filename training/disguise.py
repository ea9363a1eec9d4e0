"""Pages in another dress: the same text in lists, tables, bare boxes or between line breaks.

News pages set nearly every paragraph of the article in a ``p`` and nearly every list in a menu, so
that a model of them mistakes a list of the article for a menu. Pages that people annotated are
therefore used once more with their runs of paragraphs set otherwise, those of the article like
those around it, some of them short, and half of them without what the head says. Annotations are
text, and hold for these pages as they are.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p\s*>", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r"<(h[2-4])\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"<(?:div|p|ul|ol|table|h\d|section|article|iframe|figure)\b", re.IGNORECASE)
_DATA = re.compile(r"<script[^>]*ld\+json[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
_META = re.compile(
    r"""<meta[^>]*(?:property|name)\s*=\s*["']?(?:og:|twitter:|description|author|article:)[^>]*>""",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-z«“\"])")
_DRESSES = ("list", "list", "boxes", "breaks", "bare", "table", "short", "mixed", "mixed")


def disguise(html: str, seed: str) -> str:
    """Give ``html`` in a dress that ``seed`` chooses."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        html = _DATA.sub("", html)
    if chance.random() < 0.5:
        html = _META.sub("", html)
    dress = chance.choice(_DRESSES)
    kept = chance.choice((0.2, 0.4)) if dress == "short" or chance.random() < 0.15 else 1.0
    tag, apart = chance.choice(("ul", "ol")), chance.random() < 0.5
    parts, done = [], 0
    for start, end, texts in _runs(html):
        left = [text for text in texts if chance.random() < kept] or texts[:1]
        own = chance.choice(("plain", "list", "boxes", "plain")) if dress == "mixed" else dress
        parts += [html[done:start], _dressed(left, own, tag, chance, apart=apart)]
        done = end
    html = "".join([*parts, html[done:]])
    if dress in ("boxes", "mixed") and chance.random() < 0.6:
        html = _HEADING.sub(r"<div><\1\2>\3</\1></div>", html)
    return _HEADING.sub(r"<p><b>\3</b></p>", html) if chance.random() < 0.2 else html


def _runs(html: str) -> Iterator[tuple[int, int, list[str]]]:
    """Give where each run of paragraphs begins and ends, and what they hold."""
    run: list[re.Match[str]] = []
    for match in _PARAGRAPH.finditer(html):
        if _BLOCK.search(match[1]):
            continue
        if run and html[run[-1].end() : match.start()].strip():
            yield run[0].start(), run[-1].end(), [each[1] for each in run]
            run = []
        run.append(match)
    if run:
        yield run[0].start(), run[-1].end(), [each[1] for each in run]


def _dressed(
    texts: Sequence[str], dress: str, tag: str, chance: random.Random, *, apart: bool
) -> str:
    """Give paragraphs set as ``dress`` says; ``apart`` makes an item of each sentence."""
    if dress == "list" and (len(texts) > 1 or chance.random() < 0.5):
        start = chance.randrange(len(texts)) if chance.random() < 0.5 else 0
        end = chance.randint(start + 1, len(texts))
        items = list(texts[start:end])
        if apart:
            items = [sentence for text in items for sentence in _SENTENCE.split(text)]
        before, after = ("<li>", "</li>") if chance.random() < 0.6 else ("<li><p>", "</p></li>")
        listed = "".join(f"{before}{item}{after}" for item in items)
        return f"{_plain(texts[:start])}<{tag}>{listed}</{tag}>{_plain(texts[end:])}"
    if dress == "boxes":
        depth = chance.randint(1, 3)
        return "".join(f"{'<div>' * depth}<p>{text}</p>{'</div>' * depth}" for text in texts)
    if dress == "breaks":
        return f"<div>{'<br><br>'.join(texts)}</div>"
    if dress == "bare":
        return "".join(f"<div>{text}</div>" for text in texts)
    if dress == "table" and len(texts) > 1:
        rows = "".join(f"<tr><td>{text}</td></tr>" for text in texts)
        return f"<table>{rows}</table>"
    return _plain(texts)


def _plain(texts: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)
