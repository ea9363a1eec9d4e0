"""WHENCE: each evidence with its own words in context, then one sentence, then the next step.

Evidence, never a verdict: a sentence says what stands on the page and how strong a sign it is. An
outlet's relation to a state is given with the name and date of the list that says so, or not at
all.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from ondit import knowledge
from ondit.model import STRONGEST_FIRST, Article, Evidence, Origin, Strength
from ondit.views.places import Places
from ondit.views.screen import Drawing, Screen, cut, indented
from ondit.views.what import language_name

DOTS: dict[Strength, str] = {"strong": "●●●", "medium": "●●○", "weak": "●○○"}
"""Strength without colour."""
_STYLE: dict[Strength, str] = {"strong": "bold cyan", "medium": "cyan", "weak": "dim cyan"}
SHOWN = 3
"""Instances of one kind that are shown with their words; the others are counted."""


def whence(article: Article, origin: Origin, screen: Screen) -> Drawing:
    """Draw what this page alone tells of where it comes from."""
    if not origin.evidence:
        return summary(article, origin, screen)
    rows = evidence_rows(origin.evidence, [Places(article, screen)], screen)
    return [rows, Text(), *summary(article, origin, screen)]


def summary(article: Article, origin: Origin, screen: Screen, *, advised: bool = True) -> Drawing:
    """Draw the sentence that the evidence adds up to, and what to do next if ``advised``."""
    blanks = origin_blanks(article, origin, screen)
    quiet = origin.reading == "nothing"
    rows = Table.grid(padding=(0, 1))
    rows.add_row("→", screen.say("reading", origin.reading, "" if quiet else "bold", **blanks))
    if quiet or not advised:
        return [rows]
    rows.add_row("", screen.say("advice", origin.reading, **blanks))
    original = screen.messages.say("whence", "original")
    return [rows, *indented([screen.command("ondit", "compare", article.name, original)], 4)]


def origin_blanks(article: Article, origin: Origin, screen: Screen) -> dict[str, Text | str | None]:
    """Give what fills the sentences of ``reading`` and ``advice``."""
    known = [knowledge.outlets()[key] for key in origin.outlets if key in knowledge.outlets()]
    domains = [outlet.domains[0] for outlet in known if outlet.domains]
    code = origin.language
    return {
        "outlets": ", ".join(outlet.name for outlet in known) or None,
        "outlet": known[0].name if known else None,
        "domain": domains[0] if domains else None,
        "language": language_name(code, screen) if code else None,
        "from_language": screen.messages.say("from_language", code) if code else None,
        "day": screen.messages.day(article.published.value[:10]) if article.published else None,
        "signs": screen.count("signs", len(origin.evidence)) if origin.evidence else None,
    }


def evidence_rows(evidence: Sequence[Evidence], pages: Sequence[Places], screen: Screen) -> Table:
    """Draw evidence that ``pages`` (one or two) bear, the strongest first; like with like."""
    rows = Table.grid(padding=(0, 2, 0, 0))
    rows.add_column(no_wrap=True)
    rows.add_column(ratio=1, overflow="fold")
    for group in grouped(evidence):
        strength = group[0].strength
        mark = Text(f"{DOTS[strength]} ", style=_STYLE[strength])
        mark.append_text(screen.say("strength", strength))
        bearing = [places for places in pages if places.article.id == group[0].page]
        rows.add_row(mark, _told(group, bearing[0] if bearing else pages[0], pages, screen))
    return rows


def grouped(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Put pieces of the same kind, strength and direction together, the strongest first."""
    groups: dict[tuple[object, ...], list[Evidence]] = {}
    for piece in sorted(evidence, key=lambda one: STRONGEST_FIRST[one.strength]):
        key = (
            piece.kind,
            piece.strength,
            piece.page,
            piece.outlet,
            piece.language,
            piece.favours,
            piece.facts.get("habit"),
        )
        groups.setdefault(key, []).append(piece)
    return list(groups.values())


def _told(
    group: Sequence[Evidence], places: Places, pages: Sequence[Places], screen: Screen
) -> Text:
    """Tell one kind of evidence: its sentence, the words in context, and what lists say."""
    first = group[0]
    told = evidence_sentence(group, places, pages, screen)
    spans = [span for piece in group for span in piece.spans]
    inside = [span for span in spans if not places.whole(span)]
    for span in inside[:SHOWN]:
        context = places.context(span, room=screen.width - 24, style="bold underline")
        line = screen.joined([Text(places.label(span.block), "dim"), context], between=" ")
        told = told + Text("\n") + line
    if len(inside) > SHOWN:
        told = told + Text("\n") + screen.count("more", len(inside) - SHOWN)
    outlet = knowledge.outlets().get(first.outlet) if first.outlet else None
    for label in state_labels(outlet.domains[0], screen) if outlet and outlet.domains else ():
        told = told + Text("\n") + label
    return told


def evidence_sentence(
    group: Sequence[Evidence], places: Places, pages: Sequence[Places], screen: Screen
) -> Text:
    """Say in one sentence what pieces of one kind, borne by ``places``, are."""
    first = group[0]
    outlet = knowledge.outlets().get(first.outlet) if first.outlet else None
    others = [one for one in pages if one is not places]
    words = [piece.words or places.text(piece.spans) for piece in group]
    quotes = [screen.quoted(cut(word, 80)) for word in dict.fromkeys(words) if word]
    facts = {name: _fact(name, value, screen) for name, value in first.facts.items()}
    blanks: dict[str, Text | str | int | None] = {
        **facts,
        "bearer": screen.page(places.article.name) if len(pages) > 1 else None,
        "other": next((screen.page(one.article.name) for one in others), None),
        "words": screen.joined(quotes[:SHOWN], between=", ") if quotes else None,
        "outlet": outlet.name if outlet else None,
        "domain": outlet.domains[0] if outlet and outlet.domains else None,
        "language": language_name(first.language, screen) if first.language else None,
    }
    return screen.say("evidence", first.kind, **blanks)


def _fact(name: str, value: str, screen: Screen) -> Text:
    """Give a fact as it reads in a sentence: a habit by its name, a date as it is written."""
    if name == "habit":
        return screen.say("habit", value)
    return screen.words(screen.messages.day(value) if name in ("earlier", "later") else value)


def state_labels(address: str, screen: Screen) -> list[Text]:
    """Say what lists say of an outlet and a state, each with the list's name and date."""
    return [
        screen.say(
            "typology",
            label.typology,
            outlet=label.asset,
            country=country_name(label.country, screen),
            list=label.list_name,
            date=screen.messages.day(label.list_date),
        )
        for label in knowledge.state_labels(address)
    ]


def country_name(code: str, screen: Screen) -> str:
    """Name a country in the language of the screen; an unknown code stays itself."""
    key = f"gov:{code}"
    return next((name.name for name in screen.language.names if name.key == key), code)
