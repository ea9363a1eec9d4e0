"""Pages that want to act: what they say is shown as words, wherever it comes out."""

from __future__ import annotations

import re
import shlex
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import ondit
from ondit.views.screen import clean
from ondit.web.report import report
from web.asking import Client, addresses, client_of
from web.test_web_adding import sent

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
    # A product that no path or identifier on the screen holds by chance.
    searched = Acting(client.ask("/search?q={{77777*77777}}").text).words
    assert "{{77777*77777}}" in searched
    assert str(77777 * 77777) not in searched


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


TEXT = "The mayor said on Monday that the bridge would close for {} days, from the first of May."


def added(case: ondit.Corpus, name: str, days: int, *, url: str | None = None) -> str:
    """Put a page of a hostile name into a corpus; give the address of its screen."""
    body = f"<h1>Bridge to close</h1><p>{TEXT.format(days)}</p><p>Source: AFP</p>".encode()
    case.add([ondit.Page(name=name, url=url, body=body)])
    (page,) = (one for one in case.pages() if one.article.name == name)
    return f"/pages/{page.article.id}"


def test_a_name_that_turns_around_is_shown_straight_and_told(case: ondit.Corpus) -> None:
    screen = client_of(case).ask(added(case, "page\u202elmth.exe", 30)).text
    assert "pagelmth.exe" in screen
    assert "marks that turn words around" in screen
    assert "marks that turn" not in client_of(case).ask(added(case, "page.html", 33)).text


def test_letters_of_elsewhere_are_told_apart(case: ondit.Corpus) -> None:
    url = "https://\u0430pple.example/bridge"
    client = client_of(case)
    screen = client.ask(added(case, url, 31, url=url)).text
    assert "xn--pple-43d.example" in screen
    (page,) = (one for one in case.pages() if one.article.name == url)
    assert "xn--pple-43d.example" in client.ask(f"/sites/{page.article.site}").text
    plain = "https://apple.example/bridge"
    assert "xn--" not in client.ask(added(case, plain, 32, url=plain)).text


@pytest.mark.parametrize(
    "name",
    [
        "https://a.example/$(touch pwned)",
        "a.html; touch pwned",
        "`touch pwned`.html",
        "a\n touch pwned",
        "'; touch pwned; '",
    ],
)
def test_a_command_that_is_copied_from_a_screen_runs_nothing_else(
    case: ondit.Corpus, name: str
) -> None:
    screen = client_of(case).ask(added(case, name, 40)).text
    commands = re.findall(r'<code class="command">(.*?)</code>', screen, re.DOTALL)
    assert len(commands) == 2
    for command in map(unescape, commands):
        words = shlex.split(command)
        assert words[0] == "ondit"
        assert "\n" not in command
        assert [word for word in words if "touch" in word] in ([], [clean(name)])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\a.html", "/etc/cron.d/a", "C:\\a.html", "\u202egnp.html"]
)
def test_the_name_of_a_file_is_words(case: ondit.Corpus, tmp_path: Path, name: str) -> None:
    heard = sent(client_of(case), ("files", name, f"<p>{TEXT.format(41)}</p>".encode()))
    assert heard.status == 303
    assert "\u202e" not in client_of(case).ask(heard.headers["location"]).text
    kept = {path.name for path in tmp_path.iterdir()}
    assert all(one.startswith("own.ondit") for one in kept)


def test_a_page_that_would_hang_the_parser_costs_itself_alone(case: ondit.Corpus) -> None:
    attributes = " ".join(f"a{n}=1" for n in range(300_000))
    body = f"<p {attributes}>{TEXT.format(42)}</p>".encode()
    heard = sent(client_of(case), ("files", "slow.html", body))
    assert heard.status in (200, 303)
    assert client_of(case).ask("/").status == 200


def test_the_original_is_nowhere_to_be_had(client: Client, corpus: ondit.Corpus) -> None:
    key = next(iter(corpus.articles(limit=1))).id
    for path in (f"/pages/{key}/original", f"/api/pages/{key}/original", f"/original/{key}"):
        assert client.ask(path).status == 404


def test_no_page_acts_in_a_report(corpus: ondit.Corpus) -> None:
    trace = ondit.Trace(pages=tuple(corpus.pages()), derivations=tuple(corpus.derivations()))
    html = report(trace, "en", title="<script>window.pwned=1</script>", command=("ondit", "<b>"))
    found = Acting(html).found
    assert found == ["<style >"]
