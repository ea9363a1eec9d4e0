"""WHO: a table of statements in the order of the page, each nested one under the one it is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from ondit import lang
from ondit.model import Article, Speaker, Statement
from ondit.text import fold
from ondit.views.places import Places
from ondit.views.screen import Screen

_DIM = "dim"
_WORD = re.compile(r"\w+")
_OWN_WORDS = frozenset({"words", "noun"})  # speakers known by a description only
_TELLING = 4  # letters: shorter words of a name are mostly articles, in every language
_ROOMY = 100
"""Columns from which stance and form stand on one line."""
_STANCE = 21
"""Columns for a stance with its form: *promises · indirect*."""
_DEEPEST = 4  # indents; deeper nesting is drawn no further in, for want of room


def who(
    article: Article,
    statements: Sequence[Statement],
    speakers: Sequence[Speaker],
    screen: Screen,
) -> Table | Text:
    """Draw who says what in ``article``."""
    if not statements:
        return silence(article, screen)
    places = Places(article, screen)
    named = {speaker.id: speaker for speaker in speakers}
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=_DIM, expand=True, pad_edge=False)
    table.add_column(screen.say("who", "place"), no_wrap=True, style=_DIM)
    roomy = screen.width >= _ROOMY
    table.add_column(screen.say("who", "speaker"), ratio=26, overflow="fold")
    table.add_column(screen.say("who", "stance"), ratio=20, min_width=_STANCE if roomy else None)
    table.add_column(screen.say("who", "words"), ratio=54, overflow="fold")
    introduced: set[str] = set()
    above: str | None = ""
    for statement, depth in _ordered(statements):
        speaker = named.get(statement.speaker or "")
        again = depth == 0 and speaker is not None and speaker.id == above
        table.add_row(
            places.labels(statement.content[:1]),
            _speaker(statement, speaker, introduced, depth, screen, places, again=again),
            stance_of(statement, places, screen),
            _words(statement, places, screen),
        )
        above = speaker.id if speaker else None
    return table


def silence(article: Article, screen: Screen) -> Text:
    """Say that nobody speaks, or that Ondit cannot hear it in the page's language."""
    if article.language is None or article.language in lang.known():
        return screen.say("who", "none", _DIM)
    named = [screen.messages.say("languages", code) for code in (article.language, *lang.known())]
    known = ", ".join(named[1:])
    return screen.say("who", "unheard", language=named[0], known=known)


def _ordered(statements: Sequence[Statement]) -> list[tuple[Statement, int]]:
    """Give the statements in page order, each told one after the one that tells it, with depth."""
    known = {statement.id for statement in statements}
    told: dict[str | None, list[Statement]] = {}
    for statement in sorted(statements, key=lambda one: one.content[:1]):
        parent = statement.within if statement.within in known else None
        told.setdefault(parent if parent != statement.id else None, []).append(statement)
    ordered: list[tuple[Statement, int]] = []
    waiting = [(statement, 0) for statement in reversed(told.get(None, []))]
    while waiting:
        statement, depth = waiting.pop()
        ordered.append((statement, depth))
        nested = told.pop(statement.id, [])
        waiting += [(inner, depth + 1) for inner in reversed(nested)]
    # Statements that tell one another in a circle hang on nothing: they come last.
    shown = {statement.id for statement, _ in ordered}
    return ordered + [(one, 0) for one in statements if one.id not in shown]


def _speaker(
    statement: Statement,
    speaker: Speaker | None,
    introduced: set[str],
    depth: int,
    screen: Screen,
    places: Places,
    *,
    again: bool,
) -> Text:
    """Draw who speaks: the role the first time, and the page's own words where they differ."""
    indent = "  " * (min(depth, _DEEPEST) - 1) + "└ " if depth else ""
    if speaker is None:
        source = detached(places.text(statement.source))
        unknown = screen.say("who", "unknown", words=screen.quoted(source) if source else None)
        return Text(indent) + unknown
    own = statement.speaker_why in _OWN_WORDS
    # A description reads naturally with its article, as the page has it: *la junte*.
    shown = places.text(statement.source) if own and statement.source else speaker.name
    name = screen.words(shown, _DIM if again else "bold")
    drawn = Text(indent) + name
    if not own and (called := called_here(statement, speaker, places)):
        drawn.append_text(Text(" ") + screen.quoted(screen.words(called, _DIM)))
    if speaker.id not in introduced:
        introduced.add(speaker.id)
        about = speaker.role or (
            screen.messages.say("speaker_kind", speaker.kind) if speaker.kind != "person" else ""
        )
        if about:
            drawn.append_text(Text("\n" + " " * len(indent)) + screen.words(about, _DIM))
    return drawn


def called_here(statement: Statement, speaker: Speaker, places: Places) -> str:
    """Give what the page calls the speaker here, where that is no part of the name or role."""
    name = detached(places.text(statement.source))
    known = set(_WORD.findall(fold(f"{speaker.name} {speaker.role or ''}")))
    words = _WORD.findall(fold(name))
    telling = [word for word in words if len(word) >= _TELLING] or words
    return "" if known.issuperset(telling) else name


def detached(pronoun: str) -> str:
    """Give a pronoun that hangs on its verb (*a-t-il*) without what ties it there."""
    return pronoun.rpartition("-")[2] if pronoun.startswith("-") else pronoun


def stance_of(statement: Statement, places: Places, screen: Screen) -> Text:
    """Draw how it is said: stance, form, and the words of the page that show it."""
    stance = screen.say("stance", statement.stance)
    if statement.factuality != "actual":
        stance = screen.joined(
            [stance, screen.say("factuality", statement.factuality)], between=" · "
        )
    elif statement.polarity == "negates" and statement.stance != "denies":
        stance = screen.joined([stance, screen.say("polarity", "negates")], between=" · ")
    form = screen.say("form", statement.form, _DIM)
    if not statement.core and statement.form != "indirect":
        form = screen.say("who", "phrase", _DIM)
    cue = places.text(statement.cue)
    lines = [stance, form] if screen.width < _ROOMY else [screen.joined([stance, form])]
    if cue:
        lines.append(screen.quoted(screen.words(cue, "italic")))
    return Text("\n").join(lines)


def _words(statement: Statement, places: Places, screen: Screen) -> Text:
    words = screen.words(places.text(statement.content), "" if statement.core else _DIM)
    if statement.left_open:
        words = words + Text(" ") + screen.say("who", "left-open", "yellow")
    return words
