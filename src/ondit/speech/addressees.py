"""To whom something is said: *told reporters*, *a dit à la presse*, *m’a demandé*.

An addressee is a pronoun that leans on the verb, what a verb of telling or asking has for its
object, or what stands behind a preposition of address. Of one who is told something (*residents
were told*), the verb must be one of telling: *X is accused* addresses nobody.
"""

from __future__ import annotations

from ondit.speech import phrases
from ondit.speech.bodies import body_named
from ondit.speech.drafts import Draft, Range
from ondit.speech.lexicon import Kind, Lexicon
from ondit.speech.names import text_of, without_determiner
from ondit.speech.nominals import Phrase
from ondit.speech.passages import Passage
from ondit.speech.subjects import can_speak

_REACH = 12  # tokens behind the cue, or behind who speaks, in which an addressee stands
_TELLING = frozenset({"asks", "demands", "warns", "promises", "says"})


def addressee(passage: Passage, lexicon: Lexicon, draft: Draft) -> Range | None:
    """Give the tokens of the one to whom ``draft`` is said, if the text names one."""
    if not draft.cue or draft.nominal or not draft.content:
        return None
    verb = draft.verb
    if draft.passive:
        told = verb is not None and ("person" in verb.takes or verb.stance == "asks")
        return draft.addressee if told else None
    if verb is not None and (verb.takes & {"charge", "name"} or not verb.takes):
        return None
    leaning = _leaning(passage, lexicon, draft)
    if leaning is not None:
        return leaning
    start = draft.cue[0][1]
    here = draft.source_passage == draft.passage
    if draft.source is not None and here and draft.source[0] >= start:
        start = draft.beside[1] if draft.beside is not None else draft.source[1]
    end = _end(passage, draft, start)
    if verb is not None and start == draft.cue[0][1]:
        thing = _object(passage, lexicon, draft, start, end)
        if thing is not None:
            return thing
    return _behind_preposition(passage, lexicon, start, end)


def _leaning(passage: Passage, lexicon: Lexicon, draft: Draft) -> Range | None:
    """Give the pronoun that leans on the verb: *m’a dit*, *lui a répondu*."""
    person = draft.verb is not None and "person" in draft.verb.takes
    lo, hi = draft.cue[0]
    for token in range(max(0, lo - 1), hi):
        word = passage.words[token]
        if word not in lexicon.grammar.datives or not passage.kinds[token] & Kind.CLITIC:
            continue
        if word in lexicon.grammar.reflexives or passage.words[token + 1 :][:1] == [","]:
            continue
        if token >= lo or person:
            return (token, token + 1)
    return None


def _end(passage: Passage, draft: Draft, start: int) -> int:
    """Give where an addressee ends at the latest: before the content, or at a clause mark."""
    content = [first for first, _ in draft.content if first >= start]
    end = min([*content, len(passage.words), start + _REACH])
    for token in range(start, end):
        if passage.quoted[token] != passage.quoted[draft.cue[0][0]]:
            return token
        if token > start and passage.words[token] in (",", ";", ":", "."):
            return token
    return end


def _object(passage: Passage, lexicon: Lexicon, draft: Draft, start: int, end: int) -> Range | None:
    """Give the object of a verb that is said to somebody: *told the paper*, *urged him to*."""
    verb = draft.verb
    if verb is None or start >= end:
        return None
    tail = bool(verb.tail) and verb.tail[-1] in lexicon.grammar.callings
    infinitive = "infinitive" in verb.takes and verb.stance in _TELLING
    if not ("person" in verb.takes or tail or infinitive):
        return None
    first = passage.kinds[start]
    if first & Kind.OBJECT and not first & Kind.DETERMINER:
        return (start, start + 1)
    named = phrases.after(passage, lexicon, start, end)
    if named is None or named.start != start or passage.kinds[start] & Kind.TIME:
        return None
    # *asked the council to build*: what is asked follows, *asked a question* addresses nobody.
    follows = any(begin >= named.end for begin, _ in draft.content)
    before = all(last <= draft.cue[0][0] for _, last in draft.content)
    human = can_speak(passage, lexicon, named)
    if human or (follows and "person" in verb.takes) or (follows and infinitive):
        return (named.start, named.end) if follows or (before and human) else None
    return None


def _behind_preposition(passage: Passage, lexicon: Lexicon, start: int, end: int) -> Range | None:
    """Give who stands behind a preposition of address: *to reporters*, *aux habitants*."""
    for token in range(start, end):
        word = passage.words[token]
        if word not in lexicon.grammar.addressing:
            continue
        contracted = bool(passage.kinds[token] & Kind.DETERMINER)
        first = token if contracted else token + 1
        named = phrases.after(passage, lexicon, first, end)
        if named is None or named.start != first or named.end <= token + 1:
            continue
        if _is_addressed(passage, lexicon, Phrase(token + 1, named.end)):
            return (token + 1, named.end)
    return None


def _is_addressed(passage: Passage, lexicon: Lexicon, named: Phrase) -> bool:
    """Tell whether a phrase is somebody and no place: *à la presse*, but *à Lyon*."""
    who = lexicon.speech.who
    words = passage.words[named.start : named.end]
    if passage.kinds[named.start] & (Kind.OBJECT | Kind.PERSONAL) and len(words) == 1:
        return True
    known = who.roles | who.groups | who.organisations | who.media
    if not known.isdisjoint(words) or not lexicon.titles.isdisjoint(words):
        return True
    bare = without_determiner(passage, named.start, named.end)
    if bare < named.end and words[bare - named.start] in lexicon.first_names:
        return True
    body = body_named(lexicon.language, text_of(passage, bare, named.end))
    if body is not None:
        return body.kind in ("medium", "organisation")
    determined = passage.kinds[named.start] & Kind.DETERMINER or (
        named.start > 0 and passage.kinds[named.start - 1] & Kind.DETERMINER
    )
    return bool(determined) and passage.capitals[named.end - 1]
