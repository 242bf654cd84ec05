"""Published formats keep their columns: exact names, order and number, and every value from a shipped list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from communique.codebook.code_book import code_book
from communique.records.record import Record

POLECAT = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
]
ICEWS = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
]
ACLED = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
SIDE = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
GEO = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
GDELT = [
    *["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"],
    *[f"Actor{n}{c}" for n in (1, 2) for c in SIDE],
    *[
        "IsRootEvent",
        "EventCode",
        "EventBaseCode",
        "EventRootCode",
        "QuadClass",
        "GoldsteinScale",
        "NumMentions",
        "NumSources",
        "NumArticles",
        "AvgTone",
    ],
    *[f"{g}_{c}" for g in ("Actor1Geo", "Actor2Geo", "ActionGeo") for c in GEO],
    "DATEADDED",
    "SOURCEURL",
]


def test_the_lists_here_have_the_published_lengths() -> None:
    assert (len(POLECAT), len(ICEWS), len(GDELT), len(ACLED)) == (40, 20, 61, 31)


@pytest.mark.parametrize(
    ("name", "file", "separator", "header", "columns"),
    [
        ("polecat", "events.tsv", "\t", True, POLECAT),
        ("icews", "events.tsv", "\t", True, ICEWS),
        ("gdelt-events", "events.tsv", "\t", False, GDELT),
        ("acled-like", "events.csv", ",", True, ACLED),
    ],
)
def test_pandas_reads_the_published_columns(
    exported: Path, name: str, file: str, separator: str, header: bool, columns: Sequence[str]
) -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.read_csv(
        exported / name / file, sep=separator, dtype=str, keep_default_na=False, header=0 if header else None,
        names=None if header else columns,
    )  # fmt: skip
    assert list(table.columns) == list(columns)
    assert len(table) > 0
    ids = table[columns[0]]
    assert ids.is_unique
    book = json.loads((exported / name / "codebook.json").read_bytes())
    assert [c["name"] for c in book["tables"][0]["columns"]] == list(columns)
    assert book["tables"][0]["rows"] == len(table)


def test_a_cameo_code_keeps_its_leading_zero(exported: Path) -> None:
    rows = [line.split("\t") for line in (exported / "icews" / "events.tsv").read_text("utf-8").splitlines()[1:]]
    codes = {row[ICEWS.index("CAMEO Code")] for row in rows}
    assert any(code.startswith("0") for code in codes)
    assert codes <= set(code_book().cameo.codes)


def test_every_code_that_our_data_can_give_is_in_the_shipped_list() -> None:
    from communique.codebook.trigger_book import TriggerBook

    book, triggers = code_book(), TriggerBook.load()
    given = {s.cameo for senses in triggers.senses.values() for s in senses if s.cameo}
    given |= {t.cameo for t in triggers.types.values()} | {
        m.cameo for t in triggers.types.values() for m in t.modes if m.cameo
    }
    assert given <= set(book.cameo.codes)
    assert {c[:2] for c in book.cameo.codes} == set(book.cameo.quads)
    assert set(book.sectors) - set(book.cameo.types) == {"UNK"}
    assert {r.type for r in book.acled.rules} <= set(book.types)
    for rule in book.acled.rules:
        assert rule.mode is None or rule.mode in book.types[rule.type].modes


def test_rows_are_valid_against_the_lists(exported: Path) -> None:
    book = code_book()
    rows = [line.split("\t") for line in (exported / "gdelt-events" / "events.tsv").read_text("utf-8").splitlines()]
    cameo = {c.cameo for c in book.countries.values()}
    fips = {c.fips for c in book.countries.values()}
    for row in rows:
        assert len(row) == 61
        found = dict(zip(GDELT, row, strict=True))
        assert found["Actor1CountryCode"] in cameo | {""}
        assert found["ActionGeo_CountryCode"] in fips | {""}
        assert found["QuadClass"] in {"1", "2", "3", "4"}
        assert found["EventRootCode"] == found["EventCode"][:2]


COUNTRIES = [("FRA", "220", "FR", "FRA"), ("ROU", "360", "RO", "ROM"), ("TLS", "860", "TT", "TMP"), ("DEU", "255", "GM", "DEU"),
             ("KOS", "347", "KV", "KOS"), ("PSE", None, "WE", "PSE"), ("PRI", None, "RQ", "PRI")]  # fmt: skip


@pytest.mark.parametrize(("code", "cow", "fips", "cameo"), COUNTRIES, ids=lambda v: str(v))
def test_a_country_has_its_code_in_every_coding(code: str, cow: str | None, fips: str, cameo: str) -> None:
    found = code_book().country(code)
    assert (found.cow, found.fips, found.cameo) == (cow, fips, cameo)


def test_only_what_happened_and_once_goes_where_no_column_tells(records: Sequence[Record], exported: Path) -> None:
    book = json.loads((exported / "polecat" / "codebook.json").read_bytes())
    happened = sum(e.status == "actual" and e.same_as is None for r in records for e in r.events)
    others = sum(e.status == "negated" for r in records for e in r.events)
    assert book["tables"][0]["rows"] == happened
    assert book["left_out"]["events that are negated"] == others
