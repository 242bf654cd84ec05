"""Every form that reports come in: what is read, and what is said where nothing can be."""

from __future__ import annotations

import datetime
import io
import pickle
from pathlib import Path

import pyarrow as arrow
import pytest
from pyarrow import parquet
from tests.ingest.makers import (
    BODY,
    GERMAN,
    TEXT,
    entry,
    http,
    packed_gzip,
    packed_zip,
    packed_zstd,
    page,
    record,
    response,
    rss,
)

from communique.ingest.columns import guess_columns
from communique.ingest.items import Failed, Item, Skipped, items_of_bytes, iter_items
from communique.ingest.options import DEFAULTS, ReadOptions
from communique.records.document import Document

LINES = b'{"id": "1", "text": "Lima met Quito."}\n{"id": "2", "text": "Oslo met Bern."}\n'
SMALL = ReadOptions(most_unpacked=100_000)


def told(items: list[Item]) -> list[str]:
    """Each item as `id` where it was read, `code` where not; a worker elsewhere reads the same."""
    found = []
    for item in items:
        outcome = pickle.loads(pickle.dumps(item)).read()
        assert outcome == item.read()
        found.append(outcome.id if isinstance(outcome, Document) else outcome.code)
        if not isinstance(outcome, Document):
            assert outcome.reason
            assert outcome.where.startswith(item.path)
    assert len({item.key for item in items}) == len(items), "keys are unique"
    return found


def table(**columns: list[object]) -> bytes:
    held = io.BytesIO()
    parquet.write_table(arrow.table(columns), held, compression="zstd")
    return held.getvalue()


