"""Where a report's date is from; without one there is none, and never today's."""

from __future__ import annotations

import pytest

from communique.ingest.items import items_of_bytes
from communique.ingest.options import ReadOptions
from communique.records.document import Document


def date_of(text: str, given: str | None = None, name: str = "r.txt") -> tuple[str | None, str | None]:
    (item,) = items_of_bytes(text.encode(), name, ReadOptions(date=given))
    document = item.read()
    assert isinstance(document, Document)
    return document.date, document.date_origin


@pytest.mark.parametrize(
    "text",
    [
        "Lima met Quito on Monday.",
        "LIMA, May 6 (Agency) - The two sides met on Monday.",
        "The accord of 3 March 2021 was praised.",
        "On Friday, 3 March 2022 the envoys met.",  # it was a Thursday
    ],
)
def test_no_date(text: str) -> None:
    assert date_of(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LIMA, May 6, 2021 (Agency) - The two sides met on Monday.", ("2021-05-06", "dateline")),
        ("A headline\n\nThursday, 3 March 2022\n\nThe envoys met.", ("2022-03-03", "text")),
        ("A headline\n\nThursday, March 3, 2022\n\nThe envoys met.", ("2022-03-03", "text")),
    ],
)
def test_date_from_the_text(text: str, expected: tuple[str, str]) -> None:
    assert date_of(text) == expected


def test_a_given_date_wins() -> None:
    assert date_of("LIMA, May 6, 2021 (Agency) - They met.", "2021-05-07") == ("2021-05-07", "option")


@pytest.mark.parametrize("key", ["date", "pub_date"])
def test_metadata_of_a_line(key: str) -> None:
    line = f'{{"id": "a", "text": "They met in Lima.", "{key}": "2021-05-07T10:00:00Z"}}'
    assert date_of(line, name="r.jsonl") == ("2021-05-07", "metadata")
