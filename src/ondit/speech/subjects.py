"""The subject of a cue where it does not stand right before it, and whether it can speak at all.

It may follow its verb (*…, said X*), be shared with the verb before (*and added*), or belong to
the finite verb that governs an infinitive.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.speech import phrases
from ondit.speech.cues import Cue
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.nominals import Phrase, is_past
from ondit.speech.passages import Passage

_TIMES = 2  # words of time between a verb and its subject
_ADVERBIAL = 14  # tokens of an adverbial between a verb and its subject
# What is asked for, promised or charged is not said by that: *promised to say that*.
_WANTING = frozenset({"asks", "demands", "proposes", "promises", "threatens", "accuses"})


def subject_after(passage: Passage, lexicon: Lexicon, lo: int, hi: int, cue: Cue) -> Phrase | None:
    """Give the subject after the verb: *…, said X.*, if nothing but the clause's end follows it."""
    if cue.start == lo and cue.end < hi:
        named = phrases.after(passage, lexicon, cue.end, hi)
        colon = named is not None and named.end < hi and passage.words[named.end] == ":"
        return named if colon else None  # *Said Ann Lee: “…”*
    if not _follows_content(passage, lo, cue.start):
        return None
    for token in range(cue.start - 1, lo, -1):
        if passage.words[token] == ";" and passage.quoted[token] < 0:
            lo = token + 1  # another sentence
            break
    begins = cue.end
    while begins < hi and passage.kinds[begins] & Kind.TIME and begins < cue.end + _TIMES:
        begins += 1  # *a annoncé vendredi le maire*
    named = phrases.after(passage, lexicon, begins, hi)
    if named is None and passage.quoted[max(lo, cue.start - 2)] >= 0:
        named = _after_adverbial(passage, lexicon, begins, hi)
    if named is None or passage.words[named.start] in lexicon.grammar.addressing:
        return None  # *a demandé aux sénateurs*
    end = named.end
    quoted = passage.quoted[cue.start - 1] >= 0 or (
        cue.start - 2 >= lo and passage.quoted[cue.start - 2] >= 0
    )
    # *NAME, 43, told Reuters*: behind an aside such a verb is followed by who was told
    if not quoted and not (
        cue.verb.lemma not in lexicon.grammar.upright
        and _is_clause(passage, lexicon, lo, cue.start)
        and "charge" not in cue.verb.takes
        and (
            can_speak(passage, lexicon, named) or _ends_clause(passage, lexicon, lo, cue, named, hi)
        )
        and not _is_bracketed(passage, lexicon, lo, cue)
    ):
        return None
    if end >= hi or passage.quoted[end] >= 0:
        return named
    kind = passage.kinds[end]
    if kind & Kind.COMPLEMENTISER:
        return None
    closing = Kind.MARK | Kind.TIME | Kind.ADVERB | Kind.PREPOSITION | Kind.RELATIVE
    return named if kind & closing or quoted else None


def _ends_clause(
    passage: Passage, lexicon: Lexicon, lo: int, cue: Cue, named: Phrase, hi: int
) -> bool:
    """Tell whether a noun ends what the verb begins: *…, indique la direction*.

    Where such a noun always follows its verb it speaks, whatever it is, if the verb stands between
    commas or at the end and takes a clause.
    """
    if not lexicon.grammar.verb_first or "clause" not in cue.verb.takes:
        return False
    if cue.start - 1 < lo or passage.words[cue.start - 1] not in (",", "?", "!", "…"):
        return False
    determined = passage.kinds[named.start] & Kind.DETERMINER
    closed = named.end >= hi or passage.words[named.end] in (",", ".", ";")
    return bool(determined) and named.end - named.start > 1 and closed


def _is_clause(passage: Passage, lexicon: Lexicon, lo: int, end: int) -> bool:
    """Tell whether a clause stands before a cue: a verb shows in it, or must follow its noun.

    Where nouns take a determiner, what follows a noun phrase is its verb.
    """
    if has_verb(passage, lexicon, lo, end):
        return True
    if lexicon.grammar.bare_nouns:
        return False
    subject = phrases.after(passage, lexicon, lo, end)
    return subject is not None and subject.end < end - 2 and not passage.is_mark(subject.end)


