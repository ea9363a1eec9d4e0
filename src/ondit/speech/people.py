"""The people whom the page names, gathered before any source is resolved.

A name counts as a person's when the page shows it: by a title or a role before or beside it, or
by a full name of two words or more that no table knows as a body. Where the same surname comes
later alone, it is the same person.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from ondit.remembered import remembered
from ondit.speech import mentions
from ondit.speech.bodies import body_named
from ondit.speech.capitals import name_start, runs
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.mentions import Gender
from ondit.speech.passages import Passage
from ondit.text import fold


class Person(Struct, kw_only=True):
    """One person, growing as the page is read."""

    name: str
    role: str | None = None
    roles: list[str] = []
    """All roles that the page ties to the person, and those that a title tells."""
    titled: str | None = None
    """The name with its title, where the page gives one name only."""
    gender: Gender = "any"
    shared: bool = False
    """Whether this is only a name that several persons of the page bear."""
    evident: bool = False
    places: list[tuple[int, int]] = []
    """Passage and token of each naming outside quotation marks, in order."""


_LONGEST_NAME = 4  # tokens of a name in a headline
_LONGEST_ROLE = 12  # tokens of a role before a name
_BEARERS = 20  # persons of one surname kept apart; more are met only in text made to hang a reader


def _is_named_before(person: Person, near: tuple[int, int]) -> bool:
    """Tell whether ``person`` is named in the passage of ``near``, before it."""
    place = bisect_left(person.places, near) - 1
    return place >= 0 and person.places[place][0] == near[0]


class People:
    """The persons of one page, by every form of their name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.all: list[Person] = []
        self._lexicon = lexicon
        self._by_word: dict[str, list[Person]] = {}
        """The persons by each first and last word of their names."""
        self._shared: dict[str, Person] = {}
        """Who goes by a name that several persons bear: nobody of them."""

    def find(
        self, name: str, gender: Gender = "any", *, near: tuple[int, int] | None = None
    ) -> Person | None:
        """Give the person who goes by ``name``, where only one can.

        Of several with one surname it is the only one named before ``near`` (passage, token) in
        the same passage, if there is one.
        """
        found = self._bearers(name, gender)
        if len(found) > 1 and near is not None:
            here = [person for person in found if _is_named_before(person, near)]
            found = here if len(here) == 1 else found
        return found[0] if len(found) == 1 else None

    def is_shared(self, name: str, gender: Gender = "any") -> bool:
        """Tell whether several persons of the page can go by ``name``."""
        return len(self._bearers(name, gender)) > 1

    def shared(self, name: str) -> Person:
        """Give one who is called by a name that several bear, and may be any of them."""
        return self._shared.setdefault(
            fold(name), Person(name=name, shared=True, roles=[], places=[])
        )

    def _bearers(self, name: str, gender: Gender) -> list[Person]:
        """Give the persons who can go by ``name``, those with just this name first of all."""
        words = _folded(name)
        gender = gender if gender != "any" else self._by_first_name(name)
        known = [
            person
            for person in self._by_word.get(words[-1], ())
            if "any" in (gender, person.gender) or gender == person.gender
        ]
        if not known:
            return known
        folded = [(person, _folded(person.name)) for person in known]
        exact = [person for person, parts in folded if parts == words]
        if exact:
            return exact
        by_last = [
            person
            for person, parts in folded
            if parts[-1] == words[-1] and _compatible(person.name, name)
        ]
        if by_last or len(words) > 1:
            return by_last
        # Family names come first in Korea and China: *Ri Yong-ho*, *Mr Ri*.
        return [person for person, parts in folded if parts[0] == words[0]]

    def add(
        self,
        name: str,
        role: str | None,
        gender: Gender,
        *,
        evident: bool,
        titles: Sequence[str] = (),
    ) -> Person:
        """Note that ``name`` was met with ``role``."""
        found = self._bearers(name, gender)
        if len(found) > 1:
            return self.shared(name)
        known = found[0] if found else None
        if known is None and " " in name:
            first = self._by_word.get(fold(name.split()[0]), ())
            alone = [person for person in first if " " not in person.name]
            known = alone[0] if len(alone) == 1 else None
        if known is None:
            known = Person(name=name, roles=[], places=[])
            self.all.append(known)
        longer = len(name.split()) - len(known.name.split())
        if longer > 0 or (not longer and known.name.isupper() and not name.isupper()):
            known.name = name  # *NIGEL FARAGE* in a headline is *Nigel Farage*
        words = _folded(known.name)
        for word in (words[0], words[-1]):
            bearers = self._by_word.setdefault(word, [])
            new = len(bearers) < _BEARERS and not any(person is known for person in bearers)
            if new:
                bearers.append(known)
        if role is not None:
            known.role = known.role if known.role is not None else role
            known.roles.append(role)
        for title in titles:  # *Gov. Lee* is a governor
            known.roles.extend(self._lexicon.speech.who.title_roles.get(title, ()))
        if known.gender == "any":
            known.gender = gender if gender != "any" else self._by_first_name(known.name)
        known.evident = known.evident or evident
        return known

    def _by_first_name(self, name: str) -> Gender:
        """Give the gender that a first name shows."""
        first = name.split()[0].lower()
        if " " not in name:
            return "any"
        if first in self._lexicon.masculine_names:
            return "masculine"
        return "feminine" if first in self._lexicon.feminine_names else "any"

    def with_role(self, words: Sequence[str], roles: frozenset[str]) -> list[Person]:
        """Give the persons to whom the page ties the role in ``words`` (lower case)."""
        wanted = {word for word in words if len(word) > 2}
        heads = wanted & roles
        return [
            person
            for person in self.all
            if any(
                heads <= (known := set(fold_words(role)))
                and len(wanted - known) <= len(wanted) // 3
                for role in person.roles
            )
        ]


