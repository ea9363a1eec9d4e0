"""How long a corpus takes to grow and to answer, and how large it is.

::

    ONDIT_DATA=FOLDER uv run python benchmarks/corpus.py [--pages 3000] [--heavy] [--keep STORE]

Pages are those of the reading benchmark (``what/*/html``), on forty sites. Where more are wanted,
each is used again with its furniture, as another page of its site, and tells a news text
(``whence/distractors``); where these are used up, one whose longer words are exchanged. One page in
four takes from another of the latest 300: half of these are copies with three words in a hundred
changed, a third hold a third of the other's text in their own, the rest give it word by word in the
other language. With ``--heavy`` one in five is a copy of the page right before it, whatever that
is, so that copies of copies stand in long rows.
Times are CPU seconds of this process and its workers, which other work on the machine does not
touch, and wall seconds; shares of the stages are of the wall time, in which workers and writer wait
for nobody but each other.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import os
import random
import re
import resource
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from zlib import crc32

from msgspec.structs import replace

from ondit import Corpus, Page, lang
from ondit.corpus import settling
from ondit.engine.local import Local, cores
from ondit.sources import files

_TEXT = re.compile(rb">([^<>]{20,})<")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]{5,}")
_HOSTS = 40  # sites of the variants
_COPIES = 5  # one page in so many is a copy of the one before
_EDITED = 33  # one word in so many is changed in a copy
_DERIVED = 0.25  # share of the pages that take from another
_LATEST = 300  # pages among which that is
_LONG = 80  # bytes of a text that is a paragraph
_ASKED = ("minister", "government police", '"prime minister"', "president", "guerre", "climat*")


def models(data: Path) -> list[Page]:
    """Give the pages that variants are made of."""
    paths = sorted(data.glob("what/*/html"))
    return [page for page in files.pages(paths) if isinstance(page, Page)]


def variants(pages: list[Page], count: int) -> Iterator[Page]:
    """Give ``count`` pages: the models, then variants of them."""
    shuffled = random.Random(1).sample(pages, len(pages))
    words = sorted({w for page in shuffled[:300] for w in _WORD.findall(page.body)[:2000]})
    place = {word: at for at, word in enumerate(words)}
    last = shuffled[0]
    for number in range(count):
        model = shuffled[number % len(shuffled)]
        turn = number // len(shuffled)
        copied = number % _COPIES == _COPIES - 1
        body = model.body
        if copied:
            body = _changed(last.body, partial(_edited, words=words, number=number))
        elif turn:
            body = _changed(body, partial(_other, words=words, place=place, turn=turn))
        host = f"site{number % _HOSTS}.example"
        last = Page(name=f"{number}.html", body=body, url=f"https://{host}/{number}")
        yield last


def lifelike(pages: list[Page], count: int, news: list[list[str]]) -> Iterator[Page]:
    """Give ``count`` pages of which one in four takes from another.

    ``news`` are the paragraphs of texts that the second and later pages of a model tell.
    """
    chance = random.Random(2)
    shuffled = chance.sample(pages, len(pages))
    words = sorted({w for page in shuffled[:300] for w in _WORD.findall(page.body)[:2000]})
    bridge = _bridge()
    latest: deque[Page] = deque(maxlen=_LATEST)
    for number in range(count):
        place = number % len(shuffled)
        body = shuffled[place].body
        host = place % _HOSTS
        if number >= len(shuffled):
            turn, at = divmod(number - len(shuffled), len(news))
            body = _telling(body, news[at])
            if turn:
                body = _changed(body, partial(_strange, words=words, number=number))
        if latest and chance.random() < _DERIVED:
            source = chance.choice(latest).body
            kind = chance.choices(("copy", "excerpt", "translation"), (50, 33, 17))[0]
            host = chance.randrange(_HOSTS)
            if kind == "copy":
                body = _changed(source, partial(_edited, words=words, number=number))
            elif kind == "translation":
                body = _changed(source, lambda word: bridge.get(word.lower(), word))
            else:
                body = _with_part(body, source)
        address = f"https://site{host}.example/{number}"
        latest.append(Page(name=f"{number}.html", body=body, url=address))
        yield latest[-1]


def told(data: Path) -> list[list[str]]:
    """Give news texts, each as paragraphs of three sentences."""
    found = []
    for path in sorted(data.glob("whence/distractors/*.jsonl")):
        for row in path.read_text("utf-8").splitlines():
            cut = re.split(r"(?<=[.!?»”]) +|\n", json.loads(row)["text"])
            found.append([" ".join(cut[at : at + 3]) for at in range(0, len(cut), 3)])
    return random.Random(3).sample(found, len(found))


def _telling(body: bytes, paragraphs: list[str]) -> bytes:
    """Put ``paragraphs`` in the place of the longer texts of ``body``; its furniture stays."""
    waiting = iter(paragraphs)

    def put(text: re.Match[bytes]) -> bytes:
        if len(text.group(1)) < _LONG:
            return text.group()
        return b">" + html.escape(next(waiting, "")).encode() + b"<"

    return _TEXT.sub(put, body)


def _with_part(body: bytes, source: bytes) -> bytes:
    """Put the first third of the longer texts of ``source`` into ``body``, in place of its own."""
    texts = [text for text in _TEXT.findall(source) if len(text) >= _LONG]
    taken = iter(texts[: len(texts) // 3])
    skipped = iter(range(2))

    def put(found: re.Match[bytes]) -> bytes:
        if len(found.group(1)) < _LONG or next(skipped, None) is not None:
            return found.group()
        return b">" + next(taken, found.group(1)) + b"<"

    return _TEXT.sub(put, body)


def _bridge() -> dict[bytes, bytes]:
    """Give English words for French ones, and the other way round."""
    table = Path(lang.__file__).parent / "fr" / "bridge.tsv"
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]]
    pairs = [(a.encode(), b.encode()) for a, b, *_ in rows if len(a) > 4 and len(b) > 4]
    return {b: a for a, b in pairs} | dict(pairs)


def _other(word: bytes, words: list[bytes], place: dict[bytes, int], turn: int) -> bytes:
    return words[(place.get(word, 0) + 7919 * turn) % len(words)]


def _strange(word: bytes, words: list[bytes], number: int) -> bytes:
    """Give another word for each word of each variant: no two variants exchange them alike."""
    return words[crc32(word, number) % len(words)]


def _edited(word: bytes, words: list[bytes], number: int) -> bytes:
    mixed = len(word) * 31 + sum(word) + number
    return words[(mixed * 7919) % len(words)] if mixed % _EDITED == 0 else word


def _changed(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change the words of the text of a page; its markup and scripts stay."""
    return _TEXT.sub(
        lambda text: b">" + _WORD.sub(lambda word: change(word.group()), text.group(1)) + b"<", body
    )


