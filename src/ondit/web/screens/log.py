"""What could not be read, what was put right, and what is disputed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from markupsafe import Markup

from ondit.across import disputes as across
from ondit.model import Correction, Dispute, TracedPage, Version
from ondit.text import text_of
from ondit.views.screen import clean
from ondit.views.trace import sentence_of
from ondit.web.desk import Asked, Desk, Nothing, Part, listed
from ondit.web.screens.pages import query
from ondit.web.sheet import Empty, Listing, Rows, Sheet, Table, fields_of

_AMONG = 100
"""Pages among which disputes are looked for at once: what 200 ms of work allow."""
_STORIES = 12


def failures(desk: Desk, asked: Part) -> Sheet:
    """Give what could not be read, and why."""
    words = desk.words
    total = desk.corpus.counts().failures
    listing = listed(islice(desk.corpus.failures(), asked.offset, None), asked, total)
    shown = listing.items
    return Sheet(
        template="list.html",
        title=words.messages.say("failures", "title"),
        shown={
            "listing": listing,
            "address": query("/failures", {}),
            "lead": "",
            "filters": [],
            "table": Table(
                caption=words.of("failures", "title"),
                heads=[(words.say("column-file"), ""), (words.say("column-why"), "wide")],
                rows=[(clean(one.name), clean(sentence_of(one, words.messages))) for one in shown],
            ),
            "empty": Empty(told=words.of("failures", "none"), next=words.say("no-failures-next")),
        },
        record=listing,
        rows=Rows(
            columns=("name", "error", "sentence"),
            rows=[(one.name, one.error, sentence_of(one, words.messages)) for one in shown],
        ),
        command=("ondit", "show", desk.store),
    )


def corrections(desk: Desk, asked: Nothing) -> Sheet:
    """Give what was put right, each with the button that takes it back."""
    del asked
    words = desk.words
    every = desk.corpus.corrections(all=True)
    held = {one.id for one in desk.corpus.corrections()}
    columns = ("id", "kind", "article", "other", "statement", "value", "undoes", "by", "at")
    listing: Listing[Correction] = Listing(items=every, limit=max(1, len(every)), total=len(every))
    return Sheet(
        template="corrections.html",
        title=words.messages.say("web", "corrections"),
        shown={
            "rows": [_correction(one, desk, holds=one.id in held) for one in reversed(every)],
            "empty": Empty(told=words.say("no-corrections"), next=words.say("no-corrections-next")),
        },
        record=listing,
        rows=fields_of(every, columns),
        command=("ondit", "corrections", desk.store),
    )


def _correction(one: Correction, desk: Desk, *, holds: bool) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": desk.words.say(f"correction-{one.kind}"),
        "about": _about(one, desk),
        "at": desk.words.day(one.at),
        "by": clean(one.by),
        "note": clean(one.note),
        "holds": holds and one.kind != "undo",
    }


def _about(one: Correction, desk: Desk) -> Markup:
    """Name what a correction is about."""
    named = [
        desk.links.link("pages", key, _page(desk, key)) for key in (one.article, one.other) if key
    ]
    named += [desk.links.link("voices", key, key) for key in one.voices]
    named += [desk.links.link("pages", key, _page(desk, key)) for key, _ in one.speakers]
    if one.value:
        named.append(Markup("{}").format(clean(one.value)[:200]))
    return Markup(" · ").join(named)


def _page(desk: Desk, key: str) -> str:
    from ondit.errors import OnditError

    try:
        return desk.words.page(desk.corpus.page(key).article)
    except OnditError:
        return key


class Among(Part, frozen=True, kw_only=True):
    """Among which pages disputes are looked for."""

    story: Asked = ""


def disputes(desk: Desk, asked: Among) -> Sheet:
    """Give statements of two voices that cannot both hold, as far as their words tell.

    They are looked for among the pages of a story, else among the first pages of the corpus: what
    is compared is every statement with every other.
    """
    words = desk.words
    pages = _among(desk, asked.story)
    chosen = ("--story", asked.story) if asked.story else ()
    every = across.disputes(pages[:_AMONG], desk.corpus.corrections())
    listing = listed(iter(every[asked.offset :]), asked, len(every))
    by_key = {page.article.id: page for page in pages}
    told: list[tuple[Dispute, dict[str, object], dict[str, object]]] = [
        (one, _side(one.one, by_key, desk), _side(one.other, by_key, desk)) for one in listing.items
    ]
    return Sheet(
        template="disputes.html",
        title=words.messages.say("web", "disputes"),
        shown={
            "listing": listing,
            "address": query("/disputes", {"story": asked.story}),
            "among": words.count("pages", min(_AMONG, len(pages))),
            "stories": [
                (one.id, words.page(by_key[key].article))
                for one in desk.corpus.stories(limit=_STORIES)
                if (key := one.earliest or one.articles[0]) in by_key
            ],
            "disputes": [
                {"ground": words.say(f"ground-{one.ground}"), "sides": sides}
                for one, *sides in told
            ],
            "empty": Empty(told=words.say("no-disputes"), next=words.say("no-disputes-next")),
        },
        command=("ondit", "disputes", desk.store, "--experimental", *chosen),
        record=listing,
        rows=Rows(
            columns=("id", "ground", "likeness", "one", "other"),
            rows=[
                (one.id, one.ground, round(one.likeness, 3), here["words"], there["words"])
                for one, here, there in told
            ],
        ),
    )


def _among(desk: Desk, story: str) -> list[TracedPage]:
    """Give the pages of a story, or the first of all, among which disputes are looked for."""
    if story:
        return [desk.corpus.page(key) for key in desk.corpus.story(story).articles]
    return list(desk.corpus.pages(limit=_AMONG))


def _side(version: Version, pages: Mapping[str, TracedPage], desk: Desk) -> dict[str, object]:
    page = pages[version.article]
    statement = next(one for one in page.statements if one.id == version.statement)
    speaker = next((one for one in page.speakers if one.id == statement.speaker), None)
    return {
        "speaker": clean(speaker.name) if speaker else desk.words.say("nobody"),
        "stance": desk.words.of("stance", statement.stance),
        "words": clean(text_of(page.article, statement.content)),
        "language": page.article.language or "",
        "page": desk.links.link("pages", version.article, desk.words.page(page.article)),
        "site": clean(page.article.site or ""),
    }
