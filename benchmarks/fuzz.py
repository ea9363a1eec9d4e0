"""What becomes of pages whose bytes are damaged: crashes, the slowest, the biggest.

``python benchmarks/fuzz.py [--seconds 300] [--seed 1] [--only NAME] [--shapes]``

Every page of ``tests/pages``, and of the sets in ``ONDIT_DATA`` if that is there, is cut, doubled,
shuffled, re-encoded, broken in its bits, stripped of its ends of tags or wrapped in many, and then
answered (what, who, whence) in this process, as often as the time allows. Whatever comes out but a
record or an error of Ondit is a crash, and printed with what makes it again. Time is CPU time; the
memory is the process's peak above what it took before the first page.

With ``--shapes`` pages are made instead, each full of one thing (``shapes.py``), in two sizes: what
each costs in seconds a megabyte to read, to say who speaks and whence it comes, and to compare with
itself.
"""

from __future__ import annotations

import argparse
import gzip
import heapq
import os
import random
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from ondit.errors import OnditError
from ondit.model import Page
from ondit.page.read import read
from ondit.pipeline import compared_pair, traced
from shapes import FILES, SHAPES

_TESTS = Path(__file__).parents[1] / "tests" / "pages"
_LARGEST = 3_000_000  # bytes of a page that is damaged; larger ones take the time of many
_SHOWN = 8
_SIZES = (250_000, 1_000_000)  # bytes of a page of one shape

Damage = Callable[[bytes, random.Random], bytes]


def _cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _hole(body: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:start] + body[end:]


def _doubled(body: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:end] + body[start:end] * chance.choice((1, 1, 3)) + body[end:]


def _shuffled(body: bytes, chance: random.Random) -> bytes:
    size = chance.choice((7, 64, 1024))
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    chance.shuffle(parts)
    return b"".join(parts)


def _tags_shuffled(body: bytes, chance: random.Random) -> bytes:
    parts = body.split(b"<")
    chance.shuffle(parts)
    return b"<".join(parts)


