"""What tags and class names betray of the boxes of a page. Hints, never requirements.

Class names of publishing systems are words of a small vocabulary (``classes.toml``). They help
where they are, and pages whose names are hashes must be read without them, so nothing here decides
alone: a box that holds half of the page's running text is not taken for furniture whatever its
names are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from ondit.model import FurnitureKind
from ondit.page import tables
from ondit.page.dom import Document
from ondit.page.embeds import provider_of_class
from ondit.remembered import remembered

_TAGS: dict[str, FurnitureKind] = {
    "nav": "menu",
    "footer": "menu",
    "aside": "related",
    "form": "other",
    "button": "other",
    "dialog": "other",
    "menu": "menu",
}
# Any other is a page's own; a thousand of them around one another would make sets of a thousand.
_KNOWN = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html label legend li"
    " main menu nav ol optgroup p pre search section summary table tbody td tfoot th thead tr"
    " ul".split()
)
# Of an article, which says nothing: *article-header__lead*.
_HEADER = (None, frozenset(("header",)))
_NEUTRAL = frozenset(("html", "body", "main", "article"))
_REMEMBERED = 400  # characters of the names of a box; of 1,357 pages one box in a thousand has more
_IN_FIGURES = ("blockquote", "table", "pre")
_SHARE = 0.4  # of the running text: a box with so much of it is no furniture


class Hint(Struct, frozen=True, kw_only=True, eq=False):
    """What is known of a box by its own tag and names or those of a box around it.

    Compared by identity: boxes that are alike share one, on a page and from page to page.
    """

    kind: FurnitureKind | None = None
    roles: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    """Roles by the names of the box itself."""
    tags: frozenset[str] = frozenset()
    """Tags of the boxes around, itself included, of those that HTML has."""
    provider: str | None = None
    """Provider of embeds whose markup it is, or is inside of."""


def captions(hint: Hint) -> bool:
    """Tell whether the tags around a text say that it is what stands below a picture.

    A figure is also what holds a quotation set apart, a table or a piece of code.
    """
    tags = hint.tags
    return "figcaption" in tags or ("figure" in tags and tags.isdisjoint(_IN_FIGURES))


Betrayed = tuple[FurnitureKind | None, frozenset[str]]
"""A kind of furniture and the roles that a name betrays."""
_NOTHING: Betrayed = (None, frozenset())


@cache
def _fragments() -> dict[str, Betrayed]:
    """Give what each known fragment of a name betrays."""
    found: dict[str, Betrayed] = {}
    for kind, fragments in tables.classes().furniture.items():
        for fragment in fragments:
            found.setdefault(fragment, (kind, frozenset()))
    for role, fragments in tables.classes().roles.items():
        for fragment in fragments:
            kind_, roles = found.get(fragment, _NOTHING)
            found[fragment] = (kind_, roles | {role})
    return found


@cache
def _beginnings() -> frozenset[str]:
    """Give the words with which a fragment begins."""
    return frozenset(fragment.split("-")[0] for fragment in _fragments())


@cache
def _providers() -> frozenset[str]:
    """Give the class names of platforms' markup."""
    return frozenset(mark for each in tables.providers().values() for mark in each.classes)


def _parts(names: str) -> list[str]:
    return names.replace("-", " ").replace("_", " ").replace(":", " ").replace(".", " ").split()


@remembered(1 << 14)
def read_name(name: str) -> Betrayed:
    """Give the kind of furniture and the roles that one class or id betrays.

    Runs of one to three parts between hyphens are looked up; the longest that is known counts.
    """
    parts = _parts(name)[:8]
    begun = _beginnings()
    if begun.isdisjoint(parts):
        return _NOTHING
    known = _fragments()
    starts = [start for start, part in enumerate(parts) if part in begun]
    for length in (3, 2, 1):
        for start in starts:
            found = known.get("-".join(parts[start : start + length]))
            if found is None or start + length > len(parts):
                continue
            if found == _HEADER and len(parts) > length:
                return read_name("-".join(parts[:start] + parts[start + length :]))
            return found
    return _NOTHING


class _Own(Struct, frozen=True, eq=False):
    """What tag and names of a box betray of it alone. Compared by identity: alike are the same."""

    tag: str
    kind: FurnitureKind | None = None
    roles: frozenset[str] = frozenset()
    provider: str | None = None


def _betrayed(tag: str, names: str) -> _Own:
    """Give what a tag with ``names`` betrays."""
    kind: FurnitureKind | None = _TAGS.get(tag)
    each = names.split()
    provider = None if _providers().isdisjoint(each) else provider_of_class(names)
    roles: frozenset[str] = frozenset()
    betraying = () if _beginnings().isdisjoint(_parts(names)) else each[:16]
    for name in betraying:
        named, role = read_name(name)
        if named is not None and (kind is None or tag in _TAGS):
            kind = named
        if role:
            roles |= role
    return _alike(tag if tag in _KNOWN else "", kind, roles, provider)


_own = lru_cache(maxsize=1 << 14)(_betrayed)
"""The same, once for all boxes that bear both."""


@lru_cache(maxsize=1 << 12)
def _alike(
    tag: str, kind: FurnitureKind | None, roles: frozenset[str], provider: str | None
) -> _Own:
    return _Own(tag, kind, roles, provider)


def read(document: Document, shares: Sequence[float]) -> list[Hint]:
    """Give the hint of every box, in their order; ``shares`` are those of the running text.

    A box in which no piece stands, a fifth of them, is nobody's, and has the hint of that around.
    """
    found: list[Hint] = []
    spans = zip(document.first, document.last, strict=True)
    for box, share, (first, last) in zip(document.boxes, shares, spans, strict=True):
        outer = found[box.parent] if box.parent >= 0 else _ROOT
        if first < last or box.parent < 0:
            names = box.names
            short = len(names) + len(box.tag) <= _REMEMBERED
            own = (_own if short else _betrayed)(box.tag, names)
            found.append(_hint(outer, own, share >= _SHARE))
        else:
            found.append(outer)
    return found


@lru_cache(maxsize=1 << 14)
def _hint(outer: Hint, own: _Own, is_main: bool) -> Hint:
    """Give the hint of a box that betrays ``own``, inside one with the hint ``outer``."""
    kind, roles = own.kind, own.roles
    if own.tag in _NEUTRAL or is_main:
        kind = None
        if own.tag in _NEUTRAL:
            roles = roles & {"body"}
    if outer.kind is not None and kind in (None, "other"):
        kind = outer.kind
    if outer.kind == "archive-banner":
        kind = outer.kind
    if outer.kind in ("comment", "comment-form") and kind != "comment-form":
        kind = outer.kind
    return _same(
        kind,
        outer.roles | roles if roles else outer.roles,
        roles,
        outer.tags if not own.tag or own.tag in outer.tags else outer.tags | {own.tag},
        outer.provider or own.provider,
    )


@lru_cache(maxsize=1 << 13)
def _same(
    kind: FurnitureKind | None,
    roles: frozenset[str],
    own: frozenset[str],
    tags: frozenset[str],
    provider: str | None,
) -> Hint:
    return Hint(kind=kind, roles=roles, own=own, tags=tags, provider=provider)


_ROOT = Hint()
