"""Whom a noun with a definite article takes up: *Denise Le Bihan, 82, won. … The laureate said*.

Such a noun names somebody whom the page has named, nearly always; the question is whom. Those of
the sentences before are weighed by plain facts: how near the sentence is, whether they begin it or
speak in it, whether the page is about them, whether the noun is a wider word for a role that the
page ties to them (*lawmaker* for a senator). One who has an office of their own is hardly taken up
by another one. Where nobody stands out, the noun is left in its own words; and so is a noun that
the page brought in by itself (*a driver … the driver*), or that comes with the scene (*the judge*).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from ondit.lang.speech import Pronoun
from ondit.speech.antecedents import Antecedents
from ondit.speech.drafts import Draft
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.mentions import Gender, Mention
from ondit.speech.passages import Passage
from ondit.speech.people import People, Person, fold_words
from ondit.speech.speakers import Known, Speakers, fits

# What a place in a sentence before is worth, by how far back the sentence lies. All weights were
# read off the annotated articles by hand: they hold some 110 nouns that are taken up, too few to
# learn from. Each was then halved and doubled, on NTREX and the articles written for Ondit: 1,722
# of 2,332 sources bear the annotated name, and with another weight between 1,709 and 1,731, the
# most with more for nearness. None carries the result alone, and none was moved for so little.
_NEAR = (0.0, 3.0, 2.0, 1.5, 1.0)
_MAIN, _HEADLINE, _LATEST, _GENDER = 1.0, 1.0, 1.0, 0.5
_FRESH = 1.0  # for one whom the sentence right before names for the only time
_WIDER, _OTHER_OFFICE, _OTHER_ROLE = 3.0, -3.0, -0.5
_LEAST, _LEAST_OFFICE, _MARGIN = 2.5, 5.0, 1.0
_INTRODUCED = 4  # tokens between an article and its noun: *a 29-year-old Belgian driver*


class Epithets:
    """Finds whom the nouns of one page take up, in page order."""

    def __init__(
        self,
        passages: Sequence[Passage],
        lexicon: Lexicon,
        people: People,
        speakers: Speakers,
        antecedents: Antecedents,
    ) -> None:
        self._passages = passages
        self._lexicon = lexicon
        self._people = people
        self._speakers = speakers
        self._antecedents = antecedents
        self._main = _main(people)
        self._headline = {
            id(person)
            for person in people.all
            if any(passages[place].role == "headline" for place, _ in person.places)
        }

    def of(self, draft: Draft, passage: Passage, read: Mention) -> Known | None:
        """Give the person whom the noun that is the source of ``draft`` takes up."""
        head = self._head(draft, passage, read)
        if head is None:
            return None
        office = head in self._lexicon.speech.who.offices
        gender = read.gender if read.gender != "any" else self._gender(head)
        pronoun = Pronoun(number="singular", gender=gender, human=True)
        scene = head in self._lexicon.speech.who.scene
        worth: dict[int, float] = {}
        found: dict[int, Person] = {}
        for step, person, share in self._antecedents.before(draft):
            if fits(person, pronoun) and (share == 1.0 or self._is_person(person)):
                found[id(person)] = person
                fresh = _FRESH if step == 1 and len(person.places) == 1 else 0.0
                value = _NEAR[step] * share + fresh
                worth[id(person)] = max(worth.get(id(person), 0.0), value)
        if self._main is not None and fits(self._main, pronoun):
            found.setdefault(id(self._main), self._main)
        if scene:
            found = {key: each for key, each in found.items() if self._is_wider(each, head)}
        ranked = sorted(
            (
                (worth.get(key, 0.0) + self._bonus(person, gender, head, office=office), key)
                for key, person in found.items()
            ),
            reverse=True,
        )
        if not ranked or ranked[0][0] < (_LEAST_OFFICE if office else _LEAST):
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
            return None
        return self._speakers.keep(self._speakers.person(found[ranked[0][1]]))

    def _head(self, draft: Draft, passage: Passage, read: Mention) -> str | None:
        """Give the noun itself, where it can take up somebody."""
        assert draft.source is not None
        start, end = draft.source
        who, grammar = self._lexicon.speech.who, self._lexicon.grammar
        first = passage.words[start]
        points = first in grammar.definite or first in grammar.demonstratives
        if not points or read.plural:
            return None
        stop = start + 1
        while stop < end and not passage.kinds[stop] & (Kind.PREPOSITION | Kind.MARK):
            stop += 1
        words = passage.words[start + 1 : stop]
        heads = [word for word in words if word in who.roles]
        if heads and read.kind == "person":
            head = heads[0 if grammar.head_first else -1]
        elif words and read.kind in ("person", "unknown") and self._is_human(words[-1]):
            head = words[-1]
        else:
            return None
        return None if self._is_introduced(draft, head) else head

    def _is_human(self, word: str) -> bool:
        """Tell whether a noun that no table knows may be somebody: an inhabitant, a winner."""
        return word in self._lexicon.demonyms or word.endswith(
            self._lexicon.speech.who.person_endings
        )

    def _is_introduced(self, draft: Draft, head: str) -> bool:
        """Tell whether the page brought in the noun by itself before: *a driver*."""
        first = self._introduced.get(head)
        here = (draft.source_passage, draft.source[0] if draft.source else 0)
        return first is not None and first < here

    @cached_property
    def _introduced(self) -> dict[str, tuple[int, int]]:
        """Where each noun first stands behind an indefinite article."""
        found: dict[str, tuple[int, int]] = {}
        indefinite = self._lexicon.grammar.indefinite_articles
        barred = Kind.DETERMINER | Kind.PREPOSITION | Kind.MARK
        for place, passage in enumerate(self._passages):
            for token, word in enumerate(passage.words):
                if word not in indefinite:
                    continue
                for here in range(token + 1, min(token + 1 + _INTRODUCED, len(passage.words))):
                    if passage.kinds[here] & barred:
                        break
                    found.setdefault(passage.words[here], (place, token))
        return found

    def _bonus(self, person: Person, gender: Gender, head: str, *, office: bool) -> float:
        """Give what speaks for or against one, wherever the page names them."""
        value = 0.0
        if person is self._main:
            value += _MAIN
        if id(person) in self._headline:
            value += _HEADLINE
        latest = self._antecedents.latest()
        if latest is not None and latest.person is person:
            value += _LATEST
        if gender != "any" and person.gender == gender:
            value += _GENDER
        if self._is_wider(person, head):
            value += _WIDER
        elif self._roles(person) & self._lexicon.speech.who.roles:
            value += _OTHER_OFFICE if office else _OTHER_ROLE
        elif office and person.titled is not None:
            value += _OTHER_ROLE
        return value

    def _is_person(self, person: Person) -> bool:
        """Tell whether something shows that a name inside a sentence is a person's."""
        first = fold_words(person.name)[0]
        return (
            person.evident
            or person.gender != "any"
            or first in self._lexicon.first_names
            or self._antecedents.has_spoken(person)
        )

    def _roles(self, person: Person) -> set[str]:
        return {word for role in person.roles for word in fold_words(role)}

    def _is_wider(self, person: Person, head: str) -> bool:
        """Tell whether the noun is a role that the page ties to one, or a wider word for it."""
        roles = self._roles(person)
        return head in roles or not roles.isdisjoint(
            self._lexicon.speech.who.wider.get(head, frozenset())
        )

    def _gender(self, head: str) -> Gender:
        """Give the gender that the noun itself shows: *l’Autrichienne*."""
        lexicon = self._lexicon
        if head in lexicon.feminine or head in lexicon.masculine:
            return "feminine" if head in lexicon.feminine else "masculine"
        if head.endswith(lexicon.speech.who.feminine_endings):
            return "feminine"
        return "masculine" if head.endswith(lexicon.speech.who.masculine_endings) else "any"


def _main(people: People) -> Person | None:
    """Give the one whom the page names most, if it does so clearly."""
    named = Counter({number: len(each.places) for number, each in enumerate(people.all)})
    most = named.most_common(2)
    if not most or most[0][1] < 2 or (len(most) > 1 and most[1][1] * 3 > most[0][1] * 2):
        return None
    return people.all[most[0][0]]
