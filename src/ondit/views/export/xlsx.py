"""All tables as one workbook (Office Open XML), a sheet for each.

Cells are written as text, never as formulas or links. A sheet holds at most 1,048,575 rows and a
cell 32,767 characters: what is beyond is left out, and the sheet's last row or the cell's last
character (``…``) shows it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from ondit.views.export import Findings
from ondit.views.export.tables import TABLES, Cell, Table

_MOST_CHARACTERS = 32_767
_MOST_ROWS = 1_048_575
_WIDTH = 24  # characters: headlines show their beginning, identifiers are whole
_CUT = "…"
_MADE = datetime(2000, 1, 1)  # not the clock: equal findings give equal bytes


def write(found: Findings, file: BinaryIO) -> None:
    """Write the workbook."""
    import xlsxwriter  # late: no other form needs it

    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": _MADE})
        heading = book.add_format({"bold": True})
        for name, table in TABLES.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(table.columns) - 1, _WIDTH)
            _fill(sheet, table, found, heading)


def _fill(sheet: Any, table: Table, found: Findings, heading: Any) -> None:
    put = sheet.write_string
    for column, (name, _) in enumerate(table.columns):
        put(0, column, name, heading)
    for number, row in enumerate(table.rows(found), start=1):
        if number == _MOST_ROWS:
            put(number, 0, _CUT)
            return
        for column, cell in enumerate(row):
            _put(sheet, number, column, cell)


def _put(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, str):
        fits = len(cell) <= _MOST_CHARACTERS
        text = cell if fits else cell[: _MOST_CHARACTERS - 1] + _CUT
        sheet.write_string(row, column, text)
    elif cell is not None:
        sheet.write_number(row, column, cell)
