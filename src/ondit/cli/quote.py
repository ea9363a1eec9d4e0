"""``ondit quote``: who is said to have said these words, and in which pages."""

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
    return command("quote", code, [words, limit(messages)], run)


def run(corpus: Corpus, code: str, *, words: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Show the statements that hold ``words``."""
    from ondit.views.case import said

    told = first(corpus.statements(words=_typed(words), limit=limit + 1), limit, messages_of(code))
    if as_json:
        given = [{"article": article, "statement": statement} for article, statement in told]
        return give("quote", statements=given)
    pages = {article: corpus.page(article) for article, _ in told}
    return show(code, lambda screen: said(told, pages, screen))


def _typed(words: tuple[str, ...]) -> str:
    """Give the query: what the shell took out of quotation marks belongs together again."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
