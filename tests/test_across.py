"""Voices, utterances and disputes over several pages, each page read by Ondit itself."""

from __future__ import annotations

import random
import time

import pytest

from ondit.across.disputes import disputes
from ondit.across.utterances import utterances
from ondit.across.voices import Placing, voices
from ondit.model import Article, Block, Correction, DateClue, TracedPage, Voice
from ondit.speech.statements import statements
from ondit.text import text_of


def page(name: str, language: str, *paragraphs: str, published: str | None = None) -> TracedPage:
    date = published and DateClue(
        value=published, says="published", seen_in="url", words=published, trusted=True, why=""
    )
    article = Article(
        id=name,
        name=name,
        language=language,
        published=date or None,
        blocks=tuple(Block(role="paragraph", text=text) for text in paragraphs),
    )
    said, speakers = statements(article)
    return TracedPage(article=article, statements=said, speakers=speakers)


ENGLISH = page(
    "en",
    "en",
    "“The bridge will not be closed before 2031,” Foreign Minister Sergei Dorokhov said on Monday.",
    "NATO said the river was safe.",
    published="2026-03-02",
)
FRENCH = page(
    "fr",
    "fr",
    "« Le pont ne sera pas fermé avant 2031 », a déclaré le ministre Sergueï Dorokhov.",
    "L’OTAN affirme que le fleuve est sûr.",
    published="2026-03-03",
)


def by_name(found: tuple[Voice, ...]) -> dict[str, Voice]:
    return {voice.name: voice for voice in found}


# ---------------------------------------------------------------------------- voices


def test_one_person_in_two_languages_is_one_voice_and_says_why() -> None:
    voice = next(v for v in voices([FRENCH, ENGLISH]) if v.kind == "person")
    assert set(voice.names) == {"Sergei Dorokhov", "Sergueï Dorokhov"}
    assert sorted(each.why for each in voice.speakers) == ["name", "transliteration"]
    assert [each.article for each in voice.speakers] == ["en", "fr"]


def test_one_body_under_the_names_of_two_languages_is_one_voice() -> None:
    voice = next(v for v in voices([ENGLISH, FRENCH]) if v.entity == "org:NATO")
    assert [each.why for each in voice.speakers] == ["entity", "entity"]


def test_voices_do_not_depend_on_the_order_of_pages() -> None:
    assert voices([ENGLISH, FRENCH]) == voices([FRENCH, ENGLISH])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jean Valmont", "Jeanne Valmont"),
        ("Daniel Valmont", "Danielle Valmont"),
        ("George W. Valmont", "George H. Valmont"),
        ("Ann Valmont", "Paul Valmont"),
    ],
)
def test_names_that_only_resemble_each_other_stay_apart(one: str, other: str) -> None:
    pages = [
        page(name, "en", f"“The road is closed for now,” {name} said.") for name in (one, other)
    ]
    assert len(voices(pages)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexeï Gorbatchev", "Alexei Gorbachev"),
        ("Evgueni Prigojine", "Yevgeny Prigozhin"),
        ("Alexandre Loukachenko", "Alexander Lukashenko"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Vladimir Vladimirovitch Poutine", "Vladimir Putin"),
    ],
)
def test_romanisations_of_one_name_meet(one: str, other: str) -> None:
    french = page("a", "fr", f"« La route est fermée pour l’instant », a déclaré {one}.")
    english = page("b", "en", f"“The road is closed for now,” {other} said.")
    assert len(voices([french, english])) == 1


def test_a_surname_alone_joins_nobody() -> None:
    pages = [
        page(str(number), "en", "“The road is closed for now,” Mr Valmont said.")
        for number in range(3)
    ]
    found = voices(pages)
    assert len(found) == 3
    assert {each.why for voice in found for each in voice.speakers} == {"alone"}


def test_a_role_or_a_common_noun_joins_nobody() -> None:
    pages = [
        page(
            str(number),
            "en",
            "“The road is closed for now,” the British Prime Minister said.",
            "The Constitutional Court said the road must be opened again.",
            "Police officers said nobody was hurt in the night.",
        )
        for number in range(2)
    ]
    assert all(len(voice.speakers) == 1 for voice in voices(pages))


def test_a_user_joins_and_parts_voices() -> None:
    pages = [
        page("a", "en", "“The road is closed for now,” Ann Valmont said."),
        page("b", "en", "“The road is closed for now,” Anna Valmont said."),
        page("c", "en", "“The road is closed for now,” Ann Valmont said."),
    ]
    before = by_name(voices(pages))
    assert {len(voice.speakers) for voice in before.values()} == {1, 2}
    join = Correction(kind="join", voices=tuple(voice.id for voice in before.values()))
    (joined,) = voices(pages, [join])
    assert len(joined.speakers) == 3
    assert "correction" in {each.why for each in joined.speakers}
    last = pages[2].speakers[0].id
    part = Correction(kind="part", speakers=(("c", last),))
    after = voices(pages, [join, part])
    assert sorted(len(voice.speakers) for voice in after) == [1, 2]
    assert Placing([join, part]).is_corrected(pages[2].article, pages[2].speakers[0])


# ---------------------------------------------------------------------------- utterances


