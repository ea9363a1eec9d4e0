"""``ondit check``: whether a store is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ondit.cli.case import command, give, show
from ondit.cli.exits import DONE, FAILED

if TYPE_CHECKING:
    from ondit.corpus import Corpus


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    return command("check", code, [], run, exits="exit-codes-check")


def run(corpus: Corpus, code: str, *, as_json: bool) -> int:
    """Say what is not as it must be."""
    from ondit.views.case import findings

    found = corpus.check()
    if as_json:
        give("check", findings=found)
    else:
        show(code, lambda screen: findings(found, screen))
    return FAILED if any(one.kind != "unfinished" for one in found) else DONE
