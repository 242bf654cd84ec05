"""Bad input is named, counted and passed over; nothing crashes and nothing is silent."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from communique.ingest.inputs import Item, read_bytes, read_inputs

GOOD = b"Oslo condemned the raid on its consulate.\n\nThe minister spoke on Monday."


def read_one(data: bytes, name: str = "report.txt") -> Item:
    items = list(read_bytes(data, name))
    assert len(items) == 1
    return items[0]


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "empty.txt", "empty"),
        (b"  \n \n", "blank.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "picture.txt", "not-text"),
        (b"%PDF-1.7 ...", "paper.txt", "not-text"),
        (bytes(range(256)) * 40, "bytes.txt", "not-text"),
        (b"12345 67890 .,;", "numbers.txt", "no-words"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "menu.html", "no-article"),
        (b"<html><head><title>x</title></head><body></body></html>", "bare.html", "no-article"),
        (b"not json\n", "lines.jsonl", "bad-json"),
        (b"[1, 2]\n", "lines.jsonl", "bad-json"),
        (b'{"id": "a"}\n', "lines.jsonl", "no-text"),
        (b'{"id": "a", "text": "   "}\n', "lines.jsonl", "no-text"),
    ],
)
def test_an_input_without_a_report_is_refused_with_its_reason(data: bytes, name: str, code: str) -> None:
    item = read_one(data, name)
    assert item.document is None
    assert item.error is not None
    assert item.error.code == code
    assert name in str(item.error)


def test_a_missing_file_is_named() -> None:
    (item,) = read_inputs(["no/such/file.txt"])
    assert item.error is not None
    assert item.error.code == "missing"
    assert "no/such/file.txt" in str(item.error)


def test_a_folder_without_reports_is_named(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    (item,) = read_inputs([str(tmp_path)])
    assert item.error is not None
    assert item.error.code == "no-files"


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_bytes(GOOD)
    items = list(read_inputs([str(tmp_path)]))
    assert [Path(i.path).name for i in items] == ["a.txt", "b.txt", "c.md"]
    assert all(i.document for i in items)


def test_a_bad_line_does_not_stop_the_next() -> None:
    data = b'{"id": "a", "text": "Lima met Quito."}\n{broken\n\n{"id": "c", "text": "Oslo met Bern."}\n'
    items = list(read_bytes(data, "x.jsonl"))
    assert [i.path for i in items] == ["x.jsonl:1", "x.jsonl:2", "x.jsonl:4"]
    assert [i.document.id if i.document else None for i in items] == ["a", None, "c"]


def test_invalid_utf8_is_read_with_a_note_that_gives_the_byte() -> None:
    item = read_one("Der Präsident traf den Außenminister in Köln.".encode("latin-1"))
    assert item.document is not None
    assert "Präsident" in item.document.text
    (note,) = [n for n in item.document.notes if n.code == "encoding"]
    assert "byte 6" in note.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_honoured_and_not_in_the_text(encoding: str) -> None:
    item = read_one(GOOD.decode().encode(encoding))
    assert item.document is not None
    assert item.document.text.startswith("Oslo condemned")


def test_nulls_become_spaces_with_a_note() -> None:
    item = read_one(b"Oslo con\x00demned the raid in the capital on Monday, officials said there.")
    assert item.document is not None
    assert "\x00" not in item.document.text
    assert [n.code for n in item.document.notes if n.code == "control-characters"]


def test_right_to_left_marks_stay_in_the_text() -> None:
    item = read_one("Oslo \u202econdemned\u202c the raid.".encode())
    assert item.document is not None
    assert "\u202e" in item.document.text


def test_deeply_nested_tags_are_flattened_and_still_read() -> None:
    body = "The minister met the envoy in Lima on Monday and signed the accord. " * 4
    page = "<html><body>" + "<div>" * 10_000 + f"<p>{body}</p>" + "</div>" * 10_000 + "</body></html>"
    item = read_one(page.encode(), "deep.html")
    assert item.document is not None
    assert "signed the accord" in item.document.text
    assert [n.code for n in item.document.notes if n.code == "flattened"]


HOSTILE = {
    "one line of 5 MB": "The minister met the envoy in Lima. " * 145_000,
    "100,000 lines of one word": "word\n" * 100_000,
    "60,000 brackets": "(" * 60_000,
    "60,000 quotation marks": "a " + '"' * 60_000,
    "one word of a megabyte": "a" * 1_000_000,
    "30,000 words without a stop": "minister " * 30_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_coded_or_refused_in_bounded_time(name: str, coder) -> None:  # type: ignore[no-untyped-def]
    start = time.process_time()
    item = read_one(HOSTILE[name].encode())
    if item.document is not None:
        record = coder.code_document(item.document)
        assert record.report.text == item.document.text
        if len(item.document.text) > 150_000:
            assert [n.code for n in record.notes if n.code == "cut"]
    else:
        assert item.error is not None
    assert time.process_time() - start < 30


def test_the_last_report_of_a_run_is_coded_after_bad_ones(tmp_path: Path, coder) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "1.txt").write_bytes(b"")
    (tmp_path / "2.txt").write_bytes(bytes(1000))
    (tmp_path / "3.txt").write_bytes(GOOD)
    items = list(read_inputs([str(tmp_path)]))
    assert [i.error.code if i.error else None for i in items] == ["empty", "empty", None] or items[1].error is not None
    assert items[2].document is not None
    assert coder.code_document(items[2].document).events
