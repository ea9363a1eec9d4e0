"""The speakers of one page in the making, each under one identifier."""

from __future__ import annotations

from msgspec import Struct

from ondit.lang.speech import Pronoun
from ondit.model import Span, Speaker, SpeakerKind
from ondit.speech.mentions import Gender
from ondit.speech.people import Person
from ondit.text import digest, fold


class Known(Struct, kw_only=True):
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


class Speakers:
    """Gives each speaker of a page once; only those that are kept are shown."""

    def __init__(self, article: str) -> None:
        self._article = article
        self._kept: dict[str, Known] = {}

    def kept(self) -> list[Known]:
        """Give the speakers kept so far, in the order in which they first spoke."""
        return list(self._kept.values())

    def records(self) -> tuple[Speaker, ...]:
        """Give the records of the speakers kept so far."""
        return tuple(
            Speaker(
                id=known.id,
                name=known.name,
                kind=known.kind,
                role=known.role,
                entity=known.entity,
                mentions=tuple(sorted(set(known.mentions))),
            )
            for known in self._kept.values()
        )

    def keep(self, known: Known) -> Known:
        """Make ``known`` one of the speakers of the page."""
        return self._kept.setdefault(known.id, known)

    def by_id(self, speaker: str | None) -> Known | None:
        """Give the speaker with this identifier, if it was kept."""
        return self._kept.get(speaker) if speaker is not None else None

    def person(self, person: Person) -> Known:
        """Give ``person`` as a speaker, without making it one of the page."""
        known = self.named(person.name, "person", gender=person.gender, person=person)
        known.name = person.titled or known.name
        known.role = known.role if known.role is not None else person.role
        known.gender = person.gender
        return known

    def named(
        self,
        name: str,
        kind: SpeakerKind,
        *,
        entity: str | None = None,
        gender: Gender = "any",
        plural: bool = False,
        person: Person | None = None,
        seat: bool = False,
    ) -> Known:
        """Give the speaker of this name, known or new."""
        several = ("several",) if person is not None and person.shared else ()
        own = (fold(name),) if entity is None or seat else ()
        key = digest(self._article, kind, *several, *((entity,) if entity else ()), *own)
        known = self._kept.get(key)
        if known is None:
            known = Known(
                id=key,
                name=name,
                kind=kind,
                entity=entity,
                gender=gender,
                plural=plural,
                person=person,
                mentions=[],
            )
        return known


def agrees(known: Known, pronoun: Pronoun) -> bool:
    """Tell whether ``pronoun`` may stand for a speaker, by number, gender and kind."""
    if pronoun.number == "plural":
        # Where *they* has a gender, a body is no *they*.
        body = known.kind == "organisation" and pronoun.gender == "any"
        return known.plural or known.kind == "group" or (body and not pronoun.human)
    if pronoun.thing:
        return known.kind in ("organisation", "medium", "government")
    if known.kind == "unknown" and not known.plural and known.name[:1].isupper():
        return not known.name.isupper()  # a surname alone; an acronym is nobody
    if known.kind != "person" and not (known.kind == "unknown" and known.person):
        return not known.plural and known.gender == pronoun.gender != "any"
    return "any" in (known.gender, pronoun.gender) or known.gender == pronoun.gender


def fits(person: Person, pronoun: Pronoun) -> bool:
    """Tell whether ``pronoun`` may stand for a person of the page."""
    if person.name.isupper() and len(person.name) > 2:
        return False  # an acronym taken for a name
    return "any" in (person.gender, pronoun.gender) or person.gender == pronoun.gender
