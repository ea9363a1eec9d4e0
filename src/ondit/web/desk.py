"""What a screen is made from: the corpus, the words, the links, and what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from msgspec import Meta, Struct

from ondit.model import Article
from ondit.web.sheet import Links, Listing
from ondit.web.words import Words

if TYPE_CHECKING:
    from ondit.corpus import Corpus

_Record = TypeVar("_Record")

Limit = Annotated[int, Meta(ge=1, le=200)]
Offset = Annotated[int, Meta(ge=0, le=1_000_000_000)]
Asked = Annotated[str, Meta(max_length=400)]


class Desk(Struct, frozen=True, kw_only=True):
    """One request's tools."""

    corpus: Corpus
    words: Words
    links: Links
    online: bool = False
    """Whether addresses may be fetched."""
    disputes: bool = False
    """Whether disputes are shown, which is asked for at the start."""
    commands: frozenset[str] = frozenset()
    """The commands that the command line has: a screen shows none that is not there."""
    store: str = ""
    """The path of the store, for command lines."""

    def articles(self, keys: Iterable[str]) -> dict[str, Article]:
        """Give the articles of ``keys``, each read once."""
        return {key: self.corpus.page(key).article for key in dict.fromkeys(keys)}


class Nothing(Struct, frozen=True, kw_only=True):
    """A screen of which nothing can be asked."""


class Part(Struct, frozen=True, kw_only=True):
    """Which part of a list is asked for."""

    limit: Limit = 50
    offset: Offset = 0


class One(Struct, frozen=True, kw_only=True):
    """Which thing is asked for."""

    id: Annotated[str, Meta(max_length=400)]


def listed(found: Iterator[_Record], part: Part, total: int | None = None) -> Listing[_Record]:
    """Give a part of a list from an iterator that begins at its offset; one more is looked at."""
    items = tuple(islice(found, part.limit + 1))
    return Listing(
        items=items[: part.limit],
        offset=part.offset,
        limit=part.limit,
        more=len(items) > part.limit,
        total=total,
    )


def with_items(listing: Listing[Any], items: Iterable[_Record]) -> Listing[_Record]:
    """Give the same part of a list with something else made of each of its items."""
    return Listing(
        items=tuple(items),
        offset=listing.offset,
        limit=listing.limit,
        more=listing.more,
        total=listing.total,
    )
