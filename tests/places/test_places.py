"""Place names against a table of cases: what must not be a place first."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from communique.coding.coder import Coder
from communique.coding.steps import STEPS
from communique.errors import CodebookError
from communique.places.gazetteer import FILE, Gazetteer
from communique.places.keys import place_key
from communique.records.document import Document, Part
from communique.segment.read import parse_document, start_reading
from communique.segment.reading import Reading

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [
        tuple(cell.strip() for cell in line.split(" | ")) for line in lines if line.strip() and not line.startswith("#")
    ]


def read(coder: Coder, text: str, parts: list[Part] | None = None) -> Reading:
    document = Document("t", text, parts or [Part("paragraph", (0, len(text)))], date="2023-05-09")
    reading = start_reading(parse_document(coder.nlp, document), document)
    for name, step in STEPS:
        step(reading, coder.books)
        if name == "places":
            return reading
    raise AssertionError("no step named places")


@pytest.mark.parametrize("row", rows("null"), ids=lambda r: r[0])
def test_no_place(coder: Coder, row: tuple[str, ...]) -> None:
    reading = read(coder, row[0])
    at = row[0].index(row[1])
    covered = [
        reading.words(p.tokens)
        for p in reading.places
        if reading.characters(p.tokens)[0] < at + len(row[1]) and at < reading.characters(p.tokens)[1]
    ]
    assert covered == []


@pytest.mark.parametrize("row", rows("places"), ids=lambda r: r[0])
def test_place(coder: Coder, row: tuple[str, ...]) -> None:
    reading = read(coder, row[0])
    found = {reading.words(p.tokens): (p.name, p.kind, p.country or "-") for p in reading.places}
    assert found.get(row[1]) == row[2:5], found
    for place in reading.places:
        assert place.kind != "country" or (place.latitude is None and place.longitude is None)


def test_the_table_is_large_enough() -> None:
    assert len(rows("null")) >= 40
    assert len(rows("null")) + len(rows("places")) >= 120


def test_unknown_name_in_a_plain_frame_has_no_country(coder: Coder) -> None:
    reading = read(coder, "Dozens were wounded in Qarabulistan, a resident said.")
    assert all(p.country is None and p.latitude is None for p in reading.places)


def test_dateline(coder: Coder) -> None:
    text = "NAIROBI, May 6 (Agency) — Ministers met on Monday."
    reading = read(coder, text, [Part("dateline", (0, 25)), Part("paragraph", (0, len(text)))])
    assert [(p.name, p.country, p.rule) for p in reading.places] == [("Nairobi", "KEN", "dateline/dateline")]


def test_the_gazetteer_opens_fast_and_is_small() -> None:
    assert FILE.stat().st_size < 25_000_000
    gazetteer = Gazetteer()
    start = time.perf_counter()
    assert gazetteer.find("Goma")
    assert time.perf_counter() - start < 0.05


def test_no_country_has_a_point() -> None:
    db = sqlite3.connect(f"file:{FILE.as_posix()}?mode=ro", uri=True)
    assert db.execute("SELECT count(*) FROM place WHERE kind = 'country' AND lat IS NOT NULL").fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM place WHERE kind = 'country'").fetchone()[0] > 190
    db.close()


def test_keys_level_accents_articles_and_hyphens() -> None:
    assert place_key("The Hague") == "hague"
    assert place_key("Sana’a") == place_key("Sanaa")
    assert place_key("São Tomé") == "sao tome"
    assert place_key("El-Fasher") == place_key("El Fasher")


def test_an_overlay_adds_places(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "mine.yaml").write_text(
        "about: Mine.\nplaces:\n  - {name: Blackmere Camp, kind: site, country: GBR, at: [54.1, -2.5]}\n",
        encoding="utf-8",
    )
    found = Gazetteer([tmp_path]).find("blackmere camp")
    assert [(p.name, p.country, p.latitude) for p in found] == [("Blackmere Camp", "GBR", 54.1)]


def test_a_file_that_is_no_gazetteer_says_so(tmp_path: Path) -> None:
    path = tmp_path / "wrong.sqlite"
    path.write_bytes(b"not a database")
    with pytest.raises(CodebookError, match="not a gazetteer"):
        Gazetteer(file=path).find("Goma")
