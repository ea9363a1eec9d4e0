"""WARC and WACZ: what is a page in them, and that damage costs the damaged record alone."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from archives import HTML, Exchange, page, wacz, warc
from ondit.model import Failure, Page
from ondit.sources import files
from ondit.sources.warc import DICTIONARY
from servers import Reply, Routes, serving

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

A, B, C = (Exchange(url=f"https://a.example/{name}", body=page(name * 900)) for name in "abc")

WHOLE = [warc(A, B, C, gz=False), warc(A, B, C)]


def read(
    tmp_path: Path, body: bytes, name: str = "x.warc.gz", skipped: Counter[str] | None = None
) -> list[Page | Failure]:
    (tmp_path / name).write_bytes(body)
    return list(files.pages([tmp_path / name], skipped=skipped))


def told(found: list[Page | Failure]) -> list[str]:
    """Give the last letter of each page's address; failures by their error."""
    return [(one.url or "")[-1:] if isinstance(one, Page) else one.error for one in found]


# --------------------------------------------------------------------------------------------
# What is a page


def test_a_page_has_its_address_its_moment_and_what_the_server_said(tmp_path: Path) -> None:
    (one,) = read(tmp_path, warc(A))
    assert isinstance(one, Page)
    assert one.body == A.body
    assert (one.url, one.fetched) == ("https://a.example/a", "2026-10-13T16:40:00Z")
    assert (one.media_type, one.charset) == ("text/html", "utf-8")
    assert one.name == f"{tmp_path / 'x.warc.gz'}#20261013164000/https://a.example/a"


@pytest.mark.parametrize("gz", [True, False])
def test_captures_are_given_in_the_order_of_the_archive(tmp_path: Path, gz: bool) -> None:
    again = Exchange(url=A.url, body=page("changed"), date="2026-10-14T08:00:00Z")
    found = read(tmp_path, warc(A, B, again, gz=gz), "x.warc")
    assert told(found) == ["a", "b", "a"]
    assert len({one.name for one in found}) == 3


def test_one_gzip_around_the_whole_file_is_read(tmp_path: Path) -> None:
    assert told(read(tmp_path, gzip.compress(warc(A, B, gz=False)))) == ["a", "b"]


def test_zstd_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    writer = ZstdWriter(out)
    writer.write(warc(A, B, gz=False))
    writer.close()
    assert told(read(tmp_path, out.getvalue(), "x.warc.zst")) == ["a", "b"]
    assert told(list(files.pages([tmp_path]))) == ["a", "b"]


@pytest.mark.parametrize("packed", [True, False])
def test_zstd_with_a_dictionary_is_read(tmp_path: Path, packed: bool) -> None:
    samples = [page(f"Le pont {number} est fermé.") for number in range(300)]
    out = io.BytesIO()
    writer = ZstdWriter(
        out,
        dictionary=zstd.train_dict(samples, 1500).dict_content,
        compress_dictionary_frame=packed,
    )
    writer.write(warc(A, B, gz=False))
    writer.close()
    assert out.getvalue().startswith(DICTIONARY)
    assert told(read(tmp_path, out.getvalue(), "x.warc.zst")) == ["a", "b"]


def test_a_dictionary_without_records_is_no_archive(tmp_path: Path) -> None:
    (found,) = read(tmp_path, DICTIONARY + bytes(60), "x.warc.zst")
    assert isinstance(found, Failure)


WGET = shutil.which("wget")


@pytest.mark.skipif(WGET is None, reason="wget is not installed")
def test_an_archive_that_wget_writes_is_read(tmp_path: Path) -> None:
    routes: Routes = {
        "/a": Reply(body=page("a").replace(b"<p>", b"<a href='/b'>b</a><p>")),
        "/b": Reply(
            body=gzip.compress(page("b")),
            headers={"Content-Type": HTML, "Content-Encoding": "gzip"},
        ),
        "/old": Reply(status=301, headers={"Location": "/b"}),
        "/c.png": Reply(body=b"\x89PNG", headers={"Content-Type": "image/png"}),
    }
    with serving(routes) as server:
        base = f"http://127.0.0.1:{server.port}"
        asked = [f"{base}/a", f"{base}/old", f"{base}/c.png", f"{base}/gone"]
        subprocess.run(
            [str(WGET), "-q", "--no-proxy", "--warc-file=x", "-O", "out", "-r", "-l1", *asked],
            cwd=tmp_path,
            check=False,  # one of them is gone
            timeout=60,
        )
    skipped: Counter[str] = Counter()
    found = list(files.pages([tmp_path / "x.warc.gz"], skipped=skipped))
    assert sorted(set(told(found))) == ["a", "b"]
    assert all(isinstance(one, Page) and one.fetched for one in found)
    assert skipped["status"] >= 2
    assert skipped["type"] >= 1


