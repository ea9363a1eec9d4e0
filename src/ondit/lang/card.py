"""What a language folder must hold: one record per table, read and checked on first use.

A field without a default must be given by every language, so that a new folder is complete or
fails with the file and the field named. The records are grouped as the files are.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from ondit.errors import LanguageDataError
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
