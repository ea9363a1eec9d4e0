"""``ondit who``: somebody across all pages of a store, and what they are said to have said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from ondit.cli.case import argument, command, first, give, limit, show
from ondit.cli.grammar import messages_of, option

if TYPE_CHECKING:
    from ondit.corpus import Corpus
    from ondit.model import Stance, Statement, Voice


def build(code: str) -> click.Command:
    """Make the command, with its help in the language ``code``."""
    messages = messages_of(code)
    words = messages.say("help", "words-mark")
    return command(
        "who",
        code,
        [
            argument("name", messages, "name-mark", nargs=-1),
            option(messages, "--says", metavar=words),
            option(messages, "--denies", metavar=words),
            limit(messages),
        ],
        run,
    )


def run(
    corpus: Corpus,
    code: str,
    *,
    name: tuple[str, ...],
    says: str | None,
    denies: str | None,
    limit: int,
    as_json: bool,
) -> int:
    """Show the voices of that name and their statements; without a name, those most heard."""
    from ondit.views.case import said, voices

    messages = messages_of(code)
    asked = bool(name) or says is not None or denies is not None
    found: list[Voice] = []
    if name or not asked:
        found = first(corpus.voices(" ".join(name) or None, limit=limit + 1), limit, messages)
    speaking = [voice.id for voice in found] if name else [None]
    told = first(_told(corpus, speaking, says, denies), limit, messages) if asked else []
    if as_json:
        given = [{"article": article, "statement": statement} for article, statement in told]
        return give("who", voices=found, statements=given)
    pages = {article: corpus.page(article) for article, _ in told}
    return show(
        code,
        lambda screen: [
            *(voices(found, screen) if name or not asked else []),
            *(said(told, pages, screen) if asked and (found or not name) else []),
        ],
    )


def _told(
    corpus: Corpus, voices: Iterable[str | None], says: str | None, denies: str | None
) -> Iterator[tuple[str, Statement]]:
    """Give what each of ``voices`` (``None`` is everybody) says or denies in these words."""
    stance: Stance | None = "denies" if denies is not None else None
    words = " ".join(filter(None, (says, denies))) or None
    for voice in voices:
        yield from corpus.statements(voice=voice, stance=stance, words=words)
