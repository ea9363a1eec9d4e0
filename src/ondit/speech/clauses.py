"""What is said: the content that belongs to each cue of a stretch, and its source.

Each cue is read on its own, by what stands on either side of it: a subject before (*X said*) or
after it (*said X*, *a-t-il dit*), content after it (that-clause, quotation, infinitive, charge) or
before it (*…, X said.*) or on both sides. Then the cues of a stretch are put in order: a content
ends where the next cue of the same rank begins its own clause, and holds those that lie inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from msgspec import structs

from ondit.speech import phrases
from ondit.speech.choosing import chosen
from ondit.speech.complements import complement, marked, relative_end, thing_end
from ondit.speech.cues import Cue, cues, prepositions
from ondit.speech.drafts import Draft, Range, begun
from ondit.speech.hearsay import hearsay
from ondit.speech.incises import incises
from ondit.speech.inversions import inversions, parenthetic
from ondit.speech.lexicon import Kind, Lexicon, Sort, Verb
from ondit.speech.nouncues import noun_cues, remarked
from ondit.speech.order import arranged, lend
from ondit.speech.passages import Passage
from ondit.speech.preceding import (
    amid,
    back_over_marks,
    clause_opening,
    content_before,
    content_resumed,
    quotation_before,
    resumes,
    set_off,
)
from ondit.speech.stretches import Stretch
from ondit.speech.subjects import (
    can_speak,
    governing_subject,
    has_verb,
    object_ending,
    shares_subject,
    subject_after,
    wanted_of_another,
)

_ADVERBIAL = 14  # tokens between a cue and its that: *said in a statement on Monday … that*
_ANNOUNCING = frozenset(":;")
_LEAST_CLAUSE = 3  # tokens that a clause before *, X said* has at least
_MOST_CUES = 30  # of one stretch; more are met only in text made to hang a reader
_TOGETHER = 10_000
"""Tokens of the stretches that are weighed together: what the readings and traits of a token take
for as long is some two thousand bytes."""
_LONGEST = 4000
"""Tokens of a stretch of which readings are weighed; no sentence and no quotation has as many."""


def read(read_passages: Sequence[Passage], lexicon: Lexicon) -> list[Draft]:
    """Give the statements of the passages of a page, in order."""
    found: list[Draft] = []
    for together in _parts(_stretches(read_passages, lexicon)):
        if together[0].hi - together[0].lo > _LONGEST:
            found += together[0].drafts
        else:
            found += chosen(together, lexicon)
    for (place, number), told in groupby(found, key=lambda draft: (draft.passage, draft.stretch)):
        passage = read_passages[place]
        lend(passage, lexicon, list(told), passage.stretches[number][0])
    return found


def _parts(each: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Give the stretches that are weighed together: all, unless it is a book; a long one alone."""
    found: list[Stretch] = []
    tokens = 0
    for stretch in each:
        size = stretch.hi - stretch.lo
        tokens += size
        if found and (tokens > _TOGETHER or size > _LONGEST):
            yield found
            found, tokens = [], size
        found.append(stretch)
        if size > _LONGEST:
            yield found
            found, tokens = [], 0
    if found:
        yield found


def stretches(read_passages: Sequence[Passage], lexicon: Lexicon) -> list[Stretch]:
    """Give the stretches in which the rules see a cue, as they read them.

    Where they see none, what the tagger finds is wrong as often as right.
    """
    return list(_stretches(read_passages, lexicon))


def _stretches(read_passages: Sequence[Passage], lexicon: Lexicon) -> Iterator[Stretch]:
    for place, passage in enumerate(read_passages):
        for number, (lo, hi) in enumerate(passage.stretches):
            drafts, unread = by_rules(passage, place, number, lexicon, lo, hi)
            if not drafts and not unread:
                continue
            yield Stretch(
                passage=passage,
                place=place,
                number=number,
                lo=lo,
                hi=hi,
                drafts=drafts,
                unread=unread,
            )


