"""Verb dictionaries of TABARI and PETRARCH: what carries over, and that the rest is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique.cli.app import app
from communique.codebook.check import check_data
from communique.codebook.code_book import code_book
from communique.codebook.legacy_verbs import read_verbs
from communique.codebook.own_triggers import plover_of

HERE = Path(__file__).parent
RUNNER = CliRunner()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("~ * JOKE [---]", "forbid"),
        ("- * ^ PLAN [051]", "skipped"),
        ("- * {PLAN|IDEA} [051]", "alternatives"),
        ("- CABLE FROM * [051]", "before the verb"),
        ("- * PLAN [---]", "tells no event"),
        ("- * PLAN", "no code"),
        ("- * &NOWHERE [051]", "NOWHERE"),
    ],
)
def test_what_does_not_carry_over_is_said(line: str, told: str) -> None:
    found = read_verbs(f"APPLAUD [051]\n{line}\n", "x")
    assert len(found.senses) == 1
    assert [told in problem for problem in found.problems] == [True]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("- * DECISION BY + [056]", {"obj": ["decision"], "prep": {"by": []}, "recipient": ["by"]}),
        ("- $ * + FOR HELP [051]", {"prep": {"for": ["help"]}, "recipient": ["obj"]}),
        ("- + WAS * BY $ [051]", {"voice": "passive"}),
        ("- * (FOR_TALKS) [051]", {"prep": {"for": ["talks"]}}),
    ],
)
def test_what_carries_over(line: str, fields: dict[str, object]) -> None:
    sense = read_verbs(f"APPLAUD [051]\n{line}\n", "x").senses[-1]
    assert {k: v for k, v in sense.items() if k not in ("verb", "cameo")} == fields


@pytest.mark.parametrize(
    ("cameo", "kind"), [("051", "SUPPORT"), ("040", "CONSULT"), ("190", "ASSAULT"), ("120", "REJECT"), ("2290", None)]
)
def test_cameo_becomes_plover(cameo: str, kind: str | None) -> None:
    found = plover_of(cameo, code_book())
    assert (found[0] if found else None) == kind


@pytest.mark.parametrize("name", ["sample.verbs", "sample_petrarch.txt"])
def test_an_imported_dictionary_is_sound_and_never_overwrites(tmp_path: Path, name: str) -> None:
    words = ["triggers", "import", str(HERE / name), "-o", str(tmp_path / "triggers" / "old.yaml")]
    done = RUNNER.invoke(app, words)
    assert done.exit_code == 0, done.output
    assert check_data([tmp_path]) == []
    assert RUNNER.invoke(app, words).exit_code != 0
