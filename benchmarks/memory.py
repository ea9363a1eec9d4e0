"""How much memory reading takes over the page itself: pages of 50 MB, and ordinary ones.

``python benchmarks/memory.py [--pages 100]``

Each enormous page is read in a process of its own; what is printed is the peak of that process less
what it held before, the page's own bytes among it. Ordinary pages (of ``ONDIT_DATA``, if that is
there, else of the tests) are answered one after the other in one process, each with a peak of its
own. Linux only: nothing else tells a peak anew.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from fuzz import bodies
from ondit.errors import OnditError
from ondit.model import Page
from ondit.pipeline import traced

_SIZE = 50_000_000
_SENTENCE = (
    "Le conseil municipal a repoussé jeudi soir, par douze voix contre neuf, la vente du moulin, "
    "que trois repreneurs s’étaient engagés à remettre en marche avant la fin de l’année."
)
_SMALL = Page(name="small", body=f"<h1>Le moulin</h1><p>{_SENTENCE}</p>".encode())
_UNITS: dict[str, str] = {
    "paragraphs": f"<p>{_SENTENCE}</p>",
    "links": f'<p><a href="https://example.org/a/b/c">{_SENTENCE[:40]}</a></p>',
    "links in text": f'{_SENTENCE[:60]} <a href="https://example.org/a">{_SENTENCE[:40]}</a> ',
    "bold words": f"{_SENTENCE[:60]} <b>{_SENTENCE[:40]}</b> ",
    "table": f"<tr><td>{_SENTENCE[:20]}</td><td>12</td></tr>",
    "attributes": "<p " + " ".join(f'data-{number}="x"' for number in range(200)) + ">",
    "short attributes": "<p a b c d e f g h i j k l m n o p q r s t u v w x y z>x",
    "tags": "<p>x",
    "empty comments": "<!>",
    "ends of tags": "<div></p></p></div>",
    "comments of readers": '<div class="comment"><b class="author">A</b><time>2020-01-02</time>'
    f"<p>{_SENTENCE[:40]}</p></div>",
    "pictures in text": f"<p>{_SENTENCE}<img src='data:image/png;base64,{'iVBORw0K' * 90}'></p>",
    "wide characters": f"<p>{_SENTENCE} 🙂</p>",
    "one line": f"{_SENTENCE} ",
    "text": f"{_SENTENCE}\n\n",
    "words": "",
    "picture": "iVBORw0KGgoAAAANSUhEUgAA",
}


def enormous(kind: str) -> bytes:
    """Give a page of 50 MB, most of it units of one kind."""
    unit = (_UNITS[kind] or _words()).encode()
    filler = unit * (_SIZE // len(unit))
    if kind == "text":
        return filler
    if kind == "picture":
        filler = b'<img src="data:image/png;base64,' + filler + b'">'
    if kind == "table":
        filler = b"<table>" + filler + b"</table>"
    return b"<html><h1>Le moulin</h1>" + filler + _SMALL.body + b"</html>"


def _words() -> str:
    """Give a megabyte of paragraphs in which a word seldom comes twice, each with somebody's."""
    chance = random.Random(1)

    def word() -> str:
        return "".join(chance.choices("aeioulmnprst", k=chance.randrange(4, 12)))

    likely = " de la ".join
    return "".join(
        f"<p>{word().title()} {word().title()} a dit que {likely(word() for _ in range(9))}.</p>"
        for _ in range(4500)
    )


def status(name: str) -> float:
    """Give a figure of this process in megabytes: ``VmRSS`` or its peak, ``VmHWM``."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def over(read: Callable[[], object]) -> float:
    """Give by how many megabytes the peak of ``read`` lies above what there was before."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    before = status("VmRSS")
    with suppress(OnditError):
        read()
    return max(0.0, status("VmHWM") - before)


def main() -> None:
    """Print the table, or, for one kind, its figure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=100)
    asked.add_argument("--one", choices=_UNITS)
    given = asked.parse_args()
    traced(_SMALL)
    if given.one:
        body = enormous(given.one)
        print(f"{over(partial(traced, Page(name='page', body=body))):.0f}")
        return
    for kind in _UNITS:
        command = [sys.executable, __file__, "--one", kind]
        print(f"50 MB of {kind:20} {subprocess.check_output(command, text=True).strip():>5} MB")
    pages = random.Random(1).sample(list(bodies()), given.pages)
    for name, body in pages[: len(pages) // 5]:
        over(partial(traced, Page(name=name, body=body)))
    peaks = sorted(
        over(partial(traced, Page(name=name, body=body))) for name, body in pages[len(pages) // 5 :]
    )
    print(f"ordinary pages: median {peaks[len(peaks) // 2]:.1f} MB, most {peaks[-1]:.1f} MB")


if __name__ == "__main__":
    main()
