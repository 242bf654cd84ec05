"""What the tests share: one loaded model and coder for the whole session."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers import postgres_server

if TYPE_CHECKING:
    from spacy.language import Language

    from communique.coding.coder import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The default coder."""
    import communique

    return communique.load()


@pytest.fixture(scope="session")
def nlp(coder: Coder) -> Language:
    """The default model with our boundaries and tokenizer bound."""
    return coder.nlp


Place = Callable[[str], "str | Path"]
"""Gives the address of a store from a name, the same for the same name."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long writers and reviewers work on one store at once."""
    parser.addoption("--together", type=float, default=1.5, help="seconds, for tests/store/test_together.py")


_schemas = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A database on a PostgreSQL server of our own."""
    with postgres_server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a test's stores lie: the tests that use it run on SQLite files and on PostgreSQL."""
    if request.param == "sqlite":
        return lambda name: tmp_path / f"{name}.db"
    server, number = request.getfixturevalue("postgres"), next(_schemas)
    return lambda name: f"{server}&schema=t{number}_{name}"
