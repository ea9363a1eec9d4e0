"""The flow: a page is read, its statements found, its origin told; then pages are compared.

:func:`traced` answers the three questions about one page and raises when it cannot.
:func:`trace` does so for many: a page that cannot be read becomes a :class:`Failure` and the run
goes on. Then the pages that share enough are paired, each pair is compared, and pairs that a third
page explains (two children of one text) name it.

A mistake in Ondit itself (any other exception) must not cost a run of thousands of pages either:
it becomes a failure named ``Bug``, whose facts are the exception's type and words and the stage's
place in the code, so that it is reported and never hidden.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ondit.errors import OnditError
from ondit.lineage.candidates import related
from ondit.lineage.compare import compare
from ondit.lineage.families import explained
from ondit.lineage.origin import origin
from ondit.lineage.stories import stories
from ondit.model import Derivation, Failure, Page, Trace, TracedPage
from ondit.page.read import read
from ondit.speech.statements import statements

BUG = "Bug"
"""The :attr:`Failure.error` of an exception that is no :class:`OnditError`."""


def traced(page: Page) -> TracedPage:
    """Answer the three questions about one page: what it says, who says it, whence it comes."""
    article = read(page)
    said, speakers = statements(article)
    return TracedPage(article=article, statements=said, speakers=speakers, origin=origin(article))


def attempted(page: Page) -> TracedPage | Failure:
    """Answer the three questions about one page, or say why that failed; never raise."""
    try:
        return traced(page)
    except Exception as error:  # a page must not end the run, whatever it does
        return failure(page.name, error)


def trace(pages: Iterable[Page | Failure]) -> Trace:
    """Trace many pages and relate them; what failed, here or before, is among the failures."""
    results = [page if isinstance(page, Failure) else attempted(page) for page in pages]
    answered = [result for result in results if isinstance(result, TracedPage)]
    pairs = list(related_pairs(answered))
    derived = [one for one in pairs if isinstance(one, Derivation) and one.kind != "independent"]
    told = stories([page.article for page in answered], derived)
    return Trace(
        pages=tuple(answered),
        derivations=explained(derived, stories=told),
        stories=told,
        failures=tuple(one for one in (*results, *pairs) if isinstance(one, Failure)),
    )


def related_pairs(pages: Sequence[TracedPage]) -> Iterator[Derivation | Failure]:
    """Compare the pages that share enough to be worth it, two by two.

    Pages with the same identifier are one page, and compared once.
    """
    once = list({page.article.id: page for page in reversed(pages)}.values())[::-1]
    for one, other in related([page.article for page in once]):
        yield compared(once[one], once[other])


def compared(one: TracedPage, other: TracedPage) -> Derivation | Failure:
    """Compare two pages, or say why that failed; never raise."""
    try:
        return compared_pair(one, other)
    except Exception as error:  # a pair must not end the run either
        return failure(f"{one.article.name}, {other.article.name}", error)


def compared_pair(one: TracedPage, other: TracedPage) -> Derivation:
    """Compare two pages, with what each alone tells of its origin."""
    return compare(one.article, other.article, origins=(one.origin, other.origin))


def failure(name: str, error: Exception) -> Failure:
    """Give ``error`` as a record."""
    if isinstance(error, OnditError):
        return Failure(name=name, error=type(error).__name__, facts=error.facts)
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f"{Path(at.filename).stem}.{at.name}:{at.lineno}" for at in last)
    facts = {"type": type(error).__name__, "detail": str(error)[:200], "place": place}
    return Failure(name=name, error=BUG, facts=facts)
