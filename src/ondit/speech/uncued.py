"""Quotations that no cue introduces: each goes on with a statement, or is one of its own.

A quotation goes on with the statement of its own sentence whose quotation it resumes, or, where it
fills its sentence, with the statement right before it. Else it is a new statement: of the name
that a colon sets before it, or of nobody known. A quotation left without a speaker at the end of a
block is given to the cue of the next block that takes it up again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ondit.speech import phrases
from ondit.speech.drafts import Draft, Range, trimmed
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.nominals import Phrase, is_somebody
from ondit.speech.passages import DASHES, Passage

_TAIL = 2  # marks that may close a passage behind what is quoted
_RESUMED = 4  # tokens; a shorter one is a term in quotation marks


def with_uncued(
    read_passages: Sequence[Passage], drafts: Sequence[Draft], words: Lexicon
) -> list[Draft]:
    """Give ``drafts`` with every quotation of the page in one of them, in page order."""
    by_passage: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_passage[draft.passage].append(draft)
    reader = _Reader(read_passages, words)
    reader.follow(by_passage)
    for place in range(len(read_passages)):
        reader.read(place, by_passage[place])
    found = [draft for draft in reader.found if draft.content or draft.more]
    _spread(found)
    return sorted(found, key=beginning)


def _may_go_on(passage: Passage, draft: Draft, lo: int, hi: int) -> bool:
    """Tell whether a quotation right after a sentence can be of the one who speaks in it."""
    said = draft.verb is not None and draft.verb.stance != "asks" and not draft.passive
    plain = said and draft.source is not None and not draft.negated and not draft.aside
    return plain and passage.role != "headline" and not draft.relative and lo < hi


def _is_closed(passage: Passage, quotation: Range) -> bool:
    """Tell whether the closing mark of a quotation stands in its passage."""
    number = passage.quoted[quotation[0]]
    return number < 0 or passage.quotations[number].inner_end < passage.quotations[number].end


def _quotes_at_end(read_passages: Sequence[Passage], draft: Draft) -> bool:
    """Tell whether the last piece of a statement is a quotation, and not only ends in one."""
    pieces = draft.more[-1:] or [(draft.passage, each) for each in draft.content[-1:]]
    return any(
        read_passages[place].quoted[start] >= 0 <= read_passages[place].quoted[end - 1]
        for place, (start, end) in pieces
    )


def _spread(found: Sequence[Draft]) -> None:
    """Give who reports a quotation all of it, where it goes on: *“…,” X told Y, the paper said*."""
    by_passage: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in found:
        if draft.cue:
            by_passage[draft.passage].append(draft)
    for inner in found:
        if not inner.cue or not inner.more or not inner.quoted_only:
            continue
        for outer in by_passage[inner.passage]:
            if outer is not inner and _holds(outer, inner):
                outer.more = sorted({*outer.more, *inner.more})


def _holds(outer: Draft, inner: Draft) -> bool:
    """Tell whether the content of one statement holds the cue and the content of another."""
    return any(
        start <= inner.cue[0][0] < end and start <= inner.content[0][0] < end
        for start, end in outer.content
        if inner.content
    )


def _innermost(speaking: Sequence[Draft]) -> Draft:
    """Give the latest statement, or the one that it tells: the quoted words are theirs."""
    last = speaking[-1]
    return next((draft for draft in speaking[:-1] if draft.cue and _holds(last, draft)), last)


def beginning(draft: Draft) -> tuple[int, int]:
    """Give the passage and the token in which the words of ``draft`` begin."""
    own = [(draft.passage, start) for start, _ in draft.content]
    return min(own + [(passage, start) for passage, (start, _) in draft.more])


class _Reader:
    """Reads the stretches of a page in order, with the latest quoting statement in mind."""

    def __init__(self, read_passages: Sequence[Passage], words: Lexicon) -> None:
        self.found: list[Draft] = []
        self._passages = read_passages
        self._words = words
        self._latest: Draft | None = None
        self._latest_at = (-1, -1)
        """Passage and stretch up to which the latest statement goes."""
        self._owners: dict[int, Draft] = {}
        """Of passages that end inside a quotation, the statement whose cue stands at its end."""

    def follow(self, by_passage: Mapping[int, Sequence[Draft]]) -> None:
        """Look up who is named at the end of each quotation that goes on over several passages."""
        owner: Draft | None = None
        for place in range(len(self._passages) - 1, -1, -1):
            passage = self._passages[place]
            carried = bool(passage.quotations) and passage.quotations[0].carried
            taken = (draft for draft in by_passage.get(place, ()) if _is_carried(passage, draft))
            owner = next(taken, owner if _goes_through(passage) else None)
            if not carried:
                owner = None
            elif owner is not None and place:
                self._owners[place - 1] = owner

    def read(self, place: int, drafts: Sequence[Draft]) -> None:
        """Read passage number ``place``, in which ``drafts`` have cues."""
        passage = self._passages[place]
        held = _held(passage, drafts)
        by_stretch: defaultdict[int, list[Draft]] = defaultdict(list)
        for draft in drafts:
            by_stretch[draft.stretch].append(draft)
        for number in range(len(passage.stretches)):
            self._stretch(place, number, by_stretch[number], held)

    def _stretch(
        self, place: int, number: int, here: Sequence[Draft], held: Sequence[bool]
    ) -> None:
        """Read one stretch, whose cues gave the statements ``here``."""
        passage = self._passages[place]
        if not here and not passage.quotations:
            return
        lo, hi = passage.stretches[number]
        self._hand_over(place, number, here)
        self.found.extend(here)
        for quotation in _free_quotations(passage, lo, hi, held):
            signed = _signature(self._passages, self._words, place, number, quotation)
            if signed is not None:
                self._latest = None
            elif self._goes_on(place, number, here, quotation):
                continue
            self._begin(place, number, here, quotation)
            if signed is not None:
                signer, (start, end) = signed
                self.found[-1].source, self.found[-1].source_passage = (start, end), signer
                self._latest = None
            if passage.role == "headline":
                break  # all of it is told by now
        speaking = [draft for draft in here if _quotes(passage, draft) or draft.announces]
        last = here[-1] if here else None
        if not speaking and last is not None and _may_go_on(passage, last, lo, hi):
            # *…, X said. “…”*: who is told to say something says what is quoted next
            speaking = [last]
        if speaking:
            self._latest, self._latest_at = _innermost(speaking), (place, number)

    def _hand_over(self, place: int, number: int, here: Sequence[Draft]) -> None:
        """Give what began in an earlier block, of nobody, to the one who is named in this one."""
        latest = self._latest
        if latest is None or latest.cue or latest.source or not self._is_adjacent(place, number):
            return
        passage = self._passages[place]
        taken = next((draft for draft in here if _is_carried(passage, draft)), None)
        if taken is not None:
            taken.more = [(latest.passage, latest.content[0]), *latest.more, *taken.more]
            latest.content, latest.more = [], []
            self._latest = taken

    def _goes_on(self, place: int, number: int, here: Sequence[Draft], quotation: Range) -> bool:
        """Add ``quotation`` to the statement that it goes on with, and tell whether one was."""
        resumed = _resumed(here, *quotation)
        if resumed is not None:
            resumed.more = [*resumed.more, (place, quotation)]
            return True
        passage = self._passages[place]
        latest = self._latest
        alone = fills(passage, *passage.stretches[number], *quotation)
        owner = self._owners.get(place)
        opens = not _is_closed(passage, quotation)
        if (
            owner is not None
            and (alone or opens)
            and quotation[1] >= passage.stretches[-1][1] - _TAIL
        ):
            owner.more = [*owner.more, (place, quotation)]
            self._latest = None
            return True
        if latest is None or not alone or not self._is_adjacent(place, number):
            return False
        if (
            opens
            and latest.cue
            and not latest.quoted_only
            and not _quotes_at_end(self._passages, latest)
        ):
            return False  # who says it may be named where it ends
        latest.more = [*latest.more, (place, quotation)]
        latest.announces = False
        self._latest_at = (place, number)
        return True

    def _begin(self, place: int, number: int, here: Sequence[Draft], quotation: Range) -> None:
        """Make a statement of ``quotation``; the next quotations may go on with it."""
        passage = self._passages[place]
        lo, hi = passage.stretches[number]
        headline = passage.role == "headline"
        # A headline puts in quotation marks what others said: all of it is theirs.
        whole = headline and not here
        content = _of_headline(passage, lo, hi, *quotation) if whole else quotation
        fresh = _announcing(self._passages, self._words, place, number) or Draft(
            passage=place,
            source_passage=place,
            cue=[],
            content=[],
            clause=content[0],
            stretch=number,
        )
        fresh.content = [trimmed(passage, content)]
        fresh.quoted_only = True
        self.found.append(fresh)
        if not headline and fills(passage, lo, hi, *quotation):
            self._latest, self._latest_at = fresh, (place, number)

    def _is_adjacent(self, place: int, number: int) -> bool:
        """Tell whether nothing lies between the latest quotation and stretch ``number`` here."""
        at, stretch = self._latest_at
        if at == place:
            return number - stretch <= 1
        last = len(self._passages[at].stretches) - 1
        return at == place - 1 and stretch == last and number == 0


_SIGNED = 8  # tokens of a signature: a name, and perhaps what it is


def _signature(
    read_passages: Sequence[Passage],
    words: Lexicon,
    place: int,
    number: int,
    quotation: Range,
) -> tuple[int, Range] | None:
    """Give the passage and tokens of the name behind a dash that signs a quotation.

    It ends the sentence of the quotation, or is the sentence or block after it: *— Ann Lee, Hull*.
    """
    passage = read_passages[place]
    _, hi = passage.stretches[number]
    token = quotation[1]
    while token < hi and passage.words[token] not in DASHES and passage.is_mark(token):
        token += 1
    signer = place
    if token >= hi:
        if number + 1 < len(passage.stretches):
            token, hi = passage.stretches[number + 1]
        elif place + 1 < len(read_passages) and read_passages[place + 1].stretches:
            signer = place + 1
            passage = read_passages[signer]
            token, hi = passage.stretches[0]
    if token + 1 >= hi or hi - token > _SIGNED or passage.words[token] not in DASHES:
        return None
    named = phrases.after(passage, words, token + 1, hi)
    if named is None or named.start != token + 1 or not passage.capitals[named.start]:
        return None
    ended = named.end >= hi or passage.words[named.end] in (",", ".", "(")
    quoted = max(passage.quoted[token:hi]) >= 0
    return (signer, (named.start, named.end)) if ended and not quoted else None


def _announcing(
    read_passages: Sequence[Passage], words: Lexicon, place: int, number: int
) -> Draft | None:
    """Give a statement with the subject of the sentence that ends in a colon right before."""
    here = read_passages[place]
    lo, hi = here.stretches[number]
    colon = next((token for token in range(lo, hi) if here.quoted[token] >= 0), hi) - 1
    if colon > lo and here.words[colon] == ":":
        named = phrases.after(here, words, _subject_start(here, lo, colon), colon)
        told = named is not None and _tells(here, words, named, colon)
        if named is None or not (told or _ends_at(here, words, named, colon)):
            return None
        return Draft(
            passage=place,
            source_passage=place,
            cue=[],
            content=[],
            source=(named.start, named.end),
            beside=named.beside,
            stretch=number,
            announces=True,
        )
    before = read_passages[place if number else place - 1] if place or number else None
    if before is None or not before.stretches:
        return None
    alone = all(here.quoted[token] >= 0 or here.is_mark(token) for token in range(lo, hi))
    first, last = before.stretches[number - 1 if number else -1]
    if not alone or before.words[last - 1] != ":" or before.quoted[first] >= 0:
        return None
    named = phrases.after(before, words, first, last)
    if named is None:
        return None
    return Draft(
        passage=place,
        source_passage=place if number else place - 1,
        cue=[],
        content=[],
        source=(named.start, named.end),
        beside=named.beside,
        stretch=number,
    )


def _subject_start(passage: Passage, lo: int, colon: int) -> int:
    """Give where the subject stands: behind a clause or a phrase put before it."""
    first = passage.kinds[lo]
    placed = first & (Kind.SUBORDINATOR | Kind.QUESTION | Kind.PREPOSITION | Kind.TIME)
    if not placed:
        return lo
    commas = [token for token in range(lo, colon) if passage.words[token] == ","]
    return commas[0] + 1 if commas else lo


def _tells(passage: Passage, words: Lexicon, named: Phrase, colon: int) -> bool:
    """Tell whether a sentence before a quoted one is about who says it: *He sent a note: “Wait.”*.

    Its subject must be a person or a group, and the quotation a sentence of its own.
    """
    first = colon + 1
    while first < len(passage.words) and passage.is_mark(first):
        first += 1
    if first >= len(passage.words) or passage.quoted[first] < 0 or not passage.capitals[first]:
        return False
    quotation = passage.quotations[passage.quoted[first]]
    last = passage.text[quotation.inner_start : quotation.inner_end].rstrip("»”\"’' ")[-1:]
    last = last if last in _ENDS else passage.text[quotation.end : quotation.end + 1]
    pronoun = words.speech.pronouns.get(passage.words[named.start])
    somebody = (
        pronoun.human
        if pronoun is not None and named.end - named.start == 1
        else is_somebody(passage, words, named)
    )
    return somebody and named.end < colon and last in _ENDS


_ENDS = frozenset(".!?…")


def _ends_at(passage: Passage, words: Lexicon, named: Phrase, colon: int) -> bool:
    """Tell whether a name, with what a comma adds to it, ends at the colon: *X, of Y: “…”*."""
    if named.end == colon:
        return passage.capitals[colon - 1]
    verbal = any(
        passage.kinds[token] & (Kind.AUXILIARY | Kind.PERSONAL)
        or passage.words[token] in words.forms
        for token in range(named.end, colon)
    )
    full = named.end - named.start > 1 and passage.capitals[named.start]
    return (
        full and passage.capitals[named.end - 1] and passage.words[named.end] == "," and not verbal
    )


def _resumed(here: Sequence[Draft], start: int, end: int) -> Draft | None:
    """Give the quoting statement of the same sentence that a further quotation goes on with."""
    before = [draft for draft in here if draft.cue and draft.cue[0][0] < start]
    if not before or end - start < _RESUMED:
        return None
    last = before[-1]
    return last if last.quoted_only and last.content[-1][1] <= start else None


def _of_headline(passage: Passage, lo: int, hi: int, start: int, end: int) -> tuple[int, int]:
    """Give what a headline with a quotation tells: without a label before it (*Brexit:*).

    A quotation that begins it and that a colon closes is told alone: *“I ran”: man flees bull*.
    """
    after = end
    while after < hi and passage.is_mark(after) and passage.quoted[after] >= 0:
        after += 1
    if _begins_stretch(passage, lo, start) and after < hi and passage.words[after] == ":":
        return start, end
    for token in range(start - 1, lo - 1, -1):
        if passage.words[token] == ":":
            return token + 1, hi
    return lo, hi


def _held(passage: Passage, drafts: Sequence[Draft]) -> list[bool]:
    """Mark the tokens that belong to the content of a statement already."""
    if not passage.quotations:
        return []  # none is asked for
    held = [False] * len(passage.words)
    for draft in drafts:
        for start, end in draft.content:
            held[start:end] = [True] * (end - start)
    return held


def _free_quotations(
    passage: Passage, lo: int, hi: int, held: Sequence[bool]
) -> list[tuple[int, int]]:
    """Give the outermost quotations of a stretch that no statement holds, as tokens."""
    found: list[tuple[int, int]] = []
    token = lo if passage.quotations else hi
    while token < hi:
        number = passage.quoted[token]
        if number < 0:
            token += 1
            continue
        end = token
        while end < hi and passage.quoted[end] == number:
            end += 1
        inside = trimmed(passage, (token, end))
        if inside[0] < inside[1] and not any(held[inside[0] : inside[1]]):
            found.append(inside)
        token = end
    return found


def fills(passage: Passage, lo: int, hi: int, start: int, end: int) -> bool:
    """Tell whether the stretch is nothing but this quotation."""
    return all(
        passage.is_mark(token) or start <= token < end or passage.quoted[token] >= 0
        for token in range(lo, hi)
    )


def _begins_stretch(passage: Passage, lo: int, start: int) -> bool:
    return all(passage.is_mark(token) for token in range(lo, start)) and start - lo <= 2


def _is_carried(passage: Passage, draft: Draft) -> bool:
    """Tell whether the content begins with a quotation that goes on from the block before."""
    if not draft.content or not draft.quoted_only:
        return False
    number = passage.quoted[draft.content[0][0]]
    return number >= 0 and passage.quotations[number].carried


def _goes_through(passage: Passage) -> bool:
    """Tell whether one quotation carried into the passage fills it and goes on behind it."""
    first = passage.quotations[0] if passage.quotations else None
    return first is not None and first.carried and first.end >= len(passage.text)


def _quotes(passage: Passage, draft: Draft) -> bool:
    return any(
        passage.quoted[token] >= 0 for start, end in draft.content for token in (start, end - 1)
    )
