"""``ondit trace``: the three answers for every page given, and how the pages relate."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ondit.cli.edges import complain, counted, indent, pages, screen
from ondit.cli.exits import DONE, FAILED
from ondit.cli.grammar import Command, as_json, messages_of, option, tongue
from ondit.cli.network import Declined, Wish, asking, options

if TYPE_CHECKING:
    from ondit.sources.online.fetch import Fetcher


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    path = messages.say("help", "path-mark")
    return Command(
        "trace",
        messages=messages,
        help=messages.say("help", "trace"),
        epilog=messages.say("help", "exit-codes-trace"),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar=path),
            as_json(messages),
            option(messages, "--full", is_flag=True),
            *options(messages),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(code: str, *, paths: tuple[str, ...], as_json: bool, full: bool, **network: Any) -> int:
    """Trace the pages at ``paths`` and show what was found."""
    wish = Wish(**network)
    if not wish.online:
        return show(code, paths, as_json=as_json, full=full)
    from ondit.sources.online import gather

    try:
        hosts, typed = gather.hosts(paths), gather.typed(paths)
        with asking(wish, code, hosts=hosts, typed=typed) as fetcher:
            return show(code, paths, as_json=as_json, full=full, fetcher=fetcher)
    except Declined:
        return FAILED


def show(
    code: str,
    paths: tuple[str, ...],
    *,
    as_json: bool,
    full: bool,
    fetcher: Fetcher | None = None,
) -> int:
    """Trace the pages at ``paths``, with the network where there is a ``fetcher``."""
    from ondit import pipeline
    from ondit.views.records import trace_json
    from ondit.views.trace import trace_view

    trace = pipeline.trace(counted(pages(paths, fetcher), messages_of(code)))
    if as_json:
        click.echo(trace_json(trace, indent=indent()).encode())
    elif trace.pages:
        shown = screen(code)
        click.echo(trace_view(trace, shown, full=full), nl=False, color=shown.colour)
    if as_json or not trace.pages:
        complain(trace.failures, code)
    return DONE if trace.pages else FAILED
