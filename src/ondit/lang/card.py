"""What a language folder must hold: one record per table, read and checked on first use.

A field without a default must be given by every language, so that a new folder is complete or
fails with the file and the field named. The two longest tables have modules of their own,
:mod:`ondit.lang.speech` and :mod:`ondit.lang.lineage`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from ondit.errors import LanguageDataError
from ondit.lang.lineage import LineageWords
from ondit.lang.messages import Messages, spoken
from ondit.lang.speech import SpeechWords
from ondit.model import FurnitureKind
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
    agency: tuple[str, ...]
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
