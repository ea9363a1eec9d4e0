"""How well statements and their speakers are found, on annotated articles.

Metric: a statement's content is the set of its word positions; two statements match when the
Jaccard index of these sets is at least 0.5, one to one, best first. *With speaker*: the source
spans also share a word, or both are empty. *Speech scope*: statements whose content is wholly or
partly quoted, or whose cue holds a reporting verb or a preposition of source; a prediction that
matches any gold statement counts as right, inside the scope or not. A set that annotates nothing
inside quotations (PolNeAR) does not judge what is found there.

Files: JSON lines of articles (``text``, ``lang``, ``statements`` with ``content``, ``cue`` and
``source`` as offsets). Annotations without a text of their own find it by ``id`` among the
articles of ``--texts``.

    python benchmarks/who.py $ONDIT_DATA/polnear/dev.jsonl
    python benchmarks/who.py training/annotations/ntrex/gold.jsonl
        --texts $ONDIT_DATA/ntrex/dev.jsonl --mentions training/annotations/ntrex/mentions.jsonl
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any

from ondit import lang
from ondit.model import Article, Block, Span, Statement
from ondit.speech.quotes import Quotation, across
from ondit.speech.statements import statements
from ondit.text import fold

_WORD = re.compile(r"\w+")
_QUOTES = frozenset('«»“”"')


def article(row: dict[str, Any]) -> tuple[Article, list[tuple[str, int]]]:
    """Make an article of a row: a block a line, with the offset of each block in the text."""
    blocks: list[Block] = []
    starts: list[tuple[str, int]] = []
    for match in re.finditer(r"[^\n]+", row["text"]):
        # Offsets must stay: spaces are made plain one by one, nothing is taken away.
        line = re.sub(r"\s|[\u200b-\u200f\ufeff\xad]", " ", match.group())
        if not line.strip():
            continue
        blocks.append(Block(role="headline" if not blocks else "paragraph", text=line))
        starts.append((line, match.start()))
    return (
        Article(id=row["id"], name=row["id"], language=row["lang"], blocks=tuple(blocks)),
        starts,
    )


class Scored:
    """Gold and predicted statements of one article as sets of word positions."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.text: str = row["text"]
        self.words = [match.start() for match in _WORD.finditer(self.text)]

    def positions(self, spans: list[tuple[int, int]]) -> frozenset[int]:
        """Give the starts of the words inside ``spans``."""
        return frozenset(at for at in self.words for start, end in spans if start <= at < end)


def _in_scope(
    text: str, content: list[tuple[int, int]], cue: list[tuple[int, int]], cues: set[str]
) -> bool:
    if any(mark in text[max(0, start - 1) : end + 1] for start, end in content for mark in _QUOTES):
        return True
    words = {word for start, end in cue for word in _WORD.findall(text[start:end].lower())}
    return bool(words & cues)


