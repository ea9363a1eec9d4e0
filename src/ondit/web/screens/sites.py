"""Sites: who takes from whom and how fast; one site's fingerprint and what others share with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from markupsafe import Markup

from ondit.knowledge import site_claims
from ondit.model import Flow, Kinship, Mark, Site
from ondit.views.screen import clean
from ondit.views.whence import state_labels
from ondit.web.desk import Desk, One, Part
from ondit.web.draw import Link, network
from ondit.web.screens import pages as page_list
from ondit.web.screens.pages import nothing, query
from ondit.web.sheet import Listing, Rows, Sheet, Table
from ondit.web.words import html

_DRAWN = 24
"""Sites of the network that are drawn, those that give and take most; the table has them all."""
_MARKED = 40
"""Pages of a site whose traits are gathered: machinery changes seldom."""
_NEWEST = 20


def sites(desk: Desk, asked: Part) -> Sheet:
    """Give the sites: a table first, then the network."""
    words = desk.words
    found = desk.corpus.sites()
    shown = found[asked.offset : asked.offset + asked.limit]
    listing = Listing(
        items=tuple(shown),
        offset=asked.offset,
        limit=asked.limit,
        more=len(found) > asked.offset + asked.limit,
        total=len(found),
    )
    return Sheet(
        template="list.html",
        title=words.messages.say("web", "nav-sites"),
        shown={
            "listing": listing,
            "address": query("/sites", {}),
            "lead": words.count("sites", len(found)),
            "filters": [],
            "table": _table(shown, desk),
            "empty": nothing(desk),
            "drawing": _network(found, desk) if asked.offset == 0 else "",
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
                    for flow in site.sources[:3]
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


def _network(found: Sequence[Site], desk: Desk) -> Markup:
    """Draw the sites that give and take most."""
    links = [
        Link(source=flow.source, taker=flow.taker, articles=flow.articles)
        for site in found
        for flow in site.sources
    ]
    weight: dict[str, int] = {}
    for link in links:
        for name in (link.source, link.taker):
            weight[name] = weight.get(name, 0) + link.articles
    drawn = sorted(weight, key=lambda name: (-weight[name], name))[:_DRAWN]
    if not drawn:
        return Markup("")
    many = {site.name: site.articles for site in found}
    label = desk.words.messages.say("web", "network")
    ring = [(clean(name), many.get(name, 1), desk.links.to("sites", name)) for name in drawn]
    return network(ring, links, label)


# --------------------------------------------------------------------------------------------
# One site


def site(desk: Desk, asked: One) -> Sheet:
    """Give one site: what it takes and gives, its fingerprint, whom it resembles."""
    words = desk.words
    found = next((one for one in desk.corpus.sites() if one.name == asked.id), None)
    articles = list(desk.corpus.pages(site=asked.id, limit=_MARKED))
    if found is None:
        found = Site(name=asked.id, articles=len(articles))
    if not articles:
        from ondit.errors import NotInCorpus

        raise NotInCorpus(path=desk.store, id=asked.id)
    flows = desk.corpus.flows()
    kin = [one for one in desk.corpus.kinships() if asked.id in (one.one, one.other)]
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
            "claims": [
                words.of(
                    "claim", one.claim, list=one.list_name, date=words.messages.day(one.list_date)
                )
                for one in site_claims(asked.id)
            ],
            "labels": [html(label) for label in state_labels(asked.id, words.screen)],
            "takes": _flows([one for one in flows if one.taker == asked.id], "source", desk),
            "gives": _flows([one for one in flows if one.source == asked.id], "taker", desk),
            "marks": [
                (words.say(f"mark-{kind}"), clean(value), seen) for kind, value, seen in marks
            ],
            "kin": _kin(asked.id, kin, desk),
            "newest": page_list.table(articles[:_NEWEST], desk),
            "all": f"/pages?site={asked.id}",
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
                words.number(flow.articles),
                _credited([flow], desk),
                words.lag(flow.lag),
                Markup(" ").join(
                    desk.links.link("compare", key, at)
                    for at, key in enumerate(flow.derivations[:5], start=1)
                ),
            )
            for flow in sorted(flows, key=lambda flow: -flow.articles)
        ],
    )


def _kin(name: str, kin: Sequence[Kinship], desk: Desk) -> list[tuple[object, Markup, Table]]:
    """Give each site that shares traits with this one, with the traits, the rarest first."""
    return list(_kinships(name, kin, desk))


def _kinships(
    name: str, kin: Sequence[Kinship], desk: Desk
) -> Iterator[tuple[object, Markup, Table]]:
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
