"""Pages and what they quote in the vocabulary of schema.org, as JSON-LD 1.1.

A page is a ``NewsArticle``; what it lets others say, a ``Quotation``; a page it is said to come
from stands under ``translationOfWork`` or ``isBasedOn``. Only what is said is written: a likeness
without a direction makes no link, and neither does a source that is not among the pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from ondit.model import Article, Speaker, TracedPage
from ondit.text import text_of
from ondit.views.export import Findings, address

CONTEXT = "https://schema.org"
_PERSONS = ("person", "group", "unknown")
_ORGANISATIONS = {
    "organisation": "Organization",
    "government": "GovernmentOrganization",
    "medium": "NewsMediaOrganization",
}


def write(found: Findings, file: BinaryIO) -> None:
    """Write one ``NewsArticle`` a line."""
    sources: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in found.derivations():
        if each.directed:
            relation = "translationOfWork" if each.kind == "translation" else "isBasedOn"
            sources[each.other][relation].append(each.one)
    ends = {end for given in sources.values() for ones in given.values() for end in ones}
    wanted = {page.article.id: page.article for page in found.pages() if page.article.id in ends}
    for page in found.pages():
        record = article(page)
        for relation, ones in sorted(sources.get(page.article.id, {}).items()):
            record[relation] = [_named(wanted[one]) for one in ones if one in wanted]
        file.write(msgspec.json.encode(record) + b"\n")


def article(page: TracedPage) -> dict[str, Any]:
    """Give one page as a ``NewsArticle``."""
    told = page.article
    record: dict[str, Any] = {
        "@context": CONTEXT,
        **_named(told),
        "alternativeHeadline": told.standfirst,
        # Without a type: a desk, an agency or an outlet may sign as a person does.
        "author": [{"name": name} for name in told.authors] or None,
        "datePublished": told.published.value if told.published else None,
        "dateModified": told.modified.value if told.modified else None,
        "inLanguage": told.language,
        "articleSection": told.section,
        "keywords": list(told.tags) or None,
        "publisher": _publisher(told),
        "creditText": " | ".join(credit.words for credit in told.credits) or None,
        "hasPart": list(_quotations(page)) or None,
    }
    return {key: value for key, value in record.items() if value is not None}


def _named(told: Article) -> dict[str, Any]:
    record = {
        "@type": "NewsArticle",
        "@id": f"urn:ondit:{told.id}",
        "headline": told.headline,
        "url": address(told),
    }
    return {key: value for key, value in record.items() if value is not None}


def _publisher(told: Article) -> dict[str, str] | None:
    name = told.site_name or told.site
    return {"@type": "NewsMediaOrganization", "name": name} if name else None


def _quotations(page: TracedPage) -> Iterator[dict[str, Any]]:
    speakers = {speaker.id: speaker for speaker in page.speakers}
    for said in page.statements:
        if said.form != "indirect":
            record = {
                "@type": "Quotation",
                "@id": f"urn:ondit:{page.article.id}:{said.id}",
                "text": text_of(page.article, said.content),
                "inLanguage": page.article.language,
                "spokenByCharacter": _speaker(speakers.get(said.speaker or "")),
            }
            yield {key: value for key, value in record.items() if value is not None}


def _speaker(speaker: Speaker | None) -> dict[str, str] | None:
    if speaker is None:
        return None
    kind = "Person" if speaker.kind in _PERSONS else _ORGANISATIONS[speaker.kind]
    record = {"@type": kind, "name": speaker.name}
    return {**record, "jobTitle": speaker.role} if speaker.role and kind == "Person" else record
