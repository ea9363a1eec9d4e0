"""The OpenAPI document, made from the list of screens and the records themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from ondit import __version__, pipeline
from ondit.model import Correction, Trace
from ondit.web.problems import Problem
from ondit.web.screens.index import Place

_REFS = "#/components/schemas/{name}"
_NAMED = str.maketrans("/", "_", "{}")
_REFUSALS = (400, 401, 403, 404, 405, 413, 500, 503)


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """Which correction no longer holds."""

    id: str


def document(places: Sequence[Place]) -> dict[str, Any]:
    """Give the document; equal screens give equal documents."""
    records = [*(place.record for place in places), Trace, Correction, Undone, Problem]
    (*schemas,), components = msgspec.json.schema_components(records, ref_template=_REFS)
    named = dict(zip(map(repr, records), map(_plain, schemas), strict=True))
    components = _plain(components)
    paths: dict[str, Any] = {}
    for place in places:
        path = f"/api{place.path}".rstrip("/") if place.path != "/" else "/api/counts"
        paths[path] = {
            "get": {
                "operationId": "get" + place.path.translate(_NAMED),
                "summary": (place.give.__doc__ or "").splitlines()[0],
                "parameters": _parameters(place),
                "responses": {"200": _answer(named[repr(place.record)]), **_problems()},
            }
        }
    paths["/api/trace"] = {"post": _trace(named[repr(Trace)])}
    paths.setdefault("/api/corrections", {})["post"] = _post(
        "correct", Correction, Undone, named, (Undone.__doc__ or "")
    )
    paths["/api/corrections/undo"] = {
        "post": _post("undo", Undone, Undone, named, (Undone.__doc__ or ""))
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ondit", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"bearer": []}],
    }


def _plain(schema: Any) -> Any:
    """Give a schema with tuples as arrays of any of their parts.

    Many programs that read such a document do not know ``prefixItems`` yet, and one that checks
    interfaces calls it wrong.
    """
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items() if key != "prefixItems"}
    if "prefixItems" in schema:
        parts = _plain(schema["prefixItems"])
        different = [part for at, part in enumerate(parts) if part not in parts[:at]]
        plain["items"] = different[0] if len(different) == 1 else {"anyOf": different}
    return plain


def _parameters(place: Place) -> list[dict[str, Any]]:
    """Give what may be asked of a screen, in its address and after it."""
    schema = msgspec.json.schema(place.asked)
    shape = schema["$defs"][place.asked.__name__] if "$defs" in schema else schema
    found = []
    for name, kind in shape.get("properties", {}).items():
        inside = f"{{{name}}}" in place.path
        kind = dict(kind)
        if inside:
            kind["minLength"] = 1
        found.append(
            {
                "name": name,
                "in": "path" if inside else "query",
                "required": inside or name in shape.get("required", ()),
                "schema": kind,
            }
        )
    return found


def _answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": "200 OK", "content": {"application/json": {"schema": schema}}}


def _problems() -> dict[str, Any]:
    problem = {"$ref": _REFS.format(name=Problem.__name__)}
    return {
        str(status): {
            "description": Problem.__name__,
            "content": {"application/json": {"schema": problem}},
        }
        for status in _REFUSALS
    }


def _trace(schema: dict[str, Any]) -> dict[str, Any]:
    page = {"schema": {"type": "string", "format": "binary"}}
    return {
        "operationId": "trace",
        "summary": (pipeline.traced.__doc__ or "").splitlines()[0],
        "requestBody": {"content": {"text/html": page, "text/plain": page}},
        "responses": {"200": _answer(schema), **_problems()},
    }


def _post(
    name: str, given: type, answer: type, named: dict[str, Any], summary: str
) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary.splitlines()[0],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": named[repr(given)]}},
        },
        "responses": {"200": _answer(named[repr(answer)]), **_problems()},
    }
