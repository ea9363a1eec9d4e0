"""Drawings in SVG, made by the server: they print, need no script, and a test can read them.

No style attribute and no script stands in them: shapes carry classes, and the style sheet gives
colour, so that a drawing follows dark mode and the page's policy. Every drawing has a table beside
it that says the same, so it is hidden from those who are read to.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape


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
    """Give a whole drawing. It scales to its place; ``label`` says what it is."""
    return tag(
        "svg",
        tag("title", label),
        *inside,
        class_=f"drawing {kind}",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=width,
        height=height,
        role="img",
        aria_label=label,
    )


# --------------------------------------------------------------------------------------------
# Two pages


class Stretch(tuple[float, float]):
    """Where a sentence stands in its text, as shares of the whole."""

    __slots__ = ()


MAP_WIDTH, MAP_HEIGHT, BAR = 1000.0, 132.0, 16.0


def ribbons(pairs: Sequence[tuple[str, str, Stretch | None, Stretch | None]], label: str) -> Markup:
    """Draw two texts as bars, and between them a ribbon for each pair of sentences.

    ``pairs`` are anchor, class, and the stretches above and below; a sentence without a
    counterpart stays a mark in its bar.
    """
    drawn: list[Markup] = []
    bars: list[Markup] = []
    for anchor, kind, above, below in pairs:
        link = {"href": f"#{anchor}", "class_": f"pair {kind}", "tabindex": "-1"}
        shapes = []
        if above is not None and below is not None:
            shapes.append(tag("path", d=_ribbon(above, below), class_="ribbon"))
        for stretch, top in ((above, 0.0), (below, MAP_HEIGHT - BAR)):
            if stretch is not None:
                shapes.append(_sentence(stretch, top))
        (drawn if above and below else bars).append(tag("a", *shapes, **link))
    return drawing(MAP_WIDTH, MAP_HEIGHT, label, *drawn, *bars, kind="ribbons")


def _sentence(stretch: Stretch, top: float) -> Markup:
    start, end = stretch[0] * MAP_WIDTH, stretch[1] * MAP_WIDTH
    return tag(
        "rect", x=start + 0.5, y=top, width=max(1.0, end - start - 1), height=BAR, class_="bar"
    )


def _ribbon(above: Stretch, below: Stretch) -> str:
    top, bottom, middle = BAR, MAP_HEIGHT - BAR, MAP_HEIGHT / 2
    a, b = above[0] * MAP_WIDTH + 0.5, above[1] * MAP_WIDTH - 0.5
    c, d = below[0] * MAP_WIDTH + 0.5, below[1] * MAP_WIDTH - 0.5
    return (
        f"M{a:.1f} {top:.0f}C{a:.1f} {middle:.0f} {c:.1f} {middle:.0f} {c:.1f} {bottom:.0f}"
        f"L{d:.1f} {bottom:.0f}C{d:.1f} {middle:.0f} {b:.1f} {middle:.0f} {b:.1f} {top:.0f}Z"
    )
