"""Time expressions against a table of cases: what must stay undated first, then days, then tense."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.dates.book import DateBook
from communique.dates.find import find_dates
from communique.records.document import Document, Part
from communique.segment.read import parse_document, start_reading
from communique.segment.reading import DateMention, Reading

if TYPE_CHECKING:
    from spacy.language import Language

CASES = Path(__file__).parent / "cases"
Row = tuple[str, ...]


def rows(name: str) -> list[Row]:
    lines = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [
        tuple(cell.strip() for cell in line.split(" | ")) for line in lines if line.strip() and not line.startswith("#")
    ]


@pytest.fixture(scope="module")
def book() -> DateBook:
    return DateBook.load()


def read(nlp: Language, book: DateBook, text: str, on: str, parsed: bool) -> Reading:
    document = Document("t", text, [Part("paragraph", (0, len(text)))], date=None if on == "-" else on)
    doc = parse_document(nlp, document) if parsed else nlp.make_doc(text)
    reading = start_reading(doc, document)
    find_dates(reading, book)
    return reading


def told(mention: DateMention) -> tuple[str | None, str | None, str]:
    return mention.start, mention.end, mention.granularity


@pytest.mark.parametrize("parsed", [False, True], ids=["tokens", "parsed"])
@pytest.mark.parametrize("row", rows("null"), ids=lambda r: r[1])
def test_words_that_date_nothing(nlp: Language, book: DateBook, row: Row, parsed: bool) -> None:
    reading = read(nlp, book, row[1], row[0], parsed)
    assert [(reading.words(m.tokens), m.start, m.rule) for m in reading.dates if m.start is not None] == []


@pytest.mark.parametrize("row", rows("plain"), ids=lambda r: r[1])
def test_days(nlp: Language, book: DateBook, row: Row) -> None:
    check(read(nlp, book, row[1], row[0], parsed=False), row)


@pytest.mark.parametrize("row", rows("plain"), ids=lambda r: r[1])
def test_days_parsed(nlp: Language, book: DateBook, row: Row) -> None:
    check(read(nlp, book, row[1], row[0], parsed=True), row)


@pytest.mark.parametrize("row", rows("tense"), ids=lambda r: f"{r[1]} {r[2]}")
def test_tense(nlp: Language, book: DateBook, row: Row) -> None:
    check(read(nlp, book, row[1], row[0], parsed=True), row)


def check(reading: Reading, row: Row) -> None:
    found = {reading.words(m.tokens): told(m) for m in reading.dates}
    assert found.get(row[2]) == row[3:6], found


def test_the_table_is_large_enough() -> None:
    assert len(rows("null")) >= 60
    assert len(rows("null")) + len(rows("plain")) + len(rows("tense")) >= 200
    assert all(len(row) == 6 for name in ("plain", "tense") for row in rows(name))


def test_an_overlay_replaces_the_words(tmp_path: Path) -> None:
    (tmp_path / "dates").mkdir()
    ours = Path(__file__).parents[2] / "src/communique/codebook/data/dates/words.yaml"
    text = ours.read_text(encoding="utf-8").replace("- Bloody Sunday\n", "- Orange Sunday\n")
    (tmp_path / "dates" / "words.yaml").write_text(text, encoding="utf-8")
    assert "Orange Sunday" in DateBook.load([tmp_path]).words.misleading


def test_spans_are_exact(nlp: Language, book: DateBook) -> None:
    reading = read(nlp, book, "On Monday, May 8, 2023, and again “last week”, it fell.", "2023-05-20", True)
    assert [reading.words(m.tokens) for m in reading.dates] == ["Monday, May 8, 2023", "last week"]
