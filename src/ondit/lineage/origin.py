"""Where one page comes from, by that page alone: the evidence, and what it adds up to.

Three groups of evidence. What the page *says* of its source (:mod:`ondit.lineage.pointers`), what
its text *betrays* of another language (:mod:`ondit.lineage.residue`,
:mod:`ondit.lineage.typography`, :mod:`ondit.lineage.calques`), and what a *copy and paste* left
behind. The reading follows fixed rules, told here in the order in which they are asked:

1. a translator is named, or a source is credited and it or the text speaks for another language:
   ``translation-credited``;
2. the page gives its address on another site: ``canonical``;
3. it credits another house that is no agency: ``credited``;
4. the text has a strong sign of another language, or medium signs of two kinds:
   ``translation-likely``;
5. it bears an agency's mark: ``agency``;
6. one medium sign, or weak signs of two kinds: ``translation-possible``;
7. two kinds of paste marks: ``pasted``;
8. else ``nothing``, whatever weak sign stands alone: papers make mistakes too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ondit.knowledge import outlets
from ondit.lineage.calques import calques
from ondit.lineage.pointers import pointers
from ondit.lineage.residue import residues
from ondit.lineage.typography import habits
from ondit.model import (
    STRONGEST_FIRST,
    Article,
    Evidence,
    EvidenceKind,
    Origin,
    Reading,
    Span,
)

_SHOWN = 5  # spans kept of each kind of paste mark: enough to show
_CREDITS: frozenset[EvidenceKind] = frozenset(("credit", "source-link", "syndication-tag"))
_BETRAYS: frozenset[EvidenceKind] = frozenset(
    ("bracketed-residue", "residue", "foreign-typography", "calque")
)
_WORDS: frozenset[EvidenceKind] = frozenset(("bracketed-residue", "residue"))
_PASTED: frozenset[EvidenceKind] = frozenset(("broken-quotation", "pasted-shortcode", "lost-embed"))


def origin(article: Article) -> Origin:
    """Tell where ``article`` comes from, as far as the page alone shows it."""
    found = [*pointers(article), *residues(article), *habits(article), *calques(article)]
    found += _paste_marks(article)
    evidence = tuple(sorted(found, key=lambda piece: STRONGEST_FIRST[piece.strength]))
    reading = _reading(evidence)
    return Origin(
        reading=reading,
        evidence=evidence,
        outlets=tuple(dict.fromkeys(piece.outlet for piece in evidence if piece.outlet)),
        language=_language(evidence) if reading.startswith("translation") else None,
    )


def _paste_marks(article: Article) -> Iterator[Evidence]:
    """Give what only copying from a page or another system leaves, each kind once and weak."""
    broken = [one.span for one in article.damage if one.kind != "undecodable-bytes"]
    shortcodes, lost = [], []
    for number, block in enumerate(article.blocks):
        if block.embed is None or not block.text:
            continue  # what does not stand as text was not pasted
        if block.embed.form == "shortcode":
            shortcodes.append(Span(number, 0, len(block.text)))
        elif block.embed.form == "script" and block.embed.key is None:
            lost.append(Span(number, 0, len(block.text)))
    yield from _marks(article, "broken-quotation", [span for span in broken if span is not None])
    yield from _marks(article, "pasted-shortcode", shortcodes)
    yield from _marks(article, "lost-embed", lost)


def _marks(article: Article, kind: EvidenceKind, spans: list[Span]) -> Iterator[Evidence]:
    if spans:
        yield Evidence(
            kind=kind,
            strength="weak",
            page=article.id,
            spans=tuple(spans[:_SHOWN]),
            facts={"count": str(len(spans))},
        )


# --------------------------------------------------------------------------------------------
# What it adds up to


def _reading(evidence: Iterable[Evidence]) -> Reading:
    pieces = tuple(evidence)
    kinds = {piece.kind for piece in pieces}
    said = _CREDITS | {"canonical-elsewhere"}
    sources = [piece for piece in pieces if piece.kind in said and piece.strength != "weak"]
    agency = any(one.kind == "agency-mark" and one.strength != "weak" for one in pieces)
    likelihood = _translated(pieces)
    if "translator" in kinds or any(_of_other_language(one, likelihood) for one in sources):
        return "translation-credited"
    if agency and not sources and likelihood == "translation-likely":
        return "translation-credited"
    if "canonical-elsewhere" in kinds:
        return "canonical"
    if any(not _is_agency(piece) for piece in sources):
        return "credited"
    if likelihood == "translation-likely":
        return likelihood
    if agency or sources:
        return "agency"
    if likelihood is not None:
        return likelihood
    return "pasted" if len(kinds & _PASTED) > 1 else "nothing"


def _translated(pieces: tuple[Evidence, ...]) -> Reading | None:
    """Tell how far the text betrays another language."""
    betrays = [piece for piece in pieces if piece.kind in _BETRAYS]
    strengths = {piece.strength for piece in betrays}
    medium = {piece.kind for piece in betrays if piece.strength == "medium"}
    if "strong" in strengths or len(medium) > 1:
        return "translation-likely"
    if medium or len({piece.kind for piece in betrays}) > 1:
        return "translation-possible"
    return None


def _of_other_language(source: Evidence, likelihood: Reading | None) -> bool:
    """Tell whether a credited source and the text together speak for another language."""
    return source.language is not None or likelihood == "translation-likely"


def _is_agency(piece: Evidence) -> bool:
    outlet = outlets().get(piece.outlet) if piece.outlet else None
    return outlet is not None and outlet.kind == "agency"


def _language(evidence: tuple[Evidence, ...]) -> str | None:
    """Give the language that the strongest piece points to, what the page says before the rest.

    Of what the text betrays only words count: many languages share a habit or an order of words.
    """
    said = [piece for piece in evidence if piece.language and piece.kind not in _BETRAYS]
    betrayed = [piece for piece in evidence if piece.language and piece.kind in _WORDS]
    first = sorted([*said, *betrayed], key=lambda piece: STRONGEST_FIRST[piece.strength])
    return first[0].language if first else None
