"""Looking for the original: where to look, what is likely, and that it is found on a loopback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from ondit import cli
from ondit.finder.likely import Listed, likely
from ondit.finder.plan import Plan, plan
from ondit.finder.search import search
from ondit.model import Page, Search, TracedPage
from ondit.pipeline import traced
from servers import Reply, Routes, Server, fetcher, serving

ARCHIVE = "http://archive.example"
ORIGINAL = "/world/2026/10/13/nato-ministers-air-defence-pledge/"
SLUGS = (
    "us-stocks-close-higher-tech-rally central-bank-holds-rates-inflation-cools"
    " earthquake-hits-northern-chile-no-casualties film-festival-opens-lisbon"
    " russia-central-bank-raises-key-rate ukraine-harvest-forecast-cut-drought"
    " germany-coalition-talks-collapse-budget court-rules-against-mining-company"
    " premier-league-late-goal-lifts-city air-travel-recovers-airlines-add-flights"
    " nato-chief-visits-arctic-base defence-stocks-fall-europe brussels-court-fines-chipmaker"
    " ministers-resign-lisbon-scandal pledge-to-cut-emissions-before-summit"
    " winter-storm-closes-airports-midwest drone-maker-files-for-listing"
).split()


@pytest.fixture
def page(examples: Path) -> TracedPage:
    """A French blog that credits an outlet, with a date."""
    body = (examples / "blogue.html").read_bytes().replace(b"Northwire", b"Reuters")
    return traced(Page(name="blogue.html", body=body))


@pytest.fixture
def original(examples: Path) -> bytes:
    return (examples / "agency.html").read_bytes()


def planned(page: TracedPage, **settings: Any) -> Plan:
    made = plan(page, archive=ARCHIVE, scheme="http", **settings)
    assert made is not None
    return made


def cdx(*more: str) -> bytes:
    """Give what an archive's index says."""
    lines = [f"20261013{n:02}0000 https://www.reuters.com/news/{s}/" for n, s in enumerate(SLUGS)]
    return "\n".join([*lines, *more, "junk", "20261013 x y"]).encode()


def sought(routes: Routes, page: TracedPage, **settings: Any) -> tuple[Search, Server]:
    with serving(routes) as server, fetcher(server) as asking:
        return search(planned(page), asking, **settings), server


# --------------------------------------------------------------------------------------------
# Where


def test_the_credited_outlet_is_asked_about_the_days_of_the_page(page: TracedPage) -> None:
    made = planned(page)
    assert [place.domain for place in made.places] == ["reuters.com"]
    assert made.places[0].language == "en"
    assert (made.since, made.until) == ("2026-10-10", "2026-10-16")
    assert made.hosts == ("archive.example", "reuters.com")


def test_a_page_that_points_nowhere_is_not_looked_for(examples: Path) -> None:
    body = (examples / "tribune.html").read_bytes()
    assert plan(traced(Page(name="x", body=body))) is None


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00Z", "9999-12-31", "no date"])
def test_a_day_that_stands_for_none_gives_no_days(page: TracedPage, value: str) -> None:
    published = page.article.published
    assert published is not None
    placeholder = structs.replace(published, value=value)
    article = structs.replace(page.article, published=placeholder, modified=None, dates=())
    made = plan(structs.replace(page, article=article))
    assert made is not None
    assert (made.since, made.until) == (None, None)


def test_an_outlet_is_not_asked_for_its_own_page(examples: Path) -> None:
    body = (examples / "blogue.html").read_bytes().replace(b"Northwire", b"Reuters")
    own = traced(Page(name="x", body=body, url="https://www.reuters.com/fr/x"))
    made = plan(own)
    assert made is None or not made.places


