"""Drawings in SVG, made by the server: they print, need no script, and a test can read them.

No style attribute and no script stands in them: shapes carry classes, and the style sheet gives
colour, so that a drawing follows dark mode and the page's policy. Every drawing has a table beside
it that says the same, so it is hidden from those who are read to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import cos, hypot, pi, sin

from markupsafe import Markup, escape
from msgspec import Struct


def tag(name: str, /, *inside: object, **attributes: object) -> Markup:
    """Give an element; ``class_`` is the class, ``_`` in other names stands for ``-``."""
    given = Markup("").join(
        Markup(' {}="{}"').format(Markup(key.rstrip("_").replace("_", "-")), _figure(value))
        for key, value in attributes.items()
        if value is not None
    )
    content = Markup("").join(Markup(escape(one)) for one in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), given, content)


def _figure(value: object) -> object:
    """Give a number in as few characters as it needs."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value


def drawing(width: float, height: float, label: str, /, *inside: object, kind: str) -> Markup:
    """Give a whole drawing. It scales to its place; ``label`` says what it is.

    It is a group, not an image, since what stands in it can be followed.
    """
    return tag(
        "svg",
        tag("title", label),
        *inside,
        class_=f"drawing {kind}",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=width,
        height=height,
        role="group",
        aria_label=label,
    )


# --------------------------------------------------------------------------------------------
# A story in time

STORY_WIDTH, LABELS, UNDATED, LANE, HEAD = 1000.0, 190.0, 110.0, 30.0, 44.0
_EDGE = 24.0
"""Room left at both ends of the time axis."""
_NEAR = 20.0
"""Nodes of one site closer than this stand one below the other."""
_STEPS = (
    *(60 * minutes for minutes in (5, 15, 30)),
    *(3600 * hours for hours in (1, 3, 6, 12)),
    *(86400 * days for days in (1, 2, 7, 14, 30, 91, 182, 365, 1826)),
)
"""Seconds between two ticks; the first that gives at most :data:`_TICKS` is taken."""
_TICKS = 5


class Node(Struct, frozen=True, kw_only=True):
    """A page in a story: its row, its moment (seconds since 1970) if it has one."""

    key: str
    row: str
    at: float | None
    label: str
    address: str | None
    earliest: bool = False


class Thread(Struct, frozen=True, kw_only=True):
    """An edge of a story between two nodes."""

    parent: str
    child: str
    kind: str
    directed: bool
    beside: bool = False
    """Whether it leaves the tree: a second source."""


def story_in_time(
    nodes: Sequence[Node],
    threads: Sequence[Thread],
    tick: Callable[[float], Sequence[str]],
    label: str,
) -> Markup:
    """Draw a row for each site, time from left to right, and the undated in a band of their own."""
    moments = sorted(node.at for node in nodes if node.at is not None)
    undated = any(node.at is None for node in nodes)
    right = STORY_WIDTH - (UNDATED if undated else 0.0) - _EDGE
    left = LABELS + _EDGE

    def across(at: float) -> float:
        spread = moments[-1] - moments[0]
        return (
            (left + right) / 2 if not spread else left + (right - left) * (at - moments[0]) / spread
        )

    places, rows, height = _placed(nodes, across)
    drawn = [*_lanes(rows), *_axis(_ticks(moments), tick, across, height)]
    if undated:
        drawn.append(_undated(height))
    drawn += [_thread(one, places) for one in threads if {one.parent, one.child} <= places.keys()]
    drawn += [_node(node, places[node.key]) for node in nodes]
    return drawing(STORY_WIDTH, height, label, _arrow(), *drawn, kind="story")


def _lanes(rows: Mapping[str, tuple[float, float]]) -> Iterator[Markup]:
    """Draw the row of each site, with its name."""
    for name, (top, deep) in rows.items():
        yield tag("rect", x=0, y=top, width=STORY_WIDTH, height=deep, class_="lane")
        yield tag("text", _cut(name), x=4, y=top + 19, class_="site")


def _axis(
    moments: Iterable[float],
    tick: Callable[[float], Sequence[str]],
    across: Callable[[float], float],
    height: float,
) -> Iterator[Markup]:
    """Draw the lines of time, each under its words."""
    for at in moments:
        x = across(at)
        yield tag("line", x1=x, x2=x, y1=HEAD - 6, y2=height, class_="tick")
        for line, text in enumerate(tick(at)):
            yield tag("text", text, x=x, y=13 + 14 * line, class_="when", text_anchor="middle")


def _undated(height: float) -> Markup:
    """Draw the band of the pages without a date."""
    left, top = STORY_WIDTH - UNDATED, HEAD - 6
    return tag("rect", x=left, y=top, width=UNDATED, height=height - top, class_="undated")


def _placed(
    nodes: Sequence[Node], across: Callable[[float], float]
) -> tuple[dict[str, tuple[float, float]], dict[str, tuple[float, float]], float]:
    """Give each node its place, each row its top and depth, and the height of it all."""
    places: dict[str, tuple[float, float]] = {}
    rows: dict[str, tuple[float, float]] = {}
    top = HEAD
    for name in dict.fromkeys(node.row for node in nodes):
        ends: list[float] = []
        for node in (one for one in nodes if one.row == name):
            x = STORY_WIDTH - UNDATED / 2 if node.at is None else across(node.at)
            free = (at for at, end in enumerate(ends) if x - end >= _NEAR)
            lane = next(free, len(ends))
            ends[lane : lane + 1] = [x]
            places[node.key] = (x, top + LANE * (lane + 0.5))
        rows[name] = (top, LANE * max(1, len(ends)))
        top += rows[name][1]
    return places, rows, top + 6


