"""Every error of Ondit, as one tree.

::

    OnditError
    ├── SourceError            something given could not be opened
    │   ├── MissingFile        nothing lies at that path
    │   ├── UnreadableFile     it lies there, the system refuses it
    │   ├── EmptyFile          it holds no bytes
    │   ├── NoPages            a folder without a page
    │   ├── NotCorrections     a line of a file that holds no correction
    │   ├── NotFetched         an address, and nothing is fetched unasked
    │   ├── ListNotFetched     a list of addresses, likewise
    │   ├── TooLarge           past the size cap
    │   ├── OnlineError        an address that was asked for in vain
    │   │   ├── NotAnAddress   it is no address of the web
    │   │   ├── Unreachable    no connection, or one that broke
    │   │   ├── TooSlow        past the deadline
    │   │   ├── Refused        the server answered with an error
    │   │   ├── BadRedirect    it leads in a circle, or out of the web
    │   │   ├── ForbiddenByRobots  the site asks robots not to
    │   │   └── PrivateAddress it leads into a private network
    │   ├── NoColumn           a table without the column that is asked for
    │   ├── NoAddresses        a table without a column of addresses
    │   ├── NotAList           no list of addresses, feed or sitemap
    │   ├── UnsafeList         a list that defines entities of its own
    │   └── ArchiveError       a web archive, or a record in it, that is not as it should be
    │       ├── BrokenArchive  its table of contents cannot be read
    │       ├── LockedArchive  it asks for a password
    │       ├── BrokenRecord   a record that begins or ends where it cannot
    │       ├── CutShort       fewer bytes than announced
    │       ├── WrongDigest    other bytes than were archived
    │       └── Undecodable    compressed in a way that cannot be undone
    ├── PageError              the bytes are not a page that can be read
    │   ├── NotAPage           a file of another kind: an image, a PDF, an archive, data
    │   ├── TooDeep            tags nested beyond reason
    │   ├── Crashed            the process that read it died
    │   ├── OutOfTime          it took too long
    │   ├── OutOfMemory        it took too much memory
    │   └── NoText             a page without a paragraph
    │       ├── ScriptedPage   and with a script that would write one
    │       ├── LeadsElsewhere and that only sends its readers on
    │       ├── OnlyFrames     and that only shows others in frames
    │       └── TooLong        in the part of it that is read
    ├── UnwritableFile         something should be written where the system refuses it
    ├── NotADay                a date that is none
    ├── BrokenBundle           a case file that cannot be opened as one
    ├── NotRedacted            something to be taken out is still there
    ├── NotStamped             a time stamp was asked for and not given
    ├── MissingExtra           a library is needed that was not installed
    ├── StoreError             a store that cannot be used as asked
    │   ├── NotAStore          the file is something else
    │   ├── NewerStore         made by a later Ondit
    │   ├── DamagedStore       part of the file is lost
    │   ├── StoreBusy          another writes to it
    │   ├── DiskFull           nothing more can be written
    │   └── NotInCorpus        an identifier or address that it does not hold
    ├── WatchError             a watch that cannot begin
    │   ├── BadRules           its rules cannot be understood
    │   └── BadState           its memory cannot be read
    ├── UnknownLanguage        no folder for it in ``ondit/lang``
    └── LanguageDataError      a language folder that does not hold what it must

An error carries its facts as attributes and reads as a sentence that says what to do. The
sentence below is the one a developer meets; what a user meets comes from the message catalogues
of the languages, which translate each class by name.
"""

from __future__ import annotations

import errno
import os
from typing import ClassVar


