"""A search for the original: where it was looked for, each address with why, and what came of it.

The words by which an address was chosen are shown, so that the choice can be judged; what was not
found there says nothing about the page.
"""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from ondit.model import Lead, Search, TracedPage
from ondit.views.failures import sentence_of
from ondit.views.related import ends, told
from ondit.views.screen import Drawing, Screen, indented


def search(found: Search, page: TracedPage, screen: Screen) -> Drawing:
    """Draw what was looked at for ``page``, and what of it is related to it."""
    drawn: Drawing = [_where(found, screen)]
    rows = Table.grid(padding=(0, 1))
    for number, lead in enumerate(found.leads, 1):
        rows.add_row(f"{number}.", _lead(lead, found, screen))
    drawn += indented([rows]) if found.leads else []
    articles = [page.article, *(one.article for one in found.pages)]
    for derivation in found.derivations:
        one, other = ends(derivation, articles)
        drawn += [Text("→ ").append_text(told(derivation, one, other, screen))]
    if not found.derivations:
        drawn.append(screen.say("search", "nothing"))
    for failure in found.failures:
        drawn.append(screen.words(sentence_of(failure, screen.messages), "dim"))
    return drawn


def _where(found: Search, screen: Screen) -> Text:
    messages = screen.messages
    dated = found.since is not None and found.until is not None
    return screen.say(
        "search",
        "where",
        sites=", ".join(found.sites) or None,
        since=messages.day(found.since) if dated and found.since else None,
        until=messages.day(found.until) if dated and found.until else None,
        listed=messages.count("addresses", found.listed),
        looked=messages.count("addresses", len(found.leads)),
    )


def _lead(lead: Lead, found: Search, screen: Screen) -> Text:
    why = screen.say(
        "lead",
        lead.found_in,
        day=screen.messages.day(lead.day[:10]) if lead.day else None,
        words=", ".join(lead.words) or None,
    )
    lines = [screen.words(lead.url), why]
    if lead.title:
        lines.insert(1, screen.words(lead.title, "bold"))
    related = {end for one in found.derivations for end in (one.one, one.other)}
    if lead.failure is not None:
        lines.append(screen.words(sentence_of(lead.failure, screen.messages), "yellow"))
    elif lead.article not in related:
        lines.append(screen.say("search", "unrelated"))
    return screen.joined(lines, between="\n")
