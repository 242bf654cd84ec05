"""Our own example reports, coded once, as records, as JSON lines and as a store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.export.choosing import Choice
from communique.export.exporting import Coded, Summary, export
from communique.export.formats import find_format
from communique.records.record import Record, to_json

if TYPE_CHECKING:
    from communique.coding.coder import Coder

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="session")
def records(coder: Coder) -> list[Record]:
    """The example reports, coded."""
    from communique.ingest.items import read_documents

    return [coder.code_document(d) for d in read_documents([str(REPORTS)])]


@pytest.fixture(scope="session")
def jsonl(records: Sequence[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records as a file of JSON lines."""
    path = tmp_path_factory.mktemp("coded") / "records.jsonl"
    path.write_bytes(b"".join(to_json(r) + b"\n" for r in records))
    return path


@pytest.fixture(scope="session")
def exported(records: Sequence[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder with an export in each format that needs no text."""
    home = tmp_path_factory.mktemp("exports")
    for name in (
        "jsonl",
        "plover",
        "polecat",
        "icews",
        "gdelt-events",
        "acled-like",
        "csv",
        "parquet",
        "webannotation",
    ):
        export_to(records, name, home / name)
    return home


def export_to(
    records: Sequence[Record], name: str, target: Path, choice: Choice | None = None, with_text: bool = False
) -> Summary:
    """Export records to a folder or file."""
    return export(
        [Coded(r) for r in records], find_format(name, with_text), target, choice or Choice(), with_text=with_text
    )


@pytest.fixture(scope="session")
def store_path(records: Sequence[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records in a store; do not write to it."""
    path = tmp_path_factory.mktemp("store") / "corpus.db"
    make_store(path, records)
    return path


def make_store(path: Path, records: Sequence[Record]) -> None:
    """Put records into a new store."""
    from communique.store.store import Store
    from communique.store.writer import Writer

    with Store.open(path, "create") as store:
        writer = Writer(store, coder="test")
        with writer.batch():
            for record in records:
                writer.put_report(record)


def judge(path: Path, report_id: str, record_id: str, verdict: str, **more: str) -> None:
    """Add a judgement to a store, as a reviewer's page does."""
    from communique.store.store import Store

    with Store.open(path, "write") as store, store.transaction():
        number = (store.value("SELECT max(judgement_key) FROM judgements") or 0) + 1
        fields = {"id": f"j-{number}", "report_id": report_id, "sha256": "", "record_kind": "event", "record_id": record_id,
                  "verdict": verdict, "coder": "ada", "judged_at": "2024-01-01T00:00:00Z", **more}  # fmt: skip
        marks = ", ".join("?" * len(fields))
        store.execute(f"INSERT INTO judgements ({', '.join(fields)}) VALUES ({marks})", tuple(fields.values()))
