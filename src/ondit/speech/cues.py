"""Reporting cues: the words that say somebody says something.

A cue is found from the lexicon and from its close neighbours alone: auxiliaries, negation,
adverbs and clitics before it, the tail of its lemma after it, a subject hung onto it
(*a-t-il dit*). Words that are nouns as often as verbs (*a report*, *une demande*) are cues only
where a verb can stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ondit.speech.homographs import is_doubtful
from ondit.speech.impersonal import says_nothing
from ondit.speech.lexicon import Form, Kind, Lexicon, Shape, Sort, Verb
from ondit.speech.passages import Passage

_TAIL_GAP = 2  # adverbs that may stand inside a cue: *made it clear*, *fait également savoir*
_INSIDE = Kind.ADVERB | Kind.NEGATION | Kind.OBJECT | Kind.CLITIC | Kind.TIME
_BEFORE_MAIN = Kind.ADVERB | Kind.NEGATION | Kind.CLITIC | Kind.AUXILIARY


class Cue(Struct, frozen=True, kw_only=True, gc=False):
    """A reporting cue as token numbers: the whole group ``start`` to ``end``, half-open."""

    start: int
    end: int
    head: int
    verb: Verb
    shape: Shape
    passive: bool = False
    negated: bool = False
    hearsay: bool = False
    """In the conditional by which a text keeps its distance."""
    hung: int | None = None
    """The token of a subject pronoun hung onto the verb or its auxiliary."""
    others: tuple[Verb, ...] = ()
    """Further senses of the same words, the likelier first."""
    wanted: bool = False
    """Whether somebody else wants it said, so that nobody has said it."""


def cues(passage: Passage, lexicon: Lexicon, lo: int, hi: int, *, quotation: int = -1) -> list[Cue]:
    """Give the cues among the tokens ``lo`` to ``hi`` outside quotations, or inside one."""
    found: list[Cue] = []
    forms = lexicon.forms
    taken = lo
    words, quoted, sorts = passage.words, passage.quoted, passage.sorts
    for token in passage.cued_in(lo, hi):
        if token < taken or not sorts[token] & Sort.FORM or quoted[token] != quotation:
            continue
        candidates = forms[words[token]]
        cue = _cue(passage, lexicon, token, candidates, lo, hi)
        if cue is not None:
            found.append(cue)
            taken = cue.end
    return found


def _cue(
    passage: Passage, lexicon: Lexicon, token: int, forms: tuple[Form, ...], lo: int, hi: int
) -> Cue | None:
    """Give the cue whose verb is ``token``, if it is one here."""
    if _is_noun(passage, lexicon, token, lo, hi):
        return None
    if is_doubtful(passage, lexicon.language, token) and not _ends_quotation(passage, token, hi):
        return None
    group = _group_before(passage, lexicon, token, lo)
    for form in forms:
        end = _tail_end(passage, form.verb, token, hi, lexicon.grammar.contractions)
        if end is None or (form.verb.reflexive and not group.reflexive):
            continue
        if group.reflexive and not form.verb.reflexive and _is_bare_report(form.verb):
            continue  # *cela s'explique*, *se révèle faux*: nobody says so
        shape = _shape(form, group)
        if shape is None:
            continue
        if not group.reflexive and says_nothing(passage, lexicon, token):
            continue
        hung = group.hung
        if end < hi and hung is None and passage.words[end].startswith("-"):
            hung = end if _hung_pronoun(passage.words[end], lexicon) else None
            end += hung is not None
        return Cue(
            start=group.start,
            end=end,
            head=token,
            verb=form.verb,
            shape=shape,
            passive=group.passive and not form.verb.reflexive and "gerund" not in form.shapes,
            negated=group.negated,
            hearsay=group.hearsay or shape == "conditional",
            hung=hung,
            others=tuple(
                other.verb
                for other in forms
                if other.verb is not form.verb
                and other.verb.tail == form.verb.tail
                and other.verb.reflexive == form.verb.reflexive
            ),
        )
    return None


def _ends_quotation(passage: Passage, token: int, hi: int) -> bool:
    """Tell whether a name alone stands between a quotation and the word that ends its clause.

    *“…,” Lindqvist replies.*: nothing but a verb can stand there.
    """
    if token + 1 < hi and not passage.kinds[token + 1] & Kind.MARK:
        return False
    here = token - 1
    while here > 0 and token - here < _NAME and passage.quoted[here] < 0:
        if not passage.capitals[here] and passage.words[here] != ".":
            return False
        here -= 1
    return here < token - 1 and passage.quoted[here] >= 0 and passage.words[here - 1] in (",", "?")


_NAME = 6  # tokens of a name with its title


class _Group(Struct, kw_only=True, gc=False):
    """What stands before the verb and belongs to it."""

    start: int
    have: bool = False
    passive: bool = False
    modal: bool = False
    negated: bool = False
    hearsay: bool = False
    reflexive: bool = False
    marked_infinitive: bool = False
    hung: int | None = None


_REACH = 7  # *n'a pas encore tout à fait*: longer groups were not met


def _group_before(passage: Passage, lexicon: Lexicon, token: int, lo: int) -> _Group:
    """Walk left from the verb over auxiliaries, adverbs, negation and clitics."""
    grammar = lexicon.grammar
    group = _Group(start=token)
    for here in range(token - 1, max(lo - 1, token - _REACH), -1):
        word, kind = passage.words[here], passage.kinds[here]
        if passage.quoted[here] != passage.quoted[token]:
            break
        if word.startswith("-") and _hung_pronoun(word, lexicon):
            group.hung = here
        elif word in grammar.infinitive_markers and here == token - 1:
            group.marked_infinitive = True
            group.start = here
            break
        elif here == token - 1 and kind & Kind.PREPOSITION and grammar.infinitive_endings:
            group.marked_infinitive = True  # *pour dire que*
            break
        elif not kind & _BEFORE_MAIN or kind & Kind.ARTICLE:
            if not _is_adverbial(passage, lexicon, here, lo):
                break
        elif word in grammar.reflexives or _is_own(passage, lexicon, here, lo):
            group.reflexive = True
        if kind & Kind.PERSONAL and not kind & (Kind.AUXILIARY | Kind.CLITIC):
            break
        if kind & Kind.AUXILIARY:
            _mark_auxiliary(group, word, lexicon)
        group.negated = group.negated or bool(kind & Kind.NEGATION)
        if kind & (Kind.AUXILIARY | Kind.NEGATION | Kind.CLITIC) or group.hung == here:
            group.start = here
    if group.reflexive and group.passive:
        group.have, group.passive = True, False  # *s'est engagé*
    return group


def _is_own(passage: Passage, lexicon: Lexicon, here: int, lo: int) -> bool:
    """Tell whether an object of the first person is its subject's own: *je me dis*."""
    own = passage.words[here] in lexicon.grammar.first_reflexives
    return own and here > lo and passage.words[here - 1] in lexicon.speech.who.first_person


