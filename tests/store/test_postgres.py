"""What is particular to a PostgreSQL server: addresses, what is refused, how scripts are put over."""

from __future__ import annotations

import itertools

import pytest
from tests.conftest import Place
from tests.store.test_writing import TEXT, record

from communique.errors import StoreError
from communique.store.address import is_server, shown, split_schema
from communique.store.listing import ReportFilter, count_reports, list_reports
from communique.store.postgres_schema import translated
from communique.store.store import Store
from communique.store.writer import Writer

_numbers = itertools.count(1)


@pytest.fixture
def address(postgres: str) -> str:
    """An address where there is no store yet."""
    return f"{postgres}&schema=own{next(_numbers)}"


@pytest.mark.parametrize(
    ("path", "server"),
    [("corpus.db", False), ("postgresql.db", False), ("postgresql://h/d", True), ("postgres://h/d", True)],
)
def test_what_is_a_server(path: str, server: bool) -> None:
    assert is_server(path) is server


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("postgresql://ann:pa%40ss@h:1/d?schema=x", "postgresql://ann@h:1/d?schema=x"),
        ("postgresql:///d?user=ann&password=secret&host=/run", "postgresql:///d?user=ann&password=...&host=/run"),
        ("postgresql:///d", "postgresql:///d"),
    ],
)
def test_a_password_is_never_shown(path: str, says: str) -> None:
    assert shown(path) == says


def test_a_schema_that_is_no_plain_name_is_refused() -> None:
    with pytest.raises(StoreError, match="no name we take"):
        split_schema('postgresql:///d?schema=a"b')


class TestOpening:
    """What is opened as a store, and what is refused."""

    def test_a_missing_store_is_refused_and_not_made(self, address: str) -> None:
        for mode in ("read", "write"):
            with pytest.raises(StoreError, match="there is no store in the schema"):
                Store.open(address, mode)  # type: ignore[arg-type]

    def test_another_programs_tables_are_refused_and_left_alone(self, address: str, postgres: str) -> None:
        import psycopg

        schema = address.rpartition("=")[2]
        with psycopg.connect(postgres, autocommit=True) as other:
            other.execute(f"CREATE SCHEMA {schema}")
            other.execute(f"CREATE TABLE {schema}.meta (a int)")
            with pytest.raises(StoreError, match="another program's"):
                Store.open(address, "create")
            found = other.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = %s", [schema])
            assert found.fetchone() == (1,)

    def test_a_newer_schema_is_refused(self, address: str) -> None:
        with Store.open(address, "create") as store:
            store.execute("UPDATE meta SET value = '999' WHERE name = 'schema'")
        with pytest.raises(StoreError, match="newer communique"):
            Store.open(address)

    def test_an_older_schema_is_brought_up_to_date_when_opened_for_writing(
        self, address: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from communique.store import opening, postgres

        Store.open(address, "create").close()
        scripts = [*opening.migrations(), "CREATE TABLE later (a TEXT, b INTEGER NOT NULL); -- a comment"]
        monkeypatch.setattr(postgres, "migrations", lambda: scripts)
        with pytest.raises(StoreError, match="older communique"):
            Store.open(address)
        with Store.open(address, "write") as store:
            assert store.value("SELECT value FROM meta WHERE name = 'schema'") == str(len(scripts))
            assert store.value("SELECT count(*) FROM later") == 0

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [("postgresql:///nowhere?host={host}&user=communique", "createdb nowhere"),
         ("postgresql:///postgres?host=/nowhere", "cannot be opened")],
    )  # fmt: skip
    def test_a_database_that_is_not_there(self, postgres: str, wrong: str, says: str) -> None:
        with pytest.raises(StoreError, match=says):
            Store.open(wrong.format(host=postgres.rpartition("=")[2]))

    def test_nothing_is_written_through_a_store_opened_for_reading(self, address: str) -> None:
        Store.open(address, "create").close()
        with Store.open(address) as store, pytest.raises(StoreError, match="cannot be written"):
            store.execute("DELETE FROM reports")

    def test_a_server_that_goes_away_is_a_reason_in_words(self, address: str) -> None:
        with Store.open(address, "create") as store, Store.open(address) as other:
            mine = store.value("SELECT pg_backend_pid()")
            other.execute("SELECT pg_terminate_backend(?)", (mine,))
            with pytest.raises(StoreError, match="what was committed is safe"):
                store.rows("SELECT 1")


