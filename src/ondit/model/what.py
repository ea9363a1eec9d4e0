"""WHAT a page says: its bytes, and the article and the furniture that are made of them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Span(Struct, frozen=True, array_like=True, order=True):
    """Code points ``start`` to ``end`` (half-open) of the text of block number ``block``."""

    block: int
    start: int
    end: int


class Page(Struct, frozen=True, kw_only=True):
    """Bytes as they came, and what the edge that brought them knows of them."""

    name: str
    """What the user calls it: a path, or ``-`` for standard input."""
    body: bytes
    url: str | None = None
    """The address it was fetched from, where the edge knows; the page's own claim comes later."""
    media_type: str | None = None
    charset: str | None = None
    """What the transport declared."""
    fetched: str | None = None
    """When the bytes were taken, ISO 8601, where the edge knows."""
    told: tuple[DateClue, ...] = ()
    """Dates told of it from outside: by a feed, a server, an archive, the tool that saved it."""
    repeats: frozenset[str] = frozenset()
    """What other pages of its site repeat (:func:`ondit.page.repeats.learned`), to be left out."""


Role = Literal[
    "headline",
    "kicker",
    "standfirst",
    "byline",
    "dateline",
    "paragraph",
    "subhead",
    "item",
    "quotation",
    "caption",
    "table",
    "embed",
    "credit",
    "correction",
]
"""What a block of the article is. ``paragraph``, ``subhead``, ``item``, ``quotation`` and
``table`` make the body."""

BODY: frozenset[Role] = frozenset({"paragraph", "subhead", "item", "quotation", "table"})
SPOKEN: frozenset[Role] = frozenset({"headline", "standfirst", "paragraph", "item", "quotation"})
"""Roles in which statements are looked for (a caption or a table seldom reports speech)."""


EmbedForm = Literal["frame", "markup", "shortcode", "address", "script"]


class Embed(Struct, frozen=True, kw_only=True):
    """Something of another site shown inside the article, or what is left of it."""

    provider: str
    """``youtube``, ``x``, ``facebook``…; the registrable site when the provider is unknown."""
    key: str | None = None
    """The identifier at the provider; ``None`` when the target was lost on the way."""
    url: str | None = None
    """The address as the page gives it."""
    width: int | None = None
    height: int | None = None
    start: int | None = None
    """Second at which the player begins."""
    form: EmbedForm = "frame"
    """How it stands on the page. ``script`` without a key is an embed that was lost."""


class Block(Struct, frozen=True, kw_only=True):
    """One paragraph-like piece of the article, in page order."""

    role: Role
    text: str
    """Normalised: NFC, plain spaces, no line breaks."""
    embed: Embed | None = None
    level: int | None = None
    """Depth of a subhead, 1 to 6."""
    language: str | None = None
    """Set where it differs from the article's."""


Saying = Literal["published", "modified", "fetched", "event"]
"""What a date is of: the page coming out or being changed, its bytes being taken, or that which it
announces (a concert, a vote)."""


class DateClue(Struct, frozen=True, kw_only=True):
    """A date that the page bears or that is told of it, and how far to believe it."""

    value: str
    """ISO 8601, as precise as it was given: a day, or a time with its zone when one was given."""
    says: Saying
    seen_in: str
    """Where it stood: ``json-ld:datePublished``, ``meta:article:published_time``, ``url``…; or who
    told it: ``feed``, ``http:last-modified``, ``warc-date``…"""
    words: str
    """The very characters that were read."""
    trusted: bool
    why: str
    """A key of the message catalogue: why it is trusted, or why not."""


class Clue(Struct, frozen=True, kw_only=True):
    """Why a field has its value: another place on the page that gave one."""

    field: str
    value: str
    seen_in: str


class CreditName(Struct, frozen=True, kw_only=True):
    """One name in a credit line and the outlet it stands for, if the knowledge table knows it."""

    words: str
    outlet: str | None = None
    """Identifier in the outlet table."""
    language: str | None = None
    """Language edition the words point to (``RTEn`` is RT in English)."""


CreditKind = Literal["byline", "agency", "source", "translator", "photo"]


class Credit(Struct, frozen=True, kw_only=True):
    """A line, or the end of one, that says where the text was taken from or who made it."""

    kind: CreditKind
    span: Span | None
    """Where it stands in the article; ``None`` when it was in the page's head."""
    words: str
    names: tuple[CreditName, ...] = ()


