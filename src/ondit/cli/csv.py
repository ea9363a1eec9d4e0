"""``ondit csv``: the user's own table, its rows and their order kept, with columns added."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ondit.cli.edges import complain, saved
from ondit.cli.exits import DONE
from ondit.cli.grammar import Command, messages_of, option, tongue
from ondit.cli.network import Wish, asking, options

if TYPE_CHECKING:
    from ondit.engine import Engine
    from ondit.model import Failure, Page
    from ondit.sources.online.fetch import Fetcher
    from ondit.sources.sheet import Sheet

Rows = list[tuple[str, ...]]


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    mark = partial(messages.say, "help")
    return Command(
        "csv",
        messages=messages,
        help=mark("csv"),
        epilog=mark("exit-codes"),
        params=[
            click.Argument(["table"], metavar=mark("file-mark")),
            option(messages, "--column", "-c", metavar=mark("column-mark")),
            option(messages, "--from", "archives", multiple=True, metavar=mark("archive-mark")),
            option(messages, "--output", "-o", metavar=mark("file-mark")),
            *options(messages),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(
    code: str,
    *,
    table: str,
    column: str | None,
    archives: tuple[str, ...],
    output: str | None,
    **network: Any,
) -> int:
    """Trace the page that each row names and write the table with what was found."""
    from ondit.sources import files, sheet
    from ondit.views.screen import STDIN
    from ondit.views.sheet import COLUMNS

    wish = Wish(**network)
    body = sys.stdin.buffer.read() if table == STDIN else files.contents(table)
    given = sheet.read(body, name=table)
    at = sheet.column(given, column)
    rows = _answered(given, at, archives, wish, code)
    saved(lambda file: file.write(sheet.written(given, rows, COLUMNS)), output)
    return DONE


def _answered(given: Sheet, at: int, archives: tuple[str, ...], wish: Wish, code: str) -> Rows:
    """Give the cells to add to each row, the page in column ``at`` traced once for all its rows."""
    from ondit.sources.online import gather

    named = [row[at].strip() for row in given.rows]
    known = _in_archives(archives, named, code)
    folder = Path(given.name).parent
    if not wish.online:
        return _filled(named, known, partial(_on_disk, folder=folder), code)
    missing = [one for one in dict.fromkeys(named) if one not in known]
    addresses = [one for one in missing if gather.is_address(one)]
    with asking(wish, code, hosts=gather.hosts(addresses), typed=()) as fetcher:
        get = partial(_anywhere, folder=folder, fetcher=fetcher)
        return _filled(named, known, get, code)


def _filled(
    named: list[str],
    known: dict[str, tuple[str, ...]],
    get: Callable[[str], Page | Failure],
    code: str,
) -> Rows:
    from ondit.pipeline import apart

    messages = messages_of(code)
    watched = sys.stderr.isatty()
    rows: Rows = []
    with apart() as engine:
        for number, name in enumerate(named, 1):
            if name not in known:
                known[name] = _cells(get(name) if name else None, code, engine)
            rows.append(known[name])
            if watched:
                click.echo("\r" + messages.count("read", number), err=True, nl=False)
    if watched:
        click.echo("\r\x1b[K", err=True, nl=False)
    return rows


def _cells(found: Page | Failure | None, code: str, engine: Engine) -> tuple[str, ...]:
    from ondit.model import Failure
    from ondit.pipeline import read_all
    from ondit.views.sheet import cells, failed
    from ondit.views.trace import sentence_of

    if found is None:
        return failed("")
    (result,) = read_all([found], engine=engine)
    if isinstance(result, Failure):
        return failed(sentence_of(result, messages_of(code)))
    return cells(result)


def _on_disk(name: str, *, folder: Path) -> Page | Failure:
    """Read a page whose path is meant from where one is, or from where the table lies."""
    from ondit.errors import OnditError
    from ondit.pipeline import failure
    from ondit.sources import files

    beside = folder / name
    try:
        return files.page(beside if not Path(name).exists() and beside.exists() else name)
    except OnditError as error:
        return failure(name, error)
    except OSError:  # a cell too long to be a path
        from ondit.errors import MissingFile

        return failure(name, MissingFile(path=name[:200]))


def _anywhere(name: str, *, folder: Path, fetcher: Fetcher) -> Page | Failure:
    from ondit.sources.online import gather, pages

    return pages.page(name, fetcher) if gather.is_address(name) else _on_disk(name, folder=folder)


def _in_archives(
    archives: tuple[str, ...], named: list[str], code: str
) -> dict[str, tuple[str, ...]]:
    """Give the cells of the rows whose address one of ``archives`` holds; its last capture."""
    if not archives:
        return {}
    from ondit import urls
    from ondit.model import Page
    from ondit.pipeline import apart
    from ondit.sources import files

    wanted: dict[str | None, list[str]] = {}
    for name in dict.fromkeys(named):
        wanted.setdefault(urls.canonical(name), []).append(name)
    wanted.pop(None, None)
    latest: dict[str, str] = {}
    cells: dict[str, tuple[str, ...]] = {}
    failures = []
    with apart() as engine:
        for found in files.pages(archives):
            if not isinstance(found, Page):
                failures.append(found)
                continue
            for name in wanted.get(urls.canonical(found.url or ""), ()):
                if name not in cells or (found.fetched or "") >= latest[name]:
                    latest[name] = found.fetched or ""
                    cells[name] = _cells(found, code, engine)
    complain(failures, code)
    return cells