def _is_adverbial(passage: Passage, lexicon: Lexicon, here: int, lo: int) -> bool:
    """Tell whether ``here`` lies in a short phrase after an auxiliary: *a par ailleurs dit*."""
    for earlier in (here - 1, here - 2):
        if earlier < lo:
            return False
        if passage.words[earlier] in lexicon.grammar.have:
            return bool(passage.kinds[earlier + 1] & Kind.PREPOSITION)
    return False


def _mark_auxiliary(group: _Group, word: str, lexicon: Lexicon) -> None:
    grammar = lexicon.grammar
    # The auxiliary next to the verb decides: *has been told* is passive, *is having* is not met.
    if word in grammar.be and not group.have and not group.modal:
        group.passive = True
    if word in grammar.have:
        group.have = True
    if word in grammar.modals:
        group.modal = True
    if word in grammar.hearsay:
        group.hearsay = True
        group.have = True


def _is_bare_report(verb: Verb) -> bool:
    """Tell whether the verb gives a clause as said and can have nothing else as its object."""
    return verb.stance in ("says", "reports") and not verb.takes & {"name", "person", "charge"}


def _hung_pronoun(word: str, lexicon: Lexicon) -> bool:
    """Tell whether ``word`` is a subject pronoun hung onto a verb: *-t-il*."""
    return word.startswith("-") and word.rpartition("-")[2] in lexicon.grammar.personal


def _shape(form: Form, group: _Group) -> Shape | None:
    """Choose what the word is here among what it may be, by its auxiliaries."""
    shapes = form.shapes
    if "gerund" in shapes:
        # *is saying*: the passive's auxiliary makes it progressive.
        return "finite" if group.passive or group.have else "gerund"
    if (group.have or group.passive) and "participle" in shapes:
        return "participle"
    if group.modal and "infinitive" in shapes:
        return "finite"
    if group.marked_infinitive and "infinitive" in shapes:
        return "infinitive"
    for shape in ("finite", "conditional"):
        if shape in shapes and not group.have:
            return shape
    return None


def _tail_end(
    passage: Passage,
    verb: Verb,
    token: int,
    hi: int,
    contractions: dict[str, frozenset[str]],
) -> int | None:
    """Give the end of the verb with its tail, ``None`` when the tail does not follow."""
    here = token + 1
    gap = 0
    for word in verb.tail:
        forms = contractions.get(word, ())
        while here < hi and not _is_word(passage.words[here], word, forms) and gap < _TAIL_GAP:
            if not passage.kinds[here] & _INSIDE:
                return None
            here, gap = here + 1, gap + 1
        if here >= hi or not _is_word(passage.words[here], word, forms):
            return None
        here += 1
    return here


def _is_word(found: str, word: str, forms: frozenset[str] | tuple[()]) -> bool:
    """Tell whether a word is the one looked for, or what it becomes before others (*de*: *du*)."""
    return found == word or found in forms