def fold_words(text: str) -> list[str]:
    """Give the lower-case words of ``text``."""
    return text.lower().replace("’", "'").replace("'", "' ").split()


@remembered(8192)
def _folded(name: str) -> list[str]:
    """Give the folded words of a name; nobody changes the list."""
    return fold(name).split()


def _compatible(one: str, other: str) -> bool:
    """Tell whether two forms with one surname can name one person."""
    short, long = sorted((_folded(one), _folded(other)), key=len)
    if all(word in long for word in short):
        return True
    if len(short) == 1 or short[-1] != long[-1]:
        return False
    # *Dan* Lee is *Daniel* Lee, and *J.* Lee is *John* Lee.
    one, other = short[0].rstrip("."), long[0].rstrip(".")
    return one.startswith(other) or other.startswith(one)


def gather(passages: Sequence[Passage], lexicon: Lexicon) -> People:
    """Find the persons that the page names."""
    people = People(lexicon)
    found: list[tuple[int, int, int, bool]] = []
    for place, passage in enumerate(passages):
        for start, end in runs(passage, lexicon):
            if passage.role == "headline" and end - start > _LONGEST_NAME:
                continue  # each word of such a headline has a capital
            found.append((place, start, end, passage.quoted[start] >= 0))
    # Full names first, so that a surname met before its full name (a headline) finds it, and one
    # that two persons bear is known to be shared.
    for place, start, end, quoted in sorted(found, key=lambda run: run[2] - run[1] == 1):
        passage = passages[place]
        noted = _note(people, passage, lexicon, start, end)
        if noted is not None and not quoted:
            noted.places.append((place, start))
    for person in people.all:
        person.places.sort()
    alone: list[tuple[Person, tuple[int, int]]] = []
    for place, start, end, quoted in found:
        if end - start == 1 and not quoted:
            name = passages[place].text[passages[place].starts[start] : passages[place].ends[start]]
            bearer = people.find(name, near=(place, start))
            if bearer is not None:
                alone.append((bearer, (place, start)))
    for bearer, where in alone:
        bearer.places.append(where)
    for person in people.all:
        person.places = sorted(set(person.places))
    return people


def _note(
    people: People, passage: Passage, lexicon: Lexicon, start: int, end: int
) -> Person | None:
    """Note the name at ``start`` to ``end`` if the page shows that it is a person's."""
    if end - start == 1 and not _bears_before(passage, lexicon, start):
        return None  # nothing before it shows that it is a person
    name = passage.text[passage.starts[start] : passage.ends[end - 1]]
    if "]" in name:
        # Inserted by an editor, perhaps in another language: *[Russian President Vladimir] Putin*.
        role = _inserted_role(passage, lexicon, start)
        return people.add(name.replace("]", ""), role, "any", evident=True)
    if _is_body(lexicon, name, passage.words[start:end]):
        return None
    start = name_start(passage, lexicon, start, end)
    while end - start > 1 and passage.words[start] in lexicon.demonyms:
        start += 1
    if start > 0 and _is_article(passage, lexicon, start - 1):
        elided = passage.words[start - 1]
        if not (elided.endswith("'") and elided in lexicon.grammar.genitives):
            return None  # *the Roper Center*, but *d’Ari Fleischer*
    name = passage.text[passage.starts[start] : passage.ends[end - 1]]
    opening = _role_opening(passage, lexicon, start, end)
    full = end - start > 1
    if not full and opening == start:
        return None  # nothing before it shows that it is a person
    beside = _apposition(passage, end)
    read = mentions.mention(passage, lexicon, (opening, end), beside, inside=True)
    if read.sort != "name" or read.name is None:
        return people.find(name) if full else None
    if full and read.role is None and opening > 1 and passage.words[opening - 1] == ",":
        # *the secretary general, Jens Stoltenberg, …*
        role = _role_before_comma(passage, lexicon, opening - 1)
        if role is not None:
            gender = mentions.gender_of(lexicon, role)
            return people.add(read.name, role, gender, evident=True)
    if not full and not read.evident:
        return None
    return people.add(read.name, read.role, read.gender, evident=read.evident, titles=read.titles)


