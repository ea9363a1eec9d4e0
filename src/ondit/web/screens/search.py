"""Search: words in articles and statements, with the place where they stand."""

from __future__ import annotations

from itertools import islice

from markupsafe import Markup

from ondit.model import Article, Hit
from ondit.text import fold
from ondit.views.screen import clean
from ondit.web.desk import Asked, Desk, Part, listed
from ondit.web.marked import Mark, marked
from ondit.web.screens.pages import nothing, query
from ondit.web.sheet import Empty, Listing, Rows, Sheet


class Words(Part, frozen=True, kw_only=True):
    """What is searched for."""

    q: Asked = ""
    beside: Asked = ""
    """The page that one of those found is to be laid beside."""


def search(desk: Desk, asked: Words) -> Sheet:
    """Give the articles that hold the words, the best first."""
    words = desk.words
    found = desk.corpus.search(asked.q, limit=asked.limit + 1, offset=asked.offset)
    listing: Listing[Hit] = listed(iter(found if asked.q.strip() else ()), asked)
    articles = desk.articles(hit.article for hit in listing.items)
    return Sheet(
        template="search.html",
        title=words.messages.say("web", "nav-search"),
        shown={
            "query": asked.q,
            "beside": _beside(desk, asked.beside),
            "listing": listing,
            "address": query("/search", {"q": asked.q, "beside": asked.beside}),
            "hits": [_hit(hit, articles[hit.article], desk, asked.q) for hit in listing.items],
            "empty": _empty(desk, asked.q),
        },
        record=listing,
        rows=Rows(
            columns=("article", "statement", "block", "start", "end", "snippet"),
            rows=[
                (hit.article, hit.statement, at.block, at.start, at.end, hit.snippet)
                for hit in listing.items
                if (at := hit.span)
            ],
        ),
        command=("ondit", "search", desk.store, asked.q),
    )


def _hit(hit: Hit, article: Article, desk: Desk, asked: str) -> dict[str, object]:
    return {
        "article": hit.article,
        "link": desk.links.link("pages", hit.article, desk.words.page(article)),
        "about": [clean(article.site or ""), desk.words.language(article.language)],
        "language": article.language or "",
        "snippet": _lit(hit.snippet, asked),
        "said": hit.statement is not None,
    }


def _beside(desk: Desk, key: str) -> tuple[str, str] | None:
    """Name the page that something is to be compared with."""
    return (key, desk.words.page(desk.corpus.page(key).article)) if key else None


def _empty(desk: Desk, asked: str) -> Empty:
    if not desk.corpus.counts().articles:
        return nothing(desk)
    if asked.strip():
        return Empty(told=desk.words.say("no-hits"), next=desk.words.say("no-hits-next"))
    return Empty(told=desk.words.say("search-how"), next=desk.words.say("search-how-next"))


def _lit(snippet: str, asked: str) -> Markup:
    """Mark the words that were asked for, whatever their case and diacritics."""
    wanted = [fold(word.strip('"*')) for word in asked.split()]
    wanted = [word for word in wanted if word]
    text = clean(snippet)
    marks = []
    at = 0
    for word in text.split(" "):
        folded = fold(word)
        inside = (folded.find(one) for one in wanted)
        if any(place >= 0 and len(folded) == len(word) for place in inside):
            marks.append(Mark(start=at, end=at + len(word), classes="hit"))
        at += len(word) + 1
    return marked(text, list(islice(marks, 50)))
