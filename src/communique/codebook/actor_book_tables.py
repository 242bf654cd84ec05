"""The compact form of all knowledge about actors, as one struct of plain lists and dicts.

The YAML files are made for people; a run of the coder needs the same knowledge in a form that
loads in a few hundredths of a second. `build_actor_tables` numbers states, bodies, persons,
offices and tenures, and lists under the key of every name the rows that it may mean.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import msgspec

from communique.codebook.overlaid import overlaid_offices
from communique.codebook.schema.actors import BodiesFile, Body, Country, HoldersFile, Office, Person
from communique.codebook.schema.nouns import (
    NameWords,
    NounRow,
    NounsFile,
    WeakState,
    modifier_effects,
    name_words,
    noun_heads,
    noun_rows,
)
from communique.records.ids import fold

NAME, ADJECTIVE, DEMONYM, CAPITAL, METONYM, BODY, SEAT, PERSON, SHORT = range(9)
"""What a name is to the row it stands for. SEAT is a building used for a body."""

ROW_BITS = 20
"""A name's entry is `kind << ROW_BITS | row`."""

_PARTS = re.compile(r"[\s\-‐‑–—/]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_NOT_LETTER = re.compile(r"[\W_]+")


class StateRow(msgspec.Struct, frozen=True, array_like=True):
    """A state: `code` is its own id, `country` the code that records carry."""

    code: str
    name: str
    country: str
    sector: list[str]
    start: str | None
    end: str | None
    wikidata: str | None
    adjective: str | None


class BodyRow(msgspec.Struct, frozen=True, array_like=True):
    """A body: a parliament, an alliance, an armed group."""

    name: str
    kind: str
    country: list[str]
    sector: list[str]
    wikidata: str | None
    start: str | None
    end: str | None
    members: list[str]


class PersonRow(msgspec.Struct, frozen=True, array_like=True):
    """A known person; `tenures` index the table of tenures."""

    name: str
    gender: str | None
    country: str | None
    wikidata: str | None
    tenures: list[int]


class OfficeRow(msgspec.Struct, frozen=True, array_like=True):
    """An office; `state` is the code of the state whose file it stands in."""

    office: str
    role: str
    titles: list[str]
    sector: list[str]
    state: str | None
    body: str | None
    tenures: list[int]


class TenureRow(msgspec.Struct, frozen=True, array_like=True):
    """One person's time in one office; dates as known, `end` None with `open` for still there."""

    office: int
    person: int
    start: str | None
    end: str | None
    open: bool
    acting: bool


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """A table whose rows stay encoded: their bytes behind each other, and where each ends."""

    data: bytes
    ends: bytes


class ActorTables(msgspec.Struct, frozen=True):
    """All rows, and the names that lead to them.

    Rows stay encoded until somebody asks for one, since a report needs few of them.

    Attributes:
        names: the key of a name to its entry, or to several.
        starts: the first word of a name to the length of the longest key that begins with it.
        capitals: keys that count only in capital letters ("WHO").
        small: keys whose last word may be small ("Syrian troops").
        weak: keys of states that are ordinary words too.
        nouns: what each noun for actors says; `noun_heads` those of several words under their
            chief word.
        modifiers: words before a title to what they change.
        common_words, generic: keys of bodies that are ordinary words, or that many states have;
            `usually` leads from some of these to the country that is meant as a rule.
        own_titles: a title that one state or body alone has ("pope") to its office.
        given_names: first names to a gender; `name_words` other words in and before names.
        weak_states: keys of states' names that other places have, to what tells them apart.
        state_offices, body_offices: offices of a state's code, of a body's name.
        body_names, country_bodies: rows of a body's name, of a country's bodies.
    """

    states: list[StateRow]
    bodies: Packed
    persons: Packed
    offices: Packed
    tenures: Packed
    names: dict[str, int | list[int]]
    starts: dict[str, int]
    capitals: frozenset[str]
    small: frozenset[str]
    weak: frozenset[str]
    nouns: dict[str, NounRow]
    noun_heads: dict[str, list[str]]
    modifiers: dict[str, str]
    common_words: frozenset[str]
    generic: frozenset[str]
    usually: dict[str, str]
    everywhere: frozenset[str]
    own_titles: dict[str, int]
    given_names: dict[str, str]
    name_words: NameWords
    weak_states: dict[str, WeakState]
    state_offices: dict[str, list[int]]
    body_offices: dict[str, list[int]]
    body_names: dict[str, int | list[int]]
    country_bodies: dict[str, list[int]]


def key_of(name: str) -> str:
    """The key of a name: its folded words without marks, joined by single spaces.

    Hyphens part words and inner apostrophes and points vanish, so that "Al-Qaeda", "al Qaeda"
    and "Al Qa'eda" have one key, and "U.S." that of "US"; the possessive is a word of its own,
    as tokenizers have it.
    """
    if name.isalpha() and name.isascii():
        return name.lower()
    words = _PARTS.split(_POSSESSIVE.sub(r" s", fold(name)))
    return " ".join(key for word in words if (key := _NOT_LETTER.sub("", word)))


def first_key(name: str) -> str:
    """Key of the first word of a name, with which a search begins."""
    return key_of(name).partition(" ")[0]


def build_actor_tables(
    countries: Iterable[Country],
    holders: Iterable[HoldersFile],
    bodies: Iterable[BodiesFile],
    nouns: Iterable[NounsFile],
) -> ActorTables:
    """Number all rows and index their names.

    Users' files come after ours: a country with the code of an earlier one replaces it, an
    office with the name of an earlier one of the same country replaces that, the rest is added.
    """
    builder = _Builder()
    for country in {c.code: c for c in countries}.values():
        builder.add_state(country)
    for file in bodies:
        for body in file.bodies:
            builder.add_body(body, None)
    for offices in overlaid_offices(list(holders)):
        builder.add_holders(offices)
    return builder.tables(nouns)


class _Builder:
    """Rows and indexes in the making."""

    def __init__(self) -> None:
        self.states: list[StateRow] = []
        self.bodies: list[BodyRow] = []
        self.persons: list[PersonRow] = []
        self.offices: list[OfficeRow] = []
        self.tenures: list[TenureRow] = []
        self.names: dict[str, list[int]] = {}
        self.starts: dict[str, int] = {}
        self.weak: set[str] = set()
        self.common_titles: frozenset[str] = frozenset()
        self.shouted: set[str] = set()
        self.small: set[str] = set()
        self.proper: set[str] = set()
        self.spoken: set[str] = set()
        self.body_rows: dict[tuple[str, tuple[str, ...]], int] = {}
        self.person_rows: dict[str, list[int]] = {}

    def add_state(self, country: Country) -> None:
        """A state with its names and the bodies listed in its file."""
        row = len(self.states)
        code = country.country or country.code
        adjective = country.adjectives[0] if country.adjectives else None
        self.states.append(
            StateRow(
                country.code,
                country.name,
                code,
                list(country.sector),
                country.start,
                country.end,
                country.wikidata,
                adjective,
            )
        )
        for kind, names in (
            (NAME, [country.name, *country.names]),
            (ADJECTIVE, country.adjectives),
            (DEMONYM, country.demonyms),
            (CAPITAL, [country.capital] if country.capital else []),
            (METONYM, country.metonyms),
        ):
            for name in names:
                self.index(name, kind, row)
        for name in country.weak:
            self.weak.add(key_of(name))
        for body in country.bodies:
            self.add_body(body, code)

    def add_body(self, body: Body, country: str | None) -> None:
        """A body; one listed in a country's file and again elsewhere is one row."""
        codes = list(body.country) or ([country] if country else [])
        known = (key_of(body.name), tuple(codes))
        row = self.body_rows.get(known)
        if row is None:
            row = self.body_rows[known] = len(self.bodies)
            self.bodies.append(
                BodyRow(
                    body.name,
                    body.kind,
                    codes,
                    list(body.sector),
                    body.wikidata,
                    body.start,
                    body.end,
                    list(body.members),
                )
            )
        for name in (body.name, *body.aliases):
            self.index(name, BODY, row)
        for name in body.metonyms:
            self.index(name, SEAT, row)

    def add_holders(self, file: HoldersFile) -> None:
        """The offices of a file with their holders."""
        rows = {person.name: self.person_row(person, file.country) for person in file.persons}
        for office in file.offices:
            self.add_office(office, file.country, rows)

    def person_row(self, person: Person, country: str | None) -> int:
        """The row of a person; the same name in a country's file and in that of bodies is one."""
        for row in self.person_rows.get(person.name, []):
            seen = self.persons[row]
            alike = None in (seen.country, country) or seen.country == (person.country or country)
            if alike or (seen.wikidata is not None and seen.wikidata == person.wikidata):
                self.persons[row] = PersonRow(
                    seen.name,
                    seen.gender or person.gender,
                    seen.country or person.country or country,
                    seen.wikidata or person.wikidata,
                    seen.tenures,
                )
                break
        else:
            row = len(self.persons)
            self.person_rows.setdefault(person.name, []).append(row)
            self.persons.append(PersonRow(person.name, person.gender, person.country or country, person.wikidata, []))
        for name in (person.name, *person.aliases):
            if " " in name or "-" in name:
                self.index(name, PERSON, row)
            last = name.split()[-1]
            self.index(last, SHORT, row)
            if last.lower().startswith(("al-", "el-", "ul-", "ur-", "as-", "ash-")):
                self.index(last.partition("-")[2], SHORT, row)
        for name in person.short:
            self.index(name, SHORT, row)
        return row

    def add_office(self, office: Office, state: str | None, rows: Mapping[str, int]) -> None:
        """An office and its tenures; a holder who is no person of the file gets a row of its own."""
        number = len(self.offices)
        held = []
        for holder in office.holders:
            person = rows.get(holder.name)
            if person is None:
                person = self.person_row(Person(name=holder.name), state)
            tenure = len(self.tenures)
            held.append(tenure)
            self.persons[person].tenures.append(tenure)
            self.tenures.append(TenureRow(number, person, holder.start, holder.end, holder.open, holder.acting))
        titles = [fold(title) for title in office.titles]
        self.offices.append(
            OfficeRow(office.office, office.role, titles, list(office.sector), state, office.body, held)
        )

    def index(self, name: str, kind: int, row: int) -> None:
        """Let `name` lead to `row`."""
        if name.startswith(("the ", "The ")):
            name = name[4:]
        key, first = key_of(name), first_key(name)
        if not key:
            return
        entry = kind << ROW_BITS | row
        entries = self.names.setdefault(key, [])
        if entry not in entries:
            entries.append(entry)
        self.starts[first] = max(self.starts.get(first, 0), len(key))
        if " " not in name and kind in (NAME, ADJECTIVE, BODY) and name[0].isupper():
            self.proper.add(key)
        if name.split()[-1][0].islower():
            self.small.add(key)
        if len(key) <= 6 and name.isupper() and kind in (NAME, BODY, ADJECTIVE):
            self.shouted.add(key)
        else:
            self.spoken.add(key)

    def _own_titles(self, rows: Mapping[str, NounRow]) -> dict[str, int]:
        """Titles that belong to one state or body only."""
        owners: dict[str, dict[tuple[str | None, str | None], int]] = {}
        for number, office in enumerate(self.offices):
            for title in office.titles:
                owners.setdefault(title, {}).setdefault((office.state, office.body), number)
        return {
            title: next(iter(offices.values()))
            for title, offices in owners.items()
            if len(offices) == 1
            and title in rows
            and title not in self.common_titles
            and self._telling(title, next(iter(offices.values())))
        }

    def _names_state(self, title: str) -> bool:
        """Whether a title holds a state's name or adjective, which the text's own words tell: "russian president"."""
        kinds = {e >> ROW_BITS for word in title.split() for e in self.names.get(word, ()) if word not in self.shouted}
        return title.startswith("ex-") or bool(kinds & {NAME, ADJECTIVE})

    def _telling(self, title: str, office: int) -> bool:
        """Whether a title tells its owner: by a name in it ("nato chief"), or as a head's own word ("pope")."""
        if " " not in title and self.offices[office].role in ("head_of_state", "head_of_government", "body_head"):
            return True
        return any(word in self.names and word in self.shouted | self.proper for word in title.split())

    def _given_names(self, files: Sequence[NounsFile]) -> dict[str, str]:
        """First names that all known persons who bear them share a gender with, to that gender."""
        counts: dict[str, dict[str, int]] = {}
        for person in self.persons:
            words = fold(person.name).split()
            if person.gender is not None and len(words) > 1:
                genders = counts.setdefault(words[0], {})
                genders[person.gender] = genders.get(person.gender, 0) + 1
        known = {
            name: next(iter(genders))
            for name, genders in counts.items()
            if len(genders) == 1 and len(name) > 2 and (genders.get("m", 0) > 1 or "f" in genders)
        }
        listed = {fold(name): "f" for file in files for name in file.female_names}
        return known | listed | {fold(name): "m" for file in files for name in file.male_names}

    def tables(self, nouns: Iterable[NounsFile]) -> ActorTables:
        """The finished tables; a title of an office that no noun class lists counts as a noun too."""
        files = list(nouns)
        rows = noun_rows(files)
        self.common_titles = frozenset(rows)
        changes = {word for word, effect in modifier_effects(files).items() if effect in ("former", "acting", "future")}
        for office in self.offices:
            for title in office.titles:
                if title.partition(" ")[0] not in changes and not self._names_state(title):
                    rows.setdefault(title, NounRow("person", office.sector, office.role, None, None, True))
        return ActorTables(
            self.states,
            _packed(self.bodies),
            _packed(self.persons),
            _packed(self.offices),
            _packed(self.tenures),
            {key: found[0] if len(found) == 1 else found for key, found in self.names.items()},
            self.starts,
            frozenset(self.shouted - self.spoken),
            frozenset(self.small),
            frozenset(self.weak),
            rows,
            noun_heads(rows),
            modifier_effects(files),
            frozenset(key_of(name) for file in files for name in file.common_words),
            frozenset(key_of(name) for file in files for name in file.generic),
            {key_of(name): country for file in files for name, country in file.usually.items()},
            frozenset(code for file in files for code in file.everywhere),
            self._own_titles(rows),
            self._given_names(files),
            name_words(files),
            {key_of(name): words for file in files for name, words in file.weak_states.items()},
            _grouped((o.state, n) for n, o in enumerate(self.offices)),
            _grouped((o.body, n) for n, o in enumerate(self.offices)),
            {
                k: v[0] if len(v) == 1 else v
                for k, v in _grouped((b.name, n) for n, b in enumerate(self.bodies)).items()
            },
            _grouped((code, n) for n, b in enumerate(self.bodies) for code in b.country),
        )


def _packed(rows: Iterable[msgspec.Struct]) -> Packed:
    """Rows encoded one behind the other."""
    encoded = [msgspec.msgpack.encode(row) for row in rows]
    return Packed(b"".join(encoded), array("I", accumulate(len(e) for e in encoded)).tobytes())


def _grouped(pairs: Iterable[tuple[str | None, int]]) -> dict[str, list[int]]:
    """Numbers gathered under their keys; those without a key are left out."""
    groups: dict[str, list[int]] = {}
    for key, number in pairs:
        if key is not None:
            groups.setdefault(key, []).append(number)
    return groups
