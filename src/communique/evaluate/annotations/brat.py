"""Gold from brat's standoff files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from communique.codebook.code_book import code_book
from communique.evaluate.annotations.gold import (
    GoldEvent,
    GoldReport,
    Imported,
    Party,
    known_status,
    modes_of,
    party_codes,
)
from communique.evaluate.codings import GoldError
from communique.records.annotation import ACTOR, RECIPIENT, STATEMENT
from communique.records.document import Span

_NOTE = re.compile(r"(?P<name>.*?)\s*\[(?P<codes>[^\]]*)\]\s*")


@dataclass(slots=True)
class _Sheet:
    """The lines of one file: text-bound annotations, events, states, notes."""

    text: str
    marks: dict[str, tuple[str, Span]] = field(default_factory=dict)
    events: dict[str, tuple[str, str, list[tuple[str, str]]]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def words(self, name: str) -> str:
        """The words of a mark."""
        start, end = self.marks[name][1]
        return " ".join(self.text[start:end].split())

    def party(self, name: str) -> Party:
        """Who a mark is: by its note, else by the note of a mark of the same label and words, else by its words."""
        words, label = self.words(name), self.marks[name][0]
        like = (n for n in self.notes if n in self.marks and self.marks[n][0] == label and self.words(n) == words)
        note = self.notes.get(name) or next((self.notes[n] for n in like), "")
        found = _NOTE.fullmatch(note)
        if found:
            return Party(words, found["name"] or None, party_codes(found["codes"].split()))
        return Party(words, None, party_codes(note.split()))


def read_brat(path: Path) -> Imported:
    """Read an `.ann` file with its `.txt` beside it, or all of a folder.

    The report's id is that of the `.json` beside them, which our export writes, else the file's name.
    """
    imported = Imported()
    for file in sorted(path.rglob("*.ann")) if path.is_dir() else [path]:
        try:
            text = file.with_suffix(".txt").read_bytes().decode("utf-8")
            sheet = _parse(file.read_bytes().decode("utf-8-sig"), text)
            imported.add(GoldReport(_report_id(file), text, _events(sheet, imported)), str(file))
        except (OSError, GoldError, UnicodeDecodeError, msgspec.DecodeError) as error:
            imported.problems.append(f"{file}: {error}")
    return imported


def _report_id(file: Path) -> str:
    """The report's id."""
    about = file.with_suffix(".json")
    if not about.is_file():
        return file.stem
    return str(msgspec.json.decode(about.read_bytes(), type=dict[str, object]).get("report") or file.stem)


def _parse(annotations: str, text: str) -> _Sheet:
    """The lines of a file."""
    sheet = _Sheet(text)
    for number, line in enumerate(annotations.split("\n"), 1):
        name, _, rest = line.rstrip("\r").partition("\t")
        if not name:
            continue
        try:
            _line(sheet, name, rest)
        except (ValueError, IndexError):
            raise GoldError(f"line {number} is none of brat's: {line[:80]!r}") from None
    for name, (label, (start, end)) in sheet.marks.items():
        if not 0 <= start < end <= len(text):
            raise GoldError(f"{name} ({label}) lies outside of the text")
    return sheet


def _line(sheet: _Sheet, name: str, rest: str) -> None:
    """One line."""
    about, _, words = rest.partition("\t")
    if name[0] == "T":
        label, where = about.split(" ", 1)
        pieces = [piece.split() for piece in where.split(";")]
        sheet.marks[name] = label, (int(pieces[0][0]), int(pieces[-1][1]))
    elif name[0] == "E":
        (type_, trigger), *sides = (part.rsplit(":", 1) for part in about.split())
        sheet.events[name] = type_, trigger, [(re.sub(r"\d+$", "", side), mark) for side, mark in sides]
    elif name[0] in "AM":
        attribute, target, *value = about.split()
        if attribute == "Status" and value:
            sheet.status[target] = value[0]
    elif name[0] == "#":
        _, target = about.split()[:2]
        sheet.notes[target] = words


def _events(sheet: _Sheet, imported: Imported) -> list[GoldEvent]:
    """The events; what is none of our types is counted."""
    found = []
    imported.left["statements (events are compared)"] += sum(label == STATEMENT for label, _ in sheet.marks.values())
    for name, (label, trigger, arguments) in sheet.events.items():
        type_ = label.upper()
        if type_ not in code_book().types:
            imported.left[f"events labelled {label!r}, which is no type"] += 1
            continue
        if trigger not in sheet.marks:
            raise GoldError(f"{name} has no trigger {trigger}")
        sides: dict[str, list[Party]] = {ACTOR: [], RECIPIENT: []}
        for side, mark in arguments:
            if side in sides and mark in sheet.marks:
                sides[side].append(sheet.party(mark))
            else:
                imported.left[f"arguments {side!r} that are no party"] += 1
        mode = modes_of(type_, sheet.notes.get(name, "").split())
        status = known_status(sheet.status.get(name))
        found.append(GoldEvent(type_, sheet.marks[trigger][1], sides[ACTOR], sides[RECIPIENT], status, mode))
    return found
