"""The compare screen: two texts sentence by sentence, what changed, why the one came first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from ondit.model import Article, Change, ChangeKind, Derivation, Pair, Relation, Span
from ondit.text import text_of
from ondit.views.compare import MARKS
from ondit.views.places import Places
from ondit.views.related import told
from ondit.views.screen import clean, cut
from ondit.web import aligned
from ondit.web.evidence import pieces
from ondit.web.gutter import gutter
from ondit.web.marked import Mark, marked
from ondit.web.sheet import Links, Rows, Sheet
from ondit.web.words import Words, html

_GRAVE: frozenset[ChangeKind] = frozenset({"number", "unit", "date", "name", "negation"})
"""Kinds of change that can turn the sense of a sentence."""


_AT_ONCE = 12
"""Changes of that kind that are named above the sentences; each row names its own."""
_GLIMPSE = 60
"""Characters of a sentence that stands elsewhere in the right text."""


class Difference(Struct, frozen=True, kw_only=True):
    """What one change did, spelled out."""

    grave: bool
    """Whether it can turn the sense."""
    kind: Markup
    here: str
    there: str


class Line(Struct, frozen=True, kw_only=True):
    """One row: a pair of sentences side by side, and the ribbons between."""

    anchor: str
    """Empty where the row only says that the right text has the sentence here."""
    pair: str
    """The anchor of the pair."""
    relation: Relation
    mark: str
    word: Markup
    gutter: Markup
    here: Markup
    there: Markup
    places: tuple[str, str]
    moved: bool = False
    changes: tuple[Difference, ...] = ()
    flags: tuple[Markup, ...] = ()
    """What these sentences bear that points elsewhere, for the margin."""


def compare_sheet(
    derivation: Derivation, one: Article, other: Article, words: Words, links: Links
) -> Sheet:
    """Give the screen of two pages side by side."""
    called = words.calling([one, other])
    title = f"{words.page(one)} / {words.page(other)}"
    return Sheet(
        template="compare.html",
        title=title,
        shown={"pair": shown(derivation, one, other, called, links)},
        record=derivation,
        rows=Rows(
            columns=tuple("relation likeness one_place one other_place other changes".split()),
            rows=list(_rows(derivation, one, other, called)),
        ),
        command=("ondit", "compare", one.name, other.name),
    )


def shown(
    derivation: Derivation, one: Article, other: Article, words: Words, links: Links
) -> dict[str, object]:
    """Give what the template of a comparison draws."""
    left, right = Places(one, words.screen), Places(other, words.screen)
    found = Counter(pair.relation for pair in derivation.pairs)
    lines = [_line(row, derivation, left, right, words) for row in aligned.rows(derivation.pairs)]
    return {
        "anchor": f"compare-{derivation.id}",
        "told": html(told(derivation, one, other, words.screen)),
        "kind": derivation.kind,
        "pages": [
            (article, clean(article.headline or article.name), _about(article, words))
            for article in (one, other)
        ],
        "evidence": pieces(derivation.evidence, [one, other], words),
        "would_change": list(_would_change(derivation, one, other, words)),
        "legend": [
            (relation, mark, words.of("relation", relation, n=found[relation]))
            for relation, mark in MARKS.items()
        ],
        "across": len(set(derivation.languages)) > 1,
        "lines": lines,
        "grave": sum(one.grave for line in lines for one in line.changes),
        "gravest": [
            (line.pair, line.places[1] or line.places[0], one)
            for line in lines
            for one in line.changes
            if one.grave
        ][:_AT_ONCE],
        "links": [links.to("pages", one.id), links.to("pages", other.id)],
    }


def _about(article: Article, words: Words) -> list[str]:
    day = words.day(article.published.value) if article.published else ""
    said = (article.site or "", words.language(article.language), day)
    return [clean(part) for part in said if part]


def _would_change(
    derivation: Derivation, one: Article, other: Article, words: Words
) -> Iterator[Markup]:
    """Say what is missing that could change the answer."""
    undated = [article for article in (one, other) if article.published is None]
    for article in undated:
        yield words.say("would-change-date", page=words.screen.page(article.name))
    if not derivation.directed:
        yield words.say("would-change-direction")
    if derivation.kind != "independent":
        yield words.say("would-change-third")


def _line(
    row: aligned.Row, derivation: Derivation, left: Places, right: Places, words: Words
) -> Line:
    pair = derivation.pairs[row.pair]
    anchor = f"pair-{derivation.id}-{row.pair + 1}"
    drawn: dict[str, Any] = {
        "pair": anchor,
        "relation": pair.relation,
        "mark": MARKS[pair.relation],
        "word": words.say(f"relation-{pair.relation}"),
        "gutter": gutter(row.strands),
        "places": (left.labels(pair.here), right.labels(pair.there)),
        "moved": row.moved,
    }
    if row.ghost:
        glimpse = Markup("{}").format(cut(clean(right.text(pair.there)), _GLIMPSE))
        return Line(anchor="", here=Markup(""), there=glimpse, **drawn)
    sides = []
    for side, page, places in (
        ("here", derivation.one, left),
        ("there", derivation.other, right),
    ):
        spans = getattr(pair, side)
        residue = [(span, "span", "residue") for _, span in _signs(derivation, page, spans)]
        sides.append(_sentences(spans, [*_changed(pair.changes, side), *residue], places))
    return Line(
        anchor=anchor,
        here=sides[0],
        there=sides[1],
        changes=tuple(_differences(pair, left, right, words)),
        flags=tuple(_flags(pair, derivation, words)),
        **drawn,
    )


def _differences(pair: Pair, left: Places, right: Places, words: Words) -> Iterator[Difference]:
    """Spell out the changes of a pair, but for those of words: they would drown what counts."""
    for change in pair.changes:
        if change.kind != "words":
            yield Difference(
                grave=change.kind in _GRAVE,
                kind=words.of("change", change.kind),
                here=clean(left.text(change.here)),
                there=clean(right.text(change.there)),
            )


def _flags(pair: Pair, derivation: Derivation, words: Words) -> Iterator[Markup]:
    """Name the evidence that stands in the sentences of a pair."""
    sides = ((derivation.one, pair.here), (derivation.other, pair.there))
    kinds = (kind for page, spans in sides for kind, _ in _signs(derivation, page, spans))
    for kind in dict.fromkeys(kinds):
        yield words.of("reasons_for", kind)


def _signs(
    derivation: Derivation, page: str, sentences: Sequence[Span]
) -> Iterator[tuple[str, Span]]:
    """Give the evidence that stands inside ``sentences`` of a page, with its place."""
    for evidence in derivation.evidence:
        if evidence.page == page:
            for span in evidence.spans:
                if any(_inside(span, sentence) for sentence in sentences):
                    yield evidence.kind, span


def _inside(span: Span, sentence: Span) -> bool:
    """Tell whether ``span`` is a part of a sentence, and not all of it."""
    within = sentence.start <= span.start and span.end <= sentence.end
    return span.block == sentence.block and within and span != sentence


def _changed(changes: Sequence[Change], side: str) -> Iterator[tuple[Span, str, str]]:
    """Give what changed on one side of a pair: its place, and the element that marks it."""
    for change in changes:
        for span in getattr(change, side):
            element = "mark" if change.kind in _GRAVE else "u"
            yield span, element, f"change change-{change.kind}"


def _sentences(
    spans: Sequence[Span], noted: Sequence[tuple[Span, str, str]], places: Places
) -> Markup:
    """Draw sentences, with what is noted of them marked in place."""
    drawn = []
    for span in spans:
        found = places.block(span.block)
        if found is not None:
            marks = [
                Mark(
                    start=part.start - span.start,
                    end=part.end - span.start,
                    element=element,
                    classes=classes,
                )
                for part, element, classes in noted
                if part.block == span.block and span.start <= part.start and part.end <= span.end
            ]
            drawn.append(marked(found.text[span.start : span.end], marks))
    return Markup(" ").join(drawn)


def _rows(
    derivation: Derivation, one: Article, other: Article, words: Words
) -> Iterator[Sequence[object]]:
    left, right = Places(one, words.screen), Places(other, words.screen)
    for pair in derivation.pairs:
        changes = "; ".join(
            f"{change.kind}: {left.text(change.here)} → {right.text(change.there)}"
            for change in pair.changes
        )
        yield (
            pair.relation,
            round(pair.likeness, 3),
            left.labels(pair.here),
            text_of(one, pair.here),
            right.labels(pair.there),
            text_of(other, pair.there),
            changes,
        )
