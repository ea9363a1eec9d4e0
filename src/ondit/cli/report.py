"""``ondit report``: what was found of pages, in one HTML file that opens from disk."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import click

from ondit.cli.edges import complain, saved
from ondit.cli.exits import DONE, FAILED
from ondit.cli.given import trace
from ondit.cli.grammar import Command, messages_of, option, tongue


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    path = messages.say("help", "path-mark")
    return Command(
        "report",
        messages=messages,
        help=messages.say("help", "report"),
        epilog=messages.say("help", "exit-codes"),
        params=[
            click.Argument(["paths"], nargs=-1, required=True, metavar=path),
            option(
                messages,
                "--output",
                "-o",
                metavar=messages.say("help", "file-mark"),
            ),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(code: str, *, paths: tuple[str, ...], output: str | None) -> int:
    """Trace the pages at ``paths`` and write the report."""
    from ondit.web.report import report

    messages = messages_of(code)
    found = trace(paths, messages)
    complain(found.failures, code)
    if not found.pages:
        return FAILED
    command = ("ondit", "report", *paths)
    title = messages.say("web", "report-title")
    today = datetime.now(UTC).date().isoformat()
    html = report(found, code, title=title, command=command, made=today)
    saved(lambda file: file.write(html.encode()), output)
    return DONE
