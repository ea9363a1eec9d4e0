"""A case file proves itself: independent tools read it, and one changed byte anywhere is found."""

from __future__ import annotations

import gzip
import http.server
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ondit
from ondit import cli
from ondit.bundle import redact, warc, write
from ondit.bundle.archive import packed, unpacked
from ondit.bundle.verify import Verified, verify
from ondit.cli import bundle as command
from ondit.model import Page
from ondit.sources import files
from ondit.sources.online import timestamp

EXAMPLES = Path(__file__).parent.parent / "examples" / "nato"
PAGES = Path(__file__).parent / "pages"
MADE = "2026-11-30T04:00:00Z"
SMALL = Page(
    name="/home/somebody/small.html",
    url="https://paper.example/small",
    body=b"<html><h1>The bridge stays</h1><p>The mayor, Paul Aubry, said on Monday that the bridge"
    b" would stay where it is for another year.</p></html>",
    fetched="2026-11-29T10:00:00+01:00",
)


def bundled(*pages: Page) -> bytes:
    return write.bundle(pages, made=MADE, title="case")


@pytest.fixture(scope="module")
def small() -> bytes:
    return bundled(SMALL)


@pytest.fixture(scope="module")
def case() -> bytes:
    return write.bundle(
        (page for page in files.pages([EXAMPLES]) if isinstance(page, Page)),
        made=MADE,
        title="nato",
        report=lambda trace: f"<p>{len(trace.pages)}</p>".encode(),
    )


def problems(data: bytes) -> list[tuple[str, str | None]]:
    return [(one.problem, one.member) for one in verify(data, name="case").findings]


def is_found(data: bytes) -> bool:
    try:
        return bool(verify(data, name="case").findings)
    except ondit.BrokenBundle:
        return True


# --------------------------------------------------------------------------------------------
# What is in it


def test_what_was_bundled_is_as_it_was_made(case: bytes) -> None:
    verified = verify(case, name="case")
    assert verified.findings == ()
    assert (verified.title, verified.made, verified.pages) == ("nato", MADE, 5)
    assert verified.report
    assert verified.stamp is None


def test_the_same_pages_make_the_same_bytes(small: bytes) -> None:
    assert bundled(SMALL) == small


def test_the_records_are_what_a_trace_of_its_pages_gives(case: bytes) -> None:
    from ondit.views.export import jsonl

    lines = unpacked(case, name="case")[write.RECORDS].splitlines()
    read = [jsonl.decoded(line) for line in lines]
    trace = ondit.trace(EXAMPLES)
    assert [one.page.article.headline for one in read if one.page] == [
        page.article.headline for page in trace.pages
    ]
    assert sum(one.derivation is not None for one in read) == len(trace.derivations)


def test_where_a_page_lay_is_nobodys_business(small: bytes) -> None:
    assert b"somebody" not in small
    assert json.loads(unpacked(small, name="x")[write.PAGES])[0]["name"] == "small.html"


def test_pages_of_one_name_are_told_apart() -> None:
    again = ondit.Page(name="else/small.html", body=SMALL.body)
    assert [page.name for page in write.named([SMALL, again])] == ["small.html", "small-2.html"]


def test_nothing_is_not_bundled() -> None:
    with pytest.raises(ondit.NoPages):
        bundled()


def test_the_tool_of_the_standard_finds_it_valid(case: bytes, tmp_path: Path) -> None:
    pytest.importorskip("wacz")
    file = tmp_path / "case.wacz"
    file.write_bytes(case)
    wacz = Path(sys.executable).parent / "wacz"
    result = subprocess.run(
        [wacz, "validate", "-f", file], capture_output=True, text=True, check=False
    )
    assert "Validation succeeded" in result.stdout, result.stdout + result.stderr