def by_rules(
    passage: Passage, place: int, number: int, lexicon: Lexicon, lo: int, hi: int
) -> tuple[list[Draft], list[Cue]]:
    """Give the statements of one stretch as the rules read them, and the cues they leave unread."""
    quoted = bool(passage.quotations) and max(passage.quoted[lo:hi], default=-1) >= 0
    cued = passage.cued_in(lo, hi)
    opinion = _opinion(passage, lexicon, lo, hi)
    if not cued and not quoted and opinion is None:
        return [], []
    sorts = 0
    for token in cued:
        sorts |= passage.sorts[token]
    told = bool(sorts & Sort.HEARSAY)
    sourced = (
        _by_preposition(passage, lexicon, lo, hi, (start, end), verb)
        for start, end, verb in islice(prepositions(passage, lexicon, lo, hi), _MOST_CUES)
    )
    drafts = [draft for draft in (*sourced, opinion) if draft is not None]
    verbal, unread = _by_verbs(passage, lexicon, lo, hi)
    drafts.extend(verbal)
    if quoted:
        drafts.extend(incises(passage, lexicon, lo, hi))
        drafts.extend(inversions(passage, lexicon, lo, hi, drafts))
    if sorts & Sort.HUNG:
        drafts.extend(parenthetic(passage, lexicon, lo, hi, drafts))
    if sorts & Sort.NOUN:
        drafts.extend(noun_cues(passage, lexicon, lo, hi, drafts, unread))
    if unread and not lexicon.grammar.remarks.isdisjoint(passage.words[lo:hi]):
        drafts.extend(remarked(passage, lexicon, lo, unread))
    alone = hearsay(passage, lexicon, lo, hi) if told and not drafts else []
    for draft in (*drafts, *alone):
        draft.passage, draft.source_passage, draft.stretch = place, place, number
    drafts.sort(key=lambda draft: draft.cue[0])
    return arranged(passage, lexicon, drafts, lo) or alone, unread


def _by_verbs(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int
) -> tuple[list[Draft], list[Cue]]:
    """Give the statements of the cues that are verbs, and the cues that tell none here."""
    drafts: list[Draft] = []
    unread: list[Cue] = []
    found = cues(passage, lexicon, lo, hi)[:_MOST_CUES]
    for at, cue in enumerate(found):
        if wanted_of_another(passage, lexicon, lo, cue, found[:at]):
            unread.append(structs.replace(cue, wanted=True))
            continue
        senses = (cue, *(structs.replace(cue, verb=other) for other in cue.others))
        readings = (_by_verb(passage, lexicon, lo, hi, sense) for sense in senses)
        draft = next((reading for reading in readings if reading is not None), None)
        if draft is None:
            unread.append(cue)
        elif _is_wanted(passage, draft, unread):
            unread.append(structs.replace(cue, wanted=True))
        else:
            drafts.append(draft)
    return drafts, unread


def _is_wanted(passage: Passage, draft: Draft, unread: Sequence[Cue]) -> bool:
    """Tell whether a thought is a part of what another is to say: *asked her to admit she knew*."""
    if draft.source is None or not passage.kinds[draft.source[0]] & Kind.PERSONAL:
        return False
    return any(cue.wanted and 0 <= draft.source[0] - cue.end <= 1 for cue in unread)


def _by_preposition(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Range, verb: Verb
) -> Draft | None:
    source = phrases.after(passage, lexicon, cue[1], hi)
    if source is None or lexicon.grammar.measures.intersection(
        passage.words[source.start : source.end]
    ):
        return None
    set_apart = cue[0] == lo or passage.is_mark(cue[0] - 1)
    if not set_apart and not can_speak(passage, lexicon, source):
        return None  # *prices vary according to the field*
    end = source.beside[1] if source.beside else source.end
    content: list[Range] = []
    opens = clause_opening(passage, lo, cue[0])
    # *X is cautious: according to him, Y*: what stands before the colon is the narrator's.
    announced = passage.words[cue[0] - 1] in _ANNOUNCING and passage.quoted[cue[0] - 1] < 0
    if cue[0] - opens > 1 and not announced:
        content.append((opens, back_over_marks(passage, opens, cue[0])))
    after = _behind_source(passage, lexicon, end, hi, aside=source.beside is None)
    if after < hi and passage.words[after] == ",":
        if not content or resumes(passage, lexicon, after + 1, hi):
            content.append((after + 1, hi))
    elif not content and end < hi:
        content.append((end, hi))
    content = [each for each in content if each[1] - each[0] >= _LEAST_CLAUSE]
    if not content:
        return None
    return Draft(
        passage=0,
        cue=[cue],
        content=content,
        source=(source.start, source.end),
        beside=source.beside,
        verb=verb,
        clause=cue[0],
    )


def _behind_source(passage: Passage, lexicon: Lexicon, end: int, hi: int, *, aside: bool) -> int:
    """Give where what goes with a source ends, at a comma if there is one near.

    ``aside``: something set off by commas may still be added to the source.
    """
    after = end
    while after < hi and passage.words[after] != ",":
        if passage.is_mark(after) or after - end > _ADVERBIAL:
            break
        after += 1
    if after + 1 < hi and passage.words[after] == "," and _is_aside(passage, after + 1):
        return thing_end(passage, after + 1, hi)  # *According to X, who spoke on Monday, …*
    if after < hi and passage.words[after] == "," and aside:
        return _behind_addition(passage, lexicon, after, hi)
    return after


