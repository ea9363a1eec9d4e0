"""Sites: who takes from whom and how fast; one site's fingerprint and what others share with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from markupsafe import Markup

from ondit.knowledge import site_claims
from ondit.model import Flow, Kinship, Mark, Site
from ondit.views.screen import clean
from ondit.views.whence import state_labels
from ondit.web.desk import Desk, One, Part, listed
from ondit.web.disguise import plain_host
from ondit.web.draw import Link, network
from ondit.web.screens import pages as page_list
from ondit.web.screens.pages import nothing, query
from ondit.web.sheet import Rows, Sheet, Table
from ondit.web.words import Words, html

_DRAWN = 24
"""Sites of the network that are drawn, those that give and take most; the table has them all."""
_FLOWS = 60
"""Flows of the network that are looked at, the greatest first."""
_LINES = 100
"""Rows of what one site takes and gives, the greatest first; ``ondit sites`` has them all."""
_MARKED = 40
"""Pages of a site whose traits are gathered: machinery changes seldom."""
_NEWEST = 20


def sites(desk: Desk, asked: Part) -> Sheet:
    """Give the sites: a table first, then the network."""
    words = desk.words
    found = desk.corpus.sites(limit=asked.limit + 1, offset=asked.offset)
    total = desk.corpus.counts().sites
    listing = listed(iter(found), asked, total)
    shown = listing.items
    return Sheet(
        template="list.html",
        title=words.messages.say("web", "nav-sites"),
        shown={
            "listing": listing,
            "address": query("/sites", {}),
            "lead": words.count("sites", total),
            "filters": [],
            "table": _table(shown, desk),
            "empty": nothing(desk),
            "drawing": _network(desk) if asked.offset == 0 else "",
            "drawing_lead": words.say("network-lead"),
        },
        record=listing,
        rows=Rows(
            columns=tuple("site pages derived sources credited uncredited lag_seconds".split()),
            rows=[
                (
                    site.name,
                    site.articles,
                    site.derived,
                    " ".join(flow.source for flow in site.sources[:5]),
                    sum(flow.credited for flow in site.sources),
                    sum(flow.uncredited for flow in site.sources),
                    _lag(site),
                )
                for site in shown
            ],
        ),
        command=("ondit", "sites", desk.store),
    )


def _lag(site: Site) -> float | None:
    """Give the lag of the flow that rests on most pairs."""
    timed = [flow for flow in site.sources if flow.lag is not None]
    return max(timed, key=lambda flow: flow.timed).lag if timed else None


def _table(shown: Sequence[Site], desk: Desk) -> Table:
    words, links = desk.words, desk.links
    return Table(
        caption=words.say("sites-caption"),
        heads=[
            (words.of("what", "site"), "wide"),
            (words.say("column-pages"), "n"),
            (words.say("column-derived-share"), "n"),
            (words.say("column-sources"), "wide"),
            (words.say("column-lag"), "n"),
            (words.say("column-credited"), "n"),
        ],
        rows=[
            (
                links.link("sites", site.name, clean(site.name)),
                words.number(site.articles),
                words.share(site.derived / site.articles) if site.derived else "",
                Markup(", ").join(
                    Markup("{} <small>{}</small>").format(
                        links.link("sites", flow.source, clean(flow.source)),
                        words.number(flow.articles),
                    )
                    for flow in [one for one in site.sources if one.articles][:3]
                ),
                words.lag(_lag(site)),
                _credited(site.sources, desk),
            )
            for site in shown
        ],
    )


def _credited(flows: Sequence[Flow], desk: Desk) -> object:
    told = sum(flow.credited + flow.uncredited for flow in flows)
    if not told:
        return ""
    return desk.words.say(
        "credited-of",
        n=desk.words.number(sum(flow.credited for flow in flows)),
        of=desk.words.number(told),
    )


def _network(desk: Desk) -> Markup:
    """Draw the sites that give and take most, and what flows between them."""
    flows = [flow for flow in desk.corpus.flows(limit=_FLOWS) if flow.articles]
    weight: dict[str, int] = {}
    for flow in flows:
        for name in (flow.source, flow.taker):
            weight[name] = weight.get(name, 0) + flow.articles
    drawn = sorted(weight, key=lambda name: (-weight[name], name))[:_DRAWN]
    if not drawn:
        return Markup("")
    links = [
        Link(source=clean(flow.source), taker=clean(flow.taker), articles=flow.articles)
        for flow in flows
        if flow.source in drawn and flow.taker in drawn
    ]
    ring = [
        (clean(name), desk.corpus.site(name).articles, desk.links.to("sites", name))
        for name in drawn
    ]
    return network(ring, links, desk.words.messages.say("web", "network"))


# --------------------------------------------------------------------------------------------
# One site


def site(desk: Desk, asked: One) -> Sheet:
    """Give one site: what it takes and gives, its fingerprint, whom it resembles."""
    words = desk.words
    found = desk.corpus.site(asked.id)
    articles = list(desk.corpus.pages(site=asked.id, limit=_MARKED))
    takes = desk.corpus.flows(taker=asked.id, limit=_LINES)
    gives = desk.corpus.flows(source=asked.id, limit=_LINES)
    kin = desk.corpus.kinships(site=asked.id, limit=_LINES)
    marks = _marks([mark for page in articles for mark in page.article.marks])
    return Sheet(
        template="site.html",
        title=clean(asked.id),
        shown={
            "name": clean(asked.id),
            "site_title": clean(found.title or ""),
            "about": [
                words.count("pages", found.articles),
                *(words.language(code) for code, _ in found.languages[:4]),
            ],
            "written": plain_host(asked.id),
            "claims": [
                words.of(
                    "claim", one.claim, list=one.list_name, date=words.messages.day(one.list_date)
                )
                for one in site_claims(asked.id)
            ],
            "labels": [html(label) for label in state_labels(asked.id, words.screen)],
            "takes": _flows(takes, "source", desk),
            "gives": _flows(gives, "taker", desk),
            "marks": [
                (words.say(f"mark-{kind}"), clean(value), seen) for kind, value, seen in marks
            ],
            "kin": list(_kin(asked.id, kin, desk)),
            "newest": page_list.table(articles[:_NEWEST], desk),
            "all": query("/pages", {"site": asked.id}).rstrip("&"),
        },
        record=found,
        rows=Rows(columns=("kind", "value", "pages"), rows=marks),
        command=("ondit", "sites", desk.store, "--linked"),
    )


def _marks(marks: Sequence[Mark]) -> list[tuple[str, str, int]]:
    """Count each trait over the pages looked at, by kind, the commonest first."""
    counts: dict[tuple[str, str], int] = {}
    for mark in marks:
        counts[mark.kind, mark.value] = counts.get((mark.kind, mark.value), 0) + 1
    ranked = sorted(counts.items(), key=lambda one: (one[0][0], -one[1], one[0][1]))
    return [(kind, value, seen) for (kind, value), seen in islice(ranked, 200)]


def _flows(flows: Sequence[Flow], side: str, desk: Desk) -> Table:
    words = desk.words
    return Table(
        caption=words.say("takes" if side == "source" else "gives"),
        heads=[
            (words.of("what", "site"), "wide"),
            (words.say("column-pages"), "n"),
            (words.say("column-credited"), "n"),
            (words.say("column-lag"), "n"),
            (words.say("column-proof"), ""),
        ],
        rows=[
            (
                desk.links.link("sites", getattr(flow, side), clean(getattr(flow, side))),
                _taken(flow, words),
                _credited([flow], desk),
                words.lag(flow.lag),
                Markup(" ").join(
                    desk.links.link("compare", key, at)
                    for at, key in enumerate(flow.derivations[:5], start=1)
                ),
            )
            for flow in sorted(flows, key=lambda flow: -flow.articles)
            if flow.articles or side == "source"  # without a direction it stands in one table
        ],
    )


def _taken(flow: Flow, words: Words) -> Markup:
    """Count the pages of a flow, and those that are alike without a direction."""
    told = Markup(words.number(flow.articles)) if flow.articles else Markup("")
    if flow.undirected:
        told += Markup(" <small>{}</small>").format(words.count("undirected", flow.undirected))
    return told


def _kin(name: str, kin: Sequence[Kinship], desk: Desk) -> Iterator[tuple[object, Markup, Table]]:
    """Give each site that shares traits with this one, with the traits, the rarest first."""
    words = desk.words
    for one in kin:
        other = one.other if one.one == name else one.one
        caption = words.say("shares", other=clean(other))
        yield (
            desk.links.link("sites", other, clean(other)),
            words.of("strength", one.strength),
            Table(
                caption=caption,
                heads=[
                    (words.say("column-trait"), ""),
                    (words.say("column-value"), "wide"),
                    (words.say("column-bearers"), "n"),
                    (words.say("column-seen"), ""),
                ],
                rows=[
                    (
                        words.say(f"mark-{mark.kind}"),
                        clean(mark.value),
                        words.number(mark.sites),
                        Markup(" · ").join(
                            desk.links.link("pages", key, words.say("column-page"))
                            for key in mark.seen_in
                            if key
                        ),
                    )
                    for mark in one.marks
                ],
            ),
        )
