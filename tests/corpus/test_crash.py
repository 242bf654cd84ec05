"""Whatever happens to a run, the next one ends where an undisturbed one would, to the byte."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from communique.corpus.options import RunOptions, Summary
from communique.corpus.run import Run, run
from communique.errors import StoreError
from communique.store.reading import lines
from communique.store.store import Store
from tests.conftest import Place
from tests.corpus.conftest import options, real_reports, sha, write

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are killed in forked processes")

KILLS = 10
"""Kills of the run in each of two tests, and of workers in each of two more."""


def forked(work: Callable[[], int]) -> int:
    """Start a process that does the work and ends with its result."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        code = work()
    finally:
        os._exit(code)


def ended(child: int) -> int:
    """How a process ended: its status, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run_dying_after(path: Path | str, told: RunOptions, statements: int) -> int:
    """A run that kills itself, as `kill -9` would, after so many statements to the store."""
    count = 0
    real = Store.execute

    def execute(self: Store, sql: str, parameters: tuple[object, ...] = ()) -> object:
        nonlocal count
        count += 1
        if count == statements:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(self, sql, parameters)

    Store.execute = execute  # type: ignore[assignment,method-assign]
    run(path, told)
    return 0


def run_counting(path: Path, told: RunOptions) -> int:
    """An undisturbed run; gives its statements to the store."""
    count = 0
    real = Store.execute

    def execute(self: Store, sql: str, parameters: tuple[object, ...] = ()) -> object:
        nonlocal count
        count += 1
        return real(self, sql, parameters)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "execute", execute)
        run(path, told)
    return count


@pytest.fixture(scope="module")
def statements(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """Statements of an undisturbed run."""
    return run_counting(tmp_path_factory.mktemp("counted") / "a.db", options(corpus))


@pytest.mark.parametrize(("workers", "seed"), [(1, 1), (2, 2)])
def test_a_run_killed_again_and_again(
    corpus: Path, undisturbed: str, statements: int, tmp_path: Path, workers: int, seed: int
) -> None:
    chance = random.Random(seed)
    told = options(corpus, workers=workers, batch_size=4)
    killed = 0
    for number in range(KILLS):
        after = chance.randint(1, statements // 3) if number < KILLS // 2 else chance.randint(1, 400)
        status = ended(forked(lambda after=after: run_dying_after(tmp_path / "a.db", told, after)))
        assert status in (-signal.SIGKILL, 0)
        killed += status != 0
        if (tmp_path / "a.db").exists():
            with Store.open(tmp_path / "a.db") as store:
                assert store.check() == []
    assert killed >= KILLS // 2
    run(tmp_path / "a.db", told)
    assert sha(tmp_path / "a.db") == undisturbed


@pytest.mark.parametrize(("workers", "seed"), [(1, 3), (2, 4)])
def test_workers_killed_again_and_again(
    corpus: Path, undisturbed: str, tmp_path: Path, workers: int, seed: int
) -> None:
    told = options(corpus, workers=workers, batch_size=4, seconds=0.01)
    killed, summary = run_losing_workers(tmp_path / "a.db", told, random.Random(seed), KILLS)
    assert killed >= KILLS // 2
    assert killed - 1 <= summary.counts.deaths <= killed, "one killed when all is coded is not missed"
    assert summary.counts.failed == 1, "the one that fails by itself"
    assert sha(tmp_path / "a.db") == undisturbed


def run_losing_workers(path: Path, told: RunOptions, chance: random.Random, most: int) -> tuple[int, Summary]:
    """A run of which workers are killed; gives how many were, and how it ended."""
    killed = 0
    with Store.open(path, "create") as store:
        going = Run(store, told)

        def kill(_: object) -> None:
            nonlocal killed
            able = [w for w in going.pool.workers if w.ready]
            if able and killed < most and going.counts.phase == "coding":
                killed += 1
                os.kill(chance.choice(able).process.pid, signal.SIGKILL)

        going.on_progress = kill
        tell, going.tell = going.tell, lambda force=False: tell(force=chance.random() < 0.2)  # type: ignore[method-assign]
        summary = going.execute()
    return killed, summary


def test_kills_with_the_built_in_coder(tmp_path: Path) -> None:
    """The run killed twice and two of its workers: the export is that of an undisturbed run, byte by byte."""
    inputs, chance = [str(write(tmp_path / "in.jsonl", real_reports(40)))], random.Random(6)
    told = RunOptions(inputs=inputs, workers=2, batch_size=3)
    whole = run_counting(tmp_path / "whole.db", RunOptions(inputs=inputs, workers=1))
    for low, high in ((0.1, 0.3), (0.3, 0.5)):
        after = int(whole * chance.uniform(low, high))
        assert ended(forked(lambda after=after: run_dying_after(tmp_path / "a.db", told, after))) == -signal.SIGKILL
    killed, summary = run_losing_workers(tmp_path / "a.db", told, chance, 2)
    assert (killed, summary.counts.deaths, summary.counts.failed) == (2, 2, 0)
    with Store.open(tmp_path / "a.db") as found, Store.open(tmp_path / "whole.db") as expected:
        assert list(lines(found)) == list(lines(expected))
        assert expected.value("SELECT count(*) FROM events") > 40
    assert sha(tmp_path / "a.db") == sha(tmp_path / "whole.db")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda s: s.name)
def test_a_signal_ends_a_run_cleanly(corpus: Path, undisturbed: str, tmp_path: Path, sent: signal.Signals) -> None:
    from communique.cli.run import _execute

    told = options(corpus, workers=2, seconds=0.05)
    child = forked(lambda: 128 + (_execute(tmp_path / "a.db", told, True).signal or 0))
    wait_for(tmp_path / "a.db", 5)
    os.kill(child, sent)
    began = time.monotonic()
    assert ended(child) == 128 + sent
    assert time.monotonic() - began < 5
    with Store.open(tmp_path / "a.db") as store:
        assert store.value("SELECT outcome FROM runs") == "stopped"
        assert store.value("SELECT count(*) FROM inputs WHERE state = 'pending'") == 0
    run(tmp_path / "a.db", options(corpus))
    assert sha(tmp_path / "a.db") == undisturbed


def test_a_run_killed_while_it_writes_to_a_database_server(
    corpus: Path, undisturbed: str, statements: int, postgres: str
) -> None:
    """The server ends what the killed run had begun; the next goes on from what was committed."""
    path, told, chance = f"{postgres}&schema=killed", options(corpus, batch_size=4), random.Random(5)
    for _ in range(4):
        after = chance.randint(1, statements // 3)
        assert ended(forked(lambda after=after: run_dying_after(path, told, after))) in (-signal.SIGKILL, 0)
    run(path, told)
    assert sha(path) == undisturbed


def test_two_runs_on_one_store_at_once(corpus: Path, undisturbed: str, place: Place) -> None:
    told = options(corpus, batch_size=2)
    children = [forked(lambda: run(place("a"), told).counts.deaths) for _ in range(2)]
    assert [ended(child) for child in children] == [0, 0]
    with Store.open(place("a")) as store:
        assert store.value("SELECT count(*) FROM runs WHERE outcome = 'finished'") == 2
    assert sha(place("a")) == undisturbed


def test_another_run_takes_over_what_a_killed_one_had_in_hand(corpus: Path, undisturbed: str, tmp_path: Path) -> None:
    slow = forked(lambda: run(tmp_path / "a.db", options(corpus, seconds=0.05)).counts.deaths)
    wait_for(tmp_path / "a.db", 5)
    other = forked(lambda: run(tmp_path / "a.db", options(corpus)).counts.deaths)
    os.kill(slow, signal.SIGKILL)
    ended(slow)
    assert ended(other) == 0
    assert sha(tmp_path / "a.db") == undisturbed


@pytest.mark.parametrize("share", [0.5, 0.6, 0.7, 0.8, 0.9])
def test_a_full_disk_ends_a_run_with_a_reason_and_loses_nothing(
    corpus: Path, undisturbed: str, tmp_path: Path, share: float
) -> None:
    """The database itself refuses to grow, as it does when the disk has no room; then there is room again."""
    run(tmp_path / "whole.db", options(corpus))
    path = tmp_path / "a.db"
    with Store.open(tmp_path / "whole.db") as whole, Store.open(path, "create") as store:
        pages, empty = whole.value("PRAGMA page_count"), store.value("PRAGMA page_count")
        store.execute(f"PRAGMA max_page_count = {int(empty + (pages - empty) * share)}")
        with pytest.raises(StoreError, match=r"a\.db: the disk is full"):
            Run(store, options(corpus)).execute()
    run(path, options(corpus))
    assert sha(path) == undisturbed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can be mounted by root only")
    yield place
    subprocess.run(["umount", str(place)], check=False)


def test_a_small_disk_that_is_full(corpus: Path, undisturbed: str, small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(1_500_000))
    with pytest.raises(StoreError, match=r"the disk is full"):
        run(small_disk / "a.db", options(corpus))
    ballast.unlink()
    with contextlib.suppress(StoreError):
        run(small_disk / "a.db", options(corpus))
    import shutil

    for name in ("a.db", "a.db-wal"):
        if (small_disk / name).exists():
            shutil.copy(small_disk / name, small_disk.parent / name)
    run(small_disk.parent / "a.db", options(corpus))
    assert sha(small_disk.parent / "a.db") == undisturbed


@pytest.mark.parametrize(
    "told",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"},
    ],
    ids=["Kiritimati", "Los_Angeles"],
)
def test_hash_seed_time_zone_and_locale_change_nothing(
    corpus: Path, undisturbed: str, tmp_path: Path, told: dict[str, str]
) -> None:
    script = (
        "import sys; from pathlib import Path; from communique.corpus.run import run;"
        "from tests.corpus.conftest import options, sha; p = Path(sys.argv[1]);"
        "run(p, options(sys.argv[2], workers=2)); print(sha(p))"
    )
    environment = {**os.environ, **told, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", script, str(tmp_path / "a.db"), str(corpus)]
    done = subprocess.run(command, check=True, capture_output=True, env=environment, cwd=tmp_path)
    assert done.stdout.decode().strip() == undisturbed


def wait_for(path: Path, coded: int) -> None:
    """Wait until a running run has coded so many reports."""
    for _ in range(600):
        time.sleep(0.05)
        with contextlib.suppress(StoreError), Store.open(path) as store:
            if store.value("SELECT count(*) FROM inputs WHERE state = 'coded'") >= coded:
                return
    raise AssertionError("the run codes nothing")
