"""The tables of a store, the version of their shape, and the way from an older one.

Rows are found by small numbers inside the file and by identifiers (hashes of content) outside it:
numbers differ between two stores of the same pages, and never leave the store.
"""

from __future__ import annotations

from pathlib import Path

APPLICATION = 0x4F6E_4474
"""What SQLite keeps in the head of the file to say whose it is: ``OnDt``."""

UNDATED = "~"
"""What stands for no date: it sorts after every ISO 8601 date."""

VERSION = 9
"""Of the shape: grows with every change, each of which has its step in :data:`STEPS`."""


def tables() -> str:
    """Give the SQL that makes the tables of this version."""
    names = ("tables", "counted", "echoed", "written", "based", "spared", "framed")
    return "".join(_read(f"{name}.sql") for name in names)


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


STEPS: dict[int, str] = {
    1: _read("counted.sql"),
    2: _read("echoed.sql"),
    3: "ALTER TABLE originals ADD COLUMN told BLOB;",
    4: "ALTER TABLE todo_review ADD COLUMN gains INTEGER NOT NULL DEFAULT 1;",
    5: _read("written.sql"),
    6: _read("based.sql"),
    7: _read("spared.sql"),
    8: _read("framed.sql"),
}
"""What brings a store of a version to the next, by the version it starts from."""
