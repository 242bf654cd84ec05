"""What the tests share: one loaded model and coder for the whole session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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
