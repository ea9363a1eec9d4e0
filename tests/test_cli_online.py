"""Commands that ask the network: only when asked, the hosts named first, everything kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ondit import cli
from ondit.corpus import Corpus
from ondit.sources import files
from ondit.sources.online import fetch
from ondit.sources.online.fetch import Limits
from servers import Reply, Server, serving

PONT = """<html lang=fr><title>Le pont</title><article><h1>Le pont est fermé</h1>
<p>Le pont de la gare est fermé depuis lundi, a annoncé la mairie de Brod dans un communiqué.</p>
<p>« Les travaux dureront trois mois », a déclaré le maire, Jean Novak, à la presse.</p>
</article>"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    pages = {f"/{n}": Reply(body=PONT.replace("lundi", f"{n} jours").encode()) for n in "123"}
    feed = "".join(f"<item><link>/{n}</link></item>" for n in "12")
    xml = {"Content-Type": "application/rss+xml"}
    pages["/rss"] = Reply(body=f"<rss><channel>{feed}</channel></rss>".encode(), headers=xml)
    monkeypatch.setattr(fetch, "Limits", lambda: Limits(pause=0.01))
    with serving({**pages}) as server:
        yield server


def address(server: Server, path: str) -> str:
    return f"http://127.0.0.1:{server.port}{path}"


def test_nothing_is_asked_unasked(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["trace", address(server, "/1")]) == cli.FAILED
    assert "--online" in capsys.readouterr().err
    assert server.asked == []


def test_a_list_is_not_asked_unasked(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(address(server, "/1"))
    assert cli.run(["trace", str(path)]) == cli.FAILED
    said = capsys.readouterr().err
    assert str(path) in said
    assert "--online" in said
    assert server.asked == []


def test_an_address_is_traced_online(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["trace", "--online", address(server, "/1")]) == cli.DONE
    shown = capsys.readouterr()
    assert "127.0.0.1" in shown.err
    assert "Jean Novak" in shown.out


@pytest.mark.parametrize("code", ["en", "fr"])
def test_fetch_keeps_what_lists_lead_to(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"# mine\n{address(server, '/3')}\n{address(server, '/none')}\n")
    folder = tmp_path / "warc"
    given = [address(server, "/rss"), str(listed)]
    arguments = ["fetch", *given, "--warc", str(folder), "--yes", "--lang-ui", code]
    assert cli.run(arguments) == cli.DONE
    shown = capsys.readouterr()
    assert "127.0.0.1" in shown.err
    assert "404" in shown.err
    assert {"en": "3 pages fetched", "fr": "3 pages téléchargées"}[code] in shown.err
    assert [Path(line) for line in shown.out.split()] == list(folder.iterdir())
    found = [one.name.rpartition("/")[2] for one in files.pages([folder])]
    assert found == ["1", "2", "3"]


def test_fetch_stops_at_a_limit(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["fetch", address(server, "/rss"), "--warc", str(tmp_path), "--limit", "1"]
    assert cli.run(arguments) == cli.DONE
    assert server.paths() == ["/rss", "/1"]


def test_a_store_takes_what_the_network_gives(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, warc = str(tmp_path / "case.ondit"), tmp_path / "warc"
    feed = address(server, "/rss")
    assert cli.run(["add", store, feed, "--lang-ui", "en"]) == cli.FAILED
    assert server.asked == []
    assert cli.run(["add", store, feed, "--online", "--warc", str(warc)]) == cli.DONE
    assert server.paths() == ["/rss", "/1", "/2"]
    with Corpus(store) as corpus:
        seen = sorted(article.url or "" for article in corpus.articles())
        assert [url.rpartition("/")[2] for url in seen] == ["1", "2"]
    assert len(list(files.pages([warc]))) == 2


class Terminal:
    """A terminal at which someone types one line."""

    def __init__(self, line: str) -> None:
        self._line = line

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self._line


@pytest.mark.parametrize(
    ("line", "code", "asked"),
    [
        ("y\n", "en", True),
        ("\n", "en", False),
        ("n\n", "en", False),
        ("o\n", "fr", True),
        ("y\n", "fr", False),
        ("", "fr", False),
    ],
)
def test_on_a_terminal_one_is_asked_first(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    code: str,
    asked: bool,
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(line))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    arguments = ["fetch", address(server, "/1"), "--warc", str(tmp_path), "--lang-ui", code]
    assert (cli.run(arguments) == cli.DONE) is asked
    assert bool(server.asked) is asked
