"""Nouns that report: *his claim that the bridge was safe*, *les accusations selon lesquelles …*.

Such a noun is a cue where a clause hangs on it by the language's link (*that*, *selon laquelle*).
Who makes the claim is its possessor (*his*, *Kyiv's*), or stands behind a preposition (*claims by
the union that*); else nobody is named. Where the noun begins its sentence, what it reports ends
before the main verb; elsewhere with the sentence. What a verb says of the noun (*rejected claims
that …*) holds the noun, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.speech import phrases
from ondit.speech.cues import Cue
from ondit.speech.drafts import Draft, Range, trimmed
from ondit.speech.lexicon import Kind, Lexicon, Sort, Verb
from ondit.speech.passages import Passage
from ondit.speech.subjects import can_speak, has_verb

_LEAST = 3  # tokens of what is reported
_BEFORE = 3  # tokens between the possessor and the noun: *his oft-repeated claim*
_BETWEEN = 8  # tokens between the noun and its link: *claims by the drivers' union that*
_MOST = 20  # of one stretch; more are met only in text made to hang a reader


def noun_cues(
    passage: Passage,
    lexicon: Lexicon,
    lo: int,
    hi: int,
    drafts: Sequence[Draft],
    unread: Sequence[Cue],
) -> list[Draft]:
    """Give the statements of the nouns of a stretch; verbs before them take them in."""
    found: list[Draft] = []
    known = {token for draft in drafts for each in draft.cue for token in range(*each)}
    known.update(cue.head for cue in unread if cue.wanted)  # *urged them to promise that*: a verb
    for token in passage.cued_in(lo, hi):
        noun = passage.sorts[token] & Sort.NOUN and passage.quoted[token] < 0
        if not noun or token in known or len(found) >= _MOST:
            continue
        draft = _of_noun(passage, lexicon, lo, hi, token)
        if draft is None:
            continue
        begin = draft.content[0][0]
        for outer in drafts:
            if outer.cue[-1][1] <= draft.clause and outer.content and outer.content[0][0] == begin:
                outer.content[0] = (draft.clause, outer.content[0][1])
        found.append(draft)
    return found


def _of_noun(passage: Passage, lexicon: Lexicon, lo: int, hi: int, token: int) -> Draft | None:
    link = _link(passage, lexicon, token, hi)
    if link is None or not _is_noun(passage, lexicon, token, lo):
        return None
    begin = link[1]
    if _is_remark(passage, lexicon, lo, token) or _is_verb(passage, begin):
        return None  # *…, a charge that she denies*, *the report that was lost*
    opens, source = _possessor(passage, lexicon, lo, token)
    if source is None and link[0] > token + 1:
        source = _agent(passage, lexicon, token + 1, link[0])
        if source is None:
            return None
    end = hi
    if not has_verb(passage, lexicon, lo, opens):
        end = _main_verb(passage, begin, hi)
    end = trimmed(passage, (begin, end))[1]
    gap = end > begin and passage.sorts[end - 1] & (
        Sort.VERBAL | Sort.FORM
    )  # *a charge that she denies*
    if end - begin < _LEAST or gap or not has_verb(passage, lexicon, begin, end):
        return None
    stance = lexicon.nominal[passage.words[token]]
    return Draft(
        passage=0,
        cue=[(token, token + 1)],
        content=[(begin, end)],
        source=source,
        verb=Verb(
            lemma=passage.words[token],
            tail=tuple(passage.words[link[0] : begin]),
            reflexive=False,
            stance=stance,
            takes=frozenset({"clause"}),
            complements="clause",
        ),
        clause=opens,
        nominal=True,
    )


def _is_remark(passage: Passage, lexicon: Lexicon, lo: int, token: int) -> bool:
    """Tell whether the narrator takes up what was said by this noun: *…, a charge*."""
    before = token - 1
    if before > lo and passage.words[before] in lexicon.grammar.indefinite_articles:
        before -= 1
    noun = passage.words[token] in lexicon.grammar.remarks
    return noun and before >= lo and passage.words[before] in (",", "-", "–", "—")


def _is_verb(passage: Passage, token: int) -> bool:
    """Tell whether a finite verb stands at ``token``: what comes before it is its subject."""
    auxiliary = passage.kinds[token] & Kind.AUXILIARY and not passage.kinds[token] & Kind.DETERMINER
    return bool(auxiliary)


def remarked(passage: Passage, lexicon: Lexicon, lo: int, unread: Sequence[Cue]) -> list[Draft]:
    """Give what is said of a remark by verbs left unread: *…, a charge that she denies*."""
    found: list[Draft] = []
    for cue in unread:
        subject = phrases.before(passage, lexicon, lo, cue.start)
        if subject is None or subject.relative or cue.passive:
            continue
        last = subject.start - 1
        if last > lo and passage.kinds[last] & (Kind.COMPLEMENTISER | Kind.RELATIVE):
            last -= 1
        if last <= lo or not _is_remark(passage, lexicon, lo, last):
            continue
        first = last
        if passage.words[last - 1] in lexicon.grammar.indefinite_articles:
            first = last - 1
        found.append(
            Draft(
                passage=0,
                cue=[(cue.start, cue.end)],
                content=[(first, last + 1)],
                source=(subject.start, subject.end),
                beside=subject.beside,
                verb=cue.verb,
                negated=cue.negated,
                clause=subject.start,
                nominal=True,
            )
        )
    return found


def _link(passage: Passage, lexicon: Lexicon, token: int, hi: int) -> Range | None:
    """Give the words that tie a clause to the noun: right behind it, or behind who claims it."""
    for start in range(token + 1, min(hi, token + 1 + _BETWEEN)):
        for words in lexicon.noun_links:
            end = start + len(words)
            if end < hi and tuple(passage.words[start:end]) == words:
                return (start, end)
        if passage.is_mark(start) or passage.kinds[start] & (Kind.AUXILIARY | Kind.COMPLEMENTISER):
            return None
        if start == token + 1 and not passage.kinds[start] & Kind.PREPOSITION:
            return None
    return None


def _is_noun(passage: Passage, lexicon: Lexicon, token: int, lo: int) -> bool:
    """Tell whether the word is no verb here: *he claims that*."""
    if passage.words[token] not in lexicon.forms:
        return True
    if token <= lo:
        return True
    before = passage.kinds[token - 1]
    barred = Kind.PERSONAL | Kind.AUXILIARY | Kind.NEGATION | Kind.RELATIVE
    if passage.words[token - 1] == "'s" or before & Kind.DETERMINER:
        return True
    if before & Kind.PREPOSITION or passage.words[token - 1] in lexicon.forms:
        return True
    return not before & barred and not passage.capitals[token - 1] and bool(before)


def _possessor(passage: Passage, lexicon: Lexicon, lo: int, token: int) -> tuple[int, Range | None]:
    """Give where the noun's phrase begins, and whose it is."""
    for here in range(token - 1, max(lo, token - _BEFORE) - 1, -1):
        word = passage.words[here]
        if word in lexicon.speech.possessives:
            return here, (here, here + 1)
        if word == "'s":
            owner = phrases.name_ending(passage, lexicon, lo, here - 1)
            owner = owner or phrases.before(passage, lexicon, lo, here)
            return (owner.start, (owner.start, owner.end)) if owner is not None else (here, None)
        if passage.kinds[here] & Kind.DETERMINER:
            return here, None
        if passage.kinds[here] & ~Kind.ADVERB or passage.is_mark(here):
            return here + 1, None
    return token, None