def _opinion(passage: Passage, lexicon: Lexicon, lo: int, hi: int) -> Draft | None:
    """Read a sentence that begins with whose opinion it is: *Pour Ann Lee, le pont est sûr*."""
    start = lo
    while start < hi and passage.kinds[start] & Kind.COORDINATOR:
        start += 1
    if start + 3 >= hi or passage.words[start] not in lexicon.grammar.opinions:
        return None
    named = phrases.after(passage, lexicon, start + 1, hi)
    if named is None or named.start != start + 1 or passage.quoted[start] >= 0:
        return None
    who = lexicon.speech.who
    words = passage.words[named.start : named.end]
    title = not lexicon.titles.isdisjoint(words) or not who.roles.isdisjoint(words)
    person = words[0] in lexicon.first_names and len(words) > 1
    if not (person or (title and passage.capitals[named.end - 1])):
        return None
    cue = (start, start + 1)
    verb = Verb(lemma=passage.words[start], tail=(), reflexive=False, stance="thinks", takes=_NONE)
    closes = named.beside[1] if named.beside else named.end
    if closes >= hi or passage.words[closes] != ",":
        return None
    draft = _by_preposition(passage, lexicon, lo, hi, cue, verb)
    if draft is None or not has_verb(passage, lexicon, *draft.content[0]):
        return None
    return draft if passage.words[draft.content[0][0] - 1] == "," else None


def _behind_addition(passage: Passage, lexicon: Lexicon, comma: int, hi: int) -> int:
    """Give the comma behind what is added to a name: *According to X, a former clerk, …*."""
    closing = thing_end(passage, comma + 1, min(hi, comma + _ADVERBIAL))
    added = closing < hi and passage.words[closing] == "," and closing - comma > 2
    name = passage.capitals[comma + 1] or passage.kinds[comma + 1] & Kind.PERSONAL
    rest = has_verb(passage, lexicon, closing, hi)
    if added and not name and rest and not has_verb(passage, lexicon, comma + 1, closing):
        return closing
    return comma


_NONE: frozenset[str] = frozenset()


def _is_aside(passage: Passage, token: int) -> bool:
    """Tell whether a relative clause begins at ``token``."""
    kind = passage.kinds[token]
    return bool(kind & Kind.RELATIVE) and not kind & (Kind.DETERMINER | Kind.PREPOSITION)


def _by_verb(passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue) -> Draft | None:
    """Read a cue that is a verb, by its form."""
    draft = begun(cue)
    compared = cue.start > lo and passage.words[cue.start - 1] in lexicon.grammar.comparisons
    if compared and cue.shape != "gerund":  # *was quoted as saying*
        return _compared(passage, lexicon, lo, hi, cue, draft)
    if cue.hung is not None:
        draft.source = (cue.hung, cue.hung + 1)
        return _with_content_around(passage, lexicon, lo, hi, cue, draft, cue.end)
    if cue.shape in ("gerund", "infinitive"):
        return _participial(passage, lexicon, lo, hi, cue, draft)
    if cue.passive:
        return _passive(passage, lexicon, lo, hi, cue, draft)
    return _finite(passage, lexicon, lo, hi, cue, draft)


