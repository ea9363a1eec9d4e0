"""The command line: ``ondit trace`` and ``ondit compare``.

Standard output is data, standard error is talk. Exit codes: 0 done, 1 nothing could be read, 2 the
command was not understood, 130 interrupted. The whole command is built for a language of messages,
so that help and errors speak it too; click's own sentences are replaced by those of the catalogue.
Everything that takes time to import is imported inside the command that needs it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from io import TextIOWrapper
from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO

import click

from ondit import __version__, lang
from ondit.lang.messages import Messages, spoken

if TYPE_CHECKING:
    from ondit.model import Failure, Page
    from ondit.views.screen import Screen

DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
FALLBACK = "en"
_PIPED_WIDTH = 100
_MANY = 20
"""Pages after which one wonders how long it will take: a second's worth."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(run(given))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; give the exit code."""
    code = chosen_language(arguments, os.environ)
    messages = _messages(code)
    _forgive(sys.stdout)
    try:
        result = command(code).main(list(arguments), prog_name="ondit", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        click.echo(_misuse(error, messages), err=True)
        return MISUSED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (``| head``). Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return result if isinstance(result, int) else DONE


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Give the language of messages: the option, else the locale, else English."""
    for at, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang-ui":
            asked = value if equals else "".join(arguments[at + 1 : at + 2])
            return asked if asked in lang.known() else FALLBACK
        if argument == "--":
            break
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = locale[:2].lower()
    return code if code in lang.known() else FALLBACK


def _messages(code: str) -> Messages:
    return spoken(lang.folder(code))


# --------------------------------------------------------------------------------------------
# The commands


def command(code: str) -> click.Group:
    """Build ``ondit`` with its help in the language ``code``."""
    messages = _messages(code)
    option = partial(_option, messages)
    tongue = option("--lang-ui", type=click.Choice(lang.known()), expose_value=False)
    group = _Group(
        "ondit",
        messages=messages,
        help=messages.say("help", "ondit"),
        epilog=messages.say("help", "exit-codes"),
        params=[tongue, _version(messages)],
        no_args_is_help=True,
        subcommand_metavar=messages.say("help", "command-mark"),
    )
    as_json = option("--json", "as_json", is_flag=True)
    group.add_command(
        _Command(
            "trace",
            messages=messages,
            help=messages.say("help", "trace"),
            epilog=messages.say("help", "exit-codes-trace"),
            params=[
                click.Argument(
                    ["paths"], nargs=-1, required=True, metavar=messages.say("help", "path-mark")
                ),
                as_json,
                option("--full", is_flag=True),
                tongue,
            ],
            callback=partial(_trace, code),
        )
    )
    group.add_command(
        _Command(
            "compare",
            messages=messages,
            help=messages.say("help", "compare"),
            epilog=messages.say("help", "exit-codes"),
            params=[
                click.Argument(["one"], metavar="A"),
                click.Argument(["other"], metavar="B"),
                as_json,
                tongue,
            ],
            callback=partial(_compare, code),
        )
    )
    return group


def _trace(code: str, *, paths: tuple[str, ...], as_json: bool, full: bool) -> int:
    """Trace the pages at ``paths`` and show what was found."""
    from ondit import pipeline
    from ondit.views.records import trace_json
    from ondit.views.trace import trace_view

    trace = pipeline.trace(_counted(_pages(paths), _messages(code)))
    if as_json:
        click.echo(trace_json(trace, indent=_indent()).encode())
    elif trace.pages:
        screen = _screen(code)
        click.echo(trace_view(trace, screen, full=full), nl=False, color=screen.colour)
    if as_json or not trace.pages:
        _complain(trace.failures, code)
    return DONE if trace.pages else FAILED


def _compare(code: str, *, one: str, other: str, as_json: bool) -> int:
    """Show the pages at ``one`` and ``other`` side by side."""
    from ondit import pipeline
    from ondit.model import Failure
    from ondit.views.compare import compare_view
    from ondit.views.records import compare_json
    from ondit.views.related import ends

    traced = []
    for path in (one, other):
        found = list(_pages((path,)))
        if len(found) != 1:
            raise click.UsageError(_messages(code).say("usage", "one-page", path=path))
        result = found[0] if isinstance(found[0], Failure) else pipeline.attempted(found[0])
        if isinstance(result, Failure):
            _complain([result], code)
            return FAILED
        traced.append(result)
    derivation = pipeline.compared(*traced)
    if isinstance(derivation, Failure):
        _complain([derivation], code)
        return FAILED
    articles = ends(derivation, [page.article for page in traced])
    if as_json:
        click.echo(compare_json(derivation, *articles, indent=_indent()).encode())
    else:
        screen = _screen(code)
        click.echo(compare_view(derivation, *articles, screen), nl=False, color=screen.colour)
    return DONE


# --------------------------------------------------------------------------------------------
# In and out


def _pages(paths: Sequence[str]) -> Iterator[Page | Failure]:
    """Give the pages of ``paths``, of which ``-`` is standard input."""
    from ondit.errors import OnditError
    from ondit.pipeline import failure
    from ondit.sources import files
    from ondit.views.screen import STDIN

    for is_stdin, group in groupby(paths, STDIN.__eq__):
        if not is_stdin:
            yield from files.pages(group)
            continue
        try:
            yield files.checked(STDIN, sys.stdin.buffer.read(files.cap() + 1))
        except OnditError as error:
            yield failure(STDIN, error)


def _counted(pages: Iterator[Page | Failure], messages: Messages) -> Iterator[Page | Failure]:
    """Show on the terminal how many of ``pages`` were read, once they are many."""
    watched = sys.stderr.isatty()
    for number, page in enumerate(pages):
        if watched and number >= _MANY and number % _MANY == 0:
            click.echo("\r" + messages.count("read", number), err=True, nl=False)
        yield page
    if watched:
        click.echo("\r\x1b[K", err=True, nl=False)


def _forgive(stream: TextIO) -> None:
    """Let an output that is not Unicode show ``?`` for what it lacks. JSON is UTF-8 anyway."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")


