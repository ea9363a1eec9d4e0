"""``ondit report``: what was found of pages, in one HTML file that opens from disk."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ondit.cli.edges import complain, counted, pages
from ondit.cli.exits import DONE, FAILED
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
                type=click.Path(path_type=Path, dir_okay=False),
                metavar=messages.say("help", "file-mark"),
            ),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(code: str, *, paths: tuple[str, ...], output: Path | None) -> int:
    """Trace the pages at ``paths`` and write the report."""
    from ondit import pipeline
    from ondit.web.report import report

    messages = messages_of(code)
    trace = pipeline.trace(counted(pages(paths), messages))
    complain(trace.failures, code)
    if not trace.pages:
        return FAILED
    command = ("ondit", "report", *paths)
    html = report(trace, code, title=messages.say("web", "report-title"), command=command)
    if output is None:
        click.echo(html.encode(), nl=False)
    else:
        output.write_bytes(html.encode())
    return DONE
