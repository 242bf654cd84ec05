"""What an annotation tool's files say, as the simple lines that `communique evaluate` takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

from communique.codebook.code_book import code_book
from communique.records.annotation import PARTIES, STATUSES
from communique.records.document import Span

_END = re.compile(r"[.!?][\"”’')]*\s+|\n")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Party:
    """One side's party: the words, and the name and codes where the tool's file holds them."""

    words: str
    name: str | None = None
    codes: tuple[str, ...] = ()

    def value(self) -> object:
        """The party in a simple line: its countries, else its name, else its words, which may name a country."""
        book = code_book()
        country = [c for c in self.codes if c in book.countries or c in book.bodies]
        if country:
            return {"country": country, "name": self.name or self.words}
        return {"name": self.name} if self.name else self.words


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One annotated event; `status` and `mode` are None where the file does not say."""

    type: str
    trigger: Span
    actor: list[Party]
    recipient: list[Party]
    status: str | None = None
    mode: list[str] | None = None


@dataclass(slots=True)
class GoldReport:
    """One annotated report."""

    id: str
    text: str
    events: list[GoldEvent] = field(default_factory=list)


@dataclass(slots=True)
class Imported:
    """All that was read.

    Attributes:
        reports: in the order of the files, each id once.
        problems: what was not understood, with its place.
        left: what gold has no room for, counted.
    """

    reports: list[GoldReport] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    _ids: set[str] = field(default_factory=set)

    def add(self, report: GoldReport, where: str) -> None:
        """Add a report; one whose id stands there already is named as a problem."""
        if report.id in self._ids:
            self.problems.append(f"{where}: the report {report.id!r} stands there twice; the first counts")
            return
        self._ids.add(report.id)
        self.reports.append(report)


def gold_lines(imported: Imported) -> Iterator[bytes]:
    """One line an event; a report without events has a line of its own."""
    for report in imported.reports:
        name = _SURROGATE.sub("\ufffd", report.id)
        if not report.events:
            yield msgspec.json.encode({"report": name})
        for event in sorted(report.events, key=lambda e: (e.trigger, e.type)):
            line: dict[str, Any] = {"report": name, "type": event.type}
            line["sentence"] = sentence_about(report.text, event.trigger)
            line["actor"] = [p.value() for p in event.actor]
            line["recipient"] = [p.value() for p in event.recipient]
            if event.status is not None:
                line["status"] = event.status
            if event.mode is not None:
                line["mode"] = event.mode
            yield msgspec.json.encode(line)


def sentence_about(text: str, span: Span) -> Span:
    """The sentence of a trigger by end marks and line ends.

    Evaluation asks only that sentences share a character, so one that ends early at "Mr." still does.
    """
    start = max((m.end() for m in _END.finditer(text, 0, span[0])), default=0)
    after = _END.search(text, span[1])
    end = len(text) if after is None else after.start() + len(after[0].rstrip())
    return start, max(end, span[1])


def party_codes(words: Iterable[str]) -> tuple[str, ...]:
    """Those of some words that are codes of countries, bodies or sectors."""
    book = code_book()
    return tuple(w for w in words if w in book.countries or w in book.bodies or w in book.sectors)


def is_party(label: str) -> bool:
    """Whether a label is a kind of party, or a code such as `NOR` or `NOR GOV`."""
    words = label.split()
    return label in PARTIES.values() or (bool(words) and len(party_codes(words)) == len(words))


def known_status(value: str | None) -> str | None:
    """A state that we know, else None."""
    return value if value in STATUSES else None


def modes_of(type: str, words: Iterable[str]) -> list[str]:
    """Those of some words that are modes of a type."""
    known = code_book().types[type].modes
    return [w for w in words if w in known]