def spent() -> float:
    """Give the CPU seconds of this process and of its workers that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


STAGES = ("relate", "compare", "tell", "count", "echo")


class Stages:
    """What each stage of a run takes, in wall seconds and in CPU seconds of the writer."""

    def __init__(self) -> None:
        self.seconds: dict[str, tuple[float, float]] = {}
        self._began = time.monotonic(), time.process_time()
        for name in STAGES:
            setattr(settling, name, partial(self._timed, name, _UNTIMED[name]))

    def _timed(self, name: str, stage: Callable[..., None], *given: object) -> None:
        wall, cpu = time.monotonic(), time.process_time()
        self.seconds.setdefault("read", (wall - self._began[0], cpu - self._began[1]))
        stage(*given)
        self.seconds[name] = time.monotonic() - wall, time.process_time() - cpu


_UNTIMED = {name: getattr(settling, name) for name in STAGES}


def grown(store: Path, pages: Iterator[Page]) -> None:
    """Add ``pages`` to ``store`` and print what it took."""
    stages, cpu, wall = Stages(), spent(), time.monotonic()
    with Corpus(store) as corpus:
        run = corpus.add(pages, given=["benchmark"])
        counts = corpus.counts()
    cpu, wall = spent() - cpu, time.monotonic() - wall
    print(f"pages {run.read}, added {run.added}, failed {run.failed}; {cores()} cores")
    print(f"CPU {cpu:.1f} s, {1000 * cpu / run.read:.1f} ms a page; wall {wall:.1f} s")
    print(f"  on two idle cores about {cpu / 2:.0f} s")
    for stage, (seconds, own) in stages.seconds.items():
        print(
            f"  {stage}: {100 * seconds / wall:.0f} % of the wall time ({seconds:.1f} s, of which"
            f" the writer computes {own:.1f} s)"
        )
    print(
        f"statements {counts.statements}, voices {counts.voices},"
        f" derivations {counts.derivations}, stories {counts.stories}"
    )
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"memory of the largest process {peak / 1024:.0f} MB")


def sized(store: Path) -> None:
    """Print how large the store is, against its pages' HTML under gzip."""
    with Corpus(store) as corpus:
        zipped = sum(
            len(gzip.compress(corpus.original(article.id).body, 6))
            for article in corpus.articles(limit=1500)
        )
        counts = corpus.counts()
    share = min(1.0, 1500 / counts.articles)
    size = store.stat().st_size
    print(f"store {size / 1e6:.1f} MB, {size / counts.articles / 1e3:.1f} kB an article")
    print(f"  {size * share / zipped:.2f} times the gzip of its pages' HTML")


