"""How well statements are known again across languages, and contradictions told.

``--ntrex``: the English and French gold statements of the same articles lie in pairs (the same
line, as many core statements on both sides). Of the pairs of statements that would be versions of
one utterance, with the annotated speakers and without any: precision (the same line of the same
article) and recall over the gold pairs.

``--daccord``: pairs of French sentences, contradictory or compatible.

    python benchmarks/across.py --ntrex $ONDIT_DATA/ntrex/dev.jsonl --gold GOLD.jsonl
    python benchmarks/across.py --daccord $ONDIT_DATA/daccord/dev.jsonl
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_right
from pathlib import Path
from typing import Any

from ondit.across import contents as cut
from ondit.across.contents import Content
from ondit.across.disputes import opposed
from ondit.across.utterances import Told, differences, same
from ondit.across.voices import Placing
from ondit.model import Article, Block, Span, Speaker, Statement
from ondit.text import normalise
from who import article


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _told(row: dict[str, Any], number: int, made: Article, offsets: list[int]) -> Told:
    gold = row["statements"][number]
    spans = []
    for start, end in gold["content"]:
        block = bisect_right(offsets, start) - 1
        last = len(made.blocks[block].text)
        spans.append(Span(block, start - offsets[block], min(end - offsets[block], last)))
    statement = Statement(
        id=f"{row['id']}.{number}",
        content=tuple(spans),
        form=gold["form"],
        stance=gold["stance"],
    )
    speaker = None
    if gold["speaker"]:
        speaker = Speaker(id=gold["speaker"], name=gold["speaker"], kind=gold["kind"])
    return Told(made, statement, speaker, None)


def utterances(gold: Path, texts: Path) -> dict[str, float]:
    """Print and give how well the two languages' statements find each other."""
    text_of = {row["id"]: row["text"] for row in _rows(texts)}
    found: list[Told] = []
    lines: dict[tuple[str, int], tuple[list[int], list[int]]] = {}
    for row in _rows(gold):
        row["text"] = text_of[row["id"]]
        made, starts = article(row)
        offsets = [offset for _, offset in starts]
        for number, each in enumerate(row["statements"]):
            if not each["core"]:
                continue
            one = _told(row, number, made, offsets)
            if len(one.content.units) < 3:
                continue
            line = (row["id"][:-3], one.statement.content[0].block)
            sides = lines.setdefault(line, ([], []))
            sides[row["lang"] == "fr"].append(len(found))
            found.append(one)
    paired = {
        (min(pair), max(pair))
        for english, french in lines.values()
        if len(english) == len(french)
        for pair in zip(english, french, strict=True)
    }
    place = {number: line for line, sides in lines.items() for side in sides for number in side}
    near = cut.candidates([each.content for each in found])
    scores: dict[str, float] = {}
    placing = Placing()
    for each in found:
        if each.speaker is not None:
            each.voice = placing.voice(each.article, each.speaker)
    for name in ("with speakers", "without speakers"):
        if name == "without speakers":
            for each in found:
                each.speaker = each.voice = None
        told = {
            (one, other)
            for one, other in near
            if found[one].article.language != found[other].article.language
            and same(found[one], found[other])
        }
        right = sum(place[one] == place[other] for one, other in told)
        dropped = sum(
            any(
                change.kind == "words" for change in differences(found[a].content, found[b].content)
            )
            for a, b in told & paired
        )
        scores[f"{name} precision"] = right / len(told)
        scores[f"{name} recall"] = len(told & paired) / len(paired)
        print(
            f"translations, {name}: {len(paired)} pairs, P {100 * right / len(told):.1f}"
            f" R {100 * len(told & paired) / len(paired):.1f};"
            f" a part called dropped or added in {dropped} of {len(told & paired)} whole ones"
        )
    return scores


def disputes(path: Path) -> dict[str, float]:
    """Print and give precision and recall of contradictions on pairs of sentences."""
    told = right = contradictions = 0
    for row in _rows(path):
        sides = []
        for name in ("premise", "hypothesis"):
            text = normalise(row[name])
            block = Block(role="paragraph", text=text)
            made = Article(id=name, name=name, language="fr", blocks=(block,))
            span = Span(0, 0, len(text))
            sides.append(
                Content(made, Statement(id=name, content=(span,), form="indirect", stance="says"))
            )
        contradictions += row["label"] == "1"
        if opposed(*sides) is not None:
            told += 1
            right += row["label"] == "1"
    print(
        f"contradictions: {told} told of {contradictions}, P {100 * right / told:.1f}"
        f" R {100 * right / contradictions:.1f}"
    )
    return {"precision": right / told, "recall": right / contradictions}


def main() -> None:
    """Print what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ntrex", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--daccord", type=Path)
    options = parser.parse_args()
    if options.ntrex and options.gold:
        utterances(options.gold, options.ntrex)
    if options.daccord:
        disputes(options.daccord)


if __name__ == "__main__":
    main()
