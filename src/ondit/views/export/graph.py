"""Pages, or sites, and how they relate as a network: GEXF 1.3 (Gephi) and GraphML (yEd, igraph).

Of pages, a node is a page and an edge a derivation from source to taker; of sites, an edge says how
many articles of one come from the other. Where no direction is said an edge carries ``directed`` =
false, and its arrow means nothing: both forms want one default for all edges.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple
from xml.etree import ElementTree as ET

from ondit.model import Derivation, Flow, TracedPage
from ondit.text import writable
from ondit.views.export import Findings, address

_GEXF = "http://gexf.net/1.3"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_CREDIT = {True: "yes", False: "no", None: "unknown"}

Value = str | bool | int | float | None


class _Node(NamedTuple):
    id: str
    label: str
    values: dict[str, Value]


class _Edge(NamedTuple):
    id: str
    source: str
    target: str
    weight: float
    values: dict[str, Value]


class _Network(NamedTuple):
    """Nodes and edges; of each, every one has the same names of values, with these types."""

    nodes: list[_Node]
    edges: list[_Edge]
    node_types: dict[str, str]
    edge_types: dict[str, str]


def write_gexf(found: Findings, file: BinaryIO) -> None:
    """Write the network of pages as GEXF."""
    _save(_as_gexf(_of_pages(found)), file)


def write_graphml(found: Findings, file: BinaryIO) -> None:
    """Write the network of pages as GraphML."""
    _save(_as_graphml(_of_pages(found)), file)


def write_sites_gexf(found: Findings, file: BinaryIO) -> None:
    """Write the network of sites as GEXF."""
    _save(_as_gexf(_of_sites(found)), file)


def write_sites_graphml(found: Findings, file: BinaryIO) -> None:
    """Write the network of sites as GraphML."""
    _save(_as_graphml(_of_sites(found)), file)


def _of_pages(found: Findings) -> _Network:
    nodes = {page.article.id: _page(page) for page in found.pages()}
    ends = ((each, {each.one, each.other}) for each in found.derivations())
    edges = [_derivation(each) for each, both in ends if both <= nodes.keys()]
    text = dict.fromkeys(("headline", "site", "language", "published", "url", "reading"), "string")
    told = {"kind": "string", "directed": "boolean", "credited": "string", "covered": "double"}
    return _Network(list(nodes.values()), edges, text, told)


def _page(page: TracedPage) -> _Node:
    article = page.article
    values: dict[str, Value] = {
        "headline": article.headline,
        "site": article.site,
        "language": article.language,
        "published": article.published.value if article.published else None,
        "url": address(article),
        "reading": page.origin.reading,
    }
    return _Node(article.id, article.headline or article.name, values)


def _derivation(each: Derivation) -> _Edge:
    values: dict[str, Value] = {
        "kind": each.kind,
        "directed": each.directed,
        "credited": _CREDIT[each.credited],
        "covered": each.other_covered,
    }
    return _Edge(each.id, each.one, each.other, max(each.other_covered, 0.01), values)


def _of_sites(found: Findings) -> _Network:
    articles: dict[str, int] = {}
    for page in found.pages():
        if page.article.site:
            articles[page.article.site] = articles.get(page.article.site, 0) + 1
    nodes = [_Node(site, site, {"articles": count}) for site, count in sorted(articles.items())]
    told = {
        "articles": "int",
        "credited": "int",
        "uncredited": "int",
        "undirected": "int",
        "directed": "boolean",
        "median_lag_seconds": "double",
    }
    return _Network(nodes, list(_flows(found)), {"articles": "int"}, told)


def _flows(found: Findings) -> Iterator[_Edge]:
    """Give the flows; where nothing but likenesses without direction is known, one of the two."""
    for flow in found.flows():
        if flow.articles or flow.source < flow.taker:
            yield _flow(flow)


def _flow(flow: Flow) -> _Edge:
    values: dict[str, Value] = {
        "articles": flow.articles,
        "credited": flow.credited,
        "uncredited": flow.uncredited,
        "undirected": flow.undirected,
        "directed": flow.articles > 0,
        "median_lag_seconds": flow.lag,
    }
    ends = (flow.source, flow.taker)
    return _Edge(" ".join(ends), *ends, float(max(flow.articles, 1)), values)


def _as_gexf(network: _Network) -> ET.Element:
    root = ET.Element("gexf", {"xmlns": _GEXF, "version": "1.3"})
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    for of, types in (("node", network.node_types), ("edge", network.edge_types)):
        attributes = ET.SubElement(graph, "attributes", {"class": of})
        for name, kind in types.items():
            kind = {"int": "integer"}.get(kind, kind)
            ET.SubElement(attributes, "attribute", {"id": name, "title": name, "type": kind})
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for one in network.nodes:
        named = {"id": writable(one.id), "label": writable(one.label)}
        _put_values(ET.SubElement(nodes, "node", named), one.values)
    for each in network.edges:
        ends = {"id": each.id, "source": each.source, "target": each.target}
        edge = ET.SubElement(edges, "edge", {**ends, "weight": f"{each.weight}"})
        _put_values(edge, each.values)
    return root


def _put_values(parent: ET.Element, values: dict[str, Value]) -> None:
    given = ET.SubElement(parent, "attvalues")
    for name, value in values.items():
        if value is not None:
            ET.SubElement(given, "attvalue", {"for": name, "value": _written(value)})


def _as_graphml(network: _Network) -> ET.Element:
    root = ET.Element("graphml", {"xmlns": _GRAPHML})
    for of, types in (("node", network.node_types), ("edge", network.edge_types)):
        for name, kind in types.items():
            told = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", told)
    graph = ET.SubElement(root, "graph", {"edgedefault": "directed"})
    for one in network.nodes:
        _put_data(ET.SubElement(graph, "node", {"id": writable(one.id)}), "node", one.values)
    for each in network.edges:
        ends = {"id": each.id, "source": each.source, "target": each.target}
        _put_data(ET.SubElement(graph, "edge", ends), "edge", each.values)
    return root


def _put_data(parent: ET.Element, of: str, values: dict[str, Value]) -> None:
    for name, value in values.items():
        if value is not None:
            ET.SubElement(parent, "data", {"key": f"{of}-{name}"}).text = _written(value)


def _written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else writable(str(value))


def _save(root: ET.Element, file: BinaryIO) -> None:
    ET.indent(root, space=" ")
    ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    file.write(b"\n")
