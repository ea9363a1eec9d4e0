"""One table as comma-separated values (RFC 4180, UTF-8), safe to open in a spreadsheet.

A cell of a page that begins like a formula would be run by a spreadsheet: such a cell gets an
apostrophe in front, as OWASP advises ("CSV injection").
"""

from __future__ import annotations

import csv
from io import TextIOWrapper
from typing import BinaryIO

from ondit.views.export import Findings
from ondit.views.export.tables import TABLES, Cell

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with, the full-width forms too."""


def write(found: Findings, file: BinaryIO, *, table: str = "articles") -> None:
    """Write the ``table`` (see :data:`~ondit.views.export.tables.TABLES`) with a header line."""
    chosen = TABLES[table]
    text = TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(name for name, _ in chosen.columns)
    for row in chosen.rows(found):
        writer.writerow(map(harmless, row))
    text.detach()


def harmless(cell: Cell) -> Cell:
    """Give ``cell`` as a spreadsheet will not run it; a truth value as JSON writes it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return "'" + cell
    return cell
