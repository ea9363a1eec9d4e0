"""``ondit corrections``: what users put right, for reading or, a line each, for sharing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ondit.cli.case import command, show
from ondit.cli.exits import DONE

if TYPE_CHECKING:
    from ondit.corpus import Corpus


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    return command("corrections", code, [], run)


def run(corpus: Corpus, code: str, *, as_json: bool) -> int:
    """Show every correction; as JSON, one to a line, as ``ondit correct STORE import`` takes it."""
    from ondit.views.case import corrections
    from ondit.views.records import correction_line

    found = corpus.corrections(all=True)
    if as_json:
        for one in found:
            click.echo(correction_line(one).encode())
        return DONE
    held = {one.id for one in corpus.corrections()}
    return show(code, lambda screen: corrections(found, held, screen))
