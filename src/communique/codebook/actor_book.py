"""Known actors by name, by office and by date: what "the French president" means in 2009.

`ActorBook` answers from the compact tables of `actor_book_tables`; it holds no state of a
report. Dates are text, YYYY-MM-DD for the day asked about, and YYYY, YYYY-MM or YYYY-MM-DD
for the ends of a tenure; a day inside an imprecise end counts as possible.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import msgspec

from communique.codebook.actor_book_phrases import NounPhrases
from communique.codebook.actor_book_tables import (
    ADJECTIVE,
    CAPITAL,
    DEMONYM,
    METONYM,
    NAME,
    ROW_BITS,
    ActorTables,
    BodyRow,
    OfficeRow,
    Packed,
    PersonRow,
    StateRow,
    TenureRow,
    build_actor_tables,
    key_of,
)
from communique.codebook.areas import ACTORS
from communique.codebook.schema.nouns import NounRow
from communique.codebook.tables import load_area

__all__ = ["ActorBook", "ActorTables", "Entry", "build_actor_tables"]

T = TypeVar("T")

STATE_KINDS = frozenset({NAME, ADJECTIVE, DEMONYM, CAPITAL, METONYM})
_ROW = (1 << ROW_BITS) - 1
LEADERS = ("head_of_state", "head_of_government")
_RECENT = 12
"""Years after an office in which news still names its holder by surname alone."""


class Entry(NamedTuple):
    """One thing a name may mean: a row of the table that `kind` tells."""

    kind: int
    row: int


class Rows(Generic[T]):
    """A table whose rows are decoded when they are asked for, and then kept."""

    def __init__(self, packed: Packed, model: type[T]) -> None:
        """Hold the packed rows of a model."""
        self._data = memoryview(packed.data)
        self._ends = array("I", packed.ends)
        self._decode = msgspec.msgpack.Decoder(model).decode
        self._known: dict[int, T] = {}

    def __len__(self) -> int:
        """Number of rows."""
        return len(self._ends)

    def __getitem__(self, number: int) -> T:
        """The row with this number."""
        row = self._known.get(number)
        if row is None:
            start = self._ends[number - 1] if number else 0
            row = self._known[number] = self._decode(self._data[start : self._ends[number]])
        return row

    def __iter__(self) -> Iterator[T]:
        """All rows in order."""
        return (self[n] for n in range(len(self._ends)))


class ActorBook:
    """Lookup over the tables of states, bodies, persons and offices."""

    def __init__(self, tables: ActorTables) -> None:
        """Wrap the tables; nearly nothing is done before it is needed."""
        self.tables = tables
        self.names = tables.names
        self.starts = tables.starts
        self.states = tables.states
        self.bodies = Rows(tables.bodies, BodyRow)
        self.persons = Rows(tables.persons, PersonRow)
        self.offices = Rows(tables.offices, OfficeRow)
        self.tenures = Rows(tables.tenures, TenureRow)
        self.nouns: dict[str, NounRow] = tables.nouns
        self.given_names = tables.given_names
        self.name_words = tables.name_words
        self.weak_states = tables.weak_states
        self.own_titles = tables.own_titles
        self.modifiers = tables.modifiers
        self.phrases = NounPhrases(tables.nouns, tables.noun_heads)
        self.capitals = tables.capitals
        self.small = tables.small
        self.weak = tables.weak
        self.common_words = tables.common_words
        self.generic = tables.generic
        self.usually = tables.usually
        self.everywhere = tables.everywhere
        self._misspelt: dict[str, int] = {}
        self._state_words: dict[str, list[tuple[str, int]]] = {}
        self.state_by_code: dict[str, int] = {}
        for row, state in enumerate(tables.states):
            self.state_by_code.setdefault(state.code, row)

    @classmethod
    def load(cls, overlays: Sequence[Path] = ()) -> ActorBook:
        """Load the built-in knowledge with users' folders laid over it."""
        return cls(load_area(ACTORS, overlays))

    def entries(self, key: str) -> list[Entry]:
        """What the name with this key may mean; empty where it is unknown."""
        found = self.names.get(key)
        if found is None:
            return []
        if isinstance(found, int):
            return [Entry(found >> ROW_BITS, found & _ROW)]
        return [Entry(e >> ROW_BITS, e & _ROW) for e in found]

    def entries_of(self, name: str) -> list[Entry]:
        """What `name` as written may mean: "Al-Qaeda"."""
        return self.entries(key_of(name))

    def state(self, code: str | None) -> StateRow | None:
        """The state with the id `code`."""
        row = self.state_by_code.get(code) if code else None
        return None if row is None else self.states[row]

    def misspelt_state(self, key: str) -> int | None:
        """Row of the one state whose one-word name differs from `key` by one letter."""
        found = self._misspelt.get(key)
        if found is None:
            if not self._state_words:
                for row, state in enumerate(self.states):
                    word = key_of(state.name)
                    if " " not in word and state.end is None:
                        self._state_words.setdefault(word[0], []).append((word, row))
            rows = [row for word, row in self._state_words.get(key[0], ()) if one_slip(key, word)]
            found = self._misspelt[key] = rows[0] if len(rows) == 1 else -1
        return found if found >= 0 else None

    def body_named(self, name: str) -> BodyRow | None:
        """The body whose canonical name is `name`, where there is just one."""
        row = self.tables.body_names.get(name)
        return self.bodies[row] if isinstance(row, int) else None

    def body_row_named(self, name: str) -> int | None:
        """Number of the row of the body whose canonical name is `name`, where there is just one."""
        row = self.tables.body_names.get(name)
        return row if isinstance(row, int) else None

    def body_of_kind(self, country: str, kind: str) -> BodyRow | None:
        """The one body of a kind that a country has: its armed forces, its legislature."""
        found = [self.bodies[n] for n in self.tables.country_bodies.get(country, ())]
        found = [body for body in found if body.kind == kind]
        return found[0] if len(found) == 1 else None

    def country_of(self, code: str) -> str:
        """The code that records carry for a state: GEO for Abkhazia."""
        state = self.state(code)
        return state.country if state else code

    def state_at(self, row: int, on: str | None) -> bool:
        """Whether a state (which may be past) existed on a day, give or take some years of memory."""
        state = self.states[row]
        return within(on, state.start, state.end) if on else state.end is None

    # -- offices

    def holders(self, state: str, title: str, on: str | None) -> list[int]:
        """Persons who held an office of `state` with this title on a day: "president", "leader".

        More than one where the office is shared, where the day is a day of change, or where
        dates are known to the year only. Without a day, nobody.
        """
        offices = [o for o in self.tables.state_offices.get(state, ()) if self._fits(o, title)]
        leading = [o for o in offices if self.offices[o].role in LEADERS]
        return self._held(leading or offices, on)

    def holders_of_role(self, state: str, roles: tuple[str, ...], on: str | None) -> list[int]:
        """Persons in offices of these roles on a day."""
        offices = [o for o in self.tables.state_offices.get(state, ()) if self.offices[o].role in roles]
        return self._held([o for o in offices if self.offices[o].body is None], on)

    def body_holders(self, body: str, title: str, on: str | None) -> list[int]:
        """Persons who held an office of a body with this title on a day."""
        return self._held([o for o in self.tables.body_offices.get(body, ()) if title in self.offices[o].titles], on)

    def holders_within(self, codes: Sequence[str], titles: Sequence[str], on: str | None) -> list[int]:
        """Persons who on a day held an office with one of these titles in any body of a code: "UNO"."""
        listed = [
            office
            for name, offices in self.tables.body_offices.items()
            if (body := self.body_named(name)) is not None and set(body.country) & set(codes)
            for office in offices
        ]
        for title in titles:
            offices = [office for office in listed if title in self.offices[office].titles]
            if offices:
                return self._held(offices, on)
        return []

    def _fits(self, office: int, title: str) -> bool:
        row = self.offices[office]
        return title in row.titles and (row.body is None or row.role in ("central_bank", "legislature", "military"))

    def _held(self, offices: list[int], on: str | None) -> list[int]:
        if on is None:
            return []
        sure: list[int] = []
        possible: list[int] = []
        for office in offices:
            running = [t for t in self._tenures(office) if _holds(t, on)]
            latest = [t for t in running if (t.start or "") == max(r.start or "" for r in running)]
            day_of_change = [t for t in running if t.end == on]
            running = latest if day_of_change and len(latest) == 1 else running
            for tenure in running:
                (sure if _surely(tenure, on) else possible).append(tenure.person)
        chosen = sure or possible
        return list(dict.fromkeys(chosen))

    def _tenures(self, office: int) -> list[TenureRow]:
        return [self.tenures[t] for t in self.offices[office].tenures]

    # -- persons

    def office_of(self, person: int, on: str | None, title: str | None = None) -> OfficeRow | None:
        """The office a person held on a day, the weightiest first; one with `title` before all."""
        held = self.offices_of(person, on)
        if title is not None:
            held = [o for o in held if title in o.titles] or held
        home = self.persons[person].country
        return min(held, key=lambda office: (_weight(office), office.state != home), default=None)

    def offices_of(self, person: int, on: str | None) -> list[OfficeRow]:
        """All offices a person held on a day."""
        if on is None:
            return []
        tenures = [self.tenures[t] for t in self.persons[person].tenures]
        return [self.offices[t.office] for t in tenures if _holds(t, on)]

    def last_office(self, person: int, on: str | None) -> OfficeRow | None:
        """The weightiest office a person had held before a day (or at any time)."""
        tenures = [self.tenures[t] for t in self.persons[person].tenures]
        past = [t for t in tenures if on is None or (t.start is not None and t.start < on[: len(t.start)])]
        return min((self.offices[t.office] for t in past), key=_weight, default=None)

    def later_office(self, person: int, on: str | None, title: str) -> OfficeRow | None:
        """An office with this title that a person took only after a day."""
        for number in self.persons[person].tenures:
            tenure = self.tenures[number]
            office = self.offices[tenure.office]
            if on is not None and tenure.start is not None and tenure.start > on and title in office.titles:
                return office
        return None

    def past_titles(self, person: int, on: str | None) -> set[str]:
        """Titles of the offices that a person had left before a day."""
        tenures = (self.tenures[t] for t in self.persons[person].tenures)
        left = [t for t in tenures if on is not None and t.end is not None and t.end < on[: len(t.end)]]
        return {title for t in left for title in self.offices[t.office].titles}

    def in_news(self, person: int, on: str | None) -> int:
        """How likely news of a day means this person by a bare surname.

        3: heads a state or government then; 2: holds another office then; 1: held one in the
        dozen years before or will within two; 0: neither.
        """
        best = 0
        for number in self.persons[person].tenures:
            tenure = self.tenures[number]
            if on is None or _holds(tenure, on):
                leads = self.offices[tenure.office].role in LEADERS
                best = max(best, 3 if leads and on is not None else 2)
            elif _near(tenure, on):
                best = max(best, 1)
        return best


