"""How two pages relate, in a few lines: kind, direction with its reasons, share, credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from ondit.knowledge import outlets
from ondit.model import Article, Derivation, Story
from ondit.views.branches import drawable, tree
from ondit.views.screen import STDIN, Drawing, Screen, indented

_EXPLAINED = 6
"""Pairs that a third page explains which are shown; the others are counted."""


def related(
    derivations: Sequence[Derivation],
    articles: Sequence[Article],
    screen: Screen,
    *,
    stories: Sequence[Story] = (),
) -> Drawing:
    """Draw each pair of pages that derive from one another, and the command that shows how.

    Before them stand the trees of the stories of three pages and more; pages given twice come
    first of all, pairs that a third page explains last, in a line each.
    """
    twice = _twice(articles, screen)
    drawn: Drawing = [_item(screen.say("related", "same-page", pages=names)) for names in twice]
    known = {article.id: article for article in articles}
    for story in drawable(stories):
        drawn += [*tree(story, known, screen), Text()]
    for derivation in derivations:
        if derivation.via is None:
            one, other = ends(derivation, articles)
            drawn.append(_item(told(derivation, one, other, screen)))
            if STDIN not in (one.name, other.name):
                drawn += indented([screen.command("ondit", "compare", one.name, other.name)], 4)
    explained = [one for one in derivations if one.via is not None]
    drawn += [_item(_by_way(one, articles, screen)) for one in explained[:_EXPLAINED]]
    if len(explained) > _EXPLAINED:
        drawn.append(_item(screen.count("more", len(explained) - _EXPLAINED)))
    return drawn


def _by_way(derivation: Derivation, articles: Sequence[Article], screen: Screen) -> Text:
    """Name the third page through which two are alike."""
    one, other = ends(derivation, articles)
    via = next(article for article in articles if article.id == derivation.via)
    names = {"one": one, "other": other, "via": via}
    shown = {key: screen.page(article.name) for key, article in names.items()}
    return screen.say("related", "via", **shown)


def _item(said: Text) -> Table:
    row = Table.grid(padding=(0, 1))
    row.add_row("•", said)
    return row


def ends(derivation: Derivation, articles: Sequence[Article]) -> tuple[Article, Article]:
    """Give the two articles of ``derivation``; twice the same page may have been given."""
    ones = [article for article in articles if article.id == derivation.one]
    others = [article for article in articles if article.id == derivation.other]
    return ones[0], others[-1] if derivation.one == derivation.other else others[0]


def _twice(articles: Sequence[Article], screen: Screen) -> Iterator[Text]:
    """Give the names of the files that hold one and the same page, together."""
    copies: dict[str, list[Text]] = {}
    for article in articles:
        copies.setdefault(article.id, []).append(screen.page(article.name))
    for names in copies.values():
        if len(names) > 1:
            yield screen.joined(names, between=", ")


def told(derivation: Derivation, one: Article, other: Article, screen: Screen) -> Text:
    """Tell the kind, how much of each page has a counterpart, the direction and the credit."""
    first, second = screen.page(one.name), screen.page(other.name)
    if derivation.one == derivation.other:
        return screen.say(
            "related", "same-page", pages=screen.joined([first, second], between=", ")
        )
    known = derivation.directed
    sentence = screen.say(
        "derivation",
        derivation.kind,
        source=first if known else None,
        derived=second if known else None,
        one=first,
        other=second,
        agency=_agency(derivation),
        changed=sum(pair.relation == "changed" for pair in derivation.pairs) or None,
    )
    said = [sentence, *_shares(derivation, first, second, screen)]
    if derivation.kind not in ("independent", "same-source"):
        said += _direction(derivation, first, second, screen)
    return screen.joined(said, between=" ")


def _agency(derivation: Derivation) -> str | None:
    """Name the agency that both pages credit, where that is what they have in common."""
    marks = [one.outlet for one in derivation.evidence if one.kind == "agency-mark"]
    known = [outlets()[key].name for key in marks if key in outlets()]
    return known[0] if known and derivation.kind == "same-source" else None


def _shares(derivation: Derivation, one: Text, other: Text, screen: Screen) -> list[Text]:
    if not derivation.one_covered and not derivation.other_covered:
        return []
    return [
        screen.say(
            "related",
            "share",
            one=one,
            other=other,
            one_share=screen.share(derivation.one_covered),
            other_share=screen.share(derivation.other_covered),
        )
    ]


def _direction(derivation: Derivation, one: Text, other: Text, screen: Screen) -> list[Text]:
    """Say why one page is taken for the source, or that it is not known; and the credit."""
    if not derivation.directed:
        dated = [each.favours for each in derivation.evidence if each.kind == "earlier-date"]
        if not any(dated):
            return [screen.say("related", "direction-unknown")]
        earlier = one if dated[0] == derivation.one else other
        return [screen.say("related", "direction-dated", earlier=earlier)]
    favouring = [one.kind for one in derivation.evidence if one.favours == derivation.one]
    reasons = [screen.say("reasons_for", kind) for kind in dict.fromkeys(favouring)]
    said = [screen.say("related", "direction", reasons=screen.joined(reasons, between=", "))]
    if derivation.credited is not None:
        said.append(screen.say("related", "credited" if derivation.credited else "uncredited"))
    return said
