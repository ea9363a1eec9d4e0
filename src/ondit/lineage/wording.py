"""What the words of two related articles tell of which is the source, without any date or credit.

Each reason has its own limits, which is why it has a strength: a part is cut out of a whole more
often than a whole is written around a part, but both happen; a passage that only one of two texts
takes up again was cut from that one; who calls a person by the surname alone took the sentence
from where the person was introduced; and a translation shows (:mod:`ondit.lineage.habits`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ondit.lineage.habits import figures
from ondit.lineage.subject import Place, apart
from ondit.model import Article, Change, DerivationKind, Evidence, Pair, Span
from ondit.text import fold

_WHOLLY = 0.75  # an article so far contained in another is a part of it
_PARTLY = 0.5  # and the other holds at least as much again
# Of two texts in two languages that share so much of both, what has no counterpart is mostly what
# was put too freely to be aligned, and no text around. Set by hand, on the translations of 2009.
_MOSTLY = 0.6
# Log-odds below which what is the whole of one is a guest in the other, and surely is. Nine in ten
# of the guests of 2009 and 2013 are below the first, two in three below the second.
_GUEST, _SURELY = -1.0, -4.0
_BEFORE = 3  # sentences before a piece that is no beginning with a new head
_RESUMED = 0.25  # share of the sentences around a part that name what it names, if it was cut out
# Probabilities, chosen on translations of 2009 and 2011 to 2013 so that of two translations of a
# third text one in ten is taken for the source of the other.
_STRONG = 0.75
_MEDIUM = 0.6
_LEAST = 120  # aligned words below which nothing is said: two paragraphs have no habits
_FULL_NAME = re.compile(r"\b([^\W\d_][\w’'-]+) ((?:d[eu] |van |von |al-)?[^\W\d_][\w’'-]{3,})")
_NAMES = 2  # persons introduced in the other text only, from which it is more than a habit
_SHOWN = 5  # places that are kept: enough to show


def wording(
    a: Article,
    b: Article,
    *,
    kind: DerivationKind,
    covered: tuple[float, float],
    pairs: Sequence[Pair],
    places: tuple[Place, Place],
) -> Iterator[Evidence]:
    """Give the reasons of the texts; ``covered`` are the shares of the words of ``a`` and ``b``."""
    yield from _containment(a, b, kind, covered, pairs, places)
    if kind != "translation" or min(covered) < _MOSTLY:
        yield from _at_home(a, b, places, covered)
    yield from _flattened(a, b, pairs)
    if a.language == b.language:
        yield from _introduced(a, b, pairs, first=True)
        yield from _introduced(b, a, pairs, first=False)
    elif kind == "translation":
        yield from _habits(a, b, pairs)


def _containment(
    a: Article,
    b: Article,
    kind: DerivationKind,
    covered: tuple[float, float],
    pairs: Sequence[Pair],
    places: tuple[Place, Place],
) -> Iterator[Evidence]:
    """Tell that one is a part of the other: more is cut than is written around a text.

    Unless what stands around is about something else: then the whole is a digest. Who writes around
    a text breaks it up, or begins or ends with it; a piece out of the midst was cut.
    """
    if kind not in ("excerpt", "translation"):
        return
    sides = ((b, *covered, places[1]), (a, covered[1], covered[0], places[0]))
    for whole, inside, outside, place in sides:
        if inside < _WHOLLY or outside > _PARTLY or place.resuming < _RESUMED * place.alone:
            continue
        midst = kind == "excerpt" and _from_the_midst(pairs, first=whole is a)
        yield Evidence(
            kind="contains-the-other",
            strength="strong" if midst else "medium" if kind == "excerpt" else "weak",
            page=whole.id,
            favours=whole.id,
            facts={"inside": f"{inside:.2f}", "outside": f"{outside:.2f}"},
        )


def _from_the_midst(pairs: Sequence[Pair], *, first: bool) -> bool:
    """Tell whether what is shared is one piece of an article, with sentences before and after."""
    sides = [(pair.here, pair.there) if first else (pair.there, pair.here) for pair in pairs]
    spans = sorted((ours[0], bool(theirs)) for ours, theirs in sides if ours)
    shared = [is_shared for _, is_shared in spans]
    start, end = shared.index(True), len(shared) - shared[::-1].index(True)
    return start >= _BEFORE and end < len(shared) and all(shared[start:end])


def _at_home(
    a: Article, b: Article, places: tuple[Place, Place], covered: tuple[float, float]
) -> Iterator[Evidence]:
    """Tell that what both share is taken up by the rest of one and is a guest in the other.

    An article that is wholly in the other has no rest: then only the guest speaks.
    """
    for home, there, sits, guest, inside in (
        (a, b, *places, covered[0]),
        (b, a, *places[::-1], covered[1]),
    ):
        cut, seems = apart(sits, guest), apart(sits, guest, sure=False)
        whole = inside >= _WHOLLY and sits.odds >= _GUEST
        if not seems and not (whole and guest.odds <= _GUEST):
            continue
        yield Evidence(
            kind="at-home",
            strength="strong" if cut or (whole and guest.odds <= _SURELY) else "medium",
            page=home.id,
            spans=sits.spans,
            favours=home.id,
            facts={
                "resuming": str(sits.resuming),
                "alone": str(sits.alone),
                "resuming_there": str(guest.resuming),
                "alone_there": str(guest.alone),
                "other": there.id,
            },
        )


def _introduced(
    source: Article, taker: Article, pairs: Sequence[Pair], *, first: bool
) -> Iterator[Evidence]:
    """Tell that ``taker`` calls persons by a surname whom only ``source`` introduces.

    ``source`` introduces them in sentences that ``taker`` does not have.
    """
    said: dict[str, Span] = {}
    introduced: dict[str, Span] = {}
    for pair in pairs:
        ours, theirs = (pair.here, pair.there) if first else (pair.there, pair.here)
        for span in theirs:
            said |= {name: at for name, at in _surnames(taker, span) if name not in said}
        if not theirs:
            for span in ours:
                introduced |= {
                    name: at for name, at in _full_names(source, span) if name not in introduced
                }
    whole = {
        name
        for number, block in enumerate(taker.blocks)
        for name, _ in _full_names(taker, Span(number, 0, len(block.text)))
    }
    names = sorted((said.keys() & introduced.keys()) - whole, key=lambda name: introduced[name])
    if names:
        yield Evidence(
            kind="introduced-there",
            strength="medium" if len(names) >= _NAMES else "weak",
            page=source.id,
            spans=tuple(introduced[name] for name in names[:_SHOWN]),
            there=tuple(said[name] for name in names[:_SHOWN]),
            favours=source.id,
            facts={"count": str(len(names))},
        )


def _full_names(article: Article, span: Span) -> Iterator[tuple[str, Span]]:
    """Give the last word of each pair of words with capitals, folded, and where the pair stands."""
    text = article.blocks[span.block].text[span.start : span.end]
    for match in _FULL_NAME.finditer(text):
        given, surname = match.group(1), match.group(2).split()[-1]
        if given[0].isupper() and given[1:].islower() and surname[0].isupper():
            yield (
                fold(surname),
                Span(span.block, span.start + match.start(), span.start + match.end()),
            )


def _surnames(article: Article, span: Span) -> Iterator[tuple[str, Span]]:
    """Give the words with a capital, folded: those that are no names are introduced nowhere."""
    text = article.blocks[span.block].text[span.start : span.end]
    for match in re.finditer(r"\b[^\W\d_][\w’'-]{3,}", text):
        if match.group()[0].isupper():
            yield (
                fold(match.group()),
                Span(span.block, span.start + match.start(), span.start + match.end()),
            )


def _habits(a: Article, b: Article, pairs: Sequence[Pair]) -> Iterator[Evidence]:
    """Tell which text has the habits of an original, and which those of a translation."""
    found = figures(a, b, pairs)
    if found is None or min(found.words) < _LEAST:
        return
    first, second = found.chances
    likely = max(first, second)
    if likely < _MEDIUM:
        return
    number = 0 if first > second else 1
    source, parts = (a, b)[number], found.parts[number]
    yield Evidence(
        kind="translation-habits",
        strength="strong" if likely >= _STRONG else "medium",
        page=source.id,
        spans=found.shown[number][0],
        there=found.shown[1 - number][1],
        favours=source.id,
        facts={
            "for": str(sum(part > 0 for part in parts.values())),
            "figures": str(sum(part != 0 for part in parts.values())),
            "chance": f"{likely:.2f}",
        },
    )


def _flattened(a: Article, b: Article, pairs: Sequence[Pair]) -> Iterator[Evidence]:
    """Tell that quotations of one stand in the other as its own words, and never the reverse."""
    flat: tuple[list[Change], list[Change]] = ([], [])
    for pair in pairs:
        for change in pair.changes:
            if change.kind == "quotation":
                flat[0 if change.here else 1].append(change)
    if bool(flat[0]) == bool(flat[1]):
        return
    source = a if flat[0] else b
    changes = flat[0] or flat[1]
    yield Evidence(
        kind="quotation-flattened",
        strength="weak",
        page=source.id,
        spans=tuple(span for change in changes for span in change.here or change.there),
        favours=source.id,
        facts={"count": str(len(changes))},
    )