def _is_article(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether an article stands at ``token``, and not the particle of a name (*Le* Pen)."""
    if passage.kinds[token] & Kind.ARTICLE:
        return True
    begins = token == 0 or passage.is_mark(token - 1) or not passage.capitals[token]
    return begins and passage.words[token] in lexicon.grammar.definite


def _is_body(lexicon: Lexicon, name: str, words: Sequence[str]) -> bool:
    """Tell whether the tables know ``name``, or one of its ``words`` is no person's."""
    who = lexicon.speech.who
    return not (
        who.organisations.isdisjoint(words)
        and who.media.isdisjoint(words)
        and who.places.isdisjoint(words)
        and body_named(lexicon.language, name) is None
    )


def _bears_before(passage: Passage, lexicon: Lexicon, start: int) -> bool:
    """Tell whether a role or a title stands before the name at ``start``, near enough."""
    return not lexicon.bearing.isdisjoint(passage.words[max(0, start - _LONGEST_ROLE) : start])


def _role_opening(passage: Passage, lexicon: Lexicon, start: int, end: int) -> int:
    """Give where the role before the name at ``start`` begins, or ``start`` where there is none."""
    opening = start
    own = lexicon.bearing
    if not _bears_before(passage, lexicon, start):
        return start
    while (
        opening > 0 and start - opening < _LONGEST_ROLE and _in_role(passage, lexicon, opening - 1)
    ):
        opening -= 1
        kind = passage.kinds[opening]
        # *l’analyste du ministère* X: the role may stand before *du*
        goes_on = kind & Kind.PREPOSITION and own.isdisjoint(passage.words[opening:start])
        if kind & Kind.DETERMINER and not (
            goes_on or (opening and passage.kinds[opening - 1] & Kind.PREPOSITION)
        ):
            break
    while (
        opening < start
        and passage.kinds[opening] & Kind.PREPOSITION
        and not passage.kinds[opening] & Kind.DETERMINER
    ):
        opening += 1
    if opening < start and end - start > 1 and own.isdisjoint(passage.words[opening:start]):
        return start  # *la part d’Ari Fleischer*: no role
    late = opening < start and passage.kinds[start - 1] & Kind.PREPOSITION and end - start > 1
    return start if late and passage.words[start] in lexicon.first_names else opening


def _inserted_role(passage: Passage, lexicon: Lexicon, start: int) -> str | None:
    """Give the role between the square bracket and the name that begins at ``start``."""
    opening = start
    while opening > 0 and start - opening < 6 and passage.words[opening - 1] != "[":
        opening -= 1
    if not any(word in lexicon.roles for word in passage.words[opening:start]):
        return None
    return passage.text[passage.starts[opening] : passage.ends[start - 1]]


_NO_ROLE = Kind.PERSONAL | Kind.AUXILIARY | Kind.COORDINATOR | Kind.COMPLEMENTISER | Kind.RELATIVE


def _in_role(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether ``token`` can be part of the role before a name."""
    kind, word = passage.kinds[token], passage.words[token]
    if passage.is_mark(token):
        return word == "." and token > 0 and passage.words[token - 1] in lexicon.titles
    if word in lexicon.speech.who.roles or word in lexicon.titles:
        return True
    if mentions.is_verb(passage, lexicon, token):
        return False
    if kind & Kind.PREPOSITION and word not in lexicon.grammar.genitives:
        return False
    return not kind & _NO_ROLE or bool(kind & Kind.DETERMINER)


def _apposition(passage: Passage, end: int) -> tuple[int, int] | None:
    if end + 2 >= len(passage.words) or passage.words[end] != ",":
        return None
    stop = end + 1
    last = min(len(passage.words), end + 25)
    while stop < last and passage.words[stop] not in (",", ".", ";", ":"):
        stop += 1
    if stop < last and passage.words[stop] == ":":
        return None
    return (end + 1, stop) if stop > end + 1 else None


def _role_before_comma(passage: Passage, lexicon: Lexicon, comma: int) -> str | None:
    opening = comma
    while (
        opening > 0 and comma - opening < _LONGEST_ROLE and _in_role(passage, lexicon, opening - 1)
    ):
        opening -= 1
        kind = passage.kinds[opening]
        begins = kind & Kind.DETERMINER and not kind & Kind.PREPOSITION
        if begins and not (opening and passage.kinds[opening - 1] & Kind.PREPOSITION):
            break
    while opening < comma and passage.kinds[opening] & (Kind.DETERMINER | Kind.PREPOSITION):
        opening += 1
    words = passage.words[opening:comma]
    if not any(word in lexicon.speech.who.roles for word in words):
        return None
    return passage.text[passage.starts[opening] : passage.ends[comma - 1]]
