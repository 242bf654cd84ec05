"""The page of error rates by type, taken from the measured figures in docs/quality.md."""

from __future__ import annotations

import re
from pathlib import Path

from docs_markdown import page, table

QUALITY = Path(__file__).resolve().parents[1] / "docs" / "quality.md"
TYPE = re.compile(r"^([A-Z]{3,})\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(\d+)\s*$", re.M)
RECORD = re.compile(r"^([A-Z]{3,})\s+(\d+)\s+([\d.]+)\s+([\d.]+)\s*$", re.M)
STATEMENT = re.compile(
    r"^(content|content\+source|source\|m)\s+(all|direct|mixed|indirect)\s+([\d.]+)\s+([\d.]+)", re.M
)
WHOLE = re.compile(r"^  ([A-Z]{3,}|all|actual|historical|future|hypothetical|negated)\s+(\d+)\s+(\d+)\s+(.*)$", re.M)
SHARE = re.compile(r"\|\s*([\d.]+) to ([\d.]+)\s*\|\s*(\d+)\s*\|\s*[\d.]+\s*\|\s*([\d.]+)\s*\|")


class FigureError(Exception):
    """docs/quality.md does not hold the figures this page is made of."""


def quality_pages() -> dict[str, str]:
    """The page by name of file."""
    return {"errors.md": errors_page(QUALITY.read_text("utf-8"))}


def errors_page(text: str) -> str:
    """The page of error rates, from the text of docs/quality.md."""
    return page(
        "Error rates by type",
        "How often communique is wrong, by kind of thing. Made from the figures in [quality](../quality.md), which "
        "says on what they were measured and how to repeat it. They were measured on development data, which we looked "
        "at while building: expect somewhat worse on reports of your own, and [measure it](../evaluate.md).",
        _sentences(_part(text, "relations")),
        _records(_part(text, "records")),
        _whole(_part(text, "full")),
        _statements(_part(text, "statements")),
        _confidence(_part(text, "confidence")),
        "## What it comes to",
        "Counts of many events stand firmer than any single one: errors of type mostly stay within the quad class, and "
        "sides are wrong or missing more often than types. So: check a sample by hand before you publish, leave out "
        "what is `hypothetical` or `negated`, look at `claimed`, and say in the paper which version and which "
        "confidence you used. What it cannot do at all is in [limits](../limits.md); [precision](../precision.md) "
        "tells how a reader judged events on saved news pages.",
    )


def _part(text: str, name: str) -> str:
    """A section of the page."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if not found:
        raise FigureError(f"docs/quality.md: there is no section '## {name}'; run `make eval`")
    return found.group(1)


def _rows(pattern: re.Pattern[str], text: str, section: str) -> list[tuple[str, ...]]:
    """What a pattern finds, at least one."""
    rows: list[tuple[str, ...]] = pattern.findall(text)
    if not rows:
        raise FigureError(
            f"docs/quality.md, section {section}: its figures are not in the form scripts/docs_quality.py reads"
        )
    return rows


def _percent(share: str) -> str:
    """0.667 as 67 %."""
    return f"{float(share):.0%}".replace("%", " %")


def _wrong(share: str) -> str:
    """What is missing to all: 0.667 as 33 %."""
    return f"{1 - float(share):.0%}".replace("%", " %")


def _sentences(text: str) -> str:
    """Types where the two parties of a sentence are given."""
    rows = [
        (f"[{t}](codebook/{t}.md)" if t != "YIELD" else t, _wrong(p), _wrong(r), n)
        for t, p, r, _, n in _rows(TYPE, text, "relations")
    ]
    return (
        "## Given two parties in a sentence\n\n"
        "What `communique relate` answers. *Wrong* is the share of sentences given "
        "this type that have another; *missed* the share of sentences of this type given another. YIELD is CONCEDE and "
        "RETREAT together.\n\n" + table(("type", "wrong", "missed", "sentences"), rows)
    )


def _records(text: str) -> str:
    """Types of bare sentences, with and without both sides."""
    rows = [(f"[{t}](codebook/{t}.md)", _wrong(a), _wrong(b), n) for t, n, a, b in _rows(RECORD, text, "records")]
    return (
        "## From a bare sentence\n\n"
        "The share of hand-coded events for which no event of the right type was found, and for "
        "which none had the right type and both sides right. Few sentences a type: each share may be ten points and "
        "more off.\n\n" + table(("type", "type missed", "type or a side wrong or missed", "sentences"), rows)
    )


def _whole(text: str) -> str:
    """Whole reports: types and statuses."""
    total = text.rpartition("== total")[2] or text
    rows = []
    for name, reference, out, rest in _rows(WHOLE, total, "full"):
        triples = re.findall(r"([\d.-]+)/\s*([\d.-]+)/\s*([\d.-]+)", rest)
        if len(triples) < 3 or (name == "all" and rows):
            continue
        shown = [
            _of_hundred(triples[1][0]),
            _of_hundred(triples[1][1]),
            _of_hundred(triples[2][0]),
            _of_hundred(triples[2][1]),
        ]
        rows.append((name, reference, out, *shown))
    head = ("", "coded by hand", "by communique", "false alarms", "missed", "false, with who", "missed, with who")
    return (
        "## In whole reports\n\n"
        "Complete codings of real reports, every event and every side. *False alarms* are events that the hand coding "
        "does not have with this type, *missed* those of the hand coding that communique does not have; "
        "*with who* asks for both sides too. A handful of reports: rows with few events say little.\n\n"
        + table(head, rows)
    )


def _of_hundred(percent: str) -> str:
    """What is missing to 100, or a dash where there was nothing to count."""
    return "-" if percent == "-" else f"{100 - float(percent):.0f} %"


def _statements(text: str) -> str:
    """Statements by kind."""
    names = {
        "content": "content",
        "source|m": "speaker, where the content is found",
        "content+source": "content and speaker",
    }
    rows = [
        (names[m], k, f"{100 - float(p):.0f} %", f"{100 - float(r):.0f} %")
        for m, k, p, r in _rows(STATEMENT, text, "statements")
    ]
    return "## Statements\n\n" + table(("what", "kind", "wrong", "missed"), rows)


def _confidence(text: str) -> str:
    """What a confidence is worth."""
    rows = [(f"{a} to {b}", n, _percent(right)) for a, b, n, right in _rows(SHARE, text, "confidence")]
    return (
        "## What a confidence is worth\n\n"
        "Share of events that are right (type, sides, status) by the confidence they carry, "
        "on our own reports, on which no rule was built.\n\n" + table(("confidence", "events", "right"), rows)
    )
