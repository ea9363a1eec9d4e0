"""``ondit search``: the articles of a store that hold words, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ondit.cli.case import argument, command, first, give, limit, show
from ondit.cli.grammar import messages_of

if TYPE_CHECKING:
    from ondit.corpus import Corpus


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    words = argument("words", messages, "words-mark", nargs=-1, required=True)
    return command("search", code, [words, limit(messages)], run)


def run(corpus: Corpus, code: str, *, words: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Show where ``words`` stand."""
    from ondit.views.case import found

    hits = first(corpus.search(" ".join(words), limit=limit + 1), limit, messages_of(code))
    if as_json:
        return give("search", hits=hits)
    pages = {hit.article: corpus.page(hit.article) for hit in hits}
    return show(code, lambda screen: found(hits, pages, screen))
