"""Refusals as JSON."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import CommuniqueError, StoreError
from communique.web.api.answers import Problem


def problem(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """A refusal with its reason."""
    body = msgspec.json.encode(Problem(status, message))
    return Response(body, status, headers, media_type="application/json")


def refused(request: Request, error: Exception) -> Response:
    """A request that cannot be understood, or asks for what is not here."""
    if isinstance(error, HTTPException):
        return problem(error.status_code, error.detail, error.headers)
    return problem(500, "the request cannot be answered")


def failed(request: Request, error: Exception) -> Response:
    """A text that cannot be coded, or a store that does not answer."""
    if isinstance(error, StoreError):
        return problem(503, "the store does not answer now; ask again")
    assert isinstance(error, CommuniqueError)
    return problem(422, str(error))
