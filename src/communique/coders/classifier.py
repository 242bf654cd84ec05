"""A transformer that classifies sentences, from a folder, as a coder: its types, our sentences and parties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from communique.codebook.code_book import code_book
from communique.coders.errors import CoderError
from communique.coders.proving import CoderRecord, Prover
from communique.coding.coder import Coder
from communique.coding.collect import Collector
from communique.records.document import Document, Span
from communique.records.ids import digest
from communique.records.record import EventEvidence, EventRecord, Magnitude

Predict = Callable[[Sequence[str]], list[tuple[str, float]]]
"""From sentences to the best label and its probability, each."""
LABELS = "labels.json"
LEAST = 0.5
"""Least probability at which a sentence has an event."""


class ClassifierCoder:
    """Codes documents by a classifier of sentences.

    A sentence whose label is an event type is one event. Its sides and its trigger are those of our own event in the
    sentence, the one of that type before others; where we have none, sides are empty and the sentence is the trigger.

    Args:
        coder: our coder, for sentences and parties.
        predict: the classifier.
        labels: its labels to our types; what is not there tells no event.
        id: the coder's id.
    """

    def __init__(self, coder: Coder, predict: Predict, labels: dict[str, str], id: str) -> None:
        unknown = sorted(set(labels.values()) - set(code_book().types))
        if unknown or not labels:
            raise CoderError(
                f"{id}: {'unknown types ' + ', '.join(unknown) if unknown else 'no label is an event type'};"
                f' map labels to types in {LABELS}, as {{"LABEL_0": "ACCUSE"}}'
            )
        self.coder, self.predict, self.labels, self.id = coder, predict, labels, id

    def code_document(self, document: Document) -> CoderRecord:
        """The record of a document."""
        reading = self.coder.read(document)
        ours = Collector(reading, self.coder.books.triggers).record()
        spans = [_trimmed(document.text, reading.characters(s)) for s in reading.parse.sents]
        spans = [s for s in spans if s[0] < s[1]]
        said = self.predict([document.text[a:b] for a, b in spans]) if spans else []
        prover = Prover(document, self.id)
        prover.actors = {a.id: a for a in ours.actors}
        for span, (label, odds) in zip(spans, said, strict=True):
            name = self.labels.get(label)
            if name is not None and odds >= LEAST:
                inside = [e for e in ours.events if _meet(e.evidence.sentence, span)]
                like = min(inside, key=lambda e: (e.type != name, e.evidence.trigger), default=None)
                event = self._event(document, name, span, odds, like)
                prover.events[event.id] = event
        return prover.record()

    def _event(self, document: Document, name: str, span: Span, odds: float, like: EventRecord | None) -> EventRecord:
        """The event of one sentence."""
        kind = code_book().types[name]
        evidence = like.evidence if like is not None else EventEvidence(span, span, [], [])
        same = like is not None and like.type == name
        return EventRecord(
            id="e-" + digest(document.sha256, self.id, name, span),
            type=name,
            mode=like.mode if like is not None and same else [],
            context=[],
            quad=kind.quad,
            score=like.score if like is not None and same else kind.score,
            cameo=kind.cameo,
            actor=like.actor if like is not None else [],
            recipient=like.recipient if like is not None else [],
            status=like.status if like is not None else "actual",
            statement=None,
            same_as=None,
            date=like.date if like is not None else None,
            place=like.place if like is not None else None,
            magnitude=Magnitude(),
            confidence=round(odds, 3),
            evidence=evidence,
        )


def load_classifier(folder: Path, coder: Coder) -> ClassifierCoder:
    """A classifier out of a folder as `transformers` saves it; `labels.json` in it may map labels to our types.

    Raises:
        CoderError: transformers is not installed, or the folder holds no such model.
    """
    try:
        import transformers
    except ImportError as error:
        raise CoderError("a classifier folder needs transformers and torch: pip install transformers torch") from error
    if not folder.is_dir():
        raise CoderError(f"{folder}: there is no such folder")
    try:
        pipe: Any = transformers.pipeline("text-classification", model=str(folder), device=-1)
    except (OSError, ValueError, RuntimeError) as error:
        raise CoderError(f"{folder}: no text-classification model: {error}") from error

    def predict(sentences: Sequence[str]) -> list[tuple[str, float]]:
        return [(str(r["label"]), float(r["score"])) for r in pipe(list(sentences), truncation=True)]

    return ClassifierCoder(coder, predict, _labels(folder, pipe), f"classifier:{folder.resolve().name}")


def _labels(folder: Path, pipe: Any) -> dict[str, str]:
    """Labels to types: those of `labels.json`, else the model's own labels that are types."""
    path = folder / LABELS
    if path.exists():
        try:
            return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        except msgspec.DecodeError as error:
            raise CoderError(f"{path}: expected labels with types: {error}") from error
    own = [str(label) for label in pipe.model.config.id2label.values()]
    return {label: label.upper() for label in own if label.upper() in code_book().types}


def _meet(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def _trimmed(text: str, span: Span) -> Span:
    """A span without white space at its edges."""
    start, end = span
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
