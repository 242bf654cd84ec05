"""Model of `data/dates/words.yaml`: the words in which news tells time."""

from __future__ import annotations

import msgspec

from communique.records.record import Granularity


class Festival(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A day with a name that falls on the same date each year, or moves with Easter.

    Attributes:
        name: as written ("New Year's Eve").
        month, day: its date.
        easter: days after Easter Sunday, for those that move ("Good Friday" is -2).
    """

    name: str
    month: int | None = None
    day: int | None = None
    easter: int | None = None


class KnownDay(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A happening whose day everybody knows; counts for "the tenth anniversary of" it.

    Attributes:
        date: YYYY-MM-DD.
        names: how news calls it, without an article ("fall of the Berlin Wall").
        alone: the name itself is a date ("9/11").
    """

    date: str
    names: list[str]
    alone: bool = False


class Nearby(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """An adverb for a day near the report's: first and last day as offsets from it."""

    words: list[str]
    first: int
    last: int
    granularity: Granularity = "day"


class DateWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Vocabulary of time expressions.

    Attributes:
        weekdays: names and abbreviations, Monday is 0.
        months: names and abbreviations, January is 1.
        names_of_people: months that are also given names or words, so that "June Smith" is none.
        seasons: first month of three, on the northern half of the globe.
        southern: names of places on the southern half, where seasons come six months later.
        numbers, ordinals: number words.
        vague: what a vague count means, fewest and most ("several").
        dayparts: "morning", "night".
        early, middle, late: words for a part of a month or year.
        nearby: "yesterday", "overnight".
        festivals: days with names.
        known: happenings with days everybody knows.
        misleading: phrases with date words that are no dates ("Bloody Sunday").
        counted: nouns that make a number before them a count, not a year.
        planning_verbs: verbs after which an infinitive lies ahead ("plans to meet on Friday").
        promising_verbs: verbs after which an infinitive of appointment lies ahead, while others leave it
            open: "agreed to meet on Friday" against "agreed to free him on Friday".
        appointing_verbs: verbs of appointments ("meet", "vote").
        planned: participles and adjectives of what lies ahead ("scheduled for Friday").
        ahead_prepositions: prepositions before a day to come ("ahead of Friday").
    """

    about: str
    weekdays: dict[str, int]
    months: dict[str, int]
    names_of_people: list[str]
    seasons: dict[str, int]
    southern: list[str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    vague: dict[str, tuple[int, int]]
    dayparts: list[str]
    early: list[str]
    middle: list[str]
    late: list[str]
    nearby: list[Nearby]
    festivals: list[Festival]
    known: list[KnownDay]
    misleading: list[str]
    counted: list[str]
    planning_verbs: list[str]
    promising_verbs: list[str]
    appointing_verbs: list[str]
    planned: list[str]
    ahead_prepositions: list[str]
