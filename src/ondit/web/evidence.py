"""Evidence on a screen: strength in dots and a word, its sentence, its words in context."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from ondit import knowledge
from ondit.model import Article, Evidence, Origin
from ondit.views.places import Places
from ondit.views.whence import DOTS, SHOWN, evidence_sentence, grouped, origin_blanks, state_labels
from ondit.web.words import Words, html

_CONTEXT = 160
"""Characters of a paragraph that are shown around a sign."""


class Piece(Struct, frozen=True, kw_only=True):
    """Pieces of evidence of one kind, strength and direction, told together."""

    strength: str
    dots: str
    strength_word: Markup
    sentence: Markup
    contexts: tuple[tuple[str, Markup], ...]
    """Label of the place, and the words there."""
    more: Markup
    labels: tuple[Markup, ...]
    """What lists say of the outlet, each with the list's name and date."""


def pieces(evidence: Sequence[Evidence], articles: Sequence[Article], words: Words) -> list[Piece]:
    """Give ``evidence`` that ``articles`` (one or two) bear, the strongest first."""
    places = [Places(article, words.screen) for article in articles]
    return [_piece(group, places, words) for group in grouped(evidence)]


def _piece(group: Sequence[Evidence], pages: Sequence[Places], words: Words) -> Piece:
    first = group[0]
    bearer = next((one for one in pages if one.article.id == first.page), pages[0])
    spans = [s for one in group for s in one.spans if not bearer.whole(s)]
    contexts = [
        (
            bearer.label(span.block),
            html(bearer.context(span, room=_CONTEXT, style="underline")),
        )
        for span in spans[:SHOWN]
    ]
    outlet = knowledge.outlets().get(first.outlet) if first.outlet else None
    domains = outlet.domains[:1] if outlet else ()
    hidden = len(spans) - SHOWN
    return Piece(
        strength=first.strength,
        dots=DOTS[first.strength],
        strength_word=words.of("strength", first.strength),
        sentence=html(evidence_sentence(group, bearer, pages, words.screen)),
        contexts=tuple(contexts),
        more=words.count("more", hidden) if hidden > 0 else Markup(""),
        labels=tuple(html(one) for domain in domains for one in state_labels(domain, words.screen)),
    )


def reading(article: Article, origin: Origin, words: Words) -> Markup:
    """Give the one sentence that the evidence of a page adds up to."""
    blanks = origin_blanks(article, origin, words.screen)
    return html(words.screen.say("reading", origin.reading, **blanks))


def advice(article: Article, origin: Origin, words: Words) -> Markup:
    """Give what to do next; nothing where nothing points elsewhere."""
    if origin.reading == "nothing":
        return Markup("")
    blanks = origin_blanks(article, origin, words.screen)
    return html(words.screen.say("advice", origin.reading, **blanks))
