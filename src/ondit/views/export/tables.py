"""Findings as flat tables: what a spreadsheet, a data frame or a database takes.

A table is a name, its columns and a function that gives its rows. Words that records point to are
written out, beside the spans themselves (``[[block, start, end], …]``), so that a row can be read
alone and traced back. Several values in one cell are parted by ``" | "``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

import msgspec

from ondit.model import (
    BODY,
    Article,
    Evidence,
    Pair,
    Span,
    Speaker,
)
from ondit.text import text_of
from ondit.views.export import Findings, address

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
Kind = Literal["text", "count", "share", "truth"]


class Table(NamedTuple):
    """One table: its columns, in order, with what their cells hold, and its rows."""

    columns: tuple[tuple[str, Kind], ...]
    rows: Callable[[Findings], Iterator[Row]]


_PARTED = " | "


def _joined(values: Iterable[str | None]) -> str | None:
    return _PARTED.join(value for value in values if value) or None


def _places(spans: Iterable[Span]) -> str | None:
    given = tuple(spans)
    return msgspec.json.encode(given).decode() if given else None


def _words(article: Article, spans: Iterable[Span]) -> str | None:
    return text_of(article, spans) or None


def _facts(evidence: Evidence) -> str | None:
    facts = dict(sorted(evidence.facts.items()))
    return msgspec.json.encode(facts).decode() if facts else None


def _articles(found: Findings) -> Iterator[Row]:
    for page in found.pages():
        article = page.article
        body = (block.text for block in article.blocks if block.role in BODY)
        yield (
            article.id,
            article.name,
            address(article),
            article.site,
            article.site_name,
            article.language,
            article.kicker,
            article.headline,
            article.standfirst,
            _joined(article.authors),
            article.published.value if article.published else None,
            article.published.trusted if article.published else None,
            article.modified.value if article.modified else None,
            article.section,
            _joined(article.tags),
            article.canonical,
            sum(len(text.split()) for text in body),
            len(page.statements),
            len(page.speakers),
            page.origin.reading,
            page.origin.language,
            _joined(page.origin.outlets),
        )


def _blocks(found: Findings) -> Iterator[Row]:
    for page in found.pages():
        for number, block in enumerate(page.article.blocks):
            yield (page.article.id, number, block.role, block.text)


def _statements(found: Findings) -> Iterator[Row]:
    for page in found.pages():
        article = page.article
        speakers = {speaker.id: speaker for speaker in page.speakers}
        for said in page.statements:
            who: Speaker | None = speakers.get(said.speaker or "")
            yield (
                said.id,
                article.id,
                address(article),
                who.name if who else None,
                who.kind if who else None,
                who.role if who else None,
                who.entity if who else None,
                said.speaker_why,
                said.stance,
                said.form,
                said.polarity,
                said.factuality,
                said.core,
                _words(article, said.content),
                _words(article, said.cue),
                _words(article, said.source),
                _words(article, said.addressee),
                said.within,
                _places(said.content),
            )


def _evidence(found: Findings) -> Iterator[Row]:
    for page in found.pages():
        for each in page.origin.evidence:
            yield (
                page.article.id,
                each.kind,
                each.strength,
                each.words or _words(page.article, each.spans),
                each.language,
                each.outlet,
                _facts(each),
                _places(each.spans),
            )


def _dates(found: Findings) -> Iterator[Row]:
    for page in found.pages():
        for clue in page.article.dates:
            trusted = clue.trusted
            yield (page.article.id, clue.value, clue.says, clue.seen_in, clue.words, trusted)


def _credits(found: Findings) -> Iterator[Row]:
    for page in found.pages():
        for credit in page.article.credits:
            names = _joined(name.words for name in credit.names)
            known = _joined(name.outlet for name in credit.names)
            yield (page.article.id, credit.kind, credit.words, names, known)


def _embeds(found: Findings) -> Iterator[Row]:
    for page in found.pages():
        for number, block in enumerate(page.article.blocks):
            if (embed := block.embed) is not None:
                where = (page.article.id, number)
                yield (*where, embed.provider, embed.key, embed.url, embed.start, embed.form)


def _marks(found: Findings) -> Iterator[Row]:
    for page in found.pages():
        for mark in page.article.marks:
            yield (page.article.id, page.article.site, mark.kind, mark.value, mark.seen_in)


def _derivations(found: Findings) -> Iterator[Row]:
    for each in found.derivations():
        yield (
            each.id,
            each.kind,
            each.one,
            each.other,
            each.directed,
            each.credited,
            each.one_covered,
            each.other_covered,
            each.languages[0],
            each.languages[1],
            each.via,
            _joined(dict.fromkeys(one.kind for one in each.evidence if one.favours)),
        )


def _pairs(found: Findings) -> Iterator[Row]:
    wanted = {end for each in found.derivations() for end in (each.one, each.other)}
    articles = {
        page.article.id: page.article for page in found.pages() if page.article.id in wanted
    }
    for each in found.derivations():
        if each.one in articles and each.other in articles:
            for number, pair in enumerate(each.pairs):
                yield (each.id, number, *_pair(pair, articles[each.one], articles[each.other]))


def _pair(pair: Pair, one: Article, other: Article) -> Row:
    return (
        pair.relation,
        pair.likeness,
        _words(one, pair.here),
        _words(other, pair.there),
        _joined(dict.fromkeys(change.kind for change in pair.changes)),
    )


def _edges(found: Findings) -> Iterator[Row]:
    for story in found.stories():
        for edge in (*story.edges, *story.also):
            ends = (edge.child, edge.parent)
            told = (edge.kind, edge.why, edge.directed, edge.credited, edge.derivation)
            yield (story.id, *ends, *told, edge.child == story.earliest)


def _flows(found: Findings) -> Iterator[Row]:
    for flow in found.flows():
        known = flow.credited + flow.uncredited
        yield (
            flow.source,
            flow.taker,
            flow.articles,
            flow.credited,
            flow.uncredited,
            flow.articles - known,
            flow.undirected,
            flow.lag,
            flow.timed,
        )


def _kinships(found: Findings) -> Iterator[Row]:
    for kinship in found.kinships():
        for mark in kinship.marks:
            sites = (kinship.one, kinship.other, kinship.strength)
            yield (*sites, mark.kind, mark.value, mark.sites, *mark.seen_in)


def _voices(found: Findings) -> Iterator[Row]:
    for voice in found.voices():
        for member in voice.speakers:
            own = (voice.id, voice.name, voice.kind, voice.entity)
            yield (*own, member.article, member.speaker, member.why)


def _failures(found: Findings) -> Iterator[Row]:
    for each in found.failures():
        facts = dict(sorted(each.facts.items()))
        yield (each.name, each.error, msgspec.json.encode(facts).decode() if facts else None)


def _columns(text: str) -> tuple[tuple[str, Kind], ...]:
    """Read ``name name:kind …``; a column without a kind holds text."""
    kinds: dict[str, Kind] = {"count": "count", "share": "share", "truth": "truth"}
    parts = (word.partition(":") for word in text.split())
    return tuple((name, kinds.get(kind, "text")) for name, _, kind in parts)


TABLES: dict[str, Table] = {
    "articles": Table(
        _columns(
            "id name url site site_name language kicker headline standfirst authors published"
            " published_trusted:truth modified section tags canonical words:count"
            " statements:count speakers:count reading origin_language outlets"
        ),
        _articles,
    ),
    "blocks": Table(_columns("article block:count role text"), _blocks),
    "statements": Table(
        _columns(
            "id article url speaker kind role entity speaker_why stance form polarity factuality"
            " core:truth content cue source addressee within spans"
        ),
        _statements,
    ),
    "evidence": Table(
        _columns("article kind strength words language outlet facts spans"), _evidence
    ),
    "dates": Table(_columns("article value says seen_in words trusted:truth"), _dates),
    "credits": Table(_columns("article kind words names outlets"), _credits),
    "embeds": Table(_columns("article block:count provider key url start:count form"), _embeds),
    "marks": Table(_columns("article site kind value seen_in"), _marks),
    "derivations": Table(
        _columns(
            "id kind one other directed:truth credited:truth one_covered:share other_covered:share"
            " one_language other_language via reasons"
        ),
        _derivations,
    ),
    "pairs": Table(
        _columns("derivation pair:count relation likeness:share one_words other_words changes"),
        _pairs,
    ),
    "stories": Table(
        _columns(
            "story child parent kind why directed:truth credited:truth derivation"
            " child_earliest:truth"
        ),
        _edges,
    ),
    "flows": Table(
        _columns(
            "source taker articles:count credited:count uncredited:count credit_unknown:count"
            " undirected:count median_lag_seconds:share timed:count"
        ),
        _flows,
    ),
    "kinships": Table(
        _columns("one other strength kind value sites:count one_article other_article"), _kinships
    ),
    "voices": Table(_columns("voice name kind entity article speaker why"), _voices),
    "failures": Table(_columns("name error facts"), _failures),
}
"""Every table by its name, in the order of a workbook's sheets."""
