"""``ondit show``: one thing of a store, by its identifier or address; or what the store holds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ondit.cli.case import argument, article, command, give, show
from ondit.cli.grammar import messages_of

if TYPE_CHECKING:
    from ondit.corpus import Corpus


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    return command("show", code, [argument("name", messages, "thing-mark", required=False)], run)


def run(corpus: Corpus, code: str, *, name: str | None, as_json: bool) -> int:
    """Show what ``name`` means."""
    from ondit.errors import NotInCorpus
    from ondit.views.case import overview

    if name is None:
        counts, runs, failures = corpus.counts(), list(corpus.runs()), list(corpus.failures())
        if as_json:
            return give("show", counts=counts, runs=runs, failures=failures)
        return show(code, lambda screen: overview(counts, runs, failures, screen))
    kinds: list[Callable[[Corpus, str, str, bool], int]] = [_story, _derivation, _voice]
    for one in kinds:
        with suppress(NotInCorpus):
            return one(corpus, code, name, as_json)
    return _article(corpus, code, name, as_json)


def _story(corpus: Corpus, code: str, name: str, as_json: bool) -> int:
    from ondit.views.case import story

    found = corpus.story(name)
    if as_json:
        return give("show", story=found)
    articles = [corpus.page(one).article for one in found.articles]
    beside = {edge.parent for edge in found.also} | {edge.child for edge in found.also}
    others = [corpus.page(one).article for one in beside - set(found.articles) if one]
    return show(code, lambda screen: story(found, [*articles, *others], screen))


def _derivation(corpus: Corpus, code: str, name: str, as_json: bool) -> int:
    from ondit.views.compare import drawn

    found = corpus.derivation(name)
    one, other = (corpus.page(end).article for end in (found.one, found.other))
    if as_json:
        return give("show", derivation=found, articles=(one, other))
    return show(code, lambda screen: drawn(found, one, other, screen))


def _voice(corpus: Corpus, code: str, name: str, as_json: bool) -> int:
    from ondit.views.case import said, voices

    found = corpus.voice(name)
    told = list(corpus.statements(voice=name))
    if as_json:
        given = [{"article": one, "statement": statement} for one, statement in told]
        return give("show", voice=found, statements=given)
    pages = {one: corpus.page(one) for one, _ in told}
    return show(code, lambda screen: [*voices([found], screen), *said(told, pages, screen)])


def _article(corpus: Corpus, code: str, name: str, as_json: bool) -> int:
    from ondit.views.case import receipts
    from ondit.views.related import related
    from ondit.views.trace import page

    key = article(corpus, name)
    found, seen = corpus.page(key), corpus.receipts(key)
    derivations = list(corpus.derivations(key))
    if as_json:
        return give("show", page=found, receipts=seen, derivations=derivations)
    ends = {end for one in derivations for end in (one.one, one.other)} | {
        one.via for one in derivations if one.via
    }
    articles = [corpus.page(end).article for end in sorted(ends)]
    return show(
        code,
        lambda screen: [
            *page(found, screen),
            *related(derivations, articles, screen.naming(one.name for one in articles)),
            *receipts(seen, screen),
        ],
    )
