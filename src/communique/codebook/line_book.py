"""The line openers compiled to patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from communique.codebook import yaml_files
from communique.codebook.schema import lines
from communique.codebook.schema.lines import Lines
from communique.codebook.tables import Area, load_area


def build_lines(roots: Sequence[Path]) -> Lines:
    """Read the lines; an overlay's file replaces ours."""
    return yaml_files.read_last(roots, "lines/lines.yaml", Lines)


LINES: Area[Lines] = Area("lines", ("lines",), build_lines, Lines, (__file__, lines.__file__))


class LineBook:
    """Tests of a line by its opener; see `ingest.blocks` for how they are combined."""

    def __init__(self, table: Lines) -> None:
        self.link = _openers(table.link_openers)
        self.credit = _openers(table.credit_openers)
        self.caption = _openers(table.caption_openers)
        self.link_words = tuple(table.link_words)
        self.credit_words = tuple(table.credit_words)
        self.caption_words = tuple(table.caption_words)
        names = "|".join(re.escape(name) for name in sorted(table.agencies, key=len, reverse=True))
        self.agency = re.compile(rf"\b(?:{names})\b")
        self.agency_only = re.compile(rf"[(\[\s]*(?:{names})(?:\s*[/,&-]\s*(?:{names}))*[)\]\s]*")


def _openers(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern that any of the openers matches at the start of a line."""
    joined = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"\W{{0,3}}(?:{joined})(?![a-z])", re.IGNORECASE)


@lru_cache(maxsize=1)
def line_book() -> LineBook:
    """The built-in line book, loaded once."""
    return LineBook(load_area(LINES))
