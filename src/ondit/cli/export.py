"""``ondit export``: what was found, in a form that other programs read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from ondit.cli.edges import complain, saved
from ondit.cli.exits import DONE, FAILED
from ondit.cli.given import findings
from ondit.cli.grammar import Command, messages_of, option, tongue

if TYPE_CHECKING:
    from ondit.views.export import Findings

FORMS = {
    "jsonl": "jsonl.write",
    "csv": "csv.write",
    "xlsx": "xlsx.write",
    "parquet": "parquet.write",
    "annotations": "webannotation.write",
    "jsonld": "jsonld.write",
    "prov": "prov.write",
    "gexf": "graph.write_gexf",
    "graphml": "graph.write_graphml",
    "sites-gexf": "graph.write_sites_gexf",
    "sites-graphml": "graph.write_sites_graphml",
    "schema": "jsonl.write_schema",
}
"""Every form, and the function below :mod:`ondit.views.export` that writes it."""
TABLES = (
    "articles",
    "blocks",
    "statements",
    "evidence",
    "dates",
    "credits",
    "embeds",
    "marks",
    "derivations",
    "pairs",
    "stories",
    "flows",
    "kinships",
    "voices",
    "failures",
)
"""Those of ``views.export.tables``, which a test compares: help imports no table."""
_TABLED = frozenset({"csv", "parquet"})
_BYTES = frozenset({"xlsx", "parquet"})


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)

    def choice(name: str, values: tuple[str, ...], mark: str, *names: str) -> click.Option:
        settings: dict[str, Any] = {"type": click.Choice(values), "default": values[0]}
        return option(messages, name, *names, metavar=messages.say("help", mark), **settings)

    return Command(
        "export",
        messages=messages,
        help=messages.say("help", "export"),
        epilog=messages.say("help", "exit-codes-trace"),
        params=[
            click.Argument(["paths"], nargs=-1, metavar=messages.say("help", "path-mark")),
            choice("--to", tuple(FORMS), "form-mark", "form"),
            choice("--table", TABLES, "table-mark"),
            option(messages, "--output", "-o", metavar=messages.say("help", "file-mark")),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(code: str, *, paths: tuple[str, ...], form: str, table: str, output: str | None) -> int:
    """Trace the pages at ``paths`` and write what was found."""
    messages = messages_of(code)
    if output is None and form in _BYTES and sys.stdout.isatty():
        raise click.UsageError(messages.say("usage", "bytes-to-terminal", form=form))
    if not paths and form != "schema":
        raise click.MissingParameter(param=build(code).params[0])
    found = findings(paths, messages)
    saved(partial(_writer(form, table), found), output)
    complain(found.failures(), code)
    return DONE if form == "schema" or any(True for _ in found.pages()) else FAILED


def _writer(form: str, table: str) -> Callable[[Findings, BinaryIO], None]:
    module, _, name = FORMS[form].partition(".")
    write = getattr(import_module(f"ondit.views.export.{module}"), name)
    return partial(write, table=table) if form in _TABLED else write
