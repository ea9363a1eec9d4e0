"""Quotations that no cue introduces: each goes on with a statement, or is one of its own.

A quotation goes on with the statement of its own sentence whose quotation it resumes, or, where it
fills its sentence, with the statement right before it. Else it is a new statement: of the name
that a colon sets before it, or of nobody known. A quotation left without a speaker at the end of a
block is given to the cue of the next block that takes it up again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ondit.speech.attributed import announcing, signature
from ondit.speech.drafts import Draft, Range, trimmed
from ondit.speech.lexicon import Lexicon
from ondit.speech.passages import Passage

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
            signed = signature(self._passages, self._words, place, number, quotation)
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
        fresh = announcing(self._passages, self._words, place, number) or Draft(
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
