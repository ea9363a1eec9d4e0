"""Fingerprints and their join: what is found, what is left, and that order does not matter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit.lineage import matching, passages
from ondit.lineage.fingerprints import FAMILIES, Family, Fingerprints, fingerprints, fingerprints_of
from ondit.lineage.join import ACROSS, Candidate, Options, candidates, join, probe
from ondit.lineage.matching import HUBS, MOST_HOLDERS, Spoken, counted, matches
from ondit.lineage.postings import Postings, merge, partition, postings
from ondit.model import Article, Block, DateClue
from ondit.text import digest
from test_laws import LAWS

WORDS = (
    "harbour council ferry winter budget granite lantern museum orchard protest quarry railway"
    " signal tunnel union valley warden bridge canal depot engine factory glacier hospital island"
).split()


def page(text: str, *, language: str = "en", site: str | None = None, day: str = "") -> Article:
    clue = DateClue(
        value=day, says="published", seen_in="meta", words=day, trusted=True, why="head"
    )
    return Article(
        id=digest(text, language, site or "", day),
        name="page",
        language=language,
        site=site,
        published=clue if day else None,
        blocks=tuple(Block(role="paragraph", text=line) for line in text.split("\n")),
    )


def prose(seed: int, count: int) -> str:
    rng = np.random.default_rng(seed)
    return " ".join(
        WORDS[int(n)] + str(rng.integers(40)) for n in rng.integers(len(WORDS), size=count)
    )


def joined(pages: Sequence[Article], options: Options | None = None) -> list[Candidate]:
    return join(enumerate(fingerprints_of(pages)), options=options)


def test_fingerprints_of_an_article_depend_on_it_alone() -> None:
    pages = [page(prose(seed, 3 + 40 * seed)) for seed in range(9)]
    assert fingerprints_of(pages) == [fingerprints(one) for one in pages]


def test_an_excerpt_in_other_text_is_found_and_its_place_with_it() -> None:
    source = prose(1, 350)
    excerpt = " ".join(source.split()[200:290])
    pages = [page(source), page(prose(2, 150) + "\n" + excerpt + "\n" + prose(3, 120))]
    found = joined([*pages, *(page(prose(seed, 300)) for seed in range(4, 30))])
    assert [(row.one, row.other, row.family) for row in found] == [(0, 1, "shingles")]
    here, there = found[0].places
    assert 195 <= here <= 230
    assert here - there == 50


def test_a_translation_is_found_by_pairs_of_concepts() -> None:
    english = (
        "The mayor of Lyon told farmers that the drought had ruined harvests of wheat and maize."
    )
    french = (
        "Le maire de Lyon a dit aux agriculteurs que la sécheresse avait ruiné les récoltes de blé"
        " et de maïs."
    )
    more = "Police arrested two dockers after a strike closed the port of Marseille."
    others = [page(prose(seed, 200)) for seed in range(20)]
    found = joined([page(english + " " + more), page(french, language="fr"), *others])
    assert [(row.one, row.other, row.family) for row in found] == [(0, 1, "pairs")]


HARBOUR = {
    "en": (
        "Dockers in Marseille ended a strike of three weeks after the owners of the terminal"
        " promised to hire sixty apprentices. The prefect had warned that cargo ships carrying"
        " wheat and fertiliser would be diverted to Genoa. Fishermen complained that diesel"
        " had doubled in price, and bakers feared a shortage of flour before the pilgrimage."
    ),
    "fr": (
        "Les dockers de Marseille ont mis fin à une grève de trois semaines après que les"
        " propriétaires du terminal eurent promis d’embaucher soixante apprentis. Le préfet avait"
        " averti que les cargos chargés de blé et d’engrais seraient détournés vers Gênes. Les"
        " pêcheurs se plaignaient que le diesel avait doublé de prix, et les boulangers craignaient"
        " une pénurie de farine avant le pèlerinage."
    ),
}


def test_the_translation_of_a_page_that_very_many_copied_is_found() -> None:
    copies = [page(HARBOUR["en"], site=f"s{number}") for number in range(2 * MOST_HOLDERS)]
    others = [page(prose(seed, 200)) for seed in range(20)]
    found = joined([*copies, page(HARBOUR["fr"], language="fr"), *others])
    pairs = [(row.one, row.other) for row in found if row.family == "pairs"]
    assert pairs == [(hub, len(copies)) for hub in range(HUBS)]


def test_common_concepts_make_no_pairs_and_rare_ones_do() -> None:
    common = "She said that people who work every day need more time at home with the children."
    rare = "The notary of Arras auctioned a harpsichord and two astrolabes to a Bolivian glazier."
    counts = [len(fingerprints(page(text)).numbers("pairs")) for text in (common, rare)]
    assert counts[0] < counts[1] / 2


def test_of_two_pages_that_share_as_much_the_one_with_the_rarer_fingerprints_leads() -> None:
    first, second = (HARBOUR["en"].split(". ")[half] for half in (0, 1))
    pages = [page(HARBOUR["fr"], language="fr"), page(first), page(second)]
    pages += [page(second + f" Number {number}.") for number in range(MOST_HOLDERS // 2)]
    found = [row for row in joined(pages) if row.family == "pairs" and row.one == 0]
    assert found[0].other == 1


@pytest.mark.parametrize("text", ["", "One line.", "42", "!!! ???", "日本"])
def test_little_text_is_no_candidate_of_other_text(text: str) -> None:
    found = joined([page(text), page(prose(1, 200)), page("Another line entirely.")])
    assert found == []


def test_a_thousand_equal_pages_stay_one_family_at_linear_cost() -> None:
    pages = [page(prose(1, 200), site=f"s{number}") for number in range(1000)]
    found = joined(pages)
    assert {row.other for row in found} == set(range(1, 1000))
    assert {row.one for row in found} == set(range(HUBS))
    assert all(row.score == 1.0 for row in found)


def test_boilerplate_that_many_share_joins_nobody() -> None:
    licence = prose(99, 60)
    pages = [page(prose(seed, 200) + "\n" + licence) for seed in range(3 * MOST_HOLDERS)]
    assert joined(pages) == []


def test_options_keep_sites_apart_and_days_together() -> None:
    text = prose(1, 200)
    pages = [
        page(text, site="a.example", day="2026-03-01"),
        page(text + " x", site="a.example", day="2026-03-02"),
        page(text + " y", site="b.example", day="2026-03-20"),
        page(text + " z", site="c.example"),
    ]

    def found(options: Options) -> set[tuple[int, int]]:
        return {(row.one, row.other) for row in joined(pages, options)}

    every = {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}
    assert found(Options()) == every
    assert found(Options(same_site=False)) == every - {(0, 1)}
    assert found(Options(days=3)) == every - {(0, 2), (1, 2)}
    assert found(Options(families=("pairs",))) == set()
    assert len(joined(pages, Options(most=1))) < len(every)


def test_concepts_make_no_pairs_within_a_language() -> None:
    pages = [page(prose(1, 200)) for _ in range(3)] + [page(prose(1, 200), language="fr")]
    prints = dict(enumerate(fingerprints_of(pages)))
    spoken = Spoken({number: one.language for number, one in prints.items()})
    counts = matches(postings(prints.items(), "pairs"), spoken)
    assert {(int(pair >> 32), int(pair & 0xFFFFFFFF)) for pair in counts.pairs.tolist()} == {
        (0, 3),
        (1, 3),
        (2, 3),
    }


@pytest.mark.parametrize("holders", [5, 3 * MOST_HOLDERS])
def test_pairs_that_touch_some_articles_are_those_of_all_that_do(holders: int) -> None:
    pages = [page(prose(n % 3, 150), language=("en", "fr")[n % 2]) for n in range(holders)]
    numbers = [7 * n + 3 for n in range(holders)]
    prints = dict(zip(numbers, fingerprints_of(pages), strict=True))
    spoken = Spoken({number: one.language for number, one in prints.items()})
    among = np.array(numbers[1::4], dtype=np.uint64)
    for family in FAMILIES:
        languages = spoken if family in ACROSS else None
        found = postings(prints.items(), family)
        every, some = matches(found, languages), matches(found, languages, among)
        ends = np.isin(every.pairs >> np.uint64(32), among)
        ends |= np.isin(every.pairs & np.uint64(0xFFFFFFFF), among)
        assert some.pairs.tolist() == every.pairs[ends].tolist()
        assert some.shared.tolist() == every.shared[ends].tolist()
        assert some.hubbed.tolist() == every.hubbed[ends].tolist()


class Index:
    """An index as a store keeps it."""

    def __init__(self, prints: dict[int, Fingerprints]) -> None:
        self.prints = prints
        self.runs = {family: postings(prints.items(), family) for family in ("shingles", "pairs")}

    def lookup(
        self, family: Family, numbers: np.ndarray[tuple[int], np.dtype[np.uint32]]
    ) -> Postings:
        run = self.runs[family]
        found = []
        for number in numbers.tolist():
            first, last = np.searchsorted(run, [number << 32, (number + 1) << 32])
            found.append(run[first : min(last, first + MOST_HOLDERS + 1)])
        return np.concatenate([*found, np.zeros(0, dtype=np.uint64)])

    def fetch(self, numbers: Sequence[int]) -> list[Fingerprints]:
        return [self.prints[number] for number in numbers]


texts = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 60), st.integers(1, 90)), min_size=1, max_size=3
).map(lambda parts: " ".join(" ".join(prose(s, 150).split()[a : a + n]) for s, a, n in parts))
corpora = st.lists(texts, min_size=2, max_size=70)


@LAWS
@given(corpora, st.sampled_from(["en", "fr"]))
def test_probing_finds_what_joining_finds(corpus: list[str], second: str) -> None:
    pages = [page(text, language=("en", second)[n % 2]) for n, text in enumerate(corpus)]
    prints = dict(enumerate(fingerprints_of(pages)))
    whole = {(row.one, row.other, row.family): row for row in join(prints.items())}
    index = Index(prints)
    probed: dict[tuple[int, int, Family], Candidate] = {}
    for number, one in prints.items():
        for row in probe(number, one, index.lookup, index.fetch):
            assert number in (row.one, row.other)
            probed[row.one, row.other, row.family] = row
    assert probed == whole


@pytest.mark.parametrize("size", [1, 50, 1000])
def test_how_much_is_looked_at_in_one_go_changes_nothing(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [page(prose(n % 9, 150), language=("en", "fr")[n % 2]) for n in range(60)]
    prints = dict(enumerate(fingerprints_of(pages)))
    whole = join(prints.items())
    monkeypatch.setattr(matching, "_SLICE", size)
    monkeypatch.setattr(matching, "_AT_ONCE", size)
    monkeypatch.setattr(passages, "_PAIRS", 7)
    monkeypatch.setattr(passages, "_TABLES", 2)
    assert join(prints.items()) == whole


@LAWS
@given(corpora, st.integers(1, 5), st.randoms(use_true_random=False))
def test_partitions_runs_and_order_change_nothing(
    corpus: list[str], parts: int, rng: object
) -> None:
    prints = dict(enumerate(fingerprints_of([page(text) for text in corpus])))
    shuffled = list(prints.items())
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    halves = [postings(shuffled[:5], "shingles"), postings(shuffled[5:], "shingles")]
    counts = counted([matches(part) for part in partition(merge(halves), parts)])
    found = candidates(counts, lambda numbers: [prints[n] for n in numbers], "shingles")
    assert found == join(prints.items(), options=Options(families=("shingles",)))
