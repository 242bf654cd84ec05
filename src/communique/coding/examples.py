"""The examples of trigger senses, run as tests: `yes` must fire, `no` must not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from communique.codebook.schema.triggers import Sense, SenseFile
from communique.codebook.tables import DATA
from communique.codebook.trigger_book import sense_id, sense_word
from communique.codebook.yaml_files import read_struct
from communique.ingest.build import Meta
from communique.ingest.plain import from_text
from communique.segment.reading import EventDraft, Reading

if TYPE_CHECKING:
    from communique.coding.coder import Coder


def trigger_files() -> list[Path]:
    """The built-in files of senses."""
    return [p for p in sorted((DATA / "triggers").glob("*.yaml")) if p.name != "classes.yaml"]


def run_examples(coder: Coder, paths: Sequence[Path]) -> tuple[int, list[str]]:
    """Run all examples of the files; returns how many there are and what fails."""
    tried, failures = 0, []
    for path in paths:
        file = read_struct(path, SenseFile, path.name)
        for sense in file.senses:
            kind = sense.type or file.type
            for text, wanted in ((sense.yes, True), (sense.no, False)):
                if text:
                    tried += 1
                    problem = _problem(coder, sense, kind, text, wanted)
                    if problem:
                        failures.append(f"{path.name}: {sense_id(sense)}{kind if not sense.type else ''}: {problem}")
    return tried, failures


def _problem(coder: Coder, sense: Sense, kind: str, text: str, wanted: bool) -> str | None:
    """What is wrong with one example, None where it is as it should be."""
    reading = coder.read(from_text(text, Meta(), "2024-06-12"))
    here = [e for e in reading.events if _at_word(reading, e, sense)]
    fired = [e for e in here if _of_type(e, kind)]
    if wanted and not fired:
        return f"did not fire ({_shown(reading)}): {text}"
    if not wanted and [e for e in fired if e.status in ("actual", "historical") and e.rule.endswith("/" + kind)]:
        return f"must not fire: {text}"
    return None


def _of_type(event: EventDraft, kind: str) -> bool:
    """Whether an event has the type, or was folded from it."""
    return event.type == kind or event.rule.endswith("/" + kind)


def _at_word(reading: Reading, event: EventDraft, sense: Sense) -> bool:
    """Whether an event's trigger holds the sense's head word."""
    words = sense_word(sense)[1].split()
    lemmas = reading.parse.lemma[slice(*event.trigger)] + reading.parse.lower[slice(*event.trigger)]
    return any(w in lemmas for w in words)


def _shown(reading: Reading) -> str:
    """What fired instead, in short."""
    found = [f"{e.type}:{reading.words(e.trigger)}" for e in reading.events]
    return ", ".join(found) or "no event"
