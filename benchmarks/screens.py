"""What a screen costs: CPU milliseconds to make it, kilobytes to send it, milliseconds to paint it.

    python benchmarks/screens.py STORE            of a store that there is
    python benchmarks/screens.py --made N         of one made for it, of N pages (filling.py)

Each screen is asked for five times, in this process and without a network; the median is given, in
CPU time, since wall time says more about the machine's other work. Where there is Chromium
(``uv run --group browser``) it is then opened five times as a user would, and the median of what
the browser calls *first contentful paint* is given: from the click to the first words on the
screen, which holds everything, the machine's other work too. The limits are those that people
feel: 200 ms to make a screen and to paint it, 150 kB to send it (compressed).
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ondit
from ondit.web.app import Server, application
from ondit.web.guard import Settings

RUNS = 5
SLOWEST, HEAVIEST = 200.0, 150.0
PAINT = """() => new Promise((done) => {
  const look = () => {
    const [first] = performance.getEntriesByName("first-contentful-paint");
    first ? done(first.startTime) : requestAnimationFrame(look);
  };
  look();
})"""


def made(path: Path, pages: int) -> None:
    """Make a store of ``pages`` without reading them."""
    from filling import fill
    from ondit.engine.local import Local

    with Local() as engine:
        fill(path, pages, sites=max(2, pages // 50), derived=0.25, engine=engine)


async def asked(app: Any, address: str) -> tuple[int, bytes]:
    """Ask the application for a screen."""
    path, _, query = address.partition("?")
    host = f"127.0.0.1:{app.settings.port}".encode()
    headers = [(b"host", host), (b"authorization", b"Bearer " + app.settings.token.encode())]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", app.settings.port),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent[1:])


def screens(corpus: ondit.Corpus) -> list[str]:
    """Give an address of every screen, of the largest things there are."""
    story = next(corpus.story_summaries(limit=1), None)
    voice = next(corpus.voice_summaries(limit=1), None)
    utterance = next(corpus.utterances(limit=1), None)
    article = story.first if story else next(corpus.articles(limit=1)).id
    pair = next(corpus.derivations(article), None)
    site = next(iter(corpus.sites(limit=1)), None)
    word = next(word for word in _words(corpus.page(article)) if len(word) > 5)
    found = ["/", "/add", "/pages", f"/pages/{article}", "/stories", "/voices", "/utterances"]
    found += ["/sites", f"/search?q={word}", "/failures", "/corrections", "/disputes"]
    for place, one in (("stories", story), ("voices", voice), ("utterances", utterance)):
        found += [f"/{place}/{one.id}"] if one is not None else []
    found += [f"/compare/{pair.id}"] if pair else []
    found += [f"/sites/{site.name}"] if site else []
    return found


def _words(page: ondit.TracedPage) -> Iterator[str]:
    for block in page.article.blocks:
        yield from (word for word in block.text.split() if word.isascii() and word.isalpha())


def made_in(corpus: ondit.Corpus, addresses: list[str]) -> dict[str, tuple[float, float]]:
    """Give CPU milliseconds and compressed kilobytes of each screen."""
    settings = Settings(host="127.0.0.1", port=8470, token="t" * 32, largest=1000)
    app = application(Server(corpus=corpus, settings=settings, code="en", disputes=True))
    found = {}
    for address in addresses:
        spent = []
        for _ in range(RUNS):
            before = time.process_time()
            status, body = asyncio.run(asked(app, address))
            spent.append(1000 * (time.process_time() - before))
            assert status == 200, (address, status)
        found[address] = (statistics.median(spent), len(gzip.compress(body)) / 1000)
    return found


@contextmanager
def served(store: Path) -> Iterator[str]:
    """Serve a store as a user would; give the address to open."""
    command = [sys.executable, "-m", "ondit", "serve", str(store), "--port", "0", "--experimental"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


def painted(store: Path, addresses: list[str]) -> Mapping[str, float]:
    """Give milliseconds to the first paint of each screen; nothing without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    if chromium is None:
        print("no Chromium, so nothing is painted")
        return {}
    found = {}
    with served(store) as start, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(start)
        base = start.partition("/?")[0]
        for address in addresses:
            times = []
            for _ in range(RUNS):
                page.goto(base + address)
                times.append(page.evaluate(PAINT))
            found[address] = statistics.median(times)
        browser.close()
    return found


def measured(store: Path) -> bool:
    """Print what each screen costs; tell whether all are within the limits."""
    with ondit.Corpus(store) as corpus:
        counts = corpus.counts()
        print(f"{counts.articles} pages, {counts.statements} statements, {counts.stories} stories")
        addresses = screens(corpus)
        costs = made_in(corpus, addresses)
    paints = painted(store, addresses)
    within = True
    print(f"{'':14} {'CPU ms':>7} {'paint ms':>9} {'kB':>7}")
    for address, (cost, weight) in costs.items():
        paint = paints.get(address)
        fine = cost < SLOWEST and weight < HEAVIEST and (paint is None or paint < SLOWEST)
        within &= fine
        name = address.split("/")[1].split("?")[0] + ("/…" if address.count("/") > 1 else "")
        shown = "" if paint is None else f"{paint:.0f}"
        print(
            f"{name or 'start':14} {cost:7.0f} {shown:>9} {weight:7.1f}  {'' if fine else 'over'}"
        )
    return within


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", nargs="?", type=Path)
    parser.add_argument("--made", type=int, default=1000)
    given = parser.parse_args()
    if given.store is not None:
        sys.exit(not measured(given.store))
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "made.ondit"
        made(store, given.made)
        sys.exit(not measured(store))


if __name__ == "__main__":
    main()
