"""What ``speech.toml`` must hold: the words of reported speech (see :mod:`ondit.lang.card`)."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ondit.model import Stance


class Paradigm(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the verbs whose lemma bears ``ending`` are inflected: endings put in its place."""

    ending: str
    finite: tuple[str, ...]
    conditional: tuple[str, ...] = ()
    participle: tuple[str, ...] = ()
    gerund: tuple[str, ...] = ()
    infinitive: tuple[str, ...] = ()


class ReportingVerbs(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Verbs of one stance that take the same complements."""

    stance: Stance
    takes: frozenset[
        Literal[
            "clause",
            "bare",
            "bare-infinitive",
            "person",
            "infinitive",
            "charge",
            "name",
            "thing",
            "wish",
            "verb",
            "attribute",
        ]
    ]
    lemmas: tuple[str, ...]


class Grammar(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Closed classes of words, lower case, that show where a clause and a noun phrase end."""

    complementisers: frozenset[str]
    questions: frozenset[str]
    infinitive_markers: frozenset[str]
    charge_markers: frozenset[str]
    """Between the accused and the charge: accuse somebody *of*."""
    name_markers: frozenset[str]
    """Between a thing and what it is called: describe something *as*."""
    measures: frozenset[str]
    """Nouns after a preposition of source that say nothing: *according to plan*."""
    contractions: dict[str, frozenset[str]]
    """What a small word becomes before others: *de* is *d'*, *du*, *des*."""
    hearsay_adverbs: frozenset[str]
    """Adverbs by which a text keeps its distance (*allegedly*)."""
    doubts: frozenset[str]
    """Lemmas of reporting verbs whose content is held to be untrue: *doubt*."""
    conditions: frozenset[str]
    """Words of a condition, with which a conditional is no hearsay."""
    participle_endings: tuple[str, ...]
    """Endings of past participles."""
    urging: frozenset[str]
    """Prepositions between somebody and what they are urged to do: *exhorte la ville à agir*."""
    opinions: frozenset[str]
    """Prepositions that give an opinion where a person follows and a comma: *pour X, …*."""
    datives: frozenset[str]
    """Pronouns that lean on a verb and are spoken to: *lui*."""
    callings: frozenset[str]
    """Last words of verbs of several words that call to somebody: call *on*, appeal *to*."""
    remarks: frozenset[str]
    """Nouns by which the narrator takes up what was said: *…, a charge that she denies*."""
    headline_joints: frozenset[str]
    """What joins something else to what a headline says: *Mayor denies lying as trial opens*."""
    demonstratives: frozenset[str]
    """Determiners that point back: *this*."""
    locatives: frozenset[str]
    """Prepositions of place, before a name of one: *in*."""
    wish_markers: frozenset[str]
    """Between a demand and what is wanted: plead *for* something."""
    relatives: frozenset[str]
    subject_relatives: frozenset[str]
    have: frozenset[str]
    be: frozenset[str]
    modals: frozenset[str]
    potential: frozenset[str]
    """Auxiliaries by which something may or will be said, and was not so far (*should*, *doit*)."""
    suppositions: frozenset[str]
    """Words that open a condition: *if*."""
    withheld: frozenset[str]
    """Words after which what an infinitive or a gerund would say is not said: *refused*, *sans*."""
    awaited: frozenset[str]
    """Words after which it is to come, or wished for: *expected*, *souhaite*."""
    future_endings: dict[str, str]
    """Endings of the future, and those of the conditional that has the same stem."""
    hearsay: frozenset[str]
    """Auxiliaries of the conditional by which a text keeps its distance (*aurait*)."""
    negations: frozenset[str]
    upright: frozenset[str]
    """Lemmas of verbs that never stand before their subject, so that who follows was spoken to."""
    restrictions: frozenset[str]
    """Words that follow a negation and take it back: not *only*."""
    clitics: frozenset[str]
    first_reflexives: frozenset[str]
    """Those of the first person, which are objects of any other subject: *il m’a dit*."""
    reflexives: frozenset[str]
    adverbs: frozenset[str]
    adverb_endings: tuple[str, ...]
    determiners: frozenset[str]
    definite: frozenset[str]
    """Articles that take up what was named before."""
    indefinite_articles: frozenset[str]
    articles: frozenset[str]
    """Determiners after which a word is a noun, whatever else it may be."""
    noun_forms: frozenset[str]
    """Forms of reporting verbs that are nouns as often."""
    prepositions: frozenset[str]
    genitives: frozenset[str]
    """Prepositions that tie a noun to the noun before it."""
    addressing: frozenset[str]
    """Prepositions before the one spoken to."""
    coordinators: frozenset[str]
    subordinators: frozenset[str]
    contrast: frozenset[str]
    comparisons: frozenset[str]
    """Words before a reporting clause put in brackets: *as* he said."""
    personal: frozenset[str]
    """Pronouns that may be subjects."""
    objects: frozenset[str]
    """Pronouns that follow a verb or a preposition."""
    time_words: frozenset[str]
    infinitive_endings: tuple[str, ...]
    """Endings of infinitives that need no marker; empty where a marker is needed."""
    participles_apart: bool
    """Whether no finite verb has the ending of a participle or a gerund: *assurant* is none."""
    bare_nouns: bool
    """Whether nouns stand without a determiner as well, so that a bare word may be one."""
    head_first: bool
    """Whether a noun stands before what is added to it (*éleveur de porcs*, not *pig farmer*)."""
    verb_first: bool
    """Whether a noun that says what stands before always follows its verb: *…, dit le maire*."""
    dummies: frozenset[str]
    """Pronouns that may stand for nobody: *il* faut, *it* is worth noting."""
    impersonal: frozenset[str]
    """What makes them so, a clause or an infinitive behind it: *faut*, *convient*, *important*."""
    gerund_endings: tuple[str, ...]
    """Endings of the verb that names a charge: accuse somebody of do*ing*."""
    plural_endings: tuple[str, ...]
    verb_forms: frozenset[str]
    """Frequent finite verbs that do not report speech and are hardly ever nouns."""
    verb_endings: tuple[str, ...]
    """Endings by which most finite verbs of the narrator's tense are known."""
    hortative_endings: tuple[str, ...]
    """Endings of verbs by which the narrator addresses the reader: *rappel*ons, *record*emos."""
    non_nouns: frozenset[str]
    """Small words that never begin a noun phrase."""
    passive_agents: frozenset[str]


class Pronoun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a pronoun of the third person may stand for."""

    number: Literal["singular", "plural"]
    gender: Literal["masculine", "feminine", "any"]
    human: bool
    """Whether it stands for a person more readily than for a body."""
    thing: bool = False
    """Whether it never stands for a person."""


class Who(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns that tell what kind of speaker is named, lower case; roles in both genders."""

    first_person: frozenset[str]
    myself: frozenset[str]
    """Those of them that stand for the one who speaks alone: *I*."""
    indefinite: frozenset[str]
    pointing: frozenset[str]
    """Words that point back to one of several who were named: *the latter*."""
    nobody: frozenset[str]
    """First words of a source that is nobody: *nobody*, *no* official."""
    masculine_names: frozenset[str]
    feminine_names: frozenset[str]
    """Common first names that only men, or only women, bear."""
    masculine_determiners: frozenset[str]
    feminine_determiners: frozenset[str]
    """Determiners that show the gender of a noun; empty where none does."""
    masculine_titles: frozenset[str]
    feminine_titles: frozenset[str]
    titles: frozenset[str]
    masculine_roles: frozenset[str]
    feminine_roles: frozenset[str]
    roles: frozenset[str]
    offices: frozenset[str]
    """Roles of which one who has another one hardly has this one too: *mayor*, *judge*."""
    scene: frozenset[str]
    """Roles of people who come with what happens and are taken up by no name: *the driver*."""
    title_roles: dict[str, tuple[str, ...]]
    """Titles that tell a role: *Gov.* is a governor."""
    wider: dict[str, frozenset[str]]
    """Wider words for roles, and those: a *lawmaker* may be a *senator*."""
    firms: frozenset[str]
    """Nouns for companies: *the carmaker*."""
    masculine_endings: tuple[str, ...]
    feminine_endings: tuple[str, ...]
    """Endings of nouns for men and for women, where an article does not tell."""
    person_endings: tuple[str, ...]
    """Endings of nouns for people, in a source that no table knows."""
    groups: frozenset[str]
    organisations: frozenset[str]
    documents: frozenset[str]
    media: frozenset[str]
    governments: frozenset[str]
    """Nouns for bodies of a state; a speaker named by one is a government."""
    ages: frozenset[str]
    """What follows the number in an age: *year-old*."""
    places: frozenset[str]
    particles: frozenset[str]
    """Small words inside personal names (*von*, *de*, *bin*)."""


class SpeechWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``speech.toml``: the words of reported speech."""

    paradigms: tuple[Paradigm, ...]
    verbs: tuple[ReportingVerbs, ...]
    prepositions: dict[str, Stance]
    noun_links: tuple[str, ...]
    """What ties a clause to a noun that reports it: the claim *that*."""
    possessives: dict[str, str]
    """Possessive determiners, and the pronoun for whose it is."""
    grammar: Grammar
    nouns: dict[Stance, frozenset[str]]
    """Nouns that report, by stance: a *claim*."""
    pronouns: dict[str, Pronoun]
    who: Who
