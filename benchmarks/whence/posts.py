"""Short texts: the synthetic set of D3lta (Viginum), French posts and their English translations.

Each French text is compared with each English one of the translated families: a pair of one family
is a translation, any other is none. Two texts in three are a single sentence. Nothing was chosen on
this set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.lineage.compare import compare
from ondit.model import Article
from ondit.text import normalise

from .texts import article, data, lines


def families() -> dict[str, dict[int, Article]]:
    """Give the translated texts of both languages by family."""
    found: dict[str, dict[int, Article]] = {"fr": {}, "en": {}}
    for row in lines(data() / "whence" / "d3lta_synth" / "docs.jsonl"):
        if row["kind"] == "translation" and row["lang"] in found:
            text = normalise(row["text"])
            found[row["lang"]][row["group"]] = article(row["lang"], [text], name=str(row["group"]))
    return found


def told() -> Iterator[tuple[bool, bool]]:
    """Give for each pair whether it is a translation, and whether it is called one."""
    sides = families()
    for french, one in sides["fr"].items():
        for english, other in sides["en"].items():
            yield french == english, compare(one, other).kind != "independent"


def report(_sets: Sequence[str] = ()) -> None:
    """Print how many translations are found, and how many others are called so."""
    pairs = list(told())
    true = [said for is_true, said in pairs if is_true]
    false = [said for is_true, said in pairs if not is_true]
    print(f"posts of D3lta: {sum(true)} of {len(true)} translations = {sum(true) / len(true):.2%}")
    print(f"posts of D3lta: {sum(false)} of {len(false)} other pairs called translations")
