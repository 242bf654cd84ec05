"""brat's standoff files: a text and its annotations for each report, with the configuration beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from communique.codebook.code_book import code_book
from communique.export.cells import flat, json_line
from communique.export.columns import Chosen, Column, Format, Left, Table
from communique.export.marks import codes
from communique.export.views import named_actors
from communique.records.annotation import PARTIES, STATUSES
from communique.records.document import Span
from communique.records.ids import digest, slug
from communique.records.record import EventRecord


class _Sheet:
    """The annotations of one report while they are numbered."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.marks: dict[tuple[str, Span, str], str] = {}
        self.counts: dict[str, int] = {}

    def next(self, letter: str) -> str:
        """The next id of a kind."""
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"

    def mark(self, label: str, span: Span, of: str = "") -> str:
        """The text-bound annotation for a span, made once for what it is of; one over line ends becomes fragments."""
        if (label, span, of) not in self.marks:
            name = self.marks[label, span, of] = self.next("T")
            pieces = [
                (span[0] + m.start(), span[0] + m.end()) for m in re.finditer(r"[^\n\r]+", self.text[span[0] : span[1]])
            ]
            where = ";".join(f"{a} {b}" for a, b in pieces)
            words = " ".join(flat(self.text[a:b]) for a, b in pieces)
            self.lines.append(f"{name}\t{label} {where}\t{words}")
        return self.marks[label, span, of]

    def note(self, target: str, words: str) -> None:
        """A note that brat shows beside the annotation."""
        self.lines.append(f"{self.next('#')}\tAnnotatorNotes {target}\t{flat(words)}")

    def attribute(self, name: str, target: str, value: str) -> None:
        """An attribute with a value."""
        self.lines.append(f"{self.next('A')}\t{name} {target} {value}")


def file_stem(report_id: str) -> str:
    """A file name for a report: readable, and different for different ids."""
    return f"{slug(report_id)[:60]}-{digest(report_id, size=4)}"


def _files(chosen: Chosen, left: Left) -> Iterator[tuple[str, bytes]]:
    """`NAME.txt`, `NAME.ann`, and `NAME.json`, which brat passes over."""
    report = chosen.record.report
    stem = file_stem(report.id)
    yield f"{stem}.txt", report.text.encode("utf-8", "replace")
    lines = _annotations(chosen, left)
    yield f"{stem}.ann", "".join(line + "\n" for line in lines).encode("utf-8", "replace")
    about = {"report": report.id, "date": report.date, "publisher": report.publisher, "sha256": report.sha256}
    yield f"{stem}.json", json_line(about) + b"\n"


def _annotations(chosen: Chosen, left: Left) -> list[str]:
    """All annotation lines of a report: mentions, events with their sides, statements."""
    sheet = _Sheet(chosen.record.report.text)
    first: dict[str, str] = {}
    for actor in named_actors(chosen):
        for mention in sorted(m.span for m in actor.mentions):
            mark = sheet.mark(PARTIES[actor.kind], mention, actor.id)
            if actor.id not in first:
                first[actor.id] = mark
                sheet.note(mark, f"{actor.name} [{' '.join(codes(actor))}]")
    for event in chosen.events:
        left["sides that the text does not name"] += sum(i not in first for i in (*event.actor, *event.recipient))
        _event(sheet, event, first)
    for said in chosen.statements:
        marks = [sheet.mark("Statement", span) for span in said.content]
        if said.speaker in first and marks:
            sheet.lines.append(f"{sheet.next('R')}\tSaid_by Arg1:{marks[0]} Arg2:{first[said.speaker]}")
    return sheet.lines


def _event(sheet: _Sheet, event: EventRecord, first: dict[str, str]) -> None:
    """An event with actors and recipients at their first mention, and its attributes."""
    trigger = sheet.mark(event.type, event.evidence.trigger)
    name = sheet.next("E")
    sides = [("Actor", first[i]) for i in event.actor if i in first]
    sides += [("Recipient", first[i]) for i in event.recipient if i in first]
    counts: dict[str, int] = {}
    arguments = []
    for side, mark in sides:
        counts[side] = counts.get(side, 0) + 1
        arguments.append(f"{side}{counts[side] if counts[side] > 1 else ''}:{mark}")
    sheet.lines.append(f"{name}\t{event.type}:{trigger}" + "".join(" " + a for a in arguments))
    sheet.attribute("Status", name, event.status)
    if event.statement is not None:
        sheet.lines.append(f"{sheet.next('A')}\tClaimed {name}")
    if event.mode or event.context:
        sheet.note(name, " ".join([*event.mode, *event.context]))


def _configuration() -> Mapping[str, bytes]:
    """`annotation.conf`, so that brat knows the labels."""
    types = code_book().types
    kinds = "|".join(PARTIES.values())
    lines = [
        "[entities]",
        *PARTIES.values(),
        "Statement",
        "",
        "[relations]",
        f"Said_by Arg1:Statement, Arg2:{kinds}",
        "<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>",
        "",
        "[events]",
        *(f"{t} Actor*:{kinds}, Recipient*:{kinds}" for t in types),
        "",
        "[attributes]",
        f"Status Arg:<EVENT>, Value:{'|'.join(STATUSES)}",
        "Claimed Arg:<EVENT>",
    ]
    return {"annotation.conf": ("\n".join(lines) + "\n").encode()}


_FIELDS: tuple[Column[Chosen], ...] = (
    Column(
        "NAME.txt",
        "string",
        "the report's text",
        lambda c: None,
        None,
        "NAME is the report id made safe, with a digest",
    ),
    Column(
        "NAME.ann",
        "string",
        "T mentions and triggers, E events, A status, R speakers, # names with codes in brackets, modes",
        lambda c: None,
    ),
    Column("NAME.json", "string", "the report's id, date, publisher and hash, for the way back", lambda c: None),
    Column("annotation.conf", "string", "labels for brat", lambda c: None),
)

BRAT = Format(
    "brat",
    "brat's standoff files, with the report's id beside them; needs --with-text",
    "files",
    (Table("reports", "reports", "one report", ("NAME.txt",), _FIELDS, lambda c, left: ()),),
    needs_text=True,
    files=_files,
    once=_configuration,
)
