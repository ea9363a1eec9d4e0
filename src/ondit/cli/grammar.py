"""click in the language of messages: help, headings and complaints come from the catalogue.

A command is a module of :mod:`ondit.cli` whose ``build`` gives it with its help in a language;
:class:`Group` imports it when it is called or listed. click's own sentences are replaced by those
of the catalogue.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from ondit import __version__, lang
from ondit.lang.messages import Messages, spoken

_SENTENCE = 200
"""Characters of the sentence that lists a command, past which click would cut it: none is so long,
and lines are broken anyway."""


class Formatter(click.HelpFormatter):
    """Writes headings as the catalogue has them: a French colon stands apart."""

    def write_heading(self, heading: str) -> None:
        """Write the heading as it stands, its colon with it."""
        self.write(f"{heading}\n")


class Context(click.Context):
    """Gives commands the formatter above."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose headings come from the catalogue."""

    context_class = Context

    def __init__(self, name: str, *, messages: Messages, **settings: Any) -> None:
        settings["options_metavar"] = messages.say("help", "options-mark")
        settings["context_settings"] = {"allow_extra_args": True}  # so as to say it ourselves
        super().__init__(name, **settings)
        self.messages = messages

    def invoke(self, ctx: click.Context) -> Any:
        """Refuse what is given beyond the arguments, then run."""
        if ctx.args and not isinstance(self, click.Group):
            raise click.UsageError(self.messages.say("usage", "too-many"), ctx)
        return super().invoke(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = self.messages.say("help", "usage") + " "
        formatter.write_usage(ctx.command_path, pieces, prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section(self.messages.say("help", "options")):
            formatter.write_dl([record for record in records if record])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give ``--help`` with its sentence."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.messages.say("help", "help")
        return option


class Group(Command, click.Group):
    """A group of commands, each in a module of its name beside this one."""

    def __init__(self, name: str, *, code: str, members: Sequence[str], **settings: Any) -> None:
        """``members`` are the names of the commands, in the order of the help."""
        super().__init__(name, **settings)
        self.code = code
        self.members = tuple(members)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Give the names in the order of the help."""
        return list(self.members)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command when it is first called or listed."""
        # A name that is none is likened to all that are.
        for name in (cmd_name,) if cmd_name in self.members else self.members:
            if name not in self.commands:
                self.commands[name] = import_module(f"ondit.cli.{name}").build(self.code)
        return self.commands.get(cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        commands = {name: self.get_command(ctx, name) for name in self.members}
        rows = [(name, one.get_short_help_str(_SENTENCE)) for name, one in commands.items() if one]
        with formatter.section(self.messages.say("help", "commands")):
            formatter.write_dl(rows)


def messages_of(code: str) -> Messages:
    """Give the messages of the language ``code`` without reading its other tables."""
    return spoken(lang.folder(code))


def option(messages: Messages, name: str, *names: str, **settings: Any) -> click.Option:
    """Make an option whose help is the sentence of its name."""
    return click.Option([name, *names], help=messages.say("help", name.lstrip("-")), **settings)


def tongue(messages: Messages) -> click.Option:
    """Make ``--lang-ui``, which is read before the command is built."""
    return option(messages, "--lang-ui", type=click.Choice(lang.known()), expose_value=False)


def as_json(messages: Messages) -> click.Option:
    """Make ``--json``: the flag ``as_json``."""
    return option(messages, "--json", "as_json", is_flag=True)


def version(messages: Messages) -> click.Option:
    """Make ``--version``."""

    def show(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(f"ondit {__version__}")
            ctx.exit()

    return option(
        messages, "--version", is_flag=True, is_eager=True, expose_value=False, callback=show
    )


def misuse(error: click.UsageError, messages: Messages) -> str:
    """Give what to say of a command that was not understood, and where to read more."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    kind = type(error).__name__
    facts = {
        "name": getattr(error, "option_name", None) or getattr(error, "command_name", None),
        "near": ", ".join(getattr(error, "possibilities", None) or ()) or None,
        "parameter": _parameter(error),
        "choices": _choices(error),
        **_bounds(error),
        "message": error.message if kind == "BadParameter" else error.format_message(),
    }
    key = kind if messages.has("usage", kind) else "other"
    said = [messages.say("usage", key, **facts)]
    path = error.ctx.command_path if error.ctx else "ondit"
    said.append(messages.say("usage", "try", command=f"{path} --help"))
    return "\n".join(said)


def _choices(error: click.UsageError) -> str | None:
    """List the values that the parameter of an error may have, if there is such a list."""
    kind = getattr(getattr(error, "param", None), "type", None)
    return ", ".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else None


def _bounds(error: click.UsageError) -> dict[str, str]:
    """Give between which numbers the parameter of an error must be, if it is a number."""
    kind = getattr(getattr(error, "param", None), "type", None)
    if not isinstance(kind, click.IntRange):
        return {}
    bounds = {"least": kind.min, "most": kind.max}
    return {name: str(bound) for name, bound in bounds.items() if bound is not None}


def _parameter(error: click.UsageError) -> str | None:
    """Name the parameter that an error is about, as the user types it."""
    param = getattr(error, "param", None)
    if param is None:
        return None
    return param.opts[0] if isinstance(param, click.Option) else param.make_metavar(error.ctx)
