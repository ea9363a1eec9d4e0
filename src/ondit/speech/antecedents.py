"""Whom a pronoun stands for: the one who agrees with it in the nearest sentence before.

The subject of a sentence is the likeliest to be taken up, so names are told by their place: who
begins a sentence comes first, who speaks in it next, and who is named only behind a preposition or
before an *'s* of the same sentence hardly ever. A sentence whose own subject is a pronoun that
agrees goes on about somebody else than those it names. Where two remain, nobody is known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from ondit.lang.speech import Pronoun
from ondit.speech import mentions, phrases
from ondit.speech.drafts import Draft
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.mentions import Gender, Mention
from ondit.speech.nominals import Phrase
from ondit.speech.passages import Passage
from ondit.speech.people import People, Person
from ondit.speech.speakers import Known, Speakers, agrees, fits
from ondit.speech.subjects import can_speak

# How many statements back a pronoun looks for its speaker, and how many stretches for a name.
_RECENT = 4
_REACH = 4
_ANSWERED = 12  # tokens: a question and who asked it, *“Why?” a reporter shouted*
_FIRST = 2  # tokens before the name with which a sentence begins: a role or a title
_INSIDE, _HANGING = 0.5, 0.25  # how well one is placed inside a sentence, behind a preposition
_PREPOSED = 6  # tokens between a preposition and the name that hangs on it

Place = tuple[int, int, int]
"""Passage and tokens of a sentence."""


class Antecedents:
    """Finds whom the pronouns of one page stand for, in page order."""

    def __init__(
        self,
        passages: Sequence[Passage],
        lexicon: Lexicon,
        people: People,
        speakers: Speakers,
        by_role: Callable[[Mention], Person | None],
    ) -> None:
        self._passages = passages
        self._lexicon = lexicon
        self._people = people
        self._speakers = speakers
        self._by_role = by_role
        self._recent: list[tuple[int, int, Known]] = []
        self._heard: set[str] = set()
        self._named = sorted(
            (place, token, number)
            for number, person in enumerate(people.all)
            for place, token in person.places
        )

    def spoke(self, draft: Draft, known: Known) -> None:
        """Note who spoke, for the pronouns that follow."""
        self._recent.append((draft.passage, draft.stretch, known))
        if known.person is not None:
            self._heard.add(known.person.name)

    def of(self, draft: Draft, read: Mention, outer: Known | None) -> Known | None:
        """Give whom the pronoun that is the source of ``draft`` stands for.

        It is never ``outer``, in whose words it stands: they would say *I*.
        """
        pronoun = self._lexicon.speech.pronouns[read.words]
        if pronoun.thing or pronoun.number == "plural":
            return self._body_or_group(draft, pronoun)
        for count, where in enumerate(self._steps(draft)):
            subject, found = self._candidates(where, pronoun, same=count == 0)
            if outer is not None:
                subject = None if subject and subject.id == outer.id else subject
                found = [known for known in found if known.id != outer.id]
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
            return self._speakers.keep(chosen)
        latest = self._latest(draft, pronoun)
        return None if latest is None or latest is outer else latest

    def described(self, draft: Draft, gender: Gender) -> Known | None:
        """Give whom an age stands for (*the 24-year-old*): one the sentence before is about."""
        pronoun = Pronoun(number="singular", gender=gender, human=True)
        for count, where in enumerate(self._steps(draft)):
            if not count:
                continue
            subject, found = self._candidates(where, pronoun, same=False)
            if subject is not None or found:
                one = subject or (found[0] if len(found) == 1 else None)
                return self._speakers.keep(one) if one is not None else None
        return None

    def before(self, draft: Draft) -> Iterator[tuple[int, Person, float]]:
        """Give the persons of the sentences before ``draft``: how far back, and how well placed.

        One who begins a sentence or speaks in it stands best (1), one who hangs on a preposition
        worst.
        """
        for count, (place, lo, hi) in enumerate(self._steps(draft)):
            if not count or count > _REACH:
                continue
            passage = self._passages[place]
            share = 0.0
            for token, person in self._between(place, lo, hi):
                joined = share and token > lo and passage.kinds[token - 1] & Kind.COORDINATOR
                if token - lo <= _FIRST and not _has_genitive(passage, token):
                    share = 1.0
                elif not joined:  # *Ann Lee and Paul Reed* stand alike
                    share = _HANGING if self._hangs(passage, token, lo) else _INSIDE
                yield count, person, share
            number = _number(passage, lo)
            for at, stretch, known in self._recent[-_RECENT:]:
                if (at, stretch) == (place, number) and known.person is not None:
                    yield count, known.person, 1.0

    def has_spoken(self, person: Person) -> bool:
        """Tell whether a person has spoken on the page so far."""
        return person.name in self._heard

    def latest(self) -> Known | None:
        """Give who spoke last."""
        return self._recent[-1][2] if self._recent else None

    def _body_or_group(self, draft: Draft, pronoun: Pronoun) -> Known | None:
        """Give the body or group that spoke last, or that the sentence before is about."""
        recent = [each for each in self._recent[-_RECENT:] if _near(each, draft)]
        spoke = [each for each in reversed(recent) if agrees(each[2], pronoun)]
        for count, where in enumerate(self._steps(draft)):
            place, lo, hi = where
            number = _number(self._passages[place], lo)
            here = [known for at, stretch, known in spoke if (at, stretch) == (place, number)]
            if here:
                return here[0]
            if count and (found := self._first_body(place, lo, hi, pronoun)) is not None:
                return self._speakers.keep(found)
        return spoke[0][2] if spoke else None

    def _first_body(self, place: int, lo: int, hi: int, pronoun: Pronoun) -> Known | None:
        """Give the body or group with whom a sentence begins: *Acme sold it. … It said*."""
        passage = self._passages[place]
        phrase = self._first_phrase(passage, lo, hi)
        if phrase is None:
            return None
        read = mentions.mention(passage, self._lexicon, (phrase.start, phrase.end), phrase.beside)
        trading = pronoun.thing and self._may_trade(read)
        several = read.plural and (pronoun.thing or self._may_speak(passage, phrase))
        if not trading and read.sort != "body" and not several:
            return None  # *Vacancies are many. They worry*: it is not these that do
        made = self._speakers.named(
            read.name or read.words,
            "organisation" if trading else read.kind,
            entity=read.entity,
            gender=read.gender,
            plural=read.plural,
        )
        return made if agrees(made, pronoun) else None

    def _may_speak(self, passage: Passage, phrase: Phrase) -> bool:
        """Tell whether a noun phrase names people or bodies, its article with its capital apart."""
        start = phrase.start + bool(passage.kinds[phrase.start] & Kind.DETERMINER)
        return can_speak(passage, self._lexicon, Phrase(start, phrase.end))

    def _may_trade(self, read: Mention) -> bool:
        """Tell whether a name of two words that nothing shows to be a person's may be a firm's."""
        if read.sort != "name" or read.name is None or read.evident or " " not in read.name:
            return False
        person = self._people.find(read.name)
        if person is not None and (person.evident or person.gender != "any"):
            return False
        return self._lexicon.first_names.isdisjoint(read.name.lower().split())

    def _of_several(self, found: Sequence[Known], draft: Draft, pronoun: Pronoun) -> Known | None:
        """Give the one of several whose gender is known to agree, or who spoke last."""
        certain = [known for known in found if known.gender == pronoun.gender != "any"]
        if len(certain) == 1:
            return certain[0]
        latest = self._latest(draft, pronoun)
        return latest if latest is not None and any(each is latest for each in found) else None

    def _latest(self, draft: Draft, pronoun: Pronoun) -> Known | None:
        """Give who spoke last before ``draft``, if near enough and a person who agrees."""
        if not self._recent or not _near(self._recent[-1], draft):
            return None
        known = self._recent[-1][2]
        somebody = known.kind in ("person", "unknown") and known.name[:1].isupper()
        return known if somebody and agrees(known, pronoun) else None

    def _candidates(
        self, where: Place, pronoun: Pronoun, *, same: bool
    ) -> tuple[Known | None, list[Known]]:
        """Give the one with whom the sentence begins, if he agrees, and all in it who agree.

        ``same``: the sentence is what stands before the pronoun in its own one.
        """
        place, lo, hi = where
        passage = self._passages[place]
        spoke = self._spoke_in(where, pronoun)
        found: dict[str, Known] = {}
        subject: Known | None = None
        carried = not same and self._is_carried_on(passage, lo, hi, pronoun)
        for token, person in self._between(place, lo, hi):
            if carried or not fits(person, pronoun):
                continue
            if same and self._hangs(passage, token, lo):
                continue
            known = self._speakers.person(person)
            found.setdefault(known.id, known)
            first = token - lo <= _FIRST and not _has_genitive(passage, token)
            if first and subject is None:
                subject = known
        noun = self._first_noun(passage, lo, hi) if not found and not spoke else None
        if noun is not None and agrees(noun, pronoun):
            return noun, [noun]
        if spoke:
            # Who speaks in the sentence is nearer than who is named in it.
            speaker = spoke[-1]
            if subject is not None and subject.id != speaker.id:
                return None, [subject, speaker]
            return (speaker, [speaker]) if all(each is speaker for each in spoke) else (None, spoke)
        return subject, list(found.values())

    def _spoke_in(self, where: Place, pronoun: Pronoun) -> list[Known]:
        """Give those who spoke in a sentence and agree, but for an asker whom another answers."""
        place, lo, hi = where
        passage = self._passages[place]
        number = _number(passage, lo)
        return [
            known
            for at, stretch, known in self._recent[-_RECENT:]
            if (at, stretch) == (place, number)
            and agrees(known, pronoun)
            and not (known.gender == "any" and _is_asked(passage, hi))
        ]

    def _is_carried_on(self, passage: Passage, lo: int, hi: int, pronoun: Pronoun) -> bool:
        """Tell whether the subject of a sentence is itself a pronoun that agrees: *He went …*."""
        pronouns = self._lexicon.speech.pronouns
        token = lo
        while token < hi and passage.kinds[token] & (Kind.ADVERB | Kind.COORDINATOR):
            token += 1
        other = pronouns.get(passage.words[token]) if token < hi else None
        if other is None or passage.quoted[token] >= 0 or other.number != pronoun.number:
            return False
        return bool(passage.kinds[token] & Kind.PERSONAL) and other.gender == pronoun.gender

    def _hangs(self, passage: Passage, token: int, lo: int) -> bool:
        """Tell whether the name at ``token`` only hangs on a preposition, or on a noun after it."""
        if _has_genitive(passage, token):
            return True
        end = token
        while end < len(passage.words) and passage.capitals[end]:
            end += 1
        article = token > lo and passage.kinds[token - 1] & Kind.ARTICLE
        if article and end < len(passage.words) and not passage.kinds[end]:
            return True  # *the Lee meeting*
        for earlier in range(token - 1, max(lo - 1, token - _PREPOSED), -1):
            kind = passage.kinds[earlier]
            if kind & Kind.PREPOSITION and not kind & Kind.SUBORDINATOR:
                return True
            word = passage.words[earlier]
            role = word in self._lexicon.roles or word in self._lexicon.titles
            if not (kind & Kind.DETERMINER or role or passage.capitals[earlier]):
                return False
        return False

    def _first_phrase(self, passage: Passage, lo: int, hi: int) -> Phrase | None:
        """Give the noun phrase with which a sentence begins, if it can be its subject."""
        phrase = phrases.after(passage, self._lexicon, lo, hi)
        if phrase is None or passage.quoted[lo] >= 0 or phrase.end >= hi:
            return None
        if passage.words[phrase.start].endswith(self._lexicon.grammar.gerund_endings):
            return None  # *Speaking at a rally*
        # *The board's chairman* is somebody, *the chairman's plans* are not.
        words = passage.words[phrase.start : phrase.end + 1]
        owner = "'s" in words and self._lexicon.nouns.isdisjoint(
            words[len(words) - words[::-1].index("'s") :]
        )
        return None if owner else phrase

    def _first_noun(self, passage: Passage, lo: int, hi: int) -> Known | None:
        """Give the somebody without a name with whom a sentence begins: *The chairman …*."""
        phrase = self._first_phrase(passage, lo, hi)
        if phrase is None:
            return None
        end = _role_end(passage, self._lexicon, phrase)
        beside = phrase.beside if end == phrase.end else None
        read = mentions.mention(passage, self._lexicon, (phrase.start, end), beside)
        if read.sort == "name" and read.name is not None and read.evident:
            person = self._people.find(read.name, read.gender, near=(self._at(passage), lo))
            return self._speakers.person(person) if person is not None else None
        last = passage.words[end - 1]
        native = last in self._lexicon.demonyms and end - phrase.start == 2
        if read.sort != "role" and not (native and read.entity is None and not read.plural):
            return None
        person = self._by_role(read) if read.sort == "role" else None
        if person is not None:
            return self._speakers.person(person)
        return self._speakers.named(read.name or read.words, "person", gender=read.gender)

    def _at(self, passage: Passage) -> int:
        return next(place for place, each in enumerate(self._passages) if each is passage)

    def _steps(self, draft: Draft) -> Iterator[Place]:
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

    def _between(self, place: int, lo: int, hi: int) -> list[tuple[int, Person]]:
        first = bisect_left(self._named, (place, lo, -1))
        last = bisect_left(self._named, (place, hi, -1))
        return [(token, self._people.all[number]) for _, token, number in self._named[first:last]]


def _role_end(passage: Passage, lexicon: Lexicon, phrase: Phrase) -> int:
    """Give where the phrase of a role ends, before a verb that no table knows.

    Where nouns stand together (*A pig farmer prepares*) the last role is the head.
    """
    if lexicon.grammar.head_first:
        return phrase.end
    heads = [
        token
        for token in range(phrase.start, phrase.end)
        if passage.words[token] in lexicon.speech.who.roles
    ]
    for head in reversed(heads):
        after = head + 1
        if after < phrase.end and not passage.kinds[after] and not passage.capitals[after]:
            return after
    return phrase.end


def _has_genitive(passage: Passage, token: int) -> bool:
    """Tell whether an *'s* follows the name at ``token``."""
    end = token + 1
    while end < len(passage.words) and passage.capitals[end]:
        end += 1
    return end < len(passage.words) and passage.words[end] == "'s"


def _is_asked(passage: Passage, hi: int) -> bool:
    """Tell whether the stretch before token ``hi`` quotes a question; another answers it."""
    return any(
        passage.words[token] == "?" and passage.quoted[token] >= 0
        for token in range(max(0, hi - _ANSWERED), hi)
    )


def _near(recent: tuple[int, int, Known], draft: Draft) -> bool:
    place, stretch, _ = recent
    if place == draft.passage:
        return draft.stretch - stretch <= _REACH
    return draft.passage - place <= _REACH


def _number(passage: Passage, token: int) -> int:
    """Give the number of the stretch in which ``token`` stands."""
    return bisect_right(passage.stretches, token, key=lambda stretch: stretch[0]) - 1
