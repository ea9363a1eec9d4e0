"""Who feeds whom: the edges of stories, counted by site.

Edges are counted and not derivations: of a translation that ten papers copied, each of the ten took
from the one it is closest to, and not from all. An edge without a said direction counts for
neither side, but it is counted. What a site takes from itself is no flow.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from statistics import median

from ondit.lineage.moments import lag
from ondit.model import Article, Edge, Flow, Site, Story


def flows(articles: Iterable[Article], stories: Iterable[Story]) -> tuple[Flow, ...]:
    """Give the flows between sites, the greatest first, then by name.

    Two sites that are alike without any direction have a flow each way with no articles in it.
    """
    known = {article.id: article for article in articles}
    directed: dict[tuple[str, str], dict[tuple[str, str], Edge]] = defaultdict(dict)
    undirected: Counter[tuple[str, str]] = Counter()
    for edge in _edges(stories):
        ends = _sites(edge, known)
        if ends is None:
            continue
        if edge.directed:
            directed[ends].setdefault((edge.child, edge.parent or ""), edge)
        else:
            undirected.update((ends, ends[::-1]))
    found = [
        _flow(ends, directed.get(ends, {}), undirected[ends], known)
        for ends in directed.keys() | undirected.keys()
    ]
    return tuple(sorted(found, key=_greatest_first))


def sites(articles: Iterable[Article], stories: Iterable[Story]) -> tuple[Site, ...]:
    """Give every site of ``articles`` with what it takes, by number of articles, then by name."""
    pages, told = list(articles), list(stories)
    known = {page.id: page for page in pages}
    members: dict[str, list[Article]] = defaultdict(list)
    for page in known.values():
        if page.site is not None:
            members[page.site].append(page)
    sources: dict[str, list[Flow]] = defaultdict(list)
    for flow in flows(pages, told):
        sources[flow.taker].append(flow)
    derived: dict[str, set[str]] = defaultdict(set)
    taken: dict[str, set[str]] = defaultdict(set)
    for edge in _edges(told):
        ends = _sites(edge, known)
        if ends is not None and edge.directed and edge.parent is not None:
            taken[ends[0]].add(edge.parent)
            derived[ends[1]].add(edge.child)
    found = [
        Site(
            name=name,
            title=_commonest(page.site_name for page in own),
            articles=len(own),
            derived=len(derived[name]),
            taken=len(taken[name]),
            sources=tuple(sources[name]),
            languages=tuple(_counted(page.language for page in own)),
        )
        for name, own in members.items()
    ]
    return tuple(sorted(found, key=lambda site: (-site.articles, site.name)))


def _edges(stories: Iterable[Story]) -> Iterable[Edge]:
    """Give every edge once: what leaves one tree may enter another."""
    seen: set[tuple[str, str | None]] = set()
    for story in stories:
        for edge in (*story.edges, *story.also):
            if (edge.child, edge.parent) not in seen:
                seen.add((edge.child, edge.parent))
                yield edge


def _sites(edge: Edge, known: Mapping[str, Article]) -> tuple[str, str] | None:
    """Give the site of the parent and that of the child, unless they are one or unknown."""
    parent, child = known.get(edge.parent or ""), known.get(edge.child)
    if parent is None or child is None or edge.kind == "same-source":
        return None
    if parent.site is None or child.site is None or parent.site == child.site:
        return None
    return parent.site, child.site


def _flow(
    ends: tuple[str, str],
    edges: Mapping[tuple[str, str], Edge],
    undirected: int,
    known: Mapping[str, Article],
) -> Flow:
    by_child: dict[str, list[Edge]] = defaultdict(list)
    for (child, _), edge in edges.items():
        by_child[child].append(edge)
    said = [{edge.credited for edge in taken} for taken in by_child.values()]
    lags = [
        seconds
        for child, parent in edges
        if (seconds := lag(known[parent], known[child])) is not None
    ]
    return Flow(
        source=ends[0],
        taker=ends[1],
        articles=len(by_child),
        credited=sum(True in one for one in said),
        uncredited=sum(one == {False} for one in said),
        undirected=undirected,
        lag=median(lags) if lags else None,
        timed=len(lags),
        derivations=tuple(sorted(edge.derivation for edge in edges.values() if edge.derivation)),
    )


def _greatest_first(flow: Flow) -> tuple[int, int, str, str]:
    return (-flow.articles, -flow.undirected, flow.source, flow.taker)


def _counted(values: Iterable[str | None]) -> list[tuple[str, int]]:
    counts = Counter(value for value in values if value)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _commonest(values: Iterable[str | None]) -> str | None:
    return next((value for value, _ in _counted(values)), None)
