"""Turns of phrase that follow the grammar of another language.

Only one is told so far, because only it is a matter of grammar and not of taste: after a
quotation French puts the verb before its pronoun (*« … », a-t-il dit*), English need not, and a
translation made word by word keeps the English order (*« … », il a dit*). Which language inverts,
and the words concerned, are data (``[origin]`` in ``lineage.toml``). Lists of loan translations
were left out: good papers of the language use them too.
"""

from __future__ import annotations

import re
from functools import cache

from ondit.lang import every, find
from ondit.lang.card import Language
from ondit.model import SPOKEN, Article, Evidence, Span

_SHOWN = 5  # spans kept: enough to show


def calques(article: Article) -> list[Evidence]:
    """Give the turns of phrase of ``article`` that its own language does not have; weak."""
    host = find(article.language)
    if host is None or not host.lineage.origin.inverts_after_quotation:
        return []
    if not host.lineage.origin.subjects or not host.lineage.origin.said:
        return []
    sources = [one.code for one in every() if not one.lineage.origin.inverts_after_quotation]
    spans = [
        Span(number, match.start("clause"), match.end("clause"))
        for number, block in enumerate(article.blocks)
        if block.role in SPOKEN
        for match in _uninverted(host).finditer(block.text)
    ]
    if not spans or not sources:
        return []
    return [
        Evidence(
            kind="calque",
            strength="weak",
            page=article.id,
            spans=tuple(spans[:_SHOWN]),
            language=sources[0] if len(sources) == 1 else None,
            facts={"count": str(len(spans))},
        )
    ]


@cache
def _uninverted(language: Language) -> re.Pattern[str]:
    """Give the pattern of a closing mark, a subject and a verb that ends its clause.

    A verb that goes on (*il a dit que*) begins a new sentence, which is nobody's calque.
    """
    words = language.lineage.origin
    closings = {closing for _, closing in language.words.typography.quotes} - {"'", "’", "›"}
    marks = "".join(re.escape(mark) for mark in sorted(closings))
    subjects = "|".join(re.escape(word) for word in sorted(words.subjects))
    verbs = "|".join(re.escape(verb) for verb in sorted(words.said, key=lambda v: (-len(v), v)))
    closed = rf"(?:[{marks}] ?,|, ?[{marks}])"  # with its comma outside or, also foreign, inside
    return re.compile(rf"{closed} (?P<clause>(?:{subjects}) (?:{verbs}))(?=[.,;]|$)")
