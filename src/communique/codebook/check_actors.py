"""Checks of the actor files that a schema cannot make: codes, dates, persons, names.

A wrong date is worse than a missing one, so overlaps in one office are named, and a holder
without a person, a sector that does not exist, a name given twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from communique.codebook import yaml_files
from communique.codebook.schema.actors import BodiesFile, Body, Country, Holder, HoldersFile, Office
from communique.codebook.schema.ontology import CodesFile
from communique.codebook.tables import DATA

T = TypeVar("T")

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
SLACK_DAYS = 31
"""Overlaps shorter than this are a handing over or a date known to the month."""


def check_actor_files(roots: Sequence[Path]) -> Iterator[str]:
    """Problems in countries, holders and bodies of all roots, one line each with file and entry."""
    codes = yaml_files.read_struct(DATA / "ontology" / "codes.yaml", CodesFile, "ontology/codes.yaml")
    countries = {c.code: c for _, c in _files(roots, "actors/countries", Country)}
    known = set(codes.bodies_codes) | set(countries) | {c.country for c in countries.values() if c.country}
    for name, country in _files(roots, "actors/countries", Country):
        yield from _check_country(name, country, known, set(codes.sectors))
    for name, file in _files(roots, "actors/bodies", BodiesFile):
        yield from _check_bodies(name, file.bodies, known, set(codes.sectors))
    for name, holders in _files(roots, "actors/holders", HoldersFile):
        yield from _check_holders(name, holders, known, set(codes.sectors))


def _files(roots: Sequence[Path], folder: str, model: type[T]) -> Iterator[tuple[str, T]]:
    """Files of a folder in all roots with their names."""
    for root in roots:
        for path in sorted((root / folder).glob("*.yaml")):
            name = path.relative_to(root).as_posix()
            yield name, yaml_files.read_struct(path, model, name)


def _check_country(name: str, country: Country, known: set[str], sectors: set[str]) -> Iterator[str]:
    """One country file."""
    if Path(name).stem != country.code:
        yield f"{name}: code {country.code!r} is not the file's name"
    if country.country and country.country not in known:
        yield f"{name}: country {country.country!r} is no code"
    yield from _check_dates(name, country.name, country.start, country.end)
    yield from _check_bodies(name, country.bodies, known, sectors)


def _check_bodies(name: str, bodies: Sequence[Body], known: set[str], sectors: set[str]) -> Iterator[str]:
    """Bodies of one file: codes, sectors, names given twice."""
    seen: set[str] = set()
    for body in bodies:
        if body.name in seen:
            yield f"{name}: body {body.name!r} is given twice"
        seen.add(body.name)
        yield from (f"{name}: body {body.name!r}: {c!r} is no country code" for c in body.country if c not in known)
        yield from (f"{name}: body {body.name!r}: {s!r} is no sector" for s in body.sector if s not in sectors)
        yield from _check_dates(name, body.name, body.start, body.end)


def _check_holders(name: str, file: HoldersFile, known: set[str], sectors: set[str]) -> Iterator[str]:
    """One holders file: its persons and offices."""
    if file.country is not None and file.country not in known:
        yield f"{name}: country {file.country!r} has no country file"
    persons: set[str] = set()
    for person in file.persons:
        if person.name in persons:
            yield f"{name}: person {person.name!r} is given twice"
        persons.add(person.name)
    offices: set[tuple[str, str | None]] = set()
    for office in file.offices:
        if (office.office, office.body) in offices:
            yield f"{name}: office {office.office!r} is given twice"
        offices.add((office.office, office.body))
        yield from (f"{name}: office {office.office!r}: {s!r} is no sector" for s in office.sector if s not in sectors)
        for holder in office.holders:
            if holder.name not in persons:
                yield f"{name}: office {office.office!r}: holder {holder.name!r} is not among the persons"
            yield from _check_dates(name, f"{office.office}: {holder.name}", holder.start, holder.end)
        yield from _check_overlaps(name, office)


def _check_dates(name: str, entry: str, start: str | None, end: str | None) -> Iterator[str]:
    """Dates of one entry: well formed, in order."""
    for date in (start, end):
        if date is not None and not _DATE.fullmatch(date):
            yield f"{name}: {entry!r}: {date!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"
            return
    if start and end and start[: len(end)] > end[: len(start)]:
        yield f"{name}: {entry!r}: from {start} is after to {end}"


def _check_overlaps(name: str, office: Office) -> Iterator[str]:
    """Two holders of one office at once, unless it is shared, one acts for the other, or a note explains it."""
    if office.shared or office.note:
        return
    held = [h for h in office.holders if h.start and not h.acting]
    dated = sorted(held, key=lambda h: _ordinal(h.start or "", True))
    for one, two in pairwise(dated):
        if one.name != two.name and _overlap_days(one, two) > SLACK_DAYS:
            until = one.end or "open"
            yield f"{name}: office {office.office!r}: {one.name} (to {until}) overlaps {two.name} (from {two.start})"


def _overlap_days(one: Holder, two: Holder) -> int:
    """Days by which the first goes on after the second began; dates to the year or month are given the doubt."""
    if two.start is None or (one.end is None and not one.open):
        return 0
    if one.end is None:
        return 10_000
    return _ordinal(one.end, False) - _ordinal(two.start, True)


def _ordinal(date: str, late: bool) -> int:
    """A date as a rough day count; an imprecise one counts in favour of the file."""
    parts = [int(p) for p in date.split("-")]
    month = parts[1] if len(parts) > 1 else (12 if late else 1)
    day = parts[2] if len(parts) > 2 else (31 if late else 1)
    return parts[0] * 366 + month * 31 + day
