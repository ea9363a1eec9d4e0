"""Families of articles as trees: who most likely took from whom, and why.

The derivations of a corpus are a graph. Its connected pieces are taken one by one, so that the
stories of a piece depend on that piece only: who adds a page recomputes the pieces that it touches
and has what a rebuild would give, whatever the order. In each piece every derivation is an arc, or
two where its direction is unknown, and the tree is the best set of parents by
:mod:`~ondit.lineage.arborescence`:

- a parent is the likelier the more of the child it holds, and the more faithfully; between equals
  the one of which the child uses more;
- out of another language and back is the longer way;
- a said direction is never turned; of an unsaid one a trusted later date speaks against the parent;
- pages that are alike by an unseen third text (``same-source``) are brothers without a parent here.

Two things would glue strangers together. A page that gathers parts of several unrelated articles
(a digest, a press review) is a child of each and belongs to none: its edges are told beside the
tree. Where one of them makes up half of it, it stays with that one. And a page never joins its
second source to the story of its first.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ondit.lineage import closeness as near
from ondit.lineage.arborescence import Arc, branching
from ondit.lineage.moments import comparable
from ondit.model import Article, Derivation, Edge, EdgeReason, Story
from ondit.text import digest

# Set by hand, and held to the trees of benchmarks/whence.
_UNUSED = 0.3  # what the share of the parent that the child uses counts beside that of the child
_TRACE = 0.02  # share of a text that nobody can explain: of an equal one no distance is infinite
_BACK = 0.6  # what it takes off that a text would have gone into another language and back
_SAID = 1.0  # what a said direction adds to a likeness that is natural log-odds
_LATER = 2.0  # what a trusted later date takes off from an unsaid one
_PERHAPS_LATER = 0.5  # the same where one of the dates is not trusted: an order, no direction
_FIRST = 1e-7  # between parents that nothing else tells apart, the one that stands first by date
_HALF = 0.5  # of a page, from which its source is the page's story
_SEVERAL = 3  # unrelated pages whose parts make a page up, whoever took from whom
_NOBODY = 1e4  # dearer than any parent, so that a tree has as few beginnings as it can


def stories(
    articles: Iterable[Article],
    derivations: Iterable[Derivation],
    *,
    unrelated: Collection[tuple[str, str]] = (),
    wrong: Collection[tuple[str, str]] = (),
    parents: Mapping[str, str | None] | None = None,
) -> tuple[Story, ...]:
    """Give the stories of ``articles``, by the date of their earliest article, then by identifier.

    ``derivations`` may come with or without their pairs. The last three are what a person put
    right, as identifiers of articles: pairs that are not related at all, (child, parent) that are
    related otherwise, and the parent of a child (``None``: it has none here). An article without
    relations makes no story.
    """
    known = {article.id: article for article in articles}
    told = dict(parents or {})
    links = _links(known, derivations, unrelated, told)
    family = _Family(known, {(child, parent) for child, parent in wrong}, told)
    found = [story for piece in _pieces(links) for story in family.stories(piece)]
    return tuple(sorted(found, key=lambda story: (family.rank(story.articles[0]), story.id)))


class _Link(NamedTuple):
    """A pair of related articles; ``one`` is the source where ``directed``."""

    one: str
    other: str
    directed: bool
    record: Derivation | None
    """``None`` when a person said so."""


def _links(
    known: Mapping[str, Article],
    derivations: Iterable[Derivation],
    unrelated: Collection[tuple[str, str]],
    told: Mapping[str, str | None],
) -> list[_Link]:
    """Give each related pair once, in an order that depends on the pairs only."""
    apart = {frozenset(pair) for pair in unrelated}
    links: dict[frozenset[str], _Link] = {}
    for record in sorted(derivations, key=lambda record: record.id):
        pair = frozenset((record.one, record.other))
        if record.kind == "independent" or len(pair) < 2 or pair in apart:
            continue
        if pair <= known.keys():
            links.setdefault(pair, _Link(record.one, record.other, record.directed, record))
    for child, parent in sorted(told.items(), key=lambda item: item[0]):
        pair = frozenset((child, parent or child))
        if parent is not None and len(pair) == 2 and pair <= known.keys():
            held = links.get(pair)
            links[pair] = _Link(parent, child, True, held.record if held else None)
    return sorted(links.values(), key=lambda link: sorted((link.one, link.other)))


def _pieces(links: Sequence[_Link]) -> list[list[_Link]]:
    """Part the links into connected pieces."""
    groups = _Groups()
    for link in links:
        groups.join(link.one, link.other)
    pieces: dict[str, list[_Link]] = defaultdict(list)
    for link in links:
        pieces[groups.find(link.one)].append(link)
    return list(pieces.values())


class _Groups:
    """Which articles are of one group."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, one: str) -> str:
        path = []
        while (above := self._above.setdefault(one, one)) != one:
            path.append(one)
            one = above
        for each in path:
            self._above[each] = one
        return one

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._above[second] = first


