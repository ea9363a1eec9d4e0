"""What two sites share of machinery beyond what many sites share: a sign of common operation.

A mark tells the more, the rarer it is: its weight is the logarithm of how many sites there are to
one that bears it, counted over the corpus and a stock of imagined sites that stands for the web
(:data:`_PRIORS`). An account number is nobody else's unless the contrary is seen; a theme is
everybody's unless the contrary is seen. So what half of the corpus bears weighs next to nothing
by itself, and in a corpus of five sites a common theme says nothing, but a common account does.

Of the marks of one kind only the weightiest counts towards the strength: a theme brings its plugins
along. Blogs of one platform share what the platform puts on every page; between them only
identifiers count, and only when the corpus holds enough blogs of that platform to see that the
others do without. It is a sign and no proof: a design agency, an advertising broker or a shared
plugin leaves the same marks.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from ondit.model import Article, Kinship, MarkKind, SharedMark, Strength
from ondit.urls import platform


class _Prior(NamedTuple):
    """Sites imagined beside those of the corpus, and how many of them bear the mark."""

    sites: int
    bearing: int


Key = tuple[MarkKind, str]

# Set by hand: who holds an account number is one; a script, a formula or a file may come with a
# publishing system (its comment form, its scripts), which only a large corpus can show; systems,
# themes, plugins and services are in everybody's hands.
_ACCOUNT = _Prior(5000, 0)
_MADE = _Prior(20, 8)
_COMMON = _Prior(0, 10)
_PRIORS: dict[MarkKind, _Prior] = {
    "analytics": _ACCOUNT,
    "ads": _ACCOUNT,
    "verification": _ACCOUNT,
    "account": _ACCOUNT,
}
_MACHINERY: frozenset[MarkKind] = frozenset(
    {"generator", "theme", "plugin", "service", "asset-host", "feed"}
)
_STRONG = 6.0  # an account that a dozen sites share, or fewer and other marks beside
_MEDIUM = 4.0
_WEAK = 2.5
_LEAST = 0.5  # a mark that weighs less is not shown
MOST = 200
"""Sites that may share a mark and all be paired; of more only other marks make pairs."""
_SEEN = 5  # blogs of a platform from which what the others lack can be seen
_FEW = 0.2  # share of them that may bear a mark that is not the platform's


def kinships(articles: Iterable[Article]) -> tuple[Kinship, ...]:
    """Give the pairs of sites that share telling marks, the weightiest first, then by name."""
    return among(*_bearers(articles))


def among(bearers: Mapping[Key, Mapping[str, str]], names: Collection[str]) -> tuple[Kinship, ...]:
    """Give the same of marks and the sites that bear them, each with an article that shows it.

    ``names`` are all sites. Of what only one site bears, or more than ``MOST``, nothing follows: it
    may be left out.
    """
    platforms = Counter(above for name in names if (above := platform(name)) is not None)
    shared: dict[tuple[str, str], list[SharedMark]] = defaultdict(list)
    for (kind, value), where in sorted(bearers.items()):
        weight = _weight(kind, len(where), len(names))
        if len(where) < 2 or len(where) > MOST or weight < _LEAST:
            continue
        own = {one: _is_platforms(kind, one, where, platforms) for one in _platforms(where)}
        for one, other in combinations(sorted(where), 2):
            common = platform(one)
            if common is not None and common == platform(other) and own[common]:
                continue
            shared[one, other].append(
                SharedMark(
                    kind=kind,
                    value=value,
                    sites=len(where),
                    weight=round(weight, 2),
                    seen_in=(where[one], where[other]),
                )
            )
    ranked = [
        (-_total(marks), one, other, strength, marks)
        for (one, other), marks in shared.items()
        if (strength := _strength(marks)) is not None
    ]
    ranked.sort(key=lambda row: row[:3])
    return tuple(
        Kinship(one=one, other=other, strength=strength, marks=_ordered(marks))
        for _, one, other, strength, marks in ranked
    )


def _bearers(articles: Iterable[Article]) -> tuple[dict[Key, dict[str, str]], set[str]]:
    """Give for each mark the sites that bear it, each with an article that shows it; all sites."""
    bearers: dict[Key, dict[str, str]] = defaultdict(dict)
    names: set[str] = set()
    for article in articles:
        if article.site is None:
            continue
        names.add(article.site)
        for mark in article.marks:
            where = bearers[mark.kind, mark.value]
            where[article.site] = min(article.id, where.get(article.site, article.id))
    return bearers, names


def _weight(kind: MarkKind, bearing: int, sites: int) -> float:
    """Give the natural logarithm of how many sites there are to one that bears the mark."""
    prior = _COMMON if kind in _MACHINERY else _PRIORS.get(kind, _MADE)
    return math.log(max(sites + prior.sites, 1) / (bearing + prior.bearing))


def _platforms(where: Iterable[str]) -> set[str]:
    return {above for name in where if (above := platform(name)) is not None}


def _is_platforms(
    kind: MarkKind, common: str, where: Iterable[str], platforms: Mapping[str, int]
) -> bool:
    """Tell whether a mark may be what the platform ``common`` puts on all its pages."""
    if kind not in _PRIORS or platforms[common] < _SEEN:
        return True
    bearing = sum(platform(name) == common for name in where)
    return bearing > max(2, _FEW * platforms[common])


def _total(marks: Iterable[SharedMark]) -> float:
    """Add up the weightiest mark of each kind."""
    best: dict[MarkKind, float] = defaultdict(float)
    for mark in marks:
        best[mark.kind] = max(best[mark.kind], mark.weight)
    return sum(best.values())


def _strength(marks: list[SharedMark]) -> Strength | None:
    """Tell how strong the marks are together; machinery alone is never more than weak."""
    total = _total(marks)
    if all(mark.kind in _MACHINERY for mark in marks):
        return "weak" if total >= _MEDIUM else None
    if total >= _STRONG and any(mark.kind in _PRIORS for mark in marks):
        return "strong"
    if total >= _MEDIUM:
        return "medium"
    return "weak" if total >= _WEAK else None


def _ordered(marks: list[SharedMark]) -> tuple[SharedMark, ...]:
    return tuple(sorted(marks, key=lambda mark: (-mark.weight, mark.kind, mark.value)))
