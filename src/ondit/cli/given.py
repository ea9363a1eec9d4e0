"""What a command is given: saved pages, or a store with the pages and stories wanted of it.

``ondit export saved/`` and ``ondit export case.ondit 3f2a…`` ask for the same things, so both
become the same: findings to be asked for piece by piece, a trace, or the pages' own bytes. After a
store, each further argument names a page or a story by its identifier, or a page by its address;
without one the whole store is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ondit.cli.edges import counted, pages
from ondit.lang.messages import Messages

if TYPE_CHECKING:
    from ondit.corpus import Corpus
    from ondit.model import Derivation, Failure, Page, Trace, TracedPage
    from ondit.views.export import Findings

STORE = ".ondit"
"""How the name of a store ends."""


def is_store(path: str) -> bool:
    """Tell whether ``path`` names a store."""
    return Path(path).suffix.lower() == STORE


def findings(given: tuple[str, ...], messages: Messages) -> Findings:
    """Give what is known of the pages ``given``, to be asked for piece by piece."""
    from ondit.views.export import Findings, found_in

    if not given or not is_store(given[0]):
        return found_in(trace(given, messages))
    corpus, names = _opened(given)
    if names:
        return found_in(_within(corpus, chosen(corpus, names)))
    corpus.counts()  # what is no store is said now, and not in the midst of a file
    return Findings(
        pages=corpus.pages,
        derivations=corpus.derivations,
        stories=corpus.stories,
        flows=corpus.flows,
        kinships=corpus.kinships,
        voices=corpus.voices,
        failures=corpus.failures,
    )


def trace(given: tuple[str, ...], messages: Messages) -> Trace:
    """Give the answers for all pages ``given`` at once."""
    if given and is_store(given[0]):
        corpus, names = _opened(given)
        return _within(corpus, chosen(corpus, names) if names else None)
    from ondit import pipeline

    with pipeline.apart() as engine:
        return pipeline.trace(counted(pages(given), messages), engine=engine)


def originals(given: tuple[str, ...], messages: Messages) -> Iterator[Page | Failure]:
    """Give the bytes of the pages ``given``, and what could not be opened."""
    if given and is_store(given[0]):
        corpus, names = _opened(given)
        wanted = chosen(corpus, names) if names else [each.id for each in corpus.articles()]
        return map(corpus.original, wanted)
    return counted(pages(given), messages)


def _opened(given: tuple[str, ...]) -> tuple[Corpus, tuple[str, ...]]:
    from ondit.corpus import Corpus

    return Corpus(given[0]), given[1:]


def chosen(corpus: Corpus, names: Iterable[str]) -> list[str]:
    """Give the identifiers of the articles that ``names`` mean, each once.

    Raises :class:`~ondit.errors.NotInCorpus` for a name that means none.
    """
    return list(dict.fromkeys(chain.from_iterable(_meant(corpus, name) for name in names)))


def _meant(corpus: Corpus, name: str) -> Iterable[str]:
    from ondit.errors import NotInCorpus

    try:
        return corpus.story(name).articles
    except NotInCorpus:
        found = corpus.at(name)
    return found or (corpus.page(name).article.id,)


def _within(corpus: Corpus, wanted: list[str] | None) -> Trace:
    """Give the pages ``wanted``, or all, and how they relate among themselves."""
    from ondit.model import Trace

    known: list[TracedPage] = (
        list(corpus.pages()) if wanted is None else [corpus.page(one) for one in wanted]
    )
    return Trace(
        pages=tuple(known),
        derivations=tuple(_among(corpus, {page.article.id for page in known})),
        failures=tuple(corpus.failures()) if wanted is None else (),
    )


def _among(corpus: Corpus, known: set[str]) -> Iterator[Derivation]:
    seen = set()
    for article in sorted(known):
        for each in corpus.derivations(article):
            if each.id not in seen and {each.one, each.other} <= known:
                seen.add(each.id)
                yield each
