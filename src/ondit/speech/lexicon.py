"""The words of reported speech of one language, made ready for looking up.

Every inflected form of every reporting verb is generated from its lemma and the paradigms of the
language, so that the data names a verb once. Small words carry a set of flags, one bit a class.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

from msgspec import Struct

from ondit import lang
from ondit.lang.card import Language
from ondit.lang.speech import Grammar, Paradigm, SpeechWords
from ondit.model import Stance
from ondit.remembered import LONGEST

Shape = Literal["finite", "conditional", "participle", "gerund", "infinitive"]


class Kind:
    """What a small word may be; one word may be several. Plain integers: they are tested often."""

    DETERMINER = 1
    PREPOSITION = 1 << 1
    PERSONAL = 1 << 2
    AUXILIARY = 1 << 3
    NEGATION = 1 << 4
    ADVERB = 1 << 5
    COORDINATOR = 1 << 6
    SUBORDINATOR = 1 << 7
    RELATIVE = 1 << 8
    COMPLEMENTISER = 1 << 9
    QUESTION = 1 << 10
    TIME = 1 << 11
    MARK = 1 << 12
    CLITIC = 1 << 13
    OBJECT = 1 << 14
    ARTICLE = 1 << 15


class Sort:
    """What else the tables say of a word in a text, beside its :class:`Kind`."""

    FORM = 1
    """A form of a reporting verb."""
    VERBAL = 1 << 1
    """An auxiliary, a verb of the narrator's, or a word with the ending of one."""
    NAME = 1 << 2
    """A word with a capital that may be part of a personal name."""
    SOURCE = 1 << 3
    """The first word of a preposition of source."""
    HEARSAY = 1 << 4
    """A word by which a sentence may be told as hearsay."""
    NOUN = 1 << 7
    """A noun that may report: *claim*."""
    HUNG = 1 << 6
    """A subject pronoun hung onto its verb: *-t-il*."""
    ACRONYM = 1 << 5
    """A word of capitals, or one that holds such: *CDU-CSU*."""


Surface = tuple[str, int, bool, int, int]
"""A token as it is written: in lower case, its kinds, whether a capital begins it, its sorts, its
width: its length, with that of the space behind it where it is remembered with one."""


class Verb(Struct, frozen=True, kw_only=True):
    """One sense of a reporting verb."""

    lemma: str
    tail: tuple[str, ...]
    """Words that must follow the inflected one (*point* out)."""
    reflexive: bool
    stance: Stance
    takes: frozenset[str]
    complements: str = ""
    """``takes`` in one word."""


class Form(Struct, frozen=True):
    """What one inflected word may be."""

    verb: Verb
    shapes: frozenset[Shape]


