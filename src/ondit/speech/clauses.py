"""What is said: the content that belongs to each cue of a stretch, and its source.

Each cue is read on its own, by what stands on either side of it: a subject before (*X said*) or
after it (*said X*, *a-t-il dit*), content after it (that-clause, quotation, infinitive, charge) or
before it (*…, X said.*) or on both sides. Then the cues of a stretch are put in order: a content
ends where the next cue of the same rank begins its own clause, and holds those that lie inside it.
"""

from __future__ import annotations

from itertools import islice

from msgspec import Struct, structs

from ondit.speech import phrases
from ondit.speech.cues import Cue, cues, prepositions
from ondit.speech.lexicon import Kind, Lexicon, Verb
from ondit.speech.passages import Passage

Range = tuple[int, int]

_ADVERBIAL = 14  # tokens between a cue and its that: *said in a statement on Monday … that*
_LEAST_CLAUSE = 3  # tokens that a clause before *, X said* has at least
_LONG_QUOTATION = 8  # tokens, marks included; a longer one needs nothing after it
_TITLE = 6  # tokens, marks included, of a quotation that may be a title
_LEAST_HEARSAY = 6  # tokens of a sentence told as hearsay
_MOST_CUES = 30  # of one stretch; more are met only in text made to hang a reader
_CUES_AHEAD = 8  # cues of one stretch looked at for the next clause of the same rank


class Draft(Struct, kw_only=True):
    """A statement in the making, in token numbers of one passage."""

    passage: int
    cue: list[Range]
    content: list[Range]
    source: Range | None = None
    source_passage: int = 0
    beside: Range | None = None
    addressee: Range | None = None
    verb: Verb | None = None
    negated: bool = False
    hearsay: bool = False
    clause: int = 0
    """Where the clause of the cue begins: its subject, or the cue."""
    stretch: int = 0
    relative: bool = False
    """Whether the clause is a relative one, that ends at its comma."""
    borrows: bool = False
    """The source is that of the cue before (*and added that*, *, saying*)."""
    loose: bool = False
    """Joined by *and* with nothing that marks its content: perhaps inside the one before."""
    announces: bool = False
    """The content stands in what follows (*X continued:* at the end of a block)."""
    passive: bool = False
    quoted_only: bool = False
    more: list[tuple[int, Range]] = []
    """Content in later stretches and passages: passage, tokens."""


def read(passage: Passage, place: int, lexicon: Lexicon) -> list[Draft]:
    """Give the statements of ``passage``, number ``place``, by its stretches."""
    found: list[Draft] = []
    for number, (lo, hi) in enumerate(passage.stretches):
        found.extend(_stretch(passage, place, number, lexicon, lo, hi))
    return found


def _stretch(
    passage: Passage, place: int, number: int, lexicon: Lexicon, lo: int, hi: int
) -> list[Draft]:
    drafts: list[Draft] = []
    for start, end, verb in islice(prepositions(passage, lexicon, lo, hi), _MOST_CUES):
        draft = _by_preposition(passage, lexicon, lo, hi, (start, end), verb)
        if draft is not None:
            drafts.append(draft)
    for cue in cues(passage, lexicon, lo, hi)[:_MOST_CUES]:
        senses = (cue, *(structs.replace(cue, verb=other) for other in cue.others))
        readings = (_by_verb(passage, lexicon, lo, hi, sense) for sense in senses)
        draft = next((reading for reading in readings if reading is not None), None)
        if draft is not None:
            drafts.append(draft)
    alone = _hearsay(passage, lexicon, lo, hi) if not drafts else []
    for draft in (*drafts, *alone):
        draft.passage, draft.source_passage, draft.stretch = place, place, number
    drafts.sort(key=lambda draft: draft.cue[0])
    return _arranged(passage, lexicon, drafts) or alone


def _hearsay(passage: Passage, lexicon: Lexicon, lo: int, hi: int) -> list[Draft]:
    """Give the sentence that is told as hearsay by its verb or adverb alone, with no source.

    The conditional is hearsay only with a participle (*aurait tiré*) and without a condition.
    """
    grammar = lexicon.grammar
    cue: list[Range] | None = None
    for token in range(lo, hi):
        word = passage.words[token]
        if passage.quoted[token] >= 0 or passage.kinds[token - 1] & Kind.RELATIVE:
            continue
        if word in grammar.hearsay_adverbs:
            cue = [(token, token + 1)]
        elif word in grammar.hearsay and _participle_follows(passage, lexicon, token, hi):
            cue = cue or []
        elif word in grammar.conditions:
            return []
    if cue is None or hi - lo < _LEAST_HEARSAY:
        return []
    return [Draft(passage=0, cue=cue, content=[(lo, hi)], hearsay=True, clause=lo)]