def test_the_archive_holds_the_bytes_of_the_pages_where_the_index_says(case: bytes) -> None:
    members = unpacked(case, name="case")
    archive = members[write.ARCHIVE]
    bodies = {path.read_bytes() for path in EXAMPLES.glob("*.html")}
    lines = gzip.decompress(members[write.INDEX]).decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(bodies)
    for line in lines:
        told = json.loads(line.split(" ", 2)[2])
        record = gzip.decompress(archive[int(told["offset"]) :][: int(told["length"])])
        head, _, rest = record.partition(b"\r\n\r\n")
        assert f"WARC-Target-URI: {told['url']}\r\n".encode() in head
        assert rest.removesuffix(b"\r\n\r\n") in bodies


def test_the_index_of_the_index_leads_to_its_blocks(case: bytes) -> None:
    members = unpacked(case, name="case")
    head, *blocks = members[write.INDEX_OF_BLOCKS].decode().splitlines()
    assert json.loads(head.removeprefix("!meta 0 "))["filename"] == warc.INDEX
    index = gzip.decompress(members[write.INDEX]).decode()
    read = ""
    for line in blocks:
        key, stamp, told = line.split(" ", 2)
        where = json.loads(told)
        block = members[write.INDEX][where["offset"] :][: where["length"]]
        lines = gzip.decompress(block).decode()
        assert lines.startswith(f"{key} {stamp} ")
        read += lines
    assert read == index


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.Paper.example/A/b?x=1", "example,paper)/a/b?x=1"),
        ("http://paper.example:8080/", "example,paper:8080)/"),
        ("https://a.b.co.uk/x/", "uk,co,b,a)/x"),
    ],
)
def test_addresses_are_sorted_as_archives_do(address: str, key: str) -> None:
    assert warc.surt(address) == key


def test_a_page_without_an_address_stands_where_no_host_can_be() -> None:
    page = ondit.Page(name="a b.txt", body=b"A text.")
    assert warc.address(warc.Kept(page, None)) == "http://page.invalid/a%20b.txt"


# --------------------------------------------------------------------------------------------
# What changes it


@settings(deadline=None, max_examples=400)
@given(data=st.data())
def test_one_changed_bit_anywhere_is_found(small: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(small) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(small)
    changed[place] ^= 1 << bit
    assert is_found(bytes(changed))


@pytest.mark.parametrize("member", [write.ARCHIVE, write.RECORDS, write.PAGES, write.PACKAGE])
def test_a_changed_member_is_named(small: bytes, member: str) -> None:
    members = unpacked(small, name="x")
    members[member] = members[member].replace(b"2026", b"2025") + b" "
    assert ("changed", member) in problems(packed(members))


def test_a_member_too_many_or_too_few_is_named(small: bytes) -> None:
    members = unpacked(small, name="x")
    assert ("added", "ondit/more.txt") in problems(packed({**members, "ondit/more.txt": b"x"}))
    del members[write.INDEX]
    assert ("missing", write.INDEX) in problems(packed(members))


def test_other_findings_with_right_hashes_are_found_by_the_analysis(small: bytes) -> None:
    members = unpacked(small, name="x")
    members[write.RECORDS] = members[write.RECORDS].replace(b"Paul Aubry", b"Paul Dupin")
    kept = {name: members[name] for name in members if name not in (write.PACKAGE, write.DIGEST)}
    package = write.described(kept, made=MADE, title="case")
    forged = packed({**kept, write.PACKAGE: package, write.DIGEST: write.sealed(package, None)})
    assert problems(forged) == [("analysis", write.RECORDS)]


def test_findings_of_another_version_are_told_from_forged_ones(
    small: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ondit.bundle import verify as module

    monkeypatch.setattr(module, "__version__", "99.0")
    members = unpacked(small, name="x")
    assert problems(packed(members)) == []  # the same findings: the version does not matter
    members[write.RECORDS] = members[write.RECORDS].replace(b"Paul Aubry", b"Paul Dupin")
    assert ("version", write.RECORDS) in problems(packed(members))


def test_a_compressed_member_is_not_opened(small: bytes) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("datapackage.json", b"0" * 10_000_000)
    with pytest.raises(ondit.BrokenBundle):
        verify(file.getvalue(), name="bomb")


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=300))
def test_any_bytes_are_checked_without_a_crash(data: bytes) -> None:
    assert is_found(data)


