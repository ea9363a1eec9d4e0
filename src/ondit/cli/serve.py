"""``ondit serve``: the corpus as a web page on this machine."""

from __future__ import annotations

import errno
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

import click

from ondit.cli.exits import DONE
from ondit.cli.grammar import Command, messages_of, option, tongue

if TYPE_CHECKING:
    import socket

    from ondit.lang.messages import Messages

PASSWORD = "ONDIT_PASSWORD"
"""The variable that holds the password: an argument would stand in the list of processes."""
DEFAULT_PORT = 8470


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    return Command(
        "serve",
        messages=messages,
        help=messages.say("help", "serve"),
        epilog=messages.say("help", "exit-codes"),
        params=[
            click.Argument(["store"], metavar=messages.say("help", "store-mark")),
            option(
                messages,
                "--port",
                type=click.IntRange(0, 65535),
                default=DEFAULT_PORT,
                metavar=messages.say("help", "number-mark"),
            ),
            option(
                messages, "--host", default="127.0.0.1", metavar=messages.say("help", "host-mark")
            ),
            option(messages, "--online", is_flag=True),
            option(messages, "--experimental", "disputes", is_flag=True),
            option(messages, "--open", "open_it", is_flag=True),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(
    code: str,
    *,
    store: str,
    port: int,
    host: str,
    online: bool,
    disputes: bool,
    open_it: bool,
) -> int:
    """Serve the corpus until interrupted."""
    from ondit.cli import COMMANDS
    from ondit.corpus import Corpus
    from ondit.web.serving import needs_password, serve

    messages = messages_of(code)
    password = os.environ.get(PASSWORD) or None
    if needs_password(host) and password is None:
        raise click.UsageError(messages.say("usage", "no-password", host=host, variable=PASSWORD))

    def ready(address: str) -> None:
        if not corpus.path.exists():
            click.echo(messages.say("web", "serving-new", store=store), err=True)
        click.echo(messages.say("web", "serving", store=store), err=True)
        click.echo(address)
        sys.stdout.flush()
        if open_it:
            click.launch(address)

    with Corpus(store) as corpus:
        if corpus.path.exists():
            corpus.counts()  # what is no store is said before anything listens
        serve(
            corpus,
            code,
            _listening(host, port, messages),
            host=host,
            password=password if needs_password(host) else None,
            online=online,
            disputes=disputes,
            commands=COMMANDS,
            ready=ready,
        )
    return DONE


def _listening(host: str, port: int, messages: Messages) -> socket.socket:
    """Give the socket to serve from, or say why there is none."""
    from ondit.web.serving import bound

    try:
        return bound(host, port)
    except OSError as error:
        name = errno.errorcode.get(error.errno or 0, "")
        known = messages.has("reasons", name)
        detail = messages.say("reasons", name) if known else error.strerror or str(error)
        raise click.UsageError(
            messages.say("usage", "no-port", port=port, host=host, detail=detail)
        ) from None