@pytest.mark.parametrize(
    "coding", ["gzip", "x-gzip", "deflate", "raw deflate", "br", "chunked", "gzip, chunked"]
)
def test_what_a_server_wrapped_is_unwrapped(tmp_path: Path, coding: str) -> None:
    body = A.body
    headers = [("Content-Type", HTML)]
    if "gzip" in coding:
        body = gzip.compress(body)
    if "deflate" in coding:
        body = zlib.compress(body)[2:-4] if "raw" in coding else zlib.compress(body)
    if coding == "br":
        body = brotli.compress(body)
    if "chunked" in coding:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        headers.append(("Transfer-Encoding", "chunked"))
    named = coding.replace(", chunked", "").replace("raw ", "")
    if named != "chunked":
        headers.append(("Content-Encoding", named))
    (one,) = read(tmp_path, warc(Exchange(url=A.url, body=body, headers=headers)))
    assert isinstance(one, Page)
    assert one.body == A.body


@pytest.mark.parametrize("header", ["Content-Encoding", "Transfer-Encoding"])
def test_what_a_tool_unwrapped_without_saying_so_is_left(tmp_path: Path, header: str) -> None:
    value = "gzip" if header.startswith("C") else "chunked"
    one = Exchange(url=A.url, body=A.body, headers=[("Content-Type", HTML), (header, value)])
    (found,) = read(tmp_path, warc(one))
    assert isinstance(found, Page)
    assert found.body == A.body


def test_what_cannot_be_unwrapped_is_a_failure(tmp_path: Path) -> None:
    headers = [("Content-Type", HTML), ("Content-Encoding", "gzip")]
    bad = Exchange(url=B.url, body=b"\0\1\2 nonsense", headers=headers)
    assert told(read(tmp_path, warc(A, bad, C))) == ["a", "Undecodable", "c"]


def test_what_is_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    skipped: Counter[str] = Counter()
    others = [
        Exchange(url="https://a.example/p", headers=[("Content-Type", "image/png")]),
        Exchange(url="https://a.example/q", headers=[("Content-Type", "text/plain")]),
        Exchange(url="https://a.example/r", status="404 Not Found"),
        Exchange(url="https://a.example/s", status="301 Moved", headers=[("Location", "/a")]),
        Exchange(url="https://a.example/t", status="206 Partial Content"),
        Exchange(url="https://a.example/u", extra={"WARC-Resource-Type": "xhr"}),
        Exchange(url="urn:view:https://a.example/", kind="resource"),
        Exchange(url="dns:a.example", kind="resource"),
    ]
    assert told(read(tmp_path, warc(*others, A), skipped=skipped)) == ["a"]
    assert skipped["type"] == 3
    assert skipped["status"] == 3
    assert skipped["address"] == 2
    assert skipped["request"] == 9


def test_an_answer_without_a_type_is_a_page_when_it_is_markup(tmp_path: Path) -> None:
    markup = Exchange(url="https://a.example/m", headers=[("Server", "x")])
    binary = Exchange(url="https://a.example/n", headers=[("Server", "x")], body=b"\x89PNG\0")
    assert told(read(tmp_path, warc(markup, binary))) == ["m"]


def test_an_archived_file_and_the_text_of_a_page_are_pages(tmp_path: Path) -> None:
    text = [("Content-Type", "text/plain")]
    found = read(
        tmp_path,
        warc(
            Exchange(url="https://a.example/f", kind="resource"),
            Exchange(url="https://a.example/t", kind="conversion", headers=text, body=b"Words."),
        ),
    )
    assert told(found) == ["f", "t"]
    assert isinstance(found[1], Page)
    assert (found[1].media_type, found[1].body) == ("text/plain", b"Words.")


def test_an_address_in_angle_brackets_is_read_as_wget_writes_it(tmp_path: Path) -> None:
    plain = warc(A, gz=False).replace(b"-URI: https://a.example/a", b"-URI: <https://a.example/a>")
    assert told(read(tmp_path, plain, "x.warc")) == ["a"]