class OnditError(Exception):
    """Base of all errors that Ondit raises on purpose. ``facts`` fill the sentence."""

    sentence: ClassVar[str] = "{detail}"

    def __init__(self, **facts: object) -> None:
        #: What is known of the failure, by the names that the sentence uses.
        self.facts: dict[str, str] = {key: str(value) for key, value in facts.items()}
        super().__init__(self.sentence.format_map(self.facts))

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process (keyword arguments do not, by default)."""
        return (_rebuild, (type(self), self.facts))


def _rebuild(kind: type[OnditError], facts: dict[str, str]) -> OnditError:
    return kind(**facts)


def refusal(path: str | os.PathLike[str], error: OSError) -> dict[str, str]:
    """Give what the system says of a file that it refuses: ``path``, ``reason``, ``code``.

    The code is the name of its error (``EACCES``), by which the languages translate the reason.
    """
    code = errno.errorcode.get(error.errno or 0, "")
    return {"path": os.fspath(path), "reason": error.strerror or code, "code": code}


class SourceError(OnditError):
    """Something given could not be opened. Facts: ``path``."""


class MissingFile(SourceError):
    """Nothing lies at ``path``."""

    sentence = "There is no file or folder at {path}; check the path."


class UnreadableFile(SourceError):
    """The system refuses to read ``path``, for ``reason``, by its name ``code``."""

    sentence = "{path} cannot be read ({reason}); check the file and its permissions."


class EmptyFile(SourceError):
    """``path`` holds no bytes."""

    sentence = "{path} is empty; save the page again."


class NoPages(SourceError):
    """The folder ``path`` holds no page."""

    sentence = "No page was found in {path}; give what holds pages (.html, .txt, .warc, .wacz)."


class NotCorrections(SourceError):
    """``line`` of the file ``path`` holds no correction: ``detail``."""

    sentence = "Line {line} of {path} is no correction ({detail}); export them with --json."


class NotFetched(SourceError):
    """``path`` is a web address."""

    sentence = (
        "{path} is an address, and nothing is fetched unasked; add --online, or save the page."
    )


class ListNotFetched(SourceError):
    """``path`` is a list of addresses, a feed or a sitemap."""

    sentence = "{path} is a list of addresses, and nothing is fetched unasked; add --online."


class TooLarge(SourceError):
    """``path`` has ``size`` megabytes, more than ``limit``."""

    sentence = "{path} is too large ({size} MB, the limit is {limit} MB); save the article alone."


class OnlineError(SourceError):
    """An address was asked for in vain. Facts: ``path``."""


class NotAnAddress(OnlineError):
    """``path`` is no address of the web."""

    sentence = "{path} is not a web address; check it."


class Unreachable(OnlineError):
    """No connection for ``path``, or one that broke, for ``reason``."""

    sentence = "{path} could not be reached ({reason}); check the address, or try again later."


class TooSlow(OnlineError):
    """The answer for ``path`` took more than ``seconds``."""

    sentence = "{path} took more than {seconds} s to answer and was left; try again later."


class Refused(OnlineError):
    """The server answered for ``path`` with the error ``status``."""

    sentence = "The server refused {path} (HTTP {status}); open it in a browser and save it."


class BadRedirect(OnlineError):
    """``path`` is redirected in a circle, or to ``target``, which is no web address."""

    sentence = "{path} only leads elsewhere ({target}); open it in a browser and save the page."


class ForbiddenByRobots(OnlineError):
    """The robots.txt of ``host`` asks not to read ``path``."""

    sentence = "{host} asks robots not to read {path}; open it in a browser and save the page."


class PrivateAddress(OnlineError):
    """``path`` leads to the private address ``number``."""

    sentence = (
        "{path} leads into a private network ({number}); give its address itself to allow it."
    )


class NoColumn(SourceError):
    """The table ``path`` has no column ``column``, but ``columns``."""

    sentence = "{path} has no column {column}; its columns: {columns}."


class NoAddresses(SourceError):
    """No column of the table ``path`` holds addresses; it has ``columns``."""

    sentence = "No column of {path} holds addresses; name one with --column: {columns}."


class NotAList(SourceError):
    """``path`` is no list of addresses, feed or sitemap."""

    sentence = "{path} is no list of addresses, feed, sitemap or OPML file; check what it holds."


class UnsafeList(SourceError):
    """The list ``path`` defines entities of its own."""

    sentence = "{path} defines entities, by which a list can do harm; take the definitions out."


class ArchiveError(SourceError):
    """A web archive, or a record in it, is not as it should be. Facts: ``path``."""


class BrokenArchive(ArchiveError):
    """The table of contents of the archive ``path`` cannot be read."""

    sentence = "The archive {path} is damaged: what it contains cannot be listed; get it again."


class LockedArchive(ArchiveError):
    """The archive ``path`` asks for a password."""

    sentence = "The archive {path} is locked by a password; unpack it first."


class BrokenRecord(ArchiveError):
    """A record of ``path`` that begins at byte ``at``, or what follows it, is damaged."""

    sentence = "{path} is damaged at byte {at} or after; what stands around the damage was read."


class CutShort(ArchiveError):
    """Of ``path``, ``announced`` bytes, only ``got`` are there."""

    sentence = "{path} is cut short: {got} of {announced} bytes are there; get it again."


class WrongDigest(ArchiveError):
    """The bytes of ``path`` are not those that were archived."""

    sentence = "{path} has been changed: its bytes do not agree with their digest; get it again."


class Undecodable(ArchiveError):
    """The bytes of ``path`` are not compressed as they say (``coding``), or in an unknown way."""

    sentence = "{path} cannot be decompressed ({coding}); get it again."


class PageError(OnditError):
    """The bytes are not a page that can be read. Facts: ``path``."""


class NotAPage(PageError):
    """The bytes of ``path`` are of ``kind``, no page."""

    sentence = "{path} is not a web page but {kind}; save the page as HTML or text."


class TooDeep(PageError):
    """Tags of ``path`` are nested more than ``limit`` deep."""

    sentence = "The tags of {path} are nested more than {limit} deep; save its text."


class Crashed(PageError):
    """The process that worked on ``path`` died: ``detail``."""

    sentence = "Reading {path} crashed ({detail}); the others were not touched. Please report it."


class OutOfTime(PageError):
    """Work on ``path`` took longer than ``detail`` seconds."""

    sentence = "{path} took longer than {detail} s and was given up; save the article alone."


class OutOfMemory(PageError):
    """Work on ``path`` took more than ``detail`` megabytes of memory."""

    sentence = "{path} took more than {detail} MB of memory; save the article alone."


class NoText(PageError):
    """``path`` holds no paragraph of text."""

    sentence = "{path} contains no text to read; check what was saved."


class ScriptedPage(NoText):
    """The text of ``path`` is written by a script that was not run."""

    sentence = "A script fills {path}, which contains no text itself; save it from a browser."


class LeadsElsewhere(NoText):
    """``path`` only sends its readers on to ``target``."""

    sentence = "{path} only leads elsewhere; save the page at {target} instead."


class OnlyFrames(NoText):
    """``path`` only shows other pages in frames: ``frames`` are their addresses."""

    sentence = "{path} holds no text itself but shows others in frames; save those: {frames}."


class TooLong(NoText):
    """``path`` holds no text in its first ``limit`` megabytes, and no more is read."""

    sentence = (
        "The first {limit} MB of {path}, without pictures and scripts, hold no text,"
        " and no more is read; save its text alone."
    )


class UnwritableFile(OnditError):
    """The system refuses to write ``path``, for ``reason``, by its name ``code``."""

    sentence = (
        "{path} cannot be written ({reason}); check its folder, the permissions and the room left."
    )


class NotADay(OnditError):
    """``value`` is no date."""

    sentence = "{value} is no date; write year, month and day: 2024-05-01."


class BrokenBundle(OnditError):
    """``path`` is no bundle of Ondit, or no longer: ``problem`` names the part that fails."""

    sentence = "{path} is no bundle of Ondit, or was changed ({problem}); get it again."


class NotRedacted(OnditError):
    """A comment of ``path`` that begins with ``words`` could not be taken out."""

    sentence = "A comment of {path} could not be taken out (“{words}”); leave the page out."


class NotStamped(OnditError):
    """``endpoint`` gave no time stamp, for ``reason``."""

    sentence = "{endpoint} gave no time stamp ({reason}); try again, or leave --timestamp out."


class MissingExtra(OnditError):
    """What was asked needs the libraries of ``extra``, which are not installed."""

    sentence = "This needs libraries that are not installed; type: pip install 'ondit[{extra}]'."


class StoreError(OnditError):
    """A store that cannot be used as asked. Facts: ``path``."""


class NotAStore(StoreError):
    """The file at ``path`` is no store."""

    sentence = "{path} is not a store of Ondit; give another name, or the .ondit file itself."


class NewerStore(StoreError):
    """``path`` has tables of ``version``; this Ondit knows those up to ``known``."""

    sentence = (
        "{path} was made by a newer Ondit (tables {version}; this one knows {known});"
        " update Ondit to open it."
    )


class DamagedStore(StoreError):
    """Part of ``path`` is lost: ``detail``."""

    sentence = "{path} is damaged ({detail}); restore a backup, or add the pages to a new store."


class StoreBusy(StoreError):
    """``holder`` (process and machine) has been writing to ``path`` since ``since``."""

    sentence = "{path} is being written to by {holder} since {since}; wait for it, or end it."


class DiskFull(StoreError):
    """Nothing more can be written to ``path``."""

    sentence = (
        "The disk is full, so {path} cannot grow; what it held is safe:"
        " make room, then give the same command again."
    )


class NotInCorpus(StoreError):
    """``path`` holds nothing by the name ``id``."""

    sentence = "{path} holds nothing by the name {id}; check it, or list what there is."


class WatchError(OnditError):
    """A watch that cannot begin. Facts: ``path``."""


class BadRules(WatchError):
    """The rules in ``path`` cannot be understood: ``problem``."""

    sentence = "The rules in {path} cannot be understood: {problem}."


class BadState(WatchError):
    """The memory of a watch in ``path`` cannot be read."""

    sentence = "{path}, where a watch remembers what it told, cannot be read; move it away."


class UnknownLanguage(OnditError):
    """There is no folder for ``language``; ``known`` lists those there are."""

    sentence = "Ondit has no language {language}; it knows {known}."


class LanguageDataError(OnditError):
    """``file`` of a language folder does not hold what it must: ``problem``."""

    sentence = "The language file {file} is not right: {problem}."