class Lexicon(Struct, frozen=True, kw_only=True):
    """The tables of :class:`SpeechWords`, by word."""

    language: Language
    speech: SpeechWords
    grammar: Grammar
    forms: dict[str, tuple[Form, ...]]
    kinds: dict[str, int]
    prepositions: dict[str, tuple[tuple[tuple[str, ...], Stance], ...]]
    """By first word: the words of the whole, and its stance."""
    noun_links: tuple[tuple[str, ...], ...]
    """Words that tie a clause to a noun that reports it."""
    nominal: dict[str, Stance]
    """Nouns that report, with their stance."""
    titles: frozenset[str]
    nouns: frozenset[str]
    """All nouns that tell what kind of speaker is named."""
    sorts: tuple[tuple[str, frozenset[str]], ...]
    """Those nouns by sort; a noun of several is of the first."""
    demonyms: frozenset[str]
    """Adjectives and inhabitants of countries, lower case."""
    masculine: frozenset[str]
    """Titles and roles that only men bear."""
    feminine: frozenset[str]
    masculine_names: frozenset[str]
    """First names that only men bear, of every known language: names travel. What one language
    gives to women and another to men is told by the page's own language alone."""
    feminine_names: frozenset[str]
    first_names: frozenset[str]
    bodies: frozenset[str]
    """Nouns for organisations, media and documents."""
    foreign_articles: frozenset[str]
    """Definite articles of the other known languages, but for particles of names."""
    articles: frozenset[str]
    """Definite and indefinite articles."""
    paired_negations: frozenset[str]
    """Negations that need a partner: *ne*."""
    ties: frozenset[str]
    """Prepositions that tie a noun even to a name."""
    markers: frozenset[str]
    """What shows that content begins: conjunctions, markers of the infinitive, marks."""
    hearsay: frozenset[str]
    """Words by which a sentence may be told as hearsay."""
    impersonal: dict[str, tuple[tuple[str, ...], ...]]
    """By first word: what makes a pronoun stand for nobody, all its words."""
    ago: dict[str, tuple[tuple[str, ...], ...]]
    """By first word: what a time that counts back begins with, all its words: *il y a*."""
    seen: dict[str, int]
    """The flags of other words met of late."""
    surfaces: dict[str, tuple[Surface, ...]]
    """The tokens of what stood between spaces of late (:mod:`ondit.speech.surfaces`)."""
    bearing: frozenset[str]
    """Roles and titles of this language."""
    singular: frozenset[str]
    """Determiners that show the singular."""
    roles: frozenset[str]
    """Roles of every known language: insertions and untranslated residue use another's."""

    def kind(self, word: str) -> int:
        """Give the flags of ``word`` (lower case, straight apostrophe)."""
        known = self.kinds.get(word)
        if known is not None:
            return known
        known = self.seen.get(word)
        if known is None:
            known = self._kind(word)
            if len(word) <= LONGEST:
                if len(self.seen) >= _REMEMBERED:
                    self.seen.clear()
                self.seen[word] = known
        return known

    def _kind(self, word: str) -> int:
        """Give the flags of a word that the tables do not hold."""
        if not word[0].isalnum():
            # *-vous* hung onto a verb and the signs after a number are words, no punctuation.
            hung = len(word) > 1 and word[0] == "-" and word[1].isalpha()
            return 0 if hung or word in _SIGNS else Kind.MARK
        if (
            len(word) > _ADVERB_LENGTH
            and word.endswith(self.grammar.adverb_endings)
            and word not in self.nouns
        ):
            return Kind.ADVERB
        return 0


_REMEMBERED = 20_000  # words; all are forgotten when full
_SIGNS = frozenset("%€£$°")
# Shorter words with an adverb's ending are mostly nouns (*ally*, *moment*).
_ADVERB_LENGTH = 5


@cache
def lexicon(language: Language) -> Lexicon:
    """Compile the reported-speech words of ``language``."""
    speech = language.speech
    grammar = speech.grammar
    kinds = _kinds(grammar)
    for word in (*language.words.weekdays, *language.words.months):
        kinds[word] = kinds.get(word, 0) | Kind.TIME
    prepositions = _prepositions(language)
    who = speech.who
    forms = _forms(language, speech)
    others = [each.speech.who for each in lang.every()]
    definite = frozenset().union(*(each.speech.grammar.definite for each in lang.every()))
    masculine = frozenset().union(*(each.masculine_names for each in others))
    feminine = frozenset().union(*(each.feminine_names for each in others))
    return Lexicon(
        language=language,
        speech=speech,
        grammar=grammar,
        forms=forms,
        kinds=kinds,
        noun_links=tuple(_words(language, words) for words in speech.noun_links),
        nominal={word: stance for stance, words in speech.nouns.items() for word in words},
        seen={},
        surfaces={},
        hearsay=grammar.hearsay | grammar.hearsay_adverbs,
        prepositions=prepositions,
        nouns=who.roles | who.groups | who.documents | who.organisations | who.media | who.places,
        sorts=(
            ("role", who.roles),
            ("group", who.groups),
            ("document", who.documents),
            ("medium", who.media),
            ("government", who.governments),
            ("organisation", who.organisations),
        ),
        demonyms=frozenset(word for name in language.names for word in name.demonyms),
        bearing=who.roles | who.titles | who.masculine_titles | who.feminine_titles,
        singular=_singular(speech),
        roles=frozenset().union(*(each.speech.who.roles for each in lang.every())),
        ago=_by_first(_words(language, phrase) for phrase in language.page.ago if " " in phrase),
        impersonal=_by_first(_words(language, phrase) for phrase in grammar.impersonal),
        titles=who.titles | who.masculine_titles | who.feminine_titles,
        masculine=who.masculine_titles | who.masculine_roles,
        feminine=who.feminine_titles | who.feminine_roles,
        masculine_names=masculine - (feminine - who.masculine_names) - who.feminine_names,
        feminine_names=feminine - (masculine - who.feminine_names) - who.masculine_names,
        first_names=masculine | feminine,
        bodies=who.organisations | who.media | who.documents,
        foreign_articles=definite - grammar.definite - who.particles - grammar.determiners,
        articles=grammar.definite | grammar.indefinite_articles,
        paired_negations=grammar.negations & grammar.clitics,
        ties=(grammar.charge_markers | grammar.determiners) & grammar.genitives,
        markers=grammar.complementisers | grammar.infinitive_markers | frozenset(",:"),
    )


