"""Noun phrases beside a cue, found without a parser: where they begin and end.

A phrase is followed from the cue outwards until something that cannot belong to it: a clause mark,
a conjunction, an auxiliary, another subject. What stands in commas, brackets or dashes between a
name and its verb is kept apart, as the apposition.
"""

from __future__ import annotations

from ondit.speech.appositions import apposition_start, beside_after, closing_comma
from ondit.speech.cues import prepositions
from ondit.speech.homographs import is_certain, is_likely
from ondit.speech.lexicon import Kind, Lexicon, Sort
from ondit.speech.nominals import (
    Phrase,
    completes_office,
    is_abbreviated,
    is_nominal,
    is_past,
    is_spaced,
    joins_names,
)
from ondit.speech.passages import DASHES, Passage

# Longest apposition and noun phrase followed, in tokens: beyond that the comma belongs elsewhere.
_LONGEST_PHRASE = 25

_LONGEST_CHAIN, _LONGEST_LINK = 3, 6

_LONGEST_AGO = 7  # tokens: *il y a un peu plus d'un an*

_INNER_MARKS = frozenset("&-'’/%$€£.")
_BREAKS = Kind.COMPLEMENTISER | Kind.SUBORDINATOR | Kind.RELATIVE | Kind.QUESTION | Kind.AUXILIARY


def before(passage: Passage, lexicon: Lexicon, lo: int, end: int) -> Phrase | None:
    """Give the subject that ends right before token ``end``, not before ``lo``."""
    kinds, words = passage.kinds, passage.words
    last = end - 1
    while last >= lo and kinds[last] & (Kind.ADVERB | Kind.NEGATION | Kind.CLITIC | Kind.TIME):
        if last > lo and kinds[last - 1] & Kind.ARTICLE:
            break
        if kinds[last] & Kind.PERSONAL or (passage.capitals[last] and not kinds[last] & Kind.TIME):
            break
        last -= 1
        # *on* Tuesday
        if last > lo and kinds[last] & Kind.PREPOSITION and kinds[last + 1] & Kind.TIME:
            last -= 1
    last = _before_ago(passage, lexicon, lo, last)
    if last >= lo and passage.quoted[last] >= 0:
        last = closing_comma(passage, lo, last)
    if last < lo or (passage.quoted[last] >= 0 and not passage.is_mark(last)):
        return None
    if kinds[last] & Kind.PERSONAL and not kinds[last] & Kind.MARK:
        return Phrase(last, last + 1)
    if words[last] in lexicon.grammar.subject_relatives:
        return _antecedent(passage, lexicon, lo, last)
    if passage.is_mark(last) and words[last] != ".":
        opening = apposition_start(passage, lo, last)
        if opening is None:
            return None
        end = opening - 1
        if words[end] == ")" and passage.partners.get(end, -1) > lo:
            end = passage.partners[end] - 1  # *Ann Lee (D-Ore.), head of X, said*
        named = _ending(passage, lexicon, lo, end)
        head = named and _head_of_chain(passage, lexicon, lo, named)
        told = head and any(
            last == head.start for _, last, _ in prepositions(passage, lexicon, lo, head.start)
        )
        named = named if told else head  # *According to the Post, Ann Lee, 59, said*
        return named and Phrase(named.start, named.end, (opening + 1, last))
    return _with_name_before(passage, lexicon, lo, _ending(passage, lexicon, lo, last))


def _before_ago(passage: Passage, lexicon: Lexicon, lo: int, last: int) -> int:
    """Give the token before a time that counts back: *une femme venue il y a deux ans* dit."""
    for start in range(last - 1, max(lo, last - _LONGEST_AGO), -1):
        for phrase in lexicon.ago.get(passage.words[start], ()):
            count = start + len(phrase)
            if count >= last or tuple(passage.words[start:count]) != phrase:
                continue
            counted = passage.kinds[count] & Kind.DETERMINER or passage.words[count].isdigit()
            if counted and not any(passage.is_mark(token) for token in range(count, last + 1)):
                return start - 1
    return last


