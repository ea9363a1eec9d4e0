"""Every screen by its address, with what may be asked of it and the record it gives.

The same list makes the routes, the JSON under ``/api``, the CSV under ``/csv`` and the OpenAPI
document, so that none of them can lack a screen that another has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from ondit.model import (
    Correction,
    Counts,
    Derivation,
    Dispute,
    Failure,
    Hit,
    Site,
    Story,
    StorySummary,
    TracedPage,
    Utterance,
    UtteranceSummary,
    VoiceSummary,
)
from ondit.web.desk import Desk, Nothing, One, Part
from ondit.web.screens import (
    log,
    one_page,
    pages,
    pairs,
    search,
    sites,
    stories,
    utterances,
    voices,
)
from ondit.web.sheet import Listing, Sheet


class Place(Struct, frozen=True, kw_only=True):
    """One screen: its address, what it is asked, what it gives."""

    path: str
    give: Callable[[Desk, Any], Sheet]
    asked: type[Struct]
    record: Any
    nav: str = ""
    """Which entry of the navigation it belongs to."""
    only: str = ""
    """A field of :class:`~ondit.web.desk.Desk` that must be on."""


PLACES = (
    Place(path="/", give=pages.start, asked=Nothing, record=Counts),
    Place(
        path="/pages", give=pages.pages, asked=pages.Chosen, record=Listing[pages.Seen], nav="pages"
    ),
    Place(path="/pages/{id}", give=one_page.page, asked=One, record=TracedPage, nav="pages"),
    Place(path="/compare", give=pairs.any_two, asked=pairs.Two, record=Derivation, nav="pages"),
    Place(path="/compare/{id}", give=pairs.known, asked=One, record=Derivation, nav="pages"),
    Place(
        path="/stories",
        give=stories.stories,
        asked=Part,
        record=Listing[StorySummary],
        nav="stories",
    ),
    Place(path="/stories/{id}", give=stories.story, asked=One, record=Story, nav="stories"),
    Place(
        path="/voices",
        give=voices.voices,
        asked=voices.ByName,
        record=Listing[VoiceSummary],
        nav="voices",
    ),
    Place(
        path="/voices/{id}",
        give=voices.voice,
        asked=voices.OfOne,
        record=Listing[voices.Quoted],
        nav="voices",
    ),
    Place(
        path="/utterances",
        give=utterances.utterances,
        asked=Part,
        record=Listing[UtteranceSummary],
        nav="voices",
    ),
    Place(
        path="/utterances/{id}",
        give=utterances.utterance,
        asked=One,
        record=Utterance,
        nav="voices",
    ),
    Place(path="/sites", give=sites.sites, asked=Part, record=Listing[Site], nav="sites"),
    Place(path="/sites/{id}", give=sites.site, asked=One, record=Site, nav="sites"),
    Place(path="/search", give=search.search, asked=search.Words, record=Listing[Hit]),
    Place(path="/failures", give=log.failures, asked=Part, record=Listing[Failure]),
    Place(path="/corrections", give=log.corrections, asked=Nothing, record=Listing[Correction]),
    Place(
        path="/disputes",
        give=log.disputes,
        asked=log.Among,
        record=Listing[Dispute],
        only="disputes",
    ),
)
