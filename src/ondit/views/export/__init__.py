"""What Ondit found, in the forms that other programs read.

Every form is a module whose ``write`` takes :class:`Findings` and a binary file. What is found is
asked for piece by piece, so that a corpus of any size goes through in constant memory; only a
workbook and a graph hold all their rows. Equal findings give equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from ondit import urls
from ondit.across.voices import voices
from ondit.lineage.kinship import kinships
from ondit.lineage.sites import flows
from ondit.lineage.stories import stories
from ondit.model import (
    Article,
    Derivation,
    Failure,
    Flow,
    Kinship,
    Story,
    Trace,
    TracedPage,
    Voice,
)


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What there is to export; each call gives the records from the first on."""

    pages: Callable[[], Iterable[TracedPage]]
    derivations: Callable[[], Iterable[Derivation]]
    stories: Callable[[], Iterable[Story]]
    flows: Callable[[], Iterable[Flow]]
    kinships: Callable[[], Iterable[Kinship]]
    voices: Callable[[], Iterable[Voice]]
    failures: Callable[[], Iterable[Failure]]


def found_in(trace: Trace) -> Findings:
    """Give what a trace holds, and what its pages make together."""
    articles = [page.article for page in trace.pages]
    told = cache(lambda: stories(articles, trace.derivations))
    return Findings(
        pages=lambda: trace.pages,
        derivations=lambda: trace.derivations,
        stories=told,
        flows=lambda: flows(articles, told()),
        kinships=lambda: kinships(articles),
        voices=lambda: voices(trace.pages),
        failures=lambda: trace.failures,
    )


def address(article: Article) -> str | None:
    """Give where ``article`` stands on the web: its address, else the one its site gives it."""
    own = article.canonical if urls.site(article.canonical or "") == article.site else None
    return next((one for one in (article.url, own) if one and urls.parsed(one) is not None), None)
