"""Pages on disk: files, folders, "save page as" folders, MHTML, SingleFile, WARC and WACZ.

A file that is named is read whatever it is called: whether its bytes are a page is for
:mod:`ondit.page` to say. In a folder only files that are called like pages are read, in the order
of their paths, so that two runs give the same. What a browser puts beside a page that it saves
(``page.html`` and its folder ``page_files``) belongs to that page and holds no page of its own.
"""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import BinaryIO

from ondit.errors import (
    EmptyFile,
    ListNotFetched,
    MissingFile,
    NoPages,
    NotFetched,
    OnditError,
    TooLarge,
    UnreadableFile,
    refusal,
)
from ondit.model import Failure, Page
from ondit.sources import feeds, mhtml, saved

SUFFIXES = frozenset(
    {".html", ".htm", ".xhtml", ".mhtml", ".mht", ".txt", ".warc", ".wacz"}  # or with .gz, .zst
)
MARKUP = frozenset({".html", ".htm", ".xhtml"})

LARGEST = 64
"""Megabytes. SingleFile puts a page's pictures inside it; the largest met held 20 MB."""

_START = 4096
"""Bytes by which an archive is known."""
_ARCHIVES = (b"WARC/", b"PK\x03\x04", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")

# What the browsers of each language add to the name of a saved page to name its folder. This is
# the list by which Windows keeps the two together ("connected files"), with Firefox's ``_files``.
_COMPANIONS = (
    "_files .files -filer -Dateien _fichiers _bestanden _file _archivos _tiedostot _pliki _soubory"
    " _elemei _ficheiros _arquivos _dosyalar _datoteke _fitxers _failid _fails _bylos _fajlovi"
    " _fitxategiak"
).split()


def pages(
    paths: Iterable[str | os.PathLike[str]], *, skipped: Counter[str] | None = None
) -> Iterator[Page | Failure]:
    """Give the pages of files, archives and folders, in order; what cannot be read as a failure.

    A page that two of ``paths`` lead to is given once. ``skipped`` counts the records of archives
    that are no page, by reason.
    """
    given = list(paths)
    named = frozenset(map(Path, given))
    seen: set[tuple[int, int]] = set()
    for path in given:
        if _saved_with(Path(path), named):
            continue  # as a shell gives it for ``saved/*``
        for found in _found(path):
            if isinstance(found, Failure):
                yield found
            elif _first_time(found, seen):
                yield from _read(found, skipped)


def page(path: str | os.PathLike[str], *, lists: bool = False) -> Page:
    """Read the file at ``path``; raise a :class:`ondit.errors.SourceError` when that fails.

    A list of addresses is no page, but with ``lists``.
    """
    _refuse_address(path)
    read = checked(shown(Path(path)), contents(path, most=cap() + 1))
    if not lists and feeds.kind(read.body) is not None:
        raise ListNotFetched(path=read.name)
    return read


def contents(path: str | os.PathLike[str], *, most: int = -1) -> bytes:
    """Give the bytes of a file, no more than ``most`` of them.

    Raises a :class:`ondit.errors.SourceError` when the system refuses it.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:  # a name may hold a zero byte
        refusal = error
    raise _refused(path, refusal)


def checked(name: str, body: bytes) -> Page:
    """Give the page of ``body``, out of its message if it is MHTML.

    Raises what is wrong with it when it is empty or past the size cap.
    """
    body = _inflated(body)
    if not body:
        raise EmptyFile(path=name)
    if len(body) > cap():
        raise TooLarge(path=name, size=f"> {LARGEST}", limit=LARGEST)
    page = Page(name=name, body=body)
    if mhtml.is_mhtml(body):
        return mhtml.unpacked(page)
    return saved.told(page)


def shown(path: Path) -> str:
    """Give ``path`` as text: bytes of a name that are none become U+FFFD, as no JSON holds them."""
    return os.fsencode(path).decode("utf-8", "replace")


def cap() -> int:
    """Give the size cap in bytes."""
    return LARGEST * 1_000_000


def _inflated(body: bytes) -> bytes:
    """Give ``body`` out of its gzip wrapper, no further than past the cap: bombs stay small."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, cap() + 1)
    except zlib.error:
        return body  # said to be no page when it is read


def _refuse_address(path: str | os.PathLike[str]) -> None:
    """Raise for a web address: what is typed most naturally, and what Ondit does not do unasked."""
    if isinstance(path, str) and path.lower().startswith(("http://", "https://")):
        raise NotFetched(path=path)


def _read(path: Path, skipped: Counter[str] | None) -> Iterator[Page | Failure]:
    """Give the pages of a file: one, or those of an archive."""
    archive = _archive(path)
    if archive is not None:
        seen = False
        with archive:
            for found in _unpacked(archive, shown(path), skipped):
                seen = True
                yield found
        if not seen:
            yield _failure(path, NoPages(path=shown(path)))
        return
    try:
        yield page(path)
    except OnditError as error:
        yield _failure(path, error)


def _archive(path: Path) -> BinaryIO | None:
    """Open ``path`` if it is a web archive."""
    try:
        file = path.open("rb")
    except (OSError, ValueError):
        return None  # said when it is read as a page
    try:
        if file.seekable() and _is_archive(file, path.name):
            return file
    except OSError:
        pass
    file.close()
    return None


def _is_archive(file: BinaryIO, name: str) -> bool:
    start = file.read(_START)
    if not start.startswith(_ARCHIVES):
        return False
    from ondit.sources import wacz, warc

    return warc.is_warc(start) or wacz.is_wacz(file, name)


def _unpacked(file: BinaryIO, name: str, skipped: Counter[str] | None) -> Iterator[Page | Failure]:
    from ondit.sources import wacz, warc

    file.seek(0)
    read = wacz.pages if file.read(2) == b"PK" else warc.pages
    return read(file, name, limit=cap(), skipped=skipped)


def _found(given: str | os.PathLike[str]) -> Iterator[Path | Failure]:
    """Give ``given`` itself when it is a file, the pages below it when it is a folder."""
    path = Path(given)
    try:
        _refuse_address(given)
    except NotFetched as error:
        yield Failure(name=str(given), error=type(error).__name__, facts=error.facts)
        return
    if not _is_folder(path):
        yield path
        return
    seen = False
    for found in _walk(path, set()):
        seen = True
        yield found
    if not seen:
        yield _failure(path, NoPages(path=shown(path)))


def _walk(folder: Path, above: set[tuple[int, int]]) -> Iterator[Path | Failure]:
    """Give the pages of ``folder`` and below, by name; a link back to a folder is not followed."""
    key = _identity(folder)
    if key in above:
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _failure(folder, _refused(folder, error))
        return
    shown = [entry for entry in entries if not entry.name.startswith(".")]
    saved = {entry.stem for entry in shown if entry.suffix.lower() in MARKUP}
    for entry in shown:
        if _is_folder(entry):
            if not _companion(entry.name, saved):
                yield from _walk(entry, above | {key})
        elif _is_called_like_a_page(entry) and entry.is_file():
            yield entry


def _is_called_like_a_page(path: Path) -> bool:
    """Tell whether ``path`` ends as pages do, compressed or not."""
    name = path.name.lower().removesuffix(".gz").removesuffix(".zst")
    return PurePath(name).suffix in SUFFIXES


def _companion(name: str, saved: set[str]) -> bool:
    """Tell whether the folder ``name`` belongs to one of the pages named ``saved``."""
    return any(name.endswith(end) and name.removesuffix(end) in saved for end in _COMPANIONS)


def _saved_with(path: Path, named: frozenset[Path]) -> bool:
    """Tell whether ``path`` is the folder of a page that is itself among the ``named``."""
    stems = {page.stem for page in named if page.parent == path.parent and page.suffix in MARKUP}
    return _companion(path.name, stems) and _is_folder(path)


def _is_folder(path: Path) -> bool:
    """Tell whether ``path`` is a folder; what the system does not take as a path is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _identity(path: Path) -> tuple[int, int]:
    """Give what two paths to the same file share; nothing is shared when it cannot be told."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return (-1, hash(path))
    return (status.st_dev, status.st_ino)


def _first_time(path: Path, seen: set[tuple[int, int]]) -> bool:
    key = _identity(path)
    if key in seen:
        return False
    seen.add(key)
    return True


def _refused(path: Path, error: OSError | ValueError) -> OnditError:
    """Give the error of Ondit for one of the system."""
    if isinstance(error, FileNotFoundError | ValueError):
        return MissingFile(path=shown(path))
    return UnreadableFile(**refusal(shown(path), error))


def _failure(path: Path, error: OnditError) -> Failure:
    return Failure(name=shown(path), error=type(error).__name__, facts=error.facts)