def _words(language: Language, phrase: str) -> tuple[str, ...]:
    return tuple(phrase[start:end] for start, end in language.tokens(phrase))


def _prepositions(language: Language) -> dict[str, tuple[tuple[tuple[str, ...], Stance], ...]]:
    """Give the prepositions of source by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Stance]]] = {}
    for phrase, stance in language.speech.prepositions.items():
        words = _words(language, phrase)
        found.setdefault(words[0], []).append((words, stance))
    return {
        first: tuple(sorted(phrases, key=lambda phrase: -len(phrase[0])))
        for first, phrases in found.items()
    }


def _singular(speech: SpeechWords) -> frozenset[str]:
    """Give the determiners that show the singular: those of one gender, and indefinite articles."""
    who, grammar = speech.who, speech.grammar
    shown = who.masculine_determiners | who.feminine_determiners | grammar.indefinite_articles
    return frozenset(word for word in shown if not word.endswith(grammar.plural_endings))


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(each) for first, each in found.items()}


def _kinds(grammar: Grammar) -> dict[str, int]:
    """Give the flags of every word of the closed classes."""
    classes = (
        (Kind.DETERMINER, grammar.determiners),
        (Kind.ARTICLE, grammar.articles),
        (Kind.PREPOSITION, grammar.prepositions),
        (Kind.PERSONAL, grammar.personal),
        (Kind.AUXILIARY, grammar.have | grammar.be | grammar.modals | grammar.hearsay),
        (Kind.NEGATION, grammar.negations),
        (Kind.ADVERB, grammar.adverbs),
        (Kind.COORDINATOR, grammar.coordinators),
        (Kind.SUBORDINATOR, grammar.subordinators),
        (Kind.RELATIVE, grammar.relatives),
        (Kind.COMPLEMENTISER, grammar.complementisers),
        (Kind.QUESTION, grammar.questions),
        (Kind.TIME, grammar.time_words),
        (Kind.CLITIC, grammar.clitics),
        (Kind.OBJECT, grammar.objects),
    )
    kinds: dict[str, int] = {}
    for kind, members in classes:
        for word in members:
            kinds[word] = kinds.get(word, 0) | kind
    return kinds


def _forms(language: Language, speech: SpeechWords) -> dict[str, tuple[Form, ...]]:
    """Generate the inflected forms of all verbs, those with the longest tail first."""
    found: dict[str, list[Form]] = {}
    for group in speech.verbs:
        for lemma in group.lemmas:
            words = list(_words(language, lemma))
            reflexive = words[0] in speech.grammar.reflexives
            head = words.pop(1 if reflexive else 0)
            verb = Verb(
                lemma=lemma,
                tail=tuple(words[1:] if reflexive else words),
                reflexive=reflexive,
                stance=group.stance,
                takes=frozenset(group.takes),
                complements="+".join(sorted(group.takes)),
            )
            for word, shapes in _inflected(head, speech.paradigms).items():
                found.setdefault(word, []).append(Form(verb, frozenset(shapes)))
    return {
        word: tuple(sorted(forms, key=lambda form: (-len(form.verb.tail), not form.verb.reflexive)))
        for word, forms in found.items()
    }


def _inflected(lemma: str, paradigms: tuple[Paradigm, ...]) -> dict[str, set[Shape]]:
    fitting = [paradigm for paradigm in paradigms if lemma.endswith(paradigm.ending)]
    paradigm = max(fitting, key=lambda paradigm: len(paradigm.ending))
    stem = lemma[: len(lemma) - len(paradigm.ending)]
    forms: dict[str, set[Shape]] = {}
    shapes: tuple[tuple[Shape, tuple[str, ...]], ...] = (
        ("finite", paradigm.finite),
        ("conditional", paradigm.conditional),
        ("participle", paradigm.participle),
        ("gerund", paradigm.gerund),
        ("infinitive", paradigm.infinitive),
    )
    for shape, endings in shapes:
        for ending in endings:
            forms.setdefault(stem + ending, set()).add(shape)
    return forms
