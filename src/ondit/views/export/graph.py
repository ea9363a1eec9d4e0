"""Pages and how they relate as a network: GEXF 1.3 (Gephi) and GraphML (yEd, igraph, networkx).

A node is a page, an edge a derivation from source to taker. Where no direction is said the edge
carries ``directed`` = false, and its direction means nothing: both forms want one default for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree import ElementTree as ET

from ondit.model import Derivation, TracedPage
from ondit.views.export import Findings, address

_GEXF = "http://gexf.net/1.3"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_NODE = ("headline", "site", "language", "published", "url", "reading")
_EDGE = (
    ("kind", "string"),
    ("directed", "boolean"),
    ("credited", "string"),
    ("covered", "double"),
)
# What XML 1.0 cannot hold at all.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_gexf(found: Findings, file: BinaryIO) -> None:
    """Write the network as GEXF."""
    root = ET.Element("gexf", {"xmlns": _GEXF, "version": "1.3"})
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    _declare(graph, "node", [(name, "string") for name in _NODE])
    _declare(graph, "edge", _EDGE)
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    known = set()
    for page in found.pages():
        if page.article.id not in known:
            known.add(page.article.id)
            label = _writable(page.article.headline or page.article.name)
            node = ET.SubElement(nodes, "node", {"id": page.article.id, "label": label})
            _put_values(node, "attvalue", "for", _of_page(page))
    for each in _within(found, known):
        ends = {"id": each.id, "source": each.one, "target": each.other}
        edge = ET.SubElement(edges, "edge", {**ends, "weight": f"{max(each.other_covered, 0.01)}"})
        _put_values(edge, "attvalue", "for", _of_edge(each))
    _save(root, file)


def write_graphml(found: Findings, file: BinaryIO) -> None:
    """Write the network as GraphML."""
    root = ET.Element("graphml", {"xmlns": _GRAPHML})
    for name in _NODE:
        told = {"id": name, "for": "node", "attr.name": name, "attr.type": "string"}
        ET.SubElement(root, "key", told)
    for name, kind in _EDGE:
        told = {"id": name, "for": "edge", "attr.name": name, "attr.type": kind}
        ET.SubElement(root, "key", told)
    graph = ET.SubElement(root, "graph", {"edgedefault": "directed"})
    known = set()
    for page in found.pages():
        if page.article.id not in known:
            known.add(page.article.id)
            node = ET.SubElement(graph, "node", {"id": page.article.id})
            _put_data(node, _of_page(page))
    for each in _within(found, known):
        ends = {"id": each.id, "source": each.one, "target": each.other}
        _put_data(ET.SubElement(graph, "edge", ends), _of_edge(each))
    _save(root, file)


def _within(found: Findings, known: set[str]) -> Iterator[Derivation]:
    return (each for each in found.derivations() if {each.one, each.other} <= known)


def _of_page(page: TracedPage) -> dict[str, str | None]:
    article = page.article
    published = article.published.value if article.published else None
    values = (article.headline, article.site, article.language, published, address(article))
    return dict(zip(_NODE, (*values, page.origin.reading), strict=True))


def _of_edge(each: Derivation) -> dict[str, str | None]:
    credited = {True: "yes", False: "no", None: "unknown"}[each.credited]
    values = (each.kind, str(each.directed).lower(), credited, f"{each.other_covered}")
    return dict(zip((name for name, _ in _EDGE), values, strict=True))


def _declare(
    graph: ET.Element, of: str, names: tuple[tuple[str, str], ...] | list[tuple[str, str]]
) -> None:
    attributes = ET.SubElement(graph, "attributes", {"class": of})
    for name, kind in names:
        ET.SubElement(attributes, "attribute", {"id": name, "title": name, "type": kind})


def _put_values(parent: ET.Element, tag: str, key: str, values: dict[str, str | None]) -> None:
    given = ET.SubElement(parent, f"{tag}s")
    for name, value in values.items():
        if value is not None:
            ET.SubElement(given, tag, {key: name, "value": _writable(value)})


def _put_data(parent: ET.Element, values: dict[str, str | None]) -> None:
    for name, value in values.items():
        if value is not None:
            ET.SubElement(parent, "data", {"key": name}).text = _writable(value)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)


def _save(root: ET.Element, file: BinaryIO) -> None:
    ET.indent(root, space=" ")
    ET.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    file.write(b"\n")
