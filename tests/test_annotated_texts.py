"""Our own marked texts: what the marks mean, and that the records are what the texts say."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "training"))

from annotations import own  # noqa: E402


def read(*lines: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Read an article of these lines, and give the words of every part beside it."""
    made = own.article("own.en.00", list(lines))
    parts = [
        {
            part: [made["text"][start:end] for start, end in each[part]]
            for part in ("content", "cue", "source", "addressee")
        }
        for each in made["statements"]
    ]
    return made, parts


def test_marks_are_taken_out_and_kept_as_places() -> None:
    made, parts = read("Headline", '"{a Stay,}" [a Ann Lee] <a:demands told> ^a the crowd^.')
    assert made["text"] == 'Headline\n"Stay," Ann Lee told the crowd.'
    assert parts == [
        {"content": ["Stay,"], "cue": ["told"], "source": ["Ann Lee"], "addressee": ["the crowd"]}
    ]
    (only,) = made["statements"]
    assert (only["stance"], only["form"], only["core"]) == ("demands", "direct", True)


def test_speakers_have_the_name_of_the_cast() -> None:
    made, parts = read(
        "Headline",
        "@ L=Ann Lee; R=the Red Cross",
        "[1=L|She] <1 said> {1 it rained}, and <2 added> {2 it stopped}.",
        "<1 Says> [1=R|the charity]: {1 no}. [2 The mayor] <2 said> {2 yes}.",
        "[1 He] <1 said> {1 no}.",
    )
    speakers = [each["speaker"] for each in made["statements"]]
    assert speakers == ["Ann Lee", "Ann Lee", "Red Cross", "mayor", None]
    assert parts[1]["source"] == ["She"]
    assert "@" not in made["text"]


def test_a_cue_that_names_nobody_takes_no_source_from_its_neighbour() -> None:
    made, parts = read(
        "Headline", "[1 She] <1 said> {1 he fled}, and {2 he} <2=|reportedly> {2 hid}."
    )
    assert (parts[1]["source"], made["statements"][1]["speaker"]) == ([], None)


def test_a_hung_pronoun_is_the_source() -> None:
    made, parts = read("Titre", "@ L=Anne Lee", "« {a Non} », <a=L|a-t-elle dit>.")
    assert (parts[0]["source"], made["statements"][0]["speaker"]) == (["elle"], "Anne Lee")


def test_statements_stand_within_others() -> None:
    made, _ = read("Headline", "{2 [1 Ann] <1 said> {1 no}}, <2 reported> [2 the Post].")
    assert [each["within"] for each in made["statements"]] == [None, 0]


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("'{1 It doesn't matter},' [1 she] <1 said>.", "direct"),
        ("[1 She] <1 said> {1 it was 'over', and didn't stay}.", "mixed"),
        ("[1 She] <1 said> {1 the dogs' owners' names weren't known}.", "indirect"),
    ],
)
def test_an_apostrophe_is_no_quotation_mark(line: str, form: str) -> None:
    made, _ = read("Headline", line)
    assert made["statements"][0]["form"] == form


@pytest.mark.parametrize(
    "line", ["[1 She] <1 said>.", "{1 no", "{1 no>", "<1:mutters said> {1 no}"]
)
def test_wrong_marks_are_refused(line: str) -> None:
    with pytest.raises(SystemExit):
        read("Headline", line)


@pytest.mark.parametrize("path", sorted(own.HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_records_are_what_the_texts_say(path: Path) -> None:
    rows = [json.loads(row) for row in path.with_suffix(".jsonl").read_text("utf-8").splitlines()]
    assert own.articles(path) == rows
    assert len({row["id"] for row in rows}) == len(rows)
