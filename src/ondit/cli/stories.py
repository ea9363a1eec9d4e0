"""``ondit stories``: the families of pages in a store that came from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ondit.cli.case import command, first, give, limit, show
from ondit.cli.grammar import messages_of

if TYPE_CHECKING:
    from ondit.corpus import Corpus


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    return command("stories", code, [limit(messages_of(code))], run)


def run(corpus: Corpus, code: str, *, limit: int, as_json: bool) -> int:
    """Show the stories, the largest first."""
    from ondit.views.case import stories

    found = first(corpus.stories(limit=limit + 1), limit, messages_of(code))
    if as_json:
        return give("stories", stories=found)
    firsts = {story.id: corpus.page(story.articles[0]).article for story in found}
    return show(code, lambda screen: stories(found, firsts, screen))
