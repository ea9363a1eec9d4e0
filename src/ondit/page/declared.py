"""The dates that a page's data declare, for machines: JSON-LD and meta tags.

The names of meta tags are those met on 1,200 pages, the most reliable first. Behind them come names
that a system made up for itself and that say what they are (*w-published-date*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ondit.model import Saying
from ondit.page.jsonld import types
from ondit.page.meta import Head

_PUBLISHED = (
    "article:published_time og:published_time og:article:published_time datepublished"
    " article.published parsely-pub-date sailthru.date dc.date.issued dcterms.issued dc.date"
    " dcterms.created dcterms.date dc.date.created pubdate publishdate publish-date publish_date"
    " ptime publication_date citation_publication_date date article_date_original displaydate"
    " originalpublicationdate bt:pubdate"
)
_MODIFIED = (
    "article:modified_time og:updated_time og:article:modified_time datemodified lastmod"
    " dcterms.modified dc.date.modified last-modified revised article.updated utime"
)
_METAS: tuple[tuple[str, Saying], ...] = (
    *((name, "published") for name in _PUBLISHED.split()),
    *((name, "modified") for name in _MODIFIED.split()),
    ("event:start_time", "event"),
    ("event:end_time", "event"),
)
# Names that systems make up for themselves: *w-published-date*, *cXenseParse:recs:publishtime*.
_OWN_PUBLISHED = re.compile(
    r"publi(?:sh|shed|cation)?[-_.: ]?(?:date|time|at|on)\b"
    r"|(?:date|time)[-_.: ]?publi|\bpub[-_.]date\b"
)
_OWN_MODIFIED = re.compile(
    r"(?:modified|modification|updated?)[-_.: ]?(?:date|time|at|on)\b"
    r"|(?:date|time)[-_.: ]?(?:modif|updat)"
)
_DATA_KEYS: tuple[tuple[str, Saying], ...] = (
    ("datePublished", "published"),
    ("dateCreated", "published"),
    ("dateModified", "modified"),
)
_PAGE = re.compile(r"Page$")  # types of JSON-LD that stand for the page itself
_EVENT = re.compile(r"(?:Event|Festival|EventSeries)\b")
_EVENTS = 10  # announced on one page that are kept
_YEAR = re.compile(r"(?:19|20)\d\d")


def dates(head: Head) -> Iterator[tuple[str, Saying, str]]:
    """Give where each date was declared, what it says, and its words.

    Of JSON-LD the articles count, and where there is none the object that stands for the page.
    """
    pages = [node for node in head.nodes if any(map(_PAGE.search, types(node)))]
    for node in head.articles[:3] or pages[:1]:
        for key, says in _DATA_KEYS:
            value = node.get(key)
            if isinstance(value, str):
                yield f"json-ld:{key}", says, value
    events = [node for node in head.nodes if any(map(_EVENT.search, types(node)))]
    for node in events[:_EVENTS]:
        for key in ("startDate", "endDate"):
            value = node.get(key)
            if isinstance(value, str):
                yield f"json-ld:{key}", "event", value
    for name, says in _METAS:
        if name in head.metas:
            yield f"meta:{name}", says, head.metas[name]
    known = {name for name, _ in _METAS}
    for name, value in head.metas.items():
        if name not in known and _YEAR.search(value[:80]):
            if _OWN_PUBLISHED.search(name):
                yield f"meta:{name}", "published", value
            elif _OWN_MODIFIED.search(name):
                yield f"meta:{name}", "modified", value
