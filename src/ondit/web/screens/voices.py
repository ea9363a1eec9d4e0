"""Who says what: voices by stance, and one voice over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Annotated, get_args

from markupsafe import Markup
from msgspec import Meta, Struct

from ondit.model import (
    Article,
    Speaker,
    Stance,
    Statement,
    TracedPage,
    VoiceSummary,
)
from ondit.text import text_of
from ondit.views.screen import clean
from ondit.web.desk import Asked, Desk, Limit, Offset, Part, listed, with_items
from ondit.web.screens.pages import none_such, nothing, query
from ondit.web.sheet import Empty, Rows, Sheet, Table

STANCES: tuple[Stance, ...] = get_args(Stance)
_PLAIN = ("person", "unknown")
"""Kinds of speakers that a list need not name."""
_MEMBERS = 30
"""Pages of a voice that are offered where one of them is another's."""


class ByName(Part, frozen=True, kw_only=True):
    """Which voices are asked for."""

    q: Asked = ""
    same: Asked = ""
    """The voice that one of those found is said to be."""


class OfOne(Struct, frozen=True, kw_only=True):
    """Which statements of a voice are asked for."""

    id: Annotated[str, Meta(max_length=400)]
    stance: Annotated[str, Meta(pattern=f"^({'|'.join(('', *STANCES))})$")] = ""
    limit: Limit = 50
    offset: Offset = 0


class Quoted(Struct, frozen=True, kw_only=True):
    """A statement with the article it stands in."""

    article: str
    words: str
    statement: Statement


def voices(desk: Desk, asked: ByName) -> Sheet:
    """Give the voices, and how often each says, denies or accuses."""
    words = desk.words
    found = desk.corpus.voice_summaries(asked.q or None, limit=asked.limit + 1, offset=asked.offset)
    total = None if asked.q else desk.corpus.counts().voices
    listing = listed(found, asked, total)
    same = desk.corpus.voice_summary(asked.same) if asked.same else None
    used = [
        one for one in STANCES if any(one == s for row in listing.items for s, _ in row.stances)
    ]
    aside = Markup('<a class="go" href="/utterances">{}</a>').format(words.say("utterances"))
    return Sheet(
        template="list.html",
        title=words.messages.say("web", "nav-voices"),
        shown={
            "listing": listing,
            "address": query("/voices", {"q": asked.q, "same": asked.same}),
            "lead": _lead(total, same, desk),
            "filters": [("q", "name", asked.q)],
            "kept": [("same", asked.same)] if same else [],
            "table": _matrix(listing.items, used, same, desk),
            "empty": none_such(desk) if asked.q else _none(desk),
            "aside": aside if same is None else "",
        },
        record=listing,
        rows=Rows(
            columns=("id", "name", "kind", "entity", "articles", *STANCES),
            rows=[
                (one.id, one.name, one.kind, one.entity, one.articles, *_counted(one.stances))
                for one in listing.items
            ],
        ),
        command=(
            ("ondit", "who", desk.store, asked.q)
            if asked.q
            else ("ondit", "export", desk.store, "--to", "csv", "--table", "voices")
        ),
    )


def _counted(stances: Iterable[tuple[str, int]]) -> list[int]:
    """Give how often each stance was taken, those that never were too."""
    counts = dict(stances)
    return [counts.get(stance, 0) for stance in STANCES]


def _lead(total: int | None, same: VoiceSummary | None, desk: Desk) -> Markup:
    if same is not None:
        return desk.words.say("same-found", name=clean(same.name))
    return desk.words.count("voices", total) if total is not None else Markup("")


def _matrix(
    rows: Sequence[VoiceSummary], used: Sequence[Stance], same: VoiceSummary | None, desk: Desk
) -> Table:
    words = desk.words
    return Table(
        caption=words.say("matrix"),
        heads=[
            (words.of("who", "speaker"), "wide"),
            (words.say("column-pages"), "n"),
            *((words.of("stance", stance), "n") for stance in used),
            *([(words.say("join"), "")] if same else []),
        ],
        rows=[
            [*_told(row, used, desk), *([_join(row, same, desk)] if same else [])] for row in rows
        ],
    )


def _join(row: VoiceSummary, same: VoiceSummary, desk: Desk) -> Markup:
    """Give the button that says that two voices are one."""
    if row.id == same.id:
        return Markup("")
    return Markup(
        '<form method="post" action="/corrections"><input type="hidden" name="kind" value="join">'
        '<input type="hidden" name="voice" value="{}"><input type="hidden" name="voice" value="{}">'
        '<input type="hidden" name="back" value="/voices/{}"><button>{}</button></form>'
    ).format(same.id, row.id, same.id, desk.words.say("join"))


