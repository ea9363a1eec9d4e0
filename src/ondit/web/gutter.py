"""The ribbons between two texts: one small drawing for each row, which the row stretches.

The drawing is a square of 100 by 100 that fills its row whatever the height, so its figures are
shares of the row, and a ribbon that leaves one row at the bottom goes on at the top of the next.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from ondit.web.aligned import Course, Strand
from ondit.web.draw import tag

_LANES, _WIDE = 28, 8
"""Where the first lane begins, and how wide each is, with as much again between two."""


def gutter(strands: Sequence[Strand]) -> Markup:
    """Draw the ribbons that pass through one row, from its left sentence to its right one."""
    drawn = [
        tag("path", d=_COURSES[strand.course](strand), class_=f"ribbon {strand.relation}")
        for strand in strands
    ]
    return tag(
        "svg",
        *drawn,
        class_="gutter",
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
        aria_hidden="true",
    )


def _across(strand: Strand) -> str:
    left, right = round(100 * strand.left), round(100 * strand.right)
    return f"M0 0H100V{right}C50 {right} 50 {left} 0 {left}Z"


def _ends(strand: Strand) -> str:
    deep = round(100 * strand.left)
    return f"M0 0C25 0 30 {deep // 3} 44 {deep // 2}C30 {deep - deep // 3} 25 {deep} 0 {deep}Z"


def _begins(strand: Strand) -> str:
    deep = round(100 * strand.right)
    return f"M100 0C75 0 70 {deep // 3} 56 {deep // 2}C70 {deep - deep // 3} 75 {deep} 100 {deep}Z"


def _lane(strand: Strand) -> tuple[int, int, int, int]:
    """Give the sides of a ribbon's lane, and the heights where it comes from and goes to."""
    near = _LANES + 2 * _WIDE * strand.lane
    return (near, near + _WIDE, 0, 100) if strand.down else (near, near + _WIDE, 100, 0)


def _out(strand: Strand) -> str:
    near, far, start, end = _lane(strand)
    return (
        f"M0 {start}C{far} {start} {far} 60 {far} {end}H{near}C{near} 80 {near // 2} {end} 0 {end}Z"
    )


def _through(strand: Strand) -> str:
    near, far, _, _ = _lane(strand)
    return f"M{near} 0H{far}V100H{near}Z"


def _in(strand: Strand) -> str:
    near, far, start, end = _lane(strand)
    return (
        f"M{near} {start}C{near} 60 {near} {end} 100 {end}V{start}"
        f"C{(far + 100) // 2} {start} {far} 40 {far} {start}Z"
    )


_COURSES: Mapping[Course, Callable[[Strand], str]] = {
    "across": _across,
    "ends": _ends,
    "begins": _begins,
    "out": _out,
    "through": _through,
    "in": _in,
}
