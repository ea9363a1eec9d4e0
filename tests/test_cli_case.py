"""The commands over a store, as one types them, in both languages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ondit import Corpus, cli, lang
from ondit.engine.inline import Inline
from ondit.model import Flow, Site
from ondit.sources import files
from ondit.views.case import sites
from ondit.views.screen import Screen


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    store = tmp_path_factory.mktemp("made") / "case.ondit"
    Corpus(store).add(files.pages([examples]), engine=Inline())
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> str:
    return str(shutil.copy(made, tmp_path / "case.ondit"))


@pytest.fixture(params=lang.known())
def tongue(request: pytest.FixtureRequest) -> str:
    return str(request.param)


Output = pytest.CaptureFixture[str]


def given(capsys: Output, *arguments: str) -> str:
    """Run a command that must succeed; give what it says."""
    assert cli.run(arguments) == cli.DONE, capsys.readouterr().err
    return capsys.readouterr().out


def record(capsys: Output, *arguments: str) -> dict[str, object]:
    found = json.loads(given(capsys, *arguments, "--json"))
    assert found["schema"] == f"ondit.{arguments[0]}/1"
    assert isinstance(found, dict)
    return found


def test_add_makes_a_store_and_names_what_failed(
    tmp_path: Path, examples: Path, capsys: Output
) -> None:
    bad = tmp_path / "bad.html"
    bad.write_bytes(b"%PDF-1.7 \x00")
    store = str(tmp_path / "case.ondit")
    assert cli.run(["add", store, str(examples / "agency.html"), str(bad)]) == cli.DONE
    out, err = capsys.readouterr()
    assert "2 pages read: 1 added" in out
    assert "bad.html" in err
    assert "PDF" in err
    run = record(capsys, "add", store, str(examples / "agency.html"))["run"]
    assert isinstance(run, dict)
    assert run["read"] == 1
    assert "added" not in run or run["added"] == 0
    assert cli.run(["add", store, str(bad)]) == cli.FAILED


def test_add_keeps_what_is_wanted_only(tmp_path: Path, examples: Path, capsys: Output) -> None:
    store = str(tmp_path / "case.ondit")
    given(capsys, "add", store, str(examples), "--lang", "fr", "--since", "2026-10-14")
    with Corpus(store) as corpus:
        (article,) = corpus.articles()
    assert article.language == "fr"
    given(capsys, "add", store, str(examples), "--limit", "1")
    with Corpus(store) as corpus:
        assert corpus.counts().articles == 2


def test_lists_in_both_languages(store: str, tongue: str, capsys: Output) -> None:
    for arguments, shown in (
        (["search", store, "batteries Vastrand"], "Vastrand"),
        (["who", store], "Anton Beresnev"),
        (["who", store, "Vastrand", "--says", "batteries"], "northwire"),
        (["quote", store, "national command"], "Henrik Vastrand"),
        (["stories", store], "northwire.example"),
        (["sites", store], "northwire.example"),
        (["sites", store, "--linked"], ""),
        (["show", store], "5"),
        (["corrections", store], ""),
        (["check", store], ""),
    ):
        out = given(capsys, *arguments, "--lang-ui", tongue)
        assert shown in out, arguments
        assert "{" not in out


@pytest.mark.parametrize(
    ("lag", "said"),
    [
        (7200.0, {"en": "2 hours later", "fr": "2 heures après"}),
        (0.0, {"en": "0 seconds later", "fr": "0 seconde après"}),
        (-8_640_000.0, {"en": "dated 100 days earlier", "fr": "datées 100 jours plus tôt"}),
        (None, {"en": "1 credited", "fr": "crédit donné\u00a0: 1"}),
    ],
)
def test_how_soon_a_site_takes_is_said_in_words(
    tongue: str, lag: float | None, said: dict[str, str]
) -> None:
    flow = Flow(source="a.example", taker="b.example", articles=3, credited=1, lag=lag)
    site = Site(name="b.example", articles=5, derived=3, sources=(flow,))
    screen = Screen(lang.load(tongue), width=200, colour=False)
    drawn = screen.render(*sites([site], screen))
    assert said[tongue] in drawn
    assert "-8" not in drawn
    assert "-1" not in drawn


def test_lists_as_json(store: str, capsys: Output) -> None:
    hits = record(capsys, "search", store, "batteries")["hits"]
    assert isinstance(hits, list)
    assert hits[0]["snippet"]
    told = record(capsys, "who", store, "Vastrand", "--denies", "troops")["statements"]
    assert isinstance(told, list)
    assert all(one["statement"]["stance"] == "denies" for one in told)
    stories = record(capsys, "stories", store)["stories"]
    assert isinstance(stories, list)
    assert len(stories[0]["articles"]) == 4
    assert record(capsys, "sites", store)["sites"]
    assert record(capsys, "sites", store, "--linked")["kinships"] == []
    assert record(capsys, "check", store)["findings"] == []


def test_show_takes_whatever_lists_name(store: str, tongue: str, capsys: Output) -> None:
    with Corpus(store) as corpus:
        story = next(iter(corpus.stories()))
        derivation = next(iter(corpus.derivations()))
        voice = next(iter(corpus.voices()))
        article = corpus.page(story.articles[0]).article
    for name in (story.id, derivation.id, voice.id, article.id, article.name):
        assert given(capsys, "show", store, name, "--lang-ui", tongue)
        assert record(capsys, "show", store, name)
    assert cli.run(["show", store, "nothing", "--lang-ui", tongue]) == cli.FAILED
    assert "nothing" in capsys.readouterr().err


def test_corrections_are_typed_undone_and_shared(
    store: str, tongue: str, tmp_path: Path, capsys: Output
) -> None:
    ui = ("--lang-ui", tongue)
    with Corpus(store) as corpus:
        one, other, *_ = (article.id for article in corpus.articles())
        article, statement = next(iter(corpus.statements()))
        voices = [voice.id for voice in corpus.voices(limit=2)]
        speaker = corpus.page(article).speakers[0].id
    body = tmp_path / "body.txt"
    body.write_text("Nothing was said.\n\nNothing at all.", encoding="utf-8")
    for values in (
        ["headline", one, "Another title"],
        ["date", one, "2020-01-02"],
        ["body", other, str(body)],
        ["speaker", article, statement.id, "Paul Morel"],
        ["parent", other, one],
        ["parent", other, "-"],
        ["not-parent", other, one],
        ["unrelated", one, other],
        ["join", *voices],
        ["part", article, speaker],
    ):
        out = given(capsys, "correct", store, *values, "--note", "seen", "--by", "me", *ui)
        assert "seen" in out
    shown = given(capsys, "show", store, one, *ui)
    assert lang.load(tongue).messages.say("notes", "corrected-headline") in " ".join(shown.split())
    lines = given(capsys, "corrections", store, "--json").splitlines()
    assert len(lines) == 10
    first = json.loads(lines[0])["id"]
    assert first in given(capsys, "undo", store, first, *ui)
    assert "Another title" not in given(capsys, "show", store, one, *ui)
    shared = tmp_path / "shared.jsonl"
    shared.write_text(given(capsys, "corrections", store, "--json"), encoding="utf-8")
    second = str(tmp_path / "second.ondit")
    Corpus(second).add([])
    given(capsys, "correct", second, "import", str(shared), *ui)
    assert given(capsys, "corrections", second, "--json") == shared.read_text(encoding="utf-8")
    shared.write_text("nonsense", encoding="utf-8")
    assert cli.run(["correct", second, "import", str(shared), *ui]) == cli.FAILED
    assert cli.run(["correct", second, "join", "one", *ui]) == cli.MISUSED


def test_forget_takes_names(store: str, capsys: Output) -> None:
    with Corpus(store) as corpus:
        name = next(article.name for article in corpus.articles())
    assert "1 page" in given(capsys, "forget", store, name)
    assert cli.run(["forget", store, name]) == cli.FAILED
    assert record(capsys, "check", store)["findings"] == []


@pytest.mark.parametrize("name", ["search", "who", "quote", "stories", "sites", "show", "check"])
def test_what_is_no_store_is_said(name: str, tmp_path: Path, tongue: str, capsys: Output) -> None:
    other = tmp_path / "other.ondit"
    other.write_text("something else " * 100, encoding="utf-8")
    words = ["words"] if name in ("search", "quote") else []
    for store in (other, tmp_path / "none.ondit"):
        assert cli.run([name, str(store), *words, "--lang-ui", tongue]) == cli.FAILED
        assert store.name in capsys.readouterr().err


def told(folder: Path) -> Path:
    """Write two pages on one bridge, of which one denies what the other says."""
    folder.mkdir()
    for name, words in {
        "one": "“The bridge over the river is safe for heavy trucks,” Tom Roy told reporters.",
        "two": "“The bridge over the river is not safe for heavy trucks,” Ida Marsh said.",
    }.items():
        lines = (f"The news of town {name}", words, "The ship needed two days for the way.")
        (folder / f"{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    return folder


def test_disputes_are_shown_only_when_asked_for(
    tmp_path: Path, capsys: Output, tongue: str
) -> None:
    store = str(tmp_path / "case.ondit")
    Corpus(store).add(files.pages([told(tmp_path / "pages")]), engine=Inline())
    assert cli.run(["disputes", store, "--lang-ui", tongue]) == cli.MISUSED
    out, err = capsys.readouterr()
    assert not out
    assert "--experimental" in err
    drawn = given(capsys, "disputes", store, "--experimental", "--lang-ui", tongue)
    assert "Tom Roy" in drawn
    assert "Ida Marsh" in drawn
    (one,) = Corpus(store).disputes()
    assert one.ground == "negation"


def test_pages_of_one_story_dispute_nothing_that_is_not_there(store: str, capsys: Output) -> None:
    story = next(iter(Corpus(store).stories())).id
    found = record(capsys, "disputes", store, "--experimental", "--story", story)
    assert found["disputes"] == []
    assert cli.run(["disputes", store, "--experimental", "--story", "nowhere"]) == cli.FAILED
