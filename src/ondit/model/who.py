"""WHO says it: speakers and statements in one page, and what they are across pages."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ondit.model.what import Span
from ondit.model.whence import Change

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


Factuality = Literal["actual", "possible", "unsaid"]
"""Whether the page tells that it was said: ``actual``; ``possible``, where it may be or will be
(*should admit*, *if they say*, *hopes to announce*); or ``unsaid``, where it was not (*refused to
say*, *did not say*). After FactBank (Saurí and Pustejovsky 2009)."""


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
    factuality: Factuality = "actual"
    within: str | None = None
    """The statement in which this one is told."""
    left_open: bool = False
    """Its quotation mark is never closed on the page; the end shown is a repair."""
    core: bool = True
    """False for a word or two in quotation marks without a proposition."""


# --------------------------------------------------------------------------------------------
# Across pages


class Voiced(Struct, frozen=True, kw_only=True):
    """A speaker of one page who belongs to a :class:`Voice`, and why."""

    article: str
    speaker: str
    why: str
    """``entity`` (a body that the tables know), ``name`` (the same full name), ``transliteration``
    (another spelling of it), ``alone`` (nothing joins it to other pages: a surname, a noun) or
    ``correction``."""


class Voice(Struct, frozen=True, kw_only=True):
    """One speaker across pages and languages. Never joined on a surname alone."""

    id: str
    name: str
    """The form that most pages use, the fullest of those that tie."""
    kind: SpeakerKind
    entity: str | None = None
    names: tuple[str, ...] = ()
    """Every full form seen, in order of the first page that uses it."""
    speakers: tuple[Voiced, ...] = ()
    """In order of the pages: by trusted date, those without one last."""


class VoiceSummary(Struct, frozen=True, kw_only=True):
    """How often a voice speaks in a corpus, without the places."""

    id: str
    name: str
    kind: SpeakerKind
    entity: str | None = None
    names: tuple[tuple[str, int], ...] = ()
    """Every full form seen, by the number of speakers that go by it."""
    articles: int
    statements: int
    stances: tuple[tuple[Stance, int], ...] = ()
    """How many of the statements are of which stance, the most first."""


class Version(Struct, frozen=True, kw_only=True):
    """How one page gives an utterance, and what it changes against the first version."""

    article: str
    statement: str
    likeness: float = 1.0
    """0 to 1, to the first version."""
    changes: tuple[Change, ...] = ()
    """``here`` points into the first version's article, ``there`` into this one's."""


class Utterance(Struct, frozen=True, kw_only=True):
    """The same words of one voice in several pages: cut, reworded or translated."""

    id: str
    voice: str | None = None
    versions: tuple[Version, ...] = ()
    """The earliest seen here first; those without a trusted date last."""


class UtteranceSummary(Struct, frozen=True, kw_only=True):
    """An utterance in a list: how many pages tell it, and where its first version stands."""

    id: str
    voice: str | None = None
    versions: int
    article: str
    """Of the first version, as is the next."""
    statement: str


DisputeGround = Literal["negation", "denial"]
"""``negation``: one of the two denies in its words; ``denial``: one is told as a denial."""


class Dispute(Struct, frozen=True, kw_only=True):
    """Statements of two voices that cannot both hold, as far as their words tell."""

    id: str
    one: Version
    other: Version
    ground: DisputeGround
    likeness: float
    """0 to 1: how far the two are about the same proposition."""
