"""The bytes of pages, packed beside one another and never mixed up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pages import page
from ondit import Corpus, Page
from ondit.corpus import adding
from ondit.engine.inline import Inline
from ondit.store import bodies
from ondit.store.database import Session
from ondit.store.packing import pack, unpack

FRAME = "".join(f"<div class=c{random.Random(n).random()}>{n}</div>" for n in range(900))


def framed(number: int, seed: int = 1, *, site: str = "a", frame: str = FRAME) -> Page:
    """Make a page of a site whose pages share a large frame."""
    one = page(number, seed, site=site)
    return Page(name=one.name, url=one.url, body=one.body + frame.encode())


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "case.ondit") as made:
        yield made


def kept(corpus: Corpus) -> dict[str, bytes]:
    return {one.id: corpus.original(one.id).body for one in corpus.articles()}


def beside(corpus: Corpus) -> int:
    session = corpus._database.reader()
    return int(session.value("SELECT count(*) FROM bodies WHERE base IS NOT NULL"))


def held(corpus: Corpus) -> list[bytes]:
    return sorted(kept(corpus).values())


def test_pages_of_a_site_are_packed_beside_one(corpus: Corpus) -> None:
    pages = [framed(n) for n in range(6)]
    corpus.add(pages[:4], engine=Inline())
    corpus.add(pages[4:], engine=Inline())
    assert held(corpus) == sorted(one.body for one in pages)
    assert beside(corpus) == 5
    session = corpus._database.reader()
    sizes = [row[0] for row in session.rows("SELECT length(packed) FROM bodies ORDER BY number")]
    assert max(sizes[1:]) < sizes[0] / 4
    assert not corpus.check()


def test_a_base_carries_so_many_and_another_frame_is_another_base(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "MOST", 2)
    monkeypatch.setattr(adding, "_SITES", 1)
    other = "".join(f"<p title={random.Random(-n).random()}>" for n in range(900))
    pages = [framed(n, site="ab"[n % 2]) for n in range(10)]
    pages += [framed(n, frame=other) for n in range(10, 15)]
    for at in range(0, 15, 4):
        corpus.add(pages[at : at + 4], engine=Inline())
    assert held(corpus) == sorted(one.body for one in pages)
    session = corpus._database.reader()
    rows = session.rows("SELECT count(*) FROM bodies WHERE base IS NOT NULL GROUP BY base")
    carried = [row[0] for row in rows]
    assert max(carried) == 2
    assert sum(carried) >= 6
    assert not session.value(
        "SELECT count(*) FROM bodies b JOIN bodies c ON c.number = b.base WHERE c.base IS NOT NULL"
    )


def test_a_base_that_is_forgotten_costs_no_other_page(corpus: Corpus, tmp_path: Path) -> None:
    secret = "".join(f"<i id=k{n}>" for n in range(400))
    pages = [framed(0, frame=FRAME + secret), *(framed(n) for n in range(1, 5))]
    corpus.add(pages, engine=Inline())
    assert beside(corpus) == 4
    corpus.forget(pages[0].name)
    assert held(corpus) == sorted(one.body for one in pages[1:])
    assert beside(corpus) == 0
    assert not corpus.check()
    corpus.add(pages, engine=Inline())
    assert held(corpus) == sorted(one.body for one in pages)


def test_what_was_packed_beside_a_page_that_is_not_kept_stands_alone(corpus: Corpus) -> None:
    empty = Page(name="0.html", url="https://a.example/0", body=FRAME.encode())
    pages = [framed(n) for n in range(1, 4)]
    run = corpus.add([empty, *pages], engine=Inline())
    assert run.failed == 1
    assert held(corpus) == sorted(one.body for one in pages)
    assert not corpus.check()


def test_a_damaged_base_is_found_and_named(corpus: Corpus) -> None:
    corpus.add([framed(n) for n in range(3)], engine=Inline())
    corpus.add([page(9, 9, site="b")], engine=Inline())
    with corpus._database.writer() as session:
        spoil(session)
    found = [one.kind for one in corpus.check()]
    assert found == ["bytes"] * 3


def spoil(session: Session) -> None:
    number, packed = next(
        session.rows("SELECT number, packed FROM bodies WHERE number IN (SELECT base FROM bodies)")
    )
    cut = bytearray(packed)
    cut[len(cut) // 2] ^= 255
    session.run("UPDATE bodies SET packed = ? WHERE number = ?", (bytes(cut), number))


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_any_bytes_are_packed_beside_any(body: bytes, prefix: bytes) -> None:
    made, is_beside = bodies.packed(body, (prefix, len(pack(prefix))))
    assert unpack(made, prefix=prefix if is_beside else b"") == body


@pytest.mark.parametrize(
    ("name", "url", "site"),
    [
        ("a/b.html", None, "a"),
        ("b.html", "https://News.example:8080/x", "news.example"),
        ("a/b.html", "http://[broken", "a"),
        ("-", "", "."),
    ],
)
def test_what_a_site_is(name: str, url: str | None, site: str) -> None:
    assert bodies.site_of(Page(name=name, body=b"", url=url)) == site
