"""The flow: a page is read, its statements found, its origin told; then pages are compared.

:func:`traced` answers the three questions about one page and raises when it cannot.
:func:`trace` does so for many: a page that cannot be read becomes a :class:`Failure` and the run
goes on. Then the pages that share enough are paired, and each pair is compared.

A mistake in Ondit itself (any other exception) must not cost a run of thousands of pages either:
it becomes a failure named ``Bug``, whose facts are the exception's type and words and the stage's
place in the code, so that it is reported and never hidden.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path

from ondit.errors import OnditError
from ondit.lineage.candidates import related
from ondit.lineage.compare import compare
from ondit.lineage.families import explained
from ondit.lineage.origin import origin
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
    answered: list[TracedPage] = []
    failures: list[Failure] = []
    for page in pages:
        result = page if isinstance(page, Failure) else attempted(page)
        if isinstance(result, Failure):
            failures.append(result)
        else:
            answered.append(result)
    return Trace(
        pages=tuple(answered),
        derivations=derivations(answered),
        failures=tuple(failures),
    )


def derivations(pages: Sequence[TracedPage]) -> tuple[Derivation, ...]:
    """Compare the pages that share enough; give the pairs that are not independent."""
    pairs = related([page.article for page in pages])
    compared = (compared_pair(pages[one], pages[other]) for one, other in pairs)
    return explained(derivation for derivation in compared if derivation.kind != "independent")


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