def test_an_address_that_the_page_gives_comes_first(examples: Path, original: bytes) -> None:
    body = (examples / "blogue.html").read_text(encoding="utf-8")
    tag = '<link rel="canonical" href="http://www.northwire.example/a/story">'
    body = body.replace("<head>", f"<head>{tag}").replace("Northwire", "Reuters")
    given = traced(Page(name="x", body=body.encode(), url="https://blog.example/x"))
    made = planned(given)
    assert made.addresses == ("http://www.northwire.example/a/story",)
    found, server = sought({"www.northwire.example/a/story": Reply(body=original)}, given)
    assert [(lead.url, lead.found_in) for lead in found.leads] == [(made.addresses[0], "page")]
    assert {one.host for one in server.asked} == {"www.northwire.example"}
    assert found.derivations[0].kind == "translation"


# --------------------------------------------------------------------------------------------
# Which


def test_the_words_of_an_address_tell_the_original_across_languages(page: TracedPage) -> None:
    urls = [f"https://reuters.com/news/{slug}" for slug in SLUGS]
    urls.insert(7, f"https://reuters.com{ORIGINAL}")
    listed = [Listed(url=url, found_in="archive", language="en") for url in urls]
    ranked = likely(page.article, listed, most=5)
    assert ranked[0].listed.url.endswith(ORIGINAL)
    assert set(ranked[0].words) >= {"nato", "ministers", "defence"}
    assert ranked == likely(page.article, listed[::-1], most=5)


def test_a_title_tells_where_the_address_does_not(page: TracedPage) -> None:
    titles = [slug.replace("-", " ") for slug in SLUGS]
    titles.append("NATO ministers weigh joint air defence pledge as stocks run low")
    listed = [
        Listed(url=f"https://reuters.com/{n}", found_in="sitemap", language="en", title=title)
        for n, title in enumerate(titles)
    ]
    assert likely(page.article, listed, most=1)[0].listed.title == titles[-1]


def test_one_word_in_common_is_chance(page: TracedPage) -> None:
    listed = [
        Listed(url="https://reuters.com/nato-jazz-concert", found_in="archive", language="en")
    ]
    assert likely(page.article, listed, most=5) == []


# --------------------------------------------------------------------------------------------
# The search


def test_the_original_is_found_by_the_archive(page: TracedPage, original: bytes) -> None:
    address = f"https://www.reuters.com{ORIGINAL}"

    def index(handler: Any) -> Reply:
        assert "from=20261010" in handler.path
        assert "to=20261016" in handler.path
        assert "url=reuters.com" in handler.path
        return Reply(body=cdx(f"20261013150000 {address}"))

    routes: Routes = {
        "archive.example/cdx/search/cdx": index,
        f"archive.example/web/20261013150000id_/{address}": Reply(body=original),
    }
    found, _ = sought(routes, page)
    assert found.listed == len(SLUGS) + 1
    assert found.leads[0].url == address
    assert found.leads[0].found_in == "archive"
    assert found.leads[0].day == "2026-10-13"
    assert "nato" in found.leads[0].words
    (derivation,) = found.derivations
    assert derivation.kind == "translation"
    assert derivation.other == page.article.id
    assert found.pages[0].article.url == address
    assert len(found.leads) == 1  # what was sought is found: no more is asked


def test_the_original_is_found_by_a_sitemap_of_the_month(page: TracedPage, original: bytes) -> None:
    def urlset(*urls: str) -> Reply:
        inner = "".join(f"<url><loc>{u}</loc><lastmod>2026-10-13</lastmod></url>" for u in urls)
        return Reply(body=f"<urlset>{inner}</urlset>".encode())

    lists = "".join(
        f"<sitemap><loc>http://reuters.com/map-{month}.xml</loc></sitemap>"
        for month in ("2026-08", "2026-09", "2026-10", "2026-11")
    )
    routes: Routes = {
        "reuters.com/robots.txt": Reply(body=b"Sitemap: http://reuters.com/maps.xml"),
        "reuters.com/maps.xml": Reply(body=f"<sitemapindex>{lists}</sitemapindex>".encode()),
        "reuters.com/map-2026-10.xml": urlset(
            *(f"http://reuters.com/news/{slug}" for slug in SLUGS), f"http://reuters.com{ORIGINAL}"
        ),
        f"reuters.com{ORIGINAL}": Reply(body=original),
    }
    found, server = sought(routes, page)
    assert found.derivations[0].kind == "translation"
    assert found.leads[0].found_in == "sitemap"
    asked = [one.path for one in server.asked if "map-" in one.path]
    assert asked == ["/map-2026-10.xml"]
    assert [one.error for one in found.failures] == ["Refused"]  # the archive's index


