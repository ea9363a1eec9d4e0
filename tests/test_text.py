"""Sentences, tokens and normalisation: what every offset of Ondit rests on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit import lang
from ondit.text import digest, fold, normalise, sentences


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ("en", ["Mr. Hale left.", "He had said no."]),
        ("en", ["“We stay.”", "She left."]),
        ("en", ["The cause was “electrical.”[2]", "The mayor denied it."]),
        ("en", ["At least 40 died.[citation needed]", "Nobody was tried."]),
        ("en", ["The U.S. Senate voted at 10 p.m. on Monday.", "It was close."]),
        ("en", ["J. R. Ortiz came.", "“Why?” he asked."]),
        ("fr", ["M. Hale est parti.", "Il avait dit non."]),
        ("fr", ["« Restons. »", "Elle est partie."]),
        ("fr", ["« Restons ! » a-t-elle lancé.", "Personne n’a ri."]),
        ("fr", ["La cause était « électrique ».[2]", "Le maire a démenti."]),
        ("fr", ["Le 5 oct. 2021, il a plu.", "Et alors ?"]),
    ],
)
def test_sentences(code: str, pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert [text[start:end] for start, end in lang.load(code).sentences(text)] == pieces


@pytest.mark.parametrize(
    ("code", "text", "tokens"),
    [
        ("fr", "L’OTAN n’est pas d’accord", ["L’", "OTAN", "n’", "est", "pas", "d’", "accord"]),
        ("fr", "« Oui », a-t-il dit.", ["«", "Oui", "»", ",", "a", "-t-il", "dit", "."]),
        (
            "fr",
            "1 000 obus de 155 mm à 3,5 %",
            ["1 000", "obus", "de", "155", "mm", "à", "3,5", "%"],
        ),
        ("en", "NATO's 1,000 shells", ["NATO", "'s", "1,000", "shells"]),
        ("en", "a U.S. vice-president", ["a", "U.S.", "vice-president"]),
    ],
)
def test_tokens(code: str, text: str, tokens: list[str]) -> None:
    assert [text[start:end] for start, end in lang.load(code).tokens(text)] == tokens


def test_normalised_text_is_on_one_line_with_plain_spaces_and_nothing_invisible() -> None:
    assert normalise(" a\u00a0b\u202f!\n\tc\u200b\u00add\ud800 e\u0301 ") == "a b ! cd é"


def test_names_are_compared_without_case_and_diacritics() -> None:
    assert fold("L’Élysée") == fold("l'elysee")


def test_identifiers_tell_where_one_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a") == digest("a")


@given(st.text(max_size=300))
@settings(derandomize=True, deadline=None)
def test_sentences_cover_the_text_in_order(text: str) -> None:
    text = normalise(text)
    found = sentences(text)
    assert normalise(" ".join(text[start:end] for start, end in found)) == text
    assert all(start < end for start, end in found)
    assert [start for start, _ in found] == sorted(start for start, _ in found)


@given(st.text(max_size=300))
@settings(derandomize=True, deadline=None)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_no_letter_bears_more_marks_than_a_line_may() -> None:
    stacked = normalise("mot e" + "\u0301\u0323" * 60_000 + " fin")
    assert stacked.startswith("mot ")
    assert stacked.endswith(" fin")
    assert len(stacked) < 50
    assert normalise(stacked) == stacked
    assert len(normalise("e" + "\u0301\u200b" * 60_000)) < 50  # what is taken out parts no marks
    assert normalise("—" * 40) == "—" * 40