def _told(row: VoiceSummary, used: Sequence[Stance], desk: Desk) -> Sequence[object]:
    counts = dict(row.stances)
    name = desk.links.link("voices", row.id, clean(row.name))
    kind = desk.words.of("speaker_kind", row.kind) if row.kind not in _PLAIN else ""
    cells: list[object] = [
        Markup("{} <small>{}</small>").format(name, kind),
        desk.words.number(row.articles),
    ]
    for stance in used:
        n = counts.get(stance, 0)
        cells.append(
            Markup('<a href="/voices/{}?stance={}">{}</a>').format(
                row.id, stance, desk.words.number(n)
            )
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
    found = desk.corpus.voice_summary(asked.id)
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
    return Sheet(
        template="voice.html",
        title=clean(found.name),
        shown={
            "voice": found,
            "roles": _roles(quoted, pages),
            "names": [clean(name) for name, _ in found.names if name != found.name],
            "kind": words.of("speaker_kind", found.kind),
            "stances": [
                (one, words.of("stance", one), words.number(n), one == asked.stance)
                for one, n in found.stances
            ],
            "all": not asked.stance,
            "listing": listing,
            "address": query(f"/voices/{found.id}", {"stance": asked.stance}),
            "table": _said(quoted, pages, desk),
            "members": _members(quoted, pages, desk),
        },
        record=with_items(listing, quoted),
        rows=_rows(quoted, pages),
        command=("ondit", "show", desk.store, found.id),
    )


def _rows(quoted: Sequence[Quoted], pages: Mapping[str, TracedPage]) -> Rows:
    """Give statements as a sheet of CSV."""
    return Rows(
        columns=tuple("article site published stance polarity factuality form words".split()),
        rows=[
            (
                one.article,
                pages[one.article].article.site,
                date_of(pages[one.article].article),
                one.statement.stance,
                one.statement.polarity,
                one.statement.factuality,
                one.statement.form,
                one.words,
            )
            for one in quoted
        ],
    )


def date_of(article: Article) -> str | None:
    """Give the date of an article, trusted or not."""
    return article.published.value if article.published else None


def _speakers(
    quoted: Sequence[Quoted], pages: Mapping[str, TracedPage]
) -> Iterator[tuple[str, Speaker]]:
    """Give the speakers that are the voice on the pages of this part of the list, each once."""
    seen = dict.fromkeys((one.article, one.statement.speaker) for one in quoted)
    for key, speaker in seen:
        yield from ((key, one) for one in pages[key].speakers if one.id == speaker)


def _roles(quoted: Sequence[Quoted], pages: Mapping[str, TracedPage]) -> list[str]:
    """Give the roles that those pages give the voice."""
    roles = [clean(one.role) for _, one in _speakers(quoted, pages) if one.role]
    return list({role.casefold(): role for role in reversed(roles)}.values())[::-1]


def _members(
    quoted: Sequence[Quoted], pages: Mapping[str, TracedPage], desk: Desk
) -> list[tuple[str, str, Markup]]:
    """Give who the voice is on each page, to say that one of them is somebody else."""
    return [
        (
            f"{key}/{speaker.id}",
            clean(speaker.name),
            desk.links.link("pages", key, desk.words.page(pages[key].article)),
        )
        for key, speaker in islice(_speakers(quoted, pages), _MEMBERS)
    ]


def _said(quoted: Sequence[Quoted], pages: Mapping[str, TracedPage], desk: Desk) -> Table:
    words = desk.words
    return Table(
        caption=words.say("statements"),
        heads=[
            (words.say("column-date"), "day"),
            (words.of("what", "site"), ""),
            (words.of("who", "stance"), ""),
            (words.of("who", "words"), "wide serif"),
        ],
        rows=[
            (
                words.day((date_of(pages[one.article].article) or "")[:10]) or words.say("undated"),
                clean(pages[one.article].article.site or ""),
                stance_told(one.statement, desk),
                words_told(one, pages[one.article], desk),
            )
            for one in quoted
        ],
    )


def stance_told(statement: Statement, desk: Desk) -> Markup:
    """Tell the stance of a statement, and its form."""
    parts = [desk.words.of("stance", statement.stance)]
    if statement.factuality != "actual":
        parts.append(desk.words.of("factuality", statement.factuality))
    elif statement.polarity == "negates" and statement.stance != "denies":
        parts.append(desk.words.of("polarity", "negates"))
    return Markup("{} <small>{}</small>").format(
        Markup(" · ").join(parts), desk.words.of("form", statement.form)
    )


def words_told(one: Quoted, page: TracedPage, desk: Desk) -> Markup:
    """Give the words, leading to their place on the page."""
    number = [each.id for each in page.statements].index(one.statement.id) + 1
    anchor = f"said-{page.article.id[:6]}-{number}"
    address = f"{desk.links.to('pages', one.article)}#{anchor}"
    language = page.article.language or ""
    return Markup('<a class="plain" href="{}" lang="{}" dir="auto">{}</a>').format(
        address, language, clean(one.words)
    )
