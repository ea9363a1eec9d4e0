"""What is told by a cue that is a verb: its subject, and the content on either side of it.

A subject stands before the verb (*X said*) or behind it (*said X*, *a-t-il dit*); the content
behind it (that-clause, quotation, infinitive, charge), before it (*…, X said.*), or on both sides.
"""

from __future__ import annotations

from ondit.speech import phrases
from ondit.speech.complements import complement, marked, relative_end, thing_end
from ondit.speech.cues import Cue
from ondit.speech.drafts import Draft, Range, begun
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.passages import Passage
from ondit.speech.preceding import (
    amid,
    back_over_marks,
    clause_opening,
    content_before,
    content_resumed,
    quotation_before,
    set_off,
)
from ondit.speech.subjects import (
    can_speak,
    governing_subject,
    object_ending,
    shares_subject,
    subject_after,
)

_ADVERBIAL = 14  # tokens between a cue and its that: *said in a statement on Monday … that*
_LEAST_CLAUSE = 3  # tokens that a clause before *, X said* has at least


def by_verb(passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue) -> Draft | None:
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
