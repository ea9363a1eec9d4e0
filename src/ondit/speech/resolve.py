"""From the words of a source to the speaker they stand for.

Sources are resolved in the order of the page, so that each can lean on those before it:

* a full name, or a surname whose full name stands elsewhere on the page, is that person;
* a body that the tables know is that body, under whatever name (NATO, OTAN), and a capital that
  speaks is its government;
* a role (*the secretary general*) is the person to whom the page ties that role, if there is
  exactly one;
* a pronoun is the nearest speaker, else the nearest person named, that agrees with it;
* anything else is kept in its own words, and what names nobody stays unknown.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from ondit.lang.card import Pronoun
from ondit.model import Span, Speaker, SpeakerKind
from ondit.speech import mentions
from ondit.speech.drafts import Draft
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.mentions import Gender, Mention
from ondit.speech.passages import Passage
from ondit.speech.people import People, Person, fold_words, gather
from ondit.text import digest, fold

# How many statements back a pronoun looks for its speaker, and how many stretches for a name.
_RECENT = 4
_SHORT_ROLE = 7  # words: a longer description is of somebody new
_REACH = 4


class _Known(Struct, kw_only=True):
    """A speaker in the making."""

    id: str
    name: str
    kind: SpeakerKind
    entity: str | None = None
    role: str | None = None
    gender: Gender = "any"
    plural: bool = False
    person: Person | None = None
    mentions: list[Span] = []


class Resolved(Struct, frozen=True, kw_only=True):
    """Whom a source stands for, and how that was found."""

    speaker: str | None = None
    why: str | None = None
    kind: SpeakerKind = "unknown"
    document: bool = False


class Resolver:
    """Resolves the sources of one page, one after the other."""

    def __init__(self, article: str, passages: Sequence[Passage], lexicon: Lexicon) -> None:
        self._article = article
        self._passages = passages
        self._lexicon = lexicon
        self._people: People = gather(passages, lexicon)
        self._speakers: dict[str, _Known] = {}
        self._recent: list[tuple[int, int, _Known]] = []
        self._named = sorted(
            (place, token, number)
            for number, person in enumerate(self._people.all)
            for place, token in person.places
        )

    def speakers(self) -> tuple[Speaker, ...]:
        """Give the speakers met so far, in the order in which they first spoke."""
        return tuple(
            Speaker(
                id=known.id,
                name=known.name,
                kind=known.kind,
                role=known.role,
                entity=known.entity,
                mentions=tuple(sorted(set(known.mentions))),
            )
            for known in self._speakers.values()
        )

    def resolve(self, draft: Draft, *, nested: bool = False) -> Resolved:
        """Give the speaker of ``draft``; no later pronoun stands for one that is ``nested``."""
        if draft.source is None:
            return Resolved()
        passage = self._passages[draft.source_passage]
        read = mentions.mention(passage, self._lexicon, draft.source, draft.beside)
        known, why = self._known(draft, passage, read)
        if known is None:
            return Resolved(why=None)
        known.mentions.append(passage.span(*draft.source))
        if not nested:
            self._recent.append((draft.passage, draft.stretch, known))
        document = read.sort == "noun" and mentions.is_document(
            passage, self._lexicon, draft.source
        )
        return Resolved(speaker=known.id, why=why, kind=known.kind, document=document)

    def _known(
        self, draft: Draft, passage: Passage, read: Mention
    ) -> tuple[_Known | None, str | None]:
        if read.sort == "none":
            return None, None
        if read.sort == "pronoun":
            return self._by_pronoun(draft, read), "pronoun"
        if read.sort == "body" and read.name is not None:
            why = "name" if fold(read.name) == fold(read.words) else "alias"
            if read.kind == "government":
                why = "capital"
            return self._speaker(read.name, read.kind, entity=read.entity), why
        if read.sort == "name" and read.name is not None:
            return self._by_name(read)
        if read.sort == "role":
            person = self._by_role(read)
            if person is not None:
                return self._person(person), "role"
            name = read.name or read.words
            return self._speaker(name, "person", role=None, gender=read.gender), "words"
        earlier = self._same_noun(passage, draft.source, read)
        if earlier is not None:
            return earlier, "noun"
        return self._speaker(read.name or read.words, read.kind, plural=read.plural), "words"

    def _same_noun(
        self, passage: Passage, source: tuple[int, int] | None, read: Mention
    ) -> _Known | None:
        """Give the speaker that a noun takes up: *prosecutors in Rome*, then *the prosecutors*."""
        words = _content_words(read.words, self._lexicon)
        if not words or source is None:
            return None
        fresh = passage.kinds[source[0]] & Kind.DETERMINER and (
            passage.words[source[0]] not in self._lexicon.grammar.definite
        )
        if fresh:
            return None
        for known in reversed(self._speakers.values()):
            if known.kind != read.kind or known.entity is not None or known.person is not None:
                continue
            other = _content_words(known.name, self._lexicon)
            if words == other or (words[0] in other and set(words) < set(other)):
                return known
        return None

    def _by_name(self, read: Mention) -> tuple[_Known | None, str | None]:
        assert read.name is not None
        person = self._people.find(read.name)
        single = len(read.name.split()) == 1
        if person is not None:
            if read.role is not None or read.gender != "any":
                person = self._people.add(person.name, read.role, read.gender, evident=read.evident)
            _note_title(person, read)
            why = "surname" if single and person.name != read.name else "name"
            return self._person(person), why
        if single and not read.evident:
            return self._speaker(read.name, "unknown"), "name"
        person = self._people.add(read.name, read.role, read.gender, evident=read.evident)
        _note_title(person, read)
        return self._person(person), "name"

    def _by_role(self, read: Mention) -> Person | None:
        words = fold_words(read.words)
        found = self._people.with_role(words, self._lexicon.speech.who.roles)
        if found:
            return found[0] if len(found) == 1 else None
        definite = words[0] in self._lexicon.grammar.definite
        if definite and len(self._people.all) == 1 and len(words) < _SHORT_ROLE:
            # The page is about one person, and gives nobody else a name.
            only = self._people.all[0]
            return (
                only if "any" in (only.gender, read.gender) or only.gender == read.gender else None
            )
        return None

    def _by_pronoun(self, draft: Draft, read: Mention) -> _Known | None:
        pronoun = self._lexicon.speech.pronouns[read.words]
        recent = [each for each in self._recent[-_RECENT:] if _near(each, draft)]
        for _, _, known in reversed(recent):
            if _agrees(known, pronoun):
                # A person named first in a later sentence takes the pronoun over.
                return self._nearer(draft, known, pronoun) or known
        if pronoun.thing or pronoun.number == "plural":
            return None
        person = self._named_before(draft, pronoun)
        return self._person(person) if person is not None else None

    def _nearer(self, draft: Draft, known: _Known, pronoun: Pronoun) -> _Known | None:
        """Give the person who begins the sentence right before, if another than ``known``."""
        if known.person is None:
            return None
        where = _stretch_before(self._passages, draft)
        if where is None:
            return None
        place, (lo, hi) = where
        last = self._recent[-1]
        if (last[0], last[1]) >= (place, _number(self._passages[place], lo)):
            return None
        for _, token, number in self._between(place, lo, hi):
            if token - lo <= 2 and number >= 0:
                person = self._people.all[number]
                return self._person(person) if _fits(person, pronoun) else None
        return None

    def _between(self, place: int, lo: int, hi: int) -> list[tuple[int, int, int]]:
        first = bisect_left(self._named, (place, lo, -1))
        return self._named[first : bisect_left(self._named, (place, hi, -1))]

    def _named_before(self, draft: Draft, pronoun: Pronoun) -> Person | None:
        """Give the person named first in the nearest stretch before that names one who agrees."""
        place, stretch = draft.passage, draft.stretch
        own_lo, _ = self._passages[place].stretches[stretch]
        steps = [
            (place, own_lo, min(draft.clause, draft.content[0][0] if draft.content else 10**9))
        ]
        for _ in range(_REACH):
            stretch -= 1
            while stretch < 0:
                place -= 1
                if place < 0:
                    break
                stretch = len(self._passages[place].stretches) - 1
            if place < 0:
                break
            lo, hi = self._passages[place].stretches[stretch]
            steps.append((place, lo, hi))
        # At last, in what is said: *The president is worried, she says*.
        steps.extend((draft.passage, *each) for each in draft.content[:1])
        for where, lo, hi in steps:
            for _, _, number in self._between(where, lo, hi):
                if _fits(self._people.all[number], pronoun):
                    return self._people.all[number]
        return None

    def _person(self, person: Person) -> _Known:
        known = self._speaker(person.name, "person", gender=person.gender, person=person)
        known.name = person.titled or known.name
        known.role = known.role if known.role is not None else person.role
        known.gender = person.gender
        return known

    def _speaker(
        self,
        name: str,
        kind: SpeakerKind,
        *,
        entity: str | None = None,
        role: str | None = None,
        gender: Gender = "any",
        plural: bool = False,
        person: Person | None = None,
    ) -> _Known:
        key = digest(self._article, kind, entity or fold(name))
        known = self._speakers.get(key)
        if known is None:
            known = _Known(
                id=key,
                name=name,
                kind=kind,
                entity=entity,
                role=role,
                gender=gender,
                plural=plural,
                person=person,
                mentions=[],
            )
            self._speakers[key] = known
        return known


def _note_title(person: Person, read: Mention) -> None:
    """Keep the title of a person of whom the page gives no more than one name: *Mr Adams*."""
    if " " not in person.name and read.role is None and read.evident:
        person.titled = read.words


def _content_words(text: str, lexicon: Lexicon) -> list[str]:
    """Give the folded words of ``text`` but for small ones."""
    small = lexicon.language.words.function_words
    return [fold(word) for word in fold_words(text) if word.rstrip("'") not in small]


def _near(recent: tuple[int, int, _Known], draft: Draft) -> bool:
    place, stretch, _ = recent
    if place == draft.passage:
        return draft.stretch - stretch <= _REACH
    return draft.passage - place <= _REACH


def _agrees(known: _Known, pronoun: Pronoun) -> bool:
    if pronoun.number == "plural":
        return known.plural or (known.kind in ("organisation", "group") and not pronoun.human)
    if pronoun.thing:
        return known.kind in ("organisation", "medium", "government")
    if known.kind != "person" and not (known.kind == "unknown" and known.person):
        return False
    return "any" in (known.gender, pronoun.gender) or known.gender == pronoun.gender


def _fits(person: Person, pronoun: Pronoun) -> bool:
    return "any" in (person.gender, pronoun.gender) or person.gender == pronoun.gender


def _number(passage: Passage, lo: int) -> int:
    return next(number for number, (start, _) in enumerate(passage.stretches) if start == lo)


def _stretch_before(
    passages: Sequence[Passage], draft: Draft
) -> tuple[int, tuple[int, int]] | None:
    """Give the stretch before that of ``draft``."""
    if draft.stretch > 0:
        return draft.passage, passages[draft.passage].stretches[draft.stretch - 1]
    place = draft.passage - 1
    if place < 0 or not passages[place].stretches:
        return None
    return place, passages[place].stretches[-1]