def asked(store: Path) -> None:
    """Print how long questions take."""
    with Corpus(store) as corpus:
        voices = [voice.name for voice in corpus.voice_summaries(limit=3)]
        questions: dict[str, Callable[[], object]] = {
            **{f"search {words}": partial(_search, corpus, words) for words in _ASKED},
            **{f"who {name}": partial(_who, corpus, name) for name in voices},
            "voices": lambda: list(corpus.voice_summaries(limit=50)),
            "utterances": lambda: list(corpus.utterance_summaries(limit=50)),
            "stories": lambda: list(corpus.story_summaries(limit=50)),
            "largest story": lambda: list(corpus.stories(limit=1)),
            "articles": lambda: list(corpus.articles(limit=20)),
            "counts": corpus.counts,
            "sites": lambda: corpus.sites(limit=50),
            "flows": lambda: corpus.flows(limit=50),
            "kinships": lambda: corpus.kinships(limit=50),
        }
        for name, question in questions.items():
            times = []
            for _ in range(5):
                began = time.process_time()
                question()
                times.append(1000 * (time.process_time() - began))
            print(f"  {name}: {statistics.median(times):.0f} ms (first {times[0]:.0f})")


def _search(corpus: Corpus, words: str) -> object:
    return list(corpus.search(words))


def _who(corpus: Corpus, name: str) -> object:
    voice = next(iter(corpus.voice_summaries(name, limit=1)))
    return list(corpus.statements(voice=voice.id, limit=20))


def one_more(store: Path, pages: list[Page]) -> None:
    """Print how long it takes to add one page to a store, the engine being warm."""
    with Corpus(store) as corpus, Local(1) as engine:
        times = []
        for page in pages:
            began, wall = time.process_time(), time.monotonic()
            corpus.add([page], engine=engine)
            times.append((time.monotonic() - wall, time.process_time() - began))
    walls = [wall for wall, _ in times[1:]]
    cpus = [cpu for _, cpu in times[1:]]
    print(f"one page more: {statistics.median(walls):.2f} s wall, longest {max(walls):.2f};")
    print(f"  {statistics.median(cpus):.2f} s CPU of the writer")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--heavy", action="store_true", help="rows of copies of copies")
    parser.add_argument("--keep", type=Path, help="the store, kept and used again")
    arguments = parser.parse_args()
    data = Path(os.environ.get("ONDIT_DATA", ""))
    known = models(data) if os.environ.get("ONDIT_DATA") else []
    if not known:
        sys.exit("set ONDIT_DATA to the folder of the measuring data")
    make = variants if arguments.heavy else partial(lifelike, news=told(data))
    more = list(make(known, arguments.pages + 8))[-8:] if arguments.pages < 5000 else known[:8]
    with tempfile.TemporaryDirectory() as folder:
        store = arguments.keep or Path(folder) / "case.ondit"
        if not store.exists():
            grown(store, make(known, arguments.pages))
        sized(store)
        one_more(store, [replace(one, url=f"https://more.example/{one.name}") for one in more])
        asked(store)


if __name__ == "__main__":
    main()
