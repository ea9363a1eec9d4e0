"""Learn how common the concepts of :mod:`ondit.lineage.bridge` are.

Writes ``common.tsv``: of each concept that more than one text in a hundred holds, its level. Level
0 is that of every text; of two steps more half as many hold it; what is not named is rarer than
all that is. A concept is counted in the sentences of Tatoeba, of TICO-19 and of Canadian federal
law, each by itself; of the two languages the one in which it is commoner counts. From a share of
sentences that of texts is reckoned as if a text were ``SENTENCES`` of them, drawn by chance. The
mean over the three sets is taken, as if a text were of either: a word of one subject (the law, an
epidemic) is never as common as one of all.

    python training/common.py DATA [--into src/ondit/lang]
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from math import log2
from pathlib import Path

from ondit.lang import RAREST, load
from ondit.lineage.bridge import leading
from ondit.lineage.rows import rows

HERE = Path(__file__).parent
SENTENCES = 15  # of a news article of 350 words
LEAST = 3  # sentences that hold a concept, below which its share is chance
BATCH = 1000  # sentences read at once
SETS = ("tatoeba", "tico19-test")


def sentences(data: Path) -> dict[str, list[tuple[str, str]]]:
    """Give the distinct (English, French) sentences of each set that may be learned from."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for line in (data / "whence" / "parallel.tsv").read_text(encoding="utf-8").splitlines():
        source, english, french = line.split("\t")[:3]
        if source in SETS:
            found.setdefault(source, {})[english, french] = None
    for line in (data / "resources" / "ca_laws_sample.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 2:
            found.setdefault("law", {})[cells[-2], cells[-1]] = None
    return {name: list(pairs) for name, pairs in found.items()}


def counted(code: str, texts: list[str]) -> Counter[str]:
    """Count in how many of ``texts`` each concept occurs."""
    language = load(code)
    known: dict[str, tuple[str, ...]] = {}
    counts: Counter[str] = Counter()
    for start in range(0, len(texts), BATCH):
        found = rows(texts[start : start + BATCH])
        spans = list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))
        words = ["".join(map(chr, found.letters[a:b])) for a, b in spans]
        for first, last in zip(found.bounds[:-1].tolist(), found.bounds[1:].tolist(), strict=True):
            held: set[str] = set()
            for word in words[first:last]:
                if word not in known:
                    known[word] = leading(language, word)
                held.update(known[word])
            counts.update(held)
    return counts


def levels(sets: dict[str, list[tuple[str, str]]]) -> dict[str, int]:
    """Give the level of each concept that is not among the rarest."""
    shares: dict[str, float] = {}
    for pairs in sets.values():
        own: dict[str, float] = {}
        for side, code in enumerate(("en", "fr")):
            texts = [pair[side] for pair in pairs]
            for concept, count in counted(code, texts).items():
                if count >= LEAST:
                    share = 1 - (1 - count / len(texts)) ** SENTENCES
                    own[concept] = max(share, own.get(concept, 0.0))
        for concept, share in own.items():
            shares[concept] = shares.get(concept, 0.0) + share / len(sets)
    found = {concept: round(-2 * log2(share)) for concept, share in sorted(shares.items())}
    return {concept: level for concept, level in found.items() if level < RAREST}


def main() -> None:
    """Learn and write the table."""
    parser = argparse.ArgumentParser(description="Learn how common concepts are.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--into", type=Path, default=HERE.parent / "src" / "ondit" / "lang")
    options = parser.parse_args()
    sets = sentences(options.data)
    joined = "\n".join(f"{a}\t{b}" for pairs in sets.values() for a, b in pairs)
    digest = hashlib.sha256(joined.encode()).hexdigest()[:16]
    header = (
        "# concept, level. Made by training/common.py from Tatoeba (CC BY 2.0 FR), TICO-19 (CC0)"
        f" and Canadian federal law (Open Government Licence - Canada); data {digest}"
    )
    rows = [f"{concept}\t{level}" for concept, level in levels(sets).items()]
    (options.into / "common.tsv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} concepts")


if __name__ == "__main__":
    main()