def _with_name_before(
    passage: Passage, lexicon: Lexicon, lo: int, role: Phrase | None
) -> Phrase | None:
    """Give the name before a role that no comma closes: *Ann Lee, professor at Yale said*."""
    role = role and _whole_role(passage, lexicon, lo, role)
    if role is None or role.start - 2 < lo or passage.words[role.start - 1] != ",":
        return role
    first = passage.words[role.start : role.start + 4]
    known = lexicon.speech.who.roles.intersection(first) or _bears(passage, lexicon, lo, role.start)
    if not known or first[0] in lexicon.grammar.definite:
        return role
    if _holds_name(passage, lexicon, role):
        return role  # *Speaking in Geneva, Foreign minister Ann Lee said*
    named = _ending(passage, lexicon, lo, role.start - 2)
    if named is None or not (passage.capitals[named.start] and passage.capitals[named.end - 1]):
        return role
    placed = named.start > lo and passage.kinds[named.start - 1] & Kind.PREPOSITION
    if placed or passage.kinds[named.start] & (Kind.TIME | Kind.PREPOSITION):
        return role  # *In Berlin, a spokesman said*
    return Phrase(named.start, named.end, (role.start, role.end))


def _whole_role(passage: Passage, lexicon: Lexicon, lo: int, role: Phrase) -> Phrase:
    """Give both roles of one person: *Ann Lee, an adviser and spokeswoman for the union said*."""
    joins = role.start - 2 >= lo and passage.kinds[role.start - 1] & Kind.COORDINATOR
    earlier = _ending(passage, lexicon, lo, role.start - 2) if joins else None
    if earlier is None or earlier.start - 2 < lo or passage.words[earlier.start - 1] != ",":
        return role
    first = passage.words[earlier.start : earlier.end]
    known = lexicon.speech.who.roles.intersection(first) or _bears(
        passage, lexicon, lo, earlier.start
    )
    if not known or passage.kinds[role.start] & Kind.DETERMINER:
        return role
    return Phrase(earlier.start, role.end)


def _bears(passage: Passage, lexicon: Lexicon, lo: int, start: int) -> bool:
    """Tell whether a full name that begins its clause stands before what a comma adds to it.

    What is added begins in lower case and with no small word: *Ann Lee, partner at Y said*.
    """
    if passage.capitals[start] or passage.kinds[start] or start - 2 < lo:
        return False
    named = _ending(passage, lexicon, lo, start - 2)
    return named is not None and _is_full_name(passage, lexicon, lo, named)


def _holds_name(passage: Passage, lexicon: Lexicon, role: Phrase) -> bool:
    """Tell whether the role is followed by the name of who bears it."""
    return any(
        passage.words[token - 1] in lexicon.speech.who.roles
        and passage.capitals[token]
        and passage.words[token] not in lexicon.speech.who.roles
        and not passage.kinds[token]
        for token in range(role.start + 1, role.end)
    )


def _head_of_chain(passage: Passage, lexicon: Lexicon, lo: int, last: Phrase) -> Phrase:
    """Give the name that a chain of short additions begins with: *Ann Lee, 59, of Hull, said*."""
    end = last.start
    tied = end
    while tied > lo and passage.kinds[tied - 1] & Kind.PREPOSITION:
        tied -= 1
    if tied < end and tied - 2 >= lo and passage.words[tied - 1] == ",":
        # *Israël, par la bouche de son ministre, X, a dit*
        named = _ending(passage, lexicon, lo, tied - 2)
        if named is not None:
            return named
    if passage.kinds[end] & Kind.DETERMINER:
        # *Ann Lee, the daughter of the founder, born in Hull, said*
        if end - 2 > lo and passage.words[end - 1] == ",":
            named = _ending(passage, lexicon, lo, end - 2)
            if named is not None and _is_full_name(passage, lexicon, lo, named):
                return named
        return last
    for _ in range(_LONGEST_CHAIN):
        while end > lo and passage.kinds[end - 1] & Kind.PREPOSITION:
            end -= 1
        if end - 2 < lo or passage.words[end - 1] != ",":
            break
        start = end - 1
        while start > lo and not passage.is_mark(start - 1) and end - start < _LONGEST_LINK:
            if passage.kinds[start - 1] & (Kind.AUXILIARY | Kind.PERSONAL):
                return last
            start -= 1
        named = _ending(passage, lexicon, lo, end - 2)
        if named is not None and passage.capitals[named.start] and passage.capitals[named.end - 1]:
            return named
        end = start
    return last


