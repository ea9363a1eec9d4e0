"""The guard: who is let in, and what a page of elsewhere cannot make a browser do."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

import ondit
from web.asking import TOKEN, Client, client_of

FORM = {"content-type": "application/x-www-form-urlencoded"}
CHANGING = ["/add", "/language", "/api/trace", "/corrections", "/corrections/undo"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8470",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8470.evil.example",
        "127.0.0.1.nip.io:8470",
        "0.0.0.0:8470",
        "[::]:8470",
        "",
    ],
)
def test_a_name_that_is_not_ours_is_refused_whatever_it_carries(client: Client, host: str) -> None:
    for path in ("/", "/static/ondit.css", f"/?token={TOKEN}", "/api/counts"):
        heard = client.ask(path, headers={"host": host})
        assert heard.status == 403
        assert "set-cookie" not in heard.headers


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8470", "localhost:8470", "[::1]:8470", "LOCALHOST:8470"]
)
def test_our_own_names_are_answered(client: Client, host: str) -> None:
    assert client.ask("/", headers={"host": host}).status == 200


def test_two_names_at_once_are_refused(client: Client) -> None:
    assert client.ask("/").status == 200
    assert asyncio.run(_asked_twice(client)) == 403


async def _asked_twice(client: Client) -> int:
    """Ask with two ``Host`` headers, ours the last; give the status."""
    names = (b"evil.example", client.host.encode())
    headers = [*((b"host", name) for name in names), (b"cookie", client.cookie.encode())]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await client.app({**scope, "scheme": "http", "root_path": ""}, None, send)
    return int(sent[0]["status"])


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/%2e%2e/errors.py",
        "/static//etc/passwd",
        "/static/....//app.py",
        "/static/..%5capp.py",
        "/static/ondit.css%00.py",
        "/static/",
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_only_the_files_of_the_screens_are_given_out(
    client: Client, path: str, known: bool
) -> None:
    heard = client.ask(path, known=known)
    assert heard.status in (400, 401, 404)
    assert "root:" not in heard.text
    assert "from __future__" not in heard.text


def test_nothing_is_shown_to_who_was_not_let_in(client: Client) -> None:
    for path in ("/", "/pages", "/api/counts", "/csv/pages", "/api/openapi.json", "/nowhere"):
        heard = client.ask(path, known=False)
        assert heard.status == 401, path
        assert "northwire" not in heard.text


def test_the_token_becomes_a_cookie_and_leaves_the_address(client: Client) -> None:
    heard = client.ask(f"/pages?site=a%0d%0ab&token={TOKEN}", known=False)
    assert heard.status == 303
    assert heard.headers["location"] == "/pages?site=a%0D%0Ab"
    cookie = heard.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert TOKEN not in cookie
    assert client.ask("/", known=False, headers={"cookie": cookie.split(";")[0]}).status == 200


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/%0d%0ax:y"])
def test_the_start_leads_nowhere_else(client: Client, path: str) -> None:
    heard = client.ask(f"{path}?token={TOKEN}", known=False)
    location = heard.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "\r" not in location


@pytest.mark.parametrize("token", ["", "x", TOKEN[:-1], TOKEN + "t", "é", "%ff"])
def test_another_token_lets_nobody_in(client: Client, token: str) -> None:
    heard = client.ask(f"/?token={token}", known=False)
    assert heard.status == 401
    assert "set-cookie" not in heard.headers


@pytest.mark.parametrize(
    "cookie", ["", "ondit-8470=", "ondit-8470=x", 'ondit-8470="', "a=b; c", "\xff"]
)
def test_another_cookie_lets_nobody_in(client: Client, cookie: str) -> None:
    assert client.ask("/", known=False, headers={"cookie": cookie}).status == 401


@pytest.mark.parametrize("path", CHANGING)
@pytest.mark.parametrize(
    "said",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8470"},
        {"sec-fetch-site": ""},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8470"},
        {"origin": "http://127.0.0.1:8471"},
        {"origin": "http://127.0.0.1:8470.evil.example"},
        {"origin": "http://user@127.0.0.1:8470"},
        {"origin": ""},
        {},
    ],
    ids=str,
)
def test_what_changes_something_must_come_from_our_own_page(
    client: Client, path: str, said: dict[str, str]
) -> None:
    headers = {"cookie": client.cookie, **FORM, **said}
    heard = client.ask(path, method="POST", known=False, headers=headers, body=b"x=1")
    assert heard.status == 403


def test_our_own_origin_is_enough_where_the_browser_says_no_more(client: Client) -> None:
    headers = {"cookie": client.cookie, "origin": "http://127.0.0.1:8470", **FORM}
    heard = client.ask("/language", method="POST", known=False, headers=headers, body=b"code=fr")
    assert heard.status == 303


def test_a_program_gives_the_secret_itself(client: Client) -> None:
    given = {"authorization": f"Bearer {TOKEN}"}
    assert client.ask("/api/counts", known=False, headers=given).status == 200
    page = b"<p>The mayor said on Monday that the bridge would close for a long time this year.</p>"
    heard = client.ask("/api/trace", method="POST", known=False, headers=given, body=page)
    assert heard.status == 200


def test_a_wrong_secret_is_not_made_good_by_the_cookie(client: Client) -> None:
    headers = {"authorization": "Bearer wrong"}
    assert client.ask("/", headers=headers).status == 401
    assert client.ask("/add", method="POST", headers=headers).status == 401


def test_reading_changes_nothing(case: ondit.Corpus) -> None:
    client = client_of(case)
    before = (case.counts(), case.corrections(all=True))
    for path in (*CHANGING, "/add?text=x", "/language?code=fr"):
        heard = client.ask(path)
        assert heard.status in (200, 404, 405)
        assert "set-cookie" not in heard.headers
    assert (case.counts(), case.corrections(all=True)) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "BREW"])
def test_other_methods_do_nothing(client: Client, method: str) -> None:
    assert client.ask("/pages", method=method).status == 405


def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    declared = {"content-length": "99999999999"}
    assert client.ask("/add", method="POST", headers=declared).status == 413
    body = b"x" * 4_100_000
    assert client.ask("/api/trace", method="POST", body=body).status == 413


def test_every_answer_carries_the_policy(client: Client) -> None:
    for path in ("/", "/static/ondit.css", "/api/counts", "/csv/pages", "/nowhere", "/add"):
        for known in (True, False):
            headers = client.ask(path, known=known).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert "access-control-allow-origin" not in headers


def test_a_browser_keeps_the_style_and_nothing_else(client: Client) -> None:
    style = re.search(r'href="(/static/ondit.css\?\w+)"', client.ask("/").text)
    assert style is not None
    assert "immutable" in client.ask(style[1]).headers["cache-control"]
    for path in ("/", "/pages", "/api/counts", "/csv/pages", "/static/none.css?1", "/pages?a=1"):
        assert client.ask(path).headers["cache-control"] == "no-store", path


# --------------------------------------------------------------------------------------------
# Others of the network


@pytest.fixture
def abroad(corpus: ondit.Corpus, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("ondit.web.guard.PATIENCE", 0.0)
    client = client_of(corpus, host="192.0.2.7", password="long enough")
    client.host = "192.0.2.7:8470"
    return client


def test_on_the_network_the_token_is_worth_nothing(abroad: Client) -> None:
    assert abroad.ask(f"/?token={TOKEN}", known=False).status == 401
    assert abroad.ask("/", known=False, headers={"authorization": f"Bearer {TOKEN}"}).status == 401
    assert 'type="password"' in abroad.ask("/", known=False).text


def test_the_password_lets_in(abroad: Client) -> None:
    own = {"origin": "http://192.0.2.7:8470", **FORM}
    body = b"password=long+enough"
    heard = abroad.ask("/enter", method="POST", known=False, headers=own, body=body)
    assert heard.status == 303
    cookie = heard.headers["set-cookie"].split(";")[0]
    assert abroad.ask("/", known=False, headers={"cookie": cookie}).status == 200


@pytest.mark.parametrize("body", [b"", b"password=", b"password=wrong", b"p=long+enough", b"\xff"])
def test_another_password_does_not(abroad: Client, body: bytes) -> None:
    own = {"origin": "http://192.0.2.7:8470", **FORM}
    heard = abroad.ask("/enter", method="POST", known=False, headers=own, body=body)
    assert heard.status == 401
    assert "set-cookie" not in heard.headers


def test_a_page_of_elsewhere_cannot_try_passwords(abroad: Client) -> None:
    headers = {"origin": "http://evil.example", **FORM}
    body = b"password=long+enough"
    assert (
        abroad.ask("/enter", method="POST", known=False, headers=headers, body=body).status == 403
    )


@pytest.mark.parametrize(
    ("host", "said", "answered"),
    [
        ("0.0.0.0", "192.0.2.7:8470", True),
        ("0.0.0.0", "[2001:db8::1]:8470", True),
        ("0.0.0.0", "192.0.2.7:80", False),
        ("0.0.0.0", "192.0.2.7", False),
        ("0.0.0.0", "evil.example:8470", False),
        ("0.0.0.0", "192.0.2.7.nip.io:8470", False),
        ("0.0.0.0", "3221225991:8470", False),
        ("::", "[2001:db8::1]:8470", True),
        ("2001:db8::1", "[2001:db8::1]:8470", True),
        ("2001:db8::1", "[2001:db8::2]:8470", False),
        ("Desk.example", "desk.example:8470", True),
    ],
)
def test_on_all_addresses_a_number_is_ours_and_a_name_is_not(
    corpus: ondit.Corpus, host: str, said: str, answered: bool
) -> None:
    client = client_of(corpus, host=host, password="long enough")
    heard = client.ask("/", headers={"host": said})
    assert heard.status == (200 if answered else 403)
