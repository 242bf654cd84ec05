"""The OpenAPI description of the interface, made from the structs that check and write it."""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from communique import __version__
from communique.records.record import Record
from communique.web.api.answers import Problem
from communique.web.api.endpoints import READINGS, Reading, code
from communique.web.api.queries import CodeRequest

_REFERENCE = "#/components/schemas/{name}"
_REFUSALS = {
    "400": "a parameter or the body cannot be understood",
    "401": "the access token is missing or wrong",
    "403": "the host name or the page that asks is not on the list",
    "404": "there is no such thing",
    "405": "this address is asked in another way",
    "408": "the request came too slowly",
    "413": "the body is too large",
    "415": "the body is no JSON",
    "422": "the text cannot be coded",
    "503": "the store does not answer now, or too many ask at once",
}
_ANY = ("400", "401", "403", "405", "503")


def description(token: bool) -> dict[str, Any]:
    """The description as plain values; `token` says whether an access token is asked."""
    types = [CodeRequest, Record, Problem, *(r.answer for r in READINGS)]
    _, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    described: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {
            "title": "communique",
            "version": __version__,
            "description": "Reports, events, statements, actors, occurrences and threads of a store; texts coded.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {
            **{r.path: {"get": _reading(r)} for r in READINGS},
            "/code": {"post": _coding()},
        },
        "components": {"schemas": components},
    }
    if token:
        described["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        described["security"] = [{"token": []}]
    return described


def _reading(reading: Reading) -> dict[str, Any]:
    """One address that is read."""
    told = inspect.getdoc(reading.read) or ""
    missing = ("404",) if reading.answer is Record else ()
    return {
        "operationId": reading.path.strip("/"),
        "summary": told.splitlines()[0],
        "description": inspect.getdoc(reading.query) or "",
        "parameters": _parameters(reading.query),
        "responses": {"200": _answer(reading.answer), **_refusals(*_ANY, *missing)},
    }


def _coding() -> dict[str, Any]:
    """The address that codes a text."""
    return {
        "operationId": "code",
        "summary": (inspect.getdoc(code) or "").splitlines()[0],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _named(CodeRequest)}}},
        "responses": {"200": _answer(Record), **_refusals(*_ANY, "408", "413", "415", "422")},
    }


def _parameters(query: type[msgspec.Struct]) -> list[dict[str, Any]]:
    """The parameters of a query's struct."""
    schema = msgspec.json.schema(query)["$defs"][query.__name__]
    found = []
    for name, about in schema["properties"].items():
        told = {"description": about.pop("description")} if "description" in about else {}
        found.append({"name": name, "in": "query", "required": name in schema["required"], "schema": about, **told})
    return found


def _named(kind: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": _REFERENCE.format(name=kind.__name__)}


def _answer(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """An answer with its object."""
    return {
        "description": (inspect.getdoc(kind) or "").splitlines()[0],
        "content": {"application/json": {"schema": _named(kind)}},
    }


def _refusals(*statuses: str) -> dict[str, Any]:
    """Refusals with their reasons; those that come before any work are plain text."""
    found: dict[str, Any] = {}
    for status in sorted(statuses):
        content: dict[str, Any] = {"application/json": {"schema": _named(Problem)}}
        if status in ("403", "408", "413", "503"):
            content["text/plain"] = {"schema": {"type": "string"}}
        found[status] = {"description": _REFUSALS[status], "content": content}
    return found