def test_every_cut_is_found(small: bytes) -> None:
    for end in range(0, len(small), 97):
        assert is_found(small[:end])


# --------------------------------------------------------------------------------------------
# What is taken out


def test_the_command_knows_what_can_be_taken_out() -> None:
    assert command.REDACTABLE == redact.WHAT


COMMENTED = [
    path
    for path in sorted(PAGES.glob("*/page.html"))
    if (path.parent / "expected.json").exists()
    and '"comment"' in (path.parent / "expected.json").read_text(encoding="utf-8")
]


def paragraphs(article: ondit.Article) -> list[str]:
    return [block.text for block in article.blocks if block.role == "paragraph"]


@pytest.mark.parametrize("path", COMMENTED, ids=lambda path: path.parent.name)
def test_comments_are_gone_from_the_bytes_and_the_words_of_the_article_are_not(path: Path) -> None:
    page = files.page(path)
    before = ondit.read(page).article
    if not before.comments:
        pytest.skip("its comments are told from the article, and not from one another")
    kept = redact.redacted(page, ["comments"])
    body = kept.body.decode()
    for comment in before.comments:
        assert len(comment.text) < 30 or comment.text not in body
    assert paragraphs(ondit.read(kept).article) == paragraphs(before)


@pytest.mark.parametrize(
    "words",
    [
        "jean.dupont@exemple.fr",
        "jean.dupont&#64;exemple.fr",
        "+33 1 23 45 67 89",
        "01 23 45 67 89",
        "01.23.45.67.89",
        "(202) 555-0143 22",
        "+1 202-555-0143",
        "+44 (0)20 7946 0958",
    ],
)
def test_addresses_and_numbers_are_marked(words: str) -> None:
    page = ondit.Page(name="x", body=f"<p>Write to {words}, or call.</p>".encode())
    text = redact.redacted(page, redact.WHAT).body.decode()
    assert words not in text
    assert redact.MARK in text
    assert text.startswith("<p>Write to ")


@pytest.mark.parametrize(
    "words",
    [
        "12 October 2022",
        "2022-10-12T08:05:00+02:00",
        "12/10/2022",
        "1 000 000",
        "3,500,000",
        "170 drones et 23 missiles",
        "watch?v=5H9mEBAPw60&amp;w=560",
        "00:14:30",
        "ISBN 978-2-07-036822-8",
        "@ministre",
    ],
)
def test_what_is_no_number_of_a_telephone_stays(words: str) -> None:
    page = ondit.Page(name="x", body=f"<p>See {words} there.</p>".encode())
    assert words in redact.redacted(page, redact.WHAT).body.decode()


