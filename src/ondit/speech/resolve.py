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

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ondit.lang.card import Pronoun
from ondit.model import Span, Speaker, SpeakerKind
from ondit.speech import mentions, phrases
from ondit.speech.drafts import Draft
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.mentions import Gender, Mention
from ondit.speech.passages import Passage
from ondit.speech.people import People, Person, fold_words, gather
from ondit.text import digest, fold

# How many statements back a pronoun looks for its speaker, and how many stretches for a name.
_RECENT = 4
_REACH = 4
_ANSWERED = 12  # tokens: a question and who asked it, *“Why?” a reporter shouted*
_FIRST = 2  # tokens before the name with which a sentence begins: a role or a title


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
        if mentions.is_nobody(passage, self._lexicon, draft.source):
            return Resolved()
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
            return self._kept(self._made(read.name, read.kind, entity=read.entity)), why
        if read.sort == "name" and read.name is not None:
            return self._by_name(
                read, (draft.source_passage, draft.source[0] if draft.source else 0)
            )
        if read.sort == "role":
            person = self._by_role(read)
            if person is not None:
                return self._person(person), "role"
            name = read.name or read.words
            return self._kept(self._made(name, "person", gender=read.gender)), "words"
        earlier = self._same_noun(passage, draft.source, read)
        if earlier is not None:
            return earlier, "noun"
        fresh = self._made(
            read.name or read.words, read.kind, gender=read.gender, plural=read.plural
        )
        return self._kept(fresh), "words"

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

    def _by_name(self, read: Mention, near: tuple[int, int]) -> tuple[_Known | None, str | None]:
        assert read.name is not None
        single = len(read.name.split()) == 1
        person = self._people.find(read.name, read.gender, near=near)
        if person is None and self._people.is_shared(read.name, read.gender):
            return self._person(self._people.shared(read.name)), "words"
        if person is not None:
            if read.role is not None or (read.gender != "any" and not single):
                person = self._people.add(person.name, read.role, read.gender, evident=read.evident)
            _note_title(person, read)
            why = "surname" if single and person.name != read.name else "name"
            return self._person(person), why
        if single and not read.evident:
            return self._kept(self._made(read.name, "unknown")), "name"
        person = self._people.add(read.name, read.role, read.gender, evident=read.evident)
        _note_title(person, read)
        return self._person(person), "name"

    def _by_role(self, read: Mention) -> Person | None:
        """Give the one person to whom the page ties this role."""
        definite = self._lexicon.grammar.definite
        words = [word for word in fold_words(read.words) if word not in definite]
        found = self._people.with_role(words, self._lexicon.speech.who.roles)
        found = [
            each
            for each in found
            if "any" in (each.gender, read.gender) or each.gender == read.gender
        ]
        return found[0] if len(found) == 1 else None

    def _by_pronoun(self, draft: Draft, read: Mention) -> _Known | None:
        """Give whom a pronoun stands for: the one who agrees in the nearest sentence before.

        Of several there, only the one with whom that sentence begins; else nobody is known.
        """
        pronoun = self._lexicon.speech.pronouns[read.words]
        if pronoun.thing or pronoun.number == "plural":
            recent = [each for each in self._recent[-_RECENT:] if _near(each, draft)]
            return next((each[2] for each in reversed(recent) if _agrees(each[2], pronoun)), None)
        for place, lo, hi in self._steps(draft):
            subject, found = self._candidates((place, lo, hi), pronoun)
            if len(found) > 1 and subject is None:
                subject = self._of_several(found, draft, pronoun)
                if subject is None:
                    return None
            chosen = subject if subject is not None else next(iter(found), None)
            if chosen is None:
                continue
            if chosen.person is not None and chosen.person.gender == "any":
                chosen.person.gender = pronoun.gender
            if chosen.gender == "any":
                chosen.gender = pronoun.gender
            # One met only here becomes a speaker of the page.
            return self._kept(chosen)
        return self._latest(draft, pronoun)

    def _of_several(self, found: Sequence[_Known], draft: Draft, pronoun: Pronoun) -> _Known | None:
        """Give the one of several whose gender is known to agree, or who spoke last."""
        certain = [known for known in found if known.gender == pronoun.gender != "any"]
        if len(certain) == 1:
            return certain[0]
        latest = self._latest(draft, pronoun)
        return latest if latest is not None and any(each is latest for each in found) else None

    def _latest(self, draft: Draft, pronoun: Pronoun) -> _Known | None:
        """Give who spoke last before ``draft``, if near enough and a person who agrees."""
        if not self._recent or not _near(self._recent[-1], draft):
            return None
        known = self._recent[-1][2]
        somebody = known.kind in ("person", "unknown") and known.name[:1].isupper()
        return known if somebody and _agrees(known, pronoun) else None

    def _candidates(
        self, where: tuple[int, int, int], pronoun: Pronoun
    ) -> tuple[_Known | None, list[_Known]]:
        """Give the one with whom the sentence begins, if he agrees, and all in it who agree."""
        place, lo, hi = where
        passage = self._passages[place]
        number = _number(passage, lo)
        spoke = [
            known
            for at, stretch, known in self._recent[-_RECENT:]
            if (at, stretch) == (place, number)
            and _agrees(known, pronoun)
            and not (known.gender == "any" and _is_asked(passage, hi))
        ]
        found: dict[str, _Known] = {}
        subject: _Known | None = None
        for _, token, person in self._between(place, lo, hi):
            if not _fits(self._people.all[person], pronoun):
                continue
            known = self._unspoken(self._people.all[person])
            found.setdefault(known.id, known)
            if token - lo <= _FIRST and subject is None:
                subject = known
        noun = self._first_noun(passage, lo, hi) if not found and not spoke else None
        if noun is not None and _agrees(noun, pronoun):
            return noun, [noun]
        if spoke:
            # Who speaks in the sentence is nearer than who is named in it.
            speaker = spoke[-1]
            if subject is not None and subject.id != speaker.id:
                return None, [subject, speaker]
            return (speaker, [speaker]) if all(each is speaker for each in spoke) else (None, spoke)
        return subject, list(found.values())

    def _first_noun(self, passage: Passage, lo: int, hi: int) -> _Known | None:
        """Give the somebody without a name with whom a sentence begins: *The chairman …*."""
        phrase = phrases.after(passage, self._lexicon, lo, hi)
        if phrase is None or passage.quoted[lo] >= 0:
            return None
        read = mentions.mention(passage, self._lexicon, (phrase.start, phrase.end), phrase.beside)
        if read.sort != "role":
            return None
        person = self._by_role(read)
        if person is not None:
            return self._unspoken(person)
        return self._made(read.name or read.words, "person", gender=read.gender)

    def _steps(self, draft: Draft) -> Iterator[tuple[int, int, int]]:
        """Give the sentences in which a pronoun's person is looked for, the nearest first."""
        place, stretch = draft.source_passage, draft.stretch
        if place != draft.passage:
            stretch = len(self._passages[place].stretches) - 1
        lo, _ = self._passages[place].stretches[stretch]
        begins = [draft.clause, *(each[0] for each in draft.content[:1])]
        yield place, lo, min(begins)
        for _ in range(_REACH):
            stretch -= 1
            while stretch < 0:
                place -= 1
                if place < 0:
                    break
                stretch = len(self._passages[place].stretches) - 1
            if place < 0:
                break
            yield place, *self._passages[place].stretches[stretch]
        # At last, in what is said: *The president is worried, she says*.
        for start, end in draft.content[:1]:
            yield draft.passage, start, end

    def _between(self, place: int, lo: int, hi: int) -> list[tuple[int, int, int]]:
        first = bisect_left(self._named, (place, lo, -1))
        return self._named[first : bisect_left(self._named, (place, hi, -1))]

    def _unspoken(self, person: Person) -> _Known:
        """Give ``person`` as a speaker, without making it one of the page."""
        known = self._made(person.name, "person", gender=person.gender, person=person)
        known.name = person.titled or known.name
        known.role = known.role if known.role is not None else person.role
        known.gender = person.gender
        return known

    def _person(self, person: Person) -> _Known:
        return self._kept(self._unspoken(person))

    def _kept(self, known: _Known) -> _Known:
        """Make ``known`` one of the speakers of the page."""
        return self._speakers.setdefault(known.id, known)

    def _made(
        self,
        name: str,
        kind: SpeakerKind,
        *,
        entity: str | None = None,
        gender: Gender = "any",
        plural: bool = False,
        person: Person | None = None,
    ) -> _Known:
        """Give the speaker of this name, known or new."""
        several = ("several",) if person is not None and person.shared else ()
        key = digest(self._article, kind, *several, entity or fold(name))
        known = self._speakers.get(key)
        if known is None:
            known = _Known(
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


def _note_title(person: Person, read: Mention) -> None:
    """Keep the title of a person of whom the page gives no more than one name: *Mr Adams*."""
    if " " not in person.name and read.role is None and read.evident:
        person.titled = read.words


def _content_words(text: str, lexicon: Lexicon) -> list[str]:
    """Give the folded words of ``text`` but for small ones."""
    small = lexicon.language.words.function_words
    return [fold(word) for word in fold_words(text) if word.rstrip("'") not in small]


def _is_asked(passage: Passage, hi: int) -> bool:
    """Tell whether the stretch before token ``hi`` quotes a question; another answers it."""
    return any(
        passage.words[token] == "?" and passage.quoted[token] >= 0
        for token in range(max(0, hi - _ANSWERED), hi)
    )


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
    if known.kind == "unknown" and not known.plural and known.name[:1].isupper():
        return not known.name.isupper()  # a surname alone; an acronym is nobody
    if known.kind != "person" and not (known.kind == "unknown" and known.person):
        return not known.plural and known.gender == pronoun.gender != "any"
    return "any" in (known.gender, pronoun.gender) or known.gender == pronoun.gender


def _fits(person: Person, pronoun: Pronoun) -> bool:
    if person.name.isupper() and len(person.name) > 2:
        return False  # an acronym taken for a name
    return "any" in (person.gender, pronoun.gender) or person.gender == pronoun.gender


def _number(passage: Passage, token: int) -> int:
    """Give the number of the stretch in which ``token`` stands."""
    return bisect_right(passage.stretches, token, key=lambda stretch: stretch[0]) - 1
