"""The examples of the operators act, and those that must not do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.codebook.schema.triggers import OperatorFile
from communique.codebook.yaml_files import read_struct
from communique.coding.examples import operator_files, run_operator_examples

if TYPE_CHECKING:
    from communique.coding.coder import Coder


def test_enough_operators() -> None:
    """At least 400 operators."""
    assert sum(len(read_struct(path, OperatorFile, path.name).operators) for path in operator_files()) >= 400


def test_operator_examples(coder: Coder) -> None:
    """At least 95 % of the examples do as they say."""
    tried, failures = run_operator_examples(coder, operator_files())
    assert tried >= 200
    assert len(failures) <= 0.05 * tried, "\n".join(failures)
