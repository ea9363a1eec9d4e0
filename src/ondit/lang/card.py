"""What a language folder must hold: one record per table, read and checked on first use.

A field without a default must be given by every language, so that a new folder is complete or
fails with the file and the field named. The records are grouped as the files are.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from ondit.errors import LanguageDataError
from ondit.lang.messages import Messages, spoken
from ondit.model import FurnitureKind, Stance
from ondit.text import sentences, tokens


class Typography(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the language sets its quotations."""

    quotes: tuple[tuple[str, str], ...]
    """Pairs of marks in use, the commonest first."""
    stop_inside: bool
    """Whether a comma or full stop that closes a clause stands *inside* the quotation marks even
    when it is not part of the quotation (American English: yes, French: no)."""
    space_before: str
    """Marks that a space precedes."""
    decimal: str
    """The decimal mark."""
    group: tuple[str, ...]
    """Marks that may group thousands."""


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``words.toml``: what every stage needs to know of a language's words."""

    code: str
    function_words: frozenset[str]
    """Small grammatical words, lower case, that make up running text."""
    sure_share: float
    """Share of function words in a text above which it is of this language whatever a statistical
    detector says; higher where neighbours share small words."""
    abbreviations: frozenset[str]
    """Lower case, without full stop; none of them ends a sentence."""
    elisions: frozenset[str]
    """Word beginnings cut off with their apostrophe."""
    enclitics: frozenset[str]
    """Word endings cut off with their hyphen or apostrophe."""
    months: dict[str, int]
    """Names and abbreviations, lower case, without full stop."""
    weekdays: frozenset[str]
    typography: Typography


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


class PageWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``page.toml``: how a page speaks of itself. Phrases, compared without case and diacritics.

    The three tables of furniture go from a kind (see :data:`ondit.model.FurnitureKind`) to phrases.
    """

    labels: dict[FurnitureKind, tuple[str, ...]]
    """Whole texts of headings, links and buttons that open or are furniture."""
    leads: dict[FurnitureKind, tuple[str, ...]]
    """First words of a piece that is furniture, whatever follows."""
    notices: dict[FurnitureKind, tuple[str, ...]]
    """Words that only furniture holds, wherever they stand in a short piece."""
    byline: tuple[str, ...]
    """What stands before the name of an author."""
    agency: tuple[str, ...]
    """What stands before an agency whose text was used: *with AFP*."""
    source: tuple[str, ...]
    """What stands before the outlet that a text was taken from."""
    contributed: tuple[str, ...]
    """What stands behind an agency that helped: *contributed to this report*."""
    appeared: tuple[str, ...]
    """What a feed's formula puts before the outlet: *appeared first on*."""
    translator: tuple[str, ...]
    """What stands before a translator, or the language translated from."""
    photo: tuple[str, ...]
    """What stands before the maker of a picture."""
    correction: tuple[str, ...]
    """What a correction or a note of the editors begins with."""
    joiners: tuple[str, ...]
    """Words between two names of a list."""
    commented: tuple[str, ...]
    """What stands after the name of one who comments: *Ida says*."""
    counted: tuple[str, ...]
    """What comments are called where they are counted: *3 thoughts on …*, *Responses (2)*."""
    in_reply: tuple[str, ...]
    """What stands before whom a comment answers."""
    reply: tuple[str, ...]
    """Buttons and links under a comment by which it is answered."""
    answered: tuple[str, ...]
    """What follows the number of comments in their heading: *2 thoughts on*."""
    one_answered: tuple[str, ...]
    """The beginning of such a heading of one comment: *One thought on*."""
    openings: dict[FurnitureKind, tuple[str, ...]]
    """First words of short headings that open furniture: *More in Sport*."""
    ago: tuple[str, ...]
    """With what a time that counts back from now begins or ends: *3 days ago*."""
    desk: tuple[str, ...]
    """Words that stand where an author should and name nobody."""
    published: tuple[str, ...]
    """What stands before the date of publication."""
    modified: tuple[str, ...]
    """What stands before the date of the last change."""
    date_order: Literal["dmy", "mdy", "either"]
    """How a date in figures is to be read; ``either`` where countries differ."""
    date_joiners: tuple[str, ...]
    """Words inside a date: the 3rd *of* May."""
    ordinals: tuple[str, ...]
    """Endings of a day's number: *1er*, *2nd*."""
    hour_marks: tuple[str, ...]
    """Marks between hours and minutes."""
    in_language: tuple[str, ...]
    """What stands between an outlet and the language of its edition: *RT en français*."""
    languages: dict[str, str]
    """Names of languages, lower case, to their codes."""
    needs_script: tuple[str, ...]
    """Words by which a page asks for its script to be run."""
    interstitial: tuple[str, ...]
    """What a page of waiting, error or redirection says of itself."""
    byline_tail: tuple[str, ...]
    """What stands between an author and a place, a time or a paper: *Ida Roux in Paris*."""
    jobs: tuple[str, ...]
    """Words of what an author is, after the name: *Ida Roux, Senior Reporter*."""
    edited: tuple[str, ...]
    """What stands before those who worked on a text and did not write it."""