def _is_bracketed(passage: Passage, lexicon: Lexicon, lo: int, cue: Cue) -> bool:
    """Tell whether what stands before the cue is its own subject with an aside: *X, who…, said*.

    Every part between the marks must be able to be an aside: none begins with a finite verb.
    """
    if passage.kinds[lo] & (Kind.PREPOSITION | Kind.TIME | Kind.SUBORDINATOR):
        # *In an interview on Sunday, X, head of Y, asked*
        lo = next((at + 1 for at in range(lo, cue.start - 1) if passage.words[at] == ","), lo)
    subject = phrases.after(passage, lexicon, lo, cue.start)
    if subject is None or subject.end >= cue.start - 1 or not passage.is_mark(subject.end):
        return False
    opens = True
    for token in range(subject.end, cue.start - 1):
        if passage.quoted[token] >= 0:
            continue
        kind = passage.kinds[token]
        if opens and not kind & Kind.MARK:
            finite = kind & (Kind.AUXILIARY | Kind.NEGATION | Kind.PERSONAL)
            if finite and not kind & (Kind.DETERMINER | Kind.PREPOSITION | Kind.OBJECT):
                return False
            if passage.words[token] in lexicon.grammar.verb_forms:
                return False
        opens = bool(kind & Kind.MARK) or (opens and bool(kind & (Kind.ADVERB | Kind.CLITIC)))
    # A verb that takes no thing has its subject after it where no conjunction follows.
    marks = Kind.COMPLEMENTISER | Kind.MARK
    return bool(
        cue.verb.takes & {"thing", "name", "charge"}
        or (cue.end < len(passage.words) and passage.kinds[cue.end] & marks)
        or passage.words[subject.end + 1] in lexicon.grammar.subject_relatives
    )


def _after_adverbial(passage: Passage, lexicon: Lexicon, start: int, hi: int) -> Phrase | None:
    """Give the name behind a short adverbial: *« … », raconte au téléphone Ann Lee*."""
    if start >= hi or not passage.kinds[start] & Kind.PREPOSITION:
        return None
    noun = Phrase(start + 1, min(hi, start + 2))
    if passage.words[start] in lexicon.grammar.addressing and can_speak(passage, lexicon, noun):
        # *a déclaré aux médias le chef de police X*: who is told comes first
        told = phrases.after(passage, lexicon, start + 1, hi)
        named = phrases.after(passage, lexicon, told.end, hi) if told is not None else None
        follows = told is not None and named is not None and named.start == told.end
        return named if follows and named and can_speak(passage, lexicon, named) else None
    for token in range(start + 1, min(hi, start + _ADVERBIAL)):
        if passage.is_mark(token) or passage.quoted[token] >= 0:
            return None
        tied = passage.kinds[token - 1] & (Kind.PREPOSITION | Kind.DETERMINER)
        # A phrase with its own article begins only where the one before is complete.
        begins = passage.kinds[token] & Kind.DETERMINER and not (
            passage.kinds[token] & Kind.PREPOSITION
        )
        if (passage.capitals[token] or begins) and not tied:
            named = phrases.after(passage, lexicon, token, hi)
            if named is None or can_speak(passage, lexicon, named):
                return named
    return None


def has_verb(passage: Passage, lexicon: Lexicon, start: int, end: int) -> bool:
    """Tell whether there is a sign of a finite verb among the tokens."""
    return any(
        (
            passage.kinds[token] & (Kind.AUXILIARY | Kind.PERSONAL | Kind.CLITIC)
            and not passage.kinds[token] & (Kind.DETERMINER | Kind.PREPOSITION)
        )
        or is_past(passage, lexicon, token, start)
        or passage.words[token] in lexicon.forms
        for token in range(start, end)
    )


