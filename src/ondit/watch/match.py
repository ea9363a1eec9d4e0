"""Which of the rules a new page meets, by what the store knows of it.

A derivation meets a rule when the page that derives stands where the rule says (site, language) and
the page it derives from stands where the rule says it comes from; either of the two may be the new
one. A credit, or a text that reads as a translation, meets it by the page alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ondit import knowledge
from ondit.corpus import Corpus
from ondit.model import Article, Derivation, TracedPage
from ondit.text import digest
from ondit.watch.rules import KINDS, Rule

_READ_AS_TRANSLATED = frozenset({"translation-credited", "translation-likely"})


class Alert(Struct, frozen=True, kw_only=True):
    """One thing to be told: a page, the rule it meets, and why."""

    id: str
    """Hash of the rule's name, the pages and the occasion: what was told is told once."""
    rule: str
    occasion: str
    at: str
    """When it was noticed, ISO 8601."""
    article: str
    url: str | None = None
    site: str | None = None
    language: str | None = None
    headline: str | None = None
    published: str | None = None
    other: str | None = None
    """The article it derives from."""
    other_url: str | None = None
    other_site: str | None = None
    other_headline: str | None = None
    outlets: tuple[str, ...] = ()
    """Outlets that the page points to, by identifier."""
    credited: bool | None = None
    directed: bool | None = None
    covered: float | None = None
    """Share of the page's sentences that have a counterpart."""
    evidence: tuple[str, ...] = ()
    """Kinds of evidence."""


def alerts(corpus: Corpus, article: str, rules: Sequence[Rule], *, at: str) -> Iterator[Alert]:
    """Give what of the new ``article`` the rules ask to be told of, noticed ``at``."""
    page = corpus.page(article)
    for rule in rules:
        yield from _alone(page, rule, at)
    wanted = [rule for rule in rules if KINDS & set(rule.when)]
    if not wanted:
        return
    for derivation in corpus.derivations(article):
        other = derivation.other if derivation.one == article else derivation.one
        pair = {article: page.article, other: corpus.page(other).article}
        for rule in wanted:
            yield from _derived(derivation, pair, rule, at)


def _alone(page: TracedPage, rule: Rule, at: str) -> Iterator[Alert]:
    article, origin = page.article, page.origin
    if not rule.appears_on(article.site, article.language):
        return
    pointed = [key for key in origin.outlets if _published_at(key, rule)]
    if rule.origins and not pointed:
        return
    kinds = tuple(dict.fromkeys(one.kind for one in origin.evidence))
    if "credit" in rule.when and pointed:
        yield _alert(rule, "credit", at, article, outlets=tuple(pointed), evidence=kinds)
    if "residue" in rule.when and origin.reading in _READ_AS_TRANSLATED:
        yield _alert(rule, "residue", at, article, outlets=tuple(pointed), evidence=kinds)


def _published_at(outlet: str, rule: Rule) -> bool:
    known = knowledge.outlets().get(outlet)
    return known is not None and any(map(rule.comes_from, known.domains))


def _derived(
    derivation: Derivation, pair: dict[str, Article], rule: Rule, at: str
) -> Iterator[Alert]:
    if derivation.kind not in rule.when:
        return
    orders = [(derivation.one, derivation.other)]
    if not derivation.directed:
        if not rule.undirected and derivation.kind != "same-source":
            return
        orders.append((derivation.other, derivation.one))
    for source, derived in orders:
        here, there = pair[derived], pair[source]
        if not rule.appears_on(here.site, here.language) or not rule.comes_from(there.site):
            continue
        covered = (
            derivation.other_covered if derived == derivation.other else derivation.one_covered
        )
        yield _alert(
            rule,
            derivation.kind,
            at,
            here,
            there,
            credited=derivation.credited,
            directed=derivation.directed,
            covered=round(covered, 3),
            evidence=tuple(dict.fromkeys(one.kind for one in derivation.evidence)),
        )
        return


def _alert(
    rule: Rule,
    occasion: str,
    at: str,
    here: Article,
    there: Article | None = None,
    *,
    outlets: tuple[str, ...] = (),
    credited: bool | None = None,
    directed: bool | None = None,
    covered: float | None = None,
    evidence: tuple[str, ...] = (),
) -> Alert:
    return Alert(
        id=digest(rule.name, occasion, here.id, there.id if there else ""),
        rule=rule.name,
        occasion=occasion,
        at=at,
        article=here.id,
        url=here.url or here.canonical,
        site=here.site,
        language=here.language,
        headline=here.headline,
        published=here.published.value if here.published else None,
        other=there.id if there else None,
        other_url=(there.url or there.canonical) if there else None,
        other_site=there.site if there else None,
        other_headline=there.headline if there else None,
        outlets=outlets,
        credited=credited,
        directed=directed,
        covered=covered,
        evidence=evidence,
    )