def test_an_archive_without_a_page_says_so(tmp_path: Path) -> None:
    assert told(read(tmp_path, warc())) == ["NoPages"]


def test_a_page_past_the_cap_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1)
    large = Exchange(url=B.url, body=b"<html>" + b"x" * 1_000_001)
    packed = Exchange(
        url=B.url,
        body=gzip.compress(b"<html>" + b"x" * 50_000_000),
        headers=[("Content-Type", HTML), ("Content-Encoding", "gzip")],
    )
    assert told(read(tmp_path, warc(A, large, packed, C))) == ["a", "TooLarge", "TooLarge", "c"]


# --------------------------------------------------------------------------------------------
# Damage


def lengthened(plain: bytes, url: str, length: int) -> bytes:
    """Let the record of ``url`` announce ``length`` bytes."""
    at = plain.index(b"WARC-Target-URI: " + url.encode())
    begin = plain.index(b"\r\nContent-Length: ", at) + 18
    return plain[:begin] + b"%d" % length + plain[plain.index(b"\r\n", begin) :]


@pytest.mark.parametrize("digests", [True, False])
@pytest.mark.parametrize("length", [0, 10, 300, 900, 2500, 4000, 10**6, 10**18, -5])
def test_a_length_that_lies_costs_its_record(tmp_path: Path, length: int, digests: bool) -> None:
    plain = lengthened(warc(A, B, C, gz=False, digests=digests), B.url, length)
    found = told(read(tmp_path, plain, "x.warc"))
    assert [one for one in found if len(one) == 1] == ["a", "c"]
    assert len(found) == 3


@pytest.mark.parametrize("length", [0, 10, 900, 10**6])
def test_so_it_does_within_gzip(tmp_path: Path, length: int) -> None:
    plain = lengthened(warc(B, gz=False), B.url, length)
    found = told(read(tmp_path, warc(A) + gzip.compress(plain) + warc(C)))
    assert [one for one in found if len(one) == 1] == ["a", "c"]


def test_a_download_that_broke_off_keeps_what_came(tmp_path: Path) -> None:
    whole = warc(A, B, gz=False)
    cut = whole.index(b"b" * 40) + 100
    assert told(read(tmp_path, whole[:cut], "x.warc")) == ["a", "CutShort"]


def members(body: bytes) -> list[int]:
    """Give where the members of a gzip file begin."""
    at, found = 0, []
    while at < len(body):
        found.append(at)
        reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        reader.decompress(body[at:])
        at = len(body) - len(reader.unused_data)
    return found


@pytest.mark.parametrize("kept", [12, 20, 60, 150])
def test_a_member_that_is_cut_is_said(tmp_path: Path, kept: int) -> None:
    whole = warc(A, B)
    last = members(whole)[3]  # after the information, a page and its request
    found = told(read(tmp_path, whole[: last + kept]))
    assert found[0] == "a"
    assert len(found) == 2
    assert found[1] in ("CutShort", "BrokenRecord")


@pytest.mark.parametrize("at", [0, 1, 3, 15, 100])
def test_a_member_with_flipped_bytes_costs_itself(tmp_path: Path, at: int) -> None:
    body = bytearray(warc(A, B, C))
    hurt = members(bytes(body))[3] + at
    for place in range(hurt, hurt + 6):
        body[place] ^= 0xFF
    found = told(read(tmp_path, bytes(body)))
    assert [one for one in found if len(one) == 1] == ["a", "c"]
    assert len(found) == 3


def test_bytes_that_changed_are_seen_by_the_digest(tmp_path: Path) -> None:
    plain = warc(A, B, C, gz=False).replace(b"b" * 40, b"bB" * 20, 1)
    assert told(read(tmp_path, plain, "x.warc")) == ["a", "WrongDigest", "c"]


def test_rubbish_between_records_costs_no_page(tmp_path: Path) -> None:
    plain = warc(A, gz=False) + b"rubbish\n" * 50 + warc(B, gz=False)
    found = told(read(tmp_path, plain, "x.warc"))
    assert [one for one in found if len(one) == 1] == ["a", "b"]
    assert found.count("BrokenRecord") == 1


