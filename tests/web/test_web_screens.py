"""Every screen: shown in every language, as JSON and CSV too, with a command line that is one."""

from __future__ import annotations

import csv
import io
import re
import shlex
from html import unescape
from typing import Any

import click
import msgspec
import pytest

import ondit
from ondit import cli, lang
from ondit.across.utterances import utterances
from ondit.text import text_of
from ondit.web.screens.index import PLACES
from ondit.web.sheet import Listing
from web.asking import Client, addresses, client_of


def place_of(address: str) -> Any:
    path = address.partition("?")[0]
    for place in PLACES:
        pattern = re.sub(r"\{id\}", "[^/]+", place.path)
        if re.fullmatch(pattern, path):
            return place
    return None


@pytest.mark.parametrize("code", lang.known())
def test_every_screen_is_shown(corpus: ondit.Corpus, code: str) -> None:
    client = client_of(corpus, code=code)
    for address in addresses(corpus):
        heard = client.ask(address)
        assert heard.status == 200, address
        assert f'<html lang="{code}"' in heard.text
        assert "?}" not in heard.text


def test_every_place_is_tried(corpus: ondit.Corpus) -> None:
    tried = {place_of(address).path for address in addresses(corpus) if place_of(address)}
    untold = set() if next(iter(corpus.utterances(limit=1)), None) else {"/utterances/{id}"}
    assert tried | untold == {place.path for place in PLACES}


