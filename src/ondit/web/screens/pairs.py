"""Two pages side by side: a pair that the corpus found, or any two that somebody asks for."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ondit import pipeline
from ondit.web.desk import Asked, Desk, One
from ondit.web.screens.compare import compare_sheet
from ondit.web.sheet import Sheet


class Two(Struct, frozen=True, kw_only=True):
    """Which pages are compared, by the identifiers of their articles."""

    one: Asked
    other: Asked


def known(desk: Desk, asked: One) -> Sheet:
    """Give a derivation of the corpus."""
    derivation = desk.corpus.derivation(asked.id)
    one, other = (desk.corpus.page(key).article for key in (derivation.one, derivation.other))
    sheet = compare_sheet(derivation, one, other, desk.words, desk.links)
    return replace(sheet, command=("ondit", "show", desk.store, derivation.id))


def any_two(desk: Desk, asked: Two) -> Sheet:
    """Compare two pages of the corpus, related or not."""
    pages = [desk.corpus.page(key) for key in (asked.one, asked.other)]
    derivation = pipeline.compared_pair(*pages)
    ends = {page.article.id: page.article for page in pages}
    return compare_sheet(
        derivation, ends[derivation.one], ends[derivation.other], desk.words, desk.links
    )