class TestScripts:
    """One set of migration scripts for both databases."""

    @pytest.mark.parametrize(
        ("script", "statement"),
        [
            ("CREATE TABLE a (\n k INTEGER PRIMARY KEY,\n t TEXT\n);",
             'CREATE TABLE a (\n k BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,\n t TEXT COLLATE "C"\n)'),
            ("CREATE INDEX i ON a (k, t);", "CREATE INDEX i ON a (k, t)"),
            ("ALTER TABLE a ADD COLUMN b BLOB;", "ALTER TABLE a ADD COLUMN b BYTEA"),
            ("DELETE FROM a WHERE t = 'TEXT';", "DELETE FROM a WHERE t = 'TEXT'"),
        ],
    )  # fmt: skip
    def test_types(self, script: str, statement: str) -> None:
        assert translated([script]) == [[statement]]

    def test_rows_without_a_value_come_first_in_indexes_too(self) -> None:
        made = translated(["CREATE TABLE a (\n d TEXT,\n k TEXT NOT NULL\n); CREATE INDEX i ON a (d, k) WHERE k > ''"])
        assert made[0][1] == "CREATE INDEX i ON a (d NULLS FIRST, k) WHERE k > ''"


class TestSameAnswers:
    """Both databases give the same rows in the same order."""

    @pytest.fixture
    def store(self, place: Place) -> Store:
        with Store.open(place("a"), "create") as opened:
            writer = Writer(opened)
            with writer.batch():
                for name, date, more in (
                    ("a", None, "Fishery agreements were signed in Zürich."),
                    ("B", "2024-01-02", "The border-talks ended; fisheries remain."),
                    ("b", "2024-01-02", "The talks on the border ended."),
                    ("ä", "2023-01-01", "A NUL \x00 in it."),
                ):
                    writer.put_report(record(name, f"{TEXT} {more}", date=date))
            yield opened

    @pytest.mark.parametrize(
        ("order", "ids"),
        [("newest", ["b", "B", "ä", "a"]), ("oldest", ["a", "ä", "B", "b"]), ("doubtful", ["B", "a", "b", "ä"])],
    )
    def test_orders(self, store: Store, order: str, ids: list[str]) -> None:
        assert [r["id"] for r in list_reports(store, ReportFilter(), order)] == ids
        assert count_reports(store, ReportFilter()) == 4

    @pytest.mark.parametrize(
        ("words", "ids"),
        [
            ("", ["B", "a", "b", "ä"]),
            ("!", []),
            ("nowhere", []),
            ("the raid", ["B", "a", "b", "ä"]),
            ("zurich", ["a"]),
            ("ZÜRICH", ["a"]),
            ("fisheries", ["B", "a"]),
            ("sign*", ["a"]),
            ('"border talks"', ["B"]),
            ("border-talks", ["B"]),
            ("border talks", ["B", "b"]),
            ("border'; DROP TABLE reports; -- & | ! <->", []),
        ],
    )
    def test_searches(self, store: Store, words: str, ids: list[str]) -> None:
        found = list_reports(store, ReportFilter(words=words), limit=10)
        assert sorted(r["id"] for r in found) == ids
        if words:
            assert len(store.database.ranked_search(words, 10, 0)) == len(ids)

    def test_what_a_row_is(self, store: Store) -> None:
        row = store.row("SELECT id, live, min_confidence, '?' AS mark FROM reports WHERE id = ?", ("B",))
        assert (row[0], row["live"], row[-1], tuple(row)) == ("B", 1, "?", ("B", 1, 0.5, "?"))
        assert dict(row) == {"id": "B", "live": 1, "min_confidence": 0.5, "mark": "?"}
        assert isinstance(store.value("SELECT sum(n) FROM day_totals"), int)
        assert isinstance(store.value("SELECT sum(score_tenths) / 10.0 FROM day_totals"), float)

    def test_an_error_leaves_the_store_usable(self, store: Store) -> None:
        def wrong() -> None:
            with store.transaction():
                store.execute("DELETE FROM reports")
                store.execute("SELECT a FROM nowhere")

        with pytest.raises(StoreError, match="nowhere"):
            wrong()
        assert store.value("SELECT count(*) FROM reports") == 4
        with store.snapshot(), store.snapshot():
            assert [r[0] for r in store.stream("SELECT id FROM reports ORDER BY id")] == ["B", "a", "b", "ä"]