class _Family:
    """The articles, and what a person said of them."""

    def __init__(
        self,
        known: Mapping[str, Article],
        wrong: Collection[tuple[str, str]],
        told: Mapping[str, str | None],
    ) -> None:
        self._known = known
        self._wrong = wrong
        self._told = told

    def rank(self, name: str) -> tuple[str, str]:
        """Give the place of an article among others: by trusted day, the undated last."""
        return (self._date(name) or "9999", name)

    def _date(self, name: str) -> str | None:
        published = self._known[name].published
        return published.value if published and published.trusted else None

    def stories(self, links: Sequence[_Link]) -> list[Story]:
        """Give the stories of one connected piece."""
        digests = self._digests(links)
        inside = [link for link in links if not {link.one, link.other} & digests]
        trees = self._trees(inside)
        groups = _Groups()
        for child, edge in trees.items():
            if edge.parent is not None:
                groups.join(child, edge.parent)
        unseen: dict[str, _Link] = {}
        for link in inside:
            if link.record is not None and link.record.kind == "same-source":
                for end in (link.one, link.other):
                    unseen.setdefault(self._beginning(end, trees), link)
                groups.join(link.one, link.other)
        members: dict[str, set[str]] = defaultdict(set)
        for name in {name for link in inside for name in (link.one, link.other)}:
            members[groups.find(name)].add(name)
        return [
            self._story(names, trees, unseen, links) for names in members.values() if len(names) > 1
        ]

    def _digests(self, links: Sequence[_Link]) -> set[str]:
        """Find the pages that take from several unrelated ones, and mostly from none of them.

        Where no direction is said, a page that is mostly made of what it shares with others, who
        share nothing with one another, gathers too.
        """
        shared: dict[str, list[_Link]] = defaultdict(list)
        for link in links:
            if link.record is not None:
                shared[link.other].append(link)
                if not link.directed:
                    shared[link.one].append(link)
        gathering: dict[str, int] = {}
        for page, found in shared.items():
            taken = [link for link in found if link.directed]
            parts = [_covered(link, page) for link in found]
            if page in self._told or max(parts) >= _HALF:
                continue
            if len(taken) > 1:
                gathering[page] = 2
            elif len(found) >= _SEVERAL and sum(parts) >= _HALF:
                gathering[page] = _SEVERAL
        groups = _Groups()
        for link in links:
            if not gathering.keys() & {link.one, link.other}:
                groups.join(link.one, link.other)
        return {
            page
            for page, least in gathering.items()
            if len({groups.find(_beyond(link, page)) for link in shared[page]}) >= least
        }

    def _trees(self, links: Sequence[_Link]) -> dict[str, Edge]:
        """Give the edge of each article that has a parent."""
        among = {name for link in links for name in (link.one, link.other)}
        names = sorted(among, key=self.rank)
        number = {name: place for place, name in enumerate(names)}
        arcs: list[Arc] = []
        behind: list[_Link | None] = []
        translated = self._translated(links)
        for link in links:
            for parent, child in ((link.one, link.other), (link.other, link.one)):
                if self._possible(link, parent, child):
                    cost = -self._weight(link, parent, child)
                    back = (parent, self._known[child].language) in translated
                    cost += _BACK * (back and link.record is not None and near.across(link.record))
                    cost += _FIRST * number[parent]
                    arcs.append(Arc(number[parent], number[child], cost))
                    behind.append(link)
        for place in range(len(names)):
            arcs.append(Arc(-1, place, _NOBODY + place * 1e-6))
            behind.append(None)
        nearest: dict[str, float] = defaultdict(float)
        for link in links:
            for name in (link.one, link.other):
                nearest[name] = max(nearest[name], _closeness(link, name))
        possible = Counter(names[arc.child] for arc in arcs if arc.parent >= 0)
        edges: dict[str, Edge] = {}
        for name, place in zip(names, branching(len(names), arcs), strict=True):
            if (taken := behind[place]) is None:
                continue
            why: EdgeReason = "only" if possible[name] == 1 else "closest"
            if name in self._told:
                why = "told"
            elif _closeness(taken, name) < nearest[name]:
                why = "directed"
            edges[name] = _edge(taken, names[arcs[place].parent], name, why)
        return edges

    def _translated(self, links: Sequence[_Link]) -> set[tuple[str, str | None]]:
        """Give the pages that are said to be translated, each with the language it was in."""
        return {
            (link.other, self._known[link.one].language)
            for link in links
            if link.directed and link.record is not None and near.across(link.record)
        }

    def _possible(self, link: _Link, parent: str, child: str) -> bool:
        if link.record is not None and link.record.kind == "same-source":
            return False
        if child in self._told:
            return self._told[child] == parent
        return (child, parent) not in self._wrong and (not link.directed or parent == link.one)

    def _denied(self, link: _Link) -> bool:
        """Tell whether a person gave the child another parent, or took this one away."""
        if link.other in self._told:
            return self._told[link.other] != link.one
        return (link.other, link.one) in self._wrong

    def _weight(self, link: _Link, parent: str, child: str) -> float:
        """Give how much speaks for a parent, in natural log-odds against one that has nothing."""
        if link.record is None:
            return _NOBODY / 2
        weight = -math.log(1 - _closeness(link, child) + _TRACE) + _SAID * link.directed
        weight += _UNUSED * math.log(_covered(link, parent) + _TRACE)
        if not link.directed:
            weight -= self._later(parent, child)
        return weight

    def _later(self, parent: str, child: str) -> float:
        """Give what speaks against a parent that is dated later than its child."""
        dates = self._known[parent].published, self._known[child].published
        if dates[0] is None or dates[1] is None:
            return 0.0
        moments = comparable(dates[0].value, dates[1].value)
        if moments is None or moments[0] <= moments[1]:
            return 0.0
        return _LATER if dates[0].trusted and dates[1].trusted else _PERHAPS_LATER

    def _beginning(self, name: str, trees: Mapping[str, Edge]) -> str:
        while name in trees and (parent := trees[name].parent) is not None:
            name = parent
        return name

    def _story(
        self,
        names: Collection[str],
        trees: Mapping[str, Edge],
        unseen: Mapping[str, _Link],
        links: Sequence[_Link],
    ) -> Story:
        ordered = tuple(sorted(names, key=self.rank))
        beginnings = [name for name in ordered if name not in trees]
        edges = [
            trees[name]
            if name in trees
            else Edge(
                child=name,
                kind="same-source",
                derivation=record.id if (record := unseen[name].record) else None,
                why="unseen",
            )
            for name in ordered
            if name in trees or (name in unseen and len(beginnings) > 1)
        ]
        also = [
            _edge(link, link.one, link.other, "beside")
            for link in links
            if (link.one in names) != (link.other in names) and not self._denied(link)
        ]
        return Story(
            id=digest("story", beginnings[0] if len(beginnings) == 1 else ordered[0]),
            articles=ordered,
            edges=tuple(edges),
            also=tuple(also),
            earliest=next((name for name in ordered if self._date(name)), None),
        )


def _beyond(link: _Link, page: str) -> str:
    """Give the other end of a link."""
    return link.other if link.one == page else link.one


def _covered(link: _Link, child: str) -> float:
    """Give the share of the sentences of ``child`` that the other article of the pair holds."""
    return near.covered(link.record, child) if link.record is not None else 1.0


def _closeness(link: _Link, child: str) -> float:
    """Give how much of ``child`` the other article explains, 0 to 1."""
    return near.closeness(link.record, child) if link.record is not None else 1.0


def _edge(link: _Link, parent: str, child: str, why: EdgeReason) -> Edge:
    record = link.record
    if record is None:
        return Edge(child=child, parent=parent, kind=None, directed=True, why=why)
    same = record.directed and link.directed and (record.one, record.other) == (parent, child)
    return Edge(
        child=child,
        parent=parent,
        kind=record.kind,
        derivation=record.id,
        directed=link.directed,
        credited=record.credited if same else None,
        why=why,
    )
