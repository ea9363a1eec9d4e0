"""The documents are held to the code: commands run, help texts are those shown, links lead."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import click
import msgspec
import pytest

from ondit import cli, lang
from ondit.views.export import jsonl

ROOT = Path(__file__).parent.parent
READMES = {"en": ROOT / "README.md", "fr": ROOT / "README.fr.md"}
COMMANDS = {"en": ROOT / "docs" / "commands.md", "fr": ROOT / "docs" / "commandes.md"}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/*/*.md")])
_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def commands_in(document: Path) -> list[list[str]]:
    """Give the ``ondit`` commands that ``document`` shows, as lists of arguments."""
    found = []
    for block in _FENCE.findall(document.read_text(encoding="utf-8")):
        for line in block.splitlines():
            typed = line.removeprefix("$ ").removeprefix("pip install uv && ")
            words = shlex.split(typed) if typed.startswith(("uv run ondit ", "ondit ")) else []
            if words:
                found.append(words[words.index("ondit") + 1 :])
    return found


@pytest.mark.parametrize("document", READMES.values(), ids=lambda path: path.name)
def test_the_first_commands_are_the_two_that_the_readme_promises(document: Path) -> None:
    block = _FENCE.findall(document.read_text(encoding="utf-8"))[0].splitlines()
    assert block == [
        "pip install uv && uv run ondit trace examples/nato",
        "pip install uv && uv run pytest",
    ]


@pytest.mark.parametrize("document", READMES.values(), ids=lambda path: path.name)
def test_every_command_of_the_readme_runs(
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)  # what a command writes is not left in the project
    commands = commands_in(document)
    assert commands
    for arguments in commands:
        if arguments[0] == "serve":  # it answers until it is stopped: only its words are checked
            serve = cli.command("en").get_command(click.Context(cli.command("en")), "serve")
            assert serve is not None
            assert serve.make_context("serve", arguments[1:]).params["store"]
            continue
        assert cli.run(arguments) == cli.DONE, arguments
        said = capsys.readouterr()
        assert said.out or said.err


@pytest.mark.parametrize("document", READMES.values(), ids=lambda path: path.name)
def test_what_the_readme_shows_is_what_one_sees(
    document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    blocks = _FENCE.findall(document.read_text(encoding="utf-8"))
    captures = [block for block in blocks if block.startswith("$ ondit ")]
    assert captures
    for capture in captures:
        typed, _, shown = capture.partition("\n")
        cli.run(shlex.split(typed)[2:])
        seen = [line.rstrip() for line in capsys.readouterr().out.rstrip().splitlines()]
        assert seen == shown.rstrip().splitlines()


def test_the_python_of_the_readme_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    text = READMES["en"].read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert "translation True" in capsys.readouterr().out


@pytest.mark.parametrize("code", lang.known())
@pytest.mark.parametrize("name", ["", *(f"{name} " for name in cli.COMMANDS)])
def test_help_texts_are_those_that_the_documents_show(
    code: str, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    cli.run([*name.split(), "--lang-ui", code, "--help"])
    shown = capsys.readouterr().out.strip()
    document = COMMANDS.get(code, COMMANDS["en"]).read_text(encoding="utf-8")
    assert f"```\n$ ondit {name}--help\n{shown}\n```" in document


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(document: Path) -> None:
    for target in _LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_schema_that_the_documents_publish_is_the_one_that_is_written() -> None:
    published = (ROOT / "docs" / "schema" / "ondit.line-1.json").read_bytes()
    assert jsonl.SCHEMA == "ondit.line/1"
    assert json.loads(published) == json.loads(msgspec.json.encode(jsonl.schema()))


# --------------------------------------------------------------------------------------------
# Guides in two languages

GUIDES = sorted(ROOT.glob("docs/*.fr.md"), key=lambda path: path.name)
_CODE = re.compile(r"`([^`\n]+)`")
_PLACE = re.compile(r"(?<![-\w])[^\W\d_a-zà-ÿ]{2,}(?![-\w])")  # CHEMIN, FILE: what one fills in
_LAG = 0.1  # of what an English guide names in code, what its French one may lack for a while


def named(document: Path) -> set[str]:
    """Give what a guide names in code, what one fills in apart."""
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.M | re.S)
    return {_PLACE.sub("X", code).replace("cas.", "case.") for code in _CODE.findall(text)}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_french_guide_says_what_the_english_one_says(guide: Path) -> None:
    english = guide.with_name(guide.name.replace(".fr.", "."))
    there, here = named(english), named(guide)
    assert here <= there
    assert len(there - here) <= _LAG * len(there), there - here
    assert len(_FENCE.findall(guide.read_text())) == len(_FENCE.findall(english.read_text()))
    assert f"({english.name})" in guide.read_text()
    assert f"({guide.name})" in english.read_text()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_a_french_guide_is_set_as_french_is(guide: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", guide.read_text(encoding="utf-8"), flags=re.M | re.S)
    prose = _CODE.sub("x", re.sub(r"^\|-.*$", "", text, flags=re.M))
    assert not re.findall(r"\w'\w| [;:?!»](?=\s)|« ", prose)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_commands_and_options_of_a_document_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    root = cli.command("en")
    for code in _CODE.findall(text):
        words = re.fullmatch(r"ondit ([a-z]+)((?: .*)?)", code)
        if words is None:
            continue
        assert words[1] in cli.COMMANDS, code
        command = root.get_command(click.Context(root), words[1])
        assert command is not None
        known = {option for one in command.params for option in one.opts}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", words[2])) <= known | {"--help"}, code
