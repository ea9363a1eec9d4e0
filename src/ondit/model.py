"""The records that everybody speaks, in the order of the three answers: what, who, whence.

Why one file: a record is at once the JSON that ``--json`` prints, the row a store keeps and the
value a view draws, so it is declared once. How to read it:

* every record is a frozen ``msgspec.Struct``; sequences are tuples; a value that is not known is
  ``None``, never an empty guess;
* a :class:`Span` points into the *normalised* text of a block (NFC, plain spaces), half-open, in
  code points; statements and evidence point, they do not copy;
* an ``id`` is a hash of content (see :func:`ondit.text.digest`): reading twice gives the same ids;
* every decided value carries its reasons: a date its clue, a speaker the words that name them, a
  derivation its evidence.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

# --------------------------------------------------------------------------------------------
# Common ground


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


# --------------------------------------------------------------------------------------------
# WHAT it says

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


Saying = Literal["published", "modified"]


class DateClue(Struct, frozen=True, kw_only=True):
    """A date somebody wrote on the page, and how far to believe it."""

    value: str
    """ISO 8601, as precise as it was given: a day, or a time with its zone when one was given."""
    says: Saying
    seen_in: str
    """Where it stood: ``json-ld:datePublished``, ``meta:article:published_time``, ``url``…"""
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


MarkKind = Literal[
    "generator", "theme", "plugin", "analytics", "ads", "verification", "service", "account"
]


class Mark(Struct, frozen=True, kw_only=True):
    """One trait of the site's machinery, for the site fingerprint."""

    kind: MarkKind
    value: str
    seen_in: str


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
    headline: str | None = None
    standfirst: str | None = None
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
    marks: tuple[Mark, ...] = ()
    links: tuple[tuple[str, Span], ...] = ()
    """Outbound links of the body to other sites: address, and the words that carry it."""
    dates: tuple[DateClue, ...] = ()
    clues: tuple[Clue, ...] = ()
    damage: tuple[Damage, ...] = ()
    notes: tuple[str, ...] = ()
    """Keys of the message catalogue: what the reader must know (a page made by script…)."""


# --------------------------------------------------------------------------------------------
# WHO says it

SpeakerKind = Literal["person", "organisation", "government", "medium", "group", "unknown"]
Form = Literal["direct", "mixed", "indirect"]
Stance = Literal[
    "says",
    "confirms",
    "admits",
    "denies",
    "accuses",
    "alleges",
    "warns",
    "promises",
    "threatens",
    "asks",
    "demands",
    "proposes",
    "thinks",
    "predicts",
    "reports",
]


class Speaker(Struct, frozen=True, kw_only=True):
    """Somebody whom the page lets speak."""

    id: str
    name: str
    """The fullest form that the page uses."""
    kind: SpeakerKind
    role: str | None = None
    """As the page gives it: *secretary general of NATO*."""
    entity: str | None = None
    """Language-neutral key in the knowledge tables (``org:NATO``, ``gov:RU``, ``outlet:wsj``)."""
    mentions: tuple[Span, ...] = ()
    """Every place where the page names this speaker as one who speaks."""


class Statement(Struct, frozen=True, kw_only=True):
    """Words that the page gives as said, written, thought or held by somebody."""

    id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    """The words that name the speaker here: a name, a noun, a pronoun."""
    addressee: tuple[Span, ...] = ()
    speaker: str | None = None
    """Identifier of a :class:`Speaker`; ``None`` when the page names nobody."""
    speaker_why: str | None = None
    """How the source was resolved: ``name``, ``surname``, ``role``, ``pronoun``, ``capital``…"""
    form: Form
    stance: Stance
    polarity: Literal["affirms", "negates"] = "affirms"
    within: str | None = None
    """The statement in which this one is told."""
    left_open: bool = False
    """Its quotation mark is never closed on the page; the end shown is a repair."""
    core: bool = True
    """False for a word or two in quotation marks without a proposition."""


# --------------------------------------------------------------------------------------------
# WHENCE it comes

