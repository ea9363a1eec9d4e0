"""The flow: a page is read, its statements found, its origin told; then pages are compared.

:func:`traced` answers the three questions about one page and raises when it cannot.
:func:`trace` does so for many: a page that cannot be read becomes a :class:`Failure` and the run
goes on. Then the pages that share enough are paired, each pair is compared, and pairs that a third
page explains (two children of one text) name it.

A mistake in Ondit itself (any other exception) must not cost a run of thousands of pages either:
it becomes a failure named ``Bug``, whose facts are the exception's type and words and the stage's
place in the code, so that it is reported and never hidden.

What a stage needs is imported by the stage: whoever has pages read apart does not read any, and the
library of arrays alone takes longer to load than fifty pages to read.

A hostile page can also hold the parser for minutes, or crash it, which no exception tells. Whoever
reads other people's pages therefore reads them :func:`apart`, in processes that may die, by a
deadline; within this process only what is trusted not to.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from ondit.engine import Engine, Lost
from ondit.engine.local import Local
from ondit.errors import OnditError
from ondit.model import Derivation, Failure, Page, Trace, TracedPage

BUG = "Bug"
"""The :attr:`Failure.error` of an exception that is no :class:`OnditError`."""


def traced(page: Page) -> TracedPage:
    """Answer the three questions about one page: what it says, who says it, whence it comes."""
    from ondit.lineage.origin import origin
    from ondit.page.read import read
    from ondit.speech.statements import statements

    article = read(page)
    said, speakers = statements(article)
    return TracedPage(article=article, statements=said, speakers=speakers, origin=origin(article))


def attempted(page: Page) -> TracedPage | Failure:
    """Answer the three questions about one page, or say why that failed; never raise."""
    try:
        return traced(page)
    except MemoryError:
        raise  # for the engine to tell; without one it is the caller's
    except Exception as error:  # a page must not end the run, whatever it does
        return failure(page.name, error)


@contextmanager
def apart() -> Iterator[Engine]:
    """Give an engine whose processes may die: one page costs no more than that page."""
    with closing(Local()) as engine:
        yield engine


def read_all(
    pages: Iterable[Page | Failure], *, engine: Engine | None = None
) -> Iterator[TracedPage | Failure]:
    """Answer for each of ``pages`` in order, in ``engine`` if one is given, else in this process.

    What is a failure already stays one.
    """
    if engine is None:
        yield from (one if isinstance(one, Failure) else attempted(one) for one in pages)
        return
    waiting: deque[Page | Failure] = deque()

    def items() -> Iterator[bytes]:
        for one in pages:
            waiting.append(one)
            if isinstance(one, Page):
                yield msgspec.msgpack.encode(one)

    for result in engine.map(attempted_apart, items()):
        while isinstance(one := waiting.popleft(), Failure):
            yield one
        yield _answer(one.name, result)
    yield from (one for one in waiting if isinstance(one, Failure))


def beside(
    pages: Iterable[Page | Failure],
    others: Iterable[Page | Failure],
    *,
    engine: Engine | None = None,
) -> Iterator[Page | Failure]:
    """Give ``pages`` with what the ``others``, pages of their sites, repeat in their articles.

    What cannot be read among the others teaches nothing, and is no failure.
    """
    from ondit.page.repeats import learned

    read = read_all(others, engine=engine)
    repeats = learned(each.article for each in read if isinstance(each, TracedPage))
    for page in pages:
        yield replace(page, repeats=repeats) if isinstance(page, Page) else page


def attempted_apart(item: bytes) -> bytes:
    """Do :func:`attempted` for an engine: of the two in the result one is there."""
    result = attempted(msgspec.msgpack.decode(item, type=Page))
    traced_page = result if isinstance(result, TracedPage) else None
    return msgspec.msgpack.encode((traced_page, result if traced_page is None else None))


def _answer(name: str, result: bytes | Lost) -> TracedPage | Failure:
    if isinstance(result, Lost):
        facts = {"path": name, "detail": result.detail}
        return Failure(name=name, error=result.why, facts=facts)
    answered, failed = msgspec.msgpack.decode(result, type=tuple[TracedPage | None, Failure | None])
    found: TracedPage | Failure | None = answered or failed
    assert found is not None
    return found


def trace(pages: Iterable[Page | Failure], *, engine: Engine | None = None) -> Trace:
    """Trace many pages and relate them; what failed, here or before, is among the failures."""
    from ondit.lineage.commons import commons
    from ondit.lineage.families import explained
    from ondit.lineage.stories import stories

    results = list(read_all(pages, engine=engine))
    answered = [result for result in results if isinstance(result, TracedPage)]
    pairs = list(related_pairs(answered))
    records = [one for one in pairs if isinstance(one, Derivation)]
    formulas = commons(records)
    derived = [one for one in records if one.kind != "independent" and one.id not in formulas]
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
    if len(pages) < 2:
        return
    from ondit.lineage.candidates import related

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
    from ondit.lineage.compare import compare

    return compare(one.article, other.article, origins=(one.origin, other.origin))


def failure(name: str, error: Exception) -> Failure:
    """Give ``error`` as a record."""
    if isinstance(error, OnditError):
        return Failure(name=name, error=type(error).__name__, facts=error.facts)
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f"{Path(at.filename).stem}.{at.name}:{at.lineno}" for at in last)
    facts = {"type": type(error).__name__, "detail": str(error)[:200], "place": place}
    return Failure(name=name, error=BUG, facts=facts)
