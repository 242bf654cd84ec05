"""Words that the events stage needs beside triggers and operators."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from communique.codebook import yaml_files
from communique.codebook.tables import Area, load_area


class EventWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`events/words.yaml`.

    Attributes:
        object_control: verbs whose object acts in the infinitive below: "urged Kyiv to withdraw".
        partitive: nouns that measure the event noun they hold: "two days of talks".
        measures: nouns and numbers that stand for what they measure: "200 boxes of vaccine", "hundreds of nuns".
        stative: participles that say what their subject wills: "is opposed to the plan".
        reacting: verbs whose object is another's plan: "condemned the decision to expel the envoys".
        touching: verbs whose object goes on anyway: "doubts that the strike will affect the talks".
        done_by: participles whose agent a thing stands for: "crimes committed by the militia".
        dead_verbs, hurt_verbs, dead_nouns, hurt_nouns, dead_adjectives, hurt_adjectives: words of
            casualties, beside which their number stands.
        currencies: names and signs of money, with their ISO codes.
        noun_verbs: event nouns and the verb that tells the same.
        takes_up: nouns that speak of what was told before, and the types of events they may mean; "any" for every
            type, "said" for what somebody said: "rejected the charge", "welcomed the move".
        redress: things demanded of whoever did something before, and the types of what he did: "demanded an apology".
    """

    about: str
    object_control: frozenset[str]
    partitive: frozenset[str]
    measures: frozenset[str]
    stative: frozenset[str]
    reacting: frozenset[str]
    touching: frozenset[str]
    done_by: frozenset[str]
    dead_verbs: frozenset[str]
    hurt_verbs: frozenset[str]
    dead_nouns: frozenset[str]
    hurt_nouns: frozenset[str]
    dead_adjectives: frozenset[str]
    hurt_adjectives: frozenset[str]
    currencies: dict[str, str]
    noun_verbs: dict[str, str]
    takes_up: dict[str, frozenset[str]]
    redress: dict[str, frozenset[str]]


def build_event_words(roots: Sequence[Path]) -> EventWords:
    """Read the words; an overlay's file replaces ours."""
    return yaml_files.read_last(roots, "events/words.yaml", EventWords)


EVENT_WORDS: Area[EventWords] = Area("event_words", ("events",), build_event_words, EventWords, (__file__,))


@lru_cache(maxsize=1)
def event_words() -> EventWords:
    """The built-in words, loaded once."""
    return load_area(EVENT_WORDS)
