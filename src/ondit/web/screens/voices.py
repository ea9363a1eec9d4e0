"""Who says what: voices by stance, one voice over time, one utterance in its versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, get_args

from markupsafe import Markup
from msgspec import Meta, Struct

from ondit.model import Article, Stance, Statement, TracedPage, Utterance, Voice
from ondit.text import text_of
from ondit.views.places import Places
from ondit.views.screen import clean
from ondit.web.desk import Asked, Desk, Limit, Offset, One, Part, listed, with_items
from ondit.web.screens.pages import none_such, nothing, query
from ondit.web.sheet import Empty, Rows, Sheet, Table

STANCES: tuple[Stance, ...] = get_args(Stance)
_MARKS = {"denies": "▼", "alleges": "◆", "accuses": "◆", "asks": "?", "demands": "!"}
"""Beside the count, so that a column is told without its head: ▲ for all the rest."""


class ByName(Part, frozen=True, kw_only=True):
    """Which voices are asked for."""

    q: Asked = ""


class OfOne(Struct, frozen=True, kw_only=True):
    """Which statements of a voice are asked for."""

    id: Annotated[str, Meta(max_length=400)]
    stance: Annotated[str, Meta(pattern=f"^({'|'.join(('', *STANCES))})$")] = ""
    limit: Limit = 50
    offset: Offset = 0


class Told(Struct, frozen=True, kw_only=True):
    """A voice with its statements counted by stance."""

    voice: Voice
    stances: tuple[tuple[Stance, int], ...] = ()


class Quoted(Struct, frozen=True, kw_only=True):
    """A statement with the article it stands in."""

    article: str
    words: str
    statement: Statement


def voices(desk: Desk, asked: ByName) -> Sheet:
    """Give the voices, and how often each says, denies or accuses."""
    words = desk.words
    found = desk.corpus.voices(asked.q or None, limit=asked.limit + 1, offset=asked.offset)
    total = None if asked.q else desk.corpus.counts().voices
    plain = listed(iter(found), asked, total)
    told = [Told(voice=one, stances=desk.corpus.stances(one.id)) for one in plain.items]
    listing = with_items(plain, told)
    used = [one for one in STANCES if any(one == s for row in told for s, _ in row.stances)]
    table = Table(
        caption=words.say("matrix"),
        heads=[
            (words.of("who", "speaker"), "wide"),
            (words.say("column-pages"), "n"),
            *((words.of("stance", stance), "n") for stance in used),
        ],
        rows=[_told(row, used, desk) for row in told],
    )
    return Sheet(
        template="list.html",
        title=words.messages.say("web", "nav-voices"),
        shown={
            "listing": listing,
            "address": query("/voices", {"q": asked.q}),
            "lead": words.count("voices", total) if total is not None else "",
            "filters": [("q", "name", asked.q)],
            "table": table,
            "empty": none_such(desk) if asked.q else _none(desk),
            "aside": desk.links.served
            and Markup('<a class="go" href="/utterances">{}</a>').format(words.say("utterances")),
        },
        record=listing,
        rows=Rows(
            columns=("id", "name", "kind", "entity", "pages", *STANCES),
            rows=[
                (
                    one.voice.id,
                    one.voice.name,
                    one.voice.kind,
                    one.voice.entity,
                    _pages(one.voice),
                    *(dict(one.stances).get(stance, 0) for stance in STANCES),
                )
                for one in told
            ],
        ),
        command=(
            ("ondit", "who", desk.store, asked.q)
            if asked.q
            else ("ondit", "export", desk.store, "--to", "csv", "--table", "voices")
        ),
    )


def _pages(voice: Voice) -> int:
    return len({one.article for one in voice.speakers})


def _told(row: Told, used: Sequence[Stance], desk: Desk) -> Sequence[object]:
    counts = dict(row.stances)
    voice = row.voice
    name = desk.links.link("voices", voice.id, clean(voice.name))
    kind = desk.words.of("speaker_kind", voice.kind) if voice.kind != "person" else ""
    cells: list[object] = [
        Markup("{} <small>{}</small>").format(name, kind),
        desk.words.number(_pages(voice)),
    ]
    for stance in used:
        n = counts.get(stance, 0)
        mark = _MARKS.get(stance, "▲")
        cells.append(
            Markup(
                '<a href="/voices/{}?stance={}"><span aria-hidden="true">{}</span> {}</a>'
            ).format(voice.id, stance, mark, desk.words.number(n))
            if n
            else ""
        )
    return cells


def _none(desk: Desk) -> Empty:
    if not desk.corpus.counts().articles:
        return nothing(desk)
    return Empty(told=desk.words.say("no-voices"), next=desk.words.say("no-voices-next"))


def voice(desk: Desk, asked: OfOne) -> Sheet:
    """Give one voice: all its statements, by date, with the outlets that report them."""
    words = desk.words
    found = desk.corpus.voice(asked.id)
    stance = asked.stance or None
    said = desk.corpus.statements(
        voice=asked.id,
        stance=stance,  # type: ignore[arg-type]
        limit=asked.limit + 1,
        offset=asked.offset,
    )
    listing = listed(iter(list(said)), Part(limit=asked.limit, offset=asked.offset))
    pages = {key: desk.corpus.page(key) for key in dict.fromkeys(key for key, _ in listing.items)}
    quoted = [
        Quoted(article=key, words=text_of(pages[key].article, one.content), statement=one)
        for key, one in listing.items
    ]
    counts = desk.corpus.stances(asked.id)
    return Sheet(
        template="voice.html",
        title=clean(found.name),
        shown={
            "voice": found,
            "roles": _roles(found, pages, desk),
            "names": [clean(name) for name in found.names if name != found.name],
            "kind": words.of("speaker_kind", found.kind),
            "stances": [
                (one, words.of("stance", one), words.number(n), one == asked.stance)
                for one, n in counts
            ],
            "all": not asked.stance,
            "listing": listing,
            "address": query(f"/voices/{found.id}", {"stance": asked.stance}),
            "table": _said(quoted, pages, desk),
            "mergeable": desk.links.served,
            "members": [
                (one, desk.links.link("pages", one.article, one.article)) for one in found.speakers
            ],
        },
        record=with_items(listing, quoted),
        rows=Rows(
            columns=tuple("article site published stance polarity form words".split()),
            rows=[
                (
                    one.article,
                    pages[one.article].article.site,
                    _date(pages[one.article].article),
                    one.statement.stance,
                    one.statement.polarity,
                    one.statement.form,
                    one.words,
                )
                for one in quoted
            ],
        ),
        command=("ondit", "show", desk.store, found.id),
    )


def _date(article: Article) -> str | None:
    return article.published.value if article.published else None


def _roles(found: Voice, pages: Mapping[str, TracedPage], desk: Desk) -> list[str]:
    """Give the roles that the pages of this part of the list give the voice."""
    del desk
    mine = {(one.article, one.speaker) for one in found.speakers}
    roles = [
        speaker.role
        for key, page in pages.items()
        for speaker in page.speakers
        if (key, speaker.id) in mine and speaker.role
    ]
    return [clean(role) for role in dict.fromkeys(roles)]


def _said(quoted: Sequence[Quoted], pages: Mapping[str, TracedPage], desk: Desk) -> Table:
    words = desk.words
    return Table(
        caption=words.say("statements"),
        heads=[
            (words.say("column-date"), ""),
            (words.of("what", "site"), ""),
            (words.of("who", "stance"), ""),
            (words.of("who", "words"), "wide serif"),
        ],
        rows=[
            (
                words.day((_date(pages[one.article].article) or "")[:10]) or words.say("undated"),
                clean(pages[one.article].article.site or ""),
                _stance(one.statement, desk),
                _words(one, pages[one.article], desk),
            )
            for one in quoted
        ],
    )


def _stance(statement: Statement, desk: Desk) -> Markup:
    parts = [desk.words.of("stance", statement.stance)]
    if statement.polarity == "negates" and statement.stance != "denies":
        parts.append(desk.words.of("polarity", "negates"))
    return Markup("{} <small>{}</small>").format(
        Markup(" · ").join(parts), desk.words.of("form", statement.form)
    )


def _words(one: Quoted, page: TracedPage, desk: Desk) -> Markup:
    """Give the words, leading to their place on the page."""
    number = [each.id for each in page.statements].index(one.statement.id) + 1
    anchor = f"said-{page.article.id[:6]}-{number}"
    address = f"{desk.links.to('pages', one.article)}#{anchor}"
    language = page.article.language or ""
    return Markup('<a class="plain" href="{}" lang="{}" dir="auto">{}</a>').format(
        address, language, clean(one.words)
    )


# --------------------------------------------------------------------------------------------
# Utterances


def utterances(desk: Desk, asked: Part) -> Sheet:
    """Give the words that several pages report."""
    words = desk.words
    found = desk.corpus.utterances(limit=asked.limit + 1, offset=asked.offset)
    listing = listed(iter(found), asked)
    rows = []
    for one in listing.items:
        first = one.versions[0]
        page = desk.corpus.page(first.article)
        rows.append(
            (
                desk.links.link("utterances", one.id, _short(page, first.statement)),
                _speaker(desk, one),
                words.number(len(one.versions)),
            )
        )
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
            rows=[(one.id, one.voice, len(one.versions)) for one in listing.items],
        ),
        command=("ondit", "export", desk.store, "--to", "csv", "--table", "statements"),
    )


def _speaker(desk: Desk, one: Utterance) -> Markup:
    if one.voice is None:
        return desk.words.say("nobody")
    return desk.links.link("voices", one.voice, clean(desk.corpus.voice(one.voice).name))


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
                    (words.say("column-date"), ""),
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
            words.day((_date(page.article) or "")[:10]) or words.say("undated"),
            clean(page.article.site or ""),
            _stance(statement, desk),
            _words(quoted, page, desk),
            Markup("<br>").join(changes),
        )