def predicted(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the predicted statements of a row with offsets into its text."""
    made, starts = article(row)
    offsets = [offset for _, offset in starts]
    found, speakers = statements(made)
    names = {speaker.id: speaker.name for speaker in speakers}
    language = lang.find(made.language)
    cut = [
        (block.text, language.sentences(block.text) if language else []) for block in made.blocks
    ]
    quoted = across(cut)

    def spans(parts: tuple[Any, ...]) -> list[tuple[int, int]]:
        return [(offsets[p.block] + p.start, offsets[p.block] + p.end) for p in parts]

    def shown(statement: Statement) -> dict[str, Any]:
        return {
            "content": spans(statement.content),
            "cue": spans(statement.cue),
            "source": spans(statement.source),
            "addressee": spans(statement.addressee),
            "speaker": names.get(statement.speaker or ""),
            "stance": statement.stance,
            "form": statement.form,
            "core": statement.core,
            "within": statement.within is not None,
            "inner": any(_is_quoted(quoted[span.block], span) for span in statement.cue),
        }

    return [shown(statement) for statement in found]


def _is_quoted(quotations: list[Quotation], span: Span) -> bool:
    return any(each.start <= span.start and span.end <= each.end for each in quotations)


def pairs(
    scored: Scored, gold: list[dict[str, Any]], found: list[dict[str, Any]]
) -> list[tuple[int, int]]:
    """Match gold and found statements one to one, the likest first."""
    gold_sets = [scored.positions(each["content"]) for each in gold]
    found_sets = [scored.positions(each["content"]) for each in found]
    likeness: list[tuple[float, int, int]] = []
    for here, one in enumerate(gold_sets):
        for there, other in enumerate(found_sets):
            shared = len(one & other)
            if shared and shared / len(one | other) >= 0.5:
                likeness.append((-shared / len(one | other), here, there))
    matched: list[tuple[int, int]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, here, there in sorted(likeness):
        if here not in taken[0] and there not in taken[1]:
            taken[0].add(here)
            taken[1].add(there)
            matched.append((here, there))
    return matched


def _same_source(scored: Scored, one: dict[str, Any], other: dict[str, Any]) -> bool:
    gold, found = scored.positions(one["source"]), scored.positions(other["source"])
    return bool(gold & found) or (not gold and not found)


def measure(rows: list[dict[str, Any]], *, scope: str, errors: int = 0) -> Counter[str]:
    """Count gold, found, matched and matched with speaker over ``rows``."""
    count: Counter[str] = Counter()
    nests = any(each.get("within") is not None for row in rows for each in row["statements"])
    for row in rows:
        cues = _scope_words(row["lang"])
        scored = Scored(row)
        gold = row["statements"]
        start = time.process_time()
        found = [each for each in predicted(row) if each["core"] and (nests or not each["inner"])]
        count["ms"] += int(1e6 * (time.process_time() - start))
        count["words"] += len(scored.words)
        gold = [each for each in gold if each.get("core", True) is not False]

        def within(each: dict[str, Any], text: str = row["text"], c: set[str] = cues) -> bool:
            return scope == "all" or _in_scope(text, each["content"], each["cue"], c)

        matched = pairs(scored, gold, found)
        if any(each.get("addressee") for each in gold):
            _addressed(scored, gold, found, matched, count)
        by_gold, by_found = dict(matched), {there: here for here, there in matched}
        for here, each in enumerate(gold):
            if within(each):
                count["gold"] += 1
                if each.get("form") == "direct":
                    count["direct"] += 1
                    count["direct found"] += here in by_gold
                if here in by_gold:
                    count["recalled"] += 1
                    same = _same_source(scored, each, found[by_gold[here]])
                    count["recalled with speaker"] += same
                    other = found[by_gold[here]]
                    if each.get("speaker"):
                        count["named"] += 1
                        count["named right"] += each["speaker"] == other["speaker"]
                    if each.get("stance"):
                        count["stances"] += 1
                        count["stances right"] += each["stance"] == other["stance"]
                    if errors and not same:
                        _complain("SOURCE", row["text"], each, other)
                elif errors:
                    _complain("MISSED", row["text"], each, None)
        if nests:
            _nested(gold, found, matched, count)
        for there, each in enumerate(found):
            if within(each):
                count["found"] += 1
                if there in by_found:
                    count["right"] += 1
                    count["right with speaker"] += _same_source(scored, gold[by_found[there]], each)
                elif errors:
                    _complain("WRONG", row["text"], each, None)
    return count


def _addressed(
    scored: Scored,
    gold: list[dict[str, Any]],
    found: list[dict[str, Any]],
    matched: list[tuple[int, int]],
    count: Counter[str],
) -> None:
    """Count whom statements are said to; right are those of matched ones that share a word."""
    count["addressed"] += sum(bool(each["addressee"]) for each in gold)
    count["addressed found"] += sum(bool(each["addressee"]) for each in found)
    count["addressed right"] += sum(
        bool(
            scored.positions(gold[here]["addressee"]) & scored.positions(found[there]["addressee"])
        )
        for here, there in matched
    )


def _nested(
    gold: list[dict[str, Any]],
    found: list[dict[str, Any]],
    matched: list[tuple[int, int]],
    count: Counter[str],
) -> None:
    """Count statements told within another, in any scope; right are matched ones that both nest."""
    count["nested"] += sum(each["within"] is not None for each in gold)
    count["nested found"] += sum(each["within"] for each in found)
    count["nested right"] += sum(
        gold[here]["within"] is not None and found[there]["within"] for here, there in matched
    )


def mentions(
    sample: list[dict[str, Any]], rows: list[dict[str, Any]]
) -> dict[tuple[str, str], Counter[str]]:
    """Count the pronouns and nouns of ``sample`` that are given to the annotated speaker.

    Speakers are the same where the words of one name are among those of the other. *Met*: some
    statement has the mention for its source; the others were lost before they could be resolved.
    """
    by_id = {row["id"]: row for row in rows}
    counts: dict[tuple[str, str], Counter[str]] = {}
    kept: dict[str, list[dict[str, Any]]] = {}
    for each in sample:
        row = by_id[each["id"]]
        found = kept.setdefault(row["id"], predicted(row))
        count = counts.setdefault((each["lang"], each["sort"]), Counter())
        count["all"] += 1
        start, end = each["source"]
        met = [one for one in found if any(a < end and start < b for a, b in one["source"])]
        if met:
            count["met"] += 1
            names = [_name_words(one["speaker"]) for one in met]
            wanted = _name_words(each["speaker"])
            count["right"] += any(
                (name <= wanted or wanted <= name) and bool(name) == bool(wanted) for name in names
            )
    return counts


def _name_words(name: str | None) -> set[str]:
    """Give the words of a name that tell it from others: in capitals, or all where none is."""
    words: list[str] = _WORD.findall((name or "").replace("’", " "))
    capitals = {fold(word) for word in words if word[:1].isupper() and len(word) > 2}
    return capitals or {fold(word) for word in words if len(word) > 2}


def speed(rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Give how many articles of 750 words are read in a CPU second, and as one block each."""
    rates = []
    for joined in (False, True):
        made = [article(row | {"text": _joined(row["text"]) if joined else row["text"]})[0]
                for row in rows]  # fmt: skip
        words = sum(len(_WORD.findall(block.text)) for each in made for block in each.blocks)
        times = []
        for _ in range(3):
            start = time.process_time()
            for each in made:
                statements(each)
            times.append(time.process_time() - start)
        rates.append(words / 750 / min(times))
    return rates[0], rates[1]


def _joined(text: str) -> str:
    head, _, body = text.partition("\n")
    return head + "\n" + body.replace("\n", " ")


_FIELD = """in the field, on PolNeAR test, by the same metric (statement F, with speaker F):
  textacy 0.13 35.7, 27.8; Gender Gap Tracker rules 68.6, 58.7; BERT-base 86.5, 82.3;
  annotators among themselves 92.6, 90.4. French: Radar de Parité reports F 81.7 at 30 % coverage of
  the words, 72.6 at 80 %, and 76.5 for pronouns; on texts that nobody else can see."""


def _scope_words(code: str) -> set[str]:
    """Give the words that put a cue into the speech scope.

    They are kept apart from the lexicon, so that the scope stays the same when the lexicon grows.
    """
    path = Path(__file__).with_name("speech_scope.tsv")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {word for row in rows if row[0] == code for word in row[1:]}


def _complain(kind: str, text: str, one: dict[str, Any], other: dict[str, Any] | None) -> None:
    def words(spans: list[tuple[int, int]]) -> str:
        return " … ".join(text[start:end] for start, end in spans)

    print(f"{kind}: [{words(one['source'])}] ({words(one['cue'])}) {words(one['content'])}")
    if other is not None:
        print(f"   had: [{words(other['source'])}] ({words(other['cue'])})")


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def f_measure(count: Counter[str], suffix: str = "") -> float:
    """Give the F measure in per cent; ``suffix`` chooses the counts with the speaker."""
    precision = _share(count["right" + suffix], count["found"])
    recall = _share(count["recalled" + suffix], count["gold"])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def report(name: str, count: Counter[str]) -> None:
    """Print precision, recall and F, without and with the speaker."""
    print(f"{name}: {count['gold']} gold, {count['found']} found")
    for label, suffix in (("statement", ""), ("with speaker", " with speaker")):
        precision = _share(count["right" + suffix], count["found"])
        recall = _share(count["recalled" + suffix], count["gold"])
        f = f_measure(count, suffix)
        print(f"  {label:13} P {precision:5.1f}  R {recall:5.1f}  F {f:5.1f}")
    if count["named"]:
        print(f"  speaker's name right: {_share(count['named right'], count['named']):.1f} %")
    if count["direct"]:
        print(f"  direct quotations found: {_share(count['direct found'], count['direct']):.1f} %")
    if count["nested"]:
        found, gold, right = (count[f"nested{name}"] for name in (" found", "", " right"))
        f = 200 * right / (found + gold)
        print(f"  told within another (any scope): {gold} gold, {found} found, F {f:.1f}")
    if count["addressed"]:
        found, gold, right = (count[f"addressed{name}"] for name in (" found", "", " right"))
        f = 200 * right / (found + gold)
        print(f"  said to somebody (any scope): {gold} gold, {found} found, F {f:.1f}")
    if count["stances"]:
        print(f"  stance right: {_share(count['stances right'], count['stances']):.1f} %")


def rows_of(paths: list[Path], texts: list[Path]) -> list[dict[str, Any]]:
    """Read annotated articles; texts are looked up by identifier where a row has none."""
    known = {
        row["id"]: row
        for path in texts
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }
    rows: list[dict[str, Any]] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "text" not in row:
                row["text"] = known[row["id"]]["text"]
            rows.append(row)
    return rows


def main() -> None:
    """Measure on the files given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--texts", nargs="*", type=Path, default=[])
    parser.add_argument("--mentions", type=Path, help="pronouns and nouns to resolve")
    parser.add_argument("--errors", type=int, default=0, help="show what is wrong in N articles")
    options = parser.parse_args()
    rows = rows_of(options.files, options.texts)
    if options.errors:
        measure(rows[: options.errors], scope="speech", errors=1)
        return
    for code in sorted({row["lang"] for row in rows}):
        mine = [row for row in rows if row["lang"] == code]
        speech = measure(mine, scope="speech")
        report(f"{code}, speech scope", speech)
        report(f"{code}, all", measure(mine, scope="all"))
        plain, joined = speed(mine)
        print(
            f"  {plain:.0f} articles of 750 words a CPU second, {joined:.0f} as one paragraph each"
        )
    if options.mentions:
        sample = rows_of([options.mentions], options.texts)
        for (code, sort), count in sorted(mentions(sample, rows).items()):
            print(
                f"{code}, {sort}s: {count['right']} of {count['met']} met right"
                f" ({_share(count['right'], count['met']):.0f} %), {count['all']} drawn"
            )
    print(_FIELD)


if __name__ == "__main__":
    main()
