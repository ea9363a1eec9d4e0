"""What a command says when it cannot: a sentence that tells what to do, never a traceback."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from ondit import Corpus, cli, lang
from ondit.cli import edges
from ondit.engine.inline import Inline
from ondit.errors import NotADay, UnwritableFile
from ondit.model import Correction
from ondit.sources import files

Output = pytest.CaptureFixture[str]

PAGE = """<!doctype html><html lang=en><body><article><h1>Bridge to close</h1>
<p>The old bridge will close on Monday for repairs, the mayor said on Friday evening.</p>
<p>“It will take a year,” the mayor told the council, and the buses will go around it.</p>
</article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> str:
    path = tmp_path / "bridge.html"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    store = tmp_path_factory.mktemp("made") / "case.ondit"
    Corpus(store).add(files.pages([examples]), engine=Inline())
    return store


@pytest.fixture
def store(made: Path, tmp_path: Path) -> str:
    return str(shutil.copy(made, tmp_path / "case.ondit"))


def refused(capsys: Output, *arguments: str) -> str:
    """Run a command that must fail; give its sentence."""
    assert cli.run(arguments) in (cli.FAILED, cli.MISUSED)
    out, err = capsys.readouterr()
    assert out == ""
    return str(err)


@pytest.mark.parametrize("name", ["export", "report", "bundle"])
def test_a_file_in_a_folder_that_is_not_there(
    name: str, page: str, tmp_path: Path, capsys: Output
) -> None:
    output = str(tmp_path / "nowhere" / "out")
    said = refused(capsys, name, page, "-o", output)
    assert said.startswith(f"{output} cannot be written (its folder is not there)")
    french = refused(capsys, name, page, "-o", output, "--lang-ui", "fr")
    assert french.startswith(f"{output} ne peut pas être écrit (son dossier n’existe pas)")


def test_a_folder_where_a_file_should_be(page: str, tmp_path: Path, capsys: Output) -> None:
    assert "it is a folder" in refused(capsys, "report", page, "-o", str(tmp_path))
    assert [one.name for one in tmp_path.parent.glob(".*.part")] == []


def test_a_store_in_a_folder_that_is_not_there(page: str, tmp_path: Path, capsys: Output) -> None:
    store = str(tmp_path / "nowhere" / "case.ondit")
    assert refused(capsys, "add", store, page).startswith(f"{store} cannot be written")


def test_a_full_disk_leaves_no_half_a_file(tmp_path: Path) -> None:
    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(UnwritableFile) as caught:
        edges.saved(write, str(tmp_path / "out"))
    assert caught.value.facts["code"] == "ENOSPC"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that only Linux has")
@pytest.mark.parametrize("arguments", [["trace"], ["trace", "--json"], ["export"]])
def test_standard_output_that_takes_no_more(arguments: list[str], page: str) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "ondit", *arguments, page],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            env={**os.environ, "LANG": "C", "LC_ALL": ""},
        )
    assert ended.returncode == cli.FAILED
    assert ended.stderr.startswith("Standard output cannot be written (the disk is full)")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("code", lang.known())
def test_a_number_that_is_out_of_bounds(code: str, store: str, capsys: Output) -> None:
    said = refused(capsys, "serve", store, "--port", "99999", "--lang-ui", code)
    assert "65535" in said
    assert "--port" in said
    assert "Invalid" not in said
    said = refused(capsys, "sites", store, "--limit", "0", "--lang-ui", code)
    assert "1" in said
    assert "Invalid" not in said


def test_more_arguments_than_a_command_takes(store: str, capsys: Output) -> None:
    assert "more arguments" in refused(capsys, "undo", store, "one", "two")


def test_what_is_no_store_is_not_served(page: str, capsys: Output) -> None:
    assert "is not a store" in refused(capsys, "serve", page, "--port", "0")


@pytest.mark.parametrize("day", ["foo", "2026-13-01", "20260101", "14/10/2026"])
def test_a_day_that_is_none_chooses_nothing(
    day: str, store: str, page: str, capsys: Output
) -> None:
    assert "2024-05-01" in refused(capsys, "add", store, page, "--since", day)
    with Corpus(store) as corpus:
        with pytest.raises(NotADay):
            corpus.articles(since=day)
        article = next(corpus.articles()).id
        with pytest.raises(NotADay):
            corpus.correct(Correction(kind="date", article=article, value=day))
        assert corpus.corrections(all=True) == ()


def test_a_year_or_a_month_stands_for_its_first_day(store: str) -> None:
    with Corpus(store) as corpus:
        days = ["2026", "2026-10", "2026-10-14", "2027"]
        assert [len(list(corpus.articles(since=day))) for day in days] == [5, 5, 2, 0]


@pytest.mark.parametrize("code", lang.known())
def test_a_list_that_goes_on_says_so(code: str, store: str, capsys: Output) -> None:
    for arguments in (["who"], ["who", "Vastrand"], ["search", "alliance"], ["sites"]):
        assert (
            cli.run([arguments[0], store, *arguments[1:], "--limit", "1", "--lang-ui", code]) == 0
        )
        assert "--limit" in capsys.readouterr().err
    assert cli.run(["stories", store, "--limit", "1", "--lang-ui", code]) == 0
    assert capsys.readouterr().err == ""


def test_nobody_of_a_name_is_said_once(store: str, capsys: Output) -> None:
    assert cli.run(["who", store, "Nobody"]) == 0
    assert capsys.readouterr().out.count("Nothing found.") == 1


def test_pages_beside_that_are_not_there_are_named(page: str, capsys: Output) -> None:
    assert cli.run(["trace", page, "--beside", "nowhere.html"]) == cli.DONE
    assert "nowhere.html" in capsys.readouterr().err


@pytest.mark.parametrize(("code", "why"), [("en", "something else listens"), ("fr", "y écoute")])
def test_a_port_that_is_taken(code: str, why: str, store: str, capsys: Output) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused(capsys, "serve", store, "--port", port, "--lang-ui", code)
    assert why in said
    assert "--port" in said
