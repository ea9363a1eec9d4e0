"""``ondit compare``: two pages side by side, sentence by sentence."""

from __future__ import annotations

from functools import partial

import click

from ondit.cli.edges import complain, indent, pages, screen
from ondit.cli.exits import DONE, FAILED
from ondit.cli.grammar import Command, as_json, messages_of, tongue


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    return Command(
        "compare",
        messages=messages,
        help=messages.say("help", "compare"),
        epilog=messages.say("help", "exit-codes"),
        params=[
            click.Argument(["one"], metavar="A"),
            click.Argument(["other"], metavar="B"),
            as_json(messages),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(code: str, *, one: str, other: str, as_json: bool) -> int:
    """Show the pages at ``one`` and ``other`` side by side."""
    from ondit import pipeline
    from ondit.model import Failure
    from ondit.views.compare import compare_view
    from ondit.views.records import compare_json
    from ondit.views.related import ends

    given = []
    for path in (one, other):
        found = list(pages((path,)))
        if len(found) != 1:
            raise click.UsageError(messages_of(code).say("usage", "one-page", path=path))
        given.append(found[0])
    traced = []
    with pipeline.apart() as engine:
        results = list(pipeline.read_all(given, engine=engine))
    for result in results:
        if isinstance(result, Failure):
            complain([result], code)
            return FAILED
        traced.append(result)
    derivation = pipeline.compared(*traced)
    if isinstance(derivation, Failure):
        complain([derivation], code)
        return FAILED
    articles = ends(derivation, [page.article for page in traced])
    if as_json:
        click.echo(compare_json(derivation, *articles, indent=indent()).encode())
    else:
        shown = screen(code)
        click.echo(compare_view(derivation, *articles, shown), nl=False, color=shown.colour)
    return DONE
