"""What users put right, undo and forget."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ondit
from corpus_pages import family, told
from ondit import Corpus, Correction
from ondit.engine.inline import Inline

PAGES = family(6, 11)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "case.ondit") as made:
        made.add(PAGES, engine=Inline())
        yield made


def pair(corpus: Corpus) -> tuple[str, str]:
    """Give two articles that relate."""
    derivation = next(iter(corpus.derivations()))
    return derivation.one, derivation.other


def test_a_headline_a_date_and_a_body_are_put_right_and_back(corpus: Corpus) -> None:
    before = told(corpus)
    _, article = pair(corpus)
    old = corpus.page(article)
    done = [
        corpus.correct(Correction(kind="headline", article=article, value="Another")),
        corpus.correct(Correction(kind="date", article=article, value="2025-01-02")),
        corpus.correct(
            Correction(
                kind="body",
                article=article,
                value="“We stay,” said Paul Morel.\n\nNothing else was heard that day in Brod.",
            )
        ),
    ]
    page = corpus.page(article).article
    assert (page.id, page.headline) == (article, "Another")
    assert page.published is not None
    assert (page.published.value, page.published.why) == ("2025-01-02", "corrected")
    assert [block.text for block in page.blocks][-1].startswith("Nothing else")
    assert {"corrected-headline", "corrected-date", "corrected-body"} <= set(page.notes)
    assert [speaker.name for speaker in corpus.page(article).speakers] == ["Paul Morel"]
    assert not list(corpus.derivations(article))
    assert [hit.article for hit in corpus.search("stay Morel")] == [article]
    assert next(iter(corpus.articles())).id == article
    assert not corpus.check()
    assert [one.id for one in corpus.corrections()] == done
    for one in done:
        corpus.undo(one)
    assert corpus.page(article) == old
    assert not corpus.corrections()
    assert len(corpus.corrections(all=True)) == 6
    assert told(corpus) == before


def test_an_undoing_may_be_undone(corpus: Corpus) -> None:
    article = next(iter(corpus.articles())).id
    done = corpus.correct(Correction(kind="headline", article=article, value="Another"))
    undone = corpus.undo(done)
    assert corpus.page(article).article.headline != "Another"
    corpus.undo(undone)
    assert corpus.page(article).article.headline == "Another"
    assert [one.id for one in corpus.corrections()] == [done]


def test_a_statement_is_given_to_another_speaker(corpus: Corpus) -> None:
    article, statement = next(iter(corpus.statements()))
    correction = Correction(
        kind="speaker", article=article, statement=statement.id, value="Paul Morel"
    )
    done = corpus.correct(correction)
    page = corpus.page(article)
    (now,) = [one for one in page.statements if one.id == statement.id]
    names = {speaker.id: speaker.name for speaker in page.speakers}
    assert (names[now.speaker or ""], now.speaker_why) == ("Paul Morel", "corrected")
    (voice,) = corpus.voices("Morel")
    assert [one.id for _, one in corpus.statements(voice=voice.id)] == [statement.id]
    corpus.undo(done)
    assert not list(corpus.voices("Morel"))
    nobody = Correction(kind="speaker", article=article, statement=statement.id)
    corpus.correct(nobody)
    assert corpus.page(article).statements[0].speaker is None


def test_pages_are_not_related_or_have_another_parent(corpus: Corpus) -> None:
    before = told(corpus)
    one, other = pair(corpus)
    done = corpus.correct(Correction(kind="unrelated", article=one, other=other))
    story = corpus.story_of(one)
    edges = story.edges if story else ()
    assert not any({edge.child, edge.parent} == {one, other} for edge in edges)
    corpus.undo(done)
    assert told(corpus) == before
    related = {article.id for article in corpus.articles() if corpus.story_of(article.id)}
    stranger = next(a.id for a in corpus.articles() if a.id not in related)
    corpus.correct(Correction(kind="parent", article=stranger, other=one))
    story = corpus.story_of(stranger)
    assert story is not None
    (edge,) = [edge for edge in story.edges if edge.child == stranger]
    assert (edge.parent, edge.why) == (one, "told")


def test_voices_are_joined_and_parted(corpus: Corpus) -> None:
    article, statement = next(iter(corpus.statements()))
    corpus.correct(
        Correction(kind="speaker", article=article, statement=statement.id, value="A. Kovac")
    )
    before = told(corpus)
    voices = tuple(sorted(voice.id for voice in corpus.voices("Kovac")))
    assert len(voices) == 2
    done = corpus.correct(Correction(kind="join", voices=voices))
    (voice,) = corpus.voices("Kovac")
    assert "correction" in {one.why for one in voice.speakers}
    corpus.undo(done)
    assert told(corpus) == before
    (kovac,) = corpus.voices("Anna")
    first = kovac.speakers[0]
    done = corpus.correct(Correction(kind="part", speakers=((first.article, first.speaker),)))
    assert len(list(corpus.voices("Anna"))) == 2
    corpus.undo(done)
    assert told(corpus)[3] == before[3]  # type: ignore[index]


def test_corrections_are_shared_and_hold_whenever_the_page_comes(
    corpus: Corpus, tmp_path: Path
) -> None:
    one, other = pair(corpus)
    corpus.correct(Correction(kind="headline", article=one, value="Another", by="me"))
    corpus.correct(Correction(kind="unrelated", article=one, other=other))
    shared = corpus.corrections(all=True)
    with Corpus(tmp_path / "second.ondit") as second:
        second.add(PAGES[:1], engine=Inline())
        second.correct(shared)
        assert second.correct(shared) == shared[-1].id
        assert second.corrections(all=True) == shared
        second.add(PAGES[1:], engine=Inline())
        assert told(second) == told(corpus)


def test_what_is_forgotten_is_gone_from_the_file(corpus: Corpus, tmp_path: Path) -> None:
    with Corpus(tmp_path / "without.ondit") as without:
        without.add(PAGES[1:], engine=Inline())
        expected = told(without)
    assert PAGES[0].url is not None
    article = corpus.at(PAGES[0].url)[0]
    corpus.correct(Correction(kind="headline", article=article, value="Zanzibar"))
    assert corpus.forget(PAGES[0].url) == 1
    assert told(corpus) == expected
    assert not corpus.check()
    corpus.close()
    body = corpus.path.read_bytes()
    assert b"Zanzibar" not in body
    assert article.encode() not in body
    assert PAGES[0].url.encode() not in body
    assert [path.name for path in tmp_path.glob("case.ondit*")] == ["case.ondit"]
    with pytest.raises(ondit.NotInCorpus):
        corpus.forget(PAGES[0].url)


def test_a_store_that_is_not_there_is_not_made_by_a_change(tmp_path: Path) -> None:
    with pytest.raises(ondit.MissingFile):
        Corpus(tmp_path / "none.ondit").forget("x")
    assert not list(tmp_path.iterdir())
