"""``ondit bundle``: a case file of pages and of what was found in them, which proves itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ondit.cli.edges import complain, saved
from ondit.cli.exits import DONE
from ondit.cli.given import originals
from ondit.cli.grammar import Command, messages_of, option, tongue

if TYPE_CHECKING:
    from ondit.bundle.write import Stamp
    from ondit.model import Failure, Page, Trace

REDACTABLE = ("comments", "emails", "phones")
"""Those of ``bundle.redact``, which a test compares: help imports nothing."""


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)

    def mark(name: str) -> str:
        return messages.say("help", name)

    return Command(
        "bundle",
        messages=messages,
        help=messages.say("help", "bundle"),
        epilog=messages.say("help", "exit-codes"),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar=mark("path-mark")),
            option(messages, "--output", "-o", required=True, metavar=mark("file-mark")),
            option(messages, "--title", metavar=mark("text-mark")),
            option(messages, "--redact", metavar=",".join(REDACTABLE), default=""),
            option(messages, "--timestamp", metavar=mark("address-mark")),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(
    code: str,
    *,
    paths: tuple[str, ...],
    output: str,
    title: str | None,
    redact: str,
    timestamp: str | None,
) -> int:
    """Bundle the pages at ``paths`` into ``output``."""
    from ondit.bundle.write import bundle

    messages = messages_of(code)
    what = tuple(dict.fromkeys(filter(None, map(str.strip, redact.split(",")))))
    if unknown := [one for one in what if one not in REDACTABLE]:
        raise click.UsageError(
            messages.say("usage", "redact", name=unknown[0], known=", ".join(REDACTABLE))
        )
    failures: list[Failure] = []
    try:
        name = title or Path(output).stem
        made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        given = list(_redacted(_read(originals(paths, messages), failures), what))
        data = bundle(
            given,
            made=made,
            title=name,
            report=partial(_report, code=code, title=name, made=made[:10]),
            redacted=what,
            stamp=_stamp(timestamp, code) if timestamp else None,
        )
    finally:
        complain(failures, code)
    saved(lambda file: file.write(data), output)
    said = messages.say("bundle", "done", path=output, pages=messages.count("pages", len(given)))
    click.echo(said, err=True)
    return DONE


def _read(found: Iterable[Page | Failure], failures: list[Failure]) -> Iterable[Page]:
    from ondit.model import Failure

    for one in found:
        if isinstance(one, Failure):
            failures.append(one)
        else:
            yield one


def _redacted(given: Iterable[Page], what: tuple[str, ...]) -> Iterable[Page]:
    from ondit.bundle.redact import redacted

    return (redacted(page, what) for page in given) if what else given


def _report(trace: Trace, *, code: str, title: str, made: str) -> bytes:
    from ondit.web.report import report

    return report(trace, code, title=title, command=("ondit", "bundle"), made=made).encode()


def _stamp(endpoint: str, code: str) -> Stamp:
    """Say which host will be asked, and make what asks it."""
    from ondit.sources.online.timestamp import stamped
    from ondit.urls import host

    messages = messages_of(code)
    click.echo(messages.say("bundle", "asks", host=host(endpoint) or endpoint), err=True)
    return partial(stamped, endpoint=endpoint)
