"""``ondit watch``: feeds visited, new pages added to a store, and what rules ask for told once."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from ondit.cli.edges import complain
from ondit.cli.exits import DONE
from ondit.cli.grammar import Command, messages_of, option, tongue
from ondit.cli.network import Wish, asking, options

if TYPE_CHECKING:
    from ondit.corpus import Corpus
    from ondit.sources.online.fetch import Fetcher
    from ondit.watch.match import Alert
    from ondit.watch.rules import Rules
    from ondit.watch.state import State
    from ondit.watch.visits import Visits
    from ondit.watch.watching import Round, Watch


class Ended(Exception):
    """The system asks the watch to end."""


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    mark = partial(messages.say, "help")
    return Command(
        "watch",
        messages=messages,
        help=mark("watch"),
        epilog=mark("exit-codes"),
        params=[
            click.Argument(["given"], nargs=-1, required=True, metavar=mark("feeds-mark")),
            option(messages, "--rules", metavar=mark("file-mark")),
            option(messages, "--store", metavar=mark("store-mark")),
            option(messages, "--every", metavar=mark("duration-mark")),
            option(messages, "--once", is_flag=True),
            *options(messages, always=True),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(
    code: str,
    *,
    given: tuple[str, ...],
    rules: str | None,
    store: str | None,
    every: str | None,
    once: bool,
    **network: Any,
) -> int:
    """Watch the feeds until interrupted, or visit each once."""
    from ondit.corpus import Corpus
    from ondit.sources import files
    from ondit.sources.online import gather
    from ondit.watch import rules as reading

    if rules is None or store is None:
        missing = "rules" if rules is None else "store"
        asked_for = next(one for one in build(code).params if one.name == missing)
        raise click.MissingParameter(param=asked_for)
    asked = reading.read(files.contents(rules), path=rules)
    pace = reading.seconds(every or asked.feeds.every, path=rules)
    addresses = gather.feeds_of(given)
    wish = Wish(online=True, **network)
    hosts, typed = gather.hosts(addresses), gather.typed(given)
    with (
        _alone(Path(f"{store}-watch")) as state,
        asking(wish, code, hosts=hosts, typed=typed) as fetcher,
        _ending(),
        Corpus(store) as corpus,
    ):
        visits = _visits(addresses, asked, rules, pace, state, fetcher)
        watch = _watch(code, corpus, asked, rules, visits, state, fetcher)
        if once:
            watch.once()
        else:
            watch.run()
    return DONE


@contextmanager
def _alone(memory: Path) -> Iterator[State]:
    """Give what a watch remembers in ``memory``, while no other watch does."""
    from ondit.store.lock import Lock
    from ondit.watch.state import State

    lock = Lock(memory)
    lock.take(0)
    try:
        yield State(memory)
    finally:
        lock.leave()


def _visits(
    addresses: list[str], asked: Rules, path: str, pace: float, state: State, fetcher: Fetcher
) -> Visits:
    from ondit.sources.online.clock import Clock
    from ondit.watch.rules import seconds
    from ondit.watch.visits import Visits

    return Visits(
        addresses,
        every=pace,
        own={one: seconds(written, path=path) for one, written in asked.feeds.own.items()},
        state=state,
        fetcher=fetcher,
        now=lambda: Clock().now().timestamp(),
    )


def _watch(
    code: str,
    corpus: Corpus,
    asked: Rules,
    path: str,
    visits: Visits,
    state: State,
    fetcher: Fetcher,
) -> Watch:
    from ondit.sources.online.clock import Clock
    from ondit.watch.deliver import Delivery
    from ondit.watch.watching import Watch

    delivery = Delivery(
        asked.alerts,
        rules=Path(path),
        state=state,
        fetcher=fetcher,
        title=messages_of(code).say("watching", "title"),
        said=partial(_sentence, code),
    )
    return Watch(
        corpus,
        asked.rule,
        visits=visits,
        delivery=delivery,
        state=state,
        clock=Clock(),
        seen=partial(_tell, code),
    )


def _tell(code: str, told: Round) -> None:
    """Show what a visit brought: alerts as data, the rest as talk."""
    import msgspec

    messages = messages_of(code)
    for alert in told.alerts:
        click.echo(msgspec.json.encode(alert))
    sys.stdout.flush()
    if told.added or told.alerts or sys.stderr.isatty():
        line = messages.say(
            "watching",
            "visited",
            address=told.visit.address,
            pages=messages.count("new-pages", told.added),
            alerts=messages.count("alerts", len(told.alerts)),
        )
        click.echo(line, err=True)
    complain(told.visit.failures, code)


def _sentence(code: str, alert: Alert) -> str:
    from ondit.views.alerts import sentence

    return sentence(
        messages_of(code),
        alert.occasion,
        page=alert.url or alert.headline or alert.article,
        other=alert.other_url or alert.other_headline or alert.other,
        pointed=alert.outlets,
        covered=alert.covered,
        directed=alert.directed,
        credited=alert.credited,
    )


@contextmanager
def _ending() -> Iterator[None]:
    """Let the signal by which services are ended end the watch between two steps."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise Ended

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        with suppress(Ended):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)
