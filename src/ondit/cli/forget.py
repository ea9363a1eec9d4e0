"""``ondit forget``: a page taken out of a store, so that nothing of it is left in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ondit.cli.case import argument, command, give, show
from ondit.cli.grammar import messages_of

if TYPE_CHECKING:
    from ondit.corpus import Corpus


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    name = argument("names", messages_of(code), "page-mark", nargs=-1, required=True)
    return command("forget", code, [name], run)


def run(corpus: Corpus, code: str, *, names: tuple[str, ...], as_json: bool) -> int:
    """Forget the pages at the addresses, or the articles of the identifiers, given."""
    forgotten = sum(corpus.forget(name) for name in names)
    if as_json:
        return give("forget", forgotten=forgotten)
    return show(code, lambda screen: [screen.count("forgotten", forgotten)])