_WEIGHT = {
    "head_of_state": 0,
    "head_of_government": 1,
    "body_head": 2,
    "foreign": 3,
    "deputy_head": 3,
    "defence": 4,
    "finance": 4,
    "regional": 5,
    "rebel": 5,
    "opposition": 6,
    "party": 7,
    "other": 8,
}


def _weight(office: OfficeRow) -> int:
    return _WEIGHT.get(office.role, 5)


def _holds(tenure: TenureRow, on: str) -> bool:
    """Whether a tenure may cover a day."""
    if tenure.start is None and tenure.end is None and not tenure.open:
        return False
    return within(on, tenure.start, tenure.end)


def within(on: str, start: str | None, end: str | None) -> bool:
    """Whether a day lies in a range whose ends may be known to the month or year only."""
    if start is not None and on[: len(start)] < start:
        return False
    return end is None or on[: len(end)] <= end


def _surely(tenure: TenureRow, on: str) -> bool:
    """Whether a tenure covers a day beyond the doubt of imprecise ends."""
    start, end = tenure.start, tenure.end
    begun = start is not None and (len(start) == 10 or on[: len(start)] > start)
    return begun and (end is None or len(end) == 10 or on[: len(end)] < end)


def _near(tenure: TenureRow, on: str) -> bool:
    """Whether a tenure ended in the dozen years before a day or begins within two after it."""
    year = int(on[:4])
    if tenure.start is not None and int(tenure.start[:4]) > year:
        return int(tenure.start[:4]) - year <= 2
    return tenure.end is not None and year - int(tenure.end[:4]) <= _RECENT


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter left out, put in, changed, or swapped with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long[at:]
