"""The report: what was found, in one file that opens from disk and asks nobody for anything.

It is made by the templates of the server. Its links are anchors, its style stands in its head under
a policy that lets nothing load and nothing run, and it prints.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from ondit.lineage.stories import stories
from ondit.model import Article, Derivation, Trace
from ondit.views.screen import clean
from ondit.web.screens import compare as compare_screen
from ondit.web.screens import page as page_screen
from ondit.web.screens import stories as story_screen
from ondit.web.screens.page import Around
from ondit.web.sheet import Links
from ondit.web.templating import single
from ondit.web.words import Words

COMPARED = 40
"""Pairs laid side by side in one report, those that no third page explains first: a file of more
is a corpus, and has a server."""


def report(
    trace: Trace, code: str, *, title: str, command: Sequence[str], made: str | None = None
) -> str:
    """Give the HTML of a report of ``trace``; ``made`` is the day to put on it (ISO 8601)."""
    articles = {page.article.id: page.article for page in trace.pages}
    words = Words(code).calling(articles.values())
    whole = [one for one in trace.derivations if one.pairs and one.via is None][:COMPARED]
    links = Links(anchors=_anchors(articles, whole))
    return single(
        "report.html",
        words,
        links,
        title=clean(title),
        made=words.day(made),
        command=shlex.join([clean(word) for word in command]),
        contents=[
            (links.to("pages", key), words.page(article), clean(article.site or ""))
            for key, article in articles.items()
        ],
        stories=[
            story_screen.shown(story, articles, words, links)
            for story in trace.stories or stories(articles.values(), trace.derivations)
            if articles.keys() >= set(story.articles)
        ],
        pages=[
            page_screen.shown(page, _around(page.article.id, trace, articles), words, links)
            for page in trace.pages
        ],
        pairs=[
            compare_screen.shown(one, articles[one.one], articles[one.other], words, links)
            for one in whole
        ],
        failures=trace.failures,
    )


def _around(key: str, trace: Trace, articles: dict[str, Article]) -> Around:
    mine = tuple(
        one for one in trace.derivations if key in (one.one, one.other) and one.via is None
    )
    ends = {end for one in mine for end in (one.one, one.other)}
    return Around(derivations=mine, articles=tuple(articles[end] for end in sorted(ends)))


def _anchors(articles: dict[str, Article], whole: Sequence[Derivation]) -> dict[str, str]:
    pages = {f"pages/{key}": f"page-{key}" for key in articles}
    return pages | {f"compare/{one.id}": f"compare-{one.id}" for one in whole}
