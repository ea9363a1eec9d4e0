"""The rows of a sheet as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv as writer_of
from io import StringIO

from ondit.views.export.csv import harmless
from ondit.web.sheet import Rows


def csv(rows: Rows) -> bytes:
    """Give ``rows`` as CSV (RFC 4180, UTF-8)."""
    text = StringIO(newline="")
    writer = writer_of.writer(text)
    writer.writerow(rows.columns)
    for row in rows.rows:
        writer.writerow([harmless(_cell(cell)) for cell in row])
    return text.getvalue().encode("utf-8", "replace")


def _cell(cell: object) -> str | int | float | bool | None:
    """Give a cell as CSV can hold it."""
    return cell if cell is None or isinstance(cell, int | float) else str(cell)