# --------------------------------------------------------------------------------------------
# When it existed


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, bytes]]:
    """A time stamp authority on this machine: its address and its certificate."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    pytest.importorskip("rfc3161_client")
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "tsa.cnf").write_text(
        "[tsa]\ndefault_tsa = one\n[one]\nserial = serial\nsigner_digest = sha256\n"
        "default_policy = 1.2.3.4\ndigests = sha256\naccuracy = secs:1\n"
        "[req]\ndistinguished_name = dn\n[dn]\n[ca]\nbasicConstraints = critical,CA:TRUE\n"
        "keyUsage = critical,keyCertSign\nsubjectKeyIdentifier = hash\n"
        "[ext]\nextendedKeyUsage = critical,timeStamping\nkeyUsage = critical,digitalSignature\n"
        "basicConstraints = CA:FALSE\nauthorityKeyIdentifier = keyid\n"
    )
    (folder / "serial").write_text("01\n")

    def ran(*arguments: str) -> None:
        subprocess.run([openssl, *arguments], cwd=folder, check=True, capture_output=True)

    new = ("-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    root = ("-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Root", "-extensions", "ca")
    ran("req", "-x509", *new, *root)
    ran("req", *new, "-keyout", "key.pem", "-out", "tsa.csr", "-subj", "/CN=Authority")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "2", "-out", "cert.pem")
    ran("x509", "-req", "-in", "tsa.csr", *signed, "-extfile", "tsa.cnf", "-extensions", "ext")

    class Authority(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "query").write_bytes(query)
            signer = ("-signer", "cert.pem", "-inkey", "key.pem")
            ran("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", *signer, "-out", "re")
            self.send_response(200)
            self.end_headers()
            self.wfile.write((folder / "re").read_bytes())

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Authority)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", (folder / "ca.pem").read_bytes()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def stamped(authority: tuple[str, bytes]) -> bytes:
    def stamp(data: bytes) -> bytes:
        return timestamp.stamped(data, endpoint=authority[0])

    return write.bundle([SMALL], made=MADE, title="case", stamp=stamp)


def told(verified: Verified) -> timestamp.TimeStamp:
    assert verified.stamp is not None
    return verified.stamp


def test_a_time_stamp_says_when_the_case_existed(
    stamped: bytes, authority: tuple[str, bytes]
) -> None:
    stamp = told(verify(stamped, name="case"))
    assert (stamp.fits, stamp.trusted) == (True, None)
    assert stamp.time.startswith("20")
    assert told(verify(stamped, name="case", root=authority[1])).trusted is True
    other = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    assert told(verify(stamped, name="case", root=other)).trusted is False


def test_a_changed_time_stamp_is_found(stamped: bytes) -> None:
    start = stamped.index(b'"timestamp"')
    for place in range(start, len(stamped), 61):
        changed = bytearray(stamped)
        changed[place] ^= 1
        assert is_found(bytes(changed)), place


def test_a_time_stamp_of_something_else_is_found(stamped: bytes, small: bytes) -> None:
    import base64

    digest = json.loads(unpacked(stamped, name="x")[write.DIGEST])
    members = unpacked(bundled(ondit.Page(name="b", body=SMALL.body)), name="x")
    token = base64.b64decode(digest["timestamp"])
    members[write.DIGEST] = write.sealed(members[write.PACKAGE], token)
    assert problems(packed(members)) == [("stamp-of-another", write.DIGEST)]


def test_an_authority_that_does_not_answer_is_said() -> None:
    pytest.importorskip("rfc3161_client")
    for endpoint in ("http://127.0.0.1:9/", "ftp://127.0.0.1/", "x"):
        with pytest.raises(ondit.NotStamped):
            timestamp.stamped(b"x", endpoint=endpoint)


# --------------------------------------------------------------------------------------------
# The commands


def test_a_case_is_bundled_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.wacz"
    asked = ["bundle", str(EXAMPLES), "-o", str(file), "--redact", "comments, emails"]
    assert cli.run([*asked, "--lang-ui", "en"]) == cli.DONE
    assert "ondit verify" in capsys.readouterr().err
    assert cli.run(["verify", str(file), "--lang-ui", "en"]) == cli.DONE
    assert "Nothing was changed" in capsys.readouterr().out
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert cli.run(["verify", str(file), "--lang-ui", "fr"]) == cli.FAILED
    assert "a été changé" in capsys.readouterr().err


def test_what_cannot_be_taken_out_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.wacz"
    asked = ["bundle", str(EXAMPLES), "-o", str(file), "--redact", "names"]
    assert cli.run([*asked, "--lang-ui", "en"]) == cli.MISUSED
    assert "comments, emails, phones" in capsys.readouterr().err
    assert not file.exists()


def test_what_is_no_case_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["verify", str(EXAMPLES / "agency.html"), "--lang-ui", "en"]) == cli.FAILED
    assert cli.run(["verify", str(tmp_path / "none.wacz"), "--lang-ui", "en"]) == cli.FAILED
    said = capsys.readouterr().err
    assert "is no bundle of Ondit" in said
    assert "no file or folder" in said


def test_the_json_of_a_check_lists_what_changed(
    small: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.wacz"
    members = unpacked(small, name="x")
    file.write_bytes(packed({**members, "x": b""}))
    assert cli.run(["verify", str(file), "--json"]) == cli.FAILED
    assert json.loads(capsys.readouterr().out)["findings"] == [{"problem": "added", "member": "x"}]
