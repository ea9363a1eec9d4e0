"""Ondit tells what a news page says, who says it, and where it comes from, with the evidence.

>>> import ondit
>>> page = ondit.read("page.html")          # doctest: +SKIP
>>> page.article.headline, page.statements, page.origin.reading          # doctest: +SKIP

``read`` answers for one page, ``trace`` for many and how they relate, ``compare`` for two side by
side; ``text_of`` gives the words that spans point to. What they give are the records of
:mod:`ondit.model`; what they raise, the errors of :mod:`ondit.errors`. Nothing is imported before
it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from ondit.corpus import Corpus as Corpus
    from ondit.errors import ArchiveError as ArchiveError
    from ondit.errors import BadRedirect as BadRedirect
    from ondit.errors import BadRules as BadRules
    from ondit.errors import BadState as BadState
    from ondit.errors import BrokenArchive as BrokenArchive
    from ondit.errors import BrokenBundle as BrokenBundle
    from ondit.errors import BrokenRecord as BrokenRecord
    from ondit.errors import Crashed as Crashed
    from ondit.errors import CutShort as CutShort
    from ondit.errors import DamagedStore as DamagedStore
    from ondit.errors import DiskFull as DiskFull
    from ondit.errors import EmptyFile as EmptyFile
    from ondit.errors import ForbiddenByRobots as ForbiddenByRobots
    from ondit.errors import LanguageDataError as LanguageDataError
    from ondit.errors import LeadsElsewhere as LeadsElsewhere
    from ondit.errors import ListNotFetched as ListNotFetched
    from ondit.errors import LockedArchive as LockedArchive
    from ondit.errors import MissingExtra as MissingExtra
    from ondit.errors import MissingFile as MissingFile
    from ondit.errors import NewerStore as NewerStore
    from ondit.errors import NoAddresses as NoAddresses
    from ondit.errors import NoColumn as NoColumn
    from ondit.errors import NoPages as NoPages
    from ondit.errors import NotADay as NotADay
    from ondit.errors import NotAList as NotAList
    from ondit.errors import NotAnAddress as NotAnAddress
    from ondit.errors import NotAPage as NotAPage
    from ondit.errors import NotAStore as NotAStore
    from ondit.errors import NotCorrections as NotCorrections
    from ondit.errors import NoText as NoText
    from ondit.errors import NotFetched as NotFetched
    from ondit.errors import NotInCorpus as NotInCorpus
    from ondit.errors import NotRedacted as NotRedacted
    from ondit.errors import NotStamped as NotStamped
    from ondit.errors import OnditError as OnditError
    from ondit.errors import OnlineError as OnlineError
    from ondit.errors import OnlyFrames as OnlyFrames
    from ondit.errors import OutOfMemory as OutOfMemory
    from ondit.errors import OutOfTime as OutOfTime
    from ondit.errors import PageError as PageError
    from ondit.errors import PrivateAddress as PrivateAddress
    from ondit.errors import Refused as Refused
    from ondit.errors import ScriptedPage as ScriptedPage
    from ondit.errors import SourceError as SourceError
    from ondit.errors import StoreBusy as StoreBusy
    from ondit.errors import StoreError as StoreError
    from ondit.errors import TooDeep as TooDeep
    from ondit.errors import TooLarge as TooLarge
    from ondit.errors import TooLong as TooLong
    from ondit.errors import TooSlow as TooSlow
    from ondit.errors import Undecodable as Undecodable
    from ondit.errors import UnknownLanguage as UnknownLanguage
    from ondit.errors import Unreachable as Unreachable
    from ondit.errors import UnreadableFile as UnreadableFile
    from ondit.errors import UnsafeList as UnsafeList
    from ondit.errors import UnwritableFile as UnwritableFile
    from ondit.errors import WatchError as WatchError
    from ondit.errors import WrongDigest as WrongDigest
    from ondit.model import Article as Article
    from ondit.model import Block as Block
    from ondit.model import Change as Change
    from ondit.model import Clue as Clue
    from ondit.model import Comment as Comment
    from ondit.model import Correction as Correction
    from ondit.model import Counts as Counts
    from ondit.model import Credit as Credit
    from ondit.model import CreditName as CreditName
    from ondit.model import Damage as Damage
    from ondit.model import DateClue as DateClue
    from ondit.model import Derivation as Derivation
    from ondit.model import Dispute as Dispute
    from ondit.model import Edge as Edge
    from ondit.model import Embed as Embed
    from ondit.model import Evidence as Evidence
    from ondit.model import Failure as Failure
    from ondit.model import Finding as Finding
    from ondit.model import Flow as Flow
    from ondit.model import Furniture as Furniture
    from ondit.model import Hit as Hit
    from ondit.model import Kinship as Kinship
    from ondit.model import Lead as Lead
    from ondit.model import Mark as Mark
    from ondit.model import Origin as Origin
    from ondit.model import Page as Page
    from ondit.model import Pair as Pair
    from ondit.model import Receipt as Receipt
    from ondit.model import Run as Run
    from ondit.model import Search as Search
    from ondit.model import SharedMark as SharedMark
    from ondit.model import Site as Site
    from ondit.model import Span as Span
    from ondit.model import Speaker as Speaker
    from ondit.model import Statement as Statement
    from ondit.model import Story as Story
    from ondit.model import StorySummary as StorySummary
    from ondit.model import Trace as Trace
    from ondit.model import TracedPage as TracedPage
    from ondit.model import Utterance as Utterance
    from ondit.model import UtteranceSummary as UtteranceSummary
    from ondit.model import Version as Version
    from ondit.model import Voice as Voice
    from ondit.model import Voiced as Voiced
    from ondit.model import VoiceSummary as VoiceSummary

    Path = str | os.PathLike[str]

__version__ = "0.1.0"

_RECORDS = (
    "Span Page Article Block Embed DateClue Clue Credit CreditName Furniture Comment Mark Damage"
    " Speaker Statement Voiced Voice VoiceSummary Correction Version Utterance UtteranceSummary"
    " Dispute Evidence Origin Change Pair Derivation Edge Story StorySummary Flow Site SharedMark"
    " Kinship Failure TracedPage Lead Search Trace Receipt Run Hit Finding Counts"
).split()
_ERRORS = (
    "OnditError SourceError MissingFile UnreadableFile EmptyFile NoPages NotCorrections"
    " NotFetched ListNotFetched TooLarge OnlineError NotAnAddress Unreachable TooSlow Refused"
    " BadRedirect ForbiddenByRobots PrivateAddress NoColumn NoAddresses NotAList UnsafeList"
    " ArchiveError BrokenArchive LockedArchive BrokenRecord CutShort WrongDigest Undecodable"
    " PageError NotAPage TooDeep Crashed OutOfTime OutOfMemory NoText ScriptedPage"
    " LeadsElsewhere OnlyFrames TooLong UnwritableFile NotADay BrokenBundle"
    " NotRedacted NotStamped MissingExtra StoreError NotAStore NewerStore DamagedStore"
    " StoreBusy DiskFull NotInCorpus WatchError BadRules BadState UnknownLanguage"
    " LanguageDataError"
).split()

__all__ = ["__version__", "read", "trace", "compare", "text_of", "Corpus", *_RECORDS, *_ERRORS]


def read(source: Path | Page) -> TracedPage:
    """Answer the three questions about one page: a file, or a :class:`Page` of bytes.

    Raises an :class:`OnditError` when it cannot be read.
    The page is read in this process: one that holds the parser holds it too. The commands and
    :meth:`Corpus.add` read in processes that may die.
    """
    from ondit import model, pipeline
    from ondit.sources import files

    return pipeline.traced(source if isinstance(source, model.Page) else files.page(source))


def trace(paths: Path | Iterable[Path]) -> Trace:
    """Trace the pages of files and folders, and how they relate. Failures are in the result."""
    import os

    from ondit import pipeline
    from ondit.sources import files

    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    return pipeline.trace(files.pages(given))


def compare(one: Path | Page | TracedPage, other: Path | Page | TracedPage) -> Derivation:
    """Compare two pages sentence by sentence. Spans point into the articles of the two."""
    from ondit import model, pipeline

    first, second = (
        page if isinstance(page, model.TracedPage) else read(page) for page in (one, other)
    )
    return pipeline.compared_pair(first, second)


def text_of(article: Article, spans: Iterable[Span]) -> str:
    """Give the words of ``spans`` in ``article``; what lies between two in one block as […]."""
    from ondit import text

    return text.text_of(article, spans)


def __getattr__(name: str) -> Any:
    """Give a record or an error, imported when it is first asked for."""
    from importlib import import_module

    if name == "Corpus":
        return import_module("ondit.corpus").Corpus
    if name in _RECORDS:
        return getattr(import_module("ondit.model"), name)
    if name in _ERRORS:
        return getattr(import_module("ondit.errors"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
