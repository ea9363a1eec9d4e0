"""Content that follows its cue, by what the verb takes.

A colon or a quotation comes first, then what a conjunction marks (*that*, *whether*), then the
complements that only some verbs take: to do, somebody of doing, something as something, a clause
without conjunction, a thing.
"""

from __future__ import annotations

from ondit.speech import phrases
from ondit.speech.cues import Cue, prepositions
from ondit.speech.drafts import Draft, Range
from ondit.speech.infinitives import before_next_subject, infinitive, infinitive_form, is_infinitive
from ondit.speech.lexicon import Kind, Lexicon, Sort
from ondit.speech.nominals import Phrase, is_past
from ondit.speech.passages import Passage
from ondit.speech.preceding import quotation_after
from ondit.speech.subjects import can_speak

_ADVERBIAL = 14  # tokens between a cue and its that: *said in a statement on Monday … that*
_LEAST_CLAUSE = 3  # tokens that a clause before *, X said* has at least
_LONG_QUOTATION = 8  # tokens, marks included; a longer one needs nothing after it
_TITLE = 6  # tokens, marks included, of a quotation that may be a title


def complement(
    passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int, draft: Draft, *, bare: bool
) -> list[Range]:
    """Give the content that follows ``end``, by what the verb takes."""
    takes = cue.verb.takes
    colon = _colon(passage, lexicon, end, hi)
    if colon is not None and colon > end and _names_source(passage, lexicon, colon + 1, hi):
        # *calls it careful: according to X, …*
        return complement(passage, lexicon, cue, end, colon, draft, bare=bare)
    if colon is not None and colon + 1 < hi:
        return [(colon + 1, hi)]
    if end >= hi:
        return []
    marker = passage.words[end] in lexicon.grammar.infinitive_markers
    if "bare-infinitive" in takes and not marker and is_infinitive(passage, lexicon, end, hi):
        return [(end, hi)]
    quotation = _quotation_follows(passage, end)
    if (
        quotation is None
        and "person" in takes
        and (told := phrases.after(passage, lexicon, end, hi))
    ):
        quotation = _quotation_follows(passage, told.end)  # *tell them “…”*
    if quotation is not None and quotation < hi:
        return _from_quotation(passage, quotation, hi)
    introduced = _introduced(passage, lexicon, cue, end, hi, draft)
    if introduced:
        return introduced
    if "attribute" in takes and cue.verb.reflexive and not passage.is_mark(end):
        return [(end, hi)]
    if takes & {"charge", "name"}:
        return _object_and_predicate(passage, lexicon, cue, end, hi, draft)
    begin = _bare_clause(passage, lexicon, cue, end, hi, draft) if bare else None
    if begin is None and "wish" in takes:
        begin = _wish(passage, lexicon, end, hi)
    if begin is not None:
        return [(begin, hi)]
    return _thing(passage, lexicon, cue, end, hi) if bare and "thing" in takes else []


def _names_source(passage: Passage, lexicon: Lexicon, start: int, hi: int) -> bool:
    """Tell whether what begins at ``start`` names first whose words it is."""
    return any(begins == start for begins, _, _ in prepositions(passage, lexicon, start, hi))


def _introduced(
    passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int, draft: Draft
) -> list[Range]:
    """Give what a conjunction introduces, or the marker of an infinitive."""
    takes = cue.verb.takes
    that = _that(passage, lexicon, cue, end, hi) if takes & {"clause", "bare"} else None
    marker = infinitive(passage, lexicon, end, hi) if "infinitive" in takes else None
    if that is not None and that < hi and (marker is None or that < marker):
        if "person" in takes:
            told = phrases.after(passage, lexicon, end, that)
            draft.addressee = (told.start, told.end) if told else None
        return [(that, hi)]
    if marker is None:
        marker = _urged(passage, lexicon, cue, end, hi)
    if marker is None:
        return []
    if passage.quoted[marker + 1] >= 0:
        return _from_quotation(passage, marker + 1, hi)
    return [(marker + 1, before_next_subject(passage, marker + 1, hi))]


