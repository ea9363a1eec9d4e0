"""In and out: what every command needs of files, of the terminal and of standard output."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from io import TextIOWrapper
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

import click

from ondit import lang
from ondit.cli.grammar import messages_of
from ondit.errors import UnwritableFile, refusal
from ondit.lang.messages import Messages

if TYPE_CHECKING:
    from ondit.model import Failure, Page
    from ondit.sources.online.fetch import Fetcher
    from ondit.views.screen import Screen

_PIPED_WIDTH = 100
_MANY = 20
"""Pages after which one wonders how long it will take: a second's worth."""


def pages(paths: Sequence[str], fetcher: Fetcher | None = None) -> Iterator[Page | Failure]:
    """Give the pages of ``paths``, of which ``-`` is standard input.

    With ``fetcher``, addresses and lists of addresses are asked of the network.
    """
    from ondit.errors import OnditError
    from ondit.pipeline import failure
    from ondit.sources import files
    from ondit.views.screen import STDIN

    for is_stdin, group in groupby(paths, STDIN.__eq__):
        if not is_stdin:
            if fetcher is None:
                yield from files.pages(group)
            else:
                from ondit.sources.online import gather

                yield from gather.pages(list(group), fetcher)
            continue
        try:
            yield files.checked(STDIN, sys.stdin.buffer.read(files.cap() + 1))
        except OnditError as error:
            yield failure(STDIN, error)


def counted(found: Iterator[Page | Failure], messages: Messages) -> Iterator[Page | Failure]:
    """Show on the terminal how many of the pages ``found`` were read, once they are many."""
    watched = sys.stderr.isatty()
    for number, page in enumerate(found):
        if watched and number >= _MANY and number % _MANY == 0:
            click.echo("\r" + messages.count("read", number), err=True, nl=False)
        yield page
    if watched:
        click.echo("\r\x1b[K", err=True, nl=False)


def forgive(stream: TextIO) -> None:
    """Let an output that is not Unicode show ``?`` for what it lacks. JSON is UTF-8 anyway."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")


def screen(code: str) -> Screen:
    """Give the screen that standard output is."""
    from ondit.views.screen import Screen

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns
    forced = bool(os.environ.get("FORCE_COLOR"))  # for ``| less -R``
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    colour = (terminal or forced) and not plain
    return Screen(lang.load(code), width=width, colour=colour, messages=messages_of(code))


def indent() -> int:
    """Lay JSON out for the eye on a terminal, on one line for a program."""
    return 2 if sys.stdout.isatty() else 0


def complain(failures: Iterable[Failure], code: str) -> None:
    """Say on standard error what could not be read, one sentence each."""
    from ondit.views.trace import sentence_of

    for failure in failures:
        click.echo(sentence_of(failure, messages_of(code)), err=True)


def saved(write: Callable[[BinaryIO], object], output: str | None) -> None:
    """Write to standard output, or to a file that is there whole or not at all.

    Raises :class:`~ondit.errors.UnwritableFile`.
    """
    if output is None:
        write(sys.stdout.buffer)
        return
    path = Path(output)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            write(file)
        part.replace(path)
    except OSError as error:
        raise UnwritableFile(**refusal(output, error)) from error
    finally:
        with suppress(OSError):
            part.unlink()
