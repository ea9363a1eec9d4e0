"""The report: one file, complete, that asks nobody for anything and that no page can make act."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import ondit
from ondit import cli, lang
from ondit.web.report import report

LOADING = {"src", "srcset", "poster", "data", "background", "action", "formaction", "ping"}


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def trace(examples: Path) -> ondit.Trace:
    return ondit.trace(examples)


@pytest.fixture(scope="module", params=lang.known())
def made(request: pytest.FixtureRequest, trace: ondit.Trace) -> Elements:
    return Elements(report(trace, request.param, title="T", command=("ondit",)))


def test_nothing_is_loaded_and_nothing_runs(made: Elements) -> None:
    for tag, attributes in made.found:
        assert tag not in {"script", "iframe", "img", "object", "embed", "base", "form"}, tag
        assert not LOADING & attributes.keys()
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        if "href" in attributes:
            assert attributes["href"].startswith("#")
        assert tag != "link"


def test_every_anchor_leads_somewhere(made: Elements) -> None:
    ids = [attributes["id"] for _, attributes in made.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in made.found:
        if "href" in attributes:
            assert attributes["href"][1:] in ids


def test_every_word_of_every_page_is_there(made: Elements, trace: ondit.Trace) -> None:
    # An element may end inside a word, and badges and endings are put in between.
    plain = re.sub(r"\s+", "", made.text)
    for page in trace.pages:
        for block in page.article.blocks:
            if not any(s.block == page.article.blocks.index(block) for s in spans(page)):
                assert re.sub(r"\s+", "", block.text) in plain


def spans(page: ondit.TracedPage) -> list[ondit.Span]:
    return [span for one in page.statements for span in one.content]


def test_every_statement_has_its_card(made: Elements, trace: ondit.Trace) -> None:
    cards = [one for _, one in made.found if one.get("class", "").startswith("card ")]
    assert len(cards) == sum(len(page.statements) for page in trace.pages) > 50


def test_related_pages_stand_side_by_side(made: Elements, trace: ondit.Trace) -> None:
    direct = [one for one in trace.derivations if one.via is None]
    tables = [
        one for tag, one in made.found if tag == "table" and "pairs" in one.get("class", "").split()
    ]
    assert len(tables) == len(direct) == 3


@pytest.mark.parametrize("code", lang.known())
def test_the_command_writes_the_file(
    code: str, examples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.html"
    page = str(examples / "blogue.html")
    assert cli.run(["report", page, "-o", str(out), "--lang-ui", code]) == cli.DONE
    html = out.read_text(encoding="utf-8")
    assert f'<html lang="{code}"' in html
    assert cli.run(["report", page, "--lang-ui", code]) == cli.DONE
    assert capsys.readouterr().out.count("<article") == 1


def test_nothing_is_written_when_nothing_could_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.html"
    assert cli.run(["report", str(tmp_path / "none.html"), "-o", str(out)]) == cli.FAILED
    assert not out.exists()
    assert "none.html" in capsys.readouterr().err
