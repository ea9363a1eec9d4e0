"""Records as JSON: the very records of :mod:`ondit.model`, under the version of their shape.

Beside them stands what the knowledge tables say of the outlets and sites that the records name by
identifier, so that every value can be explained from the output alone: ``docs/records.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from ondit import __version__
from ondit.knowledge import Outlet, StateLabel, outlets, site_claims, state_labels
from ondit.model import Article, Correction, Derivation, Trace

TRACE_SCHEMA = "ondit.trace/1"
COMPARE_SCHEMA = "ondit.compare/1"
"""The number grows when a field is renamed, removed or changes its sense; new fields may come."""

# A terminal obeys these, and JSON does not make them safe by itself; they can only stand inside
# strings, where their escape means the same.
_OBEYED = re.compile("[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u206f\ufeff]")


def trace_json(trace: Trace, *, indent: int = 0) -> str:
    """Give ``trace`` as one JSON object; ``indent`` spaces a level, on one line when 0."""
    fields = {name: getattr(trace, name) for name in trace.__struct_fields__}
    speakers = [speaker.entity or "" for page in trace.pages for speaker in page.speakers]
    evidence = [one.outlet for page in trace.pages for one in page.origin.evidence]
    articles = [page.article for page in trace.pages]
    known = _known(articles, [*evidence, *(key.removeprefix("outlet:") for key in speakers)])
    return _json({"schema": TRACE_SCHEMA, "ondit": __version__, **fields, **known}, indent)


def compare_json(derivation: Derivation, one: Article, other: Article, *, indent: int = 0) -> str:
    """Give ``derivation`` with the two articles that its spans point into."""
    fields = {"articles": (one, other), "derivation": derivation}
    known = _known((one, other), [each.outlet for each in derivation.evidence])
    return _json({"schema": COMPARE_SCHEMA, "ondit": __version__, **fields, **known}, indent)


def case_json(name: str, fields: Mapping[str, object], *, indent: int = 0) -> str:
    """Give what ``ondit NAME`` found in a store, as one JSON object."""
    return _json({"schema": f"ondit.{name}/1", "ondit": __version__, **fields}, indent)


def correction_line(correction: Correction) -> str:
    """Give a correction as a line of a file to share."""
    return harmless(msgspec.json.encode(correction).decode())


def _known(articles: Iterable[Article], named: Iterable[str | None]) -> dict[str, Any]:
    """Give what the tables say of the outlets of credits and of ``named``, and of the sites."""
    pages = list(articles)
    credited = [name.outlet for page in pages for credit in page.credits for name in credit.names]
    keys = sorted(outlets().keys() & {*credited, *named})
    sites = sorted({page.site for page in pages if page.site})
    return {
        "outlets": {
            key: {"outlet": outlets()[key], "labels": _labels(outlets()[key])} for key in keys
        },
        "sites": {site: site_claims(site) for site in sites if site_claims(site)},
    }


def _labels(outlet: Outlet) -> list[StateLabel]:
    """Give what lists say of the outlet, each label once, with the list's name and date."""
    found = [label for domain in outlet.domains for label in state_labels(domain)]
    return list(dict.fromkeys(found))


def _json(record: dict[str, object], indent: int) -> str:
    encoded = msgspec.json.encode(record)
    if indent:
        encoded = msgspec.json.format(encoded, indent=indent)
    return harmless(encoded.decode())


def harmless(encoded: str) -> str:
    """Give JSON with what a terminal obeys escaped."""
    return _OBEYED.sub(lambda mark: f"\\u{ord(mark.group()):04x}", encoded)
