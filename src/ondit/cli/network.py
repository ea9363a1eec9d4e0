"""The network, when it is asked for: the options for it, the question before it, what is kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ondit import __version__
from ondit.cli.grammar import messages_of, option
from ondit.lang.messages import Messages

if TYPE_CHECKING:
    from ondit.sources.online.fetch import Fetcher

_NAMED = 8
"""Hosts that a line names; the others are counted."""


class Wish(Struct, frozen=True, kw_only=True):
    """What the options say of the network."""

    online: bool = False
    yes: bool = False
    contact: str = ""
    warc: str | None = None
    """The folder for the WARC files."""


class Declined(Exception):
    """The user does not want the network asked."""


def options(messages: Messages, *, always: bool = False) -> list[click.Parameter]:
    """Make the options of a command that may ask the network, or always does."""
    asked = [] if always else [option(messages, "--online", is_flag=True)]
    folder = click.Path(file_okay=False)
    return [
        *asked,
        option(messages, "--yes", is_flag=True),
        option(messages, "--warc", type=folder, metavar=messages.say("help", "folder-mark")),
        option(messages, "--contact", default="", metavar=messages.say("help", "contact-mark")),
    ]


@contextmanager
def wished(wish: Wish, code: str, given: Sequence[str]) -> Iterator[Fetcher | None]:
    """Give what asks the network for what was ``given``, or nothing where that is not wished."""
    if not wish.online:
        yield None
        return
    from ondit.sources.online import gather

    with asking(wish, code, hosts=gather.hosts(given), typed=gather.typed(given)) as fetcher:
        yield fetcher


@contextmanager
def asking(
    wish: Wish, code: str, *, hosts: Sequence[str], typed: Sequence[str]
) -> Iterator[Fetcher]:
    """Give what asks the network, once the user has seen ``hosts`` and agreed.

    A host that turns up later is named before it is asked. Raises :class:`Declined` when the user
    does not agree.
    """
    from ondit.sources.online.clock import Clock
    from ondit.sources.online.fetch import Fetcher
    from ondit.sources.online.keep import Keeper

    messages = messages_of(code)
    agree(hosts, messages, yes=wish.yes)

    def told(host: str) -> None:
        click.echo(messages.say("online", "also", host=host), err=True)

    clock = Clock()
    with ExitStack() as stack:
        keeper = None
        if wish.warc is not None:
            software = f"Ondit/{__version__}"
            keeper = stack.enter_context(Keeper(Path(wish.warc), software=software, clock=clock))
        fetcher = Fetcher(
            version=__version__,
            contact=wish.contact,
            typed=typed,
            keeper=keeper,
            told=told,
            clock=clock,
        )
        fetcher.announced.update(hosts)
        yield stack.enter_context(fetcher)


def announce(hosts: Sequence[str], fetcher: Fetcher, messages: Messages, *, yes: bool) -> None:
    """Show more hosts that will be asked, and ask whether they may be."""
    agree(hosts, messages, yes=yes)
    fetcher.announced.update(hosts)


def agree(hosts: Sequence[str], messages: Messages, *, yes: bool) -> None:
    """Show the hosts that will be asked; on a terminal, ask whether they may be."""
    if hosts:
        named = ", ".join(hosts[:_NAMED])
        more = len(hosts) - _NAMED
        facts = {"hosts": named, "more": messages.number(more) if more > 0 else None}
        click.echo(messages.say("online", "asks", **facts), err=True)
    if yes or not hosts or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return
    click.echo(messages.say("online", "agree") + " ", err=True, nl=False)
    answer = sys.stdin.readline().strip().lower()
    if answer not in messages.say("online", "agreed").split():
        raise Declined
