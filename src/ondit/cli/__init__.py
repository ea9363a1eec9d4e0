"""The command line: one module for each command of ``ondit``.

Standard output is data, standard error is talk. The whole command is built for a language of
messages, so that help and errors speak it too (:mod:`ondit.cli.grammar`). Everything that takes
time to import is imported inside the command that needs it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

import click

from ondit import lang
from ondit.cli.edges import complain, forgive
from ondit.cli.exits import DONE as DONE
from ondit.cli.exits import FAILED as FAILED
from ondit.cli.exits import INTERRUPTED as INTERRUPTED
from ondit.cli.exits import MISUSED as MISUSED
from ondit.cli.grammar import Group, messages_of, misuse, tongue, version
from ondit.cli.network import Declined
from ondit.errors import OnditError, UnwritableFile, refusal

if TYPE_CHECKING:
    from ondit.model import Failure

COMMANDS = (
    "trace",
    "compare",
    "add",
    "search",
    "who",
    "quote",
    "disputes",
    "stories",
    "sites",
    "show",
    "correct",
    "undo",
    "corrections",
    "forget",
    "check",
    "report",
    "serve",
    "export",
    "bundle",
    "verify",
    "csv",
    "fetch",
    "watch",
)
"""The modules that hold a command, in the order of the help."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What the system says of an output that takes no more."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(run(given))


def run(arguments: Sequence[str]) -> int:
    """Run the command line; give the exit code.

    What a command cannot do it raises; here it is said, once for all of them.
    """
    code = chosen_language(arguments, os.environ)
    messages = messages_of(code)
    forgive(sys.stdout)
    try:
        result = command(code).main(list(arguments), prog_name="ondit", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        click.echo(misuse(error, messages), err=True)
        return MISUSED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Declined:
        return FAILED
    except OnditError as error:
        complain([_failure(error)], code)
        return FAILED
    except BrokenPipeError:  # the reader has gone (``| head``)
        _let_go(sys.stdout)
        return FAILED
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _let_go(sys.stdout)
        facts = refusal(error.filename or messages.say("what", "stdout"), error)
        complain([_failure(UnwritableFile(**facts))], code)
        return FAILED
    return result if isinstance(result, int) else DONE


def _failure(error: OnditError) -> Failure:
    from ondit.pipeline import failure

    return failure("", error)


def _let_go(stream: TextIO) -> None:
    """Let what is left in ``stream`` vanish: Python would complain once more when it flushes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Give the language of messages: the option, else the locale, else English."""
    for at, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang-ui":
            asked = value if equals else "".join(arguments[at + 1 : at + 2])
            return asked if asked in lang.known() else lang.FALLBACK
        if argument == "--":
            break
    return lang.of_locale(environment)


def command(code: str) -> click.Group:
    """Build ``ondit`` with its help in the language ``code``."""
    messages = messages_of(code)
    return Group(
        "ondit",
        code=code,
        members=COMMANDS,
        messages=messages,
        help=messages.say("help", "ondit"),
        epilog=messages.say("help", "exit-codes"),
        params=[tongue(messages), version(messages)],
        no_args_is_help=True,
        subcommand_metavar=messages.say("help", "command-mark"),
    )