def _urged(passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int) -> int | None:
    """Give the marker before what somebody is urged to do: *exhorte la mairie à construire*."""
    if "infinitive" not in cue.verb.takes or cue.verb.stance not in ("demands", "asks"):
        return None
    urged = phrases.after(passage, lexicon, end, hi)
    if urged is None or urged.start != end or not can_speak(passage, lexicon, urged):
        return None
    for token in range(end + 1, min(hi - 2, urged.end + 1)):
        if passage.words[token] in lexicon.grammar.urging:
            quoted = passage.quoted[token + 1] >= 0
            if infinitive_form(passage, lexicon, token + 1 + quoted):
                return token
    return None


def _bare_clause(
    passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int, draft: Draft
) -> int | None:
    """Give where a clause without conjunction begins, if it is long enough to be one."""
    takes = cue.verb.takes
    begin = _bare(passage, lexicon, cue, end, hi, draft) if "bare" in takes else None
    if begin is None or hi - begin < _LEAST_CLAUSE:
        return None
    # *found the victim* reports nothing, *found the drug was safe* does.
    finite = "verb" not in takes or _has_verb(passage, lexicon, begin, hi)
    return begin if finite else None


def _thing(passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int) -> list[Range]:
    """Give the noun phrase that is the object of the verb, if one begins at ``end``."""
    plain = not passage.kinds[end] and cue.verb.stance == "denies"
    begins = (
        passage.kinds[end] & Kind.DETERMINER
        or cue.verb.tail
        or plain
        or phrases.after(passage, lexicon, end, hi) is not None
    )
    if not begins:
        return []
    first = end
    if cue.verb.tail and passage.words[end] in lexicon.grammar.charge_markers:
        first = end + 1  # *faire état de* something
    return [(first, thing_end(passage, first, hi))]


