"""WHAT: one line a field, with where it was seen; what was not found is said, not invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from ondit.knowledge import outlets, site_claims
from ondit.model import Article, Credit, CreditName, DateClue, Embed, Furniture
from ondit.views.places import Places
from ondit.views.screen import Screen

_DIM = "dim"
_SHOWN = 3
"""Dates that are not trusted which are shown; the others are counted."""

_DAMAGE_SHOWN = 12
# Marks that say nothing to people: hashes, files and the hosts that serve them.
_UNREADABLE = frozenset(("inline-script", "wording", "icon", "logo", "feed", "asset-host"))

# Credits in which a name is likely an outlet's, so that one that no table knows is worth a word;
# the others name who wrote, translated or took the picture.
_OF_OUTLETS = ("agency", "source")


def what(article: Article, screen: Screen) -> Table:
    """Draw what ``article`` says of itself, and what it is made of."""
    places = Places(article, screen)
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style=_DIM, no_wrap=True)
    rows.add_column(ratio=1, overflow="fold")
    for label, values in fields(article, places, screen):
        shown = list(values)
        rows.add_row(screen.say("what", label), Text("\n").join(shown) if shown else _none(screen))
    return rows


def fields(
    article: Article, places: Places, screen: Screen
) -> Iterable[tuple[str, Iterable[Text]]]:
    """Give the key of each field's label in the table ``what``, and its lines."""
    words = screen.words
    yield "site", _site(article, screen)
    if address := article.url or article.canonical:
        yield "address", [words(address)]
    yield "language", _language(article, screen)
    if article.kicker:
        yield "kicker", [words(article.kicker)]
    yield "headline", [words(article.headline, "bold")] if article.headline else []
    yield "standfirst", [words(article.standfirst)] if article.standfirst else []
    yield "byline", [words(", ".join(article.authors))] if article.authors else []
    yield "dates", [_date(clues, article, screen) for clues in _same_dates(article.dates)]
    if article.section:
        yield "section", [words(article.section)]
    yield "body", [_body(places, screen)]
    embeds = [block.embed for block in article.blocks if block.embed]
    if embeds:
        yield "embeds", [_embed(embed, screen) for embed in embeds]
    if article.credits:
        yield "credits", [_credit(credit, screen) for credit in article.credits]
    if article.furniture:
        yield "furniture", [_furniture(article, screen)]
    if article.marks:
        machinery = dict.fromkeys(m.value for m in article.marks if m.kind not in _UNREADABLE)
        if machinery:
            yield "machinery", [screen.joined([words(value) for value in machinery])]
    if article.damage:
        yield "damage", _damage(article, places, screen)
    if article.notes:
        yield "notes", [screen.say("notes", note) for note in article.notes]


def _damage(article: Article, places: Places, screen: Screen) -> Iterable[Text]:
    """Give a line for each of the first damages, and count the rest: a page may be full of it."""
    for damage in article.damage[:_DAMAGE_SHOWN]:
        span = damage.span
        yield screen.say(
            "damage",
            damage.kind,
            place=places.label(span.block) if span else None,
            words=places.context(span, room=40, style="bold") if span else None,
        )
    if len(article.damage) > _DAMAGE_SHOWN:
        yield screen.count("more", len(article.damage) - _DAMAGE_SHOWN)


def _none(screen: Screen) -> Text:
    return screen.say("what", "none", _DIM)


def _site(article: Article, screen: Screen) -> list[Text]:
    names = [name for name in (article.site_name, article.site) if name]
    known = [screen.joined([screen.words(name) for name in dict.fromkeys(names)])] if names else []
    claims = site_claims(article.site) if article.site else ()
    return known + [
        screen.say("claim", one.claim, list=one.list_name, date=screen.messages.day(one.list_date))
        for one in claims
    ]


def language_name(code: str, screen: Screen) -> str:
    """Name a language in the language of the screen; an unknown code stays itself."""
    return screen.messages.say("languages", code)


def _language(article: Article, screen: Screen) -> list[Text]:
    if article.language is None:
        return []
    why = screen.say("language_why", article.language_why, _DIM)
    return [screen.joined([language_name(article.language, screen), why])]


