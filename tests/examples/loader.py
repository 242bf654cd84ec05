"""Example files: title, text, expected records, read and written in one plain format.

## a title
date: 2024-05-06

> The text of the example.

events:
- actual CONSULT visit | France -> Kenya | "visited" | 2024-05-03
statements:
- direct Emmanuel Macron | "said" | "We came to listen"
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communique.coding.coder import Coder
    from communique.records.record import Record

FOLDER = Path(__file__).parent
DATE = "2024-05-08"  # a Wednesday


@dataclass(slots=True)
class Example:
    """One example of a file."""

    title: str
    text: str
    date: str
    expected: list[str] = field(default_factory=list)


def read_examples(path: Path) -> tuple[str, list[Example]]:
    """The head of a file and its examples."""
    head, *blocks = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return head, [_example(block) for block in blocks]


def _example(block: str) -> Example:
    title, _, body = block.partition("\n")
    date = re.search(r"^date: (\S+)$", body, re.MULTILINE)
    quoted = "\n".join(line[2:] if len(line) > 1 else "" for line in body.splitlines() if line.startswith(">"))
    rest = [line for line in body.splitlines() if line.startswith(("- ", "events:", "statements:"))]
    return Example(title.strip(), quoted, date[1] if date else DATE, rest)


def write_examples(path: Path, head: str, examples: list[Example]) -> None:
    """Write a file back."""
    parts = [head.rstrip("\n") + "\n"]
    for e in examples:
        date = f"date: {e.date}\n\n" if e.date != DATE else ""
        quoted = "\n".join(f"> {line}".rstrip() for line in e.text.split("\n"))
        parts.append(f"## {e.title}\n{date}{quoted}\n\n" + "\n".join(e.expected) + "\n")
    path.write_text("\n".join(parts), encoding="utf-8")


def rendered(coder: Coder, example: Example) -> list[str]:
    """The records of an example in the lines of the file."""
    record = coder.code(example.text, date=example.date)
    return ["events:", *_events(record), "statements:", *_statements(record)]


def _words(record: Record, span: tuple[int, int]) -> str:
    return " ".join(record.report.text[span[0] : span[1]].split())


def _events(record: Record) -> list[str]:
    names = {a.id: a.name for a in record.actors}
    lines = []
    for e in sorted(record.events, key=lambda e: (e.evidence.trigger, e.type)):
        sides = " -> ".join(", ".join(names[i] for i in side) or "-" for side in (e.actor, e.recipient))
        line = f'- {e.status} {" ".join([e.type, *e.mode])} | {sides} | "{_words(record, e.evidence.trigger)}"'
        if e.date:
            line += f" | {e.date.start}" + (f"..{e.date.end}" if e.date.end != e.date.start else "")
        if e.statement:
            line += " | claimed"
        lines.append(line)
    return lines


def _statements(record: Record) -> list[str]:
    names = {a.id: a.name for a in record.actors}
    lines = []
    for s in sorted(record.statements, key=lambda s: s.content):
        speaker = names[s.speaker] if s.speaker else (_words(record, s.speaker_span) + "?" if s.speaker_span else "-")
        cue = f'"{_words(record, s.cue_span)}"' if s.cue_span else "-"
        content = " … ".join(f'"{_words(record, c)}"' for c in s.content)
        lines.append(f"- {s.kind} {speaker} | {cue} | {content}" + (f" | {s.polarity}" if s.polarity else ""))
    return lines