def _agent(passage: Passage, lexicon: Lexicon, start: int, end: int) -> Range | None:
    """Give who stands between the noun and its link: *claims by the union that*."""
    named = phrases.after(passage, lexicon, start + 1, end)
    if named is None:
        named = phrases.after(passage, lexicon, start, end)
    if named is None or named.end != end or not can_speak(passage, lexicon, named):
        return None
    return (named.start, named.end)


def _main_verb(passage: Passage, begin: int, hi: int) -> int:
    """Give where the clause of a noun that begins its sentence ends: before the main verb."""
    verbal = [
        token
        for token in range(begin, hi)
        if passage.sorts[token] & (Sort.VERBAL | Sort.FORM) and passage.quoted[token] < 0
    ]
    barred = (
        Kind.COORDINATOR | Kind.RELATIVE | Kind.SUBORDINATOR | Kind.COMPLEMENTISER | Kind.PERSONAL
    )
    previous: int | None = None
    for token in verbal:
        if previous is not None and "," in passage.words[previous:token]:
            return passage.words.index(",", previous)
        auxiliary = passage.kinds[token] & Kind.AUXILIARY
        if previous == token - 1 and auxiliary and not passage.kinds[previous] & Kind.AUXILIARY:
            return token  # *the report that he wrote was long*
        if previous is not None and token > previous + 1:
            between = passage.kinds[previous + 1 : token]
            joined = any(kind & barred and not kind & Kind.DETERMINER for kind in between)
            last = passage.kinds[token - 1]
            noun = last & (Kind.DETERMINER | Kind.PREPOSITION)
            if not joined and not noun and not all(kind & Kind.ADVERB for kind in between):
                return token
        previous = token
    return hi
