"""The key under which the same speaker meets in several pages, read from one speaker alone.

Because a key needs no other page, voices can be made of any number of pages in any order, and a
store can look one up. Three things make a key: a body that the tables know (``org:NATO`` is OTAN),
a person's full name in letters that all romanisations share (*Sergueï*, *Sergei*, *Sergey*), and
the distinctive name of any other body. A surname, a role and a noun are known in their own page
only, so that two strangers of one name are never joined.
"""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from ondit import lang
from ondit.lang.card import Language
from ondit.lineage.bridge import name_key, translated
from ondit.model import Article, Speaker
from ondit.text import digest, fold

Ground = Literal["entity", "name", "alone"]

# A family name in *-ine* is one in *-in* (Poutine, Eltsine); *-re* is *-er* (Alexandre).
_FAMILY = re.compile(r"ine$")
_NEUTRAL = re.compile(r"re$")
# Articles of Arabic names, written in many ways or left out.
_ARTICLE = re.compile(r"^(?:al|el)[-'’](?=.{3})")
_ARTICLES = frozenset({"al", "el"})
# Names of the father after the Russian manner, which most pages leave out.
_FATHER = re.compile(r".{3,}(?:vis|ovna|evna)$")
_DISTINCT = 3  # words with a capital by which a body is known though each is a common word


class Key(Struct, frozen=True):
    """What a speaker is known by, and where that key was read."""

    ground: Ground
    parts: tuple[str, ...]

    @property
    def voice(self) -> str:
        """The identifier of the voice of all who have this key."""
        return digest("voice", self.ground, *self.parts)


def key(article: Article, speaker: Speaker) -> Key:
    """Give the key of ``speaker``, who speaks in ``article``."""
    if speaker.entity is not None:
        return Key("entity", (speaker.entity,))
    language = lang.find(article.language)
    if language is not None:
        if speaker.kind == "person":
            parts = _person(language, speaker.name)
            if parts:
                return Key("name", ("person", *parts))
        elif speaker.kind in ("organisation", "medium", "unknown"):
            parts = _body(language, speaker.name)
            if parts:
                return Key("name", ("body", *parts))
    return Key("alone", (article.id, speaker.id))


def _person(language: Language, name: str) -> tuple[str, ...]:
    """Give the key of a full personal name; nothing for a surname, a role or a noun."""
    who = language.speech.who
    words = [word.strip(".,") for word in name.replace("’", "'").split()]
    words = [word for word in words if word]
    titles = who.titles | who.masculine_titles | who.feminine_titles
    while words and words[0].lower() in titles:
        words = words[1:]
    capitals = [word for word in words if word[:1] != word[:1].lower()]
    if len(capitals) < 2 or any(
        word.islower() and not _small(who.particles, word) for word in words
    ):
        return ()
    first = words[0].lower()
    named = first in who.masculine_names or first in who.feminine_names
    if not named and any(word.lower() in who.roles or word.lower() in who.groups for word in words):
        return ()  # *British Prime Minister*
    folded = [_ARTICLE.sub("", fold(word)) for word in words]
    kept = [word for word in folded if word not in _ARTICLES]
    if len(kept) > 2:
        inner = [word for word in kept[1:-1] if not _FATHER.match(name_key(word))]
        kept = [kept[0], *inner, kept[-1]]
    if len(kept) < 2:
        return ()
    return (*(spelling(word) for word in kept[:-1]), spelling(kept[-1], family=True))


def _small(particles: frozenset[str], word: str) -> bool:
    """Tell whether ``word`` may stand in a name without a capital: *von*, *al-Sissi*."""
    return word in particles or "-" in word or "'" in word


def spelling(word: str, *, family: bool = False) -> str:
    """Give the letters that the romanisations of one folded name share.

    Unlike :func:`ondit.lineage.bridge.name_key` it keeps the *e* that tells *Jeanne* from *Jean*.
    """
    key = name_key(word)
    ends = word.endswith("e") and not _NEUTRAL.search(word)
    if ends and not (family and _FAMILY.search(word)) and not key.endswith("e"):
        return key + "e"
    return key


def _body(language: Language, name: str) -> tuple[str, ...]:
    """Give the key of a body by its own name; nothing where it may be another's as well.

    A name is distinctive that holds a word no table translates (*Roper*), and so is one of several
    words in capitals (*Human Rights Watch*). *The Supreme Court* is a different one elsewhere.
    """
    forms = [name[start:end] for start, end in language.tokens(name)]
    forms = [form for form in forms if form[0].isalnum()]
    definite = language.speech.grammar.definite
    while forms and forms[0].lower().replace("’", "'") in definite:
        forms = forms[1:]
    capitals = [form for form in forms if form[:1].isupper()]
    if not capitals or (len(forms) == 1 and not _is_acronym(forms[0])):
        return ()
    strange = any(not translated(language, fold(form)) for form in capitals)
    if not strange and len(capitals) < _DISTINCT:
        return ()
    return tuple(fold(form) for form in forms)


def _is_acronym(form: str) -> bool:
    return len(form) > 2 and form.isupper() and form.isalpha()