def _same_dates(dates: Iterable[DateClue]) -> list[list[DateClue]]:
    """Put together dates that say the same for the same reason; those not trusted, all of them."""
    groups: dict[tuple[str, str, str], list[DateClue]] = {}
    for date in sorted(dates, key=lambda one: not one.trusted):
        groups.setdefault((date.value if date.trusted else "", date.says, date.why), []).append(
            date
        )
    return list(groups.values())


def _date(clues: Sequence[DateClue], article: Article, screen: Screen) -> Text:
    """Draw one date with all the places where it was seen; bold, if the article stands by it."""
    first = clues[0]
    chosen = any(clue in (article.published, article.modified) for clue in clues)
    values = list(dict.fromkeys(screen.messages.day(clue.value) for clue in clues))
    days = screen.words(", ".join(values[:_SHOWN]), "bold" if chosen else "")
    more = screen.count("more", len(values) - _SHOWN) if len(values) > _SHOWN else ""
    says = screen.say("says", first.says)
    seen = screen.words(", ".join(dict.fromkeys(clue.seen_in for clue in clues)), _DIM)
    why = screen.say("date_why", first.why, _DIM)
    return screen.joined([days, more, says, seen, why])


def _body(places: Places, screen: Screen) -> Text:
    roles = Counter(block.role for block in places.article.blocks)
    counts = [screen.count("paragraphs", places.paragraphs)]
    counts += [screen.count(role, roles[role]) for role in ("subhead", "caption") if roles[role]]
    return screen.joined(counts)


def _embed(embed: Embed, screen: Screen) -> Text:
    form = screen.say("embed_form", embed.form, _DIM)
    if embed.key is None and embed.form == "script":
        return screen.joined([screen.say("what", "embed-lost", provider=embed.provider), form])
    size = f"{embed.width} × {embed.height}" if embed.width and embed.height else ""
    start = screen.count("seconds", embed.start) if embed.start else ""
    key = screen.words(embed.key or embed.url or "")
    return screen.joined(
        [
            screen.words(embed.provider),
            key,
            size,
            start and screen.say("what", "from", at=start),
            form,
        ]
    )


def _credit(credit: Credit, screen: Screen) -> Text:
    kind = screen.say("credit", credit.kind)
    is_outlets = credit.kind in _OF_OUTLETS
    drawn = [
        _name(name, screen) if name.outlet or is_outlets else screen.words(name.words)
        for name in credit.names
    ]
    names = screen.joined(drawn, between=", ")
    quoted = screen.quoted(credit.words)
    return screen.say("what", "credit", kind=kind, words=quoted, names=names if names else None)


def _name(name: CreditName, screen: Screen) -> Text:
    """Draw the outlet that a name of a credit line stands for, as far as it is known."""
    outlet = outlets().get(name.outlet) if name.outlet else None
    return screen.say(
        "what",
        "credit-name" if outlet else "credit-unknown",
        name=screen.words(outlet.name if outlet else name.words),
        domain=outlet.domains[0] if outlet and outlet.domains else None,
        language=language_name(name.language, screen) if name.language else None,
    )


def _furniture(article: Article, screen: Screen) -> Text:
    """Draw the furniture by name, each kind once, with its number and machinery."""
    kinds: dict[str, list[Furniture]] = {}
    for piece in article.furniture:
        kinds.setdefault(piece.kind, []).append(piece)
    drawn = []
    for kind, pieces in kinds.items():
        times = f"×{len(pieces)}" if len(pieces) > 1 else ""
        tongues = dict.fromkeys(piece.language for piece in pieces if piece.language)
        foreign = [language_name(code, screen) for code in tongues if code != article.language]
        machinery = dict.fromkeys(name for piece in pieces for name in piece.machinery)
        said = ", ".join([*machinery, *foreign])
        name = screen.say("furniture", kind)
        drawn.append(
            screen.joined(
                [name, times, screen.words(f"({said})" if said else "", _DIM)], between=" "
            )
        )
    return screen.joined(drawn)
