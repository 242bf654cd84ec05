"""Our own stories, coded once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import communique
from communique.codebook.yaml_files import parse_yaml
from communique.records.record import Record

FOLDER = Path(__file__).parents[2] / "training" / "stories"


@pytest.fixture(scope="session")
def golds() -> dict[str, dict[str, Any]]:
    """The labelled stories by name."""
    found = [parse_yaml(path.read_bytes(), path.name) for path in sorted(FOLDER.glob("*.yaml"))]
    return {gold["story"]: gold for gold in found}


@pytest.fixture(scope="session")
def coded(golds: dict[str, dict[str, Any]]) -> dict[str, list[Record]]:
    """The records of each story's reports."""
    coder = communique.load()
    return {name: list(coder.code_many(gold["reports"])) for name, gold in golds.items()}
