"""Whose page it is: what belongs to its own house, and what points to another.

An outlet that signs its own articles, its name in another spelling, an edition of it, or a domain
that differs in its ending only, all are the house itself. The language of another house is known
when it does not publish in the language of the page; an agency sells in more than a table lists.
"""

from __future__ import annotations

from ondit.knowledge import Outlet, outlet_at, outlet_named
from ondit.model import Article, Evidence, EvidenceKind, Span, Strength
from ondit.text import fold
from ondit.urls import host, site

# Copies kept by archives and accelerators bear the address of the page they keep.
_MIRRORS = frozenset(
    "ampproject.org archive.fo archive.is archive.md archive.org archive.ph archive.today"
    " archive.vn arquivo.pt feedburner.com google.com googleusercontent.com translate.goog".split()
)
_LEAST_LABEL = 4  # letters of a domain that a name must begin with to be the house's own


def is_own(article: Article, outlet: Outlet | None, name: str = "") -> bool:
    """Tell whether ``outlet``, or an unknown one called ``name``, is the page's own house."""
    own = {one.id for one in _own_outlets(article)}
    if outlet is not None:
        return outlet.id in own
    plain = _letters(name)
    if not plain:
        return False
    here = article.site or ""
    label = _letters(here.split(".")[0])
    if len(label) >= _LEAST_LABEL and plain.startswith(label):
        return True  # an edition: Vice US on vice.com
    return plain in (_letters(article.site_name or ""), _letters(here), label)


def _own_outlets(article: Article) -> list[Outlet]:
    addresses = [address for address in (article.url, article.site) if address]
    found = [outlet_at(address) for address in addresses]
    if article.site_name:
        found.append(outlet_named(article.site_name))
    return [outlet for outlet in found if outlet is not None]


def _letters(name: str) -> str:
    return "".join(mark for mark in fold(name) if mark.isalnum())


def language_of(outlet: Outlet | None, article: Article) -> str | None:
    """Give the language ``outlet`` writes in, where it must be another than the article's.

    An agency sells its dispatches in more languages than a table lists.
    """
    if outlet is None or outlet.kind == "agency" or not outlet.languages:
        return None
    return None if article.language in (None, *outlet.languages) else outlet.languages[0]


def elsewhere(article: Article, address: str) -> bool:
    """Tell whether ``address`` belongs to another house than the page.

    Domains that differ in their ending only (``bbc.com``, ``bbc.co.uk``) are one house.
    """
    target, here = site(address), article.site or site(article.url or "")
    if target is None or here is None or target == here or {target, here} & _MIRRORS:
        return False
    if target.split(".")[0] == here.split(".")[0] or host(address) == host(article.url or ""):
        return False
    return not is_own(article, outlet_at(address))


def piece(
    article: Article,
    *,
    kind: EvidenceKind,
    strength: Strength,
    span: Span | None,
    words: str,
    language: str | None,
    outlet: Outlet | None,
    facts: dict[str, str] | None = None,
) -> Evidence:
    """Give evidence of ``article``: its words are shown by the span where there is one."""
    return Evidence(
        kind=kind,
        strength=strength,
        page=article.id,
        spans=(span,) if span is not None else (),
        words="" if span is not None else words,
        language=language,
        outlet=outlet.id if outlet is not None else None,
        facts=facts or {},
    )