def _finite(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    """Read a verb by its subject: before it, shared with the verb before, after it, or unknown."""
    inverted = subject_after(passage, lexicon, lo, hi, cue)
    asked = cue.start == lo or _is_set_in(passage, lexicon, cue, hi)
    if asked and cue.verb.stance in ("asks", "accuses") and inverted is None:
        # *Asked whether …, X said*, *X, accused of lying, left*: who asks or accuses is not named.
        draft.passive = draft.relative = True
        return _passive(passage, lexicon, lo, hi, cue, draft)
    subject = None if inverted else phrases.before(passage, lexicon, lo, cue.start)
    if subject is not None:
        draft.source, draft.beside = (subject.start, subject.end), subject.beside
        draft.clause = subject.start
        draft.relative = subject.relative
        hi = draft.until = relative_end(passage, lexicon, lo, cue.end, hi, subject)
        return _with_content_around(passage, lexicon, lo, hi, cue, draft, cue.end)
    if shares_subject(passage, lo, cue.start):
        draft.borrows = True
        return _with_content_after(passage, lexicon, hi, cue, draft)
    if inverted is not None:
        draft.source, draft.beside = (inverted.start, inverted.end), inverted.beside
        end = inverted.beside[1] if inverted.beside else inverted.end
        if end:
            return _with_content_around(passage, lexicon, lo, hi, cue, draft, end)
    if passage.words[cue.head].endswith(lexicon.grammar.hortative_endings):
        return None  # *rappelons que*: the narrator's own
    return _nameless(passage, lexicon, lo, hi, cue, draft)


def _is_set_in(passage: Passage, lexicon: Lexicon, cue: Cue, hi: int) -> bool:
    """Tell whether the cue is a participle set in between commas: *X, asked whether …, said*."""
    if cue.start < 1 or passage.words[cue.start - 1] != "," or cue.start < cue.head:
        return False
    shapes = {shape for form in lexicon.forms[passage.words[cue.head]] for shape in form.shapes}
    if "participle" not in shapes:
        return False
    closing = thing_end(passage, cue.end, hi)
    after = closing + 1
    while after < hi and passage.kinds[after] & Kind.ADVERB:
        after += 1
    return after < hi and bool(
        passage.words[after] in lexicon.forms or passage.kinds[after] & Kind.AUXILIARY
    )


def _compared(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    """Read *comme l'a rappelé X, …*: the content is the clause that it stands beside."""
    named = phrases.after(passage, lexicon, cue.end, hi)
    if named is None:
        return None
    draft.source, draft.beside = (named.start, named.end), named.beside
    draft.clause = cue.start - 1
    end = named.beside[1] if named.beside else named.end
    left = (clause_opening(passage, lo, draft.clause), back_over_marks(passage, lo, draft.clause))
    if left[1] - left[0] >= _LEAST_CLAUSE:
        draft.content.append(left)
    if end < hi and passage.words[end] == "," and hi - end > _LEAST_CLAUSE:
        draft.content.append((end + 1, hi))
    return draft if draft.content else None


def _nameless(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    """Read a finite cue whose subject was not found: kept where a complement makes it plain."""
    content = complement(passage, lexicon, cue, cue.end, hi, draft, bare=False)
    if content:
        draft.content = content
        return draft
    left = quotation_before(passage, lo, cue.start)
    if left is not None:
        draft.content = [left]
        return draft
    return None


def _participial(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    if cue.shape == "infinitive" and cue.start == lo:
        return None  # *à noter que*: the narrator's own
    content = complement(passage, lexicon, cue, cue.end, hi, draft, bare=cue.shape == "gerund")
    if not content:
        return None
    quoted = passage.quoted[content[0][0]] >= 0
    if (
        cue.shape == "infinitive"
        and not quoted
        and (
            content[0][0] > cue.end + 1
            or not marked(passage, cue.end, content[0][0])
            or passage.kinds[content[0][0]] & Kind.QUESTION
        )
    ):
        return None
    draft.content = content
    draft.borrows = True
    quoted_as = cue.start - 1 > lo and passage.words[cue.start - 1] in lexicon.grammar.comparisons
    if quoted_as and cue.shape == "gerund":
        named = object_ending(passage, lexicon, lo, cue.start - 1)
        if named is not None:  # *quoted the mayor as saying that*
            draft.source, draft.borrows = (named.start, named.end), False
        return draft
    # *a statement saying that …*: what stands right before may be the source itself.
    if cue.start > lo and not passage.is_mark(cue.start - 1) and cue.shape == "gerund":
        named = phrases.before(passage, lexicon, lo, cue.start)
        if named is not None and can_speak(passage, lexicon, named):
            draft.source, draft.borrows = (named.start, named.end), False
    if cue.shape == "infinitive" and cue.start > lo:
        subject = governing_subject(passage, lexicon, lo, cue.start)
        if subject is None:
            return None
        draft.source, draft.borrows = (subject.start, subject.end), False
    return draft


def _passive(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    """Read *X was asked whether*, *X is accused of*: the one named is not the one who speaks."""
    takes = cue.verb.takes
    reports = bool(takes & {"clause", "charge"}) and "infinitive" not in takes
    if not reports and cue.verb.stance not in ("asks", "predicts"):
        return None
    content = complement(passage, lexicon, cue, cue.end, hi, draft, bare=False)
    if not content or (len(draft.cue) > 1 and "charge" not in cue.verb.takes):
        return None
    draft.content = content
    told = phrases.before(passage, lexicon, lo, cue.start)
    if told is not None:
        draft.addressee = (told.start, told.end)
        draft.clause = told.start
    for token in range(cue.end, min(hi, cue.end + _ADVERBIAL)):
        if passage.words[token] in lexicon.grammar.passive_agents:
            agent = phrases.after(passage, lexicon, token + 1, hi)
            if agent is not None and can_speak(passage, lexicon, agent):
                draft.source = (agent.start, agent.end)
            break
    if draft.source is None and cue.verb.stance == "predicts":
        return None  # *is expected to*: nobody's
    return draft


def _with_content_around(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft, end: int
) -> Draft | None:
    """Give ``draft`` the content before its clause, or after ``end``, or both."""
    begin = min(draft.clause, draft.cue[0][0])
    inverted = draft.source is not None and draft.source[0] >= cue.start
    left = content_before(passage, lexicon, lo, begin, strict=not inverted)
    right = complement(passage, lexicon, cue, end, hi, draft, bare=not inverted)
    if left is not None and _goes_on_with_that(passage, lexicon, cue, left, right, end):
        draft.content = [left, *right]
        return draft
    if right and (
        left is None or _prefers_right(passage, left, right, begin, end, inverted=inverted)
    ):
        draft.content = right
        return draft
    around = amid(passage, lexicon, lo, begin, end, hi) if not inverted else None
    if around is not None and cue.verb.takes & {"clause", "bare"}:
        draft.content = around
        return draft
    if left is not None and _may_precede(passage, cue, left, end, hi):
        draft.content = [left, *content_resumed(passage, lexicon, left, end, hi)]
        draft.quoted_only = passage.quoted[left[1] - 1] >= 0
        return draft
    if right:
        draft.content = right
        return draft
    if _announces(passage, end, hi):
        draft.announces = True
        return draft
    return None


def _goes_on_with_that(
    passage: Passage, lexicon: Lexicon, cue: Cue, left: Range, right: list[Range], end: int
) -> bool:
    """Tell whether the cue stands amid one sentence: *It was so bad, X noted, that it closed*."""
    if not right or passage.words[end] != "," or right[0][0] != end + 2:
        return False
    before = min(cue.start, end) - 1
    that = passage.words[end + 1] in lexicon.grammar.complementisers
    return that and before > left[0] and passage.quoted[left[1] - 1] < 0


def _prefers_right(
    passage: Passage, left: Range, right: list[Range], begin: int, end: int, *, inverted: bool
) -> bool:
    """Tell whether the content is what follows, though something before could be it too."""
    first = right[0][0]
    whole = passage.quoted[left[0]] >= 0 and passage.quoted[left[1] - 1] >= 0
    if whole and first > end + 1 and set_off(passage, left[1], begin):
        return False  # *“…,” X said after talks that lasted an hour*
    marked = any(
        passage.kinds[token] & (Kind.COMPLEMENTISER | Kind.QUESTION)
        for token in range(max(end, first - 1), first + 1)
    )
    if marked or passage.words[first - 1] == ":":
        return True
    if (
        not inverted
        and first <= end + 1
        and passage.quoted[left[0]] < 0 <= passage.quoted[left[1] - 1]
    ):
        return True  # *The agency is “very worried”, Tehran denies everything*
    closed = passage.quoted[left[1] - 1] >= 0
    if not closed:
        return (
            passage.quoted[first] >= 0
            or first <= end + 1
            or bool(passage.kinds[first] & Kind.PERSONAL)
        )
    # A quotation before it, set off by a comma: *“…,” he said*, even with a noun after the cue.
    return not inverted and not set_off(passage, left[1], begin)


def _may_precede(passage: Passage, cue: Cue, left: Range, end: int, hi: int) -> bool:
    """Tell whether ``left`` can be what the cue reports: *…, X said on Monday*."""
    if passage.quoted[left[1] - 1] >= 0:
        return True
    if not cue.verb.takes & {"clause", "bare"} or "verb" in cue.verb.takes:
        return False  # *Once there, they found the victim*
    rest = end
    while rest < hi and passage.words[rest] not in (",", ".", ";"):
        rest += 1
    return rest - end <= _ADVERBIAL


def _with_content_after(
    passage: Passage, lexicon: Lexicon, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    draft.content = complement(passage, lexicon, cue, cue.end, hi, draft, bare=True)
    if draft.content and len(draft.cue) == 1 and not marked(passage, cue.end, draft.content[0][0]):
        draft.loose = True
    if not draft.content and _announces(passage, cue.end, hi):
        draft.announces = True
    return draft if draft.content or draft.announces else None


def _announces(passage: Passage, end: int, hi: int) -> bool:
    return hi == len(passage.words) and hi > end - 1 and passage.words[hi - 1] == ":"