def _is_full_name(passage: Passage, lexicon: Lexicon, lo: int, named: Phrase) -> bool:
    """Tell whether the phrase is a name of two words at least that begins its clause."""
    begins = named.start == lo or passage.is_mark(named.start - 1)
    names = all(
        passage.capitals[token] and not passage.kinds[token] & (Kind.PREPOSITION | Kind.TIME)
        for token in range(named.start, named.end)
    )
    known = passage.words[named.start] in lexicon.first_names
    return names and named.end - named.start > 1 and (begins or known)


def _antecedent(passage: Passage, lexicon: Lexicon, lo: int, relative: int) -> Phrase | None:
    last = relative - 1
    if last >= lo and passage.words[last] == ",":
        last -= 1
    if last >= lo and passage.words[last] in lexicon.speech.pronouns:
        return Phrase(last, last + 1, relative=True)  # *ce sont eux qui disent*
    lo = _after_agent(passage, lexicon, lo, last)
    nearest = name_ending(passage, lexicon, lo, last)
    if nearest is not None:
        return Phrase(nearest.start, nearest.end, relative=True)
    named = _ending(passage, lexicon, lo, last) if last >= lo else None
    if named is not None and named.end <= last:
        named = _determined(passage, lo, last) or named
    return named and Phrase(named.start, named.end, named.beside, relative=True)


def name_ending(passage: Passage, lexicon: Lexicon, lo: int, last: int) -> Phrase | None:
    """Give the full name that ends at ``last`` behind a verb or preposition: *met* Ann Lee, *who*.

    None where the name may hang on a noun (*the wife of Ann Lee*) or begin the clause, which a
    phrase tells better.
    """
    first = last
    while first > lo and passage.capitals[first - 1] and not passage.kinds[first - 1]:
        first -= 1
    before = first - 1
    if first == last or before <= lo or not passage.capitals[last] or passage.kinds[last]:
        return None
    word, kind = passage.words[before], passage.kinds[before]
    # *said Ann Lee to Paul Roy, who*: no name hangs on a name
    hangs = word in lexicon.grammar.genitives and not (
        word in lexicon.grammar.addressing and passage.capitals[before - 1]
    )
    if passage.is_mark(before) or hangs or kind & Kind.COORDINATOR:
        return None
    verbal = is_past(passage, lexicon, before, lo) or word.endswith(
        lexicon.grammar.participle_endings
    )
    verbal = verbal or bool(passage.sorts[before] & (Sort.VERBAL | Sort.FORM))
    if kind & Kind.PREPOSITION or (verbal and word not in lexicon.speech.who.roles):
        return Phrase(first, last + 1)
    return None


def _after_agent(passage: Passage, lexicon: Lexicon, lo: int, last: int) -> int:
    """Give the start of the agent that ends at ``last``: *was hit by* the army, *which says*."""
    for token in range(last - 1, max(lo, last - _LONGEST_LINK) - 1, -1):
        if passage.is_mark(token) or passage.kinds[token] & (Kind.PERSONAL | Kind.AUXILIARY):
            break
        if passage.words[token] in lexicon.grammar.passive_agents:
            return token + 1
    return lo


