"""Pages added on the web page: dropped, pasted, addressed; traced at once, kept or refused."""

from __future__ import annotations

import msgspec
import pytest

import ondit
from web.asking import Client, Heard, client_of

PAGE = (
    "<h1>Harbour to close</h1><p>The harbour master, Nils Ek, said on Monday that the harbour"
    " would close for 12 days.</p><p>The council set aside two million euros for the works.</p>"
)


def sent(client: Client, *parts: tuple[str, str | None, bytes]) -> Heard:
    body = b""
    for name, file, content in parts:
        named = f'; filename="{file}"' if file is not None else ""
        body += f'--B\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode()
        body += content + b"\r\n"
    headers = {"content-type": "multipart/form-data; boundary=B"}
    return client.ask("/add", method="POST", headers=headers, body=body + b"--B--\r\n")


def test_a_page_that_is_dropped_is_traced_and_kept(case: ondit.Corpus) -> None:
    client = client_of(case)
    heard = sent(client, ("files", "harbour.html", PAGE.encode()))
    assert heard.status == 303
    screen = client.ask(heard.headers["location"]).text
    assert "Harbour to close" in screen
    assert "Nils Ek" in screen
    assert "harbour.html" in screen


def test_a_text_that_is_pasted_is_traced(case: ondit.Corpus) -> None:
    client = client_of(case)
    text = "Harbour to close.\n\nThe harbour master, Nils Ek, said that it would close for 12 days."
    heard = sent(client, ("text", None, text.encode()))
    assert heard.status == 303
    assert "Nils Ek" in client.ask(heard.headers["location"]).text


def test_what_is_no_page_is_said_to_be_none(case: ondit.Corpus) -> None:
    heard = sent(client_of(case), ("files", "x.pdf", b"%PDF-1.7 \0"), ("files", "e.html", b""))
    assert heard.status == 200
    assert "PDF" in heard.text
    assert heard.text.count('class="note"') == 2


def test_an_address_is_not_fetched_unasked(
    case: ondit.Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(url: str) -> None:
        raise AssertionError(url)

    monkeypatch.setattr("ondit.web.writing.fetched", fetched)
    client = client_of(case)
    assert 'type="url"' not in client.ask("/add").text
    assert sent(client, ("url", None, b"https://example.org/")).status == 200


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://127.0.0.1:1/", "http://169.254.169.254/", "javascript:1"]
)
def test_an_address_of_this_machine_is_never_fetched(url: str) -> None:
    from ondit.web.writing import fetched

    (found,) = fetched(url)
    assert isinstance(found, ondit.Failure)
    assert found.error in ("NotAnAddress", "PrivateAddress")


def test_nothing_given_shows_the_form_again(case: ondit.Corpus) -> None:
    before = case.counts()
    assert sent(client_of(case), ("text", None, b" ")).status == 200
    assert case.counts() == before


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/x"]
)
def test_a_form_that_is_none_is_no_mistake_of_ours(case: ondit.Corpus, kind: str) -> None:
    headers = {"content-type": kind}
    heard = client_of(case).ask("/add", method="POST", headers=headers, body=b"\xff\0")
    assert heard.status in (200, 400)


def test_a_program_traces_without_keeping(client: Client, corpus: ondit.Corpus) -> None:
    before = corpus.counts()
    heard = client.ask("/api/trace", method="POST", body=PAGE.encode())
    page = msgspec.json.decode(heard.body, type=ondit.Trace).pages[0]
    assert page.article.headline == "Harbour to close"
    assert corpus.counts() == before
    heard = client.ask("/api/trace", method="POST", body=b"%PDF-1.7 \0")
    trace = msgspec.json.decode(heard.body, type=ondit.Trace)
    assert [one.error for one in trace.failures] == ["NotAPage"]