def _participle_follows(passage: Passage, lexicon: Lexicon, token: int, hi: int) -> bool:
    for later in range(token + 1, min(hi, token + 5)):
        if passage.is_mark(later):
            return False
        if not passage.kinds[later]:
            return passage.words[later].endswith(lexicon.grammar.participle_endings)
    return False


# ---------------------------------------------------------------------------- according to


def _by_preposition(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Range, verb: Verb
) -> Draft | None:
    source = phrases.after(passage, lexicon, cue[1], hi)
    if source is None or not _can_speak(passage, lexicon, source):
        return None
    end = source.beside[1] if source.beside else source.end
    content: list[Range] = []
    opens = _clause_opening(passage, lexicon, lo, cue[0])
    if cue[0] - opens > 1:
        content.append((opens, _back_over_marks(passage, opens, cue[0])))
    after = end
    while after < hi and passage.words[after] != ",":
        if passage.is_mark(after) or after - end > _ADVERBIAL:
            break
        after += 1
    if after < hi and passage.words[after] == ",":
        if not content or _resumes(passage, lexicon, after + 1, hi):
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


def _can_speak(passage: Passage, lexicon: Lexicon, phrase: phrases.Phrase) -> bool:
    """Tell whether the phrase after a preposition names somebody, and not a thing."""
    who = lexicon.speech.who
    for token in range(phrase.start, phrase.end):
        word = passage.words[token]
        if passage.capital(token) or passage.kinds[token] & (Kind.PERSONAL | Kind.OBJECT):
            return True
        if any(
            word in words
            for words in (who.roles, who.groups, who.documents, who.organisations, who.media)
        ):
            return True
    return False


def _clause_opening(passage: Passage, lexicon: Lexicon, lo: int, end: int) -> int:
    """Give where the clause that ends at ``end`` begins: after a semicolon, else at ``lo``."""
    for token in range(end - 1, lo - 1, -1):
        if passage.words[token] == ";" and passage.quoted[token] < 0:
            return token + 1
    return lo


def _back_over_marks(passage: Passage, lo: int, end: int) -> int:
    while end > lo and passage.is_mark(end - 1) and passage.words[end - 1] in (",", "-", "–", "—"):
        end -= 1
    return end


def _resumes(
    passage: Passage, lexicon: Lexicon, token: int, hi: int, *, after_comma: bool = False
) -> bool:
    """Tell whether the interrupted clause goes on at ``token``."""
    if token >= hi or hi - token < _LEAST_CLAUSE:
        return False
    kind = passage.kinds[token]
    barred = Kind.RELATIVE if after_comma else Kind.RELATIVE | Kind.SUBORDINATOR
    if kind & barred and not kind & Kind.DETERMINER:
        return False
    forms = lexicon.forms.get(passage.words[token], ())
    return not any("gerund" in form.shapes for form in forms)


# ---------------------------------------------------------------------------- verbs


def _by_verb(passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue) -> Draft | None:
    draft = Draft(
        passage=0,
        cue=[(cue.start, cue.end)],
        content=[],
        verb=cue.verb,
        negated=cue.negated,
        hearsay=cue.hearsay,
        clause=cue.start,
        passive=cue.passive,
    )
    if cue.hung is not None:
        draft.source = (cue.hung, cue.hung + 1)
        return _with_content_around(passage, lexicon, lo, hi, cue, draft, cue.end)
    if cue.shape in ("gerund", "infinitive"):
        return _participial(passage, lexicon, lo, hi, cue, draft)
    if cue.passive:
        return _passive(passage, lexicon, lo, hi, cue, draft)
    inverted = _inverted(passage, lexicon, lo, hi, cue)
    if cue.start == lo and cue.verb.stance == "asks" and inverted is None:
        # *Asked whether …, X said*: the one asked is named after, who asks is not.
        draft.passive = draft.relative = True
        return _passive(passage, lexicon, lo, hi, cue, draft)
    subject = None if inverted else phrases.before(passage, lexicon, lo, cue.start)
    if subject is not None:
        draft.source, draft.beside = (subject.start, subject.end), subject.beside
        draft.clause = subject.start
        draft.relative = subject.relative
        return _with_content_around(passage, lexicon, lo, hi, cue, draft, cue.end)
    if _coordinated(passage, lexicon, lo, cue.start):
        draft.borrows = True
        return _with_content_after(passage, lexicon, hi, cue, draft)
    if inverted is not None:
        draft.source, draft.beside = (inverted.start, inverted.end), inverted.beside
        end = inverted.beside[1] if inverted.beside else inverted.end
        if end:
            return _with_content_around(passage, lexicon, lo, hi, cue, draft, end)
    return _nameless(passage, lexicon, lo, hi, cue, draft)


