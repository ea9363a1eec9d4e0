"""The user's own table: read in any form, its rows kept, columns added."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archives import Exchange, warc
from ondit import cli
from ondit.errors import EmptyFile, NoAddresses, NoColumn
from ondit.sources import sheet
from ondit.sources.online import fetch, guard, wire
from ondit.sources.online.fetch import Limits
from ondit.views.sheet import COLUMNS
from servers import Reply, serving

PONT = """<html lang=fr><title>Le pont</title><article><h1>Le pont est fermé</h1>
<p>Le pont de la gare est fermé depuis lundi, a annoncé la mairie de Brod dans un communiqué.</p>
<p>« Les travaux dureront trois mois », a déclaré le maire, Jean Novak, à la presse.</p>
<p>RT France</p></article>""".encode()


def table(out: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out, newline=""), delimiter=delimiter))


# --------------------------------------------------------------------------------------------
# Reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    rows = [["Né", "adresse, ou lien"], ["été; et", 'a "b"'], ["où | là", "deux\nlignes"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    read = sheet.read(out.getvalue().encode(encoding), name="x")
    assert [list(read.header), *map(list, read.rows)] == rows
    assert read.delimiter == delimiter


def test_a_spreadsheet_may_announce_its_delimiter() -> None:
    read = sheet.read(b"sep=;\r\na,b;c\r\n1,2;3\r\n", name="x")
    assert (read.header, read.rows) == (("a,b", "c"), (("1,2", "3"),))


def test_rows_of_any_length_keep_their_cells() -> None:
    read = sheet.read(b"a,b\n1\n1,2,3\n\n", name="x")
    assert (read.header, read.rows) == (("a", "b", ""), (("1", "", ""), ("1", "2", "3")))


@pytest.mark.parametrize("body", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_table_without_rows(body: bytes) -> None:
    with pytest.raises(EmptyFile):
        sheet.read(body, name="x")


@pytest.mark.parametrize(("wanted", "at"), [("Lien", 1), ("lien", 1), ("2", 1), (None, 2)])
def test_a_column_is_found_by_name_number_or_content(wanted: str | None, at: int) -> None:
    body = b"nom, Lien ,page\na,https://a.example/,https://a.example/1\nb,,https://a.example/2\n"
    assert sheet.column(sheet.read(body, name="x"), wanted) == at


@pytest.mark.parametrize("wanted", ["url", "0", "9"])
def test_a_column_that_is_not_there(wanted: str | None) -> None:
    with pytest.raises(NoColumn) as caught:
        sheet.column(sheet.read(b"a,b\n1,2\n", name="x"), wanted)
    assert caught.value.facts["columns"] == "a, b"


def test_a_table_without_addresses() -> None:
    with pytest.raises(NoAddresses, match="a, b"):
        sheet.column(sheet.read(b"a,b\n1,2\n", name="x"), None)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_empty(body: bytes) -> None:
    try:
        read = sheet.read(body, name="x")
    except EmptyFile:
        return
    assert all(len(row) == len(read.header) for row in read.rows)
    sheet.written(read, [()] * len(read.rows), ())


def test_a_long_table_is_read_in_time() -> None:
    body = b"a;b\n" + b'"x;y";https://a.example/\n' * 100_000
    began = time.process_time()
    assert len(sheet.read(body, name="x").rows) == 100_000
    assert time.process_time() - began < 10


# --------------------------------------------------------------------------------------------
# The command


def test_rows_and_their_order_are_kept_and_columns_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pont.html").write_bytes(PONT)
    given = tmp_path / "in.csv"
    given.write_bytes(
        "n;page;headline\n2;pont.html;é\n1;none.html;x\n3;;\n4;pont.html;=1\n".encode()
    )
    assert cli.run(["csv", "-c", "page", str(given), "--lang-ui", "en"]) == cli.DONE
    out = capsys.readouterr().out
    rows = table(out, ";")
    assert [row["n"] for row in rows] == ["2", "1", "3", "4"]
    assert [row["headline"] for row in rows] == ["é", "x", "", "=1"]
    assert list(rows[0])[3:] == [f"ondit_{n}" if n == "headline" else n for n in COLUMNS]
    first = rows[0]
    assert (first["ondit_headline"], first["language"]) == ("Le pont est fermé", "fr")
    assert "Jean Novak" in first["speakers"]
    assert int(first["statements"]) >= 2
    assert "none.html" in rows[1]["failure"]
    assert set(rows[2].values()) == {"", "3"}
    assert list(rows[3].values())[3:] == list(first.values())[3:]


def test_a_cell_that_a_page_would_have_run_is_harmless(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    headline = "=HYPERLINK(1) et le pont est fermé"
    (tmp_path / "a.html").write_bytes(PONT.replace("Le pont est fermé".encode(), headline.encode()))
    given = tmp_path / "in.csv"
    given.write_text("page\na.html\n")
    assert cli.run(["csv", "-c", "page", str(given)]) == cli.DONE
    assert table(capsys.readouterr().out)[0]["headline"] == "'" + headline


def test_addresses_are_found_in_archives_and_the_last_capture_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = PONT.replace("fermé</h1>".encode(), b"ouvert</h1>")
    archive = tmp_path / "x.warc.gz"
    archive.write_bytes(
        warc(
            Exchange(url="https://www.brod.example/pont", body=PONT, date="2026-10-14T00:00:00Z"),
            Exchange(url="https://www.brod.example/pont", body=old),
        )
    )
    given = tmp_path / "in.csv"
    given.write_text("url\nhttp://brod.example/pont?utm_source=x\nhttps://brod.example/gare\n")
    assert cli.run(["csv", str(given), "--from", str(archive)]) == cli.DONE
    rows = table(capsys.readouterr().out)
    assert rows[0]["headline"] == "Le pont est fermé"
    assert "--online" in rows[1]["failure"]


def test_addresses_are_asked_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = Limits(pause=0.01)
    monkeypatch.setattr(fetch, "Limits", lambda: quick)
    monkeypatch.setattr(guard, "is_public", bool)
    monkeypatch.setattr(wire, "is_public", bool)
    with serving({"/pont": Reply(body=PONT)}) as server:
        base = f"http://127.0.0.1:{server.port}"
        given = tmp_path / "in.csv"
        given.write_text(f"url\n{base}/pont\n{base}/none\n{base}/pont\n")
        output = tmp_path / "out.csv"
        arguments = ["csv", str(given), "--online", "--yes", "-o", str(output), "--lang-ui", "fr"]
        assert cli.run(arguments) == cli.DONE
        assert server.paths() == ["/pont", "/none"]
    rows = table(output.read_text(encoding="utf-8"))
    assert [row["headline"] for row in rows] == ["Le pont est fermé", "", "Le pont est fermé"]
    assert "404" in rows[1]["failure"]
    assert "127.0.0.1" in capsys.readouterr().err


def test_a_private_address_in_a_table_is_not_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving({"/pont": Reply(body=PONT)}) as server:
        given = tmp_path / "in.csv"
        given.write_text(f"url\nhttp://127.0.0.1:{server.port}/pont\n")
        assert cli.run(["csv", str(given), "--online", "--yes"]) == cli.DONE
        assert server.asked == []
    assert "127.0.0.1" in table(capsys.readouterr().out)[0]["failure"]


def test_a_table_without_the_column_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "in.csv"
    given.write_text("a,b\n1,2\n")
    assert cli.run(["csv", str(given), "-c", "url"]) == cli.FAILED
    assert "a, b" in capsys.readouterr().err
