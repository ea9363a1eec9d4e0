"""Every record whole, one JSON object a line: the form from which all others could be made.

The shape of a line is published as JSON Schema (``ondit export --to schema``), and its number grows
when a field is renamed, removed or changes its sense; new fields may come.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from ondit import __version__
from ondit.model import Derivation, Failure, Story, TracedPage
from ondit.views.export import Findings
from ondit.views.records import harmless

SCHEMA = "ondit.line/1"


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line: the shape, the program's version, and one record."""

    schema: str
    ondit: str
    page: TracedPage | None = None
    derivation: Derivation | None = None
    story: Story | None = None
    failure: Failure | None = None


def write(found: Findings, file: BinaryIO) -> None:
    """Write a line for each page, derivation, story and failure, in this order."""
    for line in lines(found):
        file.write(harmless(msgspec.json.encode(line).decode()).encode() + b"\n")


def decoded(line: bytes) -> Line:
    """Read one line back. Raises :class:`msgspec.ValidationError` for what is none."""
    return msgspec.json.decode(line, type=Line)


def lines(found: Findings) -> Iterator[Line]:
    """Give the lines."""
    for page in found.pages():
        yield Line(schema=SCHEMA, ondit=__version__, page=page)
    for derivation in found.derivations():
        yield Line(schema=SCHEMA, ondit=__version__, derivation=derivation)
    for story in found.stories():
        yield Line(schema=SCHEMA, ondit=__version__, story=story)
    for failure in found.failures():
        yield Line(schema=SCHEMA, ondit=__version__, failure=failure)


def write_schema(found: Findings, file: BinaryIO) -> None:  # noqa: ARG001
    """Write the JSON Schema of a line."""
    file.write(msgspec.json.format(msgspec.json.encode(schema()), indent=2) + b"\n")


def schema() -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a line."""
    described = msgspec.json.schema(Line)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **described}
