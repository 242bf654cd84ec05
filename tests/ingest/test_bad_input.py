"""Bad input is named, counted and passed over; nothing crashes and nothing is silent."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from communique.ingest.items import Failed, Skipped, items_of_bytes, iter_items
from communique.records.document import Document

GOOD = b"Oslo condemned the raid on its consulate.\n\nThe minister spoke on Monday."


def read_one(data: bytes, name: str = "report.txt") -> Document | Failed | Skipped:
    (item,) = items_of_bytes(data, name)
    return item.read()


def read_document(data: bytes, name: str = "report.txt") -> Document:
    found = read_one(data, name)
    assert isinstance(found, Document)
    return found


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
    found = read_one(data, name)
    assert isinstance(found, Failed)
    assert found.code == code
    assert found.where.startswith(name)


def test_a_missing_file_is_named() -> None:
    (item,) = iter_items(["no/such/file.txt"])
    assert item.read() == Failed("missing", "there is no such file", "no/such/file.txt")


def test_a_folder_without_reports_is_named(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"x")
    picture, folder = (item.read() for item in iter_items([str(tmp_path)]))
    assert isinstance(picture, Skipped)
    assert picture.code == "other-form"
    assert isinstance(folder, Failed)
    assert folder.code == "no-files"


def test_a_folder_gives_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_bytes(GOOD)
    items = list(iter_items([str(tmp_path)]))
    assert [Path(i.path).name for i in items] == ["a.txt", "b.txt", "c.md"]
    assert all(isinstance(i.read(), Document) for i in items)


def test_a_bad_line_does_not_stop_the_next() -> None:
    data = b'{"id": "a", "text": "Lima met Quito."}\n{broken\n\n{"id": "c", "text": "Oslo met Bern."}\n'
    items = list(items_of_bytes(data, "x.jsonl"))
    assert [i.where for i in items] == ["x.jsonl:1", "x.jsonl:2", "x.jsonl:4"]
    assert [i.offset for i in items] == [0, 39, 48]
    assert [getattr(i.read(), "id", None) for i in items] == ["a", None, "c"]


def test_invalid_utf8_is_read_with_a_note_that_gives_the_byte() -> None:
    document = read_document("Der Präsident traf den Außenminister in Köln.".encode("latin-1"))
    assert "Präsident" in document.text
    (note,) = [n for n in document.notes if n.code == "encoding"]
    assert "byte 6" in note.message


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_honoured_and_not_in_the_text(encoding: str) -> None:
    document = read_document(GOOD.decode().encode(encoding))
    assert document.text.startswith("Oslo condemned")


def test_nulls_become_spaces_with_a_note() -> None:
    document = read_document(b"Oslo con\x00demned the raid in the capital on Monday, officials said there.")
    assert "\x00" not in document.text
    assert [n.code for n in document.notes if n.code == "control-characters"]


def test_right_to_left_marks_stay_in_the_text() -> None:
    document = read_document("Oslo \u202econdemned\u202c the raid.".encode())
    assert "\u202e" in document.text


def test_deeply_nested_tags_are_flattened_and_still_read() -> None:
    body = "The minister met the envoy in Lima on Monday and signed the accord. " * 4
    page = "<html><body>" + "<div>" * 10_000 + f"<p>{body}</p>" + "</div>" * 10_000 + "</body></html>"
    document = read_document(page.encode(), "deep.html")
    assert "signed the accord" in document.text
    assert [n.code for n in document.notes if n.code == "flattened"]


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
    found = read_one(HOSTILE[name].encode())
    if isinstance(found, Document):
        record = coder.code_document(found)
        assert record.report.text == found.text
        if len(found.text) > 150_000:
            assert [n.code for n in record.notes if n.code == "cut"]
    assert time.process_time() - start < 30


def test_the_last_report_of_a_run_is_coded_after_bad_ones(tmp_path: Path, coder) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "1.txt").write_bytes(b"")
    (tmp_path / "2.txt").write_bytes(bytes(1000))
    (tmp_path / "3.txt").write_bytes(GOOD)
    first, second, third = (item.read() for item in iter_items([str(tmp_path)]))
    assert isinstance(first, Failed)
    assert isinstance(second, Failed)
    assert isinstance(third, Document)
    assert coder.code_document(third).events
