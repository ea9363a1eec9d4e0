"""Readings of a cue are weighed by plain facts, and the weights are those that training made."""

from __future__ import annotations

import pytest

from ondit import lang
from ondit.speech import weighing
from ondit.speech.clauses import stretches
from ondit.speech.lexicon import lexicon
from ondit.speech.passages import passages
from ondit.speech.statements import statements
from test_speech_statements import article, shown


def considered(language: str, text: str) -> list[tuple[str, list[str]]]:
    """Give the verb of each cue of ``text`` with the sorts of its readings."""
    known = lang.find(language)
    assert known is not None
    words = lexicon(known)
    (stretch,) = stretches(passages(article(text, language=language), words), words)
    return [
        (draft.verb.lemma if draft.verb else "", [each.sort for each in readings])
        for draft, readings in weighing.considered(stretch, words)
    ]


def test_a_cue_has_the_reading_of_its_rule_and_others() -> None:
    ((lemma, sorts),) = considered(
        "en", "Anna Kowalska said the bridge was safe, but the lorries stayed away for weeks."
    )
    assert lemma == "say"
    assert sorts[:2] == ["rule", "aside"]
    assert "cut" in sorts


def test_a_cue_that_the_rules_leave_unread_is_weighed_too() -> None:
    ((lemma, sorts),) = considered("en", "The agency reported to the ministry in the spring.")
    assert lemma == "report"
    assert "rule" not in sorts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor showed reporters the rusted plates."),
        ("en", "The council called a special meeting for Thursday."),
        ("en", "A search of the basement found two boxes."),
        ("fr", "La montre affiche l’heure et indique le pouls."),
        ("fr", "Le tribunal a entendu quarante témoins."),
    ],
)
def test_verbs_of_saying_that_say_nothing_here(language: str, text: str) -> None:
    found, _ = statements(article(text, language=language))
    assert [each for each in found if each.core] == []


@pytest.mark.parametrize(
    ("language", "text", "speaker", "cue", "content"),
    [
        (
            "fr",
            "La ville fermera le pont dès lundi, a annoncé vendredi la maire, Anne Roux.",
            "Anne Roux",
            "a annoncé",
            "La ville fermera le pont dès lundi",
        ),
        (
            "fr",
            "Le régulateur s’est engagé à publier ses conclusions avant l’été.",
            "régulateur",
            "s’est engagé",
            "publier ses conclusions avant l’été",
        ),
        (
            "fr",
            "Elle a promis de rouvrir une voie et a démenti que le pont était fissuré.",
            "-",
            "a promis",
            "rouvrir une voie",
        ),
        (
            "fr",
            "La préfecture a parlé d’un incident technique et d’une erreur de lecture.",
            "préfecture",
            "a parlé d’",
            "un incident technique et d’une erreur de lecture",
        ),
    ],
)
def test_french_verbs_by_their_forms(
    language: str, text: str, speaker: str, cue: str, content: str
) -> None:
    assert (speaker, cue, content) in shown(article(text, language=language))


@pytest.mark.parametrize("code", lang.known())
def test_weights_are_few_and_finite(code: str) -> None:
    language = lang.find(code)
    assert language is not None
    known = weighing.weights(language)
    assert 0 < len(known) < 20_000
    assert all(-10 < weight < 10 for weight in known.values())
