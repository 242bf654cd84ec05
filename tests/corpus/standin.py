"""A coder that costs next to nothing, for tests of runs: an event a sentence, and a few words that misbehave.

Named to a run as `CoderSpec("tests.corpus.standin", {...})`; its workers import it.
"""

from __future__ import annotations

import os
import re
import sys
import time
from typing import Any

from communique.corpus.carry import info_of
from communique.ingest import language
from communique.records.document import Document, Note
from communique.records.ids import digest
from communique.records.record import (
    SCHEMA,
    ActorRecord,
    EventEvidence,
    EventRecord,
    MentionRecord,
    PlaceRecord,
    Record,
    StatementEvidence,
    StatementRecord,
)

_SENTENCE = re.compile(r"[^.\n]+\.")
_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


class Standin:
    """Codes a document by its full stops."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options

    def code_document(self, document: Document) -> Record:
        """One event for every sentence, with the first word as the trigger."""
        time.sleep(self.options.get("seconds", 0.0))
        _misbehave(document.text)
        spans = [m.span() for m in _SENTENCE.finditer(document.text)]
        spans = [(a + len(document.text[a:b]) - len(document.text[a:b].lstrip()), b) for a, b in spans]
        events = [self._event(document, n, span) for n, span in enumerate(spans)]
        names = [MentionRecord(e.evidence.trigger, "name") for e in events]
        return Record(
            schema=SCHEMA,
            report=info_of(document),
            actors=[ActorRecord("quenland", "Quenland", "country", ["NOR"], ["GOV"], None, None, names)],
            events=events,
            statements=[_statement(document, span) for span in spans[:2]],
            notes=[*document.notes, Note("standin", f"version {self.options.get('version', 1)}")],
        )

    def _event(self, document: Document, number: int, span: tuple[int, int]) -> EventRecord:
        first = document.text[slice(*span)].split()[0]
        trigger = (span[0], span[0] + len(first))
        kind = "ACCUSE" if len(first) % 2 else "CONSULT"
        return EventRecord(
            id="e-" + digest(document.sha256, trigger),
            type=kind,
            mode=[],
            context=[],
            quad=_QUADS[len(first) % 4],
            score=round(len(first) / 10 - 0.5, 1),
            cameo=None,
            actor=["quenland"],
            recipient=[],
            status="actual",
            statement=None,
            same_as=None,
            date=None,
            place=PlaceRecord("Torvik", "NOR", 61.5, 6.25, None, None) if number % 3 == 0 else None,
            magnitude=None,
            confidence=0.5,
            evidence=EventEvidence(span, trigger, [], []),
        )


def _statement(document: Document, span: tuple[int, int]) -> StatementRecord:
    return StatementRecord(
        id="s-" + digest(document.sha256, span),
        kind="indirect",
        speaker="quenland",
        speaker_span=None,
        cue_span=None,
        content=[span],
        medium=None,
        addressee=None,
        parent=None,
        date=None,
        evidence=StatementEvidence(span),
    )


def _misbehave(text: str) -> None:
    """Do what the text says."""
    if "RAISE" in text:
        raise ValueError("told to")
    if "CRASH" in text:
        os._exit(3)
    if "HANG" in text:
        while True:
            pass
    if "GROW" in text:
        held = []
        while True:
            held.append(bytearray(10_000_000))


class _English:
    """Takes every text for English."""

    def classify(self, text: str) -> tuple[str, float]:
        return ("en", 1.0)


def make(options: dict[str, Any]) -> Standin:
    """A stand-in coder; with `english` its process does without the language model, slower to load than all the rest."""
    if options.get("english") and "pytest" not in sys.modules:  # never in the tests' own process
        language._identifier = _English  # type: ignore[assignment]
    return Standin(options)


def identity(options: dict[str, Any]) -> str:
    """Its id: another version is another coder."""
    return f"standin-{options.get('version', 1)}"
