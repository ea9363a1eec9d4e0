"""``ondit verify``: whether a case file is as it was made, and says what its pages say."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ondit.cli.edges import indent
from ondit.cli.exits import DONE, FAILED
from ondit.cli.grammar import Command, as_json, messages_of, option, tongue

if TYPE_CHECKING:
    from ondit.bundle.verify import Verified
    from ondit.lang.messages import Messages


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    file = messages.say("help", "file-mark")
    return Command(
        "verify",
        messages=messages,
        help=messages.say("help", "verify"),
        epilog=messages.say("help", "exit-codes-verify"),
        params=[
            click.Argument(["path"], metavar=file),
            option(messages, "--root", metavar=file),
            as_json(messages),
            tongue(messages),
        ],
        callback=partial(run, code),
    )


def run(code: str, *, path: str, root: str | None, as_json: bool) -> int:
    """Check the bundle at ``path`` and say what was found."""
    import msgspec

    from ondit.bundle.verify import verify
    from ondit.sources import files

    messages = messages_of(code)
    certificate = files.contents(root) if root else None
    verified = verify(files.contents(path), name=path, root=certificate)
    if as_json:
        encoded = msgspec.json.encode(verified)
        click.echo(msgspec.json.format(encoded, indent=indent()).decode())
    else:
        click.echo("\n".join(_sentences(verified, Path(path).name, messages)))
    return FAILED if verified.findings else DONE


def _sentences(verified: Verified, name: str, messages: Messages) -> list[str]:
    say = partial(messages.say, "verify")
    pages = messages.count("pages", verified.pages)
    made = messages.day(verified.made)
    told = [
        say("about", path=name, title=verified.title, pages=pages, made=made),
        *(say(one.problem, member=one.member) for one in verified.findings),
    ]
    if not verified.findings:
        told.append(say("whole"))
    if verified.redacted:
        told.append(say("redacted", what=", ".join(say(one) for one in verified.redacted)))
    if verified.report:
        told.append(say("report"))
    if (stamp := verified.stamp) is not None:
        key = {True: "stamp-trusted", None: "stamp", False: "stamp-untrusted"}[stamp.trusted]
        told.append(say(key, time=messages.day(stamp.time)))
    elif verified.token:
        told.append(say("stamp-unread"))
    else:
        told.append(say("no-stamp"))
    return told