@pytest.mark.parametrize("code", lang.known())
def test_an_utterance_is_shown_in_all_its_versions(
    corpus: ondit.Corpus, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = max(utterances(corpus.pages()), key=lambda one: len(one.versions))
    assert len(found.versions) > 1
    known = next(iter(corpus.voices(limit=1)))
    monkeypatch.setattr(ondit.Corpus, "utterance", lambda *_: found)
    monkeypatch.setattr(ondit.Corpus, "voice", lambda *_: known)
    html = client_of(corpus, code=code).ask(f"/utterances/{found.id}").text
    for version in found.versions:
        assert f'href="/pages/{version.article}#said-' in html


def test_the_list_of_utterances_lays_no_versions_out(
    case: ondit.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "The bridge over the northern valley will stay closed until the engineers have left"
    case.add(
        ondit.Page(
            name=f"{site}.html",
            url=f"https://{site}.example/bridge",
            body=f"<article><h1>News of {site}</h1><p>The {site} has looked into a closed road that"
            f" many people of the region take. “{said},” said Anna Whitfield on Monday.</p>"
            f"</article>".encode(),
        )
        for site in ("herald", "courier")
    )
    (known,) = [one for one in case.utterances() if _words_of(case, one).startswith(said)]
    monkeypatch.setattr(ondit.Corpus, "utterances", lambda *_, **__: pytest.fail("laid out"))
    client = client_of(case)
    rows = re.findall(r"<tr\b.*?</tr>", client.ask("/utterances").text, re.DOTALL)
    (row,) = [row for row in rows if f'href="/utterances/{known.id}"' in row]
    assert said in unescape(row)
    assert f'href="/voices/{known.voice}"' in row
    assert re.search(r">\s*2\s*</td>", row)
    listing = msgspec.json.decode(
        client.ask("/api/utterances").body, type=Listing[ondit.UtteranceSummary]
    )
    assert listing.items == tuple(case.utterance_summaries(limit=50))


def _words_of(corpus: ondit.Corpus, one: ondit.Utterance) -> str:
    page = corpus.page(one.versions[0].article)
    (found,) = [each for each in page.statements if each.id == one.versions[0].statement]
    return text_of(page.article, found.content).strip("“” ")


def test_every_screen_says_the_same_as_json_and_csv(client: Client, corpus: ondit.Corpus) -> None:
    for address in addresses(corpus):
        place = place_of(address)
        if place is None:
            continue
        onward = "/counts" if address == "/" else address
        screen = unescape(client.ask(address).text)
        assert f'href="/api{onward}"' in screen
        assert f'href="/csv{onward}"' in screen
        heard = client.ask(f"/api{onward}")
        assert heard.headers["content-type"] == "application/json"
        msgspec.json.decode(heard.body, type=place.record)
        heard = client.ask(f"/csv{onward}")
        assert heard.headers["content-type"].startswith("text/csv")
        assert heard.headers["content-disposition"].startswith("attachment")
        rows = list(csv.reader(io.StringIO(heard.text)))
        assert {len(row) for row in rows} == {len(rows[0])}
        for cell in (cell for row in rows for cell in row):
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell


@pytest.mark.parametrize("code", lang.known())
def test_the_command_at_the_foot_is_one(corpus: ondit.Corpus, code: str) -> None:
    client = client_of(corpus, code=code)
    group = cli.command(code)
    found = 0
    for address in addresses(corpus):
        footer = client.ask(address).text.rpartition('<footer class="foot">')[2]
        shown = re.search(r'<code class="command">(.*?)</code>', footer, re.DOTALL)
        if shown is None:
            continue
        words = shlex.split(unescape(shown[1]))
        assert words[0] == "ondit"
        with click.Context(group, info_name="ondit") as context:
            name, command, rest = group.resolve_command(context, words[1:])
            assert command is not None
            command.make_context(name, list(rest), parent=context)
        found += 1
    assert found > 10


@pytest.mark.parametrize("code", lang.known())
def test_an_empty_corpus_says_what_to_do(empty: ondit.Corpus, code: str) -> None:
    client = client_of(empty, code=code)
    for address in ("/", "/pages", "/stories", "/voices", "/sites", "/search", "/search?q=x"):
        heard = client.ask(address)
        assert heard.status == 200
        assert address == "/" or 'class="empty"' in heard.text, address
    for address in ("/failures", "/corrections", "/utterances", "/disputes"):
        assert 'class="empty"' in client.ask(address).text, address


def test_no_screen_leads_out(client: Client, corpus: ondit.Corpus) -> None:
    for address in addresses(corpus):
        html = client.ask(address).text
        for _, value in re.findall(r'(href|src|action)="([^"]*)"', html):
            assert value.startswith(("/", "#")), (address, value)
            assert not value.startswith("//")


@pytest.mark.parametrize(
    "address",
    ["/pages/nothing", "/stories/x", "/voices/x", "/sites/x", "/compare/x", "/utterances/x"],
)
def test_what_is_not_there_is_said_to_be_so(client: Client, address: str) -> None:
    assert client.ask(address).status == 404
    heard = client.ask(f"/api{address}")
    assert heard.status == 404
    problem = msgspec.json.decode(heard.body)
    assert problem["error"] == "NotInCorpus"
    assert set(problem) == {"status", "error", "facts", "sentence"}


@pytest.mark.parametrize(
    "address",
    [
        "/pages?limit=x",
        "/pages?limit=0",
        "/pages?limit=201",
        "/pages?offset=-1",
        "/pages?offset=1e99",
    ],
)
def test_what_makes_no_sense_is_said_to_be_so(client: Client, address: str) -> None:
    assert client.ask(address).status == 400
    assert client.ask(f"/api{address}").status == 400


def test_a_parameter_that_is_none_is_refused_to_programs_only(client: Client) -> None:
    assert client.ask("/pages?utm_source=x").status == 200
    assert client.ask("/api/pages?utm_source=x").status == 400
    assert client.ask("/api/pages?limit=1&limit=2").status == 400


def test_a_long_list_goes_on(client: Client) -> None:
    first = msgspec.json.decode(client.ask("/api/pages?limit=5").body)
    second = msgspec.json.decode(client.ask("/api/pages?limit=5&offset=5").body)
    assert first["more"] is True
    assert first["total"] > 10
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}
    assert "offset=5" in client.ask("/pages?limit=5").text


def test_the_language_is_chosen_by_a_button(client: Client) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = b"code=fr&back=%2Fpages"
    heard = client.ask("/language", method="POST", headers=headers, body=body)
    assert heard.status == 303
    assert heard.headers["location"] == "/pages"
    cookie = f"{client.cookie}; {heard.headers['set-cookie'].split(';')[0]}"
    assert '<html lang="fr"' in client.ask("/pages", headers={"cookie": cookie}).text


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil", "javascript:1", ""]
)
def test_a_form_leads_back_to_our_own_screens_only(client: Client, back: str) -> None:
    from urllib.parse import urlencode

    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = urlencode({"code": "en", "back": back}).encode()
    heard = client.ask("/language", method="POST", headers=headers, body=body)
    assert heard.headers["location"] == "/"
