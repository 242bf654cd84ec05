"""The description holds: whatever is sent, it is answered as described, and never by an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from communique.web.api.app import PREFIX
from communique.web.api.description import description
from tests.web.api.conftest import app_over

if TYPE_CHECKING:
    from communique.coding.coder import Coder

HOST = "http://localhost"
EXAMPLES = 20
STATUSES = {
    "positive_data_acceptance": {"expected-statuses": ["2xx", 404, 422]},
    "negative_data_rejection": {"expected-statuses": [400, 404, 413, 415, 422]},
}
"""Besides a record: there is no report of that id, the text holds no words, the body is too large or no JSON."""

SCHEMA = schemathesis.openapi.from_dict(
    description(token=False), config=schemathesis.Config.from_dict({"checks": STATUSES})
)
SCHEMA.config.update(base_url=HOST + PREFIX)
OPERATIONS = {operation.path: operation for operation in (found.ok() for found in SCHEMA.get_all_operations())}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EITHER = {  # what must hold of requests that the description allows, and of those it does not
    GenerationMode.POSITIVE: [*CHECKS, positive_data_acceptance],
    GenerationMode.NEGATIVE: [*CHECKS, negative_data_rejection],
}


@pytest.fixture(scope="module")
def asking(told_store: Path, coder: Coder) -> Iterator[Any]:
    """A program in this process that asks under a name which is answered."""
    SCHEMA.app = app_over(told_store, coder)
    with asgi.get_client(SCHEMA.app) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "mode"),
    [(path, mode) for path in OPERATIONS for mode in EITHER if (path, mode) != ("/counts", GenerationMode.NEGATIVE)],
)
def test_requests_are_answered_as_described(path: str, mode: GenerationMode, asking: Any) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[path].as_strategy(generation_mode=mode))
    def answered(case: Any) -> None:
        case.call_and_validate(session=asking, checks=EITHER[mode])

    answered()
