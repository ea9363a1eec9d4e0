"""The same words in several pages, cut, reworded or translated: one utterance in its versions.

Two statements are versions of one utterance when their contents are alike enough
(:mod:`ondit.across.contents`) for what is known of their speakers: the same voice, a speaker whom
one page does not name in full, or two different voices. The last are told together only where the
words are nearly the same: then somebody's words were given to somebody else. A cut version is
covered in whole by the full one, however much that one has beside it.

The first version is the earliest by trusted date, and each other one is laid beside it: what
differs is told as between two pages (:mod:`ondit.lineage.changes`), and a part that a translation
leaves out is told where nothing in the other covers it.

Thresholds: chosen on the English and French statements of the NTREX annotations, which lie in pairs
(``benchmarks/across.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from ondit.across import contents as cut
from ondit.across.contents import Content, Words
from ondit.across.voices import Placing, when
from ondit.lineage.changes import changes
from ondit.model import (
    Article,
    Change,
    Correction,
    Span,
    Speaker,
    Statement,
    TracedPage,
    Utterance,
    Version,
)
from ondit.text import digest, fold

LEAST_UNITS = 3  # words that say something; two are a term that anybody may use
# Likeness (harmonic mean of both coverages) from which two contents are one utterance.
_SAME_VOICE = {False: 0.45, True: 0.3}
"""By whether the languages differ: a translation shares fewer words with its original."""
_UNKNOWN_VOICE = {False: 0.55, True: 0.4}
_OTHER_VOICE = {False: 0.85, True: 0.6}
# A cut version: so much of it is in the other, and so many units of it.
_CUT = {False: 0.8, True: 0.6}
_CUT_UNITS = 5
# A clause of so many units, so little covered, was dropped in a translation.
_CLAUSE = 4
_DROPPED = 0.15


class Told:
    """A statement with its page, its speaker and its words cut up."""

    def __init__(
        self, article: Article, statement: Statement, speaker: Speaker | None, voice: str | None
    ) -> None:
        self.article = article
        self.statement = statement
        self.speaker = speaker
        self.voice = voice
        self.content = Content(article, statement)
        self.when = when(article)


def told(pages: Iterable[TracedPage], placing: Placing) -> Iterator[Told]:
    """Give the statements of ``pages`` that say enough to be known again, in order of the pages."""
    for page in sorted(
        {page.article.id: page for page in pages}.values(), key=lambda page: when(page.article)
    ):
        speakers = {speaker.id: speaker for speaker in page.speakers}
        for statement in page.statements:
            speaker = speakers.get(statement.speaker or "")
            voice = None if speaker is None else placing.voice(page.article, speaker)
            found = Told(page.article, statement, speaker, voice)
            if len(found.content.units) >= LEAST_UNITS:
                yield found


def utterances(
    pages: Iterable[TracedPage], corrections: Sequence[Correction] = ()
) -> tuple[Utterance, ...]:
    """Give what several of ``pages`` let somebody say, those in most pages first."""
    statements = list(told(pages, Placing(corrections)))
    groups = _Groups(len(statements))
    for here, there in cut.candidates([each.content for each in statements]):
        if same(statements[here], statements[there]):
            groups.join(here, there)
    found = [
        utterance([statements[place] for place in group])
        for group in groups
        if len({statements[place].article.id for place in group}) > 1
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.versions), each.id)))


def same(one: Told, other: Told) -> bool:
    """Tell whether two statements of different pages are versions of one utterance."""
    if one.article.id == other.article.id:
        return False
    return measured(one.content, other.content).makes_same(
        relation((one.speaker, one.voice), (other.speaker, other.voice))
    )


class Measured(Struct, frozen=True, kw_only=True):
    """How far two contents cover each other, whoever says them."""

    across: bool
    """Whether they are in two languages."""
    here: float
    """Share of the one that the other covers."""
    there: float
    units: tuple[int, int]

    def makes_same(self, speakers: Relation) -> bool:
        """Tell whether the two are versions of one utterance, when their speakers relate so."""
        here, there = self.here, self.there
        alike = 2 * here * there / (here + there) if here + there else 0.0
        if speakers == "other":
            return alike >= _OTHER_VOICE[self.across]
        if alike >= (_SAME_VOICE if speakers == "same" else _UNKNOWN_VOICE)[self.across]:
            return True
        units = self.units[0] if here >= there else self.units[1]
        return max(here, there) >= _CUT[self.across] and units >= _CUT_UNITS


def measured(one: Content | Words, other: Content | Words) -> Measured:
    """Measure how far two contents cover each other."""
    return Measured(
        across=one.code != other.code,
        here=cut.covered(one, other),
        there=cut.covered(other, one),
        units=(len(one.units), len(other.units)),
    )


Relation = Literal["same", "open", "other"]
Saying = tuple[Speaker | None, str | None]
"""A speaker, where one is known, and the voice to which it belongs."""


def relation(one: Saying, other: Saying) -> Relation:
    """Tell how two speakers relate; ``open``: it is not known."""
    speakers = one[0], other[0]
    if one[1] is not None and one[1] == other[1]:
        return "same"
    if speakers[0] is None or speakers[1] is None:
        return "open"
    if speakers[0].entity and speakers[1].entity:
        return "other"
    names = [set(fold(speaker.name).split()) for speaker in (speakers[0], speakers[1])]
    if names[0] <= names[1] or names[1] <= names[0]:
        return "same"  # *Lavrov* beside *Sergei Lavrov*, in words that are the same
    full = all(
        s.kind == "person" and " " in s.name and not s.name.islower()
        for s in (speakers[0], speakers[1])
    )
    return "other" if full else "open"


def utterance(versions: Sequence[Told]) -> Utterance:
    """Make the record of one utterance from all statements that are versions of it.

    A page that tells it twice is shown once, by its fullest version.
    """
    fullest: dict[str, Told] = {}
    for each in sorted(versions, key=lambda each: (-len(each.content.units), each.statement.id)):
        fullest.setdefault(each.article.id, each)
    ordered = sorted(fullest.values(), key=lambda each: each.when)
    first = ordered[0]
    voices = Counter(each.voice for each in ordered if each.voice is not None)
    named = {
        each.voice
        for each in ordered
        if each.voice is not None and each.speaker and " " in each.speaker.name
    }
    return Utterance(
        id=identifier([each.statement.id for each in ordered]),
        voice=spoken(voices, named),
        versions=(
            Version(article=first.article.id, statement=first.statement.id),
            *(_version(first, each) for each in ordered[1:]),
        ),
    )


def identifier(statements: Iterable[str]) -> str:
    """Give the identifier of the utterance of which these statements are the versions."""
    return digest("utterance", *sorted(statements))


def spoken(voices: Mapping[str, int], named: Collection[str]) -> str | None:
    """Choose among the voices of the versions, by how many have which: full names come first."""
    return min(voices, key=lambda v: (v not in named, -voices[v], v), default=None)


def _version(first: Told, other: Told) -> Version:
    alike = cut.likeness(first.content, other.content)
    return Version(
        article=other.article.id,
        statement=other.statement.id,
        likeness=round(alike, 4),
        changes=differences(first.content, other.content),
    )


def differences(one: Content, other: Content) -> tuple[Change, ...]:
    """Give what ``other`` changes against ``one``."""
    across = one.language is not other.language
    alike = cut.likeness(one, other)
    found = changes(one.sentences, other.sentences, across=across, likeness=alike)
    if not across:
        return found
    dropped = tuple(Change(kind="words", here=(span,)) for span in _uncovered(one, other))
    added = tuple(Change(kind="words", there=(span,)) for span in _uncovered(other, one))
    return (*found, *dropped, *added)


def _uncovered(one: Content, other: Content) -> list[Span]:
    """Give the clauses of ``one`` of which ``other`` says next to nothing."""
    share = cut.shares(one, other)
    clauses: dict[tuple[int, int], list[int]] = {}
    for number, unit in enumerate(one.units):
        forms = one.sentences[unit.sentence].forms[: unit.place]
        marks = sum(not form[0].isalnum() for form in forms)
        clauses.setdefault((unit.sentence, marks), []).append(number)
    found: list[Span] = []
    for (place, _), numbers in clauses.items():
        if len(numbers) >= _CLAUSE and sum(share[n] for n in numbers) / len(numbers) < _DROPPED:
            first, last = one.units[numbers[0]].place, one.units[numbers[-1]].place
            found.append(one.sentences[place].place(first, last + 1))
    return found


class _Groups:
    """Numbers joined into groups (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parent[second] = first

    def __iter__(self) -> Iterator[list[int]]:
        groups: dict[int, list[int]] = {}
        for number in range(len(self._parent)):
            groups.setdefault(self._root(number), []).append(number)
        return iter(groups.values())
