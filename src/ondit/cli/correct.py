"""``ondit correct``: what a reading got wrong, put right; or others' corrections taken over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ondit.cli.case import argument, article, command, give, show
from ondit.cli.grammar import messages_of, option

if TYPE_CHECKING:
    from ondit.corpus import Corpus
    from ondit.model import Correction

KINDS = (
    "headline",
    "date",
    "body",
    "speaker",
    "parent",
    "not-parent",
    "unrelated",
    "join",
    "part",
    "import",
)
_NONE = "-"
"""What stands for nothing: no headline, nobody, no parent."""
_VALUES = {"headline": (2, 2), "date": (2, 2), "body": (2, 2), "speaker": (3, 3)}
_VALUES |= {"parent": (2, 2), "not-parent": (2, 2), "unrelated": (2, 2)}
_VALUES |= {"join": (2, 99), "part": (2, 2), "import": (1, 1)}


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    return command(
        "correct",
        code,
        [
            argument("kind", messages, "kind-mark", type=click.Choice(KINDS)),
            argument("values", messages, "values-mark", nargs=-1, required=True),
            option(messages, "--note", default="", metavar=messages.say("help", "words-mark")),
            option(messages, "--by", default="", metavar=messages.say("help", "name-mark")),
        ],
        run,
    )


def run(
    corpus: Corpus,
    code: str,
    *,
    kind: str,
    values: tuple[str, ...],
    note: str,
    by: str,
    as_json: bool,
) -> int:
    """Correct what ``values`` say."""
    from msgspec.structs import replace

    from ondit.views.case import corrections

    least, most = _VALUES[kind]
    if not least <= len(values) <= most:
        raise click.UsageError(messages_of(code).say("usage", "correct-values"))
    before = {one.id for one in corpus.corrections(all=True)}
    if kind == "import":
        corpus.correct(_read(values[0]))
    else:
        corpus.correct(replace(_made(corpus, kind, values), note=note, by=by))
    new = [one for one in corpus.corrections(all=True) if one.id not in before]
    if as_json:
        return give("correct", corrections=new)
    return show(code, lambda screen: corrections(new, {one.id for one in new}, screen))


def _made(corpus: Corpus, kind: str, values: tuple[str, ...]) -> Correction:
    """Make the record of a correction from what was typed."""
    from ondit.model import Correction

    if kind == "join":
        return Correction(kind="join", voices=tuple(corpus.voice(one).id for one in values))
    first, *rest = values
    first = article(corpus, first)
    value = None if rest[-1] == _NONE else rest[-1]
    if kind == "headline":
        return Correction(kind="headline", article=first, value=value)
    if kind == "date":
        return Correction(kind="date", article=first, value=value)
    if kind == "body":
        return Correction(kind="body", article=first, value=_text(rest[-1]))
    if kind == "speaker":
        return Correction(kind="speaker", article=first, statement=rest[0], value=value)
    if kind == "part":
        return Correction(kind="part", speakers=((first, rest[0]),))
    other = None if value is None else article(corpus, value)
    if kind == "parent":
        return Correction(kind="parent", article=first, other=other)
    if kind == "not-parent":
        return Correction(kind="not-parent", article=first, other=other)
    return Correction(kind="unrelated", article=first, other=other)


def _text(path: str) -> str:
    """Give the text in a file, or that comes through standard input."""
    from ondit.sources import files

    body = sys.stdin.buffer.read() if path == _NONE else files.page(path).body
    return body.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _read(path: str) -> list[Correction]:
    """Give the corrections of a JSONL file; raise an error of Ondit for what is none."""
    import msgspec

    from ondit.errors import NotCorrections
    from ondit.model import Correction
    from ondit.sources import files

    body = sys.stdin.buffer.read() if path == _NONE else files.page(path).body
    found = []
    for number, line in enumerate(body.splitlines(), 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Correction))
            except msgspec.MsgspecError as error:
                raise NotCorrections(path=Path(path), line=number, detail=error) from error
    return found
