"""From what a user names to files: every one accounted for, none waited for."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from communique.ingest.items import Failed, Skipped, iter_inputs, iter_items
from communique.records.document import Document

GOOD = b"Oslo condemned the raid on its consulate."


def outcomes(*inputs: str, below: Path) -> dict[str, str]:
    """Code or `read` of each item, by its path below a folder."""
    found = {}
    for item in iter_items(list(inputs)):
        outcome = item.read()
        name = os.path.relpath(item.path, below)
        assert name not in found, "each place once"
        found[name] = "read" if isinstance(outcome, Document) else outcome.code
        if isinstance(outcome, Failed | Skipped):
            item.key.encode()
            outcome.where.encode()
    return found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_devices_and_links_in_circles_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "report.txt").write_bytes(GOOD)
    (tmp_path / "same.txt").symlink_to(tmp_path / "report.txt")
    assert outcomes(str(tmp_path), below=tmp_path) == {
        "circle.txt": "missing",
        "device.txt": "not-a-file",
        "gone.txt": "missing",
        "inner/up": "link",
        "pipe.txt": "not-a-file",
        "report.txt": "read",
        "same.txt": "read",
    }
    assert outcomes("/dev/zero", below=Path("/")) == {"dev/zero": "not-a-file"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this user reads everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    for name in ("closed.txt", "open.txt"):
        (tmp_path / name).write_bytes(GOOD)
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    assert outcomes(str(tmp_path), below=tmp_path) == {
        "closed": "unreadable",
        "closed.txt": "unreadable",
        "open.txt": "read",
    }
    (tmp_path / "closed").chmod(0o700)


def test_hidden_files_and_other_kinds_are_listed_and_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "picture.png", "report.txt", "no_suffix", "UPPER.TXT"):
        (tmp_path / name).write_bytes(GOOD)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_bytes(GOOD)
    assert outcomes(str(tmp_path), below=tmp_path) == {
        ".git": "hidden",
        ".hidden.txt": "hidden",
        "UPPER.TXT": "read",
        "no_suffix": "read",
        "picture.png": "other-form",
        "report.txt": "read",
    }
    assert outcomes(str(tmp_path / ".hidden.txt"), below=tmp_path) == {".hidden.txt": "read"}


ODD = [
    "new\nline.txt",
    "\x1b[31mred.txt",
    "‮abc.txt",
    "a b?*[c].txt",
    "'; DROP TABLE.txt",
    "<img src=x>.txt",
    "-o.txt",
    "\u00e9.txt",
    "e\u0301.txt",
]


def test_odd_names_are_read_and_their_keys_can_be_shown(tmp_path: Path) -> None:
    for name in ODD:
        (tmp_path / name).write_bytes(GOOD)
    raw = os.fsencode(tmp_path) + b"/\xff\xfe.txt"
    Path(os.fsdecode(raw)).write_bytes(GOOD)
    items = list(iter_items([str(tmp_path)]))
    assert len(items) == len(ODD) + 1
    assert len({i.key for i in items}) == len(items)
    for item in items:
        outcome = item.read()
        assert isinstance(outcome, Document)
        assert item.key.isprintable()
        assert outcome.id.isprintable()
        outcome.id.encode()


@pytest.mark.parametrize("name", ["no/such.txt", "a\0b", "", "no*such?", "x" * 5000])
def test_a_name_without_a_file_is_one_failure(name: str) -> None:
    (item,) = iter_items([name])
    outcome = item.read()
    assert isinstance(outcome, Failed)
    assert outcome.code in ("missing", "unreadable")


def test_patterns_folders_and_repeated_names_give_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    for name in ("a.txt", "b.html", "2024/c.txt"):
        (tmp_path / name).write_bytes(GOOD)
    top = str(tmp_path)
    assert list(outcomes(f"{top}/*.txt", below=tmp_path)) == ["a.txt"]
    assert list(outcomes(f"{top}/**/*.txt", below=tmp_path)) == ["2024/c.txt", "a.txt"]
    assert list(outcomes(f"{top}/b.html", top, f"{top}/./a.txt", below=tmp_path)) == ["b.html", "2024/c.txt", "a.txt"]


def test_ids_are_paths_below_the_folder_so_that_names_may_repeat(tmp_path: Path) -> None:
    for day in ("01", "02"):
        (tmp_path / day).mkdir()
        (tmp_path / day / "lead.txt").write_bytes(GOOD)
    assert [i.read().id for i in iter_items([str(tmp_path)])] == ["01/lead", "02/lead"]  # type: ignore[union-attr]


def test_files_are_listed_without_being_opened_and_know_when_they_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)
    (found,) = iter_inputs([str(path)])
    (same,) = iter_inputs([str(path)])
    assert found.fingerprint == same.fingerprint
    os.utime(path, ns=(0, 0))
    (changed,) = iter_inputs([str(path)])
    assert changed.fingerprint == f"{len(GOOD)}-0"
    path.unlink()
    (item,) = found.items()
    outcome = item.read()
    assert isinstance(outcome, Failed)
    assert outcome.code == "unreadable"


def test_the_hash_of_the_bytes_is_known_once_they_were_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD)
    (item,) = iter_items([str(path)])
    assert item.sha256 is None
    item.read()
    assert item.sha256 == hashlib.sha256(GOOD).hexdigest()
