"""Laws of reported speech that hold for any text, however hostile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit import lang
from ondit.model import Article, Block, Role
from ondit.speech.quotes import across, quotations
from ondit.speech.statements import statements
from ondit.text import normalise, sentences

WORDS = st.sampled_from(
    [
        "said", "that", "Anna", "Kowalska", "he", "«", "»", "“", "”", '"', "'", "’", ",", ".", "?",
        ":", "—", "a", "déclaré", "que", "qu’il", "selon", "according", "to", "-t-il", "accused",
        "of", "the", "le", "ministre", "minister", "and", "et", "Moscou", "NATO", "(", ")", "[",
        "]", "''", "``", "serait", "été", "qui", "who", "asked", "whether", "si", "🎉", "שלום",
    ]
)  # fmt: skip
SOUP = st.lists(WORDS, max_size=60).map(" ".join)
LANGUAGES = st.sampled_from(lang.known())
ROLES: st.SearchStrategy[Role] = st.sampled_from(["headline", "standfirst", "paragraph", "item"])


def article(language: str, texts: list[str], role: Role = "paragraph") -> Article:
    return Article(
        id="t",
        name="t",
        language=language,
        blocks=tuple(Block(role=role, text=normalise(text)) for text in texts),
    )


@settings(derandomize=True, deadline=None, max_examples=150)
@given(LANGUAGES, st.lists(st.one_of(SOUP, st.text(max_size=200)), max_size=4), ROLES)
def test_spans_lie_inside_their_blocks(language: str, texts: list[str], role: Role) -> None:
    made = article(language, texts, role)
    found, speakers = statements(made)
    known = {speaker.id for speaker in speakers}
    for each in found:
        assert each.content
        for span in (*each.content, *each.cue, *each.source, *each.addressee):
            assert 0 <= span.start < span.end <= len(made.blocks[span.block].text)
        assert each.speaker is None or each.speaker in known
        assert each.within is None or each.within in {other.id for other in found}
        assert each.within != each.id
    for speaker in speakers:
        assert speaker.name
        assert speaker.mentions


@settings(derandomize=True, deadline=None, max_examples=50)
@given(LANGUAGES, st.lists(SOUP, max_size=3))
def test_reading_twice_gives_the_same(language: str, texts: list[str]) -> None:
    made = article(language, texts)
    assert statements(made) == statements(made)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text(alphabet="ab «»“”\"'’‘„.,!? A", max_size=80))
def test_quotations_are_nested_and_ordered(text: str) -> None:
    text = normalise(text)
    found = quotations(text, sentences(text))
    ends: list[int] = []
    for each in found:
        assert 0 <= each.start <= each.inner_start <= each.inner_end <= each.end <= len(text)
        while ends and ends[-1] <= each.start:
            ends.pop()
        assert each.depth == len(ends)
        assert not ends or each.end <= ends[-1]
        ends.append(each.end)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(st.text(alphabet="ab «»“”\"'‘’.,:s A", max_size=40), max_size=6))
def test_quotations_across_blocks_stay_in_them(texts: list[str]) -> None:
    blocks = [(text, sentences(text)) for text in map(normalise, texts)]
    for (text, _), found in zip(blocks, across(blocks), strict=True):
        for each in found:
            assert 0 <= each.start <= each.inner_start <= each.inner_end <= each.end <= len(text)


@pytest.mark.parametrize("language", lang.known())
@pytest.mark.parametrize(
    "text",
    [
        "« " * 5000,
        '"' * 20000,
        "“a" * 5000,
        "» " * 5000,
        "' " * 5000 + "'a" * 5000,
        "said " * 20000,
        "a déclaré que " * 5000,
        "according to the minister, " * 3000,
        "selon le ministre, " * 3000,
        "and said that he " * 5000,
        "Anna " * 20000,
        "word " * 50000,
        "he said, " * 8000,
        "(" * 5000 + ")" * 5000,
        "de de de " * 5000,
        "\x00" * 1000,
        "🎉" * 5000,
        "קרא " * 5000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_is_read(language: str, text: str) -> None:
    # Linear time is what lets this test end; nothing quadratic survives these lengths.
    found, _ = statements(article(language, [text]))
    assert all(span.block == 0 for each in found for span in each.content)


@pytest.mark.parametrize("language", lang.known())
@pytest.mark.parametrize(
    "lines",
    [
        ["“He said it is closed."] * 5000,
        ["'He said it is closed."] * 5000,
        ["It is closed.”"] * 5000,
        ["“Start.", *["They say it is closed."] * 5000, "End,” she said."],
        ["« Début.", *["On dit que c’est fermé."] * 5000, "Fin », dit-elle."],
        ["“They said ‘no’ and ‘yes’. " * 20] * 300,
    ],
    ids=lambda lines: repr(lines[0][:12]),
)
def test_quotations_over_thousands_of_blocks_are_read(language: str, lines: list[str]) -> None:
    made = article(language, lines)
    found, _ = statements(made)
    for each in found:
        for span in each.content:
            assert 0 <= span.start < span.end <= len(made.blocks[span.block].text)


@pytest.mark.parametrize("language", lang.known())
def test_no_two_statements_have_one_identifier(language: str) -> None:
    lines = ["“They say ‘we will go,’ and I said that they lie,” Ann Lee said. She said no."] * 3
    found, _ = statements(article(language, lines))
    assert len({each.id for each in found}) == len(found)
