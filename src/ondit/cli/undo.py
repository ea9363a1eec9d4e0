"""``ondit undo``: a correction that no longer holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ondit.cli.case import argument, command, give, show
from ondit.cli.grammar import messages_of

if TYPE_CHECKING:
    from ondit.corpus import Corpus


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    name = argument("correction", messages_of(code), "correction-mark")
    return command("undo", code, [name], run)


def run(corpus: Corpus, code: str, *, correction: str, as_json: bool) -> int:
    """Undo the correction of that identifier."""
    from ondit.views.case import corrections

    done = corpus.undo(correction)
    new = [one for one in corpus.corrections(all=True) if one.id == done]
    if as_json:
        return give("undo", corrections=new)
    return show(code, lambda screen: corrections(new, {done}, screen))
