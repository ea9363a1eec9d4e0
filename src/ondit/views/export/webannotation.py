"""Statements and evidence as W3C Web Annotations (Recommendation of 23 February 2017).

Each is one annotation whose target is the page, with two selectors for the same words: a
``TextQuoteSelector`` with what stands before and behind, by which they are found in the page
itself, and a ``TextPositionSelector`` into the article's text as Ondit reads it: the blocks joined
by two line feeds, counted in code points. A statement that a cue interrupts has a target for each
part. Where the page's address is not known, the source is the identifier of the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from ondit.model import Article, Evidence, Span, Statement, TracedPage
from ondit.text import text_of
from ondit.views.export import Findings, address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
BETWEEN = "\n\n"
"""What parts the blocks in the text that positions count in."""
_AROUND = 32  # code points before and behind; as the annotation client Hypothesis takes


def write(found: Findings, file: BinaryIO) -> None:
    """Write one ``AnnotationPage`` a line, for each page that has statements or evidence."""
    for page in found.pages():
        items = list(annotated(page))
        if items:
            record = {
                "@context": CONTEXT,
                "id": f"urn:ondit:{page.article.id}:annotations",
                "type": "AnnotationPage",
                "items": items,
            }
            file.write(msgspec.json.encode(record) + b"\n")


def annotated(page: TracedPage) -> Iterator[dict[str, Any]]:
    """Give the annotations of ``page``: its statements in order, then its evidence."""
    article = page.article
    names = {speaker.id: speaker.name for speaker in page.speakers}
    for said in page.statements:
        yield {
            "id": f"urn:ondit:{article.id}:{said.id}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": list(_said(said, names)),
            "target": list(_targets(article, said.content)),
        }
    for number, each in enumerate(page.origin.evidence):
        if each.spans:
            yield {
                "id": f"urn:ondit:{article.id}:evidence:{number}",
                "type": "Annotation",
                "motivation": "assessing",
                "body": list(_shown(each)),
                "target": list(_targets(article, each.spans)),
            }


def _said(said: Statement, names: dict[str, str]) -> Iterator[dict[str, str]]:
    if said.speaker in names:
        yield _body("identifying", names[said.speaker])
    yield _body("classifying", said.stance)
    yield _body("classifying", said.form)
    yield _body("classifying", said.polarity)
    yield _body("classifying", said.factuality)


def _shown(evidence: Evidence) -> Iterator[dict[str, str]]:
    yield _body("classifying", evidence.kind)
    yield _body("assessing", evidence.strength)


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _targets(article: Article, spans: Iterable[Span]) -> Iterator[dict[str, Any]]:
    starts = _starts(article)
    source = address(article) or f"urn:ondit:{article.id}"
    for span in spans:
        text = article.blocks[span.block].text
        yield {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": text_of(article, [span]),
                    "prefix": text[max(span.start - _AROUND, 0) : span.start],
                    "suffix": text[span.end : span.end + _AROUND],
                },
                {
                    "type": "TextPositionSelector",
                    "start": starts[span.block] + span.start,
                    "end": starts[span.block] + span.end,
                },
            ],
        }


def _starts(article: Article) -> list[int]:
    """Give where each block begins in the joined text."""
    starts, at = [], 0
    for block in article.blocks:
        starts.append(at)
        at += len(block.text) + len(BETWEEN)
    return starts


def joined(article: Article) -> str:
    """Give the text that positions count in."""
    return BETWEEN.join(block.text for block in article.blocks)