def _determined(passage: Passage, lo: int, last: int) -> Phrase | None:
    """Give the noun that ends at ``last`` from its determiner on: *refused to pay a man who*."""
    for token in range(last - 1, max(lo, last - _LONGEST_LINK) - 1, -1):
        kind = passage.kinds[token]
        if kind & Kind.DETERMINER:
            return Phrase(token, last + 1)
        if kind:
            return None
    return None


def _ending(passage: Passage, lexicon: Lexicon, lo: int, last: int) -> Phrase | None:
    """Give the noun phrase whose last token is ``last``."""
    kinds, words = passage.kinds, passage.words
    if last < lo or not _may_end(passage, lexicon, last):
        return None
    first = last
    floor = max(lo, last - _LONGEST_PHRASE)
    while first >= floor and not _stops_left(passage, lexicon, floor, first, last):
        first -= 1
    cut_by_verb = first >= floor and (
        bool(kinds[first] & Kind.AUXILIARY) or is_past(passage, lexicon, first, lo)
    )
    first += 1
    if cut_by_verb or _looks_verbal(passage, lexicon, first, last):
        head = _relative_head(passage, lexicon, lo, first - 1)
        if head is not None:
            return Phrase(head.start, head.end, head.beside)
        if cut_by_verb and passage.kinds[min(first, last)] & Kind.PREPOSITION:
            # *emails seen by the paper suggest*: a participle cut the noun off.
            return _ending(passage, lexicon, lo, first - 2) if first - 2 >= lo else None
        if cut_by_verb and not _begins_phrase(passage, first, last):
            return None
    while first <= last and kinds[first] & (Kind.ADVERB | Kind.COORDINATOR | Kind.SUBORDINATOR):
        if (passage.capitals[first] and first > lo) or kinds[first] & Kind.PREPOSITION:
            break
        first += 1
    if first <= last and kinds[first] & Kind.PREPOSITION and not kinds[first] & Kind.DETERMINER:
        first = _after_preposed(passage, first, last)
    while first <= last and words[first] in lexicon.grammar.non_nouns:
        first += 1
    for start, end, _ in prepositions(passage, lexicon, max(lo, first - 2), last + 1):
        if start <= first < end <= last:
            first = end  # *according to* an official, who
    if lo < first < last and kinds[first] & Kind.COMPLEMENTISER and kinds[first] & Kind.DETERMINER:
        # *reported that officials*, *said last week that the plan*: a conjunction here.
        first += bool(cut_by_verb or kinds[first - 1] & Kind.TIME)
    if first > last:
        return None
    return Phrase(first, last + 1) if is_nominal(passage, lexicon, first, last) else None


def _may_end(passage: Passage, lexicon: Lexicon, last: int) -> bool:
    kind = passage.kinds[last]
    if passage.words[last] in lexicon.speech.who.indefinite:
        return True
    if kind & Kind.MARK:
        return passage.words[last] == "." and last > 0 and passage.capitals[last - 1]
    if kind & Kind.PREPOSITION and last > 0 and passage.words[last - 1] in lexicon.articles:
        return not kind & (Kind.DETERMINER | Kind.AUXILIARY)  # *un proche*
    barred = Kind.PREPOSITION | Kind.COORDINATOR | Kind.COMPLEMENTISER | Kind.AUXILIARY
    barred |= Kind.SUBORDINATOR
    return not kind & barred or passage.capitals[last]


