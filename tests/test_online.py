"""Asking the network: politely, within limits, and nowhere it was not meant to."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from ondit.errors import (
    BadRedirect,
    CutShort,
    ForbiddenByRobots,
    NotAnAddress,
    OnditError,
    PrivateAddress,
    Refused,
    TooLarge,
    TooSlow,
    Unreachable,
)
from ondit.model import Failure, Page
from ondit.sources import files
from ondit.sources.online import pages
from ondit.sources.online.clock import Clock
from ondit.sources.online.fetch import Limits
from ondit.sources.online.guard import is_public
from ondit.sources.online.keep import Keeper
from ondit.sources.online.robots import Robots
from servers import HTML, Reply, Routes, Server, Waiting, fetcher, serving

PAGE = b"<html><p>Le pont est ferm\xc3\xa9.</p></html>"
Fails = Callable[[BaseHTTPRequestHandler], None]


def got(routes: Routes, address: str = "http://a.example/", **settings: Any) -> OnditError | bytes:
    """Give the body of ``address``, or the error."""
    with serving(routes) as server, fetcher(server, **settings) as asking:
        try:
            return asking.get(address).body
        except OnditError as error:
            return error


# --------------------------------------------------------------------------------------------
# A page


def test_a_page_has_its_address_its_moment_and_what_the_server_said() -> None:
    moved = Reply(status=301, headers={"Location": "/pont#x"})
    with serving({"/": moved, "/pont": Reply(body=PAGE)}) as server, fetcher(server) as asking:
        page = pages.page("http://a.example/", asking)
    assert isinstance(page, Page)
    assert (page.name, page.url) == ("http://a.example/", "http://a.example/pont")
    assert (page.media_type, page.charset, page.body) == ("text/html", "utf-8", PAGE)
    assert page.fetched is not None
    assert page.fetched.endswith("Z")


def test_each_address_is_asked_once_and_failures_stand_in_their_place() -> None:
    with serving({"/a": Reply(body=PAGE), "/b": Reply()}) as server, fetcher(server) as asking:
        asked = [f"http://a.example/{name}" for name in ("a", "none", "a", "b")]
        found = list(pages.pages(asked, asking))
        assert server.paths() == ["/a", "/none", "/b"]
    kinds = [one.error if isinstance(one, Failure) else "page" for one in found]
    assert kinds == ["page", "Refused", "EmptyFile"]


def test_we_say_who_we_are() -> None:
    with serving({"/": Reply(body=PAGE)}) as server, fetcher(server, contact="me@x") as asking:
        asking.get("http://a.example/")
        agent = server.asked[-1].headers["user-agent"]
    assert agent == "Ondit/test (me@x)"
    assert "referer" not in server.asked[-1].headers
    assert "cookie" not in server.asked[-1].headers


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("br", brotli.compress)])
def test_a_compressed_answer_is_unpacked(coding: str, pack: Callable[[bytes], bytes]) -> None:
    headers = {**HTML, "Content-Encoding": coding}
    assert got({"/": Reply(body=pack(PAGE), headers=headers)}) == PAGE


# --------------------------------------------------------------------------------------------
# Politeness


def test_what_robots_may_not_read_is_not_asked_for() -> None:
    rules = Reply(body=b"User-agent: *\nDisallow: /private/\nAllow: /private/press/*.html$")
    routes: Routes = {
        "/robots.txt": rules,
        "/private/x": Reply(body=PAGE),
        "/private/press/x.html": Reply(body=PAGE),
    }
    with serving(routes) as server, fetcher(server) as asking:
        with pytest.raises(ForbiddenByRobots):
            asking.get("http://a.example/private/x")
        assert asking.get("http://a.example/private/press/x.html").body == PAGE
        assert [one.path for one in server.asked].count("/robots.txt") == 1
        assert server.paths() == ["/private/press/x.html"]


def test_rules_for_us_by_name_are_ours() -> None:
    rules = Reply(body=b"User-agent: ondit\nDisallow: /\n\nUser-agent: *\nAllow: /")
    assert isinstance(got({"/robots.txt": rules, "/": Reply(body=PAGE)}), ForbiddenByRobots)


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_without_rules_all_is_allowed_unless_the_server_is_ill(status: int, allowed: bool) -> None:
    found = got({"/robots.txt": Reply(status=status), "/": Reply(body=PAGE)})
    assert (found == PAGE) is allowed


def test_a_redirection_is_held_to_the_rules_of_where_it_leads() -> None:
    routes: Routes = {
        "a.example/": Reply(status=302, headers={"Location": "http://b.example/x"}),
        "b.example/robots.txt": Reply(body=b"User-agent: *\nDisallow: /x"),
        "b.example/x": Reply(body=PAGE),
    }
    assert isinstance(got(routes), ForbiddenByRobots)


@pytest.mark.parametrize(("rules", "pause"), [(b"", 1.0), (b"User-agent: *\nCrawl-delay: 7", 7.0)])
def test_requests_to_a_host_are_apart(rules: bytes, pause: float) -> None:
    waiting = Waiting()
    routes: Routes = {"/robots.txt": Reply(body=rules), "/": Reply(body=PAGE)}
    with serving(routes) as server, fetcher(server, clock=waiting.clock) as asking:
        for _ in range(3):
            asking.get("http://a.example/")
        asking.get("http://b.example/")
    assert waiting.slept == [pytest.approx(pause, abs=0.5)] * 4


def test_each_host_is_told_before_it_is_asked() -> None:
    told: list[tuple[str, int]] = []
    routes: Routes = {"/": Reply(status=302, headers={"Location": "http://b.example/x"})}
    routes["/x"] = Reply(body=PAGE)
    with serving(routes) as server:
        note = lambda host: told.append((host, len(server.asked)))  # noqa: E731
        with fetcher(server, told=note) as asking:
            asking.get("http://a.example/")
            asking.get("http://a.example/")
    assert told == [("a.example", 0), ("b.example", 2)]


def test_what_did_not_change_is_not_sent_again() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        known = handler.headers.get("If-None-Match") == '"1"'
        dated = handler.headers.get("If-Modified-Since") == "Tue, 13 Oct 2026 16:40:00 GMT"
        return Reply(status=304) if known and dated else Reply(body=PAGE)

    earlier = {"etag": '"1"', "last-modified": "Tue, 13 Oct 2026 16:40:00 GMT"}
    with serving({"/": answer}) as server, fetcher(server) as asking:
        assert asking.get("http://a.example/").body == PAGE
        assert asking.get("http://a.example/", earlier=earlier).unchanged


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again(status: int) -> None:
    waiting = Waiting()
    count = iter(range(9))

    def answer(handler: BaseHTTPRequestHandler) -> Reply:
        return Reply(body=PAGE) if next(count) == 2 else Reply(status=status)

    assert got({"/": answer}, clock=waiting.clock) == PAGE
    assert len([one for one in waiting.slept if one >= 1]) >= 2


def test_a_server_may_say_when_to_come_back() -> None:
    waiting = Waiting()
    replies = iter([Reply(status=503, headers={"Retry-After": "33"}), Reply(body=PAGE)])
    assert got({"/": lambda _: next(replies)}, clock=waiting.clock) == PAGE
    assert max(waiting.slept) == 33


def test_a_server_that_wants_us_back_tomorrow_is_left() -> None:
    waiting = Waiting()
    later = Reply(status=429, headers={"Retry-After": "86400"})
    found = got({"/": later}, clock=waiting.clock)
    assert isinstance(found, Refused)
    assert max(waiting.slept, default=0) < 86400


def test_what_is_refused_is_not_asked_again() -> None:
    with serving({"/": Reply(status=403)}) as server, fetcher(server) as asking:
        with pytest.raises(Refused) as caught:
            asking.get("http://a.example/")
        assert server.paths() == ["/"]
    assert caught.value.facts["status"] == "403"


# --------------------------------------------------------------------------------------------
# Hostile servers


def stalls(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
    handler.wfile.flush()
    time.sleep(1.5)


def drips(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: ")
    try:
        for _ in range(40):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def drips_a_body(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    try:
        for _ in range(40):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


@pytest.mark.parametrize("fails", [stalls, drips, drips_a_body])
def test_a_server_that_stalls_is_left_at_the_deadline(fails: Fails) -> None:
    limits = Limits(deadline=0.6, silence=0.4, tries=1)
    began = time.monotonic()
    found = got({"/": Reply(raw=fails)}, limits=limits)
    assert isinstance(found, TooSlow)
    assert time.monotonic() - began < 4


def promises_more(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<p>short</p>")


def promises_less(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<p>xx</p>")


def test_a_length_that_lies() -> None:
    found = got({"/": Reply(raw=promises_more)}, limits=Limits(tries=1))
    assert isinstance(found, CutShort)
    assert found.facts["announced"] == "5000"
    assert got({"/": Reply(raw=promises_less)}) == b"<p>xx"


def sends_a_gigabyte(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    part = b"x" * (1 << 20)
    try:
        for _ in range(1 << 10):
            handler.wfile.write(part)
    except OSError:
        pass


def test_a_gigabyte_is_left_at_the_cap() -> None:
    found = got({"/": Reply(raw=sends_a_gigabyte)}, limits=Limits(megabytes=3))
    assert isinstance(found, TooLarge)


def test_a_bomb_is_left_at_the_cap() -> None:
    bomb = Reply(body=gzip.compress(bytes(80 << 20)), headers={"Content-Encoding": "gzip"})
    assert isinstance(got({"/": bomb}, limits=Limits(megabytes=3)), TooLarge)


def speaks_nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("fails", [speaks_nonsense, hangs_up])
def test_what_is_no_answer_is_unreachable(fails: Fails) -> None:
    assert isinstance(got({"/": Reply(raw=fails)}), Unreachable)


def test_a_host_that_is_not_there() -> None:
    with serving({}) as server:
        port = server.port
    with fetcher(Closed(port)) as asking, pytest.raises(Unreachable) as caught:
        asking.get("http://a.example/")
    # The rules for robots cannot be had either, so that nothing is allowed.
    assert caught.value.facts["code"] == "ECONNREFUSED"


class Closed(Server):
    """A server that has gone."""

    def __init__(self, port: int) -> None:
        self.port = port


@pytest.mark.parametrize(
    "target",
    ["/", "/b", "file:///etc/passwd", "ftp://a.example/x", "javascript:x", "http://", "//[bad"],
)
def test_redirections_that_lead_nowhere(target: str) -> None:
    moved = Reply(status=302, headers={"Location": target})
    back = Reply(status=302, headers={"Location": "/"})
    assert isinstance(got({"/": moved, "/b": back}), BadRedirect)


@pytest.mark.parametrize("address", ["a.example", "ftp://a.example/", "http://u:p@a.example/", ""])
def test_what_is_no_address(address: str) -> None:
    assert isinstance(got({"/": Reply(body=PAGE)}, address), NotAnAddress)


# --------------------------------------------------------------------------------------------
# Private networks

PRIVATE = (
    "127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1"
    " 255.255.255.255 ::1 fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 2002:7f00:1::"
    " 64:ff9b::7f00:1 fe80::1%eth0"
).split()


@pytest.mark.parametrize("number", PRIVATE)
def test_private_numbers_are_known(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_numbers_are_known(number: str) -> None:
    assert is_public(number)


def test_a_name_that_leads_into_a_private_network_is_not_asked() -> None:
    with serving({"/": Reply(body=PAGE)}) as server, fetcher(server, typed=[]) as asking:
        with pytest.raises(PrivateAddress):
            asking.get("http://a.example/")
        assert server.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254"])
def test_a_redirection_into_a_private_network_is_not_followed(host: str) -> None:
    moved = Reply(status=302, headers={"Location": f"http://{host}/secret"})
    routes: Routes = {"/": moved, "/secret": Reply(body=PAGE)}
    with serving(routes) as server, fetcher(server, typed=["a.example"]) as asking:
        with pytest.raises(PrivateAddress):
            asking.get("http://a.example/")
        assert "/secret" not in server.paths()


def test_a_host_that_the_user_typed_may_be_private() -> None:
    assert got({"/": Reply(body=PAGE)}, "http://127.0.0.1/", typed=["127.0.0.1"]) == PAGE


# --------------------------------------------------------------------------------------------
# By a proxy


def test_the_proxy_of_the_environment_is_used_and_may_be_private(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    routes: Routes = {"http://a.example/": Reply(body=PAGE)}  # a proxy is asked the whole address
    with serving(routes) as server, fetcher(server, typed=[]) as asking:
        monkeypatch.setenv("http_proxy", f"http://me:word@127.0.0.1:{server.port}")
        assert asking.get("http://a.example/").body == PAGE
        asked = server.asked[-1]
    assert (asked.host, asked.path) == ("a.example", "http://a.example/")
    assert asked.headers["proxy-authorization"].startswith("Basic ")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "[::1]"])
def test_nor_does_a_proxy_lead_into_a_private_network(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    with serving({}) as server, fetcher(server, typed=[]) as asking:
        monkeypatch.setenv("http_proxy", f"http://proxy.example:{server.port}")
        with pytest.raises(PrivateAddress):
            asking.get(f"http://{host}/secret")
        assert server.asked == []


def test_a_host_may_be_left_out_of_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/": Reply(body=PAGE)}) as server, fetcher(server) as asking:
        monkeypatch.setenv("http_proxy", "http://proxy.example:1")
        monkeypatch.setenv("no_proxy", "a.example")
        assert asking.get("http://a.example/").body == PAGE
        assert server.paths() == ["/"]


# --------------------------------------------------------------------------------------------
# What is kept


def test_every_answer_is_kept_for_others_to_read(tmp_path: Path) -> None:
    routes: Routes = {
        "/": Reply(status=301, headers={"Location": "/pont"}),
        "/pont": Reply(body=gzip.compress(PAGE), headers={**HTML, "Content-Encoding": "gzip"}),
    }
    keeper = Keeper(tmp_path, software="t", clock=Clock())
    with serving(routes) as server, keeper, fetcher(server, keeper=keeper) as asking:
        asking.get("http://a.example/")
        with pytest.raises(Refused):
            asking.get("http://a.example/none")
    (path,) = keeper.paths
    with path.open("rb") as file:
        archive = ArchiveIterator(file, check_digests="raise")
        seen = []
        for record in archive:
            record.content_stream().read()
            status = record.http_headers and record.http_headers.get_statuscode()
            seen.append((record.rec_type, record.rec_headers["WARC-Target-URI"], status))
    answered = [(address, status) for kind, address, status in seen if kind == "response"]
    assert answered == [
        ("http://a.example/robots.txt", "404"),
        ("http://a.example/", "301"),
        ("http://a.example/pont", "200"),
        ("http://a.example/none", "404"),
    ]
    assert [kind for kind, _, _ in seen] == ["warcinfo", *["response", "request"] * 4]
    (page,) = files.pages([tmp_path])
    assert isinstance(page, Page)
    assert (page.url, page.body) == ("http://a.example/pont", PAGE)


def test_what_was_cut_is_kept_as_cut(tmp_path: Path) -> None:
    routes: Routes = {"/": Reply(raw=promises_more)}
    keeper, limits = Keeper(tmp_path, software="t", clock=Clock()), Limits(tries=1)
    with (
        serving(routes) as server,
        keeper,
        fetcher(server, keeper=keeper, limits=limits) as asking,
        pytest.raises(CutShort),
    ):
        asking.get("http://a.example/")
    with keeper.paths[0].open("rb") as file:
        kept = [record.rec_headers.get_header("WARC-Truncated") for record in ArchiveIterator(file)]
    assert "disconnect" in kept


def test_two_runs_do_not_write_into_one_file(tmp_path: Path) -> None:
    with serving({"/": Reply(body=PAGE)}) as server:
        for _ in range(2):
            keeper = Keeper(tmp_path, software="t", clock=Clock())
            with keeper, fetcher(server, keeper=keeper) as asking:
                asking.get("http://a.example/")
    assert len(list(tmp_path.iterdir())) == 2
    assert sum(isinstance(one, Page) for one in files.pages([tmp_path])) == 2


def test_a_run_that_asks_for_nothing_leaves_no_file(tmp_path: Path) -> None:
    with Keeper(tmp_path / "new", software="t", clock=Clock()):
        pass
    assert not (tmp_path / "new").exists()


def test_a_site_that_cannot_be_asked_for_its_rules_is_said_of_the_page() -> None:
    def get(address: str) -> bytes:
        raise Unreachable(path=address, reason="refused", code="ECONNREFUSED")

    robots = Robots(agent="Ondit", get=get, elapsed=lambda: 0.0)
    for address in ("https://a.example/one", "https://a.example/two"):
        with pytest.raises(Unreachable) as caught:
            robots.allows("https://a.example", address)
        assert caught.value.facts["path"] == address
        assert caught.value.facts["code"] == "ECONNREFUSED"
