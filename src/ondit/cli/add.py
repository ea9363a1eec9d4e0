"""``ondit add``: pages into a store, read on all cores, each in its place among the others."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from ondit.cli.case import argument, command, give, show
from ondit.cli.edges import complain, pages
from ondit.cli.exits import DONE, FAILED
from ondit.cli.grammar import messages_of, option
from ondit.cli.network import Wish, options, wished
from ondit.lang.messages import Messages

if TYPE_CHECKING:
    from ondit.corpus import Corpus
    from ondit.corpus.progress import Progress

_NAMED = 20
"""Failures that are named one by one; the others are counted, and ``ondit show`` lists them."""


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    number = messages.say("help", "number-mark")
    language = messages.say("help", "language-mark")
    day = messages.say("help", "day-mark")
    return command(
        "add",
        code,
        [
            argument("paths", messages, "path-mark", nargs=-1, required=True),
            option(messages, "--limit", type=click.IntRange(min=1), metavar=number),
            option(messages, "--lang", metavar=language),
            option(messages, "--since", metavar=day),
            *options(messages),
        ],
        run,
        exits="exit-codes-trace",
    )


def run(
    corpus: Corpus,
    code: str,
    *,
    paths: tuple[str, ...],
    limit: int | None,
    lang: str | None,
    since: str | None,
    as_json: bool,
    **network: Any,
) -> int:
    """Add the pages at ``paths``, with those of the network where that is wished."""
    from ondit.corpus.adding import Wanted
    from ondit.views.case import added

    messages = messages_of(code)
    watch, leave = watching(messages)
    wanted = Wanted(language=lang, since=since)
    try:
        with wished(Wish(**network), code, paths) as fetcher:
            given = islice(pages(paths, fetcher), limit)
            run = corpus.add(given, given=paths, wanted=wanted, watch=watch)
    finally:
        leave()
    failed = list(islice(corpus.failures(), _NAMED + 1)) if run.failed else []
    complain(failed[:_NAMED], code)
    if as_json:
        give("add", run=run, counts=corpus.counts())
    else:
        show(code, lambda screen: added(run, corpus.counts(), str(corpus.path), screen))
    return FAILED if run.failed == run.read and run.read else DONE


def watching(messages: Messages) -> tuple[Callable[[Progress], None], Callable[[], None]]:
    """Give what shows progress on a terminal, and what wipes it away; nothing elsewhere."""
    watched = sys.stderr.isatty()

    def watch(progress: Progress) -> None:
        if not watched or progress.seconds <= 0:
            return
        rate = progress.done / progress.seconds
        left = None if progress.total is None else (progress.total - progress.done) / rate
        said = messages.say(
            "case",
            f"doing-{progress.stage}",
            done=messages.number(progress.done),
            total=None if progress.total is None else messages.number(progress.total),
            rate=messages.number(round(rate, 1)),
            left=None if left is None else messages.number(round(left)),
            failed=messages.number(progress.failed),
        )
        click.echo(f"\r\x1b[K{said}", err=True, nl=False)

    def leave() -> None:
        if watched:
            click.echo("\r\x1b[K", err=True, nl=False)

    return watch, leave
