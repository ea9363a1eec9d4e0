"""The three answers together: a traced page, a trace of many, and what a corpus keeps of both."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ondit.model.what import Article, Span
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

    def _repr_html_(self) -> str:
        """Show the three answers in a notebook."""
        from ondit.views import notebook  # late: only a notebook asks a record to draw itself

        return notebook.html(self)


LeadPlace = Literal["page", "archive", "sitemap"]


class Lead(Struct, frozen=True, kw_only=True):
    """An address where the original of a page may lie: why it was looked at, what came of it."""

    url: str
    found_in: LeadPlace
    """``page``: the page gives it as its source; else the list that holds it."""
    outlet: str | None = None
    title: str | None = None
    """As the list gives it."""
    day: str | None = None
    """When it was published (a sitemap) or captured (an archive), ISO 8601."""
    words: tuple[str, ...] = ()
    """Words of its address and title that the page has too, in its language or another."""
    article: str | None = None
    """The article found there."""
    failure: Failure | None = None
    """Why nothing was found there."""


class Search(Struct, frozen=True, kw_only=True):
    """A search on the network for the original of one page."""

    article: str
    sites: tuple[str, ...] = ()
    """Sites that were asked what they published."""
    hosts: tuple[str, ...] = ()
    """Hosts that were asked."""
    since: str | None = None
    until: str | None = None
    """Days between which it was looked for; ``None`` when the page bears no date."""
    listed: int = 0
    """Addresses that the lists held."""
    leads: tuple[Lead, ...] = ()
    """Those looked at, in this order."""
    pages: tuple[TracedPage, ...] = ()
    """What was found there."""
    derivations: tuple[Derivation, ...] = ()
    """How it relates to the page, where it does."""
    failures: tuple[Failure, ...] = ()
    """Lists that could not be had."""


class Trace(Struct, frozen=True, kw_only=True):
    """What ``ondit trace`` found: the pages, how they relate, and what could not be read."""

    pages: tuple[TracedPage, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    stories: tuple[Story, ...] = ()
    failures: tuple[Failure, ...] = ()
    searches: tuple[Search, ...] = ()
    """On the network, when that was asked for."""

    def _repr_html_(self) -> str:
        """Show the run in a notebook."""
        from ondit.views import notebook  # late, as above

        return notebook.html(self)


# --------------------------------------------------------------------------------------------
# A corpus


class Receipt(Struct, frozen=True, kw_only=True):
    """Where and when the bytes of an article were seen, and their hash: the chain of custody."""

    article: str
    name: str
    """Of several files with these bytes, the one whose name sorts first."""
    url: str | None = None
    fetched: str | None = None
    """When the edge that brought them took them, ISO 8601."""
    media_type: str | None = None
    charset: str | None = None
    sha256: str
    """Of the original bytes, hexadecimal."""
    size: int
    """Bytes."""
    added: str
    """When they came into the store, ISO 8601 at UTC."""
    run: str | None = None
    """Identifier of the :class:`Run` that brought them."""


class Run(Struct, frozen=True, kw_only=True):
    """One time that pages were added."""

    id: str
    started: str
    """ISO 8601 at UTC."""
    ended: str | None = None
    """``None`` while it lasts, and for a run that was cut off."""
    given: tuple[str, ...] = ()
    """What the user named."""
    ondit: str
    """Version of the program."""
    read: int = 0
    """Pages met, failures included."""
    added: int = 0
    """Articles that the store did not hold."""
    failed: int = 0


class Hit(Struct, frozen=True, kw_only=True):
    """A place where the words that were searched for stand."""

    article: str
    statement: str | None = None
    """The statement they stand in, if they do."""
    span: Span
    """The first place, or the closest cluster of the words."""
    snippet: str
    """The words around it."""


CorrectionKind = Literal[
    "join",
    "part",
    "speaker",
    "parent",
    "not-parent",
    "unrelated",
    "headline",
    "date",
    "body",
    "undo",
]


class Correction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a user says is wrong, and what is right. Never changed: what undoes it is one more."""

    id: str = ""
    """Hash of all the rest; the corpus fills it in."""
    kind: CorrectionKind
    voices: tuple[str, ...] = ()
    """``join``: the voices that are one."""
    speakers: tuple[tuple[str, str], ...] = ()
    """Article and speaker, each. ``part``: those who are a voice of their own. ``speaker``: the one
    who speaks, where the page names them as a speaker elsewhere."""
    article: str | None = None
    """The article that it is about; for ``parent`` and ``not-parent``, the later one."""
    other: str | None = None
    """``parent``: the article that it comes from, ``None`` for none of those seen here.
    ``not-parent``: one that it does not come from, whatever else relates them. ``unrelated``: the
    article that it has nothing to do with."""
    statement: str | None = None
    """``speaker``: the statement that is somebody else's."""
    value: str | None = None
    """What is right: a headline, a date (ISO 8601), a body (paragraphs parted by empty lines), the
    name of a speaker; ``None`` where nothing is."""
    undoes: str | None = None
    """``undo``: identifier of the correction that no longer holds."""
    note: str = ""
    by: str = ""
    at: str = ""
    """ISO 8601 at UTC; the corpus fills it in."""


class Finding(Struct, frozen=True, kw_only=True):
    """Something in a store that is not as it must be."""

    kind: Literal["file", "bytes", "record", "words", "link", "unfinished"]
    article: str | None = None
    detail: str = ""


class Counts(Struct, frozen=True, kw_only=True):
    """How much a corpus holds."""

    articles: int = 0
    sites: int = 0
    languages: tuple[tuple[str, int], ...] = ()
    """Articles of each language, the most first."""
    statements: int = 0
    voices: int = 0
    derivations: int = 0
    stories: int = 0
    corrections: int = 0
    """Those in force."""
    failures: int = 0
    bytes: int = 0
    """Of the original pages."""
