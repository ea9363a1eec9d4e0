"""Which of two related articles is the source: a sum of named reasons, or no answer.

Each reason is an :class:`~ondit.model.Evidence` that favours one of the articles, with the words
that bear it. Their strengths are added up, and a direction is said only past :data:`SURE`: one
strong reason that nothing contradicts, or two medium ones besides the date. A date counts only
when it and the other one are trusted, since a copier can write any date it likes. Two articles that
use a third have no direction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ondit.knowledge import Outlet, outlet_at, outlet_named
from ondit.lineage.moments import lag
from ondit.lineage.subject import Place
from ondit.lineage.wording import wording
from ondit.model import (
    BODY,
    STRONGEST_FIRST,
    Article,
    Credit,
    DerivationKind,
    Evidence,
    EvidenceKind,
    Origin,
    Pair,
    Span,
    Strength,
)
from ondit.text import fold
from ondit.urls import canonical, site

# Log-odds, set by hand from what each reason leaves open: a credit can be false, a residue can be
# of a third text, an editor can quote from a longer text of his own.
WEIGHTS: dict[Strength, float] = {"strong": 3.0, "medium": 1.5, "weak": 0.5}
SURE = 2.0  # one strong reason, or a medium one that something confirms
_MOSTLY = 0.75  # of the words of the later page, from which it may be the earlier one taken over
_CLEARLY = 600.0  # seconds: papers that print one dispatch as it comes are closer together
_OF_OTHERS = frozenset({"agency", "source"})  # credits that say that the text is somebody else's
# What one page alone may tell of the language that it was translated from.
_TRANSLATED: frozenset[EvidenceKind] = frozenset(
    {"translator", "bracketed-residue", "residue", "foreign-typography", "calque"}
)
# What one page alone says of a source, be it without its name.
_SAID: frozenset[EvidenceKind] = frozenset(
    {"translator", "credit", "agency-mark", "source-link", "syndication-tag", "canonical-elsewhere"}
)
_NUMBER = re.compile(r"\d+(?:[., ]\d{3})*+(?![\d.,]*\d)")
_MOST_RARE = 20  # shared numbers that are shown
_DIGITS = 5  # a number of so many figures that is no round one is rarely in two texts by chance


class Direction(Struct, frozen=True, kw_only=True):
    """The reasons, and the source if they suffice."""

    evidence: tuple[Evidence, ...] = ()
    source: str | None = None
    """Identifier of the source; ``None`` when the direction is unknown."""
    credited: bool | None = None
    """Whether the other names or links the source; ``None`` without a source."""


def direct(
    a: Article,
    b: Article,
    *,
    origins: tuple[Origin, Origin] | None,
    kind: DerivationKind,
    covered: tuple[float, float],
    pairs: Sequence[Pair],
    places: tuple[Place, Place],
) -> Direction:
    """Weigh the reasons for ``a`` and for ``b``.

    ``covered`` are the shares of their words, ``places`` how what they share sits in each.
    """
    evidence = [*_shared(a, b)]
    if kind == "independent" or a.id == b.id:
        return Direction(evidence=tuple(evidence))
    evidence += _dates(a, b, kind, covered, third=_third(a, b, origins))
    for one, other in ((a, b), (b, a)):
        evidence += _credits(one, other)
        evidence += _links(one, other)
    if origins and a.language != b.language:
        evidence += _residues(a, b, origins[0])
        evidence += _residues(b, a, origins[1])
    evidence += wording(a, b, kind=kind, covered=covered, pairs=pairs, places=places)
    balance = 0.0
    for reason in evidence:
        if reason.favours is not None:
            balance += WEIGHTS[reason.strength] * (1 if reason.favours == a.id else -1)
    source, taker = (a, b) if balance > 0 else (b, a)
    reasons = [reason for reason in evidence if reason.favours == source.id]
    if abs(balance) < SURE or kind == "same-source" or not _decide(reasons):
        return Direction(evidence=tuple(evidence))
    return Direction(
        evidence=tuple(evidence),
        source=source.id,
        credited=_credited(taker, reasons, origins[0 if taker is a else 1] if origins else None),
    )


def _decide(reasons: Sequence[Evidence]) -> bool:
    """Tell whether a strong reason is among them, or two medium ones of different nature."""
    if any(reason.strength == "strong" for reason in reasons):
        return True
    return len({reason.kind for reason in reasons if reason.strength == "medium"}) > 1


def _credited(taker: Article, reasons: Sequence[Evidence], origin: Origin | None) -> bool | None:
    """Tell whether ``taker`` names the source; unknown where it says that it took the text."""
    naming = ("names-the-other", "links-to-the-other")
    if any(reason.kind in naming and reason.page == taker.id for reason in reasons):
        return True
    said = [one for one in origin.evidence if one.kind in _SAID] if origin else []
    return None if any(one.strength != "weak" for one in said) else False


# --------------------------------------------------------------------------------------------
# Reasons that favour one


def _third(a: Article, b: Article, origins: tuple[Origin, Origin] | None) -> bool:
    """Tell whether one of them says that it took its text from somebody."""
    if any(credit.kind in _OF_OTHERS for each in (a, b) for credit in each.credits):
        return True
    said = [one for origin in origins or () for one in origin.evidence if one.kind in _SAID]
    return any(one.strength != "weak" for one in said)


def _dates(
    a: Article,
    b: Article,
    kind: DerivationKind,
    covered: tuple[float, float],
    *,
    third: bool,
) -> Iterator[Evidence]:
    """Tell which was published earlier, where both dates are trusted and precise enough.

    Of two children of one text one is the elder: a date is strong only where most of the later one
    stands in the earlier, clearly before it, and none says that it took the text (``third``).
    """
    if not (a.published and b.published and a.published.trusted and b.published.trusted):
        return
    seconds = lag(a, b)
    if not seconds:
        return
    first, second = (a, b) if seconds > 0 else (b, a)
    assert first.published
    assert second.published
    whole = covered[0 if second is a else 1] >= _MOSTLY and kind != "same-source"
    clear = whole and abs(seconds) >= _CLEARLY and not third
    yield Evidence(
        kind="earlier-date",
        strength="strong" if clear else "medium",
        page=first.id,
        favours=first.id,
        words=first.published.words,
        facts={"earlier": first.published.value, "later": second.published.value},
    )


def _outlet(article: Article) -> Outlet | None:
    for address in (article.url, article.site):
        found = outlet_at(address) if address else None
        if found:
            return found
    return outlet_named(article.site_name) if article.site_name else None


def _site(article: Article) -> str | None:
    return article.site or (site(article.url) if article.url else None)


def _credits(taker: Article, source: Article) -> Iterator[Evidence]:
    """Find the credits of ``taker`` that name the outlet of ``source``, unless it is its own."""
    outlet, own = _outlet(source), _outlet(taker)
    if _site(source) and _site(source) == _site(taker):
        return
    names = {fold(name) for name in (source.site_name, _site(source)) if name}
    names -= {fold(name) for name in (taker.site_name, _site(taker)) if name}
    for credit in taker.credits:
        if credit.kind == "photo":
            continue
        known = outlet is not None and (own is None or own.id != outlet.id)
        by_table = known and any(name.outlet == outlet.id for name in credit.names if outlet)
        if by_table or _says(credit, names):
            yield Evidence(
                kind="names-the-other",
                strength="strong",
                page=taker.id,
                spans=(credit.span,) if credit.span else (),
                words=credit.words,
                outlet=outlet.id if outlet else None,
                favours=source.id,
            )


def _says(credit: Credit, names: set[str]) -> bool:
    """Tell whether the credit line holds one of the folded ``names`` as whole words."""
    said = [credit.words, *(name.words for name in credit.names)]
    padded = [f" {''.join(m if m.isalnum() or m == '.' else ' ' for m in fold(s))} " for s in said]
    plain = [" ".join(line.split()) for line in padded]
    return any(
        f" {' '.join(name.split())} " in f" {line.strip('. ')} " for name in names for line in plain
    )


def _links(taker: Article, source: Article) -> Iterator[Evidence]:
    """Find in ``taker`` the address of ``source``: as its canonical one, or as a link."""
    addresses = {canonical(at) for at in (source.url, source.canonical) if at} - {None}
    addresses -= {canonical(taker.url) if taker.url else None}
    if taker.canonical and canonical(taker.canonical) in addresses:
        yield _link(taker, source, "strong", taker.canonical, ())
    home = _site(source)
    for address, span in taker.links:
        if canonical(address) in addresses:
            yield _link(taker, source, "strong", address, (span,))
            return
    for address, span in taker.links:
        if home and home != _site(taker) and site(address) == home:
            yield _link(taker, source, "medium", address, (span,))
            return


def _link(
    taker: Article, source: Article, strength: Strength, address: str, spans: tuple[Span, ...]
) -> Evidence:
    return Evidence(
        kind="links-to-the-other",
        strength=strength,
        page=taker.id,
        spans=spans,
        words=address,
        favours=source.id,
    )


def _residues(taker: Article, source: Article, origin: Origin) -> Iterator[Evidence]:
    """Take over what ``taker`` alone tells of a translation out of the language of ``source``.

    One of a kind is taken, the strongest: ten commas are one habit.
    """
    best: dict[str, Evidence] = {}
    for evidence in origin.evidence:
        if evidence.kind in _TRANSLATED and evidence.language == source.language:
            held = best.get(evidence.kind)
            rank = STRONGEST_FIRST[evidence.strength]
            if held is None or rank < STRONGEST_FIRST[held.strength]:
                best[evidence.kind] = evidence
    for evidence in best.values():
        yield replace(evidence, page=taker.id, favours=source.id)


# --------------------------------------------------------------------------------------------
# Reasons that favour none


def _shared(a: Article, b: Article) -> Iterator[Evidence]:
    """Find what both hold and few texts do: embeds and long numbers."""
    embeds = [_embeds(article) for article in (a, b)]
    for key in sorted(embeds[0].keys() & embeds[1].keys()):
        yield Evidence(
            kind="shared-embed",
            strength="medium",
            page=a.id,
            spans=embeds[0][key],
            there=embeds[1][key],
            words=key[1],
            facts={"provider": key[0]},
        )
    rare = [_rare(article) for article in (a, b)]
    for words in sorted(rare[0].keys() & rare[1].keys())[:_MOST_RARE]:
        yield Evidence(
            kind="shared-rare-string",
            strength="weak",
            page=a.id,
            spans=(rare[0][words],),
            there=(rare[1][words],),
            words=words,
        )


def _embeds(article: Article) -> dict[tuple[str, str], tuple[Span, ...]]:
    found: dict[tuple[str, str], tuple[Span, ...]] = {}
    for number, block in enumerate(article.blocks):
        if block.embed and block.embed.key:
            place = Span(number, 0, len(block.text))
            found.setdefault((block.embed.provider, block.embed.key), (place,))
    return found


def _rare(article: Article) -> dict[str, Span]:
    """Give the long numbers of the body, with grouping marks or not, that are no round ones."""
    found: dict[str, Span] = {}
    for number, block in enumerate(article.blocks):
        if block.role not in BODY:
            continue
        for match in _NUMBER.finditer(block.text):
            digits = "".join(mark for mark in match.group() if mark.isdigit())
            if len(digits) >= _DIGITS and not digits.endswith("00"):
                found.setdefault(digits, Span(number, *match.span()))
    return found