def _follows_content(passage: Passage, lo: int, start: int) -> bool:
    """Tell whether what stands right before ``start`` closes a content (*…, said X*)."""
    if start <= lo:
        return False
    last = start - 1
    return passage.quoted[last] >= 0 or passage.is_mark(last)


def governing_subject(passage: Passage, lexicon: Lexicon, lo: int, end: int) -> Phrase | None:
    """Give the subject of the finite verb that governs an infinitive: the nearest one before."""
    for token in range(end - 1, lo, -1):
        joined = (
            passage.kinds[token] & Kind.COORDINATOR and passage.kinds[token + 1] & Kind.PERSONAL
        )
        if passage.words[token] in (",", ";", ":") or passage.quoted[token] >= 0 or joined:
            return phrases.after(passage, lexicon, token + 1, end)
    return phrases.after(passage, lexicon, lo, end)


def wanted_of_another(
    passage: Passage, lexicon: Lexicon, lo: int, cue: Cue, earlier: Sequence[Cue]
) -> bool:
    """Tell whether somebody is to say what an infinitive would say, and has not said it.

    *ordered the firm to say that*, *lui demande de dire que*, *was asked to confirm that*: a cue of
    asking before it governs it, or the one who is to speak stands right before it.
    """
    markers = lexicon.grammar.infinitive_markers
    if cue.shape != "infinitive" or cue.start <= lo or passage.words[cue.start] not in markers:
        return False
    subject = governing_subject(passage, lexicon, lo, cue.start)
    if subject is None:
        return False
    if any(each.verb.stance in _WANTING and each.start >= subject.end for each in earlier):
        return True
    named = object_ending(passage, lexicon, subject.end, cue.start)
    if named is None or not _is_somebody(passage, lexicon, named):
        return False
    outer = named.start - 1  # *took to Twitter to say*
    return not passage.kinds[outer] & Kind.PREPOSITION and passage.words[outer] not in markers


def object_ending(passage: Passage, lexicon: Lexicon, lo: int, end: int) -> Phrase | None:
    """Give the object of a verb that ends right before ``end``: *obliged the mayor* to admit."""
    for token in range(end - 1, lo, -1):
        kind = passage.kinds[token]
        if passage.is_mark(token) or passage.quoted[token] >= 0:
            return None
        if kind & Kind.OBJECT and token == end - 1:
            return Phrase(token, end)
        begins = passage.capitals[token] and not passage.capitals[token - 1]
        if begins or (kind & Kind.DETERMINER and not kind & Kind.PREPOSITION):
            named = phrases.after(passage, lexicon, token, end)
            return named if named is not None and named.end == end else None
    return None


def _is_somebody(passage: Passage, lexicon: Lexicon, phrase: Phrase) -> bool:
    """Tell whether a phrase names a person or a body; *a press conference* does not."""
    who = lexicon.speech.who
    known = (who.roles, who.masculine_roles, who.feminine_roles, who.groups, who.organisations)
    return any(
        passage.capitals[token]
        or passage.kinds[token] & (Kind.PERSONAL | Kind.OBJECT)
        or any(passage.words[token] in words for words in known)
        for token in range(phrase.start, phrase.end)
    )


def shares_subject(passage: Passage, lo: int, start: int) -> bool:
    """Tell whether the verb at ``start`` shares the subject of the verb before: *and added*."""
    last = start - 1
    while last > lo and passage.kinds[last] & Kind.ADVERB:
        last -= 1
    return last > lo and bool(passage.kinds[last] & Kind.COORDINATOR)


def can_speak(passage: Passage, lexicon: Lexicon, phrase: Phrase) -> bool:
    """Tell whether the phrase after a preposition names somebody, and not a thing."""
    who = lexicon.speech.who
    for token in range(phrase.start, phrase.end):
        word = passage.words[token]
        if passage.capitals[token] or passage.kinds[token] & (Kind.PERSONAL | Kind.OBJECT):
            return True
        if any(
            word in words
            for words in (
                who.roles,
                who.masculine_roles,
                who.feminine_roles,
                who.groups,
                who.documents,
                who.organisations,
                who.media,
            )
        ):
            return True
    return False
