"""What a row of the user's table gets: the answers for its page, each in a cell.

The words of a reading or a kind are those of the records; several values in one cell are parted by
``" | "``, as in the tables of ``ondit export``.
"""

from __future__ import annotations

from ondit import knowledge
from ondit.model import STRONGEST_FIRST, TracedPage
from ondit.views.export.csv import harmless

COLUMNS = (
    "article",
    "site",
    "language",
    "headline",
    "authors",
    "published",
    "published_trusted",
    "modified",
    "statements",
    "speakers",
    "origin",
    "from_language",
    "outlets",
    "evidence",
    "failure",
)
_PARTED = " | "
_NAMED = 10
"""Speakers that a cell names, those with most statements first."""


def cells(page: TracedPage) -> tuple[str, ...]:
    """Give the cells for a page."""
    article, origin = page.article, page.origin
    counts: dict[str, int] = {}
    for said in page.statements:
        if said.speaker:
            counts[said.speaker] = counts.get(said.speaker, 0) + 1
    speakers = sorted(page.speakers, key=lambda one: -counts.get(one.id, 0))
    known = knowledge.outlets()
    outlets = [known[key].name if key in known else key for key in origin.outlets]
    evidence = sorted(origin.evidence, key=lambda one: STRONGEST_FIRST[one.strength])
    kinds = dict.fromkeys(f"{one.kind} ({one.strength})" for one in evidence)
    trusted = article.published.trusted if article.published else None
    return _row(
        article.id,
        article.site,
        article.language,
        article.headline,
        _PARTED.join(article.authors),
        article.published.value if article.published else None,
        None if trusted is None else str(trusted).lower(),
        article.modified.value if article.modified else None,
        str(len(page.statements)),
        _PARTED.join(one.name for one in speakers[:_NAMED]),
        origin.reading,
        origin.language,
        _PARTED.join(outlets),
        _PARTED.join(kinds),
        None,
    )


def failed(sentence: str) -> tuple[str, ...]:
    """Give the cells for a row without a page: why there is none."""
    return _row(*[None] * (len(COLUMNS) - 1), sentence)


def _row(*values: str | None) -> tuple[str, ...]:
    return tuple(str(harmless(value or "")) for value in values)
