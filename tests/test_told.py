"""Dates that others tell of a page go with it from where it was had to what is read and kept."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from archives import HTML, Exchange, warc
from ondit import Corpus
from ondit.bundle import write
from ondit.bundle.verify import verify
from ondit.engine.inline import Inline
from ondit.model import DateClue, Page
from ondit.page.read import read
from ondit.sources import files
from ondit.sources import warc as archive
from ondit.sources.online import gather
from servers import Reply, Routes, fetcher, serving

TEXT = (
    "Le conseil municipal a repoussé jeudi soir, par douze voix contre neuf, la vente du moulin, "
    "que trois repreneurs s’étaient engagés à remettre en marche avant la fin de l’année."
)
BODY = f"<html><body><h1>Le moulin</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>".encode()
CHANGED = ("Last-Modified", "Tue, 13 Oct 2026 18:40:00 GMT")
FEED = """<rss version="2.0"><channel><title>Le Brod</title><item><link>{address}/pont</link>
<pubDate>Tue, 13 Oct 2026 18:40:00 +0200</pubDate></item></channel></rss>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{address}/pont</loc>
<lastmod>2026-10-12</lastmod></url></urlset>"""


def told(page: Page) -> set[tuple[str, str, str, bool]]:
    return {(clue.seen_in, clue.says, clue.value, clue.trusted) for clue in read(page).dates}


FETCHED = DateClue(
    value="2026-10-14T08:00:00Z",
    says="fetched",
    seen_in="warc-date",
    words="2026-10-14T08:00:00Z",
    trusted=True,
    why="fetched",
)


def test_an_archive_tells_when_and_what_the_server_said() -> None:
    made = warc(
        Exchange(url="https://a.example/pont", body=BODY, headers=(("Content-Type", HTML), CHANGED))
    )
    (page,) = archive.pages(BytesIO(made), "a.warc.gz", limit=10_000_000)
    assert isinstance(page, Page)
    assert told(page) == {
        ("warc-date", "fetched", "2026-10-13T16:40:00Z", True),
        ("http:last-modified", "modified", "2026-10-13T18:40:00Z", False),
    }
    article = read(page)
    assert article.published is None
    assert article.modified is not None
    assert article.modified.trusted is False


def test_a_date_that_no_server_writes_is_left_out() -> None:
    headers = (("Content-Type", HTML), ("Last-Modified", "yesterday"))
    made = warc(Exchange(url="https://a.example/pont", body=BODY, headers=headers))
    (page,) = archive.pages(BytesIO(made), "a.warc.gz", limit=10_000_000)
    assert isinstance(page, Page)
    assert [clue.seen_in for clue in page.told] == ["warc-date"]


@pytest.mark.parametrize(
    ("listing", "clue"),
    [
        (FEED, ("feed", "published", "2026-10-13T18:40:00+02:00", True)),
        (MAP, ("sitemap:lastmod", "modified", "2026-10-12", False)),
    ],
)
def test_a_list_tells_the_dates_of_its_pages(
    listing: str, clue: tuple[str, str, str, bool]
) -> None:
    written = listing.format(address="http://brod.example").encode()
    routes: Routes = {
        "brod.example/list": Reply(body=written, headers={"Content-Type": "text/xml"}),
        "brod.example/pont": Reply(body=BODY),
    }
    with serving(routes) as server, fetcher(server) as asking:
        (page,) = gather.pages(["http://brod.example/list"], asking)
    assert isinstance(page, Page)
    assert clue in told(page)
    assert {one.seen_in for one in page.told if one.says == "fetched"} == {"online"}
    published = read(page).published
    assert (published.value if published else None) == (clue[2] if clue[3] else None)


def test_a_saved_page_tells_when_it_was_saved(tmp_path: Path) -> None:
    top = (
        b"<!--\n Page saved with SingleFile\n url: https://a.example/pont\n"
        b" saved date: Tue Oct 13 2026 18:40:00 GMT+0200 (x)\n-->"
    )
    path = tmp_path / "a.html"
    path.write_bytes(BODY.replace(b"<html>", b"<html>" + top))
    assert told(files.page(path)) == {("singlefile", "fetched", "2026-10-13T18:40:00+02:00", True)}
    message = EmailMessage()
    message["Date"] = "Tue, 13 Oct 2026 18:40:00 +0200"
    message.set_content(BODY.decode(), subtype="html")
    message.make_related()
    path = tmp_path / "a.mhtml"
    path.write_bytes(bytes(message))
    assert told(files.page(path)) == {("mhtml:date", "fetched", "2026-10-13T18:40:00+02:00", True)}


COPY = "https://web.archive.org/web/20200312101407/https://a.example/x"
WOMBAT = '<script>__wm.wombat("http://a.example/x","20200312101407","https://w/")</script>'


@pytest.mark.parametrize(
    ("url", "inside", "clue"),
    [
        (COPY, "", ("wayback:url", "2020-03-12T10:14:07Z")),
        ("http://archive.ph/20200312/https://a.example/x", "", ("wayback:url", "2020-03-12")),
        (None, WOMBAT, ("wayback", "2020-03-12T10:14:07Z")),
        (None, f"<!-- saved from url=(0059){COPY} -->", ("wayback:url", "2020-03-12T10:14:07Z")),
    ],
)
def test_an_archived_page_tells_when_it_was_taken(
    url: str | None, inside: str, clue: tuple[str, str]
) -> None:
    late = b"<meta property='article:published_time' content='2021-01-01'>"
    article = read(Page(name="x", url=url, body=inside.encode() + late + BODY))
    assert clue in {(one.seen_in, one.value) for one in article.dates if one.says == "fetched"}
    doubted = next(one for one in article.dates if one.says == "published")
    assert (doubted.trusted, doubted.why) == (False, "after-fetched")


def test_what_is_announced_is_no_date_of_the_page() -> None:
    data = (
        '<script type="application/ld+json">[{"@type": "MusicEvent",'
        ' "startDate": "2026-12-24T20:00+01:00", "endDate": "2026-12-24"},'
        ' {"@type": "NewsArticle", "datePublished": "2026-10-13"}]</script>'
    )
    shown = '<p>Le 3 juin <time itemprop="startDate" datetime="2027-06-03">3 juin 2027</time></p>'
    body = data.encode() + BODY.replace(b"</h1>", b"</h1>" + shown.encode())
    article = read(Page(name="x", body=body, fetched="2026-10-14"))
    events = {(one.seen_in, one.value, one.trusted) for one in article.dates if one.says == "event"}
    assert events == {
        ("json-ld:startDate", "2026-12-24T20:00+01:00", True),
        ("json-ld:endDate", "2026-12-24", True),
        ("time", "2027-06-03", True),
    }
    assert article.published is not None
    assert article.published.value == "2026-10-13"


def test_a_date_of_a_feed_gives_way_to_the_pages_own() -> None:
    feed = DateClue(
        value="2026-10-14", says="published", seen_in="feed", words="x", trusted=True, why="listed"
    )
    own = b"<meta property='article:published_time' content='2026-10-13'>"
    article = read(Page(name="x", body=own + BODY, told=(feed,)))
    assert article.published is not None
    assert article.published.value == "2026-10-13"
    assert feed in article.dates


def test_a_corpus_and_a_bundle_keep_what_was_told(tmp_path: Path) -> None:
    page = Page(
        name="pont.html",
        url="https://a.example/pont",
        body=BODY,
        fetched=FETCHED.value,
        told=(FETCHED,),
    )
    with Corpus(tmp_path / "case.ondit") as corpus:
        corpus.add([page, page], engine=Inline())
        (kept,) = corpus.articles()
        assert FETCHED in kept.dates
        assert corpus.original(kept.id) == page
        assert len(list(corpus.articles())) == 1
        assert not list(corpus.check())
    data = write.bundle([page], made="2026-10-20T00:00:00Z", title="x")
    assert not verify(data, name="x.wacz").findings


def test_a_page_of_which_nothing_is_told_has_its_key_as_before() -> None:
    from ondit.store.pages import key

    assert key(Page(name="a", body=b"a")) == bytes.fromhex(KEY)
    assert key(Page(name="a", body=b"a", told=(FETCHED,))) != key(Page(name="a", body=b"a"))


KEY = "69d712cdf415d935a79c20325f7941b1"
