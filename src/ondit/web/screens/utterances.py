"""Words that several pages report: the list of them, and one in its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from ondit.model import TracedPage, Utterance, UtteranceSummary
from ondit.text import text_of
from ondit.views.places import Places
from ondit.views.screen import clean
from ondit.web.desk import Desk, One, Part, listed
from ondit.web.screens.pages import query
from ondit.web.screens.voices import Quoted, date_of, stance_told, words_told
from ondit.web.sheet import Empty, Rows, Sheet, Table


def utterances(desk: Desk, asked: Part) -> Sheet:
    """Give the words that several pages report, without laying their versions side by side."""
    words = desk.words
    found = desk.corpus.utterance_summaries(limit=asked.limit + 1, offset=asked.offset)
    listing = listed(found, asked)
    rows = [
        (
            desk.links.link(
                "utterances", one.id, _short(desk.corpus.page(one.article), one.statement)
            ),
            _speaker(desk, one),
            words.number(one.versions),
        )
        for one in listing.items
    ]
    return Sheet(
        template="list.html",
        title=words.messages.say("web", "utterances"),
        shown={
            "listing": listing,
            "address": query("/utterances", {}),
            "lead": words.say("utterances-lead"),
            "filters": [],
            "table": Table(
                caption=words.say("utterances"),
                heads=[
                    (words.of("who", "words"), "wide serif"),
                    (words.of("who", "speaker"), ""),
                    (words.say("column-versions"), "n"),
                ],
                rows=rows,
            ),
            "empty": Empty(told=words.say("no-utterances"), next=words.say("no-utterances-next")),
        },
        record=listing,
        rows=Rows(
            columns=("id", "voice", "versions"),
            rows=[(one.id, one.voice, one.versions) for one in listing.items],
        ),
        command=("ondit", "export", desk.store, "--to", "csv", "--table", "statements"),
    )


def _speaker(desk: Desk, one: Utterance | UtteranceSummary) -> Markup:
    if one.voice is None:
        return desk.words.say("nobody")
    return desk.links.link("voices", one.voice, clean(desk.corpus.voice_summary(one.voice).name))


def _short(page: TracedPage, statement: str, room: int = 140) -> str:
    found = next((one for one in page.statements if one.id == statement), None)
    text = clean(text_of(page.article, found.content)) if found else ""
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def utterance(desk: Desk, asked: One) -> Sheet:
    """Give one utterance with all its versions, and what each changes against the first."""
    words = desk.words
    found = desk.corpus.utterance(asked.id)
    pages = {one.article: desk.corpus.page(one.article) for one in found.versions}
    first = pages[found.versions[0].article]
    rows = list(_versions(found, pages, desk))
    return Sheet(
        template="utterance.html",
        title=_short(first, found.versions[0].statement, 70),
        shown={
            "speaker": _speaker(desk, found),
            "first": _short(first, found.versions[0].statement, 600),
            "language": first.article.language or "",
            "table": Table(
                caption=words.say("versions"),
                heads=[
                    (words.say("column-date"), "day"),
                    (words.of("what", "site"), ""),
                    (words.of("who", "stance"), ""),
                    (words.of("who", "words"), "wide serif"),
                    (words.say("column-changes"), ""),
                ],
                rows=rows,
            ),
        },
        record=found,
        rows=Rows(
            columns=("article", "statement", "likeness", "words"),
            rows=[
                (
                    one.article,
                    one.statement,
                    round(one.likeness, 3),
                    _short(pages[one.article], one.statement, 10_000),
                )
                for one in found.versions
            ],
        ),
        command=("ondit", "quote", desk.store, _short(first, found.versions[0].statement)),
    )


def _versions(
    found: Utterance, pages: Mapping[str, TracedPage], desk: Desk
) -> Iterator[Sequence[object]]:
    words = desk.words
    left = Places(pages[found.versions[0].article].article, words.screen)
    for one in found.versions:
        page = pages[one.article]
        statement = next(each for each in page.statements if each.id == one.statement)
        right = Places(page.article, words.screen)
        changes = [
            words.of(
                "compare",
                "change",
                kind=words.messages.say("change", change.kind),
                here=clean(left.text(change.here)) or words.messages.say("compare", "nothing"),
                there=clean(right.text(change.there)) or words.messages.say("compare", "nothing"),
            )
            for change in one.changes
            if change.kind != "words"
        ]
        quoted = Quoted(
            article=one.article, words=text_of(page.article, statement.content), statement=statement
        )
        yield (
            words.day((date_of(page.article) or "")[:10]) or words.say("undated"),
            clean(page.article.site or ""),
            stance_told(statement, desk),
            words_told(quoted, page, desk),
            Markup("<br>").join(changes),
        )
