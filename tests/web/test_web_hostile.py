"""Pages that want to act: what they say is shown as words, wherever it comes out."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import ondit
from ondit.web.report import report
from web.asking import Client, addresses

ACTING = {"script", "iframe", "object", "embed", "img", "base", "meta", "link", "style", "video"}
OWN = {
    ("script", "/static/ondit.js"),
    ("link", "/static/ondit.css"),
    ("link", "/static/icon.svg"),
}


class Acting(HTMLParser):
    """Collects what could act in a page: elements, handlers, styles, addresses."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        place = given.get("src", given.get("href", "")).partition("?")[0]
        if tag in ACTING and tag != "meta" and (tag, place) not in OWN:
            self.found.append(f"<{tag} {place}>")
        if given.get("http-equiv", "").lower() == "refresh":
            self.found.append("refresh")
        for name, value in given.items():
            acts = name.startswith("on") or name in ("style", "srcdoc", "xlink:href")
            leads = name in ("href", "src", "action", "formaction") and not value.startswith(
                ("/", "#")
            )
            if acts or leads:
                self.found.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        self.words += data


def test_no_screen_lets_a_page_act(client: Client, corpus: ondit.Corpus) -> None:
    for address in addresses(corpus):
        assert Acting(client.ask(address).text).found == [], address


def test_what_it_says_is_shown_as_words(client: Client, corpus: ondit.Corpus) -> None:
    shown = ""
    for page in corpus.pages():
        shown += Acting(client.ask(f"/pages/{page.article.id}").text).words
    for words in (
        "<script>window.pwned=1</script>",
        "<img src=x onerror=window.pwned=1>",
        "{{7*7}}",
    ):
        assert words in shown
    assert "49" not in Acting(client.ask("/search?q={{7*7}}").text).words


@pytest.mark.parametrize(
    "asked",
    [
        "%3Cscript%3Ewindow.pwned=1%3C/script%3E",
        "%22%3E%3Cimg%20src=x%20onerror=window.pwned=1%3E",
        "javascript:window.pwned=1",
        "%00%0d%0aSet-Cookie:%20a=b",
        "%ed%a0%80%ff",
        "{{7*7}}",
        "%22OR%22%20NEAR(%20*%20)",
    ],
)
@pytest.mark.parametrize(
    "address", ["/search?q={}", "/pages?site={}", "/voices?q={}", "/sites/{}", "/pages/{}", "/{}"]
)
def test_what_is_asked_for_is_words_too(client: Client, asked: str, address: str) -> None:
    heard = client.ask(address.format(asked))
    assert heard.status in (200, 400, 404)
    assert Acting(heard.text).found == []
    assert not any(value.startswith("a=b") for value in heard.headers.values())


def test_marks_of_direction_turn_nothing_around(client: Client, corpus: ondit.Corpus) -> None:
    for address in addresses(corpus):
        assert not set("\u202a\u202b\u202d\u202e\u2066\u2067") & set(client.ask(address).text), (
            address
        )


def test_the_original_is_nowhere_to_be_had(client: Client, corpus: ondit.Corpus) -> None:
    key = next(iter(corpus.articles(limit=1))).id
    for path in (f"/pages/{key}/original", f"/api/pages/{key}/original", f"/original/{key}"):
        assert client.ask(path).status == 404


def test_no_page_acts_in_a_report(corpus: ondit.Corpus) -> None:
    trace = ondit.Trace(pages=tuple(corpus.pages()), derivations=tuple(corpus.derivations()))
    html = report(trace, "en", title="<script>window.pwned=1</script>", command=("ondit", "<b>"))
    found = Acting(html).found
    assert found == ["<style >"]
