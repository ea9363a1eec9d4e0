"""What ``lineage.toml`` must hold: what a change is, and what betrays where a text is from."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


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