def _ticks(moments: Sequence[float]) -> list[float]:
    if not moments:
        return []
    first, last = moments[0], moments[-1]
    if first == last:
        return [first]
    step = next((one for one in _STEPS if (last - first) / one <= _TICKS), _STEPS[-1] * 4)
    start = -(-first // step) * step
    found = [start + step * n for n in range(_TICKS + 1) if start + step * n <= last]
    return found or [first]


def _thread(one: Thread, places: Mapping[str, tuple[float, float]]) -> Markup:
    (a, b), (c, d) = places[one.parent], places[one.child]
    if c - a >= _NEAR:
        bend = (c - a) / 2
        path = f"M{a:.1f} {b:.1f}C{a + bend:.1f} {b:.1f} {c - bend:.1f} {d:.1f} {c - 8:.1f} {d:.1f}"
    else:  # not to the right: out and back in on that side, so that no line crosses its own node
        side = max(a, c) + _EDGE
        path = f"M{a:.1f} {b:.1f}C{side:.1f} {b:.1f} {side:.1f} {d:.1f} {c + 8:.1f} {d:.1f}"
    marker = "url(#arrow)" if one.directed else None
    kind = f"thread {one.kind}{' beside' if one.beside else ''}"
    shapes = [tag("path", d=path, class_=kind, marker_end=marker)]
    if one.kind == "translation":  # a double line: a wide one, and a thin one of the ground in it
        shapes = [
            tag("path", d=path, class_=f"{kind} outer"),
            tag("path", d=path, class_=f"{kind} inner", marker_end=marker),
        ]
    return Markup("").join(shapes)


def _node(node: Node, place: tuple[float, float]) -> Markup:
    x, y = place
    shape = tag("circle", tag("title", node.label), cx=x, cy=y, r=6.5 if node.earliest else 5.0)
    if node.earliest:
        shape = tag("circle", cx=x, cy=y, r=10, class_="ring") + shape
    kind = "node earliest" if node.earliest else "node"
    if node.address is None:
        return tag("g", shape, class_=kind)
    return tag("a", shape, href=node.address, class_=kind, aria_label=node.label)


def _arrow(name: str = "arrow", size: int = 8) -> Markup:
    """Give the head of an arrow, for lines to end in."""
    head = tag("path", d="M0 0L8 4L0 8Z", class_="head")
    return tag(
        "defs",
        tag(
            "marker",
            head,
            id=name,
            viewBox="0 0 8 8",
            refX=7,
            refY=4,
            markerWidth=size,
            markerHeight=size,
            markerUnits="userSpaceOnUse",
            orient="auto",
        ),
    )


def _cut(name: str, room: int = 26) -> str:
    return name if len(name) <= room else name[: room - 1] + "…"


# --------------------------------------------------------------------------------------------
# Sites


class Link(Struct, frozen=True, kw_only=True):
    """How much one site takes from another."""

    source: str
    taker: str
    articles: int


NETWORK_WIDTH = 900.0


def network(
    sites: Sequence[tuple[str, int, str | None]], links: Sequence[Link], label: str
) -> Markup:
    """Draw sites on a ring, sized by their pages, and who takes from whom, by how much."""
    height = min(620.0, 220.0 + 24 * len(sites))
    places = _ring([name for name, _, _ in sites], height)
    most = max(5, *(link.articles for link in links), 0)
    drawn = [
        _flow(places[link.source], places[link.taker], height, 1.4 + 5 * link.articles / most)
        for link in links
        if link.source in places and link.taker in places
    ]
    largest = max((pages for _, pages, _ in sites), default=1)
    for name, pages, address in sites:
        x, y = places[name]
        radius = 5 + 13 * (pages / largest) ** 0.5
        leftward = x < NETWORK_WIDTH / 2 - 1
        text = tag(
            "text",
            _cut(name, 32),
            x=x + (-1 if leftward else 1) * (radius + 6),
            y=y + 4,
            text_anchor="end" if leftward else "start",
            class_="site",
        )
        inside = (tag("circle", cx=x, cy=y, r=radius), text)
        drawn.append(
            tag("a", *inside, href=address, class_="node")
            if address
            else tag("g", *inside, class_="node")
        )
    return drawing(NETWORK_WIDTH, height, label, _arrow("wide-arrow", 15), *drawn, kind="network")


def _ring(names: Sequence[str], height: float) -> dict[str, tuple[float, float]]:
    wide, high = NETWORK_WIDTH / 2 - 240, height / 2 - 40
    return {
        name: (
            NETWORK_WIDTH / 2 + wide * sin(2 * pi * at / len(names)),
            height / 2 - high * cos(2 * pi * at / len(names)),
        )
        for at, name in enumerate(names)
    }


def _flow(
    one: tuple[float, float], other: tuple[float, float], height: float, width: float
) -> Markup:
    """Draw an arrow bent towards the middle, so that those of two ways do not cover each other."""
    (a, b), (c, d) = one, other
    x, y = (a + c) / 2, (b + d) / 2
    bend = 0.22
    mid = (
        x + (NETWORK_WIDTH / 2 - x) * bend + (d - b) * 0.08,
        y + (height / 2 - y) * bend - (c - a) * 0.08,
    )
    length = max(1.0, hypot(c - mid[0], d - mid[1]))
    end = (c - (c - mid[0]) / length * 22, d - (d - mid[1]) / length * 22)
    return tag(
        "path",
        d=f"M{a:.1f} {b:.1f}Q{mid[0]:.1f} {mid[1]:.1f} {end[0]:.1f} {end[1]:.1f}",
        class_="flow",
        stroke_width=width,
        marker_end="url(#wide-arrow)",
    )
