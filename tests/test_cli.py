"""The command line as a user meets it: answers, exit codes, languages, pipes."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import click
import msgspec
import pytest

import engine_tasks
import ondit
from ondit import cli, lang
from ondit.cli import edges
from ondit.engine.inline import Inline
from ondit.model import Trace

PAGE = """<!doctype html><html lang="en"><head><title>Bridge to close</title></head><body><article>
<h1>Bridge to close</h1>
<p>The mayor of Brod, Anna Kovac, said on Tuesday that the old bridge would close for 155 days.</p>
<p>“Nobody will be cut off from the market,” Kovac told reporters after the council had met.</p>
<p>The council set aside two million euros for the works, beginning in the first week of May.</p>
</article></body></html>"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "bridge.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


Said = pytest.CaptureFixture[str]


def ran(*arguments: object) -> int:
    return cli.run([str(argument) for argument in arguments])


def spawned(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "ondit", *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


# --------------------------------------------------------------------------------------------
# Answers


def test_a_page_gets_its_three_answers(page: Path, capsys: Said) -> None:
    assert ran("trace", page) == 0
    said = capsys.readouterr()
    for words in ("WHAT", "WHO", "WHENCE", "Bridge to close", "English", "3 paragraphs", "Kovac"):
        assert words in said.out
    assert "Nothing on this page points elsewhere." in said.out
    assert said.err == ""


def test_the_json_is_the_records_under_their_version(page: Path, capsys: Said) -> None:
    assert ran("trace", page, "--json") == 0
    out = capsys.readouterr().out
    assert out.startswith('{"schema":"ondit.trace/1",')
    assert out.count("\n") == 1
    trace = msgspec.json.decode(out, type=Trace)
    assert trace == ondit.trace([page])


def test_compare_shows_the_sentences_of_both(page: Path, tmp_path: Path, capsys: Said) -> None:
    other = tmp_path / "copy.html"
    other.write_text(PAGE.replace("155", "150").replace("old bridge", "bridge"), encoding="utf-8")
    assert ran("compare", page, other) == 0
    out = capsys.readouterr().out
    assert "bridge.html" in out
    assert "copy.html" in out
    assert "number: 155 → 150" in out
    assert ran("compare", page, other, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["schema"] == "ondit.compare/1"
    ends = [record["derivation"]["one"], record["derivation"]["other"]]
    assert [article["id"] for article in record["articles"]] == ends


def test_related_pages_are_named_with_the_command_to_type(
    page: Path, tmp_path: Path, capsys: Said
) -> None:
    other = tmp_path / "my copy.html"
    other.write_text(PAGE.replace("155", "150"), encoding="utf-8")
    assert ran("trace", tmp_path) == 0
    out = capsys.readouterr().out
    assert "HOW these pages relate" in out
    assert "ondit compare" in out
    assert f"'{other}'" in out.replace("\n", "").replace("    ", "")


def test_many_pages_are_shown_in_short_form_unless_asked(tmp_path: Path, capsys: Said) -> None:
    for number in range(4):
        (tmp_path / f"{number}.html").write_text(PAGE.replace("Brod", f"Brod{number}"))
    assert ran("trace", tmp_path) == 0
    assert "WHO says what" not in capsys.readouterr().out
    assert ran("trace", tmp_path, "--full") == 0
    assert capsys.readouterr().out.count("WHO says what") == 4


def test_standard_input_is_a_page(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert ran("trace", "-") == 0
    assert "Bridge to close" in capsys.readouterr().out


def test_standard_input_can_be_compared(
    page: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert ran("compare", page, "-") == 0
    assert "Standard input" in capsys.readouterr().out


def test_the_same_run_says_the_same(page: Path, capsys: Said) -> None:
    ran("trace", page, "--json")
    first = capsys.readouterr().out
    ran("trace", page, "--json")
    assert capsys.readouterr().out == first


# --------------------------------------------------------------------------------------------
# Bad input: one clear sentence and exit code 1, never a traceback


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (None, "There is no file or folder at"),
        (b"", "is empty"),
        (b"   \n\n  ", "no text to read"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture"),
        (bytes(range(256)) * 20, "binary data"),
        (b"<html><body></body></html>", "no text to read"),
    ],
)
def test_a_bad_page_gets_one_sentence(
    tmp_path: Path, capsys: Said, body: bytes | None, words: str
) -> None:
    path = tmp_path / "bad.html"
    if body is not None:
        path.write_bytes(body)
    assert ran("trace", path) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert str(path) in said.err
    assert said.err.count("\n") == 1
    assert ran("compare", path, path) == 1
    assert words in capsys.readouterr().err


def test_a_folder_without_pages(tmp_path: Path, capsys: Said) -> None:
    assert ran("trace", tmp_path) == 1
    assert capsys.readouterr().err.startswith("No page was found in")


def test_empty_standard_input(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert ran("trace", "-") == 1
    assert capsys.readouterr().err == "Standard input is empty; save the page again.\n"


def test_a_page_in_another_encoding_is_read(tmp_path: Path, capsys: Said) -> None:
    page = PAGE.replace("Brod", "Brévannes").replace("“", '"').replace("”", '"')
    (tmp_path / "a.html").write_bytes(page.encode("cp1252"))
    assert ran("trace", tmp_path) == 0
    assert "Brévannes" in capsys.readouterr().out


def test_one_bad_page_of_several_is_counted(page: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "bad.html").write_bytes(b"")
    assert ran("trace", tmp_path) == 0
    said = capsys.readouterr()
    assert "1 page could not be read:" in said.out
    assert "bad.html is empty" in said.out.replace("\n", "")
    assert said.err == ""


def test_with_json_failures_are_records_and_talk(page: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "bad.html").write_bytes(b"")
    assert ran("trace", tmp_path, "--json") == 0
    said = capsys.readouterr()
    record = json.loads(said.out)
    assert [failure["error"] for failure in record["failures"]] == ["EmptyFile"]
    assert "is empty" in said.err


def test_a_mistake_of_ours_costs_one_page_and_is_told(
    page: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ondit import pipeline

    (tmp_path / "other.html").write_text(PAGE)
    traced = pipeline.traced

    def stumbling(given: ondit.Page) -> ondit.TracedPage:
        if given.name.endswith("other.html"):
            raise ZeroDivisionError("by zero")
        return traced(given)

    monkeypatch.setattr(pipeline, "traced", stumbling)
    monkeypatch.setattr(pipeline, "Local", Inline)  # a process of its own would not see that
    assert ran("trace", tmp_path) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Ondit made a mistake (ZeroDivisionError at test_cli.stumbling" in out


def test_a_mistake_of_ours_costs_one_pair_and_is_told(
    page: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:

    def stumbling(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by zero")

    (tmp_path / "other.html").write_text(PAGE.replace("155", "150"))
    monkeypatch.setattr("ondit.lineage.compare.compare", stumbling)
    assert ran("trace", tmp_path) == 0
    assert "bridge.html, " in capsys.readouterr().out.replace("\n", "")
    assert ran("compare", page, tmp_path / "other.html") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Ondit made a mistake" in said.err


def test_the_folder_of_a_page_that_is_named_is_passed_over(page: Path, capsys: Said) -> None:
    frame = page.parent / "bridge_files" / "frame.html"
    frame.parent.mkdir()
    frame.write_text(PAGE)
    assert ran("trace", page, frame.parent, "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["pages"]) == 1


# --------------------------------------------------------------------------------------------
# Misuse: exit code 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trace"], "PATH... is missing."),
        (["tracer"], "did you mean trace?"),
        (["trace", "--jsn", "x"], "did you mean --json"),
        (["--lang-ui", "xx", "trace", "x"], "--lang-ui must be one of: en, fr."),
        (["trace", "x", "--lang-ui"], "The option --lang-ui"),
        (["trace", "x", "--json=1"], "The option --json"),
        (["compare", "a"], "B is missing."),
        (["compare", "a", "b", "c"], "more arguments"),
    ],
)
def test_misuse_is_told_with_the_way_to_help(
    arguments: list[str], words: str, capsys: Said
) -> None:
    assert ran(*arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert "--help" in said.err
    assert said.out == ""


def test_compare_wants_one_page_each(page: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "b.html").write_text(PAGE)
    assert ran("compare", tmp_path, page) == 2
    assert "exactly one page" in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys: Said) -> None:
    assert ran() == 2
    assert "trace" in capsys.readouterr().err


# --------------------------------------------------------------------------------------------
# Languages


@pytest.mark.parametrize(
    ("arguments", "environment", "code"),
    [
        ([], {}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "fr"),
        ([], {"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ([], {"LC_ALL": "fr_CA", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, "fr"),
        ([], {"LC_ALL": "", "LANG": "fr"}, "fr"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "de_DE"}, "en"),
        (["--lang-ui", "fr"], {"LANG": "en_GB"}, "fr"),
        (["trace", "x", "--lang-ui=en"], {"LANG": "fr_FR"}, "en"),
        (["trace", "--", "--lang-ui=fr"], {"LANG": "en_GB"}, "en"),
        (["--lang-ui"], {"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_language_of_messages(
    arguments: list[str], environment: dict[str, str], code: str
) -> None:
    assert cli.chosen_language(arguments, environment) == code


def test_everything_speaks_french(page: Path, capsys: Said) -> None:
    assert ran("trace", page, "--lang-ui", "fr") == 0
    out = capsys.readouterr().out
    assert "QUOI\u00a0: ce que dit la page" in out
    assert "Rien sur cette page ne renvoie ailleurs." in out
    assert ran("--lang-ui", "fr", "trace", "/nowhere") == 1
    assert "Il n’y a ni fichier ni dossier à /nowhere\u00a0;" in capsys.readouterr().err
    assert ran("--lang-ui", "fr", "tracer") == 2
    assert "vouliez-vous dire trace\u00a0?" in capsys.readouterr().err


@pytest.mark.parametrize("code", lang.known())
@pytest.mark.parametrize("words", [[], ["trace"], ["compare"]])
def test_help_is_whole_in_every_language(code: str, words: list[str], capsys: Said) -> None:
    assert ran("--lang-ui", code, *words, "--help") == 0
    out = capsys.readouterr().out
    messages = lang.load(code).messages
    assert messages.say("help", "usage") in out
    assert messages.say("help", "options") in out
    assert "--lang-ui" in out
    if code != "en":
        for foreign in ("Usage: ", "Show this", "COMMAND [ARGS]", "Commands:"):
            assert foreign not in out


@pytest.mark.parametrize("code", lang.known())
def test_every_command_and_option_has_its_help(code: str) -> None:
    group = cli.command(code)
    for each in (group, *group.commands.values()):
        assert each.help
        for param in each.params:
            if isinstance(param, click.Option):
                assert param.help, param.name


def test_the_version(capsys: Said) -> None:
    assert ran("--version") == 0
    assert capsys.readouterr().out == f"ondit {ondit.__version__}\n"


# --------------------------------------------------------------------------------------------
# Pipes and interruptions


def test_it_runs_as_a_module(page: Path) -> None:
    result = spawned("trace", str(page))
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_an_output_that_is_not_unicode_is_no_traceback(page: Path) -> None:
    for arguments in (["trace", str(page)], ["trace", str(page), "--json"]):
        result = subprocess.run(
            [sys.executable, "-m", "ondit", *arguments],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, b"")
        assert b"Bridge to close" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="names of files are bytes on POSIX only")
def test_a_name_that_is_not_text_is_no_traceback(tmp_path: Path, capsys: Said) -> None:
    for name, body in ((b"caf\xe9.html", PAGE), (b"caf\xea.html", "")):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(body, encoding="utf-8")
    for arguments in ([], ["--json"]):
        assert ran("trace", tmp_path, *arguments) == 0
        assert "caf\ufffd.html" in capsys.readouterr().out.replace("\n", "")


def test_a_reader_that_goes_away_is_no_traceback(page: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as gone:
        result = subprocess.run(
            [sys.executable, "-m", "ondit", "trace", str(page), "--json"],
            stdout=gone,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.stderr == ""
    assert result.returncode == 1


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    page: Path,
    capsys: Said,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    coloured: bool,
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ran("trace", page) == 0
    assert ("\x1b[" in capsys.readouterr().out) is coloured


def test_colours_can_be_forced_into_a_pipe(
    page: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ran("trace", page) == 0
    assert "\x1b[" in capsys.readouterr().out


def test_many_pages_are_counted_on_the_terminal(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = iter([ondit.Page(name="x", body=b"x")] * 45)
    messages = lang.load("en").messages
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert len(list(edges.counted(pages, messages))) == 45
    assert capsys.readouterr().err == "\r20 pages read\r40 pages read\r\x1b[K"
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    assert list(edges.counted(iter([]), messages)) == []
    assert capsys.readouterr().err == ""


def test_a_page_that_holds_the_parser_costs_that_page(
    page: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ondit import pipeline
    from ondit.engine.local import Local

    bomb = tmp_path / "bomb.html"
    bomb.write_text("<html><body><h1>A title</h1><p>Some words.</p></body></html>")
    monkeypatch.setattr(pipeline, "attempted_apart", engine_tasks.held_by_a_bomb)
    monkeypatch.setattr(pipeline, "Local", partial(Local, deadline=6.0))
    assert ran("trace", tmp_path) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "bomb.html took longer than 6 s" in out
    assert "bridge.html" in out
    assert ran("compare", page, bomb) == 1
    assert "took longer than 6 s" in " ".join(capsys.readouterr().err.split())


def test_an_interruption_is_quiet(
    page: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ondit import pipeline

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ondit.page.read.read", interrupted)
    monkeypatch.setattr(pipeline, "Local", Inline)
    assert ran("trace", page) == cli.INTERRUPTED
    said = capsys.readouterr()
    assert (said.out, said.err.strip()) == ("", "")


def test_help_does_not_import_what_it_does_not_need() -> None:
    code = (
        "import sys; from ondit.cli import run; run(['--help']);"
        "heavy = {'rich', 'numpy', 'selectolax', 'resiliparse', 'yarl', 'ondit.page',"
        " 'ondit.speech', 'ondit.lineage', 'ondit.views', 'ondit.lang.card', 'ondit.model'};"
        "print(heavy & set(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stderr.strip() == "set()"


def test_the_json_says_what_is_known_of_the_outlets_it_names(tmp_path: Path, capsys: Said) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Le ministre a déclaré mardi que les travaux du pont commenceraient au printemps.\n\n"
        "Le chantier doit durer deux ans, selon la mairie de la ville.\n\n"
        "Source : RT en français\n"
    )
    assert ran("trace", page, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["ondit"] == ondit.__version__
    known = record["outlets"]["rt"]
    assert known["outlet"]["name"] == "RT"
    assert all(label["list_name"] and label["list_date"] for label in known["labels"])
    assert known["labels"]