def _has_verb(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Tell whether there is a sign of a finite verb among the tokens."""
    return any(
        (passage.kinds[token] & Kind.AUXILIARY and not passage.kinds[token] & Kind.DETERMINER)
        or is_past(passage, lexicon, token, start)
        or (token > start and passage.words[token] in lexicon.forms)
        for token in range(start, end)
    )


def thing_end(passage: Passage, end: int, hi: int) -> int:
    """Give where the noun phrase with all that hangs on it ends: at a comma or a spaced dash."""
    token = end
    while token < hi and (
        passage.quoted[token] >= 0 or passage.words[token] not in (",", ";", "-", "–", "—", ":")
    ):
        token += 1
    return token


def relative_end(
    passage: Passage, lexicon: Lexicon, lo: int, end: int, hi: int, subject: Phrase
) -> int:
    """Give where a cue that ends at ``end`` must stop: *According to X, who asked …, the bridge*.

    Where a preposition of source names the one that the relative clause is about, what follows the
    clause is told by the preposition; elsewhere the cue may go on to ``hi``.
    """
    told = prepositions(passage, lexicon, lo, subject.start)
    if subject.relative and any(last == subject.start for _, last, _ in told):
        return thing_end(passage, end, hi)
    return hi


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
    begin, end = quotation_after(passage, token, hi)
    if end >= hi:
        return [(begin, end)]
    following = passage.kinds[end]
    if following & Kind.MARK:
        if passage.quoted[end] >= 0:
            return [(begin, quotation_after(passage, end, hi)[1])]
        return [(begin, end)]
    if following & Kind.COORDINATOR and end + 1 < hi:
        then = end + 1
        while then < hi - 1 and passage.kinds[then] & (Kind.ADVERB | Kind.AUXILIARY):
            then += 1
        if passage.sorts[then] & Sort.FORM and passage.quoted[then] < 0:
            return [(begin, end)]  # *acknowledged “a fault” but insisted that …*
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
        own = token > end and word in lexicon.forms and (commas or _is_joined(passage, token))
        if own and token + 1 < hi and passage.words[token + 1] in grammar.complementisers:
            return None  # *…, he said, adding that*: the that is the other verb's
        if (
            told
            and word in lexicon.forms
            and passage.words[token - 1] in grammar.infinitive_markers
        ):
            return None  # *told them to admit that*
        if word in grammar.complementisers:
            return _behind_that(passage, lexicon, cue, end, token, hi)
        asked = token == end or told or _is_addressed(passage, lexicon, end, token)
        if kind & Kind.QUESTION and asked and token + 1 < hi and not kind & Kind.PERSONAL:
            return token
        if kind & Kind.MARK:
            if word not in (",", "(", ")", "-", "."):
                return None
            commas += word == ","
            if commas > 2:
                return None
        subject = kind & (Kind.PERSONAL | Kind.AUXILIARY)
        small = kind & (Kind.DETERMINER | Kind.CLITIC | Kind.PREPOSITION)
        if subject and not small and "bare" in cue.verb.takes:
            return None
    return None


def _is_joined(passage: Passage, token: int) -> bool:
    """Tell whether the verb at ``token`` is joined to one before: *promised X and has said*."""
    while passage.kinds[token - 1] & (Kind.AUXILIARY | Kind.ADVERB | Kind.CLITIC):
        token -= 1
    return bool(passage.kinds[token - 1] & Kind.COORDINATOR)


def _behind_that(
    passage: Passage, lexicon: Lexicon, cue: Cue, end: int, token: int, hi: int
) -> int | None:
    """Give where the clause begins whose conjunction is at ``token``, if it hangs on the cue."""
    kind, earlier = passage.kinds[token], passage.kinds[token - 1]
    if passage.words[token - 1] in lexicon.grammar.contrast:
        return None  # *tandis que*
    following = passage.kinds[token + 1] if token + 1 < hi else 0
    short = token + 1 < hi and passage.words[token + 1][0] == "'"  # *that's*
    verbal = bool(following & Kind.AUXILIARY) or short
    if token == end and verbal and kind & Kind.DETERMINER:
        return token  # *said that was wrong*: a pronoun
    told = "person" in cue.verb.takes
    if token == end or told or earlier & (Kind.TIME | Kind.ADVERB | Kind.MARK):
        return token + 1
    direct_object = passage.kinds[end] & Kind.DETERMINER or passage.capitals[end]
    if direct_object and "bare" in cue.verb.takes and not passage.kinds[end] & Kind.PREPOSITION:
        return None
    return token + 1 if not following & Kind.AUXILIARY else None


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


def _object_and_predicate(
    passage: Passage, lexicon: Lexicon, cue: Cue, end: int, hi: int, draft: Draft
) -> list[Range]:
    """Give who is accused or described, and of what or as what; the marker joins the cue."""
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
            return [(end, token), (token + 1, hi)] if token > end else [(token + 1, hi)]
        if passage.is_mark(token):
            break
    inner = next((token for token in range(end + 1, stop) if passage.words[token] in markers), None)
    if charge and inner is not None and inner + 1 < hi:
        # *accuse Pékin d'espionnage*: the charge is a noun.
        draft.cue.append((inner, inner + 1))
        return [(end, inner), (inner + 1, thing_end(passage, inner + 1, hi))]
    if charge or (thing is None and not passage.kinds[end] & Kind.DETERMINER):
        return []
    return [(end, hi)] if hi - end >= 2 else []


def _opens_charge(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether the marker at ``token`` is followed by a verb, not by a noun's complement."""
    if lexicon.grammar.infinitive_endings:
        return infinitive_form(passage, lexicon, token + 1)
    endings = lexicon.grammar.gerund_endings
    return token + 1 < len(passage.words) and passage.words[token + 1].endswith(endings)


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
        timed = passage.kinds[token - 1] & Kind.TIME and not kind & Kind.TIME
        if timed and _begins_clause(passage, lexicon, token):
            return token
    return None


def _begins_clause(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    kind = passage.kinds[token]
    if kind & (Kind.PERSONAL | Kind.DETERMINER) or passage.capitals[token]:
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


def marked(passage: Passage, end: int, first: int) -> bool:
    """Tell whether that, a colon or a quotation mark shows that content begins at ``first``."""
    return (
        passage.quoted[first] >= 0
        or passage.words[first - 1] == ":"
        or any(
            passage.kinds[token] & (Kind.COMPLEMENTISER | Kind.QUESTION)
            for token in range(max(end, first - 1), first + 1)
        )
    )
