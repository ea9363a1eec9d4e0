"""Lists of addresses: what each dialect holds, and that no list does harm."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.errors import NotAList, OnditError, UnsafeList
from ondit.sources import feeds
from ondit.sources.feeds import Entry

RSS = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss.dtd">
<rss version="2.0"><channel><title>Le Brod</title><link>https://brod.example/</link>
<item><title>Le pont est ferm\xe9</title><link>/pont</link><guid isPermaLink="false">77</guid>
<pubDate>Tue, 13 Oct 2026 18:40:00 +0200</pubDate>
<description>&lt;p&gt;Un pont&nbsp;!</description></item>
<item><title>Sans lien</title></item>
<item><guid>https://brod.example/gare</guid></item>
</channel></rss>""".encode("latin-1")

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><entry>
<id>tag:brod.example,2026:1</id><title>The bridge</title><updated>2026-10-13T16:40:00Z</updated>
<link rel="enclosure" href="https://brod.example/a.mp3"/>
<link rel="alternate" href="https://brod.example/bridge"/></entry></feed>""".encode("utf-16")

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="https://brod.example/x"><title>X</title><link>https://brod.example/x</link>
<dc:date>2026-10-13T18:40:00+02:00</dc:date></item></rdf:RDF>"""

JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "B", "items":
[{"id": 5, "url": "https://brod.example/j", "title": "J",
"date_published": "2026-10-13T16:40:00Z"}]}"""

SITEMAP = b"""\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?><!-- made by x -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://brod.example/a.jpg</image:loc><image:title>No</image:title>
</image:image><loc> https://brod.example/pont?a=1&amp;b=2
</loc><lastmod>2026-10-14</lastmod><news:news><news:publication_date>2026-10-13T16:40:00Z
</news:publication_date><news:title>Le pont</news:title></news:news></url>
<url><loc>https://brod.example/gare</loc><lastmod>2026-10-12</lastmod></url>
<url><loc>mailto:a@b</loc></url></urlset>"""

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://brod.example/1.xml</loc></sitemap><sitemap><loc>/2.xml</loc></sitemap>
</sitemapindex>"""

OPML = b"""<opml version="2.0"><head><title>x</title></head><body><outline text="Presse">
<outline type="rss" text="A" xmlUrl="https://a.example/rss"/>
<outline text="B" XMLURL="https://b.example/rss"/><outline text="A again" xmlUrl="https://a.example/rss"/>
</outline></body></opml>"""

TEXT = (
    "\ufeff# my list\r\nhttps://a.example/1\r\n\r\n  https://a.example/2  \nhttps://a.example/1\n"
)


def test_rss() -> None:
    listing = feeds.read(RSS, name="x", url="https://brod.example/rss")
    assert (listing.kind, listing.title) == ("feed", "Le Brod")
    assert listing.entries == (
        Entry(
            url="https://brod.example/pont",
            title="Le pont est fermé",
            published="2026-10-13T18:40:00+02:00",
            key="77",
        ),
        Entry(url="https://brod.example/gare", key="https://brod.example/gare"),
    )


def test_atom_in_utf_16() -> None:
    (entry,) = feeds.read(ATOM, name="x").entries
    assert (entry.url, entry.title) == ("https://brod.example/bridge", "The bridge")
    assert (entry.published, entry.key) == ("2026-10-13T16:40:00Z", "tag:brod.example,2026:1")


@pytest.mark.parametrize("body", [RDF, JSON])
def test_rdf_and_json(body: bytes) -> None:
    (entry,) = feeds.read(body, name="x").entries
    assert entry.url in ("https://brod.example/x", "https://brod.example/j")
    assert entry.published in ("2026-10-13T18:40:00+02:00", "2026-10-13T16:40:00Z")


def test_a_sitemap_gives_its_pages_and_not_their_pictures() -> None:
    assert feeds.read(SITEMAP, name="x").entries == (
        Entry(
            url="https://brod.example/pont?a=1&b=2",
            title="Le pont",
            published="2026-10-13T16:40:00Z",
            dated_by="sitemap:publication_date",
        ),
        Entry(url="https://brod.example/gare", published="2026-10-12", dated_by="sitemap:lastmod"),
    )


def test_an_index_and_an_outline_give_further_lists() -> None:
    index = feeds.read(INDEX, name="x", url="https://brod.example/sitemap.xml")
    assert index.lists == ("https://brod.example/1.xml", "https://brod.example/2.xml")
    assert feeds.read(OPML, name="x").lists == ("https://a.example/rss", "https://b.example/rss")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_text_with_an_address_on_each_line(encoding: str) -> None:
    body = TEXT.removeprefix("\ufeff" if encoding == "utf-16" else "").encode(encoding)
    listing = feeds.read(body, name="x")
    assert [one.url for one in listing.entries] == ["https://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body><rss></body></html>",
        b"<!doctype html><title>feed</title>",
        b"https://a.example/1 is where it stood.\nMore words.",
        b"# A heading\n\nWords.",
        b'{"version": "2"}',
        b"\x89PNG\r\n",
    ],
)
def test_what_is_no_list(body: bytes) -> None:
    assert feeds.kind(body) is None
    with pytest.raises(NotAList):
        feeds.read(body, name="x")


@pytest.mark.parametrize("body", [SITEMAP[:-60], SITEMAP + b"<junk", OPML[:-20]])
def test_a_list_that_is_cut_keeps_what_came(body: bytes) -> None:
    listing = feeds.read(body, name="x")
    assert listing.entries or listing.lists


@pytest.mark.parametrize(
    "body",
    [b"<urlset", b"<opml><body>", b'{"version": "https://jsonfeed.org/version/1", "items": 3}'],
)
def test_a_list_of_which_nothing_can_be_read(body: bytes) -> None:
    with pytest.raises(NotAList):
        feeds.read(body, name="x")


LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">%b]>' % LAUGHS
OTHER_FILE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("start", [BOMB, OTHER_FILE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "rest",
    [
        b"<rss><channel><item><title>&l11;</title><link>https://a.example/</link></item></channel></rss>",
        b"<urlset><url><loc>https://a.example/&l11;</loc></url></urlset>",
        b'<opml><body><outline xmlUrl="https://a.example/&l11;"/></body></opml>',
    ],
)
def test_entities_of_its_own_are_refused(start: bytes, rest: bytes, encoding: str) -> None:
    began = time.process_time()
    with pytest.raises(UnsafeList):
        feeds.read((start + rest).decode().encode(encoding), name="x")
    assert time.process_time() - began < 2


def test_addresses_that_are_none_of_the_web_are_left_out() -> None:
    body = RSS.replace(b"/pont", b"javascript:alert(1)").replace(b"https://brod.example/gare", b"x")
    assert feeds.read(body, name="x").entries == ()


@given(st.sampled_from([RSS, ATOM, RDF, JSON, SITEMAP, INDEX, OPML]), st.data())
def test_any_damage_is_read_or_refused(body: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(body) - 1))
    cut = data.draw(st.integers(0, 40))
    hurt = body[:at] + data.draw(st.binary(max_size=20)) + body[at + cut :]
    try:
        listing = feeds.read(hurt, name="x", url="https://brod.example/")
    except OnditError:
        return
    assert all(one.url.startswith(("http://", "https://")) for one in listing.entries)