UNREADABLE = {
    "a gzip file that is cut": ("a.txt.gz", packed_gzip(TEXT.encode())[:-9], ["truncated"]),
    "a zstd file that is cut": ("a.txt.zst", packed_zstd(TEXT.encode())[:-2], ["truncated"]),
    "a gzip file with a flipped byte": (
        "a.txt.gz",
        b"".join([packed_gzip(TEXT.encode())[:-6], b"\1", packed_gzip(TEXT.encode())[-5:]]),
        ["damaged"],
    ),
    "gzip and then something else": ("a.txt.gz", packed_gzip(TEXT.encode()) + b"rest of the disk", ["damaged"]),
    "lines before and after the cut": ("l.jsonl.gz", packed_gzip(LINES)[:-4], ["1", "2", "truncated"]),
    "a gzip bomb": ("b.txt.gz", packed_gzip(bytes(5_000_000)), ["bomb"]),
    "a zstd bomb": ("b.txt.zst", packed_zstd(bytes(5_000_000)), ["bomb"]),
    "gzip in gzip": ("a.gz", packed_gzip(packed_gzip(TEXT.encode())), ["nested-archive"]),
    "zip in zip": ("a.zip", packed_zip({"in.zip": packed_zip({"a.txt": b"x"})}), ["nested-archive"]),
    "a zip bomb beside a report": (
        "a.zip",
        packed_zip({"b.txt": bytes(5_000_000), "c.txt": TEXT.encode()}),
        ["bomb", "a/c"],
    ),
    "a zip file that is cut": ("a.zip", packed_zip({"a.txt": TEXT.encode()})[:-30], ["damaged"]),
    "an empty zip file": ("a.zip", packed_zip({}), ["empty"]),
    "a tar file": ("a.tar", bytes(257) + b"ustar" + bytes(300), ["archive"]),
    "an empty table": ("t.csv", b"", ["empty"]),
    "a table without text": ("t.csv", b"a,b\n1,2\n", ["no-columns"]),
    "a header alone": ("t.csv", b"id,text\n", ["empty"]),
    "a row too wide": ("t.csv", b"id,text\n1,Lima met Quito, Oslo.\n2,Oslo met Bern.\n", ["bad-row", "2"]),
    "a quotation mark never closed": ("t.csv", b'id,text\n1,Lima met Quito.\n2,"Oslo met\n3,x\n', ["1", "open-quote"]),
    "a cell without text": ("t.csv", b"id,text\n1,\n2,Oslo met Bern.\n", ["no-text", "2"]),
    "half a Parquet file": ("t.parquet", table(text=[TEXT])[:200], ["damaged"]),
    "a Parquet file without text": ("t.parquet", table(a=[1]), ["no-columns"]),
    "a Parquet bomb": ("t.parquet", table(text=["a" * 9_000_000 + str(n) for n in range(2)]), ["bomb"]),
    "a feed nested beyond reason": ("f.rss", b"<rss><channel>" + b"<item>" * 20_000 + b"<a>" * 50_000, ["damaged"]),
    "an empty feed": ("f.rss", rss(""), ["empty"]),
    "an entry without words": ("f.rss", rss(entry("")), ["no-text"]),
    "a JSON array with one that is none": ("a.json", b'[{"id": "1", "text": "Lima met Quito."}, 7]', ["1", "bad-json"]),
    "a JSON array that is cut": ("a.json", b'[{"id": "1", "text": "Lima', ["bad-json"]),
    "no web archive": ("w.warc", b"not a web archive at all", ["damaged"]),
    "a report in German": ("g.txt", GERMAN.encode(), ["language"]),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_says_why_and_the_rest_is_read(name: str) -> None:
    path, data, expected = UNREADABLE[name]
    assert told(list(items_of_bytes(data, path))) == expected


READABLE = {
    "text": ("a.txt", TEXT.encode(), ["a"]),
    "a page": ("a.html", page(), ["a"]),
    "gzip": ("a.txt.gz", packed_gzip(TEXT.encode()), ["a"]),
    "gzip of two members": ("a.txt.gz", packed_gzip(TEXT.encode()) + packed_gzip(b"\n\nMore was said.") + bytes(20), ["a"]),
    "gzip under another name": ("a.txt", packed_gzip(page()), ["a"]),
    "zstd": ("a.html.zst", packed_zstd(page()), ["a"]),
    "zstd of two frames": ("a.txt.zst", packed_zstd(TEXT.encode()) + packed_zstd(b"\n\nMore was said."), ["a"]),
    "zip": ("z.zip", packed_zip({"x/a.txt": TEXT.encode(), "../../b.html": page(), "l.jsonl": LINES}), ["z/a", "z/b", "1", "2"]),
    "packed lines": ("l.jsonl.zst", packed_zstd(LINES), ["1", "2"]),
    "a JSON array": ("a.json", b'[{"id": "1", "text": "Lima met Quito."},\n {"id": "2", "text": "Oslo met Bern."}]', ["1", "2"]),
    "one object over several lines": ("a.json", b'{\n "id": "1",\n "text": "Lima met Quito."\n}', ["1"]),
    "lines in UTF-16": ("l.jsonl", LINES.decode().encode("utf-16"), ["1", "2"]),
    "a table": ("t.csv", b'id,Body\n1,"Lima ""met"" Quito,\nand Oslo."\n\n2,Oslo met Bern.\n', ["1", "2"]),
    "a table with semicolons": ("t.csv", b"doc_id;text\n1;Lima met Quito, and Oslo.\n", ["1"]),
    "a table in UTF-16": ("t.csv", "id,text\n1,Lima met Quito.\n".encode("utf-16"), ["1"]),
    "a packed table": ("t.csv.gz", packed_gzip(b"id,text\n1,Lima met Quito.\n"), ["1"]),
    "tabs and trailing tabs": ("t.tsv", b"id\ttext\n1\tLima met Quito.\t\n", ["1"]),
    "Parquet": ("t.parquet", table(uid=["1", "2"], Body=["Lima met Quito.", "Oslo met Bern."]), ["1", "2"]),
    "Parquet in gzip": ("t.parquet.gz", packed_gzip(table(uid=["1"], Body=["Lima met Quito."])), ["1"]),
    "a feed": ("f.xml", rss(entry("<description>Lima met Quito.</description>")), ["https://post.example/a"]),
}  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_what_is_read(name: str, tmp_path: Path) -> None:
    """From memory and from a file, the same."""
    path, data, expected = READABLE[name]
    items = list(items_of_bytes(data, path))
    assert told(items) == expected
    (tmp_path / path).write_bytes(data)
    stored = list(iter_items([str(tmp_path / path)]))
    assert told(stored) == expected
    assert [i.read() for i in stored] == [i.read() for i in items] or "zip" in name


def read(path: str, data: bytes, options: ReadOptions = DEFAULTS) -> Document:
    (item,) = items_of_bytes(data, path, options)
    outcome = item.read()
    assert isinstance(outcome, Document), outcome
    return outcome


def test_columns_are_guessed_and_mapped() -> None:
    data = (
        b"id,Headline,Main Text,Pub. Date,Source,story\n7,Talks,Lima met Quito.,06 May 2024,Andes Post,Oslo met Bern.\n"
    )
    guessed = read("t.csv", data)
    assert (guessed.id, guessed.title, guessed.text, guessed.date, guessed.publisher) == (
        *("7", "Talks", "Lima met Quito.", "2024-05-06", "Andes Post"),
    )
    assert read("t.csv", data, ReadOptions(columns={"text": "story"})).text == "Oslo met Bern."
    lines = b'{"id": "7", "Main Text": "x y", "story": "Oslo met Bern."}'
    assert read("l.jsonl", lines, ReadOptions(columns={"text": "story"})).text == "Oslo met Bern."


@pytest.mark.parametrize("columns", [{"text": "Body"}, {"text": "story", "date": "day"}])
def test_a_mapped_column_that_is_missing_is_named_with_those_found(columns: dict[str, str]) -> None:
    (item,) = items_of_bytes(b"id,story\n1,Lima met Quito.\n", "t.csv", ReadOptions(columns=columns))
    outcome = item.read()
    assert isinstance(outcome, Failed)
    assert outcome.code == "no-columns"
    assert "id, story" in outcome.reason
    assert list(columns.values())[-1] in outcome.reason


def test_a_column_is_used_once() -> None:
    assert guess_columns(["source", "text"], {"title": "source"}) == {"title": "source", "text": "text"}


def test_a_date_that_is_none_leaves_a_note() -> None:
    document = read("t.csv", b"text,date\nLima met Quito.,05/06/24\n")
    assert document.date is None
    assert "date-unread" in [n.code for n in document.notes]


def test_a_times_column_gives_its_day() -> None:
    data = table(text=["Lima met Quito."], published_at=[datetime.datetime(2024, 5, 6, 23, 30)])
    assert read("t.parquet", data).date == "2024-05-06"


def test_quotation_marks_of_a_raw_table_stay() -> None:
    assert read("t.tsv", b'text\tid\n"We won," the mayor said.\t1\n').text == '"We won," the mayor said.'


def test_a_table_in_latin_letters_is_read_with_a_note() -> None:
    document = read("t.csv", "text,id\nDer Präsident met the Außenminister in Köln.,1\n".encode("cp1252"))
    assert "Präsident" in document.text
    assert [n.code for n in document.notes][:1] == ["encoding"]


def test_markup_in_a_text_column_is_taken_off() -> None:
    document = read("l.jsonl", b'{"text": "<p>Lima met <b>Quito</b>.</p><p>Oslo<br>met Bern.</p><script>x</script>"}')
    assert document.text == "Lima met Quito.\n\nOslo\n\nmet Bern."


def test_a_feeds_entry_is_its_text_the_saved_page_or_its_summary(tmp_path: Path) -> None:
    full = "".join(f"<p>{text}</p>" for text in BODY * 2)
    entries = [
        entry(f"<content:encoded><![CDATA[{full}]]></content:encoded>", "https://post.example/1"),
        entry("<description>A teaser.</description>", "https://post.example/news/saved"),
        entry("<description>A teaser that is all there is.</description>", "https://post.example/../../etc/passwd"),
    ]
    (tmp_path / "saved.html").write_bytes(page("The saved page"))
    (tmp_path / "feed.rss").write_bytes(rss("".join(entries)))
    first, second, third = (item.read() for item in iter_items([str(tmp_path / "feed.rss")]))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    assert first.text.startswith(BODY[0])
    assert (first.date, first.publisher, first.url) == ("2024-05-07", "Altiplano Post", "https://post.example/1")
    assert BODY[2] in second.text
    assert third.text == "A teaser that is all there is."
    assert "summary" in [n.code for n in third.notes]


def test_an_atom_entry_without_a_day_of_publication_has_that_of_its_change() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>x1</id><title>Talks</title>'
        "<updated>2024-05-06T23:30:00Z</updated><summary>Lima met Quito.</summary></entry></feed>"
    )
    document = read("feed.atom", atom.encode())
    assert (document.id, document.date, document.publisher) == ("x1", "2024-05-06", "Post")


