"""``ondit disputes``: statements of different speakers that deny one another. Opt-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ondit.cli.case import command, first, give, limit, show
from ondit.cli.grammar import messages_of, option

if TYPE_CHECKING:
    from ondit.corpus import Corpus


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    params = [
        option(messages, "--experimental", is_flag=True),
        option(messages, "--story", metavar=messages.say("help", "thing-mark")),
        limit(messages),
    ]
    return command("disputes", code, params, run)


def run(
    corpus: Corpus,
    code: str,
    *,
    experimental: bool,
    story: str | None,
    limit: int,
    as_json: bool,
) -> int:
    """Show the pairs of statements, the likest first."""
    from ondit.views.case import disputes

    if not experimental:
        raise click.UsageError(messages_of(code).say("usage", "experimental"))
    found = first(corpus.disputes(story=story), limit, messages_of(code))
    if as_json:
        return give("disputes", disputes=found)
    named = {version.article for one in found for version in (one.one, one.other)}
    pages = {article: corpus.page(article) for article in sorted(named)}
    return show(code, lambda screen: disputes(found, pages, screen))
