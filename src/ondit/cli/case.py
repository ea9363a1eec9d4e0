"""What the commands over a store have in common: how they are built, and how they answer.

Each takes the store first. What it finds goes to standard output, drawn or as JSON; what it cannot
do is said on standard error, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ondit.cli.edges import indent, screen
from ondit.cli.exits import DONE
from ondit.cli.grammar import Command, as_json, messages_of, option, tongue
from ondit.lang.messages import Messages

if TYPE_CHECKING:
    from ondit.corpus import Corpus
    from ondit.views.screen import Drawing, Screen

Shown = TypeVar("Shown")

SHOWN = 20
"""What a list shows unless asked for more: a screen full."""


def command(
    name: str,
    code: str,
    params: Sequence[click.Parameter],
    callback: Callable[..., int],
    *,
    exits: str = "exit-codes",
) -> click.Command:
    """Make a command over a store; ``callback`` is given the corpus and what was typed."""
    messages = messages_of(code)
    store = click.Argument(["store"], metavar=messages.say("help", "store-mark"))
    return Command(
        name,
        messages=messages,
        help=messages.say("help", name),
        epilog=messages.say("help", exits),
        params=[store, *params, as_json(messages), tongue(messages)],
        callback=partial(_run, callback, code),
    )


def _run(callback: Callable[..., int], code: str, *, store: str, **given: Any) -> int:
    """Open the corpus and do what was asked."""
    from ondit.corpus import Corpus

    with Corpus(store) as corpus:
        return callback(corpus, code, **given)


def argument(name: str, messages: Messages, mark: str, **settings: Any) -> click.Argument:
    """Make an argument that help calls by the sentence ``mark``."""
    return click.Argument([name], metavar=messages.say("help", mark), **settings)


def limit(messages: Messages) -> click.Option:
    """Make ``--limit``, which is small unless it is given."""
    number = messages.say("help", "number-mark")
    return option(messages, "--limit", type=click.IntRange(min=1), metavar=number, default=SHOWN)


def first(found: Iterable[Shown], limit: int, messages: Messages) -> list[Shown]:
    """Give the first ``limit`` of a list; where it goes on, say so below it, on standard error."""
    kept = list(islice(found, limit + 1))
    if len(kept) > limit:
        said = messages.say("case", "more", n=messages.number(limit))
        click.get_current_context().call_on_close(lambda: click.echo(said, err=True))
    return kept[:limit]


def show(code: str, drawn: Callable[[Screen], Drawing]) -> int:
    """Write what is drawn to standard output."""
    here = screen(code)
    click.echo(here.render(*drawn(here)), nl=False, color=here.colour)
    return DONE


def give(name: str, **fields: object) -> int:
    """Write records to standard output as JSON."""
    from ondit.views.records import case_json

    click.echo(case_json(name, fields, indent=indent()).encode())
    return DONE


def article(corpus: Corpus, name: str) -> str:
    """Give the article that a name means, the latest seen where it means several."""
    from ondit.errors import NotInCorpus

    found = corpus.meant(name)
    if not found:
        raise NotInCorpus(path=corpus.path, id=name)
    return found[-1]