def test_a_cell_of_empty_markup_holds_no_words() -> None:
    (item,) = items_of_bytes(b"id,text\n1,<p></p><p></p>\n", "t.csv")
    outcome = item.read()
    assert isinstance(outcome, Failed)
    assert outcome.code == "no-words"


def test_the_language_can_be_forced() -> None:
    assert read("g.txt", GERMAN.encode(), ReadOptions(any_language=True)).language == "de"


@pytest.mark.parametrize(
    "text",
    [
        "Lima, Quito, La Paz, Santiago.",
        "Ursula von der Leyen, Giorgia Meloni, Pedro Sánchez, Olaf Scholz and Emmanuel Macron met Volodymyr Zelenskyy in Kyiv.",
        "PARIS (Agence) - Le Monde and Die Zeit reported that the Assemblée nationale would vote on Tuesday.",
        "L'UMP, c'est fini.",
    ],
)
def test_short_or_mixed_text_is_not_taken_for_another_language(text: str) -> None:
    assert read("a.txt", text.encode()).text == text


# web archives

WARC = {
    "a member that is cut": (b"".join(packed_gzip(response(n)) for n in (1, 2, 3))[:-20], True, ["1", "2", "truncated"]),
    "only the check value is cut": (packed_gzip(response(1)) + packed_gzip(response(2))[:-8], True, ["1", "truncated"]),
    "a damaged member between": (
        packed_gzip(response(1)) + packed_gzip(response(2))[:150] + bytes(40) + packed_gzip(response(2))[190:] + packed_gzip(response(3)),
        True,
        ["1", "damaged", "3"],
    ),
    "a bomb between": (packed_gzip(response(1)) + packed_gzip(record(bytes(5_000_000))) + packed_gzip(response(3)), True, ["1", "bomb", "3"]),
    "a length too short": (response(1) + response(2, length=30) + response(3), False, ["1", "damaged", "3"]),
    "a length too long": (response(1) + response(2, length=1500) + response(3) + response(4), False, ["1", "damaged", "3", "4"]),
    "a length beyond the end": (response(1) + response(2, length=500_000) + response(3), False, ["1", "truncated", "3"]),
    "a length beyond all bounds": (response(1) + response(2, length=10**15) + response(3), False, ["1", "too-large", "3"]),
    "a length that is none": (response(1) + response(2).replace(b"Content-Length: ", b"Content-Length: x") + response(3), False, ["1", "damaged", "3"]),
    "a record that is cut": ((response(1) + response(2))[:-300], False, ["1", "truncated"]),
    "its closing line ends are cut": (response(1) + response(2)[:-4], False, ["1", "truncated"]),
    "a header that is cut": (response(1) + response(2)[:100], False, ["1", "truncated"]),
    "a changed byte under a digest": (response(1) + response(2).replace(b"Arica", b"Africa"[:5]) + response(3), False, ["1", "digest", "3"]),
    "rubbish between": (response(1) + b"rubbish " * 99 + b"\r\n\r\n" + response(3), False, ["1", "damaged", "3"]),
    "chunks that are cut": (record(http(b"50\r\n<html>", extra="Transfer-Encoding: chunked\r\n")), False, ["truncated"]),
    "a packing that is not read": (record(http(b"\1\2", extra="Content-Encoding: br\r\n")), False, ["content-encoding"]),
    "a bomb in a page": (record(http(packed_gzip(bytes(5_000_000)), extra="Content-Encoding: gzip\r\n")), False, ["bomb"]),
    "records that hold no page": (
        record(b"x", kind="warcinfo") + record(http(b"x"), kind="request") + record(http(b"x", "image/png")) + record(http(page(), status="404 Not Found")),
        False,
        ["no-page"] * 4,
    ),
    # sound
    "without digests": (response(1, digest=False) + response(2, digest=False), False, ["1", "2"]),
    "members": (packed_gzip(response(1)) + packed_gzip(response(2)), True, ["1", "2"]),
    "all in one member": (packed_gzip(response(1) + response(2)), True, ["1", "2"]),
    "in zstd": (packed_zstd(response(1)) + packed_zstd(response(2)), True, ["1", "2"]),
    "chunks": (record(http(f"{len(page()):x}\r\n".encode() + page() + b"\r\n0\r\n\r\n", extra="Transfer-Encoding: chunked\r\n")), False, ["1"]),
    "a packed page": (record(http(packed_gzip(page()), extra="Content-Encoding: gzip\r\n")), False, ["1"]),
    "a page in another encoding": (record(http(page(charset="cp1252"), kind="text/html; charset=windows-1252")), False, ["1"]),
}  # fmt: skip


