"""The three answers together: a traced page, a trace of many, and what could not be read."""

from __future__ import annotations

from msgspec import Struct

from ondit.model.what import Article
from ondit.model.whence import Derivation, Origin, Story
from ondit.model.who import Speaker, Statement


class Failure(Struct, frozen=True, kw_only=True):
    """A page that could not be read: which, and the error with its facts."""

    name: str
    error: str
    facts: dict[str, str] = {}


class TracedPage(Struct, frozen=True, kw_only=True):
    """One page, three answers."""

    article: Article
    statements: tuple[Statement, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    origin: Origin = Origin()


class Trace(Struct, frozen=True, kw_only=True):
    """What ``ondit trace`` found: the pages, how they relate, and what could not be read."""

    pages: tuple[TracedPage, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    stories: tuple[Story, ...] = ()
    failures: tuple[Failure, ...] = ()