def _stops_left(passage: Passage, lexicon: Lexicon, lo: int, token: int, last: int) -> bool:
    kind, word = passage.kinds[token], passage.words[token]
    if passage.quoted[token] >= 0:
        return True
    if kind & Kind.MARK:
        if word == ".":
            return not (token > lo and (token == last or is_abbreviated(passage, lexicon, token)))
        return word not in _INNER_MARKS or (word in DASHES and is_spaced(passage, token))
    if token == last:
        return False
    if kind & Kind.COORDINATOR:
        # *director of marketing and of …*: the preposition is said again
        again = passage.words[token + 1] in lexicon.grammar.genitives
        return not again and not (
            joins_names(passage, token, lo) or _joins_roles(passage, lexicon, token, last)
        )
    if kind & Kind.PERSONAL and not kind & Kind.DETERMINER:
        return True
    # *said last week that officials*: a day or a week takes no relative clause
    if (
        kind & Kind.COMPLEMENTISER
        and lo < token < last
        and (_opens_clause(passage, token + 1) or passage.kinds[token - 1] & Kind.TIME)
    ):
        return True
    if is_past(passage, lexicon, token, lo):
        return True
    if (
        kind & Kind.SUBORDINATOR
        and kind & Kind.PREPOSITION
        and word not in lexicon.grammar.genitives
        and passage.kinds[token + 1] & Kind.DETERMINER
        and token > lo
        and not passage.is_mark(token - 1)
    ):
        return True  # *after a keeper said*
    if kind & _BREAKS:
        return not kind & (Kind.DETERMINER | Kind.PREPOSITION) and not (
            passage.capitals[token] and token > lo
        )
    return not passage.capitals[token] and _is_finite(passage, lexicon, token)


