"""What other readers make of a page, for printing beside Ondit.

Each peer is one function from the page's characters to what it says. They are in the dependency
group ``benchmarks``; one that is not installed is left out, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, NamedTuple


class Said(NamedTuple):
    """What a reader says of a page; ``None`` for what it has no field for."""

    text: str | None = None
    headline: str | None = None
    authors: str | None = None
    date: str | None = None


def trafilatura(html: str, url: str | None) -> Said:
    """Read with trafilatura, metadata included and comments not."""
    return _trafilatura(html, url, favor_precision=False)


def trafilatura_precise(html: str, url: str | None) -> Said:
    """Read with trafilatura where it would rather leave out than take in."""
    return _trafilatura(html, url, favor_precision=True)


def _trafilatura(html: str, url: str | None, *, favor_precision: bool) -> Said:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        html,
        url=url,
        include_comments=False,
        with_metadata=True,
        favor_precision=favor_precision,
    )
    if found is None:
        return Said(text="", headline="", authors="", date="")
    return Said(
        text=found.text or "",
        headline=found.title or "",
        authors=found.author or "",
        date=found.date or "",
    )


def readability(html: str, url: str | None) -> Said:
    """Read with readability-lxml."""
    from lxml.html import fromstring
    from readability import Document

    document = Document(html, url=url)
    summary = document.summary()
    text = " ".join(fromstring(summary).itertext()) if summary else ""
    return Said(text=text, headline=document.short_title())


def newspaper(html: str, url: str | None) -> Said:
    """Read with newspaper4k."""
    from newspaper import Article

    article = Article(url or "https://page.invalid/")
    article.download(input_html=html)
    article.parse()
    date = article.publish_date
    return Said(
        text=article.text,
        headline=article.title,
        authors=", ".join(article.authors),
        date=str(date)[:10] if date else "",
    )


def resiliparse(html: str, _url: str | None) -> Said:
    """Read the main content with resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(html, main_content=True, alt_texts=False)
    return Said(text=re.sub(r"\s+", " ", text))


def htmldate(html: str, url: str | None) -> Said:
    """Read the date with htmldate."""
    from htmldate import find_date

    return Said(date=find_date(html, url=url, original_date=True) or "")


PEERS: dict[str, tuple[str, Callable[[str, str | None], Said]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura, precise": ("trafilatura", trafilatura_precise),
    "readability-lxml": ("readability", readability),
    "newspaper4k": ("newspaper", newspaper),
    "resiliparse": ("resiliparse", resiliparse),
    "htmldate": ("htmldate", htmldate),
}


def installed() -> tuple[str, ...]:
    """Give the names of the peers that are there."""
    return tuple(name for name, (module, _) in PEERS.items() if find_spec(module) is not None)
