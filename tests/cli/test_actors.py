"""`communique actors`: who held what, when."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from communique.cli.app import app

RUNNER = CliRunner()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["who", "President of France", "--on", "2008-05-01"], "Nicolas Sarkozy"),
        (["who", "President of France", "--on", "1991"], "François Mitterrand"),
        (["who", "Prime Minister of India", "--on", "2010-01-01"], "Manmohan Singh"),
        (["show", "Luiz Inácio Lula da Silva"], "President of Brazil"),
        (["show", "Angela Merkel"], "2005-11-22"),
    ],
)
def test_look_up(words: list[str], expected: str) -> None:
    done = RUNNER.invoke(app, ["actors", *words])
    assert done.exit_code == 0, done.output
    assert expected in done.output


@pytest.mark.parametrize(
    "words", [["who", "Wizard of Oz"], ["show", "Nobody Atall"], ["who", "President of France", "--on", "1815"]]
)
def test_what_is_not_known_is_said(words: list[str]) -> None:
    assert RUNNER.invoke(app, ["actors", *words]).exit_code == 1