def _inverted(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue
) -> phrases.Phrase | None:
    """Give the subject after the verb: *…, said X.*, if nothing but the clause's end follows it."""
    if not _follows_content(passage, lo, cue.start):
        return None
    named = phrases.after(passage, lexicon, cue.end, hi)
    if named is None:
        return None
    end = named.end
    if end >= hi or passage.quoted[end] >= 0:
        return named
    kind = passage.kinds[end]
    if kind & Kind.COMPLEMENTISER:
        return None
    quoted = passage.quoted[cue.start - 1] >= 0 or (
        cue.start - 2 >= lo and passage.quoted[cue.start - 2] >= 0
    )
    if not quoted and not _has_verb(passage, lexicon, lo, cue.start):
        return None
    closing = Kind.MARK | Kind.TIME | Kind.ADVERB | Kind.PREPOSITION | Kind.RELATIVE
    return named if kind & closing or passage.quoted[cue.start - 1] >= 0 else None


def _has_verb(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Tell whether there is a sign of a finite verb among the tokens."""
    return any(
        passage.kinds[token] & (Kind.AUXILIARY | Kind.PERSONAL | Kind.CLITIC) & ~Kind.DETERMINER
        or phrases.is_past(passage, lexicon, token, start)
        or passage.words[token] in lexicon.forms
        for token in range(start, end)
    )


def _nameless(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    """Read a finite cue whose subject was not found: kept where a complement makes it plain."""
    content = _complement(passage, lexicon, cue, cue.end, hi, draft, bare=False)
    if content:
        draft.content = content
        return draft
    left = _quotation_before(passage, lo, cue.start)
    if left is not None:
        draft.content = [left]
        return draft
    return None


def _coordinated(passage: Passage, lexicon: Lexicon, lo: int, start: int) -> bool:
    """Tell whether the verb at ``start`` shares the subject of the verb before: *and added*."""
    last = start - 1
    while last > lo and passage.kinds[last] & Kind.ADVERB:
        last -= 1
    return last > lo and bool(passage.kinds[last] & Kind.COORDINATOR)


def _follows_content(passage: Passage, lo: int, start: int) -> bool:
    """Tell whether what stands right before ``start`` closes a content (*…, said X*)."""
    if start <= lo:
        return False
    last = start - 1
    return passage.quoted[last] >= 0 or passage.is_mark(last)


def _participial(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    content = _complement(passage, lexicon, cue, cue.end, hi, draft, bare=cue.shape == "gerund")
    if not content:
        return None
    if cue.shape == "infinitive" and (
        content[0][0] > cue.end + 1
        or not _marked(passage, cue.end, content[0][0])
        or passage.kinds[content[0][0]] & Kind.QUESTION
    ):
        return None
    draft.content = content
    draft.borrows = True
    # *a statement saying that …*: what stands right before may be the source itself.
    if cue.start > lo and not passage.is_mark(cue.start - 1) and cue.shape == "gerund":
        named = phrases.before(passage, lexicon, lo, cue.start)
        if named is not None and _can_speak(passage, lexicon, named):
            draft.source, draft.borrows = (named.start, named.end), False
    if cue.shape == "infinitive" and cue.start > lo:
        subject = _first_phrase(passage, lexicon, lo, cue.start)
        if subject is None:
            return None
        draft.source, draft.borrows = (subject.start, subject.end), False
    return draft


def _first_phrase(passage: Passage, lexicon: Lexicon, lo: int, end: int) -> phrases.Phrase | None:
    """Give the subject of the finite verb that governs an infinitive: the nearest one before."""
    for token in range(end - 1, lo, -1):
        if passage.words[token] in (",", ";", ":") or passage.quoted[token] >= 0:
            return phrases.after(passage, lexicon, token + 1, end)
    return phrases.after(passage, lexicon, lo, end)


def _passive(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    """Read *X was asked whether*, *X is accused of*: the one named is not the one who speaks."""
    if not cue.verb.takes & {"clause", "charge"} or "infinitive" in cue.verb.takes - {"clause"}:
        if cue.verb.stance not in ("asks", "predicts"):
            return None
    content = _complement(passage, lexicon, cue, cue.end, hi, draft, bare=False)
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
            if agent is not None and _can_speak(passage, lexicon, agent):
                draft.source = (agent.start, agent.end)
            break
    return draft


# ---------------------------------------------------------------------------- content


def _with_content_around(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue, draft: Draft, end: int
) -> Draft | None:
    """Give ``draft`` the content before its clause, or after ``end``, or both."""
    begin = min(draft.clause, draft.cue[0][0])
    inverted = draft.source is not None and draft.source[0] >= cue.start
    left = _content_before(passage, lexicon, lo, begin, strict=not inverted)
    right = _complement(passage, lexicon, cue, end, hi, draft, bare=not inverted)
    if right and (left is None or _prefers_right(passage, left, right, begin, end, inverted=inverted)):
        draft.content = right
        return draft
    amid = _amid(passage, lexicon, lo, begin, end, hi) if not inverted else None
    if amid is not None and cue.verb.takes & {"clause", "bare"}:
        draft.content = amid
        return draft
    if left is not None and _may_precede(passage, lexicon, cue, left, end, hi):
        draft.content = [left, *_content_resumed(passage, lexicon, left, end, hi)]
        draft.quoted_only = passage.quoted[left[1] - 1] >= 0
        return draft
    if right:
        draft.content = right
        return draft
    if _announces(passage, end, hi):
        draft.announces = True
        return draft
    return None


def _marked(passage: Passage, end: int, first: int) -> bool:
    """Tell whether that, a colon or a quotation mark shows that content begins at ``first``."""
    return (
        passage.quoted[first] >= 0
        or passage.words[first - 1] == ":"
        or any(
            passage.kinds[token] & (Kind.COMPLEMENTISER | Kind.QUESTION)
            for token in range(max(end, first - 1), first + 1)
        )
    )


def _amid(
    passage: Passage, lexicon: Lexicon, lo: int, begin: int, end: int, hi: int
) -> list[Range] | None:
    """Give the clause that the cue's own clause interrupts: *In May, X said, the road will open.*"""
    if end >= hi or passage.words[end] != "," or begin <= lo:
        return None
    if passage.words[begin - 1] != "," or passage.quoted[begin - 2] >= 0:
        return None
    if not _resumes(passage, lexicon, end + 1, hi, after_comma=True):
        return None
    return [(_clause_opening(passage, lexicon, lo, begin), begin - 1), (end + 1, hi)]


def _prefers_right(
    passage: Passage, left: Range, right: list[Range], begin: int, end: int, *, inverted: bool
) -> bool:
    """Tell whether the content is what follows, though something before could be it too."""
    first = right[0][0]
    marked = any(
        passage.kinds[token] & (Kind.COMPLEMENTISER | Kind.QUESTION)
        for token in range(max(end, first - 1), first + 1)
    )
    if marked or passage.words[first - 1] == ":":
        return True
    closed = passage.quoted[left[1] - 1] >= 0
    if not closed:
        return (
            passage.quoted[first] >= 0
            or first <= end + 1
            or bool(passage.kinds[first] & Kind.PERSONAL)
        )
    # A quotation before it, set off by a comma: *“…,” he said*, even with a noun after the cue.
    return not inverted and not _set_off(passage, left[1], begin)


def _set_off(passage: Passage, closing: int, begin: int) -> bool:
    """Tell whether a quotation that ends at ``closing`` is set off from the clause at ``begin``."""
    return any(
        passage.words[token] in (",", ".", "?", "!", "…", "-", "–", "—")
        for token in range(max(0, closing - 3), begin)
    )


def _may_precede(
    passage: Passage, lexicon: Lexicon, cue: Cue, left: Range, end: int, hi: int
) -> bool:
    """Tell whether ``left`` can be what the cue reports: *…, X said on Monday.*"""
    if passage.quoted[left[1] - 1] >= 0:
        return True
    if not cue.verb.takes & {"clause", "bare"}:
        return False
    rest = end
    while rest < hi and passage.words[rest] not in (",", ".", ";"):
        rest += 1
    return rest - end <= _ADVERBIAL


def _with_content_after(
    passage: Passage, lexicon: Lexicon, hi: int, cue: Cue, draft: Draft
) -> Draft | None:
    draft.content = _complement(passage, lexicon, cue, cue.end, hi, draft, bare=True)
    if draft.content and not _marked(passage, cue.end, draft.content[0][0]):
        draft.loose = True
    if not draft.content and _announces(passage, cue.end, hi):
        draft.announces = True
    return draft if draft.content or draft.announces else None


def _announces(passage: Passage, end: int, hi: int) -> bool:
    return hi == len(passage.words) and hi > end - 1 and passage.words[hi - 1] == ":"


def _content_before(
    passage: Passage, lexicon: Lexicon, lo: int, begin: int, *, strict: bool
) -> Range | None:
    """Give the content that ends right before ``begin``, closed by a comma or a quotation mark."""
    last = begin - 1
    while last >= lo and passage.kinds[last] & (Kind.ADVERB | Kind.COORDINATOR):
        last -= 1
    if last >= lo and passage.words[last] in lexicon.grammar.comparisons:
        last -= 1
    if last < lo:
        return None
    closes = passage.words[last] in (",", "-", "–", "—", "?", "!") or passage.quoted[last] >= 0
    if not closes:
        return None
    end = last + 1
    while end > lo and passage.is_mark(end - 1) and passage.quoted[end - 1] < 0:
        end -= 1
    if end <= lo:
        return None
    if passage.quoted[end - 1] >= 0:
        set_off = not strict or _set_off(passage, end, begin)
        return _quotation_before(passage, lo, end) if set_off else None
    start = _clause_opening(passage, lexicon, lo, end)
    long_enough = end - start >= _LEAST_CLAUSE
    return (start, end) if long_enough and _has_clause(passage, lexicon, start, end) else None


def _has_clause(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Tell whether the tokens are a clause and no adverbial put before (*On Monday*)."""
    kind = passage.kinds[start]
    if kind & (Kind.SUBORDINATOR | Kind.RELATIVE) and not kind & (Kind.DETERMINER):
        # *While some agree, others* …: a clause of its own only if another one follows it.
        return any(passage.words[token] == "," for token in range(start, end)) and end - start > 8
    if kind & Kind.PREPOSITION and not kind & Kind.DETERMINER:
        return end - start > 6 and any(
            passage.kinds[token] & (Kind.AUXILIARY | Kind.PERSONAL)
            for token in range(start + 1, end)
        )
    forms = lexicon.forms.get(passage.words[start], ())
    if any("gerund" in form.shapes for form in forms):
        return False
    return end - start > 3 or passage.quoted[start] >= 0


def _quotation_before(passage: Passage, lo: int, end: int) -> Range | None:
    """Give the content that ends with the quotation closed before ``end``."""
    last = end - 1
    while last >= lo and passage.is_mark(last) and passage.quoted[last] < 0:
        last -= 1
    if last < lo or passage.quoted[last] < 0:
        return None
    number = passage.quoted[last]
    first = last
    while first > lo and passage.quoted[first - 1] == number:
        first -= 1
    # What precedes the quotation in the same clause belongs to it: *the war is “unjust”, he said*.
    start = first
    if first > lo and not passage.is_mark(first - 1):
        if last - first < _TITLE and passage.kinds[lo] & Kind.PREPOSITION:
            return None  # *On Sunday's “Meet the Press,”*: a title
        start = lo
    elif first > lo and passage.words[first - 1] == ",":
        start = first
    elif first > lo and passage.quoted[first - 1] >= 0:
        earlier = _quotation_before(passage, lo, first)
        start = earlier[0] if earlier else first
    return (start, end)


def _content_resumed(
    passage: Passage, lexicon: Lexicon, left: Range, end: int, hi: int
) -> list[Range]:
    """Give the content that goes on after the cue: *“…,” he said, “…”*."""
    if passage.quoted[left[1] - 1] >= 0:
        token = end
        while token < hi and passage.quoted[token] < 0:
            if lexicon.forms.get(passage.words[token]) and token > end:
                return []
            if token - end > _ADVERBIAL + _ADVERBIAL:
                return []
            token += 1
        if token >= hi:
            return []
        joined = passage.is_mark(token - 1) or token == end
        return [_quotation_after(passage, token, hi)] if joined else []
    token = end
    while token < hi and passage.words[token] != ",":
        if passage.kinds[token] & (Kind.AUXILIARY | Kind.COMPLEMENTISER) or token - end > 8:
            return []
        token += 1
    if _resumes(passage, lexicon, token + 1, hi):
        return [(token + 1, hi)]
    return []


def _quotation_after(passage: Passage, token: int, hi: int) -> Range:
    number = passage.quoted[token]
    end = token
    while end < hi and passage.quoted[end] == number:
        end += 1
    return (token, end)


def _complement(
    passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int, draft: Draft, *, bare: bool
) -> list[Range]:
    """Give the content that follows ``end``, by what the verb takes."""
    takes = cue.verb.takes
    colon = _colon(passage, lexicon, end, hi)
    if colon is not None and colon + 1 < hi:
        return [(colon + 1, hi)]
    if end >= hi:
        return []
    if "bare-infinitive" in takes and _is_infinitive(passage, lexicon, end, hi):
        return [(end, hi)]
    quotation = _quotation_follows(passage, end)
    if quotation is not None and quotation < hi:
        return _from_quotation(passage, quotation, hi)
    if takes & {"clause", "bare"}:
        that = _that(passage, lexicon, cue, end, hi)
        if that is not None:
            if "person" in takes:
                told = phrases.after(passage, lexicon, end, that)
                draft.addressee = (told.start, told.end) if told else None
            return [(that, hi)]
    if "infinitive" in takes:
        begin = _infinitive(passage, lexicon, end, hi)
        if begin is not None:
            if passage.quoted[begin + 1] >= 0:
                return _from_quotation(passage, begin + 1, hi)
            return [(begin + 1, hi)]
    if "attribute" in takes and cue.verb.reflexive and not passage.is_mark(end):
        return [(end, hi)]
    if "charge" in takes or "name" in takes:
        return _object_and_predicate(passage, lexicon, cue, end, hi, draft)
    if bare and "bare" in takes:
        begin = _bare(passage, lexicon, cue, end, hi, draft)
        if begin is not None and hi - begin >= _LEAST_CLAUSE:
            return [(begin, hi)]
    if "wish" in takes:
        wished = _wish(passage, lexicon, end, hi)
        if wished is not None:
            return [(wished, hi)]
    if "thing" in takes and bare:
        thing = phrases.after(passage, lexicon, end, hi)
        starts_noun = passage.kinds[end] & Kind.DETERMINER or thing is not None or cue.verb.tail
        return [(end, _thing_end(passage, end, hi))] if starts_noun else []
    return []


def _thing_end(passage: Passage, end: int, hi: int) -> int:
    """Give where the noun phrase with all that hangs on it ends: at a comma or a spaced dash."""
    token = end
    while token < hi and (
        passage.quoted[token] >= 0 or passage.words[token] not in (",", ";", "-", "–", "—", ":")
    ):
        token += 1
    return token


def _colon(passage: Passage, lexicon: Lexicon, end: int, hi: int) -> int | None:
    for token in range(end, min(hi, end + _ADVERBIAL)):
        if passage.quoted[token] >= 0:
            return None
        if passage.words[token] == ":":
            return token
        barred = Kind.COMPLEMENTISER | Kind.AUXILIARY | Kind.PERSONAL
        if passage.kinds[token] & barred and not passage.kinds[token] & Kind.PREPOSITION:
            return None
        if passage.words[token] in lexicon.forms:
            return None
    return None


def _quotation_follows(passage: Passage, end: int) -> int | None:
    token = end
    while token < len(passage.words) and passage.quoted[token] < 0:
        if passage.words[token] != "," or token > end:
            return None
        token += 1
    return token if token < len(passage.words) else None


def _from_quotation(passage: Passage, token: int, hi: int) -> list[Range]:
    """Give the content that begins with a quotation: alone, or with the clause it begins."""
    begin, end = _quotation_after(passage, token, hi)
    if end >= hi:
        return [(begin, end)]
    following = passage.kinds[end]
    if following & Kind.MARK:
        if passage.quoted[end] >= 0:
            return [(begin, _quotation_after(passage, end, hi)[1])]
        return [(begin, end)]
    joined = following & (Kind.COORDINATOR | Kind.AUXILIARY)
    loose = following & (Kind.PREPOSITION | Kind.TIME)
    if joined or end - begin < _TITLE or (end - begin < _LONG_QUOTATION and not loose):
        return [(begin, hi)]
    return [(begin, end)]


def _that(passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int) -> int | None:
    """Give where the that-clause begins, right after its conjunction (questions keep theirs)."""
    grammar = lexicon.grammar
    commas = 0
    told = "person" in cue.verb.takes
    for token in range(end, min(hi, end + _ADVERBIAL + 8)):
        word, kind = passage.words[token], passage.kinds[token]
        if passage.quoted[token] >= 0:
            return None
        if token > end and word in lexicon.forms and word not in grammar.noun_forms and commas:
            return None  # *…, he said, adding that*: the that is the other verb's
        if word in grammar.complementisers:
            following = passage.kinds[token + 1] if token + 1 < hi else 0
            if token == end and following & Kind.AUXILIARY and kind & Kind.DETERMINER:
                return token  # *said that was wrong*: a pronoun
            if (
                token == end
                or told
                or passage.kinds[token - 1] & (Kind.TIME | Kind.ADVERB | Kind.MARK)
            ):
                return token + 1
            direct_object = passage.kinds[end] & Kind.DETERMINER or passage.capital(end)
            if (
                direct_object
                and "bare" in cue.verb.takes
                and not passage.kinds[end] & Kind.PREPOSITION
            ):
                return None
            return token + 1 if not following & Kind.AUXILIARY else None
        asked = token == end or told or _is_addressed(passage, lexicon, end, token)
        if kind & Kind.QUESTION and asked and token + 1 < hi and not kind & Kind.PERSONAL:
            return token
        if kind & Kind.MARK:
            if word not in (",", "(", ")", "-", "."):
                return None
            commas += word == ","
            if commas > 2:
                return None
        if kind & (Kind.PERSONAL | Kind.AUXILIARY) and not kind & Kind.DETERMINER:
            if not kind & (Kind.CLITIC | Kind.PREPOSITION) and "bare" in cue.verb.takes:
                return None
    return None


def _wish(passage: Passage, lexicon: Lexicon, end: int, hi: int) -> int | None:
    """Give where what is asked for begins: to plead with somebody *for* it."""
    for token in range(end, min(hi, end + _ADVERBIAL)):
        if passage.is_mark(token) or passage.quoted[token] >= 0:
            return None
        if passage.words[token] in lexicon.grammar.wish_markers and token + 1 < hi:
            return token + 1
    return None


def _is_addressed(passage: Passage, lexicon: Lexicon, end: int, token: int) -> bool:
    """Tell whether what lies between is the one spoken to: *described to the jury how*."""
    if passage.words[end] not in lexicon.grammar.addressing:
        return False
    named = phrases.after(passage, lexicon, end + 1, token)
    return named is not None and named.end == token


def _infinitive(passage: Passage, lexicon: Lexicon, end: int, hi: int) -> int | None:
    """Give where *to do* begins, with the one who is to do it put before it or not."""
    grammar = lexicon.grammar
    for token in range(end, min(hi, end + _ADVERBIAL)):
        if passage.is_mark(token) or passage.quoted[token] >= 0:
            return None
        if passage.words[token] in grammar.infinitive_markers and token + 1 < hi:
            following = passage.kinds[token + 1]
            if _infinitive_form(passage, lexicon, token + 1):
                return token
            if following & (Kind.DETERMINER | Kind.PREPOSITION):
                continue
            if not grammar.infinitive_endings and not passage.capital(token + 1) and not following:
                return token
        if passage.kinds[token] & (Kind.COMPLEMENTISER | Kind.AUXILIARY):
            return None
    return None


def _infinitive_form(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether ``token`` (after adverbs and clitics) has an infinitive's ending."""
    endings = lexicon.grammar.infinitive_endings
    if not endings:
        return False
    while token < len(passage.words) - 1 and passage.kinds[token] & (
        Kind.NEGATION | Kind.ADVERB | Kind.CLITIC
    ):
        token += 1
    word = passage.words[token]
    if passage.quoted[token] >= 0 and passage.is_mark(token) and token + 1 < len(passage.words):
        word = passage.words[token + 1]
    return len(word) > 3 and word.endswith(endings) and not passage.capital(token)


def _is_infinitive(passage: Passage, lexicon: Lexicon, end: int, hi: int) -> bool:
    return end < hi and _infinitive_form(passage, lexicon, end)


def _object_and_predicate(
    passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int, draft: Draft
) -> list[Range]:
    """Give who is accused or what is described, and of what or as what; the marker joins the cue."""
    grammar = lexicon.grammar
    charge = "charge" in cue.verb.takes
    markers = grammar.charge_markers if charge else grammar.name_markers
    thing = phrases.after(passage, lexicon, end, hi)
    stop = thing.end if thing is not None else end
    for token in range(end if charge else stop, min(hi, stop + _ADVERBIAL)):
        if passage.quoted[token] >= 0:
            break
        if passage.words[token] in markers and (
            token >= stop or (charge and _opens_charge(passage, lexicon, token))
        ):
            if token + 1 >= hi:
                break
            draft.cue.append((token, token + 1))
            ranges = [(end, token), (token + 1, hi)] if token > end else [(token + 1, hi)]
            return ranges
        if passage.is_mark(token):
            break
    if charge or (thing is None and not passage.kinds[end] & Kind.DETERMINER):
        return []
    return [(end, hi)] if hi - end >= 2 else []


def _opens_charge(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether the marker at ``token`` is followed by a verb, and not by a noun's complement."""
    if lexicon.grammar.infinitive_endings:
        return _infinitive_form(passage, lexicon, token + 1)
    return token + 1 < len(passage.words) and passage.words[token + 1].endswith("ing")


def _bare(
    passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int, draft: Draft
) -> int | None:
    """Give where a clause without conjunction begins."""
    token = end
    if "person" in cue.verb.takes:
        told = phrases.after(passage, lexicon, end, hi)
        if told is None:
            return None
        stop = told.end
        if passage.kinds[end] & Kind.OBJECT:
            stop = end + 1
        draft.addressee = (told.start, stop)
        token = stop
        while token < hi and (
            passage.kinds[token] & (Kind.TIME | Kind.ADVERB) or _begins_time(passage, token, hi)
        ):
            token += 1
        return token if token < hi and _begins_clause(passage, lexicon, token) else None
    while (
        token < hi
        and passage.kinds[token] & (Kind.TIME | Kind.ADVERB)
        and not (passage.kinds[token] & (Kind.DETERMINER | Kind.PERSONAL))
    ):
        token += 1
    if token < hi and passage.kinds[token] & Kind.PREPOSITION:
        return _bare_after_adverbial(passage, lexicon, token, hi)
    return token if token < hi and _begins_clause(passage, lexicon, token) else None


def _begins_time(passage: Passage, token: int, hi: int) -> bool:
    """Tell whether a determiner begins a time: *this weekend*, *last week*."""
    return (
        token + 1 < hi
        and bool(passage.kinds[token] & Kind.DETERMINER)
        and bool(passage.kinds[token + 1] & Kind.TIME)
    )


def _bare_after_adverbial(passage: Passage, lexicon: Lexicon, start: int, hi: int) -> int | None:
    for token in range(start + 1, min(hi, start + _ADVERBIAL)):
        kind = passage.kinds[token]
        if kind & Kind.MARK or passage.quoted[token] >= 0:
            return None
        if kind & Kind.PERSONAL and not kind & Kind.DETERMINER:
            return token
        if passage.kinds[token - 1] & Kind.TIME and _begins_clause(passage, lexicon, token):
            if not kind & Kind.TIME:
                return token
    return None


def _begins_clause(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    kind = passage.kinds[token]
    if kind & (Kind.PERSONAL | Kind.DETERMINER) or passage.capital(token):
        return not kind & Kind.TIME or bool(kind & Kind.DETERMINER)
    if kind or passage.quoted[token] >= 0:
        return False
    if passage.words[token].endswith(lexicon.grammar.plural_endings):
        return True
    for later in range(token + 1, min(len(passage.words), token + _ADVERBIAL)):
        clause_mark = passage.words[later] in (",", ";", ":", ".")
        if clause_mark or passage.kinds[later] & Kind.COMPLEMENTISER:
            return False
        if passage.kinds[later] & Kind.AUXILIARY:
            return True
    return False


# ---------------------------------------------------------------------------- order


def _arranged(passage: Passage, lexicon: Lexicon, drafts: list[Draft]) -> list[Draft]:
    """Cut each content where the next clause of the same rank begins, and share sources."""
    drafts = [
        draft
        for place, draft in enumerate(drafts)
        if not any(_swallows(earlier, draft) for earlier in drafts[max(0, place - 3) : place])
    ]
    for place, draft in enumerate(drafts):
        if draft.source is None and not draft.passive:
            _borrow(passage, lexicon, drafts, place)
        subordinate = _is_subordinate(passage, draft)
        if draft.relative or subordinate:
            draft.content = [
                (start, _thing_end(passage, start, end)) for start, end in draft.content
            ]
        for later in drafts[place + 1 : place + 1 + _CUES_AHEAD]:
            cut = _sibling_start(passage, lexicon, later, subordinate=subordinate)
            if cut is None:
                continue
            draft.content = [
                (start, min(end, cut) if start < cut else end)
                for start, end in draft.content
                if start < cut or start > later.cue[-1][1]
            ]
            if not draft.content:
                break
    for draft in drafts:
        draft.content = [
            trimmed(passage, (start, _before_semicolon(passage, start, end)))
            for start, end in draft.content
        ]
        draft.content = [each for each in draft.content if each[0] < each[1]]
    return [draft for draft in drafts if draft.content or draft.announces]


def _before_semicolon(passage: Passage, start: int, end: int) -> int:
    for token in range(start, end):
        if passage.words[token] == ";" and passage.quoted[token] < 0:
            return token
    return end


def _is_subordinate(passage: Passage, draft: Draft) -> bool:
    """Tell whether the clause of the cue depends on one that follows: *When asked whether …, X*."""
    start = min(draft.clause, draft.cue[0][0])
    return start > 0 and bool(passage.kinds[start - 1] & Kind.SUBORDINATOR)


def _swallows(earlier: Draft, draft: Draft) -> bool:
    """Tell whether ``draft`` only goes on with the clause that ``earlier`` reports."""
    return draft.loose and any(
        start <= draft.cue[0][0] and draft.cue[-1][1] <= end for start, end in earlier.content
    )


def _borrow(passage: Passage, lexicon: Lexicon, drafts: list[Draft], place: int) -> None:
    """Give the statement the source of the one before, else the subject that begins its stretch."""
    draft = drafts[place]
    if draft.borrows:
        for earlier in reversed(drafts[:place]):
            if earlier.source is not None:
                draft.source, draft.beside = earlier.source, earlier.beside
                return
    lo, _ = passage.stretches[draft.stretch]
    if passage.quoted[lo] >= 0 or draft.announces:
        return
    named = phrases.after(passage, lexicon, lo, draft.cue[0][0])
    if named is not None and named.end < draft.cue[0][0]:
        draft.source, draft.beside = (named.start, named.end), named.beside


def _sibling_start(
    passage: Passage, lexicon: Lexicon, later: Draft, *, subordinate: bool
) -> int | None:
    """Give where the clause of ``later`` begins when it stands beside an earlier one, not in it."""
    start = min(later.clause, later.cue[0][0])
    if start == 0:
        return None
    last = start - 1
    while last > 0 and passage.kinds[last] & Kind.ADVERB and not passage.is_mark(last):
        last -= 1
    kind, word = passage.kinds[last], passage.words[last]
    if later.borrows:
        while last > 0 and (passage.kinds[last] & Kind.COORDINATOR or passage.words[last] == ","):
            last -= 1
        return last + 1 if last + 1 < start else None
    grammar = lexicon.grammar
    if kind & Kind.COORDINATOR or word in grammar.contrast:
        while last > 0 and not passage.is_mark(last - 1) and last > start - 4:
            last -= 1
        return last if passage.words[last - 1] == "," else start - 1
    if word in (";",):
        return last
    if last > 1 and passage.words[last - 1] in grammar.contrast:
        return last - 1
    if word == "," and subordinate and all(each[0] > start for each in later.content):
        return last
    if word == "," and any(each[1] <= start for each in later.content):
        return last  # *X believes that A, Y said*
    return None


def trimmed(passage: Passage, tokens: Range) -> Range:
    """Give ``tokens`` without marks and conjunctions at the edges (quotation marks included)."""
    start, end = tokens
    while start < end and passage.is_mark(start):
        start += 1
    while end > start and passage.is_mark(end - 1):
        end -= 1
    return (start, end)
