"""Every command that the docs name exists, with its options; every option is documented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer

from communique.cli.app import app
from tests.docs.pages import PAGES, ROOT, commands, commands_of, fault

WRONG = [
    pytest.param("communique cod report.txt", "no command 'cod'", id="misspelt command"),
    pytest.param("communique code report.txt --exlpain", "no option '--exlpain'", id="misspelt option"),
    pytest.param("cat x | communique code", "takes 1", id="nothing to code"),
    pytest.param("communique status a.db b.db", "takes 1", id="a value too many"),
    pytest.param("communique timeline corpus.db", "--between must be given", id="required option left out"),
    pytest.param("communique timeline corpus.db --between KEN", "lacks a value", id="one of two values"),
    pytest.param("communique actors whom President", "no command 'whom'", id="misspelt command of a group"),
    pytest.param("make demo && communique nothing", "no command 'nothing'", id="behind another command"),
]


@pytest.mark.parametrize(("line", "said"), WRONG)
def test_a_wrong_command_is_seen(line: str, said: str) -> None:
    faults = [fault(words, whole=True) for words in commands_of(line)]
    assert len(faults) == 1
    assert said in (faults[0] or "")


def test_remarks_redirections_and_pipes_are_no_words_of_the_command() -> None:
    line = "zcat dump.gz | communique code - --date 2024-05-06 > out.jsonl   # communique nonsense"
    assert list(commands_of(line)) == [["code", "-", "--date", "2024-05-06"]]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_of_the_docs_exist(page: Any) -> None:
    faults = [(" ".join(words), said) for words, whole in commands(page) if (said := fault(words, whole))]
    assert faults == []


def test_every_command_is_shown_somewhere() -> None:
    shown = {words[0] for page in PAGES for words, _ in commands(page) if words}
    assert set(typer.main.get_command(app).commands) - shown == set()  # type: ignore[attr-defined]


def _below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for word, child in getattr(command, "commands", {}).items():
        yield from _below(f"{name} {word}", child)


def test_every_command_and_option_says_what_it_does() -> None:
    bare = []
    for name, command in _below("communique", typer.main.get_command(app)):
        if not command.help:
            bare.append(name)
        bare += [f"{name} {p.opts[0]}" for p in command.params if p.param_type_name == "option" and not p.help]
    assert bare == []


def test_no_page_lies_outside_the_checks() -> None:
    assert ROOT / "docs" / "tutorial.md" in PAGES
