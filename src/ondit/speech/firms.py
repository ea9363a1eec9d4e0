"""Which body a noun with a definite article takes up: *Sainsbury's sold it. … The company said*.

Names of bodies are gathered from the page: what is in capitals and shown to be no person, no place
and no country. A noun that stands in one of the names (*Harvard University*, *the university*) is
that one. A firm (*the company*, *the carmaker*) is the name in focus: in the same sentence or those
right before it, or the one that the page names most. Where two are alike, nobody is known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from ondit.speech.bodies import body_named
from ondit.speech.capitals import runs
from ondit.speech.drafts import Draft
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.mentions import Mention
from ondit.speech.passages import Passage
from ondit.speech.people import People
from ondit.speech.speakers import Known, Speakers
from ondit.text import fold

# What a naming is worth by how many sentences back it lies; read off annotated articles.
_NEAR = (2.0, 3.0, 2.0, 1.0, 0.5)
_BEGINS, _MAIN = 1.0, 1.0  # for a name that begins its sentence, and for the one named most
_LEAST, _MARGIN = 2.0, 1.0
_LOOKED_AT = 200  # namings before a noun; more are met only in text made to hang a reader
_FIRST = 1  # tokens before the name with which a sentence begins


class Naming(Struct, gc=False):
    """Where a body is named."""

    place: int
    token: int
    key: str


class Firms:
    """Finds which bodies the nouns of one page take up."""

    def __init__(
        self, passages: Sequence[Passage], lexicon: Lexicon, people: People, speakers: Speakers
    ) -> None:
        self._passages = passages
        self._lexicon = lexicon
        self._people = people
        self._speakers = speakers
        who = lexicon.speech.who
        self._no_names = (who.groups, who.media, who.documents, lexicon.demonyms)
        self._names: dict[str, str] = {}
        """The longest form of each name."""

    def of(self, draft: Draft, passage: Passage, read: Mention) -> Known | None:
        """Give the body that the noun that is the source of ``draft`` takes up."""
        assert draft.source is not None
        start, end = draft.source
        who = self._lexicon.speech.who
        definite = passage.words[start] in self._lexicon.grammar.definite
        if not definite or read.plural or read.sort != "noun":
            return None
        stop = start + 1
        while stop < end and not passage.kinds[stop] & (Kind.PREPOSITION | Kind.MARK):
            stop += 1
        if any(passage.capitals[token] for token in range(start + 1, end)):
            return None
        words = passage.words[start + 1 : stop]
        heads = [word for word in words if word in who.organisations or word in who.firms]
        if not heads:
            return None
        head = heads[0 if self._lexicon.grammar.head_first else -1]
        alone = stop == end and len(words) == 1
        here = (draft.source_passage, start)
        last = bisect_left(self._namings, here, key=lambda each: (each.place, each.token))
        before = self._namings[max(0, last - _LOOKED_AT) : last]
        holding = {each.key for each in before if head in each.key.split()}
        if alone and len(holding) == 1:
            return self._known(next(iter(holding)))
        if head not in who.firms or holding:
            return None
        return self._in_focus(draft, before)

    def _in_focus(self, draft: Draft, before: Sequence[Naming]) -> Known | None:
        """Give the firm that is in focus where ``draft`` stands."""
        place, stretch = draft.source_passage, draft.stretch
        here = self._number(place, stretch)
        worth: dict[str, float] = {}
        who = self._lexicon.speech.who
        public = who.organisations - who.firms
        counts = self._counts
        for each in before:
            # A firm that speaks is named more than once; what the tables know is none.
            known = body_named(self._lexicon.language, self._names[each.key]) is not None
            if known or counts[each.key] < 2 or not public.isdisjoint(each.key.split()):
                continue
            back = here - self._number(each.place, self._stretch(each.place, each.token))
            if 0 <= back < len(_NEAR):
                lo = self._passages[each.place].stretches[self._stretch(each.place, each.token)][0]
                begins = _BEGINS if each.token - lo <= _FIRST else 0.0
                worth[each.key] = max(worth.get(each.key, 0.0), _NEAR[back] + begins)
        if self._main is not None and any(each.key == self._main for each in before):
            worth[self._main] = worth.get(self._main, 0.0) + _MAIN
        ranked = sorted(((value, key) for key, value in worth.items()), reverse=True)
        if not ranked or ranked[0][0] < _LEAST:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
            return None
        return self._known(ranked[0][1])

    def _known(self, key: str) -> Known:
        name = self._names[key]
        person = self._people.find(name)
        if person is not None:
            return self._speakers.keep(self._speakers.person(person))
        body = body_named(self._lexicon.language, name)
        if body is not None:
            return self._speakers.keep(
                self._speakers.named(body.name, body.kind, entity=body.entity)
            )
        kept = self._speakers.kept()
        known = next((each for each in kept if fold(each.name) == fold(name)), None)
        return known or self._speakers.keep(self._speakers.named(name, "organisation"))

    def _stretch(self, place: int, token: int) -> int:
        stretches = self._passages[place].stretches
        return max(0, bisect_right(stretches, token, key=lambda each: each[0]) - 1)

    def _number(self, place: int, stretch: int) -> int:
        """Give the number of a sentence on the page."""
        return self._offsets[place] + stretch

    @cached_property
    def _offsets(self) -> list[int]:
        return list(accumulate((len(each.stretches) for each in self._passages), initial=0))

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(each.key for each in self._namings)

    @cached_property
    def _main(self) -> str | None:
        """The body that the page names most, if it does so clearly."""
        most = self._counts.most_common(2)
        if not most or most[0][1] < 2 or (len(most) > 1 and most[1][1] * 3 > most[0][1] * 2):
            return None
        return most[0][0]

    @cached_property
    def _namings(self) -> list[Naming]:
        """All namings of bodies on the page, in order; a short form counts for the long one."""
        found: list[Naming] = []
        placed: Counter[str] = Counter()
        for place, passage in enumerate(self._passages):
            for start, end in runs(passage, self._lexicon):
                name = passage.text[passage.starts[start] : passage.ends[end - 1]]
                key = " ".join(passage.words[start:end])
                if self._is_other(passage, start, end, name):
                    continue
                placed[key] += self._is_place(passage, start)
                found.append(Naming(place, start, key))
                self._names.setdefault(key, name)
        counts = Counter(each.key for each in found)
        longer = {
            key: next((other for other in counts if other.startswith(key + " ")), key)
            for key in counts
            if " " not in key
        }
        kept = [each for each in found if placed[each.key] * 2 <= counts[each.key]]
        for each in kept:
            each.key = longer.get(each.key, each.key)
        return kept

    def _is_place(self, passage: Passage, start: int) -> bool:
        """Tell whether a name stands behind a preposition of place: *in Derby*."""
        before = start - 1
        if before > 0 and passage.kinds[before] & Kind.ARTICLE:
            before -= 1
        return before >= 0 and passage.words[before] in self._lexicon.grammar.locatives

    def _is_other(self, passage: Passage, start: int, end: int, name: str) -> bool:
        """Tell whether a name is a person's, a country's or no name at all."""
        lexicon = self._lexicon
        words = passage.words[start:end]
        if not all(each.isdisjoint(words) for each in self._no_names):
            return True
        if words[0] in lexicon.first_names or not lexicon.titles.isdisjoint(words):
            return True
        if start and passage.words[start - 1] in lexicon.titles:
            return True
        if end - start == 1 and words[0] in self._lower:
            return True
        person = self._people.find(name)
        if person is not None and (person.evident or person.gender != "any"):
            return True
        body = body_named(lexicon.language, name)
        return body is not None and body.kind != "organisation"

    @cached_property
    def _lower(self) -> frozenset[str]:
        """The words that the page has in lower case too."""
        return frozenset(
            word
            for passage in self._passages
            for word, capital in zip(passage.words, passage.capitals, strict=True)
            if not capital
        )
