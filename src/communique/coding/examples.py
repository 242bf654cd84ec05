"""The examples of senses and operators, run as tests: `yes` must fire, `no` must not.

A sense fires where an event of its type stands on its word; an operator where it stands over an
event, or leaves the mark that its effect leaves ("in case": a condition; "past": background).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from communique.codebook.schema.triggers import Operator, OperatorFile, Sense, SenseFile
from communique.codebook.tables import DATA
from communique.codebook.trigger_book import sense_id, sense_word
from communique.codebook.yaml_files import read_struct
from communique.events.fold import SPEAKING
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


def operator_files() -> list[Path]:
    """The built-in files of operators."""
    return sorted((DATA / "triggers" / "operators").glob("*.yaml"))


def run_operator_examples(coder: Coder, paths: Sequence[Path]) -> tuple[int, list[str]]:
    """Run all examples of the operator files; returns how many there are and what fails."""
    tried, failures = 0, []
    for path in paths:
        for operator in read_struct(path, OperatorFile, path.name).operators:
            for text, wanted in ((operator.yes, True), (operator.no, False)):
                if text:
                    tried += 1
                    problem = _operator_problem(coder, operator, text, wanted)
                    if problem:
                        failures.append(f"{path.name}: {problem}: {text}")
    return tried, failures


def _operator_problem(coder: Coder, operator: Operator, text: str, wanted: bool) -> str | None:
    """What is wrong with an operator's example, None where it is as it should be."""
    reading = coder.read(from_text(text, Meta(), "2024-06-12"))
    acts = any(_operates(reading, e, operator) or _tells(reading, e, operator) for e in reading.events)
    if acts == wanted:
        return None
    word = operator.verb or operator.noun or operator.adj or operator.adv
    return f"{word} ({operator.effect}) {'does not act' if wanted else 'must not act'} ({_statuses(reading)})"


def _operates(reading: Reading, event: EventDraft, operator: Operator) -> bool:
    """Whether an operator stands over an event, as its effect shows."""
    if operator.effect == "condition":
        return event.status == "hypothetical"
    if operator.effect == "occur":
        return event.status == "negated"
    if operator.effect == "background":
        return event.status == "historical"
    phrase = operator.verb or operator.noun or operator.adj or operator.adv or ""
    head = phrase.split()[-1 if operator.noun else 0]
    for mark in event.why.get("operators", []):
        word, _, effect = str(mark).rpartition(":")
        lemmas = {reading.parse.lemma[i] for i in range(len(reading.parse)) if reading.parse.word[i] == word}
        if effect == operator.effect and (head in lemmas or head == word.lower() or operator.effect == "purpose"):
            return True
    return False


def _tells(reading: Reading, event: EventDraft, operator: Operator) -> bool:
    """Whether a sense of the operator's own word tells what it does: "called off talks" is REJECT."""
    word = (operator.verb or operator.noun or "").split()
    if operator.effect not in (SPEAKING | {"cease", "announce"}) or not word:
        return False
    lemmas = reading.parse.lemma[slice(*event.trigger)]
    return word[0] in lemmas and event.status == "actual"


def _statuses(reading: Reading) -> str:
    """What was found, with statuses and operators, in short."""
    found = [f"{e.type} {e.status} {e.why.get('operators', '')}" for e in reading.events]
    return "; ".join(found) or "no event"


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