def _is_noun(passage: Passage, lexicon: Lexicon, token: int, lo: int, hi: int) -> bool:
    """Tell whether ``token`` stands where only a noun, a name or an adjective can."""
    if passage.words[token] in lexicon.grammar.adverbs:
        return True
    if passage.capitals[token] and token > lo and not passage.is_mark(token - 1):
        return True  # a name: *the Washington Post reported*
    if token == lo:
        following = passage.kinds[token + 1] if token + 1 < hi else Kind.MARK
        noun_like = passage.words[token] in lexicon.grammar.noun_forms
        return noun_like and bool(following & (Kind.PREPOSITION | Kind.AUXILIARY | Kind.MARK))
    before, kind = passage.words[token - 1], passage.kinds[token - 1]
    if passage.words[token] not in lexicon.grammar.noun_forms:
        return bool(kind & Kind.ARTICLE) and not kind & Kind.CLITIC
    if kind & Kind.ARTICLE:
        return True
    if kind & Kind.PREPOSITION:
        shapes = {shape for form in lexicon.forms[passage.words[token]] for shape in form.shapes}
        marked = before in lexicon.grammar.infinitive_markers and "infinitive" in shapes
        following = passage.kinds[token + 1] if token + 1 < hi else Kind.MARK
        # *began by saying*, *a commencé par dire que*: nouns have an article there
        verbal = "gerund" in shapes or ("infinitive" in shapes and following & Kind.COMPLEMENTISER)
        return not marked and not verbal and not kind & Kind.CLITIC
    if kind & Kind.DETERMINER:
        # *l'annonce* is a noun, *il l'annonce* is none.
        earlier = passage.kinds[token - 2] if token - 2 >= lo else 0
        subject = Kind.PERSONAL | Kind.RELATIVE | Kind.NEGATION
        return not (kind & Kind.CLITIC and earlier & subject)
    following = passage.kinds[token + 1] if token + 1 < hi else Kind.MARK
    infinitive = lexicon.grammar.infinitive_endings
    if following & Kind.AUXILIARY and not following & Kind.CLITIC:
        # *il dit avoir …* is a verb, *le dit a* … none.
        return not (infinitive and passage.words[token + 1].endswith(infinitive))
    return not _agrees(passage, lexicon, token) or _in_phrase(passage, token, lo, following)


def _in_phrase(passage: Passage, token: int, lo: int, following: int) -> bool:
    """Tell whether nouns alone stand between a preposition and ``token``: *to court documents*."""
    if not following & (Kind.MARK | Kind.PREPOSITION):
        return False
    here = token - 1
    while here > lo and not passage.kinds[here] and not passage.capitals[here]:
        here -= 1
    return here < token - 1 and bool(passage.kinds[here] & Kind.PREPOSITION)


def _agrees(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether a form that is infinitive and finite alike can be finite after what precedes.

    A bare stem (*terror attack*) needs a plural, a pronoun, an auxiliary or an adverb before it.
    """
    shapes = {shape for form in lexicon.forms[passage.words[token]] for shape in form.shapes}
    if not {"finite", "infinitive"} <= shapes or "participle" in shapes:
        return True
    before, kind = passage.words[token - 1], passage.kinds[token - 1]
    if kind & (Kind.PERSONAL | Kind.AUXILIARY | Kind.ADVERB | Kind.RELATIVE | Kind.MARK):
        return True
    who = lexicon.speech.who
    if _plural_before_preposition(passage, lexicon, token):
        return True
    return (
        before.endswith(lexicon.grammar.plural_endings)
        or before in lexicon.grammar.infinitive_markers
        or before in who.groups
        or before in who.indefinite
        or bool(kind & Kind.COORDINATOR)
    )


def _plural_before_preposition(passage: Passage, lexicon: Lexicon, token: int) -> bool:
    """Tell whether the noun before a preposition is a plural: *documents from his return show*."""
    for here in range(token - 2, max(0, token - _REACH), -1):
        kind = passage.kinds[here]
        if kind & Kind.MARK or kind & Kind.AUXILIARY:
            return False
        if kind & Kind.PREPOSITION and not passage.kinds[here - 1]:
            word = passage.words[here - 1]
            return (
                word.endswith(lexicon.grammar.plural_endings) or word in lexicon.speech.who.groups
            )
    return False


def prepositions(
    passage: Passage, lexicon: Lexicon, lo: int, hi: int
) -> Iterator[tuple[int, int, Verb]]:
    """Give the prepositions of source (*according to*) as token ranges, outside quotations."""
    firsts, here = lexicon.prepositions, passage.words
    for token in passage.cued_in(lo, hi):
        for words, stance in firsts.get(here[token], ()):
            end = token + len(words)
            if end <= hi and tuple(passage.words[token:end]) == words and passage.quoted[token] < 0:
                verb = Verb(
                    lemma=" ".join(words),
                    tail=(),
                    reflexive=False,
                    stance=stance,
                    takes=frozenset(),
                )
                yield token, end, verb
                break
