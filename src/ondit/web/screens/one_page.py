"""One page of the corpus: what the page says, and what the corpus knows of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ondit.model import Receipt
from ondit.views.screen import clean
from ondit.web.desk import Desk, One
from ondit.web.screens.page import Around, page_sheet
from ondit.web.sheet import Sheet
from ondit.web.words import Words


def page(desk: Desk, asked: One) -> Sheet:
    """Give the screen of one page."""
    traced = desk.corpus.page(asked.id)
    derivations = tuple(
        one for one in desk.corpus.derivations(asked.id) if one.kind != "independent"
    )
    direct = tuple(one for one in derivations if one.via is None)
    ends = {end for one in direct for end in (one.one, one.other)} - {asked.id}
    story = desk.corpus.story_of(asked.id)
    around = Around(
        derivations=direct,
        articles=tuple(desk.articles(sorted(ends)).values()),
        story=story.id if story else None,
        receipts=[
            list(_receipt(receipt, desk.words)) for receipt in desk.corpus.receipts(asked.id)
        ],
    )
    sheet = page_sheet(traced, around, desk.words, desk.links)
    return replace(sheet, command=("ondit", "show", desk.store, asked.id))


def _receipt(receipt: Receipt, words: Words) -> Iterator[tuple[object, str]]:
    """Give the chain of custody, a line for each thing known."""
    told = (
        ("file", receipt.name),
        ("address", receipt.url),
        ("fetched", words.day(receipt.fetched)),
        ("added", words.day(receipt.added)),
        ("sha256", receipt.sha256),
        ("size", words.number(receipt.size)),
        ("run", receipt.run),
    )
    for key, value in told:
        if value:
            yield words.say(f"receipt-{key}"), clean(value)
