"""Models of `data/ontology/`: event types, contexts, sectors and the mapping to CAMEO."""

from __future__ import annotations

from typing import Literal

import msgspec


class Mode(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A way in which an event of a type is done; `score` where it differs from the type's."""

    name: str
    about: str
    cameo: str | None = None
    score: float | None = None


class EventType(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One event type.

    Attributes:
        name: as records write it ("CONSULT").
        quad: the quad class in words.
        score: PLOVER's score of the type.
        about, not_this: our definition and its borders.
        modes: its modes.
        cameo: canonical CAMEO code of the plain type, for exports.
        cooperative: True for verbal and material cooperation.
        verb_actor, verb_recipient, noun_actor, noun_recipient: default roles of its triggers.
        symmetric: meetings and clashes: with no split between sides all are actors.
        recipient_required: PLOVER asks for a recipient.
        future: what an announced event of this type becomes.
        negated_by_choice: what refusing it becomes.
        ceased: what stopping it becomes.
        examples, counter_examples: sentences of our own.
    """

    name: str
    quad: Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
    score: float
    about: str
    not_this: str
    cameo: str
    cooperative: bool
    future: str
    negated_by_choice: str
    ceased: str
    request_mode: str
    modes: list[Mode] = []
    symmetric: bool = False
    recipient_required: bool = False
    verb_actor: list[str] = msgspec.field(default_factory=lambda: ["subj"])
    verb_recipient: list[str] = msgspec.field(default_factory=lambda: ["obj", "iobj", "against", "on", "with", "to"])
    noun_actor: list[str] = msgspec.field(default_factory=lambda: ["poss", "by", "mod", "from"])
    noun_recipient: list[str] = msgspec.field(default_factory=lambda: ["against", "on", "with", "of", "to"])
    examples: list[str] = []
    counter_examples: list[str] = []


class ContextWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A context and the words that tell it; words count by weight, threshold decides."""

    name: str
    about: str
    words: list[str]
    weak: list[str] = []


class ContextFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`ontology/contexts.yaml`."""

    about: str
    contexts: list[ContextWords]


class ReadingRule(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One case in which a set of sentences reads a happening otherwise than the manual.

    Attributes:
        type: the type as we record it.
        becomes: the type as the set has it.
        mode: a mode the event must have.
        lemma: lemmas one of which the trigger must hold.
        effect: operator effects one of which must stand over the event; "future" is its own tense.
    """

    type: str
    becomes: str
    mode: str | None = None
    lemma: list[str] = []
    effect: list[str] = []


class ReadingsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`ontology/readings.yaml`."""

    about: str
    readings: dict[str, list[ReadingRule]]


class CodesFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`ontology/codes.yaml`: codes with what they mean."""

    about: str
    bodies_codes: dict[str, str]
    sectors: dict[str, str]
