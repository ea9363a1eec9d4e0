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

from collections.abc import Sequence

from msgspec import Struct, structs

from ondit.model import Speaker, SpeakerKind
from ondit.speech import mentions
from ondit.speech.acronyms import acronyms
from ondit.speech.antecedents import Antecedents
from ondit.speech.drafts import Draft, Range
from ondit.speech.epithets import Epithets
from ondit.speech.firms import Firms
from ondit.speech.impersonal import is_dummy
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.mentions import Mention
from ondit.speech.passages import Passage
from ondit.speech.people import People, Person, fold_words, gather
from ondit.speech.speakers import Known, Speakers
from ondit.text import fold


class Resolved(Struct, frozen=True, kw_only=True, gc=False):
    """Whom a source stands for, and how that was found."""

    speaker: str | None = None
    why: str | None = None
    kind: SpeakerKind = "unknown"
    document: bool = False


class Resolver:
    """Resolves the sources of one page, one after the other."""

    def __init__(self, article: str, passages: Sequence[Passage], lexicon: Lexicon) -> None:
        self._passages = passages
        self._lexicon = lexicon
        self._people: People = gather(passages, lexicon)
        self._acronyms = acronyms(passages, lexicon)
        self._speakers = Speakers(article)
        self._antecedents = Antecedents(
            passages, lexicon, self._people, self._speakers, self._by_role
        )
        self._epithets = Epithets(
            passages, lexicon, self._people, self._speakers, self._antecedents
        )
        self._firms = Firms(passages, lexicon, self._people, self._speakers)

    def speakers(self) -> tuple[Speaker, ...]:
        """Give the speakers met so far, in the order in which they first spoke."""
        return self._speakers.records()

    def resolve(self, draft: Draft, *, nested: bool = False, outer: str | None = None) -> Resolved:
        """Give the speaker of ``draft``; no later pronoun stands for one that is ``nested``.

        ``outer`` is the speaker in whose quoted words ``draft`` is told.
        """
        if draft.source is None:
            return Resolved()
        passage = self._passages[draft.source_passage]
        nobody = mentions.is_nobody(passage, self._lexicon, draft.source)
        if nobody or is_dummy(passage, self._lexicon, draft.source):
            return Resolved()
        read = mentions.mention(passage, self._lexicon, draft.source, draft.beside)
        read = self._in_full(read)
        known, why = self._known(draft, passage, read, self._speakers.by_id(outer))
        if known is None:
            return Resolved(why=None)
        known.mentions.append(passage.span(*draft.source))
        if not nested:
            self._antecedents.spoke(draft, known)
        document = read.sort == "noun" and mentions.is_document(
            passage, self._lexicon, draft.source
        )
        return Resolved(speaker=known.id, why=why, kind=known.kind, document=document)

    def _in_full(self, read: Mention) -> Mention:
        """Give the mention with its acronym written out, where the page explains it."""
        if read.entity is not None or read.name is None or not read.name.isupper():
            return read
        full = self._acronyms.get(read.name.lower())
        if full is None:
            return read
        person = self._people.find(full)
        if person is not None:
            return structs.replace(read, sort="name", kind="person", name=full)
        return structs.replace(read, sort="body", kind="organisation", name=full)

    def _known(
        self, draft: Draft, passage: Passage, read: Mention, outer: Known | None
    ) -> tuple[Known | None, str | None]:
        assert draft.source is not None
        if read.sort == "none":
            myself = read.words.lower().replace("’", "'") in self._lexicon.speech.who.myself
            return (outer, "self") if outer is not None and myself else (None, None)
        if read.sort == "pronoun":
            return self._antecedents.of(draft, read, outer), "pronoun"
        if read.sort == "body" and read.name is not None:
            why = "name" if fold(read.name) == fold(read.words) else "alias"
            if read.kind == "government":
                why = "capital"
            return self._new(read), why
        if read.sort == "name" and read.name is not None:
            return self._by_name(read, (draft.source_passage, draft.source[0]))
        if self._is_aged(passage, draft.source):
            aged = self._antecedents.described(draft, read.gender)
            if aged is not None:
                return aged, "pronoun"
        if read.sort == "role":
            person = self._by_role(read)
            if person is not None:
                return self._person(person), "role"
        taken_up = self._epithets.of(draft, passage, read) or self._firms.of(draft, passage, read)
        if taken_up is not None:
            return taken_up, "noun"
        if read.sort != "role":
            earlier = self._same_noun(passage, draft.source, read)
            if earlier is not None:
                return earlier, "noun"
        return self._new(read), "words"

    def _new(self, read: Mention) -> Known:
        """Give the speaker who goes by the name or the words of a mention alone."""
        return self._speakers.keep(
            self._speakers.named(
                read.name or read.words,
                "person" if read.sort == "role" else read.kind,
                entity=read.entity,
                seat=read.seat,
                gender="any" if read.sort == "body" else read.gender,
                plural=read.plural and read.sort not in ("body", "role"),
            )
        )

    def _is_aged(self, passage: Passage, source: Range) -> bool:
        """Tell whether the source names somebody by an age: *the 24-year-old*."""
        start, end = source
        words = passage.words[start:end]
        definite = words[0] in self._lexicon.grammar.definite
        return definite and not self._lexicon.speech.who.ages.isdisjoint(words)

    def _same_noun(
        self, passage: Passage, source: tuple[int, int] | None, read: Mention
    ) -> Known | None:
        """Give the speaker that a noun takes up: *prosecutors in Rome*, then *the prosecutors*."""
        words = _content_words(read.words, self._lexicon)
        if not words or source is None:
            return None
        fresh = passage.kinds[source[0]] & Kind.DETERMINER and (
            passage.words[source[0]] not in self._lexicon.grammar.definite
        )
        if fresh:
            return None
        for known in reversed(self._speakers.kept()):
            if known.kind != read.kind or known.entity is not None or known.person is not None:
                continue
            other = _content_words(known.name, self._lexicon)
            if words == other or (words[0] in other and set(words) < set(other)):
                return known
        return None

    def _by_name(self, read: Mention, near: tuple[int, int]) -> tuple[Known | None, str | None]:
        assert read.name is not None
        single = len(read.name.split()) == 1
        person = self._people.find(read.name, read.gender, near=near)
        if person is None and self._people.is_shared(read.name, read.gender):
            return self._person(self._people.shared(read.name)), "words"
        if person is not None:
            if read.role is not None or (read.gender != "any" and not single):
                person = self._people.add(
                    person.name, read.role, read.gender, evident=read.evident, titles=read.titles
                )
            _note_title(person, read)
            why = "surname" if single and person.name != read.name else "name"
            return self._person(person), why
        if single and not read.evident:
            return self._speakers.keep(self._speakers.named(read.name, "unknown")), "name"
        person = self._people.add(
            read.name, read.role, read.gender, evident=read.evident, titles=read.titles
        )
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

    def _person(self, person: Person) -> Known:
        return self._speakers.keep(self._speakers.person(person))


def _note_title(person: Person, read: Mention) -> None:
    """Keep the title of a person of whom the page gives no more than one name: *Mr Adams*."""
    if " " not in person.name and read.role is None and read.evident:
        person.titled = read.words


def _content_words(text: str, lexicon: Lexicon) -> list[str]:
    """Give the folded words of ``text`` but for small ones."""
    small = lexicon.language.words.function_words
    return [fold(word) for word in fold_words(text) if word.rstrip("'") not in small]