def _screen(code: str) -> Screen:
    """Give the screen that standard output is."""
    from ondit.views.screen import Screen

    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns
    forced = bool(os.environ.get("FORCE_COLOR"))  # for ``| less -R``
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    colour = (terminal or forced) and not plain
    return Screen(lang.load(code), width=width, colour=colour, messages=_messages(code))


def _indent() -> int:
    """Lay JSON out for the eye on a terminal, on one line for a program."""
    return 2 if sys.stdout.isatty() else 0


def _complain(failures: Iterable[Failure], code: str) -> None:
    """Say on standard error what could not be read, one sentence each."""
    from ondit.views.trace import sentence_of

    for failure in failures:
        click.echo(sentence_of(failure, _messages(code)), err=True)


# --------------------------------------------------------------------------------------------
# click in the language of messages


class _Formatter(click.HelpFormatter):
    """Writes headings as the catalogue has them: a French colon stands apart."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{heading}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Command(click.Command):
    """A command whose headings come from the catalogue."""

    context_class = _Context

    def __init__(self, name: str, *, messages: Messages, **settings: Any) -> None:
        settings["options_metavar"] = messages.say("help", "options-mark")
        settings["context_settings"] = {"allow_extra_args": True}  # so as to say it ourselves
        super().__init__(name, **settings)
        self.messages = messages

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args and not isinstance(self, click.Group):
            raise click.UsageError(self.messages.say("usage", "too-many"), ctx)
        return super().invoke(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = self.messages.say("help", "usage") + " "
        formatter.write_usage(ctx.command_path, pieces, prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section(self.messages.say("help", "options")):
            formatter.write_dl([record for record in records if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.messages.say("help", "help")
        return option


class _Group(_Command, click.Group):
    """A group of commands whose headings come from the catalogue."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        commands = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        rows = [(name, one.get_short_help_str(formatter.width)) for name, one in commands]
        with formatter.section(self.messages.say("help", "commands")):
            formatter.write_dl(rows)


def _option(messages: Messages, name: str, *names: str, **settings: Any) -> click.Option:
    """Make an option whose help is the sentence of its name."""
    return click.Option([name, *names], help=messages.say("help", name.lstrip("-")), **settings)


def _version(messages: Messages) -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(f"ondit {__version__}")
            ctx.exit()

    return _option(
        messages, "--version", is_flag=True, is_eager=True, expose_value=False, callback=show
    )


def _misuse(error: click.UsageError, messages: Messages) -> str:
    """Give what to say of a command that was not understood, and where to read more."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    facts = {
        "name": getattr(error, "option_name", None) or getattr(error, "command_name", None),
        "near": ", ".join(getattr(error, "possibilities", None) or ()) or None,
        "parameter": _parameter(error),
        "choices": _choices(error),
        "message": error.format_message(),
    }
    kind = type(error).__name__
    key = kind if messages.has("usage", kind) else "other"
    said = [messages.say("usage", key, **facts)]
    path = error.ctx.command_path if error.ctx else "ondit"
    said.append(messages.say("usage", "try", command=f"{path} --help"))
    return "\n".join(said)


def _choices(error: click.UsageError) -> str | None:
    """List the values that the parameter of an error may have, if there is such a list."""
    kind = getattr(getattr(error, "param", None), "type", None)
    return ", ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else None


def _parameter(error: click.UsageError) -> str | None:
    """Name the parameter that an error is about, as the user types it."""
    param = getattr(error, "param", None)
    if param is None:
        return None
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(error.ctx)
