"""The book of known actors, loaded once."""

from __future__ import annotations

import pytest

from communique.codebook.actor_book import ActorBook


@pytest.fixture(scope="session")
def book() -> ActorBook:
    """All built-in states, holders, bodies and nouns."""
    return ActorBook.load()
