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
    """One event type, of PLOVER's or of a user's own ontology.

    What becomes of a type that is announced, refused, demanded and so on is told by its folds. A type that names
    none keeps itself, and the record's status tells the rest: an announced act is `future`, a refused one `negated`,
    a demanded or threatened one `hypothetical`, a stopped one `historical` (see `events/own_fold.py`).

    Attributes:
        name: as records write it ("CONSULT").
        quad: the quad class in words.
        score: PLOVER's score of the type; 0 for types of your own that have none.
        about, not_this: our definition and its borders.
        modes: its modes.
        cameo: canonical CAMEO code of the plain type, for exports; none for types that CAMEO lacks.
        cooperative: True for verbal and material cooperation; told by `quad` where it is not given.
        verb_actor, verb_recipient, noun_actor, noun_recipient: default roles of its triggers.
        counted: whose number is the event's size, for types of your own: the acting group's or the one acted on.
        money: whether a sum of money belongs to it, for types of your own.
        symmetric: meetings and clashes: with no split between sides all are actors.
        recipient_required: PLOVER asks for a recipient.
        future: what an announced event of this type becomes.
        negated_by_choice: what refusing it becomes.
        ceased: what stopping it becomes.
        demanded, threatened, cancelled: what demanding it, threatening with it, calling it off becomes; read for
            types of your own only, PLOVER's are REQUEST, THREATEN and REJECT or CONCEDE.
        request_mode: mode of the REQUEST that asks for it, for PLOVER's types.
        examples, counter_examples: sentences of our own.
    """

    name: str
    quad: Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
    about: str
    score: float = 0.0
    not_this: str = ""
    cameo: str | None = None
    cooperative: bool | None = None
    future: str | None = None
    negated_by_choice: str | None = None
    ceased: str | None = None
    demanded: str | None = None
    threatened: str | None = None
    cancelled: str | None = None
    request_mode: str | None = None
    modes: list[Mode] = []
    counted: Literal["actor", "recipient"] | None = None
    money: bool = False
    symmetric: bool = False
    recipient_required: bool = False
    verb_actor: list[str] = msgspec.field(default_factory=lambda: ["subj"])
    verb_recipient: list[str] = msgspec.field(default_factory=lambda: ["obj", "iobj", "against", "on", "with", "to"])
    noun_actor: list[str] = msgspec.field(default_factory=lambda: ["poss", "by", "mod", "from"])
    noun_recipient: list[str] = msgspec.field(default_factory=lambda: ["against", "on", "with", "of", "to"])
    examples: list[str] = []
    counter_examples: list[str] = []

    def __post_init__(self) -> None:
        """Let the quad class tell whether the type is cooperative."""
        if self.cooperative is None:
            msgspec.structs.force_setattr(self, "cooperative", self.quad.endswith("cooperation"))

    @property
    def folds(self) -> dict[str, str]:
        """The type that each fold leads to, for the folds that are given."""
        given = {
            "future": self.future,
            "negated_by_choice": self.negated_by_choice,
            "ceased": self.ceased,
            "demanded": self.demanded,
            "threatened": self.threatened,
            "cancelled": self.cancelled,
        }
        return {name: target for name, target in given.items() if target is not None}


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
