"""The page screen: headline, the origin in one line, the text with who says what, the furniture."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from ondit.model import Article, Derivation, TracedPage
from ondit.text import text_of
from ondit.views.screen import clean, cut
from ondit.views.what import fields
from ondit.views.who import silence
from ondit.web.disguise import plain_host, turns
from ondit.web.evidence import advice, pieces, reading
from ondit.web.reading import Reading
from ondit.web.sheet import Links, Rows, Sheet
from ondit.web.words import Words, html

_COLUMNS = (
    "page address place start end speaker role entity stance polarity factuality form cue words"
    " within".split()
)


_CHOICE = 70
"""Columns of a statement in a list to choose from."""


class Around(Struct, frozen=True, kw_only=True):
    """What is known of a page beyond itself."""

    derivations: tuple[Derivation, ...] = ()
    articles: tuple[Article, ...] = ()
    """The articles at the other ends of ``derivations``."""
    story: str | None = None
    receipts: Sequence[object] = ()
    """For each time it was seen, the lines of its receipt."""


def page_sheet(page: TracedPage, around: Around, words: Words, links: Links) -> Sheet:
    """Give the screen of one page."""
    article = page.article
    return Sheet(
        template="page.html",
        title=words.page(article),
        shown={"page": shown(page, around, words, links)},
        record=page,
        rows=Rows(columns=tuple(_COLUMNS), rows=list(_rows(page))),
        command=("ondit", "trace", article.name),
    )


def shown(page: TracedPage, around: Around, words: Words, links: Links) -> dict[str, object]:
    """Give what the template of a page draws."""
    article = page.article
    alone = words.calling([article])
    read = Reading(page, alone, links)
    everyone = words.calling([article, *around.articles])
    return {
        "article": article,
        "anchor": f"page-{article.id}",
        "headline": clean(article.headline) if article.headline else "",
        "about": [clean(one) for one in _about(article, words) if one],
        "authors": clean(", ".join(article.authors)),
        "reading": reading(article, page.origin, alone),
        "quiet": page.origin.reading == "nothing",
        "compare": shlex.join(("ondit", "compare", clean(article.name))),
        "advice": advice(article, page.origin, alone),
        "evidence": pieces(page.origin.evidence, [article], alone),
        "rows": read.rows(),
        "legend": read.legend(),
        "silence": html(silence(article, words.screen)) if not page.statements else "",
        **_origin(article, around, everyone, links),
        "story": links.to("stories", around.story) if around.story else None,
        "fields": [
            (words.of("what", label), [html(line) for line in lines])
            for label, lines in fields(article, read.places, words.screen)
        ],
        "furniture": _furniture(article, words),
        "notes": [*disguises(article, words), *(words.of("notes", one) for one in article.notes)],
        "receipts": around.receipts,
        **_correctable(page, around, words),
    }


def disguises(article: Article, words: Words) -> Iterator[Markup]:
    """Say what in the names of a page looks like something else than it is.

    Its words were rid of such marks when they were read; its file and address are kept as given.
    """
    if turns((article.name, article.url or "")):
        yield words.say("turned-around")
    if written := plain_host(article.site):
        yield words.say("other-letters", site=clean(article.site or ""), written=written)


def _correctable(page: TracedPage, around: Around, words: Words) -> dict[str, object]:
    """Give what can be put right: the source, the pages said to be related, the speakers."""
    key = page.article.id
    taken = {one.other for one in around.derivations if one.directed and one.one == key}
    return {
        "parent": any(one.directed and one.other == key for one in around.derivations),
        "others": [
            (one.id, clean(one.site or words.page(one)), one.id not in taken)
            for one in around.articles
            if one.id != key
        ],
        "statements": [
            (one.id, f"{at}. {cut(clean(text_of(page.article, one.content)), _CHOICE)}")
            for at, one in enumerate(page.statements, start=1)
        ],
        "speakers": [(one.id, clean(one.name)) for one in page.speakers],
    }


def _about(article: Article, words: Words) -> Iterator[str]:
    yield article.site or ""
    yield words.language(article.language)
    yield (
        words.day(article.published.value)
        if article.published
        else words.messages.say("web", "undated")
    )


def _origin(
    article: Article, around: Around, words: Words, links: Links
) -> dict[str, list[tuple[Markup, str | None]]]:
    """Part the page that this one comes from, the nearest, from the others that are related."""
    nearest = max(
        (one for one in around.derivations if one.directed and one.other == article.id),
        key=lambda one: (one.other_covered, one.likeness),
        default=None,
    )
    others = tuple(one for one in around.derivations if one is not nearest)
    first = Around(derivations=(nearest,) if nearest else (), articles=around.articles)
    rest = Around(derivations=others, articles=around.articles)
    return {
        "source": list(_related(article, first, words, links)),
        "related": list(_related(article, rest, words, links)),
    }


def _related(
    article: Article, around: Around, words: Words, links: Links
) -> Iterator[tuple[Markup, str | None]]:
    """Tell each derivation of the page in a line, and where it is shown side by side."""
    known = {one.id: one for one in around.articles}
    ranked = sorted(around.derivations, key=lambda one: (one.other != article.id, not one.directed))
    for derivation in ranked:
        end = derivation.one if derivation.other == article.id else derivation.other
        if end in known:
            yield (
                _line(derivation, article, known[end], words),
                links.to("compare", derivation.id),
            )


def _line(derivation: Derivation, article: Article, other: Article, words: Words) -> Markup:
    """Tell what a page is to another: kind, how many sentences, credit, how much evidence."""
    name = words.screen.page(other.name)
    taken = derivation.directed and derivation.one == article.id
    start = "gave" if taken else "edge" if derivation.directed else "alike"
    told = [words.say(f"{start}-{derivation.kind}", parent=name)]
    mine = derivation.one_covered if derivation.one == article.id else derivation.other_covered
    theirs = derivation.other_covered if derivation.one == article.id else derivation.one_covered
    share = theirs if taken else mine
    if share:
        told.append(words.say("sentences-shared", share=words.screen.share(share)))
    if derivation.credited is not None:
        told.append(words.say("credited" if derivation.credited else "uncredited"))
    if derivation.evidence:
        kinds = len({one.kind for one in derivation.evidence})
        told.append(words.count("evidences", kinds))
    return Markup(" · ").join(told)


def _furniture(article: Article, words: Words) -> list[tuple[Markup, list[tuple[str, str]]]]:
    """Give the furniture by name, with its words and the machinery that it names."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for piece in article.furniture:
        said = ", ".join([*piece.machinery, words.language(piece.language)]).strip(", ")
        kinds.setdefault(piece.kind, []).append((clean(piece.text), clean(said)))
    return [(words.of("furniture", kind), texts) for kind, texts in kinds.items()]


def _rows(page: TracedPage) -> Iterator[Sequence[object]]:
    """Give a row for each statement, with the exact place of its words."""
    article = page.article
    speakers = {speaker.id: speaker for speaker in page.speakers}
    for statement in page.statements:
        speaker = speakers.get(statement.speaker or "")
        first = statement.content[0] if statement.content else None
        last = statement.content[-1] if statement.content else None
        yield (
            article.id,
            article.url or article.name,
            first.block if first else None,
            first.start if first else None,
            last.end if last else None,
            speaker.name if speaker else None,
            speaker.role if speaker else None,
            speaker.entity if speaker else None,
            statement.stance,
            statement.polarity,
            statement.factuality,
            statement.form,
            text_of(article, statement.cue),
            text_of(article, statement.content),
            statement.within,
        )
