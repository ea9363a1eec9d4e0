"""A table of the user's own: delimited text of any encoding and delimiter, kept as it is.

Spreadsheets write commas, semicolons or tabs, in UTF-8, UTF-16 or an old encoding, by country and
by version. The delimiter is the one by which the first rows have most evenly more than one column;
the encoding is told by its mark, else UTF-8 if the bytes are that, else by their statistics.
"""

from __future__ import annotations

import codecs
import csv
import io
import sys

from msgspec import Struct
from resiliparse.parse.encoding import detect_encoding

from ondit import urls
from ondit.errors import EmptyFile, NoAddresses, NoColumn

_DELIMITERS = (",", ";", "\t", "|")
_ROWS = 50
"""Rows by which the delimiter is told."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Sheet(Struct, frozen=True, kw_only=True):
    """A table: every row has as many cells as the header."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str
    marked: bool
    """Whether the file began with a byte order mark: some spreadsheets need it to see UTF-8."""


def read(body: bytes, *, name: str) -> Sheet:
    """Read a table; raise :class:`ondit.errors.EmptyFile` when there is no row."""
    marked = body.startswith(tuple(mark for mark, _ in _MARKS))
    text = _decoded(body).replace("\0", "")
    delimiter, text = _announced(text)
    delimiter = delimiter or _delimiter(text)
    rows = [row for row in _rows(text, delimiter) if row]
    if not rows:
        raise EmptyFile(path=name)
    width = max(map(len, rows))
    padded = [(*row, *[""] * (width - len(row))) for row in rows]
    return Sheet(
        name=name,
        header=tuple(padded[0]),
        rows=tuple(map(tuple, padded[1:])),
        delimiter=delimiter,
        marked=marked,
    )


def column(sheet: Sheet, wanted: str | None) -> int:
    """Give the place of the column ``wanted``: its name, or its number from 1.

    Without one, that in which most cells are addresses. Raises :class:`~ondit.errors.NoColumn`
    where there is none of that name, :class:`~ondit.errors.NoAddresses` where none has addresses.
    """
    named = [cell.strip() for cell in sheet.header]
    if wanted is not None:
        folded = [cell.casefold() for cell in named]
        for names, sought in ((named, wanted.strip()), (folded, wanted.strip().casefold())):
            if sought in names:
                return names.index(sought)
        if wanted.isdigit() and 0 < int(wanted) <= len(named):
            return int(wanted) - 1
        shown = ", ".join(filter(None, named))
        raise NoColumn(path=sheet.name, column=wanted, columns=shown)
    filled = [sum(_is_address(row[at]) for row in sheet.rows) for at in range(len(named))]
    if not any(filled):
        raise NoAddresses(path=sheet.name, columns=", ".join(filter(None, named)))
    return filled.index(max(filled))


def written(sheet: Sheet, added: list[tuple[str, ...]], names: tuple[str, ...]) -> bytes:
    """Write ``sheet`` with the columns ``names``, of which ``added`` holds a row for each row.

    In UTF-8, with the delimiter that it came with. A name that is taken already gets ``ondit_`` in
    front.
    """
    taken = {cell.strip() for cell in sheet.header}
    header = [f"ondit_{name}" if name in taken else name for name in names]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sheet.delimiter)
    writer.writerow([*sheet.header, *header])
    writer.writerows([*row, *more] for row, more in zip(sheet.rows, added, strict=True))
    encoding = "utf-8-sig" if sheet.marked else "utf-8"
    return out.getvalue().encode(encoding, "replace")


def _is_address(cell: str) -> bool:
    return urls.parsed(cell.strip()) is not None


def _decoded(body: bytes) -> str:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        guessed = detect_encoding(body[: 1 << 20]) or "cp1252"
    try:
        return body.decode(guessed, "replace")
    except LookupError:
        return body.decode("cp1252", "replace")


def _announced(text: str) -> tuple[str, str]:
    """Take off the line ``sep=;`` by which a spreadsheet announces the delimiter."""
    first, _, rest = text.partition("\n")
    line = first.strip("\r\ufeff")
    if len(line) == 5 and line.lower().startswith("sep="):
        return line[4], rest
    return "", text


def _delimiter(text: str) -> str:
    def evenness(delimiter: str) -> tuple[int, int]:
        rows = [row for row in _rows(text[: 1 << 20], delimiter, most=_ROWS) if row]
        width = len(rows[0]) if rows else 0
        if width < 2:
            return (0, 0)
        return (sum(len(row) == width for row in rows), width)

    best = max(_DELIMITERS, key=evenness)
    return best if evenness(best) > (0, 0) else ","


def _rows(text: str, delimiter: str, *, most: int = sys.maxsize) -> list[list[str]]:
    """Split ``text`` into rows; what the reader does not take ends the table."""
    csv.field_size_limit(min(sys.maxsize, (1 << 31) - 1))  # whole articles lie in cells
    found: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        found.append(row)
        if len(found) >= most:
            break
    return found
