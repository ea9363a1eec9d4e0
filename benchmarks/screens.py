"""What a screen costs: CPU milliseconds to make it, kilobytes to send it.

    python benchmarks/screens.py STORE            of a store that there is
    python benchmarks/screens.py --made N         of one made for it, of N pages on N/25 sites

Each screen is asked for five times, in this process and without a network; the median is given, in
CPU time, since wall time says more about the machine's other work. The limits are those that
people feel: 200 ms to make a screen, 150 kB to send it (compressed).
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ondit
from ondit.web.app import Server, application
from ondit.web.guard import Settings

RUNS = 5
SLOWEST, HEAVIEST = 200.0, 150.0
PLACES = "harbour bridge school market station library hospital theatre museum stadium".split()
TOWNS = "Brod Vellin Karsa Ostrel Mirna Talven Dorsk Hallin Perse Ulmo".split()
NAMES = "Anna Boris Clara Denis Elena Felix Greta Hugo Irena Jonas".split()
WORKS = "close open move grow shrink reopen split merge burn flood".split()


def page(chance: random.Random, number: int, sites: int) -> ondit.Page:
    """Make a page in the manner of a local paper."""
    town, place = chance.choice(TOWNS), chance.choice(PLACES)
    name = f"{chance.choice(NAMES)} {chance.choice(TOWNS)}son"
    days = chance.randrange(10, 900)
    told = [
        f"<p>The mayor of {town}, {name}, said on Monday that the {place} would"
        f" {chance.choice(WORKS)} for {days} days.</p>",
        *(
            f"<p>“We need {chance.randrange(10**6)} euros for the {chance.choice(PLACES)} of"
            f" {chance.choice(TOWNS)},” {name} told reporters. The council denied that it would"
            f" {chance.choice(WORKS)} before {chance.randrange(2027, 2090)}.</p>"
            for _ in range(6)
        ),
    ]
    site = f"paper{number % sites}.example"
    html = (
        f"<html lang=en><head><title>{place} {number}</title>"
        f"<meta property='article:published_time' content='2026-{number % 12 + 1:02}-"
        f"{number % 28 + 1:02}T{number % 24:02}:00:00Z'></head><body><article>"
        f"<h1>The {place} of {town} will {chance.choice(WORKS)}, number {number}</h1>"
        f"{''.join(told)}</article></body></html>"
    )
    url = f"https://www.{site}/{number}"
    return ondit.Page(name=url, url=url, body=html.encode())


def made(path: Path, pages: int) -> None:
    """Make a store of ``pages``; every tenth page is a copy on another site."""
    chance = random.Random(7)
    sites = max(2, pages // 25)

    def given() -> Iterator[ondit.Page]:
        kept: list[ondit.Page] = []
        for number in range(pages):
            if kept and number % 10 == 0:
                source = chance.choice(kept)
                url = f"https://www.paper{(number + 1) % sites}.example/{number}"
                yield ondit.Page(name=url, url=url, body=source.body + b"<p>Copied.</p>")
            else:
                kept.append(page(chance, number, sites))
                yield kept[-1]

    with ondit.Corpus(path) as corpus:
        corpus.add(given())


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
    story = next(corpus.stories(limit=1), None)
    voice = next(corpus.voices(limit=1), None)
    utterance = next(corpus.utterances(limit=1), None)
    article = story.articles[-1] if story else next(corpus.articles(limit=1)).id
    pair = next(corpus.derivations(article), None)
    site = next(iter(corpus.sites()), None)
    found = ["/", "/pages", f"/pages/{article}", "/stories", "/voices", "/utterances", "/sites"]
    found += ["/search?q=council", "/failures", "/corrections"]
    for place, one in (("stories", story), ("voices", voice), ("utterances", utterance)):
        found += [f"/{place}/{one.id}"] if one is not None else []
    found += [f"/compare/{pair.id}"] if pair else []
    found += [f"/sites/{site.name}"] if site else []
    return found


def measured(store: Path) -> bool:
    """Print what each screen costs; tell whether all are within the limits."""
    within = True
    with ondit.Corpus(store) as corpus:
        settings = Settings(host="127.0.0.1", port=8470, token="t" * 32, largest=1000)
        app = application(Server(corpus=corpus, settings=settings, code="en"))
        counts = corpus.counts()
        print(f"{counts.articles} pages, {counts.statements} statements, {counts.stories} stories")
        for address in screens(corpus):
            spent = []
            for _ in range(RUNS):
                before = time.process_time()
                status, body = asyncio.run(asked(app, address))
                spent.append(1000 * (time.process_time() - before))
                assert status == 200, (address, status)
            cost, weight = statistics.median(spent), len(gzip.compress(body)) / 1000
            fine = cost < SLOWEST and weight < HEAVIEST
            within &= fine
            name = address.split("/")[1].split("?")[0] + ("/…" if address.count("/") > 1 else "")
            print(f"{name or 'start':14} {cost:7.0f} ms {weight:7.1f} kB  {'' if fine else 'over'}")
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
