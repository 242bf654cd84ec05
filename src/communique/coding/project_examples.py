"""The examples that a project's own entries carry, run as tests: senses, operators, event types and cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from communique.codebook.schema.cues import AttributionWords, CueFile
from communique.codebook.schema.ontology import EventType
from communique.codebook.yaml_files import read_struct
from communique.coding.examples import run_examples, run_operator_examples
from communique.ingest.build import Meta
from communique.ingest.plain import from_text
from communique.segment.reading import Reading
from communique.statements.cuebook import WORDS_FILE, regular_forms

if TYPE_CHECKING:
    from communique.coding.coder import Coder

DAY = "2024-06-12"
"""Publication date of all examples."""
Case = tuple[str, str, bool, Callable[[Reading], bool]]
"""An example: whose it is, its text, whether it must be found, and how that shows."""


def run_project_examples(coder: Coder, folder: Path) -> tuple[int, list[str]]:
    """Run all examples of a project's files with a coder that has the project laid over it.

    Returns:
        How many there are, and what fails, a line each with file and entry.
    """
    senses = [p for p in sorted((folder / "triggers").glob("*.yaml")) if p.name != "classes.yaml"]
    tried, failures = run_examples(coder, senses)
    more, failed = run_operator_examples(coder, sorted((folder / "triggers" / "operators").glob("*.yaml")))
    tried, failures = tried + more, failures + failed
    for whose, text, wanted, found in [*_type_cases(folder), *_cue_cases(folder)]:
        tried += 1
        reading = coder.read(from_text(text, Meta(), DAY))
        if found(reading) != wanted:
            problem = "not found in" if wanted else "must not be found in"
            failures.append(f"{whose}: {problem}: {text} ({_told(reading)})")
    return tried, failures


def _type_cases(folder: Path) -> Iterator[Case]:
    """Examples and counter-examples of event types."""
    for path in sorted((folder / "ontology").glob("*.yaml")):
        if path.stem.isupper():
            kind = read_struct(path, EventType, path.name)
            for text in kind.examples:
                yield f"{path.name}: {kind.name}", text, True, _has(kind.name, ())
            for text in kind.counter_examples:
                yield f"{path.name}: {kind.name}", text, False, _has(kind.name, ("negated", "hypothetical"))


def _has(name: str, besides: tuple[str, ...]) -> Callable[[Reading], bool]:
    """Whether a reading has an event of a type, with a status other than those named."""
    return lambda reading: any(e.type == name and e.status not in besides for e in reading.events)


def _cue_cases(folder: Path) -> Iterator[Case]:
    """Sentences in which cues must give a statement, and in which not."""
    for path in sorted((folder / "cues").glob("*.yaml")):
        if path.name == WORDS_FILE:
            read_struct(path, AttributionWords, path.name)
            continue
        file = read_struct(path, CueFile, path.name)
        cues: list[tuple[str, str, str | None]] = [(c.verb, c.fires, c.silent) for c in file.verbs]
        cues += [(c.noun, c.fires, c.silent) for c in file.nouns]
        cues += [(c.adjective, c.fires, c.silent) for c in file.adjectives]
        cues += [(c.adverb, c.fires, c.silent) for c in file.adverbs]
        cues += [(c.phrase, c.fires, c.silent) for c in file.phrases]
        for name, fires, silent in cues:
            if fires:
                yield f"{path.name}: {name}", fires, True, _cued(name)
            if silent:
                yield f"{path.name}: {name}", silent, False, _cued(name)


def _cued(name: str) -> Callable[[Reading], bool]:
    """Whether a statement of the reading has the cue `name`."""
    first, *rest = name.split()
    forms = {first, *regular_forms(first)}

    def found(reading: Reading) -> bool:
        for made in reading.statements:
            if made.cue is None:
                continue
            words = slice(*made.cue)
            if forms & {*reading.parse.lemma[words], *reading.parse.lower[words]}:
                following = reading.parse.lower[made.cue[0] : made.cue[0] + 12]
                if all(word in following for word in rest):
                    return True
        return False

    return found


def _told(reading: Reading) -> str:
    """What was found instead, in short."""
    events = [f"{e.type} {e.status}: {reading.words(e.trigger)}" for e in reading.events]
    cues = [f"said: {reading.words(s.cue)}" for s in reading.statements if s.cue]
    return ", ".join([*events, *cues]) or "nothing"