def _is_finite(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether ``token`` is a finite verb; a noun of its form is none."""
    word, language = passage.words[token], lexicon.language
    forms = lexicon.forms.get(word, ())
    if any(form.shapes & {"finite", "conditional"} for form in forms):
        noun = word in lexicon.grammar.noun_forms
        return not noun or is_likely(passage, language, token)
    grammar = lexicon.grammar
    unfinished = grammar.infinitive_endings
    if grammar.participles_apart:
        unfinished += grammar.participle_endings + grammar.gerund_endings
    if passage.kinds[token] or word.endswith(unfinished):
        return False  # *l'équipe assurant la défense*
    return is_certain(passage, language, token)


def _joins_roles(passage: Passage, lexicon: Lexicon, token: int, last: int) -> bool:
    """Tell whether *and* joins two roles before a name: *founder and chief executive Ann Lee*."""
    roles = lexicon.speech.who.roles
    later = passage.words[token + 1 : min(last, token + 4)]
    before = token > 0 and passage.words[token - 1] in roles
    return before and passage.capitals[last] and not roles.isdisjoint(later)


def _opens_clause(passage: Passage, token: int) -> bool:
    kind = passage.kinds[token]
    return passage.capitals[token] or bool(kind & (Kind.DETERMINER | Kind.PERSONAL))


def _looks_verbal(passage: Passage, lexicon: Lexicon, first: int, last: int) -> bool:
    """Tell whether ``first`` to ``last`` lacks all that a noun phrase begins with."""
    return not any(
        passage.kinds[token] & Kind.DETERMINER or passage.capitals[token]
        for token in range(first, last + 1)
    ) and not is_nominal(passage, lexicon, first, last)


def _begins_phrase(passage: Passage, first: int, last: int) -> bool:
    return first <= last and (
        bool(passage.kinds[first] & (Kind.DETERMINER | Kind.PREPOSITION)) or passage.capitals[first]
    )


def _relative_head(passage: Passage, lexicon: Lexicon, lo: int, token: int) -> Phrase | None:
    """Give the noun before a relative clause that ends at the cue: *the man who was there* said."""
    for here in range(token, max(lo, token - _LONGEST_PHRASE), -1):
        if passage.words[here] in (";", ":") or passage.quoted[here] >= 0:
            return None
        if passage.words[here] in lexicon.grammar.subject_relatives:
            return _antecedent(passage, lexicon, lo, here)
    return None


def _after_preposed(passage: Passage, first: int, last: int) -> int:
    """Skip a phrase put before the subject: *In Berlin* the minister."""
    kinds = passage.kinds
    for token in range(first + 2, last + 1):
        earlier = kinds[token - 1]
        if earlier & (Kind.PREPOSITION | Kind.MARK):
            continue
        if kinds[token] & Kind.DETERMINER and not earlier & Kind.DETERMINER:
            return token
        named = passage.capitals[token] and not passage.capitals[token - 1]
        if named and not earlier & Kind.DETERMINER:
            return token
    return first + 1


def after(
    passage: Passage, lexicon: Lexicon, start: int, hi: int, *, quotation: int = -1
) -> Phrase | None:
    """Give the noun phrase that begins at ``start`` (adverbs skipped), not past ``hi``.

    It stands outside quotation marks, or inside the ``quotation`` of that number.
    """
    kinds, words = passage.kinds, passage.words
    skipped = Kind.ADVERB | Kind.COORDINATOR
    while start < hi and kinds[start] & skipped and not kinds[start] & Kind.DETERMINER:
        start += 1
    if start >= hi or passage.quoted[start] != quotation:
        return None
    if kinds[start] & (Kind.PERSONAL | Kind.OBJECT) and not kinds[start] & Kind.DETERMINER:
        return Phrase(start, start + 1)
    barred = Kind.PREPOSITION | Kind.COMPLEMENTISER | Kind.MARK | Kind.AUXILIARY | Kind.TIME
    if kinds[start] & barred and not kinds[start] & Kind.DETERMINER:
        return None
    end = start + 1
    named = passage.capitals[start] and not kinds[start] & Kind.DETERMINER
    ceiling = min(hi, start + _LONGEST_PHRASE)
    while end < ceiling and not _stops_right(passage, lexicon, end, ceiling, named=named):
        named = passage.capitals[end]
        end += 1
    while end > start + 1 and kinds[end - 1] & (Kind.PREPOSITION | Kind.COORDINATOR | Kind.MARK):
        if words[end - 1] == ".":
            break
        end -= 1
    if not is_nominal(passage, lexicon, start, end - 1):
        return None
    return Phrase(start, end, beside_after(passage, lexicon, start, end, hi))


def _stops_right(passage: Passage, lexicon: Lexicon, token: int, hi: int, *, named: bool) -> bool:
    kind, word = passage.kinds[token], passage.words[token]
    if passage.quoted[token] != passage.quoted[token - 1]:
        return True
    if kind & Kind.MARK:
        if word == ".":
            return not is_abbreviated(passage, lexicon, token) or token + 1 >= hi
        return word not in _INNER_MARKS or (word in DASHES and is_spaced(passage, token))
    if word in lexicon.language.words.weekdays or (kind & (Kind.TIME | Kind.ADVERB) and named):
        return not passage.capitals[token] or word in lexicon.language.words.weekdays
    if kind & Kind.COORDINATOR:
        return not joins_names(passage, token, 0)
    if kind & Kind.PREPOSITION:
        if word in lexicon.grammar.addressing:
            return True  # *a déclaré le président à Mediaite*
        return word not in lexicon.grammar.genitives or (named and word not in lexicon.ties)
    if kind & Kind.ADVERB and not kind & Kind.DETERMINER and not passage.capitals[token]:
        # *the president obliquely referred to*: an adverb inside a phrase stands behind its article
        return not passage.kinds[token - 1] & (Kind.DETERMINER | Kind.ADVERB | Kind.PREPOSITION)
    if kind & (_BREAKS | Kind.PERSONAL) and not kind & Kind.DETERMINER:
        return True
    lower = not passage.capitals[token]
    earlier = passage.kinds[token - 1]
    if lower and is_past(passage, lexicon, token, 0):
        return True
    if kind & Kind.DETERMINER:
        return not earlier & (Kind.PREPOSITION | Kind.DETERMINER | Kind.COORDINATOR)
    role = word in lexicon.speech.who.roles  # *le Premier ministre*
    if lower and named and not earlier & Kind.PREPOSITION and word.isalpha() and not role:
        return not completes_office(passage, lexicon, token)
    return _is_finite(passage, lexicon, token)
