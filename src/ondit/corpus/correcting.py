"""What users put right, laid over what was read.

A correction names an article by its identifier, which is made of the text as it was read; so it
keeps its identifier when the text is put right, and the same page read again, by anybody, takes the
same corrections. What follows from what was put right is found again: statements, when the text is
another; relations, when the text or the date is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ondit.lineage.origin import origin
from ondit.model import (
    BODY,
    Article,
    Block,
    Correction,
    DateClue,
    Span,
    Speaker,
    Statement,
    TracedPage,
)
from ondit.speech.statements import statements
from ondit.text import digest, normalise

CORRECTED = "corrected"
OF_A_PAGE = ("headline", "date", "body", "speaker")
"""Kinds of corrections of what one page says."""
"""Why a date or a speaker is what it is, where a user said so."""


def corrected(page: TracedPage, corrections: Sequence[Correction]) -> TracedPage:
    """Give ``page`` with those of ``corrections`` that are about it, in order."""
    own = [one for one in corrections if one.article == page.article.id]
    article = page.article
    for one in own:
        if one.kind == "headline":
            article = _headlined(article, normalise(one.value or "") or None)
        elif one.kind == "date":
            article = _dated(article, one.value)
        elif one.kind == "body":
            article = _bodied(article, one.value or "")
    if article.blocks != page.article.blocks:
        said, speakers = statements(article)
        page = TracedPage(article=article, statements=said, speakers=speakers)
    noted = dict.fromkeys(f"corrected-{one.kind}" for one in own if one.kind in OF_A_PAGE)
    article = replace(article, notes=(*article.notes, *noted))
    page = replace(page, article=article, origin=origin(article) if own else page.origin)
    for one in own:
        if one.kind == "speaker":
            page = _spoken(page, one)
    return page


def _headlined(article: Article, headline: str | None) -> Article:
    """Give ``article`` another headline, or none."""
    at = [place for place, block in enumerate(article.blocks) if block.role == "headline"]
    if not at or headline is None:
        kept = [place for place in range(len(article.blocks)) if place not in at]
        article = _rearranged(article, [article.blocks[place] for place in kept], kept)
        if headline is not None:
            block = Block(role="headline", text=headline)
            places = [None, *range(len(article.blocks))]
            article = _rearranged(article, [block, *article.blocks], places)
    else:
        blocks = list(article.blocks)
        blocks[at[0]] = Block(role="headline", text=headline)
        places = [None if place == at[0] else place for place in range(len(blocks))]
        article = _rearranged(article, blocks, places)
    return replace(article, headline=headline)


def _dated(article: Article, value: str | None) -> Article:
    if value is None:
        return replace(article, published=None)
    clue = DateClue(
        value=value,
        says="published",
        seen_in="correction",
        words=value,
        trusted=True,
        why=CORRECTED,
    )
    return replace(article, published=clue, dates=(clue, *article.dates))


def _bodied(article: Article, value: str) -> Article:
    """Give ``article`` the paragraphs of ``value`` for a body; headline and the like stay."""
    paragraphs = [text for part in value.split("\n\n") if (text := normalise(part))]
    body = [Block(role="paragraph", text=text) for text in paragraphs]
    first = next((at for at, b in enumerate(article.blocks) if b.role in BODY), None)
    first = len(article.blocks) if first is None else first
    head = list(range(first))
    tail = [at for at in range(first, len(article.blocks)) if article.blocks[at].role not in BODY]
    blocks = [article.blocks[at] for at in head] + body + [article.blocks[at] for at in tail]
    return _rearranged(article, blocks, [*head, *(None for _ in body), *tail])


def _rearranged(article: Article, blocks: Sequence[Block], places: Sequence[int | None]) -> Article:
    """Give ``article`` other blocks; ``places`` says which each was before, ``None`` for new ones.

    What pointed into a block that is gone is gone with it.
    """
    now = {before: at for at, before in enumerate(places) if before is not None}

    def moved(span: Span | None) -> Span | None:
        if span is None or span.block not in now:
            return None
        return Span(now[span.block], span.start, span.end)

    return replace(
        article,
        blocks=tuple(blocks),
        credits=tuple(
            replace(one, span=moved(one.span))
            for one in article.credits
            if one.span is None or moved(one.span)
        ),
        links=tuple((url, span) for url, at in article.links if (span := moved(at))),
        damage=tuple(
            replace(one, span=moved(one.span))
            for one in article.damage
            if one.span is None or moved(one.span)
        ),
    )


def _spoken(page: TracedPage, correction: Correction) -> TracedPage:
    """Let another speak in the statement that ``correction`` is about."""
    own = [speaker for article, speaker in correction.speakers if article == page.article.id]
    known = {speaker.id: speaker for speaker in page.speakers}
    speakers = page.speakers
    key: str | None = None
    if own and own[0] in known:
        key = own[0]
    elif correction.value:
        name = normalise(correction.value)
        key = next((one.id for one in page.speakers if one.name == name), None)
        if key is None:
            key = digest("speaker", page.article.id, name)
            speakers = (*speakers, Speaker(id=key, name=name, kind="unknown"))
    said = tuple(
        replace(one, speaker=key, speaker_why=CORRECTED) if one.id == correction.statement else one
        for one in page.statements
    )
    return replace(page, statements=said, speakers=_heard(speakers, said))


def _heard(speakers: Iterable[Speaker], said: Iterable[Statement]) -> tuple[Speaker, ...]:
    """Leave out those who no longer say anything, unless the page names them as one who speaks."""
    speaking = {one.speaker for one in said}
    return tuple(one for one in speakers if one.id in speaking or one.mentions)
