"""Whatever bytes come in: no crash, no hang, and every input accounted for by an item with its outcome.

Each reader gets sound files with bytes changed, cut, doubled and swapped, and bytes made of the words of its format.
Time is bounded by the number of examples, and each example by five CPU seconds.
"""

from __future__ import annotations

import io
import time

import pyarrow as arrow
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from tests.ingest.makers import TEXT, entry, http, packed_gzip, packed_zip, packed_zstd, page, record, response, rss

from communique.ingest.items import Failed, Skipped, items_of_bytes
from communique.ingest.options import ReadOptions
from communique.records.document import Document

OPTIONS = ReadOptions(most_unpacked=2_000_000)
LINES = b'{"id": "1", "text": "Lima met Quito."}\n{"id": "2", "html": "<p>Oslo met Bern.</p>"}\n'
CSV = b'id,title,text,date\n1,"A, b","Lima ""met"" Quito.\nAnd Oslo.",2024-05-06\n2,T,Oslo met Bern.,6 May 2024\n'


def _table() -> bytes:
    held = io.BytesIO()
    parquet.write_table(arrow.table({"id": ["1", "2"], "text": ["Lima met Quito.", TEXT]}), held)
    return held.getvalue()


SOUND: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "a.html": page(),
    "l.jsonl": LINES,
    "a.json": b"[" + LINES.replace(b"\n", b",", 1).strip() + b"]",
    "t.csv": CSV,
    "t.tsv": CSV.replace(b",", b"\t"),
    "t.parquet": _table(),
    "l.jsonl.gz": packed_gzip(LINES),
    "l.jsonl.zst": packed_zstd(LINES),
    "z.zip": packed_zip({"a.txt": TEXT.encode(), "b.html": page(), "l.jsonl": LINES, "t.csv": CSV}),
    "w.warc": record(b"x", kind="warcinfo") + response(1) + record(http(b"GET"), kind="request") + response(2),
    "w.warc.gz": packed_gzip(response(1)) + packed_gzip(response(2)),
    "f.rss": rss(entry("<description>Lima met Quito.</description>") * 2),
}
WORDS = [
    *(b"\0", b"\r\n\r\n", b"\n", b'"', b",", b"\t", b"<", b">", b"&#x0;", b"]]>", b"<!--", b"<p>", b"</div>", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04"),
    *(b"WARC/1.0\r\n", b"Content-Length: 5\r\n", b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"PAR1", b'{"text": "', b"}", b"[", b"[[[[[[[[", b"HTTP/1.1 200 OK\r\n"),
    *(b"<?xml version='1.0'?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<rss>", b"<item>", b"\xed\xa0\x80", b"\xe2\x80\xae", b"99999999999999999999"),
]  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with one to four faults."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        to = min(len(data), at + draw(st.integers(0, 64)))
        match draw(st.sampled_from(["cut", "drop", "put", "flip", "double"])):
            case "cut":
                data = data[:at]
            case "drop":
                data = data[:at] + data[to:]
            case "put":
                data = data[:at] + draw(st.sampled_from(WORDS) | st.binary(max_size=16)) + data[at:]
            case "flip" if at < len(data):
                data = data[:at] + bytes([data[at] ^ draw(st.integers(1, 255))]) + data[at + 1 :]
            case "double":
                data = data[:to] + data[at:]
    return data


def account(data: bytes, name: str) -> None:
    """Read all there is and hold it against what every input is promised."""
    start = time.process_time()
    items = list(items_of_bytes(data, name, OPTIONS))
    assert items, "every input has an item"
    assert len({item.key for item in items}) == len(items), "keys are unique"
    for item in items:
        outcome = item.read()
        assert outcome == item.read(), "reading twice gives the same"
        if isinstance(outcome, Document):
            assert any(c.isalpha() for c in outcome.text)
            assert all(0 <= a <= b <= len(outcome.text) for a, b in (p.span for p in outcome.parts))
            outcome.text.encode()
            outcome.id.encode()
        else:
            assert isinstance(outcome, Failed | Skipped)
            assert outcome.code != "internal", outcome.reason
            assert outcome.reason
            assert outcome.where.startswith(name)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_sound_file_with_faults(name: str, data: st.DataObject) -> None:
    account(data.draw(changed(SOUND[name])), name)


@pytest.mark.parametrize("name", SOUND)
@settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(pieces=st.lists(st.sampled_from(WORDS) | st.binary(max_size=8), max_size=24))
def test_words_of_the_formats_in_any_order(name: str, pieces: list[bytes]) -> None:
    account(b"".join(pieces), name)
