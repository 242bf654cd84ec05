"""Whatever stands in records, every format can be written and read back, and no row is broken."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.export.choosing import Choice
from communique.export.exporting import Coded, export_stream
from communique.export.formats import all_formats
from communique.records.record import Record
from tests.export.made import actor, event, record, statement

WORDS = st.text(st.characters(), max_size=12) | st.sampled_from(
    ["=1+1", "-x", "@a", "\t", "a\nb", '"', "\ud800", "a;b", "', '", "\u2028"]
)
CODES = st.lists(st.sampled_from(["NOR", "PER", "UNO", "EUR", "MNC", "XKX", "KOS", ""]), max_size=3)
PLACES = st.none() | st.fixed_dictionaries(
    {
        "name": WORDS, "country": st.none() | st.sampled_from(["NOR", "PRI", "XXX"]), "latitude": st.none() | st.floats(-90, 90),
        "longitude": st.none() | st.floats(-180, 180), "geonames": st.none() | st.integers(1, 10**7), "span": st.none(),
        "kind": st.none() | st.sampled_from(["city", "country", "sea"]),
    }
)  # fmt: skip
DAYS = st.none() | st.dates().map(
    lambda d: {"start": d.isoformat(), "end": d.isoformat(), "granularity": "day", "span": None}
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record with odd names, codes, places, days and sides."""
    people = [
        actor(f"a{n}", draw(WORDS), draw(CODES), draw(st.sampled_from([["GOV"], ["MIL", "REB"], ["ZZZ"]])))
        for n in range(3)
    ]
    ids = st.lists(st.sampled_from(["a0", "a1", "a2", "gone"]), max_size=3)
    happened = event(
        "e1", draw(st.sampled_from(["CONSULT", "ASSAULT", "NEW"])), actor=draw(ids), recipient=draw(ids), place=draw(PLACES),
        date=draw(DAYS), cameo=draw(st.sampled_from([None, "057", "9999"])), mode=draw(st.lists(WORDS, max_size=2)),
        magnitude=draw(st.none() | st.just({"killed": 3, "amount": 1e18})),
    )  # fmt: skip
    return record(
        draw(WORDS), [happened], people, [statement("s1", medium=draw(WORDS))], title=draw(WORDS), publisher=draw(WORDS)
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(), max_size=3))
def test_every_row_is_whole(reports: list[Record]) -> None:
    for name, fmt in all_formats().items():
        if name in ("csv", "parquet") or fmt.medium == "files":
            continue
        stream = io.BytesIO()
        summary = export_stream([Coded(r) for r in reports], fmt, stream, Choice(), with_text=False)
        rows = summary.rows[fmt.tables[0].name] + (fmt.header and fmt.medium != "lines")
        text = stream.getvalue().decode("utf-8")
        if fmt.medium == "lines":
            assert len([json.loads(line) for line in text.split("\n")[:-1]]) == rows
            continue
        quoting = csv.QUOTE_NONE if fmt.medium == "tsv" else csv.QUOTE_MINIMAL
        found = list(
            csv.reader(io.StringIO(text, newline=""), delimiter="\t" if fmt.medium == "tsv" else ",", quoting=quoting)
        )
        assert len(found) == rows
        assert {len(row) for row in found} <= {len(fmt.tables[0].columns)}
        for cell in (c for row in found for c in row):
            assert cell[:1] not in ("=", "@", "+", "\t", "\r")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(), max_size=2))
def test_flat_tables_take_everything(reports: list[Record]) -> None:
    from communique.export.choosing import choose
    from communique.export.columns import Left
    from communique.export.media import arrow_table, csv_cell

    for table in all_formats(True)["parquet"].tables:
        rows = []
        for one in reports:
            chosen = choose(one, Choice(), Left(), with_text=True)
            assert chosen is not None
            rows += list(table.rows(chosen, Left()))
        assert arrow_table(table.columns, rows).num_rows == len(rows)
        for cell in (c for row in rows for c in row):
            assert "\n" not in csv_cell(cell)
