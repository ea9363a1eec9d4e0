"""What a store keeps counted is what counting all afresh gives, whatever was done to it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from corpus_pages import family, page, told
from ondit import Corpus, Correction
from ondit.across import contents
from ondit.across.utterances import utterances
from ondit.across.voices import voices
from ondit.corpus import counting, work
from ondit.engine import Function, Lost
from ondit.engine.inline import Inline
from ondit.lineage.kinship import kinships
from ondit.lineage.sites import flows, sites
from ondit.store import echoes


def afresh(corpus: Corpus) -> object:
    """Count all that is kept counted, from the pages, the stories and the corrections."""
    pages = list(corpus.pages())
    articles = {one.article.id: one.article for one in pages}
    stories = list(corpus.stories())
    said = {
        one.id: Counter(
            statement.stance
            for page in pages
            for statement in page.statements
            for voiced in one.speakers
            if (voiced.article, voiced.speaker) == (page.article.id, statement.speaker)
        )
        for one in corpus.voices()
    }
    firsts = [articles[one.earliest or one.articles[0]] for one in stories]
    return (
        sites(articles.values(), stories),
        flows(articles.values(), stories),
        kinships(articles.values()),
        {one.id: one for one in voices(pages, corpus.corrections())},
        utterances(pages, corpus.corrections()),
        {voice: {stance: n for stance, n in counts.items() if n} for voice, counts in said.items()},
        [
            (
                one.id,
                len(one.articles),
                len({articles[key].site for key in one.articles} - {None}),
                sum(edge.directed for edge in one.edges),
                dict(Counter(articles[key].language for key in one.articles)),
                (first.id, first.headline, first.name, first.site),
                first.published.value if first.published and first.published.trusted else None,
            )
            for one, first in zip(stories, firsts, strict=True)
        ],
        (sum(len(one.statements) for one in pages), len(list(corpus.voices()))),
    )


def kept(corpus: Corpus) -> object:
    """Give the same as the store keeps it."""
    summaries = list(corpus.voice_summaries())
    by_voice = {one.id: one for one in corpus.voices()}
    for one in summaries:
        assert one.articles == len({each.article for each in by_voice[one.id].speakers})
        assert (one.name, one.kind) == (by_voice[one.id].name, by_voice[one.id].kind)
        assert {name for name, _ in one.names} == set(by_voice[one.id].names)
        assert one.statements == sum(n for _, n in one.stances)
        assert one == corpus.voice_summary(one.id)
    counts = corpus.counts()
    return (
        corpus.sites(),
        corpus.flows(),
        corpus.kinships(),
        by_voice,
        tuple(corpus.utterances()),
        {one.id: dict(one.stances) for one in summaries},
        [
            (
                one.id,
                one.articles,
                one.sites,
                one.derived,
                dict(one.languages),
                (one.first, one.headline, one.name, one.site),
                one.published,
            )
            for one in corpus.story_summaries()
        ],
        (counts.statements, counts.voices),
    )


def change(corpus: Corpus, chance: random.Random, done: list[str]) -> None:
    """Put something right, undo something, or forget a page."""
    articles = [one.id for one in corpus.articles()]
    one, other = chance.choice(articles), chance.choice(articles)
    what = chance.randrange(7)
    if what == 0:
        value = f"202{chance.randrange(4)}-0{chance.randrange(1, 9)}-11"
        done.append(corpus.correct(Correction(kind="date", article=one, value=value)))
    elif what == 1:
        value = "“We stay,” said Paul Morel.\n\nNothing else was heard that day in Brod."
        done.append(corpus.correct(Correction(kind="body", article=one, value=value)))
    elif what == 2 and one != other:
        done.append(corpus.correct(Correction(kind="parent", article=one, other=other)))
    elif what == 3:
        pairs = list(corpus.derivations())
        if pairs:
            pair = chance.choice(pairs)
            correction = Correction(kind="unrelated", article=pair.one, other=pair.other)
            done.append(corpus.correct(correction))
    elif what == 4:
        found = [one.id for one in corpus.voices()]
        joined = tuple(chance.sample(found, min(2, len(found))))
        done.append(corpus.correct(Correction(kind="join", voices=joined)))
    elif what == 5:
        speakers = next(iter(corpus.voices())).speakers
        voiced = chance.choice(speakers)
        parted = Correction(kind="part", speakers=((voiced.article, voiced.speaker),))
        done.append(corpus.correct(parted))
    else:
        there = {one.id for one in corpus.corrections()}
        left = [one for one in done if one in there]  # those of forgotten pages went with them
        if left:
            corpus.undo(chance.choice(left))


@pytest.mark.parametrize("seed", range(4))
def test_what_is_kept_is_what_counting_afresh_gives(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:  # so that fingerprints come to be held by too many, and by fewer again
        monkeypatch.setattr(contents, "MOST_HOLDERS", 2)
        monkeypatch.setattr(echoes, "MOST_HOLDERS", 2)
    if seed > 1:  # so that what sites share is weighed by who asks
        monkeypatch.setattr(counting, "_MANY", 0)
    chance = random.Random(seed)
    pages = family(18, 100 + seed)
    with Corpus(tmp_path / "case.ondit") as corpus:
        done: list[str] = []
        while pages:
            some, pages = pages[:6], pages[6:]
            corpus.add(some, engine=Inline())
            assert kept(corpus) == afresh(corpus)
            for _ in range(3):
                change(corpus, chance, done)
                assert kept(corpus) == afresh(corpus)
            corpus.forget(chance.choice([one.id for one in corpus.articles()]))
            assert kept(corpus) == afresh(corpus)
        assert corpus.flows()
        assert corpus.kinships()
        assert list(corpus.utterances())
        assert not corpus.check()


class Losing(Inline):
    """An engine whose workers do not survive that statements are likened."""

    def map(self, function: Function, items: Iterable[bytes]) -> Iterator[bytes | Lost]:
        if function is not work.echo:
            return super().map(function, items)
        return (Lost(why="Crashed", detail="SIGSEGV") for _ in items)


def test_statements_that_could_not_be_likened_stand_among_the_failures(tmp_path: Path) -> None:
    with Corpus(tmp_path / "case.ondit") as corpus:
        corpus.add(family(8, 104), engine=Losing())
        failures = list(corpus.failures())
        assert failures
        assert all(one.error == "Crashed" and one.facts["path"] == one.name for one in failures)
        assert all(one.facts["detail"] == "SIGSEGV" and ", " in one.name for one in failures)


@pytest.mark.parametrize("many", [0, 5_000])
def test_lists_are_given_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(counting, "_MANY", many)
    with Corpus(tmp_path / "case.ondit") as corpus:
        corpus.add(family(14, 7), engine=Inline())
        everything = corpus.sites()
        assert [*corpus.sites(limit=1), *corpus.sites(offset=1)] == list(everything)
        assert all(corpus.site(one.name) == one for one in everything)
        flows = corpus.flows()
        assert [*corpus.flows(limit=1), *corpus.flows(offset=1)] == list(flows)
        taker = flows[0].taker
        assert corpus.flows(taker=taker) == tuple(one for one in flows if one.taker == taker)
        source = flows[0].source
        assert corpus.flows(source=source) == tuple(one for one in flows if one.source == source)
        kin = corpus.kinships()
        assert corpus.kinships(limit=1) == kin[:1]
        assert corpus.kinships(site=kin[0].one) == tuple(
            one for one in kin if kin[0].one in (one.one, one.other)
        )
        stories = list(corpus.story_summaries())
        assert list(corpus.story_summaries(limit=1)) == stories[:1]
        named = {one.id for one in corpus.stories() if stories[0].first in one.articles}
        site = corpus.page(stories[0].first).article.site
        assert named <= {one.id for one in corpus.story_summaries(site=site)}
        assert not list(corpus.story_summaries(site="nowhere.example"))
        utterances = list(corpus.utterances())
        assert list(corpus.utterances(limit=1)) == utterances[:1]
        assert all(corpus.utterance(one.id) == one for one in utterances)
        assert [
            (one.id, one.voice, one.versions, one.article, one.statement)
            for one in corpus.utterance_summaries()
        ] == [
            (
                one.id,
                one.voice,
                len(one.versions),
                one.versions[0].article,
                one.versions[0].statement,
            )
            for one in utterances
        ]
        spoken = utterances[0].voice
        assert list(corpus.utterances(voice=spoken)) == [
            one for one in utterances if one.voice == spoken
        ]
        voices = list(corpus.voice_summaries())
        assert list(corpus.voice_summaries(limit=2, offset=1)) == voices[1:3]
        assert [one.name for one in corpus.voice_summaries("Kovac")] == ["Anna Kovac"]


def test_a_run_in_parts_and_back_leaves_what_was_there(tmp_path: Path) -> None:
    pages = family(8, 21)
    with Corpus(tmp_path / "case.ondit") as corpus:
        corpus.add(pages, engine=Inline())
        before = told(corpus)
        stranger = page(99, 22, shared=8, site="d")
        corpus.add([stranger], engine=Inline())
        assert told(corpus) != before
        corpus.forget("99.html")
        assert told(corpus) == before
