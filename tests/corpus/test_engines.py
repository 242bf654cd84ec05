"""Ray, Spark and the local pool write the same bytes, whatever is killed on the way."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from communique.corpus.engine import CoderSpec
from communique.corpus.engines.choice import Totals, make_dataset
from tests.corpus.conftest import real_reports, story
from tests.corpus.driving import NotStartedError, run_to_end, survive_kills

NEEDS = {"local": ((), None), "ray": (("ray",), None), "spark": (("pyspark", "pandas"), "java")}
"""Libraries and programs of each engine."""
SLOW = CoderSpec("tests.corpus.standin", {"seconds": 0.02, "english": True})

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(params=list(NEEDS))
def engine(request: pytest.FixtureRequest) -> str:
    """Each engine; skipped where it is missing, failed in CI."""
    libraries, program = NEEDS[request.param]
    missing = [name for name in libraries if find_spec(name) is None]
    if program and shutil.which(program) is None:
        missing.append(program)
    if missing and os.environ.get("CI"):
        pytest.fail(f"{', '.join(missing)} must be there in CI")
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed")
    return str(request.param)


@contextlib.contextmanager
def started() -> Iterator[None]:
    """Skip where an engine is there but does not start: the machine is too busy to say anything of us."""
    try:
        yield
    except NotStartedError as error:
        pytest.skip(str(error))


def contents(out: Path) -> dict[str, bytes]:
    """All files of a dataset."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def made(folder: Path, coder: CoderSpec) -> dict[str, bytes]:
    """The dataset as one undisturbed process makes it, a shard a file."""
    out = folder.with_name(f"{folder.name}-expected")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("communique.corpus.shards.MOST_FILES", 1)
        totals = make_dataset([str(folder)], out, coder=coder)
    assert totals.failed == 0
    assert totals == Totals(shards=totals.shards, done=totals.shards, reports=totals.reports, skipped=totals.skipped)
    return contents(out)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen Parquet files of 20 reports over three months, some undated."""
    place = tmp_path_factory.mktemp("made") / "in"
    place.mkdir()
    for number in range(16):
        rows = [
            {
                "id": f"r{number}-{i}",
                "body": story(number * 100 + i),
                "published": f"2024-0{1 + i % 3}-05" if i else None,
            }
            for i in range(20)
        ]
        parquet.write_table(pa.Table.from_pylist(rows), place / f"part-{number:02d}.parquet")
    return place


@pytest.fixture(scope="module")
def expected(folder: Path) -> dict[str, bytes]:
    return made(folder, SLOW)


def test_a_killed_worker_and_a_killed_driver_change_no_byte(
    engine: str, folder: Path, tmp_path: Path, expected: dict[str, bytes]
) -> None:
    for tries in range(3):
        out = tmp_path / f"out{tries}"
        with started():
            early, late = survive_kills(engine, folder, out, SLOW)
        assert contents(out) == expected
        if 0 < early < late < 16:
            return  # else the driver was done before it could be killed: once more
    pytest.fail("the driver was always done before it could be killed")


@pytest.fixture(scope="module")
def real_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six files of six short reports that the built-in coder finds events in."""
    place = tmp_path_factory.mktemp("real") / "in"
    place.mkdir()
    rows = real_reports(36)
    for number in range(6):
        parquet.write_table(pa.Table.from_pylist(rows[number::6]), place / f"part-{number}.parquet")
    return place


@pytest.fixture(scope="module")
def real_expected(real_folder: Path) -> dict[str, bytes]:
    found = made(real_folder, CoderSpec())
    assert (
        sum(parquet.read_metadata(pa.BufferReader(d)).num_rows for n, d in found.items() if n.startswith("events/"))
        > 36
    )
    return found


def test_the_built_in_coder_over_every_engine(
    engine: str, real_folder: Path, tmp_path: Path, real_expected: dict[str, bytes]
) -> None:
    with started():
        run_to_end(engine, real_folder, tmp_path / "out", CoderSpec())
    assert contents(tmp_path / "out") == real_expected