def _bits(body: bytes, chance: random.Random) -> bytes:
    broken = bytearray(body)
    for _ in range(chance.choice((1, 50, len(body) // 20 + 1))):
        if broken:
            broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _re_encoded(body: bytes, chance: random.Random) -> bytes:
    charset = chance.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "koi8-r", "utf-7", "cp037"))
    return body.decode("utf-8", "replace").encode(charset, "replace")


def _encoded_twice(body: bytes, chance: random.Random) -> bytes:
    return body.decode(chance.choice(("cp1252", "latin-1", "cp1251")), "replace").encode()


def _never_ended(body: bytes, chance: random.Random) -> bytes:
    return body.replace(chance.choice((b"</", b"-->", b">", b'"', b"</p>", b"</div>")), b"")


def _wrapped(body: bytes, chance: random.Random) -> bytes:
    tag = chance.choice((b"div", b"b", b"font a=1", b"table", b"svg", b"select", b"template", b"a"))
    return (b"<" + tag + b">") * chance.choice((100, 1500, 5000)) + body


def _surrogates(body: bytes, chance: random.Random) -> bytes:
    marks = (b"\xed\xa0\x80", b"\0", b"\xef\xbf\xbf", b"&#xD800;", b"\xe2\x80\xae", b"\xf0\x9f\x98")
    mark = chance.choice(marks)
    at = sorted(chance.randrange(len(body) + 1) for _ in range(200))
    return mark.join(body[a:b] for a, b in zip([0, *at], [*at, len(body)], strict=True))


def _no_spaces(body: bytes, chance: random.Random) -> bytes:
    return body.replace(b" ", chance.choice((b"", b"\xc2\xa0", b"\n", b"  " * 20)))


def _attributes(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    many = b" ".join(b"a%d='>'" % number for number in range(chance.choice((10, 3000, 50_000))))
    return body[:at] + b"<p " + many + b">" + body[at:]


DAMAGES: dict[str, Damage] = {
    made.__name__.strip("_").replace("_", "-"): made
    for made in (
        _cut,
        _hole,
        _doubled,
        _shuffled,
        _tags_shuffled,
        _bits,
        _re_encoded,
        _encoded_twice,
        _never_ended,
        _wrapped,
        _surrogates,
        _no_spaces,
        _attributes,
    )
}


def bodies() -> Iterator[tuple[str, bytes]]:
    """Give the pages of the tests and of the sets, by name."""
    roots = [_TESTS]
    if "ONDIT_DATA" in os.environ:
        roots.append(Path(os.environ["ONDIT_DATA"]) / "what")
    for root in roots:
        for path in sorted(root.rglob("*")):
            if path.name.endswith((".html", ".htm", ".html.gz")) or path.name == "page.txt":
                body = path.read_bytes()
                if body.startswith(b"\x1f\x8b"):
                    body = gzip.decompress(body)
                if len(body) <= _LARGEST:
                    yield str(path.relative_to(root)), body


def peak() -> float:
    """Give the most memory that this process has taken, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def costs(body: bytes) -> tuple[float, float, float, str]:
    """Give CPU seconds a megabyte for reading, the other questions and comparing, and what came."""
    page, size = Page(name="page", body=body), len(body) / 1e6
    begun = time.process_time()
    try:
        article = read(page)
        done = time.process_time()
        answer = traced(page)
    except OnditError as error:
        return (time.process_time() - begun) / size, 0.0, 0.0, type(error).__name__
    reading = done - begun
    rest = time.process_time() - done - reading
    begun = time.process_time()
    other = replace(answer, article=replace(article, id="other"))
    compared_pair(answer, other)
    comparing = time.process_time() - begun
    came = f"{len(article.blocks)} blocks, {len(answer.statements)} statements"
    return reading / size, max(rest, 0.0) / size, comparing / size, came


def by_shape(only: str) -> None:
    """Print what each shape costs in two sizes."""
    costs(SHAPES["paragraphs"](3000))  # what is loaded once counts for no page
    for name, shape in {**SHAPES, **FILES}.items():
        if only in name:
            shown = [costs(shape(size)) for size in _SIZES]
            cells = (f"{a:6.2f} {b:6.2f} {c:6.2f}  {came:34}" for a, b, c, came in shown)
            print(f"{name:28}{'|'.join(cells)}", flush=True)


def main() -> int:
    """Run for the time given; fail when anything crashed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--only", default="")
    asked.add_argument("--shapes", action="store_true")
    given = asked.parse_args()
    if given.shapes:
        by_shape(given.only)
        return 0
    chance = random.Random(given.seed)
    pages = [(name, body) for name, body in bodies() if given.only in name]
    traced(Page(name="first", body=pages[0][1]))  # what is loaded once counts for no page
    ended: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    biggest: list[tuple[float, str]] = []
    crashes = 0
    until = time.process_time() + given.seconds
    while time.process_time() < until:
        name, body = chance.choice(pages)
        kind = chance.choice(list(DAMAGES))
        seed = chance.randrange(1 << 30)
        damaged = DAMAGES[kind](body, random.Random(seed))
        shown = f"{name} {kind} {seed} ({len(damaged) // 1000} kB)"
        before, memory = time.process_time(), peak()
        try:
            traced(Page(name=name, body=damaged))
            ended["read"] += 1
        except OnditError as error:
            ended[type(error).__name__] += 1
        except Exception:
            crashes += 1
            print(f"CRASH {shown}", file=sys.stderr)
            traceback.print_exc(limit=-3)
        heapq.heappush(slowest, (time.process_time() - before, shown))
        heapq.heappush(biggest, (peak() - memory, shown))
        slowest, biggest = heapq.nlargest(_SHOWN, slowest), heapq.nlargest(_SHOWN, biggest)
    print(f"{ended.total() + crashes} pages, {crashes} crashes; {dict(ended.most_common())}")
    for title, found, unit in (("slowest", slowest, "s"), ("raised the peak by", biggest, "MB")):
        print(f"\n{title}")
        for value, shown in found:
            print(f"  {value:8.2f} {unit}  {shown}")
    return int(crashes > 0)


if __name__ == "__main__":
    sys.exit(main())
