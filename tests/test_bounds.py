"""What a page of any size may take: how much is read, kept at one time, and remembered after."""

from __future__ import annotations

import functools
import gc
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from ondit import lang
from ondit.errors import TooLong
from ondit.lineage.compare import compare
from ondit.model import Page
from ondit.page import bulk, dom, features, hints, needles, texts
from ondit.page.decode import decode
from ondit.page.dom import LONGEST, MOST_TEXT
from ondit.page.guard import guarded
from ondit.page.read import read
from ondit.pipeline import compared_pair, traced
from ondit.remembered import Kept, remembered
from ondit.speech import choosing, clauses, lexicon, surfaces
from ondit.speech.traits import _memories

PAGES = sorted(Path(__file__).parent.glob("pages/*/page.html"))
SENTENCE = "Le maire a dit jeudi que le moulin serait vendu avant la fin de l’année."


def page(text: str | bytes) -> Page:
    return Page(name="page", body=text if isinstance(text, bytes) else text.encode())


# --------------------------------------------------------------------------------------------
# How much is read


@pytest.mark.parametrize("form", ["<p>{}</p>", "{} ", "{}<br>", "{}\n\n", "<b>{}</b> "])
def test_so_much_text_is_read_of_a_page_and_no_more(form: str) -> None:
    many = form.format(SENTENCE) * (2 * MOST_TEXT // len(SENTENCE))
    article = read(page(f"<html><h1>Le moulin</h1>{many}</html>" if "<" in form else many))
    size = sum(len(block.text) for block in article.blocks)
    assert MOST_TEXT - LONGEST <= size <= MOST_TEXT + LONGEST
    assert "cut-short" in article.notes


def test_text_too_long_for_a_piece_is_parted_at_a_blank() -> None:
    text = " ".join(f"mot{number}" for number in range(60_000))
    article = read(page(f"<h1>Le moulin</h1><p>{text}</p>"))
    parts = [block.text for block in article.blocks if block.role == "paragraph"]
    assert len(parts) > 1
    assert max(map(len, parts)) <= LONGEST
    assert " ".join(parts) == text
    assert "cut-short" not in article.notes


def test_links_stay_in_their_place_where_text_is_parted() -> None:
    text = " ".join(f"mot{number}" for number in range(40_000))
    tail = '<a href="https://autre.example/a">la suite</a>'
    document = dom.parse(f"<p>{text} <i>et</i> {tail}</p>", name="page")
    (link,) = document.pieces[-1].links
    assert document.pieces[-1].text[link.start : link.end] == "la suite"


def test_one_word_of_a_megabyte_is_parted_too() -> None:
    document = dom.parse(f"<p>{'x' * 1_000_000}</p>", name="page")
    assert {len(piece.text) for piece in document.pieces[:-1]} == {LONGEST}


# Each is some two hundred kilobytes of nothing but parts, which a guard of tags alone lets pass.
CROWDS = {
    "attributes": f"<p {' '.join('abcdefghijklmnopqrstuvwxyz')}>x",
    "slashed": "<p/a/b/c/d/e/f>x",
    "declarations": "<!>x",
    "instructions": "<?>x",
    "in quotes": "<p a='>' b='<' c=\"'\" d>x",
    "behind comments": "<!-- <p a='> --><p b c d e>x",
    "behind scripts": "<script>a<b c='</script><p b c d e>x",
}


@pytest.mark.parametrize("unit", CROWDS.values(), ids=CROWDS)
def test_the_parser_makes_only_so_many_parts_of_a_page(unit: str) -> None:
    safe = guarded("<body>" + unit * (1_000_000 // len(unit)), name="page")
    assert safe.cut
    tree = LexborHTMLParser(safe.text)
    assert tree.root is not None
    parts = sum(
        1 + len(node.attributes if node.tag and node.tag[0] not in "-!_" else ())
        for node in tree.root.traverse(include_text=True)
    )
    assert 20_000 < parts < 150_000


def test_a_long_text_in_few_tags_is_not_crowded() -> None:
    text = f"<p class='a b' id=c>{SENTENCE}</p>" * 10_000
    assert not guarded(text, name="page").cut


def test_only_so_much_is_taken_of_a_page_without_its_bulk() -> None:
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0K" * 100 + b'">'
    body = b"".join(picture + b"<p>%d</p>" % number for number in range(5000))
    whole = bulk.without(body)
    assert len(whole) < len(body) / 10
    for most in (0, 1, 99, 1000, len(whole) - 1, len(whole), len(whole) + 1):
        part = bulk.without(body, most=most)
        assert part[:most] == whole[:most]
        assert (len(part) > most) == (len(whole) > most)


def test_places_hold_where_a_page_is_cut_before_anything_was_taken_out() -> None:
    rules = b"<meta name=generator content=SPIP>" + b"<p>" + SENTENCE.encode() + b"</p>"
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0K" * 100 + b'">'
    long = rules + b" " * 5_000_000 + picture
    decoded = decode(page(long))
    assert decoded.beyond
    assert not decoded.squeezed
    assert decode(page(picture + long)).squeezed


# --------------------------------------------------------------------------------------------
# What is worked out in parts is what comes out of the whole


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything that is done in parts be done in very small ones."""
    monkeypatch.setattr(features, "TOGETHER", 3)
    monkeypatch.setattr(texts, "_TOGETHER", 50)
    monkeypatch.setattr(needles, "_STRIDE", 64)


WHOLE = {path: read(page(path.read_bytes())) for path in PAGES[::9]}


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.parent.name)
def test_a_page_read_in_parts_is_the_same(path: Path) -> None:
    assert read(page(path.read_bytes())) == WHOLE[path]


def test_statements_weighed_in_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f"<p>{SENTENCE} « Non », a répondu Ida Roux, {at} fois.</p>" for at in range(60))
    whole = traced(page(f"<html lang=fr><h1>Le moulin</h1>{body}"))
    assert len(whole.statements) > 100
    monkeypatch.setattr(clauses, "_TOGETHER", 40)
    assert traced(page(f"<html lang=fr><h1>Le moulin</h1>{body}")) == whole


def test_a_sentence_without_end_is_read_by_the_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[int] = []
    chosen = choosing.chosen

    def counted(told: Any, words: Any) -> Any:
        weighed.extend(each.hi - each.lo for each in told)
        return chosen(told, words)

    monkeypatch.setattr(clauses, "chosen", counted)
    endless = SENTENCE.rstrip(".") + " et que la commune garderait ses machines" * 2000
    found = traced(page(f"<html lang=fr><h1>Le moulin</h1><p>{SENTENCE}</p><p>{endless}.</p>"))
    assert found.statements
    assert max(weighed) <= clauses._LONGEST


# --------------------------------------------------------------------------------------------
# What is remembered


def caches() -> Iterator[Any]:
    """Give everything in Ondit that remembers results."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            name = getattr(each, "__module__", None) or ""
            if name.startswith("ondit"):
                yield each


def hostile(seed: int, length: int) -> bytes:
    """Give a page in which every name, word, host and person is another, and long."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices("aeioulmnprst", k=length))

    def unit() -> str:
        name, host, tag = word(), word()[:60], f"x-{word()}"
        return (
            f'<{tag} id="{word()}"><div class="{name} comment-{word()} twitter-{word()}">'
            f'<p class="author {word()}">{word().title()} {word().title()} a dit que le'
            f" {word()} de {word().title()} est à la mairie, selon {word().title()}.</p>"
            f'<img src="https://{host}.example/{word()}.png">'
            f'<a href="https://{word()[:60]}.example/{word()}">{word()}</a></div>'
            f"</{tag}>"
        )

    head = "".join(f"<meta name='{word()}-verif' content='{word()}'>" for _ in range(20))
    return (
        f"<html lang=fr><head>{head}</head><h1>{word()}</h1>"
        + "".join(unit() for _ in range(60_000 // length))
        + f"<p>{SENTENCE}</p>" * 3
    ).encode()


def answered(seed: int, length: int) -> None:
    """Answer all questions about a hostile page, and compare it with another."""
    one = traced(page(hostile(seed, length)))
    other = traced(page(hostile(seed + 1, length)))
    compared_pair(one, other)
    compare(one.article, one.article)


def keys(cache: Any) -> Iterator[str]:
    """Give the texts by which a cache knows what it remembers."""
    for table in gc.get_referents(cache):
        if isinstance(table, dict):
            for key in table:
                waiting = [key]
                while waiting:
                    each = waiting.pop()
                    if isinstance(each, str):
                        yield each
                    elif isinstance(each, tuple | list):
                        waiting += each


def test_hostile_pages_fill_no_memory() -> None:
    answered(1, 30)
    before = {id(cache): cache.cache_info().currsize for cache in caches()}
    answered(3, 30)
    answered(5, 3000)
    for cache in caches():
        info = cache.cache_info()
        if info.maxsize is None:
            assert info.currsize <= before.get(id(cache), 200), cache
        elif info.maxsize > 2:  # what keeps fewer keeps no names
            assert max(map(len, keys(cache)), default=0) <= 2000, cache
    for words in _memories.values():
        assert max(map(len, words.places), default=0) < 200
    for language in ("fr", "en"):
        known = lexicon.lexicon(lang.load(language))
        assert max(map(len, (*known.seen, *known.surfaces)), default=0) <= 200


def test_words_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_REMEMBERED", 50)
    monkeypatch.setattr(surfaces, "_REMEMBERED", 50)
    known = lexicon.lexicon(lang.load("fr"))
    known.seen.clear()
    known.surfaces.clear()
    for number in range(500):
        surfaces.cut(f"mot{number} autre{number}", known)
    assert len(known.seen) <= 50
    assert len(known.surfaces) <= 51


def test_tags_of_a_pages_own_make_no_sets_of_tags() -> None:
    deep = "".join(f"<x-{number}>" for number in range(1500))
    document = dom.parse(f"<html><h1>Le moulin</h1>{deep}<p>{SENTENCE}</p>", name="page")
    found = hints.read(document, [0.0] * len(document.boxes))
    assert max(len(hint.tags) for hint in found) < 10


def test_a_long_text_is_worked_out_anew_and_a_short_one_remembered() -> None:
    calls: list[str] = []

    @remembered(2, longest=5)
    def length(text: str) -> int:
        calls.append(text)
        return len(text)

    for text in ("ab", "ab", "abcdef", "abcdef", "c", "d", "ab"):
        assert length(text) == len(text)
    assert calls == ["ab", "abcdef", "abcdef", "c", "d", "ab"]


def test_what_is_kept_of_pages_weighs_no_more_than_it_may() -> None:
    made: list[str] = []
    kept: Kept[str] = Kept(10)

    def ask(key: str) -> str:
        def make() -> str:
            made.append(key)
            return key

        return kept.get(key, make, len)

    for key in ("aaaa", "bbbb", "aaaa", "cc", "dddd", "bbbb", "aaaa"):
        assert ask(key) == key
    assert made == ["aaaa", "bbbb", "cc", "dddd", "bbbb", "aaaa"]
    assert len(kept) == 2
    for key in ("e" * 50, "f" * 50, "e" * 50):
        ask(key)
    assert made[6:] == ["e" * 50, "f" * 50]
    assert len(kept) == 2


def test_a_page_without_text_in_its_first_parts_says_so() -> None:
    with pytest.raises(TooLong):
        read(page("<html>" + "<hr a b c d e f g h>" * 60_000 + f"<p>{SENTENCE}</p>"))
