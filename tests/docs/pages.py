"""The pages of the docs as the tests read them: commands, snippets, links."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from communique.cli.app import app

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

_FENCE = re.compile(r"(?P<mark><!-- runs -->\n)?^```(?P<kind>\w*)[^\n]*\n(?P<body>.*?)^```$", re.M | re.S)
_INDENTED = re.compile(r"(?:^    \S.*\n)+", re.M)
_INLINE = re.compile(r"(?<!`)`(communique(?: [^`]*)?)`(?!`)", re.S)
_ENDS = frozenset({"|", "||", "&&", ";", ">", ">>", "&", "<"})


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: page, language, text, and whether it is marked as one that runs."""

    page: str
    kind: str
    body: str
    runs: bool


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text("utf-8")
    return [Block(page.name, m["kind"], m["body"], bool(m["mark"])) for m in _FENCE.finditer(text)]


def commands(page: Path) -> Iterator[tuple[list[str], bool]]:
    """The words of every `communique` command of a page, and whether it stands in a block, whole."""
    text = page.read_text("utf-8")
    shell = [b.body for b in blocks(page) if b.kind in ("sh", "bash", "console", "")]
    bare = _FENCE.sub("", text)
    for body in [*shell, *_INDENTED.findall(bare)]:
        for line in body.replace("\\\n", " ").splitlines():
            yield from ((words, True) for words in commands_of(line))
    for inline in _INLINE.findall(_INDENTED.sub("", bare)):
        yield from ((words, False) for words in commands_of(" ".join(inline.split())))


def commands_of(line: str) -> Iterator[list[str]]:
    """The `communique` commands of one line of shell, without redirections, pipes and remarks."""
    if "communique" not in line:
        return
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        tokens = list(lexer)
    except ValueError:  # a drawing or prose that is indented
        return
    words: list[str] = []
    for token in [*tokens, ";"]:
        if token in _ENDS:
            if words and words[0].rpartition("/")[2] == "communique":
                yield words[1:]
            words = []
        else:
            words.append(token)


def fault(words: list[str], whole: bool) -> str | None:
    """What is wrong with a command: a word that is no command, an unknown option, a value too few or too many."""
    command: Any = typer.main.get_command(app)
    rest = list(words)
    while getattr(command, "commands", None) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        if name not in command.commands:
            return f"there is no command {name!r}"
        command = command.commands[name]
    options = {name: p for p in command.params for name in (*p.opts, *p.secondary_opts) if name.startswith("-")}
    given: set[str] = set()
    values = 0
    while rest:
        word = rest.pop(0)
        if word.startswith("-") and len(word) > 1:
            name, equals, _ = word.partition("=")
            if name == "--help":
                continue
            if name not in options:
                return f"there is no option {name!r}"
            given.add(options[name].name)
            if not options[name].is_flag and not equals:
                if whole and len(rest) < options[name].nargs:
                    return f"{name} lacks a value"
                del rest[: options[name].nargs]
        else:
            values += 1
    return _counted(command, given, values) if whole else None


def _counted(command: Any, given: set[str], values: int) -> str | None:
    """Whether a whole command has the values and options that it needs, and no more."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    least = sum(p.required * max(p.nargs, 1) for p in arguments)
    most = 10**6 if any(p.nargs < 0 for p in arguments) else sum(p.nargs for p in arguments)
    if not least <= values <= most:
        return f"takes {least} to {most} values, here are {values}"
    lacking = [
        p.opts[0] for p in command.params if p.param_type_name == "option" and p.required and p.name not in given
    ]
    return f"{lacking[0]} must be given" if lacking else None


def with_scripts() -> None:
    """Let the scripts that make pages be imported."""
    if str(SCRIPTS) not in sys.path:
        sys.path.insert(0, str(SCRIPTS))
