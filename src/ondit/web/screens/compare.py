"""The compare screen: two texts sentence by sentence, what changed, why the one came first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from ondit.model import Article, Change, ChangeKind, Derivation, Pair, Relation, Span
from ondit.text import text_of
from ondit.views.compare import MARKS
from ondit.views.places import Places
from ondit.views.related import told
from ondit.views.screen import clean
from ondit.web.draw import Stretch, ribbons
from ondit.web.evidence import pieces
from ondit.web.marked import Mark, marked
from ondit.web.sheet import Links, Rows, Sheet
from ondit.web.words import Words, html

_GRAVE: frozenset[ChangeKind] = frozenset({"number", "name", "negation"})
"""Kinds of change that can turn the sense of a sentence."""


class Line(Struct, frozen=True, kw_only=True):
    """One pair of sentences, side by side."""

    anchor: str
    relation: Relation
    mark: str
    word: Markup
    here: Markup
    there: Markup
    places: tuple[str, str]
    changes: tuple[tuple[bool, Markup, str, str], ...]
    """Whether it can turn the sense; its kind; what stands here and there."""
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
        "map": _map(derivation, one, other, words),
        "lines": [
            _line(at, pair, derivation, left, right, words)
            for at, pair in enumerate(derivation.pairs, start=1)
        ],
        "grave": sum(change.kind in _GRAVE for pair in derivation.pairs for change in pair.changes),
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


def _map(derivation: Derivation, one: Article, other: Article, words: Words) -> Markup:
    """Draw how the sentences of the two texts answer one another."""
    above, below = _measure(derivation, "here"), _measure(derivation, "there")
    if not above or not below:
        return Markup("")
    pairs = [
        (
            f"pair-{derivation.id}-{at}",
            pair.relation,
            _stretch(pair.here, above),
            _stretch(pair.there, below),
        )
        for at, pair in enumerate(derivation.pairs, start=1)
    ]
    label = words.messages.say("web", "ribbons", one=_name(one, words), other=_name(other, words))
    return ribbons(pairs, clean(label))


def _name(article: Article, words: Words) -> str:
    return words.screen.page(article.name).plain


def _measure(derivation: Derivation, side: str) -> dict[Span, Stretch]:
    """Lay the sentences of one text end to end, in the order of the page."""
    spans = sorted({span for pair in derivation.pairs for span in getattr(pair, side)})
    total = sum(span.end - span.start for span in spans) or 1
    laid: dict[Span, Stretch] = {}
    at = 0
    for span in spans:
        end = at + span.end - span.start
        laid[span] = Stretch((at / total, end / total))
        at = end
    return laid


def _stretch(spans: Sequence[Span], laid: dict[Span, Stretch]) -> Stretch | None:
    if not spans:
        return None
    return Stretch((min(laid[s][0] for s in spans), max(laid[s][1] for s in spans)))


def _line(
    at: int, pair: Pair, derivation: Derivation, left: Places, right: Places, words: Words
) -> Line:
    nothing = words.messages.say("compare", "nothing")
    here = [(span, change) for change in pair.changes for span in change.here]
    there = [(span, change) for change in pair.changes for span in change.there]
    return Line(
        anchor=f"pair-{derivation.id}-{at}",
        relation=pair.relation,
        mark=MARKS[pair.relation],
        word=words.say(f"relation-{pair.relation}"),
        here=_sentences(pair.here, here, left),
        there=_sentences(pair.there, there, right),
        places=(left.labels(pair.here), right.labels(pair.there)),
        changes=tuple(
            (
                change.kind in _GRAVE,
                words.of("change", change.kind),
                clean(left.text(change.here)) or nothing,
                clean(right.text(change.there)) or nothing,
            )
            for change in pair.changes
            if change.kind != "words"  # marked in place; spelled out, they drown what counts
        ),
        flags=tuple(_flags(pair, derivation, words)),
    )


def _flags(pair: Pair, derivation: Derivation, words: Words) -> Iterator[Markup]:
    """Name the evidence that stands in the sentences of a pair."""
    sides = {derivation.one: pair.here, derivation.other: pair.there}
    kinds = (
        evidence.kind
        for evidence in derivation.evidence
        for span in evidence.spans
        if any(_inside(span, sentence) for sentence in sides.get(evidence.page, ()))
    )
    for kind in dict.fromkeys(kinds):
        yield words.of("reasons_for", kind)


def _inside(span: Span, sentence: Span) -> bool:
    """Tell whether ``span`` is a part of a sentence, and not all of it."""
    within = sentence.start <= span.start and span.end <= sentence.end
    return span.block == sentence.block and within and span != sentence


def _sentences(
    spans: Sequence[Span], changed: Sequence[tuple[Span, Change]], places: Places
) -> Markup:
    """Draw sentences with what changed marked in place."""
    drawn = []
    for block, sentences in groupby(spans, lambda span: span.block):
        found = places.block(block)
        if found is None:
            continue
        for span in sentences:
            marks = [
                Mark(
                    start=part.start - span.start,
                    end=part.end - span.start,
                    element="mark" if change.kind in _GRAVE else "u",
                    classes=f"change change-{change.kind}",
                )
                for part, change in changed
                if part.block == block and span.start <= part.start and part.end <= span.end
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