Strength = Literal["strong", "medium", "weak"]
STRONGEST_FIRST: dict[Strength, int] = {"strong": 0, "medium": 1, "weak": 2}
"""Place of each strength in a list, for sorting."""
EvidenceKind = Literal[
    # from one page alone
    "credit",
    "agency-mark",
    "source-link",
    "canonical-elsewhere",
    "syndication-tag",
    "translator",
    "bracketed-residue",
    "residue",
    "foreign-typography",
    "calque",
    "broken-quotation",
    "pasted-shortcode",
    "lost-embed",
    # from two
    "aligned-sentences",
    "earlier-date",
    "names-the-other",
    "links-to-the-other",
    "shared-embed",
    "shared-rare-string",
    "contains-the-other",
    "quotation-flattened",
]


class Evidence(Struct, frozen=True, kw_only=True):
    """One reason, with its own words and strength. Never a verdict."""

    kind: EvidenceKind
    strength: Strength
    page: str
    """Identifier of the article that bears it."""
    spans: tuple[Span, ...] = ()
    """Where it stands in that article; empty when it stood in the page's head."""
    there: tuple[Span, ...] = ()
    """The matching place in the other article, for evidence from two."""
    words: str = ""
    """The characters that speak, when no span can show them."""
    language: str | None = None
    """The language it points to."""
    outlet: str | None = None
    """The outlet it points to."""
    favours: str | None = None
    """Of two articles, the one this makes the likelier source."""
    facts: dict[str, str] = {}
    """Figures for the sentence that a view makes of it (counts, dates, names)."""


Reading = Literal[
    "nothing",
    "credited",
    "agency",
    "canonical",
    "translation-credited",
    "translation-likely",
    "translation-possible",
    "pasted",
]


class Origin(Struct, frozen=True, kw_only=True):
    """What one page alone tells of where it comes from."""

    reading: Reading = "nothing"
    """What the evidence adds up to; a view makes the sentence."""
    evidence: tuple[Evidence, ...] = ()
    outlets: tuple[str, ...] = ()
    """Outlets that the evidence points to, most strongly first."""
    language: str | None = None
    """The language that the text seems to be translated from."""


Relation = Literal["same", "changed", "added", "dropped"]


ChangeKind = Literal["number", "name", "negation", "hedge", "quotation", "words"]


class Change(Struct, frozen=True, kw_only=True):
    """What differs inside a pair of aligned sentences."""

    kind: ChangeKind
    here: tuple[Span, ...] = ()
    there: tuple[Span, ...] = ()


class Pair(Struct, frozen=True, kw_only=True):
    """Sentences of one article that stand for sentences of the other.

    ``here`` is in :attr:`Derivation.one`, ``there`` in :attr:`Derivation.other`. ``dropped``: only
    in ``here``; ``added``: only in ``there``.
    """

    relation: Relation
    here: tuple[Span, ...] = ()
    there: tuple[Span, ...] = ()
    likeness: float = 0.0
    """0 to 1, see :mod:`ondit.lineage.align`."""
    changes: tuple[Change, ...] = ()


DerivationKind = Literal["copy", "excerpt", "rewrite", "translation", "same-source", "independent"]


class Derivation(Struct, frozen=True, kw_only=True):
    """How two articles relate. ``one`` is the source when a direction is said."""

    id: str
    kind: DerivationKind
    one: str
    other: str
    directed: bool = False
    """Whether ``one`` is said to be the source; if not, the direction is unknown."""
    credited: bool | None = None
    """Whether ``other`` names ``one``; ``None`` without a direction."""
    one_covered: float = 0.0
    """Share of the sentences of ``one`` that have a counterpart."""
    other_covered: float = 0.0
    via: str | None = None
    """The third article by which the likeness of the two is explained, where there is one."""
    languages: tuple[str | None, str | None] = (None, None)
    evidence: tuple[Evidence, ...] = ()
    pairs: tuple[Pair, ...] = ()


# --------------------------------------------------------------------------------------------
# The three together


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
    failures: tuple[Failure, ...] = ()
