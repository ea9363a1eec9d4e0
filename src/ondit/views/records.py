"""Records as JSON: the very records of :mod:`ondit.model`, under the version of their shape."""

from __future__ import annotations

import re

import msgspec

from ondit.model import Article, Derivation, Trace

TRACE_SCHEMA = "ondit.trace/1"
COMPARE_SCHEMA = "ondit.compare/1"
"""The number grows when a field is renamed, removed or changes its sense; new fields may come."""

# A terminal obeys these, and JSON does not make them safe by itself; they can only stand inside
# strings, where their escape means the same.
_OBEYED = re.compile("[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u206f\ufeff]")


def trace_json(trace: Trace, *, indent: int = 0) -> str:
    """Give ``trace`` as one JSON object; ``indent`` spaces a level, on one line when 0."""
    fields = {name: getattr(trace, name) for name in trace.__struct_fields__}
    return _json({"schema": TRACE_SCHEMA, **fields}, indent)


def compare_json(derivation: Derivation, one: Article, other: Article, *, indent: int = 0) -> str:
    """Give ``derivation`` with the two articles that its spans point into."""
    fields = {"articles": (one, other), "derivation": derivation}
    return _json({"schema": COMPARE_SCHEMA, **fields}, indent)


def _json(record: dict[str, object], indent: int) -> str:
    encoded = msgspec.json.encode(record)
    if indent:
        encoded = msgspec.json.format(encoded, indent=indent)
    return _OBEYED.sub(lambda mark: f"\\u{ord(mark.group()):04x}", encoded.decode())
