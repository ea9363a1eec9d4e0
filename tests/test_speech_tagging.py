"""The tagger of tokens: its traits, what it proposes, and what is chosen with it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ondit import lang
from ondit.speech import choosing, evidence, proposals, tagging, traits
from ondit.speech.clauses import stretches
from ondit.speech.lexicon import Lexicon, lexicon
from ondit.speech.passages import passages
from ondit.speech.statements import statements
from ondit.speech.stretches import Stretch
from test_speech_statements import article

_TEXT = (
    "The minister said the bridge would stay open. Nothing moved that night. "
    "“We saw no lorry at all,” the harbour master told reporters, adding that he had waited."
)


def _read(text: str, language: str = "en") -> tuple[list[Stretch], Lexicon]:
    known = lang.find(language)
    assert known is not None
    words = lexicon(known)
    return stretches(passages(article(text, language=language), words), words), words


def test_only_stretches_with_a_cue_are_laid_out() -> None:
    told, words = _read(_TEXT)
    sheet = traits.sheet(told, words)
    assert [each.passage.words[each.lo] for each in told] == ["the", "“"]
    assert sheet.stretch.max() == 1
    assert sheet.traits.shape[1] == len(sheet.stretch) - 2 * traits.MARGIN
    assert sheet.traits.max() < 1 << traits.BITS
    for number, each in enumerate(told):
        assert (sheet.stretch[each.at : each.at + each.hi - each.lo] == number).all()
        assert sheet.stretch[each.at - 1] == -1


def test_the_traits_of_a_token_do_not_depend_on_other_stretches() -> None:
    told, words = _read(_TEXT)
    both = traits.sheet(told, words)
    first, second = told[1].at, told[1].at + told[1].hi - told[1].lo
    kept = both.traits[:, first - traits.MARGIN : second - traits.MARGIN]
    alone = traits.sheet(told[1:], words)
    size = second - first
    assert (alone.traits[:, :size] == kept).all()


def test_tokens_of_what_is_said_are_likely_content_and_the_others_are_not() -> None:
    told, words = _read("The minister said the bridge would stay open.")
    marks = tagging.marks(told, words, tagging.load())
    at = told[0].at
    shown = told[0].passage.words
    content, cue = marks.content[at : at + len(shown)], marks.cue[at : at + len(shown)]
    assert shown[int(np.argmax(cue))] == "said"
    assert (content[shown.index("bridge") : shown.index(".")] > 0).all()
    assert (content[: shown.index("said")] < 0).all()


def test_spans_begin_at_the_nearest_run_on_their_side_of_the_cue() -> None:
    told, words = _read(_TEXT)
    marks = tagging.marks(told, words, tagging.load())
    at = told[0].at
    runs = [(at, at + 3), (at + 4, at + 8)]
    assert proposals.spans(runs, marks, last=False) == [(at, at + 3), (at, at + 8)]
    assert proposals.spans(runs, marks, last=True) == [(at + 4, at + 8), (at, at + 8)]
    assert proposals.spans([(at, at + 2)], marks, last=False) == []


def test_each_reading_has_one_row_of_evidence_and_all_are_finite() -> None:
    told, words = _read(_TEXT)
    known = choosing.model(words.language)
    assert known is not None
    marks = tagging.marks(told, words, known.tokens)
    listed = [(each, choosing.cases(each, words, known.facts)) for each in told]
    cases = list(choosing.proposed(listed, marks))
    rows = evidence.evidence(cases, marks)
    assert len(rows) == sum(len(case.readings) for case in cases)
    assert np.isfinite(rows).all()
    assert rows.shape[1] > known.forest.features.max()


def test_weights_that_ship_are_small_and_whole() -> None:
    known = tagging.load()
    assert known.rows.shape == (1 << traits.BITS,)
    assert np.isfinite(known.scale).all()
    assert np.isfinite(choosing.forest()[0].leaves).all()


def test_a_language_without_weights_keeps_what_its_rules_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, _ = statements(article("The minister said the bridge would stay open."))
    monkeypatch.setattr(choosing, "model", lambda _: None)
    ruled, _ = statements(article("The minister said the bridge would stay open."))
    assert [each.content for each in found] == [each.content for each in ruled]


@given(st.lists(st.sampled_from([*_TEXT.split(), "»", "«", '"', "(", "—", "dit"]), max_size=60))
def test_any_text_gives_spans_inside_its_block(words: list[str]) -> None:
    text = " ".join(words)
    found, _ = statements(article(text))
    for each in found:
        for span in (*each.content, *each.cue, *each.source):
            assert 0 <= span.start < span.end <= len(text)


def test_a_long_block_of_cues_is_read_in_order() -> None:
    text = "The mayor said it rained and the judge claimed that it did not. " * 60
    found, _ = statements(article(text))
    starts = [each.content[0].start for each in found]
    assert len(found) > 60
    assert starts == sorted(starts)
