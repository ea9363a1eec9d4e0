"""A large store, made without reading pages: for measuring what a large store answers.

::

    uv run python benchmarks/filling.py STORE [--pages 100000] [--sites 2000] [--derived 0.25]

To read 100,000 pages takes an hour; what is measured on a store of that size is how it answers and
how it takes one page more. So records are made as reading would have made them, of words of the
lexicons (few of them frequent, most of them rare), and go into the tables, the index and the full
text by the store's own code. Of the pages a share is derived from an earlier one: half of these are
copies, a third excerpts, the rest translations word by word; their derivations are written down
as comparing would have found them, and the stories are told, sites and voices counted by the code
that does it for any store. One statement in thirty is another page's. Everything follows from one
seed.
"""

from __future__ import annotations

import argparse
import random
import time
from bisect import bisect
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from msgspec.structs import replace

from ondit import lang
from ondit.across.voices import Placing
from ondit.corpus import work
from ondit.corpus.settling import note, settle
from ondit.engine import Engine
from ondit.engine.local import Local
from ondit.lineage.fingerprints import VERSION, Fingerprints
from ondit.model import (
    Article,
    Block,
    DateClue,
    Derivation,
    DerivationKind,
    Mark,
    Page,
    Pair,
    Span,
    Speaker,
    Stance,
    Statement,
    TracedPage,
)
from ondit.store import bodies, log, pages, relations, said
from ondit.store.database import Database, Session
from ondit.store.index import Index
from ondit.store.packing import pack, pack_record
from ondit.text import digest

_TOGETHER = 500  # pages of a transaction
_WORDS = 12_000  # of a language
_PEOPLE = 8_000
_CHUNK = 10_000  # pages whose fingerprints go into the index at once
_WAITING = (
    "SELECT a.number, a.mark FROM todo_relate t JOIN articles a ON a.number = t.article LIMIT ?"
)
_RECENT = 3_000  # pages from which a derived one takes
_ECHOED = 1 / 30  # share of the statements that are another page's
_Told = tuple[str, tuple[str, str | None] | None]
"""A text and, where it is somebody's, the name and the key of who says it."""
_STANCES: tuple[tuple[Stance, int], ...] = (
    ("says", 70),
    ("denies", 6),
    ("accuses", 6),
    ("warns", 6),
    ("promises", 4),
    ("demands", 4),
    ("asks", 4),
)
_BODIES = ("org:NATO", "org:EU", "org:UN", "gov:US", "gov:FR", "gov:RU", "gov:UA", "gov:DE")
_UNNAMED = ("officials", "police", "residents", "un porte-parole", "des riverains")
_SYSTEMS = ("wordpress", "drupal", "spip", "joomla", "ghost")


