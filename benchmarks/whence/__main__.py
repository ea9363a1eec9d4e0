"""Print the measures asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from . import (
    alignment,
    altered,
    directions,
    formulas,
    kinds,
    passages,
    posts,
    retrieval,
    strangers,
    trees,
)
from .texts import HELD_OUT

PARTS: dict[str, Callable[[Sequence[str]], None]] = {
    "find": retrieval.report,
    "passages": passages.report,
    "align": alignment.report,
    "kind": kinds.report,
    "false": strangers.report,
    "formulas": formulas.report,
    "changes": altered.report,
    "posts": posts.report,
    "machine": kinds.machine_translations,
    "direction": directions.report,
    "parents": trees.report,
}


def main() -> None:
    """Print the measures asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.whence")
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)}; all when none is named")
    parser.add_argument("--sets", nargs="*", default=list(HELD_OUT))
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    for name in options.parts or PARTS:
        PARTS[name](options.sets)


if __name__ == "__main__":
    main()