def test_the_rules_of_the_archive_are_respected(page: TracedPage) -> None:
    routes: Routes = {"archive.example/robots.txt": Reply(body=b"User-agent: *\nDisallow: /")}
    found, server = sought(routes, page)
    assert [one.error for one in found.failures] == ["ForbiddenByRobots"]
    assert not any(one.path.startswith("/cdx") for one in server.asked)


def test_no_more_is_looked_at_than_asked(page: TracedPage, examples: Path) -> None:
    other = Reply(body=(examples / "journal.html").read_bytes())
    slugs = [f"nato-ministers-batteries-{n}-winter-ukraine" for n in range(30)]
    inner = "".join(f"<url><loc>http://reuters.com/{slug}</loc></url>" for slug in slugs)
    routes: Routes = {"reuters.com/sitemap.xml": Reply(body=f"<urlset>{inner}</urlset>".encode())}
    routes |= {f"reuters.com/{slug}": other for slug in slugs[:3]}
    found, server = sought(routes, page, most=4)
    assert len(found.leads) == 4
    assert sum(one.path.startswith("/nato") for one in server.asked) == 4
    assert all(lead.failure or lead.article for lead in found.leads)
    assert not [one for one in found.derivations if one.kind == "translation"]


def test_nothing_that_is_there_raises(page: TracedPage) -> None:
    junk = Reply(body=b"\x00\xff<urlset><url><loc>nonsense")
    routes: Routes = {"reuters.com/sitemap.xml": junk}
    found, _ = sought(routes, page)
    assert found.leads == ()
    assert found.derivations == ()


# --------------------------------------------------------------------------------------------
# The command


@pytest.mark.parametrize("code", ["en", "fr"])
def test_trace_online_shows_what_was_found_and_why(
    tmp_path: Path,
    examples: Path,
    original: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
) -> None:
    from ondit.finder import plan as planning
    from ondit.sources.online import fetch

    body = (examples / "blogue.html").read_bytes().replace(b"Northwire", b"Reuters")
    path = tmp_path / "blogue.html"
    path.write_bytes(body)
    inner = f"<url><loc>http://reuters.com{ORIGINAL}</loc></url>"
    routes: Routes = {
        "reuters.com/sitemap.xml": Reply(body=f"<urlset>{inner}</urlset>".encode()),
        f"reuters.com{ORIGINAL}": Reply(body=original),
    }
    quick = fetch.Limits(pause=0.001)
    with serving(routes) as server:
        monkeypatch.setattr(fetch, "Limits", lambda: quick)
        monkeypatch.setattr("ondit.sources.online.guard.is_public", bool)
        monkeypatch.setattr(planning.plan, "__kwdefaults__", {"archive": ARCHIVE, "scheme": "http"})
        defaults = {**(fetch.Fetcher.__init__.__kwdefaults__ or {}), "resolve": server.resolve}
        monkeypatch.setattr(fetch.Fetcher.__init__, "__kwdefaults__", defaults)
        arguments = ["trace", str(path), "--online", "--yes", "--lang-ui", code]
        assert cli.run(arguments) == cli.DONE
    shown = capsys.readouterr()
    assert "archive.example, reuters.com" in shown.err
    assert ORIGINAL.strip("/").rpartition("/")[2] in shown.out
    assert {"en": "ONLINE", "fr": "EN LIGNE"}[code] in shown.out
    assert {"en": "translation", "fr": "traduction"}[code] in shown.out