@pytest.mark.parametrize("name", WARC)
def test_records_of_a_web_archive(name: str) -> None:
    data, packed, expected = WARC[name]
    items = list(items_of_bytes(data, "w.warc.gz" if packed else "w.warc"))
    assert [found.rpartition("-")[2].lstrip("0") if found[:4] == "0000" else found for found in told(items)] == expected


def test_a_damaged_record_is_located() -> None:
    first = packed_gzip(response(1))
    items = list(items_of_bytes(first + packed_gzip(response(2))[:-20], "w.warc.gz"))
    outcome = items[1].read()
    assert isinstance(outcome, Failed)
    assert outcome.where == f"w.warc.gz: record 2 at byte {len(first)}"
    assert items[1].offset == len(first)


def test_the_address_of_an_archived_page_is_kept() -> None:
    document = read("w.warc", response(5))
    assert document.url == "https://news.example/5"
    assert document.date == "2024-05-06", "the page's own date, not the day it was fetched"


def test_limits_can_be_set() -> None:
    outcomes = [
        i.read() for i in items_of_bytes(b'{"text": "' + b"Lima met Quito. " * 9000 + b'"}\n' + LINES, "l.jsonl", SMALL)
    ]
    assert [o.code if isinstance(o, Failed | Skipped) else o.id for o in outcomes] == ["too-large", "1", "2"]