class Beyond(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``beyond.toml``: how pages speak of themselves in languages that have no folder.

    The fields are those of :class:`PageWords`.
    """

    labels: dict[FurnitureKind, tuple[str, ...]]
    leads: dict[FurnitureKind, tuple[str, ...]]
    notices: dict[FurnitureKind, tuple[str, ...]]
    reply: tuple[str, ...]
    commented: tuple[str, ...]
    date_joiners: tuple[str, ...]

    byline: tuple[str, ...]
    joiners: tuple[str, ...]
    jobs: tuple[str, ...]
    desk: tuple[str, ...]
    published: tuple[str, ...]
    modified: tuple[str, ...]
    months: dict[int, tuple[str, ...]]
    """Number of a month to its names and short forms."""


class Name(Struct, frozen=True, kw_only=True):
    """One row of ``names.tsv``: how the language calls an organisation or a government."""

    key: str
    """Language-neutral: ``org:NATO``, ``gov:RU``."""
    name: str
    """The form to show."""
    aliases: tuple[str, ...]
    """Other names of the same body: long form, acronym, former name."""
    seats: tuple[str, ...]
    """Places and buildings that stand for it when they speak: Moscow, the Kremlin."""
    demonyms: tuple[str, ...]
    """Adjectives and inhabitants, lower case as in running text."""


class OriginWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[origin]`` of ``lineage.toml``: by what a text betrays the language it came from."""

    titles: frozenset[str]
    """Words for offices and ranks that may stand before a name, lower case."""
    at_home: frozenset[str]
    """Words that are no sign of another language in a text of this one, though they are small
    words there: it has the same form, has borrowed it, or meets it in names. Lower case."""
    borrowed: frozenset[str]
    """Expressions of other languages that a text of this one uses, lower case."""
    original: tuple[str, ...]
    """Phrases that say wherever they stand that the text was taken from elsewhere, lower case."""
    first_stood: tuple[str, ...]
    """Phrases that say so when they begin a sentence, or when ``this_text`` begins it: a *report
    first published by* a paper is not the text one reads."""
    this_text: tuple[str, ...]
    """By what a text calls itself, lower case."""
    labels: frozenset[str]
    """Words that say the same when the link follows them at once: *source*, *via*."""
    currency_first: bool
    """Whether the sign of a currency stands before the amount."""
    day_halves: frozenset[str]
    """What follows an hour to say which half of the day: *p.m.*"""
    hour_marks: frozenset[str]
    """Letters between hours and minutes: *15h30*."""
    headline_capitals: bool
    """Whether the words of a headline may all begin with a capital."""
    capital_days: bool
    """Whether the names of days and months begin with a capital."""
    inverts_after_quotation: bool
    """Whether the verb must stand before its pronoun after a quotation: *a-t-il dit*."""
    subjects: frozenset[str]
    """Pronouns that would stand before the verb there, were it not inverted."""
    said: frozenset[str]
    """Verb forms of saying that would follow them."""


class Measure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure of texts: where it lies when nothing is known, and how far it commonly strays."""

    neutral: float
    spread: float
    weight: float
    """Log-odds of a spread for the text that has less, and against the one that has more."""


class Habit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that writers of the language and translators into it use unequally often.

    A text is measured by the natural logarithm of how far their number lies from ``rate``. Its
    weights are log-odds for one of that logarithm, against a translation from a third language.
    """

    words: frozenset[str] = frozenset()
    """Lower case."""
    endings: tuple[str, ...] = ()
    """Ends of words, with a straight apostrophe."""
    marks: str = ""
    rate: float
    """How many there are to a word where nothing is known."""
    written: float
    """What more of them says for the text having been written in the language."""
    translated: float
    """What more of them says for the other text having been written, and this one made from it."""


class Habits(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What tells texts written in the language from texts translated into it, by small words."""

    words: dict[str, Habit]
    """By a name of the group."""
    articles: frozenset[str]
    """Definite articles as they stand between spaces and apostrophes, contracted ones too."""
    to_pivot: dict[Literal["length", "articles"], Measure]
    """Logarithm of how much of each a text has to one of the same content in the pivot language;
    empty for the pivot language."""


class NoticeWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[notice]`` of ``lineage.toml``: by what a sentence speaks of the page and its house.

    As a licence, an appeal or a disclaimer does. Folded: lower case, without diacritics.
    """

    house: tuple[str, ...]
    """Beginnings of words for the text, who makes it, who reads it and what may be done with it."""
    addressing: frozenset[str]
    """Words of who speaks for the house, and to whom: *we*, *your*, *please*."""


class ChangeWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[changes]`` of ``lineage.toml``: what a sentence must not lose when it is taken over.

    Words and phrases are in lower case, with a straight apostrophe.
    """

    weekdays: tuple[str, ...]
    """From Monday."""
    relative_days: dict[str, int]
    """Words for a day by its distance from today: *tomorrow* is 1."""
    percents: tuple[str, ...]
    ordinals: dict[str, int]
    ordinal_endings: frozenset[str]
    """What makes figures an ordinal: *th*, *ème*."""
    collectives: dict[str, int]
    """Nouns that count: *dozen*, *centaine*."""
    scale_letters: dict[str, int]
    """Letters behind figures that may multiply them: *1.7m*."""
    halves: tuple[str, ...]
    """Phrases that add a half: *and a half*."""
    clock_marks: frozenset[str]
    """What stands behind figures that are a time of the day."""
    currencies: dict[str, tuple[str, ...]]
    counting: tuple[str, ...]
    """What may stand between a number and what it counts: *of*."""
    ranging: tuple[str, ...]
    """What may stand between two numbers that count the same: *3 to 6 inches*."""
    units: dict[str, tuple[str, ...]]
    """By the names in :data:`ondit.lineage.quantities.MEASURES`."""
    above: tuple[str, ...]
    """Phrases before a number that is exceeded."""
    below: tuple[str, ...]
    """Phrases before a number that is not reached."""
    idle_negations: tuple[str, ...]
    """Phrases in which a negation denies nothing: *not only*."""
    implied_negations: frozenset[str]
    """Words by which a sentence may deny without a negation: *refuse*, *lack*."""
    negative_beginnings: tuple[str, ...]
    """Beginnings of such words: *un*."""
    hearsay: tuple[str, ...]
    """Words that say that something is only told, not known."""
    hearsay_auxiliaries: tuple[str, ...]
    """Auxiliaries that do, before a participle (*aurait*)."""
    participle_endings: tuple[str, ...]
    unreal: frozenset[str]
    """Words beside which such an auxiliary speaks of what did not come about: *si*, *mérité*."""
    attributions: tuple[str, ...]
    """Words that say who tells it, or that it is open."""
    attribution_endings: tuple[str, ...]
    """Endings of verbs that do (*aurait*)."""


class LineageWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``lineage.toml``: what comparing two pages, and reading one page's origin, need."""

    negations: frozenset[str]
    """Small words that deny by themselves, lower case."""
    negation_endings: tuple[str, ...]
    """Ends of words that deny, with a straight apostrophe."""
    paired_negations: frozenset[str]
    """Words that deny only in the company of one of ``negation_companions``."""
    negation_companions: frozenset[str]
    hedges: frozenset[str]
    """Words that withhold assent: adverbs, adjectives, modal and hearsay forms."""
    numbers: dict[str, int]
    """Numerals that add up."""
    also_articles: frozenset[str]
    """Those of them that are no number when they stand alone."""
    numeral_joins: frozenset[str]
    """Words that may stand inside a numeral: *vingt et un*, *two hundred and five*."""
    scales: dict[str, int]
    """Numerals that multiply what stands before them."""
    inflections: tuple[str, ...]
    """Endings by which the forms of one word differ, folded; the longest that leaves a stem is cut
    from a form that the bridge lacks."""
    changes: ChangeWords
    origin: OriginWords
    habits: Habits
    notice: NoticeWords


class BridgeRow(Struct, frozen=True, kw_only=True):
    """One row of ``bridge.tsv``: a word and a word of the pivot language that stands for it."""

    form: str
    """Folded, as it stands in texts."""
    pivot: str
    weight: float
    """How probable this pivot is for the form, 0 to 1."""


_Table = TypeVar("_Table", bound=Struct)


class Language:
    """A language and its tables; one instance per language (see :func:`ondit.lang.load`)."""

    def __init__(self, code: str, folder: Path) -> None:
        self.code = code
        self.folder = folder

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def table(self, name: str, shape: type[_Table]) -> _Table:
        """Read ``name`` (``words.toml``…) as a record of ``shape``."""
        path = self.folder / name
        try:
            return msgspec.toml.decode(path.read_bytes(), type=shape)
        except (OSError, msgspec.MsgspecError, ValueError) as error:
            problem = str(error)
        raise LanguageDataError(file=f"{self.code}/{name}", problem=problem)

    @cached_property
    def words(self) -> Words:
        """What every stage needs to know of the language's words."""
        return self.table("words.toml", Words)

    @cached_property
    def speech(self) -> SpeechWords:
        """The words of reported speech."""
        return self.table("speech.toml", SpeechWords)

    @cached_property
    def page(self) -> PageWords:
        """How a page speaks of itself: furniture, credits, dates."""
        return self.table("page.toml", PageWords)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """How the language calls organisations and governments."""
        return tuple(
            Name(
                key=row[0],
                name=row[1],
                aliases=_cell(row[2]),
                seats=_cell(row[3]),
                demonyms=_cell(row[4]),
            )
            for row in self.rows("names.tsv", 5)
        )

    @cached_property
    def messages(self) -> Messages:
        """What Ondit says to people in the language."""
        return spoken(self.folder)

    @cached_property
    def lineage(self) -> LineageWords:
        """What comparing two pages, and reading one page's origin, need."""
        return self.table("lineage.toml", LineageWords)

    @cached_property
    def bridge(self) -> tuple[BridgeRow, ...]:
        """The way to the pivot language, rows of one form together."""
        return tuple(
            BridgeRow(form=row[0], pivot=row[1], weight=float(row[2]))
            for row in self.rows("bridge.tsv", 3)
        )

    def rows(self, name: str, width: int) -> list[list[str]]:
        """Read the tab-separated ``name``, leaving out its ``#`` lines."""
        lines = (self.folder / name).read_text(encoding="utf-8").splitlines()
        table = [line.split("\t") for line in lines if line and not line.startswith("#")]
        for row in table:
            if len(row) != width:
                problem = f"{len(row)} cells instead of {width} in {row[0]!r}"
                raise LanguageDataError(file=f"{self.code}/{name}", problem=problem)
        return table

    def tokens(self, text: str) -> list[tuple[int, int]]:
        """Cut ``text`` into tokens as this language does."""
        words = self.words
        return tokens(text, elisions=words.elisions, enclitics=words.enclitics)

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """Cut ``text`` into sentences as this language does."""
        return sentences(text, abbreviations=self.words.abbreviations)


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)
