"""Models of `data/actors/`: countries, the holders of their offices, and bodies.

A country file says how news names a state ("France", "French", "Paris", "the Élysée") and
which bodies belong to it; a holders file says who held which of its offices, with dates; a
bodies file lists organisations that belong to no state, or armed groups and parties.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Role = Literal[
    "head_of_state",
    "head_of_government",
    "deputy_head",
    "foreign",
    "defence",
    "finance",
    "interior",
    "minister",
    "central_bank",
    "legislature",
    "judiciary",
    "military",
    "police",
    "intelligence",
    "envoy",
    "party",
    "opposition",
    "rebel",
    "regional",
    "body_head",
    "body_deputy",
    "spokesperson",
    "first_lady",
    "other",
]
BodyKind = Literal[
    "executive",
    "legislature",
    "ministry",
    "armed_forces",
    "intelligence",
    "police",
    "court",
    "party",
    "central_bank",
    "agency",
    "igo",
    "alliance",
    "ngo",
    "company",
    "outlet",
    "armed_group",
    "movement",
    "religious",
    "university",
    "union",
    "other",
]


class Body(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """An organisation: "the Knesset", "Hezbollah", "the World Bank".

    Attributes:
        name: canonical English name.
        kind: what it is.
        country: ISO alpha-3 codes, or IGO, UNO, EUR, NGO, MNC, IMG; empty in a country
            file, where it is that country.
        sector: PLOVER sectors, the chief one first.
        aliases: other names, abbreviations, native names ("Sejm", "IDF"). The article
            "the" is left out.
        wikidata: "Q..." only where certain.
        start: first date (YYYY, YYYY-MM or YYYY-MM-DD) where it matters.
        end: last date, likewise.
        metonyms: names of buildings or seats used for it ("Turtle Bay").
        also: in a folder of your own: the names are added to those known below; without it the entry takes their place.
        spokesperson: False for bodies whose name is no acting party (an outlet quoted).
    """

    name: str
    kind: BodyKind
    sector: list[str]
    country: list[str] = []
    aliases: list[str] = []
    wikidata: str | None = None
    start: str | None = None
    end: str | None = None
    metonyms: list[str] = []
    members: list[str] = []
    also: bool = False


class Country(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A state, past state or breakaway entity, and how news names it.

    Attributes:
        code: ISO 3166-1 alpha-3 (KOS for Kosovo; SUN, YUG, CSK, DDR for past states; for a
            breakaway entity its own id such as ABKHAZIA).
        country: the code that records carry where it is not `code` (a breakaway entity
            carries its nominal sovereign's).
        sector: sectors that records carry besides GOV (PRE for a breakaway entity).
        iso2, cow, fips, cameo: codes of the field, as text; None where there is none.
        name: the short English name records show.
        names: other names, old names, abbreviations ("U.K.", "Britain").
        adjectives: "French".
        demonyms: people, singular and plural ("Pole", "Poles"); not the adjective.
        capital: seat of government, used for the government ("Paris said").
        metonyms: other seats and phrases ("the Élysée", "Downing Street"); the article is
            left out.
        weak: names from the lists above that are common words or other names too ("Jordan",
            "Chad", "Turkey", "Polish"); they count only in a fitting context.
        start, end: dates of a past state.
        bodies: legislature, forces, services, courts, parties, agencies.
        wikidata: "Q..." of the state.
    """

    code: str
    name: str
    country: str | None = None
    sector: list[str] = []
    iso2: str | None = None
    cow: str | None = None
    fips: str | None = None
    cameo: str | None = None
    names: list[str] = []
    adjectives: list[str] = []
    demonyms: list[str] = []
    capital: str | None = None
    metonyms: list[str] = []
    weak: list[str] = []
    start: str | None = None
    end: str | None = None
    wikidata: str | None = None
    bodies: list[Body] = []


class Holder(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"start": "from", "end": "to"}):
    """One person's time in one office; dates to the day, month or year as known.

    `to: null` with `open: true` means still in office when the file was last checked.
    """

    name: str
    start: str | None = None
    end: str | None = None
    open: bool = False
    acting: bool = False


class Office(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """An office and its holders in order of time.

    Attributes:
        office: canonical name with the country or body ("President of France").
        role: what kind of office; decides what "the foreign minister" means.
        titles: lower-case title words a report uses beside the country's name or adjective
            ("president", "prime minister", "premier", "chancellor"). Spelling variants too.
        sector: PLOVER sectors, the chief one first.
        holders: in order of time.
        body: canonical name of the body whose office it is (a party, a central bank, an
            international body); None for a state's own.
        also: in a folder of your own: the holders are added to those known below; without it they take their place.
        shared: True where several hold it at once (a presidency council, party co-leaders).
    """

    office: str
    role: Role
    titles: list[str]
    holders: list[Holder]
    sector: list[str] = msgspec.field(default_factory=lambda: ["GOV"])
    body: str | None = None
    shared: bool = False
    also: bool = False
    note: str | None = None


class Person(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A person named in the offices of the same file.

    Attributes:
        name: canonical name: as English-language news writes it in full.
        gender: "m" or "f"; None where unknown.
        aliases: other spellings and forms in which the full name appears
            ("Volodymyr Zelenskyy"); accents need no variant.
        short: how the person is named on second mention where it is not the last word of
            the name ("Xi", "Kim", "Lula", "van der Bellen").
        wikidata: "Q..." only where certain.
    """

    name: str
    gender: Literal["m", "f"] | None = None
    aliases: list[str] = []
    short: list[str] = []
    wikidata: str | None = None
    country: str | None = None
    note: str | None = None


class HoldersFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`holders/FRA.yaml`: the offices of one country (or `INT.yaml`: of bodies).

    Attributes:
        country: ISO alpha-3 of the state; None for international bodies.
        verified: who checked what, when, and what is known to be incomplete.
        offices, persons: the entries.
    """

    country: str | None
    verified: str
    offices: list[Office]
    persons: list[Person]


class BodiesFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`bodies/*.yaml`: organisations of one kind."""

    about: str
    bodies: list[Body]
