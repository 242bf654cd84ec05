"""What the generated pages of the docs are written with: cells, tables, front matter."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

MARKS = re.compile(r"([\\`*_{}\[\]#|])")

NOTE = "<!-- Made by scripts/build_docs.py; edit the data or the code it is made from. -->"


def plain(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return MARKS.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))


def code(text: str) -> str:
    """Text as code, safe in a table; nothing for no text."""
    if not text:
        return ""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text.replace('|', chr(92) + '|')}{fence}"


def codes(words: Iterable[str]) -> str:
    """Words as code, with commas between."""
    return ", ".join(code(w) for w in words)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def page(title: str, *blocks: str) -> str:
    """A whole page of blocks of Markdown."""
    return "\n\n".join([NOTE, f"# {title}", *(b.strip("\n") for b in blocks if b)]) + "\n"


def prose(text: str) -> str:
    """A docstring or help text as paragraphs: its words as they are, but no HTML."""
    return html.escape(text.strip(), quote=False)
