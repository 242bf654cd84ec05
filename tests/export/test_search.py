"""`communique search`: which reports are found and what is shown of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique.cli.app import app
from communique.corpus.search import search
from communique.errors import StoreError
from tests.export.conftest import make_store
from tests.export.made import record


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports about fish."""
    texts = {
        "a": "The fisheries deal was signed. Nobody had read it.",
        "b": "A deal on wheat. " + "Nothing more was said that day. " * 20 + "The fisheries minister left.",
        "c": "Fishing is forbidden there.",
    }
    path = tmp_path_factory.mktemp("search") / "corpus.db"
    make_store(
        path,
        [
            record(name, [], text=text, title=None, date=f"2024-0{n}-01")
            for n, (name, text) in enumerate(texts.items(), 1)
        ],
    )
    return path


FOUND = [
    pytest.param("herring", [], id="nowhere"),
    pytest.param("fisheries wheat forbidden", [], id="all must occur"),
    pytest.param('"wheat deal"', [], id="a phrase in another order"),
    pytest.param("fisheries deal", ["a", "b"], id="all words, in any order"),
    pytest.param('"fisheries deal"', ["a"], id="a phrase"),
    pytest.param("FISH*", ["a", "b", "c"], id="a beginning, any case"),
    pytest.param("fisheries OR NEAR(", [], id="what looks like an operator is a word"),
]


@pytest.mark.parametrize(("words", "ids"), FOUND)
def test_which(store: Path, words: str, ids: list[str]) -> None:
    assert sorted(hit.report for hit in search(str(store), words)) == ids


def test_days_and_limit(store: Path) -> None:
    assert [h.report for h in search(str(store), "fisheries", since="2024-02")] == ["b"]
    assert len(search(str(store), "fisheries", limit=1)) == 1


def test_the_passage_is_short_and_its_marks_are_the_words(store: Path) -> None:
    hit = next(h for h in search(str(store), "minister wheat") if h.report == "b")
    assert [hit.passage[a:b].lower() for a, b in hit.marks][:1] == ["wheat"]
    assert len(hit.passage) < 300


@pytest.mark.parametrize("words", ["", "  ", "- ?!"])
def test_a_search_without_a_word_is_refused(store: Path, words: str) -> None:
    with pytest.raises(StoreError, match="no word"):
        search(str(store), words)


def test_the_command(store: Path) -> None:
    run = CliRunner().invoke
    shown = run(app, ["search", str(store), "fisheries", "--limit", "1"])
    assert shown.exit_code == 0
    assert "The fisheries deal was signed." in shown.stdout
    lines = run(app, ["search", str(store), "fisheries", "--json"]).stdout.splitlines()
    assert {json.loads(line)["report"] for line in lines} == {"a", "b"}
    nothing = run(app, ["search", str(store), "herring"])
    assert nothing.exit_code == 1
    assert "nothing found" in nothing.stderr
