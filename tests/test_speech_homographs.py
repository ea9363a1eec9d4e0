"""A word that looks like a reporting verb and is none."""

from __future__ import annotations

import pytest

from ondit import lang
from ondit.model import Article, Block
from ondit.speech import homographs
from ondit.speech.cues import cues
from ondit.speech.lexicon import lexicon
from ondit.speech.passages import passages
from ondit.speech.statements import statements


def _heads(code: str, text: str) -> list[str]:
    """Give the verbs of the cues in ``text``."""
    language = lang.find(code)
    assert language is not None
    words = lexicon(language)
    blocks = (Block(role="paragraph", text=text),)
    made = Article(id="a", name="a", language=code, blocks=blocks)
    return [
        passage.words[cue.head]
        for passage in passages(made, words)
        for lo, hi in passage.stretches
        for cue in cues(passage, words, lo, hi)
    ]


@pytest.mark.parametrize(
    ("code", "text", "noun"),
    [
        ("en", "The plant keeps two frequently asked questions on its door.", "questions"),
        ("en", "The report lists customs charges and bank fees.", "charges"),
        ("en", "He sold the views of the harbour as postcards.", "views"),
        ("fr", "Le navire transportait quatorze tonnes de blé.", "tonnes"),
        ("fr", "La tempête Ciaran frappera les Landes.", "tempête"),
        ("fr", "Les syndicats sont en état d’alerte dans tout le pays.", "alerte"),
        ("fr", "Il livre une analyse critique du budget.", "critique"),
        ("fr", "Elle collectionne les montres anciennes.", "montres"),
    ],
)
def test_a_noun_is_no_cue(code: str, text: str, noun: str) -> None:
    assert noun not in _heads(code, text)


@pytest.mark.parametrize(
    ("code", "text", "verb"),
    [
        ("en", "The union charges that two men were never paid.", "charges"),
        ("en", "Its owner questions whether the tests were done.", "questions"),
        ("fr", "La mairie précise que la salle reste ouverte.", "précise"),
        ("fr", "L’étude montre que le sol se tasse.", "montre"),
        ("fr", "« Rien n’est joué », alerte le préfet.", "alerte"),
    ],
)
def test_the_same_word_as_a_verb_is_one(code: str, text: str, verb: str) -> None:
    assert verb in _heads(code, text)


def test_a_language_without_weights_has_no_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homographs, "weights", lambda _: {})
    assert "précise" in _heads("fr", "La mairie précise que la salle reste ouverte.")
    language = lang.find("fr")
    assert language is not None
    blocks = (Block(role="paragraph", text="Une réponse précise."),)
    made = Article(id="a", name="a", language="fr", blocks=blocks)
    passage = passages(made, lexicon(language))[0]
    assert not homographs.is_doubtful(passage, language, 2)


@pytest.mark.parametrize(
    ("code", "text", "source"),
    [
        ("fr", "« Le droit est clair », lance le juge Marc Roux, qui affirme que tout va bien.",
         "Marc Roux"),
        ("fr", "Anna Fogel montre de façon précise qu’il y a une zone grise.", "Anna Fogel"),
        ("fr", "Le prix double, or la mairie soutient que rien ne change.", "mairie"),
    ],
)  # fmt: skip
def test_no_verb_and_no_conjunction_is_part_of_a_source(code: str, text: str, source: str) -> None:
    blocks = (Block(role="paragraph", text=text),)
    _, speakers = statements(Article(id="a", name="a", language=code, blocks=blocks))
    assert {speaker.name for speaker in speakers} == {source}