def test_a_gigabyte_of_zeros_is_left(tmp_path: Path) -> None:
    bomb = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
    packed = bomb.compress(b"WARC/1.0\r\n")
    packed += b"".join(bomb.compress(bytes(1 << 20)) for _ in range(1024)) + bomb.flush()
    began = time.process_time()
    assert told(read(tmp_path, packed + warc(A))) == ["BrokenRecord", "a"]
    assert time.process_time() - began < 20  # decompressed once it takes 2 s


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_raises_and_nothing_is_invented(data: st.DataObject) -> None:
    gz = data.draw(st.booleans())
    body = bytearray(WHOLE[gz])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body) - 1))
        cut = data.draw(st.integers(0, 40))
        body[at : at + cut] = data.draw(st.binary(max_size=30))
    for one in from_bytes(bytes(body)):
        if isinstance(one, Page) and one.url in (A.url, B.url, C.url):
            whole = {A.url: A.body, B.url: B.body, C.url: C.body}[one.url]
            assert one.body == whole or not gz  # the digest itself may be hurt where it is plain


def from_bytes(body: bytes) -> Iterator[Page | Failure]:
    from ondit.sources import warc as reading

    return reading.pages(io.BytesIO(body), "x", limit=1_000_000)


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    noise = Exchange(
        url="https://a.example/v", body=bytes(8 << 20), headers=[("Content-Type", "video/mp4")]
    )
    with path.open("wb") as file:
        for _ in range(40):
            file.write(warc(noise, A))
    tracemalloc.start()
    assert sum(isinstance(one, Page) for one in files.pages([path])) == 40
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


# --------------------------------------------------------------------------------------------
# WACZ


def test_a_wacz_gives_the_pages_it_lists_and_where_they_lead(tmp_path: Path) -> None:
    moved = Exchange(url="https://a.example/", status="301 Moved", headers=[("Location", "/b")])
    frame = Exchange(url="https://ads.example/frame")
    body = wacz({"data.warc.gz": warc(moved, A, frame, B)}, listed=[A.url + "#x", moved.url])
    skipped: Counter[str] = Counter()
    assert told(read(tmp_path, body, "x.wacz", skipped)) == ["a", "b"]
    assert skipped["part"] == 1


@pytest.mark.parametrize("listed", [None, [], ["https://elsewhere.example/"]])
def test_without_a_list_to_believe_every_page_is_given(
    tmp_path: Path, listed: list[str] | None
) -> None:
    body = wacz({"b.warc.gz": warc(B), "a.warc": warc(A, gz=False)}, listed=listed, manifest=False)
    assert told(read(tmp_path, body, "x.wacz")) == ["a", "b"]
    assert told(list(files.pages([tmp_path]))) == ["a", "b"]


def test_a_warc_that_was_compressed_again_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.warc", warc(A, B, gz=False))
    assert told(read(tmp_path, out.getvalue(), "x.wacz")) == ["a", "b"]


def test_names_that_lead_out_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "deep" / "deeper"
    inside.mkdir(parents=True)
    body = wacz({"../../../escaped.warc.gz": warc(A), "/tmp/../escaped.warc": warc(B, gz=False)})
    assert sorted(told(read(inside, body, "x.wacz"))) == ["a", "b"]
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["x.wacz"]


def test_a_damaged_warc_in_a_wacz_costs_its_record(tmp_path: Path) -> None:
    whole = warc(A, B)
    body = wacz(
        {"a.warc.gz": whole[: members(whole)[3] + 60], "b.warc.gz": warc(C), "c.warc": b"nothing"}
    )
    found = told(read(tmp_path, body, "x.wacz"))
    assert [one for one in found if len(one) == 1] == ["a", "c"]
    assert "BrokenRecord" in found


def test_a_wacz_that_is_cut_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    body = wacz({"a.warc.gz": warc(A), "b.warc": warc(B, gz=False)})
    assert told(read(tmp_path, body[:-30], "x.wacz")) == ["BrokenArchive", "a", "b"]


def test_a_zip_file_that_is_no_web_archive_is_left_to_be_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", A.body)
    (found,) = read(tmp_path, out.getvalue(), "x.zip")
    assert isinstance(found, Page)
    assert found.body.startswith(b"PK")


def test_a_bomb_in_a_wacz_is_left(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/0.warc.gz", bytes(300 << 20))
        archive.writestr("archive/1.warc", warc(A, gz=False))
    assert told(read(tmp_path, out.getvalue(), "x.wacz")) == ["BrokenRecord", "a"]
