"""``ondit fetch``: addresses, feeds and lists asked of the network and kept as WARC."""

from __future__ import annotations

from functools import partial
from itertools import islice

import click

from ondit.cli.edges import complain
from ondit.cli.exits import DONE, FAILED
from ondit.cli.grammar import Command, messages_of, option, tongue
from ondit.cli.network import Wish, asking, options


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    address = messages.say("help", "addresses-mark")
    number = messages.say("help", "number-mark")
    return Command(
        "fetch",
        messages=messages,
        help=messages.say("help", "fetch"),
        epilog=messages.say("help", "exit-codes"),
        params=[
            click.Argument(["given"], nargs=-1, required=True, metavar=address),
            *options(messages, always=True),
            option(messages, "--limit", type=click.IntRange(min=1), metavar=number),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(
    code: str,
    *,
    given: tuple[str, ...],
    yes: bool,
    warc: str | None,
    contact: str,
    limit: int | None,
) -> int:
    """Fetch what was given; say where it is kept."""
    from ondit.model import Failure
    from ondit.sources.online import gather

    messages = messages_of(code)
    wish = Wish(online=True, yes=yes, contact=contact, warc=warc or ".")
    read, failures = 0, []
    hosts, typed = gather.hosts(given), gather.typed(given)
    with asking(wish, code, hosts=hosts, typed=typed) as fetcher:
        for found in islice(gather.pages(given, fetcher), limit):
            if isinstance(found, Failure):
                failures.append(found)
            else:
                read += 1
        keeper = fetcher.keeper
    complain(failures, code)
    click.echo(messages.count("fetched", read), err=True)
    for path in keeper.paths if keeper is not None else ():
        click.echo(str(path))
    return DONE if read else FAILED
