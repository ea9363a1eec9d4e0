"""Laws that hold for any input: nothing is lost, spans lie inside, twice is the same."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ondit.errors import PageError
from ondit.lineage.compare import compare
from ondit.model import Article, Derivation, Page, Span, Trace, TracedPage
from ondit.page.read import read
from ondit.pipeline import trace

LAWS = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Pieces from which pages are thrown together: what real pages hold, whole and broken.
PIECES = (
    "<p>Le ministre a déclaré que « la guerre est finie », mardi à Paris.</p>",
    "<p>“We will not leave,” said Anna Kovač, the mayor of Brod, on Tuesday.</p>",
    "<p>Selon le maire, « rien n’a changé. Il est parti.</p>",
    "<h1>Un titre / A headline</h1>",
    "<h2>Subhead</h2><ul><li>One item of a list.</li><li>Another one</li></ul>",
    "<p>https://platform.twitter.com/widgets.js</p>",
    "[youtube https://www.youtube.com/watch?v=abcdefghijk&w=1]",
    '<iframe src="https://www.youtube.com/embed/abcdefghijk?start=9"></iframe>',
    "<p>« Si [Prime Minister Jane] Roe gagne », il a dit.</p>",
    "<blockquote>“Quoted “twice” here”</blockquote>",
    "<div><div><br><br>Text without a paragraph, that goes on and on.<br>",
    "<p>Source : Agence X et Y</p>",
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"H"',
    "<form>Laisser un commentaire <textarea></textarea></form>",
    "<!-- <p>not shown</p>",
    "</div></p></table>",
    "\x00",
    "‮אבג‬ 😀 e\u0301",
    '<p>"""""" «««« »»»» ““““</p>',
    "<table><tr><td>1 000</td><td>2,5 %</td></tr></table>",
)
pages = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("\n".join)
anything = st.one_of(st.binary(max_size=400), pages.map(lambda text: text.encode("utf-8")))


def traced(text: str, name: str = "page.html") -> TracedPage | None:
    """Give the three answers for ``text``; ``None`` when there is nothing to read in it."""
    result = trace([Page(name=name, body=text.encode("utf-8"))])
    assert all(failure.error != "Bug" for failure in result.failures), result.failures
    return result.pages[0] if result.pages else None


def spans_in(record: object) -> Iterator[Span]:
    """Give every span inside ``record``, however deep."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple | list):
        for item in record:
            yield from spans_in(item)
    elif isinstance(record, dict):
        for item in record.values():
            yield from spans_in(item)
    elif isinstance(record, msgspec.Struct):
        for name in record.__struct_fields__:
            yield from spans_in(getattr(record, name))


def inside(span: Span, article: Article) -> bool:
    """Tell whether ``span`` is a non-empty piece of a block of ``article``."""
    if not 0 <= span.block < len(article.blocks):
        return False
    return 0 <= span.start < span.end <= len(article.blocks[span.block].text)


@given(anything)
@LAWS
def test_any_bytes_are_read_or_refused_in_words(body: bytes) -> None:
    with contextlib.suppress(PageError):
        assert read(Page(name="any", body=body)).blocks


@given(pages)
@LAWS
def test_every_span_lies_inside_its_block(text: str) -> None:
    page = traced(text)
    if page is not None:
        outside = [span for span in spans_in(page) if not inside(span, page.article)]
        assert not outside


@given(pages)
@LAWS
def test_reading_twice_gives_the_same(text: str) -> None:
    assert traced(text) == traced(text)


@given(pages)
@LAWS
def test_blocks_are_normalised_and_never_blank(text: str) -> None:
    page = traced(text)
    if page is not None:
        for block in page.article.blocks:
            assert block.text == " ".join(block.text.split())
            assert block.text or block.embed is not None


@given(pages)
@LAWS
def test_statements_name_speakers_and_statements_that_exist(text: str) -> None:
    page = traced(text)
    if page is not None:
        speakers = {speaker.id for speaker in page.speakers}
        ids = [statement.id for statement in page.statements]
        assert len(ids) == len(set(ids))
        assert all(one.speaker is None or one.speaker in speakers for one in page.statements)
        assert all(one.within is None or one.within in ids for one in page.statements)
        assert all(one.within != one.id for one in page.statements)


@given(pages)
@LAWS
def test_a_page_compared_with_itself_is_a_full_copy(text: str) -> None:
    page = traced(text)
    if page is None:
        return
    derivation = compare(page.article, page.article)
    relations = {pair.relation for pair in derivation.pairs}
    assert relations <= {"same"}
    if relations:
        assert derivation.kind == "copy"
        assert derivation.one_covered == pytest.approx(1.0)
        assert derivation.other_covered == pytest.approx(1.0)
        assert not derivation.directed


@given(pages, pages)
@LAWS
def test_comparing_does_not_depend_on_order(one: str, other: str) -> None:
    first, second = traced(one, "one.html"), traced(other, "other.html")
    if first is None or second is None:
        return
    there = compare(first.article, second.article)
    back = compare(second.article, first.article)
    assert there == back
    in_order = {first.article.id: first.article, second.article.id: second.article}
    assert all(inside(span, in_order[there.one]) for span in here_spans(there))
    assert all(inside(span, in_order[there.other]) for span in there_spans(there))


def here_spans(derivation: Derivation) -> Iterator[Span]:
    """Give the spans of the aligned pairs that point into ``one``."""
    for pair in derivation.pairs:
        yield from pair.here
        for change in pair.changes:
            yield from change.here


def there_spans(derivation: Derivation) -> Iterator[Span]:
    """Give the spans of the aligned pairs that point into ``other``."""
    for pair in derivation.pairs:
        yield from pair.there
        for change in pair.changes:
            yield from change.there


@given(st.lists(pages, min_size=2, max_size=4))
@LAWS
def test_the_order_of_the_pages_does_not_matter(texts: list[str]) -> None:
    given_pages = [
        Page(name=f"{number}.html", body=text.encode("utf-8")) for number, text in enumerate(texts)
    ]
    forward, backward = trace(given_pages), trace(given_pages[::-1])
    assert sorted(forward.derivations, key=str) == sorted(backward.derivations, key=str)
    assert {page.article.name for page in forward.pages} == {
        page.article.name for page in backward.pages
    }


@given(pages)
@LAWS
def test_records_survive_json(text: str) -> None:
    result = trace([Page(name="page.html", body=text.encode("utf-8"))])
    assert msgspec.json.decode(msgspec.json.encode(result), type=Trace) == result
