"""Pages in another dress: the same text in lists, tables, bare boxes or between line breaks.

News pages set nearly every paragraph of the article in a ``p`` and nearly every list in a menu, so
that a model of them mistakes a list of the article for a menu. Pages that people annotated are
therefore used once more with their runs of paragraphs set otherwise, those of the article like
those around it, some of them short, and half of them without what the head says. Annotations are
text, and hold for these pages as they are.

Of readers' comments the sets have few. So under most of these pages stands what readers might have
written: passages of another page, each below a name and a date, in one of the markups in which
systems set comments. Nothing but place and make tells them from the article.
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
_CLOSED = re.compile(r"\s*</(?:div|section|article|td)\s*>", re.IGNORECASE)
_LONG = 0.3  # of the longest run of paragraphs
_COMMENTED = 0.6  # of the pages
# Name, date and what was said; the first ones stand in a list, a table and a box of their own.
_MARKUPS = (
    ("<ol>", "<li><div><b>{0}</b> <span>{1}</span></div><p>{2}</p></li>", "</ol>"),
    ("<ul>", "<li><p>{0}</p><p>{1}</p><div>{2}</div></li>", "</ul>"),
    ("<table>", "<tr><td>{0}<br>{1}</td><td>{2}</td></tr>", "</table>"),
    ("<div>", "<div><div><a href='#'>{0}</a></div><div>{1}</div><p>{2}</p></div>", "</div>"),
    ("<div>", "<div><h4>{0}</h4><div>{1}</div><div><p>{2}</p></div></div>", "</div>"),
    ("<div>", "<div><div><p>{2}</p></div><div>{0}, {1}</div></div>", "</div>"),
    ("<dl>", "<dt>{0} | {1}</dt><dd><p>{2}</p></dd>", "</dl>"),
    ("<div>", "<p><b>{0}</b> ({1})<br>{2}</p>", "</div>"),
    ("", "<p>{0} {1}</p><p>{2}</p>", ""),
    ("<div>", "<div>{0}<div>{1}</div><div>{2}</div><div><a href='#'>{3}</a></div></div>", "</div>"),
)
_DATES = (
    "{2}.{1}.{0}",
    "{0}-{1:02}-{2:02} {3}:{4:02}",
    "{1}/{2}/{0}, {3}:{4:02}",
    "{3} h",
    "{4} d",
)
_DRESSES = ("list", "list", "boxes", "breaks", "bare", "table", "short", "mixed", "mixed")


def disguise(html: str, seed: str, others: Sequence[str] = ()) -> str:
    """Give ``html`` in a dress that ``seed`` chooses, with ``others`` as what its readers wrote."""
    chance = random.Random(seed)
    if len(others) > 2 and chance.random() < _COMMENTED:
        html = _commented(html, others, chance)
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


def _commented(html: str, others: Sequence[str], chance: random.Random) -> str:
    """Give ``html`` with comments behind its last long run of paragraphs, or some boxes further."""
    runs = [(sum(map(len, texts)), end) for _, end, texts in _runs(html)]
    if not runs:
        return html
    at = max(end for length, end in runs if length >= _LONG * max(runs)[0])
    for _ in range(chance.randrange(4)):
        closed = _CLOSED.match(html, at)
        at = closed.end() if closed else at
    before, each, after = chance.choice(_MARKUPS)
    dated = chance.choice(_DATES)
    said = []
    for _ in range(chance.randint(1, 20)):
        text = chance.choice(others)
        passages = _SENTENCE.split(text)
        start = chance.randrange(len(passages))
        words = " ".join(passages[start : start + chance.randint(1, 4)])
        if chance.random() < 0.2 and "<p>{2}</p>" in each:
            words = f"{words}</p><p>{chance.choice(passages)}"
        name = " ".join(chance.sample(text.split(), 2) if " " in text else [text[:8]])
        when = dated.format(
            chance.randint(2003, 2026),
            *(chance.randint(1, 12) for _ in range(2)),
            chance.randint(1, 23),
            chance.randint(0, 59),
        )
        name = name.title() if chance.random() < 0.7 else f"{name.split()[0]}{start}"
        said.append(each.format(name, when, words, passages[-1].split()[0] if text.split() else ""))
    heading = f"<h3>{len(said)} {others[0].split()[0]}</h3>" if chance.random() < 0.5 else ""
    return f"{html[:at]}{heading}{before}{''.join(said)}{after}{html[at:]}"


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
