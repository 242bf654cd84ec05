"""The statement stage needs the model alone, not the whole coder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.segment.nlp import load_model

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default model with our boundaries and tokenizer bound."""
    return load_model()
