"""Sentences that stand for one another; numbers and names that are the same in two languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit.lang import load
from ondit.lineage.align import align
from ondit.lineage.bridge import name_key
from ondit.lineage.numbers import numbers
from ondit.lineage.prints import Sentence, quotations
from ondit.model import Span
from ondit.text import fold

EN = [
    "The council of Arles approved the new bridge on Monday.",
    "Work will begin in March and cost 40 million euros.",
    "Critics say that the river floods every winter.",
    "The mayor promised that no tree will be cut.",
    "Schools near the building site stay open.",
]
FR = [
    "Le conseil municipal d'Arles a approuvé lundi le nouveau pont.",
    "Les travaux commenceront en mars et coûteront 40 millions d'euros.",
    "Des critiques disent que le fleuve déborde chaque hiver.",
    "Le maire a promis qu'aucun arbre ne sera coupé.",
    "Les écoles proches du chantier restent ouvertes.",
]


def sentences(code: str, texts: list[str]) -> list[Sentence]:
    return [Sentence(load(code), Span(i, 0, len(text)), text) for i, text in enumerate(texts)]


def beads(left: list[str], right: list[str], *codes: str) -> list[tuple[list[int], list[int]]]:
    one, other = codes or ("en", "fr")
    found = align(sentences(one, left), sentences(other, right), across=one != other)
    return [(list(bead.rows), list(bead.columns)) for bead in found]


STRAIGHT = [([i], [i]) for i in range(5)]


def test_a_translation_is_aligned_straight() -> None:
    assert beads(EN, FR) == STRAIGHT
    assert beads(FR, EN, "fr", "en") == STRAIGHT


def test_a_sentence_left_out_stands_alone() -> None:
    assert beads(EN, [*FR[:2], *FR[3:]]) == [([0], [0]), ([1], [1]), ([3], [2]), ([4], [3])]


def test_two_sentences_made_one() -> None:
    joined = [FR[0], f"{FR[1][:-1]}, et {FR[2]}", *FR[3:]]
    assert beads(EN, joined) == [([0], [0]), ([1, 2], [1]), ([3], [2]), ([4], [3])]
    assert beads(joined, EN, "fr", "en") == [([0], [0]), ([1], [1, 2]), ([2], [3]), ([3], [4])]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_moved_sentences_are_found(code: str) -> None:
    texts = EN if code == "en" else FR
    moved = [*texts[3:], *texts[:3]]
    found = beads(EN, moved if code == "en" else [*FR[3:], *FR[:3]], "en", code)
    assert found == [([0], [2]), ([1], [3]), ([2], [4]), ([3], [0]), ([4], [1])]


def test_unrelated_sentences_of_one_language_stand_alone() -> None:
    other = ["Nothing here tells of it.", "Ice hockey fans cheered loudly.", "Rain fell on Oslo."]
    assert beads(EN, other, "en", "en") == []


def test_no_sentences_no_beads() -> None:
    assert beads([], FR) == beads(EN, []) == []


@settings(derandomize=True, deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from(EN + FR), max_size=8),
    st.lists(st.sampled_from(EN + FR), max_size=8),
    st.booleans(),
)
def test_no_sentence_is_used_twice(left: list[str], right: list[str], across: bool) -> None:
    found = align(sentences("en", left), sentences("fr", right), across=across)
    for places in ([r for b in found for r in b.rows], [c for b in found for c in b.columns]):
        assert len(places) == len(set(places))
    assert all(0.0 <= bead.likeness <= 1.0 for bead in found)


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("en", "1,000 men", [1000]),
        ("en", "1,234.56 dollars", [1234.56]),
        ("en", "3.5 percent", [3.5]),
        ("en", "$2.5 billion", [2.5e9]),
        ("en", "twenty-five days", [25]),
        ("en", "two hundred and five thousand", [205000]),
        ("en", "one man and one million others", [1e6]),
        ("en", "155 mm shells", [155]),
        ("en", "on 6 October 2022", [6, 2022]),
        ("en", "at 10:30", [10, 30]),
        ("fr", "1 000 hommes", [1000]),
        ("fr", "1.234,56 euros", [1234.56]),
        ("fr", "3,5 %", [3.5]),
        ("fr", "2,5 milliards", [2.5e9]),
        ("fr", "vingt et un jours", [21]),
        ("fr", "quatre-vingt-dix-sept personnes", [97]),
        ("fr", "deux cent mille", [200000]),
        ("fr", "un homme et une femme", []),
        ("fr", "un million", [1e6]),
        ("fr", "munitions de 155 mm", [155]),
        ("fr", "le 6 octobre 2022", [6, 2022]),
        ("fr", "le 2022/10/11", [2022, 10, 11]),
    ],
)
def test_numbers_by_value(code: str, text: str, values: list[float]) -> None:
    language = load(code)
    forms = [fold(text[start:end]).rstrip("'") for start, end in language.tokens(text)]
    assert [number.value for number in numbers(language, forms)] == values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Putin", "Poutine"),
        ("Sergei", "Sergueï"),
        ("Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Zelensky"),
        ("Shoigu", "Choïgou"),
        ("Lukashenko", "Loukachenko"),
        ("Khrushchev", "Khrouchtchev"),
        ("Medvedev", "Medvédev"),
        ("Netanyahu", "Netanyahou"),
        ("Yeltsin", "Eltsine"),
        ("Alexander", "Alexandre"),
        ("Gorbachev", "Gorbatchev"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert name_key(fold(one)) == name_key(fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Macron", "Merkel"), ("Lavrov", "Lebedev"), ("Putin", "Rutte"), ("Martin", "Marin")],
)
def test_other_names_do_not_meet(one: str, other: str) -> None:
    assert name_key(fold(one)) != name_key(fold(other))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Il a dit « non » et “oui”.", ["« non »", "“oui”"]),
        ('She said "no" twice.', ['"no"']),
        ("Il a dit « elle a dit “non” hier ».", ["« elle a dit “non”"]),
        ("Sans rien.", []),
        ("Il commence : « puis la suite", ["« puis la suite"]),
        ("fin » de la citation", []),
    ],
)
def test_what_stands_in_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in quotations(text)] == quoted


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("en", "between five and ten degrees", [5, 10]),
        ("en", "two, three or four", [2, 3, 4]),
        ("fr", "entre cinq et dix degrés", [5, 10]),
        ("fr", "soixante et onze", [71]),
        ("fr", "trois quatre", [3, 4]),
    ],
)
def test_a_list_of_numbers_is_not_added_up(code: str, text: str, values: list[float]) -> None:
    test_numbers_by_value(code, text, values)