def main() -> None:
    """Make the store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--sites", type=int, default=2_000)
    parser.add_argument("--derived", type=float, default=0.25)
    asked = parser.parse_args()
    began = time.monotonic()
    with Local() as engine:
        fill(asked.store, asked.pages, sites=asked.sites, derived=asked.derived, engine=engine)
    print(f"{asked.pages} pages in {time.monotonic() - began:.0f} s")


def fill(path: Path, count: int, *, sites: int, derived: float, engine: Engine) -> None:
    """Put ``count`` made pages into the store at ``path``."""
    made = _Made(count, sites=sites, derived=derived)
    with Database(path).writer() as session:
        with session.transaction():
            run = log.begin(session, ["filling"], version="benchmark")
        at = 0
        while at < count:
            with session.transaction():
                for _ in range(min(_TOGETHER, count - at)):
                    _put(session, next(made.pages), run)
                    at += 1
        _indexed(session, engine)
        with session.transaction():
            numbers: dict[str, int] = dict(session.rows("SELECT id, number FROM articles"))
            for one in made.derivations:
                record = (one.id, pack_record(one), relations.slim(one))
                relations.keep(session, record, numbers[one.one], numbers[one.other])
        settle(session, engine)
        with session.transaction():
            log.count(session, run, read=count, added=count)
            log.end(session, run)


def _indexed(session: Session, engine: Engine) -> None:
    """Put the fingerprints of all pages into the index; who shares them is known."""
    while rows := list(session.rows(_WAITING, (_CHUNK,))):
        batches = (
            work.batch_of(
                [
                    session.value("SELECT record FROM articles WHERE number = ?", (number,))
                    for number, _ in rows[start : start + 32]
                ]
            )
            for start in range(0, len(rows), 32)
        )
        made: list[Fingerprints] = []
        for result in engine.map(work.prints, batches):
            assert isinstance(result, bytes)
            made += work.prints_in(result)
        steps = Index(session).merge(zip((mark for _, mark in rows), made, strict=True))
        done = False
        while not done:
            with session.transaction():
                done = next(steps, None) is None
        with session.transaction():
            session.many("DELETE FROM todo_relate WHERE article = ?", ((n,) for n, _ in rows))
    with session.transaction():
        session.run("INSERT OR REPLACE INTO meta VALUES ('fingerprints', ?)", (str(VERSION),))


def _put(session: Session, traced: TracedPage, run: int) -> None:
    """Put a page into the tables, as adding does."""
    article = traced.article
    text = "".join(f"<p>{block.text}</p>" for block in article.blocks)
    body = f"<html><head><title>{article.headline}</title></head><body>{text}</body></html>"
    page = Page(name=article.name, url=article.url, body=body.encode())
    body_number = bodies.keep(
        session,
        sha256=bytes.fromhex(digest("body", article.id) * 4),
        size=len(page.body),
        packed=pack(page.body),
        site=bodies.site_of(page),
        sketch=b"",
        base=None,
    )
    original = pages.keep(session, page, pages.key(page), body=body_number, run=run)
    number = said.put(
        session, said.prepared(traced, Placing()), name=article.name, original=original
    )
    pages.belong(session, original, number)
    note(session, number)


class _Made:
    """Pages made one after the other, and how they derive."""

    def __init__(self, count: int, *, sites: int, derived: float) -> None:
        self._chance = random.Random(20)
        self._sites = sites
        self._derived = derived
        self._recent: deque[TracedPage] = deque(maxlen=_RECENT)
        self._words = {code: _Words(code) for code in ("en", "fr")}
        self.derivations: list[Derivation] = []
        self.pages: Iterator[TracedPage] = (self._page(number) for number in range(count))

    def _page(self, number: int) -> TracedPage:
        chance = self._chance
        if self._recent and chance.random() < self._derived:
            return self._taken(number, chance.choice(self._recent))
        language = "fr" if chance.random() < 0.5 else "en"
        words = self._words[language]
        site = min(int(5 * chance.paretovariate(0.6)), 10**9) % self._sites
        texts: list[_Told] = []
        people = [self._person() for _ in range(3)]
        for place in range(chance.randint(8, 20)):
            if place % 2:
                texts.append((words.sentence(chance), chance.choice(people)))
            else:
                texts.append((" ".join(words.sentence(chance) for _ in range(2)), None))
            if place % 2 and self._recent and chance.random() < _ECHOED:
                echoed = self._echo(chance.choice(self._recent), language)
                texts[-1] = echoed or texts[-1]
        made = self._traced(number, language, site, words.sentence(chance)[:70], texts)
        self._recent.append(made)
        return made

    def _person(self) -> tuple[str, str | None]:
        if self._chance.random() < 0.25:
            body = self._chance.choice(_BODIES)
            return body.partition(":")[2], body
        if self._chance.random() < 0.3:
            return self._chance.choice(_UNNAMED), None
        number = min(int(9 * self._chance.paretovariate(0.5)), 10**9) % _PEOPLE
        return f"{_name(number % 97)} {_name(100 + number)}", None

    def _echo(self, page: TracedPage, language: str) -> _Told | None:
        if page.article.language != language or not page.statements:
            return None
        one = self._chance.choice(page.statements)
        names = {speaker.id: (speaker.name, speaker.entity) for speaker in page.speakers}
        span = one.content[0]
        return page.article.blocks[span.block].text[span.start : span.end], names[one.speaker or ""]

    def _taken(self, number: int, source: TracedPage) -> TracedPage:
        """Make a page that takes from ``source``."""
        chance, article = self._chance, source.article
        kind: DerivationKind = chance.choices(("copy", "excerpt", "translation"), (50, 33, 17))[0]
        language = article.language or "en"
        blocks = list(article.blocks)
        said_by = {one.content[0].block: one for one in source.statements}
        names = {one.id: (one.name, one.entity) for one in source.speakers}
        texts: list[_Told] = []
        for at, block in enumerate(blocks):
            one = said_by.get(at)
            text = block.text
            if one is not None:
                span = one.content[0]
                text = text[span.start : span.end]
            if kind == "translation":
                text = self._words[language].turned(text)
            texts.append((text, names[one.speaker or ""] if one is not None else None))
        own: list[_Told] = [(self._words[language].sentence(chance), None) for _ in range(12)]
        if kind == "excerpt":
            texts = own[:6] + texts[: max(3, len(texts) // 3)] + own[6:]
        if kind == "translation":
            language = "fr" if language == "en" else "en"
        site = chance.randrange(self._sites)
        made = self._traced(number, language, site, article.headline or "", texts)
        self.derivations.append(_derivation(kind, article, made.article, len(blocks), chance))
        self._recent.append(made)
        return made

    def _traced(
        self,
        number: int,
        language: str,
        site: int,
        headline: str,
        texts: Sequence[_Told],
    ) -> TracedPage:
        own = digest("filling", str(number))
        blocks: list[Block] = []
        statements: list[Statement] = []
        speakers: dict[str, Speaker] = {}
        for at, (text, who) in enumerate(texts):
            if who is None:
                blocks.append(Block(role="paragraph", text=text))
                continue
            name, entity = who
            blocks.append(Block(role="paragraph", text=f"{name}: “{text}”"))
            start = len(name) + 3
            key = digest("speaker", own, name)
            speakers[name] = Speaker(
                id=key,
                name=name,
                kind="person" if entity is None else "organisation",
                entity=entity,
                mentions=(Span(at, 0, len(name)),),
            )
            stance = self._chance.choices(*zip(*_STANCES, strict=True))[0]
            statements.append(
                Statement(
                    id=digest("statement", own, str(at)),
                    content=(Span(at, start, start + len(text)),),
                    source=(Span(at, 0, len(name)),),
                    speaker=key,
                    form="direct",
                    stance=stance,
                )
            )
        day = f"{2020 + number % 6}-{number // 7 % 12 + 1:02}-{number // 3 % 28 + 1:02}"
        name = f"site{site}.example"
        address = f"https://{name}/{number}"
        article = Article(
            id=own,
            name=address,
            url=address,
            site=name,
            site_name=f"Site {site}",
            language=language,
            headline=headline,
            published=DateClue(
                value=day, says="published", seen_in="meta", words=day, trusted=True, why="meta"
            ),
            blocks=tuple(blocks),
            marks=_marks(site),
        )
        return TracedPage(
            article=article, statements=tuple(statements), speakers=tuple(speakers.values())
        )


@lru_cache(maxsize=4096)
def _marks(site: int) -> tuple[Mark, ...]:
    """Give what a site shows of its machinery; one in eight shares an account with others."""
    chance = random.Random(site)
    found = [Mark(kind="generator", value=chance.choice(_SYSTEMS), seen_in="meta")]
    found += [
        Mark(kind="plugin", value=f"plugin-{int(chance.paretovariate(0.7))}", seen_in="src")
        for _ in range(12)
    ]
    account = site if site % 8 else site // 40
    found.append(Mark(kind="analytics", value=f"UA-{account}", seen_in="script"))
    return tuple(dict.fromkeys(found))


def _derivation(
    kind: DerivationKind, one: Article, other: Article, sentences: int, chance: random.Random
) -> Derivation:
    shift = 6 if kind == "excerpt" else 0
    shared = max(3, sentences // 3) if kind == "excerpt" else sentences
    pairs = tuple(
        Pair(
            relation="same",
            here=(Span(at, 0, len(one.blocks[at].text)),),
            there=(Span(at + shift, 0, len(other.blocks[at + shift].text)),),
            likeness=0.9,
        )
        for at in range(min(shared, sentences))
    )
    directed = chance.random() < 0.7
    first, second = (one, other) if directed or one.id < other.id else (other, one)
    found = Derivation(
        id=digest("derivation", kind, one.id, other.id),
        kind=kind,
        one=first.id,
        other=second.id,
        directed=directed,
        credited=chance.choice((True, False)) if directed else None,
        one_covered=round(shared / sentences, 4),
        other_covered=round(shared / len(other.blocks), 4),
        likeness=0.9 if kind == "translation" else 0.99,
        languages=(first.language, second.language),
        pairs=pairs,
    )
    return found if first is one else replace(found, one_covered=found.other_covered)


@lru_cache(maxsize=10_000)
def _name(number: int) -> str:
    """Give a name that is no word."""
    first, second = divmod(number * 7919 % 40_000, 200)
    parts = ("ba", "do", "ke", "li", "mu", "no", "pra", "ru", "sa", "te", "vi", "zo", "gri", "hal")
    sounds = [parts[first % 14], parts[second % 14], parts[(first // 14) % 14], parts[second // 15]]
    return "".join(sounds).capitalize()


class _Words:
    """The words of a language by how often they are used, and their translations."""

    def __init__(self, code: str) -> None:
        table = Path(lang.__file__).parent / "fr" / "bridge.tsv"
        rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()[1:]]
        pairs = [(a, b) for a, b, *_ in rows if a.isalpha() and b.isalpha() and len(a) > 3]
        if code == "en":
            pairs = [(b, a) for a, b in pairs]
        chosen = random.Random(3).sample(pairs, min(_WORDS, len(pairs)))
        self._table = dict(chosen)
        self._words = list(self._table)
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(len(self._words))))

    def sentence(self, chance: random.Random) -> str:
        """Give a sentence of some words."""
        total = self._weights[-1]
        words = [
            self._words[bisect(self._weights, chance.random() * total)]
            for _ in range(chance.randint(9, 20))
        ]
        return " ".join(words).capitalize() + "."

    def turned(self, text: str) -> str:
        """Give the words of ``text`` in the other language."""
        return " ".join(
            self._table.get(word.strip(".").lower(), word.strip(".")) for word in text.split()
        ).capitalize()


if __name__ == "__main__":
    main()
