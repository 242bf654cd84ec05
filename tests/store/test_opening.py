"""What is opened as a store, what is refused, and that nothing refused is touched."""

from __future__ import annotations

import contextlib
import os
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Place
from tests.store.test_writing import TEXT, record

from communique.errors import StoreError
from communique.store import opening
from communique.store.reading import lines
from communique.store.store import Store
from communique.store.writer import Writer


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A store with thirty reports."""
    path = tmp_path / "a.db"
    with Store.open(path, "create") as store:
        writer = Writer(store)
        with writer.batch():
            for n in range(30):
                writer.put_report(record(f"r{n}", f"{TEXT} {n}"))
    return path


def _not_ours(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE a (b)")
    other.close()


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as store:
        store.execute("UPDATE meta SET value = '999' WHERE name = 'schema'")
    store.close()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        pytest.param(lambda p: p.unlink(), "no such store", id="missing"),
        pytest.param(lambda p: (p.unlink(), p.mkdir()), "a folder", id="a folder"),
        pytest.param(lambda p: p.write_bytes(b""), "not a communique store", id="empty"),
        pytest.param(lambda p: p.write_text("notes\n" * 100), "not a communique store", id="a text"),
        pytest.param(_not_ours, "not made by communique", id="another program's database"),
        pytest.param(_newer, "newer communique", id="a newer schema"),
        pytest.param(lambda p: p.write_bytes(p.read_bytes()[:5000]), "damaged", id="cut short"),
        pytest.param(
            lambda p: p.write_bytes(p.read_bytes()[:200] + bytes(8000) + p.read_bytes()[8200:]), "damaged", id="zeroed"
        ),
    ],
)
@pytest.mark.parametrize("mode", ["read", "write"])
def test_what_is_no_sound_store_is_refused_and_left_alone(
    sound: Path, harm: Callable[[Path], object], says: str, mode: opening.Mode
) -> None:
    harm(sound)
    before = sound.read_bytes() if sound.is_file() else None
    with pytest.raises(StoreError, match=says):
        Store.open(sound, mode)
    assert (sound.read_bytes() if sound.is_file() else None) == before


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_never_gives_a_wrong_record(sound: Path, seed: int) -> None:
    """Either the store is refused, or reading says what is damaged, or the byte lies where no record is."""
    chance = random.Random(seed)
    with Store.open(sound) as store:
        expected = set(lines(store))
    data = bytearray(sound.read_bytes())
    data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    sound.write_bytes(data)
    with contextlib.suppress(StoreError), Store.open(sound) as store:
        found = set(lines(store))
        assert found <= expected
        assert found == expected or store.check()
    assert sound.read_bytes() == data


def test_an_older_schema_is_brought_up_to_date_and_a_copy_kept(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = opening.migrations()
    monkeypatch.setattr(opening, "migrations", lambda: [*scripts, "CREATE TABLE later (a TEXT); -- a comment; here"])
    with pytest.raises(StoreError, match="older communique"):
        Store.open(sound)
    with Store.open(sound, "write") as store:
        assert store.value("SELECT value FROM meta WHERE name = 'schema'") == str(len(scripts) + 1)
        assert store.value("SELECT count(*) FROM later") == 0
        assert store.value("SELECT count(*) FROM reports") == 30
    kept = sound.with_name(f"a.db.schema-{len(scripts)}.backup")
    monkeypatch.undo()
    with Store.open(kept) as store:
        assert store.value("SELECT count(*) FROM reports") == 30


def test_a_migration_that_fails_leaves_the_store_as_it_was(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = opening.migrations()
    monkeypatch.setattr(opening, "migrations", lambda: [*scripts, "CREATE TABLE later (a TEXT); CREATE TABLE meta (a)"])
    with pytest.raises(StoreError):
        Store.open(sound, "write")
    monkeypatch.undo()
    with Store.open(sound) as store:
        assert store.value("SELECT count(*) FROM sqlite_master WHERE name = 'later'") == 0


def test_a_store_in_a_folder_that_cannot_be_written_is_read(sound: Path) -> None:
    """As root rights stop nobody; then only the file's own read-only opening is seen."""
    os.chmod(sound, 0o444)
    os.chmod(sound.parent, 0o555)
    try:
        with Store.open(sound) as store:
            assert store.value("SELECT count(*) FROM reports") == 30
            with pytest.raises(StoreError, match="written"):
                store.execute("DELETE FROM reports")
        if os.geteuid():
            with pytest.raises(StoreError, match="written"):
                Store.open(sound, "write")
    finally:
        os.chmod(sound.parent, 0o755)


def test_readers_see_whole_reports_while_a_writer_is_at_work(sound: Path) -> None:
    with Store.open(sound, "write") as store, Store.open(sound) as reader:
        writer = Writer(store)
        with writer.batch():
            writer.put_report(record("new", TEXT + " new"))
            assert reader.value("SELECT count(*) FROM reports") == 30
        assert reader.value("SELECT count(*) FROM reports") == 31


def test_a_store_without_sums_by_country_gets_them(place: Place) -> None:
    """A store of schema 4, as older versions made it, against one that kept the sums from the start."""
    with Store.open(place("a"), "create") as store:
        writer = Writer(store)
        for n in range(5):
            writer.put_report(record(f"r{n}", f"{TEXT} {n}", date=None if n == 3 else "2024-05-06"))
        expected = store.rows("SELECT * FROM country_totals ORDER BY country, day")
        days = [tuple(row) for row in store.rows("SELECT * FROM day_totals ORDER BY day, type")]
        store.execute("DROP TABLE country_totals")
        store.execute("UPDATE meta SET value = '4' WHERE name = 'schema'")
    with pytest.raises(StoreError, match="older communique"):
        Store.open(place("a"))
    with Store.open(place("a"), "write") as store:
        found = store.rows("SELECT * FROM country_totals ORDER BY country, day")
        assert [tuple(row) for row in found] == [tuple(row) for row in expected]
        assert sum(row["n"] for row in found) == 5
        assert [tuple(row) for row in store.rows("SELECT * FROM day_totals ORDER BY day, type")] == days
        Writer(store).put_report(record("r0", f"{TEXT} 0", type="PROTEST"))
        assert store.value("SELECT sum(n) FROM country_totals WHERE type = 'PROTEST'") == 1
