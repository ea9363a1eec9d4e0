"""Gather the given names by which a person is told from a heading.

They make ``src/ondit/knowledge/given_names.txt``. *Ida Roux* and *Copy Link* have one shape. Where
nothing on a page says *author*, a name is taken for one only if a given name stands in it. The
names are those of all locales of Faker (MIT), folded; left out is what the treebanks write small
more than once, as a word like any other (*west*, *page*), and what is shorter than three letters.

    uv run --with faker==40.63.0 python training/given_names.py $ONDIT_DATA/nlp/ud
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.metadata
import pkgutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ondit.text import fold

OUT = Path(__file__).parent.parent / "src/ondit/knowledge/given_names.txt"
SHORTEST = 3  # letters; *Al* and *Li* are words of too many languages
ONCE = 1  # times that a treebank may write a name small: a slip


def given(package: str = "faker.providers.person") -> Iterator[str]:
    """Give every given name of every locale, folded, each part of a double one by itself."""
    for locale in pkgutil.iter_modules(importlib.import_module(package).__path__):
        provider = importlib.import_module(f"{package}.{locale.name}").Provider
        for field in (name for name in vars(provider) if name.startswith("first_name")):
            names = vars(provider)[field]
            if isinstance(names, dict | list | tuple | set):
                for name in names:
                    yield from fold(str(name)).replace("-", " ").split()


def small_words(folder: Path) -> Counter[str]:
    """Count the words that the treebanks in ``folder`` write small and call no name, folded."""
    found: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.conllu*")):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.split("\t")
                if len(cells) > 3 and cells[3] != "PROPN" and cells[1][:1].islower():
                    found[fold(cells[1])] += 1
    return found


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("treebanks", type=Path)
    small = small_words(parser.parse_args().treebanks)
    kept = {
        name for name in given() if len(name) >= SHORTEST and name.isalpha() and small[name] <= ONCE
    }
    version = importlib.metadata.version("faker")
    head = f"# Given names of Faker {version} (MIT), folded; made by training/given_names.py.\n"
    OUT.write_text(head + "\n".join(sorted(kept)) + "\n", encoding="utf-8")
    print(len(kept), "names")


if __name__ == "__main__":
    main()