def test_a_translated_sentence_is_one_utterance_of_one_voice() -> None:
    (found,) = (
        each
        for each in utterances([FRENCH, ENGLISH])
        if each.voice in {v.id for v in voices([FRENCH, ENGLISH]) if v.kind == "person"}
    )
    assert [version.article for version in found.versions] == ["en", "fr"]
    assert found.versions[0].likeness == 1.0
    assert found.versions[1].changes == ()


def test_what_a_version_changes_is_told() -> None:
    said = "We will send 155 lorries to the valley, and we will not ask anybody for money"
    pages = [
        page("a", "en", f"“{said},” Ann Valmont said.", published="2026-01-01"),
        page(
            "b",
            "en",
            f"“{said.replace('155', '15')},” Ann Valmont said.",
            published="2026-01-02",
        ),
        page(
            "c",
            "en",
            f"“{said.replace('not ', '')},” Ann Valmont said.",
            published="2026-01-03",
        ),
        page(
            "d",
            "en",
            "“We will send 155 lorries to the valley,” Ann Valmont said.",
            published="2026-01-04",
        ),
    ]
    (found,) = utterances(pages)
    assert [version.article for version in found.versions] == ["a", "b", "c", "d"]
    kinds = [{change.kind for change in version.changes} for version in found.versions]
    assert kinds == [set(), {"number"}, {"negation"}, {"negation", "words"}]
    dropped = found.versions[3].changes[-1]
    words = text_of(pages[0].article, [span for c in found.versions[3].changes for span in c.here])
    assert "ask anybody for money" in words
    assert dropped.there == ()


def test_a_half_that_a_translation_drops_is_told() -> None:
    english = page(
        "a",
        "en",
        "“The hospital will open on Monday, and nurses from Norway arrive before winter,” "
        "Ann Valmont said.",
        published="2026-01-01",
    )
    french = page(
        "b", "fr", "« L’hôpital ouvrira lundi », a déclaré Ann Valmont.", published="2026-01-02"
    )
    (found,) = utterances([french, english])
    (change,) = found.versions[1].changes
    assert "nurses from Norway" in text_of(english.article, change.here)


def test_words_given_to_somebody_else_are_found_and_other_words_are_not() -> None:
    said = "“We will send 155 lorries to the valley before the winter comes,” {} said."
    one, other = page("a", "en", said.format("Ann Valmont")), page("b", "en", said.format("Bo Lee"))
    assert len(utterances([one, other])) == 1
    near = page("c", "en", "“We sent five boats to the valley last winter,” Bo Lee said.")
    assert utterances([one, near]) == ()


def test_utterances_do_not_depend_on_the_order_of_pages() -> None:
    pages = [
        page(str(n), "en", f"“The bridge will be closed until {n + 2030} at least,” Ann Lee said.")
        for n in range(6)
    ]
    shuffled = pages[:]
    random.Random(5).shuffle(shuffled)
    assert utterances(pages) == utterances(shuffled)


def test_a_thousand_copies_cost_no_million_comparisons() -> None:
    said = "“We will send 155 lorries to the valley before the winter comes,” Ann Valmont said."
    pages = [page(f"{number:04}", "en", said) for number in range(1000)]
    start = time.process_time()
    (found,) = utterances(pages)
    assert len(found.versions) == 1000
    assert time.process_time() - start < 10


# ---------------------------------------------------------------------------- disputes


@pytest.mark.parametrize(
    ("language", "one", "other", "ground"),
    [
        (
            "en",
            "Ann Valmont said that the army fired rockets at the hospital.",
            "Bo Lee said that the army did not fire rockets at the hospital.",
            "negation",
        ),
        (
            "en",
            "Ann Valmont said that the army fired rockets at the hospital.",
            "Bo Lee denied that the army fired rockets at the hospital.",
            "denial",
        ),
        (
            "fr",
            "Ann Valmont a affirmé que l’armée a tiré des roquettes sur l’hôpital.",
            "Bo Lee a affirmé que l’armée n’a pas tiré de roquettes sur l’hôpital.",
            "negation",
        ),
    ],
)
def test_opposed_statements_of_two_voices_are_a_dispute(
    language: str, one: str, other: str, ground: str
) -> None:
    (found,) = disputes([page("a", language, one), page("b", language, other)])
    assert found.ground == ground
    assert {found.one.article, found.other.article} == {"a", "b"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # one voice
            "Ann Valmont said that the army fired rockets at the hospital.",
            "Ann Valmont said that the army did not fire rockets at the hospital.",
        ),
        (  # both deny
            "Ann Valmont said that the army did not fire rockets at the hospital.",
            "Bo Lee denied that the army fired rockets at the hospital.",
        ),
        (  # what is denied is something else
            "Ann Valmont said that the army fired rockets at the hospital.",
            "Bo Lee said that the army fired rockets at the hospital and was not ashamed.",
        ),
        (
            "Ann Valmont said that the army fired rockets at the hospital.",
            "Bo Lee said that the mayor did not open the new swimming pool.",
        ),
    ],
)
def test_what_is_not_opposed_is_no_dispute(one: str, other: str) -> None:
    assert disputes([page("a", "en", one), page("b", "en", other)]) == ()
