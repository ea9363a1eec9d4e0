"""Pages on disk: what is read, in which order, and what is said of what cannot be."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from ondit.errors import EmptyFile, MissingFile, NotFetched, TooLarge, UnreadableFile
from ondit.model import Failure, Page
from ondit.sources import files


def written(folder: Path, *names: str, body: bytes = b"<p>x</p>") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def names(folder: Path, *paths: Path) -> list[str]:
    """Give what is found, by path relative to ``folder``; failures by their error."""
    return [
        found.error
        if isinstance(found, Failure)
        else Path(found.name).relative_to(folder).as_posix()
        for found in files.pages(paths or (folder,))
    ]


def test_a_folder_gives_its_pages_in_the_order_of_their_paths(tmp_path: Path) -> None:
    written(tmp_path, "b.html", "a.txt", "c.HTM", "sub/d.xhtml", "sub/a.html", "style.css", "x.png")
    assert names(tmp_path) == ["a.txt", "b.html", "c.HTM", "sub/a.html", "sub/d.xhtml"]


@pytest.mark.parametrize("end", ["_files", "_fichiers", "-Dateien", "_archivos", ".files"])
def test_what_a_browser_saves_beside_a_page_is_no_page(tmp_path: Path, end: str) -> None:
    written(tmp_path, "page.html", f"page{end}/frame.html", f"page{end}/deep/x.txt")
    assert names(tmp_path) == ["page.html"]


def test_what_a_shell_gives_beside_a_page_is_no_page(tmp_path: Path) -> None:
    written(tmp_path, "page.html", "page_files/frame.html", "notes_files/a.html")
    given = sorted(tmp_path.iterdir())
    assert names(tmp_path, *given) == ["notes_files/a.html", "page.html"]
    assert names(tmp_path, tmp_path / "page_files") == ["page_files/frame.html"]


@pytest.mark.parametrize("folder", ["page_files", "pages", "page_notes", "other_files"])
def test_a_folder_that_belongs_to_no_page_is_walked(tmp_path: Path, folder: str) -> None:
    written(tmp_path, "story.html", f"{folder}/frame.html")
    assert f"{folder}/frame.html" in names(tmp_path)


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path, "a.html", ".b.html", ".git/c.html")
    assert names(tmp_path) == ["a.html"]


def test_a_file_that_is_named_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    written(tmp_path, "download", body=b"<p>y</p>")
    (found,) = files.pages([tmp_path / "download"])
    assert isinstance(found, Page)
    assert found.body == b"<p>y</p>"
    assert found.name == str(tmp_path / "download")


def test_links_that_go_round_do_not_hang(tmp_path: Path) -> None:
    written(tmp_path, "sub/a.html")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub" / "self").symlink_to(tmp_path / "sub", target_is_directory=True)
    assert names(tmp_path) == ["sub/a.html"]


def test_a_page_that_two_paths_lead_to_is_given_once(tmp_path: Path) -> None:
    written(tmp_path, "a.html", "b.html")
    assert names(tmp_path, tmp_path / "b.html", tmp_path) == ["b.html", "a.html"]


def test_a_folder_without_a_page_is_a_failure(tmp_path: Path) -> None:
    written(tmp_path, "picture.png")
    assert names(tmp_path) == ["NoPages"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    written(tmp_path, "a.html", "c.html")
    written(tmp_path, "b.html", body=b"")
    assert names(tmp_path) == ["a.html", "EmptyFile", "c.html"]


def test_a_dangling_link_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    written(tmp_path, "a.html")
    (tmp_path / "b.html").symlink_to(tmp_path / "nowhere.html")
    assert names(tmp_path) == ["a.html"]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile) as caught:
        files.page(tmp_path / "no.html")
    assert caught.value.facts == {"path": str(tmp_path / "no.html")}


def test_an_empty_file(tmp_path: Path) -> None:
    written(tmp_path, "a.html", body=b"")
    with pytest.raises(EmptyFile):
        files.page(tmp_path / "a.html")


def test_a_file_past_the_cap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1)
    written(tmp_path, "a.html", body=b"x" * 1_000_000)
    assert len(files.page(tmp_path / "a.html").body) == 1_000_000
    written(tmp_path, "a.html", body=b"x" * 1_000_001)
    with pytest.raises(TooLarge):
        files.page(tmp_path / "a.html")


def test_an_endless_file_is_read_no_further_than_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1)
    with pytest.raises(TooLarge):
        files.page("/dev/zero")


def test_a_file_that_the_system_refuses_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFile) as caught:
        files.page(tmp_path / "a.html")
    assert caught.value.facts["code"] == "EACCES"


def test_a_name_that_no_system_takes_is_a_failure() -> None:
    for path in ("a" * 5000, "nul\0byte"):
        (found,) = files.pages([path])
        assert isinstance(found, Failure)


@pytest.mark.skipif(os.name == "nt", reason="names of files are bytes on POSIX only")
def test_a_name_that_is_not_text_is_read(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.html")).write_bytes(b"<p>x</p>")
    (found,) = files.pages([tmp_path])
    assert isinstance(found, Page)


def test_an_address_is_not_fetched() -> None:
    address = "https://www.example.org/story?a=1"
    (found,) = files.pages([address])
    assert isinstance(found, Failure)
    assert (found.name, found.error) == (address, "NotFetched")
    with pytest.raises(NotFetched, match="nothing is fetched unasked"):
        files.page(address)


def test_a_compressed_page_is_read(tmp_path: Path) -> None:
    written(tmp_path, "a.html.gz", "b.tar.gz", body=gzip.compress(b"<p>y</p>"))
    assert names(tmp_path) == ["a.html.gz"]
    assert files.page(tmp_path / "a.html.gz").body == b"<p>y</p>"


def test_a_bomb_is_read_no_further_than_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1)
    with pytest.raises(TooLarge):
        files.checked("a", gzip.compress(b"x" * 50_000_000))


@pytest.mark.parametrize("body", [b"\x1f\x8b", b"\x1f\x8bnot gzip at all"])
def test_what_only_begins_like_gzip_is_left_as_it_is(body: bytes) -> None:
    try:
        assert files.checked("a", body).body == body
    except EmptyFile:
        assert body == b"\x1f\x8b"


# --------------------------------------------------------------------------------------------
# MHTML

MESSAGE = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://brod.example/bridge?
\tp=1
Subject: Bridge
Date: Tue, 13 Oct 2026 18:40:00 +0200
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x"


------MultipartBoundary--x
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://ads.example/frame

<p>An advertisement.</p>
------MultipartBoundary--x
Content-Type: text/html; charset=3Dutf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://brod.example/bridge?p=1

<p>Le pont est ferm=C3=A9 pour trois =
mois.</p>
------MultipartBoundary--x--
""".replace(b"charset=3D", b"charset=").replace(b"\n", b"\r\n")


