"""``ondit trace``: the three answers for every page given, and how the pages relate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ondit.cli.edges import complain, counted, indent, pages, screen
from ondit.cli.exits import DONE, FAILED
from ondit.cli.grammar import Command, as_json, messages_of, option, tongue
from ondit.cli.network import Wish, announce, asking, options

if TYPE_CHECKING:
    from ondit.model import Failure, Page, Trace
    from ondit.sources.online.fetch import Fetcher

_SEARCHED = 3
"""Pages whose originals are looked for at once: each takes half a minute."""


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
            option(messages, "--beside", multiple=True, metavar=path),
            *options(messages),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(
    code: str,
    *,
    paths: tuple[str, ...],
    as_json: bool,
    full: bool,
    beside: tuple[str, ...],
    **network: Any,
) -> int:
    """Trace the pages at ``paths`` and show what was found."""
    wish = Wish(**network)
    trace = _online(code, paths, beside, wish) if wish.online else _traced(code, paths, beside)
    return _shown(code, trace, as_json=as_json, full=full)


def _traced(
    code: str, paths: tuple[str, ...], beside: tuple[str, ...], fetcher: Fetcher | None = None
) -> Trace:
    from ondit import pipeline

    found = counted(pages(paths, fetcher), messages_of(code))
    with pipeline.apart() as engine:
        if beside:
            found = pipeline.beside(found, _told(code, pages(beside)), engine=engine)
        return pipeline.trace(found, engine=engine)


def _told(code: str, found: Iterable[Page | Failure]) -> Iterator[Page | Failure]:
    """Give what was ``found``, and say what could not be opened: it is in no answer."""
    from ondit.model import Failure

    for one in found:
        if isinstance(one, Failure):
            complain([one], code)
        yield one


def _online(code: str, paths: tuple[str, ...], beside: tuple[str, ...], wish: Wish) -> Trace:
    """Trace addresses and lists too, and look for the originals of the first pages."""
    from msgspec.structs import replace

    from ondit.finder.plan import plan
    from ondit.finder.search import search
    from ondit.sources.online import gather

    hosts, typed = gather.hosts(paths), gather.typed(paths)
    with asking(wish, code, hosts=hosts, typed=typed) as fetcher:
        trace = _traced(code, paths, beside, fetcher)
        plans = [found for page in trace.pages[:_SEARCHED] if (found := plan(page))]
        more = dict.fromkeys(host for one in plans for host in one.hosts if host not in hosts)
        if more:
            announce(list(more), fetcher, messages_of(code), yes=wish.yes)
        return replace(trace, searches=tuple(search(one, fetcher) for one in plans))


def _shown(code: str, trace: Trace, *, as_json: bool, full: bool) -> int:
    from ondit.views.records import trace_json
    from ondit.views.trace import trace_view

    if as_json:
        click.echo(trace_json(trace, indent=indent()).encode())
    elif trace.pages:
        shown = screen(code)
        click.echo(trace_view(trace, shown, full=full), nl=False, color=shown.colour)
    if as_json or not trace.pages:
        complain(trace.failures, code)
    return DONE if trace.pages else FAILED