FurnitureKind = Literal[
    "advertisement",
    "anti-spam",
    "author-box",
    "breadcrumb",
    "comment",
    "comment-form",
    "consent",
    "legal",
    "menu",
    "newsletter",
    "pagination",
    "paywall",
    "related",
    "search",
    "share",
    "tags",
    "archive-banner",
    "other",
]


class Furniture(Struct, frozen=True, kw_only=True):
    """A piece of the page that is not the article, by name."""

    kind: FurnitureKind
    text: str
    language: str | None = None
    """Set where it differs from the article's."""
    machinery: tuple[str, ...] = ()
    """Services that it names: ``akismet``, ``turnstile``…"""


class Comment(Struct, frozen=True, kw_only=True):
    """What a reader wrote below the article, or a later post of a thread."""

    text: str
    author: str | None = None
    published: str | None = None
    """ISO 8601, as precise as the page gives it; ``None`` when it says only *three days ago*."""
    when: str | None = None
    """The words of its time, as the page shows them."""
    reply_to: int | None = None
    """Number, in :attr:`Article.comments`, of the comment that it answers."""
    key: str | None = None
    """The identifier that the page gives it (``comment-1234``)."""
    seen_in: Literal["markup", "json-ld", "structure"] = "markup"
    """How it was found: by names in the markup, in the page's data, or by what repeats below a
    heading that announces comments."""


MarkKind = Literal[
    "generator",
    "theme",
    "plugin",
    "analytics",
    "ads",
    "verification",
    "service",
    "account",
    "social",
    "feed",
    "icon",
    "logo",
    "asset-host",
    "inline-script",
    "wording",
]
"""What a mark is. ``service`` names a service without an account, ``account`` an account at one;
``social`` is a profile that the site links to as its own; ``asset-host`` a host that serves its
files; ``inline-script`` the hash of a script in the page; ``wording`` the hash of a formula (a
comment form's or a footer's) with its words."""


class Mark(Struct, frozen=True, kw_only=True):
    """One trait of the site's machinery, for the site fingerprint."""

    kind: MarkKind
    value: str
    seen_in: str
    """Where it stands: ``meta:generator``, ``link:icon``, ``path``, ``script``, ``text``…"""
    at: int | None = None
    """Character of the page's source where it first stands, when it was found there."""


class Damage(Struct, frozen=True, kw_only=True):
    """Something that was broken before we read it, repaired for reading and reported."""

    kind: Literal["quotation-left-open", "quotation-never-opened", "undecodable-bytes"]
    span: Span | None


class Article(Struct, frozen=True, kw_only=True):
    """What one page says. Everything on the page is in ``blocks`` or in ``furniture``."""

    id: str
    name: str
    url: str | None = None
    site: str | None = None
    """Registrable domain, or the blog's own host on a blogging platform."""
    site_name: str | None = None
    language: str | None = None
    language_why: str = "unknown"
    """``text``, ``declared`` or ``unknown``: what the language was taken from."""
    kicker: str | None = None
    """What stands over the headline, and is no part of it: a subject, a series, a place."""
    headline: str | None = None
    """The one that the page shows; where it shows none, the likeliest that its head claims."""
    standfirst: str | None = None
    """What the page shows between headline and text. A summary that only its head gives is among
    the clues: see :meth:`claimed`."""
    authors: tuple[str, ...] = ()
    published: DateClue | None = None
    modified: DateClue | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    canonical: str | None = None
    """The address the page says is its own, or its source's."""
    blocks: tuple[Block, ...] = ()
    credits: tuple[Credit, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    comments: tuple[Comment, ...] = ()
    marks: tuple[Mark, ...] = ()
    links: tuple[tuple[str, Span], ...] = ()
    """Outbound links of the body to other sites: address, and the words that carry it."""
    dates: tuple[DateClue, ...] = ()
    clues: tuple[Clue, ...] = ()
    damage: tuple[Damage, ...] = ()
    notes: tuple[str, ...] = ()
    """Keys of the message catalogue: what the reader must know (a page made by script…)."""

    def claimed(self, field: str, *places: str) -> Clue | None:
        """Give what the page says of ``field`` in the first of ``places`` that says anything.

        ``places`` are beginnings of :attr:`Clue.seen_in`, the likeliest first. So
        ``claimed("headline", "json-ld:")`` is the headline for machines, ``claimed("headline",
        "meta:og:", "meta:twitter:")`` the one for social networks, and ``claimed("standfirst",
        "json-ld:", "meta:")`` the summary that the page's head gives.
        """
        own = [clue for clue in self.clues if clue.field == field]
        found = (clue for place in places for clue in own if clue.seen_in.startswith(place))
        return next(found, None)