def test_the_page_inside_mhtml_is_read_with_its_address_and_moment() -> None:
    page = files.checked("a.mhtml", MESSAGE)
    assert page.body.decode("utf-8").strip() == "<p>Le pont est fermé pour trois mois.</p>"
    assert page.url == "https://brod.example/bridge?p=1"
    assert page.charset == "utf-8"
    assert page.fetched == "2026-10-13T18:40:00+02:00"


def test_without_its_address_the_first_part_is_the_page() -> None:
    page = files.checked("a", MESSAGE.replace(b"Snapshot-Content-Location", b"X-Other"))
    assert b"advertisement" in page.body
    assert page.url == "https://ads.example/frame"


@pytest.mark.parametrize(
    "body",
    [
        b"<p>content-type: multipart/related</p>",
        b"Content-Type: text/plain\n\nHello",
        MESSAGE.replace(b"text/html", b"image/png"),
        MESSAGE[:500],
    ],
)
def test_what_is_no_whole_mhtml_is_left_as_it_is(body: bytes) -> None:
    page = files.checked("a", body)
    assert page.body == body or b"advertisement" in page.body


def test_mhtml_in_a_folder_is_a_page(tmp_path: Path) -> None:
    written(tmp_path, "a.mhtml", "b.mht", body=MESSAGE)
    assert names(tmp_path) == ["a.mhtml", "b.mht"]


# --------------------------------------------------------------------------------------------
# What is written at the top of a saved page

SINGLE = b"""<!DOCTYPE html> <html lang=fr><!--
 Page saved with SingleFile\x20
 url: https://brod.example/pont?p=1\x20
 saved date: Tue Oct 13 2026 18:40:00 GMT+0200 (heure d\xe2\x80\x99\xc3\xa9t\xc3\xa9)\x20
--><meta charset=utf-8><body><p>Le pont.</p></body></html>"""


def test_singlefile_tells_the_address_and_the_moment() -> None:
    page = files.checked("a.html", SINGLE)
    assert page.body == SINGLE
    assert page.url == "https://brod.example/pont?p=1"
    assert page.fetched == "2026-10-13T18:40:00+02:00"


def test_singlefile_without_a_date_tells_the_address() -> None:
    lines = SINGLE.splitlines(keepends=True)
    page = files.checked("a.html", b"".join(line for line in lines if b"date:" not in line))
    assert (page.url, page.fetched) == ("https://brod.example/pont?p=1", None)


@pytest.mark.parametrize("date", [b"Tue Foo 13", b"Tue Oct 33", b"Mardi 13 octobre"])
def test_a_date_that_is_none_is_not_believed(date: bytes) -> None:
    page = files.checked("a.html", SINGLE.replace(b"Tue Oct 13", date))
    assert (page.url, page.fetched) == ("https://brod.example/pont?p=1", None)


def test_a_browser_tells_the_address() -> None:
    page = files.checked(
        "a.html", b"<!-- saved from url=(0026)https://brod.example/pont -->\n<html><p>x</p>"
    )
    assert (page.url, page.fetched) == ("https://brod.example/pont", None)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"<html lang=fr>", b"<html><body>"), (b"https://brod", b"javascript:brod")],
)
def test_what_the_page_itself_may_have_written_is_not_believed(old: bytes, new: bytes) -> None:
    page = files.checked("a.html", SINGLE.replace(old, new))
    assert (page.url, page.fetched) == (None, None)
