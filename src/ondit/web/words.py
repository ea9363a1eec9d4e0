"""Words on a screen: the sentences of the catalogue and the words of pages, as safe markup.

The views of the command line make :class:`rich.text.Text`, so that a blank keeps its style and a
page's words stay inert. Here the same text becomes HTML: everything is escaped, and a style becomes
an element. So the terminal and the web page say the same sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from markupsafe import Markup, escape
from rich.text import Text

from ondit import lang
from ondit.model import Article
from ondit.views.screen import WIDEST, Screen, clean, cut, restored

_ELEMENTS = (("bold", "b"), ("italic", "i"), ("underline", "u"), ("dim", "small"))
_FINE = re.compile("(?<=[«\\d])\u00a0|\u00a0(?=[;:!?»%])")
"""No-break spaces that print sets narrow; a terminal would not, since few of its fonts can."""
_NAME_ROOM = 60
"""Columns of a headline that names a page in a sentence."""


def fine(said: str) -> str:
    """Give a sentence of ours with the spaces of its typography as narrow as print has them."""
    return _FINE.sub("\u202f", said)


def html(text: Text) -> Markup:
    """Give ``text`` as HTML: bold, italic, underlined and dim parts as elements, all escaped."""
    edges = {0, len(text.plain)}
    for span in text.spans:
        edges |= {span.start, span.end}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text.plain))
    drawn = []
    for start, end in pairwise(cuts):
        piece = Markup(escape(fine(restored(text.plain[start:end])))).replace("\n", Markup("<br>"))
        styles = " ".join(
            [str(text.style)]
            + [str(span.style) for span in text.spans if span.start <= start and end <= span.end]
        )
        for style, element in _ELEMENTS:
            if style in styles.split():
                piece = Markup(f"<{element}>{{}}</{element}>").format(piece)
        drawn.append(piece)
    return Markup("").join(drawn)


class Words:
    """What a screen can say, in one language; pages go by the names it was given."""

    def __init__(self, code: str, *, names: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.screen = Screen(lang.load(code), width=WIDEST).calling(names or {})
        self.messages = self.screen.messages

    def calling(self, articles: Iterable[Article]) -> Words:
        """Give the same words, in which ``articles`` go by what tells them apart."""
        return Words(self.code, names=names_of(articles))

    def say(self, key: str, /, **blanks: str | Text | int | None) -> Markup:
        """Give a sentence of the table ``web``."""
        return self.of("web", key, **blanks)

    def of(self, table: str, key: str, /, **blanks: str | Text | int | None) -> Markup:
        """Give a sentence of any table of the catalogue."""
        return html(self.screen.say(table, key, **blanks))

    def count(self, key: str, n: int) -> Markup:
        """Give ``n`` things in words."""
        return html(self.screen.count(key, n))

    def number(self, n: float) -> str:
        """Give a number as the language writes it."""
        return fine(self.messages.number(n))

    def share(self, part: float) -> Markup:
        """Give ``part`` (0 to 1) in per cent."""
        return html(self.screen.share(part))

    def day(self, iso: str | None) -> str:
        """Give a date as the language writes it; an empty string for none."""
        return clean(self.messages.day(iso)) if iso else ""

    def lag(self, seconds: float | None) -> Markup:
        """Give a length of time in the largest unit that it fills."""
        if seconds is None:
            return Markup("")
        for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
            if abs(seconds) >= size:
                return self.count(unit, round(seconds / size))
        return self.count("seconds", round(seconds))

    def language(self, code: str | None) -> str:
        """Name a language; an empty string for none."""
        return self.messages.say("languages", code) if code else ""

    def page(self, article: Article) -> str:
        """Name a page in a list: its headline, else what it is called."""
        return clean(article.headline or article.name)


def names_of(articles: Iterable[Article]) -> dict[str, str]:
    """Name each of ``articles`` by its site where no other has the same, else by its headline."""
    given = list({article.id: article for article in articles}.values())
    sites = [article.site for article in given]
    named = {}
    for article in given:
        alone = article.site is not None and sites.count(article.site) == 1
        label = article.site if alone else article.headline
        named[article.name] = cut(clean(label or article.name), _NAME_ROOM)
    return named
