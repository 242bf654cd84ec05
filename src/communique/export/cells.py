"""Cells that are safe to write: no live formulas, no broken lines, no broken UTF-8."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from communique.export.columns import Cell
from communique.records.document import Span

QUOTE_LENGTH = 500
"""Longest quote in characters: about two long sentences, never an article."""

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def flat(text: str) -> str:
    """Text on one line, as valid Unicode."""
    if text.isprintable():
        return text
    return _SURROGATE.sub("\ufffd", _BREAKS.sub(" ", text))


def spreadsheet_safe(text: str) -> str:
    """Text that no spreadsheet runs as a formula: what would be one gets an apostrophe before it.

    The rule is OWASP's for CSV injection: a leading = + - @ tab or carriage return, and the wide forms.
    """
    return "'" + text if text[:1] in _FORMULA else text


def csv_cell(cell: Cell) -> str:
    """A cell of a CSV file: blank for what is not known, `true` and `false`, numbers as they are."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        if cell.isprintable() and cell[:1] not in _FORMULA:
            return cell
        return spreadsheet_safe(flat(spreadsheet_safe(cell)))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return number(cell)


def tsv_cell(cell: Cell) -> str:
    """A cell of a tab-separated file without quoting: no tabs, no double quotes."""
    return csv_cell(cell).replace('"', "'")


def json_line(value: Any) -> bytes:
    """A value as JSON; half characters, which JSON in UTF-8 cannot hold, are replaced."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(msgspec.to_builtins(value)))


def _whole(value: Any) -> Any:
    """A value with half characters replaced."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list | tuple):
        return [_whole(v) for v in value]
    if isinstance(value, dict):
        return {_whole(k): _whole(v) for k, v in value.items()}
    return value


def number(value: int | float) -> str:
    """A number without exponent and without a needless point: 2.5, -9, 12000000."""
    if isinstance(value, int):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(value, ".15g")


def joined(values: list[str]) -> str | None:
    """Several values in one cell, each once, as POLECAT writes lists."""
    if len(values) < 2:
        return (values[0].replace(";", ",") or None) if values else None
    return "; ".join(dict.fromkeys(v.replace(";", ",") for v in values)) or None


def quoted(text: str, span: Span) -> str:
    """The words at a span on one line, cut to about a sentence."""
    words = " ".join(flat(text[span[0] : span[1]]).split())
    return words if len(words) <= QUOTE_LENGTH else words[: QUOTE_LENGTH - 2].rsplit(" ", 1)[0] + " …"
