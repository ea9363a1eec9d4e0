"""A corpus: what is added is found again, whatever the order, and nothing is there twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import ondit
from corpus_pages import family, told
from ondit import Corpus
from ondit.engine.inline import Inline
from ondit.sources import files
from ondit.store import database
from ondit.store.database import Session


@pytest.fixture
def corpus(tmp_path: Path, examples: Path) -> Iterator[Corpus]:
    with Corpus(tmp_path / "case.ondit") as made:
        made.add(files.pages([examples]), given=[str(examples)], engine=Inline())
        yield made


def test_what_is_added_is_what_a_trace_gives(corpus: Corpus, examples: Path) -> None:
    trace = ondit.trace(examples)
    assert {page.article.id: page for page in corpus.pages()} == {
        page.article.id: page for page in trace.pages
    }
    assert {one.id: one for one in corpus.derivations()} == {
        one.id: one for one in trace.derivations
    }
    assert set(corpus.stories()) == set(trace.stories)


def test_the_bytes_are_kept_as_they_came(corpus: Corpus) -> None:
    for article in corpus.articles():
        page = corpus.original(article.id)
        assert page.body == Path(page.name).read_bytes()
        receipt = corpus.receipt(article.id)
        assert receipt.size == len(page.body)
        assert receipt.name == page.name == article.name


def test_adding_again_changes_nothing(corpus: Corpus, examples: Path) -> None:
    before = (list(corpus.pages()), list(corpus.derivations()), corpus.counts())
    run = corpus.add(files.pages([examples]), engine=Inline())
    assert run.added == 0
    assert (list(corpus.pages()), list(corpus.derivations()), corpus.counts()) == before


def test_words_are_found_without_case_and_diacritics(corpus: Corpus) -> None:
    hits = list(corpus.search("SECRETAIRE general"))
    assert len(hits) > 1
    for hit in hits:
        block = corpus.page(hit.article).article.blocks[hit.span.block]
        assert block.text[hit.span.start : hit.span.end].lower().startswith("secrétaire")
        assert block.text[hit.span.start : hit.span.end] in hit.snippet


def test_words_in_quotation_marks_follow_one_another(corpus: Corpus) -> None:
    assert list(corpus.search("ministres OTAN"))
    assert not list(corpus.search("« ministres OTAN »"))
    assert not list(corpus.search("..."))


def test_statements_are_found_by_voice_stance_and_words(corpus: Corpus) -> None:
    everything = list(corpus.statements())
    assert len(everything) == sum(len(page.statements) for page in corpus.pages())
    voice = next(iter(corpus.voices("Vastrand")))
    said = list(corpus.statements(voice=voice.id))
    assert said
    speakers = {(one.article, one.speaker) for one in voice.speakers}
    assert all((article, statement.speaker) in speakers for article, statement in said)
    denied = list(corpus.statements(stance="denies"))
    assert denied == [pair for pair in everything if pair[1].stance == "denies"]
    assert list(corpus.statements(words="batteries"))


def test_sites_and_flows_follow_the_derivations(corpus: Corpus) -> None:
    sites = corpus.sites()
    assert sum(site.articles for site in sites) == corpus.counts().articles
    assert any(site.derived for site in sites)
    assert {flow for site in sites for flow in site.sources} == set(corpus.flows())


def test_what_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_bytes(b"%PDF-1.7 \x00")
    corpus = Corpus(tmp_path / "case.ondit")
    run = corpus.add(files.pages([bad, tmp_path / "nowhere.html"]), engine=Inline())
    assert (run.read, run.added, run.failed) == (2, 0, 2)
    assert [one.error for one in corpus.failures()] == ["NotAPage", "MissingFile"]
    assert list(corpus.runs()) == [run]


def test_what_several_pages_report_is_one_utterance(corpus: Corpus) -> None:
    found = list(corpus.utterances())
    assert found
    assert all(len(one.versions) > 1 for one in found)
    assert corpus.utterance(found[-1].id) == found[-1]
    assert list(corpus.utterances(limit=1, offset=1)) == found[1:2]


def test_a_notebook_shows_how_much_there_is(corpus: Corpus) -> None:
    shown = corpus._repr_html_()
    assert "<th>articles</th><td>5</td>" in shown


def test_tables_go_to_arrow(corpus: Corpus) -> None:
    pytest.importorskip("pyarrow")
    assert corpus.to_arrow().num_rows == 5
    assert corpus.to_arrow("statements").num_rows == corpus.counts().statements


def test_a_store_is_refused_in_words(corpus: Corpus, tmp_path: Path) -> None:
    with corpus._database.writer() as session:
        with pytest.raises(ondit.StoreBusy, match="written to"):
            Corpus(corpus.path, wait=0.2).add([], engine=Inline())
        session.run("PRAGMA user_version = 99")
    corpus.close()
    with pytest.raises(ondit.NewerStore):
        Corpus(corpus.path).counts()
    cut = tmp_path / "cut.ondit"
    cut.write_bytes(corpus.path.read_bytes()[:30_000])
    with pytest.raises(ondit.StoreError):
        list(Corpus(cut).pages())


def test_a_full_disk_loses_nothing(corpus: Corpus, examples: Path, tmp_path: Path) -> None:
    before = list(corpus.pages())
    corpus.forget(before[0].article.id)
    left = list(corpus.pages())
    pages = corpus._database
    with pages.writer() as session:
        size = session.value("PRAGMA page_count")
        session.run(f"PRAGMA max_page_count = {size}")
        with pytest.raises(ondit.DiskFull), session.transaction():
            session.run("CREATE TABLE filler AS SELECT zeroblob(10000000)")
    assert list(corpus.pages()) == left
    corpus.add(files.pages([examples]), engine=Inline())
    assert list(corpus.pages()) == before


@pytest.mark.parametrize("room", [0.02, 0.4, 0.8])
def test_a_disk_that_fills_up_in_a_run_costs_what_did_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: float
) -> None:
    pages = family(10, 3)
    size = 0
    prepare = database._prepare

    def narrow(session: Session, *, new: bool) -> None:
        prepare(session, new=new)
        had = session.value("PRAGMA page_count")
        session.run(f"PRAGMA max_page_count = {int(had + room * (size - had))}")

    with Corpus(tmp_path / "whole.ondit") as whole, Corpus(tmp_path / "case.ondit") as corpus:
        whole.add(pages, engine=Inline())
        size = whole._database.reader().value("PRAGMA page_count")
        corpus.add(pages[:3], engine=Inline())
        with monkeypatch.context() as patched:
            patched.setattr(database, "_prepare", narrow)
            with pytest.raises(ondit.DiskFull, match="full"):
                corpus.add(pages, engine=Inline())
        assert not [one for one in corpus.check() if one.kind != "unfinished"]
        corpus.add(pages, engine=Inline())
        assert told(corpus) == told(whole)


def test_an_unknown_name_is_an_error(corpus: Corpus) -> None:
    for question in (corpus.page, corpus.story, corpus.derivation, corpus.voice, corpus.receipt):
        with pytest.raises(ondit.NotInCorpus):
            question("nothing")


def test_a_missing_store_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ondit.MissingFile):
        list(Corpus(tmp_path / "none.ondit").articles())
