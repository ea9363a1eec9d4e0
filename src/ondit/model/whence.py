"""WHENCE it comes: evidence from one page, derivations between two, stories and sites of many."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ondit.model.what import MarkKind, Span

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
    "no-bridge",
    "earlier-date",
    "names-the-other",
    "links-to-the-other",
    "shared-embed",
    "shared-rare-string",
    "contains-the-other",
    "quotation-flattened",
    "translation-habits",
    "at-home",
    "introduced-there",
    "shared-formula",
    "passage-at-the-edge",
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


ChangeKind = Literal["number", "unit", "date", "name", "negation", "hedge", "quotation", "words"]


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
    likeness: float = 0.0
    """Mean likeness of the aligned sentences, each weighing as many words as it holds; of two
    languages it is lower by nature, see :mod:`ondit.lineage.align`."""
    via: str | None = None
    """The third article by which the likeness of the two is explained, where there is one."""
    languages: tuple[str | None, str | None] = (None, None)
    evidence: tuple[Evidence, ...] = ()
    pairs: tuple[Pair, ...] = ()


# --------------------------------------------------------------------------------------------
# Many pages


EdgeReason = Literal["told", "only", "closest", "directed", "unseen", "beside"]


class Edge(Struct, frozen=True, kw_only=True):
    """Where one article of a story came from, as far as can be seen here."""

    child: str
    parent: str | None = None
    """``None``: a source that is not among the pages, which two or more children share."""
    kind: DerivationKind | None
    """``None`` where a person said so and nothing was found."""
    derivation: str | None = None
    """Identifier of the :class:`Derivation` that shows it."""
    directed: bool = False
    """Whether the direction is said, or only the likeness."""
    credited: bool | None = None
    why: EdgeReason = "only"
    """``told``: a person said so. ``only``: no other page could be the parent. ``closest``: of
    several it holds most of the child. ``directed``: a closer page cannot be the parent, since it
    came later or from this child. ``unseen``: the parent is not among the pages. ``beside``: no
    edge of the tree, see :attr:`Story.also`."""


class Story(Struct, frozen=True, kw_only=True):
    """A family of articles that came from one another, as a tree by best parent."""

    id: str
    articles: tuple[str, ...]
    """By trusted date, the undated last."""
    edges: tuple[Edge, ...] = ()
    """One for each article that has a parent, in the order of ``articles``. An article without an
    edge is where the story begins, as far as can be seen here."""
    also: tuple[Edge, ...] = ()
    """Derivations that leave the tree: a second source of an article, or a page that gathers parts
    of several stories and therefore belongs to none of them."""
    earliest: str | None = None
    """The earliest seen here, by trusted dates; never "the original"."""


class StorySummary(Struct, frozen=True, kw_only=True):
    """A story in a list: how much it holds, and the article that stands for it."""

    id: str
    articles: int
    sites: int
    derived: int
    """Articles for which a parent is said."""
    languages: tuple[tuple[str, int], ...] = ()
    """Of its articles, the most first."""
    first: str
    """The earliest by trusted date, else the first by identifier."""
    headline: str | None = None
    """Of ``first``, as are the next three."""
    name: str
    site: str | None = None
    published: str | None = None
    """Trusted, ISO 8601."""


class Flow(Struct, frozen=True, kw_only=True):
    """How often articles of one site come from those of another, and with what credit."""

    source: str
    taker: str
    articles: int
    """Articles of ``taker`` whose parent in a story, or further source, is one of ``source``."""
    credited: int = 0
    uncredited: int = 0
    """The rest of ``articles``: it could not be told whether they credit."""
    undirected: int = 0
    """Pairs of the two sites that are alike without a direction, the same number in the flow the
    other way; not in ``articles``."""
    lag: float | None = None
    """Median seconds from source to taker, over pairs whose dates are both trusted."""
    timed: int = 0
    """How many pairs ``lag`` rests on."""
    derivations: tuple[str, ...] = ()
    """Identifiers of what ``articles`` counts, sorted."""


class Site(Struct, frozen=True, kw_only=True):
    """One site as the pages seen here show it."""

    name: str
    """As :attr:`Article.site` gives it."""
    title: str | None = None
    """The name that most of its pages give it."""
    articles: int
    derived: int = 0
    """Articles for which a source on another site is said."""
    taken: int = 0
    """Articles for which a taker on another site is said."""
    sources: tuple[Flow, ...] = ()
    """What it takes, the most first."""
    languages: tuple[tuple[str, int], ...] = ()
    """The languages of its articles, the most first."""


class SharedMark(Struct, frozen=True, kw_only=True):
    """A trait of machinery that two sites have in common."""

    kind: MarkKind
    value: str
    sites: int
    """How many sites seen here bear it."""
    weight: float = 0.0
    """How much it tells, see :mod:`ondit.lineage.kinship`; what everybody bears weighs nothing."""
    seen_in: tuple[str, str] = ("", "")
    """An article of each that shows it."""


class Kinship(Struct, frozen=True, kw_only=True):
    """What two sites share beyond what many sites share: a sign, no proof, of common operation."""

    one: str
    other: str
    strength: Strength
    marks: tuple[SharedMark, ...] = ()
    """The weightiest first."""
