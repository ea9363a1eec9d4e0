"""Pages made for tests of a corpus: some share much, some little, some nothing."""

from __future__ import annotations

import random

from ondit import Corpus, Page

WORDS = (
    "river bridge mayor council water engineer closed winter bank market harbour street tower"
    " flood school library window garden station people minister budget promise letter doctor"
    " village morning captain storm island teacher painter forest mountain signal railway bread"
).split()


SYSTEMS = ("WordPress 6.4", "Drupal 10", "SPIP 4.2")


def page(number: int, seed: int, *, shared: int = 0, site: str = "a") -> Page:
    """Make a page of eight sentences, of which ``shared`` are those of page 0 of the seed."""
    paragraphs = []
    for place in range(8):
        source = random.Random(f"{seed} {0 if place < shared else number} {place}")
        words = [source.choice(WORDS) for _ in range(9)]
        told = "{} of the {} will be with the {}, and a {} has to be in the {}. That is what the {}"
        more = "of the {} was for, but it is not the {} that they had from the {}"
        said = f"{told} {more}".format(*words)
        paragraphs.append(f"<p>“The {said},” said Anna Kovac on Tuesday.</p>")
    day = 1 + number % 27
    body = (
        f"<html lang=en><head><meta property='article:published_time' content='2026-03-{day:02}'>"
        f"<meta name=generator content='{SYSTEMS[len(site) % 3]}'>"
        f"<script src='https://www.googletagmanager.com/gtag/js?id=UA-4400{ord(site[0]) // 2}-1'>"
        f"</script></head><body><article><h1>Title {number} of {seed}</h1>{''.join(paragraphs)}"
        "</article></body></html>"
    )
    return Page(name=f"{number}.html", url=f"https://{site}.example/{number}", body=body.encode())


def family(count: int, seed: int) -> list[Page]:
    """Make pages of which some are copies, some excerpts, some strangers."""
    source = random.Random(seed)
    return [
        page(number, seed, shared=source.choice((0, 0, 3, 6, 8)), site=source.choice("abc"))
        for number in range(count)
    ]


def told(corpus: Corpus) -> object:
    """Give all that a corpus tells, but for times and runs."""
    return (
        list(corpus.pages()),
        list(corpus.derivations()),
        list(corpus.stories()),
        list(corpus.voices()),
        list(corpus.statements()),
        list(corpus.failures()),
        corpus.sites(),
        corpus.flows(),
        corpus.kinships(),
        list(corpus.voice_summaries()),
        list(corpus.story_summaries()),
        list(corpus.utterances()),
        list(corpus.utterance_summaries()),
        corpus.counts(),
        list(corpus.search("river")),
    )
