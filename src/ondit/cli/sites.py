"""``ondit sites``: who feeds whom in a store, and which sites share rare traits."""

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
    linked = option(messages, "--linked", is_flag=True)
    return command("sites", code, [linked, limit(messages)], run)


def run(corpus: Corpus, code: str, *, linked: bool, limit: int, as_json: bool) -> int:
    """Show the sites with what they take, or what they share."""
    from ondit.views.case import kinships, sites

    messages = messages_of(code)
    if linked:
        pairs = first(corpus.kinships(), limit, messages)
        if as_json:
            return give("sites", kinships=pairs)
        return show(code, lambda screen: kinships(pairs, screen))
    found = first(corpus.sites(), limit, messages)
    if as_json:
        return give("sites", sites=found)
    return show(code, lambda screen: sites(found, screen))
